//! What texts say of stages.

use super::*;

#[test]
fn a_renewal_says_no_more_than_that() {
    assert!(is_renewal("续展") && is_renewal(" 到期续展 "));
    // The registration of a mark is renewed, too.
    assert!(!is_renewal("注册商标已续展至2025年") && !is_renewal("未续展"));
}

#[test]
fn stages_written_on_to_a_name() {
    for (text, rest) in [
        ("铅管复评", "铅管"),
        ("锡管-复评", "锡管"),
        ("复评：锌管", "锌管"),
        ("省名牌复评", "省名牌"),
        ("复评省名牌", "省名牌"),
    ] {
        assert_eq!(attached(text), Some((rest, Stage::Recertified)), "{text}");
    }
    for text in
        ["复评", "复评产品", "产品复评", "水泵", "水泵（未复评", "复合管", "未复评", "复评仪", "复评系统"]
    {
        assert_eq!(attached(text), None, "{text}");
    }
}

#[test]
fn what_remarks_say() {
    for text in [
        "复评",
        "本次复评",
        "2008年复评",
        "复评产品",
        "2005年首次认定，本次复评",
        "期满换证",
        "重复认定，按复评",
        "重新认定",
        "再认定",
        "续认定",
        "期满重新申报",
        "到期重认",
    ] {
        assert_eq!(said(text), Said::Clear(Stage::Recertified), "{text}");
    }
    for text in [
        "换证",
        "续展",
        "2005年首次认定，2008年复评",
        "复审",
        "复审通过",
        "材料齐全，复审",
        "续展有效期至2016年",
        "2005年起连续获评，经复评确认",
        "复核",
        "复核通过",
        "通过复核",
        "到期复核",
        "高企复核",
        "经省工信厅复核通过",
        "2008年复查",
        "复查合格",
        "期满复查",
        "第二次",
        "第2次认定",
        "第二轮",
        "二次获得",
        "连续三届",
        "连续五年获评",
        "2005年曾获",
        "2002年、2005年、2008年三次获得",
        "原证到期",
        "期满后获证",
        "有效期届满后再次获得认定",
    ] {
        assert_eq!(said(text), Said::Doubt, "{text}");
    }
    for text in [
        "",
        "已复核",
        "经财政局复核",
        "财政局已复核",
        "市质监局复核无误",
        "复核人：张三",
        "复核面积12亩",
        "复核意见：同意",
        "现场复核通过",
        "复核：李四",
        "张三初审李四复核",
        "科室复核",
        "材料复核",
        "未复核",
        "待复核",
        "第二次公示无异议",
        "第二批",
        "第二产业",
        "第十二届市长质量奖",
        "连续三年纳税超千万元",
        "曾获省级奖励5万元",
        "二期项目",
        "2011年到期",
        "初审、复审通过",
        "材料复审通过",
        "未参加复评",
        "不符合复评，按首次认定",
        "下次复评时间2011年",
        "首次认定，2008年换证",
        "因更名换证",
        "旧证作废，换发新证",
        "新型材料",
        "重庆分公司",
        "按规定奖励",
    ] {
        assert!(!matches!(said(text), Said::Doubt | Said::Clear(Stage::Recertified)), "{text}");
    }
}

#[test]
fn what_brackets_say() {
    assert_eq!(said_in_brackets("A13（复评）"), Said::Clear(Stage::Recertified));
    assert_eq!(said_in_brackets("金龙有限公司（2008年复评）"), Said::Clear(Stage::Recertified));
    assert_eq!(said_in_brackets("镍管（第二次）"), Said::Doubt);
    assert_eq!(said_in_brackets("铜管(首次)(复评)"), Said::Doubt);
    assert_eq!(said_in_brackets("水泵（新型）"), Said::Nothing);
    assert_eq!(said_in_brackets("复合管"), Said::Nothing);
}

#[test]
fn what_titles_say() {
    let again = Said::Clear(Stage::Recertified);
    for (text, expected) in [
        ("2008年度某名牌产品（复评）名单", again),
        ("某名牌复评", again),
        ("2008年重新认定的某商标", again),
        ("某名牌产品名单（含复评）", Said::Doubt),
        ("首次认定和复评的某名牌", Said::Doubt),
        ("某名牌复评、新评名单", Said::Doubt),
        ("某名牌到期名单", Said::Doubt),
        ("某名牌复审名单", Said::Doubt),
        ("某名牌复核通过企业名单", Said::Doubt),
        ("某名牌复核合格名单", Said::Doubt),
        ("某名牌（复核）", Said::Doubt),
        ("复查合格某名牌", Said::Doubt),
        ("某名牌年审企业", Said::Doubt),
        ("某名牌再认定名单", again),
        ("经财政局复核的某名牌名单", Said::Nothing),
        ("某名牌奖励复核表", Said::Nothing),
        ("某名牌名单（已复核）", Said::Nothing),
        ("某名牌奖励资金复核情况", Said::Nothing),
        ("新认定某名牌", Said::Clear(Stage::First)),
        ("2008年度某名牌产品名单", Said::Nothing),
        ("某名牌（不含复评）", Said::Nothing),
        ("某名牌（未复评）", Said::Nothing),
        ("复评产品不再奖励，请勿填报", Said::Nothing),
        ("带星号的为复评产品；其余为首次认定", Said::Doubt),
        ("以下各项均已通过复评。", Said::Doubt),
    ] {
        assert_eq!(of_list(text), expected, "{text}");
    }
    assert!(is_all_of("二、复评产品") && is_all_of("新认定产品") && !is_all_of("丁蜀镇"));
}

//! Cells of every type: read, refused, or set aside.

use super::{BRAND, MARK, PATENT, WAY, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::policy::builtin as b;

/// One row under a holder, a category and one more column.
fn one(heading: &str, cell: &str) -> super::Outcome {
    sheet(&format!("企业名称|类别|{heading}\n甲公司|国家名牌|{cell}")).read()
}

#[test]
fn dates() {
    for (typed, shown) in [
        ("@2008-03-11", "2008-03-11"),
        ("2008年3月", "2008-03"),
        ("#20080311", "2008-03-11"),
        ("二〇〇八年", "2008"),
    ] {
        let read = one("认定日期", typed);
        assert_eq!(
            read.one().facts.date(b::RECOGNISED).map(|date| date.to_string()).as_deref(),
            Some(shown),
            "{typed}"
        );
    }
    for typed in ["#39518", "03.3.11", "@1979-01-01", "三月", "#2008.1"] {
        assert_eq!(one("认定日期", typed).held(), [(2, Code::DateUnusable)], "{typed}");
    }
    assert!(one("认定日期", "—").one().facts.date(b::RECOGNISED).is_none());
}

#[test]
fn quantities() {
    assert_eq!(one("数量", "2个").one().facts.whole(b::QUANTITY), Some(2));
    assert_eq!(one("数量", "2个").codes(), [Code::QuantityUnit]);
    assert_eq!(one("数量(只)", "#3").codes(), []);
    assert_eq!(one("数量(件)", "#3").codes(), [Code::QuantityUnit]);
    for typed in ["#0", "#-1", "#1.5", "两"] {
        let read = one("数量", typed);
        if typed == "两" {
            assert_eq!(read.one().facts.whole(b::QUANTITY), Some(2));
        } else {
            assert_eq!(read.records.len(), 0, "{typed}");
        }
    }
    assert_eq!(one("产品名称", "红日(2个产品)").one().facts.whole(b::QUANTITY), Some(2));
    assert_eq!(one("产品名称", "红日").one().facts.whole(b::QUANTITY), None);
    let read = sheet("企业名称|类别|产品|数量\n甲公司|国家名牌|红日(2个产品)|#1").read();
    assert_eq!(read.held(), [(2, Code::QuantityUnusable)]);
}

#[test]
fn stages() {
    for (typed, stage, again) in [
        ("红日(复评)", Some("复评"), Some(true)),
        ("红日(产品扩评)", Some("扩评"), None),
        ("红日（首次认定）", Some("初次"), Some(false)),
        ("红日", None, None),
    ] {
        let read = one("产品名称", typed);
        assert_eq!(read.one().facts.text(b::STAGE), stage, "{typed}");
        assert_eq!(read.one().facts.bool(b::RECERTIFIED), again, "{typed}");
        assert_eq!(read.one().facts.text(b::PRODUCT), Some("红日"));
    }
    assert_eq!(one("阶段", "期满重新认定").one().facts.bool(b::RECERTIFIED), Some(true));
    assert_eq!(one("是否复评", "否").one().facts.text(b::STAGE), Some("初次"));
    assert_eq!(one("阶段", "不明").held(), [(2, Code::StageUnknown)]);
    let read = sheet("企业名称|类别|产品|阶段\n甲公司|国家名牌|红日(复评)|初次").read();
    assert_eq!(read.held(), [(2, Code::StageUnknown)]);
}

#[test]
fn categories_in_cells() {
    let read = sheet("企业名称|类别\n甲公司|国家驰名商标\n乙公司|国家名牌（复评）\n丙公司|发明").read();
    let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
    assert_eq!(categories, [MARK, BRAND, PATENT]);
    assert_eq!(read.records[1].facts.bool(b::RECERTIFIED), Some(true));
    assert_eq!(read.records[0].facts.text(b::CATEGORY), Some("驰名商标"));
}

#[test]
fn joint_holders_and_former_names() {
    let read = sheet("起草单位|类别\n甲公司、乙（集团）有限公司|国家标准\n新公司(原旧公司)|国家标准").read();
    assert_eq!(read.records[0].names, ["甲公司", "乙（集团）有限公司"]);
    assert_eq!(read.records[1].names, ["新公司(原旧公司)"]);
}

#[test]
fn persons_hold_without_an_enterprise() {
    let read = sheet("姓名|类别|身份证号\n张三|发明专利|11010519491231002X").read();
    assert!(read.one().names.is_empty());
    assert_eq!(read.one().facts.text(b::PERSON), Some("张三"));
}

#[test]
fn ranks() {
    assert_eq!(one("排名", "第二").one().facts.whole(b::RANK), Some(2));
    assert_eq!(one("备注", "为第一起草单位").one().facts.whole(b::RANK), Some(1));
    assert_eq!(one("备注", "为主要起草单位").one().facts.whole(b::RANK), None);
    assert_eq!(one("排名", "参与").held(), [(2, Code::NumberUnusable)]);
}

#[test]
fn choices() {
    assert_eq!(one("认定方式", "法院").one().facts.text(WAY), Some("司法认定"));
    let read = one("认定方式", "行政认证");
    assert_eq!(read.held(), [(2, Code::ChoiceUnknown)]);
    assert!(read.findings[0].help.contains("是不是「行政认定」"));
}

#[test]
fn a_choice_decision_replaces_what_cannot_be_read() {
    let typed = sheet("企业名称|类别|认定日期\n甲公司|怪名牌|某日");
    let (row, other) = (typed.row_name(2), typed.row_name(2));
    let category = DecisionKind::Choice { row, field: "类别".into(), value: "国家名牌".into() };
    let date = DecisionKind::Choice { row: other, field: "认定日期".into(), value: "2008年3月".into() };
    let read = typed.decide(category).decide(date).read();
    assert_eq!(read.one().category, BRAND);
    assert!(read.one().facts.date(b::RECOGNISED).is_some());
}

#[test]
fn codes_that_lost_digits_or_became_dates() {
    let mut rows = super::rows("企业名称|类别|证书编号\n甲公司|国家名牌|@2008-03-01", &[]).0;
    assert_eq!(rows.len(), 2);
    rows.clear();
    assert_eq!(one("证书编号", "@2008-03-01").held(), [(2, Code::TextIsDate)]);
    assert_eq!(one("证书编号", "#1234567").one().facts.text(b::CERTIFICATE), Some("1234567"));
}

#[test]
fn bad_cells_matter_only_where_they_are_used() {
    for typed in ["@ERR", "@NOCACHE"] {
        assert_eq!(one("产品名称", typed).held(), [(2, Code::CellBad)]);
        assert_eq!(one("随便什么", typed).codes(), []);
        assert_eq!(one("申请金额(元)", typed).codes(), [Code::ClaimUnusable]);
        assert_eq!(one("申请金额(元)", typed).records.len(), 1);
    }
}

#[test]
fn a_letter_that_looks_like_another_holds_the_row() {
    for (heading, typed) in [("证书编号", "示С-1"), ("统一社会信用代码", "9135010OМ")] {
        assert_eq!(one(heading, typed).held(), [(2, Code::LookAlike)], "{typed}");
    }
    assert_eq!(one("产品名称", "红日АBC").codes(), [Code::LookAlike]);
    assert_eq!(one("产品名称", "红日АBC").held(), []);
    assert_eq!(one("产品名称", "Ω形密封圈").codes(), []);
    // What only remarks say tells nothing apart.
    assert_eq!(one("备注", "С").codes(), []);
}

#[test]
fn check_digits_warn_only() {
    let code = |typed: &str| one("统一社会信用代码", typed).codes();
    assert_eq!(code("113308003136197287"), []);
    assert_eq!(code("91350100M0001TGQXM"), [Code::CheckDigit]);
    assert_eq!(one("专利号", "ZL201710601862.3").codes(), []);
    assert_eq!(one("专利号", "ZL201710601862.4").codes(), [Code::CheckDigit]);
    assert_eq!(one("专利号", "ZL201710601862.4").records.len(), 1);
}

#[test]
fn a_heading_over_two_columns() {
    let read = sheet("企业名称|<|类别\n甲公司||国家名牌\n|乙公司|国家名牌\n丙公司|丁公司|国家名牌").read();
    assert_eq!(read.usable(), [2, 3]);
    assert_eq!(read.held(), [(4, Code::CellsDisagree)]);
}

#[test]
fn ditto_marks_are_held() {
    let read = sheet("企业名称|类别\n甲公司|国家名牌\n同上|国家名牌\n乙公司|〃").read();
    assert_eq!(read.held(), [(3, Code::DittoMark), (4, Code::DittoMark)]);
}

/// What a text export keeps of a long number is no number any more.
#[test]
fn identifiers_in_scientific_notation_are_lost() {
    for typed in ["9.13E+17", "9E+17", "1.23457e+15"] {
        let read = sheet(&format!("企业名称|类别|统一社会信用代码\n甲公司|国家名牌|{typed}")).read();
        assert_eq!(read.held(), [(2, Code::DigitsLost)], "{typed}");
    }
    for typed in ["12E+17", "9.13E17", "9.13E+", ".5E+3", "E+10", "9.1.3E+17"] {
        let read = sheet(&format!("企业名称|类别|证书编号\n甲公司|国家名牌|{typed}")).read();
        assert_eq!(read.one().facts.text(b::CERTIFICATE), Some(typed));
    }
    let read = sheet("企业名称|类别|备注\n甲公司|国家名牌|9.13E+17").read();
    assert_eq!(read.codes(), []);
}

/// 201010123456 is an invention's number, 201020123456 a utility model's; GB/T is a national standard, JB an industry's.
#[test]
fn numbers_must_not_contradict_the_category() {
    let held = |category: &str, number: &str| {
        sheet(&format!("企业名称|类别|证书编号\n甲公司|{category}|{number}")).read()
    };
    for (category, number) in [
        ("发明专利", "ZL201010123456"),
        ("发明", "201010123456"),
        ("国家标准", "GB/T 1234-2008"),
        // Another sort of number, or none that is known, says nothing.
        ("发明专利", "GB/T 1234-2008"),
        ("驰名商标", "201020123456"),
        ("国家标准", "第1号"),
    ] {
        assert_eq!(held(category, number).held(), [], "{category} {number}");
    }
    for (category, number, says) in [
        ("发明专利", "ZL201020123456", "实用新型"),
        ("发明专利", "ZL200830123456", "外观设计"),
        ("国家标准", "JB/T 1234-2008", "行业标准"),
        ("国家标准", "DB32/T 567—2007", "省级地方标准"),
    ] {
        let read = held(category, number);
        assert_eq!(read.held(), [(2, Code::NumberContradicts)], "{category} {number}");
        assert!(read.findings[0].message.contains(says), "{}", read.findings[0].message);
        assert_eq!(read.findings[0].place.cell.as_deref(), Some("C2"));
    }
    // A standard's number may stand before its title.
    let read = sheet("企业名称|类别|标准名称\n甲公司|国家标准|JB/T 1234-2008 茶壶").read();
    assert_eq!(read.held(), [(2, Code::NumberContradicts)]);
}

/// A person who looked at the certificate has the last word.
#[test]
fn a_chosen_category_is_not_compared() {
    let list = sheet("企业名称|类别|证书编号\n甲公司|发明专利|ZL201020123456");
    let row = list.row_name(2);
    let chosen = DecisionKind::Choice { row, field: "类别".into(), value: "发明专利".into() };
    assert_eq!(list.decide(chosen).read().one().category, PATENT);
}

#[test]
fn a_missing_category_is_proposed_by_the_number() {
    let read = sheet("企业名称|证书编号\n甲公司|ZL201010123456").read();
    assert_eq!(read.held(), [(2, Code::CategoryMissing)]);
    assert!(read.findings[0].help.contains("value = \"发明专利\""), "{}", read.findings[0].help);
}

#[test]
fn a_blank_category_below_another_is_held_where_the_table_says_a_third() {
    let text = "企业名称|类别|产品\n甲公司|国家名牌|红日\n乙公司||蓝天";
    assert_eq!(sheet(text).named("名单.xlsx", "驰名商标").read().held(), [(3, Code::CategoryMissing)]);
    assert_eq!(sheet(text).named("名单.xlsx", "国家名牌").read().usable(), [2, 3]);
}

#[test]
fn a_year_in_a_cell_of_dates() {
    let text =
        "企业名称|类别|奖励年度|兑现金额(元)\n甲公司|国家名牌|@2007-01-01|#5\n乙公司|国家名牌|@1905-06-30|#5";
    let read = sheet(text).read();
    assert_eq!(read.one().facts.whole(b::YEAR), Some(2007));
    assert_eq!(read.held(), [(3, Code::NumberUnusable)]);
    assert_eq!(read.codes(), [Code::NumberUnusable], "the missing year is not told besides");
}

#[test]
fn a_name_beside_an_enterprise_is_no_part_of_it() {
    let read = |holder: &str| sheet(&format!("企业名称|类别|产品名称\n{holder}|国家名牌|紫砂壶")).read();
    assert_eq!(read("甲公司与张三").held(), [(2, Code::HolderMissing)]);
    assert_eq!(read("甲公司、张三").one().names, ["甲公司", "张三"]);
}

#[test]
fn a_decision_settles_a_look_alike_and_a_name_beside() {
    let typed = || sheet("企业名称|类别|证书编号\n甲公司与张三|国家名牌|示С-1");
    let choice = |row, field: &str, value: &str| DecisionKind::Choice {
        row,
        field: field.into(),
        value: value.into(),
    };
    let name = choice(typed().row_name(2), "企业名称", "甲公司与张三");
    let number = choice(typed().row_name(2), "证书编号", "示С-1");
    let category = choice(typed().row_name(2), "类别", "国家名牌");
    let read = typed().decide(name.clone()).decide(number).read();
    assert_eq!(read.one().names, ["甲公司与张三"]);
    // A choice of another field settles neither.
    assert_eq!(typed().decide(category).read().held(), [(2, Code::HolderMissing)]);
    assert_eq!(typed().decide(name).read().held(), [(2, Code::LookAlike)]);
}

/// In a list of 2008 a day of 08 is one of 2008; 01.3.8 may be a day of 2001 or of 2008.
#[test]
fn a_year_of_two_digits_is_told_by_the_award_year() {
    let day =
        |typed: &str| sheet(&format!("企业名称|类别|产品名称|认定日期\n甲公司|国家名牌|红日|{typed}")).read();
    let read = day("08.3.1");
    assert_eq!(
        read.one().facts.date(b::RECOGNISED).map(|day| day.to_string()).as_deref(),
        Some("2008-03-01")
    );
    assert_eq!(day("01.3.8").held().len(), 1);
}

/// 同上 below a remark says the same as the remark right above, whatever that is.
#[test]
fn a_remark_that_repeats_the_one_above_is_read_so() {
    let list = |remarks: [&str; 3]| {
        let [a, b, c] = remarks;
        let rows = format!("甲公司|国家名牌|红日|{a}\n乙公司|国家名牌|蓝天|{b}\n丙公司|国家名牌|绿叶|{c}");
        sheet(&format!("企业名称|类别|产品|备注\n{rows}")).read()
    };
    for remarks in [["材料齐全", "同上", "同上"], ["首次获得", "〃", "〃"], ["已核", "（同上）", "同上。"]]
    {
        let read = list(remarks);
        assert_eq!((read.codes(), read.usable()), (vec![], vec![2, 3, 4]), "{remarks:?}");
    }
    // What speaks against the first row speaks against the others.
    assert!(list(["已撤销", "同上", "〃"]).usable().is_empty());
    let again = [2, 3, 4].map(|row| (row, Code::RemarkAgainst));
    assert_eq!(list(["按50%奖励", "同上", "同上"]).held(), again);
    // Nothing stands right above, or another row is meant.
    for remarks in [["材料齐全", "", "同上"], ["材料齐全", "已核", "同序号1"]] {
        assert_eq!(list(remarks).held(), [(4, Code::DittoMark)], "{remarks:?}");
    }
    assert_eq!(list(["同上", "已核", "已核"]).held(), [(2, Code::DittoMark)]);
}

/// Two columns headed like categories: the one whose cell names a category says it.
#[test]
fn of_two_columns_of_categories_the_one_that_names_one_counts() {
    let row = |first: &str, second: &str| {
        sheet(&format!("企业名称|类别|产品|商标类别\n甲公司|{first}|红日|{second}")).read()
    };
    for (first, second) in [
        ("国家名牌", "第9类"),
        ("国家名牌", "9"),
        ("第9类", "国家名牌"),
        ("国家名牌", "工业"),
        ("国家名牌", "质量"),
        ("国家名牌", ""),
        ("", "国家名牌"),
        ("国家名牌", "国家名牌"),
    ] {
        let read = row(first, second);
        assert_eq!((read.codes(), read.one().category), (vec![], BRAND), "{first} {second}");
    }
    for (first, second) in
        [("国家名牌", "驰名商标"), ("国家名牌", "市长质量奖"), ("国家名牌", "高新技术企业")]
    {
        assert_eq!(row(first, second).held(), [(2, Code::CellsDisagree)], "{first} {second}");
    }
    assert!(row("9", "工业").usable().is_empty());
    assert!(row("国家名牌", "不予奖励").usable().is_empty());
}

/// Pages and claims are no awards.
#[test]
fn what_comes_with_an_award_is_not_counted_as_awards() {
    for heading in ["证书页数", "附件数", "权项数", "发明人数", "页数"] {
        let read = sheet(&format!("企业名称|类别|产品|{heading}\n甲公司|国家名牌|红日|#3")).read();
        assert_eq!((read.held(), read.usable()), (vec![], vec![2]), "{heading}");
        assert_eq!(read.one().facts.whole(crate::policy::builtin::QUANTITY), None, "{heading}");
    }
}

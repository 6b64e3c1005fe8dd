//! What a title or the name of a sheet says its rows are, where that is an award or a kind of firm of its own: 高新技术企业, 市长质量奖.
//! Of neutral names (附件1, 明细, 东镇, 2015年, 某局) nothing is said.

use super::normal::key;

/// Words of awards and of what is awarded.
const AWARDS: [&str; 58] = [
    "名牌",
    "名优",
    "商标",
    "专利",
    "标准",
    "免检",
    "质量奖",
    "老字号",
    "字号",
    "地理标志",
    "高新技术",
    "新产品",
    "守合同",
    "重信用",
    "绿色食品",
    "有机食品",
    "有机产品",
    "无公害",
    "科技型",
    "专精特新",
    "小巨人",
    "技术中心",
    "研发中心",
    "研究中心",
    "工程中心",
    "实验室",
    "工作站",
    "认证",
    "科技进步",
    "科学技术",
    "龙头",
    "示范",
    "试点",
    "著作权",
    "软件",
    "版权",
    "知识产权",
    "瞪羚",
    "独角兽",
    "新品种",
    "首台",
    "发明",
    "实用新型",
    "外观设计",
    "著名",
    "驰名",
    "知名",
    "优秀",
    "先进",
    "优质",
    "精品",
    "星级",
    "贯标",
    "标杆",
    "创新型",
    "领军",
    "大户",
    "百强",
];
/// What is no award although such a word stands in it.
const NO_AWARD: [&str; 12] = [
    "标准化",
    "奖励标准",
    "专利工作",
    "商标工作",
    "商标战略",
    "品牌战略",
    "质量强",
    "知识产权局",
    "标准局",
    "示范区",
    "试点区",
    "开发区",
];
/// What many awards are called together.
const GENERIC: [&str; 9] = ["品牌", "知识产权", "质量", "科技", "创新", "荣誉", "名优", "优秀", "先进"];
/// What says nothing of the rows, at either end of a text.
const NEUTRAL: [&str; 97] = [
    "附件",
    "附表",
    "附",
    "工作表",
    "SHEET",
    "年度",
    "年",
    "上半",
    "下半",
    "季度",
    "月份",
    "月",
    "第",
    "批次",
    "批",
    "期",
    "名单",
    "清单",
    "目录",
    "一览",
    "汇总",
    "明细",
    "统计",
    "情况",
    "台账",
    "登记",
    "表",
    "册",
    "单",
    "奖励",
    "奖补",
    "奖金",
    "资金",
    "补助",
    "补贴",
    "扶持",
    "专项",
    "政策",
    "兑现",
    "申报",
    "申请",
    "报送",
    "上报",
    "拟",
    "公示",
    "公告",
    "通知",
    "文件",
    "通报",
    "获得",
    "获奖",
    "获批",
    "获",
    "受奖",
    "新增",
    "新",
    "荣誉",
    "称号",
    "企业",
    "单位",
    "公司",
    "产品",
    "项目",
    "成果",
    "个人",
    "其中",
    "各类",
    "各",
    "全部",
    "全",
    "所有",
    "本",
    "关于",
    "对",
    "给予",
    "予以",
    "的",
    "和",
    "及",
    "等",
    "部分",
    "部门",
    "市级",
    "省级",
    "国家级",
    "县级",
    "区级",
    "以上",
    "类",
    "数据",
    "填报",
    "审核",
    "推荐",
    "定稿",
    "最终",
    "终稿",
    "修改",
];
/// Kinds of firms by which a list may be parted.
const SECTORS: [&str; 26] = [
    "工业",
    "农业",
    "商贸",
    "商业",
    "服务业",
    "建筑",
    "建筑业",
    "规上",
    "规下",
    "规模以上",
    "规模以下",
    "限上",
    "大型",
    "中型",
    "小型",
    "中小",
    "小微",
    "重点",
    "民营",
    "国有",
    "外资",
    "内资",
    "本地",
    "辖区",
    "园区",
    "涉农",
];
/// Levels that a text may begin with, the longest first.
const LEVELS: [&str; 12] =
    ["国家级", "省部级", "省级", "市级", "县级", "区级", "镇级", "部级", "国家", "省", "部", "国际"];
/// Ends of the names of places and offices.
const OF_PLACES: [&str; 25] = [
    "州",
    "旗",
    "盟",
    "镇",
    "乡",
    "街道",
    "村",
    "社区",
    "区",
    "县",
    "市",
    "省",
    "园",
    "局",
    "委",
    "办",
    "科",
    "处",
    "会",
    "所",
    "部",
    "政府",
    "大学",
    "学院",
    "研究院",
];

/// The award or kind of firm that a text says its rows are; `is_known` tells what is part of what the policy itself names.
pub fn read(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let key = key(text);
    let pieces = key.split(|c: char| !c.is_alphanumeric() || c.is_ascii_digit());
    pieces
        .filter(|piece| !says_tariff(piece))
        .filter_map(core)
        .find(|(core, of_firms)| is_award(core, *of_firms, is_known))
        .map(|(core, _)| core)
}

/// 奖励标准, 奖励标准为每家: what each gets, no award for standards.
fn says_tariff(piece: &str) -> bool {
    ["奖励标准", "奖补标准", "补助标准"].iter().any(|label| {
        piece
            .strip_prefix(label)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['每', '为', '按', '是']))
    })
}

/// True for what many awards are called together, and for kinds of firms by which a list may be parted.
pub fn says_nothing(text: &str) -> bool {
    GENERIC.contains(&text) || SECTORS.contains(&text)
}

/// A piece without what says nothing at its ends, and whether 企业 or 产品 stood behind it.
fn core(piece: &str) -> Option<(String, bool)> {
    let digit = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let (mut rest, mut of_firms) = (piece, false);
    loop {
        let before = rest;
        rest = rest.trim_matches(digit);
        for word in NEUTRAL {
            if keeps(rest, word) {
                continue;
            }
            rest = rest.strip_prefix(word).unwrap_or(rest);
            if let Some(shorter) = rest.strip_suffix(word) {
                of_firms |= ["企业", "产品", "单位"].contains(&word);
                rest = shorter;
            }
        }
        if rest == before {
            return (!rest.is_empty()).then(|| (rest.to_owned(), of_firms));
        }
    }
}

/// 新产品 and 质量奖 are names of their own, which a neutral word must not be taken off.
fn keeps(text: &str, word: &str) -> bool {
    let own = |name: &&str| name.contains(word) && (text.starts_with(*name) || text.ends_with(*name));
    AWARDS.iter().any(own) || LEVELS.contains(&word) && text != word
}

fn is_award(core: &str, of_firms: bool, is_known: &dyn Fn(&str) -> bool) -> bool {
    let level = LEVELS.iter().find_map(|level| core.strip_prefix(*level)).filter(|rest| !rest.is_empty());
    let bare = level.unwrap_or(core);
    if ["其他", "其它"].contains(&bare) {
        return true;
    }
    let no_award = NO_AWARD.iter().any(|word| bare.contains(word));
    let place = OF_PLACES.iter().any(|end| core.ends_with(end)) && !core.ends_with("联盟");
    let open = |text: &str| says_nothing(text) || is_known(text);
    if no_award || place || [core, bare, without_place(bare)].into_iter().any(open) {
        return false;
    }
    // 名牌商标 beside a category of 商标 covers it.
    if level.is_none() && AWARDS.iter().any(|word| bare.contains(word) && is_known(word)) {
        return false;
    }
    let prize = bare.strip_suffix('奖').is_some_and(|name| {
        name.chars().count() >= 2
            && !["获", "评", "颁", "兑", "拟", "应", "受", "领"].iter().any(|end| name.ends_with(end))
    });
    prize
        || AWARDS.iter().any(|word| bare.contains(word))
        || level.is_some()
        || of_firms && core.chars().count() >= 3
}

/// 某市标准 without 某市.
fn without_place(text: &str) -> &str {
    const LONGEST: usize = 5;
    let ends = text.char_indices().take(LONGEST).filter(|(_, c)| "省市县区镇".contains(*c));
    ends.last()
        .and_then(|(at, c)| text.get(at + c.len_utf8()..))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(text)
}

#[cfg(test)]
mod tests;

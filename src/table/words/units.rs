//! Units that lists state beside their figures: of money above a table, in a heading or a title, and of counts.

use crate::text::normal::key;
use crate::text::number::AmountUnit;

/// A unit of money as a list states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatedUnit {
    /// One that amounts are read in.
    Known(AmountUnit),
    /// 美元, 港币: stated, so it may not be ignored, and not one that amounts are read in.
    Other(String),
}

impl StatedUnit {
    /// As it is written.
    pub fn said(&self) -> &str {
        match self {
            Self::Known(unit) => unit.label(),
            Self::Other(text) => text,
        }
    }
}

/// The unit of amounts that a text such as 单位：万元, （金额单位:元） or 单位（万元） states.
pub fn unit_statement(text: &str) -> Option<StatedUnit> {
    unit_statements(text).into_iter().next()
}

/// Every unit of amounts that a text states so: （单位：万元） and （单位：元） may stand in one title.
pub fn unit_statements(text: &str) -> Vec<StatedUnit> {
    after_unit(text).iter().filter_map(|rest| stated_first(rest)).collect()
}

/// The unit that what follows 单位： begins with. 万元、元 names two, so it states none.
fn stated_first(rest: &str) -> Option<StatedUnit> {
    // 件,万元: counts in 件, amounts in 万元.
    let mut rest = rest;
    while let Some(tail) = rest.strip_prefix(|c| MEASURES.contains(c)).and_then(|tail| tail.strip_prefix(','))
    {
        rest = tail;
    }
    let word: String = rest.chars().take_while(|c| *c == '元' || BEFORE_YUAN.contains(*c)).collect();
    let after = rest.get(word.len()..).unwrap_or_default();
    let after = after.strip_prefix("(人民币)").or_else(|| after.strip_prefix("(人民币")).unwrap_or(after);
    let parted = [')', ',', ';', '.'];
    if !(after.is_empty() || after.starts_with(parted)) {
        return None;
    }
    let unit = stated_unit(&word)?;
    let others = after.split(parted).filter_map(stated_unit);
    others.into_iter().all(|other| other == unit).then_some(unit)
}

/// The unit of amounts that a text is and says nothing besides: 万元, （万元）, 金额：万元.
pub fn unit_alone(text: &str) -> Option<StatedUnit> {
    if !text.contains('元') || text.chars().count() > 12 {
        return None;
    }
    let key = key(text);
    let bare = key.trim_matches(['(', ')']);
    stated_unit(bare.strip_prefix("金额").map_or(bare, |rest| rest.trim_start_matches(':')))
}

/// The units of money that stand alone in brackets: 资金安排表（万元）. Short of saying that amounts are written in them, they
/// may not be contradicted either.
pub fn bracketed_units(text: &str) -> Vec<StatedUnit> {
    if !text.contains('元') {
        return Vec::new();
    }
    let key = key(text);
    let parts = key.split(['(', ')']).map(|part| part.rsplit(':').next().unwrap_or(part));
    let inner = parts.enumerate().filter(|(at, part)| at % 2 == 1 && part.ends_with('元'));
    let whole = key.ends_with('元').then_some(key.as_str());
    inner.map(|(_, part)| part).chain(whole).filter_map(stated_unit).collect()
}

/// The one unit of money among the parts of a bracket: 含税,万元; 元,保留两位.
pub fn unit_among(inner: &str) -> Option<StatedUnit> {
    let mut units = inner.split([',', ';']).filter_map(stated_unit);
    units.next().filter(|_| inner.contains([',', ';']) && units.next().is_none())
}

/// True where more than the words of the statement itself stands before it: 省名牌名单（单位：元）.
pub fn stands_before_unit(text: &str) -> bool {
    let key = key(text);
    let before = key.split("单位").next().unwrap_or_default().trim_matches(['(', ',', ';', ':']);
    let own = ["金额", "货币", "计量", "计价", "币种", "数量"].iter().any(|word| before.ends_with(word));
    before.chars().count() > 2 && !own
}

/// What multiplies 元, or names another currency, before it.
const BEFORE_YUAN: &str = "人民币十百千万亿美港欧日韩英澳加台新";

/// A unit of money, known or not.
pub fn stated_unit(word: &str) -> Option<StatedUnit> {
    if let Some(known) = unit_word(word) {
        return Some(StatedUnit::Known(known));
    }
    let other = match word.strip_suffix('元') {
        Some(before) => !before.is_empty() && before.chars().all(|c| BEFORE_YUAN.contains(c)),
        None => ["美金", "港币", "USD", "EUR", "HKD"].contains(&word),
    };
    other.then(|| StatedUnit::Other(word.to_owned()))
}

/// True where some end of a text may be a unit of money: most headings and names are told apart by their last character.
pub fn may_end_in_unit(text: &str) -> bool {
    text.ends_with(['元', '千', '万', '亿', '币', '金', 'D', 'R'])
}

/// The unit of counts that a text such as 单位：只 states.
pub fn measure_statement(text: &str) -> Option<String> {
    after_unit(text).iter().find_map(|rest| {
        let word = rest.trim_end_matches([')', '.']);
        (word.chars().count() == 1 && MEASURES.contains(word)).then(|| word.to_owned())
    })
}

/// Words that count things.
pub const MEASURES: &str = "个件项只种类枚块家次篇条";

/// What follows each 单位： in the key of a text: 填报单位：某局 单位：万元 has two.
fn after_unit(text: &str) -> Vec<String> {
    if !text.contains('位') {
        return Vec::new();
    }
    let key = key(text);
    let rests = key.match_indices("单位").filter_map(|(at, word)| key.get(at + word.len()..));
    rests
        .filter(|rest| rest.starts_with([':', '(']))
        .map(|rest| rest.trim_start_matches([':', '(']).to_owned())
        .collect()
}

/// 元, or a power of ten of it: 万元, 亿元, 万元人民币.
pub fn unit_word(word: &str) -> Option<AmountUnit> {
    let word = word.trim_start_matches("人民币").trim_start_matches("RMB").trim_start_matches([':', '(']);
    let unit = match word.strip_suffix("人民币").unwrap_or(word) {
        "元" => AmountUnit::Yuan,
        "百元" => AmountUnit::HundredYuan,
        "千元" | "千" => AmountUnit::ThousandYuan,
        "万元" | "万" | "萬元" => AmountUnit::WanYuan,
        "十万元" => AmountUnit::TenWanYuan,
        "百万元" | "百万" => AmountUnit::MillionYuan,
        "千万元" | "千万" => AmountUnit::TenMillionYuan,
        "亿元" | "亿" | "億元" => AmountUnit::YiYuan,
        _ => return None,
    };
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stated_above_a_table() {
        let known = |unit| Some(StatedUnit::Known(unit));
        assert_eq!(unit_statement("单 位：万元"), known(AmountUnit::WanYuan));
        assert!(stands_before_unit("省名牌名单（单位：元）") && !stands_before_unit("（金额单位：元）"));
        assert_eq!(unit_statement("单位（万元）"), known(AmountUnit::WanYuan));
        assert_eq!(unit_statement("（金额单位:人民币元）"), known(AmountUnit::Yuan));
        assert_eq!(unit_statement("填报单位：某局 单位：万元"), known(AmountUnit::WanYuan));
        assert_eq!(unit_statement("单位：万元、只"), known(AmountUnit::WanYuan));
        let both = [StatedUnit::Known(AmountUnit::WanYuan), StatedUnit::Known(AmountUnit::Yuan)];
        assert_eq!(unit_statements("名单（单位：万元）（单位：元）"), both);
        for text in ["单位：万元、元", "单位：元、万元", "单位：元/万元", "单位：万元，万美元"]
        {
            assert_eq!(unit_statements(text), [], "two units are none: {text}");
        }
        for text in ["单位：只、万元", "单位：家、件、万元", "单位：万元（人民币）"]
        {
            assert_eq!(unit_statement(text), known(AmountUnit::WanYuan), "{text}");
        }
        for text in ["万元", "（万元）", "金额：万元", "（金额：萬元）"] {
            assert_eq!(unit_alone(text), known(AmountUnit::WanYuan), "{text}");
        }
        for text in ["安排表（万元）", "元", "奖金10万元", "金额", "单元"] {
            assert!(unit_alone(text).is_none() || text == "元", "{text}");
        }
        assert_eq!((unit_among("含税,万元"), unit_among("万元,元")), (known(AmountUnit::WanYuan), None));
        for text in ["填报单位：某局", "万元", "填报单位（盖章）", "单位：元件厂"] {
            assert_eq!(unit_statement(text), None, "{text}");
        }
        for (text, unit) in [
            ("单位：千元", AmountUnit::ThousandYuan),
            ("金额单位：亿元", AmountUnit::YiYuan),
            ("单位：百万元", AmountUnit::MillionYuan),
        ] {
            assert_eq!(unit_statement(text), known(unit), "{text}");
        }
        assert_eq!(stated_unit("万元人民币"), known(AmountUnit::WanYuan));
        for text in ["单位：万美元", "单位：亿日元"] {
            let word = text.trim_start_matches("单位：");
            assert_eq!(unit_statement(text), Some(StatedUnit::Other(word.into())), "{text}");
        }
        assert_eq!((stated_unit("单元"), stated_unit("公元")), (None, None));
        for text in ["安排表（万元）", "安排表（金额：万元）", "(万元)", "万元"] {
            assert_eq!(bracketed_units(text), [StatedUnit::Known(AmountUnit::WanYuan)], "{text}");
        }
        for text in ["安排表", "（单元）名单", "百千万（千）人才", "奖励5万元以上的名单", "（第一批）元"]
        {
            assert_eq!(bracketed_units(text), [], "{text}");
        }
        assert_eq!(measure_statement("单位：只").as_deref(), Some("只"));
    }
}

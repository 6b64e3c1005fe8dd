//! What people type in place of a text: marks that repeat the row above, words that name nobody.

use super::normal::key;

/// Characters beside a word or mark that say nothing.
const STOPS: [char; 14] = ['(', ')', '-', '.', '。', ',', ';', ':', '…', '~', '·', '《', '》', '!'];

/// Longer texts are none of these.
const LONGEST: usize = 16;

/// True for 同上, （同 上）, 〃, 同上企业, 同序号1, ditto: the row above, or another, as it was when this was typed.
pub fn repeats_another(text: &str) -> bool {
    const WORDS: [&str; 9] = ["同上", "同前", "上同", "如上", "同左", "同上一", "同上面", "DITTO", "IDEM"];
    const NOUNS: [&str; 9] = ["企业", "公司", "单位", "名称", "一行", "行", "一栏", "栏", "格"];
    // Any other letter or figure is part of something that is written out.
    let says_more = |c: char| {
        ('\u{4E00}'..='\u{9FFF}').contains(&c)
            || c.is_ascii_alphanumeric() && !"DITOEM".contains(c.to_ascii_uppercase())
    };
    if text.contains(says_more) && !text.contains(['同', '见', '如']) {
        return false;
    }
    if text.trim().is_empty() || text.chars().count() > LONGEST {
        return false;
    }
    let core = core(text);
    let word = NOUNS.iter().find_map(|noun| core.strip_suffix(noun)).unwrap_or(&core);
    let numbered =
        ["同序号", "同第", "同", "见第", "见序号"].iter().find_map(|before| core.strip_prefix(before));
    let number = numbered.map(|rest| rest.trim_end_matches(['行', '号', '项', '条', '家', '格']));
    WORDS.contains(&core.as_str())
        || WORDS.contains(&word)
        || number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        || !core.is_empty() && core.chars().all(|c| matches!(c, '"' | '〃' | '′' | '`' | '↑'))
}

/// True for 同上, （同 上） and 〃 alone: the row right above, and no other.
pub fn repeats_above(text: &str) -> bool {
    let core = core(text);
    repeats_another(text)
        && (matches!(core.as_str(), "同上" | "如上" | "上同")
            || !core.is_empty() && core.chars().all(|c| matches!(c, '"' | '〃' | '′')))
}

/// True for what stands where a name should and names nobody: 待定, 本公司, ？, 某某公司.
pub fn names_nobody(name: &str) -> bool {
    const WORDS: [&str; 44] = [
        "待定",
        "待补",
        "待查",
        "待核",
        "待核实",
        "待确认",
        "待填",
        "不详",
        "不明",
        "未知",
        "未定",
        "未填",
        "空缺",
        "暂缺",
        "缺",
        "缺失",
        "略",
        "企业名称",
        "单位名称",
        "公司名称",
        "企业",
        "公司",
        "单位",
        "企业全称",
        "本公司",
        "本企业",
        "本单位",
        "本厂",
        "我公司",
        "我企业",
        "我单位",
        "我厂",
        "该公司",
        "该企业",
        "该单位",
        "该厂",
        "贵公司",
        "上述企业",
        "上述单位",
        "以上企业",
        "以上单位",
        "同一企业",
        "同一单位",
        "同一公司",
    ];
    const FORMS: [&str; 6] = ["公司", "有限公司", "有限责任公司", "股份有限公司", "厂", "企业"];
    let core = core(name);
    let rest = core.trim_start_matches(['X', '×', '*', '○', '〇', '某', '?']);
    !core.chars().any(char::is_alphabetic)
        || WORDS.contains(&core.as_str())
        || rest.len() < core.len() && FORMS.contains(&rest)
}

fn core(text: &str) -> String {
    key(text).chars().filter(|c| !STOPS.contains(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_another_row() {
        for text in [
            "同上",
            "同 上",
            "（同上）",
            "同上。",
            "同上企业",
            "同上公司",
            "上同",
            "〃",
            "〞",
            "--〃--",
            "〃 〃",
            "″ ″",
            "\"",
            "''",
            "↑",
            "ditto",
            "Ditto.",
            "同序号1",
            "同第3行",
            "同1",
            "如上",
        ] {
            assert!(repeats_another(text), "{text}");
        }
        for text in
            ["", " ", "-", "/", "同仁堂", "同上海合作", "同济大学", "上同济", "甲公司", "无", "~", "1"]
        {
            assert!(!repeats_another(text), "{text}");
        }
    }

    #[test]
    fn what_names_nobody() {
        for text in [
            "待定",
            "（待定）",
            "不详",
            "空缺",
            "？",
            "…",
            "~",
            "、、",
            "123",
            "本公司",
            "该企业",
            "XX公司",
            "某某有限公司",
            "企业名称",
        ] {
            assert!(names_nobody(text), "{text}");
        }
        for text in ["甲公司", "张三", "IBM", "3M中国", "待定机械厂", "本田公司", "X光机厂", "某市质监局"]
        {
            assert!(!names_nobody(text), "{text}");
        }
    }
}

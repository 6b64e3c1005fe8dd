//! Whether an award was won for the first time or again, as texts say it: 首次认定, 复评, 2005年首次认定，本次复评.

use super::again;
use super::brackets::{Piece, pieces};
use super::examined;
use super::normal::key;

/// Whether an award was won for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 首次认定.
    First,
    /// 复评, 复审, 重新认定.
    Recertified,
    /// 产品扩评.
    Expanded,
}

impl Stage {
    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "首次认定",
            Self::Recertified => "复评",
            Self::Expanded => "扩评",
        }
    }
}

/// What a text that is not written to say the stage says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// This stage.
    Clear(Stage),
    /// Something of a re-certification, and a person must say what.
    Doubt,
}

/// The stage that a text names and says nothing besides: what stands in a bracket, or a last word.
pub fn exact(text: &str) -> Option<Stage> {
    let text = key(text);
    let text = text.strip_suffix("产品").filter(|rest| !rest.is_empty()).unwrap_or(&text);
    match text {
        "新" | "初次" | "初次认定" | "初次获得" | "首次" | "首次认定" | "首次获得" | "首次获评" | "首评"
        | "初评" | "新认定" | "新评" | "新增" => Some(Stage::First),
        "复评" | "复审" | "复核" | "复查" | "重新认定" | "重新确认" | "再次认定" | "再次荣获"
        | "再次获得" | "复评通过" | "复审通过" | "到期复评" | "期满复评" | "续评" | "延续" | "延续认定"
        | "复核通过" | "通过复核" | "到期复核" | "期满复核" | "动态复核" | "复核认定" | "复查合格"
        | "复查通过" | "期满复查" | "复验" | "复验合格" | "再认定" | "续认" | "续认定" | "连续认定"
        | "到期重认" | "重认" | "期满重新申报" | "复评换证" | "复审换证" | "期满换证" | "到期换证" => {
            Some(Stage::Recertified)
        }
        "产品扩评" | "扩评" | "扩项" | "产品扩项" | "扩展" => Some(Stage::Expanded),
        _ => None,
    }
}

/// True for a text that says no more than that a mark's recognition was renewed: that is never the first.
pub fn is_renewal(text: &str) -> bool {
    matches!(key(text).as_str(), "续展" | "续展认定" | "到期续展" | "期满续展" | "认定续展")
}

/// The stage that a text of its own column names.
pub fn of_column(text: &str) -> Option<Stage> {
    let key = key(text).replace("重新认定", "复评");
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let found = [
        (Stage::Expanded, has(&["扩评", "扩项"])),
        (
            Stage::Recertified,
            has(&[
                "复评",
                "复审",
                "复查",
                "复验",
                "续评",
                "期满重新",
                "期满换证",
                "重新确认",
                "再次",
                "延续",
                "再认定",
                "续认",
                "连续认定",
                "重认",
            ]),
        ),
        (Stage::First, has(&["初次", "首次", "初评", "首评", "新认定", "新评", "新增"])),
    ];
    let mut stages = found.iter().filter(|(_, holds)| *holds).map(|(stage, _)| *stage);
    let first = stages.next()?;
    (stages.next().is_none() && !key.contains('/') && !key.contains('不') && !key.contains('非'))
        .then_some(first)
}

/// A name without the stage that was written on to it, and that stage: 铅管复评, 锡管-复评, 复评：锌管, 复评省名牌.
pub fn attached(name: &str) -> Option<(&str, Stage)> {
    const WORDS: [(&str, Stage); 3] =
        [("复评", Stage::Recertified), ("续评", Stage::Recertified), ("扩评", Stage::Expanded)];
    let parting =
        |c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '–' | ':' | '：' | '、' | '，' | ',');
    WORDS.into_iter().find_map(|(word, stage)| {
        let rest = name.strip_suffix(word).or_else(|| name.strip_prefix(word))?.trim_matches(parting);
        // 产品复评 names no product, and 复评产品名单 is a title.
        let named = !rest.is_empty() && !rest.starts_with("产品") && !again::names_goods(rest);
        (named && !denies(rest)).then_some((rest, stage))
    })
}

/// Words that speak of another award of the same.
const AGAIN: [&str; 18] = [
    "复评",
    "续评",
    "复审",
    "重新认定",
    "重新确认",
    "再次认定",
    "再次获",
    "再次荣获",
    "延续认定",
    "期满换证",
    "到期换证",
    "再认定",
    "续认定",
    "连续认定",
    "到期重认",
    "再度获",
    "再度认定",
    "再获",
];
/// Words that may.
const PERHAPS: [&str; 5] = ["换证", "延续", "续展", "第二次认定", "二次认定"];
/// Words that speak of the first.
const FIRST: [&str; 8] = ["首次", "初次", "首评", "初评", "新认定", "新评", "新增", "新获"];
/// What stands before a word that is denied, or put off.
const DENIES: [&str; 20] = [
    "未",
    "非",
    "不是",
    "无需",
    "无须",
    "不需",
    "需要",
    "不需要",
    "不用",
    "不含",
    "不包括",
    "不符合",
    "不属于",
    "没有",
    "待",
    "下次",
    "下届",
    "未参加",
    "未通过",
    "应于",
];
/// What may stand before the word of a stage in a part of a remark, and what behind it.
const BEFORE: [&str; 15] = [
    "本次",
    "此次",
    "这次",
    "本年度",
    "本年",
    "今年",
    "当年",
    "该产品",
    "本产品",
    "产品",
    "属于",
    "系",
    "为",
    "按",
    "是",
];
const BEHIND: [&str; 6] = ["产品", "项目", "商标", "企业", "类", "的"];
/// What says that it is of this award that a part speaks.
const NOW: [&str; 8] = ["本次", "此次", "这次", "本年", "今年", "当年", "现", "按"];

/// No text that says anything is without one of these.
fn may_say(text: &str) -> bool {
    text.contains(['复', '续', '再', '重', '换', '二', '扩', '首', '初', '新', '曾', '届', '次', '期', '轮'])
}

fn denies(before: &str) -> bool {
    DENIES.iter().any(|word| before.ends_with(word))
}

/// True where one of the words stands in a text, neither denied nor the name of a date (复评时间), of a check or of a change of name.
fn mentions(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.split_once(word).is_some_and(|(before, after)| {
            let dated = ["时间", "日期", "期限", "周期"].iter().any(|what| after.starts_with(what));
            let renamed = ["更名", "变更", "改名", "遗失"].iter().any(|what| before.contains(what));
            !denies(before) && !dated && !renamed
        })
    })
}

/// What a remark or a cell of a row says of its stage.
pub fn said(text: &str) -> Said {
    if !may_say(text) {
        return Said::Nothing;
    }
    let key = examined::left_out(&key(text));
    let (mut again, mut first, mut expanded, mut perhaps) = (false, false, false, false);
    let mut now = false;
    for part in key.split([',', ';', '。', '(', ')']).filter(|part| !part.is_empty()) {
        match exact(bare(part)) {
            // Who looks at an application again says 复核 and 复审 of that.
            Some(Stage::Recertified) if again::looked_at(part, denies) || part.contains("复审") => {
                perhaps = true;
            }
            Some(Stage::Recertified) => {
                again = true;
                now |= NOW.iter().any(|word| part.starts_with(word));
            }
            Some(Stage::First) => first = true,
            Some(Stage::Expanded) => expanded = true,
            None => {
                let told = mentions(part, &AGAIN) || again::looked_at(part, denies) || again::counts(part);
                perhaps |= told || !first && mentions(part, &PERHAPS);
            }
        }
    }
    match (again, first, expanded) {
        (true, true, _) if !now => Said::Doubt,
        (true, _, _) => Said::Clear(Stage::Recertified),
        _ if perhaps => Said::Doubt,
        (false, true, true) => Said::Doubt,
        (false, true, false) => Said::Clear(Stage::First),
        (false, false, true) => Said::Clear(Stage::Expanded),
        (false, false, false) => Said::Nothing,
    }
}

/// A part of a remark without when it was and what it is said of: 2008年复评产品, 本次为复评.
fn bare(part: &str) -> &str {
    let day = |c: char| c.is_ascii_digit() || "年度月".contains(c);
    let mut rest = part.trim_matches(|c: char| !c.is_alphanumeric());
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        rest = rest.trim_start_matches(day);
    }
    while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    while let Some(shorter) = BEHIND.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest
}

/// What the brackets in a name or a number say: 金龙有限公司（复评）, A13（2008年复评）, 镍管（第二次）.
pub fn said_in_brackets(text: &str) -> Said {
    if !may_say(text) {
        return Said::Nothing;
    }
    let said = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Bracket { inner, .. } if key(inner) == "换证" => Some(Said::Doubt),
        Piece::Bracket { inner, .. } => {
            Some(exact(inner).map_or_else(|| said(inner), Said::Clear)).filter(|said| *said != Said::Nothing)
        }
        Piece::Plain(_) => None,
    });
    said.reduce(|a, b| if a == b { a } else { Said::Doubt }).unwrap_or(Said::Nothing)
}

/// Words of a sentence that says what is not to be listed or not paid.
const FORBIDS: [&str; 9] = ["不再", "不予", "不奖", "请勿", "不得", "不填", "除外", "无需", "填写"];
/// A longer text is a sentence.
const LONGEST_TITLE: usize = 40;

/// What a title, a section or the name of a sheet or file says of all rows below. Where it names both stages, or one among
/// others, the rows must say which they are.
pub fn of_list(text: &str) -> Said {
    if !may_say(text) && !text.contains(['期', '延', '审']) {
        return Said::Nothing;
    }
    // 新认定 stands in it, and says the contrary.
    let key = key(text).replace("重新认定", "复评").replace("公示期满", "公示").replace("异议期满", "异议");
    if FORBIDS.iter().any(|word| key.contains(word)) {
        return Said::Nothing;
    }
    let sentence = key.contains([';', '。']) || key.chars().count() > LONGEST_TITLE;
    let again = [
        "复评",
        "续评",
        "再次认定",
        "再认定",
        "续认定",
        "连续认定",
        "到期重认",
        "延续认定",
        "期满换证",
        "到期换证",
    ];
    let perhaps = ["复审", "重新确认", "期满", "到期", "延续", "换证", "续展", "年审"];
    let first = FIRST.iter().any(|word| key.contains(word));
    if mentions(&key, &again) {
        let among = again.iter().any(|word| {
            key.split_once(word).is_some_and(|(before, after)| {
                before.ends_with(['含', '和', '与', '及', '或', '兼', ',', '/'])
                    || ["包括", "包含", "以及"].iter().any(|word| before.ends_with(word))
                    || after.starts_with(['和', '与', '及', '或', ',', '/'])
            })
        });
        return if first || among || sentence { Said::Doubt } else { Said::Clear(Stage::Recertified) };
    }
    let looked_at = key.split([',', ';', '。', '(', ')']).any(|part| again::looked_at(part, denies));
    if looked_at || mentions(&key, &perhaps) || again::counts(&key) {
        return if first { Said::Clear(Stage::First) } else { Said::Doubt };
    }
    if first { Said::Clear(Stage::First) } else { Said::Nothing }
}

/// True for a text that says no more than a stage: 复评产品, 新认定产品名单, （一）首次认定.
pub fn is_all_of(text: &str) -> bool {
    let key = key(text);
    let text = key.trim_matches(|c: char| !c.is_alphanumeric() || "一二三四五六七八九十".contains(c));
    let text = text.trim_end_matches("名单").trim_end_matches("部分");
    exact(bare(text)).is_some()
}

#[cfg(test)]
mod tests;

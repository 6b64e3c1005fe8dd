//! Titles: counts, stages and remarks read off, and the key that products are compared by.

use super::brackets::{Piece, pieces};
use super::normal::{display, key};
use super::number;
use super::stage::{self, Stage};

/// A title with what was written into it read off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleRead {
    /// The title without counts, stages, remarks and 及图, for display.
    pub base: String,
    /// The key for comparing products: without 牌, quotes, 及图 and bracket characters.
    pub key: String,
    /// From (2个产品), (含3件).
    pub quantity: Option<i64>,
    /// From (复评), (产品扩评). Two that disagree leave none and stand in the notes.
    pub stage: Option<Stage>,
    /// Everything else that was read off, as in 含证明商标.
    pub notes: Vec<String>,
}

/// Reads a title. A bracket that is neither count, stage nor remark is part of the name (电缆(高压)) and stays.
pub fn title(text: &str) -> TitleRead {
    let mut read = TitleRead::default();
    let mut stages = Vec::new();
    let text = display(text);
    let mut base = String::with_capacity(text.len());
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(text) => base.push_str(text),
            Piece::Bracket { whole, inner } => {
                if !read_bracket(inner, &mut read, &mut stages) {
                    base.push_str(whole);
                }
            }
        }
    }
    let base = trailing_stage(base, &mut stages);
    // What was read off may have stood between spaces.
    let base = if base.len() == text.len() { base } else { display(&base) };
    read.base = without_figure(base, &mut read.notes);
    read.key = product_key(&read.base);
    settle_stage(&stages, &mut read);
    read
}

/// Takes a bracket's content where it is a count, a stage or a remark.
fn read_bracket(inner: &str, read: &mut TitleRead, stages: &mut Vec<(Stage, String)>) -> bool {
    let inner = display(inner);
    if inner.is_empty() {
        return true;
    }
    if let Some(stage) = stage::exact(&inner) {
        stages.push((stage, inner));
    } else if let Some(count) = count(&inner).filter(|_| read.quantity.is_none()) {
        read.quantity = Some(count);
    } else if is_remark(&inner) {
        read.notes.push(inner);
    } else {
        return false;
    }
    true
}

/// 2个产品, 含3件, 共2个. A bare number is no count: it may be a size or a part of the name.
fn count(text: &str) -> Option<i64> {
    let text = ["含", "共", "计", "等"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    match number::quantity(text) {
        Ok((count, Some(_))) => Some(count),
        _ => None,
    }
}

fn is_remark(inner: &str) -> bool {
    let figure = matches!(inner, "图" | "图形" | "及图" | "及图形" | "文字" | "文字及图" | "图形商标");
    figure || ["含", "原", "注:", "注：", "见附", "详见", "包括"].iter().any(|word| inner.starts_with(word))
}

/// A stage as the last word, or written on to the name, without brackets.
fn trailing_stage(base: String, stages: &mut Vec<(Stage, String)>) -> String {
    let last = base.trim_end().rsplit_once(' ').and_then(|(rest, last)| Some((rest, stage::exact(last)?)));
    match last.or_else(|| stage::attached(base.trim())) {
        Some((rest, found)) => {
            stages.push((found, found.label().to_owned()));
            rest.to_owned()
        }
        None => base,
    }
}

/// Without 及图 or 图形 at the end, unless nothing else would be left.
fn without_figure(base: String, notes: &mut Vec<String>) -> String {
    for figure in ["及图形", "及图", "图形"] {
        if let Some(rest) = base.strip_suffix(figure).map(str::trim_end).filter(|rest| !rest.is_empty()) {
            notes.push(figure.to_owned());
            return rest.to_owned();
        }
    }
    base
}

/// One stage is the stage; stages that disagree are told, not chosen from.
fn settle_stage(stages: &[(Stage, String)], read: &mut TitleRead) {
    let Some((first, _)) = stages.first() else { return };
    if stages.iter().all(|(stage, _)| stage == first) {
        read.stage = Some(*first);
    } else {
        read.notes.extend(stages.iter().map(|(_, text)| text.clone()));
    }
}

/// Without quotes, bracket characters, middle dots, a stop behind it, 及图 and the 牌 of a brand (not that of 名牌, 品牌).
fn product_key(base: &str) -> String {
    let mut whole = key(base);
    if whole.contains("及图") {
        whole = whole.replace("及图形", "").replace("及图", "");
    }
    let mut out = String::with_capacity(whole.len());
    for c in whole.chars() {
        let part_of_word = out.ends_with(['名', '品', '贴', '招']) || out.is_empty();
        if !matches!(c, '"' | '《' | '》' | '(' | ')' | '·') && (c != '牌' || part_of_word) {
            out.push(c);
        }
    }
    // A stop that was typed behind a name is no part of it.
    out.truncate(out.trim_end_matches(['.', '。', ',', ';', ':', '!', '-', '…']).len());
    if out.is_empty() { whole } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<i64>, Option<Stage>, Vec<String>) {
        let read = title(text);
        (read.base, read.quantity, read.stage, read.notes)
    }

    fn plain(base: &str) -> (String, Option<i64>, Option<Stage>, Vec<String>) {
        (base.to_owned(), None, None, Vec::new())
    }

    #[test]
    fn counts_stages_and_remarks_are_read_off() {
        let base = || "某省名牌产品".to_owned();
        assert_eq!(read("某省名牌产品(产品扩评)"), (base(), None, Some(Stage::Expanded), vec![]));
        assert_eq!(read("某省名牌产品（复评）"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品〔重新认定〕"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品复评"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品 复审"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品(首次)(2个产品)"), (base(), Some(2), Some(Stage::First), vec![]));
        assert_eq!(read("某省名牌产品（含３件）"), (base(), Some(3), None, vec![]));
        assert_eq!(read("某省名牌产品(含证明商标)"), (base(), None, None, vec!["含证明商标".into()]));
        assert_eq!(read("红日及图"), ("红日".into(), None, None, vec!["及图".into()]));
        assert_eq!(read("红日(图形)"), ("红日".into(), None, None, vec!["图形".into()]));
        assert_eq!(read("图形"), plain("图形"));
        assert_eq!(read("电缆(高压)"), plain("电缆(高压)"));
        assert_eq!(read("电缆(35)"), plain("电缆(35)"));
        let both = vec!["首次".to_owned(), "复评".to_owned()];
        assert_eq!(read("某产品(首次)(复评)"), ("某产品".into(), None, None, both));
    }

    #[test]
    fn product_keys() {
        for typed in ["红日牌水泥", "“红日”牌水泥", "红日 水泥", "红日牌 水泥(复评)", "红日及图水泥"]
        {
            assert_eq!(title(typed).key, "红日水泥", "{typed}");
        }
        for typed in ["电缆。", "电缆.", "电缆、", "电缆；", "电缆："] {
            assert_eq!(title(typed).key, "电缆", "{typed}");
        }
        assert_eq!(title("某省名牌产品").key, "某省名牌产品");
        assert_ne!(title("电缆(高压)").key, title("电缆(低压)").key);
        assert_eq!(title("牌").key, "牌");
    }
}

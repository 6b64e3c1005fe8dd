//! Names, titles and numbers that say themselves that they do not count: 甲公司（已注销）, 受理中, *甲公司.

use super::brackets::{Piece, pieces};
use super::normal::{display, key, opens};
use super::verdict;

/// The marks by which lists point at a note: 带*的为复评.
const MARKS: &str = "*＊※★☆▲△";
/// Further ones beside a name; of a thing they may be a number or a shape: #3柴油机.
const OF_NAMES: &str = "●◆■□◎#＃√";

/// What a bracket says against the row, and the text without it. Of a thing 重复 may be a property (可重复使用).
pub fn by_bracket(text: &str, of_thing: bool) -> Option<(String, String)> {
    if !text.contains(opens) {
        return None;
    }
    let text = display(text);
    let mut rest = String::with_capacity(text.len());
    let mut against = None;
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(plain) => rest.push_str(plain),
            Piece::Bracket { inner, .. } if against.is_none() && says_against(inner, of_thing) => {
                against = Some(display(inner));
            }
            Piece::Bracket { whole, .. } => rest.push_str(whole),
        }
    }
    Some((against?, display(&rest)))
}

fn says_against(inner: &str, of_thing: bool) -> bool {
    let property = of_thing && inner.contains("重复") && !inner.ends_with("重复");
    !property && verdict::is_failure(inner)
}

/// The mark at an end of a text, and the text without it.
pub fn by_mark(text: &str, of_name: bool) -> Option<(char, String)> {
    let is_mark = |c: char| MARKS.contains(c) || of_name && OF_NAMES.contains(c);
    let text = display(text);
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let mark = [first, last].into_iter().find(|c| is_mark(*c))?;
    let rest = display(text.trim_matches(is_mark));
    (!rest.is_empty()).then_some((mark, rest))
}

/// True for what stands for a number that was not given yet: 受理中, 计划号20081234-T-604.
pub fn is_pending(certificate: &str) -> bool {
    // What has digits is a number, and says nothing beside a bracket.
    if !certificate.contains(|c: char| c.is_numeric()) {
        return verdict::is_failure(certificate);
    }
    let text = key(certificate);
    ["计划号", "计划编号", "立项号", "受理号"].iter().any(|word| text.starts_with(word)) || is_plan(&text)
}

/// 20081234-T-604: eight digits, the kind of standard, and who asked for it.
fn is_plan(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [number, kind, office] = parts.as_slice() else { return false };
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(number, 8) && matches!(*kind, "T" | "Q" | "Z") && digits(office, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_speak_against_the_row() {
        for (text, inner, rest) in [
            ("甲电缆有限公司（已注销）", "已注销", "甲电缆有限公司"),
            ("水泵（已撤销）", "已撤销", "水泵"),
            ("钢管（不予奖励）", "不予奖励", "钢管"),
            ("A5（作废）", "作废", "A5"),
            ("铁狮有限公司(破产)", "破产", "铁狮有限公司"),
            ("甲（集团）公司（与上行重复）", "与上行重复", "甲（集团）公司"),
        ] {
            assert_eq!(by_bracket(text, true), Some((inner.to_owned(), rest.to_owned())), "{text}");
        }
        for text in [
            "电缆（高压）",
            "注射器（可重复使用）",
            "甲公司（原乙公司）",
            "甲公司（中外合资）",
            "水泵（2个产品）",
            "甲公司",
        ] {
            assert_eq!(by_bracket(text, true), None, "{text}");
        }
    }

    #[test]
    fn marks_and_pending_numbers() {
        assert_eq!(by_mark("银虎有限公司*", false), Some(('*', "银虎有限公司".to_owned())));
        assert_eq!(
            by_mark("＊大华水泵有限公司", false).map(|(_, rest)| rest).as_deref(),
            Some("大华水泵有限公司")
        );
        assert_eq!(by_mark("#甲公司", true).map(|(mark, _)| mark), Some('#'));
        assert_eq!(by_mark("#3柴油机", false), None);
        assert_eq!((by_mark("甲*乙公司", true), by_mark("*", true), by_mark("", true)), (None, None, None));
        for text in ["受理中", "审查中", "计划号20081234-T-604", "20081234-T-604", "作废"] {
            assert!(is_pending(text), "{text}");
        }
        for text in ["A1", "ZL200810123456.7", "GB/T 1234-2008", "苏名牌2008-001", "申请号200810012345.6", ""]
        {
            assert!(!is_pending(text), "{text}");
        }
    }
}

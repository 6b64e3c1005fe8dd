//! Several persons in one cell: whose the money would be cannot be told.

use super::brackets::{Piece, pieces};
use super::code::{compact, has_identity_shape};
use super::normal::display;

/// True where a cell names several persons, or one and leaves others unnamed: 张三、李四; 张三 李四; 张三等3人.
pub fn several_names(text: &str) -> bool {
    let plain: String = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(text) => text,
            Piece::Bracket { .. } => "",
        })
        .collect();
    leaves_others_unnamed(&plain)
        || parts(&plain, |c| matches!(c, '、' | ';' | '；')).len() > 1
        || parted_into_names(&plain, |c| matches!(c, ',' | '，' | '/' | '／' | '\n' | '\r'))
        || parted_into_names(&plain, |c| matches!(c, '和' | '与' | '及'))
        || parted_into_names(&plain, char::is_whitespace)
}

/// True where a cell holds several identity numbers.
pub fn several_numbers(text: &str) -> bool {
    let numbers = parts(text, |c| !c.is_ascii_alphanumeric() && !('！'..='～').contains(&c));
    numbers.iter().filter(|part| has_identity_shape(&compact(part))).count() > 1
}

/// 张三等, 张三等3人: what follows the first name's two signs at least.
fn leaves_others_unnamed(text: &str) -> bool {
    let shown = display(text);
    shown.split_once('等').is_some_and(|(before, _)| before.trim().chars().count() >= 2)
}

/// Whether every part could be a whole Chinese name: 张 三 and 张和平 are one.
fn parted_into_names(text: &str, at: impl Fn(char) -> bool) -> bool {
    let parts = parts(text, at);
    let is_name = |part: &&str| {
        (2..=4).contains(&part.chars().count())
            && part.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
    };
    parts.len() > 1 && parts.iter().all(is_name)
}

fn parts(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    text.split(at).map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_are_told_from_one_that_is_spaced_or_annotated() {
        let several = ["张三、李四", "张三；李四", "张三,李小四", "张三 李四", "张三\n李四", "张三和李四"];
        for text in several.into_iter().chain(["张三/李四", "张三等3人", "张三 等", "张三等三人"])
        {
            assert!(several_names(text), "{text}");
        }
        let one = [
            "张三",
            "张 三",
            "张和平",
            "欧阳 锋",
            "张三（李四、王五代领）",
            "Smith, John",
            "阿依古丽·买买提",
        ];
        for text in one {
            assert!(!several_names(text), "{text}");
        }
    }

    #[test]
    fn several_numbers_are_told_from_one_that_is_spaced() {
        for text in ["11010519491231002X、440524188001010014", "11010519491231002x\n440524188001010014"] {
            assert!(several_numbers(text), "{text}");
        }
        for text in ["11010519491231002X", "110105 19491231 002X", "110105491231002", "E12345678"] {
            assert!(!several_numbers(text), "{text}");
        }
    }
}

//! Clauses whose numbers do not ascend in the file, which is in the order of the document.

use super::Lints;
use crate::finding::Code;
use crate::text::normal::key;
use crate::text::number;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub(super) fn lint(lints: &mut Lints<'_>) {
    let mut last: BTreeMap<String, (Vec<Decimal>, &str)> = BTreeMap::new();
    for clause in &lints.policy.clauses {
        let (shape, numbers) = taken_apart(&clause.id);
        if numbers.is_empty() {
            continue;
        }
        match last.get(&shape) {
            Some((before, other)) if numbers < *before => {
                let message = format!(
                    "条款「{}」写在「{other}」之后，编号却在它前面；政策文件应照原文的次序写。",
                    clause.id
                );
                let help = "请把这一条移到前面，或改正编号；确实是原文次序的可以不管。";
                lints.tell(Code::ClauseOrder, clause.place.span, message, help);
            }
            _ => {
                last.insert(shape, (numbers, &clause.id));
            }
        }
    }
}

/// The numbers of an id, Chinese ones too, and what is left of it.
fn taken_apart(id: &str) -> (String, Vec<Decimal>) {
    let (mut shape, mut numbers, mut figure) = (String::new(), Vec::new(), String::new());
    let is_figure = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百".contains(c);
    for c in key(id).chars().chain(['\n']) {
        if is_figure(c)
            && (figure.is_empty()
                || figure.ends_with(|last: char| last.is_ascii_digit() == c.is_ascii_digit()))
        {
            figure.push(c);
            continue;
        }
        if !figure.is_empty() {
            numbers.extend(number::number(&figure).ok().map(|parsed| parsed.value));
            shape.push('#');
            figure.clear();
        }
        if is_figure(c) { figure.push(c) } else { shape.push(c) }
    }
    (shape, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_apart() {
        let numbers = |id: &str| taken_apart(id).1.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(numbers("三-11"), ["3", "11"]);
        assert_eq!(numbers("第十二条（二）"), ["12", "2"]);
        assert_eq!(numbers("8.2"), ["8", "2"]);
        assert_eq!(taken_apart("三-2").0, taken_apart("三-11").0);
        assert_ne!(taken_apart("借-1").0, taken_apart("三-1").0);
    }
}

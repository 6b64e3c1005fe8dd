//! Printing findings: with their source text where it is a text, as 文件[表]!单元格 where it is a sheet.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use duixian::finding::{Finding, Severity};
use duixian::source::SourceFile;
use std::collections::BTreeMap;
use std::ops::Range;

/// More findings than this are counted, not printed.
const MOST: usize = 50;

/// Texts that spans point into, by display name.
pub struct Texts<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Texts<'a> {
    /// The files that are UTF-8.
    pub fn of(files: impl IntoIterator<Item = &'a SourceFile>) -> Self {
        let text = |file: &'a SourceFile| Some((file.name.as_str(), std::str::from_utf8(&file.bytes).ok()?));
        Self(files.into_iter().filter_map(text).collect())
    }
}

/// The findings one under the other, styled for a terminal (who prints takes the styles off where there is none).
pub fn findings(findings: &[&Finding], texts: &Texts) -> String {
    let renderer = Renderer::styled();
    let mut printed = String::new();
    for finding in findings.iter().take(MOST) {
        printed.push_str(&renderer.render(&[group(finding, texts)]));
        printed.push_str("\n\n");
    }
    if findings.len() > MOST {
        printed.push_str(&format!("另有 {} 个没有列出，用 --json 可看全部。\n\n", findings.len() - MOST));
    }
    printed
}

fn group<'a>(finding: &'a Finding, texts: &Texts<'a>) -> Group<'a> {
    let title = level(finding.severity()).primary_title(finding.message.as_str()).id(finding.code.text());
    let place = &finding.place;
    let source = texts.0.get(place.file.as_str());
    let group = match (source, place.span) {
        (Some(text), Some(span)) => title.element(
            Snippet::source(*text)
                .path(place.file.as_str())
                .annotation(AnnotationKind::Primary.span(within(text, span))),
        ),
        _ if place.file.is_empty() => Group::with_title(title),
        _ => title.element(Origin::path(place.to_string())),
    };
    match finding.help.as_str() {
        "" => group,
        help => group.element(Level::HELP.with_name("改法").message(help)),
    }
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    level.with_name(severity.label())
}

/// A span brought inside the text and onto borders of characters.
fn within(text: &str, (start, end): (usize, usize)) -> Range<usize> {
    let is_border = |index: &usize| text.is_char_boundary(*index);
    let start = (0..=start.min(text.len())).rev().find(is_border).unwrap_or_default();
    let end = (end.max(start)..text.len()).find(is_border).unwrap_or(text.len());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use duixian::finding::{Code, Place};

    fn plain(finding: &Finding, files: &[SourceFile]) -> String {
        anstream::adapter::strip_str(&findings(&[finding], &Texts::of(files))).to_string()
    }

    #[test]
    fn a_place_in_a_text_is_underlined() {
        let file = SourceFile::new("rules/甲.md", "# 办法\n奖励5万元\n".as_bytes());
        let start = "# 办法\n奖励".len();
        let place = Place::span("rules/甲.md", start, start + "5万元".len());
        let finding = Finding::new(Code::PolicyUnreadable, place, "金额与原文不符", "改为50万元");
        let expected = "\
错误[F0003]: 金额与原文不符
 --> rules/甲.md:2:3
  |
2 | 奖励5万元
  |     ^^^^^
  |
  = 改法: 改为50万元

";
        assert_eq!(plain(&finding, &[file]), expected);
    }

    #[test]
    fn a_place_in_a_sheet_is_named() {
        let place = Place::cell("名单.xls", "品牌", "C5");
        let finding = Finding::new(Code::CellError, place, "是错误值 #REF!", "请先改正公式");
        let expected = "待办[F0204]: 是错误值 #REF!\n--> 名单.xls[品牌]!C5\n = 改法: 请先改正公式\n\n";
        assert_eq!(plain(&finding, &[]), expected);
    }

    #[test]
    fn a_span_outside_the_text_does_no_harm() {
        assert_eq!(within("甲乙", (1, 2)), 0..3);
        assert_eq!(within("甲乙", (4, 99)), 3..6);
        assert_eq!(within("甲乙", (99, 1)), 6..6);
        assert_eq!(within("", (0, 1)), 0..0);
    }
}

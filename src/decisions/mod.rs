//! `decisions.toml`: what a person settled, read into [`Decisions`]. Every mistake is told at once, and any one refuses the run.

mod contradiction;
pub mod file;
mod reader;

use crate::finding::{Code, Finding};
use crate::model::decision::{Decision, DecisionKind, Decisions, RowName};
use crate::source::SourceFile;
use crate::text::toml::explain;
use file::{KindFile, kind_named};
use reader::{Entry, Report};
use toml::de::{DeTable, DeValue};

/// The schema that a file must state.
pub const SCHEMA: &str = "duixian.decisions/1";

/// Whether a file holds decisions, whatever its name: it begins as a decisions file does, in any encoding that editors write.
pub fn is_one(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let (text, ..) = encoding_rs::UTF_8.decode(head);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return false };
    let states_schema = first
        .strip_prefix("schema")
        .is_some_and(|rest| rest.trim_start().starts_with('=') && rest.contains("duixian.decisions/"));
    states_schema || first == "[[decision]]"
}

/// So many bytes show how a file begins, comments before it included.
const HEAD: usize = 4096;

/// Reads a decisions file. A decision that is not understood is never skipped: the error holds every mistake.
pub fn load(source: &SourceFile) -> Result<Decisions, Vec<Finding>> {
    let mut report = Report::new(&source.name);
    let list = match std::str::from_utf8(&source.bytes) {
        Ok(text) => read(text, &mut report),
        Err(error) => {
            let at = (error.valid_up_to(), error.valid_up_to() + 1);
            report.say(
                Code::DecisionSyntax,
                at,
                "决定文件不是 UTF-8 编码，读不出文字",
                "请用记事本「另存为」，编码选 UTF-8。",
            );
            Vec::new()
        }
    };
    contradiction::check(&list, &mut report);
    if !report.findings.is_empty() {
        return Err(report.findings);
    }
    Ok(Decisions { file: Some(source.name.clone()), sha256: Some(source.sha256.clone()), list })
}

fn read(text: &str, report: &mut Report) -> Vec<Decision> {
    // Notepad puts a byte order mark first; spans stay those of the file.
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    report.offset = text.len() - body.len();
    let (document, errors) = DeTable::parse_recoverable(body);
    for error in &errors {
        let span = error.span().map_or((0, 0), |span| (span.start, span.end));
        let cause = explain(error.message());
        report.say(Code::DecisionSyntax, span, format!("决定文件写得不合格式：{}", cause.what), cause.help);
    }
    // What recovery left of a broken file would only add false alarms.
    if errors.is_empty() { read_document(document.get_ref(), report) } else { Vec::new() }
}

fn read_document(document: &DeTable<'_>, report: &mut Report) -> Vec<Decision> {
    check_schema(document, report);
    for key in document.keys().filter(|key| !matches!(key.get_ref().as_ref(), "schema" | "decision")) {
        report.unknown_key(key, &["schema", "decision"]);
    }
    let Some(decisions) = document.get("decision") else { return Vec::new() };
    let span = (decisions.span().start, decisions.span().end);
    let DeValue::Array(items) = decisions.get_ref() else {
        report.say(Code::DecisionValue, span, "决定没有写成一条一条的", "每条决定以 [[decision]] 开头。");
        return Vec::new();
    };
    let mut list = Vec::new();
    for item in items.iter() {
        let span = (item.span().start, item.span().end);
        match item.get_ref() {
            DeValue::Table(table) => list.extend(decision(&Entry { table, span }, report)),
            _ => report.say(Code::DecisionValue, span, "不是一条决定", "每条决定以 [[decision]] 开头。"),
        }
    }
    list
}

fn check_schema(document: &DeTable<'_>, report: &mut Report) {
    let help = format!("请在第一行写：schema = \"{SCHEMA}\"");
    match document.get("schema") {
        None => report.say(Code::DecisionSchema, (0, 0), "决定文件没有写明格式版本", help),
        Some(value) if value.get_ref().as_str() == Some(SCHEMA) => {}
        Some(value) => {
            let span = (value.span().start, value.span().end);
            report.say(Code::DecisionSchema, span, "决定文件的格式版本不是本程序认识的", help);
        }
    }
}

/// One decision; none where anything about it is wrong (and told).
fn decision(entry: &Entry<'_>, report: &mut Report) -> Option<Decision> {
    let kind = kind_of(entry, report);
    if let Some(kind) = kind {
        entry.check_keys(kind, report);
    }
    let who = entry.text("who", report);
    let when = entry.date("when", report);
    let why = entry.text("why", report);
    let kind = read_kind(kind?, entry, report)?;
    Some(Decision { kind, who: who?, when: when?, why: why?, span: report.place(entry.span) })
}

fn kind_of(entry: &Entry<'_>, report: &mut Report) -> Option<KindFile> {
    let text = entry.text("kind", report)?;
    let kind = kind_named(&text);
    if kind.is_none() {
        report.unknown_kind(&text, entry.span_of("kind"));
    }
    kind
}

fn read_kind(kind: KindFile, entry: &Entry<'_>, report: &mut Report) -> Option<DecisionKind> {
    Some(match kind {
        KindFile::SameEnterprise => DecisionKind::SameEnterprise(entry.texts("names", report)?),
        KindFile::DifferentEnterprises => DecisionKind::DifferentEnterprises(entry.texts("names", report)?),
        KindFile::SameProduct => {
            let (enterprise, products) = (entry.text("enterprise", report), entry.texts("products", report));
            DecisionKind::SameProduct(enterprise?, products?)
        }
        KindFile::DifferentProducts => {
            let (enterprise, products) = (entry.text("enterprise", report), entry.texts("products", report));
            DecisionKind::DifferentProducts(enterprise?, products?)
        }
        KindFile::Heading => heading(entry, report)?,
        KindFile::Accept => DecisionKind::Accept(row(entry, report)?),
        KindFile::Refuse => DecisionKind::Refuse(row(entry, report)?),
        KindFile::Waiver => DecisionKind::Waiver(row(entry, report)?),
        KindFile::Objection => DecisionKind::Objection(row(entry, report)?),
        KindFile::Successor => {
            let (from, to) = (entry.text("from", report), entry.text("to", report));
            DecisionKind::Successor { from: from?, to: to? }
        }
        KindFile::Choice => {
            let (row, field) = (row(entry, report), entry.text("field", report));
            let value = entry.literal("value", report);
            DecisionKind::Choice { row: row?, field: field?, value: value? }
        }
    })
}

fn heading(entry: &Entry<'_>, report: &mut Report) -> Option<DecisionKind> {
    let (file, sheet) = (entry.text("file", report), entry.optional_text("sheet", report));
    let (heading_row, column) = (entry.row("heading_row", report), entry.column(report));
    let field = entry.text("field", report);
    let (file, sheet, heading_row) = (file?, sheet?, heading_row?);
    Some(DecisionKind::Heading { file, sheet, heading_row, column: column?, field: field? })
}

fn row(entry: &Entry<'_>, report: &mut Report) -> Option<RowName> {
    let (file, sheet) = (entry.text("file", report), entry.optional_text("sheet", report));
    let row = entry.row("row", report);
    let enterprise = entry.optional_text("enterprise", report);
    let certificate = entry.optional_text("certificate", report);
    let (file, sheet, row) = (file?, sheet?, row?);
    Some(RowName { file, sheet, row, enterprise: enterprise?, certificate: certificate? })
}

#[cfg(test)]
mod tests;

//! TOML to the file's types, part by part, so that one mistake does not hide the others; serde's English becomes Chinese.

use super::{Loader, missing};
use crate::finding::{Code, Finding};
use crate::policy::file::{ClauseFile, PolicyFile};
use crate::policy::suggest;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

type Item<'i> = Spanned<DeValue<'i>>;

/// Parses the file's TOML. None where the head is unusable; findings hold every mistake found.
pub(super) fn parse(loader: &mut Loader<'_>) -> Option<PolicyFile> {
    let text = &loader.markdown.toml;
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        report(loader, error, None);
    }
    if !errors.is_empty() {
        return None;
    }
    let mut table = table.into_inner();
    let known = ["schema", "policy", "category", "field", "derived", "clause", "case"];
    for (key, _) in table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
        let (span, name) = (key.span(), key.get_ref().to_string());
        unknown_key(loader, &name, (span.start, span.end), &known);
    }
    let schema = single(loader, &mut table, "schema");
    let policy = single(loader, &mut table, "policy");
    let category = list(loader, &mut table, "category");
    let field = list(loader, &mut table, "field");
    let derived = list(loader, &mut table, "derived");
    let clause = clauses(loader, &mut table);
    let case = list(loader, &mut table, "case");
    if !loader.findings.is_empty() {
        return None;
    }
    Some(PolicyFile { schema: schema?, policy: policy?, category, field, derived, clause, case })
}

fn single<T: for<'de> Deserialize<'de> + JsonSchema>(
    loader: &mut Loader<'_>,
    table: &mut DeTable<'_>,
    key: &str,
) -> Option<T> {
    match table.remove(key) {
        Some(item) => element(loader, item),
        None => {
            let message = format!("缺少「{key}」。");
            loader.report(
                Code::PolicyMissingKey,
                (0, 0),
                message,
                "政策文件必须有 schema 一行和 [policy] 一节，见 rules/README.md。",
            );
            None
        }
    }
}

fn list<T: for<'de> Deserialize<'de> + JsonSchema>(
    loader: &mut Loader<'_>,
    table: &mut DeTable<'_>,
    key: &str,
) -> Vec<T> {
    items(loader, table, key).into_iter().filter_map(|item| element(loader, item)).collect()
}

fn items<'i>(loader: &mut Loader<'_>, table: &mut DeTable<'i>, key: &str) -> Vec<Item<'i>> {
    let Some(item) = table.remove(key) else { return Vec::new() };
    let span = (item.span().start, item.span().end);
    match item.into_inner() {
        DeValue::Array(array) => array.into_iter().collect(),
        _ => {
            let message = format!("「{key}」应写成一条一条的。");
            loader.report(Code::PolicyBadValue, span, message, format!("请写成 [[{key}]]。"));
            Vec::new()
        }
    }
}

/// Clauses are taken apart once more, so that each of their rules reports its own mistakes.
fn clauses(loader: &mut Loader<'_>, table: &mut DeTable<'_>) -> Vec<ClauseFile> {
    let mut clauses = Vec::new();
    for item in items(loader, table, "clause") {
        let span = item.span();
        let DeValue::Table(mut clause) = item.into_inner() else {
            loader.report(
                Code::PolicyBadValue,
                (span.start, span.end),
                "「clause」应写成一条一条的。",
                "请写成 [[clause]]。",
            );
            continue;
        };
        let award = list(loader, &mut clause, "award");
        let requirement = list(loader, &mut clause, "requirement");
        let exclusion = list(loader, &mut clause, "exclusion");
        let step = list(loader, &mut clause, "step");
        let rest = Spanned::new(span, DeValue::Table(clause));
        if let Some(head) = element::<ClauseFile>(loader, rest) {
            clauses.push(ClauseFile { award, requirement, exclusion, step, ..head });
        }
    }
    clauses
}

/// Mistakes that are told of one element: each is found by reading it again.
const MISTAKES: usize = 50;

fn element<T: for<'de> Deserialize<'de> + JsonSchema>(loader: &mut Loader<'_>, item: Item<'_>) -> Option<T> {
    let span = (item.span().start, item.span().end);
    refuse_floats(loader, &item);
    let (mut item, mut dropped) = (item, Vec::new());
    let mut lacks_told = false;
    // Each mistake hides those behind it: what it stands in is left out, and the rest is read again.
    for _ in 0..MISTAKES {
        match T::deserialize(ValueDeserializer::from(item.clone())) {
            Ok(value) => return dropped.is_empty().then_some(value),
            Err(error) => {
                let of_ours = |key: &String| error.message() == format!("missing field `{key}`");
                if dropped.iter().any(of_ours) {
                    return None;
                }
                if !error.message().starts_with("missing field") {
                    report(loader, &error, Some(span));
                } else if !lacks_told {
                    lacks_told = true;
                    report_missing::<T>(loader, &item, &dropped, &error);
                }
                dropped.push(drop_entry(&mut item, error.span()?.start)?);
            }
        }
    }
    None
}

/// Every key that must be written and is not; what was left out for a mistake of its own is written.
fn report_missing<T: JsonSchema>(
    loader: &mut Loader<'_>,
    item: &Item<'_>,
    dropped: &[String],
    error: &toml::de::Error,
) {
    let schema = schemars::schema_for!(T);
    let mut lacks = missing::keys(schema.as_value(), item);
    lacks.retain(|lack| !dropped.contains(&lack.key));
    if lacks.is_empty() {
        let key = error.message().split('`').nth(1).unwrap_or_default().to_owned();
        let span = error.span().unwrap_or(item.span());
        lacks.push(missing::Missing { key, span: (span.start, span.end) });
    }
    for missing::Missing { key, span } in lacks {
        let help = format!("请补上 {key} = …，写法见 rules/README.md。");
        loader.report(Code::PolicyMissingKey, span, format!("缺少「{key}」一项。"), help);
    }
}

/// Takes the innermost entry that stands at an offset out of its table; its key.
fn drop_entry(item: &mut Item<'_>, offset: usize) -> Option<String> {
    let table = match item.get_mut() {
        DeValue::Table(table) => table,
        DeValue::Array(items) => return items.iter_mut().find_map(|item| drop_entry(item, offset)),
        _ => return None,
    };
    if let Some(key) = table.iter_mut().find_map(|(_, value)| drop_entry(value, offset)) {
        return Some(key);
    }
    let stands = |span: std::ops::Range<usize>| span.start <= offset && offset < span.end.max(span.start + 1);
    let holds = |(key, value): &(&Spanned<_>, &Item<'_>)| stands(key.span()) || stands(value.span());
    let key = table.iter().find(holds).map(|(key, _)| key.get_ref().to_string())?;
    table.remove(key.as_str());
    Some(key)
}

/// A TOML float would go through binary: refused wherever it stands.
fn refuse_floats(loader: &mut Loader<'_>, item: &Item<'_>) {
    match item.get_ref() {
        DeValue::Float(_) => {
            let span = (item.span().start, item.span().end);
            loader.report(
                Code::PolicyFloat,
                span,
                "这里写的是小数，小数在计算机里不精确，不能用来算钱。",
                "请加引号写成文字，如 \"0.5万元\"、\"10%\"、\"0.4\"。",
            );
        }
        DeValue::Array(array) => array.iter().for_each(|item| refuse_floats(loader, item)),
        DeValue::Table(table) => table.iter().for_each(|(_, item)| refuse_floats(loader, item)),
        _ => {}
    }
}

fn report(loader: &mut Loader<'_>, error: &toml::de::Error, fallback: Option<(usize, usize)>) {
    let span = error.span().map(|span| (span.start, span.end)).or(fallback).unwrap_or((0, 0));
    let at_float =
        |told: &Finding| told.code == Code::PolicyFloat && told.place.span.is_some_and(|at| within(at, span));
    let message = error.message();
    if message.starts_with("invalid type") && loader.findings.iter().any(at_float) {
        return;
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (message, quoted.as_slice()) {
        (m, [name, known @ ..]) if m.starts_with("unknown field") => unknown_key(loader, name, span, known),
        (m, [name, known @ ..]) if m.starts_with("unknown variant") => {
            let help = suggest::help(name, known.iter().copied());
            loader.report(Code::PolicyBadValue, span, format!("这里不能写「{name}」。"), help);
        }
        (m, [name, ..]) if m.starts_with("duplicate") => {
            loader.report(Code::PolicySyntax, span, format!("「{name}」写了两次。"), "请删去一处。");
        }
        (m, _) if m.starts_with("invalid type") || m.starts_with("invalid value") => {
            let expected = type_name(m.split("expected ").nth(1).unwrap_or_default());
            let message = format!("这里写的不是该写的一类内容，应是{expected}。");
            loader.report(Code::PolicyBadValue, span, message, "请照 rules/README.md 的写法改正。");
        }
        (m, _) => {
            let cause = crate::text::toml::explain(m);
            loader.report(
                Code::PolicySyntax,
                span,
                format!("规则块写得不合格式：{}。", cause.what),
                cause.help,
            );
        }
    }
}

fn within(inner: (usize, usize), outer: (usize, usize)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

fn type_name(english: &str) -> &str {
    match english {
        "a string" | "string" => "文字（加英文双引号）",
        "i64" | "i32" | "u32" | "an integer" => "整数（不加引号）",
        "a boolean" => "true（是）或 false（否）",
        "a sequence" => "一组内容，写成 [ … ]",
        ours if !ours.is_ascii() => ours,
        other if other.starts_with("struct") || other.starts_with("a map") => "花括号里的几项，写成 { … }",
        other if other.contains("enum") || other.contains("variant") => "规定的几种写法之一（加英文双引号）",
        _ => "另一类内容",
    }
}

fn unknown_key(loader: &mut Loader<'_>, name: &str, span: (usize, usize), known: &[&str]) {
    let help = suggest::help(name, known.iter().copied());
    loader.report(Code::PolicyUnknownKey, span, format!("这里没有「{name}」这一项，写了也不起作用。"), help);
}

//! TOML to the file's types, part by part, so that one mistake does not hide the others; serde's English becomes Chinese.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{ClauseFile, PolicyFile};
use crate::policy::suggest;
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
    let known = ["schema", "policy", "category", "field", "derived", "clause"];
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
    if !loader.findings.is_empty() {
        return None;
    }
    Some(PolicyFile { schema: schema?, policy: policy?, category, field, derived, clause })
}

fn single<T: for<'de> Deserialize<'de>>(
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

fn list<T: for<'de> Deserialize<'de>>(loader: &mut Loader<'_>, table: &mut DeTable<'_>, key: &str) -> Vec<T> {
    items(loader, table, key).into_iter().filter_map(|item| element(loader, item)).collect()
}

fn items<'i>(loader: &mut Loader<'_>, table: &mut DeTable<'i>, key: &str) -> Vec<Item<'i>> {
    let Some(item) = table.remove(key) else { return Vec::new() };
    let span = (item.span().start, item.span().end);
    match item.into_inner() {
        DeValue::Array(array) => array.into_iter().collect(),
        _ => {
            let message = format!("「{key}」应是一组表。");
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
                "「clause」应是一组表。",
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

fn element<T: for<'de> Deserialize<'de>>(loader: &mut Loader<'_>, item: Item<'_>) -> Option<T> {
    let span = (item.span().start, item.span().end);
    refuse_floats(loader, &item);
    match T::deserialize(ValueDeserializer::from(item)) {
        Ok(value) => Some(value),
        Err(error) => {
            report(loader, &error, Some(span));
            None
        }
    }
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
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (message, quoted.as_slice()) {
        (m, [name, known @ ..]) if m.starts_with("unknown field") => unknown_key(loader, name, span, known),
        (m, [name, known @ ..]) if m.starts_with("unknown variant") => {
            let help = suggest::help(name, known.iter().copied());
            loader.report(Code::PolicyBadValue, span, format!("这里不能写「{name}」。"), help);
        }
        (m, [name]) if m.starts_with("missing field") => {
            let message = format!("缺少「{name}」。");
            loader.report(
                Code::PolicyMissingKey,
                span,
                message,
                format!("请补上 {name} = …，写法见 rules/README.md。"),
            );
        }
        (m, [name, ..]) if m.starts_with("duplicate") => {
            loader.report(Code::PolicySyntax, span, format!("「{name}」写了两次。"), "请删去一处。");
        }
        (m, _) if m.starts_with("duplicate key") => {
            loader.report(
                Code::PolicySyntax,
                span,
                "同一个键写了两次。",
                "请删去一处；几条并列的规则写成 [[…]]。",
            );
        }
        (m, [_, expected, ..]) if m.starts_with("invalid type") => {
            loader.report(
                Code::PolicyBadValue,
                span,
                format!("这里的值类型不对，应是 {expected}。"),
                "写法见 rules/README.md。",
            );
        }
        (m, _) if m.starts_with("invalid type") || m.starts_with("invalid value") => {
            let expected = m.split("expected ").nth(1).unwrap_or("别的类型");
            loader.report(
                Code::PolicyBadValue,
                span,
                format!("这里的值类型不对，应是{}。", type_name(expected)),
                "写法见 rules/README.md。",
            );
        }
        _ => loader.report(
            Code::PolicySyntax,
            span,
            "这里不符合 TOML 语法。",
            "请检查引号、括号、等号是否配对，键名是否为英文。",
        ),
    }
}

fn type_name(english: &str) -> &str {
    match english {
        "a string" => "文字（加引号）",
        "i64" | "i32" | "u32" | "an integer" => "整数",
        "a boolean" => "true 或 false",
        "a sequence" => "一组值（方括号）",
        other if other.starts_with("struct") || other.starts_with("a map") => "表（花括号）",
        other => other,
    }
}

fn unknown_key(loader: &mut Loader<'_>, name: &str, span: (usize, usize), known: &[&str]) {
    let help = suggest::help(name, known.iter().copied());
    loader.report(Code::PolicyUnknownKey, span, format!("不认识键「{name}」，它不会起任何作用。"), help);
}

//! The page `rules/README.md`: its examples load, and it names every key, value and built-in field that the program knows.

use duixian::cases;
use duixian::decisions;
use duixian::decisions::file::{DecisionsFile, KindFile};
use duixian::model::record::ListKind;
use duixian::policy::file::{FieldType, PolicyFile};
use duixian::policy::{Field, FieldId, Policy, builtin, load};
use duixian::source::SourceFile;
use duixian::table::lexicon::Lexicon;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

const PAGE: &str = include_str!("../rules/README.md");

/// A fenced block of the page: what stands after its opening fence, its text, the quotation right above, its line.
#[derive(Debug)]
struct Fence {
    word: String,
    text: String,
    quotation: String,
    line: usize,
}

fn fences() -> Vec<Fence> {
    let (mut found, mut quotation) = (Vec::new(), String::new());
    let mut open: Option<Fence> = None;
    let mut mark = "```";
    for (line, text) in (1..).zip(PAGE.lines()) {
        if open.is_none() {
            mark = if text.starts_with("````") { "````" } else { "```" };
        }
        match (&mut open, text.strip_prefix(mark)) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(fence), None) => fence.text = format!("{}{text}\n", fence.text),
            (None, Some(word)) => {
                let quotation = std::mem::take(&mut quotation);
                open = Some(Fence { word: word.to_owned(), text: String::new(), quotation, line });
            }
            (None, None) if text.starts_with('>') => quotation = format!("{quotation}{text}\n"),
            (None, None) if text.is_empty() => {}
            (None, None) => quotation.clear(),
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

fn fences_of(word: &str) -> Vec<Fence> {
    fences().into_iter().filter(|fence| fence.word == word).collect()
}

/// The page's prelude, whose order names the steps of an example as they come.
fn prelude(example: &str) -> String {
    let table: toml::Table = example.parse().unwrap_or_else(|error| panic!("{error}\n{example}"));
    let ids = |of: &toml::Value| -> Vec<String> {
        let steps = of.get("step").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        steps.iter().filter_map(|step| step["id"].as_str().map(|id| format!("{id:?}"))).collect()
    };
    let clauses = table.get("clause").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let order: Vec<String> = clauses.iter().flat_map(ids).collect();
    let [prelude] = &fences_of("toml prelude")[..] else { panic!("the page has one prelude") };
    prelude.text.replace("order = []", &format!("order = [{}]", order.join(", ")))
}

fn load_example(example: &str, quotation: &str) -> Result<Policy, String> {
    let text = format!(
        "# 例\n\n```toml\n{}```\n\n## 条文\n\n{quotation}\n```toml\n{example}```\n",
        prelude(example)
    );
    let source = SourceFile::new("rules/example.md", text.as_bytes());
    load::load(&source).map_err(|findings| format!("{findings:#?}\n{text}"))
}

/// The keys of an award, put into an award of their own.
fn as_award(fence: &Fence) -> String {
    let head = "[[clause]]\nid = \"例\"\n\n[[clause.award]]\nid = \"例\"\n";
    let role = if fence.text.contains("role =") { "" } else { "role = \"企业\"\n" };
    let categories =
        if fence.text.contains("categories =") { "" } else { "categories = [\"金牌产品\"]\n" };
    let amount = if fence.text.contains("amount =") { "" } else { "amount = \"0元\"\n" };
    format!("{head}{role}{categories}{amount}{}", fence.text)
}

#[test]
fn every_example_of_the_page_loads() {
    let (wholes, awards) = (fences_of("toml example"), fences_of("toml award"));
    assert!(wholes.len() >= 20 && awards.len() >= 12, "{} and {}", wholes.len(), awards.len());
    for fence in &wholes {
        let policy = load_example(&fence.text, &fence.quotation)
            .unwrap_or_else(|why| panic!("line {}: {why}", fence.line));
        for case in cases::run(&Arc::new(policy)) {
            assert!(case.holds(), "line {}: {:#?}", fence.line, case.findings);
        }
    }
    for fence in &awards {
        load_example(&as_award(fence), &fence.quotation)
            .unwrap_or_else(|why| panic!("line {}: {why}", fence.line));
    }
}

/// The message of the one finding that refuses an example.
#[track_caller]
fn refused(example: &str, said: &str) {
    let why = load_example(example, "> 60%，30%，1万元，2万元，5:5").expect_err("refused");
    assert!(why.contains(said) && why.matches("message:").count() == 1, "{why}");
}

#[test]
fn every_missing_key_is_told_at_once() {
    let why = load_example(
        "[[clause]]\nid = \"例\"\n\n[[clause.award]]\n\n[[clause.step]]\nid = \"例\"\ncap = { limit = {} }\n",
        "",
    )
    .expect_err("refused");
    let told = |key: &str| why.contains(&format!("缺少「{key}」一项"));
    let keys = ["id", "role", "categories", "amount", "key", "reduce", "used_by"];
    assert!(keys.iter().all(|key| told(key)), "{why}");
    assert_eq!(why.matches("PolicyMissingKey").count(), keys.len(), "{why}");
}

#[test]
fn a_policy_chooses_where_policies_contradict_each_other() {
    // Each of these has no default: without it the file is refused.
    let chosen = [
        ("highest_only = { key = [], by = \"净额\" }", "across_years"),
        ("highest_only = { key = [], across_years = true }", "by"),
        ("highest_only = { by = \"净额\", across_years = true }", "key"),
        ("upgrade_difference = { key = [] }", "mode"),
        ("upgrade_difference = { mode = \"全额\" }", "key"),
        ("count_limit = { key = [], limit = 1, tie = \"都算\" }", "of"),
        ("count_limit = { key = [], limit = 1, of = \"成果\" }", "tie"),
        ("cap = { key = [], limit = { amount = \"1万元\" }, used_by = \"不计\" }", "reduce"),
        ("cap = { key = [], limit = { amount = \"1万元\" }, reduce = \"按比例\" }", "used_by"),
        ("budget = { limit = { amount = \"1万元\" }, reduce = \"按比例\" }", "used_by"),
    ];
    for (body, key) in chosen {
        refused(&step(body), &format!("缺少「{key}」一项"));
    }
}

fn step(of: &str) -> String {
    format!("[[clause]]\nid = \"例\"\n\n[[clause.step]]\nid = \"例\"\n{of}\n")
}

#[test]
fn percentages_that_do_not_add_up_are_no_weights() {
    let parts = "parts = [{ rate = \"60%\", due = 0 }, { rate = \"30%\", due = 1 }]";
    refused(&step(&format!("instalments = {{ {parts} }}")), "各期的比例合计是90%");
    let shares = "shares = [{ funder = \"市\", rate = \"60%\" }, { funder = \"镇\", rate = \"30%\" }]";
    refused(&step(&format!("sharing = {{ rule = [{{ {shares} }}] }}")), "各出资方的比例合计是90%");
}

#[test]
fn a_total_of_what_is_counted_is_not_paid_for_each() {
    let amount =
        "amount = { by = \"当年专利件数\", mode = \"分段\", brackets = [{ from = 1, amount = \"1万元\" }] }";
    let keys = format!("categories = [\"发明专利\"]\n{amount}\n");
    let fence = Fence { word: String::new(), text: keys, quotation: String::new(), line: 0 };
    refused(&as_award(&fence), "须写 once_per");
}

#[test]
fn the_whole_file_of_the_page_loads() {
    let [file] = &fences_of("markdown")[..] else { panic!("the page has one whole file") };
    let source = SourceFile::new("rules/example.md", file.text.as_bytes());
    load::load(&source).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn no_fence_of_the_page_is_left_untested() {
    let known = ["toml prelude", "toml example", "toml award", "toml decisions", "markdown", "csv", "text"];
    for fence in fences() {
        assert!(known.contains(&fence.word.as_str()), "line {}: {:?}", fence.line, fence.word);
    }
}

#[test]
fn every_kind_of_decision_has_an_example_that_is_read() {
    let mut kinds = BTreeSet::new();
    for fence in fences_of("toml decisions") {
        let text = format!("schema = \"{}\"\n{}", decisions::SCHEMA, fence.text);
        let source = SourceFile::new("inputs/decisions.toml", text.as_bytes());
        decisions::load(&source).unwrap_or_else(|findings| panic!("line {}: {findings:#?}", fence.line));
        let file: DecisionsFile = toml::from_str(&text).expect("the types of the schema read it");
        kinds.extend(file.decision.iter().map(|decision| decision.kind.word()));
    }
    let all: BTreeSet<&str> = KindFile::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(kinds, all);
}

/// Every property name and every stated value below a schema.
fn words_of(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                words.extend(properties.keys().cloned());
            }
            words.extend(map.get("const").and_then(Value::as_str).map(str::to_owned));
            let values = map.get("enum").and_then(Value::as_array).into_iter().flatten();
            words.extend(values.filter_map(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| words_of(value, words));
        }
        Value::Array(list) => list.iter().for_each(|value| words_of(value, words)),
        _ => {}
    }
}

#[test]
fn the_page_names_every_key_and_value() {
    let mut words = BTreeSet::new();
    for schema in [schemars::schema_for!(PolicyFile), schemars::schema_for!(DecisionsFile)] {
        words_of(schema.as_value(), &mut words);
    }
    let named = |word: &String| PAGE.contains(&format!("`{word}`"));
    let missing: Vec<&String> = words.iter().filter(|word| !named(word)).collect();
    assert!(words.len() > 120, "{words:?}");
    assert!(missing.is_empty(), "the page does not name {missing:?}");
}

fn type_name(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "文字",
        FieldType::Whole => "整数",
        FieldType::Number => "数",
        FieldType::Money => "金额",
        FieldType::Date => "日期",
        FieldType::Bool => "是否",
        FieldType::Choice => "选项",
    }
}

fn row_of(lexicon: &Lexicon<'_>, id: u32, field: &Field) -> String {
    let lists = [
        ("成果", ListKind::Achievements),
        ("名录", ListKind::Register),
        ("历史", ListKind::History),
        ("排除", ListKind::Exclusion),
    ];
    let on = lists.iter().filter(|(_, kind)| lexicon.admits(FieldId(id), *kind));
    let on: Vec<&str> = on.map(|(name, _)| *name).collect();
    let others: Vec<&str> =
        field.headings.iter().filter(|heading| **heading != field.name).map(String::as_str).collect();
    let (on, kind) = (on.join("、"), type_name(field.kind));
    format!("| {} | {on} | {kind} | {} |\n", field.name, others.join("、"))
}

#[test]
fn the_page_lists_the_built_in_fields() {
    let example = "[[clause]]\nid = \"例\"\nnothing = \"例\"\n";
    let policy = load_example(example, "").expect("a policy of nothing but built-in fields");
    let lexicon = Lexicon::new(&policy);
    let fields = builtin::fields();
    let rows: String = (0..).zip(&fields).map(|(id, field)| row_of(&lexicon, id, field)).collect();
    assert!(PAGE.contains(&rows), "the page should have these rows:\n{rows}");
}

/// Where a schema describes something in words that are not Chinese, or leaves a key undescribed.
fn silent(schema: &Value, path: &str, found: &mut Vec<String>) {
    let chinese = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    match schema {
        Value::Object(map) => {
            if map.get("description").is_some_and(|text| text.is_string() && !chinese(text)) {
                found.push(path.to_owned());
            }
            if let Some(Value::Object(properties)) = map.get("properties") {
                let bare = properties.iter().filter(|(_, of)| !of.get("description").is_some_and(chinese));
                found.extend(bare.map(|(key, _)| format!("{path}/{key}")));
            }
            map.iter().for_each(|(key, value)| silent(value, &format!("{path}/{key}"), found));
        }
        Value::Array(list) => list.iter().for_each(|value| silent(value, path, found)),
        _ => {}
    }
}

#[test]
fn an_editor_explains_every_key_in_chinese() {
    let mut found = Vec::new();
    for schema in [schemars::schema_for!(PolicyFile), schemars::schema_for!(DecisionsFile)] {
        silent(schema.as_value(), "", &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[track_caller]
fn committed(schema: &schemars::Schema, path: &str) {
    let text = serde_json::to_string_pretty(schema).expect("a schema serialises") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let data = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, data.raw());
}

/// `SNAPSHOTS=overwrite` writes the files anew.
#[test]
fn the_schemas_are_the_committed_ones() {
    committed(&schemars::schema_for!(PolicyFile), "rules/duixian.policy-1.schema.json");
    committed(&schemars::schema_for!(DecisionsFile), "rules/duixian.decisions-1.schema.json");
}

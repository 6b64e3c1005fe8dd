//! The bundled lists of 2008 against `inputs/expected.csv`, which was worked out by hand before the program existed.

use crate::harness::Run;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A row's fate, amount, department amount and clause.
type Expected = (String, String, String, String);

fn root(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_string_lossy().into_owned()
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn by_hand() -> BTreeMap<(String, String, u64), Expected> {
    let mut reader = csv::Reader::from_path(root("inputs/expected.csv")).expect("expected.csv");
    let rows = reader.records().map(|record| {
        let record = record.expect("a record");
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        ((cell(0), cell(1), cell(2).parse().expect("a row number")), (cell(3), cell(4), cell(5), cell(6)))
    });
    rows.collect()
}

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount with two decimals")
}

fn yuan(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The program's own answer, put in the columns of the hand calculation.
fn by_program(json: &Value) -> BTreeMap<(String, String, u64), Expected> {
    let mut amounts: BTreeMap<u64, (bool, i64)> = BTreeMap::new();
    for entry in json["entries"].as_array().expect("entries") {
        if entry["due_year"].is_null() {
            let slot = amounts.entry(entry["entitlement"].as_u64().expect("a number")).or_default();
            slot.0 = entry["role"] == "部门";
            slot.1 += cents(entry["amount"].as_str().expect("an amount"));
        }
    }
    let labels = [
        ("paid", "兑现"),
        ("zero", "零兑现"),
        ("rejected", "不予兑现"),
        ("held", "待定"),
        ("reference", "参考"),
    ];
    let rows = json["rows"].as_array().expect("rows").iter().map(|row| {
        let of = |departments: bool| -> i64 {
            let ids = row["entitlements"].as_array().expect("a list").iter().filter_map(Value::as_u64);
            ids.filter_map(|id| amounts.get(&id))
                .filter(|(department, _)| *department == departments)
                .map(|(_, n)| n)
                .sum()
        };
        let first = row["reason"].as_str().is_none_or(|reason| !reason.starts_with("重复"));
        let fate = row["fate"].as_str().expect("a fate");
        let label = labels.iter().find(|(key, _)| *key == fate).expect("a known fate").1;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let amount = |departments| yuan(if first { of(departments) } else { 0 });
        let key = (base(&text("file")).to_owned(), text("sheet"), row["row"].as_u64().expect("a row number"));
        (key, (label.to_owned(), amount(false), amount(true), text("clause")))
    });
    rows.collect()
}

#[test]
fn every_row_of_the_bundled_lists_gets_what_was_worked_out_by_hand() {
    let ran = Run::new().args(["--rules", &root("rules"), "--inputs", &root("inputs")]).pay();
    ran.expect_exit(0);
    let (expected, found) = (by_hand(), by_program(ran.json()));
    let mut differences = Vec::new();
    for key in expected.keys().chain(found.keys()) {
        if expected.get(key) != found.get(key) {
            differences.push(format!(
                "{key:?}\n  by hand {:?}\n  program {:?}",
                expected.get(key),
                found.get(key)
            ));
        }
    }
    assert!(differences.is_empty(), "{} rows differ:\n{}", differences.len(), differences.join("\n"));
    // The totals at the end of inputs/README.md.
    ran.total("awarded", "6056300.00").total("payable", "6056300.00").total("later", "0.00");
    ran.payee("工商局", "155000.00").payee("质监局", "315000.00").payee("经贸局", "235000.00");
}

/// Every entry of the ledger, one a line: who, in which role, for what, under which clause, by which step, how much, from where.
fn ledger(json: &Value) -> String {
    let mut lines = String::new();
    for entry in json["entries"].as_array().expect("entries") {
        if !entry["due_year"].is_null() {
            continue;
        }
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let sources: Vec<&str> =
            entry["sources"].as_array().expect("sources").iter().filter_map(Value::as_str).collect();
        let words = ["payee", "role", "category", "clause", "step", "amount"].map(text);
        let title = entry["achievement"]["title"].as_str().unwrap_or_default();
        lines.push_str(&format!(
            "{} 《{title}》 {}.{} ← {}\n",
            words.join(" "),
            entry["entitlement"],
            entry["seq"],
            sources.join("、")
        ));
    }
    lines
}

/// The golden ledger; its sums are those of the hand calculation above. `SNAPSHOTS=overwrite` writes it anew.
#[test]
fn the_ledger_of_the_bundled_run_is_the_golden_one() {
    let ran = Run::new().args(["--rules", &root("rules"), "--inputs", &root("inputs")]).pay();
    let found = ledger(ran.json());
    let path = root("tests/bundled/ledger.txt");
    if std::env::var_os("SNAPSHOTS").is_some_and(|wish| wish == "overwrite") {
        std::fs::write(&path, &found).expect("a golden file");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden ledger");
    for (number, (golden, found)) in (1..).zip(golden.lines().zip(found.lines())) {
        assert_eq!(golden, found, "line {number}");
    }
    assert_eq!(golden.lines().count(), found.lines().count());
}

//! One list as other programs saved it in every format: the same achievements, the same totals, the same pay.

use crate::harness::Run;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn copies() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/odd/copies");
    let children = std::fs::read_dir(folder).expect("the folder");
    let mut files: Vec<PathBuf> = children.map(|child| child.expect("a child").path()).collect();
    files.sort();
    files
}

/// The copy under one name, whatever its format: types go by content.
fn list(path: &Path) -> Run {
    let run = Run::new().policy(include_str!("odd/policy.md"));
    run.list("名单.bin", std::fs::read(path).expect("a copy"))
}

/// What was understood: rows with their values, totals, what holds a row. A sheet of its own name differs, and so does the
/// cell of a total's words; nothing else may.
fn understood(path: &Path) -> Value {
    let ran = list(path).args(["read", "inputs", "--rows", "--json"]).run();
    let report = ran.expect_exit(0).json().clone();
    let sheet = &report["files"][0]["sheets"][0];
    json!({
        "rows": sheet["rows"], "records": sheet["records"], "totals": sheet["totals"], "held": sheet["held"],
        "columns": sheet["tables"][0]["columns"], "kind": sheet["kind"],
    })
}

fn paid(path: &Path) -> Value {
    let report = list(path).pay().expect_exit(0).json().clone();
    json!({ "payees": report["payees"], "totals": report["totals"] })
}

#[test]
fn every_format_gives_the_same_achievements() {
    let files = copies();
    assert_eq!(files.len(), 6, "{files:?}");
    let (first, others) = files.split_first().expect("copies");
    let (wanted, pay) = (understood(first), paid(first));
    // By hand: 甲 has two products and a former name; 己's date is no date.
    assert_eq!(wanted["rows"], json!({"read": 13, "usable": 4, "held": 1, "ignored": 8}), "{wanted:#}");
    assert_eq!(wanted["held"][0]["row"], 10);
    let value = |row: usize, field: &str| {
        let facts = wanted["records"][row]["facts"].as_array().expect("facts");
        facts.iter().find(|fact| fact["field"] == field).map(|fact| fact["value"].clone()).unwrap_or_default()
    };
    assert_eq!(
        (value(0, "数量"), value(0, "申请金额"), value(0, "复评")),
        (json!("2"), json!("1000000元"), json!("是"))
    );
    assert_eq!((value(1, "认定日期"), value(1, "证书编号")), (json!("2008-03"), json!("20080002")));
    assert_eq!((value(2, "认定日期"), value(2, "申请金额")), (json!("2008-03-11"), json!("5000元")));
    assert_eq!((value(3, "认定日期"), value(3, "申请金额")), (json!("2008-03-11"), json!("5000元")));
    for other in others {
        assert_eq!(
            understood(other),
            wanted,
            "{} is read otherwise than {}",
            other.display(),
            first.display()
        );
        assert_eq!(paid(other), pay, "{} pays otherwise than {}", other.display(), first.display());
    }
}

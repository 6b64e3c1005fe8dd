//! Tests of the decisions file: every kind, every mistake.

#![allow(clippy::string_slice, reason = "a test that panics has failed, which is what it is for")]

use super::*;

fn source(text: &str) -> SourceFile {
    SourceFile::new("inputs/decisions.toml", text.as_bytes().to_vec())
}

fn loaded(body: &str) -> Result<Decisions, Vec<Finding>> {
    load(&source(&format!("schema = \"{SCHEMA}\"\n{body}")))
}

fn codes(body: &str) -> Vec<Code> {
    loaded(body).expect_err("a mistake").iter().map(|finding| finding.code).collect()
}

const SIGNED: &str = "who = \"张三\"\nwhen = 2026-03-01\nwhy = \"核对原件\"\n";

fn one(kind: &str, rest: &str) -> String {
    format!("[[decision]]\nkind = \"{kind}\"\n{rest}\n{SIGNED}")
}

#[test]
fn every_kind_is_read() {
    let body = [
        one("同一企业", "names = [\"甲公司\", \"乙公司\"]"),
        one("不是同一企业", "names = [\"甲公司\", \"丙公司\"]"),
        one("同一产品", "enterprise = \"甲公司\"\nproducts = [\"电缆\", \"电缆料\"]"),
        one("不是同一产品", "enterprise = \"甲公司\"\nproducts = [\"电缆\", \"电线\"]"),
        one("表头", "file = \"a.xlsx\"\nheading_row = 3\ncolumn = \"c\"\nfield = \"认定日期\""),
        one("采信", "file = \"a.xlsx\"\nsheet = \"Sheet1\"\nrow = 7"),
        one("不予采信", "file = \"a.xlsx\"\nrow = 8"),
        one("自愿放弃", "file = \"a.xlsx\"\nrow = 9"),
        one("异议成立", "file = \"a.xlsx\"\nrow = 10"),
        one("承继", "from = \"丁公司\"\nto = \"戊公司\""),
        one("选择", "file = \"a.xlsx\"\nrow = 11\nfield = \"数量\"\nvalue = 2"),
    ]
    .concat();
    let decisions = loaded(&body).expect("all understood");
    assert_eq!(decisions.list.len(), KindFile::ALL.len());
    let column = match &decisions.list[4].kind {
        DecisionKind::Heading { column, sheet: None, heading_row: 3, .. } => column.as_str(),
        other => panic!("{other:?}"),
    };
    assert_eq!(column, "C");
    assert!(matches!(&decisions.list[10].kind, DecisionKind::Choice { value, .. } if value == "2"));
    assert_eq!(decisions.list[0].when, jiff::civil::date(2026, 3, 1));
    let text = format!("schema = \"{SCHEMA}\"\n{body}");
    let (start, end) = decisions.list[5].span;
    assert!(text[start..end].starts_with("[[decision]]"), "{}", &text[start..end]);
    toml::from_str::<file::DecisionsFile>(&text).expect("the schema's types read the same file");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let body = "extra = 1\n[[decision]]\nkind = \"同一企叶\"\nwho = \"\"\nwhen = \"三月一日\"\n\
                [[decision]]\nkind = \"采信\"\nfile = \"a.xlsx\"\nrwo = 7\nwho = \"张三\"\nwhen = 2026-03-01\nwhy = \"有\"\n\
                [[decision]]\nkind = \"承继\"\nfrom = \"甲\"\nto = \"乙\"\nnames = [\"甲\", \"乙\"]\nwho = \"张三\"\nwhen = 2026-03-01T08:00:00\nwhy = \" \"\n";
    assert_eq!(
        codes(body),
        [
            Code::DecisionKey,
            Code::DecisionKind,
            Code::DecisionValue,
            Code::DecisionValue,
            Code::DecisionMissing,
            Code::DecisionKey,
            Code::DecisionMissing,
            Code::DecisionKey,
            Code::DecisionValue,
            Code::DecisionValue,
        ]
    );
    let findings = loaded(body).expect_err("mistakes");
    assert!(findings[1].help.contains("同一企业"), "{}", findings[1].help);
    assert!(findings[5].help.contains("row"), "{}", findings[5].help);
}

#[test]
fn a_date_filled_into_a_pasted_line_is_a_date() {
    let body = "[[decision]]\nkind = \"同一企业\"\nnames = [\"甲\", \"乙\"]\nwho = \"张三\"\nwhen = \"2026-03-01\"\nwhy = \"有\"\n";
    assert_eq!(loaded(body).expect("a decision").list[0].when, jiff::civil::date(2026, 3, 1));
}

#[test]
fn wrong_rows_columns_and_values_are_refused() {
    let wrong = [
        one("采信", "file = \"a.xlsx\"\nrow = 0"),
        one("采信", "file = \"a.xlsx\"\nrow = \"7\""),
        one("同一企业", "names = [\"甲\"]"),
        one("表头", "file = \"a.xlsx\"\nheading_row = 3\ncolumn = \"3\"\nfield = \"数量\""),
        one("选择", "file = \"a.xlsx\"\nrow = 1\nfield = \"数量\"\nvalue = 1.5"),
    ];
    for body in wrong {
        assert_eq!(codes(&body), [Code::DecisionValue], "{body}");
    }
}

#[test]
fn schema_syntax_and_encoding() {
    let only = |text: &str| load(&source(text)).expect_err("refused")[0].code;
    assert_eq!(only(""), Code::DecisionSchema);
    assert_eq!(only("schema = \"duixian.decisions/2\""), Code::DecisionSchema);
    assert_eq!(only("schema = \n[[decision\n"), Code::DecisionSyntax);
    let bytes: Vec<u8> = vec![0xC4, 0xE3];
    assert_eq!(load(&SourceFile::new("d.toml", bytes)).expect_err("refused")[0].code, Code::DecisionSyntax);
    let marked = format!("\u{FEFF}schema = \"{SCHEMA}\"\n{}", one("采信", "file = \"a.xlsx\"\nrow = 7"));
    let decisions = load(&source(&marked)).expect("a byte order mark is no mistake");
    let (start, end) = decisions.list[0].span;
    assert!(marked[start..end].starts_with("[[decision]]"));
}

#[test]
fn contradictions_are_refused() {
    let row = "file = \"a.xlsx\"\nrow = 7";
    let named = "file = \"a.xlsx\"\nsheet = \"表一\"\nrow = 7";
    let pairs = [
        [one("采信", row), one("不予采信", named)],
        [one("自愿放弃", row), one("采信", row)],
        [
            one("选择", &format!("{row}\nfield = \"数量\"\nvalue = 1")),
            one("选择", &format!("{row}\nfield = \"数量\"\nvalue = 2")),
        ],
        [
            one("同一企业", "names = [\"甲（集团）\", \"乙\"]"),
            one("不是同一企业", "names = [\"乙\", \"甲(集团)\"]"),
        ],
        [one("承继", "from = \"甲\"\nto = \"乙\""), one("承继", "from = \"乙\"\nto = \"甲\"")],
        [one("承继", "from = \"甲\"\nto = \"乙\""), one("承继", "from = \"甲\"\nto = \"丙\"")],
        [
            one("同一产品", "enterprise = \"甲\"\nproducts = [\"电缆\", \"电线\"]"),
            one("不是同一产品", "enterprise = \"甲\"\nproducts = [\"电线\", \"电缆\"]"),
        ],
        [
            one("表头", "file = \"a\"\nheading_row = 1\ncolumn = \"A\"\nfield = \"数量\""),
            one("表头", "file = \"a\"\nheading_row = 1\ncolumn = \"A\"\nfield = \"备注\""),
        ],
    ];
    for pair in pairs {
        assert_eq!(codes(&pair.concat()), [Code::DecisionContradiction], "{}", pair.concat());
    }
    assert!(loaded(&[one("采信", row), one("采信", row)].concat()).is_ok());
    let far = "file = \"a.xlsx\"\nsheet = \"表二\"\nrow = 7";
    assert!(loaded(&[one("采信", named), one("不予采信", far)].concat()).is_ok());
}

#[test]
fn the_schema_lists_every_kind() {
    let schema = serde_json::to_string(&file::json_schema()).expect("a schema");
    for kind in KindFile::ALL {
        assert!(schema.contains(kind.word()), "{}", kind.word());
        for key in kind.needs().iter().chain(kind.may_have()) {
            assert!(schema.contains(&format!("\"{key}\"")), "{key}");
        }
    }
}

//! The README's commands, as its reader runs them: what it shows is what the program prints.

use std::path::Path;

const README: &str = include_str!("../README.md");

/// The text between a fence's opening line and its end.
fn fence(opening: &str) -> &'static str {
    let (_, after) = README.split_once(&format!("\n{opening}\n")).expect("the README has this block");
    after.split_once("\n```").expect("the block is closed").0
}

#[test]
fn the_summary_shown_is_the_one_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let output = crate::harness::program()
        .current_dir(root)
        .args(["pay", "--out"])
        .arg(out.path())
        .output()
        .expect("the program to start");
    let printed = String::from_utf8(output.stdout).expect("output in UTF-8");
    let printed = printed.replace(&format!("{}/", out.path().display()), "out/").replace('\\', "/");
    assert_eq!(output.status.code(), Some(0));
    snapbox::assert_data_eq!(printed.trim_end().to_owned(), snapbox::Data::text(fence("```text pay")).raw());
}

/// The transcript of `verify` is that of a workbook of the tampered suite.
#[test]
fn the_verification_shown_is_the_one_printed() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tampered");
    let output = crate::harness::program()
        .current_dir(suite)
        .args(["verify", "typed-over.xlsx"])
        .output()
        .expect("the program to start");
    let printed = String::from_utf8(output.stdout).expect("output in UTF-8");
    assert_eq!(output.status.code(), Some(1));
    snapbox::assert_data_eq!(
        printed.trim_end().to_owned(),
        snapbox::Data::text(fence("```text verify")).raw()
    );
}

/// The transcript of `diff` is that of its own example.
#[test]
fn the_comparison_shown_is_the_one_printed() {
    let output = crate::harness::program()
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff"))
        .args(["diff", "new.md", "--assume", "封顶.限额=70万元"])
        .output()
        .expect("the program to start");
    let printed = String::from_utf8(output.stdout).expect("output in UTF-8");
    assert_eq!(output.status.code(), Some(0));
    snapbox::assert_data_eq!(printed.trim_end().to_owned(), snapbox::Data::text(fence("```text diff")).raw());
}

#[test]
fn the_two_commands_are_the_whole_set_up() {
    assert_eq!(fence("```sh"), "cargo run --release -- pay\ncargo test");
}

/// Every path that the README names in its tree is there.
#[test]
fn every_path_named_is_there() {
    for line in fence("```text tree").lines() {
        let path = line.split_whitespace().next().expect("a path");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "{path}");
    }
}

#[test]
fn every_sheet_named_is_in_the_workbook() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let status = crate::harness::program()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["pay", "--quiet", "--out"])
        .arg(out.path())
        .status()
        .expect("the program to start");
    assert!(status.success());
    let path = out.path().join("yixing-2008-2008.xlsx");
    let workbook: calamine::Xlsx<_> = calamine::open_workbook(path).expect("the workbook");
    let sheets = calamine::Reader::sheet_names(&workbook);
    let row = |sheet: &String| README.contains(&format!("| {sheet} |"));
    let missing: Vec<&String> = sheets.iter().filter(|sheet| !row(sheet)).collect();
    assert!(missing.is_empty(), "the README's table of sheets lacks {missing:?}");
}

//! A folder of small odd files, none made by this program (`tests/odd/make.py`), each with what `duixian read --rows` says of it.
//!
//! `SNAPSHOTS=overwrite cargo test odd` writes the golden texts anew; each rewritten value is to be compared with the file.

use crate::harness::Run;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/odd")
}

/// The odd files, in the order of names.
fn files() -> Vec<PathBuf> {
    let children = std::fs::read_dir(folder()).expect("the folder");
    let mut files: Vec<PathBuf> = children.map(|child| child.expect("a child").path()).collect();
    let is_odd = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        path.is_file() && !["py", "md", "golden"].contains(&ending)
    };
    files.retain(is_odd);
    files.sort();
    files
}

fn read(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let run = Run::new().policy(include_str!("odd/policy.md"));
    let run = run.list(name, std::fs::read(path).expect("an odd file"));
    let ran = run.args(["read", "inputs", "--rows"]).run();
    ran.expect_exit(0);
    ran.stdout
}

#[test]
fn every_odd_file_is_read_as_its_golden_text_says() {
    let files = files();
    assert!(files.len() > 80, "{} odd files", files.len());
    for path in files {
        let golden = PathBuf::from(format!("{}.golden", path.display()));
        let golden = snapbox::Data::read_from(&golden, Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(read(&path), golden.raw());
    }
}

#[test]
fn no_golden_text_is_left_behind() {
    let children = std::fs::read_dir(folder()).expect("the folder");
    for path in children.map(|child| child.expect("a child").path()) {
        if path.extension().is_some_and(|ending| ending == "golden") {
            assert!(path.with_extension("").is_file(), "{} has no file", path.display());
        }
    }
}

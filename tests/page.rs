//! The page's call gives the bytes of the command line: in this process, and compiled for browsers, in Node.

use crate::generate::{World, tame, wild};
use crate::harness::Run;
use calamine::{Reader, Xlsx};
use duixian::host::Serial;
use duixian::page;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A request with its files.
struct Case {
    name: String,
    request: Value,
    files: Vec<(String, Vec<u8>)>,
    /// With more rows than have formulas, sheets may be written in another way: the cells are the same.
    is_large: bool,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Case {
    fn new(name: &str, options: &Value, files: Vec<(String, Vec<u8>)>) -> Self {
        let named: Vec<Value> = files.iter().map(|(name, _)| json!({ "name": name })).collect();
        let request = json!({ "command": "pay", "options": options, "files": named });
        Self { name: name.to_owned(), request, files, is_large: false }
    }

    /// The bundled run, with its payment file.
    fn bundled() -> Self {
        let mut paths: Vec<PathBuf> = Vec::new();
        for folder in ["inputs", "inputs/2008"] {
            let children = fs::read_dir(root().join(folder)).expect("a folder");
            paths.extend(children.map(|child| child.expect("a child").path()).filter(|path| path.is_file()));
        }
        paths.push(root().join("rules/yixing-2008.md"));
        let name =
            |path: &Path| path.strip_prefix(root()).expect("below").to_string_lossy().replace('\\', "/");
        let files = paths.iter().map(|path| (name(path), fs::read(path).expect("a file"))).collect();
        Self::new("bundled", &json!({ "year": 2008, "payment_file": true, "date": "2009-04-01" }), files)
    }

    fn generated(name: &str, world: &World) -> Self {
        let mut files = vec![("rules/policy.md".to_owned(), world.rules.text().into_bytes())];
        files.extend(
            world.lists().into_iter().map(|(name, text)| (format!("inputs/{name}"), text.into_bytes())),
        );
        Self::new(name, &json!({ "year": 2008, "payment_file": true }), files)
    }

    /// A long list of 金牌 under the harness's policy, with formulas or above the bound of them.
    fn long(rows: usize, is_large: bool) -> Self {
        let mut list = "企业名称,类别,产品名称,认定日期\n".to_owned();
        for row in 0..rows {
            let _ = writeln!(list, "示例{}有限公司,金牌产品,产品{row},2008-03-01", row % 3000);
        }
        let files = vec![
            ("rules/policy.md".to_owned(), crate::harness::POLICY.as_bytes().to_vec()),
            ("inputs/长.csv".to_owned(), list.into_bytes()),
        ];
        let options = json!({ "year": 2008, "formula_rows": if is_large { rows / 2 } else { rows } });
        Self { is_large, ..Self::new(&format!("{rows} rows"), &options, files) }
    }

    /// The answer of this process: file names and bytes.
    fn answer(&self) -> (Value, Vec<Vec<u8>>) {
        let files = self.files.iter().map(|(_, bytes)| bytes.clone()).collect();
        let response = page::call(&self.request.to_string(), files, &Serial);
        (serde_json::from_str(&response.header()).expect("a header"), response.files)
    }
}

/// Worlds of a strategy, the same ones every time.
fn worlds(strategy: impl Strategy<Value = World>, count: usize) -> Vec<World> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[8; 32]),
    );
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a world").current()).collect()
}

fn generated(count: usize) -> Vec<Case> {
    let name = |kind: &str, number: usize| format!("{kind} {number}");
    let tame = worlds(tame(), count)
        .into_iter()
        .enumerate()
        .map(move |(n, w)| Case::generated(&name("tame", n), &w));
    let wild = worlds(wild(), count)
        .into_iter()
        .enumerate()
        .map(move |(n, w)| Case::generated(&name("wild", n), &w));
    tame.chain(wild).collect()
}

fn names(header: &Value) -> Vec<String> {
    let files = header["files"].as_array().expect("files");
    files.iter().map(|file| file["name"].as_str().expect("a name").to_owned()).collect()
}

/// Holds the answer of a case against what `duixian pay` writes of the same files.
fn is_as_the_command_line(case: &Case) {
    let mut run = Run::new().without_policy();
    for (name, bytes) in &case.files {
        run = run.file(name, bytes);
    }
    let date = case.request["options"]["date"].as_str().map(|date| ["--date", date]);
    let run = run.args(["--year", "2008", "--payment-file"]).args(date.into_iter().flatten());
    let ran = run.pay();
    let (header, files) = case.answer();
    assert_eq!(header["exit"], 0, "{}: {}", case.name, header["text"]);
    assert_eq!(header["json"], *ran.json(), "{}", case.name);
    let run = ran.again();
    for (name, bytes) in names(&header).iter().zip(&files) {
        let written = fs::read(run.below(&format!("out/{name}"))).expect("the command line wrote it");
        assert!(written == *bytes, "{}: {name} differs", case.name);
    }
    assert_eq!(files.len(), 3);
}

#[test]
fn the_call_gives_the_bytes_of_the_command_line() {
    is_as_the_command_line(&Case::bundled());
    generated(4).iter().for_each(is_as_the_command_line);
}

/// Every sheet's cells, as text.
fn cells(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let names = book.sheet_names().to_owned().into_iter();
    let of = |name: String| {
        let range = book.worksheet_range(&name).expect("a sheet");
        let cells = range.used_cells().map(|(row, column, cell)| format!("{row},{column}: {cell}"));
        (name, cells.collect())
    };
    names.map(of).collect()
}

/// Needs Node and the built page.
#[test]
#[ignore = "needs Node and what `cargo xtask page` builds; .ci/run has both"]
fn node_gives_the_same_bytes() {
    let mut cases = vec![Case::bundled(), Case::long(3_000, false), Case::long(3_000, true)];
    cases.extend(generated(24));
    let folder = tempfile::tempdir().expect("a folder");
    let places: Vec<PathBuf> =
        (0..cases.len()).map(|number| folder.path().join(number.to_string())).collect();
    for (case, place) in cases.iter().zip(&places) {
        fs::create_dir(place).expect("a folder");
        fs::write(place.join("request.json"), case.request.to_string()).expect("to write");
        for (number, (_, bytes)) in case.files.iter().enumerate() {
            fs::write(place.join(number.to_string()), bytes).expect("to write");
        }
    }
    let script = root().join("tests/page/call.mjs");
    let done = Command::new("node").arg(script).arg(root().join("target/dist-files")).args(&places).status();
    assert!(done.expect("node").success());
    for (case, place) in cases.iter().zip(&places) {
        let (header, files) = case.answer();
        let answered = fs::read_to_string(place.join("answer.json")).expect("an answer");
        assert!(
            serde_json::from_str::<Value>(&answered).expect("JSON") == header,
            "{}: the header",
            case.name
        );
        for (number, (name, bytes)) in names(&header).iter().zip(&files).enumerate() {
            let other = fs::read(place.join(format!("answer-{number}"))).expect("a file");
            let is_same = if case.is_large { cells(bytes) == cells(&other) } else { *bytes == other };
            assert!(is_same, "{}: {name} differs", case.name);
        }
    }
}

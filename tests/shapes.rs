//! What a policy can say: every shape of published policies stands in a policy of `tests/shapes`, whose cases, worked out
//! by hand, hold; the table of `rules/README.md` names the file and the case that show each.

use duixian::cases;
use duixian::policy::load;
use duixian::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

const PAGE: &str = include_str!("../rules/README.md");

/// The names of the cases of each file, all of which hold.
#[track_caller]
fn shapes() -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shapes");
    let mut names = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in crate::harness::policies(&folder) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let source = SourceFile::new(name.as_str(), std::fs::read(&file).expect("a policy"));
        let policy = load::load(&source).unwrap_or_else(|findings| panic!("{findings:#?}"));
        let results = cases::run(&Arc::new(policy));
        let findings = results.iter().flat_map(|result| &result.findings);
        wrong.extend(findings.map(|finding| format!("{name}: {}\n{}", finding.message, finding.help)));
        names.insert(name, results.into_iter().map(|result| result.name).collect());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    names
}

/// The rows of the table: part, shape, file, case.
fn table() -> Vec<[String; 4]> {
    let section = PAGE.split("## 十二、能写什么").nth(1).expect("the section");
    let rows = section.lines().filter(|line| line.contains("](../tests/shapes/"));
    let cells = |line: &str| {
        let cells: Vec<String> =
            line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        <[String; 4]>::try_from(cells).unwrap_or_else(|cells| panic!("{cells:?} are four cells"))
    };
    rows.map(cells).collect()
}

#[test]
fn every_shape_of_the_page_has_a_case_that_holds() {
    let (shapes, table) = (shapes(), table());
    for [part, shape, file, case] in &table {
        let file = file.split(['[', ']']).nth(1).expect("a link");
        let known = shapes.get(file).is_some_and(|names| names.contains(case));
        assert!(known, "{part} {shape}: {file} has no case {case}");
    }
    let parts: BTreeSet<&str> = table.iter().map(|[part, ..]| part.as_str()).collect();
    let all = [
        "条件",
        "金额",
        "奖给谁",
        "计奖单位",
        "复评",
        "就高不重复",
        "升级",
        "限额",
        "共有",
        "分担",
        "分期",
        "资格",
    ];
    assert_eq!(parts, BTreeSet::from(all));
    let named: BTreeSet<&str> =
        table.iter().filter_map(|[_, _, file, _]| file.split(['[', ']']).nth(1)).collect();
    assert!(shapes.keys().all(|file| named.contains(file.as_str())), "files that the page does not name");
}

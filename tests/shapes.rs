//! What a policy can say: every shape of published policies stands in a policy of `tests/shapes`, whose cases, worked out
//! by hand, hold; the table of `rules/README.md` names the file and the case that show each.

use duixian::cases;
use duixian::policy::load;
use duixian::source::SourceFile;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

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

#[test]
fn every_case_of_every_shape_holds() {
    assert!(shapes().values().map(Vec::len).sum::<usize>() > 90);
}

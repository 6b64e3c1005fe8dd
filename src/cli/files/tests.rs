//! Files found below what a user named, and what is said of those that are none of a run.

use super::*;
use duixian::host::Serial;
use duixian::job::gather::Cause;
use std::fs;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("to make");
        fs::write(path, file).expect("to write");
    }
    folder
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    let mut errors = Vec::new();
    let names = listed(paths, &mut errors).into_iter().map(|entry| entry.name).collect();
    assert!(errors.is_empty());
    names
}

#[test]
fn a_folder_is_walked_in_the_order_of_names() {
    let folder =
        folder(&["名单/乙.csv", "名单/2008 年/丙 一.xls", "名单/.隐.csv", "名单/~$乙.csv", "名单/README.md"]);
    let list = folder.path().join("名单");
    assert_eq!(names(std::slice::from_ref(&list)), ["名单/2008 年/丙 一.xls", "名单/乙.csv"]);
    assert_eq!(names(&[list.join("乙.csv"), list]), ["乙.csv", "名单/2008 年/丙 一.xls"]);
}

#[test]
fn files_of_one_name_get_the_whole_typed_path() {
    let folder = folder(&["甲/表.csv", "乙/表.csv"]);
    let (first, second) = (folder.path().join("甲/表.csv"), folder.path().join("乙/表.csv"));
    assert_eq!(names(&[first.clone(), second.clone()]), [shown(&second), shown(&first)]);
}

#[test]
fn decisions_and_expected_results_are_no_lists() {
    let folder =
        folder(&["in/a.csv", "in/decisions.toml", "in/expected.csv", "rules/p.md", "rules/README.md"]);
    let paths = paths(folder.path());
    let inputs = Collector { marks: &[], largest: 100, host: &Serial }
        .collect(&wanted(&paths))
        .expect("readable files");
    assert_eq!(inputs.lists.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["in/a.csv"]);
    assert_eq!(inputs.policies.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["rules/p.md"]);
    assert_eq!(inputs.decisions.expect("decisions").name, "in/decisions.toml");
}

#[test]
fn two_decision_files_are_refused() {
    let folder = folder(&["in/decisions.toml", "in/b/decisions.toml", "rules/p.md"]);
    let errors =
        Collector { marks: &[], largest: 100, host: &Serial }.collect(&wanted(&paths(folder.path())));
    let codes: Vec<_> = errors.expect_err("two files").iter().map(|error| error.code).collect();
    assert_eq!(codes, [Code::DecisionsTwice]);
}

#[test]
fn what_is_missing_is_said_all_at_once() {
    let folder = folder(&["rules/README.md"]);
    let errors =
        Collector { marks: &[], largest: 100, host: &Serial }.collect(&wanted(&paths(folder.path())));
    let codes: Vec<_> = errors.expect_err("nothing there").iter().map(|error| error.code).collect();
    assert_eq!(codes, [Code::PolicyMissing, Code::PathMissing]);
}

#[test]
fn a_marked_or_too_large_list_is_set_aside() {
    let folder = folder(&["in/a.csv", "in/长长长长长.csv", "in/c.csv", "rules/p.md"]);
    let marks = [Mark { file: "in/a.csv".to_owned(), cause: Cause::Memory }];
    let collected =
        Collector { marks: &marks, largest: 20, host: &Serial }.collect(&wanted(&paths(folder.path())));
    let inputs = collected.expect("one list is left");
    let aside: Vec<_> =
        inputs.unreadable.iter().map(|(name, finding)| (name.as_str(), finding.code)).collect();
    assert_eq!(aside, [("in/a.csv", Code::FileTooLarge), ("in/长长长长长.csv", Code::FileTooLarge)]);
    assert_eq!(inputs.lists.len(), 1);
}

#[test]
fn a_policy_that_kills_the_worker_refuses_the_run() {
    let folder = folder(&["in/a.csv", "rules/p.md"]);
    let marks = [Mark { file: "rules/p.md".to_owned(), cause: Cause::Time }];
    let errors =
        Collector { marks: &marks, largest: 100, host: &Serial }.collect(&wanted(&paths(folder.path())));
    let codes: Vec<_> = errors.expect_err("no policy").iter().map(|error| error.code).collect();
    assert_eq!(codes, [Code::PolicyUnreadable]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_a_broken_link_is_set_aside() {
    let folder = folder(&["in/a.csv", "rules/p.md"]);
    let list = folder.path().join("in");
    std::os::unix::fs::symlink(&list, list.join("again")).expect("to link");
    std::os::unix::fs::symlink("nowhere", list.join("b.csv")).expect("to link");
    let inputs =
        Collector { marks: &[], largest: 100, host: &Serial }.collect(&wanted(&paths(folder.path())));
    let inputs = inputs.expect("one list is readable");
    assert_eq!(inputs.lists.len(), 1);
    assert_eq!(inputs.unreadable.len(), 1);
    assert!(inputs.unreadable.iter().all(|(name, _)| name == "in/b.csv"));
}

fn paths(folder: &Path) -> (PathBuf, [PathBuf; 1]) {
    (folder.join("rules"), [folder.join("in")])
}

fn wanted((rules, lists): &(PathBuf, [PathBuf; 1])) -> Wanted<'_> {
    Wanted { rules, lists, lists_by: "用 --inputs 指明名单", pays: true }
}

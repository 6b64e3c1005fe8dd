//! Dropped: the program started by its icon, alone or with files dropped on it, does the main job on them.

use super::files::shown;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What a start by the icon comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The folder to work in: the results stand in its `out`.
    pub folder: PathBuf,
    /// The words that would have been typed there, but for `--out`.
    words: Vec<OsString>,
}

impl Dropped {
    /// The words to run. `out` is named with its whole path: nobody knows where a started icon works.
    pub fn into_words(mut self) -> Vec<OsString> {
        self.words.extend(["--out".into(), self.folder.join("out").into()]);
        self.words
    }
}

/// The words of a start by the icon: none where words were typed. An error is a sentence.
pub fn understood(words: &[OsString], by_icon: bool, home: &Path) -> Option<Result<Dropped, String>> {
    let is_path = |word: &OsString| Path::new(word).exists();
    match words {
        [] => by_icon.then(|| alone(home)),
        // A command of that name is meant where no folder was dropped by a program.
        [first, ..] if Path::new(first).is_absolute() && words.iter().all(is_path) => Some(of(words, home)),
        _ => None,
    }
}

/// By the icon alone: the folder that the program stands in.
fn alone(home: &Path) -> Result<Dropped, String> {
    match [home.join("rules"), home.join("inputs")].iter().all(|folder| folder.is_dir()) {
        true => Ok(Dropped { folder: home.to_owned(), words: vec!["pay".into()] }),
        false => Err("请把名单（文件或文件夹）和政策文件（*.md）一起拖到程序图标上。\n\
             也可以在程序旁边建两个文件夹：rules 放政策文件，inputs 放名单，再双击程序。"
            .to_owned()),
    }
}

fn of(dropped: &[OsString], home: &Path) -> Result<Dropped, String> {
    let paths: Vec<&Path> = dropped.iter().map(Path::new).collect();
    if let [folder] = paths.as_slice()
        && folder.join("rules").is_dir()
        && folder.join("inputs").is_dir()
    {
        return Ok(Dropped { folder: folder.to_path_buf(), words: vec!["pay".into()] });
    }
    let folder = paths.first().and_then(|path| path.parent()).unwrap_or(home).to_owned();
    let is_policy = |path: &&Path| path.extension() == Some(OsStr::new("md")) && path.is_file();
    let (policies, lists): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_policy);
    let rules = match policies.as_slice() {
        [policy] => policy.to_path_buf(),
        [] => near(&[&folder, home])?,
        [first, second, ..] => {
            return Err(format!("「{}」和「{}」都是政策文件，一次只能用一份。", shown(first), shown(second)));
        }
    };
    if lists.is_empty() {
        return Err(
            "只有政策文件，没有名单。请把名单（文件或文件夹）和政策文件一起拖到程序图标上。".to_owned()
        );
    }
    let mut words: Vec<OsString> = vec!["pay".into(), "--rules".into(), rules.into(), "--inputs".into()];
    words.extend(lists.into_iter().map(|list| list.strip_prefix(&folder).unwrap_or(list).into()));
    Ok(Dropped { folder, words })
}

/// The policies that stand beside the lists, else beside the program.
fn near(folders: &[&Path]) -> Result<PathBuf, String> {
    let rules = folders.iter().map(|folder| folder.join("rules")).find(|rules| rules.is_dir());
    rules.ok_or_else(|| {
        "没有政策文件。请把政策文件（*.md）和名单一起拖到程序图标上，或在程序旁边建文件夹 rules 放政策文件。"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("兑现 ").tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("to make");
            std::fs::write(path, file).expect("to write");
        }
        folder
    }

    fn dropped(home: &Path, files: &[&str]) -> Option<Result<Dropped, String>> {
        let words: Vec<OsString> = files.iter().map(|file| home.join(file).into()).collect();
        understood(&words, false, home)
    }

    fn words(found: Option<Result<Dropped, String>>) -> Vec<String> {
        let found = found.expect("dropped").expect("to be paid");
        let below =
            |word: OsString| shown(Path::new(&word).strip_prefix(&found.folder).unwrap_or(Path::new(&word)));
        found.words.into_iter().map(below).collect()
    }

    #[test]
    fn typed_words_are_left_alone() {
        let home = folder(&["pay", "名单.csv"]);
        assert_eq!(understood(&["pay".into()], true, home.path()), None);
        assert_eq!(understood(&["名单.csv".into()], true, home.path()), None);
        assert_eq!(understood(&[], false, home.path()), None);
        assert_eq!(dropped(home.path(), &["名单.csv", "不在"]), None);
    }

    #[test]
    fn lists_go_with_a_policy_or_the_rules_beside_them() {
        let home = folder(&["甲 乙.md", "名单.csv", "清单/一.xls", "丙.md"]);
        let found = words(dropped(home.path(), &["名单.csv", "甲 乙.md", "清单"]));
        assert_eq!(found, ["pay", "--rules", "甲 乙.md", "--inputs", "名单.csv", "清单"]);
        let none = dropped(home.path(), &["名单.csv"]).expect("dropped");
        assert!(none.expect_err("no policy").contains("没有政策文件"));
        let two = dropped(home.path(), &["名单.csv", "甲 乙.md", "丙.md"]).expect("dropped");
        assert!(two.expect_err("two policies").contains("一次只能用一份"));
        assert!(dropped(home.path(), &["丙.md"]).expect("dropped").is_err());
        let home = folder(&["rules/p.md", "名单.csv"]);
        assert_eq!(
            words(dropped(home.path(), &["名单.csv"])),
            ["pay", "--rules", "rules", "--inputs", "名单.csv"]
        );
    }

    #[test]
    fn a_folder_of_both_is_worked_in() {
        let home = folder(&["年度/rules/p.md", "年度/inputs/名单.csv"]);
        let found = dropped(home.path(), &["年度"]).expect("dropped").expect("to be paid");
        assert_eq!(found, Dropped { folder: home.path().join("年度"), words: vec!["pay".into()] });
        let by_icon = |home: &Path| understood(&[], true, home).expect("by the icon");
        assert_eq!(by_icon(&home.path().join("年度")).expect("to be paid").words, ["pay"]);
        assert!(by_icon(home.path()).expect_err("nothing there").contains("拖到程序图标上"));
    }
}

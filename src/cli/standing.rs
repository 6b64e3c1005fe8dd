//! What stands in the output folder already and must not be written over: lists that the run has read, and a final version.

use super::files::shown;
use duixian::finding::{Code, Finding, Place};
use duixian::job::pay::Paid;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why the files of a run must not be put into a folder; `read` is where the files that it has read lie, by their names.
pub fn objection(folder: &Path, paid: &Paid, read: &BTreeMap<String, PathBuf>) -> Option<Finding> {
    overwritten_list(folder, paid, read).or_else(|| overwritten_final(folder, paid))
}

/// An output folder among the lists: the second run would read what the first has written as paid, and then destroy it.
fn overwritten_list(folder: &Path, paid: &Paid, read: &BTreeMap<String, PathBuf>) -> Option<Finding> {
    let there = |path: &Path| std::fs::canonicalize(path).ok();
    paid.names().iter().find_map(|name| {
        let target = there(&folder.join(name))?;
        let (list, _) = read.iter().find(|(_, path)| there(path).as_ref() == Some(&target))?;
        let message = format!("「{list}」是这次读入的名单，写出的结果会把它盖掉。没有写，它没有改动。");
        let help =
            "它是上次算出、要重算的，请移出名单文件夹；它已经付过、这次算第二批的，请用 --out 换一个文件夹。";
        Some(Finding::new(Code::OverwritesList, Place::file(list), message, help))
    })
}

/// A final version that is another than what is to be written.
fn overwritten_final(folder: &Path, paid: &Paid) -> Option<Finding> {
    let path = folder.join(paid.seal_name());
    let seal = std::fs::read(&path).ok()?;
    if paid.is_sealed_by(&seal) {
        return None;
    }
    let message =
        format!("「{}」里有封存的正式稿，和这次算出的不同。没有写，正式稿没有改动。", shown(folder));
    let help = "请用 --out 换一个文件夹；确要重出的，先把正式稿连同付款文件、封存清单一起移到别处存档。";
    Some(Finding::new(Code::OverwritesFinal, Place::file(shown(&path)), message, help))
}

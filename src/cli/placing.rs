//! Placing: the files of a run stand side by side under one stem, and no payment file of another run stands among them.

use super::files::{reason, shown};
use super::output::{self, Folder, Placed};
use duixian::job::pay::{PAYMENT_ENDINGS, SEAL_ENDING, SUMS_ENDING};
use std::path::{Path, PathBuf};

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The files of this run.
    pub placed: Vec<Placed>,
    /// Payment files of an earlier run: the names that they had and have now.
    pub set_aside: Vec<(PathBuf, PathBuf)>,
}

/// Every written file to its name, the workbook first. Where one of them cannot take its place, all of them get another
/// stem: a payment file never stands beside a workbook of another run. A seal names the files that it seals, so there is
/// none then.
///
/// # Errors
/// A sentence: a file could not be renamed.
pub fn place(folder: &Folder, files: &[String], is_payout: bool) -> Result<Standing, String> {
    let mut standing = Standing::default();
    let blocked: Vec<&String> =
        files.iter().filter(|name| !output::is_replaceable(&folder.path_of(name))).collect();
    let mut aside = !blocked.is_empty();
    let own = files.first().map(|name| stem_of(name).to_owned()).unwrap_or_default();
    if is_payout && !aside {
        standing.set_aside = set_aside(folder, &own, files)?;
    }
    let mut other = free_stem(folder, &own, files);
    for (number, name) in files.iter().enumerate() {
        if aside && is_seal(Path::new(name)) {
            continue;
        }
        let moved = format!("{other}{}", name.strip_prefix(own.as_str()).unwrap_or(name));
        let mut placed = folder.place(number, if aside { &moved } else { name })?;
        if blocked.contains(&name) {
            placed.instead_of = Some(folder.path_of(name));
        }
        // The workbook could not be replaced after all: what belongs to it goes with it.
        if number == 0 && placed.instead_of.is_some() {
            aside = true;
            other = placed.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        }
        standing.placed.push(placed);
    }
    Ok(standing)
}

/// Whether a file is part of a seal.
pub fn is_seal(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [SEAL_ENDING, SUMS_ENDING].iter().any(|ending| name.ends_with(ending))
}

fn stem_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `…-新1`, or the next number under which no file of the run stands yet.
fn free_stem(folder: &Folder, stem: &str, files: &[String]) -> String {
    let taken = |other: &String| {
        let ending = |name: &String| name.strip_prefix(stem).unwrap_or(name).to_owned();
        files.iter().any(|name| folder.path_of(&format!("{other}{}", ending(name))).exists())
    };
    let mut numbers = (1_u32..).map(|number| format!("{stem}-新{number}"));
    numbers.find(|other| !taken(other)).unwrap_or_else(|| stem.to_owned())
}

/// Payment files beside the workbook that this run does not write: what an earlier one would have paid. They get a name that
/// says so; nothing of the user's is removed.
fn set_aside(folder: &Folder, stem: &str, files: &[String]) -> Result<Vec<(PathBuf, PathBuf)>, String> {
    let mut renamed = Vec::new();
    for name in PAYMENT_ENDINGS.map(|ending| format!("{stem}{ending}")) {
        let path = folder.path_of(&name);
        if files.contains(&name) || !path.exists() {
            continue;
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let mut names = (1_u32..).map(|number| folder.path_of(&format!("{stem}-旧{number}.{ending}")));
        let old = names.find(|old| !old.exists()).unwrap_or_else(|| path.clone());
        std::fs::rename(&path, &old).map_err(|error| {
            format!(
                "上次的付款文件「{}」无法改名：{}。它与这次的工作簿不是一次算的，不能并存；原有工作簿没有改动。",
                shown(&path),
                reason(&error)
            )
        })?;
        renamed.push((path, old));
    }
    Ok(renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 3] = ["表.xlsx", "表-payment.xlsx", "表-payment.csv"];

    /// Writes and places files that hold a text.
    fn run(folder: &Path, text: &str, names: &[&str]) -> Standing {
        let claimed = Folder::claim(folder).expect("a free folder");
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        for number in 0..names.len() {
            let path = folder.join(output::numbered(claimed.temporary(), number));
            output::write(&path, text.as_bytes()).expect("to write");
        }
        place(&claimed, &names, true).expect("to place")
    }

    fn holds(folder: &Path, name: &str) -> String {
        std::fs::read_to_string(folder.join(name)).unwrap_or_else(|_| "没有".to_owned())
    }

    #[test]
    fn a_payment_file_of_an_earlier_run_does_not_stand_beside_a_new_workbook() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        assert_eq!(run(path, "一", &ALL).set_aside, []);
        let standing = run(path, "二", &ALL[..1]);
        let names = |ending: &str| {
            (path.join(format!("表-payment.{ending}")), path.join(format!("表-payment-旧1.{ending}")))
        };
        assert_eq!(standing.set_aside, [names("csv"), names("xlsx")]);
        let held = ["表.xlsx", "表-payment.csv", "表-payment-旧1.csv", "表-payment-旧1.xlsx"]
            .map(|name| holds(path, name));
        assert_eq!(held, ["二", "没有", "一", "一"]);
        // A further run with payment files, and one more without: no name is used twice.
        run(path, "三", &ALL);
        run(path, "四", &ALL[..1]);
        assert_eq!(["表-payment-旧1.csv", "表-payment-旧2.csv"].map(|name| holds(path, name)), ["一", "三"]);
    }

    #[test]
    fn where_one_file_cannot_be_replaced_all_stand_under_another_stem() {
        for kept in ALL {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path();
            run(path, "一", &ALL);
            let mut rights = std::fs::metadata(path.join(kept)).expect("a file").permissions();
            rights.set_readonly(true);
            std::fs::set_permissions(path.join(kept), rights).expect("to set");
            let standing = run(path, "二", &ALL);
            assert_eq!(standing.set_aside, []);
            assert_eq!(ALL.map(|name| holds(path, name)), ["一"; 3], "{kept}");
            let new = ["表-新1.xlsx", "表-新1-payment.xlsx", "表-新1-payment.csv"];
            assert_eq!(new.map(|name| holds(path, name)), ["二"; 3], "{kept}");
            let told: Vec<_> =
                standing.placed.iter().filter_map(|placed| placed.instead_of.clone()).collect();
            assert_eq!(told, [path.join(kept)]);
        }
    }
}

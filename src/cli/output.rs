//! Output: a folder claimed by one run, a temporary file in it, and the rename that makes it the workbook.

use super::TROUBLE;
use super::args::folder_of;
use super::files::{reason, shown};
use super::pay::Line;
use super::protocol::Outcome;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const LOCK: &str = ".duixian.lock";
const TEMPORARY: (&str, &str) = (".duixian-", ".tmp");

/// Writes the one file of a command under its temporary name; `done` is the outcome where that succeeds.
pub fn single(wanted: &Path, bytes: &[u8], what: &str, line: &dyn Line, done: Outcome) -> Outcome {
    match write(&folder_of(wanted).join(line.temporary()), bytes) {
        Ok(()) => {
            let name = wanted.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Outcome { files: vec![name], ..done }
        }
        Err(error) => {
            let stderr = format!("错误：{what}没有写成：「{}」{}。\n", shown(wanted), reason(&error));
            Outcome { code: TROUBLE, stderr, ..Outcome::default() }
        }
    }
}

/// The output folder while it is ours. What was not put in place is removed in the end.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    temporary: String,
    _lock: File,
}

/// Where the workbook came to stand.
#[derive(Debug, Eq, PartialEq)]
pub struct Placed {
    /// Its path.
    pub path: PathBuf,
    /// The path it should have had, where that could not be replaced.
    pub instead_of: Option<PathBuf>,
}

impl Folder {
    /// Makes the folder, locks it against a second run, and sweeps what a killed run left.
    ///
    /// # Errors
    /// A sentence: the folder cannot be written to, or another run is writing.
    pub fn claim(path: &Path) -> Result<Self, String> {
        let refused = |error: &io::Error| {
            format!("文件夹「{}」无法写入：{}。原有工作簿没有改动。", shown(path), reason(error))
        };
        std::fs::create_dir_all(path).map_err(|error| refused(&error))?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join(LOCK));
        let lock = lock.map_err(|error| refused(&error))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(format!(
                    "另一个兑现程序正在向「{}」写工作簿。等它结束后再运行，或用 --out 换一个文件夹。",
                    shown(path)
                ));
            }
            // Some network folders know no locks; the temporary file is then ours by its number alone.
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                return Err(refused(&error));
            }
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        sweep(path, TEMPORARY.0);
        let temporary = format!("{}{}{}", TEMPORARY.0, std::process::id(), TEMPORARY.1);
        Ok(Self { path: path.to_owned(), temporary, _lock: lock })
    }

    /// The name to write to.
    pub fn temporary(&self) -> &str {
        &self.temporary
    }

    /// Where a file of that name stands, or would.
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Renames a written file, by its number, to its name; where that file cannot be replaced, to a new name beside it.
    ///
    /// # Errors
    /// A sentence: the rename failed for another reason.
    pub fn place(&self, number: usize, name: &str) -> Result<Placed, String> {
        let target = self.path.join(name);
        let placed = if is_read_only(&target) {
            self.place_beside(number, &target)
        } else {
            match self.rename(number, &target) {
                Ok(()) => Ok(Placed { path: target.clone(), instead_of: None }),
                Err(error) if is_held(&error) && target.exists() => self.place_beside(number, &target),
                Err(error) => Err(error),
            }
        };
        placed.map_err(|error| {
            format!("写好的工作簿无法改名为「{}」：{}。原有工作簿没有改动。", shown(&target), reason(&error))
        })
    }

    fn place_beside(&self, number: usize, target: &Path) -> io::Result<Placed> {
        let path = free_name(target);
        self.rename(number, &path)?;
        Ok(Placed { path, instead_of: Some(target.to_owned()) })
    }

    /// Renames, and asks the folder to remember it (a request that some platforms do not know).
    fn rename(&self, number: usize, target: &Path) -> io::Result<()> {
        std::fs::rename(self.path.join(numbered(&self.temporary, number)), target)?;
        let _ = File::open(&self.path).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        sweep(&self.path, self.temporary.trim_end_matches(TEMPORARY.1));
    }
}

/// The temporary name of a run's further file; the workbook's own is number 0.
pub fn numbered(temporary: &str, number: usize) -> String {
    match number {
        0 => temporary.to_owned(),
        _ => format!("{}-{number}{}", temporary.trim_end_matches(TEMPORARY.1), TEMPORARY.1),
    }
}

/// Writes a whole file and waits until it is on the disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes the temporary files whose names begin so. The folder is ours, so nobody is writing them.
fn sweep(folder: &Path, beginning: &str) {
    let Ok(children) = std::fs::read_dir(folder) else { return };
    for child in children.flatten() {
        let name = child.file_name().to_string_lossy().into_owned();
        if name.starts_with(beginning) && name.ends_with(TEMPORARY.1) {
            let _ = std::fs::remove_file(child.path());
        }
    }
}

/// Whether a file could be put in the place of what stands there, as far as that is known before it is tried.
pub fn is_replaceable(path: &Path) -> bool {
    if !path.exists() {
        return true;
    }
    // What another program holds open cannot be opened for writing on Windows; elsewhere it can be replaced all the same.
    let is_held = || OpenOptions::new().write(true).open(path).is_err_and(|error| is_held(&error));
    !(is_read_only(path) || (cfg!(windows) && is_held()))
}

fn is_read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.permissions().readonly())
}

/// True where another program holds the target: on Windows os error 5 or 32.
fn is_held(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ResourceBusy};
    matches!(error.kind(), PermissionDenied | ResourceBusy)
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33)))
}

/// `…-新1.xlsx`, or the next number that is free.
fn free_name(target: &Path) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = target.extension().unwrap_or_default().to_string_lossy().into_owned();
    let mut number = 1_u32;
    loop {
        let path = target.with_file_name(format!("{stem}-新{number}.{ending}"));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|child| child.expect("a child").file_name().to_string_lossy().into_owned())
            .filter(|name| name != LOCK)
            .collect();
        names.sort();
        names
    }

    fn written(folder: &Path, text: &str) -> Folder {
        let claimed = Folder::claim(folder).expect("a free folder");
        write(&folder.join(claimed.temporary()), text.as_bytes()).expect("to write");
        claimed
    }

    #[test]
    fn the_new_workbook_takes_the_place_of_the_old() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["旧", "新"] {
            let placed = written(folder.path(), text).place(0, "表.xlsx").expect("to place");
            assert_eq!(placed, Placed { path: folder.path().join("表.xlsx"), instead_of: None });
        }
        assert_eq!(names(folder.path()), ["表.xlsx"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("表.xlsx")).expect("a file"), "新");
    }

    #[test]
    fn a_read_only_workbook_is_kept_and_the_new_one_stands_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("表.xlsx");
        std::fs::write(&target, "旧").expect("to write");
        let mut rights = std::fs::metadata(&target).expect("a file").permissions();
        rights.set_readonly(true);
        std::fs::set_permissions(&target, rights).expect("to set");
        for name in ["表-新1.xlsx", "表-新2.xlsx"] {
            let placed = written(folder.path(), "新").place(0, "表.xlsx").expect("to place");
            assert_eq!(placed.path, folder.path().join(name));
            assert_eq!(placed.instead_of.as_deref(), Some(target.as_path()));
        }
        assert_eq!(std::fs::read_to_string(&target).expect("a file"), "旧");
    }

    #[test]
    fn two_runs_cannot_hold_one_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Folder::claim(folder.path()).expect("a free folder");
        assert!(Folder::claim(folder.path()).expect_err("a held folder").contains("另一个兑现程序"));
        drop(first);
        assert!(Folder::claim(folder.path()).is_ok());
    }

    #[test]
    fn what_was_not_placed_is_removed_and_what_a_killed_run_left_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(".duixian-1.tmp"), "半").expect("to write");
        drop(written(folder.path(), "未放"));
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_file_in_the_folders_place_is_an_error_in_chinese() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        std::fs::write(&path, "").expect("to write");
        assert!(Folder::claim(&path).expect_err("no folder").contains("无法写入"));
    }
}

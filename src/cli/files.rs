//! Files: from the paths that a user typed to named bytes. Folders are walked in the order of names.

use duixian::engine::Inputs;
use duixian::finding::{Code, Finding, Place};
use duixian::host::Host;
use duixian::job::gather::{self, DECISIONS, Mark, Role};
use duixian::source::SourceFile;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Reads every file of a run. Each is told to the host before it is opened; marked ones are not opened again.
pub struct Collector<'a> {
    /// Files that earlier attempts died of.
    pub marks: &'a [Mark],
    /// Larger files are not read.
    pub largest: u64,
    /// Is told of each file.
    pub host: &'a dyn Host,
}

/// What the user asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The policy file or folder.
    pub rules: &'a Path,
    /// Lists, and folders of them.
    pub lists: &'a [PathBuf],
    /// How the user names lists, for a message.
    pub lists_by: &'static str,
    /// Money is computed: decisions that lie where they are not read must be told.
    pub pays: bool,
}

/// A file to be read.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Entry {
    path: PathBuf,
    /// From the last part of the typed path on: the same wherever the folder lies.
    name: String,
    /// From the start of the typed path on.
    typed: String,
}

impl Collector<'_> {
    /// The policies, lists and decisions that the arguments name.
    ///
    /// # Errors
    /// Findings of severity error: nothing can be computed.
    pub fn collect(&self, wanted: &Wanted) -> Result<Inputs, Vec<Finding>> {
        let mut errors = Vec::new();
        let policies = self.policies(wanted.rules, &mut errors);
        let (entries, mut inputs) = (listed(wanted.lists, &mut errors), Inputs::default());
        let (decisions, lists): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .partition(|entry| entry.path.file_name().is_some_and(|name| name == DECISIONS));
        if decisions.is_empty() && lists.is_empty() && errors.is_empty() {
            let places: Vec<_> = wanted.lists.iter().map(|path| shown(path)).collect();
            errors.push(gather::no_lists(&places, wanted.lists_by));
        }
        if decisions.is_empty() && wanted.pays {
            let outside = decisions_outside(wanted);
            errors.extend(outside.iter().map(|path| gather::decisions_outside(&shown(path))));
        }
        inputs.policies = policies;
        inputs.decisions = self.decisions(&decisions, &mut errors);
        for entry in lists {
            match self.read(&entry) {
                Ok(file) => inputs.lists.push(file),
                Err(finding) => inputs.unreadable.push((entry.name, finding)),
            }
        }
        if errors.is_empty() { Ok(inputs) } else { Err(errors) }
    }

    /// The policies alone.
    ///
    /// # Errors
    /// Findings of severity error.
    pub fn only_policies(&self, rules: &Path) -> Result<Vec<SourceFile>, Vec<Finding>> {
        let mut errors = Vec::new();
        let policies = self.policies(rules, &mut errors);
        if errors.is_empty() { Ok(policies) } else { Err(errors) }
    }

    /// A single file.
    ///
    /// # Errors
    /// A finding of severity error: it is not there, or cannot be read.
    pub fn one(&self, path: &Path) -> Result<SourceFile, Finding> {
        let facts = std::fs::metadata(path).map_err(|error| missing(path, &error))?;
        if facts.is_dir() {
            return Err(missing(path, &io::Error::from(io::ErrorKind::IsADirectory)));
        }
        self.needed(&typed_entry(path), Code::VerifyUnreadable)
    }

    /// Every file below some paths that can be read, to look for one among them; a path that is not there holds none.
    pub fn among(&self, paths: &[PathBuf]) -> Vec<SourceFile> {
        let entries = listed(paths, &mut Vec::new());
        entries.iter().filter_map(|entry| self.read(entry).ok()).collect()
    }

    fn policies(&self, rules: &Path, errors: &mut Vec<Finding>) -> Vec<SourceFile> {
        let entries = match policy_entries(rules) {
            Ok(entries) => entries,
            Err(error) => {
                errors.push(missing(rules, &error));
                return Vec::new();
            }
        };
        if entries.is_empty() {
            errors.push(gather::no_policy(&shown(rules)));
        }
        let read = entries.iter().map(|entry| self.needed(entry, Code::PolicyUnreadable));
        read.filter_map(|file| file.map_err(|finding| errors.push(finding)).ok()).collect()
    }

    fn decisions(&self, found: &[Entry], errors: &mut Vec<Finding>) -> Option<SourceFile> {
        if let [first, second, ..] = found {
            errors.push(gather::decisions_twice(&first.name, &second.name));
            return None;
        }
        let read = self.needed(found.first()?, Code::DecisionsUnreadable);
        read.map_err(|finding| errors.push(finding)).ok()
    }

    /// A file without which nothing can be computed.
    fn needed(&self, entry: &Entry, code: Code) -> Result<SourceFile, Finding> {
        self.read(entry).map_err(|finding| Finding { code, ..finding })
    }

    fn read(&self, entry: &Entry) -> Result<SourceFile, Finding> {
        if let Some(mark) = self.marks.iter().find(|mark| mark.file == entry.name) {
            return Err(gather::marked(mark));
        }
        self.host.opening(&entry.name);
        let unreadable = |error: &io::Error| {
            Finding::new(
                Code::FileUnreadable,
                Place::file(&entry.name),
                format!("无法读取文件：{}。", reason(error)),
                "请检查文件是否还在、是否有读取权限、是否正被其他程序占用，然后重新运行。",
            )
        };
        let facts = std::fs::metadata(&entry.path).map_err(|error| unreadable(&error))?;
        if !facts.is_file() {
            return Err(unreadable(&io::Error::other("不是普通文件")));
        }
        if facts.len() > self.largest {
            return Err(gather::too_large(&entry.name, facts.len(), self.largest));
        }
        let bytes = std::fs::read(&entry.path).map_err(|error| unreadable(&error))?;
        Ok(SourceFile::new(entry.name.as_str(), bytes))
    }
}

/// Decisions files that lie where a user may have meant them for these lists: beside a list or folder that was typed, in the folder
/// above, or among the policies.
fn decisions_outside(wanted: &Wanted) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in wanted.lists {
        // A path as it was typed has no folder above its first part.
        let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let levels = if whole.is_dir() { 1 } else { 2 };
        found.extend(whole.ancestors().skip(1).take(levels).map(|folder| folder.join(DECISIONS)));
    }
    found.push(wanted.rules.join(DECISIONS));
    found.retain(|path| path.is_file());
    found.sort();
    found.dedup();
    found
}

/// The one policy file, or every `*.md` of the folder but README.md.
fn policy_entries(rules: &Path) -> io::Result<Vec<Entry>> {
    if !std::fs::metadata(rules)?.is_dir() {
        return Ok(vec![typed_entry(rules)]);
    }
    let mut entries = children(&typed_entry(rules))?;
    entries.retain(|entry| {
        let base = entry.name.rsplit('/').next().unwrap_or_default();
        gather::role(base) == Role::Policy && !entry.path.is_dir()
    });
    Ok(entries)
}

/// Every file of the typed paths, each once, in the order of names.
fn listed(paths: &[PathBuf], errors: &mut Vec<Finding>) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        match std::fs::metadata(path) {
            Err(error) => errors.push(missing(path, &error)),
            Ok(_) => walk(typed_entry(path), true, &mut seen, &mut found),
        }
    }
    name_apart(&mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Adds a file, or what a folder holds. What was seen is not followed again: a path typed twice, a link in a circle.
fn walk(entry: Entry, is_typed: bool, seen: &mut BTreeSet<PathBuf>, found: &mut Vec<Entry>) {
    let base = entry.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_typed && gather::role(&base) == Role::Skipped {
        return;
    }
    let whole = std::fs::canonicalize(&entry.path).unwrap_or_else(|_| entry.path.clone());
    if !seen.insert(whole) {
        return;
    }
    match children(&entry) {
        Ok(entries) if entry.path.is_dir() => {
            entries.into_iter().for_each(|child| walk(child, false, seen, found));
        }
        // Not a folder, or one that cannot be listed: reading it says why.
        _ => found.push(entry),
    }
}

/// What a folder holds, in the order of names.
fn children(folder: &Entry) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for child in std::fs::read_dir(&folder.path)? {
        let child = child?;
        let base = child.file_name().to_string_lossy().into_owned();
        let below = |prefix: &str| match prefix {
            "" => base.clone(),
            _ => format!("{}/{base}", prefix.trim_end_matches('/')),
        };
        entries.push(Entry { path: child.path(), name: below(&folder.name), typed: below(&folder.typed) });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

fn typed_entry(path: &Path) -> Entry {
    let last = match path.components().next_back() {
        Some(Component::Normal(last)) => last.to_string_lossy().into_owned(),
        _ => String::new(),
    };
    Entry { path: path.to_owned(), name: last, typed: shown(path) }
}

/// Files of one name get the whole typed path, and a number where even that is the same.
fn name_apart(found: &mut [Entry]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    found.iter().for_each(|entry| *count.entry(entry.name.clone()).or_default() += 1);
    let mut used = BTreeSet::new();
    for entry in found {
        if count.get(&entry.name).is_some_and(|times| *times > 1) {
            entry.name.clone_from(&entry.typed);
        }
        let wanted = entry.name.clone();
        let mut number = 1;
        while !used.insert(entry.name.clone()) {
            number += 1;
            entry.name = format!("{wanted}#{number}");
        }
    }
}

/// Where the files of a run lie, by their names.
pub fn paths(wanted: &Wanted) -> BTreeMap<String, PathBuf> {
    let policies = policy_entries(wanted.rules).unwrap_or_default();
    let lists = listed(wanted.lists, &mut Vec::new());
    policies.into_iter().chain(lists).map(|entry| (entry.name, entry.path)).collect()
}

/// A path as seen from a folder, with `/`; the whole path where the two have no root in common.
pub fn relative(folder: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (folder, path) = (whole(folder), whole(path));
    let (from, to): (Vec<Component>, Vec<Component>) =
        (folder.components().collect(), path.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return shown(&path);
    }
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The file beside another one, of the same name with another ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{stem}{ending}"))
}

/// A path as users see it, on every platform with `/`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

fn missing(path: &Path, error: &io::Error) -> Finding {
    Finding::new(
        Code::PathMissing,
        Place::file(shown(path)),
        format!("「{}」打不开：{}。", shown(path), reason(error)),
        "请检查路径是否写对；路径中有空格时用引号括起来。",
    )
}

/// An error of the operating system in Chinese, as far as its kind is known.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind::{
        AlreadyExists, InvalidInput, IsADirectory, NotADirectory, NotFound, PermissionDenied,
        ReadOnlyFilesystem, ResourceBusy, StorageFull,
    };
    match (error.kind(), error.raw_os_error()) {
        (_, Some(32 | 33)) if cfg!(windows) => "正被其他程序占用".to_owned(),
        (NotFound, _) => "文件或文件夹不存在".to_owned(),
        (PermissionDenied, _) => "没有权限，或正被其他程序占用".to_owned(),
        (ResourceBusy, _) => "正被其他程序占用".to_owned(),
        (StorageFull, _) => "磁盘已满".to_owned(),
        (ReadOnlyFilesystem, _) => "磁盘是只读的".to_owned(),
        (AlreadyExists | NotADirectory, _) => "同名的文件占着文件夹的位置".to_owned(),
        (IsADirectory, _) => "这是文件夹，不是文件".to_owned(),
        (InvalidInput, _) => "路径写法不对".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;

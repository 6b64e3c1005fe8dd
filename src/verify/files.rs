//! The files of a run, found by what they hold wherever they lie and whatever they are called now.

use super::difference::{Class, Difference};
use crate::engine::Inputs;
use crate::finding::{CATALOGUE, Code, Finding, Place};
use crate::model::run_record::{FileRole, RecordedFile, RunRecord, SHEET};
use crate::source::SourceFile;

/// Files to look among.
#[derive(Debug, Default)]
pub struct Files {
    /// Policy files.
    pub policies: Vec<SourceFile>,
    /// Lists and decisions.
    pub lists: Vec<SourceFile>,
    /// The manifest beside the workbook.
    pub seal: Option<SourceFile>,
    /// The list of sums beside it.
    pub sums: Option<SourceFile>,
    /// The payment files beside it.
    pub payments: Vec<SourceFile>,
    /// The workbook's own folder was looked into, so that what is not here is not there.
    pub is_folder: bool,
}

/// What was found.
pub(super) struct Found {
    /// The files under the names that they had.
    pub inputs: Inputs,
    /// Those that have other content now.
    pub changed: Vec<Difference>,
}

/// Finds every file that the record names.
///
/// # Errors
/// A finding for each file that is gone.
pub(super) fn find(source: &SourceFile, record: &RunRecord, files: &Files) -> Result<Found, Vec<Finding>> {
    let mut found = Found { inputs: Inputs::default(), changed: Vec::new() };
    let mut gone = Vec::new();
    for file in &record.files {
        let among = if file.role == FileRole::Policy { &files.policies } else { &files.lists };
        let class = match file.role {
            FileRole::Policy => Class::PolicyChanged,
            FileRole::Decisions => Class::DecisionsChanged,
            FileRole::List | FileRole::Copy => Class::ListChanged,
            FileRole::Unread => {
                found.inputs.unreadable.push((file.name.clone(), unread(file)));
                continue;
            }
        };
        let Some(bytes) = same(file, among).or_else(|| renewed(file, record, among)) else {
            gone.push(missing(source, file));
            continue;
        };
        if bytes.sha256 != file.sha256 {
            found.changed.push(Difference::file(class, &file.name, &file.sha256, &bytes.sha256));
        }
        let own = SourceFile { name: file.name.clone(), ..bytes.clone() };
        match file.role {
            FileRole::Policy => found.inputs.policies.push(own),
            FileRole::Decisions => found.inputs.decisions = Some(own),
            FileRole::List | FileRole::Copy | FileRole::Unread => found.inputs.lists.push(own),
        }
    }
    if record.of(FileRole::Policy).next().is_none() {
        let help = "请找回没有改过运行记录的一份。";
        let place = Place::sheet(&source.name, SHEET);
        gone.push(Finding::new(Code::VerifyRecord, place, "运行记录里没有政策文件。", help));
    }
    if gone.is_empty() { Ok(found) } else { Err(gone) }
}

/// The file with that content.
fn same<'a>(file: &RecordedFile, among: &'a [SourceFile]) -> Option<&'a SourceFile> {
    among.iter().find(|source| source.sha256 == file.sha256)
}

/// The file of that name whose content is no other recorded file's.
fn renewed<'a>(file: &RecordedFile, record: &RunRecord, among: &'a [SourceFile]) -> Option<&'a SourceFile> {
    let base = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let free = |source: &&SourceFile| record.files.iter().all(|other| other.sha256 != source.sha256);
    let whole = among.iter().filter(free).find(|source| source.name == file.name);
    whole.or_else(|| {
        let mut alike = among.iter().filter(free).filter(|source| source.base_name() == base(&file.name));
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// What was said when a list could not be opened.
fn unread(file: &RecordedFile) -> Finding {
    let mut lines = file.note.splitn(3, '\n').map(str::to_owned);
    let code = lines.next().and_then(|text| CATALOGUE.iter().find(|code| code.text() == text).copied());
    let (message, help) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    Finding::new(code.unwrap_or(Code::FileUnreadable), Place::file(&file.name), message, help)
}

fn missing(source: &SourceFile, file: &RecordedFile) -> Finding {
    let (code, option) = match file.role {
        FileRole::Policy => (Code::VerifyPolicyGone, "--rules"),
        _ => (Code::VerifyListGone, "--inputs"),
    };
    let message = format!(
        "找不到当时的{}「{}」：没有一个文件的 SHA-256 是 {}…，也没有同名的文件。",
        file.role.label(),
        file.name,
        file.sha256.get(..12).unwrap_or(&file.sha256)
    );
    let help = format!("请把它找回来，用 {option} 指明它所在的文件夹；改名、换地方都不要紧，内容不能变。");
    Finding::new(code, Place::sheet(&source.name, SHEET), message, help)
}

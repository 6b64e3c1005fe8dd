//! The seal beside a workbook: whether the workbook is still the one that was sealed, whether both its lists say the same, and
//! whether they name the files that the workbook names and that are there.

use super::difference::{Class, Difference};
use super::files::Files;
use crate::finding::{Code, Finding, Place};
use crate::model::run_record::RunRecord;
use crate::report::payment::PAYMENT_ENDINGS;
use crate::report::seal::{Manifest, PAYMENT, SEAL_ENDING, SUMS_ENDING, WORKBOOK};
use crate::source::SourceFile;
use std::collections::BTreeMap;

/// What stands for a file that is not there.
const GONE: &str = "（缺少）";
/// What stands for a file that a list does not name.
const UNLISTED: &str = "（清单里没有）";

/// What the seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its file.
    pub file: String,
    /// The workbook is the sealed one byte by byte.
    pub intact: bool,
    /// Files that it names otherwise than the workbook, or that are other files now, or gone.
    pub differences: Vec<Difference>,
}

/// Reads the seal.
///
/// # Errors
/// A finding: it is not understood.
pub(super) fn read(
    source: &SourceFile,
    files: &Files,
    record: &RunRecord,
) -> Result<Option<Seal>, Vec<Finding>> {
    let Some(file) = &files.seal else { return Ok(files.sums.as_ref().map(|sums| alone(source, sums))) };
    let manifest: Manifest = serde_json::from_slice(&file.bytes).map_err(|_| {
        let help = "请找回原来的封存清单；没有清单也能核对，把它移到别处即可。";
        vec![Finding::new(Code::VerifySeal, Place::file(&file.name), "封存清单读不出来。", help)]
    })?;
    let mut differences = inputs(&manifest, record);
    differences.extend(payments(&manifest, files));
    differences.extend(sums(&manifest, file, files));
    let workbook = manifest.files.iter().find(|entry| entry.role == WORKBOOK);
    Ok(Some(Seal {
        file: file.name.clone(),
        intact: workbook.is_some_and(|entry| entry.sha256 == source.sha256),
        differences,
    }))
}

fn differs(name: &str, expected: &str, actual: &str) -> Difference {
    Difference::file(Class::SealDiffers, name, expected, actual)
}

/// The list of sums without the manifest: somebody took that away.
fn alone(source: &SourceFile, sums: &SourceFile) -> Seal {
    let own = listed(sums).unwrap_or_default().into_values().any(|sum| sum == source.sha256);
    let manifest = sums.base_name().replace(SUMS_ENDING, SEAL_ENDING);
    Seal { file: sums.name.clone(), intact: own, differences: vec![differs(&manifest, "（有）", GONE)] }
}

/// What the workbook says that it was computed from, as it was sealed.
fn inputs(manifest: &Manifest, record: &RunRecord) -> Vec<Difference> {
    let sealed = |role: &str, name: &str| {
        let mut all = manifest.files.iter().filter(|entry| entry.role == role && entry.name == name);
        all.next().map(|entry| entry.sha256.as_str())
    };
    let own = record.files.iter().filter(|own| !own.sha256.is_empty());
    let other = own.filter_map(|own| {
        let there = sealed(own.role.key(), &own.name);
        (there != Some(own.sha256.as_str()))
            .then(|| differs(&own.name, there.unwrap_or(UNLISTED), &own.sha256))
    });
    other.collect()
}

/// The payment files that were sealed, known by their endings: workbook and payment files may have got another name.
fn payments(manifest: &Manifest, files: &Files) -> Vec<Difference> {
    let of = |name: &str| PAYMENT_ENDINGS.into_iter().find(|ending| name.ends_with(ending));
    let sealed = manifest.files.iter().filter(|entry| entry.role == PAYMENT);
    let other = sealed.filter_map(|entry| {
        let there = files.payments.iter().find(|file| of(&file.name) == of(&entry.name));
        let there = match there {
            Some(file) => file.sha256.as_str(),
            None if files.is_folder => GONE,
            None => return None,
        };
        (there != entry.sha256).then(|| differs(&entry.name, &entry.sha256, there))
    });
    other.collect()
}

/// Where the manifest and the list of sums differ: both were written at once.
fn sums(manifest: &Manifest, file: &SourceFile, files: &Files) -> Vec<Difference> {
    let name = file.base_name().replace(SEAL_ENDING, SUMS_ENDING);
    let Some(sums) = &files.sums else {
        return files.is_folder.then(|| differs(&name, "（有）", GONE)).into_iter().collect();
    };
    let Some(mut listed) = listed(sums) else {
        return vec![differs(&name, "（有）", "（读不出来）")];
    };
    let own = listed
        .keys()
        // The seal of an earlier batch may lie among the lists that were sealed.
        .find(|path| path.ends_with(SEAL_ENDING) && manifest.files.iter().all(|file| file.path != **path))
        .cloned()
        .unwrap_or_else(|| file.base_name().to_owned());
    let mut stated: Vec<(String, &str, &str)> = Vec::new();
    stated.extend(
        manifest.files.iter().map(|entry| (entry.path.clone(), entry.name.as_str(), entry.sha256.as_str())),
    );
    stated.push((own, file.base_name(), file.sha256.as_str()));
    let mut found = Vec::new();
    for (path, name, sha256) in stated {
        let sum = listed.remove(&path);
        if sum.as_deref() != Some(sha256) {
            found.push(differs(name, sum.as_deref().unwrap_or(UNLISTED), sha256));
        }
    }
    found.extend(listed.into_iter().map(|(path, sum)| differs(&path, &sum, UNLISTED)));
    found
}

/// The sums by path, as `sha256sum` writes them; none where a line is none of them.
fn listed(sums: &SourceFile) -> Option<BTreeMap<String, String>> {
    let text = std::str::from_utf8(&sums.bytes).ok()?;
    let line = |line: &str| {
        let (line, is_escaped) = line.strip_prefix('\\').map_or((line, false), |rest| (rest, true));
        let (sum, path) =
            line.split_once([' ']).map(|(sum, rest)| (sum, rest.trim_start_matches([' ', '*'])))?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unescaped = || path.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
        let path = if is_escaped { unescaped() } else { path.to_owned() };
        is_sum.then(|| (path, sum.to_ascii_lowercase()))
    };
    text.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

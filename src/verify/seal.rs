//! The seal beside a workbook: whether the workbook is still the one that was sealed, and names the files that it named.

use super::difference::{Class, Difference};
use super::files::Files;
use crate::finding::{Code, Finding, Place};
use crate::model::run_record::RunRecord;
use crate::report::seal::{Manifest, PAYMENT, WORKBOOK};
use crate::source::SourceFile;

/// What the seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its file.
    pub file: String,
    /// The workbook is the sealed one byte by byte.
    pub intact: bool,
    /// Files that it names otherwise than the workbook.
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
    let Some(file) = &files.seal else { return Ok(None) };
    let manifest: Manifest = serde_json::from_slice(&file.bytes).map_err(|_| {
        let help = "请找回原来的封存清单；没有清单也能核对，把它移到别处即可。";
        vec![Finding::new(Code::VerifySeal, Place::file(&file.name), "封存清单读不出来。", help)]
    })?;
    let sealed = |role: &str, name: &str| {
        manifest.files.iter().find(|entry| entry.role == role && entry.name == name).map(|e| e.sha256.clone())
    };
    let mut differences = Vec::new();
    for own in record.files.iter().filter(|own| !own.sha256.is_empty()) {
        let there = sealed(own.role.key(), &own.name);
        if there.as_deref() != Some(own.sha256.as_str()) {
            let expected = there.unwrap_or_else(|| "（清单里没有）".to_owned());
            differences.push(Difference::file(Class::SealDiffers, &own.name, &expected, &own.sha256));
        }
    }
    for payment in &files.payments {
        let there = sealed(PAYMENT, payment.base_name());
        if let Some(there) = there.filter(|there| *there != payment.sha256) {
            differences.push(Difference::file(
                Class::SealDiffers,
                payment.base_name(),
                &there,
                &payment.sha256,
            ));
        }
    }
    let workbook = manifest.files.iter().find(|entry| entry.role == WORKBOOK);
    Ok(Some(Seal {
        file: file.name.clone(),
        intact: workbook.is_some_and(|entry| entry.sha256 == source.sha256),
        differences,
    }))
}

//! Blank lists by a policy's vocabulary, for departments to fill in.

use super::OutFile;
use crate::engine::{self, Inputs};
use crate::finding::Finding;
use crate::host::Host;
use crate::report::workbook::template::templates;

/// The blank lists of the policy in force, with these towns to choose from.
///
/// # Errors
/// Findings of severity error: no policy, or several, or none that is understood.
pub fn template(
    inputs: &Inputs,
    year: Option<i32>,
    towns: &[String],
    host: &dyn Host,
) -> Result<Vec<OutFile>, Vec<Finding>> {
    let (policy, year) = engine::choose_policy(inputs, year, host)?;
    let blank = templates(&policy, year, towns).into_iter().map(|template| {
        let bytes = template.write(&policy, &[]).map_err(|finding| vec![finding])?;
        Ok(OutFile { name: format!("{}-{year}.xlsx", template.stem), title: template.title, bytes })
    });
    blank.collect()
}

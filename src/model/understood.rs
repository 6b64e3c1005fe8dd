//! What was understood of lists, before any award: the result of `read`.

use super::payout::InputFile;
use super::record::Reading;
use crate::finding::Finding;
use crate::policy::Policy;

/// The lists as they were read in the vocabulary of a policy.
#[derive(Debug)]
pub struct Understood {
    /// The policy whose fields, headings and categories were used.
    pub policy: Policy,
    /// Policy files that were not used.
    pub other_policies: Vec<String>,
    /// The decisions file that was used.
    pub decisions: Option<String>,
    /// Every file; those that could not be opened last, as in a payout.
    pub files: Vec<InputFile>,
    /// Sheets and rows.
    pub reading: Reading,
    /// Findings: those of the rows first, in the order that [`super::record::RowReading::Held`] counts.
    pub findings: Vec<Finding>,
}

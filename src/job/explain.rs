//! Explanation: the payout computed once more, and of it what was asked.

use crate::engine::{self, Inputs, Options};
use crate::explain::{self, story::Explanation};
use crate::finding::Finding;
use crate::host::Host;

/// What an enterprise, achievement or row got and why; of everything where nothing is named.
///
/// # Errors
/// Findings of severity error: nothing could be computed, or nothing goes by that name.
pub fn explain(
    inputs: &Inputs,
    asked: Option<&str>,
    options: &Options,
    host: &dyn Host,
) -> Result<Explanation, Vec<Finding>> {
    let payout = engine::pay(inputs, options, host)?;
    match asked {
        Some(asked) => explain::about(&payout, asked).map_err(|finding| vec![finding]),
        None => Ok(explain::all(&payout)),
    }
}

//! The job of `diff`: two policies and perhaps lists in, what differs out.

use crate::diff::{self, story::Difference};
use crate::engine::{self, Inputs, Options};
use crate::finding::Finding;
use crate::host::{Host, Stage};
use crate::policy::{Policy, load};
use crate::source::SourceFile;

/// Compares the older policy with the newer one of `inputs`, under the assumptions of the options; with `in_money` over
/// the lists of `inputs`, for the year of the options or the newer policy's only one.
///
/// # Errors
/// Every finding of severity error: a policy that is not understood, none or several in force, an assumption that cannot
/// be placed, no year.
pub fn diff(
    old: &[SourceFile],
    inputs: &Inputs,
    in_money: bool,
    options: &Options,
    host: &dyn Host,
) -> Result<Difference, Vec<Finding>> {
    let olds = Inputs { policies: old.to_vec(), ..Inputs::default() };
    let old = policy(&olds, options.year, host)?;
    let new = policy(inputs, options.year, host)?;
    let new = engine::assuming(new, inputs, &options.assumptions)?;
    if !in_money {
        return Ok(diff::difference(&old, &new, None));
    }
    let year = engine::year_of(&new, options.year)?;
    host.stage(Stage::Preparing);
    let before = engine::pay_under(old, year, inputs, options, host)?;
    let after = engine::pay_under(new, year, inputs, options, host)?;
    Ok(diff::difference(&before.policy, &after.policy, Some((&before, &after))))
}

/// The only policy there is; of several the one in force.
fn policy(inputs: &Inputs, year: Option<i32>, host: &dyn Host) -> Result<Policy, Vec<Finding>> {
    match inputs.policies.as_slice() {
        [file] => load::load(file),
        _ => engine::choose_policy(inputs, year, host).map(|(policy, _)| policy),
    }
}

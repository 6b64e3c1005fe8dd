//! Identity: records become enterprises, achievements, payments and exclusions, whatever the order of files, sheets and rows.
//!
//! Decisions about rows first, then who is who, then what is one achievement; what cannot be told is held, never guessed.

mod across_lists;
mod alike;
mod bare;
mod called;
mod choice;
mod claims;
mod desk;
mod enterprises;
mod exclusions;
mod former_names;
mod groups;
mod guard;
mod held_twins;
mod items;
mod masked;
mod merge;
mod near_names;
mod order;
mod own_facts;
mod paid_names;
mod paid_numbers;
mod payments;
mod persons;
mod product_groups;
mod product_rivals;
mod products;
mod recertified;
mod register;
mod related_names;
mod revoked;
mod rows;
mod settled;
mod summaries;
mod this_year;
mod total_on_first;
mod twins;
mod two_numbers;
mod union;
mod unnamed;
mod unread;
mod versions;
mod yearly;

use crate::finding::Finding;
use crate::model::achievement::{Index, Register};
use crate::model::decision::Decisions;
use crate::model::record::Reading;
use crate::policy::Policy;
use desk::Desk;
use products::Products;

/// Everything the rules work on, and what was found on the way.
#[derive(Debug)]
pub struct Resolved {
    /// Enterprises, achievements in canonical order, payments, exclusions, and rows settled before matching.
    pub register: Register,
    /// Findings; `Settled::Held` counts them from `first_finding`.
    pub findings: Vec<Finding>,
}

/// Resolves the records of all lists. `files` are the names of the files that `RowRef::file` counts; `year` is the award year.
pub fn resolve(
    reading: &Reading,
    files: &[String],
    policy: &Policy,
    decisions: &Decisions,
    first_finding: usize,
    year: i32,
) -> Resolved {
    let mut desk = Desk::new(reading, files, policy, decisions, year);
    let masked = masked::complete(&mut desk);
    let ruled = rows::rule(&mut desk);
    masked::hold(&mut desk, &masked);
    yearly::complete(&mut desk, year);
    persons::hold_numbers_of_several(&mut desk);
    let people = enterprises::resolve(&mut desk);
    settled::tell_unmatched(&mut desk, &people);
    let products = Products::new(&desk, &people);
    let (mut payments, tallied) = payments::collect(&mut desk, &people, &products);
    versions::hold(&mut desk, &people, &payments);
    this_year::tell(&mut desk, &payments, year);
    let exclusions = exclusions::collect(&mut desk, &people);
    unread::hold(&mut desk, &people, &ruled);
    register::heed_doubts(&mut desk, &people);
    let items = items::collect(&mut desk, &people, &products);
    summaries::hold(&mut desk, &items);
    alike::hold(&mut desk, &items);
    bare::hold(&mut desk, &items);
    total_on_first::hold(&mut desk, &items);
    held_twins::hold(&mut desk, &people, &products, &items, &ruled);
    let mut merged = merge::merge(&mut desk, &people, &products, &items);
    settled::drop_waived(&mut merged, &ruled);
    products::hold_near(&mut desk, &people, &products, &merged.achievements, &payments);
    across_lists::hold(&mut desk, &people, &products, &merged.achievements, &payments);
    two_numbers::hold(&mut desk, &merged.achievements);
    related_names::hold(&mut desk, &people, &merged.achievements);
    paid_numbers::hold(&mut desk, &merged.achievements, &payments);
    paid_names::hold(&mut desk, &people, &merged.achievements, &payments);
    recertified::recertify(&mut desk, &mut merged.achievements, &payments, year);
    settled::drop_held(&desk, &mut merged);
    revoked::hold(&mut desk, &people, &products, &ruled, &merged, &payments, year);
    product_groups::assign(&desk, &products, &mut merged.achievements, &mut payments);
    order::sort(&people, &mut merged.achievements);
    let settled = settled::all(&desk, &ruled, &merged, first_finding);
    let waiting = desk.waiting.iter().map(|(row, at)| (*row, first_finding + at)).collect();
    let index = Index::new(&payments, &exclusions, &people.list);
    let register = Register {
        enterprises: people.list,
        achievements: merged.achievements,
        index,
        payments,
        tallied,
        exclusions,
        settled,
        waiting,
        successors: Vec::new(),
    };
    Resolved { register, findings: desk.findings }
}

#[cfg(test)]
mod tests;

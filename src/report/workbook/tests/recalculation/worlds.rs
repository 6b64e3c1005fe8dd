//! Random worlds recalculated: every step of the grammar, joint holders, history, instalments, limits after them, sharing.

#[path = "../../../../../tests/generate/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the integration tests use all of it")]
mod generate;

use super::cases::Case;
use super::tariffs::compare;
use super::{Written, agrees, written};
use crate::policy::TariffKind;
use generate::World;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rust_decimal::Decimal;

/// So many worlds, the same on every run.
fn worlds(seed: u64, count: usize) -> Vec<Case> {
    let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    let mut runner = TestRunner::new(config);
    let tame = generate::tame();
    let mut world = || -> World { tame.new_tree(&mut runner).expect("a world").current() };
    let case = |world: &World| Case::of(world.rules.text(), world.lists());
    (0..count).map(|_| case(&world())).collect()
}

/// More of them where a person asks for it.
fn count(usual: usize) -> usize {
    std::env::var("WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn every_formula_of_random_worlds_recalculates_to_the_engines_figure() {
    let mut formulas = 0;
    for case in worlds(2008, count(24)) {
        let payout = case.pay();
        // A payout of nothing has nothing to compute.
        if payout.entitlements.is_empty() {
            continue;
        }
        formulas += agrees(&payout).formulas();
        let book = Written::read(&written(&payout));
        let values = book.marked();
        assert!(values.is_empty(), "{values:?}");
    }
    println!("{formulas} formula cells agree");
    assert!(formulas > 2000, "{formulas}");
}

/// Every tariff of a world, a step's rates and limits among them, is changed on 规则 and in the policy.
#[test]
fn every_tariff_of_random_worlds_can_be_changed_on_the_sheet() {
    let (mut same, mut compared) = (0, 0);
    let mut different = Vec::new();
    for (number, case) in worlds(2009, count(12)).iter().enumerate() {
        let payout = case.pay();
        for (at, tariff) in payout.policy.tariffs.iter().enumerate() {
            // What rounds to nothing is no rival, and an amount from nothing makes it one: that is matching.
            let from_nothing = tariff.value < Decimal::ONE && tariff.kind == TariffKind::Money;
            for more in ["1000", "-3.33"].into_iter().filter(|_| !from_nothing) {
                let Some(found) = compare(case, &payout, at, more) else { continue };
                compared += 1;
                same += usize::from(found.is_empty());
                different
                    .extend(found.first().map(|first| format!("{number}: {} {more}: {first}", tariff.name)));
            }
        }
    }
    println!("{same} of {compared} changed tariffs give the payout of a policy with that tariff");
    assert!(compared > 100, "{compared}");
    assert!(different.is_empty(), "{different:#?}");
}

/// Writes the worlds' workbooks into the folder that the variable names, for another program to recalculate.
#[test]
#[ignore = "writes files to look at"]
fn keeps_the_workbooks_of_random_worlds() {
    let folder = std::env::var("WORLDS_TO").expect("WORLDS_TO names a folder");
    for (number, case) in worlds(2008, count(24)).iter().enumerate() {
        std::fs::write(format!("{folder}/{number}.xlsx"), written(&case.pay())).expect("the workbook");
    }
}

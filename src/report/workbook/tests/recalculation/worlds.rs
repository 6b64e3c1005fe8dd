//! Random worlds recalculated: every step of the grammar, joint holders, history, instalments, limits after them, sharing.

#[path = "../../../../../tests/generate/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the integration tests use all of it")]
mod generate;

use super::cases::Case;
use super::tariffs::compare;
use super::{Written, recalculated, written};
use generate::World;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// So many worlds of a kind, the same on every run.
fn worlds(of: impl Strategy<Value = World>, seed: u64, count: usize) -> Vec<World> {
    let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    let mut runner = TestRunner::new(config);
    (0..count).map(|_| of.new_tree(&mut runner).expect("a world").current()).collect()
}

fn case(world: &World) -> Case {
    Case::of(world.rules.text(), world.lists())
}

#[test]
fn probe() {
    let count: usize = std::env::var("WORLDS").ok().and_then(|t| t.parse().ok()).unwrap_or(30);
    let seed: u64 = std::env::var("SEED").ok().and_then(|t| t.parse().ok()).unwrap_or(7);
    let (mut formulas, mut values, mut rows) = (0, 0, 0);
    let mut why = std::collections::BTreeMap::<String, usize>::new();
    for (n, world) in worlds(generate::tame(), seed, count).iter().enumerate() {
        let case = case(world);
        let payout = case.pay();
        let bytes = written(&payout);
        if let Ok(dir) = std::env::var("DUMP") {
            std::fs::write(format!("{dir}/{n}.xlsx"), &bytes).expect("x");
        }
        let book = Written::read(&bytes);
        let tally = book.compare(&recalculated(&bytes, &[]));
        if let Some(d) = tally.differences.first() { println!("{n}: RECALC {} {d}\n{world:?}", tally.differences.len()); *why.entry("RECALC".into()).or_default() += 1; }
        for c in book.constants().iter().filter(|c| !c.contains("Number(0.0)")) { println!("{n}: unmarked {c}"); }
        formulas += tally.sheets.iter().map(|s| s.1).sum::<usize>();
        rows += payout.entitlements.len();
        for (at, v) in &book.values {
            if at.0 == "兑现明细表" && let super::Value::Text(t) = v && let Some((_, w)) = t.split_once("非公式：") {
                values += 1;
                *why.entry(w.to_owned()).or_default() += 1;
                println!("{n}: value {at:?} {t} {:?} {}", payout.entitlements[at.1 as usize - 4], book.formulas.len());
            }
        }
        for (at, tariff) in payout.policy.tariffs.iter().enumerate() {
            for more in ["1000", "-3.33"] {
                match compare(&case, &payout, at, more) {
                    None => { *why.entry("tariff incomparable".into()).or_default() += 1; }
                    Some(found) if found.is_empty() => { *why.entry("tariff ok".into()).or_default() += 1; }
                    Some(found) => {
                        *why.entry(format!("tariff bad {}", kind(&found[0]))).or_default() += 1;
                        println!("{n}: {} {:?} {more}: {} differ, {}", tariff.name, tariff.value, found.len(), found[0]);
                    }
                }
            }
        }
    }
    println!("{formulas} formulas, {rows} rows, {values} rows with values; {why:#?}");
}

fn kind(difference: &str) -> String {
    let steps: Vec<&str> = ["ProRata", "FromEnd", "LessPaid", "Rate", "GiveWay", "Keep", "LessTariff"].into_iter().filter(|s| difference.contains(s)).collect();
    steps.join("+")
}

//! Random worlds: a policy and the lists it is applied to, made from dice so that a failure shrinks to few rows and few steps.
//!
//! A tame world holds only what semantics.md decides, so that a second implementation can compute it; a wild one adds
//! what lists hold in truth: stray spaces, brackets, missing dates and certificates, unknown categories, bad quantities.

pub mod lists;
pub mod rules;

use duixian::engine::{Inputs, Options, pay};
use duixian::finding::Finding;
use duixian::host::Serial;
use duixian::model::payout::Payout;
use duixian::source::SourceFile;
pub use lists::{FIRMS, Past, Row};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
pub use rules::{Amount, Covers, Joint, Key, Kind, Limit, Mode, Role, Rules, Step, Tie, Upgrade, Used};

/// The award year of every world.
pub const YEAR: i32 = 2008;

/// A policy and lists.
#[derive(Clone)]
pub struct World {
    pub rules: Rules,
    pub rows: Vec<Row>,
    pub history: Vec<Past>,
    /// 缴税 of each firm in 分; none where the register does not say.
    pub taxes: [Option<i128>; 4],
}

/// Rolled numbers, zero once they are used up: zero stands for the plainest choice.
pub struct Dice<'a> {
    rolls: std::slice::Iter<'a, u8>,
}

impl<'a> Dice<'a> {
    pub fn new(rolls: &'a [u8]) -> Self {
        Self { rolls: rolls.iter() }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.rolls.next().copied().unwrap_or(0)) % n
    }

    /// True in so many of a hundred rolls.
    pub fn chance(&mut self, percent: usize) -> bool {
        usize::from(self.rolls.next().copied().unwrap_or(0)) * 100 / 256 >= 100 - percent
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// A subset that is not empty.
    pub fn some_of(&mut self, n: usize) -> Vec<usize> {
        let chosen: Vec<usize> = (0..n).filter(|_| self.chance(50)).collect();
        if chosen.is_empty() { vec![self.below(n)] } else { chosen }
    }
}

type Rolls = (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<u8>);

fn rolls() -> impl Strategy<Value = Rolls> {
    (vec(vec(any::<u8>(), 16), 1..14), vec(vec(any::<u8>(), 10), 0..5), vec(any::<u8>(), 160))
}

/// Worlds of which semantics.md decides every 分.
pub fn tame() -> impl Strategy<Value = World> {
    rolls().prop_map(|rolls| World::roll(&rolls, false))
}

/// Worlds with all the dirt of real lists.
pub fn wild() -> impl Strategy<Value = World> {
    rolls().prop_map(|rolls| World::roll(&rolls, true))
}

/// What a failure prints: the policy without its vocabulary, and the lists.
impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.rules.text();
        let kept = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '>', '`']));
        writeln!(f)?;
        kept.into_iter().try_for_each(|line| writeln!(f, "{line}"))?;
        self.lists().iter().try_for_each(|(name, text)| writeln!(f, "-- {name}\n{text}"))
    }
}

impl World {
    fn roll((rows, history, policy): &Rolls, wild: bool) -> Self {
        let mut dice = Dice::new(policy);
        let rules = Rules::roll(&mut dice, wild);
        let taxes = std::array::from_fn(|_| {
            (!dice.chance(15)).then(|| dice.pick(&[20_000_000, 1_234_567, 999, 7_500_050]))
        });
        let mut made: Vec<Row> = Vec::new();
        for (number, rolls) in rows.iter().enumerate() {
            let row = Row::roll(&mut Dice::new(rolls), number, &made, &rules, wild);
            made.push(row);
        }
        let past =
            |(number, rolls): (usize, &Vec<u8>)| Past::roll(&mut Dice::new(rolls), number, &made, &rules);
        let history = history.iter().enumerate().map(past).collect();
        Self { rules, rows: made, history, taxes }
    }

    pub fn policy_file(&self) -> SourceFile {
        SourceFile::new("rules/policy.md", self.rules.text().into_bytes())
    }

    /// The lists by name.
    pub fn lists(&self) -> Vec<(String, String)> {
        lists::files(&self.rows, &self.history, &self.taxes)
    }

    pub fn pay(&self) -> Payout {
        self.pay_lists(self.lists(), YEAR)
    }

    /// Pays these lists by this world's policy.
    pub fn pay_lists(&self, lists: Vec<(String, String)>, year: i32) -> Payout {
        try_pay(self.policy_file(), lists.into_iter().map(|(n, t)| (n, t.into_bytes())).collect(), year)
            .unwrap_or_else(|findings| panic!("refused: {findings:#?}\n{}", self.rules.text()))
    }
}

/// Bytes in, payout or findings out.
pub fn try_pay(policy: SourceFile, lists: Vec<(String, Vec<u8>)>, year: i32) -> Result<Payout, Vec<Finding>> {
    let lists = lists.into_iter().map(|(name, bytes)| SourceFile::new(name, bytes)).collect();
    let inputs = Inputs { policies: vec![policy], lists, ..Inputs::default() };
    pay(&inputs, &Options { year: Some(year), ..Options::default() }, &Serial)
}

/// So many cases unless `PROPTEST_CASES` says otherwise.
pub fn cases(default: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = asked.unwrap_or(default);
    // The same cases on every run: a failure that CI shows is one that anybody can repeat.
    let rng_seed = RngSeed::Fixed(2008);
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 1500,
        rng_seed,
        ..ProptestConfig::default()
    }
}

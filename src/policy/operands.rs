//! What an amount is computed from: the fields and counts that its figure reads.

use super::{Amount, AmountKind, DerivedId, FieldId, Measure, Policy, Subject, builtin};
use std::collections::BTreeSet;

/// The fields, each with its year's offset, and the counts that a figure reads.
#[derive(Clone, Debug, Default)]
pub struct Operands {
    /// Fields.
    pub fields: BTreeSet<(FieldId, i32)>,
    /// Counts.
    pub counts: BTreeSet<DerivedId>,
}

impl Operands {
    fn measure(&mut self, measure: &Measure) {
        self.fields.extend(measure.fields());
        if let Subject::Derived(count) = measure.of {
            self.counts.insert(count);
        }
    }
}

/// Rates of rates are followed so far; loading refuses circles.
const DEPTH: u32 = 8;

impl Amount {
    /// What its figure reads, with floor, ceiling and the awards that it is a rate of.
    pub fn operands(&self, policy: &Policy) -> Operands {
        let mut all = Operands::default();
        self.gather(policy, &mut all, 0);
        all
    }

    /// What its figure reads before floor and ceiling.
    pub fn own_operands(&self, policy: &Policy) -> Operands {
        let mut all = Operands::default();
        self.kind.gather(policy, &mut all, 0);
        all.fields.extend(self.times.iter().map(|field| (*field, 0)));
        all
    }

    fn gather(&self, policy: &Policy, all: &mut Operands, depth: u32) {
        if depth > DEPTH {
            return;
        }
        self.kind.gather(policy, all, depth);
        all.fields.extend(self.times.iter().map(|field| (*field, 0)));
        for bound in [&self.floor, &self.ceiling].into_iter().flatten() {
            bound.gather(policy, all, depth + 1);
        }
    }
}

impl AmountKind {
    fn gather(&self, policy: &Policy, all: &mut Operands, depth: u32) {
        match self {
            Self::Fixed(_) => {}
            Self::RateOfField { of, .. } => all.measure(of),
            Self::RateOfAward { award, .. } => {
                policy.award(*award).amount.gather(policy, all, depth + 1);
            }
            Self::Brackets { by, .. } | Self::Steps { by, .. } => all.measure(by),
            Self::PoolByRank { .. } => {
                all.fields.insert((builtin::RANK, 0));
            }
            Self::PoolByScore { score, .. } => {
                all.fields.insert((*score, 0));
            }
        }
    }
}

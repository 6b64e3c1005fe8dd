//! What a row of 结转台账 stands for: an award of its year, one that the steps took all of, an instalment, or a mere count,
//! with an award or without.

use super::achievement::Payment;
use super::record::Facts;
use crate::policy::{FieldId, builtin};
use rust_decimal::Decimal;

/// What a row of the workbook of an earlier run stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// An award of its year.
    Award,
    /// An award of its year that the steps left nothing of: it is settled all the same.
    Zero,
    /// An instalment of an award of an earlier year, whatever a limit has left of it.
    Instalment,
    /// An achievement that an award counted beside its own.
    Counted,
    /// An achievement that counts of its year took in and that was given nothing: it is not settled.
    Tallied,
}

impl Nature {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Award, Self::Zero, Self::Instalment, Self::Counted, Self::Tallied];

    /// The word in the sheet.
    pub fn word(self) -> &'static str {
        match self {
            Self::Award => "本年奖励",
            Self::Zero => "零兑现",
            Self::Instalment => "到期分期",
            Self::Counted => "计入",
            Self::Tallied => "计数",
        }
    }
}

impl Payment {
    /// What the row stands for, where the workbook of an earlier run says so: ledgers that people keep do not, nor did the
    /// workbooks of earlier versions.
    pub fn nature(&self) -> Option<Nature> {
        let word = self.facts.text(builtin::NATURE).filter(|_| self.of_workbook)?;
        Nature::ALL.into_iter().find(|nature| nature.word() == word.trim())
    }

    /// A field that tells achievements of a category apart and that the row does not state, while the achievement does: nobody
    /// can say that the two are one. Title, product and certificate stand for each other, and the date is compared apart.
    pub fn lacks_of(&self, identity: &[FieldId], achievement: &Facts) -> Option<FieldId> {
        let apart =
            [builtin::RECOGNISED, builtin::TITLE, builtin::PRODUCT, builtin::CERTIFICATE, builtin::CATEGORY];
        let mut telling = identity.iter().copied().filter(|field| !apart.contains(field));
        telling.find(|field| achievement.get(*field).is_some() && self.facts.get(*field).is_none())
    }

    /// What the award gave before any step, where the workbook of an earlier run says so.
    pub fn gross(&self) -> Option<Decimal> {
        self.facts.money(builtin::GROSS).filter(|_| self.of_workbook)
    }
}

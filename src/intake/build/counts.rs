//! How many awards a row has, where it is not said in a column of quantities: figures under other headings, and measures.

use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{ListKind, Value as Typed};
use crate::policy::builtin as b;
use crate::table::cell_at;
use crate::text::normal::key;
use crate::text::number;
use crate::workbook::{Cell, Value};

/// A larger figure is a number of something else.
const MOST: i64 = 9999;

impl Build<'_> {
    /// Figures under headings that may count awards: one of the row's own category is what the row is anyway; of any others
    /// nobody can tell how many are to be paid.
    pub(super) fn heed_counts(&mut self) {
        if self.reader.table.kind != ListKind::Achievements || self.reader.is_settled(b::QUANTITY) {
            return;
        }
        // Beside what the row was won for, figures of other categories only describe the enterprise.
        let itemised =
            [b::PRODUCT, b::TITLE, b::CERTIFICATE].into_iter().any(|field| self.facts.get(field).is_some());
        let (mut sum, mut other, mut first) = (0, false, None);
        for column in &self.reader.table.columns {
            let Some((category, fault)) = &column.may_count else { continue };
            if itemised && category.is_some() && *category != self.category {
                continue;
            }
            let Some(count) = cell_at(self.row, column.col).and_then(count_of) else { continue };
            sum += count;
            other |= category.is_some() && *category != self.category;
            first = first.or(Some((column.col, fault)));
        }
        let stated = self.counts.first().is_some_and(|(count, _)| *count == sum);
        if let Some((col, fault)) = first
            && (other || sum > 1 && !stated)
        {
            self.hold(col, fault.clone().of_column());
        }
    }

    /// A unit that awards are not counted in tells that the figure beside it is no number of awards; any other one is told.
    pub(super) fn measure_differs(&mut self) {
        let (Some(category), Some(fact)) = (self.category, self.facts.get(b::UNIT)) else { return };
        let Typed::Text(measure) = &fact.value else { return };
        let col = fact.cell.col;
        let category = self.reader.lexicon.policy.category(category);
        let Some(unit) = category.unit.as_ref().filter(|unit| key(unit) != key(measure)) else { return };
        let several = self.facts.whole(b::QUANTITY).is_some_and(|quantity| quantity > 1);
        let other = number::is_measure(unit) && !number::is_measure(measure);
        if several && other && !self.reader.is_settled(b::QUANTITY) {
            let message = format!(
                "数量的单位是「{measure}」，「{}」按「{unit}」计，看来不是获奖的数量。",
                category.name
            );
            let choice = self.reader.here.choice_decision(self.row.index, "数量", "1");
            let help = format!("请在原表中写获奖的{unit}数；或在 decisions.toml 中写明：\n{choice}");
            return self.hold(col, Fault::new(Code::QuantityUnit, message, help));
        }
        let message =
            format!("名单里的单位是「{measure}」，「{}」按「{unit}」计；数字照用，不作换算。", category.name);
        let fault = Fault::new(Code::QuantityUnit, message, "请核对数量是不是同一种计法。");
        self.faults.warning.push((col, fault));
    }
}

/// A whole number, or a text that is one.
fn count_of(cell: &Cell) -> Option<i64> {
    let count = match &cell.value {
        Value::Number(number, _) => i64::try_from(*number).ok().filter(|_| number.fract().is_zero()),
        Value::Text(text) => number::quantity(text).ok().map(|(count, _)| count),
        _ => None,
    };
    count.filter(|count| (1..=MOST).contains(count))
}

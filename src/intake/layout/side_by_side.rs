//! Two tables side by side under one row of headings: the right one must not be read as further columns of the left one.

use super::super::say::Fault;
use super::{Resolver, UNUSED, letters};
use crate::finding::Code;
use crate::policy::{FieldId, builtin as b};
use crate::table::heading::Column;
use crate::table::lexicon::Recognised;
use crate::text::normal::key;

impl Resolver<'_> {
    /// The same headings again to the right, or others of the same fields, a holder among them.
    pub(super) fn side_by_side(&mut self, heading: &[Column], read: &[Recognised]) {
        if heading.windows(2).any(|pair| pair.first().map(|c| c.origin) == pair.last().map(|c| c.origin)) {
            return;
        }
        let (start, same) = match repeated_texts(heading) {
            Some(start) => (start, true),
            None => match repeated_fields(read) {
                Some(start) => (start, false),
                None => return,
            },
        };
        self.holding.retain(|(_, fault)| fault.code != Code::HeadingAmbiguous);
        let col = heading.get(start).map_or(0, |column| column.col);
        let what = if same { "两张相同的表" } else { "看来有两张表" };
        let message = format!("{what}左右并排（右边一张从 {} 列起），本表的行待定。", letters(col));
        let mut help = "请把右边的表移到左边的表下面，列对齐后保存。".to_owned();
        if !same {
            help.push_str("两张表的类别不同的，各自上面写一行类别。右边写的是同一项成果的另一家单位的，请改成每家一行。");
            let lines = self.here.heading_decision(self.last, col, UNUSED);
            help.push_str(&format!(
                "右边的列只是核对用、其中没有别的成果的，才可以每列在 decisions.toml 中写一条：\n{lines}"
            ));
        }
        self.holding.push((col, Fault::new(Code::TablesSideBySide, message, help)));
    }
}

/// Where the headings begin again, word by word.
fn repeated_texts(heading: &[Column]) -> Option<usize> {
    let keys: Vec<String> = heading.iter().map(|column| key(&column.text())).collect();
    let half = keys.len() / 2;
    let twice = keys.len() >= 4 && keys.len().is_multiple_of(2) && keys.get(..half) == keys.get(half..);
    twice.then_some(half)
}

/// Where the fields begin again: to the left and to the right of it a field stands once, and two of them, one of which names a
/// holder, stand on both sides.
fn repeated_fields(read: &[Recognised]) -> Option<usize> {
    let fields: Vec<Option<FieldId>> = read.iter().map(one_field).collect();
    let shared = |at: &usize| {
        let (left, right) = fields.split_at_checked(*at)?;
        let (left, right) = (once(left)?, once(right)?);
        let both: Vec<FieldId> = right.into_iter().filter(|field| left.contains(field)).collect();
        let holder = both.iter().any(|field| matches!(*field, b::ENTERPRISE | b::PERSON));
        let things = both.iter().filter(|field| **field != b::SERIAL).count();
        (holder && things >= 2).then_some(both.len())
    };
    let starts = (1..fields.len()).filter_map(|at| Some((shared(&at)?, at)));
    starts.max().map(|(_, at)| at)
}

/// The field of a column, but for those that any table has several of.
fn one_field(read: &Recognised) -> Option<FieldId> {
    match read.fields.as_slice() {
        [one] if *one != b::REMARK => Some(*one),
        _ => None,
    }
}

/// The fields of some columns; none where one of them stands twice.
fn once(fields: &[Option<FieldId>]) -> Option<Vec<FieldId>> {
    let mut known: Vec<FieldId> = fields.iter().flatten().copied().collect();
    let all = known.len();
    known.sort_unstable();
    known.dedup();
    (known.len() == all).then_some(known)
}

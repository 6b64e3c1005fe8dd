//! A row of data: what holds it, what it says, and what of it is told.

use super::super::build::{self, Faults, Reader};
use super::super::layout::Block;
use super::super::say::Fault;
use super::Run;
use crate::model::decision::{Decision, DecisionKind};
use crate::model::record::{ListKind, RowReading};
use crate::workbook::{Row, Value, a1};

impl<'a> Run<'a> {
    pub(super) fn data(&mut self, row: &Row) -> RowReading {
        self.add_up(row);
        for cell in &row.cells {
            if matches!(cell.value, Value::Error(_) | Value::NoCache | Value::Unusable(_) | Value::Struck(_))
            {
                self.cells_told.insert(a1(row.index, cell.col));
            }
        }
        let whole = self.held_whole(row);
        let row = self.with_remark(row);
        self.data_of(&row, whole)
    }

    /// A row of a reference list may touch achievements even where it is held.
    pub(super) fn is_reference(&self) -> bool {
        self.table.as_ref().is_some_and(|table| {
            matches!(table.kind, ListKind::Register | ListKind::History | ListKind::Exclusion)
        })
    }

    /// A row of data; `whole` is the finding that holds it before it is read.
    pub(super) fn data_of(&mut self, row: &Row, whole: Option<usize>) -> RowReading {
        let reference = self.is_reference();
        let Some(table) = &self.table else { return whole.map_or(RowReading::Ignored, RowReading::Held) };
        let objected = whole.is_some_and(|finding| table.objections.contains(&finding));
        if let Some(held) = whole.filter(|_| !reference && !objected) {
            self.mention(row);
            return RowReading::Held(held);
        }
        let spans_rows = |row: u32, col: u32| self.spanning.contains(&(row, col));
        let reader = Reader {
            lexicon: &self.context.lexicon,
            table,
            here: &self.here,
            year: self.context.year,
            decisions: self.decisions_on(row.index),
            spans_rows: &spans_rows,
        };
        let (record, mut faults) = build::build(row, &reader);
        if let Some(held) = whole.filter(|_| !reference) {
            // What a list of 撤销 or 已发放 names is held in other lists, too.
            self.gathered.objected.insert(record.at);
            self.gathered.held.push(record);
            return RowReading::Held(held);
        }
        self.note_unused(&mut faults, record.at);
        let (at, doubts) = (record.at, std::mem::take(&mut faults.doubts));
        if let Some(table) = &mut self.table {
            let own = table.own_category(&record);
            if let Some((category, _)) = own {
                table.column_category = Some(category);
            }
            table.block = Block::after(table.block.take(), &record, own);
        }
        let objected = faults.holding.iter().any(|(_, fault)| fault.objects);
        let held = match whole {
            Some(held) => Some(held),
            None => self.tell(row.index, faults),
        };
        match held {
            Some(held) => {
                let kept = if reference { &mut self.gathered.unread } else { &mut self.gathered.held };
                kept.push(record);
                if objected && !reference {
                    self.gathered.objected.insert(at);
                }
                RowReading::Held(held)
            }
            None => {
                let of_row = |(col, fault)| (record.at, self.here.at_cell(fault, row.index, col));
                self.gathered.doubts.extend(doubts.into_iter().map(of_row));
                self.gathered.records.push(record);
                RowReading::Usable(self.gathered.records.len() - 1)
            }
        }
    }

    /// The decisions of people that name a row.
    pub(super) fn decisions_on(&self, row: u32) -> Vec<&'a Decision> {
        let names = |decision: &&Decision| match &decision.kind {
            DecisionKind::Choice { row: name, .. }
            | DecisionKind::Accept(name)
            | DecisionKind::Refuse(name) => self.here.is_row(name, row),
            _ => false,
        };
        self.context.decisions.list.iter().filter(names).collect()
    }

    /// Tells the faults of a row. What is wrong with the unit of a whole column is told once. Returns the finding that holds the row.
    fn tell(&mut self, row: u32, faults: Faults) -> Option<usize> {
        let mut held = None;
        for (col, fault) in faults.holding {
            let index = self.tell_one(row, col, fault);
            held = held.or(Some(index));
        }
        for (col, fault) in faults.warning {
            // Warnings hold nothing, so beyond a limit they are only counted.
            let count = self.warnings.entry(fault.code).or_default();
            *count += 1;
            if *count <= self.context.most_warnings {
                self.tell_one(row, col, fault);
            }
        }
        held
    }

    fn tell_one(&mut self, row: u32, col: u32, fault: Fault) -> usize {
        let (once, key) = (fault.of_column, (col, fault.code));
        if let Some(index) = self.table.as_ref().and_then(|table| table.told.get(&key)).filter(|_| once) {
            return *index;
        }
        let index = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_cell(fault, row, col));
        if let Some(table) = self.table.as_mut().filter(|_| once) {
            table.told.insert(key, index);
        }
        index
    }
}

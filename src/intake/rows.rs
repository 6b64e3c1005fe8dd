//! The rows of a sheet as they are read: parsed on one core and understood on another, where there are two.

use crate::finding::Finding;
use crate::host::{self, Host};
use crate::workbook::{Row, Workbook};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Rows that are handed over at once.
const BATCH: usize = 256;
/// Batches that may wait: the memory of a large sheet must not.
const WAITING: usize = 4;

/// Takes every row of a sheet in order, and gives what was found wrong with its cells.
///
/// # Errors
/// The finding of a sheet that cannot be read.
#[allow(clippy::result_large_err, reason = "called once a sheet; the finding is what the user sees")]
pub(super) fn each(
    book: &mut Workbook<'_>,
    sheet: usize,
    host: &dyn Host,
    mut take: impl FnMut(Row) + Send,
) -> Result<Vec<Finding>, Finding> {
    let mut count = 0;
    let mut counted = |row| {
        count += 1;
        if u64::is_multiple_of(count, host::ROWS) {
            host.rows(host::ROWS);
        }
        take(row);
    };
    let mut outcome = None;
    let (sender, receiver) = sync_channel(WAITING);
    let parse = Box::new(|| outcome = Some(parse(book, sheet, sender)));
    if host.both(parse, Box::new(|| all(receiver).for_each(&mut counted)))
        && let Some(outcome) = outcome
    {
        return outcome;
    }
    book.rows(sheet, &mut counted)
}

fn all(batches: Receiver<Vec<Row>>) -> impl Iterator<Item = Row> {
    batches.into_iter().flatten()
}

/// Hands the rows over in batches. Where nobody takes them any more, the other side has ended with a panic.
#[allow(clippy::result_large_err, reason = "called once a sheet; the finding is what the user sees")]
fn parse(
    book: &mut Workbook<'_>,
    sheet: usize,
    sender: SyncSender<Vec<Row>>,
) -> Result<Vec<Finding>, Finding> {
    let mut batch = Vec::with_capacity(BATCH);
    let outcome = book.rows(sheet, &mut |row| {
        batch.push(row);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            let _ = sender.send(full);
        }
    });
    let _ = sender.send(batch);
    outcome
}

//! The payout workbook.

//! Reports: printers of one [`Payout`](crate::model::payout::Payout), or of lists as they were read. They compute nothing that decides money.

pub mod checking;
pub mod json;
pub mod payment;
pub mod reading;
pub mod record;
#[cfg(test)]
pub mod sample;
pub mod seal;
pub mod summary;
pub mod terminal;
pub mod view;
pub mod words;
pub mod workbook;

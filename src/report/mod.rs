//! Reports: printers of one [`Payout`](crate::model::payout::Payout). They compute nothing that decides money.

pub mod json;
pub mod payment;
#[cfg(test)]
pub mod sample;
pub mod summary;
pub mod view;
pub mod words;
pub mod workbook;

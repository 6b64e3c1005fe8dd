//! Rates of growth in words.

use super::{Bounds, Literal};
use crate::money::exact_product;
use rust_decimal::Decimal;

/// 20% for 0.2.
pub fn percent(rate: Decimal) -> String {
    let hundredfold = exact_product(rate, Decimal::ONE_HUNDRED).unwrap_or(rate);
    format!("{}%", hundredfold.normalize())
}

impl Bounds {
    /// Bounds that are rates: 不低于20%且低于30%.
    pub fn in_percent(&self) -> String {
        let end = |end: &Option<(Literal, bool)>, with: &str, without: &str| match end {
            Some((Literal::Number(rate), included)) => {
                Some(format!("{}{}", if *included { with } else { without }, percent(*rate)))
            }
            _ => None,
        };
        let ends = [end(&self.lower, "不低于", "高于"), end(&self.upper, "不高于", "低于")];
        ends.into_iter().flatten().collect::<Vec<_>>().join("且")
    }
}

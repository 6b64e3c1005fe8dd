//! Decisions: what a person settled in `decisions.toml`, with who, when and why.

pub mod lines;

use crate::finding::Place;
use jiff::civil::Date;

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is settled.
    pub kind: DecisionKind,
    /// Who settled it.
    pub who: String,
    /// When.
    pub when: Date,
    /// Why.
    pub why: String,
    /// Where it stands in the file.
    pub span: (usize, usize),
}

/// A row named by file, sheet and 1-based row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowName {
    /// The path of the file, or the end of it that no other file has.
    pub file: String,
    /// Sheet name; none where the file has one sheet.
    pub sheet: Option<String>,
    /// 1-based row.
    pub row: u32,
    /// The firm that must stand in the row, where the decision says.
    pub enterprise: Option<String>,
    /// The certificate that must stand in the row, where the decision says.
    pub certificate: Option<String>,
}

/// The kinds of decisions.
#[derive(Clone, Debug, PartialEq)]
pub enum DecisionKind {
    /// 表头: the field of a column.
    Heading {
        /// The path of the file, or the end of it that no other file has.
        file: String,
        /// Sheet.
        sheet: Option<String>,
        /// 1-based (last) heading row.
        heading_row: u32,
        /// Column letters.
        column: String,
        /// Field name.
        field: String,
    },
    /// 同一企业.
    SameEnterprise(Vec<String>),
    /// 不是同一企业.
    DifferentEnterprises(Vec<String>),
    /// 同一产品, of one enterprise.
    SameProduct(String, Vec<String>),
    /// 不是同一产品.
    DifferentProducts(String, Vec<String>),
    /// 采信: a held row is accepted as it reads.
    Accept(RowName),
    /// 不予采信.
    Refuse(RowName),
    /// 自愿放弃.
    Waiver(RowName),
    /// 异议成立.
    Objection(RowName),
    /// 承继: payments and achievements of the first pass to the second.
    Successor {
        /// The earlier enterprise.
        from: String,
        /// The one that takes its place.
        to: String,
    },
    /// 选择: a field's value, where the claimant may choose or a fact was missing.
    Choice {
        /// The row.
        row: RowName,
        /// Field name.
        field: String,
        /// The value as text.
        value: String,
    },
}

impl DecisionKind {
    /// The row that a decision is about.
    pub fn row(&self) -> Option<&RowName> {
        match self {
            Self::Accept(row)
            | Self::Refuse(row)
            | Self::Waiver(row)
            | Self::Objection(row)
            | Self::Choice { row, .. } => Some(row),
            Self::Heading { .. }
            | Self::SameEnterprise(_)
            | Self::DifferentEnterprises(_)
            | Self::SameProduct(..)
            | Self::DifferentProducts(..)
            | Self::Successor { .. } => None,
        }
    }
}

/// The decisions file.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// Its name, if there is one.
    pub file: Option<String>,
    /// Its SHA-256.
    pub sha256: Option<String>,
    /// The decisions in file order.
    pub list: Vec<Decision>,
}

impl Decisions {
    /// Where a decision stands, for findings about it.
    pub fn place(&self, decision: &Decision) -> Place {
        Place::span(self.file.clone().unwrap_or_default(), decision.span.0, decision.span.1)
    }
}

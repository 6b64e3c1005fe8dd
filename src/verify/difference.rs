//! Differences between a payout workbook and what its files give: what kind, where, what it should be, how much money.

use rust_decimal::Decimal;

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A list that the workbook names by its fingerprint has other content now.
    ListChanged,
    /// The same of the policy file.
    PolicyChanged,
    /// The same of the decisions file.
    DecisionsChanged,
    /// The seal beside the workbook names other files than the workbook.
    SealDiffers,
    /// A payment file beside the workbook says otherwise than the files.
    PaymentDiffers,
    /// A tariff on 规则 is another.
    TariffChanged,
    /// A value, or nothing, stands where a formula stood.
    TypedOver,
    /// A formula is another.
    FormulaChanged,
    /// A figure that is no formula is another.
    NumberChanged,
    /// A text is another.
    TextChanged,
    /// A formula shows another result than it has.
    ResultWrong,
    /// A row is new.
    RowAdded,
    /// A row is gone.
    RowRemoved,
    /// A row stands elsewhere.
    RowMoved,
    /// A column is gone.
    ColumnRemoved,
    /// A sheet is gone.
    SheetRemoved,
    /// A sheet has another name.
    SheetRenamed,
    /// It would be shown or printed otherwise: hidden, in another number format, under another header, behind a picture.
    Layout,
    /// Something was written beside the tables; no amount depends on it.
    Remark,
}

impl Class {
    /// All, in the order of reports.
    pub const ALL: [Self; 19] = [
        Self::ListChanged,
        Self::PolicyChanged,
        Self::DecisionsChanged,
        Self::SealDiffers,
        Self::PaymentDiffers,
        Self::TariffChanged,
        Self::TypedOver,
        Self::FormulaChanged,
        Self::NumberChanged,
        Self::TextChanged,
        Self::ResultWrong,
        Self::RowAdded,
        Self::RowRemoved,
        Self::RowMoved,
        Self::ColumnRemoved,
        Self::SheetRemoved,
        Self::SheetRenamed,
        Self::Layout,
        Self::Remark,
    ];

    /// The word in `--json`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ListChanged => "list_changed",
            Self::PolicyChanged => "policy_changed",
            Self::DecisionsChanged => "decisions_changed",
            Self::SealDiffers => "seal_differs",
            Self::PaymentDiffers => "payment_differs",
            Self::TariffChanged => "tariff_changed",
            Self::TypedOver => "typed_over_formula",
            Self::FormulaChanged => "formula_changed",
            Self::NumberChanged => "number_changed",
            Self::TextChanged => "text_changed",
            Self::ResultWrong => "result_wrong",
            Self::RowAdded => "row_added",
            Self::RowRemoved => "row_removed",
            Self::RowMoved => "row_moved",
            Self::ColumnRemoved => "column_removed",
            Self::SheetRemoved => "sheet_removed",
            Self::SheetRenamed => "sheet_renamed",
            Self::Layout => "layout_changed",
            Self::Remark => "remark",
        }
    }

    /// The words that users see.
    pub fn label(self) -> &'static str {
        match self {
            Self::ListChanged => "名单已改动",
            Self::PolicyChanged => "政策文件已改动",
            Self::DecisionsChanged => "决定文件已改动",
            Self::SealDiffers => "与封存清单不符",
            Self::PaymentDiffers => "付款文件与名单算出的不符",
            Self::TariffChanged => "规则表上的标准被改",
            Self::TypedOver => "公式被直接填数盖掉",
            Self::FormulaChanged => "公式被改",
            Self::NumberChanged => "数值被改",
            Self::TextChanged => "文字被改",
            Self::ResultWrong => "显示的数不是公式的结果",
            Self::RowAdded => "多出的行",
            Self::RowRemoved => "缺少的行",
            Self::RowMoved => "行的位置变动",
            Self::ColumnRemoved => "缺少的列",
            Self::SheetRemoved => "缺少的工作表",
            Self::SheetRenamed => "工作表改了名",
            Self::Layout => "版式被改（看到、印出的不同）",
            Self::Remark => "加注（不影响金额）",
        }
    }

    /// Whether it takes nothing from what the workbook says.
    pub fn is_harmless(self) -> bool {
        self == Self::Remark
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind.
    pub class: Class,
    /// The file, for differences of files.
    pub file: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell (`K7`), row (`7`) or column (`K`) in the workbook at hand; for what is gone, where it stood.
    pub cell: Option<String>,
    /// What stands there, in the words of the sheet.
    pub what: String,
    /// What it should be.
    pub expected: String,
    /// What it is.
    pub actual: String,
    /// It may come from files that changed, though its class is one that files alone do not bring about.
    pub is_doubtful: bool,
    /// By how much 元 the cell's (or the row's) amount differs; none where it is no amount.
    pub amount: Option<Decimal>,
}

impl Difference {
    /// A difference of a whole file.
    pub fn file(class: Class, name: &str, expected: &str, actual: &str) -> Self {
        Self {
            class,
            file: Some(name.to_owned()),
            sheet: None,
            cell: None,
            what: String::new(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
            is_doubtful: false,
            amount: None,
        }
    }
}

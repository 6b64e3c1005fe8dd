//! What the files beside a payout workbook are called and begin with: who writes them, checks them, and meets them among lists.

/// What the names of payment files end in, behind the workbook's.
pub const PAYMENT_ENDINGS: [&str; 2] = ["-payment.csv", "-payment.xlsx"];
/// The columns of a payment file.
pub const PAYMENT_HEADINGS: [&str; 5] = ["收款单位", "开户行", "账号", "金额", "用途"];
/// The sheet of the payment file that is a workbook.
pub const PAYMENT_SHEET: &str = "付款清单";
/// What stands before the name of a payee who has no account.
pub const LEFT_OUT: &str = "未列入（没有账号）：";
/// The schema of the manifest of a seal.
pub const SEAL: &str = "duixian.seal/1";
/// The ending of the manifest beside a final workbook.
pub const SEAL_ENDING: &str = "-seal.json";
/// The ending of the same in the form of `sha256sum`.
pub const SUMS_ENDING: &str = "-seal.sha256";

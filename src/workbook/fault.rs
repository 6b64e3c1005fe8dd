//! Faults: findings of this module before their place is known.

use crate::finding::{Code, Finding, Place};

const RESAVE: &str = "请用 WPS 或 Excel 打开后另存为 .xlsx，再放回原处。";

/// How a user raises a limit.
fn raise(limit: &str) -> String {
    format!("用 --limit {limit}=… 提高限额")
}

/// A finding without its file and sheet.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub code: Code,
    cell: Option<String>,
    message: String,
    help: String,
}

impl Fault {
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, cell: None, message: message.into(), help: help.into() }
    }

    /// The same fault at a cell, row or range.
    pub fn at(mut self, cell: impl Into<String>) -> Self {
        self.cell = Some(cell.into());
        self
    }

    /// The content is not what its format prescribes.
    pub fn damaged(what: impl std::fmt::Display) -> Self {
        let message = format!("文件内容已损坏或不完整（{what}），没有采用其中任何数据。");
        Self::new(Code::FileDamaged, message, format!("请向报送部门重新要一份；能打开时，{RESAVE}"))
    }

    /// A kind of file that is not read.
    pub fn foreign(what: impl std::fmt::Display) -> Self {
        Self::new(Code::FileForeign, format!("这是{what}，不能作为名单读取。"), RESAVE)
    }

    /// A file behind a password.
    pub fn encrypted() -> Self {
        let help = "请用 WPS 或 Excel 输入密码打开，取消密码后另存为 .xlsx。";
        Self::new(Code::FileEncrypted, "文件设有打开密码，读不到内容。", help)
    }

    /// Beyond the limit of that name.
    pub fn too_large(what: impl std::fmt::Display, limit: &str) -> Self {
        let help = format!(
            "请删去无关的工作表、图片和空白格式区域，或拆成几个文件；来历不明的文件不要使用。确是正常名单时，{}。",
            raise(limit)
        );
        Self::new(Code::FileTooLarge, format!("{what}，超出读取限额，没有读取。"), help)
    }

    /// A row or column behind the last one.
    pub fn off_grid(cell: impl Into<String>, what: impl std::fmt::Display, limit: &str) -> Self {
        let message = format!("{what}超出表格范围，整张表没有采用：无法确定哪个值是对的。");
        Self::new(Code::CellPosition, message, format!("{RESAVE}确有这么多时，{}。", raise(limit))).at(cell)
    }

    /// Cells where no cell may be, twice, or out of order.
    pub fn position(cell: impl Into<String>, why: impl std::fmt::Display) -> Self {
        let message = format!("{why}，整张表没有采用：无法确定哪个值是对的。");
        Self::new(Code::CellPosition, message, RESAVE).at(cell)
    }

    /// The caller asked for a sheet that is not there.
    pub fn no_sheet() -> Self {
        Self::damaged("没有这张工作表")
    }

    pub fn in_file(self, file: &str) -> Finding {
        Finding::new(self.code, Place { cell: self.cell, ..Place::file(file) }, self.message, self.help)
    }

    pub fn in_sheet(self, file: &str, sheet: &str) -> Finding {
        Finding::new(
            self.code,
            Place { cell: self.cell, ..Place::sheet(file, sheet) },
            self.message,
            self.help,
        )
    }
}

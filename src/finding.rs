//! Findings: what the program has to say about the user's data, as plain values. Printers live elsewhere.

use serde::Serialize;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 错误: nothing is computed and no output is touched.
    Error,
    /// 待办: something was set aside or held; a person must look. `--final` may refuse.
    Warning,
    /// 提示: worth knowing; no amount depends on it.
    Note,
}

impl Severity {
    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "待办",
            Self::Note => "提示",
        }
    }
}

/// Where a finding points: a file, a sheet, a cell or row in it, or a byte span of a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's name as it was given, `/` between folders; empty where no file is concerned.
    pub file: String,
    /// The sheet's name.
    pub sheet: Option<String>,
    /// A cell (`B7`), a row (`7`, 1-based as a spreadsheet shows it) or a range (`B7:D7`).
    pub cell: Option<String>,
    /// Byte offsets in a text file (a policy or decisions file).
    pub span: Option<(usize, usize)>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A sheet of a file.
    pub fn sheet(file: impl Into<String>, sheet: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: Some(sheet.into()), ..Self::default() }
    }

    /// A cell, row or range of a sheet.
    pub fn cell(file: impl Into<String>, sheet: impl Into<String>, cell: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: Some(sheet.into()), cell: Some(cell.into()), span: None }
    }

    /// A byte span of a text file.
    pub fn span(file: impl Into<String>, start: usize, end: usize) -> Self {
        Self { file: file.into(), span: Some((start, end)), ..Self::default() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, "[{sheet}]")?;
        }
        if let Some(cell) = &self.cell {
            write!(f, "!{cell}")?;
        }
        Ok(())
    }
}

/// One thing found: a stable code, a place, and Chinese text with what, where, why and how to fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code, one of [`CATALOGUE`].
    pub code: Code,
    /// What was found and why it matters, in the words of a bureau.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do about it, often a line to paste.
    pub help: String,
}

impl Finding {
    /// A finding at a place; the severity comes from the code.
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), place, help: help.into() }
    }

    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Declares every code once: name, text, severity, title.
macro_rules! codes {
    ($($name:ident = $text:literal, $severity:ident, $title:literal;)*) => {
        /// A stable finding code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant's meaning is its title in the catalogue")]
        pub enum Code { $($name),* }

        /// Every code the program can issue.
        pub const CATALOGUE: &[Code] = &[$(Code::$name),*];

        impl Code {
            /// The code as users see and quote it.
            pub fn text(self) -> &'static str { match self { $(Self::$name => $text),* } }
            /// The severity that every finding of this code has.
            pub fn severity(self) -> Severity { match self { $(Self::$name => Severity::$severity),* } }
            /// What the code means, in a few words.
            pub fn title(self) -> &'static str { match self { $(Self::$name => $title),* } }
        }
    };
}

codes! {
    // F: files and workbooks
    FileUnreadable = "F0101", Warning, "文件无法读取";
    FileForeign = "F0102", Warning, "不是能读的表格文件";
    FileEncrypted = "F0103", Warning, "文件已加密";
    FileDamaged = "F0104", Warning, "文件已损坏";
    FileTooLarge = "F0105", Warning, "文件超出读取限额";
    FileTimedOut = "F0106", Warning, "读取文件超时或中断";
    SheetEmpty = "F0201", Note, "工作表没有内容";
    SheetHidden = "F0202", Warning, "工作表被隐藏";
    CellPosition = "F0203", Warning, "单元格位置异常";
    CellError = "F0204", Warning, "单元格是错误值";
    CellNoCache = "F0205", Warning, "公式没有保存计算结果";
    CellText = "F0206", Warning, "文字含有异常字符";
    // E: enterprises and achievements
    CodeNames = "E0101", Warning, "同一代码对应不同名称";
    NameCodes = "E0102", Warning, "同一名称对应不同代码";
    NameTwins = "E0103", Warning, "名称相近，可能是同一企业";
    NamesApart = "E0104", Warning, "决定说不是同一企业，名单却连在一起";
    RegisterConflict = "E0105", Warning, "名录中同一企业的内容不一致";
    NameVariant = "E0106", Note, "同一代码下名称写法不同";
    CodeDoubtful = "E0107", Warning, "同一名称下有一个代码校验不符";
    HolderMissing = "E0108", Warning, "没有写明企业或个人";
    CertificateHolders = "E0201", Warning, "同一证书属于不同企业";
    DuplicateConflict = "E0202", Warning, "重复的行内容不一致";
    CertificateUnclear = "E0203", Warning, "分不清与哪一行是同一成果";
    ProductNear = "E0204", Warning, "产品名称相近，可能是同一产品";
    HoldersNotAllowed = "E0205", Warning, "一行列有几个单位";
    HolderTwice = "E0206", Warning, "一行里同一企业出现两次";
    QuantityInvalid = "E0208", Warning, "数量不是正数";
    CategoryUnknown = "E0209", Warning, "没有类别";
    ClaimDiffers = "E0207", Note, "重复的行申请金额不一致";
    // D: decisions
    DecisionSyntax = "D0101", Error, "决定文件不合语法";
    DecisionSchema = "D0102", Error, "决定文件的格式版本不对";
    DecisionKey = "D0103", Error, "决定中有不认识的项";
    DecisionKind = "D0104", Error, "决定的种类不认识";
    DecisionMissing = "D0105", Error, "决定缺少必需的项";
    DecisionValue = "D0106", Error, "决定中的值不对";
    DecisionContradiction = "D0107", Error, "两条决定互相矛盾";
    DecisionChoice = "D0108", Error, "选择的值不能识别";
    DecisionUnmatched = "D0201", Warning, "决定没有对上名单中的任何内容";
    // H: history
    PaymentUnclear = "H0102", Warning, "历年兑现的一行不能使用";
    ExclusionUnclear = "H0103", Warning, "排除名单的一行不能使用";
    FirstAfterPayment = "H0101", Warning, "标明首次认定，历年却已兑现";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

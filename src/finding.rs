//! Findings: what the program has to say about the user's data, as plain values. Printers live elsewhere.

pub mod pages;

use serde::Serialize;
use std::cmp::Ordering;

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

/// Where a finding points: a file, a sheet, a cell or row in it, or a byte span of a text file. Rows order by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let of_file = || (&self.file, &self.sheet).cmp(&(&other.file, &other.sheet));
        let of_cell = || row_and_column(&self.cell).cmp(&row_and_column(&other.cell));
        of_file().then_with(of_cell).then_with(|| (&self.cell, self.span).cmp(&(&other.cell, other.span)))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The row of a cell or of the first cell of a range, and its column: Z stands before AA.
fn row_and_column(cell: &Option<String>) -> Option<(u64, usize, &str)> {
    let cell = cell.as_deref()?;
    let rest = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let column = cell.strip_suffix(rest).unwrap_or_default();
    let row = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    Some((row.parse().unwrap_or_default(), column.len(), column))
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
    PathMissing = "F0001", Error, "找不到文件或文件夹";
    PolicyMissing = "F0002", Error, "没有政策文件";
    PolicyUnreadable = "F0003", Error, "政策文件无法读取";
    DecisionsTwice = "F0004", Error, "决定文件不止一个";
    DecisionsUnreadable = "F0005", Error, "决定文件无法读取";
    ListsMissing = "F0006", Error, "没有名单";
    DecisionsUnread = "F0007", Error, "决定文件没有读到";
    FileUnreadable = "F0101", Warning, "文件无法读取";
    FileForeign = "F0102", Warning, "不是能读的表格文件";
    FileEncrypted = "F0103", Warning, "文件已加密";
    FileDamaged = "F0104", Warning, "文件已损坏";
    FileTooLarge = "F0105", Warning, "文件超出读取限额";
    FileTimedOut = "F0106", Warning, "读取文件超时或中断";
    FileTwice = "F0107", Warning, "同一文件放了两份";
    FileOwn = "F0108", Warning, "兑现表读不出结转台账";
    FileOwnDraft = "F0109", Warning, "试算稿不能作历年台账";
    FileOwnLater = "F0110", Warning, "兑现表的年度在本年度之后";
    FileOwnGap = "F0111", Warning, "缺少更早的历年兑现";
    FileOwnBeside = "F0112", Note, "付款文件、封存清单不作名单";
    FileOwnPaid = "F0113", Warning, "付款文件没有对应的兑现表";
    SheetEmpty = "F0201", Note, "工作表没有内容";
    SheetHidden = "F0202", Warning, "工作表被隐藏";
    CellPosition = "F0203", Warning, "单元格位置异常";
    CellError = "F0204", Warning, "单元格是错误值";
    CellNoCache = "F0205", Warning, "公式没有保存计算结果";
    CellText = "F0206", Warning, "文字含有异常字符";
    CellUnusable = "F0207", Warning, "单元格的值不能使用";
    CellCovered = "F0208", Warning, "合并单元格下盖着另一个值";
    // T: tables
    TableNone = "T0101", Warning, "没有看懂的表格";
    SheetWithoutTable = "T0102", Note, "工作表里没有表格";
    TableKind = "T0103", Warning, "看不出是什么名单";
    HeadingAmbiguous = "T0104", Warning, "列标题有歧义";
    ColumnMissing = "T0105", Warning, "缺少必需的列";
    TablesSideBySide = "T0106", Warning, "几张表左右并排";
    HeadingDecision = "T0107", Warning, "表头决定用不上";
    ClaimAmbiguous = "T0108", Warning, "申请金额列有歧义";
    ColumnHidden = "T0109", Warning, "用到隐藏的列";
    ColumnUnused = "T0110", Note, "有几列没有用到";
    AmountUnitMissing = "T0201", Warning, "金额没有单位";
    AmountUnitConflict = "T0202", Warning, "金额单位互相矛盾";
    TotalDiffers = "T0301", Warning, "合计与明细不符";
    TotalUnchecked = "T0302", Note, "合计无法核对";
    // L: rows of lists
    RowUnclear = "L0101", Warning, "看不出是不是数据行";
    RowHidden = "L0102", Warning, "隐藏的行";
    ValueMissing = "L0103", Warning, "缺少必填内容";
    CategoryMissing = "L0104", Warning, "没有写明类别";
    CategoryUnknown = "L0105", Warning, "类别不能识别";
    YearMissing = "L0106", Warning, "没有写明年度";
    CellBad = "L0201", Warning, "单元格不能使用";
    DateUnusable = "L0202", Warning, "日期不能识别";
    NumberUnusable = "L0203", Warning, "数字不能识别";
    ClaimUnusable = "L0204", Warning, "申请金额不能识别";
    ChoiceUnknown = "L0205", Warning, "不在选项之中";
    QuantityUnusable = "L0206", Warning, "数量不能使用";
    QuantityUnit = "L0207", Warning, "数量单位不同";
    DigitsLost = "L0208", Warning, "号码末尾数字已丢失";
    TextIsDate = "L0209", Warning, "文字变成了日期";
    StageUnknown = "L0210", Warning, "阶段不能识别或矛盾";
    YesNoUnknown = "L0211", Warning, "是否不能识别";
    CellsDisagree = "L0212", Warning, "同一标题下内容不一";
    MergedFigure = "L0213", Warning, "数字合并了几行";
    DittoMark = "L0214", Warning, "写「同上」";
    NumberContradicts = "L0215", Warning, "号码与类别不符";
    CategoryClash = "L0216", Warning, "类别前后不一";
    RowWider = "L0217", Warning, "一行的格数多于表头";
    LookAlike = "L0218", Warning, "混入外形相似的字符";
    RemarkAgainst = "L0219", Warning, "备注或结果说不应奖励";
    CheckDigit = "L0301", Warning, "号码校验不符";
    // E: enterprises and achievements
    CodeNames = "E0101", Warning, "同一代码对应不同名称";
    NameCodes = "E0102", Warning, "同一名称对应不同代码";
    NameTwins = "E0103", Warning, "名称相近，可能是同一企业";
    NamesApart = "E0104", Warning, "决定说不是同一企业，名单却连在一起";
    RegisterConflict = "E0105", Warning, "名录中同一企业的内容不一致";
    NameVariant = "E0106", Note, "同一代码下名称写法不同";
    CodeDoubtful = "E0107", Warning, "同一名称下有一个代码校验不符";
    HolderMissing = "E0108", Warning, "没有写明企业或个人";
    FormerShared = "E0109", Warning, "几家企业写着同一个曾用名";
    CertificateHolders = "E0201", Warning, "同一证书属于不同企业";
    DuplicateConflict = "E0202", Warning, "重复的行内容不一致";
    CertificateUnclear = "E0203", Warning, "分不清与哪一行是同一成果";
    ProductNear = "E0204", Warning, "产品名称相近，可能是同一产品";
    HoldersNotAllowed = "E0205", Warning, "一行列有几个单位";
    HolderTwice = "E0206", Warning, "一行里同一企业出现两次";
    ClaimConflict = "E0207", Note, "重复的行申请金额不一致";
    CertificatesSeveral = "E0208", Warning, "一格里有几个证书编号";
    PersonsSeveral = "E0209", Warning, "一格里有几个人";
    // H: register, history and exclusion lists
    FirstAfterPayment = "H0101", Warning, "标明首次认定，历年却已兑现";
    PaymentUnclear = "H0102", Warning, "历年兑现的一行不能使用";
    ExclusionUnclear = "H0103", Warning, "排除名单的一行不能使用";
    ReferenceUnread = "H0104", Warning, "参考名单没有读成";
    PaidDiffers = "H0105", Note, "已兑现的金额与现行标准不同";
    PaidThisYear = "H0106", Note, "台账里有本年度的兑现";
    RevokedPaid = "H0107", Warning, "不再奖励的成果以前付过";
    // D: decisions
    DecisionSyntax = "D0101", Error, "决定文件不合语法";
    DecisionSchema = "D0102", Error, "决定文件的格式版本不对";
    DecisionKey = "D0103", Error, "决定中有不认识的项";
    DecisionKind = "D0104", Error, "决定的种类不认识";
    DecisionMissing = "D0105", Error, "决定缺少必需的项";
    DecisionValue = "D0106", Error, "决定中的值不对";
    DecisionContradiction = "D0107", Error, "两条决定互相矛盾";
    DecisionChoice = "D0108", Error, "选择的值不能识别";
    DecisionOther = "D0109", Error, "决定写明的企业与该行不符";
    DecisionUnmatched = "D0201", Warning, "决定没有对上名单中的任何内容";
    // R: the policy file
    PolicyNotText = "R0101", Error, "政策文件不是 UTF-8 文字";
    PolicyNoBlock = "R0102", Error, "政策文件没有规则块";
    PolicySyntax = "R0103", Error, "规则块语法错误";
    PolicySchema = "R0104", Error, "政策文件格式不对";
    PolicyUnknownKey = "R0105", Error, "不认识的项";
    PolicyMissingKey = "R0106", Error, "缺少必写的内容";
    PolicyBadValue = "R0107", Error, "值不对";
    PolicyFloat = "R0108", Error, "不能写小数";
    PolicyBadAmount = "R0109", Error, "金额或比例不能识别";
    PolicyUnknownName = "R0201", Error, "没有声明过的名称";
    PolicyDuplicate = "R0202", Error, "重复声明";
    PolicyAliasClash = "R0203", Error, "一个叫法指两个类别";
    PolicyNotQuoted = "R0204", Error, "金额不在引文中";
    PolicyNoSource = "R0205", Error, "试算金额没有出处";
    PolicyArticleUnread = "R0206", Error, "条文没有交代";
    PolicyOrder = "R0207", Error, "步骤次序不完整";
    PolicySharesSum = "R0208", Error, "比例合计不是100%";
    PolicyAwardCycle = "R0209", Error, "奖项互相按对方计算";
    PolicyNone = "R0301", Error, "没有适用的政策";
    PolicyMany = "R0302", Error, "适用的政策不止一个";
    AwardYearMissing = "R0303", Error, "没有指定奖励年度";
    AwardsOverlap = "R0401", Error, "两个奖项会同时适用";
    AwardsGap = "R0402", Warning, "有的成果没有奖项适用";
    AwardsUnproved = "R0403", Warning, "未能证明奖项有序";
    AwardDead = "R0501", Warning, "奖项永远不会兑现";
    AwardShadowed = "R0502", Warning, "奖项总让位于别的奖项";
    AwardBeyondLife = "R0503", Warning, "在类别不存在的期间奖励";
    BracketDead = "R0504", Warning, "一档金额永远轮不到";
    BracketGap = "R0505", Warning, "各档金额之间有空当";
    VocabularyUnused = "R0506", Note, "声明了却没有用";
    NameClash = "R0507", Warning, "一个写法指两样东西";
    ClauseOrder = "R0508", Note, "条款次序不对";
    LimitIdle = "R0509", Warning, "限额永远用不上";
    StepIdle = "R0510", Warning, "步骤什么也不做";
    DatesBeyondYears = "R0511", Warning, "日期不在适用年度";
    JointUnsaid = "R0512", Warning, "几家共有没有说怎么分";
    BracketPerYuan = "R0513", Warning, "每一元各得一份";
    BoundsCrossed = "R0514", Warning, "保底高于封顶";
    JointVoid = "R0515", Note, "几家共有的各算一项";
    OnceUnclear = "R0516", Warning, "只奖一次的几项可能不一样";
    BracketOverlap = "R0517", Warning, "相邻两档有重叠";
    BothRoles = "R0518", Note, "同一类别既奖单位又奖个人";
    PayeeField = "R0519", Warning, "作部门奖励的可能是企业";
    YearlyOnce = "R0520", Note, "几个年度都适用，只奖一次";
    SharingUnsettled = "R0521", Warning, "分担规则有缺口或重叠";
    UpgradeWithinLevel = "R0522", Warning, "同级之间不补差";
    DaysDiffer = "R0523", Warning, "日期和原文不一致";
    PaidAgain = "R0524", Warning, "复评照付全额，没有明说";
    DueUnreachable = "R0525", Warning, "余款的要求做不到";
    CaseDiffers = "R0701", Error, "案例与计算不符";
    AssumptionUnknown = "R0801", Error, "假设的名称政策里没有";
    AssumptionBad = "R0802", Error, "假设的值不能用";
    // M: matching and eligibility
    FactMissing = "M0101", Warning, "缺少决定性的事实";
    AwardsClash = "M0102", Warning, "两个奖项都适用";
    AmountBeyond = "M0103", Warning, "金额超出精确计算的范围";
    FutureDate = "M0104", Warning, "日期在奖励年度之后";
    YearDiffers = "M0107", Warning, "年度不是所算的年度";
    PoolShared = "M0108", Warning, "资金池本年已经分过";
    TownsSeveral = "M0109", Warning, "几家共有而所在镇不同";
    CarrierUnclear = "M0110", Warning, "只奖一次的几项不一样";
    PayeeIsEnterprise = "M0111", Warning, "作部门奖励的是企业";
    RecertificationUnsaid = "M0106", Warning, "政策没有说复评怎么奖";
    ExclusionUnknown = "M0105", Warning, "排除名单的类型不认识";
    // S: steps
    HistoryUnclear = "S0101", Warning, "历年记录与成果的关系不明";
    ProductsUnnamed = "S0102", Warning, "一行几个产品没有写明";
    EarlierTariff = "S0103", Warning, "原级别的标准不能确定";
    TieAtLimit = "S0104", Warning, "限额处名次并列";
    LimitMissing = "S0105", Warning, "限额缺少数据";
    SharingUnclear = "S0106", Warning, "不能确定由谁分担";
    InstalmentRefused = "S0107", Warning, "到期款没有付";
    BatchOutranked = "S0108", Warning, "名次在前一批已付的之前";
    BatchApart = "S0109", Warning, "与本年前一批须一次算";
    // Q: what was asked
    NameUnknown = "Q0001", Error, "没有这个名称";
    NameAmbiguous = "Q0002", Error, "名称不止指一个";
    RowUnknown = "Q0003", Error, "没有这一行";
    // W: output
    FinalTrial = "W0001", Error, "试算稿不能作正式稿";
    FinalHeld = "W0002", Error, "有待定行，不能出正式稿";
    FinalIdleDecision = "W0005", Error, "有不予兑现的决定没有起作用，不能出正式稿";
    FinalUnreadable = "W0003", Error, "有未能读取的文件，不能出正式稿";
    FinalAssumed = "W0004", Error, "假设测算不能作正式稿";
    OverwritesList = "W0006", Error, "写出的结果会盖掉名单";
    OverwritesFinal = "W0007", Error, "写出的结果会盖掉正式稿";
    WorkbookNotWritten = "W0101", Error, "兑现工作簿无法写出";
    ClaimDiffers = "W0201", Note, "申请金额与计算不同";
    AccountMissing = "W0202", Note, "收款单位没有账号";
    AccountUnsure = "W0204", Warning, "收款账号不能用";
    AccountShared = "W0206", Warning, "几家单位账号相同";
    NotInPayment = "W0203", Warning, "没有列入付款文件";
    // V: verifying a payout workbook
    VerifyUnreadable = "V0001", Error, "兑现工作簿读不出来";
    VerifyForeign = "V0002", Error, "不是兑现工作簿";
    VerifyFormat = "V0003", Error, "这种格式不能核对公式";
    VerifyRecord = "V0004", Error, "运行记录缺失或不认识";
    VerifyListGone = "V0005", Error, "找不到当时的名单";
    VerifyPolicyGone = "V0006", Error, "找不到当时的政策文件";
    VerifySeal = "V0007", Error, "封存清单读不出来";
    VerifyVersion = "V0101", Warning, "工作簿是别的版本写的";
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

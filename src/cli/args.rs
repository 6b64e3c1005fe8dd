//! Arguments: what the user can type, with its help in Chinese.

mod guards;

use clap::{ArgAction, Args, Parser, Subcommand};
use duixian::policy::assume::Assumption;
pub use guards::Guards;
use std::path::{Path, PathBuf};

/// Help without clap's English headings.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "duixian",
    version,
    about = "兑现：按政策文件和各部门名单计算奖励兑现表",
    after_help = "退出码：0 完成；1 有错误，拒绝计算，没有输出；2 用法或环境有问题。",
    override_usage = "duixian <命令> [选项]",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 计算兑现表：名单加政策，得出兑现工作簿
    #[command(
        override_usage = "duixian pay [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "不带选项时读 rules/ 和 inputs/，写到 out/。"
    )]
    Pay(Pay),
    /// 只看名单读成了什么：每张表是什么、哪列当什么、哪些行待定，不算奖励
    #[command(
        override_usage = "duixian read <名单文件或文件夹>… [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "哪张表看着不对，先用它看读成了什么。政策文件只用来认类别和列名。"
    )]
    Read(Read),
    /// 核对兑现工作簿：按它记下的指纹找到当时的文件，重新计算，逐格说明改了什么、差多少钱
    #[command(
        override_usage = "duixian verify <兑现工作簿> [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "退出码：0 实质相同；1 有差异；2 不能核对。名单和政策按内容查找，改名、换地方都不要紧。"
    )]
    Verify(Verify),
    /// 说明为什么：一个企业、一项成果、名单的一行得了什么，或为什么没有
    #[command(
        override_usage = "duixian explain <企业、收款单位、代码、证书编号、成果名称，或 文件:工作表!行> [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "如：duixian explain 示例企业；duixian explain '名单.xls:Sheet1!14'；duixian explain --all --json。"
    )]
    Explain(Explain),
    /// 比较两份政策：逐条说明改了什么；给出名单时，算出各企业、类别、条款、出资方差多少钱
    #[command(
        override_usage = "duixian diff <旧政策> <新政策> [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "如：duixian diff 2008.md 2009.md --inputs inputs --year 2009。\n写了 --assume 可以不写新政策，比较假设之前和之后：duixian diff 政策.md --assume '金牌.amount=60万元' --inputs inputs。"
    )]
    Diff(Diff),
    /// 写出空白名单：按政策的类别和字段，供各部门填报
    #[command(
        override_usage = "duixian template [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "每个大类一份成果名单，另有企业名录、历年兑现台账和排除名单，文件名以 template- 开头；填好后放进名单文件夹。"
    )]
    Template(Template),
    /// 检查政策文件：证明奖项不重叠、不遗漏，指出写了没有用和前后不一的地方
    #[command(
        override_usage = "duixian check [政策文件或文件夹]… [选项]",
        help_template = TEMPLATE,
        next_help_heading = "选项",
        after_help = "不写政策文件时检查 rules/。不读名单，不算奖励；有错误时退出码为 1。"
    )]
    Check(Check),
}

impl Command {
    /// The bounds of the worker; none for a command that reads no list and needs no worker.
    pub fn guards(&self) -> Option<&Guards> {
        match self {
            Self::Pay(pay) => Some(&pay.guards),
            Self::Read(read) => Some(&read.guards),
            Self::Verify(verify) => Some(&verify.guards),
            Self::Explain(explain) => Some(&explain.guards),
            Self::Diff(diff) => Some(&diff.guards),
            Self::Template(_) | Self::Check(_) => None,
        }
    }

    /// The folder that is written to.
    pub fn out(&self) -> Option<&Path> {
        match self {
            Self::Pay(pay) => Some(&pay.out),
            Self::Explain(explain) => explain.html.as_deref().map(folder_of),
            Self::Diff(diff) => diff.workbook.as_deref().map(folder_of),
            Self::Read(_) | Self::Verify(_) | Self::Template(_) | Self::Check(_) => None,
        }
    }

    /// What a written file is called, by its number.
    pub fn word_for(&self, number: usize) -> &'static str {
        match (self, number) {
            (Self::Explain(_), _) => "网页",
            (_, 0) => "工作簿",
            _ => "付款文件",
        }
    }

    /// No progress is shown.
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Pay(Pay { quiet: true, .. }))
    }

    /// Standard output is for another program, or for nothing.
    pub fn is_silent(&self) -> bool {
        match self {
            Self::Pay(pay) => pay.json || pay.quiet,
            Self::Read(read) => read.json,
            Self::Verify(verify) => verify.json,
            Self::Explain(explain) => explain.json,
            Self::Diff(diff) => diff.json,
            Self::Template(_) | Self::Check(_) => false,
        }
    }
}

/// The folder of a file; the one that the program runs in where the file's name says none.
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Options of `duixian explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// 企业（名称、曾用名、代码）、收款单位、证书编号、成果名称，或名单的一行：文件:工作表!行
    #[arg(value_name = "名称", required_unless_present_any = ["all", "html"], conflicts_with = "all", help_heading = "问什么")]
    pub asked: Option<String>,
    /// 全部：每张名单的每一行，每笔奖励
    #[arg(long)]
    pub all: bool,
    /// 政策文件，或存放政策文件（*.md）的文件夹；不写为 rules
    #[arg(long, value_name = "文件或文件夹", default_value = "rules", hide_default_value = true)]
    pub rules: PathBuf,
    /// 名单文件或文件夹，可写多个，文件夹连同下级一起读；不写为 inputs
    #[arg(long, value_name = "路径", num_args = 1.., default_value = "inputs", hide_default_value = true)]
    pub inputs: Vec<PathBuf>,
    /// 奖励年度；不写时取唯一适用政策的年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<i32>,
    /// 假设某个金额、比例或限额是别的数，如 '金牌.amount=60万元'；可写多次
    #[arg(long, value_name = "名称=值")]
    pub assume: Vec<Assumption>,
    /// 隐藏的行、列、工作表也计入（不写则列为待定）
    #[arg(long)]
    pub include_hidden: bool,
    /// 写成一个网页文件，可搜索、可打印；不写名称时为全部
    #[arg(long, value_name = "文件")]
    pub html: Option<PathBuf>,
    /// 在标准输出给出 JSON（duixian.explain/1）
    #[arg(long)]
    pub json: bool,
    /// Bounds.
    #[command(flatten)]
    pub guards: Guards,
}

/// Options of `duixian diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// 旧政策：文件，或文件夹（几份时取 --year 那一年有效的）
    #[arg(value_name = "旧政策", help_heading = "政策")]
    pub old: PathBuf,
    /// 新政策；写了 --assume 时可以不写，就是旧政策
    #[arg(value_name = "新政策", required_unless_present = "assume", help_heading = "政策")]
    pub new: Option<PathBuf>,
    /// 名单文件或文件夹，可写多个：同一批名单按两份政策各算一次；不写就只比条文
    #[arg(long, value_name = "路径", num_args = 1..)]
    pub inputs: Vec<PathBuf>,
    /// 按哪个奖励年度算；不写时取新政策唯一适用的年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<i32>,
    /// 假设新政策的某个金额、比例或限额是别的数，如 '金牌.amount=60万元'；可写多次
    #[arg(long, value_name = "名称=值")]
    pub assume: Vec<Assumption>,
    /// 隐藏的行、列、工作表也计入（不写则列为待定）
    #[arg(long)]
    pub include_hidden: bool,
    /// 另写成工作簿（.xlsx）
    #[arg(long, value_name = "文件")]
    pub workbook: Option<PathBuf>,
    /// 在标准输出给出 JSON（duixian.diff/1）
    #[arg(long)]
    pub json: bool,
    /// Bounds.
    #[command(flatten)]
    pub guards: Guards,
}

/// Options of `duixian read`.
#[derive(Args, Debug)]
pub struct Read {
    /// 名单文件或文件夹，可写多个，文件夹连同下级一起读
    #[arg(value_name = "路径", required = true, help_heading = "名单")]
    pub paths: Vec<PathBuf>,
    /// 政策文件，或存放政策文件（*.md）的文件夹；不写为 rules
    #[arg(long, value_name = "文件或文件夹", default_value = "rules", hide_default_value = true)]
    pub rules: PathBuf,
    /// 逐行列出读到的每一个值，便于与原表核对
    #[arg(long)]
    pub rows: bool,
    /// 隐藏的行、工作表也计入（不写则列为待定），隐藏的列不再提示
    #[arg(long)]
    pub include_hidden: bool,
    /// 在标准输出给出 JSON（duixian.read/1）
    #[arg(long)]
    pub json: bool,
    /// Bounds.
    #[command(flatten)]
    pub guards: Guards,
}

/// Options of `duixian verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// 兑现工作簿（.xlsx）；旁边有封存清单的一并核对
    #[arg(value_name = "兑现工作簿", help_heading = "工作簿")]
    pub workbook: PathBuf,
    /// 查找政策文件的文件或文件夹，连同下级；不写为 rules
    #[arg(long, value_name = "文件或文件夹", default_value = "rules", hide_default_value = true)]
    pub rules: PathBuf,
    /// 查找名单和决定文件的文件或文件夹，可写多个，连同下级；不写为 inputs
    #[arg(long, value_name = "路径", num_args = 1.., default_value = "inputs", hide_default_value = true)]
    pub inputs: Vec<PathBuf>,
    /// 在标准输出给出 JSON（duixian.verify/1）
    #[arg(long)]
    pub json: bool,
    /// Bounds.
    #[command(flatten)]
    pub guards: Guards,
}

/// Options of `duixian template`.
#[derive(Args, Debug)]
pub struct Template {
    /// 政策文件，或存放政策文件（*.md）的文件夹；不写为 rules
    #[arg(long, value_name = "文件或文件夹", default_value = "rules", hide_default_value = true)]
    pub rules: PathBuf,
    /// 存放空白名单的文件夹；不写为 out
    #[arg(long, value_name = "文件夹", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
    /// 奖励年度；不写时取唯一适用政策的年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<i32>,
    /// 镇（街道、园区）名，可写多个，做成下拉选项；不写则「镇」一列随意填写
    #[arg(long, value_name = "镇名", num_args = 1.., value_delimiter = ',')]
    pub towns: Vec<String>,
}

/// Options of `duixian check`.
#[derive(Args, Debug)]
pub struct Check {
    /// 政策文件或文件夹，可写多个；不写为 rules
    #[arg(value_name = "路径", help_heading = "政策文件")]
    pub files: Vec<PathBuf>,
    /// 在标准输出给出 JSON（duixian.check/1）
    #[arg(long)]
    pub json: bool,
    /// 把每处重叠和缺口的例子写成名单，放进这个文件夹，可直接用 pay 算
    #[arg(long, value_name = "文件夹")]
    pub witness: Option<PathBuf>,
    /// 说明一种问题：是什么、为什么要紧、错的和对的写法，如 --explain R0401
    #[arg(long, value_name = "编号")]
    pub explain: Option<String>,
}

/// Options of `duixian pay`.
#[derive(Args, Debug)]
pub struct Pay {
    /// 政策文件，或存放政策文件（*.md）的文件夹；不写为 rules
    #[arg(long, value_name = "文件或文件夹", default_value = "rules", hide_default_value = true)]
    pub rules: PathBuf,
    /// 名单文件或文件夹，可写多个，文件夹连同下级一起读；不写为 inputs
    #[arg(long, value_name = "路径", num_args = 1.., default_value = "inputs", hide_default_value = true)]
    pub inputs: Vec<PathBuf>,
    /// 存放兑现工作簿的文件夹；不写为 out
    #[arg(long, value_name = "文件夹", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
    /// 奖励年度；不写时取唯一适用政策的年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<i32>,
    /// 出正式稿，并写封存清单：是试算稿、有待定行、有读不了的文件或有不予兑现的决定没起作用时拒绝
    #[arg(long = "final")]
    pub is_final: bool,
    /// 与 --final 同用：待定行留待以后，其余照出正式稿
    #[arg(long)]
    pub leave_held: bool,
    /// 假设某个金额、比例或限额是别的数，如 '金牌.amount=60万元'；可写多次。结果是假设测算，不能拨付
    #[arg(long, value_name = "名称=值")]
    pub assume: Vec<Assumption>,
    /// 隐藏的行、工作表也计入（不写则列为待定），隐藏的列不再提示
    #[arg(long)]
    pub include_hidden: bool,
    /// 另出付款文件（.xlsx 和 .csv）：收款单位、开户行、账号、金额、用途
    #[arg(long)]
    pub payment_file: bool,
    /// 明细超过这么多行时，各表金额是数值，不是公式；不写为 20000
    #[arg(long, value_name = "行数", value_parser = rows)]
    pub formula_rows: Option<u32>,
    /// 印在表上的日期，如 2008-12-30；不写则不印日期
    #[arg(long, value_name = "日期", value_parser = date)]
    pub date: Option<String>,
    /// 在标准输出给出 JSON（duixian.pay/1），不打印汇总
    #[arg(long)]
    pub json: bool,
    /// 不打印汇总和进度
    #[arg(long)]
    pub quiet: bool,
    /// Bounds.
    #[command(flatten)]
    pub guards: Guards,
}

fn year(text: &str) -> Result<i32, String> {
    match text.parse() {
        Ok(year @ 1949..=9999) => Ok(year),
        _ => Err("年度应是四位数字，如 2008".to_owned()),
    }
}

fn rows(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "行数应是整数，如 20000".to_owned())
}

fn date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| "日期应写成 2008-12-30 的样子，并且真有这一天".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_options_the_three_folders_are_used() {
        let command = Cli::try_parse_from(["duixian", "pay"]).expect("no option is needed").command;
        let Command::Pay(pay) = command else { panic!("not pay") };
        assert_eq!(pay.rules, PathBuf::from("rules"));
        assert_eq!(pay.inputs, [PathBuf::from("inputs")]);
        assert_eq!(pay.out, PathBuf::from("out"));
        assert_eq!(pay.guards.memory_limit, 4 << 30);
        assert!(!pay.is_final && !pay.json && pay.year.is_none());
    }

    #[test]
    fn a_day_that_never_was_is_refused() {
        assert_eq!(date("2008-12-30"), Ok("2008-12-30".to_owned()));
        assert!(date("2008-02-30").is_err());
        assert!(date("今天").is_err());
    }
}

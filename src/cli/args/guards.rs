//! Bounds of a run: memory, time, and how much is read of a file.

use clap::Args;
use duixian::text::size;
use duixian::workbook::Limits;

/// Bounds of a run, for every command.
#[derive(Args, Debug)]
pub struct Guards {
    /// 内存限额，如 512M、8G；不写为 4G
    #[arg(long, value_name = "大小", value_parser = size::parse, default_value = "4G", hide_default_value = true)]
    pub memory_limit: u64,
    /// 读一个文件、或计算没有进展，最多等多少秒；不写为 300
    #[arg(long, value_name = "秒", value_parser = seconds, default_value = "300", hide_default_value = true)]
    pub time_limit: u64,
    #[arg(
        long,
        value_name = "名称=数值",
        value_parser = limit,
        help = "提高一项读取限额，如 rows=2000000、total=4G；可写多次",
        long_help = limits_help()
    )]
    pub limit: Vec<(String, u64)>,
}

impl Guards {
    /// The limits of reading: the defaults, and those that the user raised.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.limit {
            limits.set(name, *value);
        }
        limits
    }
}

/// Every limit with its default.
fn limits_help() -> String {
    let lines = Limits::ALL.iter().map(|(name, default, what)| format!("\n  {name}={default}：{what}"));
    format!(
        "提高一项读取限额，如 rows=2000000、total=4G；可写多次。各项限额和不写时的数值：{}",
        lines.collect::<String>()
    )
}

fn limit(text: &str) -> Result<(String, u64), String> {
    let known = || Limits::ALL.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join("、");
    let refused = || format!("限额应写成 rows=2000000、total=4G 的样子；名称有：{}", known());
    let (name, value) = text.split_once('=').ok_or_else(refused)?;
    let value = value.parse().or_else(|_| size::parse(value)).map_err(|_| refused())?;
    if value > 0 && Limits::default().set(name, value) {
        Ok((name.to_owned(), value))
    } else {
        Err(refused())
    }
}

fn seconds(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(seconds @ 1..=86_400) => Ok(seconds),
        _ => Err("秒数应是 1 至 86400 的整数".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cli, Command};
    use super::*;
    use clap::Parser;

    #[test]
    fn limits_are_raised_by_name() {
        let words = ["duixian", "pay", "--limit", "rows=2000000", "--limit", "total=4G"];
        let Command::Pay(pay) = Cli::try_parse_from(words).expect("two limits").command else {
            panic!("not pay")
        };
        let raised = Limits { rows: 2_000_000, total: 4 << 30, ..Limits::default() };
        assert_eq!(pay.guards.limits(), raised);
        for wrong in ["rows", "rows=", "rows=0", "rows=4G", "行=1", "total=1.5G"] {
            assert!(limit(wrong).expect_err(wrong).contains("worksheet_part"), "{wrong}");
        }
    }
}

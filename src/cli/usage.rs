//! Usage errors, in Chinese: what clap found, said again in our words.

use super::{DONE, TROUBLE};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

/// Prints help, version or the error, and gives the exit code.
pub fn report(error: &clap::Error) -> ExitCode {
    let (text, code) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (error.render().to_string(), DONE),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (error.render().to_string(), TROUBLE),
        _ => (format!("错误：{}\n\n用 duixian --help 查看用法。\n", message(error)), TROUBLE),
    };
    // A closed pipe is no reason to fail.
    let _ = match code {
        DONE => std::io::stdout().write_all(text.as_bytes()),
        _ => std::io::stderr().write_all(text.as_bytes()),
    };
    ExitCode::from(code)
}

fn message(error: &clap::Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有「{}」这个命令", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::ValueValidation => format!("「{argument}」的值「{value}」不对：{}", source(error)),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{argument}」后面缺少值"),
        ErrorKind::InvalidValue => format!("「{argument}」的值「{value}」不对"),
        ErrorKind::ArgumentConflict => {
            format!("「{argument}」重复，或不能与「{}」同时使用", text(error, ContextKind::PriorArg))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少「{argument}」"),
        ErrorKind::NoEquals => format!("「{argument}」应写成「{argument}=值」"),
        ErrorKind::TooManyValues => format!("「{argument}」的值太多：「{value}」"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("「{argument}」的值的个数不对"),
        ErrorKind::InvalidUtf8 => "命令行中有无法识别的字符".to_owned(),
        _ => "命令行写得不对".to_owned(),
    };
    match suggestion(error) {
        Some(near) => format!("{sentence}。是不是「{near}」？"),
        None => format!("{sentence}。"),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}

fn source(error: &clap::Error) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().map(|kind| text(error, kind)).find(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::Parser;

    fn said(words: &[&str]) -> String {
        message(&Cli::try_parse_from(words).expect_err("a usage error"))
    }

    #[test]
    fn errors_are_said_in_chinese() {
        assert_eq!(said(&["duixian", "pay", "--jsom"]), "没有「--jsom」这个选项。是不是「--json」？");
        assert_eq!(said(&["duixian", "pey"]), "没有「pey」这个命令。是不是「pay」？");
        assert_eq!(
            said(&["duixian", "pay", "--year", "08"]),
            "「--year <年度>」的值「08」不对：年度应是四位数字，如 2008。"
        );
        assert_eq!(said(&["duixian", "pay", "--year"]), "「--year <年度>」后面缺少值。");
        assert_eq!(said(&["duixian", "pay", "名单.xls"]), "没有「名单.xls」这个选项。");
        assert_eq!(
            said(&["duixian", "pay", "--json", "--json"]),
            "「--json」重复，或不能与「--json」同时使用。"
        );
    }
}

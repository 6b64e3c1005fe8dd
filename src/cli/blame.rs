//! Blame: what to do after a worker died. A file that was open is left out of the next attempt; with none open the run ends.

use duixian::job::gather::{Cause, Mark};
use duixian::text::size;

/// How a worker died.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Death {
    /// The file that was open.
    pub opening: Option<String>,
    /// Why.
    pub cause: Cause,
    /// What a panic said.
    pub detail: Option<String>,
}

/// The limits of a worker, for messages.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes.
    pub memory: u64,
    /// Seconds without progress.
    pub seconds: u64,
}

/// Marks the file that was open, so that each attempt has one file less; else says why the run ends.
pub fn after(death: Death, marks: &mut Vec<Mark>, bounds: Bounds) -> Result<(), String> {
    match death.opening {
        Some(file) if marks.iter().all(|mark| mark.file != file) => {
            marks.push(Mark { file, cause: death.cause });
            Ok(())
        }
        _ => Err(sentence(death.cause, death.detail.as_deref(), bounds)),
    }
}

fn sentence(cause: Cause, detail: Option<&str>, bounds: Bounds) -> String {
    let Bounds { memory, seconds } = bounds;
    match cause {
        Cause::Memory => format!(
            "计算所用内存超过限额（{}），未输出任何结果。可用 --memory-limit 提高限额。",
            size::words(memory)
        ),
        Cause::Time => {
            format!("计算 {seconds} 秒没有进展，未输出任何结果。可用 --time-limit 延长等待。")
        }
        Cause::Crash => match detail {
            Some(detail) => format!("内部错误，未输出任何结果。请把这一行告诉开发者：{detail}"),
            None => "内部错误，未输出任何结果。".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { memory: 4 << 30, seconds: 300 };

    fn death(opening: Option<&str>, cause: Cause) -> Death {
        Death { opening: opening.map(str::to_owned), cause, detail: None }
    }

    #[test]
    fn each_file_is_blamed_once_and_the_rest_tried_again() {
        let mut marks = Vec::new();
        assert_eq!(after(death(Some("甲.xls"), Cause::Memory), &mut marks, BOUNDS), Ok(()));
        assert_eq!(after(death(Some("乙.xls"), Cause::Time), &mut marks, BOUNDS), Ok(()));
        let files: Vec<_> = marks.iter().map(|mark| (mark.file.as_str(), mark.cause)).collect();
        assert_eq!(files, [("甲.xls", Cause::Memory), ("乙.xls", Cause::Time)]);
    }

    #[test]
    fn a_file_that_was_left_out_cannot_be_blamed_again() {
        let mut marks = vec![Mark { file: "甲.xls".to_owned(), cause: Cause::Crash }];
        let said = after(death(Some("甲.xls"), Cause::Crash), &mut marks, BOUNDS);
        assert_eq!(said, Err("内部错误，未输出任何结果。".to_owned()));
        assert_eq!(marks.len(), 1);
    }

    #[test]
    fn a_death_with_no_file_open_ends_the_run() {
        let said = |cause| after(death(None, cause), &mut Vec::new(), BOUNDS).expect_err("the end");
        assert!(said(Cause::Memory).contains("（4G）"));
        assert!(said(Cause::Time).contains("300 秒"));
        assert_eq!(said(Cause::Crash), "内部错误，未输出任何结果。");
    }
}

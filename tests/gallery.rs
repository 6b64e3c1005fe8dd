//! The gallery: for every finding one wrong input, and the words that a user then reads.
//!
//! `tests/gallery/<CODE>/` holds the input (`policy.md`, `decisions.toml`, `args.txt`, lists) and `message.txt`;
//! workbooks and other bytes are made here. `SNAPSHOTS=overwrite cargo test gallery` writes the messages anew.

use crate::harness::{LIST, POLICY, Ran, Run};
use duixian::finding::{CATALOGUE, Code, Severity};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Findings that no file alone can bring about, and the test that brings each about.
const ELSEWHERE: &[(Code, &str, &str)] = &[
    (Code::PolicyUnreadable, "hostile", "a_policy_beyond_the_memory_limit_refuses_the_run"),
    (Code::DecisionsUnreadable, "hostile", "decisions_that_are_no_plain_file_refuse_the_run"),
    (Code::FileUnreadable, "hostile", "what_is_no_plain_file_is_not_opened"),
    (Code::FileTooLarge, "hostile", "a_list_beyond_the_memory_limit_is_set_aside_and_the_rest_paid"),
    (Code::FileTimedOut, "hostile", "a_list_beyond_the_time_limit_is_set_aside_and_the_rest_paid"),
    (Code::CaseDiffers, "cases", "a_case_that_does_not_hold_is_told_as_a_ledger"),
    (Code::BatchOutranked, "batches", "a_limit_that_an_earlier_batch_filled_holds_what_outranks_it"),
    (Code::BatchApart, "one_run", "a_tie_that_one_run_gives_to_another_firm_waits"),
    (Code::RevokedPaid, "settled_years", "a_decision_against_an_award_stops_its_later_parts"),
    (Code::PoolShared, "batches", "a_pool_by_scores_is_shared_out_once_a_year"),
    (Code::FileOwn, "years", "a_workbook_without_a_record_that_is_understood_holds_everything"),
    (Code::VerifyUnreadable, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifyForeign, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifyFormat, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifyRecord, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifyListGone, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifyPolicyGone, "verify", "what_cannot_be_verified_says_why"),
    (Code::VerifySeal, "sealing", "verify_reads_it"),
    (Code::VerifyVersion, "verify", "a_workbook_of_another_version_is_said_to_be_one"),
    (Code::FileOwnDraft, "years", "a_draft_does_not_count_as_paid"),
    (Code::FileOwnLater, "years", "a_workbook_of_a_later_year_is_no_history"),
    (Code::FileOwnGap, "years", "a_workbook_of_the_chain_that_is_missing_is_told"),
    (Code::FileOwnBeside, "beside_lists", "payment_files_and_seals_beside_their_workbook_are_no_lists"),
    (Code::FileOwnPaid, "beside_lists", "a_payment_file_without_its_workbook_holds_everything"),
    (Code::OverwritesList, "sealing", "a_list_that_was_read_is_not_written_over"),
    (Code::OverwritesFinal, "sealing", "a_final_version_is_not_replaced_by_another_run"),
    (Code::WorkbookNotWritten, "output", "a_workbook_that_cannot_be_made_is_said"),
];

/// Latin words that a clerk knows from her screen.
const KNOWN: &[&str] = &["Excel", "WPS", "PDF", "UTF", "REF"];

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery")
}

fn is_elsewhere(code: Code) -> bool {
    ELSEWHERE.iter().any(|(other, ..)| *other == code)
}

/// Findings of `check` alone.
fn is_checked(code: Code) -> bool {
    code.text().starts_with("R04") || code.text().starts_with("R05")
}

/// Findings of a question to `explain`, which is in `args.txt`.
fn is_asked(code: Code) -> bool {
    code.text().starts_with('Q')
}

/// The files of an example, by path below its folder.
fn files(folder: &Path, below: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for child in fs::read_dir(folder).into_iter().flatten() {
        let path = child.expect("a child").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let name = if below.is_empty() { name } else { format!("{below}/{name}") };
        match path.is_dir() {
            true => found.extend(files(&path, &name)),
            false => found.push((name, fs::read(path).expect("a file"))),
        }
    }
    found.sort();
    found
}

/// The example of a code, run.
fn example(code: Code) -> Ran {
    let mut run = built(code).unwrap_or_default();
    let mut lists = fs::read_dir(run.path().join("inputs")).is_ok();
    for (name, bytes) in files(&gallery().join(code.text()), "") {
        let text = || String::from_utf8(bytes.clone()).expect("text");
        run = match name.as_str() {
            "message.txt" => continue,
            "policy.md" => run.policy(&text()),
            "args.txt" => run.args(text().split_whitespace()),
            other if other.starts_with("rules/") => run.file(other, bytes),
            other => {
                lists |= other != "decisions.toml";
                run.list(other, bytes)
            }
        };
    }
    if is_checked(code) {
        return run.args(["check"]).run();
    }
    if is_asked(code) {
        return run.policy(POLICY).run();
    }
    if lists { run.pay() } else { run.list_csv("名单.csv", LIST).pay() }
}

/// Examples whose bytes are no text.
fn built(code: Code) -> Option<Run> {
    let run = Run::new();
    match code {
        Code::PolicyMissing => Some(run.without_policy().file("rules/说明.txt", "政策文件还没有放进来。")),
        Code::PolicyNotText => Some(run.without_policy().file("rules/policy.md", b"# \xb0\xec\xb7\xa8\n")),
        Code::FileEncrypted => Some(run.list_csv("名单.csv", LIST).list("加密.ods", encrypted())),
        _ => None,
    }
}

/// An OpenDocument spreadsheet whose manifest says that its content is encrypted.
fn encrypted() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "密文"),
        (
            "META-INF/manifest.xml",
            "<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>",
        ),
    ];
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(content.as_bytes()).expect("its content");
    }
    writer.finish().expect("a container").into_inner()
}

/// The first finding of a code as it is printed; none where the run has none.
fn said(ran: &Ran, code: Code) -> Option<String> {
    let title = format!("{}[{code}]: ", code.severity().label());
    if is_checked(code) || code.severity() == Severity::Error {
        let printed = if is_checked(code) { &ran.stdout } else { &ran.stderr };
        return printed
            .split("\n\n")
            .find(|block| block.starts_with(&title))
            .map(|block| format!("{block}\n"));
    }
    let all = ran.json()["findings"].as_array()?;
    let found = all.iter().find(|finding| finding["code"] == code.text())?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (file, sheet) = (text(&found["place"]["file"]), text(&found["place"]["sheet"]));
    let mut place = file;
    for (before, part, after) in [("[", sheet, "]"), ("!", text(&found["place"]["cell"]), "")] {
        if !part.is_empty() {
            place.push_str(&format!("{before}{part}{after}"));
        }
    }
    let (message, help) = (text(&found["message"]), text(&found["help"]));
    Some(format!("{title}{message}\n--> {place}\n = 改法: {}\n", help.replace('\n', "\n         ")))
}

#[test]
fn every_finding_has_an_example_or_a_test_elsewhere() {
    let has = |code: &&Code| gallery().join(code.text()).join("message.txt").is_file();
    let without: Vec<_> = CATALOGUE.iter().filter(|code| !has(code) && !is_elsewhere(**code)).collect();
    assert!(without.is_empty(), "no example of {without:?}");
    let codes: BTreeSet<_> = CATALOGUE.iter().map(|code| code.text()).collect();
    for (name, _) in files(&gallery(), "") {
        let folder = name.split('/').next().unwrap_or_default();
        assert!(codes.contains(folder) || folder == "transcripts", "{folder} is no code of the catalogue");
    }
}

#[test]
fn tests_elsewhere_exist() {
    for (code, module, test) in ELSEWHERE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{module}.rs"));
        let text = fs::read_to_string(path).expect("the module");
        assert!(
            text.contains(&format!("fn {test}()")) && text.contains(code.text()),
            "{code}: {module}::{test}"
        );
    }
}

#[test]
fn messages_are_those_of_the_gallery() {
    let mut wrong = Vec::new();
    for code in CATALOGUE.iter().copied().filter(|code| !is_elsewhere(*code)) {
        let ran = example(code);
        match said(&ran, code) {
            Some(text) => wrong.extend(compared(&gallery().join(code.text()).join("message.txt"), &text)),
            None => {
                wrong.push(format!("{code} is not found in its example: {:?} {}", ran.codes(), ran.stderr))
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What differs from a golden file, which is written anew where that is asked for.
fn compared(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("SNAPSHOTS").is_some_and(|wish| wish == "overwrite") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
        fs::write(path, text).expect("to write the golden file");
    }
    let golden = fs::read_to_string(path).unwrap_or_default();
    (golden != text).then(|| format!("{}\n--- expected\n{golden}--- found\n{text}", path.display()))
}

#[test]
fn messages_are_chinese_sentences_that_end_in_help() {
    for code in CATALOGUE.iter().copied().filter(|code| !is_elsewhere(*code)) {
        let text = fs::read_to_string(gallery().join(code.text()).join("message.txt")).unwrap_or_default();
        let message =
            text.lines().next().and_then(|line| line.split_once("]: ")).map_or("", |(_, rest)| rest);
        assert!(message.ends_with(['。', '？']), "{code} ends its sentence: {message}");
        assert!(text.contains(" = 改法: "), "{code} says what to do");
        assert!(!text.contains(['“', '”']), "{code} quotes with 「」");
        assert_eq!(foreign(message), Vec::<String>::new(), "{code}: {message}");
    }
}

/// Latin words of a message outside quotations, paths and file names.
fn foreign(message: &str) -> Vec<String> {
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for c in message.chars() {
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let words = plain.split(|c: char| !(c.is_ascii_alphanumeric() || "./_-".contains(c)));
    let is_word = |word: &&str| word.chars().filter(char::is_ascii_lowercase).count() > 2;
    let known = |word: &&str| word.contains(['/', '.']) || KNOWN.contains(word);
    words.filter(is_word).filter(|word| !known(word)).map(str::to_owned).collect()
}

/// A policy with mistakes of every layer, printed as a person sees them: all at once, each underlined.
#[test]
fn a_wrong_policy_is_shown_with_all_its_mistakes() {
    let folder = gallery().join("transcripts");
    let policy = fs::read_to_string(folder.join("policy.md")).expect("the policy");
    let ran = Run::new().policy(&policy).list_csv("名单.csv", LIST).pay_plain();
    ran.expect_exit(1).says_nothing();
    let differs = compared(&folder.join("policy.txt"), &ran.stderr);
    assert!(differs.is_none(), "{}", differs.unwrap_or_default());
}

/// The same for names and figures, which are checked once the shape is right.
#[test]
fn wrong_names_and_figures_are_shown_together() {
    let folder = gallery().join("transcripts");
    let policy = fs::read_to_string(folder.join("names.md")).expect("the policy");
    let ran = Run::new().policy(&policy).list_csv("名单.csv", LIST).pay_plain();
    ran.expect_exit(1).says_nothing();
    let differs = compared(&folder.join("names.txt"), &ran.stderr);
    assert!(differs.is_none(), "{}", differs.unwrap_or_default());
}

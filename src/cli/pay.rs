//! `duixian pay`, as the worker does it: files in, workbook bytes written, texts for the parent to print.

use super::args::Pay;
use super::files::{Collector, Wanted};
use super::print::{self, Texts};
use super::protocol::{Mark, Outcome};
use super::{DONE, REFUSED, TROUBLE, files, output};
use duixian::engine::{self, Inputs, Options};
use duixian::finding::{Code, Finding, Place, Severity};
use duixian::host::{Host, Stage};
use duixian::model::payout::{Fate, Payout};
use duixian::model::record::RowRef;
use duixian::report::{self, seal};
use duixian::source::SourceFile;

/// The ending of the manifest beside a final workbook.
pub const SEAL_ENDING: &str = "-seal.json";
/// The ending of the same in the form of `sha256sum`.
pub const SUMS_ENDING: &str = "-seal.sha256";

/// The other end of the pipe: a host that can also be asked where to write.
pub trait Line: Host {
    /// Waits for leave to write, and gives the name in the output folder.
    fn temporary(&self) -> String;
}

/// Runs the command. The workbook stands under the temporary name where the outcome names it.
pub fn run(args: &Pay, marks: &[Mark], line: &dyn Line, host: &dyn Host) -> Outcome {
    let limits = args.guards.limits();
    let inputs = match (Collector { marks, largest: limits.total, host }).collect(&wanted(args)) {
        Ok(inputs) => inputs,
        Err(findings) => return refused(args, &Inputs::default(), &findings),
    };
    // The bytes are here; what goes wrong before the engine opens a list is no list's fault.
    host.stage(Stage::Preparing);
    let options = Options {
        year: args.year,
        date: args.date.clone(),
        include_hidden: args.include_hidden,
        payment_file: args.payment_file,
        limits,
        assumptions: args.assume.clone(),
    };
    let mut payout = match engine::pay(&inputs, &options, host) {
        Ok(payout) => payout,
        Err(findings) => return refused(args, &inputs, &findings),
    };
    let objections = if args.is_final { objections(&payout, args.leave_held) } else { Vec::new() };
    if !objections.is_empty() {
        return refused(args, &inputs, &[objections, payout.findings].concat());
    }
    report::payment::add_findings(&mut payout);
    host.stage(Stage::Writing);
    match files_of(args, &payout) {
        Ok(files) => written(args, &payout, &files, line),
        Err(finding) => refused(args, &inputs, &[finding]),
    }
}

fn wanted(args: &Pay) -> Wanted<'_> {
    Wanted { rules: &args.rules, lists: &args.inputs, lists_by: "用 --inputs 指明名单" }
}

/// The files to write: their endings after the common stem, and their bytes.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
fn files_of(args: &Pay, payout: &Payout) -> Result<Vec<(&'static str, Vec<u8>)>, Finding> {
    let options = report::workbook::WorkbookOptions::default();
    let mut files = vec![(".xlsx", report::workbook::write(payout, &options)?)];
    if args.payment_file {
        files.push(("-payment.xlsx", report::workbook::payment(payout)?));
        files.push(("-payment.csv", report::payment::csv(payout)));
    }
    Ok(files)
}

fn written(args: &Pay, payout: &Payout, files: &[(&'static str, Vec<u8>)], line: &dyn Line) -> Outcome {
    let mut stdout = match (args.json, args.quiet) {
        (true, _) => one_end(report::json::pay_json(payout)),
        (false, true) => String::new(),
        (false, false) => report::summary::summary(payout, None),
    };
    if args.payment_file && !args.json && !args.quiet {
        let batch = report::payment::Batch::new(payout);
        stdout = format!("{}\n{}。\n", stdout.trim_end(), batch.reconciled(payout));
    }
    // From here on the folder is there, and the paths from it are known.
    let temporary = line.temporary();
    let mut files = files.to_vec();
    if args.is_final {
        files.extend(sealed(args, payout, &files));
    }
    for (number, (_, bytes)) in files.iter().enumerate() {
        let path = args.out.join(output::numbered(&temporary, number));
        if let Err(error) = output::write(&path, bytes) {
            let (place, reason) = (files::shown(&args.out), files::reason(&error));
            let stderr = format!("错误：工作簿没有写成：「{place}」{reason}。原有工作簿没有改动。\n");
            return Outcome { code: TROUBLE, stderr, ..Outcome::default() };
        }
    }
    let names = files.iter().map(|(ending, _)| format!("{}{ending}", stem(payout))).collect();
    Outcome { code: DONE, stdout, files: names, ..Outcome::default() }
}

/// The seal of a final run: the manifest, and the sums that `sha256sum -c` checks, the manifest's own among them.
fn sealed(args: &Pay, payout: &Payout, files: &[(&'static str, Vec<u8>)]) -> [(&'static str, Vec<u8>); 2] {
    let named =
        |ending: &str, bytes: &[u8]| SourceFile::new(format!("{}{ending}", stem(payout)), bytes.to_vec());
    let role = |ending: &str| if ending == ".xlsx" { seal::WORKBOOK } else { seal::PAYMENT };
    let outputs: Vec<_> = files.iter().map(|(ending, bytes)| (role(ending), named(ending, bytes))).collect();
    let paths = files::paths(&wanted(args));
    let from_here = |name: &str| match paths.get(name) {
        Some(path) => files::relative(&args.out, path),
        None => name.to_owned(),
    };
    let manifest = seal::seal(payout, &outputs, &from_here);
    let json = manifest.json().into_bytes();
    let own = named(SEAL_ENDING, &json);
    let sums = format!("{}{}  {}\n", manifest.sums(), own.sha256, own.name).into_bytes();
    [(SEAL_ENDING, json), (SUMS_ENDING, sums)]
}

/// The text with one line end.
pub fn one_end(text: String) -> String {
    format!("{}\n", text.trim_end())
}

/// `<policy>-<year>`, in ASCII that every file system takes; a 假设测算 never takes the place of a payout.
fn stem(payout: &Payout) -> String {
    let assumed = if payout.policy.assumed().next().is_some() { "-assumed" } else { "" };
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '_' };
    format!("{}-{}{assumed}", payout.policy.id.chars().map(safe).collect::<String>(), payout.year)
}

fn refused(args: &Pay, inputs: &Inputs, findings: &[Finding]) -> Outcome {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let texts = Texts::of(inputs.policies.iter().chain(&inputs.decisions));
    let stderr =
        format!("{}有 {} 个错误，没有计算，没有输出。\n", print::findings(&errors, &texts), errors.len());
    let stdout = if args.json {
        one_end(report::json::refused_json(report::json::PAY, findings))
    } else {
        String::new()
    };
    Outcome { code: REFUSED, stdout, stderr, files: Vec::new() }
}

/// Why the payout cannot be final.
fn objections(payout: &Payout, leave_held: bool) -> Vec<Finding> {
    let policy = || Place::file(&payout.policy.file);
    let mut findings = Vec::new();
    if !payout.trial.is_empty() {
        findings.push(Finding::new(
            Code::FinalTrial,
            policy(),
            format!("用到了没有原文依据的暂定标准（{}），只能出试算稿。", payout.trial.join("、")),
            "请在政策文件中补上这些标准的原文和出处后再出正式稿；试算时去掉 --final。",
        ));
    }
    let assumptions = payout.policy.assumptions();
    if !assumptions.is_empty() {
        findings.push(Finding::new(
            Code::FinalAssumed,
            policy(),
            format!("用了假设的数（{}），只能是假设测算。", assumptions.join("、")),
            "出正式稿时去掉 --assume；确要改标准的，改政策文件。",
        ));
    }
    let held: Vec<_> = payout.rows.iter().filter(|row| row.fate == Fate::Held).collect();
    if let (Some(first), false) = (held.first(), leave_held) {
        findings.push(Finding::new(
            Code::FinalHeld,
            row_place(payout, first.at),
            format!("还有 {} 行待定，这里是第一行。", held.len()),
            "请按待定表逐行写入 decisions.toml；确要留待以后的，加上 --leave-held。",
        ));
    }
    for file in payout.files.iter().filter(|file| !file.readable) {
        findings.push(Finding::new(
            Code::FinalUnreadable,
            Place::file(&file.name),
            "这个文件没有读成，名单不全，不能出正式稿。",
            "请让它能读，或把它移出名单文件夹。",
        ));
    }
    findings
}

fn row_place(payout: &Payout, at: RowRef) -> Place {
    let file = payout.files.get(at.file as usize).map(|file| file.name.clone()).unwrap_or_default();
    let sheet = payout.reading.sheets.iter().find(|sheet| (sheet.file, sheet.sheet) == (at.file, at.sheet));
    let sheet = sheet.map(|sheet| sheet.name.clone());
    Place { file, sheet, cell: Some((at.row + 1).to_string()), span: None }
}

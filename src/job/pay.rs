//! The main job: lists and a policy in, the payout with its workbook, payment file and seal out.

use super::OutFile;
use crate::engine::{self, Inputs, Options};
use crate::finding::{Code, Finding, Place};
use crate::host::{Host, Stage};
use crate::model::decision::DecisionKind;
use crate::model::payout::{Fate, Payout};
use crate::model::record::RowRef;
use crate::report::{self, seal};
use crate::source::SourceFile;

pub use crate::report::payment::PAYMENT_ENDINGS;
pub use crate::report::seal::{SEAL_ENDING, SUMS_ENDING};

/// What a user can ask of the job.
#[derive(Clone, Debug, Default)]
pub struct PayOptions {
    /// Those of the engine.
    pub engine: Options,
    /// A final version, with a seal: refused where the payout is a trial or something is held or was not read.
    pub is_final: bool,
    /// With a final version: what is held is left for later.
    pub leave_held: bool,
}

/// A payout with the bytes of its files.
#[derive(Debug)]
pub struct Paid {
    /// The payout.
    pub payout: Payout,
    /// The workbook, then the payment file in both forms where it was asked for.
    pub files: Vec<OutFile>,
    is_final: bool,
}

/// Computes the payout and writes its files. The lists are taken from the inputs.
///
/// # Errors
/// Findings, at least one of severity error: nothing is to be written. Those of lower severity belong to the payout that was refused.
pub fn pay(inputs: &mut Inputs, options: &PayOptions, host: &dyn Host) -> Result<Paid, Vec<Finding>> {
    let mut payout = engine::pay_taking(inputs, &options.engine, host)?;
    let objections = if options.is_final { objections(&payout, options.leave_held) } else { Vec::new() };
    if !objections.is_empty() {
        return Err([objections, payout.findings].concat());
    }
    report::payment::add_findings(&mut payout);
    host.stage(Stage::Writing);
    let files = files_of(&payout, host).map_err(|finding| vec![finding])?;
    Ok(Paid { payout, files, is_final: options.is_final })
}

#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
fn files_of(payout: &Payout, host: &dyn Host) -> Result<Vec<OutFile>, Finding> {
    let options = report::workbook::WorkbookOptions::of(payout);
    let named = |ending: &str, title: &str, bytes| OutFile {
        name: format!("{}{ending}", stem(payout)),
        title: title.to_owned(),
        bytes,
    };
    let mut files = vec![named(".xlsx", "工作簿", report::workbook::write_with(payout, &options, host)?)];
    if payout.settings.payment_file {
        let [text, workbook] = PAYMENT_ENDINGS;
        files.push(named(workbook, "付款文件", report::workbook::payment(payout)?));
        files.push(named(text, "付款文件", report::payment::csv(payout)));
    }
    Ok(files)
}

impl Paid {
    /// The names of all that is to be written, the seal of a final version included.
    pub fn names(&self) -> Vec<String> {
        let endings = if self.is_final { &[SEAL_ENDING, SUMS_ENDING][..] } else { &[] };
        let seal = endings.iter().map(|ending| format!("{}{ending}", stem(&self.payout)));
        self.files.iter().map(|file| file.name.clone()).chain(seal).collect()
    }

    /// The name of the seal that a final version of this payout has.
    pub fn seal_name(&self) -> String {
        format!("{}{SEAL_ENDING}", stem(&self.payout))
    }

    /// Whether these very files are under a seal, byte by byte, and no other output is.
    pub fn is_sealed_by(&self, seal: &[u8]) -> bool {
        let Ok(manifest) = serde_json::from_slice::<seal::Manifest>(seal) else { return false };
        let outputs =
            |file: &&seal::SealedFile| [seal::WORKBOOK, seal::PAYMENT].contains(&file.role.as_str());
        let sealed: Vec<_> = manifest.files.iter().filter(outputs).map(|f| (&f.name, &f.sha256)).collect();
        let own: Vec<SourceFile> = self.files.iter().map(source).collect();
        sealed.len() == own.len() && own.iter().all(|file| sealed.contains(&(&file.name, &file.sha256)))
    }

    /// What is said of the run: the summary, and with a payment file how it adds up to the payout.
    pub fn text(&self) -> String {
        let summary = report::summary::summary(&self.payout, None);
        if !self.payout.settings.payment_file {
            return summary;
        }
        let batch = report::payment::Batch::new(&self.payout);
        format!("{}\n{}。\n", summary.trim_end(), batch.reconciled(&self.payout))
    }

    /// Adds the seal of a final version: the manifest, and the sums that `sha256sum -c` checks, the manifest's own among
    /// them. `from_here` gives the path of an input as seen from the workbook.
    pub fn seal(&mut self, from_here: &dyn Fn(&str) -> String) {
        if !self.is_final {
            return;
        }
        let role = |file: &OutFile| match file.name == format!("{}.xlsx", stem(&self.payout)) {
            true => seal::WORKBOOK,
            false => seal::PAYMENT,
        };
        let outputs: Vec<_> = self.files.iter().map(|file| (role(file), source(file))).collect();
        let manifest = seal::seal(&self.payout, &outputs, from_here);
        let own =
            SourceFile::new(format!("{}{SEAL_ENDING}", stem(&self.payout)), manifest.json().into_bytes());
        let sums = format!("{}{}  {}\n", manifest.sums(), own.sha256, own.name);
        let title = "封存清单".to_owned();
        self.files.push(OutFile { name: own.name.clone(), title: title.clone(), bytes: own.bytes.to_vec() });
        let name = format!("{}{SUMS_ENDING}", stem(&self.payout));
        self.files.push(OutFile { name, title, bytes: sums.into_bytes() });
    }
}

fn source(file: &OutFile) -> SourceFile {
    SourceFile::new(file.name.as_str(), file.bytes.as_slice())
}

/// `<policy>-<year>`, in ASCII that every file system takes; a 假设测算 never takes the place of a payout.
fn stem(payout: &Payout) -> String {
    let assumed = if payout.policy.assumed().next().is_some() { "-assumed" } else { "" };
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '_' };
    format!("{}-{}{assumed}", payout.policy.id.chars().map(safe).collect::<String>(), payout.year)
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
    findings.extend(idle_decisions(payout));
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

/// Decisions not to pay something that met nothing: what a person would not have paid may be paid.
fn idle_decisions(payout: &Payout) -> Vec<Finding> {
    use DecisionKind::{Objection, Refuse, Waiver};
    let idle = |place: &Place| {
        payout.findings.iter().any(|told| told.code == Code::DecisionUnmatched && told.place == *place)
    };
    let not_to_pay =
        payout.decisions.list.iter().filter(|one| matches!(one.kind, Refuse(_) | Waiver(_) | Objection(_)));
    let places = not_to_pay.map(|one| payout.decisions.place(one)).filter(idle);
    let found = places.map(|place| {
        let message = "这条决定是不予兑现，却没有对上名单里的行，本来不付的可能付了。";
        Finding::new(
            Code::FinalIdleDecision,
            place,
            message,
            "请照它的另一条问题改正；不再需要的，请删去这一条。",
        )
    });
    found.collect()
}

fn row_place(payout: &Payout, at: RowRef) -> Place {
    let file = payout.files.get(at.file as usize).map(|file| file.name.clone()).unwrap_or_default();
    let sheet = payout.reading.sheets.iter().find(|sheet| (sheet.file, sheet.sheet) == (at.file, at.sheet));
    let sheet = sheet.map(|sheet| sheet.name.clone());
    Place { file, sheet, cell: Some((at.row + 1).to_string()), span: None }
}

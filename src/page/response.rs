//! The response: an exit code, the document of `--json`, what a terminal would say, and files.

use crate::finding::Finding;
use crate::job::OutFile;
use crate::report::json;
use serde::Serialize;
use serde_json::value::RawValue;

/// Done.
pub const DONE: u8 = 0;
/// Refused, or differences.
pub const REFUSED: u8 = 1;
/// A wrong request, or nothing that can be verified.
pub const TROUBLE: u8 = 2;

/// What a request is answered with.
#[derive(Debug)]
pub struct Response {
    /// The JSON header.
    header: Header,
    /// The bytes of the files that the header lists.
    pub files: Vec<Vec<u8>>,
}

#[derive(Debug, Serialize)]
struct Header {
    exit: u8,
    text: String,
    files: Vec<ListedFile>,
    ignored: Vec<String>,
    json: Box<RawValue>,
}

/// A file that comes with a response.
#[derive(Debug, Serialize)]
struct ListedFile {
    name: String,
    title: String,
}

/// The document of a request that is none.
#[derive(Serialize)]
struct NoDocument {
    schema: &'static str,
    findings: [(); 0],
}

impl Response {
    /// What was asked is done.
    pub fn done(report: &impl Serialize, text: String, files: Vec<OutFile>) -> Self {
        let listed = files
            .iter()
            .map(|file| ListedFile { name: file.name.clone(), title: file.title.clone() })
            .collect();
        let header = Header { exit: DONE, text, files: listed, ignored: Vec::new(), json: document(report) };
        Self { header, files: files.into_iter().map(|file| file.bytes).collect() }
    }

    /// Refused because of findings; `what` was not done.
    pub fn refused(schema: &str, findings: &[Finding], what: &str) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity() == crate::finding::Severity::Error);
        let errors: Vec<Finding> = errors.cloned().collect();
        let text = format!("{}有 {} 个错误，{what}。\n", lines(&errors), errors.len());
        Self::done(&json::refused(schema, findings), text, Vec::new()).exiting(REFUSED)
    }

    /// The request is wrong.
    pub fn wrong(sentence: &str) -> Self {
        let document = NoDocument { schema: "duixian.page/1", findings: [] };
        Self::done(&document, format!("{sentence}\n"), Vec::new()).exiting(TROUBLE)
    }

    /// With another exit code.
    pub fn exiting(mut self, exit: u8) -> Self {
        self.header.exit = exit;
        self
    }

    /// With the names of files that are none of the run.
    pub fn ignoring(mut self, ignored: Vec<String>) -> Self {
        self.header.ignored = ignored;
        self
    }

    /// The JSON header.
    #[allow(clippy::expect_used, reason = "plain structs with text keys always serialise")]
    pub fn header(&self) -> String {
        serde_json::to_string(&self.header).expect("plain structs with text keys serialise")
    }
}

#[allow(clippy::expect_used, reason = "plain structs with text keys always serialise")]
fn document(report: &impl Serialize) -> Box<RawValue> {
    serde_json::value::to_raw_value(report).expect("plain structs with text keys serialise")
}

/// Findings one under the other, as a terminal without colours and without source lines says them.
pub fn lines(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let mut text =
            format!("{}[{}]: {}\n", finding.severity().label(), finding.code.text(), finding.message);
        if !finding.place.file.is_empty() {
            text.push_str(&format!("--> {}\n", finding.place));
        }
        if !finding.help.is_empty() {
            text.push_str(&format!(" = 改法: {}\n", finding.help));
        }
        text + "\n"
    };
    findings.iter().map(line).collect()
}

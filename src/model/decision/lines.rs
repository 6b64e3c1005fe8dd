//! The lines of a decision to paste into decisions.toml: complete but for who, when and why.

/// A decision of a kind with its own lines.
pub fn decision(kind: &str, lines: &[String]) -> String {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("[[decision]]\nkind = \"{kind}\"\n{body}who = \"\"\nwhen = \"\"\nwhy = \"\"")
}

/// The lines that name a sheet.
pub fn sheet(file: &str, sheet: &str) -> Vec<String> {
    vec![format!("file = {}", quoted(file)), format!("sheet = {}", quoted(sheet))]
}

/// The lines that name a row, counted from 1.
pub fn row(file: &str, name: &str, row: &str) -> Vec<String> {
    let mut lines = sheet(file, name);
    lines.push(format!("row = {row}"));
    lines
}

/// A text as a TOML string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(format!("\\u{:04X}", u32::from(c)).chars()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Texts as a TOML list.
pub fn quoted_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

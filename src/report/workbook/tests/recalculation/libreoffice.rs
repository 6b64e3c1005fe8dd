//! The bundled run's workbook recalculated by LibreOffice. `.ci/run` runs this; it needs `soffice`.

use super::{Written, cases, written};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

/// Recalculates every file on loading, whatever wrote it: without this LibreOffice trusts cached values.
const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

fn by_libreoffice(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile/user");
    std::fs::create_dir_all(&profile).expect("a profile");
    std::fs::write(profile.join("registrymodifications.xcu"), ALWAYS).expect("its settings");
    std::fs::write(folder.path().join("payout.xlsx"), bytes).expect("the workbook");
    convert(folder.path());
    std::fs::read(folder.path().join("out/payout.xlsx")).expect("what LibreOffice wrote")
}

fn convert(folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args(["--headless", "--norestore", &profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML"])
        .arg("--outdir")
        .arg(folder.join("out"))
        .arg(folder.join("payout.xlsx"))
        .output()
        .expect("soffice starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The same file with another figure cached in the first formula cell of a sheet of details.
fn planted(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        if name == "xl/worksheets/sheet3.xml" {
            let text = String::from_utf8(content).expect("text");
            let (before, after) = text.split_once("</f><v>").expect("a formula");
            let (_, rest) = after.split_once('<').expect("an end");
            content = format!("{before}</f><v>123456.78<{rest}").into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        target.start_file(name, options).expect("a part");
        target.write_all(&content).expect("its bytes");
    }
    target.finish().expect("a zip").into_inner()
}

#[test]
#[ignore = "needs soffice; .ci/run runs it"]
fn libreoffice_recalculates_every_cell_to_the_engines_figure() {
    let bytes = written(&cases::bundled());
    let book = Written::read(&bytes);
    let wrong = planted(&bytes);
    assert_eq!(
        book.compare(&Written::read(&wrong).values).differences.len(),
        1,
        "one wrong value is planted"
    );
    let corrected = book.compare(&Written::read(&by_libreoffice(&wrong)).values);
    assert!(corrected.differences.is_empty(), "LibreOffice kept cached values: {:#?}", corrected.differences);
    let tally = book.compare(&Written::read(&by_libreoffice(&bytes)).values);
    for (sheet, formulas, agree) in &tally.sheets {
        println!("{sheet}: {formulas} formula cells, {agree} agree");
    }
    assert!(tally.differences.is_empty(), "{:#?}", tally.differences);
    assert_eq!(book.constants(), Vec::<String>::new());
}

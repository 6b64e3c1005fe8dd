//! Workbooks that other programs only opened and saved: `verify` finds no difference in them.

use super::{cases, written};
use crate::host::Serial;
use crate::source::SourceFile;
use crate::verify::{Report, verify};
use crate::workbook::Limits;
use std::path::Path;
use std::process::Command;

/// The bundled run and generated ones.
fn all() -> Vec<cases::Case> {
    std::iter::once(cases::bundled_case()).chain((0..24).map(cases::generated_case)).collect()
}

fn verified(case: &cases::Case, bytes: Vec<u8>) -> Report {
    let workbook = SourceFile::new("表.xlsx", bytes);
    verify(&workbook, &case.files(), &Limits::default(), &Serial).unwrap_or_else(|why| panic!("{why:#?}"))
}

#[track_caller]
fn is_untouched(report: &Report, what: &str) {
    let told = crate::verify::print::text(report);
    assert!(report.differences.is_empty() && report.is_identical() && report.follows == 0, "{what}:\n{told}");
    assert_eq!(report.totals.actual, report.totals.expected, "{what}");
}

#[test]
fn what_was_written_is_identical() {
    for (number, case) in all().iter().enumerate() {
        is_untouched(&verified(case, written(&case.pay())), &format!("run {number}"));
    }
}

/// Both programs save every workbook of a folder into another one.
fn resaved(folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut soffice = Command::new("soffice");
    soffice.args([
        "--headless",
        "--norestore",
        &profile,
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
    ]);
    soffice.arg(folder.join("libreoffice"));
    let names = (0..all().len()).map(|number| folder.join(format!("{number}.xlsx")));
    succeed(soffice.args(names));
    let script = "import openpyxl, os, sys\n\
                  source, target = sys.argv[1:]\n\
                  os.mkdir(target)\n\
                  for name in os.listdir(source):\n    \
                      if name.endswith('.xlsx'): openpyxl.load_workbook(f'{source}/{name}').save(f'{target}/{name}')\n";
    let mut python = Command::new("python3");
    succeed(python.args(["-c", script]).arg(folder).arg(folder.join("openpyxl")));
}

fn succeed(command: &mut Command) {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "needs soffice and openpyxl; .ci/run runs it"]
fn saving_again_alone_is_no_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = all();
    for (number, case) in all.iter().enumerate() {
        let path = folder.path().join(format!("{number}.xlsx"));
        std::fs::write(path, written(&case.pay())).expect("the workbook");
    }
    resaved(folder.path());
    let mut count = 0;
    for program in ["libreoffice", "openpyxl"] {
        for (number, case) in all.iter().enumerate() {
            let path = folder.path().join(program).join(format!("{number}.xlsx"));
            let bytes = std::fs::read(path).expect("what the program wrote");
            is_untouched(&verified(case, bytes), &format!("{program}, run {number}"));
            count += 1;
        }
    }
    println!("{count} untouched workbooks saved again: no difference in any");
}

#!/usr/bin/env python3
"""Makes the suite of tampered workbooks anew: base.xlsx by duixian, the others by openpyxl and LibreOffice.

    cargo build && python3 tests/tampered/make.py

Needs openpyxl, soffice and python3-uno (of the interpreter UNO_PYTHON). To be run after every change of how the workbook is written; the test says when.
`X-calc.xlsx` is X as LibreOffice saved it, with everything recalculated; X itself has no stored results at all.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = os.environ.get("DUIXIAN", HERE.parent.parent / "target/debug/duixian")
PIPE = f"duixian-tamper-{os.getppid() if '--operate' in sys.argv else os.getpid()}"
DETAILS, PAYEES, RULES, NOTICE = "兑现明细表", "兑现汇总表", "规则", "公示表"

# Changes that openpyxl makes: sheet, cell, new content.
EDITS = {
    # 应奖 of 荆溪 typed over: 10万 → 15万.
    "typed-over": [(DETAILS, "K7", 150000)],
    # 实兑金额 of 太湖: its formula and 1万 more.
    "formula-changed": [
        (PAYEES, "E5", "=ROUND(SUMIFS('兑现明细表'!$N$4:$N$7,'兑现明细表'!$S$4:$S$7,A5),2)+10000")
    ],
    # Silver 10万 → 12万: 太湖 +4万, 荆溪 +2万; 江南 is at its cap.
    "tariff-changed": [(RULES, "D5", 120000)],
    # 太湖 2只 → 3只.
    "number-changed": [(DETAILS, "J6", 3)],
    # The account of 江南.
    "text-changed": [(PAYEES, "J4", "6222000000009999")],
    # 1万 from 江南 to 荆溪: the total stays.
    "shifted": [(PAYEES, "E4", 540000), (PAYEES, "E6", 110000)],
    # The same figure instead of the formula.
    "pasted": [(PAYEES, "E4", 550000)],
    # Names in the sign-off, a remark, a figure far outside, a text below.
    "remarks": [
        ("封面", "A41", "经办：张三　　复核：李四　　审核："),
        (PAYEES, "K5", "已电话核实"),
        (PAYEES, "P20", 12345),
        (NOTICE, "A10", "公示期：2008年12月1日 至 2008年12月7日　异议受理单位和电话：市财政局　87654321"),
        (NOTICE, "A12", "已在政府网站公示"),
    ],
    # What the notice says of the first of 江南, 50万, is 99万; nobody is paid by it.
    "notice-changed": [(NOTICE, "E4", 99)],
    # The account of 太湖.
    "account-changed": [(PAYEES, "J5", "6222000000008888")],
    # Looks alone: see `dressed`.
    "dressed": [],
    # A tariff, a figure typed over and a name, in one workbook.
    "mixed": [(RULES, "D5", 120000), (DETAILS, "K6", 200000), (NOTICE, "B7", "荆溪风机厂")],
}

# Changes that LibreOffice makes itself, as its user would: references follow.
BY_HAND = {
    # The row of 荆溪 once more, inside the table.
    "row-added": ["insert\t兑现明细表\t7\t", "copy\t兑现明细表\t8\t7"],
    # A payee that no list knows.
    "payee-added": [
        "insert\t兑现汇总表\t6\t",
        "number\t兑现汇总表\tA6\t9",
        "text\t兑现汇总表\tB6\t东海贸易有限公司",
        "number\t兑现汇总表\tE6\t80000",
    ],
    # 荆溪 left out.
    "row-removed": ["delete\t兑现明细表\t7\t"],
    # 荆溪 before 太湖.
    "row-moved": ["move\t兑现汇总表\t6\t5"],
    # A column of the clerk's own between others, empty but for its heading.
    "column-added": ["column\t兑现汇总表\t5\t", "text\t兑现汇总表\tF3\t核对人"],
    "sheet-removed": ["drop\t公示表\t\t"],
    # Under another name; references follow.
    "sheet-renamed": ["rename\t公示表\t\t公示表（定稿）"],
    "details-renamed": ["number\t兑现明细表\tK7\t150000", "rename\t兑现明细表\t\t明细"],
    # A row gone, a formula changed, a remark.
    "mixed-rows": [
        "delete\t兑现明细表\t7\t",
        "formula\t兑现汇总表\tE5\t=E4/2",
        "text\t兑现汇总表\tK4\t已电话核实",
    ],
}



def operate(source, operations, target):
    """What a user of LibreOffice does by hand; run by an interpreter that has its bridge (python3-uno)."""
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.table import CellAddress

    def given(name, value):
        return PropertyValue(Name=name, Value=value)

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(100):
        try:
            office = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.2)
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    book = desktop.loadComponentFromURL(pathlib.Path(source).as_uri(), "_blank", 0, (given("Hidden", True),))
    for sheet in book.Sheets:
        sheet.unprotect("")
    for operation in pathlib.Path(operations).read_text(encoding="utf-8").splitlines():
        kind, name, where, what = operation.split("\t")
        sheet = book.Sheets.getByName(name)

        def row(number):
            return sheet.Rows.getByIndex(int(number) - 1).RangeAddress

        def start(number):
            return CellAddress(sheet.RangeAddress.Sheet, 0, int(number) - 1)

        if kind == "insert":
            sheet.Rows.insertByIndex(int(where) - 1, 1)
        elif kind == "delete":
            sheet.Rows.removeByIndex(int(where) - 1, 1)
        elif kind == "column":
            sheet.Columns.insertByIndex(int(where), 1)
        elif kind == "drop":
            book.Sheets.removeByName(name)
        elif kind == "copy":
            sheet.copyRange(start(what), row(where))
        elif kind == "move":
            sheet.Rows.insertByIndex(int(what) - 1, 1)
            sheet.moveRange(start(what), row(int(where) + 1))
            sheet.Rows.removeByIndex(int(where), 1)
        elif kind == "rename":
            sheet.Name = what
        elif kind == "number":
            sheet.getCellRangeByName(where).Value = float(what)
        elif kind == "text":
            sheet.getCellRangeByName(where).String = what
        elif kind == "formula":
            sheet.getCellRangeByName(where).Formula = what
    book.calculateAll()
    book.storeToURL(pathlib.Path(target).as_uri(), (given("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)


def run_duixian(work):
    arguments = ["pay", "--quiet", "--rules", HERE / "rules", "--inputs", HERE / "inputs", "--out", work]
    subprocess.run([PROGRAM, *arguments], check=True)
    return work / "tampered-2008.xlsx"


def by_openpyxl(source, edits, target):
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(source)
    for sheet, cell, content in edits:
        book[sheet][cell].value = content
    if target.stem == "remarks":
        book[DETAILS]["N4"].comment = Comment("与企业核对过", "张三")
        book.create_sheet("工作底稿")["A1"] = "随手记"
    if target.stem == "dressed":
        dressed(book)
    book.save(target)


def dressed(book):
    """Widths, formats that show the same figure, colours, another order: nothing that a cell says or a page shows."""
    from openpyxl.styles import Font

    payees = book[PAYEES]
    payees.column_dimensions["B"].width = 60
    payees["E4"].number_format = "0"
    payees["B5"].font = Font(bold=True, color="FF0000")
    book[DETAILS].column_dimensions["S"].hidden = True
    book.move_sheet(NOTICE, -3)


def soffice(profile, *arguments):
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def by_libreoffice(profile, source, target):
    """Opened, recalculated (what openpyxl left has no results to trust) and saved."""
    with tempfile.TemporaryDirectory() as out:
        soffice(profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, str(source))
        shutil.copyfile(pathlib.Path(out) / source.name, target)


def by_hand(profile, jobs):
    """Several workbooks, changed in one office that listens."""
    listen = ["--invisible", f"--accept=pipe,name={PIPE};urp;"]
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", *listen]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for source, operations, target in jobs:
            with tempfile.TemporaryDirectory() as folder:
                script = pathlib.Path(folder) / "operations.txt"
                script.write_text("\n".join(operations) + "\n", encoding="utf-8")
                saved = pathlib.Path(folder) / "saved.xlsx"
                python = os.environ.get("UNO_PYTHON", "/usr/bin/python3")
                subprocess.run([python, __file__, "--operate", source, script, saved], check=True, timeout=120)
                shutil.copyfile(saved, target)
    finally:
        office.terminate()
        office.wait()


def rewritten(source, target, change):
    """The same container with some parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), change(name, old.read(name)), zipfile.ZIP_DEFLATED)


def packed(path):
    """As small as a container gets, its times set back."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, content in parts:
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def sheet_part(source, wanted):
    import openpyxl

    book = openpyxl.load_workbook(source, read_only=True)
    return f"xl/worksheets/sheet{book.sheetnames.index(wanted) + 1}.xml"


def planted(source):
    """The stored result of 荆溪's 实兑金额 is 90万 instead of 10万; its formula stands."""
    part = sheet_part(source, PAYEES)

    def change(name, content):
        if name != part:
            return content
        text, count = re.subn(r'(<c r="E6"[^>]*><f>[^<]*</f><v>)100000(?:\.00)?(</v>)', r"\g<1>900000\g<2>", content.decode())
        assert count == 1
        return text.encode()

    return change


def without_lists(form, target):
    """A workbook with our sheets' names and a record of some form; or somebody's own."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "企业名称"
    for name in ["封面", DETAILS, RULES, "来源", "运行记录"] if form else []:
        book.create_sheet(name)["A1"] = name
    if form:
        book["运行记录"].append(["格式", form])
    book.save(target)


def main():
    for old in HERE.glob("*.xlsx"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        profile = work / "profile"
        base = HERE / "base.xlsx"
        shutil.copyfile(run_duixian(work / "out"), base)
        for name, edits in EDITS.items():
            by_openpyxl(base, edits, HERE / f"{name}.xlsx")
        for name in ["typed-over", "tariff-changed", "mixed"]:
            by_libreoffice(profile, HERE / f"{name}.xlsx", HERE / f"{name}-calc.xlsx")
        by_hand(profile, [(base, operations, HERE / f"{name}.xlsx") for name, operations in BY_HAND.items()])
        rewritten(base, HERE / "planted.xlsx", planted(base))
        without_lists("duixian.workbook/9", HERE / "other-form.xlsx")
        without_lists(None, HERE / "foreign.xlsx")
        (HERE / "truncated.xlsx").write_bytes(base.read_bytes()[:4000])
    for path in HERE.glob("*.xlsx"):
        if path.stem not in ("base", "truncated"):
            packed(path)
    total = sum(path.stat().st_size for path in HERE.glob("*.xlsx"))
    print(f"{len(list(HERE.glob('*.xlsx')))} workbooks, {total} bytes")
    assert total < 1_000_000, "too large to be kept"


if __name__ == "__main__":
    sys.exit(operate(*sys.argv[2:]) if sys.argv[1:2] == ["--operate"] else main())

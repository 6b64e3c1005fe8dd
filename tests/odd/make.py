#!/usr/bin/env python3
"""Makes the odd files anew: none is written by duixian. openpyxl writes .xlsx, LibreOffice .xls, .et and .ods, pyxlsbwriter
.xlsb, and Python the text formats, so that what is read was never written by the program that reads it.

    python3 tests/odd/make.py && SNAPSHOTS=overwrite cargo test odd

Needs openpyxl, pyxlsbwriter 0.1.0 and soffice. Each file is named by its oddity; its golden text stands beside it.
"""
import datetime
import pathlib
import subprocess
import tempfile
import zipfile

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).resolve().parent
HEAD = ["企业名称", "类别", "产品名称", "认定日期"]
GOLD, SILVER, MARK, NATION, PATENT = "中国名牌产品", "江苏省名牌产品", "驰名商标", "国家标准", "发明专利"
DAY = datetime.date(2008, 3, 11)


def firm(name):
    return f"示例{name}有限公司"


def save(name, rows, sheet="Sheet1", merges=(), formats=None, tweak=None, folder=HERE):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row, cells in enumerate(rows, 1):
        for col, value in enumerate(cells, 1):
            if value is not None:
                page.cell(row, col, value)
    for area in merges:
        page.merge_cells(area)
    for cell, code in (formats or {}).items():
        page[cell].number_format = code
    if tweak:
        tweak(book, page)
    path = pathlib.Path(folder) / f"{name}.xlsx"
    book.save(path)
    return path


def convert(to, name, *args, ending=None, **more):
    """What `save` makes, in another format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = save(name, *args, folder=folder, **more)
        subprocess.run(["soffice", "--headless", "--convert-to", to, "--outdir", folder, path], check=True, capture_output=True)
        made = path.with_suffix(f".{to}")
        (HERE / f"{name}.{ending or to}").write_bytes(made.read_bytes())


def one(cells, head=HEAD):
    return [head, cells]


def plain(day="2008-03-11"):
    return [HEAD, [firm("甲"), GOLD, "电缆", day], [firm("乙"), SILVER, "水泵", day]]


def parts(path, edit):
    """Changes the parts of a package: `edit` gets name and content and gives the content, or None to leave the part out."""
    with zipfile.ZipFile(path) as old:
        content = [(item, old.read(item)) for item in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content:
            data = edit(name, data)
            if data is not None:
                new.writestr(zipfile.ZipInfo(name, (2008, 3, 11, 0, 0, 0)), data)


# --- formats

def text_of(rows, separator=",", end="\r\n"):
    return "".join(separator.join(str(cell or "") for cell in row) + end for row in rows)


def formats():
    csv, tab = text_of(plain()), text_of(plain(), "\t")
    files = {
        "逗号分隔-UTF8带签名.csv": b"\xef\xbb\xbf" + csv.encode(),
        "逗号分隔-UTF8.csv": csv.encode(),
        "逗号分隔-GB18030.csv": csv.encode("gb18030"),
        "制表符分隔-UTF16小端.txt": b"\xff\xfe" + tab.encode("utf-16-le"),
        "制表符分隔-UTF16大端.txt": b"\xfe\xff" + tab.encode("utf-16-be"),
        "制表符分隔-UTF16无签名.txt": tab.replace("电缆", "一号电缆").encode("utf-16-le"),
        "制表符分隔-GB18030.txt": tab.encode("gb18030"),
        "分号分隔.csv": csv.replace(",", ";").encode("gb18030"),
        "名为xls的逗号分隔.xls": csv.encode("gb18030"),
        "名为xlsx的制表符分隔.xlsx": tab.encode("gb18030"),
        "引号里有逗号和换行.csv": (text_of([HEAD]) + f'"{firm("甲")}",{GOLD},"电缆,电线\r\n（高压）",2008-03-11\r\n').encode("gb18030"),
        "内容里有逗号没加引号.csv": (text_of(plain()) + f'{firm("丙")},{GOLD},电缆,电线,2008-03-11\r\n').encode("gb18030"),
        "引号没有配对.csv": (text_of([HEAD]) + f'{firm("甲")},{GOLD},"电缆,2008-03-11\r\n{firm("乙")},{SILVER},水泵,2008-03-11\r\n').encode("gb18030"),
        "代码写成等号引号.csv": text_of([["企业名称", "类别", "证书编号", "认定日期"], [f'="{firm("甲")}"', GOLD, '"=""001234"""', "2008-03-11"]]).encode("gb18030"),
        "长代码成了科学计数法.csv": text_of([["企业名称", "统一社会信用代码", "类别", "认定日期"], [firm("甲"), "9.13203E+17", GOLD, "2008-03-11"]]).encode("gb18030"),
        "乱码.csv": csv.encode("gb18030") + b"\xff\xff,\xff\r\n",
        "空文件.xlsx": b"",
        "图片.xls": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "文档.xlsx": b"%PDF-1.4\n%" + bytes(100),
        "截断.xlsx": None,
        "旧格式BIFF2.xls": bytes([9, 0, 4, 0, 2, 0, 16, 0]) + bytes(40),
        "旧格式BIFF4.xls": bytes([9, 4, 6, 0, 0, 0, 16, 0, 0, 0]) + bytes(40),
    }
    for name, data in files.items():
        if data is not None:
            (HERE / name).write_bytes(data)
    cut = save("截断", plain())
    cut.write_bytes(cut.read_bytes()[:-900])
    save("普通", plain())
    # A macro workbook is one by its content type.
    macro = save("启用宏", plain())
    parts(macro, lambda name, data: data.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main") if name == "[Content_Types].xml" else data)
    macro.rename(HERE / "启用宏.xlsm")
    convert("xls", "九七格式", plain(DAY))
    convert("xls", "WPS表格", plain(DAY), ending="et")
    convert("ods", "开放文档", plain(DAY))
    html = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in plain())
    (HERE / "网页表格.xls").write_bytes(f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border=1><caption>名单</caption>{html}</table></body></html>'.encode("gb18030"))
    merged = "<tr><td rowspan=2>企业名称<td colspan=2>成果<td rowspan=2>认定日期<tr><td>类别<td>产品名称" + f'<tr><td rowspan=2>{firm("甲")}<td>{GOLD}<td>电缆&nbsp;线<td>2008-03-11<tr style="display:none"><td>{SILVER}<td>水泵<td>2008-03-11'
    (HERE / "网页表格-合并和隐藏.xls").write_bytes(f"<table>{merged}</table>".encode())
    cell = lambda value: f'<Cell><Data ss:Type="String">{value}</Data></Cell>'
    rows = "".join("<Row>" + "".join(map(cell, row)) + "</Row>" for row in plain()[:2])
    rows += f'<Row ss:Hidden="1">{cell(firm("乙"))}{cell(SILVER)}<Cell ss:Index="4"><Data ss:Type="DateTime">2008-03-11T00:00:00.000</Data></Cell></Row>'
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    (HERE / "电子表格XML2003.xls").write_bytes(f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}"><Worksheet ss:Name="名单"><Table>{rows}</Table></Worksheet></Workbook>'.encode())
    binary()


def binary():
    from pyxlsbwriter import XlsbWriter
    with XlsbWriter(str(HERE / "二进制.xlsb")) as writer:
        writer.add_sheet("名单")
        writer.write_sheet([HEAD, [firm("甲"), GOLD, "电缆", datetime.datetime(2008, 3, 11)], [firm("乙"), SILVER, "水泵", datetime.datetime(2008, 3, 11)]])


# --- values

def values():
    days = [
        "2008年3月", "2008.3.11", "20080311", 20080311, "２００８年３月１１日", "二〇〇八年三月", "二○○八年三月十一日", "2008/3/11", DAY,
        datetime.datetime(2008, 3, 11, 23, 59, 59), "2008-03-11T00:00:00", "2008。3。11", 200803, 2008, "08.3.11", 2008.1, 39518, 60, "3/11/2008",
        "2008-02-30", "2008年3月至2011年3月", "2OO8年3月", "3月11日", "2008年上半年", "—", datetime.date(1905, 6, 30),
    ]
    save("日期的各种写法", [HEAD] + [[firm(f"第{n}号"), GOLD, f"机{n}", day] for n, day in enumerate(days, 1)], formats={"D19": "yyyy-mm-dd"})
    def mac(book, _):
        book.epoch = CALENDAR_MAC_1904
    save("1904日期系统", plain(DAY), tweak=mac)
    convert("xls", "1904日期系统-九七格式", plain(DAY), tweak=mac)
    amounts = [
        50, "50", "50万元", "５０万", "伍拾万元整", "0。5万元", "l.5", "5O", "500,000元", "1,0", "50~60", "约50", "(50)", "—", "￥50", 0.1 + 0.2, "50+50", "10²",
    ]
    save("金额的各种写法", [["单位：万元"], HEAD + ["申请金额"]] + [[firm(f"第{n}号"), GOLD, f"机{n}", "2008-03-11", amount] for n, amount in enumerate(amounts, 1)])
    counts = [1, "2个", "两个", "三只", "２", "2个产品", "1-3", 1.5, 0, -1, "若干", "10²", "2件/3件"]
    save("数量的各种写法", [HEAD + ["数量"]] + [[firm(f"第{n}号"), GOLD, f"机{n}", "2008-03-11", count] for n, count in enumerate(counts, 1)])
    paid = ["年度", "企业名称", "类别", "产品名称"]
    history = lambda heading, amount=5, above=(): [["历年兑现台账"], *above, paid + [heading], [2006, firm("甲"), SILVER, "茶叶", amount]]
    save("单位写在列标题", history("兑现金额(万元)"))
    save("单位写在表头上方", history("兑现金额", above=[["单位：万元"]]))
    save("单位写在标题同一格", [["历年兑现台账（单位：万元）"], paid + ["兑现金额"], [2006, firm("甲"), SILVER, "茶叶", 5]])
    save("单位在标题右边", [["历年兑现台账", None, None, None, "单位：万元"], paid + ["兑现金额"], [2006, firm("甲"), SILVER, "茶叶", 5]])
    save("单位在数字格式", history("兑现金额"), formats={"E3": '0.00"万元"'})
    save("单位在通用格式", history("兑现金额"), formats={"E3": 'G/通用格式"万元"'})
    save("数字格式缩小一万倍", history("兑现金额(元)", 50000), formats={"E3": '0!.0,"万元"'})
    save("没有写单位", history("兑现金额"))
    save("单位互相矛盾", history("兑现金额(元)", above=[["单位：万元"]]))
    save("格内单位与列标题矛盾", history("兑现金额(元)", "5万元"))
    save("单位是千元", history("兑现金额(千元)", above=[["单位：万元"]]))
    save("单位是万美元", history("兑现金额", above=[["单位：万美元"]]))
    codes = ["企业名称", "统一社会信用代码", "证书编号", "类别", "认定日期"]
    save("代码存成数字", [codes, [firm("甲"), 913202820000000000, 20080001, GOLD, "2008-03-11"]])
    save("编号靠格式补零", [codes, [firm("甲"), None, 1234, GOLD, "2008-03-11"]], formats={"C2": "0000000"})
    convert("xls", "编号靠格式补零-九七格式", [codes, [firm("甲"), None, 1234, GOLD, "2008-03-11"]], formats={"C2": "0000000"})
    save("编号变成日期", [codes, [firm("甲"), None, datetime.date(2008, 3, 1), GOLD, "2008-03-11"]])
    def formulas(_, page):
        page["C2"], page["A3"], page["D3"] = '=B2&"机"', "=A2", "=1/0"
    save("公式没有保存结果", plain(), tweak=formulas)
    convert("ods", "错误值", [HEAD, [firm("甲"), GOLD, "=1/0", "2008-03-11"], ["=NA()", GOLD, "水泵", "2008-03-11"]])
    save("不可见字符", [HEAD, ["示例\u200b甲\ufeff有限公司", GOLD, "电\u00a0缆", "2008-03-11"], ["示例\u202e乙有限公司", GOLD, "水泵", "2008-03-11"]])
    save("全角字母和括号", [HEAD, ["示例ＡＢＣ（集团）有限公司", GOLD, "ａ１", "2008年３月"], ["示例ABC(集团)有限公司", SILVER, "b", "2008年3月"]])


# --- tables

def tables():
    save("两张表上下", [
        ["2008年中国名牌产品名单"], ["序号", "企业名称", "产品名称", "认定日期"], [1, firm("甲"), "电缆", "2008年3月"], ["合计", None, "1项"], [],
        ["2008年江苏省名牌产品名单"], ["序号", "产品", "获奖企业", "批准时间"], [1, "茶叶", firm("乙"), DAY]])
    save("两张表左右", [["中国名牌产品", None, None, None, SILVER], ["企业名称", "产品名称", "认定日期", None] * 2, [firm("甲"), "电缆", "2008-03-11", None, firm("乙"), "水泵", "2008-03-11"]])
    save("三行表头带合并", [
        ["驰名商标汇总表"], ["单位：万元"], ["序号", "基本情况", None, None, "商标情况", None, None, "奖励"], [None, "企业", None, "镇", "商标", None, "认定日期", "金额"],
        [None, "名称", "信用代码", None, "名称", "注册号"], [1, firm("甲"), "91320282MA1XXXXX0A", "东镇", "红日", "1234567", "2008-03-11", 50], ["合计", None, None, None, None, None, None, 50]],
        merges=["A3:A5", "B3:D3", "E3:G3", "B4:C4", "D4:D5", "E4:F4", "G4:G5", "H4:H5"])
    save("四行表头", [["情况"], ["企业", None, "产品"], ["基本", None, "获奖"], ["名称", "镇", "名称", "日期"], [firm("甲"), "东镇", "电缆", "2008-03-11"]],
         sheet=GOLD, merges=["A1:D1", "A2:B2", "C2:D2", "A3:B3", "C3:D3"])
    save("表头换行和空格", [["序 号", "企 业\n名 称", "获奖产品\n（商标）", "认定\n时间", "申请金额\n（万元）"], [1, firm("甲"), "电缆", "2008-03-11", 50]], sheet=GOLD)
    save("表在中间", [[] for _ in range(8)] + [[None] * 4 + HEAD] + [[None] * 4 + row for row in plain()[1:]])
    save("只有一列名称", [["2008年驰名商标企业名单"], ["企业名称"], [firm("甲")], [firm("乙")], ["共2家"], ["某市工商局"]])
    save("分页重复表头", [["中国名牌产品名单"], HEAD[:1] + HEAD[2:], [firm("甲"), "电缆", "2008-03-11"], ["第1页"], ["中国名牌产品名单"], HEAD[:1] + HEAD[2:], [firm("乙"), "水泵", "2008-03-11"]])
    save("分段和不符的小计", [
        ["2008年获奖名单"], ["序号", "企业名称", "产品名称", "认定日期", "数量"], ["一、中国名牌产品"], [1, firm("甲"), "电缆", "2008-03-11", 2], [2, firm("乙"), "水泵", "2008-03-11", 1],
        ["小计", None, None, None, 4], ["（二）", "江苏省名牌产品"], [1, firm("丙"), "茶叶", "2008-03-11", 1], ["小计", None, None, None, 1], ["三、市知名产品"], [1, firm("丁"), "油漆", "2008-03-11", 1],
        ["合计", None, None, None, 5], ["注：以上属实"], ["填表人：张三", None, "审核人：李四"], ["某市质量技术监督局"], ["2008年4月1日"]], merges=["A3:E3"])
    save("合计家数和件数", [["序号", "企业名称", "产品名称"], [1, firm("甲"), "电缆"], [2, firm("甲"), "电线"], [3, firm("乙"), "水泵"], ["合计（3家，3件）"]], sheet=GOLD)
    save("列标题有歧义", [["企业名称", "类别", "产品名称", "产品名称", "认定日期"], [firm("甲"), GOLD, "电缆", "电线", "2008-03-11"]])
    save("缺少企业列", [["序号", "产品名称", "类别", "认定日期", "持有者"], [1, "电缆", GOLD, "2008-03-11", firm("甲")]])
    save("表头看不懂", [["编码", "厂商", "荣誉", "日期"], [1, firm("甲"), GOLD, "2008-03-11"], [2, firm("乙"), GOLD, "2008-03-11"]])
    save("没有类别", [["企业名称", "产品名称", "认定日期"], [firm("甲"), "电缆", "2008-03-11"]])
    save("表名与工作表名不同", [["江苏省名牌产品名单"], ["企业名称", "产品名称", "认定日期"], [firm("甲"), "电缆", "2008-03-11"]], sheet=GOLD)
    save("类别列下面留空", [HEAD, [firm("甲"), GOLD, "电缆", "2008-03-11"], [firm("乙"), None, "水泵", "2008-03-11"]], sheet=SILVER)
    save("类别列与小标题不同", [["序号", *HEAD], ["一、江苏省名牌产品"], [1, firm("甲"), GOLD, "电缆", "2008-03-11"]])
    save("说明里的单位和例行", [["填表说明：请逐行填写"], ["序号", *HEAD, "备注"], ["例", firm("某某"), GOLD, "电缆", "2008-03-11"], [1, firm("甲"), GOLD, "电缆", "2008-03-11", "单位：元"], [None, "（示例）某某公司", GOLD, "例", "2008-03-11"]])
    save("其中行", [["序号", "企业名称", "产品名称", "数量"], [1, firm("甲"), "电缆", 2], ["其中："], [None, "驰名商标", None, 1], ["总 计", "1家", None, 2]], sheet=GOLD)
    save("空行空列", [["企业名称", None, "类别", None, "产品名称"], [], [firm("甲"), None, GOLD, None, "电缆"], [], [firm("乙"), None, GOLD, None, "水泵"]])
    save("数据后面的签名", [["中国名牌产品名单", None, "填报单位：某市质监局"], ["企业名称", "产品名称", "认定日期"], [firm("甲"), "电缆", "2008-03-11"], ["单位负责人：", None, "填表人："], ["联系电话：87654321"]])


# --- merged and hidden

def hidden():
    def rows_and_columns(_, page):
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True
    save("隐藏的行和列", plain(), tweak=rows_and_columns)
    convert("xls", "隐藏的行和列-九七格式", plain(), tweak=rows_and_columns)
    convert("ods", "隐藏的行和列-开放文档", plain(), tweak=rows_and_columns)
    def filtered(_, page):
        page.auto_filter.ref = "A1:D3"
        page.auto_filter.add_filter_column(1, [GOLD])
        page.row_dimensions[3].hidden = True
    save("筛选掉的行", plain(), tweak=filtered)
    flat = save("行高为零", plain())
    parts(flat, lambda name, data: data.replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"') if name.endswith("sheet1.xml") else data)
    def sheets(book, _):
        for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
            page = book.create_sheet(name)
            for row in plain():
                page.append(row)
            page.sheet_state = state
        book.create_sheet("空表")
    save("隐藏的表和空表", plain(), tweak=sheets)
    save("竖向合并的企业", [["序号", *HEAD, "数量"], [1, firm("甲"), GOLD, "电缆", "2008-03-11", 1], [None, None, None, "电线", "2008-03-11", 1], [2, firm("乙"), SILVER, "水泵", "2008-03-11", 2], [None, None, None, "阀门", "2008-03-11"]],
         merges=["A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "C4:C5", "F4:F5"])
    save("横向合并的数据", [HEAD, [firm("甲"), None, "电缆", "2008-03-11"]], merges=["A2:B2"])
    covered = save("合并下盖着别的值", [HEAD, [firm("甲"), GOLD, "电缆", "2008-03-11"], [firm("乙"), GOLD, "水泵", "2008-03-11"]])
    parts(covered, lambda name, data: data.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>') if name.endswith("sheet1.xml") else data)


# --- names

def names():
    head = ["企业名称", "类别", "产品名称", "认定日期", "备注"]
    people = [
        [firm("甲") + "（原示例旧厂）", GOLD, "电缆（2个产品）"], [f'{firm("乙")}、{firm("丙")}', NATION, "GB/T 1001-2008 水泵"], [f'{firm("乙")}\n{firm("丙")}', NATION, "GB/T 1002-2008 水泵"],
        ["示例丁机械\n有限公司", GOLD, "轴承"], [firm("戊") + "等3家", NATION, "GB/T 1003-2008 泵"], [firm("己"), SILVER, "茶叶(复评)"], [firm("庚"), SILVER, "油漆(产品扩评)"],
        [firm("辛"), MARK, "红日及图（含证明商标）"], [firm("壬") + "（第一起草单位）", NATION, "GB/T 1004-2008 阀", "2008-03-11", "排名第3"], [firm("癸") + "（3/7）", NATION, "GB/T 1005-2008 阀"],
        [firm("子"), NATION, "GB/T 1006-2008 阀", "2008-03-11", "第二起草单位"], ["同上", GOLD, "电线"], [None, GOLD, "电线"], [firm("丑"), "市知名产品", "电线"],
        [firm("寅"), "中国名牌（复评）", "电线"], [firm("卯"), NATION, "GB/T 1007-2008", "2008-03-11", "行业标准"], [firm("辰"), "行业标准", "GB/T 1008-2008 泵"],
    ]
    save("名称里的各种写法", [head] + [row + ["2008-03-11"] * (4 - len(row)) for row in people])
    save("专利号与类型不符", [["企业名称", "专利名称", "专利号", "专利类型", "授权公告日"], [firm("甲"), "一种茶壶", "ZL200810123456.7", "发明", "2008-03-11"], [firm("乙"), "一种茶杯", "ZL200820123456.7", "发明", "2008-03-11"]])
    save("名录按年度的字段", [["企业名录"], ["企业名称", "统一社会信用代码", "曾用名", "2006年缴税额(万元)", "2007年缴税额(万元)"], [firm("甲"), None, "示例旧厂", 300, 500.5]])
    save("失信名单", [["失信企业名单"], ["企业名称", "失信类型", "列入日期", "移出日期", "列入原因"], [firm("甲"), "质量失信", "2008-01-01", None, "抽检不合格"]])


# --- one list in every format

def copies():
    """One list, as messy as a text with separators can be, saved by other programs as every format they write."""
    rows = [
        ["2008年度获奖项目汇总表", None, None, None, None, None, "单位：万元"],
        ["序号", "企业名称", "产品名称", "证书编号", "认定日期", "数量", "申请金额"],
        ["一、中国名牌产品"],
        [1, firm("甲") + "（原示例旧厂）", "电缆（复评）", "GC-001", DAY, 2, 100],
        [2, f'{firm("乙")}、{firm("丙")}', "水泵", 20080002, "2008年3月", 1, "50"],
        ["小计", None, None, None, None, 3, 150],
        ["二、江苏省名牌产品"],
        [1, firm("丁"), "茶叶", "JS-003", "二〇〇八年三月十一日", "1", 0.5],
        [2, firm("戊"), "油漆", None, "20080311", None, "0。5万元"],
        [3, firm("己"), "轴承", "JS-004", "三月", 1, 5],
        ["小计", None, None, None, None, 2, 6],
        ["合计", None, None, None, None, 5, 156],
        ["注：以上属实"],
    ]
    folder = HERE / "copies"
    folder.mkdir(exist_ok=True)
    path = save("名单", rows, folder=folder, formats={"E4": "yyyy-mm-dd"})
    filters = {"ods": "ods", "xls": "xls", "csv": "csv:Text - txt - csv (StarCalc):44,34,76", "html": "html:HTML (StarCalc)"}
    for kind in filters.values():
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, path], check=True, capture_output=True)
    text = (folder / "名单.csv").read_bytes().decode()
    (folder / "名单-GB18030.csv").write_bytes(text.encode("gb18030"))
    (folder / "名单.html").rename(folder / "名单-网页.xls")


if __name__ == "__main__":
    for old in HERE.iterdir():
        if old.is_file() and old.suffix not in (".py", ".md", ".golden"):
            old.unlink()
    for make in (formats, values, tables, hidden, names, copies):
        make()

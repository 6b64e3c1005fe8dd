//! Scenarios of what stands beside the rows: titles that go on behind the award, notes that tell rows by colour, certificate or
//! name, and comments on cells.

use crate::harness::{Ran, Rules, Run};

fn rules() -> String {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").text()
}

fn pay(file: &str, list: &str) -> Ran {
    Run::new().policy(&rules()).list_csv(file, list).pay()
}

const ROWS: &str = "企业名称,产品名称,证书编号,认定日期\n红杉陶瓷厂,紫砂壶,A10001,2008-03-01\n蓝天机械厂,水泵,A10002,2008-03-01\n";

#[test]
fn a_title_that_goes_on_with_a_noun_of_its_own_holds_its_rows() {
    for title in [
        "2008年金牌产品税收情况表",
        "2008年金牌产品座谈会参会企业名单",
        "金牌产品企业更名名单",
        "金牌产品数字化改造项目",
        "2008年金牌产品监督抽查合格企业",
        "金牌产品（拟）名单",
    ] {
        let ran = pay("名单.csv", &format!("{title},,,\n{ROWS}"));
        ran.row("名单.csv", 3, "held").finding("T0103").total("payable", "0.00");
    }
    pay("金牌产品税收情况.csv", ROWS).finding_at("T0103", "金牌产品税收情况.csv", "后面还有「税收」");
    // Accepted, or with the category in a column of its own, the rows are paid.
    let list = "2008年金牌产品税收情况表,,,\n企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n";
    pay("名单.csv", list).payee("红杉陶瓷厂", "100000.00");
}

#[test]
fn a_title_of_an_honest_list_is_read() {
    for title in [
        "宜兴市2008年度新认定金牌产品企业名单",
        "2008年金牌产品拟奖励企业公示名单",
        "2008年金牌产品奖励资金申报汇总表",
        "金牌产品奖励资金兑现明细表（第一批）",
        "关于公布2008年金牌产品获评企业名单的通知（苏质监发〔2008〕9号）",
        "2008年金牌产品通过认定企业名单（共2家）",
    ] {
        pay("名单.csv", &format!("{title},,,\n{ROWS}")).total("payable", "200000.00");
    }
    // What the policy asks for by a field is no noun of another list.
    let by_field = Rules::new()
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .field("设备投资额", "成果", "金额")
        .text();
    let list = format!("2008年金牌产品设备投资核算表,,,\n{ROWS}");
    Run::new().policy(&by_field).list_csv("名单.csv", &list).pay().total("payable", "200000.00");
    pay("名单.csv", &list).row("名单.csv", 3, "held").finding("T0103");
    for file in ["金牌产品-张三.csv", "质监局金牌产品名单（李会计改）.csv", "金牌产品20081205.csv"]
    {
        pay(file, ROWS).total("payable", "200000.00");
    }
}

#[test]
fn notes_that_tell_rows_by_their_looks_hold_all_rows() {
    for note in ["注：红字企业不予奖励", "注：斜体为撤销", "注：标红的取消", "蓝色字体：暂缓"]
    {
        let ran = pay("名单.csv", &format!("2008年金牌产品名单,,,\n{ROWS}{note},,,\n"));
        ran.row("名单.csv", 3, "held").row("名单.csv", 4, "held").finding("L0219").total("payable", "0.00");
    }
    for note in ["注：红色字体为新认定企业", "注：绿色食品企业按规定奖励", "注：加粗的为国家级"]
    {
        pay("名单.csv", &format!("2008年金牌产品名单,,,\n{ROWS}{note},,,\n")).total("payable", "200000.00");
    }
}

/// Each names 蓝天机械厂 or its certificate, and no other row.
#[test]
fn notes_that_name_a_firm_or_a_certificate_hold_its_row() {
    for note in [
        "注：A10002号证书已被撤销",
        "注：以上企业除蓝天机械厂外均符合条件",
        "注：蓝天机械厂奖金已于2008年12月预拨5万元",
        "注：第2家企业系去年结转",
        "经审核，蓝天机械厂不符合奖励条件",
    ] {
        let ran = pay("名单.csv", &format!("2008年金牌产品名单,,,\n{ROWS}{note},,,\n"));
        ran.row("名单.csv", 4, "held").finding("L0219").payee("红杉陶瓷厂", "100000.00");
        ran.total("payable", "100000.00");
    }
    for note in [
        "注：上述名单已剔除不符合条件的企业3家",
        "注：A20001号证书已被撤销",
        "注：蓝天机械厂为2008年新办企业",
    ] {
        pay("名单.csv", &format!("2008年金牌产品名单,,,\n{ROWS}{note},,,\n")).total("payable", "200000.00");
    }
}

fn with_comments(comments: &[(u32, u16, &str)]) -> Ran {
    let run = Run::new().policy(&rules()).list_workbook("名单.xlsx", |book| {
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(ROWS.lines()) {
            let cells = format!("金牌产品,{line}");
            let cells = if row == 0 { format!("类别,{line}") } else { cells };
            for (col, text) in (0..).zip(cells.split(',')) {
                sheet.write_string(row, col, text).expect("a cell");
            }
        }
        for (row, col, text) in comments {
            sheet.insert_note(*row, *col, &rust_xlsxwriter::Note::new(*text)).expect("a comment");
        }
    });
    run.pay()
}

#[test]
fn a_comment_against_its_row_holds_it_and_others_are_told_once() {
    let ran = with_comments(&[(2, 1, "该企业已注销，不予奖励")]);
    ran.row("名单.xlsx", 3, "held").finding_at("L0219", "名单.xlsx", "批注写的是");
    ran.total("payable", "100000.00");
    let ran = with_comments(&[(1, 1, "见附件"), (2, 2, "已核实")]);
    ran.finding_at("T0110", "名单.xlsx", "有 2 处批注没有用到").total("payable", "200000.00");
    // What explains a heading is for those who fill it in.
    with_comments(&[(0, 1, "不予奖励的请勿填写")]).no_finding("T0110").total("payable", "200000.00");
}

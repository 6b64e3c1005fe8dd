//! Honours that were taken away and money that is to come back: lists, sections, remarks and columns that say so are not paid.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期";
const ROW: &str = "甲公司,金牌产品,灯,Z-1,2008-05-01";

fn run() -> Run {
    Run::new().policy(&Rules::new().award("奖", "金牌产品", "amount = \"10万元\"").text())
}

fn pay(name: &str, text: &str) -> Ran {
    run().list_csv(name, text).pay()
}

#[test]
fn titles_and_names_of_lists_that_take_away_hold_their_rows() {
    for title in [
        "撤销荣誉称号企业名单",
        "取消称号企业",
        "收回证书名单",
        "关于撤销称号的决定",
        "称号已撤销企业",
        "停止奖励名单",
        "应追回资金名单",
    ] {
        pay("名单.csv", &format!("{title}\n{HEAD}\n{ROW}\n")).finding("T0103").row("名单.csv", 3, "held");
        pay(&format!("{title}.csv"), &format!("{HEAD}\n{ROW}\n")).row(&format!("{title}.csv"), 2, "held");
    }
    // 10万元: what is cancelled here is a limit, a registration, an old certificate.
    for title in ["2008年度奖励名单（取消限额）", "注销登记手续完成后的企业名单", "企业名称已变更名单"]
    {
        pay("名单.csv", &format!("{title}\n{HEAD}\n{ROW}\n")).row("名单.csv", 3, "paid");
    }
}

#[test]
fn remarks_and_answers_that_take_away_hold_their_row() {
    for (heading, text) in [
        ("备注", "已撤销称号"),
        ("备注", "称号被取消"),
        ("备注", "证书已收回"),
        ("备注", "权利终止"),
        ("备注", "迁出本市"),
        ("备注", "已停产"),
        ("备注", "款项退回"),
        ("备注", "涉嫌造假"),
        ("处理决定", "撤销称号"),
        ("变动情况", "称号已撤销"),
        ("现状", "停产"),
        ("追回金额(元)", "100000"),
    ] {
        let ran = pay("名单.csv", &format!("{HEAD},{heading}\n{ROW},{text}\n"));
        ran.finding("L0219").row("名单.csv", 2, "held");
    }
    for (heading, text) in [
        ("备注", "名称已变更"),
        ("备注", "取消限额"),
        ("备注", "未撤销称号"),
        ("备注", "原证书已收回，换发新证"),
        ("备注", "注销登记手续完成后领取"),
        ("追回金额(元)", "0"),
        ("现状", "正常生产"),
    ] {
        let ran = pay("名单.csv", &format!("{HEAD},{heading}\n{ROW},{text}\n"));
        ran.row("名单.csv", 2, "paid").payee("甲公司", "100000.00");
    }
}

/// A policy note says what would be done, and takes nothing from the rows.
/// What would hold a row as its remark holds all rows of which a line above or below them says it. Of two rows that stay, each is
/// paid 10万元.
#[test]
fn a_line_beside_the_rows_speaks_of_all_of_them() {
    let rows = format!("{ROW}\n乙公司,金牌产品,泵,Z-2,2008-06-01\n");
    for said in ["企业已注销", "企业均已停产", "两家企业均已被撤销称号。", "产品证书已收回"]
    {
        let below = pay("名单.csv", &format!("{HEAD}\n{rows}以上{said}\n"));
        below.finding("L0219").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
        let above = pay("名单.csv", &format!("以下{said}\n{HEAD}\n{rows}"));
        above.row("名单.csv", 3, "held").row("名单.csv", 4, "held");
    }
    for said in ["企业均已通过审核", "企业均已变更名称", "企业未被撤销称号", "两家企业已领取证书"]
    {
        let below = pay("名单.csv", &format!("{HEAD}\n{rows}以上{said}\n"));
        below.row("名单.csv", 2, "paid").row("名单.csv", 3, "paid").total("payable", "200000.00");
    }
}

#[test]
fn a_note_on_what_would_be_reclaimed_holds_nothing() {
    let list = format!("{HEAD}\n{ROW}\n注：弄虚作假的，追回奖励资金。\n");
    pay("名单.csv", &list).row("名单.csv", 2, "paid");
}

/// The list of those whose honour was revoked has the bytes of the list by which it was awarded: its name alone tells.
#[test]
fn a_copy_under_the_name_of_a_revocation_is_no_copy() {
    let list = format!("{HEAD}\n{ROW}\n");
    let ran = run().list_csv("名单.csv", &list).list_csv("撤销称号名单.csv", &list).pay();
    ran.row("名单.csv", 2, "held").row("撤销称号名单.csv", 2, "held").total("payable", "0.00");
    let ran = run().list_csv("名单.csv", &list).list_csv("名单副本.csv", &list).pay();
    ran.finding("F0107").total("payable", "100000.00");
}

/// What Windows keeps for itself, and a text file that nobody wrote, are no lists.
#[test]
fn files_of_the_system_and_blank_notes_refuse_no_final_version() {
    let list = format!("{HEAD}\n{ROW}\n");
    let run = run()
        .list_csv("名单.csv", &list)
        .list("Thumbs.db", b"\xd0\xcf\x11\xe0")
        .list("新建 文本文档.txt", "");
    run.args(["pay", "--final", "--year", "2008"]).run().expect_exit(0);
}

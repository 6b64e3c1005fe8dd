//! Honours of the enterprise itself, without a product: what the ledger paid of them, and rows that say too little to tell.

use crate::batches::{BING, JIA, YI, book, policy};
use crate::harness::{Ran, Run};

/// 20万元 once for the recognition, the second recognition three years later included or not.
fn honour(more: &str) -> String {
    let award = format!("amount = \"20万元\"\n{more}");
    policy("认定为高新技术企业的，一次性奖励20万元。", "高新技术企业", &award)
}

fn run(policy: &str, rows: &str, ledger: &str, earlier: &[&Ran]) -> Ran {
    let list = format!("企业名称,类别,证书编号,认定日期\n{rows}");
    let run = Run::new().policy(policy).list_csv("名单.csv", &list);
    let head = "企业名称,类别,证书编号,奖励年度,认定日期,兑现金额(元),条款\n";
    let run = if ledger.is_empty() { run } else { run.list_csv("台账.csv", &format!("{head}{ledger}")) };
    book(run, 2010, earlier).pay()
}

/// The same recognition of the same day, with the ledger of people or with the workbook of an earlier run.
#[test]
fn an_honour_that_was_paid_is_not_paid_again() {
    let policy = honour("");
    let row = format!("{JIA},高新技术企业,,2010-03-01\n");
    let paid = format!("{JIA},高新技术企业,,2010,2010-03-01,200000,1\n");
    run(&policy, &row, &paid, &[]).expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现");
    let first = run(&policy, &row, "", &[]);
    first.expect_exit(0).payee(JIA, "200000.00");
    run(&policy, &row, "", &[&first]).expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现");
}

/// One has the certificate, the other has not; the category is not stated; the day of the payment's recognition is not.
#[test]
fn a_payment_that_may_be_for_an_honour_holds_it() {
    let policy = honour("");
    let row = format!("{JIA},高新技术企业,GR2010001,2010-03-01\n{YI},高新技术企业,GR2010002,2010-03-01\n");
    for paid in [
        format!("{JIA},高新技术企业,,2010,2010-03-01,200000,1\n"),
        format!("{JIA},高新技术企业,,2010,,200000,1\n"),
        format!("{JIA},,,2010,2010-03-01,200000,1\n"),
        format!("{JIA},,GR2010001,2010,,200000,1\n"),
    ] {
        let ran = run(&policy, &row, &paid, &[]);
        ran.row("名单.csv", 2, "held").row("名单.csv", 3, "paid");
    }
    for of_another in [
        format!("{JIA},高新技术企业,GR2010009,2010,2010-03-01,200000,1\n"),
        format!("{JIA},高新技术企业,,2010,2010-01-01,200000,1\n"),
        format!("{JIA},,,2009,,200000,1\n"),
    ] {
        let ran = run(&honour("when = [{ field = \"复评\", in = [true, false] }]"), &row, &of_another, &[]);
        ran.expect_exit(0).row("名单.csv", 2, "paid");
    }
}

/// Three years later it has a new number, or none. A policy that says nothing of that does not pay it as a first one.
#[test]
fn an_honour_that_is_recognised_again_is_a_recertification() {
    let row = format!(
        "{JIA},高新技术企业,GR2010001,2010-03-01\n{YI},高新技术企业,,2010-03-01\n{BING},高新技术企业,,2010-03-01\n"
    );
    let paid = format!(
        "{JIA},高新技术企业,GR2007001,2007,2007-03-01,200000,1\n{YI},高新技术企业,,2007,2007-03-01,200000,1\n"
    );
    let ran = run(&honour(""), &row, &paid, &[]);
    ran.finding("M0106").row("名单.csv", 2, "held").row("名单.csv", 3, "held").payee(BING, "200000.00");
    let first_only = run(&honour("when = [{ field = \"复评\", is = false }]"), &row, &paid, &[]);
    first_only.expect_exit(0).row("名单.csv", 2, "rejected").row("名单.csv", 4, "paid");
    let each = run(&honour("when = [{ field = \"复评\", in = [true, false] }]"), &row, &paid, &[]);
    each.expect_exit(0).payee(JIA, "200000.00").payee(YI, "200000.00").payee(BING, "200000.00");
}

/// Patents without a title have numbers of their own, and several of them are no honour.
#[test]
fn patents_without_titles_are_no_recertifications() {
    let policy = policy("授权的发明专利每件2000元。", "发明专利", "amount = \"2000元\"");
    let row = format!("{JIA},发明专利,ZL201010601862,2010-03-01\n{JIA},发明专利,ZL201080063196,2010-04-01\n");
    let paid = format!("{JIA},发明专利,ZL200710601862,2007,2007-03-01,2000,1\n");
    run(&policy, &row, &paid, &[]).expect_exit(0).payee(JIA, "4000.00");
}

/// A remark that the policy asks for must be the same in all rows of one achievement: which file comes first decides nothing.
#[test]
fn rows_that_differ_in_a_remark_that_counts_are_held() {
    let asks = honour("when = [{ field = \"备注\", is = \"已公示\" }]");
    for (policy, fate) in [(&asks, "held"), (&honour(""), "paid")] {
        let list = |remark: &str| {
            format!("企业名称,类别,证书编号,认定日期,备注\n{JIA},高新技术企业,GR1,2010-03-01,{remark}\n")
        };
        let run =
            Run::new().policy(policy).list_csv("a.csv", &list("已公示")).list_csv("b.csv", &list("材料齐全"));
        let ran = book(run, 2010, &[]).pay();
        ran.row("a.csv", 2, fate);
    }
}

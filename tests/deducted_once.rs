//! What history takes off an award: each 分 once, as a sum, and in canonical order.

use crate::batches::{JIA, YI};
use crate::harness::{Ran, Rules, Run};

const BING: &str = "荆溪风机有限公司";
const HEAD: &str = "企业名称,类别,产品名称,认定日期,镇\n";
const PAID: &str = "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),条款,镇\n";

fn rules(steps: &[(&str, &str)]) -> Rules {
    let when = "when = [{ field = \"复评\", in = [true, false] }]";
    let rules = Rules::new().award("金", "金牌产品", &format!("{when}\namount = \"80000元\"")).award(
        "银",
        "银牌产品",
        &format!("{when}\namount = \"50000元\""),
    );
    steps.iter().fold(rules, |rules, (id, toml)| rules.step(id, toml))
}

/// The policy, in force for years.
fn text(rules: &Rules) -> String {
    rules.text().replace("{ from = 2008, to = 2008 }", "{ from = 2008 }")
}

fn pay(rules: &Rules, rows: &str, paid: &str) -> Ran {
    let run = Run::new().policy(&text(rules)).list_csv("名单.csv", &format!("{HEAD}{rows}"));
    run.list_csv("历年台账.csv", &format!("{PAID}{paid}")).args(["--year", "2009"]).pay()
}

const LESS_PAID: &str = "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }";

fn limit(kind: &str, reduce: &str) -> String {
    format!("{kind}limit = {{ amount = \"200000元\" }}, reduce = \"{reduce}\", used_by = \"全部\" }}")
}

/// A town has 20万 in all, of which 甲's 银 used 5万. 甲's 金 8万, 乙 5万 and 丙 2万 of 5万 fill the rest; nothing of 甲's 5万 was taken
/// off 甲: 8万 less 5万. So it is where the limit is of one budget, and where all are scaled: 15/18 of 8万 less 5万.
#[test]
fn a_limit_of_several_deducts_nothing_from_one() {
    let rows = format!(
        "{JIA},金牌产品,锅炉,2009-03-01,东镇\n{YI},银牌产品,棉布,2009-03-01,东镇\n{BING},银牌产品,饼干,2009-04-01,东镇\n"
    );
    let paid = format!("{JIA},银牌产品,锅炉,2008-03-01,2008,50000,2,东镇\n");
    for kind in ["cap = { key = [\"镇\"], ", "cap = { key = [], ", "budget = { "] {
        let ran = pay(&rules(&[("总额", &limit(kind, "从后扣减")), ("补差", LESS_PAID)]), &rows, &paid);
        ran.expect_exit(0).payee(JIA, "30000.00").payee(YI, "50000.00").payee(BING, "20000.00");
        let scaled = pay(&rules(&[("总额", &limit(kind, "按比例")), ("补差", LESS_PAID)]), &rows, &paid);
        scaled.expect_exit(0).payee(JIA, "16667.00");
    }
}

/// A firm has 10万 in all, of which its 银 used 5万: 金 is cut to 5万 for that, which took 3万 of the 5万 off. 2万 are left to deduct:
/// 3万, with which the product has its 8万.
#[test]
fn a_limit_of_ones_own_deducts_what_it_took() {
    let own = limit("cap = { key = [\"企业\"], ", "从后扣减").replace("200000", "100000");
    let paid = format!("{JIA},银牌产品,锅炉,2008-03-01,2008,50000,2,东镇\n");
    let ran = pay(
        &rules(&[("封顶", &own), ("补差", LESS_PAID)]),
        &format!("{JIA},金牌产品,锅炉,2009-03-01,东镇\n"),
        &paid,
    );
    ran.expect_exit(0).payee(JIA, "30000.00");
}

/// 5万 in thirds, of which none is whole 元, was awarded in 2008: 8万 less 5万 in 2009, and not 50001.
#[test]
fn an_award_in_instalments_is_deducted_as_one() {
    let thirds = "instalments = { parts = [{ rate = \"1\", due = 0 }, { rate = \"1\", due = 1 }, { rate = \"1\", due = 2 }] }";
    let rules = rules(&[("补差", LESS_PAID), ("分期", thirds)]);
    let run = |rows: &str, year: &str| {
        let run = Run::new().policy(&text(&rules)).list_csv("名单.csv", &format!("{HEAD}{rows}"));
        run.args(["--year", year])
    };
    let first = run(&format!("{JIA},银牌产品,锅炉,2008-03-01,东镇\n"), "2008").pay();
    first.expect_exit(0).payee(JIA, "16666.67");
    let second = run(&format!("{JIA},金牌产品,锅炉,2009-03-01,东镇\n"), "2009");
    let second = second.list("以前/2008.xlsx", first.bytes("out/example-2008.xlsx")).pay();
    // 30000 in thirds, and the second third of 2008.
    second.expect_exit(0).entry(JIA, "补差", "3", "-50000.00").payee(JIA, "26666.66");
}

/// Three payments of 12345 where the unit is 100元: 37035 in all, rounded up once to 37100, and not three times to 12400.
#[test]
fn what_a_ledger_paid_is_rounded_as_a_sum() {
    let own = limit("cap = { key = [\"企业\"], ", "从后扣减").replace("200000", "60000");
    let rules = rules(&[("封顶", &own)]).rounding("100元", "四舍五入");
    let paid: String = ["壶", "碗", "盆"]
        .iter()
        .map(|name| format!("{JIA},银牌产品,{name},2008-03-01,2008,12345,2,东镇\n"))
        .collect();
    // 60000 less 37100.
    pay(&rules, &format!("{JIA},银牌产品,锅炉,2009-03-01,东镇\n"), &paid).payee(JIA, "22900.00");
}

/// 累计2件1万元、3件3万元 less what was paid: 2万. The 1万 is not deducted once more.
#[test]
fn what_an_award_deducts_by_itself_is_not_deducted_again() {
    let policy = crate::batches::policy(
        "累计2件1万元，3件3万元，已领的扣除，以前领过的扣除。",
        "发明专利",
        "once_per = [\"企业\"]\namount = { by = \"累计件数\", less_paid = true, brackets = [{ from = 2, below = 3, amount = \"1万元\" }, { from = 3, amount = \"3万元\" }] }\n\n\
         [[clause.step]]\nid = \"补差\"\nupgrade_difference = { key = [\"企业\"], mode = \"扣已付\" }",
    );
    let policy = policy.replace("order = []", "order = [\"补差\"]");
    let list = format!("企业名称,类别,成果名称,证书编号,认定日期\n{JIA},发明专利,炉排,ZL3333,2009-03-01\n");
    let paid = "企业名称,类别,成果名称,证书编号,认定日期,数量,奖励年度,兑现金额(元),条款\n";
    let ledger = |clause: &str| format!("{JIA},发明专利,叶轮,ZL1111,2008-03-01,2,2008,10000,{clause}\n");
    let run = |ledger: &str| {
        let run = Run::new().policy(&policy).list_csv("名单.csv", &list);
        run.list_csv("历年台账.csv", &format!("{paid}{ledger}")).args(["--year", "2009"]).pay()
    };
    run(&ledger("1")).expect_exit(0).payee(JIA, "20000.00");
}

/// Of what falls due, 1万 a year. The department's is for a recognition of February, the firm's for one of August: the former is
/// first, in whichever order the ledger states them.
#[test]
fn what_falls_due_stands_in_the_order_of_recognition() {
    let rules = rules(&[
        ("分期", "instalments = { parts = [{ rate = \"50%\", due = 0 }, { rate = \"50%\", due = 1 }] }"),
        (
            "年度",
            "cap = { key = [\"类别\"], limit = { amount = \"10000元\" }, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"结转下年\" }",
        ),
    ]);
    let rules = rules.clause(
        "[[clause.award]]\nid = \"局\"\nrole = \"部门\"\npayee = \"质监局\"\ncategories = [\"银牌产品\"]\namount = \"20000元\"",
    );
    let head = "企业名称,成果企业,收款角色,类别,产品名称,认定日期,奖励年度,兑现金额(元),条款,到期年度,到期金额(元),政策奖项\n";
    let due = |who: &str, of: &str, date: &str, amount: &str| {
        let (role, award, clause) =
            if who == "质监局" { ("部门", "局", 5) } else { ("企业", "银", 2) };
        format!("{who},{of},{role},银牌产品,{of}{date},{date},2008,10000,{clause},2009,{amount},{award}\n")
    };
    let run = |rows: &str| {
        let run = Run::new().policy(&text(&rules)).list_csv("名单.csv", HEAD);
        run.list_csv("历年台账.csv", &format!("{head}{rows}")).args(["--year", "2009"]).pay()
    };
    let (sooner, firm) = (due("质监局", JIA, "2008-02-01", "10000"), due(YI, YI, "2008-08-01", "10000"));
    for rows in [format!("{sooner}{firm}"), format!("{firm}{sooner}")] {
        run(&rows).payee("质监局", "10000.00").payee(YI, "0.00");
    }
    // Two of the department: 9000 of February whole, 1000 of August.
    let (nine, ten) = (due("质监局", JIA, "2008-02-01", "9000"), due("质监局", YI, "2008-08-01", "10000"));
    for rows in [format!("{nine}{ten}"), format!("{ten}{nine}")] {
        run(&rows).payee("质监局", "10000.00").total("later", "9000.00");
    }
}

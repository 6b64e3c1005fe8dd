//! Awards for several achievements or holders at once, over the batches of a year and the years after: what was counted
//! stays counted, and who was left out gets its own part.

use crate::harness::{Ran, Rules, Run};

pub const JIA: &str = "江南紫砂有限公司";
pub const YI: &str = "太湖电缆有限公司";
pub const BING: &str = "荆溪风机有限公司";

/// The head of every policy here; in force from 2008 on.
pub const HEAD: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "batches"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008 }
unit = "元"
rounding = "四舍五入"
order = []
funder = "市财政"

[[category]]
name = "发明专利"
unit = "件"

[[category]]
name = "团队创新"

[[category]]
name = "高新技术企业"

[[category]]
name = "地方标准"
joint = true

[[field]]
name = "评分"
on = "成果"
type = "数"

[[derived]]
name = "累计件数"
count = { covers = { categories = ["发明专利"] }, over = "当年和历年", key = ["企业"] }

[[derived]]
name = "当年件数"
count = { covers = { categories = ["发明专利"] }, over = "当年", key = ["企业"] }
```
"#;

/// A policy of one award to enterprises, which its quotation states.
pub fn policy(quoted: &str, category: &str, award: &str) -> String {
    format!(
        "{HEAD}\n## 第一条\n\n> {quoted}\n\n```toml\n[[clause]]\nid = \"1\"\n\n[[clause.award]]\nid = \"奖\"\nrole = \"企业\"\n\
         categories = [\"{category}\"]\n{award}\n```\n"
    )
}

/// 3件以内每件2000元、第4件起每件1000元, in one award.
fn by_segments() -> String {
    policy(
        "3件以内每件2000元，第4件起每件1000元。",
        "发明专利",
        "once_per = [\"企业\"]\namount = { by = \"当年件数\", mode = \"分段\", brackets = [{ from = 1, to = 3, amount = \"2000元\" }, { from = 4, amount = \"1000元\" }] }",
    )
}

/// A policy with steps behind its award.
fn with_steps(policy: &str, steps: &str) -> String {
    format!("{}{steps}```\n", policy.trim_end().trim_end_matches("```"))
}

/// So many new patents of a year, by their numbers.
fn patents(year: i32, numbers: std::ops::Range<u32>) -> String {
    let row = |number| format!("{JIA},发明专利,装置{number}号,ZL{number:04},{year}-03-01\n");
    numbers.map(row).collect()
}

/// A run of a year over rows and the workbooks of earlier runs.
fn run(policy: &str, year: i32, rows: &str, earlier: &[&Ran]) -> Ran {
    let list = format!("企业名称,类别,成果名称,证书编号,认定日期\n{rows}");
    let run = Run::new().policy(policy).list_csv("名单.csv", &list);
    book(run, year, earlier).pay()
}

pub fn book(run: Run, year: i32, earlier: &[&Ran]) -> Run {
    let of = |ran: &Ran| {
        [2008, 2009, 2010].into_iter().find(|year| ran.below(&format!("out/batches-{year}.xlsx")).exists())
    };
    let run = (1..).zip(earlier).fold(run, |run, (number, ran)| {
        let year = of(ran).expect("an earlier workbook");
        run.list(&format!("以前/{number}.xlsx"), ran.bytes(&format!("out/batches-{year}.xlsx")))
    });
    run.args(["--year", &year.to_string()])
}

/// 3件以内2000元、以上1000元: twelve patents 15,000. Listed again next year all twelve are paid already.
#[test]
fn an_award_for_twelve_patents_pays_none_of_them_again() {
    let policy = by_segments();
    let first = run(&policy, 2008, &patents(2008, 1..13), &[]);
    first.expect_exit(0).payee(JIA, "15000.00");
    let again = run(&policy, 2009, &patents(2008, 1..13), &[&first]);
    again.expect_exit(0).payee(JIA, "0.00").no_finding("H0105");
    (2..14).for_each(|row| {
        again.row("名单.csv", row, "rejected");
    });
    again.row_because("名单.csv", 2, "rejected", "已计入同条奖励的计算");
    // Twenty new ones: 3 × 2000 + 17 × 1000.
    run(&policy, 2009, &patents(2009, 50..70), &[&first]).expect_exit(0).payee(JIA, "23000.00");
}

/// Fifteen patents of a year are 18,000, in one run or in two batches, listed again or not.
#[test]
fn two_batches_of_a_counted_award_pay_what_one_run_would() {
    let policy = by_segments();
    run(&policy, 2008, &patents(2008, 1..16), &[]).expect_exit(0).payee(JIA, "18000.00");
    let first = run(&policy, 2008, &patents(2008, 1..3), &[]);
    first.expect_exit(0).payee(JIA, "4000.00");
    run(&policy, 2008, &patents(2008, 3..16), &[&first]).expect_exit(0).payee(JIA, "14000.00");
    run(&policy, 2008, &patents(2008, 1..16), &[&first]).expect_exit(0).payee(JIA, "14000.00");
}

/// 累计10件10万元、30件30万元，已领取的扣除: twelve in 2008, twenty in 2009, thirty-two in all.
#[test]
fn what_an_award_counted_is_counted_in_later_years() {
    let policy = policy(
        "累计10件的奖励10万元，30件的奖励30万元，已领取的扣除。",
        "发明专利",
        "once_per = [\"企业\"]\namount = { by = \"累计件数\", less_paid = true, brackets = [{ from = 10, to = 29, amount = \"10万元\" }, { from = 30, amount = \"30万元\" }] }",
    );
    let first = run(&policy, 2008, &patents(2008, 1..13), &[]);
    first.expect_exit(0).payee(JIA, "100000.00");
    run(&policy, 2009, &patents(2009, 50..70), &[&first]).expect_exit(0).payee(JIA, "200000.00");
    // Seven more are nineteen: nothing is due, and the payment is not held against itself.
    let few = run(&policy, 2009, &patents(2009, 50..57), &[&first]);
    few.expect_exit(0).payee(JIA, "0.00").no_finding("H0105");
    // Where no bracket fits, every row says so.
    let below = run(&policy, 2009, &patents(2009, 50..53), &[]);
    (2..5).for_each(|row| {
        below.row_because("名单.csv", row, "rejected", "不在任何一档");
    });
}

/// Three drafters, 5:3:2 of 10万元; the row of the third waited in the first batch. The second pays it its 2万元 alone.
#[test]
fn a_joint_holder_left_out_of_the_first_batch_gets_its_part_in_the_second() {
    let policy = policy(
        "标准奖励10万元，前三位按5:3:2。",
        "地方标准",
        "amount = { pool = \"10万元\", ranks = [5, 3, 2], absent = \"不发\" }",
    );
    let list = |holders: &[(&str, u32)]| {
        let row = |(name, rank): &(&str, u32)| {
            format!("{name},地方标准,灯具通用要求,DB32/T 1-2008,2008-01-01,{rank}\n")
        };
        let rows: String = holders.iter().map(row).collect();
        format!("企业名称,类别,标准名称,标准编号,发布日期,排名\n{rows}")
    };
    let all = list(&[(JIA, 1), (YI, 2), (BING, 3)]);
    let whole = Run::new().policy(&policy).list_csv("标准.csv", &all);
    book(whole, 2008, &[]).pay().expect_exit(0).payee(BING, "20000.00").total("payable", "100000.00");
    let two = Run::new().policy(&policy).list_csv("标准.csv", &list(&[(JIA, 1), (YI, 2)]));
    let first = book(two, 2008, &[]).pay();
    first.expect_exit(0).total("payable", "80000.00");
    let again = Run::new().policy(&policy).list_csv("标准.csv", &all);
    let second = book(again, 2008, &[&first]).pay();
    second.expect_exit(0).payee(BING, "20000.00").total("payable", "20000.00");
    // The third alone: whether it stands where one that was paid stood, nobody can say.
    let alone = Run::new().policy(&policy).list_csv("标准.csv", &list(&[(BING, 3)]));
    book(alone, 2008, &[&first]).pay().expect_exit(0).row_because(
        "标准.csv",
        2,
        "held",
        "没有把它列为共有人",
    );
}

/// One standard, 10万元 to all holders: what one firm was paid in full is not paid to another, nor is half of it.
#[test]
fn a_joint_award_that_one_firm_was_paid_is_not_paid_to_another() {
    let policy = policy(
        "标准奖励10万元，共有的平均。",
        "地方标准",
        "amount = \"10万元\"\njoint = { mode = \"平均\" }",
    );
    let row = |name: &str| format!("{name},地方标准,灯具通用要求,DB32/T 1-2008,2008-01-01\n");
    let first = run(&policy, 2008, &row(YI), &[]);
    first.expect_exit(0).payee(YI, "100000.00");
    let other = run(&policy, 2008, &row(JIA), &[&first]);
    other.expect_exit(0).row_because("名单.csv", 2, "held", "已把同一证书兑现给").total("payable", "0.00");
    let both = run(&policy, 2008, &row(&format!("{JIA}、{YI}")), &[&first]);
    both.expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现").total("payable", "0.00");
    both.finding("H0105");
}

/// 40万元 divided by scores is divided once a year: what comes later waits, and the message says what to do.
#[test]
fn a_pool_by_scores_is_shared_out_once_a_year() {
    let policy =
        policy("共安排40万元按评分分配。", "团队创新", "amount = { pool = \"40万元\", score = \"评分\" }");
    let list = |rows: &str| format!("企业名称,类别,成果名称,认定日期,评分\n{rows}");
    let first = Run::new().policy(&policy);
    let first = first.list_csv(
        "团队.csv",
        &list(&format!("{JIA},团队创新,甲队,2008-01-01,60\n{YI},团队创新,乙队,2008-01-01,40\n")),
    );
    let first = book(first, 2008, &[]).pay();
    first.expect_exit(0).payee(JIA, "240000.00").payee(YI, "160000.00");
    let later = |year: i32| {
        let rows = format!("{BING},团队创新,丙队,{year}-01-01,50\n");
        book(Run::new().policy(&policy).list_csv("团队.csv", &list(&rows)), year, &[&first]).pay()
    };
    later(2008).expect_exit(0).row("团队.csv", 2, "held").finding("M0108").total("payable", "0.00");
    later(2009).expect_exit(0).payee(BING, "400000.00");
}

/// An instalment that is given up, or objected to, is not paid, and its row says who decided; a row of the ledger that owes
/// nothing has nothing to give up.
#[test]
fn an_instalment_that_is_given_up_is_not_paid() {
    let rules = Rules::new()
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .step("分期", "instalments = { parts = [{ rate = \"50%\", due = 0 }, { rate = \"50%\", due = 1 }] }");
    let ledger = format!(
        "企业名称,类别,产品名称,认定日期,奖励年度,条款,兑现金额(元),到期年度,到期金额(元)\n\
         {JIA},金牌产品,紫砂壶,2007-03-01,2007,1,50000,2008,50000\n\
         {YI},金牌产品,电缆,2007-03-01,2007,1,100000,,\n"
    );
    let with = |kind: &str, row: u32| {
        let decision = format!(
            "[[decision]]\nkind = \"{kind}\"\nfile = \"历年台账.csv\"\nrow = {row}\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n"
        );
        let run = Run::new().policy(&rules.text()).list_csv("历年台账.csv", &ledger);
        run.decisions(&decision).pay()
    };
    for kind in ["自愿放弃", "异议成立"] {
        let ran = with(kind, 2);
        ran.expect_exit(0).row_because("历年台账.csv", 2, "rejected", kind).total("payable", "0.00");
        with(kind, 3).expect_exit(0).finding("D0201").payee(JIA, "50000.00");
    }
}

/// An inventor in a firm's row, and one who holds the patent alone: what our own workbook says was paid to them, without their
/// whole identity numbers, is not paid again, and its second half goes to the person, not to the firm.
#[test]
fn what_a_person_was_paid_is_known_from_the_workbook() {
    let text = policy("发明人奖励700元，分两年各50%。", "发明专利", "amount = \"700元\"")
        .replace("role = \"企业\"\ncategories", "role = \"个人\"\ncategories")
        .replace("order = []", "order = [\"分期\"]");
    let text = with_steps(
        &text,
        "\n[[clause.step]]\nid = \"分期\"\ninstalments = { parts = [{ rate = \"50%\", due = 0 }, { rate = \"50%\", due = 1 }] }\n",
    );
    for firm in [JIA, ""] {
        let list = format!(
            "企业名称,个人姓名,身份证号,类别,专利名称,专利号,授权日期\n\
             {firm},王大海,320282198001011235,发明专利,装置,SQ2008027,2008-03-01\n"
        );
        let with = |list: &str, year: i32, earlier: &[&Ran]| {
            book(Run::new().policy(&text).list_csv("名单.csv", list), year, earlier).pay()
        };
        let first = with(&list, 2008, &[]);
        first.expect_exit(0).payee("王大海", "350.00").total("payable", "350.00");
        with(&list, 2008, &[&first]).expect_exit(0).row("名单.csv", 2, "rejected").total("payable", "0.00");
        let next = with(&list, 2009, &[&first]);
        next.expect_exit(0)
            .row("名单.csv", 2, "rejected")
            .payee("王大海", "350.00")
            .total("payable", "350.00");
    }
}

/// One place a firm: the first batch paid the lower award. The higher one of the second waits, and is told; a lower one gets
/// nothing, as in one run.
#[test]
fn a_limit_that_an_earlier_batch_filled_holds_what_outranks_it() {
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"10万元\"")
        .award("银", "银牌产品", "amount = \"4万元\"")
        .step("限项", "count_limit = { key = [\"企业\"], limit = 1, of = \"成果\", tie = \"按次序\" }");
    let list = |category: &str, product: &str| {
        format!(
            "企业名称,类别,产品名称,证书编号,认定日期\n{JIA},{category},{product},{product}1,2008-03-01\n"
        )
    };
    for (first, second, fate) in [("银牌产品", "金牌产品", "held"), ("金牌产品", "银牌产品", "zero")]
    {
        let run = Run::new().policy(&rules.text()).list_csv("名单.csv", &list(first, "壶")).pay();
        let book = run.expect_exit(0).bytes("out/example-2008.xlsx");
        let next = Run::new().policy(&rules.text()).list_csv("名单.csv", &list(second, "盆"));
        let next = next.list("以前/1.xlsx", &book).pay();
        next.expect_exit(0).row("名单.csv", 2, fate).total("payable", "0.00");
        if fate == "held" {
            next.finding("S0108");
        }
    }
}

/// Two levels of one product in one year: as in one run, an upgrade takes off what was paid in earlier years, not what an
/// earlier batch of the year paid.
#[test]
fn an_earlier_batch_is_no_earlier_recognition() {
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"10万元\"")
        .award("银", "银牌产品", "amount = \"4万元\"")
        .step("补差", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }");
    let row = |category: &str| format!("{JIA},{category},紫砂壶,{category}1,2008-03-01\n");
    let head = "企业名称,类别,产品名称,证书编号,认定日期\n";
    let with = |rows: &str| Run::new().policy(&rules.text()).list_csv("名单.csv", &format!("{head}{rows}"));
    let both = with(&format!("{}{}", row("金牌产品"), row("银牌产品"))).pay();
    both.expect_exit(0).payee(JIA, "140000.00");
    let first = with(&row("银牌产品")).pay();
    let book = first.expect_exit(0).payee(JIA, "40000.00").bytes("out/example-2008.xlsx");
    with(&row("金牌产品")).list("以前/1.xlsx", &book).pay().expect_exit(0).payee(JIA, "100000.00");
}

/// What a town or department was paid for an achievement is paid, whoever lists it again; an award once a payee is given once
/// over the batches of a year.
#[test]
fn towns_and_departments_are_paid_once_for_an_achievement() {
    let award = |role: &str, more: &str| {
        let text = policy("每项5000元。", "团队创新", &format!("amount = \"5000元\"{more}"));
        text.replace("role = \"企业\"\ncategories", &format!("role = \"{role}\"\ncategories"))
    };
    let register = format!("企业名称,镇\n{JIA},东镇\n{YI},东镇\n");
    let list = |rows: &[&str]| {
        let row = |of: &&str| format!("{of},团队创新,{of}队,,2008-01-01\n");
        format!("企业名称,类别,成果名称,证书编号,认定日期\n{}", rows.iter().map(row).collect::<String>())
    };
    let with = |policy: &str, rows: &[&str], year: i32, earlier: &[&Ran]| {
        let run = Run::new().policy(policy).list_csv("企业名录.csv", &register);
        book(run.list_csv("名单.csv", &list(rows)), year, earlier).pay()
    };
    for (role, payee, more) in [("镇", "东镇", ""), ("部门", "质监局", "\npayee = \"质监局\"")] {
        let each = award(role, more);
        let first = with(&each, &[JIA], 2008, &[]);
        first.expect_exit(0).payee(payee, "5000.00");
        for year in [2008, 2009] {
            let again = with(&each, &[JIA, YI], year, &[&first]);
            again.expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现").payee(payee, "5000.00");
        }
        let once = award(role, &format!("{more}\nonce_per = [\"收款单位\"]"));
        let first = with(&once, &[JIA], 2008, &[]);
        first.expect_exit(0).payee(payee, "5000.00");
        let second = with(&once, &[YI], 2008, &[&first]);
        second.expect_exit(0).payee(payee, "0.00");
        with(&once, &[JIA, YI], 2009, &[&first, &second]).expect_exit(0).payee(payee, "0.00");
    }
}

/// Two inventors with one identity number: one of the two is somebody else's, so both wait.
#[test]
fn one_identity_number_is_not_two_persons() {
    let text = policy("发明人奖励700元。", "发明专利", "amount = \"700元\"")
        .replace("role = \"企业\"\ncategories", "role = \"个人\"\ncategories");
    let list = format!(
        "企业名称,个人姓名,身份证号,类别,专利名称,专利号,授权日期\n\
         {JIA},王大海,320282198001011235,发明专利,装置,SQ2008027,2008-03-01\n\
         {JIA},李小山,320282198001011235,发明专利,设备,SQ2008028,2008-03-01\n"
    );
    let ran = book(Run::new().policy(&text).list_csv("名单.csv", &list), 2008, &[]).pay();
    ran.expect_exit(0).finding("E0101").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
}

/// 10万元 in two parts, 6万 and 4万, and a limit of 6万元 a year that carries what is beyond it. In 2009 another firm's award comes
/// first and takes all of it; the second batch of 2009 pays nothing of the 4万 that the first has carried to 2010. There it stands
/// behind the other's 4万: 2万 are left for 2011.
#[test]
fn a_part_that_was_carried_whole_is_due_once() {
    let text = policy("每项10万元，分两年付60%和40%；每年安排6万元。", "团队创新", "amount = \"10万元\"")
        .replace("order = []", "order = [\"分期\", \"预算\"]");
    let text = with_steps(
        &text,
        "\n[[clause.step]]\nid = \"分期\"\ninstalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }\n\
           \n[[clause.step]]\nid = \"预算\"\nbudget = { limit = { amount = \"6万元\" }, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"结转下年\" }\n",
    );
    let with = |rows: &str, year: i32, earlier: &[&Ran]| {
        let list = format!("企业名称,类别,成果名称,证书编号,认定日期\n{rows}");
        book(Run::new().policy(&text).list_csv("名单.csv", &list), year, earlier).pay()
    };
    let first = with(&format!("{YI},团队创新,乙队,T1,2008-05-01\n"), 2008, &[]);
    first.expect_exit(0).payee(YI, "60000.00");
    let batch = with(&format!("{JIA},团队创新,甲队,T2,2008-01-01\n"), 2009, &[&first]);
    batch.expect_exit(0).payee(JIA, "60000.00").payee(YI, "0.00");
    let second = with("", 2009, &[&first, &batch]);
    second.expect_exit(0).payee(YI, "0.00").total("payable", "0.00");
    let next = with("", 2010, &[&first, &batch, &second]);
    next.expect_exit(0).payee(JIA, "40000.00").payee(YI, "20000.00");
    let last = with("", 2011, &[&first, &batch, &second, &next]);
    last.expect_exit(0).payee(YI, "20000.00").total("payable", "20000.00").total("later", "0.00");
}

/// What a town was paid for a joint standard through one holder is not paid through another; nor is a representative's half.
#[test]
fn a_joint_award_to_towns_and_representatives_is_given_once() {
    let award = |role: &str, joint: &str| {
        let text = policy("标准奖励4万元，共有的平均。", "地方标准", &format!("amount = \"4万元\"{joint}"));
        text.replace("role = \"企业\"\ncategories", &format!("role = \"{role}\"\ncategories"))
    };
    let register = format!("企业名称,镇,法定代表人\n{JIA},东镇,赵一\n{YI},西镇,钱二\n");
    let with = |policy: &str, name: &str, earlier: &[&Ran]| {
        let list = format!(
            "企业名称,类别,标准名称,标准编号,发布日期\n{name},地方标准,灯具要求,DB32/T 1-2008,2008-01-01\n"
        );
        let run = Run::new().policy(policy).list_csv("企业名录.csv", &register).list_csv("标准.csv", &list);
        book(run, 2008, earlier).pay()
    };
    for (role, joint, payee) in [("镇", "", "东镇"), ("法定代表人", "\njoint = { mode = \"平均\" }", "赵一")]
    {
        let policy = award(role, joint);
        let first = with(&policy, JIA, &[]);
        first.expect_exit(0).payee(payee, "40000.00");
        with(&policy, YI, &[&first]).expect_exit(0).total("payable", "0.00");
    }
}

/// A place that highest-only has taken from what was paid is free for the higher item; where the policy counts all that tie, what
/// ties with what was paid is counted, too.
#[test]
fn limits_after_highest_only_and_ties_go_on_over_batches() {
    let awards = || {
        Rules::new().award("金", "金牌产品", "amount = \"10万元\"").award(
            "银",
            "银牌产品",
            "amount = \"4万元\"",
        )
    };
    let limit = |tie: &str| {
        format!("count_limit = {{ key = [\"企业\"], limit = 1, of = \"成果\", tie = \"{tie}\" }}")
    };
    let row = |category: &str, product: &str| format!("{JIA},{category},{product},{product}1,2008-03-01\n");
    let with = |rules: &Rules, rows: &str, earlier: Option<&[u8]>| {
        let head = "企业名称,类别,产品名称,证书编号,认定日期\n";
        let run = Run::new().policy(&rules.text()).list_csv("名单.csv", &format!("{head}{rows}"));
        earlier.into_iter().fold(run, |run, book| run.list("以前/1.xlsx", book)).pay()
    };
    let high = "highest_only = { key = [\"企业\", \"大类\"], by = \"净额\", across_years = false }";
    let rules = awards().step("就高", high).step("限项", &limit("按次序"));
    let first = with(&rules, &row("银牌产品", "壶"), None).expect_exit(0).bytes("out/example-2008.xlsx");
    with(&rules, &row("金牌产品", "盆"), Some(&first)).expect_exit(0).payee(JIA, "60000.00");
    for (tie, amount, code) in
        [("都算", "40000.00", None), ("待定", "0.00", Some("S0104")), ("按次序", "0.00", None)]
    {
        let rules = awards().step("限项", &limit(tie));
        let first = with(&rules, &row("银牌产品", "壶"), None).expect_exit(0).bytes("out/example-2008.xlsx");
        let next = with(&rules, &row("银牌产品", "盆"), Some(&first));
        next.expect_exit(0).payee(JIA, amount);
        code.into_iter().for_each(|code| {
            next.finding(code);
        });
    }
}

/// 3件以上30000元、不足的10000元，已领取的扣除，分两年60%、40%: what is still due was awarded, too. 6000 now, then 20000 more, 12000 of it now
/// with the 4000 that fall due; 30000 in all.
#[test]
fn what_is_still_due_is_deducted_as_paid_before() {
    let text = policy(
        "累计3件以上的奖励3万元，不足3件的1万元，已领取的扣除；分两年付60%和40%。",
        "发明专利",
        "once_per = [\"企业\"]\namount = { by = \"累计件数\", less_paid = true, brackets = [{ from = 1, to = 2, amount = \"1万元\" }, { from = 3, amount = \"3万元\" }] }",
    )
    .replace("order = []", "order = [\"分期\"]");
    let text = with_steps(
        &text,
        "\n[[clause.step]]\nid = \"分期\"\ninstalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }\n",
    );
    let first = run(&text, 2008, &patents(2008, 1..2), &[]);
    first.expect_exit(0).payee(JIA, "6000.00");
    let same_year = run(&text, 2008, &patents(2008, 2..4), &[&first]);
    same_year.expect_exit(0).payee(JIA, "12000.00").total("later", "8000.00");
    let next_year = run(&text, 2009, &patents(2009, 2..4), &[&first]);
    next_year.expect_exit(0).payee(JIA, "16000.00").total("later", "8000.00");
    let last = run(&text, 2010, "", &[&first, &next_year]);
    last.expect_exit(0).payee(JIA, "8000.00");
}

/// A row of the exclusion list of a name and a day alone bars the firm; a row of the ledger that nobody can read holds what it may
/// have paid; a full row is paid, though its name is stamped.
#[test]
fn sparse_rows_of_reference_lists_are_no_notes() {
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"10万元\"")
        .clause("[[clause.exclusion]]\nkind = \"失信\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let list = format!(
        "企业名称,类别,产品名称,证书编号,认定日期\n{JIA},金牌产品,壶,A1,2008-03-01\n{YI}（盖章）,金牌产品,电缆,A2,2008-03-01\n"
    );
    let run = || Run::new().policy(&rules.text()).list_csv("名单.csv", &list);
    let excluded = format!("企业名称,列入日期,移出日期,原因\n{JIA},2008-05-01,,\n");
    let ran = run().list_csv("失信名单.csv", &excluded).pay();
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "失信").row("名单.csv", 3, "paid");
    let ledger = format!(
        "序号,企业名称,类别,产品名称,证书编号,认定日期,奖励年度,兑现金额(元)\n补1：,{JIA},金牌产品,壶,A1,2008-03-01,2008,100000\n"
    );
    let ran = run().list_csv("历年台账.csv", &ledger).pay();
    ran.expect_exit(0).row("历年台账.csv", 2, "held").row("名单.csv", 2, "held").finding("H0104");
}

/// A limit of 15万 on a firm, then highest-only: what the limit took off because of the first batch is not deducted again.
#[test]
fn what_a_cap_deducted_is_not_deducted_again() {
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"15万元\"")
        .award("银", "银牌产品", "amount = \"10万元\"")
        .step(
            "封顶",
            "cap = { key = [\"企业\"], limit = { amount = \"15万元\" }, reduce = \"从后扣减\", used_by = \"同年\" }",
        )
        .step("就高", "highest_only = { key = [\"企业\"], by = \"净额\", across_years = false }");
    let row = |category: &str, product: &str| {
        format!(
            "企业名称,类别,产品名称,证书编号,认定日期\n{JIA},{category},{product},{product}1,2008-03-01\n"
        )
    };
    let first = Run::new().policy(&rules.text()).list_csv("名单.csv", &row("银牌产品", "壶")).pay();
    let book = first.expect_exit(0).payee(JIA, "100000.00").bytes("out/example-2008.xlsx");
    let next = Run::new().policy(&rules.text()).list_csv("名单.csv", &row("金牌产品", "盆"));
    next.list("以前/1.xlsx", &book).pay().expect_exit(0).payee(JIA, "50000.00");
}

/// Two certificates of one product in one year are both first, in one run or in two batches.
#[test]
fn a_second_batch_has_no_recertifications_of_the_first() {
    let rules = Rules::new()
        .award("初", "金牌产品", "when = [{ field = \"复评\", is = false }]\namount = \"10万元\"")
        .award("复", "金牌产品", "when = [{ field = \"复评\", is = true }]\namount = \"2万元\"");
    let row = |number: u32, month: u32| {
        format!("企业名称,类别,产品名称,证书编号,认定日期\n{JIA},金牌产品,壶,A{number},2008-{month:02}-01\n")
    };
    let first = Run::new().policy(&rules.text()).list_csv("名单.csv", &row(1, 3)).pay();
    let book = first.expect_exit(0).payee(JIA, "100000.00").bytes("out/example-2008.xlsx");
    let next = Run::new().policy(&rules.text()).list_csv("名单.csv", &row(2, 9));
    next.list("以前/1.xlsx", &book).pay().expect_exit(0).payee(JIA, "100000.00");
}

/// An award for all standards of a firm together counts a joint one for each holder, unless it asks for the first, as `R0515` says.
#[test]
fn a_joint_item_of_an_award_for_several_is_the_first_holders_where_the_rank_is_asked() {
    let rows = format!(
        "{JIA},地方标准,规范,DB32/T 1-2008,2008-03-01,1\n{YI},地方标准,规范,DB32/T 1-2008,2008-03-01,2\n\
         {BING},地方标准,规程,DB32/T 2-2008,2008-03-01,\n"
    );
    let first = "when = [{ any = [{ field = \"排名\", present = false }, { field = \"排名\", to = 1 }] }]";
    for (when, payable) in [("", "6000.00"), (first, "4000.00")] {
        let award = format!("once_per = [\"企业\"]\namount = \"2000元\"\n{when}");
        let policy = policy("有地方标准的企业奖励2000元。", "地方标准", &award);
        let list = format!("企业名称,类别,成果名称,证书编号,认定日期,排名\n{rows}");
        let ran = book(Run::new().policy(&policy).list_csv("名单.csv", &list), 2008, &[]).pay();
        ran.expect_exit(0).payee(JIA, "2000.00").payee(BING, "2000.00").total("payable", payable);
    }
}

/// 10万元 once for a firm less what its superiors granted: the first batch took 3万元 off. What it took the workbook does not say,
/// so that a second batch does not pay it back; where nothing is left the rows are done.
#[test]
fn a_grant_that_an_earlier_batch_took_off_is_not_paid_back() {
    let policy = policy(
        "每家企业奖励10万元，上级已奖励的扣除。",
        "团队创新",
        "once_per = [\"企业\"]\namount = \"10万元\"\ngranted = { field = \"上级奖励\", effect = \"扣除\" }",
    )
    .replace(
        "[[field]]\nname = \"评分\"",
        "[[field]]\nname = \"上级奖励\"\non = \"成果\"\ntype = \"金额\"\n\n[[field]]\nname = \"评分\"",
    );
    let list =
        |row: &str| format!("企业名称,类别,成果名称,证书编号,认定日期,上级奖励(元)\n{JIA},团队创新,{row}\n");
    let pay = |row: &str, earlier: &[&Ran]| {
        book(Run::new().policy(&policy).list_csv("名单.csv", &list(row)), 2008, earlier).pay()
    };
    let first = pay("甲,T1,2008-03-01,30000", &[]);
    first.expect_exit(0).payee(JIA, "70000.00");
    let second = pay("乙,T2,2008-05-01,0", &[&first]);
    second.expect_exit(0).payee(JIA, "0.00").row_because("名单.csv", 2, "held", "不能接着算");
    let whole = pay("甲,T1,2008-03-01,0", &[]);
    whole.expect_exit(0).payee(JIA, "100000.00");
    let second = pay("乙,T2,2008-05-01,0", &[&whole]);
    second.expect_exit(0).payee(JIA, "0.00").row("名单.csv", 2, "zero");
}

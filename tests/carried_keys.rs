//! What steps and awards group by travels in 结转台账: a second batch whose lists and register no longer say it of the first batch's
//! firms pays what one run of both would have paid.

use crate::batches::{BING, JIA, YI};
use crate::harness::{Ran, Rules, Run};

/// A field to group by: its name, what declares it, whether the register says it, and two values.
struct Key {
    name: &'static str,
    declared: &'static str,
    registered: bool,
    values: [&'static str; 2],
}

const fn key(name: &'static str, declared: &'static str, registered: bool, values: [&'static str; 2]) -> Key {
    Key { name, declared, registered, values }
}

const GROUP: &str =
    "\n[[field]]\nname = \"集团\"\non = \"名录\"\ntype = \"文字\"\nblank = \"企业自成一组\"\n";
const KEYS: [Key; 11] = [
    key("集团", GROUP, true, ["宜兴集团", "太湖集团"]),
    key("园区", "\n[[field]]\nname = \"园区\"\non = \"名录\"\ntype = \"文字\"\n", true, ["东园", "西园"]),
    key("法定代表人", "", true, ["张大海", "李大江"]),
    key("开户行", "", true, ["工行宜兴支行", "农行宜兴支行"]),
    key("报送部门", "", false, ["质监局", "科技局"]),
    key("个人姓名", "", false, ["张大海", "李大江"]),
    key("排名", "", false, ["2", "3"]),
    key("共有单位数", "", false, ["2", "3"]),
    key("申报日期", "", false, ["2008-11-02", "2008-11-03"]),
    key("项目", "\n[[field]]\nname = \"项目\"\non = \"成果\"\ntype = \"文字\"\n", false, ["甲", "乙"]),
    key("星级", "\n[[field]]\nname = \"星级\"\non = \"成果\"\ntype = \"整数\"\n", false, ["4", "5"]),
];

impl Key {
    /// A firm's item of the list, and its row of the register.
    fn rows(&self, firm: &str, product: &str, month: u32, value: &str) -> [String; 2] {
        let [own, registered] = if self.registered { ["", value] } else { [value, ""] };
        let row = format!("{firm},金牌产品,{product},{product}1,2008-{month:02}-01,{own}\n");
        [row, format!("{firm},{registered},110\n")]
    }

    fn run(&self, policy: &str, rows: &[[String; 2]], first: Option<&Ran>) -> Ran {
        let [own, registered] =
            if self.registered { ["说明一", self.name] } else { [self.name, "说明一"] };
        let of = |at: usize| rows.iter().map(|row| row[at].as_str()).collect::<String>();
        let list = format!("企业名称,类别,产品名称,证书编号,认定日期,{own}\n{}", of(0));
        let register = format!("企业名称,{registered},账号\n{}", of(1));
        let run = Run::new().policy(policy).list_csv("名单.csv", &list).list_csv("名录.csv", &register);
        let book = first.map(|ran| ran.bytes("out/example-2008.xlsx"));
        book.into_iter().fold(run, |run, book| run.list("以前/第一批.xlsx", book)).pay()
    }
}

/// A step by a field.
type Step = fn(&str) -> String;

fn cap(key: &str) -> String {
    format!(
        "cap = {{ key = [\"{key}\"], limit = {{ amount = \"150000元\" }}, reduce = \"从后扣减\", used_by = \"同年\" }}"
    )
}

fn limit(key: &str) -> String {
    format!("count_limit = {{ key = [\"{key}\"], limit = 1, of = \"成果\", tie = \"按次序\" }}")
}

fn highest(key: &str) -> String {
    format!("highest_only = {{ key = [\"{key}\"], by = \"净额\", across_years = false }}")
}

fn gold(key: &Key) -> Rules {
    Rules::new().vocabulary(key.declared).award("金", "金牌产品", "amount = \"100000元\"")
}

/// 10万 each for three firms, the first two of one group, at most 15万 a group, one item, the highest: the second firm of the
/// group gets 5万 or nothing, the third firm 10万. The first batch has the first firm, the second the others.
#[test]
fn a_second_batch_counts_what_the_first_paid_by_any_field() {
    let steps: [(Step, &str); 3] = [(cap, "50000.00"), (limit, "0.00"), (highest, "0.00")];
    for key in &KEYS {
        let [one, other] = key.values;
        let first = [key.rows(JIA, "壶", 3, one)];
        let second = [key.rows(YI, "碗", 4, one), key.rows(BING, "盆", 5, other)];
        for (step, left) in steps {
            let policy = gold(key).step("步", &step(key.name)).text();
            let whole = key.run(&policy, &[first.as_slice(), &second].concat(), None);
            let batch = key.run(&policy, &first, None);
            batch.expect_exit(0).payee(JIA, "100000.00");
            let next = key.run(&policy, &second, Some(&batch));
            for ran in [&whole, &next] {
                ran.expect_exit(0).payee(YI, left).payee(BING, "100000.00").no_finding("S0101");
            }
            whole.payee(JIA, "100000.00");
        }
    }
}

/// Once for each value: what the first batch was paid for is not paid again to whoever is listed with the same value, and is to
/// one with another.
#[test]
fn an_award_once_for_a_field_is_once_over_the_batches_of_a_year() {
    for key in &KEYS {
        let [one, other] = key.values;
        let award = format!("once_per = [\"{}\"]\namount = \"100000元\"", key.name);
        let policy = Rules::new().vocabulary(key.declared).award("金", "金牌产品", &award).text();
        let batch = key.run(&policy, &[key.rows(JIA, "壶", 3, one)], None);
        batch.expect_exit(0).payee(JIA, "100000.00");
        let second = [key.rows(YI, "碗", 4, one), key.rows(BING, "盆", 5, other)];
        let next = key.run(&policy, &second, Some(&batch));
        next.expect_exit(0).payee(BING, "100000.00").total("payable", "100000.00");
    }
}

/// A firm that the first batch's register left blank stood by itself, and uses up no group's limit, though the second register
/// has no row of it.
#[test]
fn a_firm_of_no_group_stays_by_itself_in_the_ledger() {
    let [key, ..] = &KEYS;
    let policy = gold(key).step("步", &cap(key.name)).text();
    let batch = key.run(&policy, &[key.rows(JIA, "壶", 3, "")], None);
    let next = key.run(&policy, &[key.rows(YI, "碗", 4, "宜兴集团")], Some(&batch));
    next.expect_exit(0).payee(YI, "100000.00").no_finding("S0101");
}

/// A first batch under a policy that did not group: its workbook does not say the group. The second waits and is told what is
/// missing and where it may be written; with the firm's row in the register it is paid.
#[test]
fn a_workbook_that_lacks_the_field_holds_what_it_could_concern() {
    let [group, ..] = &KEYS;
    let plain = gold(group).text();
    let batch = group.run(&plain, &[group.rows(JIA, "壶", 3, "宜兴集团")], None);
    let second = group.rows(YI, "碗", 4, "宜兴集团");
    let capped = gold(group).step("步", &cap("集团")).text();
    let once = Rules::new()
        .vocabulary(GROUP)
        .award("金", "金牌产品", "once_per = [\"集团\"]\namount = \"100000元\"")
        .text();
    for (policy, code, left) in [(&capped, "S0101", "50000.00"), (&once, "M0101", "0.00")] {
        let next = group.run(policy, std::slice::from_ref(&second), Some(&batch));
        next.expect_exit(0).row_because("名单.csv", 2, "held", "「集团」").total("payable", "0.00");
        next.finding_at(code, "名单.csv", JIA);
        let [_, registered] = group.rows(JIA, "壶", 3, "宜兴集团");
        let next = group.run(policy, &[second.clone(), [String::new(), registered]], Some(&batch));
        next.expect_exit(0).total("payable", left).no_finding(code);
    }
}

/// One award for all firms of a group, less what was paid: what another firm of the group was paid is not this one's to deduct, and
/// a person settles it.
#[test]
fn what_another_firm_of_the_group_was_paid_is_not_forgotten() {
    let [group, ..] = &KEYS;
    let award = "once_per = [\"集团\"]\namount = { by = \"件数\", less_paid = true, brackets = [{ from = 1, to = 9, amount = \"100000元\" }, { from = 10, amount = \"200000元\" }] }";
    let count = "\n[[derived]]\nname = \"件数\"\ncount = { covers = { categories = [\"金牌产品\"] }, over = \"当年和历年\", key = [\"集团\"] }\n";
    let policy = Rules::new().vocabulary(GROUP).vocabulary(count).award("金", "金牌产品", award).text();
    let batch = group.run(&policy, &[group.rows(JIA, "壶", 3, "宜兴集团")], None);
    batch.expect_exit(0).payee(JIA, "100000.00");
    let next = group.run(&policy, &[group.rows(YI, "碗", 4, "宜兴集团")], Some(&batch));
    next.expect_exit(0).row_because("名单.csv", 2, "held", JIA).total("payable", "0.00");
    let other = group.run(&policy, &[group.rows(YI, "碗", 4, "太湖集团")], Some(&batch));
    other.expect_exit(0).payee(YI, "100000.00");
}

//! Scenarios of joint holders in rows of their own: what a row says of its holder's person, account and town is that
//! holder's; and of persons who cannot be told apart.

use crate::harness::{Ran, Rules, Run};

const ZHANG: &str = "11010519491231002X";
const LI: &str = "320282197001011230";

const HEAD: &str = "企业名称,类别,成果名称,认定日期,证书编号,排名,姓名,身份证号,个人开户行,个人账号\n";

fn person_award(joint: &str) -> Rules {
    Rules::new().clause(&format!(
        "[[clause.award]]\nid = \"发明人\"\nrole = \"个人\"\ncategories = [\"合作标准\"]\namount = \"2000元\"\njoint = {joint}"
    ))
}

fn two_firms(zhang: &str, li: &str) -> String {
    format!(
        "{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1,{zhang}\n长风环保公司,合作标准,壶,2008-03-01,B1,2,{li}\n"
    )
}

fn zhang() -> String {
    format!("张三,{ZHANG},工行,6222020000000000001")
}

fn li() -> String {
    format!("李四,{LI},农行,6228480000000000002")
}

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

/// 2000元 in equal parts: 1000元 to each firm's own person, at that person's own bank.
#[test]
fn scenarios_each_holders_person_is_paid_into_his_own_account() {
    let run = Run::new().policy(&person_award("{ mode = \"平均\" }").text()).args(["--payment-file"]);
    let ran = run.list_csv("名单.csv", &two_firms(&zhang(), &li())).pay();
    ran.expect_exit(0).payee("张三", "1000.00").payee("李四", "1000.00").total("payable", "2000.00");
    let text = String::from_utf8(ran.bytes("out/example-2008-payment.csv")).expect("UTF-8");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "张三,工行,6222020000000000001,1000.00,2008年度示例办法",
            "李四,农行,6228480000000000002,1000.00,2008年度示例办法",
        ]
    );
}

/// Inventors who hold a certificate themselves, a row each, have their own accounts, too.
#[test]
fn scenarios_persons_who_hold_a_certificate_together_have_their_own_accounts() {
    let list = two_firms(&zhang(), &li()).replace("红杉陶瓷厂", "").replace("长风环保公司", "");
    let run = Run::new().policy(&person_award("{ mode = \"平均\" }").text()).args(["--payment-file"]);
    let ran = run.list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("张三", "1000.00").payee("李四", "1000.00");
    let text = String::from_utf8(ran.bytes("out/example-2008-payment.csv")).expect("UTF-8");
    assert!(text.contains("李四,农行,6228480000000000002,1000.00"), "{text}");
}

/// 10万元 in halves, of which 70% to the person behind each: 35000元 each. A workbook of the year is history of the next
/// batch by firm and person: of the same list nothing is paid again.
#[test]
fn scenarios_a_share_for_persons_goes_to_each_holders_own() {
    let share = "[[clause.step.department_share.department]]\nrole = \"个人\"\nrate = \"70%\"\ncovers = { awards = [\"标准\"] }";
    let rules = Rules::new()
        .award("标准", "合作标准", "amount = \"10万元\"\njoint = { mode = \"平均\" }")
        .step("完成人", share);
    let list = two_firms(&zhang(), &li());
    let ran = pay(&rules, &list);
    ran.expect_exit(0).payee("张三", "35000.00").payee("李四", "35000.00").total("payable", "170000.00");
    let book = ran.bytes("out/example-2008.xlsx");
    let again = Run::new().policy(&rules.text()).list("第一批.xlsx", book).list_csv("名单.csv", &list).pay();
    again.expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现").total("payable", "0.00");
}

/// A person whom both rows name has both parts; where each holder gets the whole, he gets it once.
#[test]
fn scenarios_one_person_beside_two_holders() {
    let both = two_firms(&zhang(), &zhang());
    pay(&person_award("{ mode = \"平均\" }"), &both).expect_exit(0).payee("张三", "2000.00");
    let each = pay(&person_award("{ mode = \"各得\" }"), &both);
    each.expect_exit(0).payee("张三", "2000.00").row_because("名单.csv", 2, "paid", "同一人");
    // Two firms in one cell with one person: nothing of the award vanishes.
    let cell = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01,B1,,{}\n", zhang());
    pay(&person_award("{ mode = \"平均\" }"), &cell).expect_exit(0).payee("张三", "2000.00");
}

/// A firm without its person holds the award, at its own row, and the lines that the finding gives settle it.
#[test]
fn scenarios_a_holder_without_a_person_holds_the_award() {
    let rules = person_award("{ mode = \"平均\" }");
    let list = two_firms(&zhang(), ",,,");
    let ran = pay(&rules, &list);
    ran.expect_exit(0).row("名单.csv", 2, "held").total("payable", "0.00");
    ran.finding_at("M0101", "名单.csv", "「长风环保公司」没有写「个人姓名」");
    let choice = |field: &str, value: &str| {
        format!(
            "[[decision]]\nkind = \"选择\"\nfile = \"名单.csv\"\nsheet = \"名单\"\nrow = 3\nfield = \"{field}\"\nvalue = \"{value}\"\nwho = \"经办\"\nwhen = \"2009-01-05\"\nwhy = \"证书\"\n"
        )
    };
    let chosen = format!("{}{}", choice("个人姓名", "李四"), choice("身份证号", LI));
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).decisions(&chosen).pay();
    ran.expect_exit(0).payee("张三", "1000.00").payee("李四", "1000.00");
    // Where only the first is paid, nobody asks for the second's person.
    let first = pay(&person_award("{ mode = \"只奖第一\" }"), &list);
    first.expect_exit(0).payee("张三", "2000.00").row("名单.csv", 2, "paid");
}

/// Two persons in a cell are nobody's account: held, and paid once the row names one.
#[test]
fn scenarios_several_persons_in_one_cell_are_held() {
    let rules = person_award("{ mode = \"平均\" }");
    let both = format!("\"张三、李四\",\"{ZHANG}、{LI}\",,");
    let list = format!("{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1,{both}\n");
    let ran = pay(&rules, &list);
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("E0209").total("payable", "0.00");
    assert!(!ran.stdout.contains(ZHANG), "{}", ran.stdout);
    let choice = |field: &str, value: &str| {
        format!(
            "[[decision]]\nkind = \"选择\"\nfile = \"名单.csv\"\nsheet = \"名单\"\nrow = 2\nfield = \"{field}\"\nvalue = \"{value}\"\nwho = \"经办\"\nwhen = \"2009-01-05\"\nwhy = \"证书\"\n"
        )
    };
    let chosen = format!("{}{}", choice("个人姓名", "张三"), choice("身份证号", ZHANG));
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).decisions(&chosen).pay();
    ran.expect_exit(0).no_finding("E0209").payee("张三", "2000.00");
    // A person who holds it himself, with others unnamed.
    let alone = format!("{HEAD},合作标准,壶,2008-03-01,B1,,张三等3人,{ZHANG},,\n");
    pay(&rules, &alone).expect_exit(0).row("名单.csv", 2, "held").finding("E0209");
    // Where nobody but the firm is paid, its inventors are no matter.
    let firm = Rules::new().award("标准", "合作标准", "amount = \"10万元\"");
    pay(&firm, &list).expect_exit(0).row("名单.csv", 2, "paid").no_finding("E0209");
}

const TOWNS: &str = "企业名称,类别,成果名称,认定日期,证书编号,排名,镇\n红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1,丁山镇\n长风环保公司,合作标准,壶,2008-03-01,B1,2,和桥镇\n";

/// Each row's town pays half of that holder's 5万元; with one town in both rows it pays half of each.
#[test]
fn scenarios_towns_in_the_rows_of_joint_holders_pay_for_their_own() {
    let rules = Rules::new()
        .award("标准", "合作标准", "amount = \"10万元\"\njoint = { mode = \"平均\" }")
        .step("镇出资", "sharing = { rule = [{ shares = [{ funder = \"市财政\", rate = \"50%\" }, { funder = \"所在镇\", rate = \"50%\" }] }] }");
    let ran = pay(&rules, TOWNS);
    ran.expect_exit(0).share("红杉陶瓷厂", "丁山镇", "25000.00").share("长风环保公司", "和桥镇", "25000.00");
    let one = pay(&rules, &TOWNS.replace("和桥镇", "丁山镇"));
    one.expect_exit(0).no_finding("S0106").share("长风环保公司", "丁山镇", "25000.00");
}

/// A condition on the town looks at each holder's own: 丁山镇 has its half, 和桥镇 is refused.
#[test]
fn scenarios_a_condition_on_the_town_looks_at_each_holders_own() {
    let rules = Rules::new().award(
        "标准",
        "合作标准",
        "when = [{ field = \"镇\", in = [\"丁山镇\"] }]\namount = \"10万元\"\njoint = { mode = \"平均\" }",
    );
    let ran = pay(&rules, TOWNS);
    ran.expect_exit(0).payee("红杉陶瓷厂", "50000.00").payee("长风环保公司", "0.00");
    ran.row_because("名单.csv", 2, "paid", "镇为「和桥镇」");
}

/// A town's award is one for the achievement: with holders in two towns it waits, unless the award says the first's.
#[test]
fn scenarios_an_award_for_the_town_of_holders_in_two_towns_is_held() {
    let rules = |joint: &str| {
        Rules::new().clause(&format!(
            "[[clause.award]]\nid = \"镇\"\nrole = \"镇\"\ncategories = [\"合作标准\"]\namount = \"1万元\"\n{joint}"
        ))
    };
    pay(&rules(""), TOWNS).expect_exit(0).row("名单.csv", 2, "held").finding_at(
        "M0109",
        "名单.csv",
        "「丁山镇」",
    );
    let divided = pay(&rules("joint = { mode = \"平均\" }"), TOWNS);
    divided.expect_exit(0).row("名单.csv", 2, "held").finding("M0109");
    let first = pay(&rules("joint = { mode = \"只奖第一\" }"), TOWNS);
    first.expect_exit(0).payee("丁山镇", "10000.00").total("payable", "10000.00").no_finding("M0109");
    // One town for both, or one of which nothing is known, leaves no doubt.
    let same = TOWNS.replace("和桥镇", "丁山镇");
    pay(&rules(""), &same).expect_exit(0).payee("丁山镇", "10000.00");
    pay(&rules(""), &TOWNS.replace("和桥镇", "")).expect_exit(0).payee("丁山镇", "10000.00");
}

/// A wrong check digit of an identity number is told, and masked, and keeps nobody from being paid.
#[test]
fn scenarios_a_wrong_check_digit_of_an_identity_number_warns() {
    let wrong = "320282197001011234";
    let list = format!("{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1,张三,{wrong},,\n");
    let ran = pay(&person_award("{ mode = \"平均\" }"), &list);
    ran.expect_exit(0).finding_at("L0301", "名单.csv", "320282********1234").payee("张三", "2000.00");
    assert!(!ran.stdout.contains(wrong), "{}", ran.stdout);
    let right = list.replace(wrong, ZHANG);
    pay(&person_award("{ mode = \"平均\" }"), &right).expect_exit(0).no_finding("L0301");
}

/// A list that names both firms in one row, with the first one's town, beside a list with a row for each: each firm's own row
/// says its town. A town that is neither's is a conflict.
#[test]
fn scenarios_a_row_of_both_holders_yields_to_rows_of_their_own() {
    let rules = Rules::new()
        .award("标准", "合作标准", "amount = \"10万元\"\njoint = { mode = \"平均\" }")
        .step("镇出资", "sharing = { rule = [{ shares = [{ funder = \"所在镇\", rate = \"100%\" }] }] }");
    let both = |town: &str| {
        format!(
            "企业名称,类别,成果名称,认定日期,证书编号,镇\n红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01,B1,{town}\n"
        )
    };
    // The same whichever file comes first.
    for names in [["甲.csv", "乙.csv"], ["乙.csv", "甲.csv"]] {
        let run = Run::new().policy(&rules.text());
        let ran = run.list_csv(names[0], &both("丁山镇")).list_csv(names[1], TOWNS).pay();
        ran.expect_exit(0).no_finding("E0202");
        ran.share("红杉陶瓷厂", "丁山镇", "50000.00").share("长风环保公司", "和桥镇", "50000.00");
    }
    let run = Run::new().policy(&rules.text());
    let ran = run.list_csv("甲.csv", &both("张渚镇")).list_csv("乙.csv", TOWNS).pay();
    ran.expect_exit(0).finding("E0202").total("payable", "0.00");
}

/// A held achievement names its own payee as far as it is known (张三), and whom it could touch through any of its holders: 王五 of the
/// second firm shares its cap.
#[test]
fn scenarios_a_held_achievement_touches_the_groups_of_all_its_holders() {
    let rules = person_award("{ mode = \"平均\" }").step(
        "封顶",
        "cap = { key = [\"企业\"], limit = { amount = \"4万元\" }, reduce = \"按比例\", used_by = \"不计\" }",
    );
    let wang = "长风环保公司,合作标准,杯,2008-03-01,B2,1,王五,320282197001011230,,";
    let list = format!("{}{wang}\n", two_firms(&zhang(), ",,,"));
    let ran = pay(&rules, &list);
    ran.expect_exit(0).row("名单.csv", 2, "held").payee("王五", "2000.00");
    ran.finding_at("M0101", "名单.csv", "金额可能变动的收款单位：张三、王五");
}

/// Three firms, 10万 to each that is 规上. The first is not: it gets nothing, and its row says so on 不予兑现, where the rows of
/// the other two are no refusals: 10万 each stands on 兑现明细表.
#[test]
fn scenarios_a_holder_that_is_paid_is_not_listed_as_refused() {
    use calamine::Reader;
    let rules = Rules::new().field("规上企业", "名录", "是否").clause(
        "[[clause.award]]\nid = \"标准奖\"\nrole = \"企业\"\ncategories = [\"合作标准\"]\namount = \"10万元\"\n\
         when = [{ field = \"规上企业\", is = true }]\njoint = { mode = \"各得\" }",
    );
    let head = "企业名称,类别,成果名称,认定日期,证书编号,排名";
    let row = |firm: &str, rank: u32| format!("{firm},合作标准,壶,2008-03-01,B1,{rank}\n");
    let firms = ["红杉陶瓷厂", "长风环保公司", "东海贸易公司"];
    let list = format!("{head}\n{}{}{}", row(firms[0], 1), row(firms[1], 2), row(firms[2], 3));
    let register = format!("企业名称,规上企业\n{},否\n{},是\n{},是\n", firms[0], firms[1], firms[2]);
    let run =
        Run::new().policy(&rules.text()).list_csv("名单.csv", &list).list_csv("企业名录.csv", &register);
    let ran = run.pay();
    ran.expect_exit(0)
        .payee(firms[1], "100000.00")
        .payee(firms[2], "100000.00")
        .total("payable", "200000.00");
    ran.row_because("名单.csv", 2, "paid", "共有人「红杉陶瓷厂」不予兑现");
    ran.row_because("名单.csv", 3, "rejected", "本单位应兑100000.00元已列在兑现明细表");
    let name = ran.json()["policy"]["id"].as_str().unwrap_or("example").to_owned();
    let bytes = ran.bytes(&format!("out/{name}-2008.xlsx"));
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("不予兑现").expect("the sheet");
    let lines: Vec<(String, String)> =
        sheet.rows().skip(3).take(3).map(|row| (row[2].to_string(), row[6].to_string())).collect();
    let wanted = [(firms[0], "部分兑现"), (firms[1], "已合并"), (firms[2], "已合并")];
    assert_eq!(lines, wanted.map(|(firm, done)| (firm.to_owned(), done.to_owned())));
}

//! Blank lists: what `template` writes, filled in, is what `pay` reads without a finding.

use crate::harness::{POLICY, Run};
use calamine::Reader;
use duixian::model::record::ListKind;
use duixian::policy::{Policy, load};
use duixian::report::workbook::template::{FilledRow, Template, templates};
use duixian::source::SourceFile;

const BUNDLED: &str = include_str!("../rules/yixing-2008.md");

fn policy(text: &str) -> Policy {
    load::load(&SourceFile::new("policy.md", text.as_bytes())).expect("a policy")
}

fn row(cells: &[(&str, &str)]) -> FilledRow {
    cells.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A run over every blank list of a policy, filled in by a function.
fn filled(text: &str, rows: impl Fn(&Template) -> Vec<FilledRow>) -> Run {
    let policy = policy(text);
    templates(&policy, 2008, &[]).iter().fold(Run::new().policy(text), |run, template| {
        let bytes = template.write(&policy, &rows(template)).expect("a workbook");
        run.list(&format!("{}-2008.xlsx", template.stem), bytes)
    })
}

/// Rows of the bundled policy's lists.
fn bundled(template: &Template) -> Vec<FilledRow> {
    let one = |enterprise, rest: &[(&str, &str)]| {
        let mut row = row(rest);
        row.insert("序号".to_owned(), "1".to_owned());
        row.insert("企业名称".to_owned(), enterprise);
        row
    };
    let first = || "示例甲有限公司".to_owned();
    let second = || "示例乙有限公司".to_owned();
    match (template.kind, template.family.as_deref()) {
        (ListKind::Achievements, Some("产品")) => vec![one(
            first(),
            &[
                ("类别", "中国名牌产品"),
                ("产品名称", "紫砂壶"),
                ("证书编号", "2008-001"),
                ("认定日期", "2008-09-01"),
                ("数量", "1"),
                ("复评", "否"),
                ("申请金额（万元）", "50"),
            ],
        )],
        (ListKind::Achievements, Some("商标")) => vec![one(
            second(),
            &[
                ("类别", "中国驰名商标"),
                ("成果名称", "示例"),
                ("证书编号", "1234567"),
                ("认定日期", "2008-03-05"),
                ("认定途径", "司法认定"),
                ("复评", "否"),
            ],
        )],
        (ListKind::Achievements, Some("标准")) => vec![one(
            second(),
            &[
                ("类别", "行业标准"),
                ("成果名称", "示例器具"),
                ("证书编号", "QB/T 1234-2008"),
                ("认定日期", "2008-05-06"),
                ("提出研制项目", "是"),
                ("主要起草单位", "是"),
            ],
        )],
        (ListKind::Achievements, _) => vec![one(
            first(),
            &[
                ("类别", "实用新型专利"),
                ("成果名称", "一种壶盖"),
                ("证书编号", "示例专利一"),
                ("认定日期", "2008-07-09"),
            ],
        )],
        (ListKind::Register, _) => vec![
            one(first(), &[("镇", "东镇"), ("开户行", "示例银行"), ("账号", "0012345678901234567")]),
            one(second(), &[("镇", "西镇"), ("开户行", "示例银行"), ("账号", "0012345678901234568")]),
        ],
        (ListKind::History, _) => vec![one(
            "示例丙有限公司".to_owned(),
            &[
                ("类别", "江苏省名牌产品"),
                ("产品名称", "茶具"),
                ("认定日期", "2006-03-01"),
                ("奖励年度", "2006"),
                ("兑现金额（万元）", "5"),
            ],
        )],
        _ => vec![one("示例丁有限公司".to_owned(), &[("排除类型", "黑名单"), ("列入日期", "2008-01-05")])],
    }
}

#[test]
fn filled_in_they_are_read_without_a_finding() {
    let ran = filled(BUNDLED, bundled).pay();
    ran.expect_exit(0);
    // 50万元 + 500元; 30万元 + 10万元.
    ran.payee("示例甲有限公司", "500500.00").payee("示例乙有限公司", "400000.00");
    for family in 1..=4 {
        // Title, unit, example, heading; the first row is the fifth.
        ran.row(&format!("template-achievements-{family}-2008.xlsx"), 5, "paid");
    }
    let codes = ran.codes();
    assert!(codes.iter().all(|code| code == "W0202"), "{codes:?}\n{}", ran.json()["findings"]);
    let rows = ran.json()["rows"].as_array().map_or(0, Vec::len);
    assert_eq!(rows, 8, "{}", ran.json()["rows"]);
}

#[test]
fn declared_fields_have_columns_that_are_read() {
    let fields = r#"
[[category]]
name = "银牌产品"
unit = "只"

[[field]]
name = "纳税额"
on = "名录"
type = "金额"
by_year = true

[[field]]
name = "合作方"
on = "成果"
type = "文字"
headings = ["备注"]
"#;
    let text = reordered(fields);
    let policy = policy(&text);
    let lists = templates(&policy, 2008, &[]);
    let headings: Vec<_> = lists.iter().map(Template::headings).collect();
    assert!(headings[0].contains(&"合作方") && headings[0].contains(&"说明"), "{headings:?}");
    assert!(headings[1].contains(&"2007年纳税额（万元）"), "{headings:?}");
    let ran = filled(&text, |template| match template.kind {
        ListKind::Achievements => vec![row(&[
            ("企业名称", "示例甲有限公司"),
            ("类别", "金牌产品"),
            ("产品名称", "紫砂壶"),
            ("认定日期", "2008-03-01"),
            ("合作方", "某院"),
        ])],
        ListKind::Register => vec![row(&[
            ("企业名称", "示例甲有限公司"),
            ("开户行", "示例银行"),
            ("账号", "0012345678901234567"),
            ("2007年纳税额（万元）", "12.5"),
        ])],
        _ => Vec::new(),
    });
    let ran = ran.pay();
    ran.expect_exit(0).payee("示例甲有限公司", "500000.00");
    let codes = ran.codes();
    assert!(codes.iter().all(|code| code == "W0202"), "{codes:?}\n{}", ran.json()["findings"]);
}

/// Whom shares pay, and whom the row itself names as the department, stand in columns of the lists, too.
#[test]
fn what_tells_whom_shares_pay_has_columns() {
    let share = "\n[[clause.step]]\nid = \"完成人\"\ndepartment_share = { department = [{ role = \"个人\", rate = \"70%\", covers = { awards = [\"gold\"] } }, { payee_field = \"报送部门\", rate = \"5%\", covers = { awards = [\"gold\"] } }] }\n";
    let text = POLICY.replace("order = []", "order = [\"完成人\"]");
    let text = text.replace("50万元。", "50万元，其中70%奖励完成人、5%奖励报送部门。");
    let text = format!("{}{share}```\n", text.trim_end().trim_end_matches("```"));
    let lists = templates(&policy(&text), 2008, &[]);
    let achievements = lists.iter().find(|list| list.kind == ListKind::Achievements).expect("a list");
    for heading in ["个人姓名", "身份证号", "个人开户行", "个人账号", "报送部门"] {
        assert!(achievements.headings().contains(&heading), "{heading}: {:?}", achievements.headings());
    }
    let history = lists.iter().find(|list| list.kind == ListKind::History).expect("a list");
    for heading in ["个人姓名", "身份证号", "收款角色", "成果企业"] {
        assert!(history.headings().contains(&heading), "{heading}: {:?}", history.headings());
    }
}

/// The example policy with more vocabulary in its first block.
fn reordered(fields: &str) -> String {
    let (first, rest) = POLICY.split_once("unit = \"只\"\n```").expect("the first block");
    format!("{first}unit = \"只\"\n{fields}```{rest}")
}

#[test]
fn the_command_writes_one_blank_list_a_family_and_the_references() {
    let ran = Run::new().policy(BUNDLED).args(["template"]).run();
    let names = [
        "template-achievements-1-2008.xlsx",
        "template-achievements-2-2008.xlsx",
        "template-achievements-3-2008.xlsx",
        "template-achievements-4-2008.xlsx",
        "template-exclusions-2008.xlsx",
        "template-history-2008.xlsx",
        "template-register-2008.xlsx",
    ];
    ran.expect_exit(0).outputs(&names).says("企业名录：out/template-register-2008.xlsx");
    let path = ran.below("out/template-achievements-2-2008.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let cells = book.worksheet_range("成果名单").expect("the sheet");
    let texts: Vec<Vec<String>> =
        cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert_eq!((texts[0][0].as_str(), texts[1][0].as_str()), ("2008年度商标成果名单", "单位：万元"));
    assert!(texts[3].iter().any(|heading| heading == "申请金额（万元）"), "{:?}", texts[3]);
    assert!(texts[3].iter().any(|heading| heading == "认定途径"), "{:?}", texts[3]);
}

#[test]
fn blank_lists_are_the_same_bytes_every_time() {
    let bytes = || Run::new().args(["template"]).policy(POLICY).run().bytes("out/template-history-2008.xlsx");
    assert_eq!(bytes(), bytes());
}

#[test]
fn without_a_policy_nothing_is_written() {
    let ran = Run::new().args(["template"]).run();
    ran.expect_exit(1).says_nothing().warns("错误[F0001]").warns("没有输出").outputs(&[]);
    let ran = Run::new().policy(POLICY).args(["template", "--year", "2009"]).run();
    ran.expect_exit(1).warns("没有适用于2009年度的政策文件").outputs(&[]);
    let help = Run::new().args(["template", "--help"]).run();
    help.expect_exit(0).says("写出空白名单").says("--rules");
}

/// A list of choices longer than a cell takes stands on a sheet of its own, which is no list.
#[test]
fn many_towns_are_chosen_from_a_sheet_that_is_no_list() {
    let towns: Vec<String> = (1..=60).map(|number| format!("示例第{number}街道办事处")).collect();
    let ran = Run::new().policy(POLICY).args(["template", "--towns", towns.join(",").as_str()]).run();
    ran.expect_exit(0);
    let register = ran.bytes("out/template-register-2008.xlsx");
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(&register)).expect("a workbook");
    let choices = book.worksheet_range("选项").expect("the sheet of choices");
    assert_eq!(choices.rows().filter(|row| row.iter().any(|cell| *cell == "示例第60街道办事处")).count(), 1);
    let ran = ran.again().list("企业名录.xlsx", register).args(["--year", "2008"]).pay();
    ran.expect_exit(0);
    assert!(ran.codes().iter().all(|code| code != "T0102"), "{:?}", ran.codes());
}

//! `duixian check`: what it prints, its JSON, its pages, and witnesses that `pay` confirms.

use crate::harness::{POLICY, Ran, Rules, Run};
use duixian::finding::pages;
use duixian::finding::{CATALOGUE, Code};
use duixian::report::checking::CheckReport;
use duixian::source::SourceFile;
use duixian::{check, policy};
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;

fn checked(policy: &str, words: &[&str]) -> Ran {
    Run::new().policy(policy).args(["check"]).args(words.iter().copied()).run()
}

/// Two awards that overlap from 300万元 to 500万元 of tax and leave a gap below 100万元; one for persons; a count.
fn disorderly() -> String {
    let tax = "\n[[field]]\nname = \"缴税\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n";
    let award = |id: &str, when: &str| {
        format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"金牌产品\"]\nwhen = [{when}]\namount = \"5元\"\n"
        )
    };
    let low = award("低", "{ field = \"缴税\", year = 0, from = \"100万元\", to = \"500万元\" }");
    let high = award("高", "{ field = \"缴税\", year = 0, from = \"300万元\" }");
    let person = "[[clause.award]]\nid = \"个人\"\nrole = \"个人\"\ncategories = [\"金牌产品\"]\nwhen = [{ field = \"主导\", is = true }]\namount = \"5元\"\n";
    Rules::new()
        .vocabulary(tax)
        .field("主导", "成果", "是否")
        .clause(&low)
        .clause(&high)
        .clause(person)
        .text()
}

#[test]
fn the_bundled_policy_is_proved() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = Run::new().args(["check", "--json"]).args([root.join("rules")]).run();
    let report = ran.expect_exit(0).json();
    assert_eq!(report["schema"], "duixian.check/1");
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    let outcomes: Vec<&Value> = report["policies"][0]["proofs"]
        .as_array()
        .expect("proofs")
        .iter()
        .map(|proof| &proof["outcome"])
        .collect();
    assert_eq!(outcomes, ["proved", "proved"]);
}

#[test]
fn a_policy_in_order_is_said_to_be_proved_and_over_which_domain() {
    let ran = checked(POLICY, &[]);
    ran.expect_exit(0)
        .says("已证明：同一收款角色里")
        .says("已证明：没有一项成果不适用任何奖项")
        .says("证明的范围：奖励年度2008");
    ran.says("检查了 1 份政策文件：没有发现问题。");
}

#[test]
fn load_errors_are_printed_with_their_spans_and_end_with_1() {
    let ran = checked(&POLICY.replace("amount = \"50万元\"", "amount = \"5万元\""), &[]);
    ran.expect_exit(1).says("错误[R0204]").says("--> rules/policy.md:33:10").says("错误 1 个");
    Run::new().args(["check", "没有"]).run().expect_exit(1).says_nothing().warns("错误[F0001]");
}

#[test]
fn two_policies_of_one_id_are_told() {
    let run = Run::new().file("rules/a.md", POLICY).file("rules/b.md", POLICY).without_policy();
    run.args(["check"]).run().expect_exit(1).says("错误[R0202]: 政策编号「example」和「rules/a.md」的相同");
}

/// Pays every witness: an overlap is held for its clash, a gap is rejected. Gives their names.
#[track_caller]
fn confirmed(policy: &str) -> Vec<String> {
    let ran = checked(policy, &["--witness", "例子", "--json"]);
    let report = ran.expect_exit(1).json();
    let policy = report["policies"][0].clone();
    let id = policy["id"].as_str().expect("an id");
    let mut names = Vec::new();
    let mut run = ran.again();
    for witness in policy["witnesses"].as_array().expect("witnesses") {
        let name = witness["name"].as_str().expect("a name").to_owned();
        let year = witness["year"].to_string();
        let paid = run.args(["--inputs", &format!("例子/{id}/{name}"), "--year", &year]).pay();
        let rows = paid.json()["rows"].as_array().expect("rows").clone();
        let row = rows.iter().find(|row| row["kind"] == "achievements");
        let row = row.unwrap_or_else(|| panic!("{name}: {}", paid.stdout));
        if name.starts_with("overlap") {
            assert_eq!(row["fate"], "held", "{name}: {row}");
            paid.finding("M0102");
        } else {
            assert_eq!(row["fate"], "rejected", "{name}: {row}");
        }
        names.push(name);
        run = paid.again();
    }
    names
}

#[test]
fn witnesses_are_lists_that_pay_confirms() {
    let names = confirmed(&disorderly());
    assert!(names.contains(&"overlap-1".to_owned()), "{names:?}");
    assert!(names.iter().filter(|name| name.starts_with("gap-")).count() >= 2, "{names:?}");
}

/// Texts, years of tax, stages, persons, towns, departments, representatives, days, quantities, ranks, names for conditions.
#[test]
fn witnesses_of_every_kind_of_fact_are_confirmed() {
    let names = confirmed(include_str!("check/witnesses.md"));
    let of = |stem: &str| names.iter().filter(|name| name.starts_with(stem)).count();
    assert_eq!((of("overlap-"), of("gap-")), (11, 13), "{names:?}");
}

#[test]
fn the_witness_commands_are_printed() {
    let ran = checked(&disorderly(), &["--witness", "例子"]);
    ran.expect_exit(1).says("overlap-1的例子：duixian pay --rules \"rules/policy.md\" --inputs \"例子/example/overlap-1\" --year 2008");
    assert!(
        String::from_utf8(ran.bytes("例子/example/overlap-1/register.csv"))
            .expect("text")
            .contains("2008年缴税(元)")
    );
}

#[test]
fn every_code_has_its_page() {
    for code in CATALOGUE {
        let page = pages::page(*code).unwrap_or_else(|| panic!("no page of {code}: src/finding/pages"));
        for part in ["什么：", "为何：", "改法："] {
            assert!(page.contains(part), "{code} says {part}");
        }
        let examples = code.text().starts_with('R');
        assert_eq!(page.contains("\n错：\n") && page.contains("\n对：\n"), examples, "{code}");
    }
}

#[test]
fn no_page_is_of_no_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/finding/pages");
    for file in std::fs::read_dir(folder).expect("the pages") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        for line in text.lines().filter(|line| line.starts_with("## ") && line.len() == "## R0101".len()) {
            assert!(pages::code(&line[3..]).is_some(), "{line}");
        }
    }
}

/// The example of a page below `错：` or `对：`, as a whole policy; none for one that is no rule block.
fn example(page: &str, label: &str) -> Option<String> {
    let fence =
        page.split_once(&format!("\n{label}：\n"))?.1.strip_prefix("```toml\n")?.split_once("\n```")?.0;
    let (quoted, toml): (Vec<&str>, Vec<&str>) = fence.lines().partition(|line| line.starts_with('>'));
    let (quoted, toml) = (quoted.join("\n"), toml.join("\n"));
    let prelude = include_str!("../rules/README.md").split_once("```toml prelude\n").expect("the prelude").1;
    let prelude = prelude.split_once("```").expect("its end").0;
    let step = toml
        .split_once("[[clause.step]]\nid = ")
        .map_or("", |(_, rest)| rest.lines().next().unwrap_or_default());
    let prelude = prelude.replace("order = []", &format!("order = [{step}]"));
    Some(format!("# 例\n\n```toml\n{prelude}```\n\n## 条文\n\n{quoted}\n\n```toml\n{toml}\n```\n"))
}

fn codes_of(text: &str) -> Vec<Code> {
    let source = SourceFile::new("rules/policy.md", text.as_bytes());
    let findings = policy::load::load(&source).map(|policy| check::check(&policy).findings);
    findings.unwrap_or_else(|findings| findings).iter().map(|finding| finding.code).collect()
}

#[test]
fn the_wrong_example_of_a_page_is_wrong_and_the_right_one_right() {
    let mut tested = 0;
    for code in CATALOGUE.iter().filter(|code| code.text().starts_with('R')) {
        let page = pages::page(*code).expect("a page");
        let (Some(wrong), Some(right)) = (example(page, "错"), example(page, "对")) else { continue };
        tested += 1;
        assert!(codes_of(&wrong).contains(code), "{code}: {:?}\n{wrong}", codes_of(&wrong));
        let still: Vec<Code> =
            codes_of(&right).into_iter().filter(|found| is_mistake(*found, *code)).collect();
        // A category that is not awarded is a gap of the example, not of what it shows.
        assert!(still.is_empty(), "{code}: {still:?}\n{right}");
    }
    assert!(tested >= 25, "{tested}");
}

/// The code itself, and whatever refuses the policy.
fn is_mistake(found: Code, code: Code) -> bool {
    found == code || found.severity() == duixian::finding::Severity::Error
}

#[test]
fn a_page_is_printed_and_a_wrong_code_is_guessed() {
    let explained = |code: &str| Run::new().args(["check", "--explain", code]).run();
    explained("r0401").expect_exit(0).says("R0401　两个奖项会同时适用（错误）").says("改法：").says("对：");
    explained("R0499").expect_exit(2).says_nothing().warns("没有编号「R0499」。是不是想写「R");
}

#[test]
fn the_schema_is_the_committed_one() {
    let text = serde_json::to_string_pretty(&schemars::schema_for!(CheckReport)).expect("a schema") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/duixian.check-1.json");
    let data = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, data.raw());
}

/// Loads and checks whatever it is, for nothing but to come back.
fn survives(bytes: &[u8]) -> usize {
    let source = SourceFile::new("rules/policy.md", bytes);
    match policy::load::load(&source) {
        Ok(policy) => check::check(&policy).findings.len(),
        Err(findings) => {
            for finding in &findings {
                let (start, end) = finding.place.span.unwrap_or_default();
                assert!(start <= end && end <= bytes.len().max(1), "{finding:?}");
            }
            findings.len()
        }
    }
}

proptest! {
    #![proptest_config(crate::generate::cases(64))]

    /// Bytes of any kind are refused, not stumbled over.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
        survives(&[b"```toml\n".as_slice(), &bytes].concat());
    }

    /// A policy with pieces cut out, doubled or overwritten is refused or checked.
    #[test]
    fn a_mangled_policy_is_survived(at in 0_usize..20_000, length in 0_usize..200, with in "[\\[\\]{}=\"\n#a-c0-9一万元%.-]{0,12}") {
        let text = include_str!("../rules/yixing-2008.md");
        let border = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (from, to) = (border(at), border(at + length));
        survives(format!("{}{with}{}", &text[..from], &text[to..]).as_bytes());
        survives(format!("{}{}{}", &text[..to], &text[from..to], &text[to..]).as_bytes());
    }
}

/// A chain of ten thousand awards, each a rate of the next, and ten thousand names that nobody declared.
#[test]
fn long_chains_and_many_mistakes_come_back() {
    let mut text = POLICY.to_owned();
    text.push_str("\n```toml\n");
    for number in 0..10_000 {
        text.push_str(&format!("[[clause.award]]\nid = \"a{number}\"\nrole = \"企业\"\ncategories = [\"没有{number}\"]\namount = {{ rate = \"1\", of_award = \"a{}\" }}\n", (number + 1) % 10_000));
    }
    text.push_str("```\n");
    assert!(survives(text.as_bytes()) > 10_000);
}

#[test]
fn the_cases_of_a_policy_are_run() {
    let with = |amount: &str| {
        let case = format!(
            "\n```toml\n[[case]]\nname = \"一只金牌\"\nachievement = [{{ enterprise = \"甲公司\", category = \"金牌产品\", \
             title = \"电缆\", date = 2008-03-01 }}]\nexpect = [{{ payee = \"甲公司\", amount = \"{amount}\" }}]\n```\n"
        );
        checked(&format!("{POLICY}{case}"), &[])
    };
    with("50万元").expect_exit(0).says("没有发现问题");
    with("60万元").expect_exit(1).says("错误[R0701]");
}

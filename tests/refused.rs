//! Policies that are refused: what looks like a rule and could never be decided, or not as it is meant.

use crate::harness::Rules;
use duixian::finding::{Code, Finding};
use duixian::policy::load;
use duixian::source::SourceFile;

fn findings(rules: &Rules) -> Vec<Finding> {
    let source = SourceFile::new("rules/policy.md", rules.text().as_bytes());
    load::load(&source).err().unwrap_or_default()
}

/// The one finding, which is of this code and says all of this.
#[track_caller]
fn refused(rules: &Rules, code: Code, says: &[&str]) {
    let findings = findings(rules);
    let [finding] = findings.as_slice() else { panic!("{findings:#?}\n{}", rules.text()) };
    assert_eq!(finding.code, code, "{finding:?}");
    for said in says {
        assert!(finding.message.contains(said) || finding.help.contains(said), "{said}: {finding:#?}");
    }
}

fn fields() -> Rules {
    Rules::new()
        .field("台账等级", "历史", "文字")
        .field("上级已付", "历史", "金额")
        .field("说明文字", "成果", "文字")
        .field("得分", "成果", "数")
}

fn awarding(keys: &str) -> Rules {
    fields().award("奖", "金牌产品", keys)
}

#[test]
fn a_condition_on_a_field_of_the_history_alone() {
    let rules = awarding("when = [{ field = \"台账等级\", is = \"A\" }]\namount = \"0元\"");
    refused(&rules, Code::PolicyBadValue, &["台账等级", "永远无法判断", "count"]);
    let counted = "\n[[derived]]\nname = \"得过A\"\ncount = { over = \"历年\", key = [\"企业\"], when = [{ field = \"台账等级\", is = \"A\" }] }\n";
    let rules = fields().vocabulary(counted).award(
        "奖",
        "金牌产品",
        "when = [{ field = \"得过A\", from = 1 }]\namount = \"0元\"",
    );
    assert_eq!(findings(&rules), []);
}

#[test]
fn an_amount_of_a_field_of_the_history_alone() {
    let rules = awarding("amount = { rate = \"1\", of = \"上级已付\" }\nfrom = \"协议\"");
    refused(&rules, Code::PolicyBadValue, &["上级已付"]);
}

#[test]
fn figures_of_fields_that_have_none() {
    let score = |field: &str| {
        awarding(&format!("amount = {{ pool = \"9万元\", score = \"{field}\" }}\nfrom = \"协议\""))
    };
    refused(&score("说明文字"), Code::PolicyBadValue, &["说明文字", "整数"]);
    assert_eq!(findings(&score("得分")), []);
    let limit = |field: &str| {
        awarding("amount = \"0元\"").step(
            "限",
            &format!("cap = {{ key = [\"企业\"], limit = {{ rate = \"1\", of = \"{field}\", from = \"协议\" }}, reduce = \"按比例\", used_by = \"不计\" }}"),
        )
    };
    refused(&limit("得分"), Code::PolicyBadValue, &["金额类型"]);
    let by = awarding("amount = { by = \"说明文字\", brackets = [{ amount = \"5万元\" }] }\nfrom = \"协议\"");
    refused(&by, Code::PolicyBadValue, &["分档"]);
}

#[test]
fn days_of_the_award_year() {
    let within = |window: &str| {
        awarding(&format!(
            "when = [{{ field = \"申报日期\", award_year = {{ {window} }} }}]\namount = \"0元\""
        ))
    };
    for right in [
        "from = 0",
        "to = 1, to_day = \"3月31日\"",
        "from = -1, from_day = \"１１月1日\", to = 0, to_day = \"10 月 31 日\"",
    ] {
        assert_eq!(findings(&within(right)), [], "{right}");
    }
    refused(&within("to = 1, to_day = \"2月29日\""), Code::PolicyBadValue, &["每年都有的一天"]);
    refused(&within("to = 1, to_day = \"3月\""), Code::PolicyBadValue, &["每年都有的一天"]);
    refused(&within("from = 2147483647, to = 0"), Code::PolicyBadValue, &["-50 至 50"]);
    refused(&within("to = 1, from_day = \"3月1日\""), Code::PolicyBadValue, &["哪一年"]);
    refused(&within(""), Code::PolicyBadValue, &["至少一个"]);
}

#[test]
fn months_that_are_added_to_a_date() {
    let compared =
        |keys: &str| awarding(&format!("when = [{{ field = \"申报日期\", {keys} }}]\namount = \"0元\""));
    assert_eq!(findings(&compared("to_field = \"认定日期\", plus_years = 1, plus_months = -11")), []);
    refused(
        &compared("to_field = \"认定日期\", plus_years = 2147483647"),
        Code::PolicyBadValue,
        &["-100 年至 100 年"],
    );
    refused(&compared("to = 2008-12-31, plus_months = 1"), Code::PolicyBadValue, &["from_field 或 to_field"]);
    refused(&compared("to_field = \"说明文字\""), Code::PolicyBadValue, &["不是日期"]);
}

#[test]
fn a_share_names_one_who_gets_it() {
    let share = |who: &str| {
        awarding("amount = \"0元\"").step(
            "经费",
            &format!("department_share = {{ department = [{{ {who}rate = \"1\", covers = {{}}, from = \"协议\" }}] }}"),
        )
    };
    for right in
        ["name = \"科技局\", ", "payee_field = \"报送部门\", ", "role = \"个人\", ", "role = \"镇\", "]
    {
        assert_eq!(findings(&share(right)), [], "{right}");
    }
    for wrong in ["", "name = \"科技局\", payee_field = \"报送部门\", ", "name = \"张三\", role = \"个人\", "]
    {
        refused(&share(wrong), Code::PolicyBadValue, &["payee_field"]);
    }
}

/// Each gives way to the other: where both apply nobody gets anything.
#[test]
fn awards_that_give_way_to_each_other() {
    let when = "when = [{ field = \"得分\", from = 1 }]\namount = \"0元\"\n";
    let rules = fields().award("甲奖", "金牌产品", &format!("{when}overrides = [\"乙奖\"]")).award(
        "乙奖",
        "金牌产品",
        &format!("{when}overrides = [\"甲奖\"]"),
    );
    refused(&rules, Code::PolicyAwardCycle, &["「甲奖」、「乙奖」", "overrides"]);
    let alone = awarding(&format!("{when}overrides = [\"奖\"]"));
    refused(&alone, Code::PolicyAwardCycle, &["「奖」", "它自己"]);
}

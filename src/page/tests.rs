use super::*;
use crate::host::Serial;
use serde_json::{Value, json};

const POLICY: &str = include_str!("../../rules/yixing-2008.md");
const LIST: &str =
    "企业名称,组织机构代码,获奖名称,产品名称,认定日期\n示例甲有限公司,,江苏省名牌产品,紫砂壶,2008-03-01\n";

fn asked(request: &Value, files: &[&str]) -> (Value, Vec<Vec<u8>>) {
    let files = files.iter().map(|text| text.as_bytes().to_vec()).collect();
    let response = call(&request.to_string(), files, &Serial);
    (serde_json::from_str(&response.header()).expect("a header"), response.files)
}

fn codes(header: &Value) -> Vec<&str> {
    let findings = header["json"]["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code")).collect()
}

#[test]
fn a_payout_comes_with_its_workbook_and_document() {
    let request = json!({ "command": "pay", "options": { "payment_file": true },
        "files": [{ "name": "rules/yixing-2008.md" }, { "name": "inputs/名单.csv" }, { "name": "inputs/README.md" }] });
    let (header, files) = asked(&request, &[POLICY, LIST, "说明"]);
    assert_eq!(header["exit"], 0, "{header}");
    assert_eq!(header["json"]["schema"], "duixian.pay/1");
    assert_eq!(header["ignored"], json!(["inputs/README.md"]));
    let names: Vec<&str> = header["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        ["yixing-2008-2008.xlsx", "yixing-2008-2008-payment.xlsx", "yixing-2008-2008-payment.csv"]
    );
    assert!(
        files.len() == 3
            && files[0].starts_with(b"PK")
            && header["text"].as_str().is_some_and(|text| text.contains("本年实兑"))
    );
}

#[test]
fn what_is_missing_or_marked_is_said() {
    let (header, _) = asked(&json!({ "command": "pay" }), &[]);
    assert_eq!((&header["exit"], codes(&header)), (&json!(1), vec!["F0002"]));
    let policy = json!({ "name": "rules/a.md" });
    let (header, _) = asked(&json!({ "command": "pay", "files": [policy] }), &[POLICY]);
    assert_eq!(codes(&header), ["F0006"]);
    let twice = json!([policy, { "name": "a/decisions.toml" }, { "name": "b/decisions.toml" }]);
    let (header, _) = asked(&json!({ "command": "read", "files": twice }), &[POLICY, "", ""]);
    assert_eq!(codes(&header), ["F0004"]);
    let marked = json!([policy, { "name": "甲.xlsx", "mark": "memory" }, { "name": "乙.xlsx", "mark": "large", "size": 500 << 20 },
        { "name": "丙.lnk", "mark": "unreadable" }]);
    let (header, _) = asked(&json!({ "command": "read", "files": marked }), &[POLICY, "", "", ""]);
    assert_eq!((&header["exit"], codes(&header)), (&json!(0), vec!["F0101", "F0105", "F0105"]));
    let (header, _) =
        asked(&json!({ "command": "pay", "files": [{ "name": "a.md", "mark": "crash" }] }), &[""]);
    assert_eq!(codes(&header), ["F0003"]);
    let (header, _) = asked(&json!({ "command": "verify", "files": [policy] }), &[POLICY]);
    assert_eq!((&header["exit"], codes(&header)), (&json!(2), vec!["V0001"]));
}

#[test]
fn a_request_that_is_none_is_refused() {
    let wrong = [
        json!({ "command": "steal" }),
        json!({ "command": "pay", "options": { "jear": 2008 } }),
        json!({ "command": "pay", "options": { "year": 8 } }),
        json!({ "command": "pay", "options": { "date": "2008-02-30" } }),
        json!({ "command": "pay", "options": { "assume": ["金牌"] } }),
        json!({ "command": "pay", "files": [{ "name": "a" }] }),
    ];
    for request in wrong {
        let (header, _) = asked(&request, &[]);
        assert_eq!(header["exit"], 2, "{request}");
        assert!(header["text"].as_str().is_some_and(|text| text.chars().count() > 5), "{header}");
    }
}

#[test]
fn two_files_of_one_name_are_both_read() {
    let files = json!([{ "name": "a.md" }, { "name": "名单.csv" }, { "name": "名单.csv" }]);
    let (header, _) = asked(&json!({ "command": "read", "files": files }), &[POLICY, LIST, "a,b\n"]);
    let names: Vec<_> =
        header["json"]["files"].as_array().expect("files").iter().map(|file| file["file"].clone()).collect();
    assert_eq!(names, ["名单.csv", "名单.csv#2"]);
}

#[test]
fn every_command_answers_with_its_document() {
    let files = json!([{ "name": "rules/a.md" }, { "name": "名单.csv" }]);
    for command in ["pay", "read", "check", "template", "explain"] {
        let (header, _) = asked(&json!({ "command": command, "files": files }), &[POLICY, LIST]);
        assert_eq!(header["json"]["schema"], format!("duixian.{command}/1"));
        assert_eq!(header["exit"], 0, "{command}: {}", header["text"]);
    }
}

#[test]
fn a_workbook_is_verified_by_what_made_it() {
    let made = json!({ "command": "pay", "files": [{ "name": "rules/a.md" }, { "name": "名单.csv" }] });
    let (_, written) = asked(&made, &[POLICY, LIST]);
    let request = json!({ "command": "verify",
        "files": [{ "name": "x.xlsx", "kind": "workbook" }, { "name": "b.md" }, { "name": "改名.csv" }] });
    let files = vec![written[0].clone(), POLICY.as_bytes().to_vec(), LIST.as_bytes().to_vec()];
    let response = call(&request.to_string(), files, &Serial);
    let header: Value = serde_json::from_str(&response.header()).expect("a header");
    assert_eq!(header["exit"], 0, "{header}");
    assert_eq!(header["json"]["schema"], "duixian.verify/1");
}

//! Notes and lone lines against rows, and data where none should stand.

use super::{Sheet, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;

const HEAD: &str = "序号|企业名称|产品名称\n#1|甲机械公司|红日\n#2|乙机械公司|蓝天";

fn list(text: &str) -> Sheet {
    sheet(text).named("国家名牌.xlsx", "Sheet1")
}

#[test]
fn a_line_against_the_rows_below_holds_them_until_they_are_accepted() {
    for line in [
        "备注：以下为待批",
        "说明：以下企业因故不予奖励",
        "以下企业不予奖励：",
        "不予奖励企业",
        "|待批企业",
        "二、待批企业",
    ] {
        let text = format!("{HEAD}\n{line}\n#3|丙机械公司|绿叶\n一、国家名牌\n#4|丁机械公司|白云");
        let read = list(&text).read();
        let held = read.held();
        assert_eq!(held.first().map(|(row, _)| *row), Some(5), "{line}");
        assert_eq!((held.len(), read.usable()), (1, vec![2, 3, 7]), "{line}");
        assert!(read.findings[0].message.contains(line.trim_start_matches(['|', '二', '、'])), "{line}");
    }
    let unread = list(&format!("{HEAD}\n备注：以下为待批\n#3|丙机械公司|绿叶\n#4|丁机械公司|白云"));
    let name = unread.row_name(5);
    assert_eq!(unread.decide(DecisionKind::Accept(name)).read().usable(), [2, 3, 5]);
}

#[test]
fn such_a_line_holds_rows_with_a_category_of_their_own_too() {
    let read =
        sheet("企业名称|类别|产品\n甲公司|国家名牌|红日\n以下企业不予奖励\n乙公司|国家名牌|蓝天").read();
    assert_eq!((read.usable(), read.held()), (vec![2], vec![(4, Code::RemarkAgainst)]));
}

#[test]
fn a_lone_line_that_names_something_unknown_holds_what_goes_by_it() {
    let read = list(&format!("{HEAD}\n宇宙名牌产品\n#3|丙机械公司|绿叶")).read();
    assert_eq!(read.held(), [(4, Code::RowUnclear), (5, Code::CategoryUnknown)]);
    // A stage leaves the rows below the category that the title states.
    for line in ["复评产品", "|复评产品"] {
        let read = list(&format!("{HEAD}\n{line}\n#3|丙机械公司|绿叶")).read();
        assert_eq!(read.held(), [(4, Code::RowUnclear)], "{line}");
    }
    // A place or a holder says nothing of the rows below.
    for line in ["|东镇", "|丁机械公司", "1、以上企业经审核符合条件"] {
        let read = list(&format!("{HEAD}\n{line}\n#3|丙机械公司|绿叶")).read();
        assert_eq!((read.held(), read.usable()), (vec![(4, Code::RowUnclear)], vec![2, 3, 5]), "{line}");
    }
    for line in ["（转下页）", "东镇", "第二批"] {
        let read = list(&format!("{HEAD}\n{line}\n#3|丙机械公司|绿叶")).read();
        assert_eq!((read.codes(), read.usable()), (vec![], vec![2, 3, 5]), "{line}");
    }
}

#[test]
fn a_note_against_rows_that_it_names_holds_them() {
    for note in ["注：序号2企业已迁出，不予奖励。", "注：乙机械公司已迁出，不予奖励。"]
    {
        let unread = list(&format!("{HEAD}\n#3|丙机械公司|绿叶\n{note}"));
        let name = unread.row_name(3);
        let read = unread.read();
        assert_eq!((read.usable(), read.held()), (vec![2, 4], vec![(3, Code::RemarkAgainst)]), "{note}");
        let products: Vec<_> = read
            .records
            .iter()
            .map(|record| record.facts.text(crate::policy::builtin::PRODUCT).expect("a product"))
            .collect();
        assert_eq!(products, ["红日", "绿叶"], "{note}");
        let accepted = list(&format!("{HEAD}\n#3|丙机械公司|绿叶\n{note}"));
        let read = accepted.decide(DecisionKind::Accept(name)).read();
        assert_eq!((read.usable(), read.codes()), (vec![2, 3, 4], vec![]), "{note}");
    }
}

#[test]
fn a_note_against_rows_that_nobody_can_tell_is_told() {
    // What rows look like nobody sees here: any of them may be meant.
    let coloured = list(&format!("{HEAD}\n注：黄色底纹为复评产品，不奖励")).read();
    assert_eq!((coloured.held().len(), coloured.usable()), (2, vec![]));
    for note in ["说明：带△的已撤销，不再奖励"] {
        let below = list(&format!("{HEAD}\n{note}")).read();
        let above = list(&format!("{note}\n{HEAD}")).read();
        for read in [below, above] {
            assert_eq!(
                (read.codes(), read.held(), read.records.len()),
                (vec![Code::RemarkAgainst], vec![], 2)
            );
        }
    }
    for note in ["注：同一产品不重复奖励", "备注：以上名单已公示无异议", "备注：以下单位排名不分先后"]
    {
        let read = list(&format!("{HEAD}\n{note}\n#3|丙机械公司|绿叶")).read();
        assert_eq!((read.codes(), read.records.len()), (vec![], 3), "{note}");
    }
}

#[test]
fn a_note_above_the_heading_against_the_rows_holds_them() {
    let read = list(&format!("说明：以下企业因故不予奖励\n{HEAD}")).read();
    assert_eq!((read.held().len(), read.records.len()), (2, 0));
    // What explains a form, or states a rule, does not.
    for text in ["填表说明：以下各栏不得空缺，不符合条件的不予奖励", "说明：以下产品中，逾期申报的不予奖励"]
    {
        assert_eq!(list(&format!("{text}\n{HEAD}")).read().records.len(), 2, "{text}");
    }
}

#[test]
fn data_above_a_heading_is_held() {
    for row in ["甲机械公司|电线|2008-05-06", "甲机械公司|电线", "#1|甲机械公司|电线|A1|2008-05-06"]
    {
        let read =
            list(&format!("{row}\n序号|企业名称|产品名称|证书编号|认定日期\n#2|乙公司|水泵|A2|@2008-05-06"));
        let read = read.read();
        assert_eq!((read.held(), read.usable()), (vec![(1, Code::RowUnclear)], vec![3]), "{row}");
    }
    for title in
        ["附件2|2008-05-06", "甲机械集团有限公司|2008年5月", "甲机械公司|国家名牌申报表", "某局|国家名牌"]
    {
        let read = list(&format!("{title}\n企业名称|产品名称\n乙公司|水泵")).read();
        assert_eq!((read.held(), read.usable()), (vec![], vec![3]), "{title}");
    }
}

#[test]
fn an_example_that_is_written_over_is_held() {
    let read =
        sheet("名单\n※示例|甲机械公司|国家名牌|红日\n序号|企业名称|类别|产品\n#1|乙公司|国家名牌|红日")
            .read();
    assert_eq!((read.held(), read.usable()), (vec![(2, Code::RowUnclear)], vec![4]));
    let read =
        sheet("名单\n※示例|某某有限公司|国家名牌|红日\n序号|企业名称|类别|产品\n#1|乙公司|国家名牌|红日")
            .read();
    assert_eq!((read.codes(), read.usable()), (vec![], vec![4]));
}

#[test]
fn what_stands_for_a_name_is_none() {
    let read = sheet(
        "企业名称|类别|产品\n甲公司|国家名牌|红日\n（同 上）|国家名牌|蓝天\n待定|国家名牌|绿叶\n*乙公司|国家名牌|白云\n甲公司、同上|国家名牌|青山",
    );
    let held =
        [(3, Code::DittoMark), (4, Code::HolderMissing), (5, Code::RemarkAgainst), (6, Code::HolderMissing)];
    assert_eq!(read.read().held(), held);
}

/// The value that a finding proposes is taken, and no placeholder is.
#[test]
fn a_name_that_a_person_chose_takes_the_place_of_none() {
    let choose = |row: &'static str, value: &str| {
        let unread = sheet(&format!("企业名称|类别|产品\n{row}|国家名牌|红日"));
        let name = unread.row_name(2);
        let (field, value) = ("企业名称".to_owned(), value.to_owned());
        unread.decide(DecisionKind::Choice { row: name, field, value }).read()
    };
    let quoted = sheet("企业名称|类别|产品\n*乙公司|国家名牌|红日").read();
    assert!(quoted.findings[0].help.contains("value = \"乙公司\""), "{}", quoted.findings[0].help);
    assert_eq!(choose("*乙公司", "乙公司").usable(), [2]);
    assert_eq!(choose("待定", "乙公司").usable(), [2]);
    assert_eq!(choose("待定", "…").held(), [(2, Code::HolderMissing)]);
}

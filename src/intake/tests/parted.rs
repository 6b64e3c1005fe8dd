//! Words of a second heading row below a merged heading: each column is what they say together, and none is taken for another.

use super::{BRAND, sheet};
use crate::finding::Code;
use crate::policy::builtin as b;

/// 2 and 2 below 数量 may be asked for and granted, or two parts of four: they are not one 2.
#[test]
fn equal_values_below_a_merged_heading_are_not_one() {
    let list = "企业名称|产品名称|数量|<\n^|^|市级|镇级\n甲公司|红日|#2|#2";
    let read = sheet(list).named("国家名牌.xlsx", "Sheet1").read();
    assert_eq!(
        (read.codes(), read.held()),
        (vec![Code::HeadingAmbiguous], vec![(3, Code::HeadingAmbiguous)])
    );
    assert_eq!(read.sheet.tables[0].heading_rows, (0, 1));
    let chosen = sheet(list).named("国家名牌.xlsx", "Sheet1");
    let read = chosen.heading(2, "D", "不使用").heading(2, "C", "数量").read();
    assert_eq!(read.one().facts.whole(b::QUANTITY), Some(2));
}

/// The sum of the columns beside it is meant, and what was granted beside what was asked for.
#[test]
fn the_sum_or_what_was_granted_is_meant() {
    for (parts, counts, meant) in
        [("大件|小件|合计", "#1|#2|#3", 3), ("申报数|核定数", "#3|#2", 2), ("核定|申报", "#1|#4", 1)]
    {
        let merged = "|<".repeat(parts.split('|').count() - 1);
        let list = format!("企业名称|产品名称|数量{merged}\n^|^|{parts}\n甲公司|红日|{counts}");
        let read = sheet(&list).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!((read.held(), read.one().category), (vec![], BRAND), "{parts}");
        assert_eq!(read.one().facts.whole(b::QUANTITY), Some(meant), "{parts}");
    }
}

/// A ledger of two payers is one all the same, and what it paid is not guessed.
#[test]
fn a_ledger_of_two_payers_is_held() {
    let list = "企业名称|类别|奖励年度|兑现金额(万元)|<\n^|^|^|市财政|镇财政\n甲公司|国家名牌|#2007|#2|#2";
    let read = sheet(list).named("历年台账.xlsx", "Sheet1").read();
    assert_eq!(read.held(), [(3, Code::HeadingAmbiguous)]);
}

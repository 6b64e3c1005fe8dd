//! Rows of totals below a heading: under merged holders, as Excel names them, and what only looks like one.

use super::sheet;
use crate::finding::Code;

/// The only thing held.
fn unclear(row: u32) -> Vec<(u32, Code)> {
    vec![(row, Code::RowUnclear)]
}

#[test]
fn a_total_under_a_merged_holder_is_none_of_its_rows() {
    for total in ["^|^|小计||^|#2", "^|^||小计|^|#2", "^|^|小 计：||^|#2", "^|^|小计|||#2", "小计|^||||#2"]
    {
        let text = format!(
            "序号|企业名称|产品名称|证书编号|认定日期|数量\n#1|甲公司|电线|A1|@2008-05-06|#1\n^|^|电缆|A2|^|#1\n{total}\n\
             #2|乙公司|水泵|A3|@2008-05-06|#1\n合计|||||#3"
        );
        let read = sheet(&text).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!((read.codes(), read.usable(), read.held()), (vec![], vec![2, 3, 5], vec![]), "{total}");
        assert_eq!(read.sheet.totals.len(), 2, "{total}");
    }
}

#[test]
fn a_total_in_the_place_of_the_product_is_none_whoever_stands_before_it() {
    let list = |row: &str| {
        let head = "序号|企业名称|产品名称|证书编号|数量\n#1|甲公司|电线|A1|#1";
        sheet(&format!("{head}\n{row}")).named("国家名牌.xlsx", "Sheet1").read()
    };
    for total in ["|甲公司|小计||#1", "小计|甲公司|||#1"] {
        assert_eq!((list(total).usable(), list(total).codes()), (vec![2], vec![]), "{total}");
    }
    // With a certificate of its own nobody can tell.
    assert_eq!(list("|甲公司|小计|A2|#1").held(), unclear(3));
    assert_eq!(list("#2|甲公司|小计机|A2|#1").usable(), [2, 3]);
}

#[test]
fn a_total_of_one_holder_pays_nobody() {
    let list = |row: &str| {
        let rows = "#1|甲公司|电线|A1|@2008-05-06|#1\n#2|甲公司|电缆|A2|@2008-05-06|#1";
        let text = format!("序号|企业名称|产品名称|证书编号|认定日期|数量\n{rows}\n{row}");
        sheet(&text).named("国家名牌.xlsx", "Sheet1").read()
    };
    for total in [
        "|甲公司 汇总||||#2",
        "|甲公司小计|||2008年|#2",
        "|甲公司 计数||||#2",
        "|甲公司合计：2只||||",
        "|小計||||#2",
        "|Total||||#2",
        "|以上1家|2只||",
        "|共|2只|||#2",
    ] {
        let read = list(total);
        assert_eq!((read.usable(), read.codes()), (vec![2, 3], vec![]), "{total}");
        assert!(!read.sheet.totals.is_empty(), "{total}");
    }
    assert_eq!(list("|甲公司 汇总||||#3").codes(), [Code::TotalDiffers]);
    for doubtful in [
        "|甲公司汇总|水泵|A3||#1",
        "|其中|电线||@2008-05-06|#1",
        "|其中：电线||||#1",
        "|东镇||||#2",
        "|某市质监局||||#2",
        "|总||||#2",
        "|其他||||#2",
    ] {
        assert_eq!(list(doubtful).held(), unclear(4), "{doubtful}");
    }
    for data in
        ["#3|东镇|水泵|A3|@2008-05-06|#1", "#3|东镇||||#1", "#3|汇总科技公司|水泵|A3||#1", "|丙公司||||#1"]
    {
        assert_eq!(list(data).usable(), [2, 3, 4], "{data}");
    }
}

#[test]
fn a_total_in_a_ledger_that_names_its_holder_is_held() {
    let read = sheet(
        "企业名称|产品名称|奖励年度|兑现金额(元)\n甲公司|电线|#2006|#5\n甲公司小计|||#5\n甲公司|小计|#2006|#5",
    )
    .named("历年兑现.xlsx", "Sheet1")
    .read();
    assert_eq!((read.usable(), read.held()), (vec![2], unclear(4)));
}

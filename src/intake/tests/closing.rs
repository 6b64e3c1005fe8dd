//! Lines that close a list, answers that there is nothing, and notes that go on over several rows.

use super::{Sheet, sheet};
use crate::finding::Code;

const HEAD: &str = "序号|企业名称|产品名称|数量|备注\n#1|碧波水产食品厂|红日|#1\n#2|乙机械公司|蓝天|#1";

fn list(text: &str) -> Sheet {
    sheet(text).named("国家名牌.xlsx", "Sheet1")
}

/// Both rows are complete, so both are paid, and nothing waits.
#[test]
fn closing_lines_are_no_rows() {
    for lines in [
        "校对：",
        "科室负责人：李四||分管领导：王五||经办人：赵六",
        "|||市质监局（盖章）\n|||2016.3.15",
        "@2016-03-15",
        "审核意见：情况属实，同意上报。（盖章）",
        "数据来源：国家知识产权局网站",
        "公示期间如有异议，请向市质监局反映，电话：12345678",
        "承诺：以上填报内容真实，如有虚假愿退回奖励资金。",
        "合计金额（大写）：叁拾万元整",
        "- 1 -",
        "无",
    ] {
        let read = list(&format!("{HEAD}\n{lines}")).read();
        assert_eq!((read.codes(), read.usable()), (vec![], vec![2, 3]), "{lines}");
    }
}

/// A firm alone may be a row that was not finished; what speaks against payment is looked at by a person.
#[test]
fn lines_that_may_be_data_go_on_waiting() {
    for line in ["丁机械公司", "附：丁机械公司", "审核意见：蓝天缓付", "#3|无|绿叶", "无|||#3"]
    {
        let read = list(&format!("{HEAD}\n{line}")).read();
        assert_eq!((read.held().len(), read.usable()), (1, vec![2, 3]), "{line}");
    }
    // With a row below it, it may say anything of that row.
    let read = list(&format!("{HEAD}\n无\n#3|丙机械公司|绿叶")).read();
    assert_eq!(read.held(), [(4, Code::RowUnclear), (5, Code::CategoryUnknown)]);
}

#[test]
fn a_list_that_has_nothing_to_list_holds_nothing() {
    for answer in ["无", "#1|无", "|暂无", "#1|/|/|/|/", "零报告", "本年度无", "|无\n经办人：|局长："]
    {
        let read = list(&format!("序号|企业名称|产品名称|数量|备注\n{answer}")).read();
        assert_eq!((read.codes(), read.records.len()), (vec![], 0), "{answer}");
        let barred = format!("序号|企业名称|列入日期|移出日期|原因\n{answer}");
        let read = sheet(&barred).named("质量失信名单.xlsx", "Sheet1").read();
        assert_eq!((read.codes(), read.records.len()), (vec![], 0), "{answer}");
    }
}

/// The one firm that is listed stays listed, and the lines below it touch nobody else.
#[test]
fn closing_lines_of_an_exclusion_list_hold_nothing() {
    for line in [
        "数据来源：信用中国",
        "查询日期：2016-1-5",
        "截至2015年12月31日",
        "市市场监管局（盖章）",
        "以上名单截至报送日",
        "经查，其他企业无失信记录",
    ] {
        let text = format!("企业名称|列入日期|原因\n丁机械公司|@2015-02-01|欠款\n{line}");
        let read = sheet(&text).named("质量失信名单.xlsx", "Sheet1").read();
        assert_eq!((read.held(), read.usable()), (vec![], vec![2]), "{line}");
    }
}

/// The second sentence says of the first row (碧波水产食品厂) that it is 复评: that row waits, the other is paid.
#[test]
fn a_note_goes_on_in_numbered_rows() {
    for note in [
        "注：1、以上名单已公示\n2、证书均有效",
        "说明：\n1、以上名单已公示\n2、证书均有效",
        "填表说明：\n1.本表一式三份\n2.证书复印件附后",
        "备注：\n（1）材料齐全\n（2）已核原件",
    ] {
        let read = list(&format!("{HEAD}\n{note}")).read();
        assert_eq!((read.codes(), read.usable()), (vec![], vec![2, 3]), "{note}");
    }
    let read = list(&format!("{HEAD}\n注：1、以上名单已公示\n2、碧波为复评")).read();
    assert_eq!((read.held(), read.usable()), (vec![(2, Code::RemarkAgainst)], vec![3]));
    // Without a note above, or with the name of a firm, it may be a row.
    for lines in ["2、证书均有效", "注：1、好\n3、丁机械公司", "注：1、好\n2、蓝天缓付"]
    {
        let read = list(&format!("{HEAD}\n{lines}")).read();
        assert_eq!((read.held().len(), read.usable()), (1, vec![2, 3]), "{lines}");
    }
}

#[test]
fn stock_sentences_above_a_heading_hold_nothing() {
    for title in [
        "公示期间如有异议，请向市质监局反映，电话：12345678",
        "如有异议，请于2016年3月10日前以书面形式反映。",
        "国家名牌名单（公示期：2016.3.1-3.7，如有异议请反映）",
        "国家名牌名单（申报截止日期2016年3月31日，逾期不予受理）",
        "承诺：以上填报内容真实，如有虚假愿退回奖励资金。",
    ] {
        let read = list(&format!("{title}\n{HEAD}")).read();
        assert_eq!(read.usable(), [3, 4], "{title}");
    }
    for title in
        ["国家名牌异议名单", "有异议的企业", "国家名牌异议名单（如有异议请反映）", "国家名牌退回名单"]
    {
        let read = list(&format!("{title}\n{HEAD}")).read();
        assert_eq!((read.held().len(), read.usable().len()), (2, 0), "{title}");
    }
}

//! Notes that change rows, parts of the row above, counts where a holder should stand.

use super::{BRAND, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;

const HEAD: &str = "序号|企业名称|产品名称|数量|备注\n#1|甲机械公司|红日|#1\n#2|乙机械公司|蓝天|#1";

fn list(text: &str) -> super::Sheet {
    sheet(text).named("国家名牌.xlsx", "Sheet1")
}

#[test]
fn a_note_holds_the_rows_that_it_speaks_of_below_and_above() {
    for (note, usable) in [
        ("注：第2家为外地企业，不在奖励范围。", &[0][..]),
        ("注：2号企业去年已奖。", &[0]),
        ("注：序号2减半奖励", &[0]),
        ("注：1—2号均已由县里奖励", &[]),
        ("注：以上产品均为复评", &[]),
        ("注：此表仅供参考", &[]),
        ("备注：蓝天产品为复评。", &[0]),
        ("说明：乙机械为复评企业", &[0]),
        ("注：以上企业除乙机械公司外均予奖励", &[0]),
        ("注：第2家为驰名商标", &[0]),
    ] {
        let below = list(&format!("{HEAD}\n{note}")).read();
        let above = list(&format!("{note}\n{HEAD}")).read();
        for (read, first) in [(below, 2), (above, 3)] {
            let rows: Vec<u32> = usable.iter().map(|row| row + first).collect();
            assert_eq!(read.usable(), rows, "{note}");
            assert_eq!(read.codes(), [Code::RemarkAgainst], "{note}");
        }
    }
}

#[test]
fn a_mark_beside_a_number_or_in_a_remark_is_the_notes() {
    let marked = |mark: &str, note: &str| {
        let text = format!(
            "序号|企业名称|产品名称|备注\n#1|甲机械公司|红日|\n2{mark}|乙机械公司|蓝天|\n#3|丙机械公司|绿叶|{mark}\n{note}"
        );
        list(&text).read()
    };
    for (mark, note) in [
        ("*", "注：带*为复评产品。"),
        ("★", "★为复评"),
        ("△", "备注：△表示不予奖励"),
        ("#", "#为外地企业"),
        ("①", "①已于去年奖励"),
    ] {
        assert_eq!(marked(mark, note).usable(), [2], "{note}");
    }
}

#[test]
fn notes_that_change_nothing_hold_nothing() {
    for note in [
        "备注：以上名单已公示无异议",
        "注：以上企业均无失信记录，无复评产品",
        "注：以上均为首次认定",
        "说明：本表一式三份",
        "注：以上奖励资金待市政府批准后拨付",
    ] {
        let read = list(&format!("{HEAD}\n{note}")).read();
        assert_eq!((read.codes(), read.usable()), (vec![], vec![2, 3]), "{note}");
    }
}

/// 电缆、电线 with 2 are two; 其中 says them once more, one by one.
#[test]
fn parts_of_the_row_above_are_held() {
    for (first, second) in
        [("其中", ""), ("其中：", ""), ("1.1", "1.2"), ("(1)", "(2)"), ("①", "②"), ("1-1", "1-2"), ("-", "")]
    {
        let text = format!(
            "序号|企业名称|产品名称|数量\n#1|甲公司|电缆、电线|#2\n{first}|甲公司|电缆|#1\n{second}|甲公司|电线|#1\n#2|乙公司|水泵|#1"
        );
        let unread = list(&text);
        let name = unread.row_name(3);
        let read = unread.read();
        assert_eq!(read.usable(), [2, 5], "{first}");
        assert_eq!(read.held(), [(3, Code::RowUnclear), (4, Code::RowUnclear)], "{first}");
        if first == "1.1" {
            assert_eq!(list(&text).decide(DecisionKind::Accept(name)).read().usable(), [2, 3, 5]);
        }
    }
    // Numbers of another holder, and a list that is numbered so throughout, are ordinary rows.
    for serials in [["(1)", "(2)", "(3)"], ["①", "②", "③"], ["1.1", "1.2", "2.1"]] {
        let rows: Vec<String> =
            serials.iter().map(|serial| format!("{serial}|甲公司{serial}|电缆|#1")).collect();
        let read = list(&format!("序号|企业名称|产品名称|数量\n{}", rows.join("\n"))).read();
        assert_eq!(read.usable(), [2, 3, 4], "{serials:?}");
    }
    let read = list("序号|企业名称|产品名称|数量\n#1|甲公司|电缆|#2\n|甲公司|电线|#1").read();
    assert_eq!(read.usable(), [2, 3]);
}

/// 东镇 has two firms with two awards: its line is a total that agrees, and pays nobody.
#[test]
fn a_count_where_the_holder_should_be_is_a_total() {
    for total in ["东镇|2家||#2", "|两户||#2", "过次页|2家|2个|#2", "企业数|2家||#2"] {
        let read = list(&format!("{HEAD}\n{total}")).read();
        assert_eq!((read.usable(), read.held(), read.codes()), (vec![2, 3], vec![], vec![]), "{total}");
    }
    let read = list(&format!("{HEAD}\n东镇|3家||#2")).read();
    assert_eq!(read.codes(), [Code::TotalDiffers]);
    let town = "镇|企业名称|类别|数量\n东镇|甲公司|国家名牌|#1\n东镇|东镇|国家名牌|#1";
    assert_eq!(sheet(town).read().held(), [(3, Code::RowUnclear)]);
}

#[test]
fn a_holder_whose_name_begins_like_a_note_is_one() {
    let read = list("企业名称\n日期食品厂\n甲公司").read();
    assert_eq!((read.usable(), read.records[0].category), (vec![2, 3], BRAND));
}

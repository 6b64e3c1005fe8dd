//! The formulas of 兑现明细表, as they are written.

use super::*;

/// The formulas of 兑现明细表 by address.
fn formulas(payout: &Payout) -> std::collections::BTreeMap<String, String> {
    let bytes = write(payout, &WorkbookOptions::default()).expect("written");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("our workbook opens");
    let range = book.worksheet_formula("兑现明细表").expect("our sheet reads");
    let (top, left) = range.start().expect("there are formulas");
    let name = |row, column| layout::address(left as usize + column, top + row as u32 + 1);
    let used = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    used.map(|(row, column, formula)| (name(row, column), formula.clone())).collect()
}

#[test]
fn amounts_are_formulas_over_rules_and_the_rows_inputs() {
    let formulas = formulas(&sample::payout());
    for (at, formula) in [
        ("I4", "'规则'!$D$4"),
        ("K6", "ROUND('规则'!$D$6*J6,2)"),
        ("Z5", "MAX(Z4,ROUND(K5*100,0))"),
        ("AB5", "AB4+IF(ROUND(K5*100,0)=AA5,1,0)"),
        ("L5", "IF(AND(ROUND(K5*100,0)=AA5,AB5=1),0,ROUND(-K5,2))"),
        ("AD6", "ROUND('规则'!$D$7*100,0)"),
        ("AE6", "AC7"),
        ("AC7", "AC6+ROUND(SUM(K7:L7)*100,0)"),
        (
            "M7",
            "ROUND((ROUND(AC7*MIN(AD7,AE7)/MAX(AE7,1),0)-ROUND(AC6*MIN(AD7,AE7)/MAX(AE7,1),0))/100-SUM(K7:L7),2)",
        ),
        ("AF9", "ROUND(SUM(K4:M4)*100,0)"),
        ("I9", "\"按\"&ROUND('规则'!$D$8*100,4)&\"%计提\""),
        ("K9", "ROUND(AF9*'规则'!$D$8,0)/100"),
        ("Q6", "ROUND(ROUND(N6*100,0)*'规则'!$D$11/('规则'!$D$11+'规则'!$D$12),0)/100"),
        ("O11", "ROUND(SUM(O4:O10),2)"),
    ] {
        assert_eq!(formulas.get(at).map(String::as_str), Some(formula), "{at}");
    }
}

#[test]
fn no_amount_stays_a_value_in_the_samples() {
    for payout in [sample::payout(), sample::varied_payout(), sample::long_payout(50)] {
        let live = Live::new(&View::new(&payout));
        let values: Vec<_> = live.rows.iter().enumerate().filter(|(_, row)| !row.values.is_empty()).collect();
        let values: Vec<_> = values.iter().map(|(at, row)| (at, &row.values)).collect();
        assert!(values.is_empty(), "{values:?}");
    }
    let formulas = formulas(&sample::varied_payout());
    for (at, formula) in [
        ("L6", "ROUND(ROUND(Z6*2/3,0)/100-K6,2)"),
        ("M7", "ROUND((MIN(AD7,AC7)-MIN(AD7,AC6))/100-SUM(K7:L7),2)"),
        ("L8", "ROUND(-MIN(K8,AA8/100),2)"),
        ("M8", "ROUND(-MIN(AD8,AC8)/100,2)"),
        ("K10", "ROUND(Y10,2)"),
    ] {
        assert_eq!(formulas.get(at).map(String::as_str), Some(formula), "{at}");
    }
}

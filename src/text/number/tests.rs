//! Numbers as people write them.

use super::*;
use crate::money::Money;
use crate::text::capital::capital;
use proptest::prelude::*;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn reads(text: &str, value: &str, unit: Option<AmountUnit>) {
    assert_eq!(number(text), Ok(Parsed { value: decimal(value), unit }), "{text}");
}

const YUAN: Option<AmountUnit> = Some(AmountUnit::Yuan);
const WAN: Option<AmountUnit> = Some(AmountUnit::WanYuan);

#[test]
fn plain_figures() {
    reads("0.5", "0.5", None);
    reads("0。5", "0.5", None);
    reads("１２．５", "12.5", None);
    reads("1,234,567.89", "1234567.89", None);
    reads("1，234", "1234", None);
    reads("-5", "-5", None);
    reads("（5）", "-5", None);
    reads("(1,000.50)", "-1000.50", None);
    reads("负五", "-5", None);
    reads("\u{FEFF} 10.0 ", "10.0", None);
    reads("五十", "50", None);
    reads("叁拾", "30", None);
    reads("三点零五", "3.05", None);
}

#[test]
fn amounts_with_units() {
    reads("50万元", "50", WAN);
    reads("0。5万元", "0.5", WAN);
    reads("五十万元", "50", WAN);
    reads("1.2亿元", "12000", WAN);
    reads("5 万", "5", WAN);
    reads("6000元", "6000", YUAN);
    reads("5千元", "5000", YUAN);
    reads("3百万元", "300", WAN);
    reads("¥1,409.50", "1409.50", YUAN);
    reads("人民币5万元整", "5", WAN);
    reads("三亿五千万元", "350000000", YUAN);
    reads("三亿五千万", "350000000", YUAN);
    reads("一百二十万五千元", "1205000", YUAN);
    reads("5元5角", "5.50", YUAN);
    reads("人民币负伍分", "-0.05", YUAN);
}

#[test]
fn refusals_have_names() {
    use NumberFault as F;
    for blank in ["", "—", "/", "无", "-", "——"] {
        assert_eq!(number(blank), Err(F::Empty), "{blank}");
    }
    assert_eq!(number("l.5"), Err(F::LetterInNumber('l')));
    assert_eq!(number("l.5万元"), Err(F::LetterInNumber('l')));
    assert_eq!(number("1O"), Err(F::LetterInNumber('O')));
    assert_eq!(number("①"), Err(F::SpecialDigit('①')));
    assert_eq!(number("½"), Err(F::SpecialDigit('½')));
    assert_eq!(number("10³"), Err(F::SpecialDigit('³')));
    assert_eq!(number("1.2e5"), Err(F::Scientific));
    assert_eq!(number("3E+08"), Err(F::Scientific));
    assert_eq!(number("1,23"), Err(F::Grouping));
    assert_eq!(number("10,0000"), Err(F::Grouping));
    assert_eq!(number("0，5"), Err(F::Grouping));
    assert_eq!(number("5%"), Err(F::Percent));
    assert_eq!(number("1万5千元"), Err(F::Mixed));
    assert_eq!(number("1〇"), Err(F::Mixed));
    assert_eq!(number(&"9".repeat(40)), Err(F::TooLong));
    for text in [
        "万元",
        "5万美元",
        "约5万元",
        "5-10",
        "1.2.3",
        "5.",
        ".5",
        "1 000",
        "--5",
        "(-5)",
        "(负五元)",
        "-负5",
        "三万五",
    ] {
        assert!(matches!(number(text), Err(F::NotANumber(_))), "{text}: {:?}", number(text));
    }
    assert_eq!(number("约5万元"), Err(F::NotANumber("约5万元".into())));
}

#[test]
fn rates() {
    assert_eq!(rate("30%"), Ok(decimal("0.30")));
    assert_eq!(rate("１２。５％"), Ok(decimal("0.125")));
    assert_eq!(rate("百分之三十"), Ok(decimal("0.3")));
    assert_eq!(rate("0.3"), Ok(decimal("0.3")));
    assert_eq!(rate("5元"), Err(NumberFault::UnexpectedUnit));
}

#[test]
fn counts() {
    assert_eq!(whole("5"), Ok(5));
    assert_eq!(whole("100"), Ok(100));
    assert_eq!(whole("5.0"), Ok(5));
    assert_eq!(whole("5.5"), Err(NumberFault::NotWhole));
    assert_eq!(whole("5万"), Err(NumberFault::UnexpectedUnit));
    let counted = |count, unit: &str| Ok((count, Some(unit.to_owned())));
    assert_eq!(quantity("2个"), counted(2, "个"));
    assert_eq!(quantity("3件"), counted(3, "件"));
    assert_eq!(quantity("1项"), counted(1, "项"));
    assert_eq!(quantity("两个产品"), counted(2, "个"));
    assert_eq!(quantity("７"), Ok((7, None)));
    assert_eq!(quantity("-1个"), Err(NumberFault::Negative));
    assert!(quantity("2个以上").is_err());
    assert!(quantity("个").is_err());
}

proptest! {
    #![proptest_config(crate::properties::config())]
    #[test]
    fn no_text_panics(text in any::<String>(), near in "[0-9０-９一二十百万亿元角分整负点,.。e%()¥个件lO -]{0,12}") {
        for text in [text, near] {
            let _ = (number(&text), rate(&text), whole(&text), quantity(&text));
        }
    }

    #[test]
    fn a_written_amount_reads_back(fen in -1_000_000_000_000_000_i128..=1_000_000_000_000_000) {
        let money = Money::from_fen(fen);
        let read = |text: &str| number(text).map(|parsed| parsed.value);
        prop_assert_eq!(read(&money.to_string()), Ok(money.yuan()));
        prop_assert_eq!(read(&capital(money)), Ok(money.yuan()));
    }
}

//! Identifiers that enterprises and persons carry: credit codes, organisation codes, identity and trademark numbers.

use super::brackets::{Piece, pieces};
use super::normal::{half_width, is_zero_width};
use std::borrow::Cow;

pub use super::patent::{Patent, PatentKind, kinds_named, patent_number};
pub use super::standard::{Standard, StandardLevel, standard_number};

/// An identifier of the right shape. A wrong check character only warns: lawful codes of the pilot years fail too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The form to compare by.
    pub normal: String,
    /// True where the check character agrees.
    pub valid: bool,
}

/// Half-width, upper case, without spaces: the only changes an identifier may suffer.
pub(super) fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    compact.extend(compacted(text));
    compact
}

/// The characters of the same.
fn compacted(text: &str) -> impl Iterator<Item = char> {
    let visible = text.chars().filter(|c| !c.is_whitespace() && !is_zero_width(*c));
    visible.map(|c| half_width(c).to_ascii_uppercase()).filter(|c| *c != ' ')
}

/// Any dash as `-`.
pub(super) fn plain_dash(c: char) -> char {
    if matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─') { '-' } else { c }
}

/// Where each of so many characters stands in an alphabet; none where one is not in it, or there are more or fewer.
fn values<const COUNT: usize>(text: &str, alphabet: &str) -> Option<[usize; COUNT]> {
    let mut values = [0; COUNT];
    let mut places = text.chars().map(|c| alphabet.find(c));
    for value in &mut values {
        *value = places.next()??;
    }
    places.next().is_none().then_some(values)
}

/// Σ value × weight.
fn weighted(values: &[usize], weights: &[usize]) -> usize {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// 统一社会信用代码 (GB 32100-2015); none where the text has not its shape.
pub fn credit_code(text: &str) -> Option<Checked> {
    let normal = compact(text);
    let values: [usize; 18] = values(&normal, CREDIT_ALPHABET)?;
    let expected = (31 - weighted(&values, &CREDIT_WEIGHTS) % 31) % 31;
    Some(Checked { valid: values.last() == Some(&expected), normal })
}

const ORGANISATION_ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// 组织机构代码 (GB 11714-1997), as `01404631-7`; none where the text has not its shape.
pub fn organisation_code(text: &str) -> Option<Checked> {
    let mut normal = String::with_capacity(text.len() + 1);
    normal.extend(compacted(text).filter(|c| plain_dash(*c) != '-'));
    let values: [usize; 9] = values(&normal, ORGANISATION_ALPHABET)?;
    let last = normal.chars().last().filter(|c| c.is_ascii_digit() || *c == 'X')?;
    let expected = "0X987654321".chars().nth(weighted(&values, &ORGANISATION_WEIGHTS) % 11);
    normal.insert(normal.len() - 1, '-');
    Some(Checked { valid: expected == Some(last), normal })
}

/// The organisation code within a credit code (positions 9 to 17).
pub fn organisation_of(credit: &str) -> Option<String> {
    let normal = credit_code(credit)?.normal;
    organisation_code(normal.get(8..17)?).map(|code| code.normal)
}

const IDENTITY_WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// 公民身份号码 (GB 11643): 18 characters with a possible day of birth; none otherwise.
pub fn identity_number(text: &str) -> Option<Checked> {
    let normal = compact(text);
    if !has_identity_shape(&normal) || normal.len() != 18 {
        return None;
    }
    let part = |from: usize, to: usize| normal.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (part(6, 10)?, part(10, 12)?, part(12, 14)?);
    let narrow = |value: i16| i8::try_from(value).ok();
    jiff::civil::Date::new(year, narrow(month)?, narrow(day)?).ok()?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let digits: [usize; 17] = values(normal.get(..17)?, "0123456789")?;
    let expected = "10X98765432".chars().nth(weighted(&digits, &IDENTITY_WEIGHTS) % 11);
    Some(Checked { valid: normal.chars().last() == expected, normal })
}

/// Whether the check character of a number that has the shape of an 18-digit identity number agrees, with a possible day of
/// birth; none for old numbers, passports and what is masked.
pub fn identity_check(text: &str) -> Option<bool> {
    let plain = compact(text);
    (plain.len() == 18 && has_identity_shape(&plain))
        .then(|| identity_number(text).is_some_and(|number| number.valid))
}

/// The form that identity numbers are compared in: an old one of 15 digits as the 18 that it became (GB 11643-1999, born in the
/// 20th century); any other number by its key.
pub fn person_key(text: &str) -> String {
    let plain = compact(text);
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if let Some((place, rest)) = plain.split_at_checked(6).filter(|_| plain.len() == 15 && digits(&plain)) {
        let body = format!("{place}19{rest}");
        let check = values(&body, "0123456789").and_then(|digits: [usize; 17]| {
            "10X98765432".chars().nth(weighted(&digits, &IDENTITY_WEIGHTS) % 11)
        });
        let whole = check.map(|check| format!("{body}{check}"));
        if let Some(read) = whole.and_then(|whole| identity_number(&whole)) {
            return read.normal;
        }
    }
    identity_number(text).map_or_else(|| super::normal::key(text), |read| read.normal)
}

/// Characters of the shortest identity number.
const SHORTEST_IDENTITY: usize = 15;

/// 17 digits and a digit or X, or the 15 digits of old numbers.
pub(super) fn has_identity_shape(text: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    match text.len() {
        15 => digits(text),
        18 => text
            .split_at_checked(17)
            .is_some_and(|(body, last)| digits(body) && (digits(last) || last == "X")),
        _ => false,
    }
}

/// The text with every identity number in it masked: `320282********1234`. Right or wrong check digits alike,
/// so use it on text that may hold identity numbers only.
pub fn mask_identity(text: &str) -> Cow<'_, str> {
    if !has_long_run(text) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut run) = (String::new(), String::new());
    for c in text.chars() {
        if half_width(c).is_ascii_alphanumeric() {
            run.push(c);
        } else {
            out.push_str(&masked(&run));
            run.clear();
            out.push(c);
        }
    }
    out.push_str(&masked(&run));
    Cow::Owned(out)
}

/// The name of a product or achievement without what identifies a person: identity numbers and mobile numbers masked. Lists
/// are read so, and compared with ledgers that say it so.
pub fn mask_personal(text: &str) -> Cow<'_, str> {
    let text = mask_identity(text);
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, half_width(c).is_ascii_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                runs.extend(
                    text.get(from..at).filter(|run| is_mobile(run)).map(|run| (from, run.to_owned())),
                );
                start = None;
            }
            _ => {}
        }
    }
    if runs.is_empty() {
        return text;
    }
    let mut out = text.into_owned();
    for (from, run) in runs.into_iter().rev() {
        let hidden = |(at, c)| if (3..7).contains(&at) { '*' } else { c };
        out.replace_range(from..from + run.len(), &run.chars().enumerate().map(hidden).collect::<String>());
    }
    Cow::Owned(out)
}

/// 138 1234 5678 without spaces.
fn is_mobile(run: &str) -> bool {
    let plain = compact(run);
    let mut digits = plain.chars();
    plain.len() == 11
        && plain.chars().all(|c| c.is_ascii_digit())
        && digits.next() == Some('1')
        && digits.next().is_some_and(|second| ('3'..='9').contains(&second))
}

/// A number that is known to identify a person, masked whatever its shape: of a passport the first and last two signs stay.
pub fn mask_number(number: &str) -> String {
    let masked = mask_identity(number);
    if masked.contains('*') {
        return masked.into_owned();
    }
    let count = number.chars().count();
    let kept = |at: usize| count > 6 && (at < 2 || at + 2 >= count);
    number.chars().enumerate().map(|(at, c)| if kept(at) { c } else { '*' }).collect()
}

/// Whether letters and digits run on for as long as the shortest identity number; in most texts they do not.
fn has_long_run(text: &str) -> bool {
    if text.len() < SHORTEST_IDENTITY {
        return false;
    }
    // The first byte of a full-width sign counts for it: most texts have too few of either kind of byte.
    let may_run = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == 0xEF;
    if text.bytes().filter(may_run).count() < SHORTEST_IDENTITY {
        return false;
    }
    let mut run = 0;
    text.chars().any(|c| {
        run = if half_width(c).is_ascii_alphanumeric() { run + 1 } else { 0 };
        run >= SHORTEST_IDENTITY
    })
}

/// A credit code that no identity number is: no place has the first digits 91 to 93 of those that enterprises have, and
/// any other has its check character and no day of birth.
fn is_credit_code(plain: &str) -> bool {
    let Some(code) = credit_code(plain) else { return false };
    ["91", "92", "93"].iter().any(|head| plain.starts_with(head))
        || code.valid && identity_number(plain).is_none()
}

fn masked(run: &str) -> String {
    let plain = compact(run);
    if !has_identity_shape(&plain) || is_credit_code(&plain) {
        return run.to_owned();
    }
    let count = run.chars().count();
    let tail = if count == 18 { 4 } else { 3 };
    run.chars().enumerate().map(|(at, c)| if at < 6 || at + tail >= count { c } else { '*' }).collect()
}

/// The key of a 商标注册号: text without 第…号 and spaces; leading zeros and letters (G…) stay. Of digits alone, the class in
/// brackets, the parting of thousands and a final .0 are no part.
pub fn trademark(text: &str) -> String {
    let key = compact(text);
    registration(&key).unwrap_or_else(|| without_words(&key).to_owned())
}

/// Words that stand before a number, longest first where one begins another.
const WORDS: [&str; 10] = ["商标", "注册证", "注册", "证号", "证", "号", ":", "NO.", "NO", "第"];

fn without_words(key: &str) -> &str {
    let mut rest = key;
    while let Some(after) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    rest.strip_suffix('号').unwrap_or(rest)
}

/// Characters of the shortest registration number that is told from other figures.
const SHORTEST_REGISTRATION: usize = 5;

/// The digits of 1234567（第9类）, 1,234,567 and 1234567.0.
fn registration(key: &str) -> Option<String> {
    let bare: String = pieces(key)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Plain(plain) => Some(plain),
            Piece::Bracket { whole, inner } => (!is_class(inner)).then_some(whole),
        })
        .collect();
    let number = without_words(without_class(without_words(without_class(&bare))));
    let number = number.strip_suffix(".0").or(number.strip_suffix(".00")).unwrap_or(number);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let mut groups = number.split(',');
    let first = groups.next()?;
    let grouped = number.contains(',') && first.len() <= 3;
    let whole = digits(first) && groups.all(|group| grouped && group.len() == 3 && digits(group));
    let number = number.replace(',', "");
    (whole && number.len() >= SHORTEST_REGISTRATION).then_some(number)
}

/// 第9类, 9类, 9; 商标.
fn is_class(inner: &str) -> bool {
    let figures = inner.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches('类');
    let few = (1..=2).contains(&figures.len()) && figures.chars().all(|c| c.is_ascii_digit());
    inner.ends_with('类') || few && figures == inner || matches!(inner, "商标" | "注册商标")
}

/// The number without 第9类 before or behind it.
fn without_class(text: &str) -> &str {
    let figure = |c: char| c.is_ascii_digit();
    let before = text.strip_prefix('第').map(|rest| rest.trim_start_matches(figure));
    if let Some(rest) = before.and_then(|rest| rest.strip_prefix('类')) {
        return rest;
    }
    let behind = text.strip_suffix('类').map(|rest| rest.trim_end_matches(figure));
    behind.and_then(|rest| rest.strip_suffix('第')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn checked(normal: &str, valid: bool) -> Option<Checked> {
        Some(Checked { normal: normal.to_owned(), valid })
    }

    #[test]
    fn credit_codes() {
        assert_eq!(credit_code("113308003136197287"), checked("113308003136197287", true));
        assert_eq!(credit_code("１１３３０８００ 3136197287 "), checked("113308003136197287", true));
        for pilot in ["91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P"] {
            assert_eq!(credit_code(pilot), checked(pilot, false));
        }
        assert_eq!(credit_code("91350100m0001tgqxm"), checked("91350100M0001TGQXM", false));
        for no in ["11330800313619728", "1133080031361972870", "11330800313619728I", "", "一二"] {
            assert_eq!(credit_code(no), None);
        }
    }

    #[test]
    fn organisation_codes() {
        assert_eq!(organisation_code("01404631-7"), checked("01404631-7", true));
        assert_eq!(organisation_code("014046317"), checked("01404631-7", true));
        assert_eq!(organisation_code("01404631—8"), checked("01404631-8", false));
        // 3·3+7·1+9·3+10·6+5·1+8·9+4·7+2·2 = 212 = 19·11+3, so 8.
        assert_eq!(organisation_of("113308003136197287"), Some("31361972-8".into()));
        assert_eq!(organisation_code("31361972-8"), checked("31361972-8", true));
        assert_eq!(organisation_code("0140463-7"), None);
        assert_eq!(organisation_code("01404631-A"), None);
    }

    #[test]
    fn identity_numbers() {
        // 3·7+2·9+0·10+2·5+8·8+2·4+1·2+9·1+8·6+0·3+0·7+1·9+0·10+1·5+1·8+2·4+3·2 = 216 = 19·11+7, so 5.
        assert_eq!(identity_number("320282198001011235"), checked("320282198001011235", true));
        assert_eq!(identity_number("320282198001011234"), checked("320282198001011234", false));
        // The example of the standard itself.
        assert_eq!(identity_number("11010519491231002x"), checked("11010519491231002X", true));
        assert_eq!(identity_number("113308003136197287"), None);
        assert_eq!(mask_identity("320282198001011234"), "320282********1234");
        assert_eq!(mask_identity("张三（11010519491231002X）"), "张三（110105********002X）");
        assert_eq!(mask_identity("320282800101123"), "320282******123");
        assert_eq!(mask_identity("第1234567号"), "第1234567号");
        // Credit codes of digits alone, or with X at the end, are no person's; a mistyped day of birth is.
        for code in ["913202827012345698", "91320282701234561X", "113308003136197287"] {
            assert_eq!(mask_identity(code), code);
        }
        assert_eq!(mask_identity("320282198013011234"), "320282********1234");
    }

    #[test]
    fn trademark_keys() {
        assert_eq!(trademark(" 第 1234567 号"), "1234567");
        assert_eq!(trademark("１２３４５６７"), "1234567");
        assert_eq!(trademark("注册号：g1234567"), "G1234567");
        assert_eq!(trademark("0123456"), "0123456");
        for text in [
            "1234567（第9类）",
            "第1234567号（第9、35类）",
            "第1234567号",
            "商标注册证第1234567号",
            "注册号：No.1234567",
            "No：1234567",
            "第9类第1234567号",
            "1234567第9类",
            "1234567.0",
            "1,234,567",
        ] {
            assert_eq!(trademark(text), "1234567", "{text}");
        }
        // What is no trademark's number stays as it is.
        for text in ["2008.0", "12,345号附件", "1234567(东镇)", "1,2345,678", "G1234567(第9类)"] {
            assert_eq!(trademark(text), text.to_ascii_uppercase(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9A-Z０-９/. -]{0,20}") {
            for text in [text, near] {
                let _ = (credit_code(&text), organisation_code(&text), organisation_of(&text));
                let _ = (identity_number(&text), mask_identity(&text), trademark(&text));
                let _ = (patent_number(&text), standard_number(&text));
            }
        }

        #[test]
        fn a_long_run_is_seen_in_full_width_too(text in "[0-9A-Zａ-ｚ０-９（，身 ]{0,60}") {
            let alone = |c: char| !half_width(c).is_ascii_alphanumeric();
            let longest = text.split(alone).map(|run| run.chars().count()).max().unwrap_or(0);
            prop_assert_eq!(has_long_run(&text), longest >= SHORTEST_IDENTITY);
        }
    }
}

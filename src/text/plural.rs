//! Texts that stand for several things where one is expected: 水泵2只, 钢丝、铁丝等3个产品, 1.钢管 2.铝管, 详见清单.

use super::holders::ends_as_organisation;
use super::normal::{closes, key, opens};
use super::number;

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// So many things.
    Counted(i64),
    /// What is written elsewhere.
    Elsewhere,
    /// One that is named, and others that are not.
    AndOthers,
}

/// Words that send the reader elsewhere.
const ELSEWHERE: [&str; 12] = [
    "见附件",
    "详见附件",
    "见清单",
    "详见清单",
    "见附表",
    "详见附表",
    "见名单",
    "详见名单",
    "附后",
    "详见附后",
    "清单附后",
    "另附",
];

/// Words that stand where a product should and name none.
const NO_THING: [&str; 26] = [
    "若干",
    "若干个",
    "若干项",
    "略",
    "从略",
    "多个",
    "多项",
    "多件",
    "多种",
    "等",
    "等等",
    "各类",
    "各种",
    "各项",
    "全部",
    "所有",
    "多类",
    "相关",
    "有关",
    "系列",
    "主导",
    "主要",
    "各系列",
    "多系列",
    "不详",
    "未填",
];

/// More is no number of awards.
const MOST: i64 = 999;

/// What a name or a number stands for, where it is not one thing. Counts in brackets are read with the title.
pub fn read(text: &str) -> Option<Plural> {
    let text = text.trim();
    if text.chars().count() > 200 {
        return None;
    }
    if text.contains(['见', '附']) && ELSEWHERE.contains(&key(text).as_str()) {
        return Some(Plural::Elsewhere);
    }
    if !text.contains(|c: char| {
        c.is_ascii_digit() || "两二三四五六七八九十①".contains(c) || ('０'..='９').contains(&c)
    }) {
        return None;
    }
    let key = key(text);
    let count = and_others(&key).or_else(|| behind(&key)).or_else(|| before(&key)).or_else(|| numbered(text));
    count.filter(|count| (2..=MOST).contains(count)).map(Plural::Counted)
}

/// The same of forms in which one thing with a number of its own may be named, too: 轧机；辊道, 轧机①②③, 一种轧机 over
/// 一种辊道, 轧机等.
pub fn listed(text: &str) -> Option<Plural> {
    const GRADES: &str = "一二三四五六七八九上中下高低优特平均对同相次初劣等";
    let text = text.trim();
    if text.chars().count() > 200 {
        return None;
    }
    let parts = text.split(['；', ';']).filter(|part| part.trim().chars().count() > 1).count();
    let lines = text.lines().filter(|line| line.trim().starts_with("一种")).count();
    let circled = text.chars().filter(|c| ('①'..='⑳').contains(c)).count();
    let count = [parts, lines, circled].into_iter().max().and_then(|count| i64::try_from(count).ok());
    if let Some(count) = count.filter(|count| (2..=MOST).contains(count)) {
        return Some(Plural::Counted(count));
    }
    let named = text.strip_suffix('等').and_then(|named| named.chars().next_back());
    named.filter(|last| !GRADES.contains(*last)).map(|_| Plural::AndOthers)
}

/// True for what stands where a product should and names none: 若干, 略, 全部产品, 共2项, 见附件.
pub fn names_nothing(text: &str) -> bool {
    if text.chars().count() > 12 {
        return false;
    }
    let key = key(text);
    let word = key.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = ["产品", "商标", "专利", "品种", "成果"].iter().find_map(|noun| word.strip_suffix(noun));
    let counted = || {
        let count = word.trim_start_matches(['共', '计', '合', '含', '等']);
        let plain = number::quantity(count).is_ok_and(|(_, measure)| measure.is_some());
        plain || measured(count).is_some()
    };
    ELSEWHERE.contains(&word)
        || NO_THING.contains(&bare.unwrap_or(word))
        || bare.is_some_and(str::is_empty)
        || counted()
}

/// 甲公司2只, 甲公司（2只）: the name and the count that stands behind it.
pub fn count_behind_name(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    if !name.contains(|c: char| c.is_numeric() || c == '两') {
        return None;
    }
    let counts = |c: char| c.is_ascii_digit() || "两个件项只种枚".contains(c);
    let (before, count) = match name.strip_suffix(closes) {
        Some(open) => open.rsplit_once(opens)?,
        None => name.split_at_checked(name.trim_end_matches(counts).len())?,
    };
    let (before, count) = (before.trim(), count.trim());
    let counted = measured(count).is_some_and(|count| (1..=MOST).contains(&count));
    (counted && ends_as_organisation(before)).then_some((before, count))
}

/// 2只, 3件专利: a count with a word that counts things, not firms. One award may be for several 系列 or 品种.
fn measured(text: &str) -> Option<i64> {
    if text.ends_with("系列") || text.ends_with("品种") {
        return None;
    }
    let (count, measure) = number::quantity(text).ok()?;
    measure.filter(|measure| "个件项只种枚".contains(measure.as_str())).map(|_| count)
}

/// 钢丝、铁丝等3个产品.
fn and_others(key: &str) -> Option<i64> {
    measured(key.rsplit_once('等')?.1)
}

/// 水泵2只, 发明专利3件, 3件: digits or 两 that nothing runs into.
fn behind(key: &str) -> Option<i64> {
    let figure = |c: char| c.is_ascii_digit() || c == '两';
    let (head, _) = key.split_at_checked(key.rfind(figure)?)?;
    let (before, tail) = key.split_at_checked(head.trim_end_matches(|c: char| c.is_ascii_digit()).len())?;
    let runs_on = before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".-/×*第".contains(c));
    measured(tail).filter(|_| !runs_on)
}

/// 两只产品：钢管、铝管.
fn before(key: &str) -> Option<i64> {
    measured(key.split_once(':')?.0)
}

/// 1.钢管 2.铝管, （1）钢丝（2）铁丝: as far as the numbers count on.
fn numbered(text: &str) -> Option<i64> {
    if !text.starts_with(['1', '(', '（', '①']) {
        return None;
    }
    const FORMS: [&str; 7] = ["(N)", "（N）", "N、", "N．", "N.", "N)", "N）"];
    let marks = |number: i64| {
        let circled = u32::try_from(number).ok().and_then(|number| char::from_u32(0x245F + number));
        let plain = FORMS.map(|form| form.replace('N', &number.to_string()));
        plain.into_iter().chain(circled.filter(|_| number <= 20).map(String::from)).collect::<Vec<_>>()
    };
    let form = marks(1).iter().position(|mark| text.starts_with(mark.as_str()))?;
    let (mut rest, mut count) = (text, 0);
    while let Some(mark) = marks(count + 1).into_iter().nth(form)
        && let Some((before, after)) = rest.split_once(mark.as_str())
    {
        // 2.5 and 12. are no marks, and something must stand between two.
        let apart =
            !before.ends_with(|c: char| c.is_ascii_digit()) && (count == 0 || !before.trim().is_empty());
        if !apart || after.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        (rest, count) = (after, count + 1);
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_things_are_counted() {
        for (text, count) in [
            ("水泵2只", 2),
            ("叶轮系列2只", 2),
            ("发明专利3件", 3),
            ("3件", 3),
            ("叶轮两只", 2),
            ("绞线机等3件专利", 3),
            ("钢丝、铁丝等3个产品", 3),
            ("两只产品：钢管、铝管", 2),
            ("1.钢管 2.铝管", 2),
            ("（1）钢丝（2）铁丝", 2),
            ("①钢丝②铁丝③铝丝", 3),
            ("1、钢丝\n2、铁丝", 2),
        ] {
            assert_eq!(read(text), Some(Plural::Counted(count)), "{text}");
        }
        for text in ["见附件", "详见清单", "另附"] {
            assert_eq!(read(text), Some(Plural::Elsewhere), "{text}");
        }
    }

    #[test]
    fn things_that_a_number_may_tell_to_be_one() {
        assert_eq!(listed("轧机；辊道"), Some(Plural::Counted(2)));
        assert_eq!(listed("轧机①②③"), Some(Plural::Counted(3)));
        assert_eq!(listed("一种轧机\n一种辊道"), Some(Plural::Counted(2)));
        assert_eq!(listed("轧机等"), Some(Plural::AndOthers));
        for text in ["轧机", "高性能\n电缆", "一种轧机", "优等", "电缆；", "特等", "", "平等"]
        {
            assert_eq!(listed(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_one_thing_are_not() {
        for text in [
            "",
            "水泵",
            "水泵1只",
            "床上用品四件套",
            "1.5吨锅炉",
            "1.2.4-三氯苯",
            "YJV22-2件",
            "第2种制备方法",
            "一种两只轮子的车",
            "GB/T 1.1-2009",
            "苏质2018001",
            "ZL201710601862.3",
            "A4",
            "3M",
            "360",
            "35kV及以下电缆",
            "二氧化硅",
            "第三件",
            "2008年产品",
            "电缆(2只)",
            "电缆等5个系列",
            "电缆3个品种",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn counts_behind_names() {
        assert_eq!(count_behind_name("大华水泵有限公司2只"), Some(("大华水泵有限公司", "2只")));
        assert_eq!(count_behind_name("甲电缆有限公司（2只）"), Some(("甲电缆有限公司", "2只")));
        for text in
            ["甲公司（3家）", "甲公司（2/5）", "甲2厂", "甲公司", "甲公司（原乙公司）", "甲公司第2分厂"]
        {
            assert_eq!(count_behind_name(text), None, "{text}");
        }
    }
}

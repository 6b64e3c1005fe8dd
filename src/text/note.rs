//! Notes beside a list that change what its rows are: which rows a note points to, and whether what it says of them matters.

use super::aside;
use super::looks;
use super::normal::key;
use super::number::whole;
use super::remark;
use super::stage::{self, Said, Stage};
use super::taken_away;

/// The rows that a note speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// All of the list, or all above the note.
    All,
    /// Those with these numbers, or the so many-th.
    Numbers(Vec<u32>),
    /// Those with this mark beside a number, a name or alone.
    Marked(String),
    /// Those that it names; without a name nobody can tell.
    Named,
    /// Those that it names; one that names none states a rule.
    Perhaps,
    /// Those that look so, which nobody here can see.
    Looks,
}

/// What speaks of the whole list.
const WHOLE: [&str; 14] = [
    "以上",
    "上述",
    "上列",
    "此表",
    "本表",
    "该表",
    "此名单",
    "本名单",
    "该名单",
    "所列",
    "全部",
    "表中",
    "均",
    "本次名单",
];
/// What the rows of a list are called in a note. Of 名单 and 资金 something else is said: 以上名单待批准后拨付.
const ROWS: [&str; 14] = [
    "企业", "单位", "公司", "厂家", "产品", "商标", "专利", "标准", "证书", "称号", "荣誉", "成果", "均",
    "已",
];
/// What says of a whole list that it is none to pay by.
const NO_LIST: [&str; 7] = ["仅供参考", "供参考", "未经审核", "未审核", "尚未审核", "未经核实", "未核实"];
/// What says of rows that they are not to be paid in full.
const LESS: [&str; 7] = ["减半", "外地企业", "外地", "市外企业", "不在我市", "不在本市", "不属我市"];
/// What was done with the money.
const PAID: [&str; 8] = ["发放", "拨付", "支付", "兑现", "奖励", "领取", "付清", "奖"];
/// What says of rows that the money is settled otherwise.
const OTHERWISE: [&str; 6] = ["预拨", "预付", "代领", "结转", "承担", "挂账"];
/// What was done to a list before it was sent.
const DONE: [&str; 9] =
    ["已剔除", "已扣除", "已删除", "已去除", "已排除", "未列入", "不含外地", "不包括外地", "不含市外"];
/// Money of another level is no word on this.
const OF_OTHERS: [&str; 5] = ["省", "国家", "中央", "上级", "部级"];
/// What a sentence has that states a rule, or what is to be done.
const RULE: [&str; 12] =
    ["之一", "凡", "如", "若", "的不", "的,", "情形", "行为", "应当", "须", "需", "按规定"];
/// What stands before a mark.
const BEFORE_MARK: [&str; 8] = ["带", "标注", "标有", "标", "打", "加", "有", "注"];
/// Signs that lists mark rows by.
const MARKS: &str = "*※★☆▲△●◆■□◎#⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾";
/// Where signs begin that stand for ① and the following while texts are compared.
const CIRCLED: u32 = 0x24F5;

/// A text as a key in which ① stays apart from 1.
pub fn signs(text: &str) -> String {
    let kept = |c: char| match u32::from(c) {
        circled @ 0x2460..=0x2469 => char::from_u32(circled - 0x2460 + CIRCLED).unwrap_or(c),
        _ => c,
    };
    match text.contains(|c| ('①'..='⑩').contains(&c)) {
        true => key(&text.chars().map(kept).collect::<String>()),
        false => key(text),
    }
}

/// The sentences of a note without its label. A number before one is taken off only where it counts the sentences.
fn sentences(note: &str) -> Vec<String> {
    let key = signs(note);
    let body = aside::without_label(&key);
    if body.starts_with('填') {
        return Vec::new();
    }
    let counted = |part: &str| {
        let rest = part.trim_start_matches(['(', ' ']).trim_start_matches(|c: char| c.is_ascii_digit());
        let shorter =
            rest.strip_prefix([',', '.', ')']).filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        shorter.filter(|_| rest.len() < part.len()).unwrap_or(part).to_owned()
    };
    body.split(['。', ';']).map(counted).filter(|part| !part.is_empty()).collect()
}

/// What each sentence of a note that matters speaks of.
pub fn read(note: &str) -> Vec<Of> {
    let label = label_mark(note);
    let of_sentence = |sentence: &String| {
        if RULE.iter().any(|word| sentence.contains(word)) && !of_looks(sentence) {
            return None;
        }
        if DONE.iter().any(|word| sentence.contains(word)) {
            return None;
        }
        match (says(sentence), says_perhaps(sentence)) {
            _ if of_looks(sentence) => Some(vec![Of::Looks]),
            (true, _) => Some(pointed(sentence, label.as_deref())),
            (false, true) => match numbers_in(sentence) {
                numbers if numbers.is_empty() => Some(vec![Of::Perhaps]),
                numbers => Some(vec![Of::Numbers(numbers)]),
            },
            (false, false) => None,
        }
    };
    sentences(note).iter().filter_map(of_sentence).flatten().collect()
}

/// The rows that a note points to by number, whatever it says of them.
pub fn numbers(note: &str) -> Vec<u32> {
    sentences(note).iter().flat_map(|sentence| numbers_in(sentence)).collect()
}

/// 注1：…, ①…, *…: the mark that stands at the rows meant.
fn label_mark(note: &str) -> Option<String> {
    let key = signs(note);
    let first = key.chars().next()?;
    if MARKS.contains(first) {
        return Some(first.to_string());
    }
    let (label, _) = key.split_once(':')?;
    let digits = label.strip_prefix('注')?;
    (!digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())).then(|| format!("注{digits}"))
}

/// Whether a sentence says of rows what an amount may hang on.
fn says(sentence: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    // Who looked at the list says nothing of its rows: 本表经张三、李四复核.
    let of_office =
        ["本表经", "本名单经", "以上经", "本表已经", "此表经"].iter().any(|word| sentence.starts_with(word));
    let none = of_office || has(&["无复", "没有复", "未有复", "不含复", "无续评"]);
    let again = match stage::of_list(sentence) {
        Said::Clear(Stage::Recertified) => true,
        Said::Doubt => has(&["复评", "复审", "续评", "复核", "复查", "再认定", "续认"]),
        _ => false,
    };
    let except = sentence.contains('除') && sentence.contains('外') && has(&["奖", "兑现"]);
    let against =
        aside::speaks_against(sentence) || marked(sentence).is_some() && aside::is_against(sentence);
    let of_all = against_all(sentence);
    again && !none || except || has(&NO_LIST) || has(&LESS) || was_paid(sentence) || against || of_all
}

/// 以上企业已注销: what would hold a row as its remark, said of all of them.
fn against_all(sentence: &str) -> bool {
    let Some(rest) = WHOLE.iter().find_map(|word| sentence.strip_prefix(word)) else { return false };
    let rest =
        rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十两几各家个项户".contains(c));
    let Some(said) = ROWS.iter().find_map(|word| rest.strip_prefix(word)) else { return false };
    remark::is_against(said.trim_start_matches(['均', '都', '全', '部'])) || taken_away::says_of_row(rest)
}

/// 红字企业不予奖励, 斜体为撤销, 标黄的为复评.
fn of_looks(sentence: &str) -> bool {
    looks::said(sentence).is_some_and(|rest| {
        aside::is_against(rest)
            || says(rest)
            || stage::of_list(rest) == Said::Clear(Stage::Recertified)
            || remark::is_against(sentence)
    })
}

/// What matters where the sentence names a row: S2号证书已被撤销, 碧波水产已预拨5万元.
fn says_perhaps(sentence: &str) -> bool {
    let otherwise = OTHERWISE.iter().any(|word| sentence.contains(word));
    let against = || {
        let subject = subject(sentence);
        let rest = subject.and_then(|subject| sentence.split_once(subject)).map(|(_, rest)| rest);
        rest.is_some_and(aside::is_against) || remark::is_against(sentence)
    };
    let except = sentence.contains('除')
        && sentence.contains('外')
        && ["符合", "通过", "合格"].iter().any(|word| sentence.contains(word));
    otherwise || except || against()
}

/// 奖金已于12月发放, 均已由县里奖励.
fn was_paid(sentence: &str) -> bool {
    let Some((before, after)) = sentence.split_once('已') else { return false };
    let others = OF_OTHERS.iter().any(|word| before.ends_with(word) || after.contains(word));
    let denied = ["未", "尚", "不"].iter().any(|word| after.contains(word));
    !others && !denied && PAID.iter().any(|word| after.ends_with(word))
}

fn pointed(sentence: &str, label: Option<&str>) -> Vec<Of> {
    let numbers = numbers_in(sentence);
    if !numbers.is_empty() {
        return vec![Of::Numbers(numbers)];
    }
    if let Some(mark) = marked(sentence).or_else(|| label.map(str::to_owned)) {
        return vec![Of::Marked(mark)];
    }
    let except = sentence.contains('除') && sentence.contains('外');
    let some = sentence.contains("中有") || sentence.contains("其中") || sentence.contains("部分");
    let whole = WHOLE.iter().any(|word| sentence.contains(word))
        || NO_LIST.iter().any(|word| sentence.contains(word));
    match whole && !except && !some {
        true => vec![Of::All],
        false if aside::points(sentence) || names_subject(sentence) || except => vec![Of::Named],
        false => Vec::new(),
    }
}

/// 虾产品为复评: something is said of a subject, which may be a name.
fn names_subject(sentence: &str) -> bool {
    subject(sentence).is_some()
}

/// What a sentence speaks of, before 为, 系 or 已: 碧波水产 of 碧波水产为复评企业.
pub fn subject(sentence: &str) -> Option<&str> {
    let cut = ["均", "都", "为", "系", "属", "已", "去年", "减半", "不"]
        .iter()
        .filter_map(|word| sentence.find(word))
        .min()?;
    let subject = sentence.get(..cut)?.trim_end_matches("产品").trim_end_matches("企业");
    let general = ["复评", "以上", "上述", "本", "该", "此", "获奖", "奖励", ""].contains(&subject);
    (!general && subject.chars().all(char::is_alphanumeric)).then_some(subject)
}

/// The subjects of a note's sentences.
pub fn subjects(note: &str) -> Vec<String> {
    sentences(note).iter().filter_map(|sentence| subject(sentence).map(str::to_owned)).collect()
}

fn marked(sentence: &str) -> Option<String> {
    let mark =
        |rest: &str| rest.trim_start_matches(['"', '(', '有']).chars().next().filter(|c| MARKS.contains(*c));
    let behind = BEFORE_MARK.iter().find_map(|word| mark(sentence.split_once(word)?.1));
    behind.or_else(|| sentence.chars().next().filter(|c| MARKS.contains(*c))).map(String::from)
}

/// 序号2、5, 第2家, 2号企业, 1-2号, 2,3为复评.
fn numbers_in(sentence: &str) -> Vec<u32> {
    let lead = ["序号", "第"].iter().find_map(|word| sentence.split_once(word));
    let rest = match lead {
        Some((_, rest)) => rest.trim_start_matches(['为', '第', ':', '(']),
        None => sentence,
    };
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let joins = |c: char| matches!(c, ',' | '-' | '~' | '至' | '和' | '及' | '、' | '—' | '–');
    let end = rest.find(|c: char| !is_number(c) && !joins(c)).unwrap_or(rest.len());
    let (list, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let counted = ["家", "个", "项", "号", "户", "名"].iter().any(|word| tail.starts_with(word));
    let serial = sentence.contains("序号");
    let bare = lead.is_none() && list.contains(joins) && (tail.starts_with(['为', '均', '系', '已', '号']));
    let numbered = lead.is_none() && tail.starts_with('号');
    // 第2行 may count the heading, and 第一批 counts no rows.
    if list.is_empty() || !(serial || counted && lead.is_some() || bare || numbered) {
        return Vec::new();
    }
    let number = |text: &str| u32::try_from(whole(text).ok()?).ok();
    let mut found = Vec::new();
    for part in list.split([',', '、', '和', '及']).filter(|part| !part.is_empty()) {
        let mut ends = part.split(['-', '~', '至', '—', '–']).filter_map(number);
        match (ends.next(), ends.next()) {
            (Some(first), Some(last)) if first <= last && last - first < 500 => found.extend(first..=last),
            (Some(only), None) => found.push(only),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_that_change_rows() {
        for (note, of) in [
            ("注：第2家为外地企业，不在奖励范围。", Of::Numbers(vec![2])),
            ("注：2号企业去年已奖。", Of::Numbers(vec![2])),
            ("注：序号2减半奖励", Of::Numbers(vec![2])),
            ("注：2、3为复评", Of::Numbers(vec![2, 3])),
            ("注：序号1—2为复评", Of::Numbers(vec![1, 2])),
            ("注：1—2号均已由县里奖励", Of::Numbers(vec![1, 2])),
            ("注：第二家与上表重复", Of::Numbers(vec![2])),
            ("注：以上产品均为复评", Of::All),
            ("以上均为复评", Of::All),
            ("注：此表仅供参考", Of::All),
            ("注：本名单未经审核", Of::All),
            ("以上企业奖金已于2008年12月发放", Of::All),
            ("以上企业已注销", Of::All),
            ("备注：以上企业均已注销。", Of::All),
            ("以上2家企业已停产", Of::All),
            ("以上三家企业已被吊销", Of::All),
            ("上述两家单位已被撤销称号", Of::All),
            ("注：以上证书已收回", Of::All),
            ("以上均已作废", Of::All),
            ("注：带*为复评产品。", Of::Marked("*".into())),
            ("①已于去年奖励", Of::Marked("⓵".into())),
            ("★为复评", Of::Marked("★".into())),
            ("※复评", Of::Marked("※".into())),
            ("备注：△表示不予奖励", Of::Marked("△".into())),
            ("#为外地企业", Of::Marked("#".into())),
            ("注：红字企业不予奖励", Of::Looks),
            ("注：黄色底纹的企业已注销", Of::Looks),
            ("注：斜体为撤销", Of::Looks),
            ("注：标红的取消", Of::Looks),
            ("注：涂黄的不发", Of::Looks),
            ("注：加粗的为复评", Of::Looks),
            ("蓝色字体：暂缓", Of::Looks),
            ("注：S2号证书已被撤销", Of::Perhaps),
            ("注：以上企业除宏图泵业外均符合条件", Of::Perhaps),
            ("经审核，宏图泵业有限公司不符合奖励条件", Of::Named),
            ("注：复评产品不奖励", Of::Perhaps),
            ("注：第1、2家企业系去年结转", Of::Numbers(vec![1, 2])),
            ("注：序号1-2奖金由市级财政承担", Of::Numbers(vec![1, 2])),
            ("注1：此产品为复评", Of::Marked("注1".into())),
            ("备注：虾产品为复评。", Of::Named),
            ("说明：碧波水产为复评企业", Of::Named),
            ("注：以上企业除碧波水产食品厂外均予奖励", Of::Named),
            ("注：上述企业中有1家未通过复核", Of::Named),
        ] {
            assert_eq!(read(note), [of], "{note}");
        }
    }

    #[test]
    fn notes_that_change_nothing() {
        for note in [
            "备注：以上名单已公示无异议",
            "注：以上属实",
            "注：同一企业同一产品不重复奖励",
            "备注：以上企业均无失信记录",
            "注：以上企业无复评产品",
            "注：以上均为首次认定",
            "注：以上名单待市政府批准后拨付",
            "填表说明：以下各栏不得空缺，不符合条件的不予奖励",
            "说明：本表一式三份",
            "注：本表不含外地企业。",
            "注：本表经张三、李四复核。",
            "注：以上企业复核均合格。",
            "注：按第2条规定奖励",
            "注：以上奖励资金已列入预算",
            "注：以上企业已获省级奖励",
            "以上企业证书均在有效期内",
            "以上企业未被撤销称号",
            "注：以上企业无违法行为，未注销",
            "以上产品商标均未注销",
            "以上企业已公示无异议",
            "以上企业均已通过年检，不存在停产情况",
            "以上单位已完成变更登记",
            "以上2家企业已领取证书",
            "联系电话：87654321",
            "备注：第一批已公布",
            "注：上述名单已剔除不符合条件的企业3家",
            "注：另有3家企业因不符合条件未列入",
            "注：绿色食品企业按规定奖励",
            "注：红色字体为新认定企业",
            "注：加粗的为国家级",
            "注：名单按企业名称笔画排序",
            "注：奖金按规定发放",
            "注：以上企业均已通过审核",
            "",
        ] {
            assert_eq!(read(note), [], "{note}");
        }
    }
}

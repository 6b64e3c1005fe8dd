//! What list a table is: by the columns that only one kind of list has, then by the words of its title, sheet and file.

use super::category::Named;
use super::lexicon::Lexicon;
use super::words;
use crate::model::record::{ListKind, RowReading, SheetReading};
use crate::policy::{FieldId, FieldOn, Policy, builtin as b};
use crate::text::normal::key;
use crate::text::verdict::{self, Asks};
use crate::text::{bars, paid_out};

const WORDS: [(ListKind, &[&str]); 3] = [
    (ListKind::Register, &["名录", "登记", "基本信息", "基本情况"]),
    (ListKind::History, &["历年", "台账", "台帐", "已兑现", "兑现情况", "兑现记录"]),
    (ListKind::Exclusion, &["黑名单", "失信", "一票否决", "排除"]),
];

/// Words of lists by which money went out: without a holder that is known nobody can tell what they have paid.
const PAID_OUT: [&str; 9] =
    ["发放表", "发放明细", "发放清单", "拨付表", "拨付明细", "领款表", "领取表", "签领表", "兑现表"];

/// The text, of those around a table, that says that the firms it names are not to be paid: in plain words, by a kind of
/// exclusion that the policy declares, or in any other word of that meaning.
pub fn barring<'a>(texts: &[&'a str], policy: &Policy) -> Option<&'a str> {
    let bars = |text: &&&str| bars::says(text) || names_exclusion(text, policy);
    texts.iter().find(bars).copied()
}

/// Whether a text names a kind of exclusion that the policy declares, and does not deny it.
pub fn names_exclusion(text: &str, policy: &Policy) -> bool {
    let text = key(text);
    policy.exclusions.iter().any(|exclusion| bars::says_word(&text, &key(&exclusion.kind)))
}

/// Words of earlier years: a list of these is no list of this year's winners.
const PAST: [&str; 8] = ["历年", "已兑现", "已奖", "往年", "以前年度", "结转", "上年", "去年"];

/// The kind that a text names; none for none or several. 以下企业均无失信记录 names no list of exclusions.
fn by_words(text: &str) -> Option<ListKind> {
    let text = key(text);
    let says = |kind: &ListKind, word: &str| match kind {
        ListKind::Exclusion => bars::says_word(&text, word),
        _ => text.contains(word),
    };
    let mut kinds =
        WORDS.iter().filter(|(kind, words)| words.iter().any(|word| says(kind, word))).map(|(kind, _)| *kind);
    let first = kinds.next()?;
    kinds.next().is_none().then_some(first)
}

/// Whether a file's name says that it is a register, history or exclusion list.
pub fn names_reference_list(name: &str) -> bool {
    by_words(name).is_some() || is_paid_out(name)
}

/// Whether a title says that money went out by the list below it, or that it bars firms. What is called a ledger may be this
/// year's list.
pub fn titles_reference_list(title: &str) -> bool {
    by_words(title) == Some(ListKind::Exclusion) || is_paid_out(title)
}

fn is_paid_out(text: &str) -> bool {
    let text = key(text);
    PAID_OUT.iter().any(|word| text.contains(word))
}

/// Sheets that every payout workbook has, the details first.
pub const PAYOUT_SHEETS: [&str; 4] = ["兑现明细表", "封面", "规则", "来源"];

/// True where a sheet stands for a payout workbook: nobody knows yet which of the lists it has paid.
pub fn is_payout(sheet: &SheetReading) -> bool {
    let unread = sheet.rows.iter().all(|(_, row)| matches!(row, RowReading::Held(_)));
    sheet.name == PAYOUT_SHEETS[0] && sheet.rows.len() == 1 && sheet.tables.is_empty() && unread
}

/// True where every table of a sheet has a column of enterprises.
pub fn names_enterprises(sheet: &SheetReading) -> bool {
    let named = |(_, _, field): &(u32, String, Option<FieldId>)| *field == Some(b::ENTERPRISE);
    !sheet.tables.is_empty() && sheet.tables.iter().all(|table| table.columns.iter().any(named))
}

/// Judges a table by its headings and the texts around it, the nearest first (title, sheet, file).
/// [`ListKind::Unknown`] where they contradict each other or say nothing. `year` is the award year.
pub fn judge(headings: &[Vec<String>], texts: &[&str], lexicon: &Lexicon<'_>, year: Option<i32>) -> ListKind {
    let seen = Seen::new(headings, lexicon);
    let mut strong = Vec::new();
    for (kind, holds) in [
        (ListKind::Exclusion, seen.exclusion()),
        (ListKind::History, seen.history()),
        (ListKind::Register, seen.register()),
    ] {
        if holds {
            strong.push(kind);
        }
    }
    let word = texts.iter().find_map(|text| by_words(text)).or_else(|| seen.declared_exclusion(texts));
    match (strong.as_slice(), word) {
        // 兑现金额 and 年度 beside certificates, under the title of this year's winners: what is to be paid, or what was.
        ([ListKind::History], None)
            if seen.is_of_winners() && titled(texts, year, lexicon) == Titled::Now =>
        {
            ListKind::Unknown
        }
        ([one], None) => *one,
        ([one], Some(word)) if *one == word || word == ListKind::Register => *one,
        ([_], Some(_)) => ListKind::Unknown,
        ([], Some(ListKind::History)) => seen.ledger(texts, year),
        ([], None) if seen.is_paid_out(texts) => ListKind::Unknown,
        ([], None) if seen.pays(texts) => match titled(texts, year, lexicon) {
            Titled::Past if seen.only(&[b::PAID]) && seen.is_sheet_of_payments(texts) => {
                seen.weak(Some(ListKind::History), texts)
            }
            Titled::Past | Titled::Now | Titled::Unsaid => ListKind::Unknown,
        },
        ([], None) if seen.is_barred(texts) => ListKind::Unknown,
        ([], word) => seen.weak(word, texts),
        (several, Some(word)) if several.contains(&word) => word,
        _ => ListKind::Unknown,
    }
}

/// Whether a table that nobody can tell is either a ledger or a list of winners: it has a column of money that may be paid or
/// asked for.
pub fn may_be_ledger(headings: &[Vec<String>], texts: &[&str], lexicon: &Lexicon<'_>) -> bool {
    let seen = Seen::new(headings, lexicon);
    let word = texts.iter().find_map(|text| by_words(text));
    let other = seen.exclusion() || seen.register();
    !other && (seen.may(&[b::PAID]) || seen.pays(texts)) && matches!(word, None | Some(ListKind::History))
}

/// Whether some heading tells the holders.
pub fn names_holders(headings: &[Vec<String>], lexicon: &Lexicon<'_>) -> bool {
    Seen::new(headings, lexicon).names_holder()
}

/// Whether some heading asks of each firm whether it is barred: then the answers bar it, not the title.
pub fn asks_of_each(headings: &[Vec<String>]) -> bool {
    headings.iter().any(|parts| bars::asks_of_each(&parts.concat()))
}

/// Whether a table that nobody can tell may take money from the firms that it names: the texts around it or its headings speak of
/// payments made, or of what bars firms. What a department asks for under a ledger's name takes nothing from other lists.
pub fn may_touch(headings: &[Vec<String>], texts: &[&str], lexicon: &Lexicon<'_>) -> bool {
    let (seen, policy) = (Seen::new(headings, lexicon), lexicon.policy);
    let heading = |parts: &Vec<String>| {
        let text = parts.concat();
        let bars = bars::says(&text) || names_exclusion(&text, policy);
        bars && !bars::asks_of_each(&text)
    };
    let ledger = |text: &&str| by_words(text) == Some(ListKind::History);
    barring(texts, policy).is_some_and(|text| bars::plainly(text) || !asks_of_each(headings))
        || headings.iter().any(heading)
        || seen.pays(texts)
        || seen.is_sheet_of_payments(texts)
        || !seen.may(&[b::CLAIM]) && texts.iter().any(ledger)
}

/// Of what time a list calls itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titled {
    Past,
    Now,
    Unsaid,
}

/// By the nearest text that names years, and by words of earlier years anywhere.
fn titled(texts: &[&str], year: Option<i32>, lexicon: &Lexicon<'_>) -> Titled {
    if texts.iter().any(|text| PAST.iter().any(|word| key(text).contains(word))) {
        return Titled::Past;
    }
    let year = year.unwrap_or(lexicon.policy.years.0);
    let years = texts.iter().map(|text| words::years_within(text)).find(|years| !years.is_empty());
    match years {
        Some(years) if years.iter().any(|stated| *stated < year) => Titled::Past,
        Some(_) => Titled::Now,
        None => Titled::Unsaid,
    }
}

/// The fields that the headings may be, in lists of any kind.
struct Seen<'a> {
    headings: &'a [Vec<String>],
    sets: Vec<Vec<FieldId>>,
    lexicon: &'a Lexicon<'a>,
}

impl<'a> Seen<'a> {
    fn new(headings: &'a [Vec<String>], lexicon: &'a Lexicon<'a>) -> Self {
        let sets = headings
            .iter()
            .map(|parts| lexicon.recognise(parts, None).fields)
            .filter(|set| !set.is_empty())
            .collect();
        Self { headings, sets, lexicon }
    }

    /// True where some heading can only be one of these fields.
    fn only(&self, fields: &[FieldId]) -> bool {
        self.sets.iter().any(|set| set.iter().all(|field| fields.contains(field)))
    }

    /// True where some heading may be one of these fields.
    fn may(&self, fields: &[FieldId]) -> bool {
        self.sets.iter().any(|set| set.iter().any(|field| fields.contains(field)))
    }

    /// True where some heading can only be fields that the policy declares for this list alone.
    fn declared_only(&self, on: FieldOn) -> bool {
        let own = |field: &FieldId| {
            field.index() >= b::count()
                && self
                    .lexicon
                    .policy
                    .fields
                    .get(field.index())
                    // A field of achievements may stand in ledgers too, and says nothing of which list it is there.
                    .is_some_and(|field| field.on.first() == Some(&on))
        };
        self.sets.iter().any(|set| set.iter().all(own))
    }

    /// Generic words such as 类型 and 截止日期 stand in any list: one heading must speak of a list of exclusions.
    fn exclusion(&self) -> bool {
        let speaks = |parts: &Vec<String>| {
            let text = key(&parts.concat());
            ["列入", "移出", "解除", "排除", "失信", "名单类"].iter().any(|word| text.contains(word))
        };
        self.headings.iter().any(speaks)
            && self.only(&[b::EXCLUSION_KIND, b::EXCLUDED_FROM, b::EXCLUDED_TO])
            && !self.may(&[b::CERTIFICATE, b::RECOGNISED, b::PAID])
    }

    fn history(&self) -> bool {
        let ledger = self.only(&[b::PAID]) && self.only(&[b::YEAR]);
        ledger || self.only(&[b::DUE_YEAR, b::DUE_AMOUNT]) || self.declared_only(FieldOn::History)
    }

    fn register(&self) -> bool {
        let own = self.only(&[b::BANK, b::ACCOUNT, b::FORMER_NAMES])
            || self.declared_only(FieldOn::Register)
            || self.names_account();
        own && !self.achievement() && !self.may(&[b::PAID]) && !self.lists_persons()
    }

    /// Persons by name and number, and no enterprise: their accounts are their own.
    fn lists_persons(&self) -> bool {
        self.may(&[b::PERSON]) && self.may(&[b::IDENTITY_NUMBER]) && !self.may(&[b::ENTERPRISE])
    }

    /// True for a heading that nobody knows and that tells where money goes: 开户行及账号, 基本户账号.
    fn names_account(&self) -> bool {
        self.headings.iter().any(|parts| {
            let text = key(&parts.concat());
            let account = ["开户行", "开户银行", "账号", "帐号"].iter().any(|word| text.contains(word));
            account && !text.contains("个人") && self.lexicon.recognise(parts, None).fields.is_empty()
        })
    }

    /// True where a heading only makes sense of achievements (or of payments for them).
    fn achievement(&self) -> bool {
        self.may(&[b::CATEGORY, b::CERTIFICATE, b::RECOGNISED, b::PRODUCT])
            || self.only(&[b::CLAIM, b::STAGE, b::RANK])
    }

    /// True where the headings are those by which departments list what was won.
    fn is_of_winners(&self) -> bool {
        self.may(&[b::RECOGNISED]) && self.may(&[b::CERTIFICATE])
    }

    /// Called a ledger, without a column that only a ledger has: a department calls what it asks for so, too (奖励兑现情况表,
    /// 奖励金额). As a ledger of this year it would take the award from every row that it lists.
    fn ledger(&self, texts: &[&str], year: Option<i32>) -> ListKind {
        let is_paid = self.only(&[b::PAID]) || !self.may(&[b::PAID]);
        let dated = self.only(&[b::YEAR]);
        if self.only(&[b::CLAIM]) && self.achievement() {
            return ListKind::Achievements;
        }
        match titled(texts, year, self.lexicon) {
            _ if is_paid => self.weak(Some(ListKind::History), texts),
            Titled::Past => self.weak(Some(ListKind::History), texts),
            Titled::Unsaid if dated => self.weak(Some(ListKind::History), texts),
            Titled::Now | Titled::Unsaid => ListKind::Unknown,
        }
    }

    /// Amounts under the title of a list by which money went out, with no holder, or with a column to sign for it.
    fn is_paid_out(&self, texts: &[&str]) -> bool {
        let signed = |parts: &Vec<String>| {
            let text = key(&parts.concat());
            ["签字", "签收", "签名", "领款人", "领取人"].iter().any(|word| text.contains(word))
        };
        let received = !self.names_holder() || self.headings.iter().any(signed);
        self.may(&[b::PAID]) && received && texts.iter().any(|text| is_paid_out(text))
    }

    /// A column of what was paid, which no list of what is asked for has, or such an amount under the title of a list by which
    /// money went out. What an earlier award got is told beside what is asked for, too: 已奖金额, 申请金额.
    fn pays(&self, texts: &[&str]) -> bool {
        let amount = |parts: &Vec<String>| {
            let fields = self.lexicon.recognise(parts, None).fields;
            let text = parts.concat();
            match fields.as_slice() {
                [b::PAID] => verdict::asks(&text) != Some(Asks::Figure),
                [] => paid_out::is_amount(&text) && self.is_sheet_of_payments(texts),
                _ => false,
            }
        };
        !self.may(&[b::CLAIM]) && self.headings.iter().any(amount)
    }

    fn is_sheet_of_payments(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| paid_out::says(text))
    }

    /// The kind of exclusion that the policy declares, in the texts around a table without a column of achievements; a category
    /// that stands nearer says more.
    fn declared_exclusion(&self, texts: &[&str]) -> Option<ListKind> {
        let policy = self.lexicon.policy;
        let names = |text: &&str| names_exclusion(text, policy);
        let nearer = texts
            .iter()
            .take_while(|text| names(text) || self.lexicon.categories.within(text) == Named::Nothing);
        let bars = !self.achievement() && !asks_of_each(self.headings);
        (bars && nearer.copied().any(|text| names(&text))).then_some(ListKind::Exclusion)
    }

    /// Firms below a text that bars them, and nothing that was won but perhaps a day.
    fn is_barred(&self, texts: &[&str]) -> bool {
        let won = self.may(&[b::CATEGORY, b::CERTIFICATE, b::PRODUCT, b::TITLE])
            || self.only(&[b::CLAIM, b::STAGE, b::RANK]);
        let named = texts.iter().any(|text| self.lexicon.categories.within(text) != Named::Nothing);
        !won && !named && !asks_of_each(self.headings) && barring(texts, self.lexicon.policy).is_some()
    }

    fn names_holder(&self) -> bool {
        self.may(&[b::ENTERPRISE, b::PERSON, b::CREDIT_CODE])
    }

    /// Without columns of one kind alone: the words, or else achievements.
    fn weak(&self, word: Option<ListKind>, texts: &[&str]) -> ListKind {
        let titled = texts.iter().any(|text| self.lexicon.categories.within(text) != Named::Nothing);
        let achievement =
            titled || self.achievement() || self.may(&[b::TITLE, b::CLAIM, b::STAGE, b::RANK, b::QUANTITY]);
        let holder = self.names_holder();
        match word {
            Some(ListKind::Register) if self.achievement() || self.may(&[b::TITLE]) => ListKind::Achievements,
            // Winners are no list of exclusions, whatever the file is called.
            Some(ListKind::Exclusion) if self.achievement() => ListKind::Unknown,
            Some(kind) if holder => kind,
            None if achievement || self.declared_only(FieldOn::Achievement) => ListKind::Achievements,
            _ => ListKind::Unknown,
        }
    }
}

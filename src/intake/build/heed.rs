//! What cells beside the facts say of their row: verdicts, remarks, struck names, levels. A row that speaks against itself is held.

use super::super::doubt;
use super::super::layout::{ColumnUse, Looks};
use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::cell_at;
use crate::text::normal::{display, is_blank, key};
use crate::text::verdict::{self, Asks};
use crate::text::{award_word, name, reference, struck};
use crate::workbook::{Cell, Value};

/// A longer text in a column that asks for no verdict tells a story, and may use any word.
const LONGEST: usize = 30;

/// A filled cell that became no fact: a remark, or of a column that no rule reads.
pub(super) struct Beside<'a> {
    pub(super) col: u32,
    /// None for a cell outside of every column.
    pub(super) column: Option<&'a ColumnUse>,
    /// It is text with words in it, no figure, date or code.
    pub(super) is_text: bool,
    pub(super) text: String,
}

impl Beside<'_> {
    pub(super) fn heading(&self) -> &str {
        self.column.map_or("", |column| column.heading.as_str())
    }

    pub(super) fn is_used(&self) -> bool {
        self.column.is_some_and(|column| column.field.is_some())
    }

    /// It is a remark, or stands outside of every column.
    pub(super) fn is_remark(&self) -> bool {
        self.is_used() || self.column.is_none()
    }

    /// It stands in a column of those who look at a list.
    pub(super) fn is_of_judges(&self) -> bool {
        matches!(self.asks(), Some(Asks::Verdict | Asks::Checked))
    }

    /// The column tells of the thing or the firm, not of the award.
    pub(super) fn describes(&self) -> bool {
        self.column.is_some_and(|column| column.describes)
    }

    fn asks(&self) -> Option<Asks> {
        self.column.and_then(|column| column.asks)
    }

    /// Whether it speaks against an award.
    fn is_against(&self) -> bool {
        let asks = self.asks();
        if asks.is_some_and(|asks| asks.against(&self.text)) {
            return true;
        }
        if !self.is_text {
            return false;
        }
        let remark = self.is_remark();
        let struck = remark && verdict::is_cross(&self.text);
        let short = remark || asks.is_some() || self.text.chars().count() <= LONGEST;
        struck || short && !self.describes() && verdict::is_failure(&self.text)
    }
}

impl<'a> Build<'a> {
    pub(super) fn heed(&mut self) {
        let beside = self.beside();
        let of_none = beside.iter().filter(|cell| cell.column.is_some() && !cell.is_used());
        let of_none: Vec<&Beside<'_>> = of_none.filter(|cell| !is_blank(&cell.text)).collect();
        self.faults.unused = of_none.iter().map(|cell| (cell.col, Looks::of(&cell.text))).collect();
        let named =
            [b::CERTIFICATE, b::TITLE, b::PRODUCT].iter().any(|field| self.facts.get(*field).is_some());
        if self.reader.table.kind == ListKind::Achievements && !named {
            self.faults.beside = of_none.iter().map(|cell| (cell.col, cell.text.as_str().into())).collect();
        }
        // Accepted as it reads, refused, or its remark chosen.
        if self.reader.is_settled(b::REMARK) || self.reader.is_refused() {
            return;
        }
        match self.reader.table.kind {
            ListKind::Achievements => {
                self.heed_verdicts(&beside);
                if self.faults.holding.is_empty() {
                    self.heed_changes(&beside);
                }
                self.heed_serial();
                self.heed_audited();
                self.heed_names();
                self.heed_level(&beside);
            }
            ListKind::History => self.heed_ledger(&beside),
            ListKind::Exclusion => self.heed_exclusion(&beside),
            ListKind::Register => self.heed_register(&beside),
            ListKind::Unknown => {}
        }
    }

    /// The cells that became no fact, but for those of columns that a person set aside.
    fn beside(&self) -> Vec<Beside<'a>> {
        let table = self.reader.table;
        let beside = |cell: &'a Cell| {
            let column = table.column_at(cell.col);
            if column.is_some_and(|column| {
                column.set_aside || column.field.is_some_and(|field| field != b::REMARK)
            }) {
                return None;
            }
            let text = shown(&cell.value).filter(|text| !text.is_empty())?;
            Some(Beside {
                col: cell.col,
                column,
                is_text: matches!(&cell.value, Value::Text(text) if !text.is_ascii()),
                text,
            })
        };
        self.row.cells.iter().filter_map(beside).collect()
    }

    /// A remark or a result that says that the row was not recognised, or is given up.
    fn heed_verdicts(&mut self, beside: &[Beside<'a>]) {
        for cell in beside.iter().filter(|cell| cell.is_against()) {
            let fault = doubt::of_row(cell.heading(), &cell.text, self.row.index, self.reader.here);
            self.hold(cell.col, fault);
        }
    }

    /// Names and numbers that say themselves that they do not count.
    fn heed_names(&mut self) {
        for column in &self.reader.table.columns {
            let Some(field) = column.field else { continue };
            let of_thing = matches!(field, b::PRODUCT | b::TITLE);
            let named = of_thing || matches!(field, b::ENTERPRISE | b::PERSON | b::CERTIFICATE);
            if !named || self.reader.is_settled(field) {
                continue;
            }
            let Some(Value::Text(text)) = cell_at(self.row, column.col).map(|cell| &cell.value) else {
                continue;
            };
            if let Some((inner, rest)) = struck::by_bracket(text, of_thing) {
                let why = format!("其中的「{inner}」看来是说本行不应奖励");
                self.hold_named(field, column.col, text, &why, &rest);
            } else if let Some((mark, rest)) =
                struck::by_mark(text, field == b::ENTERPRISE).filter(|(_, rest)| may_be_marked(field, rest))
            {
                let why = format!("带有记号「{mark}」，看不出表示什么（常用来标出复评或不奖的）");
                self.hold_named(field, column.col, text, &why, &rest);
            } else if field == b::CERTIFICATE && struck::is_pending(text) {
                let message = format!(
                    "「{}」写的是「{}」，不是证书的号码：看来还没有证书，或证书不算数。",
                    self.field_name(field),
                    display(text)
                );
                let choice = self.reader.here.accept_decision(self.row.index);
                let help = format!("已有证书的请补上号码；仍应奖励的在 decisions.toml 中写明：\n{choice}");
                self.hold(column.col, Fault::new(Code::RemarkAgainst, message, help));
            }
        }
    }

    fn hold_named(&mut self, field: FieldId, col: u32, text: &str, why: &str, rest: &str) {
        let name = self.field_name(field);
        let message = format!("「{name}」写的是「{}」，{why}。", display(text));
        let choice = self.reader.here.choice_decision(self.row.index, name, rest);
        let help = format!("确实不应奖励的请从名单中删去；仍应奖励的在 decisions.toml 中写明：\n{choice}");
        self.hold(col, Fault::new(Code::RemarkAgainst, message, help));
    }

    fn field_name(&self, field: FieldId) -> &'a str {
        self.reader.lexicon.policy.field(field).name.as_str()
    }

    /// A level beside the category that is not the category's.
    fn heed_level(&mut self, beside: &[Beside<'a>]) {
        let Some(category) = self.category.filter(|_| !self.reader.is_settled(b::CATEGORY)) else { return };
        let policy = self.reader.lexicon.policy;
        let category = policy.category(category);
        let Some(own) = category.level.and_then(|level| policy.levels.get(level)) else { return };
        for cell in
            beside.iter().filter(|cell| !cell.is_used() && award_word::is_level_heading(cell.heading()))
        {
            let Some(level) = award_word::level(&cell.text) else { continue };
            if award_word::level(own).unwrap_or_else(|| key(own)) == level {
                continue;
            }
            let message = format!(
                "「{}」写的是「{}」，「{}」却是{own}，不知本行是哪一类。",
                cell.heading(),
                cell.text,
                category.name
            );
            let choice = self.reader.here.choice_decision(self.row.index, "类别", &category.name);
            let help = format!(
                "请在原表中改成一致；确是「{}」的在 decisions.toml 中写明：\n{choice}",
                category.name
            );
            self.hold(cell.col, Fault::new(Code::CategoryClash, message, help));
        }
    }

    /// A payment that the ledger lists and says was not made.
    fn heed_ledger(&mut self, beside: &[Beside<'a>]) {
        let unpaid = |cell: &&Beside| {
            let asked = !cell.is_used() && verdict::asks_whether_paid(cell.heading());
            asked && Asks::No.against(&cell.text)
                || cell.is_text && !cell.describes() && reference::is_unpaid(&cell.text)
        };
        // What is negative came back, and its remark says so.
        let came_back = self.facts.money(b::PAID).is_some_and(|paid| paid.is_sign_negative());
        let unpaid = |cell: &&Beside| unpaid(cell) && !(came_back && reference::is_reclaim(&cell.text));
        let Some(cell) = beside.iter().find(unpaid) else { return };
        let message = format!(
            "台账里「{}」写的是「{}」，看来这笔没有付成，不知算不算已经兑现。",
            cell.heading(),
            cell.text
        );
        let (here, row) = (self.reader.here, self.row.index);
        let help = format!(
            "没有付成的在 decisions.toml 中写明：\n{}\n确已付出的写：\n{}",
            here.refuse_decision(row),
            here.accept_decision(row)
        );
        self.hold(cell.col, Fault::new(Code::PaymentUnclear, message, help));
    }

    /// An enterprise that is no more, or an account that cannot be paid to.
    fn heed_register(&mut self, beside: &[Beside<'a>]) {
        self.heed_new_name(beside);
        for cell in beside.iter().filter(|cell| cell.is_text && !cell.describes()) {
            let asked = cell.asks() == Some(Asks::Yes) && Asks::Yes.against(&cell.text);
            if asked || reference::is_gone(&cell.text) {
                let message = format!(
                    "名录里「{}」的「{}」写的是「{}」，看来不应再付；它的成果待定。",
                    self.names.join("、"),
                    cell.heading(),
                    cell.text
                );
                let choice = self.reader.here.accept_decision(self.row.index);
                let help = format!("请核对；仍应付的在 decisions.toml 中写明：\n{choice}");
                self.faults.doubts.push((cell.col, Fault::new(Code::RemarkAgainst, message, help)));
            }
            let account = reference::is_of_account(&cell.text) || self.is_other_name(cell);
            if account && !self.reader.is_settled(b::ACCOUNT) {
                self.refuse_account(cell);
            }
        }
    }

    /// 变更后名称 beside the name: which of the two the firm has now, the list does not say as the program reads it.
    fn heed_new_name(&mut self, beside: &[Beside<'a>]) {
        let renamed = |cell: &&Beside| {
            !cell.is_used()
                && reference::is_new_name(cell.heading())
                && !is_blank(&cell.text)
                && !self.is_own(&cell.text)
        };
        let Some(cell) = beside.iter().find(renamed) else { return };
        let message = format!(
            "名录里「{}」的「{}」写的是「{}」，不知现在叫哪个名称；它的成果待定。",
            self.names.join("、"),
            cell.heading(),
            cell.text
        );
        let choice = self.reader.here.accept_decision(self.row.index);
        let help = format!(
            "请在名录中把现在的名称写在「企业名称」一列，原来的写在「曾用名」一列；仍用「企业名称」所写的，在 decisions.toml 中写明：\n{choice}"
        );
        self.faults.doubts.push((cell.col, Fault::new(Code::RemarkAgainst, message, help)));
    }

    /// The account is in another name than the enterprise's.
    fn is_other_name(&self, cell: &Beside<'_>) -> bool {
        if cell.is_used() || is_blank(&cell.text) || !reference::is_account_name(cell.heading()) {
            return false;
        }
        !self.is_own(&cell.text)
    }

    /// One of the names that the register gives the enterprise.
    fn is_own(&self, name: &str) -> bool {
        let keys = |text: &str| {
            let read = name::enterprise(text);
            let others: Vec<String> = read.others.iter().map(|other| key(other)).collect();
            std::iter::once(read.key).chain(others).collect::<Vec<_>>()
        };
        let former = self.facts.text(b::FORMER_NAMES).map(key).unwrap_or_default();
        let own: Vec<String> = self.names.iter().flat_map(|name| keys(name)).collect();
        keys(name).iter().any(|key| own.contains(key) || former.contains(key.as_str()))
    }

    fn refuse_account(&mut self, cell: &Beside<'_>) {
        let Some(account) = self.facts.text(b::ACCOUNT).map(str::to_owned) else { return };
        self.facts.remove(b::ACCOUNT);
        let message = format!(
            "名录里「{}」的「{}」写的是「{}」，账号没有采用。",
            self.names.join("、"),
            cell.heading(),
            cell.text
        );
        let choice = self.reader.here.choice_decision(self.row.index, self.field_name(b::ACCOUNT), &account);
        let help = format!("请与单位核对后改正名录；账号无误的在 decisions.toml 中写明：\n{choice}");
        self.faults.warning.push((cell.col, Fault::new(Code::AccountUnsure, message, help)));
    }
}

/// A star beside a person's name hides a part of it, and a trade mark may be one.
fn may_be_marked(field: FieldId, rest: &str) -> bool {
    match field {
        b::TITLE | b::PERSON => false,
        b::ENTERPRISE => name::ends_as_organisation(rest),
        _ => true,
    }
}

/// A value as it reads; none for what may not be used.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(display(text)),
        Value::Number(number, _) => Some(number.normalize().to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Bool(yes) => Some(if *yes { "是" } else { "否" }.to_owned()),
        Value::Error(_) | Value::NoCache | Value::Unusable(_) | Value::Struck(_) => None,
    }
}

//! What was asked for: an enterprise or payee, a certificate or title, a row or cell. Several of one name are listed.

use super::story::About;
use crate::finding::{Code, Finding, Place};
use crate::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId};
use crate::model::entitlement::{EntitlementId, PayeeId};
use crate::model::payout::Payout;
use crate::model::record::{Record, RowRef, SheetReading};
use crate::policy::builtin;
use crate::report::view::masked;
use crate::report::words;
use crate::text::normal::{display, half_width, key};
use crate::text::{certificate, name};
use std::collections::BTreeSet;

/// How many candidates a message lists.
const LISTED: usize = 12;

/// What was found: who or what, its rows and its awards.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub about: Vec<About>,
    pub rows: BTreeSet<RowRef>,
    pub awards: BTreeSet<EntitlementId>,
}

/// One thing that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Enterprise(EnterpriseId),
    Payee(PayeeId),
    Achievement(AchievementId),
    Row(RowRef),
}

/// Finds what was asked for.
#[allow(clippy::result_large_err, reason = "called once a question; the finding is what the user sees")]
pub(super) fn find<'a>(
    payout: &'a Payout,
    records: impl Iterator<Item = &'a Record>,
    asked: &str,
) -> Result<Found, Finding> {
    let finder = Finder { payout, records: records.collect() };
    let plain: String = asked.chars().map(half_width).collect();
    match plain.rsplit_once('!') {
        Some((sheet, cell)) => finder.place(asked, sheet.trim(), cell.trim()),
        None => finder.named(asked),
    }
}

struct Finder<'a> {
    payout: &'a Payout,
    records: Vec<&'a Record>,
}

impl Finder<'_> {
    /// By exact names first; a part of a name only where no whole one is meant.
    fn named(&self, asked: &str) -> Result<Found, Finding> {
        let (wanted, certified) = (key(asked), certificate::normal(asked));
        let whole = [
            self.enterprises(|enterprise| goes_by(enterprise, asked)),
            self.payees(|name| key(name) == wanted),
            self.achievements(|a| {
                let number = a.certificate.as_deref();
                number.is_some_and(|text| key(text) == wanted || text == certified) || fact_is(a, &wanted)
            }),
            self.achievements(|a| key(&a.title) == wanted || key(&a.product) == wanted),
            self.rows(|text| key(text) == wanted),
        ];
        let part = [
            self.enterprises(|enterprise| key(&enterprise.name).contains(&wanted)),
            self.achievements(|a| key(&a.title).contains(&wanted)),
            self.rows(|text| key(text).contains(&wanted)),
        ];
        let parts = part.into_iter().filter(|_| !wanted.is_empty());
        match whole.into_iter().chain(parts).find(|things| !things.is_empty()).as_deref() {
            Some([thing]) => Ok(self.found(*thing)),
            Some(several) => Err(self.ambiguous(asked, several)),
            None => Err(self.unknown(asked)),
        }
    }

    fn enterprises(&self, test: impl Fn(&Enterprise) -> bool) -> Vec<Thing> {
        let all = (0_u32..).map(EnterpriseId).zip(&self.payout.enterprises);
        all.filter(|(_, enterprise)| test(enterprise)).map(|(id, _)| Thing::Enterprise(id)).collect()
    }

    /// Payees that are no enterprise: departments, towns.
    fn payees(&self, test: impl Fn(&str) -> bool) -> Vec<Thing> {
        let all = (0_u32..).map(PayeeId).zip(&self.payout.payees);
        let others = all.filter(|(_, payee)| payee.enterprise.is_none() && test(&payee.name));
        others.map(|(id, _)| Thing::Payee(id)).collect()
    }

    fn achievements(&self, test: impl Fn(&Achievement) -> bool) -> Vec<Thing> {
        let all = (0_u32..).map(AchievementId).zip(&self.payout.achievements);
        all.filter(|(_, achievement)| test(achievement)).map(|(id, _)| Thing::Achievement(id)).collect()
    }

    /// Rows that became no achievement, by the names and titles on them.
    fn rows(&self, test: impl Fn(&str) -> bool) -> Vec<Thing> {
        let says = |record: &&&Record| {
            let facts = [builtin::CERTIFICATE, builtin::TITLE, builtin::PRODUCT];
            record.names.iter().any(|name| test(name))
                || facts.into_iter().filter_map(|field| record.facts.text(field)).any(&test)
        };
        self.records.iter().filter(says).map(|record| Thing::Row(record.at)).collect()
    }

    fn found(&self, thing: Thing) -> Found {
        match thing {
            Thing::Enterprise(id) => self.enterprise(id),
            Thing::Payee(id) => self.payee(id),
            Thing::Achievement(id) => {
                let rows = self.payout.achievements[id.index()].sources.iter().copied().collect();
                self.of_rows(self.about(thing), rows)
            }
            Thing::Row(at) => self.of_rows(self.about(thing), BTreeSet::from([at])),
        }
    }

    fn enterprise(&self, id: EnterpriseId) -> Found {
        let payout = self.payout;
        let enterprise = &payout.enterprises[id.index()];
        let held =
            payout.achievements.iter().filter(|a| a.holders.iter().any(|holder| holder.enterprise == id));
        let paid = payout.payments.iter().filter(|payment| payment.enterprise == id);
        let barred = payout.exclusions.iter().filter(|row| row.enterprise == id);
        let named =
            self.records.iter().filter(|record| record.names.iter().any(|text| goes_by(enterprise, text)));
        let rows = held
            .flat_map(|achievement| achievement.sources.iter().copied())
            .chain(paid.map(|payment| payment.source))
            .chain(barred.map(|row| row.source))
            .chain(enterprise.register_row)
            .chain(named.map(|record| record.at));
        let awards = numbered(payout).filter(|(_, e)| payout.payees[e.payee.index()].enterprise == Some(id));
        Found {
            about: vec![self.about(Thing::Enterprise(id))],
            rows: rows.collect(),
            awards: awards.map(|(id, _)| id).collect(),
        }
    }

    fn payee(&self, id: PayeeId) -> Found {
        let awards: Vec<_> = numbered(self.payout).filter(|(_, e)| e.payee == id).collect();
        Found {
            about: vec![self.about(Thing::Payee(id))],
            rows: awards.iter().flat_map(|(_, e)| e.sources.iter().copied()).collect(),
            awards: awards.into_iter().map(|(id, _)| id).collect(),
        }
    }

    fn of_rows(&self, about: About, rows: BTreeSet<RowRef>) -> Found {
        let mut awards: BTreeSet<EntitlementId> = BTreeSet::new();
        for row in self.payout.rows.iter().filter(|row| rows.contains(&row.at)) {
            awards.extend(&row.entitlements);
        }
        Found { about: vec![about], rows, awards }
    }

    fn about(&self, thing: Thing) -> About {
        let payout = self.payout;
        match thing {
            Thing::Enterprise(id) => about_enterprise(&payout.enterprises[id.index()]),
            Thing::Payee(id) => {
                let payee = &payout.payees[id.index()];
                let known = vec![format!("收款角色：{}", words::role(payee.role))];
                About { kind: "payee".to_owned(), name: payee.name.clone(), known }
            }
            Thing::Achievement(id) => {
                let achievement = &payout.achievements[id.index()];
                let mut known = vec![payout.policy.category(achievement.category).name.clone()];
                known.extend(
                    achievement.holders.iter().map(|h| payout.enterprises[h.enterprise.index()].name.clone()),
                );
                known.extend(achievement.certificate.iter().map(|number| format!("证书编号 {number}")));
                known.extend(achievement.sources.first().map(|at| words::row(payout, *at)));
                About { kind: "achievement".to_owned(), name: masked(&achievement.title), known }
            }
            Thing::Row(at) => {
                let record = self.records.iter().find(|record| record.at == at);
                let known = record.map_or_else(Vec::new, |record| record.names.clone());
                About { kind: "row".to_owned(), name: words::row(payout, at), known }
            }
        }
    }

    fn ambiguous(&self, asked: &str, several: &[Thing]) -> Finding {
        let line = |thing: &Thing| {
            let about = self.about(*thing);
            format!("{}（{}）", about.name, about.known.join("，"))
        };
        let listed: Vec<String> = several.iter().take(LISTED).map(line).collect();
        let more = if several.len() > LISTED { format!("\n等{}个", several.len()) } else { String::new() };
        let message = format!("「{asked}」指的不止一个，有{}个。", several.len());
        let help = format!("请写全名、代码、证书编号，或「文件:表!行」。候选：\n{}{more}", listed.join("\n"));
        Finding::new(Code::NameAmbiguous, Place::default(), message, help)
    }

    fn unknown(&self, asked: &str) -> Finding {
        let message = format!("名单里没有叫「{asked}」的企业、收款单位、证书或成果。");
        let near = self.nearest(asked);
        let help = if near.is_empty() {
            "请核对名称，或用「文件:表!行」指明名单的一行；--all 列出全部。".to_owned()
        } else {
            format!("是不是想问：{}？", near.join("、"))
        };
        Finding::new(Code::NameUnknown, Place::default(), message, help)
    }

    /// The nearest names, nearest first.
    fn nearest(&self, asked: &str) -> Vec<String> {
        let wanted = key(asked);
        let enterprises = self.payout.enterprises.iter().map(|enterprise| enterprise.name.as_str());
        let payees = self.payout.payees.iter().map(|payee| payee.name.as_str());
        let titles = self.payout.achievements.iter().map(|achievement| achievement.title.as_str());
        let names: BTreeSet<&str> = enterprises.chain(payees).chain(titles).collect();
        let far = |name: &str| strsim::osa_distance(&wanted, &key(name));
        let mut near: Vec<(usize, &str)> = names.into_iter().map(|name| (far(name), name)).collect();
        near.retain(|(distance, _)| *distance <= wanted.chars().count().div_ceil(2));
        near.sort_unstable();
        near.into_iter().take(5).map(|(_, name)| format!("「{}」", masked(name))).collect()
    }

    /// A row or cell of a list: `file:sheet!C14`, `file[sheet]!14`; the sheet may be left out where there is one.
    fn place(&self, asked: &str, sheet: &str, cell: &str) -> Result<Found, Finding> {
        let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '$');
        let row = digits.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
        let Some(row) = row else {
            let help = "行号写数字，如「名单.xls:表!14」；也可写单元格，如 C14。";
            return Err(self.nowhere(asked, &format!("「{cell}」不是行号或单元格"), help));
        };
        let sheets = self.sheets(sheet);
        match sheets.as_slice() {
            [one] => self.row_of(asked, one, row),
            [] => {
                let known: Vec<String> =
                    self.payout.reading.sheets.iter().map(|sheet| self.sheet_name(sheet)).collect();
                let near = crate::policy::suggest::nearest(sheet, known.iter().map(String::as_str));
                let near = near.map_or_else(String::new, |name| format!("是不是「{name}」？"));
                Err(self.nowhere(asked, "没有这个文件或工作表", &format!("{near}写法：「文件:工作表!行」。")))
            }
            several => {
                let names: Vec<String> =
                    several.iter().take(LISTED).map(|sheet| self.sheet_name(sheet)).collect();
                let message = format!("「{asked}」指的工作表不止一张，有{}张。", several.len());
                let help = format!("请写明：\n{}", names.join("\n"));
                Err(Finding::new(Code::NameAmbiguous, Place::default(), message, help))
            }
        }
    }

    /// The sheets that a text names: by file and sheet, or by file alone; a file by its last parts.
    fn sheets(&self, text: &str) -> Vec<&SheetReading> {
        let text = text.replace('\\', "/");
        let (file, sheet) =
            match (text.strip_suffix(']').and_then(|text| text.split_once('[')), text.rsplit_once(':')) {
                (Some((file, sheet)), _) => (file, Some(sheet)),
                (None, Some((file, sheet))) if !sheet.contains('/') => (file, Some(sheet)),
                _ => (text.as_str(), None),
            };
        let is_file = |sheet: &&SheetReading| {
            let (name, file) = (key(words::file_name(self.payout, sheet.file)), key(file));
            name == file || name.ends_with(&format!("/{file}"))
        };
        let is_sheet = |reading: &&SheetReading| sheet.is_none_or(|sheet| key(&reading.name) == key(sheet));
        self.payout.reading.sheets.iter().filter(is_file).filter(is_sheet).collect()
    }

    fn row_of(&self, asked: &str, sheet: &SheetReading, row: u32) -> Result<Found, Finding> {
        if sheet.rows.binary_search_by_key(&row, |(row, _)| *row).is_err() {
            let last = sheet.rows.last().map_or(0, |(row, _)| row + 1);
            let help = format!("「{}」读到第{last}行为止，空白的首尾行不算。", self.sheet_name(sheet));
            return Err(self.nowhere(asked, "没有读到这一行", &help));
        }
        let at = RowRef { file: sheet.file, sheet: sheet.sheet, row };
        Ok(self.of_rows(self.about(Thing::Row(at)), BTreeSet::from([at])))
    }

    fn nowhere(&self, asked: &str, why: &str, help: &str) -> Finding {
        Finding::new(Code::RowUnknown, Place::default(), format!("「{asked}」找不到：{why}。"), help)
    }

    fn sheet_name(&self, sheet: &SheetReading) -> String {
        format!("{}:{}", words::file_name(self.payout, sheet.file), sheet.name)
    }
}

/// Whether an enterprise goes by a name, or has a code.
fn goes_by(enterprise: &Enterprise, text: &str) -> bool {
    let named = name::enterprise(text).key;
    let code = key(text);
    let codes = [&enterprise.credit_code, &enterprise.organisation_code];
    let own = |other: &String| key(other) == named;
    !named.is_empty()
        && (key(&enterprise.name) == named
            || enterprise.other_names.iter().any(own)
            || codes.into_iter().flatten().any(|own| key(own) == code || key(own).replace('-', "") == code))
}

/// Whether the certificate as it was printed is this.
fn fact_is(achievement: &Achievement, wanted: &str) -> bool {
    achievement.facts.text(builtin::CERTIFICATE).is_some_and(|text| key(text) == *wanted)
}

fn about_enterprise(enterprise: &Enterprise) -> About {
    let mut known = Vec::new();
    known.extend(enterprise.credit_code.iter().map(|code| format!("统一社会信用代码 {code}")));
    known.extend(enterprise.organisation_code.iter().map(|code| format!("组织机构代码 {code}")));
    let own = key(&enterprise.name);
    let others: Vec<String> =
        enterprise.other_names.iter().filter(|name| key(name) != own).map(|name| display(name)).collect();
    if !others.is_empty() {
        known.push(format!("又称 {}", others.join("、")));
    }
    known.extend(enterprise.register.text(builtin::TOWN).map(str::to_owned));
    About { kind: "enterprise".to_owned(), name: enterprise.name.clone(), known }
}

fn numbered(
    payout: &Payout,
) -> impl Iterator<Item = (EntitlementId, &crate::model::entitlement::Entitlement)> {
    (0_u32..).map(EntitlementId).zip(&payout.entitlements)
}

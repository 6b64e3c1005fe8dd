//! Several columns of one field: which is used, and where only a person can tell.

use super::super::say::Fault;
use super::{ColumnUse, Resolver, UNUSED, letters, shown};
use crate::finding::Code;
use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::heading::Column;
use crate::text::normal::key;
use std::collections::BTreeMap;

/// The day of a patent is that on which its grant was announced; a certificate is issued around it.
const DAYS: [&str; 5] = ["授权公告日", "授权公告日期", "授权日", "授权日期", "授权时间"];
const DAYS_BESIDE: [&str; 12] = [
    "授权公告日",
    "授权公告日期",
    "授权日",
    "授权日期",
    "授权时间",
    "公告日",
    "公告日期",
    "发证日期",
    "发证时间",
    "颁证日期",
    "颁证时间",
    "获证日期",
];
/// The number of the thing tells more than that of its certificate.
const NUMBERS: [&str; 10] = [
    "专利号",
    "授权专利号",
    "标准号",
    "标准编号",
    "注册号",
    "商标注册号",
    "注册证号",
    "商标注册证号",
    "注册证编号",
    "标准代号",
];
const NUMBERS_BESIDE: [&str; 6] = ["证书号", "证书编号", "证书号码", "证号", "专利证书号", "编号"];

/// What a patent is called, beside the mark under which its holder sells.
const PATENTS: [&str; 4] = ["专利名称", "发明名称", "发明创造名称", "成果名称"];
const MARKS_BESIDE: [&str; 4] = ["注册商标", "商标", "商标名称", "商标标识"];
const PATENT_NUMBERS: [&str; 2] = ["专利号", "授权专利号"];
/// Who is paid, beside whose award it is.
const PAYEES: [&str; 2] = ["收款单位", "兑现单位"];

/// Which of several columns of one field is used.
enum Chosen {
    /// This one; the others are as if they had no field.
    One(usize),
    /// This one, and where its cell is empty the others.
    First(usize),
    /// Any: where they differ the row is held.
    Any,
    /// This one, where the others say the same or nothing: where they differ, or it says nothing itself, the row is held.
    Same(usize),
    /// This one stands for all: each row tells which of them says it.
    ByRow(usize),
    /// None: nothing is read from them, and that is told.
    Neither,
}

impl Resolver<'_> {
    /// Several columns of one field: one merged heading is one column; remarks go by the first; anything else holds.
    pub(super) fn settle_rivals(&mut self, columns: &mut [ColumnUse], heading: &[Column]) {
        let mut groups: BTreeMap<(FieldId, Option<i32>), Vec<usize>> = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            if let Some(field) = column.field {
                groups.entry((field, column.year)).or_default().push(index);
            }
        }
        for ((field, _), members) in groups {
            let Some((first, others)) = members.split_first().filter(|(_, others)| !others.is_empty()) else {
                continue;
            };
            let origin = |index: usize| heading.get(index).map(|column| column.origin);
            let merged = others.iter().all(|other| origin(*other) == origin(*first));
            if !merged && let Some(chosen) = self.chosen(field, &members, columns) {
                self.settle_chosen(field, &members, &chosen, columns);
                continue;
            }
            if merged {
                let also =
                    others.iter().filter_map(|other| columns.get(*other).map(|column| column.col)).collect();
                if let Some(column) = columns.get_mut(*first) {
                    column.also = also;
                }
            } else if !matches!(field, b::REMARK | b::SERIAL) {
                self.rivals(field, &members, columns, heading);
            }
            let all: &[usize] = if field == b::CLAIM && !merged { &members } else { others };
            for index in all {
                if let Some(column) = columns.get_mut(*index) {
                    column.field = None;
                }
            }
        }
    }

    fn rivals(&mut self, field: FieldId, members: &[usize], columns: &[ColumnUse], heading: &[Column]) {
        let found: Vec<&ColumnUse> = members.iter().filter_map(|index| columns.get(*index)).collect();
        let names: Vec<String> =
            found.iter().map(|column| format!("{}列「{}」", letters(column.col), column.heading)).collect();
        let col = found.get(1).map_or(0, |column| column.col);
        let name = self.name(field);
        let help = format!("{}\n只留一列作「{name}」，其余的列也各写一条。", self.paste(col, UNUSED));
        if field == b::CLAIM {
            let message = format!("{}都像「{name}」，不能猜；申请金额不作核对。", names.join("、"));
            self.warning.push((col, Fault::new(Code::ClaimAmbiguous, message, help)));
        } else {
            let message = format!(
                "{}都像「{name}」，不能猜；本表的行待定。各列为：{}。",
                names.join("、"),
                shown(heading)
            );
            self.holding.push((col, Fault::new(Code::HeadingAmbiguous, message, help)));
        }
    }

    /// Which of several columns of a field is used; none where only a person can tell.
    fn chosen(&self, field: FieldId, members: &[usize], columns: &[ColumnUse]) -> Option<Chosen> {
        // Through which of two accounts an enterprise is paid says nothing of what it has won.
        if self.kind == ListKind::Register && matches!(field, b::BANK | b::ACCOUNT) {
            return Some(Chosen::Neither);
        }
        if !matches!(self.kind, ListKind::Achievements | ListKind::History) {
            return None;
        }
        let named =
            |index: &usize| columns.get(*index).map(|column| key(&column.heading)).unwrap_or_default();
        let best = |words: &[&str]| {
            words.iter().find_map(|word| members.iter().find(|index| named(index) == *word)).copied()
        };
        let others_are = |one: usize, words: &[&str]| {
            members.iter().filter(|index| **index != one).all(|index| words.contains(&named(index).as_str()))
        };
        match field {
            b::RECOGNISED => match best(&DAYS).filter(|one| others_are(*one, &DAYS_BESIDE)) {
                Some(one) => Some(Chosen::First(one)),
                None => Some(Chosen::Any),
            },
            // Which of them names a category of the policy, each row says.
            b::CATEGORY if self.kind == ListKind::Achievements => members.first().copied().map(Chosen::ByRow),
            b::ENTERPRISE if self.kind == ListKind::Achievements => {
                let payee = |index: &&usize| PAYEES.contains(&named(index).as_str());
                members.iter().find(|index| !payee(index)).or(members.first()).copied().map(Chosen::Same)
            }
            b::TITLE => {
                let patents =
                    || columns.iter().any(|column| PATENT_NUMBERS.contains(&key(&column.heading).as_str()));
                best(&PATENTS).filter(|one| others_are(*one, &MARKS_BESIDE) && patents()).map(Chosen::First)
            }
            b::CERTIFICATE => best(&NUMBERS).filter(|one| others_are(*one, &NUMBERS_BESIDE)).map(Chosen::One),
            _ => None,
        }
    }

    /// Of several columns of a field one is used, the others as that says.
    fn settle_chosen(
        &mut self,
        field: FieldId,
        members: &[usize],
        chosen: &Chosen,
        columns: &mut [ColumnUse],
    ) {
        let one = match chosen {
            Chosen::One(one) | Chosen::First(one) | Chosen::ByRow(one) | Chosen::Same(one) => *one,
            Chosen::Any | Chosen::Neither => members.first().copied().unwrap_or_default(),
        };
        let others: Vec<usize> = members.iter().copied().filter(|index| *index != one).collect();
        let cols = others.iter().filter_map(|index| columns.get(*index).map(|column| column.col)).collect();
        let disagree = self.disagree(field, members, columns);
        if let Some(column) = columns.get_mut(one) {
            match chosen {
                Chosen::One(_) => {}
                Chosen::Neither => {
                    column.field = None;
                    let message = format!(
                        "{}账号没有采用，不影响奖励。",
                        disagree.message.replace("本行写的不一样，", "")
                    );
                    let fault = Fault::new(Code::AccountUnsure, message, disagree.help);
                    self.warning.push((column.col, fault));
                }
                Chosen::First(_) => column.instead = cols,
                Chosen::ByRow(_) => {
                    column.instead = cols;
                    column.disagree = Some(disagree);
                }
                Chosen::Any | Chosen::Same(_) => {
                    column.also = cols;
                    column.disagree = Some(disagree);
                }
            }
        }
        for index in others {
            if let Some(column) = columns.get_mut(index) {
                column.field = None;
            }
        }
    }

    /// What a row is held for in which columns of one field differ.
    fn disagree(&self, field: FieldId, members: &[usize], columns: &[ColumnUse]) -> Fault {
        let found: Vec<&ColumnUse> = members.iter().filter_map(|index| columns.get(*index)).collect();
        let names: Vec<String> =
            found.iter().map(|column| format!("{}列「{}」", letters(column.col), column.heading)).collect();
        let col = found.get(1).map_or(0, |column| column.col);
        let message =
            format!("{}都是「{}」，本行写的不一样，不知该用哪一个。", names.join("、"), self.name(field));
        Fault::new(Code::CellsDisagree, message, self.paste(col, UNUSED))
    }
}

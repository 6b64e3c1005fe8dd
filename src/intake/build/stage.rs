//! The stage of a row: whether it was won for the first time, as its columns, its name, its remarks and what stands above it say.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::super::value;
use super::{Build, heed};
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind, Value as Typed};
use crate::policy::{CategoryId, builtin as b};
use crate::table::category::Named;
use crate::text::earlier::{self, Own};
use crate::text::name::Stage;
use crate::text::normal::{display, key};
use crate::text::stage::{self, Said};
use crate::text::{again, examined};
use crate::workbook::{Cell, Value};

/// A longer cell of a column that nobody uses describes something; that 复评 stands in it says nothing of the row.
const LONGEST: usize = 20;

impl Build<'_> {
    /// A cell of the column of stages.
    pub(super) fn read_stage(&mut self, column: &ColumnUse, cell: &Cell) -> Result<(), Fault> {
        let Some(field) = self.reader.lexicon.policy.fields.get(b::STAGE.index()) else { return Ok(()) };
        value::usable(cell, field)?;
        let asks = key(&column.heading).contains("是否复");
        let Some(text) = value::text(cell, b::STAGE, field)? else { return Ok(()) };
        let stage = match key(&text).as_str() {
            "是" | "√" | "Y" if asks => Some(Stage::Recertified),
            "否" | "×" | "N" if asks => Some(Stage::First),
            _ => stage::of_column(&text),
        };
        let at = self.cell(cell.col);
        self.stages.extend(stage.map(|stage| (stage, at)));
        if stage.is_some() {
            return Ok(());
        }
        let message = format!("阶段写的是「{text}」，看不出是初次、复评还是扩评。");
        let help = self.reader.here.choice_decision(self.row.index, &field.name, "复评");
        Err(Fault::new(
            Code::StageUnknown,
            message,
            format!("请在原表中改正，或在 decisions.toml 中写明：\n{help}"),
        ))
    }

    /// The stage that is said elsewhere than in its own column: in another column, a remark, a name, a number, or above the
    /// table. Only where the policy pays it otherwise or leaves it open, and no person has settled it.
    pub(super) fn heed_stages(&mut self) {
        let settled = [b::STAGE, b::RECERTIFIED].into_iter().any(|field| self.reader.is_settled(field));
        let lexicon = self.reader.lexicon;
        let told = |category| lexicon.tells_stages(category) || lexicon.is_silent_on_again(category);
        if self.reader.table.kind != ListKind::Achievements || settled || !self.category.is_some_and(told) {
            return;
        }
        let mut beside = self.said_beside();
        if self.category.is_some_and(|category| self.reader.lexicon.policy.category(category).mark) {
            for (said, ..) in beside.iter_mut().filter(|(_, text, _)| stage::is_renewal(text)) {
                *said = Said::Clear(Stage::Recertified);
            }
        }
        if self
            .category
            .is_some_and(|category| examined::lasts(&self.reader.lexicon.policy.category(category).name))
        {
            beside.retain(|(said, text, _)| {
                *said != Said::Doubt || examined::said_of_lasting(text) != Said::Nothing
            });
        }
        let stated = self.said_above();
        if beside.is_empty() && stated.is_none() {
            return;
        }
        let known = |build: &Self| !build.stages.is_empty() || build.facts.get(b::RECERTIFIED).is_some();
        for (said, _, at) in &beside {
            // That it is the first time need not be said.
            if let Said::Clear(stage @ (Stage::Recertified | Stage::Expanded)) = said {
                self.stages.push((*stage, *at));
            }
        }
        if let Some((_, text, at)) = beside.iter().find(|(said, ..)| *said == Said::Doubt)
            && !known(self)
        {
            let fault = self.doubted_stage(text);
            return self.hold(at.col, fault);
        }
        match stated {
            Some((Said::Clear(Stage::Recertified), _, at))
                if self.stages.iter().all(|(stage, _)| *stage != Stage::Expanded) =>
            {
                self.stages.push((Stage::Recertified, at));
            }
            Some((Said::Doubt, text, _)) if !known(self) && !self.rows_tell() => {
                let fault = self.doubted_stage(&text).of_column();
                self.hold(0, fault);
            }
            _ => {}
        }
    }

    /// What the cells of the row say, each with its text.
    fn said_beside(&self) -> Vec<(Said, String, CellRef)> {
        let mut found = Vec::new();
        for cell in &self.row.cells {
            let column = self.reader.table.columns.iter().find(|column| column.col == cell.col);
            if let Some((said, text)) = column.and_then(|column| self.said_of_earlier(column, cell)) {
                found.push((said, text, self.cell(cell.col)));
                continue;
            }
            let Value::Text(text) = &cell.value else { continue };
            let said = match column.map(|column| (column.field, column)) {
                // A payee is not called so: which part is the name must be written.
                Some((Some(b::ENTERPRISE | b::PERSON), _)) => match stage::said_in_brackets(text) {
                    Said::Clear(Stage::Recertified) => Said::Doubt,
                    said => said,
                },
                Some((Some(b::PRODUCT | b::TITLE | b::CATEGORY), _)) => match stage::said_in_brackets(text) {
                    Said::Doubt => Said::Doubt,
                    _ => Said::Nothing,
                },
                Some((Some(b::CERTIFICATE), _)) => stage::said_in_brackets(text),
                Some((Some(b::REMARK), _)) => self.said_in_remark(text),
                Some((Some(_), _)) => Said::Nothing,
                Some((None, column)) => said_in_unused(&column.heading, text),
                None => said_in_unused("", text),
            };
            if said != Said::Nothing {
                found.push((said, display(text), self.cell(cell.col)));
            }
        }
        found
    }

    /// What a remark says. That another award was won before is no word on this one: 曾获省名牌 beside 中国名牌.
    fn said_in_remark(&self, text: &str) -> Said {
        let of_another = again::won_before(text).filter(|won| {
            match (self.reader.lexicon.categories.within(won), self.category) {
                (Named::One(other), Some(own)) => other != own,
                (Named::Nothing, Some(own)) => !self.may_be(won, own),
                _ => false,
            }
        });
        match of_another {
            Some(won) => stage::said(&key(text).replace(&won, "")),
            None => stage::said(text),
        }
    }

    /// True where what was won before says no award, or one that shares a word with the row's own.
    fn may_be(&self, won: &str, own: CategoryId) -> bool {
        let category = self.reader.lexicon.policy.category(own);
        let names: Vec<String> =
            std::iter::once(&category.name).chain(&category.aliases).map(|name| key(name)).collect();
        let award = again::award_of(won);
        let signs: Vec<char> = award.chars().collect();
        let shares = |pair: &[char]| {
            let pair: String = pair.iter().collect();
            names.iter().any(|name| name.contains(&pair))
        };
        signs.len() < 3 || signs.windows(2).any(shares)
    }

    /// What a cell says of an earlier recognition, by its heading or by a year before its own.
    fn said_of_earlier(&self, column: &ColumnUse, cell: &Cell) -> Option<(Said, String)> {
        if column.set_aside || column.field.is_some_and(|field| field != b::REMARK) {
            return None;
        }
        let category = self.category.map(|category| self.reader.lexicon.policy.category(category));
        let year = self.facts.date(b::RECOGNISED).map(|date| i32::from(date.first.year()));
        let own = Own {
            year: year.or(self.reader.year),
            certificate: self.facts.text(b::CERTIFICATE),
            has_sessions: category.is_some_and(|category| category.name.contains(['奖', '赛', '展'])),
        };
        let text = heed::shown(&cell.value)?;
        let said = match column.field {
            None => earlier::said(&column.heading, &text, own),
            Some(_) => Said::Nothing,
        };
        let before = again::first_year(&text).zip(own.year).is_some_and(|(first, own)| first < own);
        match said {
            Said::Nothing if before && stage::said(&text) != Said::Clear(Stage::Recertified) => {
                Some((Said::Doubt, text))
            }
            Said::Nothing => None,
            said => Some((said, format!("{}：{text}", column.heading))),
        }
    }

    /// What the section, or else title, sheet or file says.
    fn said_above(&self) -> Option<(Said, String, CellRef)> {
        let table = self.reader.table;
        let section = table.section.as_ref();
        let section = section.map(|section| (stage::of_list(&section.text), &section.text, section.cell));
        match section.filter(|(said, ..)| *said != Said::Nothing) {
            Some((said, text, at)) => Some((said, text.clone(), at)),
            None => table.staged.clone(),
        }
    }

    /// True where rows say for themselves which of them are re-certifications.
    fn rows_tell(&self) -> bool {
        let table = self.reader.table;
        let asks = |column: &ColumnUse| {
            let heading = key(&column.heading);
            column.field.is_none()
                && ["类型", "性质", "首次", "情况"].iter().any(|word| heading.contains(word))
        };
        [b::STAGE, b::RECERTIFIED, b::REMARK].into_iter().any(|field| table.column(field).is_some())
            || table.columns.iter().any(asks)
    }

    fn doubted_stage(&self, text: &str) -> Fault {
        let told = self.category.is_some_and(|category| self.reader.lexicon.tells_stages(category));
        let why = if told { "两者的奖励不同" } else { "而政策没有说复评怎么奖" };
        let message = format!("写的是「{text}」，看不出本行是首次认定还是复评，{why}。");
        let choice = self.reader.here.choice_decision(self.row.index, "阶段", "复评");
        let help = format!(
            "请在原表中增加「阶段」一列，写「初次」或「复评」（企业名称里的请移到该列）；或在 decisions.toml 中写明（value 写「初次」或「复评」）：\n{choice}"
        );
        Fault::new(Code::StageUnknown, message, help)
    }

    /// The stage of column, title and category must be one.
    pub(super) fn settle_stage(&mut self) {
        let Some((stage, at)) = self.stages.first().copied() else { return };
        if self.stages.iter().any(|(other, _)| *other != stage) {
            let message = "本行有的地方写初次，有的地方写复评或扩评，互相矛盾。";
            return self.hold(at.col, Fault::new(Code::StageUnknown, message, "请在原表中改成一致。"));
        }
        let word = match stage {
            Stage::First => "初次",
            Stage::Recertified => "复评",
            Stage::Expanded => "扩评",
        };
        self.set(b::STAGE, Typed::Text(word.into()), at);
        let again = match stage {
            Stage::First => false,
            Stage::Recertified => true,
            Stage::Expanded => return,
        };
        match self.facts.bool(b::RECERTIFIED) {
            Some(said) if said != again => {
                let message = "「复评」一列与别处写的阶段互相矛盾。";
                self.hold(at.col, Fault::new(Code::StageUnknown, message, "请在原表中改成一致。"));
            }
            _ => self.set(b::RECERTIFIED, Typed::Bool(again), at),
        }
    }
}

/// What a cell says whose column no field has; how an application is examined is no matter.
fn said_in_unused(heading: &str, text: &str) -> Said {
    let heading = key(heading);
    // 初/复评: 复.
    if heading.contains("复评") && matches!(key(text).as_str(), "复" | "是" | "√") {
        return Said::Clear(Stage::Recertified);
    }
    let examined = ["审", "核", "意见", "流程", "进度"].iter().any(|word| heading.contains(word));
    if examined || text.chars().count() > LONGEST {
        return Said::Nothing;
    }
    let typed = ["类型", "性质", "类"].iter().any(|word| heading.ends_with(word));
    match stage::of_column(text).filter(|stage| typed && *stage != Stage::First) {
        Some(stage) => Said::Clear(stage),
        None => stage::said(text),
    }
}

//! What a row says as a whole, once its cells are read: category, stage, quantity, rank, and what is missing.

use super::super::layout::{self, StatedCategory};
use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind, Value as Typed};
use crate::policy::{CategoryId, builtin as b};
use crate::table::category::Named;
use crate::table::{cell_at, decorated};
use crate::text::name;
use crate::text::normal::{display, is_blank, key};
use crate::text::stage::{self, Said};
use crate::workbook::{Cell, Value};

impl Build<'_> {
    pub(super) fn set_category(&mut self, category: CategoryId, at: CellRef) {
        self.category = Some(category);
        let name = self.reader.lexicon.policy.category(category).name.clone();
        self.set(b::CATEGORY, Typed::Text(name.into()), at);
    }

    pub(super) fn find_category(&mut self) {
        let kind = self.reader.table.kind;
        if self.category.is_some() || !matches!(kind, ListKind::Achievements | ListKind::History) {
            return;
        }
        let column = self.reader.table.column(b::CATEGORY);
        let cell = match column.map(|column| self.category_cell(column)) {
            Some(Ok(cell)) => cell,
            Some(Err(())) => return,
            None => None,
        };
        if let Some((text, col)) = cell.and_then(|cell| category_text(cell).map(|text| (text, cell.col))) {
            return self.category_of_cell(&text, col);
        }
        let (section, stated) = (&self.reader.table.section, &self.reader.table.stated);
        let below = column.zip(self.reader.table.column_category).map(|(column, last)| (column.col, last));
        if let (Some((col, last)), Some(stated)) = (below, section.as_ref().or(stated.as_ref()))
            && stated.category != Some(last)
        {
            return self.blank_below(col, last, &stated.text.clone());
        }
        // 二、复评产品 says the stage; the category stays the title's.
        let of_stage =
            |section: &&StatedCategory| section.category.is_none() && stage::is_all_of(&section.text);
        let named = stated.as_ref().is_some_and(|stated| stated.category.is_some());
        let section = section.as_ref().filter(|section| !(named && of_stage(section)));
        match section.or(stated.as_ref()) {
            Some(stated) => match stated.category {
                Some(category) => self.set_category(category, stated.cell),
                None => self.hold(0, unknown_section(stated)),
            },
            None if self.of_block().is_some() => {
                if let Some((category, cell)) = self.of_block() {
                    self.set_category(category, cell);
                }
            }
            None if kind == ListKind::Achievements => self.hold_without_category(),
            None => {}
        }
    }

    /// The category of the block that the row goes on with, by its number; the column of categories stands before that of numbers.
    fn of_block(&self) -> Option<(CategoryId, CellRef)> {
        let table = self.reader.table;
        let block = table.block.as_ref()?;
        let before = table.column(b::CATEGORY)?.col < table.column(b::SERIAL)?.col;
        let number = match &self.facts.get(b::SERIAL)?.value {
            Typed::Text(text) => text.trim().parse::<i64>().ok()?,
            Typed::Whole(number) => *number,
            _ => return None,
        };
        (before && number == block.next).then_some((block.category, block.cell))
    }

    /// An empty cell below another category may repeat it, or leave it to what is written above the table.
    fn blank_below(&mut self, col: u32, last: CategoryId, stated: &str) {
        let last = self.reader.lexicon.policy.category(last).name.as_str();
        let message =
            format!("「类别」是空的：上面一行写的是「{last}」，表上写的却是「{stated}」，不知按哪个。");
        let choice = self.reader.here.choice_decision(self.row.index, "类别", last);
        let help = format!("请在原表中逐行写明类别，或在 decisions.toml 中写明：\n{choice}");
        self.hold(col, Fault::new(Code::CategoryMissing, message, help));
    }

    fn category_of_cell(&mut self, text: &str, col: u32) {
        let index = &self.reader.lexicon.categories;
        // A name that is none as it stands may hold a stage or a count, or be written with signs around it.
        let (named, read) = match index.exact(text) {
            Named::Nothing => {
                let read = name::title(text);
                let bare = || decorated::undecorated(&read.base, self.reader.year);
                if let Some(name) = decorated::counted_once(text)
                    && let Named::One(category) = index.exact_key(&name)
                {
                    let at = self.cell(col);
                    self.counts.push((1, at));
                    self.set_category(category, at);
                    return self.compare_with_section(category, col);
                }
                let named = match index.exact(&read.base) {
                    Named::Nothing => bare().map_or(Named::Nothing, |bare| index.exact_key(&bare)),
                    named => named,
                };
                (named, Some(read))
            }
            named => (named, None),
        };
        let at = self.cell(col);
        match named {
            Named::One(category) => {
                self.set_category(category, at);
                self.compare_with_section(category, col);
                if let Some(read) = read {
                    self.stages.extend(read.stage.map(|stage| (stage, at)));
                    self.counts.extend(read.quantity.filter(|count| *count > 0).map(|count| (count, at)));
                }
            }
            Named::Several(ids) => {
                let names: Vec<&str> =
                    ids.iter().map(|id| self.reader.lexicon.policy.category(*id).name.as_str()).collect();
                let message = format!("类别「{text}」可能是{}，不能猜。", names.join("或"));
                self.hold(col, Fault::new(Code::CategoryUnknown, message, "请在原表中写类别的全名。"));
            }
            Named::Nothing if self.is_stated_above(text, at) => {}
            Named::Nothing => {
                let near =
                    index.nearest(text).into_iter().map(|near| format!("「{near}」")).collect::<Vec<_>>();
                let near =
                    if near.is_empty() { String::new() } else { format!("是不是{}？", near.join("或")) };
                let message = format!("类别「{text}」不在政策文件的类别之中。{near}");
                let choice = self.reader.here.choice_decision(self.row.index, "类别", "…");
                let alias =
                    format!("若只是叫法不同，请在政策文件该类别的 aliases 中加上 \"{text}\"；只改这一行则");
                let first = match stage::of_list(text) {
                    Said::Nothing => alias,
                    // As a name of the category it would say the stage no more.
                    _ => "请在原表中把类别和阶段分两列写；或".to_owned(),
                };
                let help = format!("{first}在 decisions.toml 中写明：\n{choice}");
                self.hold(col, Fault::new(Code::CategoryUnknown, message, help));
            }
        }
    }

    /// A cell that names no award, but the class of goods, the line of business or the stage: the category is that which stands
    /// above. True where it was taken from there.
    fn is_stated_above(&mut self, text: &str, at: CellRef) -> bool {
        let stage = stage::exact(text);
        let table = self.reader.table;
        let Some(stated) = table.section.as_ref().or(table.stated.as_ref()) else { return false };
        let Some(category) = stated.category.filter(|_| !stated.is_unsettled) else { return false };
        if stage.is_none() && !decorated::names_no_award(text) {
            return false;
        }
        let cell = stated.cell;
        self.set_category(category, cell);
        self.stages.extend(stage.map(|stage| (stage, at)));
        true
    }

    /// The row's own column goes before the section it stands in; that they differ is told.
    fn compare_with_section(&mut self, category: CategoryId, col: u32) {
        let Some(section) = &self.reader.table.section else { return };
        let Some(other) = section.category.filter(|other| *other != category) else { return };
        let policy = self.reader.lexicon.policy;
        let message = format!(
            "本行的类别是「{}」，上面第 {} 行的小标题却是「{}」；按本行的类别计算。",
            policy.category(category).name,
            u64::from(section.cell.row.row) + 1,
            policy.category(other).name
        );
        self.faults.warning.push((col, Fault::new(Code::CategoryClash, message, "请核对后把两处改成一致。")));
    }

    /// The count of column and title must be one.
    pub(super) fn settle_quantity(&mut self) {
        let Some((count, at)) = self.counts.first().copied() else { return };
        if let Some((other, _)) = self.counts.iter().find(|(other, _)| *other != count) {
            let message = format!("本行写的数量有 {count} 也有 {other}，互相矛盾。");
            return self.hold(at.col, Fault::new(Code::QuantityUnusable, message, "请在原表中改成一致。"));
        }
        self.set(b::QUANTITY, Typed::Whole(count), at);
        let unit = self.reader.table.column(b::UNIT).and_then(|column| cell_at(self.row, column.col));
        if let Some(cell) = unit
            && let Value::Text(text) = &cell.value
            && !is_blank(text)
        {
            self.note_measure(Some(display(text)).as_deref(), cell.col);
        }
    }

    /// Kept as the fact of the unit, and compared once the category is known.
    pub(super) fn note_measure(&mut self, measure: Option<&str>, col: u32) {
        let Some(measure) = measure else { return };
        let at = self.cell(col);
        self.set(b::UNIT, Typed::Text(measure.to_owned().into()), at);
    }

    /// What title, sheet or file says for every row.
    pub(super) fn add_stated(&mut self) {
        let table = self.reader.table;
        if let (ListKind::History, None, Some((year, cell))) =
            (table.kind, self.facts.get(b::YEAR), table.year)
        {
            self.set(b::YEAR, Typed::Whole(i64::from(year)), cell);
        }
        if table.kind == ListKind::Exclusion && self.facts.get(b::EXCLUSION_KIND).is_none() {
            let of_section = self.exclusion_of_section();
            if let Some((kind, cell)) = of_section.or_else(|| table.exclusion.clone()) {
                self.set(b::EXCLUSION_KIND, Typed::Text(kind.into()), cell);
            }
        }
        self.measure_differs();
    }

    /// The kind of exclusion that the section names, as 二、一票否决 does.
    fn exclusion_of_section(&self) -> Option<(String, CellRef)> {
        let section = self.reader.table.section.as_ref()?;
        let text = key(&section.text);
        let kinds = self.reader.lexicon.policy.exclusions.iter().map(|exclusion| &exclusion.kind);
        let mut named: Vec<&String> = kinds.filter(|kind| text.contains(&key(kind))).collect();
        named.sort_unstable();
        named.dedup();
        let [one] = named.as_slice() else { return None };
        Some(((*one).clone(), section.cell))
    }

    /// Facts without which a row says nothing.
    pub(super) fn require(&mut self) {
        let policy = self.reader.lexicon.policy;
        for group in layout::needed(self.reader.table.kind) {
            let touched =
                group.iter().filter_map(|field| self.reader.table.column(*field)).map(|column| column.col);
            let cols: Vec<u32> = touched.collect();
            let faulty = self.faults.holding.iter().any(|(col, _)| cols.contains(col));
            if faulty || group.iter().any(|field| self.facts.get(*field).is_some()) {
                continue;
            }
            let name = group
                .first()
                .and_then(|id| policy.fields.get(id.index()))
                .map_or("", |field| field.name.as_str());
            let message = format!("本行没有「{name}」。");
            let fault =
                Fault::new(Code::ValueMissing, message, "请在原表中补写；若不是数据行，请删去或改为备注。");
            self.hold(cols.first().copied().unwrap_or(0), fault);
        }
        let (code, needed) = match self.reader.table.kind {
            ListKind::History => (Code::YearMissing, b::YEAR),
            ListKind::Exclusion => (Code::ValueMissing, b::EXCLUSION_KIND),
            ListKind::Achievements | ListKind::Register | ListKind::Unknown => return,
        };
        let column = self.reader.table.column(needed).map(|column| column.col);
        let told = column.is_some_and(|col| self.faults.holding.iter().any(|(at, _)| *at == col));
        if self.facts.get(needed).is_none() && !told {
            let name = policy.field(needed).name.as_str();
            let message = format!("本行没有「{name}」，表名、工作表名和文件名也没有写明。");
            self.hold(0, Fault::new(code, message, format!("请在原表中增加「{name}」一列，或写在表名里。")));
        }
    }
}

pub(super) fn category_text(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Text(text) if !is_blank(text) => Some(display(text)),
        Value::Number(number, _) => Some(number.normalize().to_string()),
        _ => None,
    }
}

fn unknown_section(stated: &StatedCategory) -> Fault {
    let (text, row) = (&stated.text, u64::from(stated.cell.row.row) + 1);
    if stated.is_unsettled {
        let message =
            format!("本行没有类别，上面第 {row} 行「{text}」像是小标题又不能确定，不知以下各行是哪一类。");
        let help = "请先改正那一行：小标题单独占一行，写成「一、类别名称」；或在原表中增加「类别」一列。";
        return Fault::new(Code::CategoryUnknown, message, help);
    }
    let message = format!("本行没有类别，上面第 {row} 行的小标题「{text}」又看不出是哪一类。");
    let help = match stage::of_list(text) {
        Said::Nothing => "请在政策文件该类别的 aliases 中加上这种叫法，或在原表中增加「类别」一列。",
        // As a name of the category it would say the stage no more.
        _ => "请在原表中增加「类别」和「阶段」两列，逐行写明。",
    };
    Fault::new(Code::CategoryUnknown, message, help)
}

//! Who shares an award: the rank that a row states, out of how many, and the other holders that stand in columns beside the name.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{ListKind, Value as Typed};
use crate::policy::{JointMode, builtin as b};
use crate::table::cell_at;
use crate::text::name;
use crate::text::normal::{display, is_blank, key};
use crate::workbook::Value;

/// Headings of columns that say the part that this holder has. 市场份额 and 出口占比 say something else.
const PARTS: [&str; 5] = ["份额", "占比", "权利份额", "本单位份额", "本单位占比"];
/// Headings of columns that name the other holders.
const BESIDE: [&str; 15] = [
    "合作单位",
    "合作企业",
    "合作完成单位",
    "共同专利权人",
    "其他专利权人",
    "第二专利权人",
    "共同权利人",
    "其他权利人",
    "共同申请人",
    "共同完成单位",
    "其他完成单位",
    "全部起草单位",
    "其他起草单位",
    "参与起草单位",
    "联合申报单位",
];

impl Build<'_> {
    /// 第一起草单位 or 排名第3 in the name, the title or the remarks; what a column of ranks says must be the same.
    pub(super) fn read_rank(&mut self) {
        if self.reader.table.kind != ListKind::Achievements {
            return;
        }
        self.read_sharers();
        let mut ranks: Vec<(i64, u32)> = Vec::new();
        if let Some((rank, fact)) = self.facts.whole(b::RANK).zip(self.facts.get(b::RANK)) {
            ranks.push((rank, fact.cell.col));
        }
        if self.reader.is_chosen(b::RANK) {
            return;
        }
        // Ranks beside each of several names are those of the holders, not of the row.
        let of_holders = name::ranks_of_holders(&self.names).is_some();
        let holders = self.reader.table.column(b::ENTERPRISE).filter(|_| of_holders).map(|column| column.col);
        for cell in self.row.cells.iter().filter(|cell| Some(cell.col) != holders) {
            let Value::Text(text) = &cell.value else { continue };
            ranks.extend(name::ranks_within(text).into_iter().map(|rank| (i64::from(rank), cell.col)));
        }
        let Some((rank, col)) = ranks.first().copied() else { return };
        if let Some((other, at)) = ranks.iter().find(|(other, _)| *other != rank) {
            let message = format!("本行写的排名有 {rank} 也有 {other}，不知按哪个。");
            let help = "请在原表中改成一致；几家单位排名不同的，请每家写一行。";
            return self.hold(*at, Fault::new(Code::NumberUnusable, message, help));
        }
        if self.facts.get(b::RANK).is_none() {
            let at = self.cell(col);
            self.set(b::RANK, Typed::Whole(rank), at);
        }
    }

    /// Of how many holders a rank is: 2/5, 甲公司（2/5）.
    fn read_sharers(&mut self) {
        if self.facts.get(b::SHARERS).is_some() {
            return;
        }
        for (field, read) in [
            (b::RANK, (|text: &str| name::rank(text)?.1) as fn(&str) -> Option<u32>),
            (b::ENTERPRISE, name::sharers_beside),
        ] {
            let column = self.reader.table.column(field);
            let cell = column.and_then(|column| cell_at(self.row, column.col));
            if let Some(cell) = cell
                && let Value::Text(text) = &cell.value
                && let Some(all) = read(text)
            {
                let at = self.cell(cell.col);
                return self.set(b::SHARERS, Typed::Whole(i64::from(all)), at);
            }
        }
    }

    /// Other holders beside the one that is to be paid: where the award is divided, who gets what is open; anywhere else it
    /// is told.
    pub(super) fn heed_sharers(&mut self) {
        if self.reader.table.kind != ListKind::Achievements || self.reader.is_settled(b::ENTERPRISE) {
            return;
        }
        let found = self.reader.table.columns.iter().find_map(|column| Some((column, self.others(column)?)));
        let (Some((column, text)), Some(category)) = (found, self.category) else { return };
        let policy = self.reader.lexicon.policy;
        let divided = policy.awards.iter().any(|award| {
            let mode = award.joint.as_ref().map(|(mode, _)| *mode);
            award.categories.contains(&category) && mode.is_some_and(|mode| mode != JointMode::Each)
        });
        let heading = &column.heading;
        if divided {
            let message = format!("「{heading}」写的是「{text}」，看来不止一家共有，各家该得多少不能确定。");
            let choice = self.reader.here.accept_decision(self.row.index);
            let help = format!(
                "请在「企业名称」一格里把共有的各家用「、」写全，按排名先后；只奖所写的这一家的在 decisions.toml 中写明：\n{choice}"
            );
            return self.hold(column.col, Fault::new(Code::HolderMissing, message, help));
        }
        let message = format!("「{heading}」写的是「{text}」，看来不止一家共有；按只有所写的这一家计算。");
        let help = "请核对；别家也应得的，请在「企业名称」一格里用「、」写全。";
        self.faults.warning.push((column.col, Fault::new(Code::HolderMissing, message, help)));
    }

    /// What a column of other holders says, beyond the holders that the row names anyway.
    fn others(&self, column: &ColumnUse) -> Option<String> {
        if column.field.is_some() {
            return None;
        }
        let shown = match &cell_at(self.row, column.col)?.value {
            Value::Text(text) if !is_blank(text) => display(text),
            Value::Number(number, _) => number.normalize().to_string(),
            _ => return None,
        };
        let heading = key(&column.heading);
        let named = PARTS.contains(&heading.as_str()) || BESIDE.iter().any(|word| heading.contains(word));
        if !named {
            return None;
        }
        let whole =
            matches!(key(&shown).as_str(), "1" | "100" | "100%" | "全部" | "独有" | "独立" | "否" | "0");
        let own = |name: &String| {
            self.names.iter().any(|own| name::enterprise(own).key == name::enterprise(name).key)
        };
        (!whole && !name::split_holders(&shown).iter().all(own)).then_some(shown)
    }
}

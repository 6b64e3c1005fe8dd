//! Who shares an award: the rank that a row states, out of how many, and the other holders that stand in columns beside the name.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{ListKind, Value as Typed};
use crate::policy::{JointMode, Role, builtin as b};
use crate::table::cell_at;
use crate::text::code;
use crate::text::name;
use crate::text::normal::{display, is_blank, key};
use crate::text::surname;
use crate::workbook::Value;

/// Headings of columns that say the part that this holder has. 市场份额 and 出口占比 say something else.
const PARTS: [&str; 5] = ["份额", "占比", "权利份额", "本单位份额", "本单位占比"];
/// Headings of columns that name the other holders.
const BESIDE: [&str; 22] = [
    "共有权人",
    "共同获奖",
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
    "共有人",
    "共有单位",
    "参与单位",
    "第二完成单位",
    "第二权利人",
];
/// Headings of columns that name who has the right now, or the money: whoever that is, it is not the one that was read.
const INSTEAD: [&str; 27] = [
    "实际权利人",
    "现权利人",
    "现专利权人",
    "现注册人",
    "现持有人",
    "变更后",
    "更名后",
    "现企业名称",
    "现单位名称",
    "现名称",
    "现用名",
    "被许可人",
    "受让人",
    "受让方",
    "收款",
    "受款",
    "代收",
    "领款单位",
    "领款企业",
    "款项接收",
    "开户单位",
    "拨付对象",
    "拨款对象",
    "兑现对象",
    "户名",
    "账户名称",
    "帐户名称",
];
/// Headings that such a word is a part of and that ask for something else.
const NOT_NAMES: [&str; 19] = [
    "日期",
    "时间",
    "地址",
    "电话",
    "账号",
    "帐号",
    "证号",
    "代码",
    "开户银行",
    "收款银行",
    "行号",
    "行名",
    "开户行",
    "收款行",
    "金额",
    "联系",
    "经办",
    "确认",
    "签",
];
/// Who holds a right: an enterprise, or a person.
const OF_RIGHTS: [&str; 8] =
    ["专利权人", "专利权人名称", "权利人", "权利人名称", "注册人", "商标注册人", "商标所有人", "持有人"];
/// What says that it is the same firm.
const SAME: [&str; 15] = [
    "本单位",
    "本企业",
    "本公司",
    "同左",
    "同上",
    "一致",
    "相同",
    "无变更",
    "未变更",
    "没有变更",
    "同",
    "不变",
    "独立完成",
    "同企业名称",
    "同单位名称",
];

/// What the other holder of a column is to the row's own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    /// Holds it, too.
    Beside,
    /// Has it now, or is to be paid.
    Instead,
}

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
        let (Some((column, (other, text))), Some(category)) = (found, self.category) else { return };
        let policy = self.reader.lexicon.policy;
        if other == Other::Instead {
            return self.hold_instead(column, &text);
        }
        let divided = policy.awards.iter().any(|award| {
            let mode = award.joint.as_ref().map(|(mode, _)| *mode);
            award.categories.contains(&category) && mode.is_some_and(|mode| mode != JointMode::Each)
        });
        let heading = &column.heading;
        // Who else took part in drafting is told in every list of standards; a right is its holders'.
        let owned = !policy.category(category).joint && !self.is_drafted(heading);
        if divided || owned {
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

    /// The column is of those who drafted a standard.
    fn is_drafted(&self, heading: &str) -> bool {
        let number = self.facts.text(b::CERTIFICATE);
        heading.contains("起草") || number.is_some_and(|number| code::standard_number(number).is_some())
    }

    fn hold_instead(&mut self, column: &ColumnUse, text: &str) {
        let heading = &column.heading;
        let message = format!("「{heading}」写的是「{text}」，和「企业名称」不是同一家，不知奖金付给谁。");
        let choice = self.reader.here.choice_decision(self.row.index, "企业名称", text);
        let help = format!(
            "请在原表中把应得奖励的一家写在「企业名称」一列；或在 decisions.toml 中写明应付给哪一家：\n{choice}"
        );
        self.hold(column.col, Fault::new(Code::HolderMissing, message, help));
    }

    /// 李四 where a right's holder stands, and the award is an enterprise's.
    pub(super) fn heed_person(&mut self) {
        if self.reader.table.kind != ListKind::Achievements || self.reader.is_settled(b::ENTERPRISE) {
            return;
        }
        let column = self.reader.table.column(b::ENTERPRISE);
        let Some(column) = column.filter(|column| OF_RIGHTS.contains(&key(&column.heading).as_str())) else {
            return;
        };
        let person = [b::PERSON, b::IDENTITY_NUMBER].into_iter().any(|field| self.facts.get(field).is_some());
        let Some(name) = self.names.iter().find(|name| surname::is_name(name)).filter(|_| !person) else {
            return;
        };
        let awards = &self.reader.lexicon.policy.awards;
        let of_firms = awards.iter().any(|award| {
            award.role == Role::Enterprise && self.category.is_some_and(|id| award.categories.contains(&id))
        });
        if !of_firms {
            return;
        }
        let message = format!(
            "「{}」写的是「{name}」，看来是个人，这一类却奖给企业，不知该不该付、付给谁。",
            column.heading
        );
        let choice = self.reader.here.choice_decision(self.row.index, "企业名称", name);
        let help = format!(
            "个人不奖的请从名单中删去；奖给个人的请补上身份证号；确是企业的在 decisions.toml 中写明：\n{choice}"
        );
        self.hold(column.col, Fault::new(Code::HolderMissing, message, help));
    }

    /// What a column of other holders says, beyond the holders that the row names anyway.
    fn others(&self, column: &ColumnUse) -> Option<(Other, String)> {
        if column.field.is_some() || column.set_aside {
            return None;
        }
        let shown = match &cell_at(self.row, column.col)?.value {
            Value::Text(text) if !is_blank(text) => display(text),
            Value::Number(number, _) => number.normalize().to_string(),
            _ => return None,
        };
        let heading = key(&column.heading);
        let of = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        let instead = of(&INSTEAD) && !of(&NOT_NAMES);
        if !(instead || PARTS.contains(&heading.as_str()) || of(&BESIDE)) {
            return None;
        }
        // 工行6222…: an account, no name.
        let account = shown.chars().filter(char::is_ascii_digit).count() > 5;
        let told = key(&shown);
        let whole = matches!(
            told.as_str(),
            "1" | "100" | "100%" | "全部" | "独有" | "独立" | "否" | "0" | "是" | "有"
        );
        let own = |name: &String| {
            self.names.iter().any(|own| name::enterprise(own).key == name::enterprise(name).key)
        };
        let same = whole || SAME.contains(&told.as_str()) || name::split_holders(&shown).iter().all(own);
        let other = if instead { Other::Instead } else { Other::Beside };
        (!(same || instead && account)).then_some((other, shown))
    }
}

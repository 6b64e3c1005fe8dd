//! The enterprises that a cell names: one, several, others that it leaves out, or nobody.

use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind, Value as Typed};
use crate::policy::builtin as b;
use crate::text::name;
use crate::text::normal::{display, key};
use crate::text::number;
use crate::text::placeholder;

impl Build<'_> {
    pub(super) fn read_enterprise(&mut self, text: &str, at: CellRef) -> Result<(), Fault> {
        let kind = self.reader.table.kind;
        let several = matches!(kind, ListKind::Achievements | ListKind::History | ListKind::Exclusion);
        self.names = if several { name::split_holders(text) } else { vec![display(text)] };
        if kind == ListKind::Register {
            self.refuse_several(text)?;
        }
        let shown = match self.names.as_slice() {
            [one] => one.clone(),
            _ => display(text),
        };
        self.set(b::ENTERPRISE, Typed::Text(shown.into()), at);
        self.names.iter().try_for_each(|name| self.refuse_no_name(name))?;
        if several && name::leaves_others_unnamed(text) {
            let message = format!("「企业名称」写的是「{}」，没有写全是哪几家。", display(text));
            return Err(Fault::new(
                Code::ValueMissing,
                message,
                "请在原表中写出每一家的全称，用「、」隔开。",
            ));
        }
        Ok(())
    }

    /// A row of the register is one enterprise's: whose account it is nobody can tell where it names two.
    fn refuse_several(&mut self, text: &str) -> Result<(), Fault> {
        let names = name::split_holders(text);
        if names.len() < 2 || self.reader.is_settled(b::ENTERPRISE) {
            return Ok(());
        }
        // Each of them may be the one that the row is about.
        self.names = names;
        let message = format!("名录的一行写了几家企业「{}」，不知是哪一家的。", display(text));
        Err(Fault::new(Code::HoldersNotAllowed, message, "请在原表中每家写一行。"))
    }

    /// 待定 and 本公司 are no payees.
    fn refuse_no_name(&self, name: &str) -> Result<(), Fault> {
        let field = &self.reader.lexicon.policy.field(b::ENTERPRISE).name;
        if placeholder::repeats_another(name) || placeholder::names_nobody(name) || is_unit(name) {
            let message = format!("「{field}」写的是「{name}」，不是名称，不知是哪一家。");
            let help = format!(
                "请在原表中写出企业全称；或在 decisions.toml 中写明（value 填企业全称）：\n{}",
                self.reader.here.choice_decision(self.row.index, field, "…")
            );
            return Err(Fault::new(Code::HolderMissing, message, help));
        }
        Ok(())
    }

    /// A joint holder that nobody parted from the enterprise would make another enterprise of the two.
    pub(super) fn refuse_name_beside(&self, text: &str) -> Result<(), Fault> {
        let (field, shown) = (&self.reader.lexicon.policy.field(b::ENTERPRISE).name, display(text));
        let message = if let Some(name) = name::beside_organisation(text) {
            format!("「{field}」写的是「{shown}」，看不出「{name}」是共有的另一方，还是名称的一部分。")
        } else if let Some((one, other)) = name::second_in_bracket(text) {
            format!(
                "「{field}」写的是「{shown}」，看不出括号里的「{other}」是与「{one}」共有的另一家，还是它的另一个名称。"
            )
        } else if let Some((one, other)) = name::run_together(text) {
            format!("「{field}」写的是「{shown}」，看来是「{one}」和「{other}」两家，却没有用「、」隔开。")
        } else {
            return Ok(());
        };
        let choice = self.reader.here.choice_decision(self.row.index, field, &shown);
        let help = format!(
            "共有的请在原表中用「、」隔开，原来的名称写「（原…）」；确是名称一部分的在 decisions.toml 中写明：\n{choice}"
        );
        Err(Fault::new(Code::HolderMissing, message, help))
    }
}

/// 只, 万元, 平方米: what a column headed 单位 holds where it says what is counted.
fn is_unit(name: &str) -> bool {
    const LONGEST: usize = 3;
    let key = key(name);
    let short = key.chars().count() <= LONGEST;
    short
        && (number::is_measure(&key)
            || key.ends_with(['元', '米', '克', '斤', '吨'])
            || key.chars().count() == 1)
}

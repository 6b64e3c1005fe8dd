//! Data where none should stand: right above a heading, or in the row that sets apart the example of a form.

use super::super::say::Fault;
use super::Run;
use super::sections::shown;
use crate::finding::Code;
use crate::model::record::RowReading;
use crate::table::{cell_at, distinct, section, text_of, words};
use crate::text::date;
use crate::text::placeholder;
use crate::workbook::{Cell, Row, Value};

/// True for a row that names an enterprise beside something that no title has: a list was sorted together with its heading.
pub(super) fn is_data(row: &Row) -> bool {
    let cells = distinct(row);
    let named = cells.iter().position(|cell| names_enterprise(cell));
    let beside = |at: usize| cells.iter().enumerate().any(|(other, cell)| other != at && !may_be_title(cell));
    named.is_some_and(beside)
}

fn names_enterprise(cell: &Cell) -> bool {
    let text = text_of(cell);
    section::is_enterprise(text) && !words::is_note(text) && !text.contains([':', '：'])
}

/// 附件2, 2008年5月, 申报表: what stands beside the sender above a table.
fn may_be_title(cell: &Cell) -> bool {
    let text = text_of(cell);
    let ends = ["表", "名单", "清单", "目录", "汇总", "情况", "台账"];
    match &cell.value {
        Value::Text(_) => {
            date::date(text).is_ok()
                || words::year(text).is_some()
                || words::is_note(text)
                || text.starts_with("附")
                || text.contains([':', '：'])
                || ends.iter().any(|end| text.trim_end_matches(['）', ')']).ends_with(end))
        }
        Value::Date(_) => true,
        _ => false,
    }
}

impl Run<'_> {
    /// Holds a row of data right above a heading.
    pub(super) fn hold_misplaced(&mut self, row: &Row) -> RowReading {
        let message = format!(
            "本行在表头上面，写的却像是数据：{}。多半是排序时把表头也排了进去。本行待定。",
            shown(row)
        );
        let help = "是数据请移到表头下面；是表名或说明请写在一格里。";
        self.hold_row(row, Fault::new(Code::RowUnclear, message, help))
    }

    /// 例, 示例有限公司, 示例产品 below a heading: a row that says that it is an example and names nobody.
    pub(super) fn is_made_up_example(&self, row: &Row) -> bool {
        let Some(table) = &self.table else { return false };
        let at = |col: &u32| cell_at(row, *col).map(text_of).unwrap_or_default();
        let numbered = table.shape.serial.as_ref().is_some_and(|col| at(col).contains('例'));
        let mut holders = table.shape.holders.iter().map(at).filter(|name| !name.is_empty()).peekable();
        numbered && holders.peek().is_some() && holders.all(is_made_up)
    }

    /// The example of a form says nothing of the rows, unless somebody wrote data over it.
    pub(super) fn example(&mut self, row: &Row) -> RowReading {
        let cells = distinct(row);
        let marked = cells.first().is_some_and(|cell| text_of(cell).contains('例'));
        let named = cells.iter().skip(1).find(|cell| names_enterprise(cell)).map(|cell| text_of(cell));
        let Some(name) = named.filter(|name| marked && !is_made_up(name)) else { return RowReading::Ignored };
        let message =
            format!("本行标着「示例」，写的企业却不像示例：{name}。看不出是示例还是填报的数据，本行待定。");
        let help = "是数据请移到表头下面，把序号改成数字；是示例请删去本行。";
        self.hold_row(row, Fault::new(Code::RowUnclear, message, help))
    }
}

/// 某公司, 示例公司, XX公司: the holder of an example.
fn is_made_up(name: &str) -> bool {
    name.contains(['某', '例', '×']) || placeholder::names_nobody(name)
}

//! Columns of plain numbers whose heading states a scale that the policy's field does not: 增长率(%), 面积(万平方米).

use super::super::say::Fault;
use super::{ColumnUse, Resolver};
use crate::finding::Code;
use crate::policy::{FieldId, FieldType};
use crate::text::normal::key;
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// Holds the rows of such a column, unless the policy names the heading as it stands or a decision settles it: the figures
    /// may be a hundred or ten thousand times those that the policy compares with.
    pub(super) fn scaled(&mut self, columns: &[ColumnUse], decided: &BTreeMap<u32, Option<FieldId>>) {
        for column in columns.iter().filter(|column| !decided.contains_key(&column.col)) {
            let Some(field) = column.field.and_then(|id| self.lexicon.policy.fields.get(id.index())) else {
                continue;
            };
            let named = |name: &String| key(name) == key(&column.heading);
            let declared = named(&field.name) || field.headings.iter().any(named);
            let Some(scale) = scale(&column.heading).filter(|_| field.kind == FieldType::Number && !declared)
            else {
                continue;
            };
            let (heading, name) = (&column.heading, &field.name);
            let message = format!(
                "列标题「{heading}」写着「{scale}」，政策文件的「{name}」没有写，不知数字要不要换算；本表的行待定。"
            );
            let help = format!(
                "请把数字换算好，去掉列标题里的「{scale}」（比例在格内写成 10% 的样子）；不用换算的，{}",
                self.paste(column.col, name)
            );
            self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
        }
    }
}

/// The scale in the last bracket of a heading: %, ‰, or one that begins with 万, 百万 or 亿.
fn scale(heading: &str) -> Option<String> {
    let heading = key(heading);
    let (_, unit) = heading.strip_suffix(')')?.rsplit_once('(')?;
    let scaled = ["%", "‰", "百分比"].contains(&unit)
        || ["万", "百万", "亿"].iter().any(|word| unit.starts_with(word));
    scaled.then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn scales_of_headings() {
        for (heading, found) in [
            ("增长率（%）", Some("%")),
            ("租用面积(万平方米)", Some("万平方米")),
            ("发电量(亿千瓦时)", Some("亿千瓦时")),
            ("租用面积(平方米)", None),
            ("用电量(千瓦时)", None),
            ("万人发明专利拥有量", None),
            ("评分", None),
        ] {
            assert_eq!(scale(heading).as_deref(), found, "{heading}");
        }
    }
}

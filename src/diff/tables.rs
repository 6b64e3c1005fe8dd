//! A comparison as the sheets of a workbook.

use super::story::{Amount, Difference, LineStory, MoneyStory, Pair};
use crate::money::Money;
use crate::report::workbook::tables::{Table, Value};
use rust_decimal::Decimal;

/// The sheets: the changes, and in money where there is any.
pub fn tables(difference: &Difference) -> Vec<Table> {
    let mut sheets = vec![changes(difference)];
    if let Some(money) = &difference.money {
        let note = note(difference, money);
        sheets.push(sum("按收款单位", "收款单位", "角色", &money.payees, &note));
        sheets.push(sum("按类别", "类别", "", &money.categories, &note));
        sheets.push(sum("按条款", "条款", "标题", &money.clauses, &note));
        sheets.push(sum("按出资方", "出资方", "", &money.funders, &note));
        sheets.push(rows(money, &note));
    }
    sheets
}

/// What every sheet says under its title.
fn basis(difference: &Difference) -> String {
    let policy = |policy: &super::story::PolicyStory| {
        format!("{}（{}，{}，SHA-256 {}）", policy.name, policy.document, policy.file, policy.sha256)
    };
    let assumed = difference.new.assumed.iter();
    let assumed: Vec<String> = assumed
        .map(|figure| format!("「{}」由{}改为{}", figure.name, figure.written, figure.assumed))
        .collect();
    let assumed =
        if assumed.is_empty() { String::new() } else { format!("　假设测算：{}", assumed.join("；")) };
    format!("旧：{}　新：{}{assumed}", policy(&difference.old), policy(&difference.new))
}

fn note(difference: &Difference, money: &MoneyStory) -> String {
    let files: Vec<&str> = money.files.iter().map(|file| file.name.as_str()).collect();
    let (old, new) = money.held;
    format!(
        "{}　{}年度，名单：{}；待定行旧{old}、新{new}，没有计入；单位：元",
        basis(difference),
        money.year,
        files.join("、")
    )
}

fn changes(difference: &Difference) -> Table {
    let mut rows = Vec::new();
    for change in &difference.changes {
        let texts = [&change.old, &change.new, &change.marked].map(|text| text.clone().unwrap_or_default());
        let [old, new, marked] = texts;
        let ids = [&change.old_clause, &change.new_clause, &change.title];
        let [from, to, title] = ids.map(|text| text.clone().unwrap_or_default());
        let own = [change.label.clone(), from, to, title, change.subject.clone(), change.what.clone()];
        rows.push(own.into_iter().chain([old, new, marked]).map(Value::Text).collect());
    }
    let columns = [
        ("改动", 10),
        ("旧条款", 10),
        ("新条款", 10),
        ("标题", 14),
        ("对象", 16),
        ("哪一项", 12),
        ("旧", 34),
        ("新", 34),
        ("改在哪里", 32),
    ];
    Table {
        name: "政策的改动",
        title: "政策的改动".to_owned(),
        note: basis(difference),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).to_vec(),
        rows,
        has_total: false,
    }
}

/// Old, new and the difference of 应兑 and 实兑.
fn sum(name: &'static str, of: &str, known: &str, lines: &[LineStory], note: &str) -> Table {
    let mut columns = vec![(of.to_owned(), 34)];
    if !known.is_empty() {
        columns.push((known.to_owned(), 18));
    }
    for heading in ["应兑（旧）", "应兑（新）", "应兑增减", "实兑（旧）", "实兑（新）", "实兑增减"]
    {
        columns.push((heading.to_owned(), 17));
    }
    let row = |line: &LineStory| {
        let mut row = vec![Value::Text(line.name.clone())];
        if !known.is_empty() {
            row.push(Value::Text(line.known.clone().unwrap_or_default()));
        }
        row.extend(pair(&line.awarded).into_iter().chain(pair(&line.payable)));
        row
    };
    Table {
        name,
        title: format!("{name}的增减（只列有增减的）"),
        note: note.to_owned(),
        columns,
        rows: lines.iter().map(row).collect(),
        has_total: true,
    }
}

fn pair(pair: &Pair) -> [Value; 3] {
    [amount(&pair.old), amount(&pair.new), Value::Change]
}

/// An amount of the story as a figure again.
fn amount(text: &Amount) -> Value {
    let money = text.parse::<Decimal>().ok().and_then(Money::exact);
    money.map_or_else(|| Value::Text(text.clone()), Value::Amount)
}

fn rows(money: &MoneyStory, note: &str) -> Table {
    let columns = [
        ("文件", 26),
        ("工作表", 14),
        ("行", 6),
        ("企业", 30),
        ("成果", 30),
        ("去向（旧）", 10),
        ("去向（新）", 10),
        ("理由（旧）", 34),
        ("理由（新）", 34),
        ("应兑（旧）", 16),
        ("应兑（新）", 16),
        ("增减", 16),
    ];
    let row = |row: &super::story::RowStory| {
        let texts = [row.file.clone(), row.sheet.clone(), row.row.to_string(), row.names.join("、")];
        let fates = [&row.old.label, &row.new.label, &row.old.reason, &row.new.reason].map(Clone::clone);
        let texts = texts.into_iter().chain([row.title.clone()]).chain(fates).map(Value::Text);
        texts.chain([amount(&row.old.awarded), amount(&row.new.awarded), Value::Change]).collect()
    };
    Table {
        name: "名单行的改变",
        title: "去向或金额改变的名单行".to_owned(),
        note: note.to_owned(),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).to_vec(),
        rows: money.rows.iter().map(row).collect(),
        has_total: true,
    }
}

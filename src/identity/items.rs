//! Achievement rows ready to be compared: holders, certificate, product and identity fields in normal form.

use super::choice::own_cell;
use super::desk::Desk;
use super::enterprises::People;
use super::persons;
use super::products::Products;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::{ListKind, Record, RowRef, Value};
use crate::policy::{CategoryId, builtin};
use crate::text::date::DateSpan;
use crate::text::{certificate, code, name, normal, persons as several_persons};

/// One achievement row.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) at: RowRef,
    /// Index of its record.
    pub(super) record: usize,
    pub(super) category: CategoryId,
    /// In the order stated.
    pub(super) holders: Vec<EnterpriseId>,
    pub(super) certificate: Option<String>,
    /// Key of the product field.
    pub(super) product: Option<String>,
    /// Key of the title.
    pub(super) title: Option<String>,
    /// The policy's identity fields of the category.
    pub(super) identity: Vec<Option<Ident>>,
}

/// The value of an identity field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ident {
    Date(DateSpan),
    Text(String),
}

impl Item {
    /// The product for groups: the product field, else the title.
    pub(super) fn product_key(&self) -> &str {
        self.product.as_deref().or(self.title.as_deref()).unwrap_or("")
    }
}

/// The rows that can be compared; any other is held here.
pub(super) fn collect(desk: &mut Desk<'_>, people: &People, products: &Products) -> Vec<Item> {
    let mut items = Vec::new();
    for record in 0..desk.records.len() {
        let at = desk.records[record].at;
        if desk.records[record].kind != ListKind::Achievements || desk.refused.contains(&at) {
            continue;
        }
        if hold_several(desk, record) || hold_persons(desk, people, record) {
            continue;
        }
        match item(desk, people, products, record) {
            Ok(item) => {
                check_holders(desk, &item);
                items.push(item);
            }
            Err((code, message, help)) => {
                let place = desk.cell_place(own_cell(&desk.records[record]));
                let position = desk.say(code, place, message, help);
                desk.hold_always(at, position);
            }
        }
    }
    items
}

/// What the ledger owes this year, as the rows of the achievements that it was promised for; one of no category is left out.
pub(super) fn owed(desk: &Desk<'_>, people: &People, products: &Products) -> Vec<Item> {
    let of_ledger = |at: &usize| {
        let record = &desk.records[*at];
        record.kind == ListKind::History && desk.is_live(record) && !desk.refused.contains(&record.at)
    };
    let rows = (0..desk.records.len()).filter(of_ledger);
    rows.filter_map(|at| {
        let mut item = item(desk, people, products, at).ok()?;
        // A town or department is paid for the achievement of a firm.
        let firm = desk.records[at].facts.text(builtin::HOLDER).and_then(|name| people.named(name));
        item.holders.extend(firm);
        Some(item)
    })
    .collect()
}

type Fault = (Code, &'static str, &'static str);

fn item(desk: &Desk<'_>, people: &People, products: &Products, index: usize) -> Result<Item, Fault> {
    let record = &desk.records[index];
    let holders = people.holders[index].clone();
    let Some(first) = holders.first().copied() else {
        return Err((
            Code::HolderMissing,
            "没有写明企业，个人也没有身份证号，不知奖给谁",
            "请补上企业名称；奖给个人的补上姓名和身份证号。",
        ));
    };
    let category = record.category.filter(|id| id.index() < desk.policy.categories.len());
    let Some(category) = category else {
        return Err((Code::CategoryMissing, "没有类别，无法与奖项对应", "请补上类别。"));
    };
    if record.facts.whole(builtin::QUANTITY).is_some_and(|quantity| quantity < 1) {
        return Err((Code::QuantityUnusable, "数量应至少为1", "请在原表中改正数量。"));
    }
    let key = |field| {
        let text = record.facts.text(field).filter(|text| !normal::is_blank(text))?;
        Some(products.canonical(first, &name::title(text).key)).filter(|key| !key.is_empty())
    };
    let certificate = certificate(record);
    let mut identity: Vec<Option<Ident>> =
        desk.policy.category(category).identity.iter().map(|field| ident(record, *field)).collect();
    if certificate.is_none() && persons::is_of_persons(desk.policy, category) {
        identity.push(persons::number(record).map(Ident::Text));
    }
    Ok(Item {
        at: record.at,
        record: index,
        category,
        holders,
        certificate,
        product: key(builtin::PRODUCT),
        title: key(builtin::TITLE),
        identity,
    })
}

/// The certificate in the form to compare by.
pub(super) fn certificate(record: &Record) -> Option<String> {
    let text = record.facts.text(builtin::CERTIFICATE).filter(|text| !normal::is_blank(text))?;
    Some(certificate::normal(text))
}

/// The numbers of a record whose certificate cell holds several.
pub(super) fn several(record: &Record) -> Vec<String> {
    record.facts.text(builtin::CERTIFICATE).map(certificate::several).unwrap_or_default()
}

/// Holds a row of several numbers: as one achievement it could not be compared with the rows that state one of them.
fn hold_several(desk: &mut Desk<'_>, index: usize) -> bool {
    let record = &desk.records[index];
    let numbers = several(record);
    if numbers.is_empty() {
        return false;
    }
    let (at, place) = (record.at, desk.place_of(record, &[builtin::CERTIFICATE]));
    let quote = desk.quote(record, &[builtin::CERTIFICATE]);
    let message = format!("{quote}一格里写了{}个证书编号，不能与别的行逐个核对是否重复", numbers.len());
    let help = "请拆成几行，每行只写一个证书编号和它的名称，数量也分开写。";
    let position = desk.say(Code::CertificatesSeveral, place, message, help);
    desk.hold_always(at, position);
    true
}

/// Holds a row whose holder is a natural person, where it names several: as one they would be a person whom nobody knows.
fn hold_persons(desk: &mut Desk<'_>, people: &People, index: usize) -> bool {
    let is_person = |id: &EnterpriseId| people.list[id.index()].identity_number.is_some();
    if !people.holders[index].iter().any(is_person) {
        return false;
    }
    let record = &desk.records[index];
    let number = record.facts.text(builtin::IDENTITY_NUMBER).is_some_and(several_persons::several_numbers);
    let stated = record.facts.text(builtin::PERSON).into_iter();
    let named = stated.chain(record.names.iter().map(String::as_str)).any(several_persons::several_names);
    if !number && !named {
        return false;
    }
    let fields = if named { [builtin::PERSON, builtin::ENTERPRISE] } else { [builtin::IDENTITY_NUMBER; 2] };
    let (at, place, quote) = (record.at, desk.place_of(record, &fields), desk.quote(record, &fields));
    let message = format!("{}一格里不止一个人，不知道奖给谁、各得多少", code::mask_identity(&quote));
    let help = "请拆成几行，每人一行，各写自己的姓名和身份证号，证书编号照写同一个（由几家共有的类别在政策里写 joint = true），有先后的写「排名」；只奖一个人的，只写这一个人。";
    let position = desk.say(Code::PersonsSeveral, place, message, help);
    desk.hold_always(at, position);
    true
}

pub(super) fn ident(record: &Record, field: crate::policy::FieldId) -> Option<Ident> {
    Some(match &record.facts.get(field)?.value {
        Value::Date(date) => Ident::Date(*date),
        other => Ident::Text(normal::key(&super::desk::shown(other))),
    })
}

fn check_holders(desk: &mut Desk<'_>, item: &Item) {
    if item.holders.len() < 2 {
        return;
    }
    let record = &desk.records[item.record];
    let place = desk.place_of(record, &[builtin::ENTERPRISE]);
    let (names, category) = (record.names.join("、"), desk.policy.category(item.category));
    if !category.joint {
        let message = format!("「{names}」列有几个单位，而「{}」不由几家共有", category.name);
        let help = "请只留应得奖励的一家（或用「选择」决定写明企业名称）。";
        let position = desk.say(Code::HoldersNotAllowed, place, message, help);
        desk.hold_always(item.at, position);
    } else if item.holders.iter().enumerate().any(|(at, id)| item.holders[..at].contains(id)) {
        let message = format!("「{names}」里有两个名称是同一企业，各家的份额无法确定");
        let position = desk.say(Code::HolderTwice, place, message, "请核对单位名称，同一企业只写一次。");
        desk.hold_always(item.at, position);
    }
}

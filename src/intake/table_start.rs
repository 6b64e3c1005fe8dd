//! The start of a table: its heading rows become columns, a kind of list, and what title, sheet and file state for all rows.

use super::award_above;
use super::doubt;
use super::layout::{self, Below, Resolved, StatedCategory, Table};
use super::say::{Fault, Here};
use super::totals::Totals;
use super::unit_line::{self, MeasureLine, UnitLine};
use super::{Context, Gathered};
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind, TableReading};
use crate::policy::{FieldId, builtin as b};
use crate::table::category::Named;
use crate::table::heading::Column;
use crate::table::kind;
use crate::table::words;
use crate::table::years;
use crate::text::bars;
use crate::text::normal::key;
use crate::text::reference;
use crate::text::stage::{self, Said};
use std::collections::{BTreeMap, BTreeSet};

/// What stands above a heading.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// Titles: row, column, text.
    pub titles: Vec<(u32, u32, String)>,
    /// The units of amounts that its lines state.
    pub units: Vec<UnitLine>,
    /// The unit of counts.
    pub measure: Option<String>,
    /// What its lines may say of the units of numbers.
    pub measures: Vec<MeasureLine>,
    /// Notes against rows: row, column, text.
    pub asides: Vec<(u32, u32, String)>,
}

impl Above {
    fn title(&self) -> Option<String> {
        let texts: Vec<&str> = self.titles.iter().map(|(_, _, text)| text.as_str()).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }
}

/// Starts a table whose heading has these columns and rows.
pub(super) fn start(
    heading: &[Column],
    rows: (u32, u32),
    (above, below): (&Above, Below<'_>),
    here: &Here,
    context: &Context<'_>,
    gathered: &mut Gathered,
) -> (Table, TableReading) {
    let title = above.title();
    let stem = here.base_name.rsplit_once('.').map_or(here.base_name.as_str(), |(stem, _)| stem);
    let texts: Vec<&str> =
        [title.as_deref(), Some(here.sheet_name.as_str()), Some(stem)].into_iter().flatten().collect();
    let parts: Vec<Vec<String>> = heading.iter().map(|column| column.parts.clone()).collect();
    let mut names = layout::names(heading, rows.1, &context.decisions.list, here);
    for at in layout::parted::read(heading, &context.lexicon, None).into_keys() {
        if let (Some(name), Some(column)) = (names.get_mut(at), heading.get(at))
            && *name == column.parts
        {
            name.pop();
        }
    }
    let kind = kind::judge(&names, &texts, &context.lexicon, context.year);
    // Firms that are not to be paid are held, though nobody knows what bars them.
    let policy = context.lexicon.policy;
    let barring = kind::barring(&texts, policy)
        .filter(|_| kind == ListKind::Unknown && !kind::may_be_ledger(&names, &texts, &context.lexicon))
        .filter(|text| {
            let told = kind::names_holders(&names, &context.lexicon) && !kind::asks_of_each(&names);
            bars::plainly(text) || told
        });
    let kind = if barring.is_some() { ListKind::Exclusion } else { kind };
    let around = (above.measures.as_slice(), below);
    let resolved =
        layout::resolve(heading, rows.1, kind, &context.lexicon, &context.decisions.list, here, around);
    let mut table = Table {
        kind,
        shape: layout::shape(&resolved.columns, kind),
        columns: resolved.columns.clone(),
        heading: parts,
        held: None,
        doubted: None,
        section_doubted: None,
        objections: BTreeSet::new(),
        touches: kind == ListKind::Unknown && kind::may_touch(&names, &texts, &context.lexicon),
        units: unit_line::above(above.units.clone()),
        measure: above.measure.clone(),
        stated: None,
        staged: None,
        section: None,
        column_category: None,
        block: None,
        year: None,
        another_year: None,
        section_year: None,
        exclusion: None,
        totals: Totals::default(),
        heading_row: rows.1,
        unused: BTreeMap::new(),
        heeded: BTreeSet::new(),
        told: BTreeMap::new(),
    };
    let open = table.kind == ListKind::Unknown && kind::may_be_ledger(&names, &texts, &context.lexicon);
    let first = heading.first().map_or(0, |column| column.col);
    let faults = match barring {
        Some(text) => vec![(true, first, bars(text, context))],
        None if open => {
            vec![(true, amount_column(heading, context), open_ledger(heading, rows.1, here, context))]
        }
        None => faults(&table, resolved, heading, rows.1, here, context),
    };
    for (holds, col, fault) in faults {
        if holds && table.held.is_none() {
            table.held = Some(gathered.findings.len());
        }
        gathered.findings.push(here.at_cell(fault, rows.1, col));
    }
    state(&mut table, above, rows.0, &texts, here, context);
    let aside = doubt::of_file(&here.base_name).filter(|_| table.kind == ListKind::Achievements);
    let against = || match barring {
        Some(_) => None,
        None => against(&table, above, &here.sheet_name, stem, context),
    };
    let unknown = || award_above::unknown_award(&table, &texts, context);
    let other = || award_above::other_award(&table, above, [&here.sheet_name, stem], context);
    let more = || award_above::more_than_award(&table, above, [&here.sheet_name, stem], context);
    if let Some(fault) = aside.or_else(against).or_else(unknown).or_else(other).or_else(more) {
        table.doubted = Some(gathered.findings.len());
        table.objections.extend(fault.objects.then_some(gathered.findings.len()));
        let (row, col) = above.titles.last().map_or((rows.0, 0), |(row, col, _)| (*row, *col));
        gathered.findings.push(here.at_cell(fault, row, col));
    }
    gathered.findings.extend(award_above::title_against_sheet(
        &table,
        above,
        title.as_deref(),
        here,
        context,
    ));
    let reading = TableReading {
        heading_rows: rows,
        columns: table
            .columns
            .iter()
            .map(|column| (column.col, column.heading.clone(), column.field))
            .collect(),
        title,
    };
    (table, reading)
}

/// What is wrong with the table as a whole: whether it holds the rows, the column, the fault.
fn faults(
    table: &Table,
    resolved: Resolved,
    heading: &[Column],
    last: u32,
    here: &Here,
    context: &Context<'_>,
) -> Vec<(bool, u32, Fault)> {
    let first = heading.first().map_or(0, |column| column.col);
    if table.kind == ListKind::Unknown {
        let message = format!(
            "看不出这张表是成果名单、企业名录、历年兑现还是排除名单，行都待定。各列为：{}。",
            layout::shown(heading)
        );
        let help = "请在工作表名或表名里写明：成果写类别名称，名录写「企业名录」，台账写「历年兑现」，排除名单写「失信名单」。";
        let decisions = resolved.holding.into_iter().filter(|(_, fault)| fault.code == Code::HeadingDecision);
        let kind = (first, Fault::new(Code::TableKind, message, help));
        return std::iter::once(kind).chain(decisions).map(|(col, fault)| (true, col, fault)).collect();
    }
    let ambiguous = !resolved.holding.is_empty();
    let mut faults: Vec<(bool, u32, Fault)> =
        resolved.holding.into_iter().map(|(col, fault)| (true, col, fault)).collect();
    faults.extend(resolved.warning.into_iter().map(|(col, fault)| (false, col, fault)));
    for group in layout::needed(table.kind).iter().filter(|_| !ambiguous) {
        if group.iter().any(|field| table.column(*field).is_some()) {
            continue;
        }
        faults.push((true, first, missing(group, table.kind, heading, last, here, context)));
    }
    faults
}

/// The column of money that may be asked for or paid.
fn amount_column(heading: &[Column], context: &Context<'_>) -> u32 {
    let is_amount =
        |column: &&Column| context.lexicon.recognise(&column.parts, None).fields.contains(&b::PAID);
    heading.iter().find(is_amount).or(heading.first()).map_or(0, |column| column.col)
}

/// A list that may be this year's winners or a ledger: as a ledger it would take the award from all that it lists.
fn open_ledger(heading: &[Column], last: u32, here: &Here, context: &Context<'_>) -> Fault {
    let message = format!(
        "看不出这张表是本年要兑现的成果名单，还是已经兑现的台账，行都待定。各列为：{}。",
        layout::shown(heading)
    );
    let lines = here.heading_decision(last, amount_column(heading, context), "申请金额");
    let help = format!(
        "已经兑现的，请在工作表名或表名里写「历年兑现」；本年要兑现的，请去掉表名、工作表名和文件名里的「台账」「兑现情况」，或在 decisions.toml 中写明：\n{lines}"
    );
    Fault::new(Code::TableKind, message, help)
}

/// A list of firms that are not to be paid, for a reason that is no kind of exclusion.
fn bars(text: &str, context: &Context<'_>) -> Fault {
    let message =
        format!("名称写的是「{text}」，看来所列企业不应奖励，却不是政策里的排除名单；所列企业的成果都待定。");
    let kinds: Vec<&str> =
        context.lexicon.policy.exclusions.iter().map(|exclusion| exclusion.kind.as_str()).collect();
    let known = if kinds.is_empty() { "一个也没有".to_owned() } else { kinds.join("、") };
    let help = format!(
        "属于政策里的排除类型（有：{known}）的，请把类型写在表名里，并增加「列入日期」一列；与本政策无关的请移出文件夹；只是个别企业不奖的，请在成果名单的「备注」里写明。"
    );
    Fault::new(Code::TableKind, message, help)
}

fn missing(
    group: &[FieldId],
    kind: ListKind,
    heading: &[Column],
    last: u32,
    here: &Here,
    context: &Context<'_>,
) -> Fault {
    let field = group.first().and_then(|id| context.lexicon.policy.fields.get(id.index()));
    let (name, known) =
        field.map_or(("", String::new()), |field| (field.name.as_str(), known_headings(&field.headings)));
    let message =
        format!("{}里没有「{name}」一列，行都待定。各列为：{}。", kind.label(), layout::shown(heading));
    let unknown =
        heading.iter().find(|column| context.lexicon.recognise(&column.parts, Some(kind)).fields.is_empty());
    let holder = |column: &&Column| group.contains(&b::ENTERPRISE) && may_name_holders(&column.text());
    let likely = heading.iter().find(holder).or(unknown).or(heading.first());
    let col = likely.map_or(0, |column| column.col);
    let lines = here.heading_decision(last, col, name);
    Fault::new(
        Code::ColumnMissing,
        message,
        format!("该列标题可写：{known}；或在 decisions.toml 中写明是哪一列：\n{lines}"),
    )
}

/// 主要起草单位, 认定单位: what may name the enterprises where nothing else does.
fn may_name_holders(heading: &str) -> bool {
    let heading = key(heading);
    ["单位", "企业", "公司", "人", "厂家", "对象", "主体", "户名"].iter().any(|end| heading.ends_with(end))
        && !["填报", "报送", "主管", "联系", "负责", "计量", "审核", "代表", "发明人"]
            .iter()
            .any(|word| heading.contains(word))
}

/// The usual headings of a field; the rest of a long list helps nobody.
fn known_headings(headings: &[String]) -> String {
    let shown: Vec<&str> = headings.iter().take(8).map(String::as_str).collect();
    format!("{}{}", shown.join("、"), if headings.len() > shown.len() { "等" } else { "" })
}

/// Category, year and kind of exclusion by title, then sheet, then file: the first that names one.
fn state(
    table: &mut Table,
    above: &Above,
    heading_row: u32,
    texts: &[&str],
    here: &Here,
    context: &Context<'_>,
) {
    let cell = above.titles.last().map_or(here.cell(heading_row, 0), |(row, col, _)| here.cell(*row, *col));
    let categories = &context.lexicon.categories;
    let stating = texts.iter().filter(|text| doubt::word_left_out(text, categories).is_none());
    let named = stating.into_iter().find_map(|text| match categories.within(text) {
        Named::One(category) => Some((category, (*text).to_owned())),
        Named::Nothing | Named::Several(_) => None,
    });
    table.stated = named.map(|(category, text)| StatedCategory {
        cell,
        text,
        category: Some(category),
        is_unsettled: false,
    });
    let titles = above.titles.iter().rev().map(|(row, col, text)| (text.as_str(), here.cell(*row, *col)));
    let names = texts.iter().skip(usize::from(!above.titles.is_empty())).map(|text| (*text, cell));
    table.staged = titles.chain(names).find_map(|(text, cell)| match stage::of_list(text) {
        Said::Nothing => None,
        said => Some((said, text.to_owned(), cell)),
    });
    // Of a title with several years nobody can say which a row is of, whatever the file is called.
    let years = texts.iter().map(|text| words::years_within(text)).find(|years| !years.is_empty());
    table.year = match years.as_deref() {
        Some([year]) => Some((*year, cell)),
        _ => None,
    };
    table.another_year =
        context.year.and_then(|award_year| another_year(above, texts, award_year, cell, here));
    let kinds = context.lexicon.policy.exclusions.iter().map(|exclusion| &exclusion.kind);
    let mut stated: Vec<&String> =
        kinds.filter(|kind| texts.iter().any(|text| key(text).contains(&key(kind)))).collect();
    stated.sort_unstable();
    stated.dedup();
    if let [one] = stated.as_slice() {
        table.exclusion = Some(((*one).clone(), cell));
    }
}

/// The year other than the award year that the titles together, or else the sheet or the file state.
fn another_year(
    above: &Above,
    texts: &[&str],
    award_year: i32,
    cell: CellRef,
    here: &Here,
) -> Option<(i32, CellRef)> {
    let stated = |text: &str, at: CellRef| -> Vec<(i32, CellRef)> {
        years::stated(text, award_year).into_iter().map(|year| (year, at)).collect()
    };
    let titles = above.titles.iter();
    let titles = titles.flat_map(|(row, col, text)| stated(text, here.cell(*row, *col))).collect();
    let names = texts.iter().skip(usize::from(!above.titles.is_empty())).map(|text| stated(text, cell));
    let years: Vec<(i32, CellRef)> = std::iter::once(titles).chain(names).find(|years| !years.is_empty())?;
    let reached = years::reach(years.iter().map(|(year, _)| *year), award_year);
    years.last().copied().filter(|_| !reached)
}

/// What title, sheet or file say against the rows being winners: a list of those that failed names the category, too. Of
/// exclusions they may say that these are over.
fn against(table: &Table, above: &Above, sheet: &str, stem: &str, context: &Context<'_>) -> Option<Fault> {
    let categories = &context.lexicon.categories;
    let mut titles = above.titles.iter().map(|(_, _, text)| ("表名", text.as_str()));
    let mut names = [("工作表名", sheet), ("文件名", stem)].into_iter();
    match table.kind {
        ListKind::Achievements => titles
            .find_map(|(what, text)| doubt::of_title(what, text, categories))
            .or_else(|| names.find_map(|(what, text)| doubt::of_name(what, text, categories))),
        ListKind::Exclusion if table.column(b::EXCLUDED_TO).is_none() => titles
            .chain(names)
            .find(|(_, text)| reference::is_lifted(text) && !text.contains("列入"))
            .map(|(what, text)| doubt::of_lifted(what, text)),
        ListKind::History => titles.find_map(|(what, text)| doubt::of_trial(what, text)),
        _ => None,
    }
}

/// True for a field whose figures totals may state.
pub(super) fn is_summed(field: FieldId, context: &Context<'_>) -> bool {
    let kind = context.lexicon.policy.fields.get(field.index()).map(|field| field.kind);
    field != b::SERIAL && kind.is_some_and(|kind| layout::is_summed(field, kind))
}

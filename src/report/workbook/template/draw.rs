//! Drawing a blank list: title, unit, example, protected headings with notes, and checks on the cells below them.

use super::super::properties_of;
use super::{Column, FilledRow, Template, advice};
use crate::model::record::ListKind;
use crate::policy::{FieldId, FieldType, Policy, builtin as b};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

/// So many rows below the heading are checked while they are typed.
const CHECKED_ROWS: u32 = 2000;
/// The longest list of choices that a spreadsheet program takes.
const LIST_LIMIT: usize = 255;
/// The number of a column.
type Col = u16;

pub(super) fn draw(template: &Template, policy: &Policy, rows: &[FilledRow]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = format!("{}（{}）", template.title, policy.document);
    workbook.set_properties(&properties_of(template.year, title)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(template.kind))?;
    let heading_row = top(sheet, template, policy)?;
    for (col, column) in (0..).zip(&template.columns) {
        let kind = policy.field(column.field).kind;
        sheet.set_column_format(col, &cell_format(column, kind))?;
        sheet.set_column_width(col, width(column))?;
        sheet.write_string_with_format(heading_row, col, &column.heading, &head())?;
        sheet.insert_note(heading_row, col, &note(policy, column))?;
        if let Some(check) = check(column, kind, col)? {
            sheet.add_data_validation(heading_row + 1, col, heading_row + CHECKED_ROWS, col, &check)?;
        }
    }
    for (row, filled) in (heading_row + 1..).zip(rows) {
        fill(sheet, row, template, policy, filled)?;
    }
    sheet.set_freeze_panes(heading_row + 1, 2)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(heading_row, heading_row)?;
    sheet.protect_with_options(&allowed());
    choices(&mut workbook, template)?;
    super::super::container::saved(&mut workbook)
}

/// The sheet of choices that are too many for a cell, each column's under its own letter.
const CHOICES: &str = "选项";

/// Whether a column's choices stand on their own sheet: they are too long together, or hold what parts them.
fn apart(column: &Column) -> bool {
    let length = column.choices.iter().map(|choice| choice.chars().count() + 1).sum::<usize>();
    length > LIST_LIMIT || column.choices.iter().any(|choice| choice.contains([',', '"']))
}

/// Every row begins with ※, which readers take for a note.
fn choices(workbook: &mut Workbook, template: &Template) -> Result<(), XlsxError> {
    let long: Vec<(Col, &Column)> =
        (0..).zip(&template.columns).filter(|(_, column)| apart(column)).collect();
    let rows = long.iter().map(|(_, column)| column.choices.len()).max().unwrap_or(0);
    if rows == 0 {
        return Ok(());
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(CHOICES)?;
    sheet.write_string_with_format(0, 0, "※ 供填表时选择，请勿改动。", &grey())?;
    for (row, at) in (1..).zip(0..rows) {
        sheet.write_string_with_format(row, 0, "※", &grey())?;
        for (col, column) in &long {
            if let Some(choice) = column.choices.get(at) {
                sheet.write_string_with_format(row, col + 1, choice, &base())?;
            }
        }
    }
    sheet.protect();
    Ok(())
}

/// Where a column's choices stand on their sheet.
fn choices_of(column: &Column, col: Col) -> Formula {
    let letters = crate::report::words::column(u32::from(col) + 1);
    Formula::new(format!("'{CHOICES}'!${letters}$2:${letters}${}", column.choices.len() + 1))
}

fn sheet_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Register => "企业名录",
        ListKind::History => "历年兑现",
        ListKind::Exclusion => "排除名单",
        ListKind::Achievements | ListKind::Unknown => "成果名单",
    }
}

/// Title, unit and example; gives the row of the headings. Readers take a row that begins with ※ for a note.
fn top(sheet: &mut Worksheet, template: &Template, policy: &Policy) -> Result<u32, XlsxError> {
    let last = Col::try_from(template.columns.len()).unwrap_or(Col::MAX).saturating_sub(1);
    sheet.merge_range(0, 0, 0, last, &template.title, &title())?;
    sheet.set_row_height(0, 30)?;
    let mut row = 1;
    if template.columns.iter().any(|column| column.is_money) {
        sheet.merge_range(row, 0, row, last, "单位：万元", &base().set_align(FormatAlign::Right))?;
        row += 1;
    }
    for (col, column) in (0..).zip(&template.columns) {
        let example = advice::example(policy, column, template.year);
        sheet.write_string_with_format(row, col, example, &grey())?;
    }
    sheet.set_row_height(row + 1, 30)?;
    Ok(row + 1)
}

fn base() -> Format {
    Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn title() -> Format {
    base().set_font_name("黑体").set_font_size(18).set_align(FormatAlign::Center)
}

fn head() -> Format {
    let boxed = base().set_bold().set_border(FormatBorder::Thin).set_text_wrap();
    boxed.set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00F2_F2F2))
}

fn grey() -> Format {
    base().set_italic().set_font_color(Color::RGB(0x0080_8080)).set_align(FormatAlign::Center)
}

/// Cells to be filled in: unlocked, and text where digits must not be lost.
fn cell_format(column: &Column, kind: FieldType) -> Format {
    let open = base().set_unlocked();
    match kind {
        _ if column.field == b::SERIAL => open.set_align(FormatAlign::Center),
        FieldType::Date => open.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        FieldType::Whole => open.set_num_format("0"),
        FieldType::Number | FieldType::Money => open,
        FieldType::Bool => open.set_align(FormatAlign::Center),
        FieldType::Text | FieldType::Choice => open.set_num_format("@").set_text_wrap(),
    }
}

fn width(column: &Column) -> u32 {
    let letters = u32::try_from(column.heading.chars().count()).unwrap_or(0).min(12);
    let least = match column.field {
        b::SERIAL => 8,
        b::ENTERPRISE => 30,
        b::PRODUCT | b::TITLE | b::CREDIT_CODE | b::ACCOUNT | b::BANK | b::IDENTITY_NUMBER => 22,
        _ => 12,
    };
    least.max(letters * 2 + 2)
}

fn note(policy: &Policy, column: &Column) -> Note {
    let text = advice::note(policy, column);
    let lines = u32::try_from(text.chars().count() / 14).unwrap_or(4).clamp(2, 16);
    Note::new(text).add_author_prefix(false).set_width(220).set_height(20 * (lines + 1))
}

/// What a spreadsheet program asks about while a cell is typed; it warns and does not forbid, since readers know more
/// spellings than a list of choices holds.
fn check(column: &Column, kind: FieldType, col: Col) -> Result<Option<DataValidation>, XlsxError> {
    let between =
        |least: &str, most: &str| DataValidationRule::Between(Formula::new(least), Formula::new(most));
    let new = DataValidation::new;
    let check = match kind {
        _ if apart(column) => new().allow_list_formula(choices_of(column, col)),
        _ if !column.choices.is_empty() => new().allow_list_strings(&column.choices)?,
        FieldType::Date => new().allow_date_formula(between("DATE(1980,1,1)", "DATE(2100,12,31)")),
        FieldType::Whole => {
            let (least, most) = bounds(column.field);
            new().allow_whole_number_formula(between(least, most))
        }
        FieldType::Number | FieldType::Money => {
            new().allow_decimal_number_formula(between("-100000000", "100000000"))
        }
        FieldType::Text | FieldType::Bool | FieldType::Choice => return Ok(None),
    };
    let message = match kind {
        _ if !column.choices.is_empty() => "不在选项之中，确定要这样写吗？",
        FieldType::Date => "应写日期，如 2008-03-01。确定要这样写吗？",
        FieldType::Whole => "应写合理的整数。确定要这样写吗？",
        _ => "应只写数字。确定要这样写吗？",
    };
    let check = check.set_error_style(DataValidationErrorStyle::Warning);
    Ok(Some(check.set_error_title("请核对")?.set_error_message(message)?))
}

/// The least and the most of a whole number.
fn bounds(field: FieldId) -> (&'static str, &'static str) {
    match field {
        b::YEAR | b::DUE_YEAR => ("1980", "2100"),
        b::RANK => ("1", "9999"),
        b::QUANTITY => ("1", "1000000"),
        _ => ("-100000000", "100000000"),
    }
}

/// Everything but changing the headings; there is no password.
fn allowed() -> ProtectionOptions {
    ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    }
}

fn fill(
    sheet: &mut Worksheet,
    row: u32,
    template: &Template,
    policy: &Policy,
    filled: &FilledRow,
) -> Result<(), XlsxError> {
    for (col, column) in (0..).zip(&template.columns) {
        let field = policy.field(column.field);
        let Some(text) = filled.get(&column.heading).or_else(|| filled.get(&field.name)) else { continue };
        let format = cell_format(column, field.kind);
        let number = text.parse::<Decimal>().ok();
        match (field.kind, number) {
            (FieldType::Date, _) => match ExcelDateTime::parse_from_str(text) {
                Ok(day) => sheet.write_datetime_with_format(row, col, &day, &format)?,
                Err(_) => sheet.write_string_with_format(row, col, text, &format)?,
            },
            (FieldType::Whole | FieldType::Number | FieldType::Money, Some(number)) => {
                sheet.write_with_format(row, col, number, &format)?
            }
            _ => sheet.write_string_with_format(row, col, text, &format)?,
        };
    }
    Ok(())
}

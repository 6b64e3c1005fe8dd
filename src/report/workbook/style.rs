//! The named looks of cells: each format is made once.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// The sheet's title.
    Title,
    /// The line under it.
    Basis,
    /// 单位：元.
    Unit,
    /// A column heading.
    Head,
    /// The heading of a block.
    Block,
    /// The name of a value on 封面.
    Label,
    /// A value on 封面 that is an amount.
    Value,
    /// Text, wrapped.
    Text,
    /// Short text in the middle.
    Centre,
    /// Short text in the middle that leads somewhere.
    LinkCentre,
    /// A remark that anyone may write.
    Remark,
    /// Text of codes and fingerprints.
    Code,
    /// An amount in 元.
    Amount,
    /// What a step takes off; nothing is not shown.
    Step,
    /// An amount or count that may be changed: the formulas follow it.
    Input,
    /// An amount in 元 that may be changed.
    InputAmount,
    /// A whole number.
    Count,
    /// A whole number that leads somewhere.
    LinkCount,
    /// A plain figure (a rate).
    Figure,
    /// 万元 with so many decimals.
    TenThousand(u8),
    /// The total row: text.
    TotalText,
    /// The total row: an amount.
    TotalAmount,
    /// The total row: a whole number.
    TotalCount,
    /// The total row: 万元.
    TotalTenThousand(u8),
    /// A note under a table.
    Note,
    /// 试算稿.
    Warning,
    /// 经办, 复核, 审核.
    Sign,
    /// Seal and date.
    Seal,
}

/// Every format, by look.
pub struct Styles(BTreeMap<Look, Format>);

/// Looks that stand only in rows, which a large sheet draws no boxes around: it prints the lines of the grid.
pub fn in_rows(look: Look) -> bool {
    use Look::{Amount, Centre, Code, Count, Figure, Remark, Step, TenThousand, Text};
    matches!(look, Text | Centre | Remark | Code | Amount | Step | Count | Figure | TenThousand(_))
}

/// Most decimals that an exact amount of 分 has in 万元.
const TEN_THOUSAND_DECIMALS: u8 = 6;

impl Styles {
    /// Makes all of them.
    pub fn new(large: bool) -> Self {
        use Look::*;
        let plain = [
            Title,
            Basis,
            Unit,
            Head,
            Block,
            Label,
            Value,
            Text,
            Centre,
            LinkCentre,
            Remark,
            Code,
            Amount,
            Step,
            Input,
            InputAmount,
            Count,
            LinkCount,
            Figure,
            TotalText,
            TotalAmount,
            TotalCount,
            Note,
            Warning,
            Sign,
            Seal,
        ];
        let ten_thousand = (0..=TEN_THOUSAND_DECIMALS).flat_map(|d| [TenThousand(d), TotalTenThousand(d)]);
        let made = |look| match large && in_rows(look) {
            true => (look, format(look).set_border(FormatBorder::None)),
            false => (look, format(look)),
        };
        Self(plain.into_iter().chain(ten_thousand).map(made).collect())
    }

    /// Each of them, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &Format> {
        self.0.values()
    }

    /// One of them.
    #[allow(clippy::expect_used, reason = "new makes a format for every look")]
    pub fn get(&self, look: Look) -> &Format {
        self.0.get(&look).expect("every look has its format")
    }
}

/// Of links: dark enough to print as black.
const LINK: Color = Color::RGB(0x001F_3864);

/// With room at the right, so that what follows does not touch it.
const AMOUNT: &str = "#,##0.00_ ";

fn base() -> Format {
    Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin)
}

fn number(pattern: &str) -> Format {
    boxed().set_align(FormatAlign::Right).set_num_format(pattern)
}

fn total(format: Format) -> Format {
    format.set_bold().set_background_color(Color::RGB(0x00F2_F2F2))
}

fn ten_thousand(decimals: u8) -> String {
    let decimals = usize::from(decimals.min(TEN_THOUSAND_DECIMALS));
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) }
}

fn format(look: Look) -> Format {
    let centre = FormatAlign::Center;
    match look {
        Look::Title => base().set_font_name("黑体").set_font_size(18).set_align(centre),
        Look::Basis => base().set_align(FormatAlign::Left).set_text_wrap(),
        Look::Unit => base().set_align(FormatAlign::Right),
        Look::Head => total(boxed()).set_align(centre).set_text_wrap(),
        Look::Block => base().set_font_size(12).set_bold().set_align(FormatAlign::Left),
        Look::Label => total(boxed()).set_align(FormatAlign::Left).set_text_wrap(),
        Look::Value => number(AMOUNT).set_align(FormatAlign::Left).set_bold(),
        Look::Text => boxed().set_align(FormatAlign::Left).set_text_wrap(),
        Look::Centre => boxed().set_align(centre).set_text_wrap(),
        Look::LinkCentre => format(Look::Centre).set_font_color(LINK),
        Look::Remark => format(Look::Text).set_unlocked(),
        Look::Code => boxed().set_align(FormatAlign::Left).set_text_wrap().set_num_format("@"),
        Look::Amount => number(AMOUNT),
        Look::Step => number("#,##0.00_ ;-#,##0.00_ ;"),
        Look::Input => number("General").set_background_color(Color::RGB(0x00FF_F8DC)).set_unlocked(),
        Look::InputAmount => format(Look::Input).set_num_format(AMOUNT),
        Look::Count => number("0").set_align(centre),
        Look::LinkCount => format(Look::Count).set_font_color(LINK),
        Look::Figure => number("General"),
        Look::TenThousand(decimals) => number(&ten_thousand(decimals)),
        Look::TotalText => total(boxed()).set_align(centre).set_text_wrap(),
        Look::TotalAmount => total(number(AMOUNT)),
        Look::TotalCount => total(number("0")).set_align(centre),
        Look::TotalTenThousand(decimals) => total(number(&ten_thousand(decimals))),
        Look::Note => base().set_align(FormatAlign::Left).set_text_wrap().set_unlocked(),
        Look::Warning => base().set_bold().set_font_color(Color::RGB(0x00C0_0000)).set_text_wrap(),
        Look::Seal => format(Look::Sign).set_align(FormatAlign::Right),
        Look::Sign => base().set_font_size(11).set_align(FormatAlign::Left).set_unlocked(),
    }
}

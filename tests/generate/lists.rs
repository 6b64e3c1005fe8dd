//! Random lists: rows as plain values, and their text as comma-separated values.

use super::Dice;
use super::rules::{Amount, CATEGORIES, Rules};
use std::fmt::Write;

/// Firms, and the former name of each in the register.
pub const FIRMS: [(&str, &str); 4] = [
    ("宏达机械有限公司", "老城铁器社"),
    ("青松化工有限公司", "东郊染料厂"),
    ("蓝海纺织有限公司", "第三织布局"),
    ("龙泉陶瓷厂", "南山窑业组"),
];
const PRODUCTS: [&str; 4] = ["紫砂壶", "电力电缆", "不锈钢阀门", "羊绒衫"];
/// Of several units the products are not named: each such row has one of its own.
const SEVERAL: [&str; 14] = [
    "水泵",
    "轴承",
    "涂料",
    "地板",
    "灯具",
    "自行车",
    "玻璃",
    "茶叶",
    "橡胶",
    "钟表",
    "门锁",
    "肥料",
    "饮料",
    "家电",
];
const DAYS: [&str; 6] = ["2008-03-01", "2008-01-15", "2008-06-30", "2008-03-01", "2008-12-31", "2008-11-11"];

/// What a wild row has wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    Spaces,
    FullWidthBrackets,
    NoDate,
    NoCertificate,
    UnknownCategory,
    NegativeQuantity,
    NoCategory,
    NoName,
    BadDate,
    OtherFacts,
    Total,
    Formula,
}

const ODDITIES: [Oddity; 12] = [
    Oddity::Spaces,
    Oddity::FullWidthBrackets,
    Oddity::NoDate,
    Oddity::NoCertificate,
    Oddity::UnknownCategory,
    Oddity::NegativeQuantity,
    Oddity::NoCategory,
    Oddity::NoName,
    Oddity::BadDate,
    Oddity::OtherFacts,
    Oddity::Total,
    Oddity::Formula,
];

/// A row of an achievement list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub category: usize,
    /// Holders in stated order.
    pub firms: Vec<usize>,
    /// Names the first holder by its former name.
    pub former: bool,
    pub product: String,
    pub certificate: String,
    pub date: String,
    pub quantity: i128,
    /// 投入金额 in 分.
    pub invested: i128,
    pub score: i128,
    /// In which of the two lists.
    pub file: usize,
    pub odd: Option<Oddity>,
}

impl Row {
    pub fn roll(dice: &mut Dice<'_>, number: usize, earlier: &[Self], rules: &Rules, wild: bool) -> Self {
        let category = dice.below(rules.categories.len());
        let firm = dice.below(FIRMS.len());
        let rate = matches!(rules.categories[category].amount, Some(Amount::Rate(..)));
        let quantity = if dice.chance(20) && !rate { dice.pick(&[2, 3, 5]) } else { 1 };
        let product = if quantity > 1 { SEVERAL[number % SEVERAL.len()] } else { PRODUCTS[dice.below(4)] };
        let mut firms = vec![firm];
        if rules.categories[category].joint.is_some() && dice.chance(60) {
            firms.extend((1..=1 + dice.below(2)).map(|more| (firm + more) % FIRMS.len()));
        }
        let row = Self {
            category,
            firms,
            former: dice.chance(10),
            product: product.to_owned(),
            certificate: format!("{}-{:04}", 2008, number + 1),
            date: dice.pick(&DAYS).to_owned(),
            quantity,
            invested: dice.pick(&[1_000_000, 1_234_567, 99_999, 15_050]),
            score: i128::try_from(dice.below(4)).unwrap_or(0),
            file: dice.below(2),
            odd: None,
        };
        let repeats = !earlier.is_empty() && dice.chance(12);
        let mut row = if repeats { Self { file: row.file, ..dice.pick(earlier) } } else { row };
        row.odd = (wild && dice.chance(35)).then(|| dice.pick(&ODDITIES));
        row
    }

    /// The row's cells as a list has them.
    fn cells(&self) -> String {
        use Oddity::{
            BadDate, Formula, FullWidthBrackets, NegativeQuantity, NoCategory, NoCertificate, NoDate, NoName,
            OtherFacts, Spaces, Total, UnknownCategory,
        };
        let odd = |is: Oddity| self.odd == Some(is);
        if odd(Total) {
            return format!("合计,,,,,{},,", self.quantity);
        }
        let mut names: Vec<&str> = self.firms.iter().map(|firm| FIRMS[*firm].0).collect();
        if self.former {
            names[0] = FIRMS[self.firms[0]].1;
        }
        let mut name = names.join("、");
        if odd(Spaces) {
            name = format!(" {} ", name.replace("有限", "　有限"));
        }
        if odd(FullWidthBrackets) {
            name = format!("{name}（原{}）", FIRMS[self.firms[0]].1);
        }
        if odd(NoName) {
            name.clear();
        }
        let category = if odd(UnknownCategory) {
            "从未听说的称号"
        } else if odd(NoCategory) {
            ""
        } else {
            CATEGORIES[self.category]
        };
        let product = if odd(Formula) { "=1+1".to_owned() } else { self.product.clone() };
        let certificate = if odd(NoCertificate) { "" } else { &self.certificate };
        let date = if odd(NoDate) {
            ""
        } else if odd(BadDate) {
            "今年春天"
        } else {
            &self.date
        };
        let quantity = if odd(NegativeQuantity) { -self.quantity } else { self.quantity };
        let score = if odd(OtherFacts) { self.score + 7 } else { self.score };
        format!("{name},{category},{product},{certificate},{date},{quantity},{},{score}", yuan(self.invested))
    }
}

/// A row of the payment history.
#[derive(Clone, Debug)]
pub struct Past {
    pub firm: usize,
    pub category: usize,
    pub product: String,
    pub certificate: String,
    pub date: String,
    pub year: i32,
    /// In 分.
    pub paid: i128,
}

impl Past {
    pub fn roll(dice: &mut Dice<'_>, number: usize, rows: &[Row], rules: &Rules) -> Self {
        let year = dice.pick(&[2007, 2006, 2007, 2008]);
        let month = 1 + dice.below(12);
        let mut past = Self {
            firm: dice.below(FIRMS.len()),
            category: dice.below(rules.categories.len()),
            product: dice.pick(&PRODUCTS).to_owned(),
            certificate: format!("1999-{number:04}"),
            date: format!("2005-{month:02}-10"),
            year,
            paid: dice.pick(&[1_000_000, 500_000, 123_456, 5_000_000]),
        };
        // The same achievement once more, from an earlier batch.
        if dice.chance(20) {
            let row = &rows[dice.below(rows.len())];
            if row.quantity == 1 && row.odd.is_none() {
                past.firm = row.firms[0];
                past.category = row.category;
                past.product.clone_from(&row.product);
                past.certificate.clone_from(&row.certificate);
                past.date.clone_from(&row.date);
            }
        }
        past
    }
}

/// 分 as 元 with two decimals.
pub fn yuan(fen: i128) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

pub const HEADING: &str = "企业名称,类别,产品名称,证书编号,认定日期,数量,投入金额(元),评分\n";
pub const HISTORY_HEADING: &str = "企业名称,类别,产品名称,证书编号,认定日期,奖励年度,兑现金额(元)";

/// One achievement list.
pub fn list<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut text = HEADING.to_owned();
    for row in rows {
        text.push_str(&row.cells());
        text.push('\n');
    }
    text
}

/// All files by name: two lists (where they have rows), register, history.
pub fn files(rows: &[Row], history: &[Past], taxes: &[Option<i128>; 4]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (file, name) in ["成果一.csv", "成果二.csv"].iter().enumerate() {
        let mut own = rows.iter().filter(|row| row.file == file).peekable();
        if own.peek().is_some() {
            files.push(((*name).to_owned(), list(own)));
        }
    }
    files.push(("企业名录.csv".to_owned(), register(taxes)));
    if !history.is_empty() {
        files.push(("历年兑现台账.csv".to_owned(), past(history)));
    }
    files
}

fn register(taxes: &[Option<i128>; 4]) -> String {
    let mut text = "企业名称,曾用名,开户行,账号,缴税(元)\n".to_owned();
    for ((number, (name, former)), tax) in (1..).zip(FIRMS).zip(taxes) {
        let _ =
            writeln!(text, "{name},{former},农业银行,6222000{number},{}", tax.map(yuan).unwrap_or_default());
    }
    text
}

fn past(history: &[Past]) -> String {
    let mut text = HISTORY_HEADING.to_owned() + "\n";
    for past in history {
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{}",
            FIRMS[past.firm].0,
            CATEGORIES[past.category],
            past.product,
            past.certificate,
            past.date,
            past.year,
            yuan(past.paid)
        );
    }
    text
}

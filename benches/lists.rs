//! Seeded lists like the real ones: 12 categories, 30% of enterprises with several items, duplicates, history, register.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Rows of a sheet before the list goes on in a further file.
const SHEET: usize = 1_000_000;
/// Columns of an achievement list.
pub const COLUMNS: usize = 15;

const HEADINGS: [&str; COLUMNS] = [
    "序号",
    "企业名称",
    "组织机构代码",
    "所属镇",
    "类别",
    "产品名称",
    "证书编号",
    "认定日期",
    "数量",
    "认定方式",
    "是否提出研制项目",
    "是否主要起草单位",
    "申请金额(元)",
    "认定文号",
    "备注",
];
const REGISTER: [&str; 6] = ["企业名称", "组织机构代码", "曾用名", "所属镇", "开户银行", "账号"];
const HISTORY: [&str; 8] =
    ["年度", "企业名称", "组织机构代码", "奖励类别", "产品名称", "证书编号", "认定日期", "兑现金额(元)"];

/// The categories of the bundled policy: name, weight, amount in 元, whether standard.
const CATEGORIES: [(&str, u64, i64); 12] = [
    ("中国名牌产品", 1, 500_000),
    ("国家免检产品", 2, 100_000),
    ("江苏省名牌产品", 7, 50_000),
    ("中国驰名商标", 1, 500_000),
    ("江苏省著名商标", 7, 50_000),
    ("国际标准", 1, 300_000),
    ("国家标准", 3, 200_000),
    ("行业标准", 4, 100_000),
    ("省级地方标准", 4, 30_000),
    ("发明专利", 20, 2_000),
    ("实用新型专利", 30, 500),
    ("外观设计专利", 20, 300),
];
const TOWNS: [&str; 8] =
    ["东泽镇", "甲陶镇", "乙桥镇", "北渡街道", "南山镇", "西溪镇", "湖滨街道", "示例开发区"];
const TRADES: [&str; 8] = ["机械", "电子", "化工", "纺织", "陶瓷", "环保设备", "新材料", "食品"];
/// Characters that names and titles are made of.
const SIGNS: &str = "安白宝北本边彩昌长超朝辰诚城春川聪达大丹德登帝电鼎东都端恩发帆方飞丰峰风福富刚高阁格冠光广贵国果海汉航豪浩和恒衡红宏鸿湖虎华\
    环皇辉慧吉佳嘉建健江杰捷金锦劲京晶精景敬久巨君骏凯康科坤蓝朗乐磊力立利丽联良亮林灵菱龙隆鲁伦罗麦茂美孟敏名明铭木牧南宁鹏平普祺奇启谦乾强\
    青清庆秋泉荣如瑞润赛三森山善上尚绍申深神升生胜盛圣世仕双水顺思松苏泰腾天田通同威维伟文沃梧武西希熙喜先贤祥翔新鑫信兴星雄旭轩雪雅亚炎\
    扬阳耀业益意英永勇优友宇雨玉裕元源远苑月跃云运泽展兆哲真振正政之志智中忠舟洲竹卓紫宗";

/// What a list is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As real lists are.
    Real,
    /// One enterprise owns every row.
    OneOwner,
    /// Every row says the same.
    AllAlike,
}

/// How a list is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
}

/// Small and seeded: the same lists on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn word(&mut self, signs: &[char], length: usize) -> String {
        (0..length).map(|_| signs[self.below(signs.len())]).collect()
    }
}

#[derive(Clone)]
struct Enterprise {
    name: String,
    code: String,
    town: usize,
}

/// A value of a cell: numbers are written as such.
#[derive(Clone)]
enum Value {
    Text(String),
    Number(i64),
}

type Row = Vec<Value>;

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// An organisation code with its check digit (GB 11714).
fn code(number: usize) -> String {
    let digits = format!("{:08}", 10_000_000 + number * 37);
    let weights = [3_u32, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(d, w)| d * w).sum();
    match 11 - sum % 11 {
        10 => format!("{digits}-X"),
        11 => format!("{digits}-0"),
        check => format!("{digits}-{check}"),
    }
}

/// A patent number with its check digit (ZC 0006).
fn patent(kind: usize, number: usize) -> String {
    let digits = format!("2007{kind}{number:07}");
    let weights = [2_u32, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(d, w)| d * w).sum();
    match sum % 11 {
        10 => format!("ZL{digits}.X"),
        check => format!("ZL{digits}.{check}"),
    }
}

/// Makes rows one by one.
struct Maker {
    dice: Dice,
    signs: Vec<char>,
    shape: Shape,
    enterprises: Vec<Enterprise>,
    /// Rows left of the current enterprise.
    left: usize,
    recent: Vec<Row>,
    number: usize,
}

impl Maker {
    fn new(shape: Shape) -> Self {
        let signs = SIGNS.chars().filter(|c| !c.is_whitespace()).collect();
        Self {
            dice: Dice(2008),
            signs,
            shape,
            enterprises: Vec::new(),
            left: 0,
            recent: Vec::new(),
            number: 0,
        }
    }

    fn enterprise(&mut self) -> Enterprise {
        let (dice, number) = (&mut self.dice, self.enterprises.len());
        let name = format!("示例市{}{}有限公司", dice.word(&self.signs, 4), TRADES[dice.below(TRADES.len())]);
        Enterprise { name, code: code(number), town: dice.below(TOWNS.len()) }
    }

    /// The owner of the next row: 30% of enterprises have two to five.
    fn owner(&mut self) -> Enterprise {
        if self.left == 0 {
            self.left = match self.shape {
                Shape::Real => {
                    if self.dice.chance(30) {
                        2 + self.dice.below(4)
                    } else {
                        1
                    }
                }
                Shape::OneOwner | Shape::AllAlike => usize::MAX,
            };
            let fresh = self.enterprise();
            self.enterprises.push(fresh);
        }
        self.left -= 1;
        self.enterprises.last().cloned().expect("one was pushed")
    }

    fn row(&mut self) -> Row {
        self.number += 1;
        let repeated = match self.shape {
            Shape::Real => self.recent.len() == 64 && self.dice.chance(2),
            Shape::OneOwner => false,
            Shape::AllAlike => !self.recent.is_empty(),
        };
        let mut row = if repeated {
            let at = self.dice.below(self.recent.len());
            self.recent[at].clone()
        } else {
            self.fresh_row()
        };
        if !repeated {
            if self.recent.len() == 64 {
                self.recent.remove(0);
            }
            self.recent.push(row.clone());
        }
        row[0] = Value::Number(i64::try_from(self.number).unwrap_or(0));
        row
    }

    fn fresh_row(&mut self) -> Row {
        let owner = self.owner();
        let dice = &mut self.dice;
        let mut roll = dice.next() % 100;
        let at = CATEGORIES.iter().position(|(_, weight, _)| {
            let hit = roll < *weight;
            roll = roll.saturating_sub(*weight);
            hit
        });
        let at = at.unwrap_or(CATEGORIES.len() - 1);
        let (category, _, amount) = CATEGORIES[at];
        let title = match at {
            0..=2 => dice.word(&self.signs, 4),
            3..=4 => format!("{}及图", dice.word(&self.signs, 4)),
            5..=8 => format!("{}通用技术条件", dice.word(&self.signs, 6)),
            _ => format!("一种{}装置", dice.word(&self.signs, 6)),
        };
        let certificate = match at {
            0..=4 => format!("示{}-2008-{:07}", at + 1, self.number),
            5 => format!("ISO {}:2008", 10_000 + self.number),
            6..=8 => format!("{} {}-2008", ["GB/T", "JB/T", "DB32/T"][at - 6], 10_000 + self.number),
            _ => patent(at - 8, self.number),
        };
        let (month, day) = (1 + dice.below(8), 1 + dice.below(28));
        let date = match dice.below(3) {
            0 => format!("2008-{month:02}-{day:02}"),
            1 => format!("2008年{month}月{day}日"),
            _ => format!("2008.{month}.{day}"),
        };
        let standard = (5..=8).contains(&at);
        let main = if dice.chance(80) { "是" } else { "否" };
        vec![
            Value::Number(0),
            text(&owner.name),
            text(if dice.chance(90) { owner.code.as_str() } else { "" }),
            text(TOWNS[owner.town]),
            text(category),
            text(title),
            text(certificate),
            text(date),
            Value::Number(1),
            text(if at == 3 { "行政认定" } else { "" }),
            text(if standard { "是" } else { "" }),
            text(if standard { main } else { "" }),
            Value::Number(amount),
            text(format!("示例发〔2008〕{}号", 1 + self.number % 30)),
            text(if dice.chance(10) { "见附件" } else { "" }),
        ]
    }
}

/// Writes a list of so many rows with its register and history into a folder, and says how many rows all files hold.
pub fn write(folder: &Path, rows: usize, shape: Shape, format: Format) -> usize {
    std::fs::create_dir_all(folder).expect("a folder");
    let mut maker = Maker::new(shape);
    let most = if format == Format::Csv { usize::MAX } else { SHEET };
    let mut left = rows;
    let mut part = 0;
    while left > 0 {
        let here = left.min(most);
        part += 1;
        let stem = folder.join(format!("名单{part}"));
        sheet(&stem, format, &HEADINGS, here, &mut || maker.row());
        left -= here;
    }
    let registered = if shape == Shape::Real { rows / 10 } else { 1 };
    let paid = if shape == Shape::Real { rows / 20 } else { 1 };
    let owners = maker.enterprises.clone();
    let mut each = owners.iter().enumerate();
    sheet(&folder.join("企业名录"), format, &REGISTER, registered.min(owners.len()), &mut || {
        let (number, owner) = each.next().expect("no more rows than owners");
        register_row(number, owner)
    });
    let mut dice = Dice(58);
    let signs = maker.signs.clone();
    let mut number = 0;
    sheet(&folder.join("历年兑现台账"), format, &HISTORY, paid, &mut || {
        number += 1;
        history_row(number, &owners[dice.below(owners.len())], dice.word(&signs, 4))
    });
    rows + registered.min(owners.len()) + paid
}

fn register_row(number: usize, owner: &Enterprise) -> Row {
    vec![
        text(&owner.name),
        text(&owner.code),
        text(""),
        text(TOWNS[owner.town]),
        text("示例农村商业银行"),
        text(format!("00003202115{number:08}")),
    ]
}

fn history_row(number: usize, owner: &Enterprise, product: String) -> Row {
    vec![
        Value::Number(2006),
        text(&owner.name),
        text(&owner.code),
        text("江苏省名牌产品"),
        text(product),
        text(format!("示3-2006-{number:07}")),
        text("2006-05-10"),
        Value::Number(50_000),
    ]
}

/// One file: a heading and its rows.
fn sheet(stem: &Path, format: Format, headings: &[&str], rows: usize, next: &mut dyn FnMut() -> Row) {
    match format {
        Format::Csv => {
            let mut file = BufWriter::new(File::create(stem.with_extension("csv")).expect("a file"));
            writeln!(file, "{}", headings.join(",")).expect("to write");
            for _ in 0..rows {
                writeln!(file, "{}", line(&next())).expect("to write");
            }
            file.flush().expect("to write");
        }
        Format::Xlsx => {
            let mut book = rust_xlsxwriter::Workbook::new();
            // As spreadsheet programs save: texts are shared.
            let sheet = book.add_worksheet_with_low_memory().expect("a sheet");
            for (column, heading) in (0..).zip(headings) {
                sheet.write_string(0, column, *heading).expect("to write");
            }
            for index in 1..=u32::try_from(rows).expect("rows of a sheet") {
                put(sheet, index, &next());
            }
            book.save(stem.with_extension("xlsx")).expect("to save");
        }
    }
}

/// Writes a row of cells, empty texts left out.
fn put(sheet: &mut rust_xlsxwriter::Worksheet, index: u32, row: &[Value]) {
    for (column, value) in (0..).zip(row) {
        match value {
            Value::Text(text) if text.is_empty() => {}
            Value::Text(text) => {
                sheet.write_string(index, column, text).expect("to write");
            }
            Value::Number(number) => {
                sheet.write_number(index, column, i32::try_from(*number).unwrap_or(0)).expect("to write");
            }
        }
    }
}

fn line(row: &[Value]) -> String {
    let mut line = String::new();
    for (column, value) in row.iter().enumerate() {
        if column > 0 {
            line.push(',');
        }
        match value {
            Value::Text(text) => line.push_str(text),
            Value::Number(number) => {
                let _ = write!(line, "{number}");
            }
        }
    }
    line
}

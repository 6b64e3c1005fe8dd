//! Random policies: what they say as plain values, and their text in the grammar of policy files.

use super::Dice;
use std::fmt::Write;

pub const CATEGORIES: [&str; 6] = ["甲等金奖", "乙等银奖", "丙等铜奖", "重点工法", "新型专利", "主导标准"];
pub const LEVELS: [&str; 3] = ["国家级", "省级", "市级"];
pub const FAMILIES: [&str; 2] = ["品牌", "技术"];
pub const DEPARTMENTS: [&str; 2] = ["质监局", "科技局"];
const AMOUNTS: [i128; 9] =
    [5_000_000, 10_000_000, 1_000_000, 5_000_000, 333_333, 123_450, 99_950, 1_000_049, 7];

/// How a figure is brought to the unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    HalfAway,
    Down,
    Up,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many 分 a unit.
    Fixed(i128),
    /// So many percent of the row's 投入金额, at most so many 分.
    Rate(i128, Option<i128>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Joint {
    First,
    Equal,
    Weights(Vec<i128>),
}

/// A category with its award.
#[derive(Clone, Debug)]
pub struct Category {
    pub level: Option<usize>,
    pub family: Option<usize>,
    pub joint: Option<Joint>,
    /// None where the policy gives it nothing at all.
    pub amount: Option<Amount>,
    /// What a re-certification gets, where that differs.
    pub renewal: Option<i128>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Enterprise,
    Department,
}

/// What a step applies to; an empty list admits all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covers {
    pub categories: Vec<usize>,
    pub families: Vec<usize>,
    pub levels: Vec<usize>,
    pub roles: Vec<Role>,
    /// Categories whose first award is exempted.
    pub except: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    Payee,
    Enterprise,
    Product,
    Category,
    Family,
    Level,
    Year,
    Achievement,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Upgrade {
    LessPaid,
    BetweenTariffs,
    Full,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tie {
    Order,
    AllIn,
    Hold,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    Amount(i128),
    /// Percent of the firm's 缴税.
    Tax(i128),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Used {
    None,
    SameYear,
    All,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Highest {
        by_level: bool,
        zero_counts: bool,
        across: bool,
    },
    Upgrade(Upgrade),
    Count {
        limit: i128,
        payees: bool,
        by_score: bool,
        tie: Tie,
    },
    Cap {
        limit: Limit,
        pro_rata: bool,
        used: Used,
    },
    Budget {
        limit: i128,
        priority: Vec<Vec<usize>>,
        pro_rata: bool,
        used: Used,
        total: Option<i128>,
    },
    /// Percent and base of each department.
    Share(Vec<(i128, Covers)>),
    /// Weight and due offset of each part, and their unit in 分.
    Instalments(Vec<(i128, i32)>, i128),
    /// Rules: what each covers, and its weights.
    Sharing(Vec<(Covers, Vec<i128>)>, i128),
}

#[derive(Clone, Debug)]
pub struct Step {
    pub id: String,
    pub covers: Covers,
    pub key: Vec<Key>,
    pub kind: Kind,
    /// After instalments: true where the shortfall is carried.
    pub carried: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct Rules {
    /// The unit in 分.
    pub unit: i128,
    pub rounding: Mode,
    pub categories: Vec<Category>,
    pub steps: Vec<Step>,
}

impl Rules {
    pub fn roll(dice: &mut Dice<'_>, wild: bool) -> Self {
        let unit = dice.pick(&[1, 100, 10_000, 100, 1_000]);
        let rounding = dice.pick(&[Mode::HalfAway, Mode::Down, Mode::Up]);
        let count = 2 + dice.below(5);
        let categories: Vec<Category> = (0..count).map(|_| category(dice, wild)).collect();
        let mut rules = Self { unit, rounding, categories, steps: Vec::new() };
        for _ in 0..dice.below(5) {
            rules.roll_step(dice);
        }
        rules.roll_splits(dice);
        if rules.steps.iter().any(|step| matches!(step.kind, Kind::Upgrade(Upgrade::BetweenTariffs))) {
            // Which tariff a re-certified level had is for each policy to say.
            rules.categories.iter_mut().for_each(|category| category.renewal = None);
        }
        rules
    }

    pub fn has_share(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.kind, Kind::Share(_)))
    }

    fn push(&mut self, covers: Covers, key: Vec<Key>, kind: Kind) {
        let id = format!("步骤{}", self.steps.len() + 1);
        self.steps.push(Step { id, covers, key, kind, carried: None });
    }

    fn roll_step(&mut self, dice: &mut Dice<'_>) {
        use Key::{Category, Enterprise, Family, Level, Product, Year};
        let covers = self.roll_covers(dice);
        let single = [
            vec![Enterprise, Product],
            vec![Enterprise],
            vec![Enterprise, Family],
            vec![Enterprise, Category],
            vec![Enterprise, Level],
            vec![Enterprise, Product, Year],
        ];
        match dice.below(6) {
            0 => {
                let (by_level, across) = (dice.chance(40), dice.chance(40));
                let zero_counts = by_level && dice.chance(30);
                let key = dice.pick(&single);
                self.push(covers, key, Kind::Highest { by_level, zero_counts, across });
            }
            1 => {
                use Upgrade::{BetweenTariffs, Full, LessPaid, Nothing};
                let mode = dice.pick(&[LessPaid, LessPaid, BetweenTariffs, BetweenTariffs, Nothing, Full]);
                let covers = Covers { except: Vec::new(), ..covers };
                let key = if mode == BetweenTariffs { single[0].clone() } else { dice.pick(&single) };
                self.push(covers, key, Kind::Upgrade(mode));
            }
            2 => {
                let payees = dice.chance(25);
                let by_score = !payees && dice.chance(30);
                let tie = dice.pick(&[Tie::Order, Tie::AllIn, Tie::Hold]);
                let limit = i128::try_from(1 + dice.below(4)).unwrap_or(1);
                let keys = [vec![Enterprise], vec![Category], vec![Enterprise, Category], vec![Family]];
                let key = if payees { dice.pick(&[vec![Category], vec![Family]]) } else { dice.pick(&keys) };
                self.push(covers, key, Kind::Count { limit, payees, by_score, tie });
            }
            3 => self.roll_cap(dice, covers),
            4 => self.roll_budget(dice, covers),
            _ if !self.has_share() => {
                let departments = (0..1 + dice.below(2)).map(|_| {
                    let covers = Covers { except: Vec::new(), ..self.roll_covers(dice) };
                    (dice.pick(&[10, 5, 3, 33]), Covers { roles: vec![Role::Enterprise], ..covers })
                });
                let departments = departments.collect();
                self.push(Covers::default(), Vec::new(), Kind::Share(departments));
            }
            _ => {}
        }
    }

    fn roll_cap(&mut self, dice: &mut Dice<'_>, covers: Covers) {
        use Key::{Achievement, Category, Enterprise, Family, Payee};
        let pro_rata = dice.chance(50);
        if self.has_share() && dice.chance(40) {
            let covers = Covers { roles: vec![Role::Department], ..Covers::default() };
            let limit = Limit::Amount(dice.pick(&[1_000_000, 50_000, 99_999]));
            return self.push(covers, vec![Payee], Kind::Cap { limit, pro_rata, used: Used::None });
        }
        let keys = [
            vec![Enterprise],
            vec![Achievement],
            vec![Category],
            vec![Enterprise, Category],
            vec![Enterprise, Family],
            vec![Payee],
        ];
        let key = dice.pick(&keys);
        let by_tax = key.contains(&Enterprise) && dice.chance(25);
        let limit = if by_tax {
            Limit::Tax(dice.pick(&[70, 30, 7]))
        } else {
            Limit::Amount(dice.pick(&[8_000_000, 1_200_000, 777_777, 15_000_000, 0]))
        };
        let free = key.contains(&Achievement) || key.contains(&Payee) || !covers.except.is_empty();
        let used = if free { Used::None } else { dice.pick(&[Used::None, Used::SameYear, Used::All]) };
        self.push(covers, key, Kind::Cap { limit, pro_rata, used });
    }

    fn roll_budget(&mut self, dice: &mut Dice<'_>, covers: Covers) {
        let limit = dice.pick(&[20_000_000, 7_000_000, 1_234_567, 40_000_000]);
        let pro_rata = dice.chance(60);
        let first: Vec<usize> = dice.some_of(self.categories.len());
        let rest: Vec<usize> = (0..self.categories.len()).filter(|i| !first.contains(i)).collect();
        let by_class = dice.chance(40) && !rest.is_empty();
        let priority = if by_class { vec![rest, first] } else { Vec::new() };
        let total = (!by_class && pro_rata && dice.chance(25)).then_some(1_000_000_000);
        let used = if covers.except.is_empty() {
            dice.pick(&[Used::None, Used::SameYear, Used::All])
        } else {
            Used::None
        };
        self.push(covers, Vec::new(), Kind::Budget { limit, priority, pro_rata, used, total });
    }

    /// Instalments, what limits them, and sharing end the order.
    fn roll_splits(&mut self, dice: &mut Dice<'_>) {
        let enterprise = vec![Role::Enterprise];
        if dice.chance(40) {
            let parts = dice.pick(&[
                vec![(60, 0), (40, 1)],
                vec![(3, 0), (1, 1), (1, 2)],
                vec![(1, 0), (1, 1), (1, 3)],
            ]);
            let roles = if self.has_share() { enterprise.clone() } else { Vec::new() };
            let covers = Covers { except: Vec::new(), roles, ..self.roll_covers(dice) };
            let limited = dice.chance(40);
            let unit = if limited { self.unit } else { dice.pick(&[1, 100]) };
            self.push(covers, Vec::new(), Kind::Instalments(parts, unit));
            if limited {
                let covers = self.roll_covers(dice);
                let limit = Limit::Amount(dice.pick(&[8_000_000, 1_200_000, 777_777]));
                let kind = Kind::Cap { limit, pro_rata: dice.chance(50), used: Used::None };
                self.push(covers, vec![Key::Enterprise], kind);
                let carried = dice.chance(50);
                self.steps.last_mut().expect("one was pushed").carried = Some(carried);
            }
        }
        if dice.chance(40) {
            let unit = dice.pick(&[1, 100]);
            let weights = [vec![1], vec![1, 1, 1], vec![70, 30], vec![2, 5, 3]];
            let rules = if dice.chance(40) {
                let of = |roles| Covers { roles, ..Covers::default() };
                vec![
                    (of(vec![Role::Enterprise]), dice.pick(&weights)),
                    (of(vec![Role::Department]), dice.pick(&weights)),
                ]
            } else {
                vec![(Covers::default(), dice.pick(&weights))]
            };
            self.push(Covers::default(), Vec::new(), Kind::Sharing(rules, unit));
        }
    }

    fn roll_covers(&self, dice: &mut Dice<'_>) -> Covers {
        let mut covers = Covers::default();
        let families: Vec<usize> =
            (0..2).filter(|i| self.categories.iter().any(|c| c.family == Some(*i))).collect();
        match dice.below(5) {
            0 | 1 => {}
            2 => covers.categories = dice.some_of(self.categories.len()),
            3 if !families.is_empty() => covers.families = vec![dice.pick(&families)],
            _ => covers.levels = dice.some_of(LEVELS.len()),
        }
        if dice.chance(50) {
            covers.roles = vec![Role::Enterprise];
        }
        if dice.chance(12) {
            covers.except = vec![dice.below(self.categories.len())];
            covers.except.retain(|i| self.categories[*i].amount.is_some());
        }
        covers
    }
}

fn category(dice: &mut Dice<'_>, wild: bool) -> Category {
    let some = !wild || dice.chance(75);
    let amount = match dice.below(8) {
        0..=4 => Some(Amount::Fixed(dice.pick(&AMOUNTS))),
        5 | 6 => Some(Amount::Rate(dice.pick(&[10, 7, 33]), dice.chance(50).then_some(300_000))),
        _ => dice.pick(&[None, Some(Amount::Fixed(0))]),
    };
    let joints = [Joint::Equal, Joint::Weights(vec![5, 3, 2]), Joint::First];
    let joint = dice.chance(30).then(|| dice.pick(&joints));
    let renewal = (matches!(amount, Some(Amount::Fixed(_))) && dice.chance(30)).then(|| dice.pick(&AMOUNTS));
    let (level, family) = (dice.below(LEVELS.len()), dice.below(2));
    Category { level: some.then_some(level), family: some.then_some(family), joint, amount, renewal }
}

impl Covers {
    /// Whether an award of the category in the role is covered; a department's share must be named.
    pub fn covers(&self, rules: &Rules, category: usize, role: Role) -> bool {
        let of = &rules.categories[category];
        let has = |list: &[usize], value: Option<usize>| {
            list.is_empty() || value.is_some_and(|v| list.contains(&v))
        };
        let role_fits =
            if self.roles.is_empty() { role == Role::Enterprise } else { self.roles.contains(&role) };
        has(&self.categories, Some(category))
            && has(&self.families, of.family)
            && has(&self.levels, of.level)
            && role_fits
    }
}

/// An amount as a policy writes it.
pub fn written(fen: i128) -> String {
    if fen % 1_000_000 == 0 && fen > 0 {
        return format!("{}万元", fen / 1_000_000);
    }
    if fen % 100 == 0 { format!("{}元", fen / 100) } else { format!("{}.{:02}元", fen / 100, fen % 100) }
}

fn names(of: &[&str], indexes: &[usize]) -> String {
    let quoted: Vec<String> = indexes.iter().map(|i| format!("\"{}\"", of[*i])).collect();
    quoted.join(", ")
}

// ---- text ----

impl Rules {
    /// The policy file.
    pub fn text(&self) -> String {
        let mut text = self.head();
        for (index, category) in self.categories.iter().enumerate() {
            self.article(&mut text, index, &award_text(index, category));
        }
        for (index, step) in self.steps.iter().enumerate() {
            let block = format!("\n[[clause.step]]\nid = \"{}\"\n{}", step.id, self.step_text(step));
            self.article(&mut text, self.categories.len() + index, &block);
        }
        text
    }

    /// An article whose quotation states every figure of its block.
    fn article(&self, text: &mut String, number: usize, block: &str) {
        let figures: Vec<&str> =
            block.lines().filter(|line| line.contains(|c: char| c.is_ascii_digit())).collect();
        let figures = figures.join("；").replace(['"', '{', '}', '[', ']', '='], " ");
        let _ = write!(
            text,
            "\n## 第{number}条\n\n> 条文：{figures}。\n\n```toml\n[[clause]]\nid = \"条{number}\"\n{block}```\n"
        );
    }

    fn head(&self) -> String {
        let order: Vec<String> = self.steps.iter().map(|step| format!("\"{}\"", step.id)).collect();
        let rounding = match self.rounding {
            Mode::HalfAway => "四舍五入",
            Mode::Down => "舍去",
            Mode::Up => "进位",
        };
        let unit = if self.unit == 1 { "分".to_owned() } else { written(self.unit) };
        let mut text = format!(
            "# 随机办法\n\n```toml\nschema = \"duixian.policy/1\"\n\n[policy]\nid = \"random\"\nname = \"随机办法\"\n\
             document = \"随发〔2008〕1号\"\nyears = {{ from = 2008, to = 2009 }}\nunit = \"{unit}\"\n\
             rounding = \"{rounding}\"\norder = [{}]\nfunder = \"市财政\"\nlevels = [{}]\n",
            order.join(", "),
            names(&LEVELS, &[0, 1, 2]),
        );
        for (index, category) in self.categories.iter().enumerate() {
            let _ = write!(text, "\n[[category]]\nname = \"{}\"\n", CATEGORIES[index]);
            if let Some(level) = category.level {
                let _ = writeln!(text, "level = \"{}\"", LEVELS[level]);
            }
            if let Some(family) = category.family {
                let _ = writeln!(text, "family = \"{}\"", FAMILIES[family]);
            }
            if category.joint.is_some() {
                text.push_str("joint = true\n");
            }
        }
        for (name, on, kind) in
            [("投入金额", "成果", "金额"), ("评分", "成果", "整数"), ("缴税", "名录", "金额")]
        {
            let _ = write!(text, "\n[[field]]\nname = \"{name}\"\non = \"{on}\"\ntype = \"{kind}\"\n");
        }
        text + "```\n"
    }

    fn covers_text(&self, covers: &Covers) -> String {
        let mut parts = Vec::new();
        let mut list = |key: &str, names: String| {
            if !names.is_empty() {
                parts.push(format!("{key} = [{names}]"));
            }
        };
        list("categories", names(&CATEGORIES, &covers.categories));
        list("families", names(&FAMILIES, &covers.families));
        list("levels", names(&LEVELS, &covers.levels));
        let roles = covers.roles.iter().map(|role| match role {
            Role::Enterprise => "\"企业\"",
            Role::Department => "\"部门\"",
        });
        list("roles", roles.collect::<Vec<_>>().join(", "));
        let except = covers.except.iter().map(|i| format!("\"奖{i}\""));
        list("except", except.collect::<Vec<_>>().join(", "));
        format!("{{ {} }}", parts.join(", "))
    }

    fn step_text(&self, step: &Step) -> String {
        let covers = self.covers_text(&step.covers);
        let keys: Vec<String> = step.key.iter().map(|key| format!("\"{}\"", key_name(*key))).collect();
        let key = keys.join(", ");
        let shortfall = match step.carried {
            None => String::new(),
            Some(true) => "shortfall = \"结转下年\"\n".to_owned(),
            Some(false) => "shortfall = \"作废\"\n".to_owned(),
        };
        match &step.kind {
            Kind::Highest { by_level, zero_counts, across } => format!(
                "[clause.step.highest_only]\ncovers = {covers}\nkey = [{key}]\nby = \"{}\"\n\
                 zero_counts = {zero_counts}\nacross_years = {across}\n",
                if *by_level { "级别" } else { "净额" }
            ),
            Kind::Upgrade(mode) => {
                let mode = match mode {
                    Upgrade::LessPaid => "扣已付",
                    Upgrade::BetweenTariffs => "标准之差",
                    Upgrade::Full => "全额",
                    Upgrade::Nothing => "不再奖励",
                };
                format!(
                    "[clause.step.upgrade_difference]\ncovers = {covers}\nkey = [{key}]\nmode = \"{mode}\"\n"
                )
            }
            Kind::Count { limit, payees, by_score, tie } => {
                let of = if *payees { "收款单位" } else { "成果" };
                let tie = match tie {
                    Tie::Order => "按次序",
                    Tie::AllIn => "都算",
                    Tie::Hold => "待定",
                };
                let rank = if *by_score { "rank_by = \"评分\"\n" } else { "" };
                format!(
                    "[clause.step.count_limit]\ncovers = {covers}\nkey = [{key}]\nlimit = {limit}\nof = \"{of}\"\n{rank}tie = \"{tie}\"\n"
                )
            }
            Kind::Cap { limit, pro_rata, used } => {
                let limit = match limit {
                    Limit::Amount(fen) => format!("{{ amount = \"{}\" }}", written(*fen)),
                    Limit::Tax(percent) => format!("{{ rate = \"{percent}%\", of = \"缴税\" }}"),
                };
                format!(
                    "[clause.step.cap]\ncovers = {covers}\nkey = [{key}]\nlimit = {limit}\n{}{shortfall}",
                    reduce_text(*pro_rata, *used)
                )
            }
            Kind::Budget { limit, priority, pro_rata, used, total } => {
                let classes: Vec<String> = priority
                    .iter()
                    .map(|class| format!("{{ categories = [{}] }}", names(&CATEGORIES, class)))
                    .collect();
                let total = total.map(|fen| format!("total = \"{}\"\n", written(fen))).unwrap_or_default();
                format!(
                    "[clause.step.budget]\ncovers = {covers}\nlimit = {{ amount = \"{}\" }}\npriority = [{}]\n{}{total}",
                    written(*limit),
                    classes.join(", "),
                    reduce_text(*pro_rata, *used)
                )
            }
            Kind::Share(departments) => {
                let of = |(name, (percent, covers)): (&&str, &(i128, Covers))| {
                    format!(
                        "[[clause.step.department_share.department]]\nname = \"{name}\"\nrate = \"{percent}%\"\ncovers = {}\n",
                        self.covers_text(covers)
                    )
                };
                DEPARTMENTS.iter().zip(departments).map(of).collect()
            }
            Kind::Instalments(parts, unit) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(weight, due)| format!("{{ rate = \"{weight}\", due = {due} }}"))
                    .collect();
                format!(
                    "[clause.step.instalments]\ncovers = {covers}\nunit = \"{}\"\nparts = [{}]\n",
                    unit_text(*unit),
                    parts.join(", ")
                )
            }
            Kind::Sharing(rules, unit) => {
                let mut text = format!("[clause.step.sharing]\nunit = \"{}\"\n", unit_text(*unit));
                for (covers, weights) in rules {
                    let shares: Vec<String> = weights
                        .iter()
                        .enumerate()
                        .map(|(i, weight)| format!("{{ funder = \"{}\", rate = \"{weight}\" }}", funder(i)))
                        .collect();
                    let _ = write!(
                        text,
                        "[[clause.step.sharing.rule]]\ncovers = {}\nshares = [{}]\n",
                        self.covers_text(covers),
                        shares.join(", ")
                    );
                }
                text
            }
        }
    }
}

/// The funder of a share by its place.
pub fn funder(index: usize) -> &'static str {
    ["市财政", "园区财政", "镇财政"][index]
}

fn unit_text(unit: i128) -> String {
    if unit == 1 { "分".to_owned() } else { written(unit) }
}

fn reduce_text(pro_rata: bool, used: Used) -> String {
    let reduce = if pro_rata { "按比例" } else { "从后扣减" };
    let used = match used {
        Used::None => "不计",
        Used::SameYear => "同年",
        Used::All => "全部",
    };
    format!("reduce = \"{reduce}\"\nused_by = \"{used}\"\n")
}

fn key_name(key: Key) -> &'static str {
    match key {
        Key::Payee => "收款单位",
        Key::Enterprise => "企业",
        Key::Product => "产品",
        Key::Category => "类别",
        Key::Family => "大类",
        Key::Level => "级别",
        Key::Year => "年度",
        Key::Achievement => "成果",
    }
}

fn award_text(index: usize, category: &Category) -> String {
    let Some(amount) = category.amount else { return "nothing = \"不奖励。\"\n".to_owned() };
    let amount = match amount {
        Amount::Fixed(fen) => format!("\"{}\"", written(fen)),
        Amount::Rate(percent, None) => format!("{{ rate = \"{percent}%\", of = \"投入金额\" }}"),
        Amount::Rate(percent, Some(ceiling)) => {
            format!("{{ rate = \"{percent}%\", of = \"投入金额\", ceiling = \"{}\" }}", written(ceiling))
        }
    };
    let joint = match &category.joint {
        None => String::new(),
        Some(Joint::First) => "joint = { mode = \"只奖第一\" }\n".to_owned(),
        Some(Joint::Equal) => "joint = { mode = \"平均\" }\n".to_owned(),
        Some(Joint::Weights(weights)) => format!("joint = {{ mode = \"按权重\", weights = {weights:?} }}\n"),
    };
    let award = |id: String, when: &str, amount: &str| {
        format!(
            "\n[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"{}\"]\n{when}{joint}amount = {amount}\n",
            CATEGORIES[index]
        )
    };
    let Some(renewal) = category.renewal else { return award(format!("奖{index}"), "", &amount) };
    let when = |yes: bool| format!("when = [{{ field = \"复评\", is = {yes} }}]\n");
    award(format!("奖{index}"), &when(false), &amount)
        + &award(format!("复{index}"), &when(true), &format!("\"{}\"", written(renewal)))
}

//! The promises of the program, each held against random policies and lists.

use crate::generate::rules::{CATEGORIES, Covers, Key, Kind, Limit, Role as RuleRole, Step};
use crate::generate::{FIRMS, World, YEAR, cases, lists, tame, try_pay, wild};
use duixian::model::entitlement::{Cause, Entitlement};
use duixian::model::payout::{Fate, Payout};
use duixian::model::record::RowRef;
use duixian::money::Money;
use duixian::policy::{Role, StepId};
use duixian::report::json::pay_json;
use duixian::report::workbook;
use duixian::source::SourceFile;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

// ---- 1: every row has one fate ----

fn each_row_has_one_fate(payout: &Payout) -> Result<(), TestCaseError> {
    let report = duixian::report::json::report(payout);
    for sheet in &report.manifest {
        let fates = sheet.paid + sheet.zero + sheet.rejected + sheet.held + sheet.reference + sheet.ignored;
        prop_assert_eq!(sheet.read, fates, "{}", sheet.file);
        let listed = report.rows.iter().filter(|row| row.file == sheet.file && row.sheet == sheet.sheet);
        prop_assert_eq!(listed.count(), fates - sheet.ignored, "{}", sheet.file);
    }
    let places: BTreeSet<RowRef> = payout.rows.iter().map(|row| row.at).collect();
    prop_assert_eq!(places.len(), payout.rows.len());
    for row in &payout.rows {
        let explained = matches!(row.fate, Fate::Paid | Fate::Reference) || !row.reason.is_empty();
        prop_assert!(explained, "{:?} without a reason", row);
    }
    Ok(())
}

// ---- 2: every 分 cites a clause and a cell ----

fn every_entry_cites(payout: &Payout) -> Result<(), TestCaseError> {
    let mut read = BTreeSet::new();
    for sheet in &payout.reading.sheets {
        read.extend(sheet.rows.iter().map(|(row, _)| RowRef {
            file: sheet.file,
            sheet: sheet.sheet,
            row: *row,
        }));
    }
    for e in &payout.entitlements {
        prop_assert!(!e.sources.is_empty());
        prop_assert!(e.sources.iter().all(|source| read.contains(source)), "{:?}", e.sources);
        let cited = e.entries.iter().map(|entry| entry.clause).chain(e.allocations.iter().map(|a| a.clause));
        for clause in cited.chain([e.clause]) {
            prop_assert!(clause.index() < payout.policy.clauses.len());
            prop_assert!(payout.policy.clause(clause).nothing.is_none());
        }
    }
    Ok(())
}

// ---- 3: entries are only appended, and 4: exact decimals ----

fn the_ledger_adds_up(payout: &Payout) -> Result<(), TestCaseError> {
    let unit = payout.policy.unit.fen();
    for e in &payout.entitlements {
        let amounts: Vec<i128> = e.entries.iter().map(|entry| entry.amount.fen()).collect();
        let first = amounts.first().copied().unwrap_or(0);
        prop_assert!(first >= 0, "the first entry takes off: {:?}", amounts);
        prop_assert!(first > 0 || amounts.len() == 1, "nothing was reduced: {:?}", amounts);
        prop_assert!(amounts.iter().skip(1).all(|amount| *amount <= 0), "a later entry adds: {:?}", amounts);
        let net: i128 = amounts.iter().sum();
        prop_assert!(net >= 0);
        if !matches!(e.cause, Cause::Instalment(_)) {
            prop_assert_eq!(net % unit, 0, "net {} is no multiple of {}", net, unit);
            prop_assert!(amounts.iter().all(|amount| amount % unit == 0));
        }
        prop_assert_eq!(e.allocations.iter().map(|a| a.amount.fen()).sum::<i128>(), net);
        for entry in &e.entries {
            prop_assert_eq!(entry.operation.amount(), Some(entry.amount));
        }
    }
    let awarded: Money = payout.entitlements.iter().map(Entitlement::net).sum();
    prop_assert_eq!(awarded, payout.totals.awarded);
    prop_assert_eq!(payout.totals.awarded, payout.totals.payable + payout.totals.later);
    Ok(())
}

/// The parts of a joint award add up to the award of one holder alone.
fn splits_keep_sums(world: &World, payout: &Payout) -> Result<(), TestCaseError> {
    let mut parts: BTreeMap<_, (Money, usize)> = BTreeMap::new();
    for e in payout.entitlements.iter().filter(|e| matches!(e.cause, Cause::Award(_))) {
        let entry = parts.entry(e.achievement).or_default();
        *entry = (entry.0 + e.gross(), entry.1 + 1);
    }
    for (id, (sum, holders)) in parts {
        let achievement = &payout.achievements[id.expect("an award is for an achievement").index()];
        let category = &world.rules.categories[achievement.category.index()];
        if let (Some(crate::generate::Amount::Fixed(fen)), None) = (category.amount, category.renewal)
            && holders == achievement.holders.len()
        {
            let whole = crate::reference::rounding::to_unit(
                fen * i128::from(achievement.quantity),
                1,
                world.rules.unit,
                world.rules.rounding,
            );
            prop_assert_eq!(sum.fen(), whole, "{}", &achievement.title);
        }
    }
    Ok(())
}

// ---- 8: limits hold, departments get their rate ----

/// What covered entitlements have at the end, by group.
fn sums(
    world: &World,
    payout: &Payout,
    step: &Step,
    amount: impl Fn(&Entitlement) -> Money,
) -> BTreeMap<String, (i128, i128, usize)> {
    let mut sums: BTreeMap<String, (i128, i128, usize)> = BTreeMap::new();
    for e in &payout.entitlements {
        if !covered(world, &step.covers, e) {
            continue;
        }
        let achievement =
            &payout.achievements[e.achievement.expect("no instalments of history here").index()];
        let payee = &payout.payees[e.payee.index()].name;
        let category = achievement.category.index();
        let part = |key: &Key| match key {
            Key::Payee | Key::Enterprise => payee.clone(),
            Key::Product => achievement.product.clone(),
            Key::Category => category.to_string(),
            Key::Family => format!("{:?}", world.rules.categories[category].family),
            Key::Level => format!("{:?}", world.rules.categories[category].level),
            Key::Year => String::new(),
            Key::Achievement => e.achievement.map(|id| id.0.to_string()).unwrap_or_default(),
        };
        let group = step.key.iter().map(part).collect::<Vec<_>>().join("/");
        let firm = FIRMS.iter().position(|(name, _)| name == payee).unwrap_or(0);
        let sum = sums.entry(group).or_insert((0, i128::from(e.quantity), firm));
        sum.0 += amount(e).fen();
    }
    sums
}

fn covered(world: &World, covers: &Covers, e: &Entitlement) -> bool {
    let Some(category) = e.category else { return false };
    let role = if e.role == Role::Department { RuleRole::Department } else { RuleRole::Enterprise };
    if !covers.covers(&world.rules, category.index(), role) {
        return false;
    }
    let Cause::Award(_) = e.cause else { return true };
    !covers.except.contains(&category.index()) || world.rules.categories[category.index()].renewal.is_some()
}

fn limits_hold(world: &World, payout: &Payout) -> Result<(), TestCaseError> {
    for step in &world.rules.steps {
        let due = |e: &Entitlement| if step.carried.is_some() { e.due(YEAR) } else { e.net() };
        match &step.kind {
            Kind::Cap { limit, .. } if step.covers.except.is_empty() => {
                for (group, (sum, quantity, firm)) in sums(world, payout, step, due) {
                    let per = if step.key == [Key::Achievement] { quantity } else { 1 };
                    let most = match limit {
                        Limit::Amount(fen) => fen * per,
                        Limit::Tax(percent) => world.taxes[firm].unwrap_or(0) * percent / 100,
                    };
                    prop_assert!(sum <= most, "{}: {} > {} of {}", step.id, sum, most, group);
                }
            }
            Kind::Budget { limit, .. } if step.covers.except.is_empty() => {
                for (sum, ..) in sums(world, payout, step, due).into_values() {
                    prop_assert!(sum <= *limit, "{}: {} > {}", step.id, sum, limit);
                }
            }
            Kind::Share(departments) => departments_get_their_rate(world, payout, step, departments)?,
            _ => {}
        }
    }
    Ok(())
}

fn departments_get_their_rate(
    world: &World,
    payout: &Payout,
    step: &Step,
    departments: &[(i128, Covers)],
) -> Result<(), TestCaseError> {
    let at = payout.policy.steps.iter().position(|s| s.id == step.id).expect("a declared step");
    let before = |e: &Entitlement| -> i128 {
        let earlier = |of: Option<StepId>| of.is_none_or(|id| id.index() < at);
        e.entries.iter().filter(|entry| earlier(entry.step)).map(|entry| entry.amount.fen()).sum()
    };
    for (number, (percent, covers)) in (0_u32..).zip(departments) {
        let awards = payout.entitlements.iter().filter(|e| matches!(e.cause, Cause::Award(_)));
        let base: i128 = awards.filter(|e| covered(world, covers, e)).map(before).sum();
        let shares = payout
            .entitlements
            .iter()
            .filter(|e| matches!(e.cause, Cause::Share(id, dept, _) if id.index() == at && dept == number));
        let total: i128 = shares.map(|e| e.gross().fen()).sum();
        let expected = crate::reference::rounding::half_away(base * percent, 100, world.rules.unit);
        prop_assert_eq!(total, expected, "{} department {}: base {}", &step.id, number, base);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_payout_of_a_tame_world_keeps_the_promises(world in tame()) {
        let payout = world.pay();
        each_row_has_one_fate(&payout)?;
        every_entry_cites(&payout)?;
        the_ledger_adds_up(&payout)?;
        splits_keep_sums(&world, &payout)?;
        limits_hold(&world, &payout)?;
    }

    #[test]
    fn a_payout_of_a_wild_world_keeps_the_promises(world in wild()) {
        let payout = world.pay();
        each_row_has_one_fate(&payout)?;
        every_entry_cites(&payout)?;
        the_ledger_adds_up(&payout)?;
        limits_hold(&world, &payout)?;
    }
}

// ---- 5: same files, same bytes; order changes nothing ----

/// What must not depend on the order of files and rows.
#[derive(Debug, PartialEq)]
struct Essence {
    payees: BTreeMap<(String, String), String>,
    entries: BTreeMap<String, usize>,
    fates: Option<BTreeMap<&'static str, usize>>,
}

impl Essence {
    fn of(payout: &Payout) -> Self {
        let report = duixian::report::json::report(payout);
        let payees = report.payees.into_iter().map(|p| ((p.role, p.payee), p.amount)).collect();
        let (mut entries, mut fates) = (BTreeMap::new(), BTreeMap::new());
        for entry in report.entries {
            let certificate = entry.achievement.and_then(|a| a.certificate);
            let line = (
                certificate,
                entry.payee,
                entry.role,
                entry.step,
                entry.amount,
                entry.funder,
                entry.due_year,
            );
            *entries.entry(format!("{line:?}")).or_default() += 1;
        }
        for row in &payout.rows {
            *fates.entry(row.fate.key()).or_default() += 1;
        }
        // A second file of the same bytes is not read: its rows have no fate to count.
        let twice = payout.findings.iter().any(|finding| finding.code == duixian::finding::Code::FileTwice);
        Self { payees, entries, fates: (!twice).then_some(fates) }
    }
}

fn agree(one: &Payout, two: &Payout) -> Result<(), TestCaseError> {
    let (mut one, mut two) = (Essence::of(one), Essence::of(two));
    if one.fates.is_none() || two.fates.is_none() {
        (one.fates, two.fates) = (None, None);
    }
    prop_assert_eq!(one, two);
    Ok(())
}

/// The rows in another order, some in the other file.
fn shuffled(world: &World, order: &[u16]) -> World {
    let mut world = world.clone();
    let rolled = |i: usize| order.get(i).copied().unwrap_or(0);
    let mut rows: Vec<(u16, lists::Row)> =
        world.rows.drain(..).enumerate().map(|(i, row)| (rolled(i), row)).collect();
    rows.sort_by_key(|(roll, _)| *roll);
    world.rows =
        rows.into_iter().map(|(roll, row)| lists::Row { file: usize::from(roll % 2), ..row }).collect();
    let mut history: Vec<_> =
        world.history.drain(..).enumerate().map(|(i, row)| (rolled(i + 20), row)).collect();
    history.sort_by_key(|(roll, _)| *roll);
    world.history = history.into_iter().map(|(_, row)| row).collect();
    world
}

/// A workbook with the rows on several sheets.
fn on_sheets(rows: &[lists::Row]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for part in rows.chunks(3) {
        let sheet = book.add_worksheet();
        for (number, line) in (0..).zip(lists::list(part).lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(number, column, cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_order_of_rows_and_files_pays_the_same(
        (world, order) in (tame(), proptest::collection::vec(any::<u16>(), 30))
    ) {
        agree(&world.pay(), &shuffled(&world, &order).pay())?;
    }

    #[test]
    fn the_order_of_wild_rows_pays_the_same(
        (world, order) in (wild(), proptest::collection::vec(any::<u16>(), 30))
    ) {
        // Without a certificate, what is one achievement hangs on the facts of the row; totals are no rows of their own.
        let mut world = world;
        world.rows.retain(|row| row.odd != Some(lists::Oddity::Total));
        prop_assume!(!world.rows.is_empty());
        agree(&world.pay(), &shuffled(&world, &order).pay())?;
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn the_order_of_sheets_pays_the_same(world in tame()) {
        let policy = || world.policy_file();
        let others: Vec<(String, Vec<u8>)> =
            world.lists().into_iter().filter(|(name, _)| !name.starts_with("成果")).map(|(n, t)| (n, t.into_bytes())).collect();
        let mut backwards = world.rows.clone();
        backwards.reverse();
        let run = |rows: &[lists::Row]| {
            let mut lists = others.clone();
            lists.push(("成果.xlsx".to_owned(), on_sheets(rows)));
            try_pay(policy(), lists, YEAR).expect("a payout")
        };
        agree(&run(&world.rows), &run(&backwards))?;
        agree(&run(&world.rows), &world.pay())?;
    }

    #[test]
    fn the_same_files_give_the_same_bytes(world in wild()) {
        let backwards = || world.lists().into_iter().rev().collect();
        let (one, two) = (world.pay(), world.pay_lists(backwards(), YEAR));
        prop_assert_eq!(pay_json(&one), pay_json(&two));
        let options = workbook::WorkbookOptions::default();
        let (one, two) = (workbook::write(&one, &options), workbook::write(&two, &options));
        prop_assert!(one.expect("a workbook") == two.expect("a workbook"), "bytes differ");
    }
}

// ---- 6: nothing is guessed in silence, nothing panics ----

/// Cuts, doubles or replaces some bytes.
fn mutated(bytes: &[u8], changes: &[(u16, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, how, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = usize::from(*at) * bytes.len() / 65536;
        match how % 4 {
            0 => bytes[at] = *byte,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, *byte),
            _ => {
                let end = (at + usize::from(*byte)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(u16, u8, u8)>> {
    proptest::collection::vec(any::<(u16, u8, u8)>(), 1..5)
}

fn listed(world: &World) -> Vec<(String, Vec<u8>)> {
    world.lists().into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn mutated_policies_never_panic((world, changes) in (tame(), changes())) {
        let bytes = mutated(world.rules.text().as_bytes(), &changes);
        if let Err(findings) = try_pay(SourceFile::new("rules/policy.md", bytes), listed(&world), YEAR) {
            prop_assert!(!findings.is_empty());
        }
    }

    #[test]
    fn mutated_lists_never_panic((world, changes, which) in (wild(), changes(), any::<u8>())) {
        let mut lists = listed(&world);
        let which = usize::from(which) % lists.len();
        lists[which].1 = mutated(&lists[which].1, &changes);
        let payout = try_pay(world.policy_file(), lists, YEAR).expect("lists never refuse a run");
        each_row_has_one_fate(&payout)?;
        the_ledger_adds_up(&payout)?;
    }

    #[test]
    fn an_unknown_category_is_found_and_held(world in tame()) {
        let text = world.lists()[0].1.replace(CATEGORIES[world.rows[0].category], "从未听说的称号");
        let mut lists = world.lists();
        prop_assume!(text != lists[0].1);
        lists[0].1 = text;
        let payout = world.pay_lists(lists, YEAR);
        let unknown = payout.findings.iter().filter(|f| f.code.text() == "L0105").count();
        prop_assert!(unknown > 0, "{:?}", payout.findings);
        prop_assert!(payout.rows.iter().any(|row| row.fate == Fate::Held));
    }

    #[test]
    fn an_unknown_key_refuses_the_policy((world, at) in (tame(), any::<u16>())) {
        let text = world.rules.text();
        let keys: Vec<usize> = text.match_indices(" = ").map(|(at, _)| at).filter(|at| {
            let line = text[..*at].rsplit('\n').next().unwrap_or_default();
            line.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        }).collect();
        let at = keys[usize::from(at) % keys.len()];
        let changed = format!("{}x{}", &text[..at], &text[at..]);
        let refused = try_pay(SourceFile::new("p.md", changed.into_bytes()), listed(&world), YEAR);
        let findings = refused.err();
        prop_assert!(findings.is_some_and(|found| found.iter().any(|f| f.place.span.is_some())), "{}", &text[at.saturating_sub(20)..at]);
    }

    #[test]
    fn an_ambiguous_heading_is_found(world in tame()) {
        let mut lists = world.lists();
        // Two columns of certificates: which one counts is for a person to say.
        let (first, rest) = lists[0].1.split_once('\n').expect("a heading");
        let rest: String = rest.lines().map(|line| format!("{line},ZS-{}\n", line.len())).collect();
        lists[0].1 = format!("{first},证书号\n{rest}");
        let payout = world.pay_lists(lists.clone(), YEAR);
        prop_assert!(payout.findings.iter().any(|f| f.place.file == lists[0].0 && f.code.text().starts_with('T')), "{:?}", payout.findings);
    }
}

// ---- 8: nothing is paid twice ----

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn what_is_listed_again_pays_once((world, times, former) in (tame(), 1..4_usize, any::<bool>())) {
        let mut once = world;
        once.rows.dedup_by(|a, b| a.certificate == b.certificate);
        let mut seen = BTreeSet::new();
        once.rows.retain(|row| seen.insert(row.certificate.clone()));
        let mut again = once.clone();
        for number in 0..times {
            let copies = once.rows.iter().map(|row| lists::Row {
                file: (row.file + number) % 2,
                former: row.former != former,
                ..row.clone()
            });
            again.rows.extend(copies);
        }
        let (one, many) = (once.pay(), again.pay());
        prop_assert_eq!(one.totals, many.totals);
        prop_assert_eq!(Essence::of(&one).entries, Essence::of(&many).entries);
        let repeats = many.rows.iter().filter(|row| row.reason.contains("重复")).count();
        prop_assert!(repeats >= once.rows.len() * times, "{} repeats", repeats);
    }

    #[test]
    fn the_next_year_pays_nothing_again(world in tame()) {
        let first = world.pay();
        let mut lists = world.lists();
        lists.retain(|(name, _)| !name.starts_with("历年"));
        lists.push(("历年兑现台账.csv".to_owned(), paid_history(&first)));
        let second = world.pay_lists(lists, YEAR + 1);
        each_row_has_one_fate(&second)?;
        let paid = |payout: &Payout| -> BTreeSet<(String, String)> {
            let awards = payout.entitlements.iter().filter(|e| matches!(e.cause, Cause::Award(_)) && e.net().is_positive());
            awards.map(|e| {
                let achievement = &payout.achievements[e.achievement.expect("an award's").index()];
                (achievement.certificate.clone().unwrap_or_default(), payout.payees[e.payee.index()].name.clone())
            }).collect()
        };
        let twice: Vec<_> = paid(&first).intersection(&paid(&second)).cloned().collect();
        prop_assert!(twice.is_empty(), "{:?}", twice);
        // A later instalment pays what was left, and no more.
        let due: Money = first.entitlements.iter().filter(|e| e.role != Role::Department).flat_map(|e| &e.allocations)
            .filter(|a| a.due_year == Some(YEAR + 1)).map(|a| a.amount).sum();
        let instalments: Money = second.entitlements.iter().filter(|e| matches!(e.cause, Cause::Instalment(_)))
            .map(|e| e.due(YEAR + 1)).sum();
        prop_assert!(instalments <= due, "{} of {}", instalments, due);
    }
}

/// What the year paid, as the next year's history has it.
fn paid_history(payout: &Payout) -> String {
    let mut text = lists::HISTORY_HEADING.to_owned() + ",到期年度,到期金额(元)\n";
    for e in payout.entitlements.iter().filter(|e| e.role != Role::Department && e.net().is_positive()) {
        let achievement = &payout.achievements[e.achievement.expect("an award's").index()];
        let name = &payout.payees[e.payee.index()].name;
        let category = CATEGORIES[achievement.category.index()];
        let date =
            achievement.facts.date(duixian::policy::builtin::RECOGNISED).expect("tame rows have dates");
        let mut due: BTreeMap<i32, Money> = BTreeMap::new();
        for part in &e.allocations {
            *due.entry(part.due_year.expect("a year")).or_default() += part.amount;
        }
        due.retain(|year, _| *year > payout.year);
        let mut line = |paid: Money, due: Option<(&i32, &Money)>| {
            let certificate = achievement.certificate.clone().unwrap_or_default();
            let due = due.map_or_else(|| ",".to_owned(), |(year, amount)| format!("{year},{amount}"));
            text.push_str(&format!(
                "{name},{category},{},{certificate},{},{},{paid},{due}\n",
                achievement.title, date.first, payout.year
            ));
        };
        let first = due.iter().next();
        line(e.net(), first);
    }
    text
}

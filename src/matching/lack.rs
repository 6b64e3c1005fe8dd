//! What a held achievement lacks, and the lines that supply it.

use super::held::{decision_lines, refusal};
use super::measure::EACH_OR_ALL;
use super::parts::{EARLIER_GRANT, SHARES_OPEN};
use crate::context::Context;
use crate::finding::Place;
use crate::model::achievement::{Achievement, Payment};
use crate::model::decision::lines;
use crate::policy::{Field, FieldId, FieldOn, FieldType, builtin};

/// What settles an achievement that is held for a missing fact: the field is the one that the reason says is missing.
pub(super) fn remedy(context: &Context<'_>, achievement: &Achievement, why: &str, place: &Place) -> String {
    let refuse = refusal(context, achievement);
    if why.contains("没有说怎么分（joint）") {
        return format!("请照原文在政策文件的奖项里写 joint；不奖的在 decisions.toml 写：\n{refuse}");
    }
    if why.ends_with("还是又认定了一次") {
        return format!(
            "请核对日期，改正名单或台账，使两处一致；一年里确实认定了两次、都要奖的，请在政策文件的这个类别里写 identity = [\"认定日期\"]；不奖的在 decisions.toml 写：\n{refuse}"
        );
    }
    let of_ledger = why.starts_with("历年台账") || why.contains("不知道付的是不是本条");
    if of_ledger && !why.contains("本行没有") {
        return format!("请核对并补全历年台账的那一行后重算；确已奖过的在 decisions.toml 写：\n{refuse}");
    }
    if why == EARLIER_GRANT {
        return format!(
            "请从名单文件夹移出本年前一批的兑现表，把两批的成果放在一起一次重算，已付的自行减去；不再奖的在 decisions.toml 写：\n{refuse}"
        );
    }
    if why.ends_with(EACH_OR_ALL) {
        return format!(
            "请在原表中拆成几行，每行一件；写的是合计、与件数无关的，在政策文件的奖项里写 whatever_quantity = true；不奖的在 decisions.toml 写：\n{refuse}"
        );
    }
    if why.ends_with(SHARES_OPEN) {
        let field = if why.contains("排名第") { builtin::RANK } else { builtin::SHARERS };
        let named = achievement.holders.len();
        let chosen = [
            format!("field = {}", lines::quoted(&context.policy.field(field).name)),
            format!("value = \"{named}\""),
        ];
        let lines = decision_lines(context, "选择", place, &chosen);
        return format!(
            "请在名单里写全共有的各家（一格里用「、」隔开，或每家一行并写排名）；确实没有别家的在 decisions.toml 写：\n{lines}\n不奖的把 kind 写成 \"不予采信\"，不写 field 和 value。"
        );
    }
    let Some((id, field)) = missing(context, why) else {
        return format!("请在名单或企业名录里补正；不奖的在 decisions.toml 写：\n{refuse}");
    };
    let name = &field.name;
    if field.by_year {
        let year = context.year;
        return format!(
            "请在企业名录里按年度补上「{name}」（列标题写明年份，如「{year}年{name}」，或每行写年度）；不奖的在 decisions.toml 写：\n{refuse}"
        );
    }
    let chosen = [format!("field = {}", lines::quoted(name)), format!("value = \"\"{}", sample(field))];
    let lines = decision_lines(context, "选择", place, &chosen);
    let first = match undated(context, achievement).filter(|_| id == builtin::RECERTIFIED) {
        Some(payment) => format!(
            "请补全历年台账{}这一行（类别、产品、认定日期），才知道是不是同一次认定",
            context.names.row(payment.source)
        ),
        None if field.on.contains(&FieldOn::Register) => format!("请在名单或企业名录里补上「{name}」"),
        None => format!("请在名单里补上「{name}」"),
    };
    let rows = if achievement.sources.len() > 1 { "；本成果有几行，每行写一条" } else { "" };
    format!(
        "{first}；或在 decisions.toml 写（value 填上内容）：\n{lines}\n不奖的把 kind 写成 \"不予采信\"，不写 field 和 value{rows}。"
    )
}

/// The field that a reason says is missing, the longest of those whose names fit.
fn missing<'a>(context: &Context<'a>, why: &str) -> Option<(FieldId, &'a Field)> {
    let policy = context.policy;
    let fits = |field: &Field| {
        let name = &field.name;
        let by_year = why.contains("年未填") && why.contains(&format!("{name}应"));
        why.contains(&format!("{name}未填"))
            || why.contains("没有") && why.contains(&format!("「{name}」"))
            || why.contains(&format!("没有{name}"))
            || by_year
    };
    let fields = (0..).map(FieldId).zip(&policy.fields).filter(|(_, field)| fits(field));
    fields.max_by_key(|(_, field)| field.name.chars().count())
}

/// What may stand in the value, as a remark behind it.
fn sample(field: &Field) -> String {
    let may = match field.kind {
        FieldType::Text => return String::new(),
        FieldType::Whole => "整数".to_owned(),
        FieldType::Number => "数字".to_owned(),
        FieldType::Money => "如 50万元".to_owned(),
        FieldType::Date => "如 2008-03-01".to_owned(),
        FieldType::Bool => "是、否".to_owned(),
        FieldType::Choice => field.values.join("、"),
    };
    format!("  # 可写：{may}")
}

/// The payment of which it cannot be told whether it was for the same recognition, because its row lacks something.
fn undated<'a>(context: &Context<'a>, achievement: &Achievement) -> Option<&'a Payment> {
    let recognised = achievement.facts.date(builtin::RECOGNISED).map(|date| i64::from(date.first.year()));
    context.register.payments.iter().find(|payment| {
        let mine = achievement.holders.iter().any(|holder| holder.enterprise == payment.enterprise);
        let category = payment.category.is_none_or(|category| category == achievement.category);
        let product = payment.product.as_ref().is_none_or(|product| *product == achievement.product);
        // Where only the date is missing, a payment of a year before was for an earlier recognition.
        let undated = payment.facts.date(builtin::RECOGNISED).is_none()
            && payment.facts.whole(builtin::YEAR).zip(recognised).is_none_or(|(paid, year)| paid >= year);
        mine && category && product && (payment.category.is_none() || payment.product.is_none() || undated)
    })
}

//! The finding of a held achievement: why it waits, and the lines that settle it.

use super::carrier::ONE_GRANT_OR_SEVERAL;
use super::lack;
use crate::context::Context;
use crate::finding::{Code, Finding, Place};
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::decision::lines;
use crate::policy::builtin;

/// The finding of a held achievement, at the row of the holder that it is about, else at its first.
pub fn hold_finding(
    context: &Context<'_>,
    achievement: &Achievement,
    about: Option<EnterpriseId>,
    code: Code,
    why: &str,
) -> Finding {
    let own = about.and_then(|id| achievement.holder(id)).map(|holder| holder.source);
    let row = own.or_else(|| achievement.sources.first().copied());
    let place = row.map(|row| context.names.row(row)).unwrap_or_default();
    let help = remedy(context, achievement, code, why, &place);
    let message = format!("「{}」待定：{why}。", called(context, achievement));
    Finding::new(code, place, message, help)
}

/// What an achievement goes by: its title, or whose it is and of which category.
fn called(context: &Context<'_>, achievement: &Achievement) -> String {
    if !achievement.title.is_empty() {
        return achievement.title.clone();
    }
    let holder = achievement.holders.first().map_or("", |holder| &context.enterprise(holder.enterprise).name);
    format!("{holder}的{}", context.policy.category(achievement.category).name)
}

/// What settles a held achievement, by what it is held for.
fn remedy(context: &Context<'_>, achievement: &Achievement, code: Code, why: &str, place: &Place) -> String {
    match code {
        Code::AwardsClash => {
            "请在政策文件的奖项里写明：以它为准的写 overrides = [\"另一奖项\"]，可以同时享受的写 with = [\"另一奖项\"]。".into()
        }
        Code::RecertificationUnsaid => {
            "请照原文在奖项里写明：复评不奖或另有标准的，写 when = [{ field = \"复评\", is = false }]，复评另写一个奖项；照样奖的，写 when = [{ field = \"复评\", in = [true, false] }]。".into()
        }
        Code::BatchOutranked => {
            let lines = refusal(context, achievement);
            format!("由有权的人决定：收回已付的（台账记负数）后重算；不奖的在 decisions.toml 写：\n{lines}")
        }
        Code::BatchApart => {
            let lines = refusal(context, achievement);
            format!(
                "请把前一批的名单和这次的名单放进同一个名单文件夹一次重算（移出本年已出的兑现表，只留以前年度的台账和兑现表），按重算的结果补付差额、收回多付的；不奖的在 decisions.toml 写：\n{lines}"
            )
        }
        Code::PoolShared => {
            let lines = refusal(context, achievement);
            format!(
                "要重新分配的，请从名单文件夹移出本年已出的兑现表，全部成果一次重算；不再分配的在 decisions.toml 写：\n{lines}"
            )
        }
        Code::CarrierUnclear => {
            let lines = refusal(context, achievement);
            if why.ends_with(ONE_GRANT_OR_SEVERAL) {
                return "请核对：同一笔钱只在一行写金额，其余各行写0；确是几笔的，把合计写在一行，其余写0。".into();
            }
            format!(
                "请照原文在政策文件里写明：各项分别奖的，在 once_per 里加上使它们不同的内容；只奖最高一项的，不写 once_per，改用就高的步骤（highest_only）。只按其中一项奖、本项不作依据的，在 decisions.toml 写：\n{lines}"
            )
        }
        Code::PayeeIsEnterprise => {
            let lines = refusal(context, achievement);
            format!(
                "请把它作为企业来奖励：名单里给它单列一行（企业名称写它的名称），政策里另设类别和企业的奖项；写错的改正名单；不奖的在 decisions.toml 写：\n{lines}"
            )
        }
        Code::TownsSeveral => {
            "请照原文在奖项里写明：奖给第一持有人的，写 joint = { mode = \"只奖第一\" }（名单里要有排名）；几个都奖或平分的，请另行办理。".into()
        }
        Code::PersonsSeveral => {
            let value = |field| {
                let name = lines::quoted(&context.policy.field(field).name);
                decision_lines(context, "选择", place, &[format!("field = {name}"), "value = \"\"".to_owned()])
            };
            let (name, number) = (value(builtin::PERSON), value(builtin::IDENTITY_NUMBER));
            format!(
                "请只写领奖的一个人：改正名单，或在 decisions.toml 写（value 填上内容）：\n{name}\n{number}\n几个人分的，程序不能替他们分，请奖给单位由其分配，或另行办理。"
            )
        }
        Code::AmountBeyond => "请核对名单里的数量、金额和政策文件里的标准。".into(),
        Code::ReferenceUnread => "请向报送部门重新要一份能打开的文件；确实无关的移出名单文件夹，再重算。".into(),
        Code::HistoryUnclear => "请在历年台账里把那一行补全后重算。".into(),
        Code::EarlierTariff => "请补全历年台账；政策文件没有原级别当时标准的，请补上这个奖项。".into(),
        Code::ProductsUnnamed => "请在原表中拆成几行，每行写一个产品。".into(),
        Code::LimitMissing if why.contains("写明的分母") => {
            "请对照原文核对政策文件里预算的 total；各项合计确实超过它的，改按合计折算（不写 total）。".into()
        }
        Code::LimitMissing => "请在企业名录或名单里补上计算限额要用的内容。".into(),
        Code::SharingUnclear => "请在企业名录或名单里补上所在镇等内容，或在政策文件里写明由谁分担。".into(),
        Code::TieAtLimit => {
            let lines = refusal(context, achievement);
            format!("请由有权的人决定奖给谁；不奖的在 decisions.toml 写：\n{lines}")
        }
        _ => lack::remedy(context, achievement, why, place),
    }
}

/// The lines of the decisions that refuse an achievement: of a row left standing it would be paid, and to fewer.
pub(super) fn refusal(context: &Context<'_>, achievement: &Achievement) -> String {
    let rows = achievement.sources.iter().map(|row| context.names.row(*row));
    rows.map(|place| decision_lines(context, "不予采信", &place, &[])).collect::<Vec<_>>().join("\n")
}

/// The lines of a decision on a row, to paste.
pub(super) fn decision_lines(context: &Context<'_>, kind: &str, place: &Place, more: &[String]) -> String {
    let (sheet, row) = (place.sheet.as_deref(), place.cell.as_deref());
    let file = context.names.short(&place.file);
    let mut all = lines::row(&file, sheet.unwrap_or_default(), row.unwrap_or_default());
    all.extend_from_slice(more);
    lines::decision(kind, &all)
}

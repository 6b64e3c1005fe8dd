//! Remarks that say a row is not to be paid: 已撤销, 2017年已奖励, 与上行重复; told from those of the same words that do not
//! (旧证作废, 未重复申报, 已领取证书). A remark that leaves it open holds the row: a person looks.

use super::normal::key;

/// Parts of a remark that settle what the rest of it says.
const SETTLES: [&str; 13] = [
    "补差",
    "补足",
    "差额",
    "升级",
    "今年升",
    "新增",
    "换发",
    "为准",
    "承继",
    "不成立",
    "解决",
    "首次认定",
    "补齐",
];

/// Words that say it wherever they stand in a part, unless one of the others stands there, too.
const SAYS: [(&[&str], &[&str]); 12] = [
    (&["欠税", "欠缴", "拖欠"], &["无", "未", "没有", "不", "补缴", "缴清", "结清", "清欠", "年费"]),
    (
        &[
            "不予奖",
            "不予兑",
            "不予认",
            "不予受理",
            "不予通过",
            "不给予奖",
            "不奖",
            "不再奖",
            "不再兑现",
            "不得奖",
            "不应奖",
            "不能奖",
            "无需奖",
            "不兑现",
            "不享受奖",
            "先不发",
            "不属于本办法",
        ],
        &["个人", "部门"],
    ),
    (
        &["不参与奖励", "不参评", "不给奖", "不发奖", "只给荣誉", "仅表彰", "只表彰", "表彰不奖", "口头表扬"],
        &[],
    ),
    (&["不符合", "不具备条件", "不通过", "未通过", "评审未过"], &[]),
    (&["不合格"], &["无", "未"]),
    (
        &[
            "不在奖励范围",
            "不属奖励范围",
            "不属于奖励范围",
            "不在范围内",
            "超出范围",
            "超出期限",
            "不在本市",
            "不在本县",
            "不在本区",
            "不在我市",
            "不在我县",
            "不在我区",
        ],
        &[],
    ),
    (&["重复", "并入第", "同一证书"], &["未", "无", "不", "没有", "剔除", "非", "删除重复", "重复认定"]),
    (&["放弃"], &["优先权"]),
    (&["迁出本", "迁出我", "迁离本", "迁离我"], &["未", "没有"]),
    (
        &["暂缓", "停发", "缓发", "迁出", "外迁", "迁往", "迁至", "破产", "倒闭", "查封"],
        &["未", "本市", "我市", "开发区", "园区"],
    ),
    (
        &[
            "失信",
            "黑名单",
            "异常名录",
            "非正常户",
            "处罚",
            "安全事故",
            "一票否决",
            "举报",
            "异议",
            "争议",
            "纠纷",
            "虚报",
            "弄虚作假",
            "造假",
            "骗取",
            "涉嫌",
            "存疑",
        ],
        &[
            "未",
            "无",
            "没有",
            "消除",
            "不在",
            "非失信",
            "不存在",
            "不涉及",
            "零",
            "已过",
            "期满",
            "撤回",
            "不属实",
        ],
    ),
    (
        &["明年再", "下次再", "留待下年", "转下年", "下年度奖励", "材料不全", "材料不齐", "资料不全"],
        &["补齐"],
    ),
];

/// What says it as a part of its own, 已, 被, 本行 and the like before it.
const ALONE: [&str; 56] = [
    "待核",
    "待核实",
    "待核查",
    "待复核",
    "待查",
    "待定",
    "待审",
    "待审核",
    "待批",
    "待批准",
    "待公布",
    "待授权",
    "需核实",
    "需进一步核实",
    "有待核实",
    "未核实",
    "正在核实",
    "删除",
    "删",
    "剔除",
    "核减",
    "核销",
    "扣除",
    "忽略",
    "不计",
    "不算",
    "不计入",
    "不发",
    "误报",
    "错报",
    "误填",
    "填错",
    "错误",
    "有误",
    "仅供参考",
    "样例",
    "示例",
    "未认定",
    "未获认定",
    "未批准",
    "未授权",
    "未授予",
    "未公布",
    "落选",
    "淘汰",
    "公示中",
    "正在公示",
    "申报中",
    "正在申报",
    "受理中",
    "审查中",
    "实审中",
    "初审中",
    "拟认定",
    "拟申报",
    "撤回",
];
const ALONE_TOO: [&str; 23] = [
    "未缴年费",
    "年费未缴",
    "欠缴年费",
    "驳回",
    "视为撤回",
    "不符",
    "初审不符",
    "证书未下发",
    "待确认",
    "不享受",
    "不属实",
    "不付",
    "不发放",
    "撤回申请",
    "退回",
    "自愿不领",
    "无证书",
    "未提供证书",
    "外地企业",
    "非本地企业",
    "非本市注册",
    "到期未续",
    "未续展",
];

/// What ends an award, where it is said of the award itself.
const ENDS: [&str; 14] = [
    "撤销",
    "吊销",
    "注销",
    "取消",
    "终止",
    "无效",
    "失效",
    "过期",
    "超期",
    "逾期",
    "作废",
    "暂停",
    "冻结",
    "已到期",
];
/// What it may be said of; of an old certificate or another firm it says nothing.
const ENDED: [&str; 19] = [
    "项",
    "",
    "证书",
    "名牌",
    "商标",
    "专利",
    "专利权",
    "企业",
    "公司",
    "营业执照",
    "资格",
    "奖励资格",
    "此项",
    "该项",
    "本项",
    "此行",
    "本行",
    "因未缴年费",
    "宣告",
];
/// What may follow.
const ENDED_WITH: [&str; 9] =
    ["", "执照", "营业执照", "资格", "奖励资格", "奖励", "兑现", "申报", "未缴年费"];

/// What was done with the money.
const PAID: [&str; 11] = ["奖励", "兑现", "领取", "享受", "发放", "拨付", "支付", "打款", "领奖", "奖", "付"];
/// What else is got, and says nothing of the award.
const OTHER: [&str; 11] = ["证", "牌", "匾", "承诺", "税", "优惠", "另一", "一项", "布", "年费", "执照"];
/// Behind whom or what 已奖励 speaks of this award.
const BY: [&str; 11] = ["以前", "往年", "此前", "去年", "部门", "奖励", "奖金", "资金", "批", "局", "委"];

/// True for a remark that the row is not to be paid.
pub fn is_against(remark: &str) -> bool {
    let remark = key(remark);
    if SETTLES.iter().any(|word| remark.contains(word)) {
        return false;
    }
    remark.split([',', ';', '。', '\n']).any(|part| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        !part.is_empty()
            && (says(part) || stands_alone(part) || ends(part) || was_paid(part) || not_yet(part))
    })
}

fn says(part: &str) -> bool {
    SAYS.iter().any(|(words, unless)| {
        words.iter().any(|word| part.contains(word)) && !unless.iter().any(|word| part.contains(word))
    })
}

/// 本行删除, 目前公示中.
fn stands_alone(part: &str) -> bool {
    const BEFORE: [&str; 16] = [
        "应",
        "建议",
        "请",
        "此行",
        "本行",
        "此项",
        "该项",
        "本条",
        "此条",
        "已被",
        "已",
        "被",
        "目前",
        "尚",
        "仍",
        "重复请",
    ];
    let is_alone = |part: &str| ALONE.contains(&part) || ALONE_TOO.contains(&part);
    let mut rest = part;
    while !is_alone(rest) {
        let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) else { return false };
        rest = shorter;
    }
    true
}

/// 证书已被撤销, 取消奖励资格; not 原证书已注销, 注销原账号.
fn ends(part: &str) -> bool {
    ENDS.iter().any(|word| {
        let Some((before, after)) = part.split_once(word) else { return false };
        let after = after.trim_end_matches('了');
        is_award(subject(before)) && ENDED_WITH.contains(&after)
    })
}

/// What it is said of, without when and by whom it was done: 该证书已于2018年12月被, 2009年.
fn subject(before: &str) -> &str {
    let cut = ["已", "被", "于"].iter().filter_map(|word| before.find(word)).min();
    let own = cut.and_then(|at| before.get(..at)).unwrap_or(before);
    let day = |c: char| c.is_ascii_digit() || "年月日度".contains(c);
    let own = if own.starts_with(|c: char| c.is_ascii_digit()) { own.trim_start_matches(day) } else { own };
    own.trim_start_matches(['该', '此', '本'])
}

/// Whether that is the award, its certificate or its firm; what another office did is said of it, too.
fn is_award(subject: &str) -> bool {
    ENDED.contains(&subject) || subject.starts_with('因') || subject.ends_with('局')
}

/// 2017年已奖励, 其他部门已奖, 已在经贸局兑现; not 省级已奖励: what another level's money means the policy says.
fn was_paid(part: &str) -> bool {
    if ["奖励过", "兑现过", "领取过", "享受过"].iter().any(|word| part.contains(word)) {
        return !part.contains(['未', '没', '不']);
    }
    let Some((before, after)) = part.split_once('已') else { return false };
    let of_this = before.is_empty() || before.contains('年') || BY.iter().any(|word| before.ends_with(word));
    if !of_this || OTHER.iter().any(|word| after.contains(word)) {
        return false;
    }
    let after = after.trim_start_matches('经').trim_start_matches("给予");
    if after.starts_with(['在', '由', '于']) || after.starts_with("获得市级") {
        return ["兑现", "申报", "奖励", "领取"].iter().any(|word| after.ends_with(word));
    }
    PAID.iter().any(|word| after.starts_with(word)) || after == "发"
}

/// 暂不兑现, 由镇奖励, 另行处理.
fn not_yet(part: &str) -> bool {
    const ABOVE: [&str; 13] =
        ["镇", "镇里", "省", "省里", "省级", "区", "区里", "县", "县里", "国家", "上级", "街道", "园区"];
    let put_off = part.split_once("暂不").is_some_and(|(_, rest)| {
        ["奖", "兑", "发", "拨", "付", "支付", "受理", "享受"].iter().any(|word| rest.starts_with(word))
    });
    let whom = part.strip_prefix('由').and_then(|rest| rest.strip_suffix("奖励"));
    let elsewhere = ["另案", "另行处理", "另行奖励", "另行兑现"].iter().any(|word| part.starts_with(word));
    put_off || elsewhere || whom.is_some_and(|whom| ABOVE.contains(&whom))
}

#[cfg(test)]
mod tests {
    use super::is_against;

    #[test]
    fn remarks_against_a_row() {
        for text in "已撤销 2009年已撤销。 2008年10月已撤销 未通过 企业自愿放弃 作废 \
             （已作废） 企业已注销 不予奖励 2017年已奖励 注销 待核实 已奖 已经奖励 已发放 \
             去年已奖 其他部门已奖 奖励已付 已在经贸局兑现 被撤销 证书被撤销 名牌已被撤销 \
             取消资格 资格已取消 已失效 无效 专利权已终止 已过期 与上行重复 同序号3重复 \
             重复，请删除 此行删除 已剔除 主动放弃 放弃申报 暂停奖励 停发 暂缓 暂不兑现 不奖 \
             不得奖励 不在奖励范围 不符合条件 已迁出 破产 列入黑名单 一票否决 有举报 有异议 \
             未认定 尚未认定 公示中 正在公示 正在申报 待审核 误报 请忽略 省级奖励，市不再奖 \
             明年再奖 由镇奖励 另行处理 复评未通过 材料不全 逾期申报 已享受市级奖励 撤回申请 \
             已退回 只表彰不奖励 已支付 奖金已支付 资金已拨付 已领奖金 已打款 已给予奖励 \
             已获得市级奖励 已于2018年兑现 已于去年奖励 第一批已兑现 科技局已兑现 去年兑现过 \
             该证书已被撤销 省局已撤销 证书已于2018年12月被撤销 已被国家知识产权局宣告无效 \
             专利权于2018年终止 因欠费专利权终止 该企业已注销 企业被吊销营业执照 已驳回 \
             欠缴税款 欠税12万元 已迁至无锡 注册地不在本县 厂房被查封 待复核 \
             迁出本市 已迁出我市 涉嫌造假 数据造假 涉嫌骗取资金 \
             视为撤回 不给予奖励 无需奖励 不能奖励 不付 不再兑现 暂不发 先不发 应删除 \
             建议删除 并入第3行 与上行同一证书 不符 评审未过 不在本市 非正常户 待确认 存疑"
            .split(' ')
        {
            assert!(is_against(text), "{text}");
        }
    }

    #[test]
    fn remarks_of_the_same_words_that_say_something_else() {
        for text in "/ 见附件 旧证作废，换发新证 旧证作废 原证作废，以本证为准 通过验收 \
             撤销原合同后重签 推荐部门：经贸局 2006年省级已奖励5万元，补差 以前未奖励过 \
             未重复申报 无重复申报 不重复享受 重复认定，按复评 重复上报已剔除 删除重复申报项 \
             已领取证书 证书已领取 已领取牌匾 已享受税收优惠 已享受高新技术企业优惠 已兑现承诺 \
             原账号已注销 银行账号变更，原账号已注销 原证书已注销，换发新证 分公司已注销 \
             注销原账号 免检制度已取消 取消原金额，改为5万元 有异议已解决 \
             公示期有异议，经核查不成立 公示无异议 未收到异议 暂不开票 暂不公示账号 不奖励个人 \
             不奖励部门 去年已奖励一项，今年新增一项 2017年已奖励，本次为升级奖励 省级已奖励 \
             省名牌已奖励 上年度已兑现另一产品 未列入失信名单 不符合复评，按首次认定 \
             放弃国外优先权 未撤销 未失效 逾期补报 立项情况待核 证书原件待核对 账户待定 已核实 \
             已审核 审核通过 已停产 诉讼中 已补充材料 复评 原名XX机械厂 按规定奖励 \
             由乙乙公司受让 已迁入本市 不再享受省级奖励 尚未兑现 2018年度奖励 已更名 \
             在奖励范围内 纳入奖励范围 不在失信名单 非失信被执行人 不存在失信行为 不涉及纠纷 \
             不在黑名单 零安全事故 已过异议期 异议期满 异议已撤回 举报不属实 \
             全年监督抽查无不合格记录 产品抽查未发现不合格 账号不予公示 联系方式不予公开 \
             不享受其他同类奖励 材料不全，已补齐 由市财政奖励 由质监局推荐奖励 \
             未迁出本市 未发现造假 由省级升为国家级奖励 另行附证书复印件 已付年费 已领取营业执照 无欠税 未拖欠工资 欠税已缴清 迁至开发区 从南京迁往本市 \
             整体迁往开发区"
            .split(' ')
        {
            assert!(!is_against(text), "{text}");
        }
    }
}

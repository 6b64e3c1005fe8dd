//! What is left of a title behind the award that it names, once words of lists, places, years and offices are read off: a noun of its
//! own makes it another list (高新技术企业所得税减免情况表, 高新技术企业座谈会参会企业名单).

use super::stock;

/// What lists are called, what is done with them and with awards, whom and what they list, and words that join.
const HARMLESS: &str = "\
    名单 清单 目录 一览表 一览 汇总 明细 统计 情况 花名册 名册 台账 登记 台帐 数据 基本 信息 资料 附件 附表 附录 附 工作表 表格 \
    报表 总表 分表 续表 副本 正本 复印件 扫描件 原件 电子版 电子 盖章 定稿 终稿 最终 终版 正式 修改 修订 更正 更新 补充 增补 修正 \
    正式稿 公示稿 上报稿 印发稿 公布稿 上会稿 送审稿 报批稿 审定稿 \
    公示 公告 公布 公开 通报 发布 发文 印发 下达 批复 通知 文件 决定 关于 函 请示 报告 \
    奖励 奖补 奖金 奖项 受奖 获奖 得奖 颁奖 评奖 授奖 奖 补助 补贴 资助 扶持 支持 激励 资金 专项 经费 兑现 政策 配套 奖扶 兑付 \
    申报 申请 报送 上报 填报 呈报 报批 报审 审核 审定 审批 审查 核定 核准 核实 核查 初核 评审 评定 评选 评价 评估 确认 认定 认可 \
    通过 获得 获评 获批 获证 获取 荣获 取得 获 得 命名 授予 授权 授牌 挂牌 入选 入库 入围 当选 新增 新获 新评 新认定 新 首次 首批 \
    初次 首评 列入 纳入 备案 批准 达标 达到 晋升 升级 创建 创成 争创 注册 登录 颁发 颁布 核发 发放 拨付 安排 分配 计算 核算 测算 \
    拟奖励 拟兑现 拟奖补 拟补助 拟发放 拟拨付 拟资助 拟支持 拟公示 拟给予 拟表彰 拟安排 拟予 拟下达 建议 应 给予 予以 表彰 认证 贯标 \
    制定 修订 制修订 起草 研制 参与 主导 主持 参加 牵头 承担 完成 实施 投入 \
    企业 单位 产品 生产 经营 公司 集团 厂家 厂商 项目 成果 个人 人员 主体 农户 合作社 机构 组织 商户 持有人 所有人 权利人 注册人 获得者 获奖者 \
    商品 品种 证书 牌匾 奖牌 称号 荣誉 品牌 名称 商标 专利 标准 技术 质量 数量 金额 等级 级别 类别 分类 类型 种类 行业 领域 范围 标志 标识 \
    家数 家 户 个 件 项 只 枚 种 名 人 户数 件数 项数 个数 所 条 位 台 套 \
    年度 年份 年底 年末 月底 年 月份 月 日 上半 下半 季度 季 第 批次 批 期 届 轮 次 以来 截至 截止 至 起 止 前 后 以前 以后 内 本 当 全年 全部 所有 全 各类 各 \
    复评 复审 复核 复查 复验 再认定 续评 重新认定 延续认定 延续 续展 期满 到期 换证 扩评 扩项 年审 再次 已复核 合格 有效 有效期 期 异议 \
    国家级 省部级 省级 市级 县级 区级 镇级 部级 国家 全国 中国 省 市 县 区 镇 乡 街道 村 本级 市直 县直 区属 市属 县属 辖区 属地 本地 全市 全县 \
    全区 全省 我市 我县 我区 我省 本市 本县 本区 本省 境内 所属 所在 以上 以下 及以上 \
    工业 农业 商贸 商业 服务业 建筑业 建筑 制造业 规模 规上 规下 限上 限下 大型 中型 小型 中小 小微 民营 国有 外资 内资 重点 骨干 \
    部门 政府 主管 推荐 责任 责任单位 经办 排名不分先后 不分先后 排名 排序 按 拼音 笔画 顺序 为序 序 \
    其中 其他 部分 有关 相关 具体 详细 详情 简表 简介 样式 格式 式 版 稿 册 簿 单 表 类 级 等 的 和 及 与 或 暨 之 由 为 在 对 于 所 予 已 经 共 计 合计 总计 \
    对象 财政 地方 惠企 涉企 免申即享 即申即享 一次性 清册 名录 需求 预算 结算 清算 申拨 请款 用款 额度 待拨付 申领 终审 联审 联合 专家 结果 \
    研究 审议 同意 征求意见 会议 局党组 局党组会 党组 党组会 常务 先后 时间 排列 为准 每家 最新 会签 会签稿 打印 打印版 填报人 填报时间 联系电话 来源 提供 公章 盖 制表 \
    推动 发展 联系方式 收款 账户 符合 条件 成功 持有 拟扶持 计划表 \
    无 没有 未奖 补报 未收到 收到 反馈 一 二 三 四 五 六 七 八 九 十 百 零 〇 两 甲 乙 丙 丁 上 下 左 右 中 报 送 数 额 万元 元 示例 样例 填 审 核 制 会 汇";
/// Ends of the names of places and offices.
const PLACES: [&str; 20] = [
    "省", "市", "县", "区", "镇", "乡", "村", "街道", "社区", "州", "盟", "旗", "局", "委", "厅", "办", "科",
    "处", "部", "政府",
];
/// What no place or office is.
const NO_PLACE: [&str; 9] = ["联盟", "产业", "示范", "基地", "试点", "集聚", "培训", "贸易", "内部"];
/// Alone it says that the list is only meant: （拟）名单.
const MEANT: [&str; 1] = ["拟"];
/// The name of an office is no longer.
const LONGEST_PLACE: usize = 12;

/// What is left of `parts`, which stand behind the names of awards in a title, as keys; none where all of it is harmless.
/// `is_known` tells what is part of what the policy itself names.
pub fn left_over(parts: &[String], is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = HARMLESS.split_whitespace().collect();
    parts.iter().find_map(|part| of_part(&without_documents(&stock::without(part)), &words, is_known))
}

/// As [`left_over`] for the name of a sheet or file, whose further parts may say anything: only what stands right behind.
pub fn right_behind(parts: &[String], is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned())
        .collect();
    left_over(&parts, is_known)
}

/// The first noun of its own, of two signs or more, in a text that names no award.
pub fn noun(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = HARMLESS.split_whitespace().collect();
    let text = without_documents(text);
    let pieces = text.split(|c: char| !c.is_alphanumeric() || c.is_ascii_alphanumeric());
    let harmless = |text: &str| text.chars().count() < 2 || is_place(text) || is_known(text);
    let mut open = pieces.filter(|piece| !harmless(piece));
    open.find_map(|piece| fragments(piece, &words).into_iter().find(|fragment| !harmless(fragment)))
        .map(str::to_owned)
}

fn of_part(part: &str, words: &[&str], is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let pieces = part.split(|c: char| !c.is_alphanumeric() || c.is_ascii_alphanumeric());
    pieces.filter(|piece| !piece.is_empty()).find_map(|piece| {
        let harmless = |text: &str| is_place(text) || is_known(text);
        // 2008号, V2版: a sign between figures says nothing.
        let alone = piece.chars().count() == 1 && !MEANT.contains(&piece);
        if alone || harmless(piece) {
            return None;
        }
        let noun = fragments(piece, words).into_iter().find(|fragment| !harmless(fragment))?;
        // One sign alone tells nobody what it is.
        let shown = if noun.chars().count() == 1 { piece } else { noun };
        Some(shown.to_owned())
    })
}

/// What stands between the words of a piece, the longest word that begins somewhere going first.
fn fragments<'a>(piece: &'a str, words: &[&str]) -> Vec<&'a str> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
        let word = words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        match word {
            Some(length) => {
                found.extend(piece.get(from..at).filter(|fragment| !fragment.is_empty()));
                at += length;
                from = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found.extend(piece.get(from..).filter(|fragment| !fragment.is_empty()));
    found
}

fn is_place(text: &str) -> bool {
    let length = text.chars().count();
    (2..=LONGEST_PLACE).contains(&length)
        && PLACES.iter().any(|end| text.ends_with(end))
        && !NO_PLACE.iter().any(|word| text.contains(word))
}

/// Without the numbers of documents: 苏质监发(2008)9号.
fn without_documents(part: &str) -> String {
    const LONGEST: usize = 10;
    let mut rest = part.to_owned();
    while let Some((from, to)) = document(&rest) {
        let before = rest.get(..from).unwrap_or_default();
        let letters = before.chars().rev().take_while(|c| c.is_alphanumeric()).take(LONGEST);
        let begin = from - letters.map(char::len_utf8).sum::<usize>();
        let (head, tail) = (rest.get(..begin).unwrap_or_default(), rest.get(to..).unwrap_or_default());
        rest = format!("{head},{tail}");
    }
    rest
}

/// Where the year and the number of a document stand.
fn document(text: &str) -> Option<(usize, usize)> {
    text.match_indices('(').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let (year, after) = rest.split_once(')')?;
        let number = after.trim_start_matches('第');
        let figure = number.find(|c: char| !c.is_ascii_digit())?;
        let behind = number.get(figure..)?.strip_prefix('号')?;
        let is_year = year.len() == 4 && year.chars().all(|c| c.is_ascii_digit());
        (is_year && figure > 0).then_some((at, text.len() - behind.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::normal::key;
    use super::*;

    /// A title with § where the name of the award stands.
    fn read(text: &str) -> Option<String> {
        let parts: Vec<String> = key(text).split('§').skip(1).map(str::to_owned).collect();
        left_over(&parts, &|_| false)
    }

    #[test]
    fn honest_titles_leave_nothing() {
        for text in [
            "2008年§名单",
            "2008年度§奖励名单",
            "2008年新认定§企业名单",
            "宜兴市2008年§企业名单",
            "§汇总表",
            "§明细表（宜兴市）",
            "§申报汇总表",
            "§奖励资金申请表",
            "§奖励资金申报汇总表",
            "§奖补资金兑现表",
            "§公示名单",
            "§拟奖励名单",
            "§拟奖励企业公示",
            "§认定名单",
            "§获评企业名单",
            "§获奖企业一览表",
            "通过§认定的企业名单",
            "通过§评审的企业",
            "§通过认定企业名单",
            "§（第一批）名单",
            "§第二批企业名单",
            "§名单（2家）",
            "§企业名单（共15家）",
            "§名单（苏质监发〔2008〕9号）",
            "§企业名单（苏科高〔2008〕第123号）",
            "§产品名称及企业名称一览表",
            "§产品生产企业名单",
            "§称号企业名单",
            "§证书获得企业",
            "§获得者名单",
            "§授权名单",
            "§授权奖励明细",
            "§授权情况统计表",
            "§奖励明细表（2008年1-12月）",
            "§（上半年）",
            "§（2008年12月5日）",
            "§名单 市质监局",
            "§（市场监督管理局报送）",
            "§奖励审核表（财政局）",
            "§奖励资金核算表",
            "§县级财政奖励资金结算表",
            "§奖励对象名单（经局党组会研究通过）",
            "§免申即享一次性奖励清册",
            "§企业终审名单（按申报先后排序）",
            "§企业基本情况表",
            "§企业信息表",
            "§申报情况汇总",
            "§认定企业奖励发放表",
            "§名单（公示无异议）",
            "§名单（排名不分先后）",
            "§名单（按拼音排序）",
            "§名单（公示稿）",
            "§（新认定）",
            "§（复评）名单",
            "§复核通过企业名单",
            "§期满复评名单",
            "§企业名单（丁蜀镇）",
            "§企业名单（经济开发区）",
            "§持有人名单",
            "§制修订项目奖励",
            "§主导制定单位奖励",
            "§参与起草单位名单",
            "§认证企业名单",
            "§挂牌企业奖励",
            "§企业配套奖励资金分配表",
            "§项目奖励安排表",
            "§表彰名单",
            "§企业（规上）名单",
            "§项目清单（工业类）",
            "§奖励名单V2",
            "§名单（最终版）",
            "§名单（更正）",
            "§补充名单",
            "§数量统计",
            "关于公布2008年§企业名单的通知",
            "关于下达2008年度§奖励资金的通知",
            "§",
            "附件1：§企业名单",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn titles_of_other_lists_leave_a_noun() {
        for text in [
            "2022年§税收情况表",
            "§所得税减免情况表",
            "§座谈会参会企业名单",
            "§研究开发中心名单",
            "§更名名单",
            "§研发费用补助名单",
            "§原料标准化生产基地",
            "§在孵企业名单",
            "§毕业企业名单",
            "§传承人名单",
            "§高管人员名单",
            "§数字化改造项目",
            "§募投项目名单",
            "§合作项目",
            "§研发投入情况",
            "§培训名单",
            "§监督抽查合格企业",
            "§目标任务分解表",
            "§（拟）名单",
            "§初审名单",
            "§申报计划",
            "§联系人名单",
            "§产业园区企业名单",
            "§用电情况表",
        ] {
            assert!(read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn of_a_file_only_what_stands_right_behind_counts() {
        let read = |text: &str| {
            let parts: Vec<String> = key(text).split('§').skip(1).map(str::to_owned).collect();
            right_behind(&parts, &|_| false)
        };
        for text in ["§-张三", "§名单（李会计改）", "§ 20081205", "§企业名单_v2 王五"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("§税收情况").as_deref(), Some("税收"));
    }
}

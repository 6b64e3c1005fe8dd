//! Notes that tell rows by how they look (红字企业不予奖励, 标黄的为复评): the program sees no colours, so any row may be meant.

/// What looks are called. 绿色食品 and 红色旅游 are no looks.
const LOOKS: [&str; 22] = [
    "红字",
    "蓝字",
    "黑字",
    "标红",
    "标黄",
    "标蓝",
    "标绿",
    "标色",
    "涂红",
    "涂黄",
    "涂黑",
    "底纹",
    "底色",
    "填充",
    "字体",
    "加粗",
    "粗体",
    "斜体",
    "下划线",
    "划线",
    "高亮",
    "阴影",
];
const COLOURS: [&str; 8] = ["红色", "黄色", "蓝色", "绿色", "灰色", "橙色", "紫色", "颜色"];
/// What follows a colour that marks rows.
const OF_ROWS: &str = "字底标填背的为行表单框高系,:";
/// What parts how a row looks from what is said of it.
const PARTS: [&str; 12] =
    ["的企业", "企业", "单位", "公司", "产品", "部分", "表示", "代表", "标注", "的", "为", ":"];

/// What a sentence says of rows that it tells by their looks.
pub(super) fn said(sentence: &str) -> Option<&str> {
    let plain = LOOKS.iter().filter_map(|word| Some(sentence.find(word)? + word.len()));
    let colours = COLOURS.iter().filter_map(|word| {
        let end = sentence.find(word)? + word.len();
        sentence.get(end..)?.starts_with(|c| OF_ROWS.contains(c)).then_some(end)
    });
    let rest = sentence.get(plain.chain(colours).min()?..)?;
    let cut = PARTS.iter().filter_map(|word| Some(rest.find(word)? + word.len())).min().unwrap_or(0);
    rest.get(cut..)
}

//! What the TOML parser says in English about a text that is no TOML, in the words of who typed it.

/// What is wrong and how to fix it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What is wrong, a sentence without its end.
    pub what: &'static str,
    /// How to fix it.
    pub help: &'static str,
}

/// Signs in the parser's message, the most telling first, with the cause that they show.
const CAUSES: &[(&[&str], Cause)] = &[
    (&["duplicate key"], cause("同一项写了两次", "请删去一处；几条并列的写成 [[…]]。")),
    (
        &["string values must be quoted"],
        cause(
            "等号后面的文字没有加引号，或没有内容",
            "文字两头要加英文双引号；日期不加，写成 2008-12-31 的样子。",
        ),
    ),
    (
        &["basic string", "literal string", "opening quote", "closing quote", "escape"],
        cause(
            "引号没有配对，或文字里有不能直接写的符号",
            "文字两头各一个英文双引号，写在同一行；文字里的引号改用「」。",
        ),
    ),
    (
        &["unquoted key", "missing key", "keys cannot be"],
        cause("等号前面的项名不对", "项名用英文字母，照样例抄写；中文写在等号后面，加英文双引号。"),
    ),
    (
        &["comma"],
        cause("方括号或花括号里的逗号不对", "各项之间恰好一个英文逗号，花括号里最后一项后面不写逗号。"),
    ),
    (
        &["array table", "unclosed table", "table open", "invalid table"],
        cause("方括号里的标题没有写全", "标题独占一行，前后括号要配对，如 [[decision]]、[[clause.award]]。"),
    ),
    (&["inline table", "curly"], cause("花括号没有配对", "一对花括号写在一起：{ … }。")),
    (&["array", "bracket"], cause("方括号没有配对", "一组内容写成 [ … ]，前后括号要配对。")),
    (
        &["no value"],
        cause("这一行没有等号和内容", "写成「项名 = 内容」的样子；说明文字前面加 #，不用的整行删去。"),
    ),
    (
        &["missing value", "value for key"],
        cause("等号后面没有内容", "请补上内容，文字要加英文双引号；不用的项整行删去。"),
    ),
    (
        &["assignment", "extra `=`", "unexpected key or value", "key-value"],
        cause("这一行不是「项名 = 内容」的样子", "一行只写一项，中间一个等号；说明文字前面加 #。"),
    ),
    (
        &["date", "time", "month", "day"],
        cause("日期写得不对，或没有这一天", "日期写成 2008-12-31 的样子，不加引号。"),
    ),
    (
        &["zero", "sign", "radix", "integer", "float", "number", "digit", "`_`"],
        cause("数字写得不对", "整数直接写，前面不加 0；金额和比例加引号，如 \"50万元\"、\"10%\"。"),
    ),
    (&["carriage return"], cause("换行符不对", "请用记事本另存一份。")),
];

const UNKNOWN: Cause =
    cause("这里的写法不对", "请检查引号、括号、等号是否配对；符号一律用英文的，不用中文的。");

const fn cause(what: &'static str, help: &'static str) -> Cause {
    Cause { what, help }
}

/// The likely cause behind the parser's message.
pub fn explain(message: &str) -> Cause {
    let shows = |signs: &[&str]| signs.iter().any(|sign| message.contains(sign));
    CAUSES.iter().find(|(signs, _)| shows(signs)).map_or(UNKNOWN, |(_, cause)| *cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    fn said(text: &str) -> &'static str {
        let (_, errors) = DeTable::parse_recoverable(text);
        explain(errors.first().expect("an error").message()).what
    }

    #[test]
    fn common_slips_are_named() {
        assert_eq!(said("a = \"甲\n"), "引号没有配对，或文字里有不能直接写的符号");
        assert_eq!(said("a = 甲\n"), "等号后面的文字没有加引号，或没有内容");
        assert_eq!(said("a = “甲”\n"), "等号后面的文字没有加引号，或没有内容");
        assert_eq!(said("when = 年-月-日\n"), "等号后面的文字没有加引号，或没有内容");
        assert_eq!(said("名称 = 1\n"), "等号前面的项名不对");
        assert_eq!(said("a = 1\na = 2\n"), "同一项写了两次");
        assert_eq!(said("a = [1, 2\n"), "方括号没有配对");
        assert_eq!(said("a = { b = 1\n"), "花括号没有配对");
        assert_eq!(said("[[a]\n"), "方括号里的标题没有写全");
        assert_eq!(said("a =\n"), "等号后面的文字没有加引号，或没有内容");
        assert_eq!(said("只是说明\n"), "这一行没有等号和内容");
        assert_eq!(said("a = 01\n"), "数字写得不对");
    }
}

//! Names of natural persons, told by their surname and their length: 李四, 欧阳建国.

/// Surnames of one character that most people have.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈\
钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温芦葛殷章管舒齐梅庄\
季申屠翁殷童柯聂焦俞詹鲍尤裴左路欧牛樊";
/// Surnames of two.
const DOUBLE: [&str; 12] =
    ["欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "令狐", "慕容", "端木", "东方"];

/// True for a text that reads like the name of a person: two or three characters with a usual surname, or up to four with a
/// surname of two.
pub fn is_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    if !text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
        return false;
    }
    let double = DOUBLE.iter().any(|name| text.starts_with(name));
    double && (3..=4).contains(&count)
        || (2..=3).contains(&count) && text.starts_with(|c| SURNAMES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_persons() {
        for name in ["李四", "张小明", "欧阳建国", "欧阳锋"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["金龙电缆", "甲厂", "碧波公司", "乙公司", "李四电器", "华为", "苏宁电器", "", "LI"]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}

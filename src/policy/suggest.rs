//! "Did you mean": the nearest of the known names.

/// The known name nearest to what was written, if any is near at all.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    known
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (strsim::osa_distance(written, name), name))
        .filter(|(distance, name)| {
            *distance <= length.div_ceil(2) || name.contains(written) || written.contains(name)
        })
        .min()
        .map(|(_, name)| name)
}

/// A help sentence: the nearest name, or all of them where they are few.
pub fn help<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(written, known.clone()) {
        return format!("是不是想写「{name}」？");
    }
    let names: Vec<&str> = known.into_iter().take(12).collect();
    if names.is_empty() {
        "文件里还没有声明任何一个。".to_owned()
    } else {
        format!("可用的有：{}。", names.join("、"))
    }
}

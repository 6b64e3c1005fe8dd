//! Files as people name them: by a path or the end of one, whatever the case, the width and the direction of slashes.

use super::normal::key;

/// Which of the paths a name means, by their positions: those that are it or end in it. One that is it to the letter is meant
/// before others that only fold to the same.
pub fn named<S: AsRef<str>>(paths: &[S], name: &str) -> Vec<usize> {
    let name = name.replace('\\', "/");
    let wanted = key(&name);
    let found = (0..).zip(paths).filter(|(_, path)| ends_in(path.as_ref(), &wanted));
    let (mut meant, mut exact) = (Vec::new(), Vec::new());
    for (at, path) in found {
        meant.push(at);
        exact.extend((path.as_ref() == name).then_some(at));
    }
    if exact.len() == 1 { exact } else { meant }
}

fn ends_in(path: &str, wanted: &str) -> bool {
    let path = key(&path.replace('\\', "/"));
    path.strip_suffix(wanted).is_some_and(|ahead| ahead.is_empty() || ahead.ends_with('/'))
}

/// Whether two names can mean one file: one of them is the end of the other.
pub fn may_be_one(a: &str, b: &str) -> bool {
    !named(&[a], b).is_empty() || !named(&[b], a).is_empty()
}

/// The shortest end of a path that means it alone; the whole path where none does.
pub fn shortest<S: AsRef<str>>(paths: &[S], at: usize) -> &str {
    let Some(path) = paths.get(at).map(AsRef::as_ref) else { return "" };
    let ends = path.rmatch_indices('/').filter_map(|(slash, _)| path.get(slash + 1..));
    let alone = |end: &&str| named(paths, end) == [at];
    ends.into_iter().find(alone).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 4] =
        ["inputs/一/名单.xlsx", "inputs/二/名单.xlsx", "inputs/台账.CSV", "inputs/旧台账.csv"];

    #[test]
    fn a_name_is_a_path_or_the_end_of_one() {
        assert_eq!(named(&PATHS, "名单.xlsx"), [0, 1]);
        assert_eq!(named(&PATHS, "二\\名单.XLSX"), [1]);
        assert_eq!(named(&PATHS, "inputs/一/名单.xlsx"), [0]);
        assert_eq!(named(&PATHS, "台账.csv "), [2]);
        assert_eq!(named(&PATHS, "单.xlsx"), [0; 0]);
        assert_eq!(named(&["a.csv", "A.csv", "x/a.csv"], "A.csv"), [1]);
    }

    #[test]
    fn the_shortest_name_means_one_file() {
        let names: Vec<&str> = (0..4).map(|at| shortest(&PATHS, at)).collect();
        assert_eq!(names, ["一/名单.xlsx", "二/名单.xlsx", "台账.CSV", "旧台账.csv"]);
        assert_eq!(shortest(&["a.csv", "x/a.csv"], 0), "a.csv");
        assert_eq!(shortest(&["a.csv", "x/a.csv"], 1), "x/a.csv");
    }
}

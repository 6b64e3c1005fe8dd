//! The shape of the code, read from its text: layers import one way only, and each capability has one home.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers that it may use besides itself, in the order in which data flows.
const LAYERS: &[(&str, &str)] = &[
    ("money", ""),
    ("finding", ""),
    ("source", ""),
    ("text", "money"),
    ("formula", "money"),
    ("policy", "money finding source text"),
    ("model", "money finding source text policy"),
    ("decisions", "finding source text policy model"),
    ("workbook", "finding source text"),
    ("table", "money finding source text policy model workbook"),
    ("host", ""),
    ("intake", "money finding source text policy model workbook table host"),
    ("identity", "money finding text policy model decisions"),
    ("context", "money finding text policy model"),
    ("names", "finding text model workbook context"),
    ("condition", "money finding text policy model context"),
    ("grouping", "money finding text policy model context condition"),
    ("ledger", "text policy model context grouping"),
    ("eligibility", "money finding text policy model context condition grouping ledger"),
    ("matching", "money finding text policy model context condition grouping ledger eligibility"),
    ("check", "money finding source text policy model context condition grouping matching"),
    ("steps", "money finding text policy model context condition grouping ledger eligibility matching"),
    ("settle", "finding model table host context ledger eligibility matching steps"),
    ("outcome", "finding policy model context matching settle"),
    ("impact", "finding policy model context grouping settle"),
    ("remarks", "money finding policy model context"),
    ("accounts", "finding text policy model context"),
    ("offered", "finding text policy model"),
    ("audit", "money model"),
    ("report", "money finding source text policy model host condition grouping ledger check"),
    ("explain", "money finding policy model context names condition eligibility matching report text"),
    ("diff", "money policy model report"),
    // The one place that knows every stage, in order.
    (
        "engine",
        "money finding source text policy model decisions workbook table host intake identity names context \
         settle outcome impact accounts remarks offered audit",
    ),
    ("verify", "money finding source formula workbook table model host report engine"),
    ("cases", "money finding policy model workbook intake engine"),
    // What the command line and the page have in common, and the page's one call.
    ("job", "finding source text policy model host engine report explain diff check cases"),
    ("page", "finding source policy workbook host engine report explain verify job"),
];

/// A source file: its layer, its path below `src`, and its code without comments and tests.
struct Source {
    layer: String,
    path: String,
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in the order of names.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for child in fs::read_dir(folder).into_iter().flatten() {
        let path = child.expect("a child").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of `src`, tests aside (they may use the clock's rest of the world, floats and any name).
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let paths = files(&src, ".rs")
        .into_iter()
        .filter(|path| !["tests.rs", "sample.rs", "properties.rs"].iter().any(|name| path.ends_with(name)));
    let source = |path: PathBuf| {
        let below = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let layer = below.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        Source { layer, code: code(&fs::read_to_string(&path).expect("a source file")), path: below }
    };
    let is_test = |source: &Source| ["/tests/", "/sample/"].iter().any(|folder| source.path.contains(folder));
    paths.map(source).filter(|source| !is_test(source)).collect()
}

/// The text before its tests, without comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.map(|line| line.split(" // ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The lines of a text that hold one of these words, as `path:line: text`.
fn lines_with<'a>(source: &'a Source, words: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let holds = |line: &str| words.iter().any(|word| holds_word(line, word));
    let lines = source.code.lines().zip(1..).filter(move |(line, _)| holds(line));
    lines.map(|(line, number)| format!("{}:{number}: {}", source.path, line.trim()))
}

/// True where the word stands in the line and is no part of a longer one; a word that ends in `::` is a path.
fn holds_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !before.is_some_and(is_part) && (word.ends_with("::") || !after.is_some_and(is_part))
    })
}

#[track_caller]
fn none(found: Vec<String>, what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// The layers of this crate that a source names, as `crate::layer` or in `crate::{layer, …}`.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => used.extend(first_words(group)),
            None => used.extend([word(rest)]),
        }
    }
    used
}

/// The first word of each part of a group `{a::{b, c}, d}`, whose brace is already open.
fn first_words(group: &str) -> Vec<String> {
    let (mut depth, mut words, mut part) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => words.push(std::mem::take(&mut part)),
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if !(depth == 0 && c == ',') {
            part.push(c);
        }
    }
    words.push(part);
    let first = |part: String| {
        part.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().map(str::to_owned)
    };
    words.into_iter().filter_map(first).filter(|word| !word.is_empty()).collect()
}

#[test]
fn groups_of_imports_are_understood() {
    let code = "use crate::{finding::{Code, Place}, money};\nuse crate::text::date; let x = crate::LIMIT;";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["LIMIT", "finding", "money", "text"]);
}

#[test]
fn layers_import_one_way_only() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main", "cli"].contains(&source.layer.as_str())) {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer) else {
            wrong.push(format!("{} is in no layer of the table", source.path));
            continue;
        };
        let foreign =
            used(&source.code).into_iter().filter(|name| LAYERS.iter().any(|(layer, _)| layer == name));
        let foreign =
            foreign.filter(|name| *name != source.layer && !allowed.split(' ').any(|layer| layer == name));
        wrong.extend(foreign.map(|name| format!("{} uses {name}", source.path)));
    }
    none(wrong, "imports against the flow of data");
}

#[test]
fn the_table_of_layers_is_itself_one_way() {
    for (index, (layer, allowed)) in LAYERS.iter().enumerate() {
        let earlier: Vec<_> = LAYERS[..index].iter().map(|(name, _)| *name).collect();
        let later: Vec<_> =
            allowed.split(' ').filter(|name| !name.is_empty() && !earlier.contains(name)).collect();
        assert!(later.is_empty(), "{layer} may use {later:?}, which come after it");
    }
}

#[test]
fn only_the_command_line_uses_it() {
    for source in sources().iter().filter(|source| source.layer == "lib") {
        none(lines_with(source, &["cli"]).collect(), "the library knows the command line");
    }
}

#[test]
fn only_the_command_line_touches_the_world() {
    let library = sources().into_iter().filter(|source| !["cli", "main"].contains(&source.layer.as_str()));
    let mut found = Vec::new();
    for source in library {
        found.extend(lines_with(&source, &["println!", "print!", "eprintln!", "eprint!", "dbg!"]));
        found.extend(worldly(&source));
    }
    none(found, "the library is bytes in, bytes out");
}

/// Uses of `std::{fs, process, thread, env, time}`, also out of a group. The compile-time macro `env!` is no such use.
fn worldly(source: &Source) -> Vec<String> {
    const MODULES: [&str; 6] = ["fs", "process", "thread", "env", "time", "net"];
    let flat = source.code.replace('\n', " ");
    let uses = flat.match_indices("std::").flat_map(|(start, _)| {
        let rest = &flat[start + "std::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => first_words(group),
            None => first_words(&rest[..rest.find([' ', ';', '(', ',', '}']).unwrap_or(rest.len())]),
        }
    });
    let uses = uses.filter(|word| MODULES.contains(&word.as_str()));
    uses.map(|word| format!("{} uses std::{word}", source.path)).collect()
}

#[test]
fn floats_stay_in_the_workbook_reader() {
    let elsewhere = sources().into_iter().filter(|source| source.layer != "workbook");
    let allowed = |source: &Source| source.path.starts_with("report/workbook");
    let found = elsewhere.filter(|source| !allowed(source));
    none(
        found.flat_map(|source| lines_with(&source, &["f64", "f32"]).collect::<Vec<_>>()).collect(),
        "floats",
    );
}

#[test]
fn each_library_of_workbooks_has_one_home() {
    let mut found = Vec::new();
    for source in sources() {
        if source.layer != "workbook" {
            found.extend(lines_with(&source, &["calamine", "zip::", "quick_xml"]));
        }
        if !source.path.starts_with("report/workbook") {
            found.extend(lines_with(&source, &["rust_xlsxwriter"]));
        }
    }
    none(found, "a library of workbooks outside its home");
}

#[test]
fn the_clock_and_chance_are_nowhere() {
    let found = sources().into_iter().filter(|source| source.layer != "cli");
    let words = ["SystemTime", "Instant", "Zoned", "RandomState", "HashMap", "HashSet"];
    none(
        found.flat_map(|source| lines_with(&source, &words).collect::<Vec<_>>()).collect(),
        "clock or chance",
    );
}

#[test]
fn each_library_that_must_agree_has_one_version() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    for name in ["zip", "quick-xml", "calamine"] {
        let line = format!("name = \"{name}\"");
        assert!(lock.lines().filter(|found| *found == line).count() <= 1, "versions of {name}");
    }
}

/// Names that a policy declares: of categories and what they are called, of places in its title and issuer.
fn declared(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut in_category, mut in_policy) = (false, false);
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            (in_category, in_policy) = (line == "[[category]]", line == "[policy]");
        }
        if in_category && (line.starts_with("name") || line.starts_with("aliases")) {
            names.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
        if in_policy && (line.starts_with("name") || line.starts_with("issuer")) {
            names.extend(line.split('"').nth(1).map(places).unwrap_or_default());
        }
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

/// The places that a title or an issuer's name begins with: 某省某市某县人民政府.
fn places(title: &str) -> Vec<String> {
    let kinds = ['省', '市', '州', '县', '区', '旗'];
    let (mut places, mut place) = (Vec::new(), String::new());
    let mut chars = title.chars().peekable();
    while let Some(c) = chars.next() {
        // 某州市 is one city, not the city of a prefecture.
        if kinds.contains(&c) && !(c == '州' && chars.peek() == Some(&'市')) {
            places.push(std::mem::take(&mut place).trim_end_matches(['某', '新']).to_owned());
        } else {
            place.push(c);
        }
    }
    places
}

#[test]
fn the_engine_knows_no_category_and_no_place() {
    // `text` knows national numbering: which kinds of patents and standards there are stands in their numbers.
    let sources: Vec<_> = sources().into_iter().filter(|source| source.layer != "text").collect();
    let mut found = Vec::new();
    for policy in files(&root().join("rules"), ".md") {
        let names = declared(&fs::read_to_string(&policy).expect("a policy"));
        // 示例 is no place: the engine knows a row that is an example of how to fill in a list.
        for name in names.into_iter().filter(|name| name != "示例") {
            let holding = sources.iter().filter(|source| says(&source.code, &name));
            found.extend(holding.map(|source| format!("{} says {name}", source.path)));
        }
    }
    none(found, "names of one policy in the engine");
}

/// True where a text of the code is the name, or, for a name too long to be part of another word, holds it.
fn says(code: &str, name: &str) -> bool {
    if name.chars().count() > 2 { code.contains(name) } else { code.contains(&format!("\"{name}\"")) }
}

#[test]
fn declared_names_are_found() {
    let text = "[policy]\nissuer = \"示例市人民政府\"\n[[category]]\nname = \"金牌\"\naliases = [\"金奖\", \"金\"]\n[[field]]\nname = \"税额\"\n";
    assert_eq!(declared(text), ["示例", "金牌", "金奖"]);
    assert_eq!(places("江南省示例市东河县人民政府办公室"), ["江南", "示例", "东河"]);
    assert_eq!(places("湖州市德清县人民政府"), ["湖州", "德清"]);
    assert!(places("国家工商行政管理总局").is_empty());
}

#[test]
fn every_file_says_what_it_owns() {
    let first = |path: &PathBuf| fs::read_to_string(path).expect("a file").lines().next().map(str::to_owned);
    let silent = files(&root().join("src"), ".rs").into_iter().filter(|path| !path.ends_with("tests.rs"));
    let silent = silent.filter(|path| !first(path).is_some_and(|line| line.starts_with("//! ")));
    none(
        silent.map(|path| path.display().to_string()).collect(),
        "files whose first line does not say what they own",
    );
}

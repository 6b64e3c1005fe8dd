//! .xlsx and .xlsm: the parts around the worksheets (workbook, relationships, styles, shared strings).

use super::comments::Comments;
use super::fault::Fault;
use super::format::{self, Format};
use super::guard::{Package, Part};
use super::limits::Limits;
use super::paper::{Ink, Names, Paper};
use super::runs::Runs;
use super::sink::Sink;
use super::skim::Skim;
use super::xml::{self, Element, Handler};
use super::{Reader, SheetMeta, Visibility, text, xlsb, xlsx_sheet};
use std::collections::BTreeMap;
use std::io::BufReader;
use std::sync::Arc;

/// What the worksheets need of the workbook.
pub(super) struct Shared {
    pub strings: Vec<Box<str>>,
    /// Those of them, in order, that are struck out or have raised numbers.
    pub struck: Vec<usize>,
    pub formats: Vec<Format>,
    pub date_1904: bool,
}

pub(super) struct Xlsx<'a> {
    pub package: Package<'a>,
    /// The entry of each sheet; none where its part is missing.
    pub parts: Vec<Option<usize>>,
    /// The path of each sheet's part.
    paths: Vec<String>,
    shared: Shared,
    limits: Limits,
    /// The names of the sheets.
    pub names: Vec<String>,
    /// The workbook's own part, that of its styles and that of its theme.
    pub around: [Option<usize>; 3],
    /// How each style is written, and what is printed; read when it is first asked for.
    pub dress: Option<(Vec<Arc<Ink>>, Names)>,
}

impl Xlsx<'_> {
    /// The relationships of a sheet's part.
    pub fn links(&mut self, sheet: usize) -> Result<Links, Fault> {
        let Some(path) = self.paths.get(sheet).cloned() else { return Ok(Links::default()) };
        self.links_of(&path)
    }

    /// What a part refers to.
    pub fn links_of(&mut self, path: &str) -> Result<Links, Fault> {
        links_of(&mut self.package, path)
    }
}

impl Reader for Xlsx<'_> {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let missing = || Fault::damaged("工作表的内容缺失");
        let index = self.parts.get(sheet).copied().flatten().ok_or_else(missing)?;
        let (shared, limits) = (&self.shared, &self.limits);
        self.package.read(index, Part::Worksheet, |part| xlsx_sheet::read(part, shared, limits, sink))?;
        if !(sink.wants_formulas() || sink.wants_comments()) {
            return Ok(());
        }
        match self.links(sheet)?.comments(&self.package) {
            Some(part) => {
                self.package.read(part, Part::Other, |part| xml::read(part, &mut Comments::new(sink)))
            }
            None => Ok(()),
        }
    }

    fn outline(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<bool, Fault> {
        let Some(index) = self.parts.get(sheet).copied().flatten() else { return Ok(false) };
        let (shared, limits) = (&self.shared, &self.limits);
        self.package.read(index, Part::Worksheet, |part| {
            xlsx_sheet::read(BufReader::new(Skim::new(part)), shared, limits, sink)
        })?;
        Ok(true)
    }

    fn states_formulas(&self) -> bool {
        true
    }

    fn paper(&mut self, sheet: usize) -> Result<Paper, Fault> {
        self.read_paper(sheet)
    }
}

/// Opens the workbook of a package.
pub(super) fn open<'a>(
    mut package: Package<'a>,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    let path = main_part(&mut package)?;
    let entry = package.find(&path).ok_or_else(|| Fault::damaged("缺少工作簿目录"))?;
    let links = links_of(&mut package, &path)?;
    if path.to_ascii_lowercase().ends_with(".bin") {
        return xlsb::open(package, &path, &links, limits);
    }
    let mut list = SheetList { limit: limits.sheets, ..SheetList::default() };
    package.read(entry, Part::Other, |part| xml::read(part, &mut list))?;
    let mut shared =
        Shared { strings: Vec::new(), struck: Vec::new(), formats: Vec::new(), date_1904: list.date_1904 };
    if let Some(index) = package.find(links.of_kind("/sharedStrings").unwrap_or("xl/sharedStrings.xml")) {
        (shared.strings, shared.struck) = shared_strings(&mut package, index)?;
    }
    let style_part = package.find(links.of_kind("/styles").unwrap_or("xl/styles.xml"));
    let theme_part = links.of_kind("/theme").and_then(|target| package.find(target));
    if let Some(index) = style_part {
        let mut styles = Styles::default();
        package.read(index, Part::Other, |part| xml::read(part, &mut styles))?;
        shared.formats = styles.formats;
    }
    let (sheets, parts) = links.sheet_parts(list.sheets, &package)?;
    let paths = parts.iter().map(|part| part.and_then(|at| package.name(at)).unwrap_or_default()).collect();
    let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let around = [Some(entry), style_part, theme_part];
    let limits = limits.clone();
    Ok((sheets, Box::new(Xlsx { package, parts, paths, shared, limits, names, around, dress: None })))
}

/// The workbook part that the package names.
fn main_part(package: &mut Package<'_>) -> Result<String, Fault> {
    let links = relationships(package, "_rels/.rels", "")?;
    Ok(links.of_kind("/officeDocument").map_or_else(|| "xl/workbook.xml".to_owned(), str::to_owned))
}

struct Link {
    kind: String,
    target: String,
}

#[derive(Default)]
pub(super) struct Links {
    folder: String,
    by_id: BTreeMap<String, Link>,
}

impl Links {
    /// The target of a relationship.
    pub fn of_id(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|link| link.target.as_str())
    }

    /// The target of the first relationship of a kind.
    pub fn of_kind(&self, kind: &str) -> Option<&str> {
        self.by_id.values().find(|link| link.kind.ends_with(kind)).map(|link| link.target.as_str())
    }

    /// The entry of a sheet's comments.
    pub fn comments(&self, package: &Package<'_>) -> Option<usize> {
        self.of_kind("/comments").and_then(|target| package.find(target))
    }
}

impl Links {
    /// The worksheets among the sheets, with their entries. Charts and macro sheets hold no list; a sheet whose
    /// relationship is missing is reported when it is read.
    pub fn sheet_parts(
        &self,
        sheets: Vec<(SheetMeta, String)>,
        package: &Package<'_>,
    ) -> Result<SheetParts, Fault> {
        let (mut metas, mut parts) = (Vec::new(), Vec::new());
        for (meta, id) in sheets {
            let link = self.by_id.get(&id);
            if link.is_some_and(|link| !link.kind.ends_with("/worksheet")) {
                continue;
            }
            let part = link.and_then(|link| package.find(&link.target));
            if part.is_some() && parts.contains(&part) {
                return Err(Fault::damaged(format!("工作表「{}」与另一张是同一份内容", meta.name)));
            }
            parts.push(part);
            metas.push(meta);
        }
        Ok((metas, parts))
    }
}

/// Sheets and the entry of each; none where its part is missing.
type SheetParts = (Vec<SheetMeta>, Vec<Option<usize>>);

impl Handler for Links {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if name != "Relationship" || element.get("TargetMode").as_deref() == Some("External") {
            return Ok(());
        }
        if let (Some(id), Some(kind), Some(target)) =
            (element.get("Id"), element.get("Type"), element.get("Target"))
        {
            let target = join(&self.folder, &target);
            self.by_id.insert(id, Link { kind, target });
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

/// What a part of a package refers to.
pub(super) fn links_of(package: &mut Package<'_>, path: &str) -> Result<Links, Fault> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    relationships(package, &join(folder, &format!("_rels/{name}.rels")), folder)
}

fn relationships(package: &mut Package<'_>, path: &str, folder: &str) -> Result<Links, Fault> {
    let mut links = Links { folder: folder.to_owned(), ..Links::default() };
    if let Some(index) = package.find(path) {
        package.read(index, Part::Other, |part| xml::read(part, &mut links))?;
    }
    Ok(links)
}

/// A target within the package; steps above its root stay at the root.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (mut steps, rest) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|step| !step.is_empty()).collect(), target.as_str()),
    };
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The sheets with their relationship ids, and the date system.
#[derive(Default)]
struct SheetList {
    sheets: Vec<(SheetMeta, String)>,
    date_1904: bool,
    limit: usize,
}

impl Handler for SheetList {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "workbookPr" => self.date_1904 = element.flag("date1904"),
            "sheet" => {
                if self.sheets.len() >= self.limit {
                    return Err(Fault::too_large(format!("工作簿的工作表多于 {} 张", self.limit), "sheets"));
                }
                let visibility = match element.get("state").as_deref() {
                    Some("hidden") => Visibility::Hidden,
                    Some("veryHidden") => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
                let name = element.get("name").unwrap_or_default();
                let meta = SheetMeta { name, visibility, ..SheetMeta::default() };
                self.sheets.push((meta, element.get("id").unwrap_or_default()));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

/// The number format of each cell style, and whether its font strikes out.
#[derive(Default)]
struct Styles {
    codes: BTreeMap<u32, Format>,
    in_cell_xfs: bool,
    in_fonts: bool,
    /// Of each font.
    struck: Vec<bool>,
    formats: Vec<Format>,
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "numFmt" => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.get("formatCode")) {
                    self.codes.insert(id, format::custom(&code));
                }
            }
            "cellXfs" => self.in_cell_xfs = true,
            "fonts" => self.in_fonts = true,
            "font" if self.in_fonts => self.struck.push(false),
            "strike" if self.in_fonts => {
                if let Some(struck) = self.struck.last_mut() {
                    *struck = element.get("val").is_none_or(|value| xml::is_on(&value));
                }
            }
            "xf" if self.in_cell_xfs => {
                let id = element.number("numFmtId").unwrap_or(0);
                let format = self.codes.get(&id).copied().unwrap_or_else(|| format::builtin(id));
                let font = element.number("fontId").unwrap_or(0);
                let struck = self.struck.get::<usize>(font).copied().unwrap_or(false);
                self.formats.push(Format { struck, ..format });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "cellXfs" => self.in_cell_xfs = false,
            "fonts" => self.in_fonts = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

/// The shared strings: plain and rich text joined, phonetic guides left out.
#[derive(Default)]
struct Strings {
    strings: Vec<Box<str>>,
    struck: Vec<usize>,
    current: Runs,
    in_text: bool,
    in_phonetic: bool,
    declared: u64,
}

impl Handler for Strings {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "sst" => self.declared = element.number("uniqueCount").unwrap_or(0),
            "si" => self.current.clear(),
            "rPh" => self.in_phonetic = true,
            "r" => self.current.start(),
            "strike" | "vertAlign" => self.current.property(name, element),
            "t" => self.in_text = !self.in_phonetic,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "si" => {
                let (text, is_struck) = self.current.take();
                self.struck.extend(is_struck.then_some(self.strings.len()));
                self.strings.push(text::unescape(text).into_boxed_str());
            }
            "rPh" => self.in_phonetic = false,
            "t" => self.in_text = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if self.in_text {
            self.current.push(text);
        }
        Ok(())
    }
}

/// The shared strings, and which of them are struck out.
fn shared_strings(package: &mut Package<'_>, index: usize) -> Result<(Vec<Box<str>>, Vec<usize>), Fault> {
    let mut strings = Strings::default();
    package.read(index, Part::SharedStrings, |part| xml::read(part, &mut strings))?;
    if strings.declared > package.inflated(index) {
        let declared = strings.declared;
        return Err(Fault::damaged(format!("文字表声称有 {declared} 条，容不下，可能是恶意文件")));
    }
    Ok((strings.strings, strings.struck))
}

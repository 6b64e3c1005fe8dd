//! What a sheet of .xlsx shows and prints, gathered from the parts that say so: the worksheet, styles and theme, the names
//! of the workbook, drawings.

use super::fault::Fault;
use super::guard::Part;
use super::paper::{self, Drawing, Ink, Names, Paper, Theme};
use super::xlsx::Xlsx;
use super::xml;
use std::sync::Arc;

impl Xlsx<'_> {
    /// See [`super::Workbook::paper`].
    pub fn read_paper(&mut self, sheet: usize) -> Result<Paper, Fault> {
        let missing = || Fault::damaged("工作表的内容缺失");
        let index = self.parts.get(sheet).copied().flatten().ok_or_else(missing)?;
        let (inks, names) = match self.dress.take() {
            Some(dress) => dress,
            None => self.read_dress()?,
        };
        let read = self.package.read(index, Part::Worksheet, |part| paper::read(part, &inks))?;
        let (mut paper, is_drawn) = read;
        if let Some(name) = self.names.get(sheet) {
            (paper.area, paper.repeated) = (names.area(name), names.repeated(name));
        }
        paper.is_imprecise = names.is_imprecise;
        self.dress = Some((inks, names));
        if !is_drawn {
            return Ok(paper);
        }
        let links = self.links(sheet)?;
        if let Some(part) = links.of_kind("/drawing").and_then(|target| self.package.find(target)) {
            let mut drawing = Drawing::default();
            self.package.read(part, Part::Other, |part| xml::read(part, &mut drawing))?;
            paper.shapes.extend(drawing.shapes);
        }
        Ok(paper)
    }

    fn read_dress(&mut self) -> Result<(Vec<Arc<Ink>>, Names), Fault> {
        let (mut theme, mut names) = (Theme::default(), Names::default());
        let [workbook, styles, themes] = self.around;
        if let Some(index) = themes {
            self.package.read(index, Part::Other, |part| xml::read(part, &mut theme))?;
        }
        let mut inks = paper::Styles::new(theme);
        if let Some(index) = styles {
            self.package.read(index, Part::Other, |part| xml::read(part, &mut inks))?;
        }
        if let Some(index) = workbook {
            self.package.read(index, Part::Other, |part| xml::read(part, &mut names))?;
        }
        Ok((inks.inks(), names))
    }
}

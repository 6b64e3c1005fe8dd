//! What a sheet of .xlsx shows and prints, gathered from the parts that say so: the worksheet, styles and theme, the names
//! of the workbook, drawings.

use super::fault::Fault;
use super::guard::Part;
use super::paper::{self, Chart, Drawing, Ink, Names, Paper, Shape, Theme};
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
        if let Some(path) = links.of_kind("/drawing") {
            paper.shapes.extend(self.read_drawing(path)?);
        }
        Ok(paper)
    }

    /// What lies over the cells, with what its charts show.
    fn read_drawing(&mut self, path: &str) -> Result<Vec<Shape>, Fault> {
        let Some(part) = self.package.find(path) else { return Ok(Vec::new()) };
        let mut drawing = Drawing::default();
        self.package.read(part, Part::Other, |part| xml::read(part, &mut drawing))?;
        let links = self.links_of(path)?;
        for shape in &mut drawing.shapes {
            let id = std::mem::take(&mut shape.shows);
            let target = id.first().and_then(|id| links.of_id(id));
            if let Some(part) = target.and_then(|target| self.package.find(target)) {
                let mut chart = Chart::default();
                self.package.read(part, Part::Other, |part| xml::read(part, &mut chart))?;
                shape.shows = chart.shows;
            }
        }
        Ok(drawing.shapes)
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

//! What lies over the cells of a sheet: forms, pictures, charts.

use super::super::fault::Fault;
use super::super::xml::{Element, Handler};
use super::{Shape, ShapeKind};

/// Reads a drawing.
#[derive(Default)]
pub(in crate::workbook) struct Drawing {
    pub shapes: Vec<Shape>,
    path: Vec<String>,
    at: (u32, u32),
}

impl Handler for Drawing {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        let kind = match name {
            "sp" | "cxnSp" => Some(ShapeKind::Form),
            "pic" => Some(ShapeKind::Picture),
            "graphicFrame" => Some(ShapeKind::Chart),
            _ => None,
        };
        if name.ends_with("Anchor") {
            self.at = (0, 0);
        }
        // What another program would see instead is the same once more.
        if let Some(kind) = kind.filter(|_| !self.path.iter().any(|name| name == "Fallback")) {
            self.shapes.push(Shape { kind, text: String::new(), shows: Vec::new(), at: self.at });
        }
        // Where its chart is: told apart once that is read.
        if let ("chart", Some(id), Some(shape)) = (name, element.get("id"), self.shapes.last_mut()) {
            shape.shows = vec![id];
        }
        self.path.push(name.to_owned());
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        self.path.pop();
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        let [.., parent, own] = self.path.as_slice() else { return Ok(()) };
        match (parent.as_str(), own.as_str()) {
            ("from", "row") => self.at.0 = text.trim().parse().unwrap_or_default(),
            ("from", "col") => self.at.1 = text.trim().parse().unwrap_or_default(),
            (_, "t") => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.text.push_str(text);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

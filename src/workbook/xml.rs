//! XML parts: one event loop for all readers, which refuses document types, unknown entities and cut documents.

use super::fault::Fault;
use super::guard::Excess;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Elements nested deeper than this are no list.
const DEPTH: usize = 64;

/// Receives the elements of a part. Names come without prefix.
pub(super) trait Handler {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault>;
    fn end(&mut self, name: &str) -> Result<(), Fault>;
    fn text(&mut self, text: &str) -> Result<(), Fault>;
}

/// An element's attributes.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// The attribute of that local name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| local(attribute.key.as_ref()) == name)
            .and_then(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok())
            .map(|value| value.into_owned())
    }

    /// Passes every attribute's local name and value on, in one go.
    pub fn each(&self, mut each: impl FnMut(&str, &str)) {
        for attribute in self.0.attributes().with_checks(false).filter_map(Result::ok) {
            if let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0) {
                each(local(attribute.key.as_ref()), &value);
            }
        }
    }

    /// The attribute of that name with its prefix.
    pub fn get_full(&self, name: &str) -> Option<String> {
        let attribute = self.0.try_get_attribute(name).ok().flatten()?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// True for `1`, `true` and `on`.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| is_on(&value))
    }

    /// A whole number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim_ascii().parse().ok()
    }
}

/// What stands for yes in an attribute.
pub(super) fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Reads a whole part.
pub(super) fn read(source: impl BufRead, handler: &mut impl Handler) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut depth, mut seen) = (0_usize, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(element) => {
                (depth, seen) = (depth + 1, true);
                if depth > DEPTH {
                    return Err(Fault::damaged("内容嵌套过深"));
                }
                handler.start(element.local_name().as_ref(), &Element(&element))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                handler.end(element.local_name().as_ref())?;
            }
            Event::Text(text) => handler.text(&text.xml10_content())?,
            Event::CData(text) => handler.text(&text.xml10_content())?,
            Event::GeneralRef(entity) => handler.text(&resolve(&entity)?)?,
            Event::DocType(_) => return Err(Fault::damaged("内容里有不该有的声明，可能是恶意文件")),
            Event::Eof if depth == 0 && seen => return Ok(()),
            Event::Eof => return Err(Fault::damaged("内容在中途断开")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn resolve(entity: &quick_xml::events::BytesRef<'_>) -> Result<String, Fault> {
    if let Some(c) = entity.resolve_char_ref().map_err(broken)? {
        return Ok(c.to_string());
    }
    let name = entity.xml10_content();
    resolve_predefined_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| Fault::damaged(format!("内容里有不认识的符号「&{};」", super::text::printable(&name))))
}

/// The fault behind an XML error: a limit that the guard met, or damage.
fn broken(error: quick_xml::Error) -> Fault {
    if let quick_xml::Error::Io(io) = &error {
        return Excess::of(io).unwrap_or_else(|| Fault::damaged("压缩数据出错"));
    }
    Fault::damaged("内容的格式错误")
}

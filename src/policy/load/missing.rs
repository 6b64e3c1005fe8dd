//! Keys that must be written and are not: all of them at once, found by holding a table against the file's own schema.

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::DeValue;

/// A key that is missing and the table that lacks it.
pub(super) struct Missing {
    /// The key.
    pub key: String,
    /// Where the table stands.
    pub span: (usize, usize),
}

/// Every missing key of a value and of the tables inside it.
pub(super) fn keys(schema: &Value, item: &Spanned<DeValue<'_>>) -> Vec<Missing> {
    let none = Map::new();
    let definitions = schema.get("$defs").and_then(Value::as_object).unwrap_or(&none);
    let mut found = Vec::new();
    Search { definitions, found: &mut found }.value(schema, item);
    found
}

struct Search<'a> {
    definitions: &'a Map<String, Value>,
    found: &'a mut Vec<Missing>,
}

impl Search<'_> {
    fn value(&mut self, schema: &Value, item: &Spanned<DeValue<'_>>) {
        match item.get_ref() {
            DeValue::Table(table) => {
                let Some(schema) = self.shape(schema, "object") else { return };
                let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
                let written = |key: &str| table.iter().any(|(name, _)| name.get_ref() == key);
                let span = (item.span().start, item.span().end);
                let lacking = required.filter_map(Value::as_str).filter(|key| !written(key));
                self.found.extend(lacking.map(|key| Missing { key: key.to_owned(), span }));
                let properties = schema.get("properties").and_then(Value::as_object);
                for (name, inner) in table.iter() {
                    if let Some(of) = properties.and_then(|all| all.get(name.get_ref().as_ref())) {
                        self.value(&of.clone(), inner);
                    }
                }
            }
            DeValue::Array(items) => {
                let of = self.shape(schema, "array").and_then(|schema| schema.get("items").cloned());
                for inner in items.iter() {
                    if let Some(of) = &of {
                        self.value(of, inner);
                    }
                }
            }
            _ => {}
        }
    }

    /// The part of a schema that describes a value of this type, references followed; none where none or several do.
    fn shape(&self, schema: &Value, kind: &str) -> Option<Value> {
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = reference.and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.shape(self.definitions.get(name)?, kind);
        }
        let is_it = |of: &Value| of.as_str() == Some(kind);
        let of_kind = match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().any(is_it),
            Some(of) => is_it(of),
            None => false,
        };
        if of_kind {
            return Some(schema.clone());
        }
        let ways = ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(*key)).filter_map(Value::as_array);
        let mut found = ways.flatten().filter_map(|way| self.shape(way, kind));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

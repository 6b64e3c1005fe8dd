//! The page.
use super::story::Explanation;
/// Page.
pub fn page(_: &Explanation) -> String {
    String::new()
}

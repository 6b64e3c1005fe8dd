//! Days whose year was typed with two digits, where the year that a list is of tells the century.

use super::date::date;
use super::normal::half_width_text;

/// A day with a year of two digits in a list of a known year, written out: 08.3.1 in 2008 and 2009 is 2008.3.1. Where the last
/// number could be the year as well nothing is said.
pub fn with_century(text: &str, year: i32) -> Option<String> {
    let shown = half_width_text(text);
    let parts: Vec<&str> = shown.trim().split(['.', '-', '/']).collect();
    let [first, month, day] = parts.as_slice() else { return None };
    let near = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let full = 2000 + part.parse::<i32>().ok().filter(|_| digits)?;
        (full == year || full == year - 1).then_some(full)
    };
    let full = near(first).filter(|_| near(day).is_none())?;
    date(&format!("{full}-{month}-{day}")).ok().map(|_| format!("{full}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_two_digits_beside_a_known_year() {
        assert_eq!(with_century("08.3.1", 2008).as_deref(), Some("2008-3-1"));
        assert_eq!(with_century("07-12-31", 2008).as_deref(), Some("2007-12-31"));
        // 1 March or 3 January of another year, a day that may be the year, none that there is, and no day.
        for text in ["01.3.8", "08.3.07", "08.13.1", "08.3", "2008.3.1", "8.3.1", ""] {
            assert_eq!(with_century(text, 2008), None, "{text}");
        }
    }
}

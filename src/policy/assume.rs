//! Assumptions: figures of a policy that one run replaces without editing the file (`--assume 名称=值`).

use std::fmt;
use std::str::FromStr;

/// One figure and what it is assumed to be, both as the user wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Which figure: its name on 规则, or by the policy file's keys (`金牌.amount`, `cap.企业封顶`).
    pub name: String,
    /// Its value, written as in the policy file.
    pub value: String,
}

impl FromStr for Assumption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(['=', '＝']).map(|(name, value)| (name.trim(), value.trim()));
        match parts {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                Ok(Self { name: name.to_owned(), value: value.to_owned() })
            }
            _ => Err("假设应写成「名称=值」，如 --assume '金牌.amount=60万元'".to_owned()),
        }
    }
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assumption_is_a_name_and_a_value() {
        let read = |text: &str| text.parse::<Assumption>().map(|read| (read.name, read.value));
        assert_eq!(read("金牌.amount = 60万元"), Ok(("金牌.amount".to_owned(), "60万元".to_owned())));
        assert_eq!(read("cap.企业＝300万元"), Ok(("cap.企业".to_owned(), "300万元".to_owned())));
        assert!(read("金牌").is_err() && read("=5万元").is_err() && read("金牌=").is_err());
    }
}

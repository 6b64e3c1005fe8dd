//! Letters of other scripts that look like Latin ones: typed by mistake they make two of one name or number.

/// Each with the letter that it is taken for.
const ALIKE: [(&str, &str); 2] = [
    // Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"),
    // Cyrillic
    ("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx"),
];

/// The first such letter of a text, and the one that it is taken for.
pub fn look_alike(text: &str) -> Option<(char, char)> {
    text.chars().filter(is_greek_or_cyrillic).find_map(|c| {
        ALIKE.iter().find_map(|(signs, plain)| {
            let at = signs.chars().position(|sign| sign == c)?;
            Some((c, plain.chars().nth(at)?))
        })
    })
}

/// The blocks that all of them are in: almost no text has a letter of theirs.
fn is_greek_or_cyrillic(c: &char) -> bool {
    ('\u{370}'..='\u{4FF}').contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_seen_and_signs_that_look_like_nothing_else_are_not() {
        assert_eq!(look_alike("ZL2007С00001"), Some(('С', 'C')));
        assert_eq!(look_alike("示例ΑBC电子有限公司"), Some(('Α', 'A')));
        for plain in ["ABC电子", "Ω形密封圈", "β-胡萝卜素", "ＡＢＣ", "三○一所", "①号"]
        {
            assert_eq!(look_alike(plain), None, "{plain}");
        }
    }

    #[test]
    fn every_sign_has_its_counterpart() {
        for (signs, plain) in ALIKE {
            assert_eq!(signs.chars().count(), plain.chars().count());
            assert!(signs.chars().zip(plain.chars()).all(|(sign, plain)| sign != plain));
            assert!(signs.chars().all(|sign| is_greek_or_cyrillic(&sign)));
        }
    }
}

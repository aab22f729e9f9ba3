//! Numbers in prose: digits of any script, and the number words of a few languages.

use std::collections::BTreeSet;

/// Every whole number a prose names. A word of two meanings counts as a number: this is asked only
/// to find that a number is missing.
pub fn numbers(prose: &str) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    digits(prose, &mut found);
    words(prose, &mut found);
    found
}

/// The value of a decimal digit in the scripts that agreements are written in.
fn digit(c: char) -> Option<u64> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{1040}'];
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero))?;
        (value < 10).then(|| u64::from(value))
    })
}

fn digits(prose: &str, found: &mut BTreeSet<u64>) {
    let mut value: Option<u64> = None;
    let mut chars = prose.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(next) = digit(c) {
            value = Some(value.unwrap_or(0).saturating_mul(10).saturating_add(next));
            continue;
        }
        // `14,700`, `14.700` and `14 700` are one number where three digits follow.
        let grouping = matches!(c, ',' | '.' | '\u{66C}' | '\u{A0}' | '\u{202F}');
        let goes_on = value.is_some() && grouping && three_digits(chars.clone());
        if !goes_on && let Some(number) = value.take() {
            found.insert(number);
        }
    }
    found.extend(value);
}

fn three_digits(mut rest: impl Iterator<Item = char>) -> bool {
    let three = (0..3).all(|_| rest.next().is_some_and(|c| digit(c).is_some()));
    three && rest.next().is_none_or(|c| digit(c).is_none())
}

fn words(prose: &str, found: &mut BTreeSet<u64>) {
    for word in prose.split(|c: char| !c.is_alphabetic()) {
        let lower = word.to_lowercase();
        // Arabic and Hebrew write `and`, `in`, `the` onto the word.
        let bare =
            lower.trim_start_matches(['\u{648}', '\u{628}', '\u{5D5}', '\u{5D1}', '\u{5D4}']);
        for (spelling, value) in WORDS {
            if *spelling == lower || *spelling == bare {
                found.insert(*value);
            }
        }
    }
}

/// Number words: English, Spanish, French, Indonesian, Arabic, Hebrew.
#[rustfmt::skip]
const WORDS: &[(&str, u64)] = &[
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
    ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("twenty", 20),
    ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("hundred", 100),
    ("thousand", 1000),
    ("uno", 1), ("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6), ("siete", 7),
    ("ocho", 8), ("nueve", 9), ("diez", 10), ("veinte", 20), ("treinta", 30), ("cien", 100),
    ("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("sept", 7), ("huit", 8), ("neuf", 9),
    ("dix", 10), ("vingt", 20), ("trente", 30), ("cent", 100),
    ("satu", 1), ("dua", 2), ("tiga", 3), ("empat", 4), ("lima", 5), ("enam", 6), ("tujuh", 7),
    ("delapan", 8), ("sembilan", 9), ("sepuluh", 10),
    ("ثلاثة", 3), ("ثلاث", 3), ("أربعة", 4), ("أربع", 4), ("خمسة", 5), ("خمس", 5), ("ستة", 6),
    ("ست", 6), ("سبعة", 7), ("سبع", 7), ("ثمانية", 8), ("ثماني", 8), ("تسعة", 9), ("تسع", 9),
    ("عشرة", 10), ("عشر", 10), ("عشرين", 20), ("عشرون", 20), ("ثلاثين", 30), ("ثلاثون", 30),
    ("أربعين", 40), ("أربعون", 40), ("خمسين", 50), ("خمسون", 50), ("مئة", 100), ("مائة", 100),
    ("ألف", 1000),
    ("שלושה", 3), ("שלוש", 3), ("ארבעה", 4), ("ארבע", 4), ("חמישה", 5), ("חמש", 5), ("שישה", 6),
    ("שבעה", 7), ("שבע", 7), ("שמונה", 8), ("תשעה", 9), ("תשע", 9), ("עשרה", 10), ("עשר", 10),
    ("עשרים", 20), ("שלושים", 30), ("ארבעים", 40), ("חמישים", 50), ("מאה", 100), ("אלף", 1000),
];

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn digits_of_several_scripts_and_groups_are_read() {
        assert_eq!(
            numbers("3000 fighters").into_iter().collect::<Vec<_>>(),
            [3000]
        );
        assert_eq!(
            numbers("٣٠٠٠ مقاتل").into_iter().collect::<Vec<_>>(),
            [3000]
        );
        assert!(numbers("14,700 soldiers").contains(&14_700));
        assert!(numbers("14.700 soldados, 3").contains(&3));
        assert!(numbers("no number here").is_empty());
    }

    #[test]
    fn words_are_read_with_what_is_written_onto_them() {
        assert!(numbers("تفرج الحركة عن ثلاثة من الأسرى").contains(&3));
        assert!(numbers("وثلاثين محتجزا").contains(&30));
        assert!(numbers("the Movement shall release three captives").contains(&3));
    }
}

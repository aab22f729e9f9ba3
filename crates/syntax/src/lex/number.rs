//! Numbers, fractions and times of day: what begins with a digit.

use super::{NUMBER_DIGITS_MAX, TokenKind};

/// What stands at the beginning of a text that begins with a digit.
pub(super) struct Read {
    pub kind: TokenKind,
    pub length: usize,
    /// Code, message and help.
    pub wrong: Option<(&'static str, String, Option<String>)>,
}

/// Reads the longest number, fraction or time.
pub(super) fn read(text: &str) -> Read {
    let whole = digits(text);
    let rest = text.get(whole..).unwrap_or("");
    let after = |mark: char| rest.strip_prefix(mark).map_or(0, digits);
    if after(',') > 0 {
        return with_comma(text, whole);
    }
    if after('.') > 0 {
        return decimal(text, whole, after('.'));
    }
    if after('/') > 0 {
        let length = whole + 1 + after('/');
        return fraction(text, whole, length);
    }
    if after(':') == 2 && whole <= 2 {
        return time(text, whole);
    }
    let groups = groups(text, whole);
    if groups > 0 {
        return with_blanks(text, whole + groups);
    }
    let wrong = too_long(text, whole);
    Read {
        kind: TokenKind::Number,
        length: whole,
        wrong,
    }
}

/// How many digits the text begins with; `_` may stand between two of them.
fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (end > 0 && bytes.get(end) == Some(&b'_') && digit(end + 1)) {
        end += 1;
    }
    end
}

/// `60,000`: a comma ends a clause, so this is two things to us and one to its writer.
fn with_comma(text: &str, whole: usize) -> Read {
    let mut length = whole;
    let mut groups_of_three = true;
    loop {
        let rest = text.get(length..).unwrap_or("");
        let Some(group) = rest
            .strip_prefix([',', '.'])
            .map(digits)
            .filter(|group| *group > 0)
        else {
            break;
        };
        groups_of_three &= group == 3 && rest.starts_with(',');
        length += 1 + group;
    }
    let written = text.get(..length).unwrap_or("");
    let help = if groups_of_three {
        let (low, plain) = (written.replace(',', "_"), written.replace([',', '_'], ""));
        format!("write {low} or {plain}")
    } else {
        let point = written.replacen(',', ".", 1);
        format!("write `{point}`, or put a blank after the comma")
    };
    let message = format!("the number `{written}` has a comma in it");
    Read {
        kind: TokenKind::Number,
        length,
        wrong: Some(("E0006", message, Some(help))),
    }
}

/// How long the groups of three digits are, each after a blank, that follow a number: `60 000` has
/// one. Two numbers never stand side by side in the grammar.
fn groups(text: &str, whole: usize) -> usize {
    let first = text.get(..whole).unwrap_or("");
    if whole > 3 || first.contains('_') {
        return 0;
    }
    let mut length = 0;
    loop {
        let rest = text.get(whole + length..).unwrap_or("");
        let blank = rest.chars().next().filter(|c| is_blank(*c));
        let Some(group) = blank.and_then(|c| rest.get(c.len_utf8()..)) else {
            return length;
        };
        let digits_only = group.bytes().take_while(u8::is_ascii_digit).count() == 3;
        let next = group.get(3..).and_then(|after| after.chars().next());
        if !digits_only || next.is_some_and(|c| c == '_' || c == '/' || c == ':') {
            return length;
        }
        length += rest.len() - group.len() + 3;
    }
}

/// The blanks that writers put between groups of digits.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// `60 000`: one number to its writer, and two to us.
fn with_blanks(text: &str, length: usize) -> Read {
    let written = text.get(..length).unwrap_or("");
    let wrong = too_long(written, length).unwrap_or_else(|| {
        let (low, plain) = (
            written.replace(is_blank, "_"),
            written.replace(is_blank, ""),
        );
        let message = format!("the number `{written}` has a blank in it");
        ("E0006", message, Some(format!("write {low} or {plain}")))
    });
    Read {
        kind: TokenKind::Number,
        length,
        wrong: Some(wrong),
    }
}

fn decimal(text: &str, whole: usize, parts: usize) -> Read {
    let length = whole + 1 + parts;
    let written = text.get(..length).unwrap_or("");
    let mut wrong = too_long(written, length);
    if wrong.is_none() && parts > 3 {
        let message = format!("the number `{written}` has more than 3 digits after its point");
        wrong = Some(("E0006", message, None));
    } else if wrong.is_none() && parts == 3 && whole <= 3 && !written.starts_with('0') {
        // Half the world writes 60.000 for sixty thousand; the other half reads sixty.
        let (low, point) = (written.replace('.', "_"), trimmed(written));
        let message = format!("the number `{written}` can be read in two ways");
        wrong = Some(("E0006", message, Some(format!("write {low} or {point}"))));
    }
    Read {
        kind: TokenKind::Number,
        length,
        wrong,
    }
}

/// `60.500` as `60.5`, `60.000` as `60`.
fn trimmed(written: &str) -> &str {
    written.trim_end_matches('0').trim_end_matches('.')
}

fn fraction(text: &str, whole: usize, length: usize) -> Read {
    let written = text.get(..length).unwrap_or("");
    let below = text.get(whole + 1..length).unwrap_or("");
    let wrong = if below.bytes().all(|digit| matches!(digit, b'0' | b'_')) {
        Some((
            "E0001",
            format!("expected a share, found `{written}`"),
            None,
        ))
    } else if whole > 9 || below.len() > 9 {
        Some((
            "E0006",
            format!("the number `{written}` has too many digits"),
            None,
        ))
    } else {
        None
    };
    Read {
        kind: TokenKind::Fraction,
        length,
        wrong,
    }
}

fn time(text: &str, whole: usize) -> Read {
    let length = whole + 3;
    let written = text.get(..length).unwrap_or("");
    let wrong = minutes(written).is_none().then(|| {
        let help = Some("hours run from 00:00 to 24:00".to_owned());
        (
            "E0001",
            format!("expected a time of day, found `{written}`"),
            help,
        )
    });
    Read {
        kind: TokenKind::Time,
        length,
        wrong,
    }
}

/// `16:00` in minutes from midnight.
pub(crate) fn minutes(written: &str) -> Option<u16> {
    let (hours, minutes) = written.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

/// `2.5` in thousandths.
pub(crate) fn thousandths(written: &str) -> Option<i64> {
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (whole, mut part) = (digits(whole), digits(part));
    if whole.len() > NUMBER_DIGITS_MAX || part.len() > 3 {
        return None;
    }
    part.resize(3, b'0');
    whole.iter().chain(&part).try_fold(0_i64, |sum, digit| {
        sum.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
    })
}

fn too_long(text: &str, length: usize) -> Option<(&'static str, String, Option<String>)> {
    let written = text.get(..length).unwrap_or("");
    let count = written.bytes().filter(u8::is_ascii_digit).count();
    (count > NUMBER_DIGITS_MAX).then(|| {
        let start = written.get(..12).unwrap_or(written);
        let message = format!("the number `{start}…` has {count} digits");
        let help = format!("a number has at most {NUMBER_DIGITS_MAX}");
        ("E0006", message, Some(help))
    })
}

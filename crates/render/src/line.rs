//! A line of text that knows its language and direction, cut into runs that must not be reordered.
//!
//! A date inside an Arabic sentence is drawn with its parts reversed unless it is isolated from the
//! words around it, and in a table of deadlines that is a defect of safety. So every number, date,
//! reference and name of the other direction is a run of its own here, and each writer isolates
//! runs in the way of its format: `<bdi>`, U+2068 … U+2069, or a run of WordprocessingML.
//!
//! The printers below this module speak in plain strings; where they know that something is one
//! atom (`19 January 2025, 16:00`) they put it between the two isolate marks themselves, and
//! [`Line::new`] finds the rest.

/// First strong isolate: opens an atom.
pub(crate) const FSI: char = '\u{2068}';
/// Pop directional isolate: closes it.
pub(crate) const PDI: char = '\u{2069}';

/// The word before the number of an article in a sentence, by which references are found again.
pub(crate) const ARTICLE: &str = "Article ";

/// Which way a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Latin, Cyrillic …
    LeftToRight,
    /// Arabic, Hebrew …
    RightToLeft,
}

impl Direction {
    /// The direction in which a language is written, from its tag.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or(language);
        match primary {
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "syr" | "ug" | "ur"
            | "yi" => Self::RightToLeft,
            _ => Self::LeftToRight,
        }
    }

    /// The value of the `dir` attribute of HTML.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Words in the direction of the line.
    Words(String),
    /// A date, number, code or name of the other direction: never reordered with its surroundings.
    Isolate(String),
    /// A reference to an article, by its number.
    Article(u32),
}

impl Run {
    /// What is printed of it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Words(text) | Self::Isolate(text) => text.clone(),
            Self::Article(number) => format!("{ARTICLE}{number}"),
        }
    }
}

/// A paragraph, heading or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The tag of its language.
    pub language: String,
    /// Its direction.
    pub direction: Direction,
    /// Its pieces.
    pub runs: Vec<Run>,
}

impl Line {
    /// Cuts a text of one language into runs.
    #[must_use]
    pub fn new(language: &str, text: &str) -> Self {
        let direction = Direction::of(language);
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(FSI) {
            scan(&rest[..open], direction, &mut runs);
            let inside = &rest[open + FSI.len_utf8()..];
            let close = closing(inside);
            runs.push(atom_run(&plain(&inside[..close])));
            rest = inside[close..].strip_prefix(PDI).unwrap_or("");
        }
        scan(rest, direction, &mut runs);
        Self {
            language: language.to_owned(),
            direction,
            runs,
        }
    }

    /// A line of English.
    #[must_use]
    pub fn english(text: &str) -> Self {
        Self::new("en", text)
    }

    /// Its text without any isolate.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }

    /// Adds words that the line's own direction governs.
    pub(crate) fn push_words(&mut self, words: &str) {
        self.runs.push(Run::Words(words.to_owned()));
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// Puts something between the isolate marks, so that it stays in one piece.
pub(crate) fn atom(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{FSI}{}{PDI}", plain(text))
}

/// A text without isolate marks.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, FSI | PDI)).collect()
}

/// Whether a character is strongly right-to-left: the blocks of Hebrew, Arabic and their kin.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// The direction in which a text of its own is read: that of its first strong character.
pub(crate) fn own_direction(text: &str) -> Direction {
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(c) if is_right_to_left(c) => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    }
}

/// Whether a text holds a character of the other direction than the line it stands in.
pub(crate) fn holds_other(text: &str, direction: Direction) -> bool {
    text.chars().any(|c| is_other(c, direction))
}

fn is_other(c: char, direction: Direction) -> bool {
    match direction {
        Direction::LeftToRight => is_right_to_left(c),
        Direction::RightToLeft => c.is_alphabetic() && !is_right_to_left(c),
    }
}

/// Where an isolate that is already open ends: isolates nest.
fn closing(inside: &str) -> usize {
    let mut depth = 0;
    for (at, c) in inside.char_indices() {
        match c {
            FSI => depth += 1,
            PDI if depth == 0 => return at,
            PDI => depth -= 1,
            _ => {}
        }
    }
    inside.len()
}

fn atom_run(text: &str) -> Run {
    text.strip_prefix(ARTICLE)
        .and_then(|number| number.parse().ok())
        .map_or_else(|| Run::Isolate(text.to_owned()), Run::Article)
}

/// Cuts unmarked text: numbers and stretches of the other direction become isolates.
fn scan(text: &str, direction: Direction, runs: &mut Vec<Run>) {
    let mut words = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let glued = words.chars().next_back().is_some_and(char::is_alphanumeric);
        let begins_number = c.is_ascii_digit() || matches!(c, '-' | '+');
        let taken = if begins_number && !glued {
            number_length(rest)
        } else if is_other(c, direction) {
            other_length(rest, direction)
        } else {
            0
        };
        if taken == 0 {
            words.push(c);
            at += c.len_utf8();
            continue;
        }
        let mut isolate = rest[..taken].to_owned();
        at += taken;
        // Brackets around nothing else go with it: a line must not break between them.
        let opener = words.chars().next_back();
        let closer = opener.and_then(closer_of);
        if closer.is_some() && text[at..].chars().next() == closer {
            isolate.extend(closer);
            isolate.insert_str(
                0,
                &words.split_off(words.len() - opener.map_or(0, char::len_utf8)),
            );
            at += closer.map_or(0, char::len_utf8);
        }
        push_words(&mut words, runs);
        runs.push(Run::Isolate(isolate));
    }
    push_words(&mut words, runs);
}

fn push_words(words: &mut String, runs: &mut Vec<Run>) {
    if !words.is_empty() {
        runs.push(Run::Words(std::mem::take(words)));
    }
}

/// The length of a number with its sign, what joins its digits and its percent sign: `14700`,
/// `16:00`, `2026-12-05`, `4.3`, `-5`, `30%`.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut after_digit = false;
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                end = at + 1;
                after_digit = true;
            }
            '-' | '+' if at == 0 => {}
            '%' if after_digit => return at + 1,
            '-' | ':' | '.' | ',' | '/' | '_' if after_digit => after_digit = false,
            _ => break,
        }
    }
    end
}

/// The length of a stretch of the other direction: its words with the spaces, digits and marks
/// between them, ending with a strong character or with what closes a bracket opened inside.
fn other_length(text: &str, direction: Direction) -> usize {
    let own = match direction {
        Direction::LeftToRight => Direction::RightToLeft,
        Direction::RightToLeft => Direction::LeftToRight,
    };
    let mut end = 0;
    let mut awaited: Vec<char> = Vec::new();
    for (at, c) in text.char_indices() {
        if is_other(c, direction) || (end > 0 && c.is_ascii_digit()) {
            end = at + c.len_utf8();
        } else if awaited.last() == Some(&c) {
            awaited.pop();
            end = at + c.len_utf8();
        } else if let Some(closer) = closer_of(c) {
            awaited.push(closer);
        } else if is_other(c, own) {
            break;
        }
    }
    end
}

/// What closes a bracket or a quotation.
fn closer_of(opener: char) -> Option<char> {
    match opener {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        '“' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(language: &str, text: &str) -> Vec<Run> {
        Line::new(language, text).runs
    }

    #[test]
    fn a_bare_date_in_arabic_is_one_isolate() {
        assert_eq!(
            runs("ar", "قبل 2026-12-05."),
            [
                Run::Words("قبل ".to_owned()),
                Run::Isolate("2026-12-05".to_owned()),
                Run::Words(".".to_owned()),
            ]
        );
    }

    #[test]
    fn names_of_the_other_direction_are_isolates() {
        assert_eq!(
            runs("en", "The الحركة الأولى shall"),
            [
                Run::Words("The ".to_owned()),
                Run::Isolate("الحركة الأولى".to_owned()),
                Run::Words(" shall".to_owned()),
            ]
        );
    }

    #[test]
    fn a_bracket_stays_with_the_name_it_closes() {
        assert_eq!(
            runs("ar", "وفق Resolution 1701 (2006)، ثم"),
            [
                Run::Words("وفق ".to_owned()),
                Run::Isolate("Resolution 1701 (2006)".to_owned()),
                Run::Words("، ثم".to_owned()),
            ]
        );
        assert_eq!(
            runs("ar", "(UN) بنسبة -5%."),
            [
                Run::Isolate("(UN)".to_owned()),
                Run::Words(" بنسبة ".to_owned()),
                Run::Isolate("-5%".to_owned()),
                Run::Words(".".to_owned()),
            ]
        );
    }

    #[test]
    fn marked_atoms_and_references_are_found() {
        let text = format!(
            "under {} by {}",
            atom("Article 12"),
            atom("19 January 2025")
        );
        assert_eq!(
            runs("en", &text),
            [
                Run::Words("under ".to_owned()),
                Run::Article(12),
                Run::Words(" by ".to_owned()),
                Run::Isolate("19 January 2025".to_owned()),
            ]
        );
    }

    #[test]
    fn cutting_loses_nothing() {
        for text in [
            "",
            "3",
            "a3b",
            "قرار 1701 وبعد",
            "x \u{2068}1, 2\u{2069}",
            "\u{2068}open",
        ] {
            for language in ["en", "ar"] {
                assert_eq!(Line::new(language, text).text(), plain(text));
            }
        }
    }
}

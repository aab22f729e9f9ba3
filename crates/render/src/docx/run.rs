//! The runs of a line, each with its direction.

use crate::html::escape::escape;
use crate::line::{Direction, Line, Run, is_right_to_left};

/// Left-to-right mark.
const LRM: char = '\u{200E}';
/// Right-to-left mark.
const RLM: char = '\u{200F}';

/// The runs of a line as XML.
pub(super) fn runs(line: &Line) -> String {
    let mut out = String::new();
    for run in &line.runs {
        match run {
            Run::Words(text) => out.push_str(&xml(text, line.direction, &line.language)),
            Run::Isolate(text) => out.push_str(&isolate(text, line)),
            Run::Article(number) => {
                let inside = isolate(&run.text(), line);
                out.push_str(&format!(
                    "<w:hyperlink w:anchor=\"article_{number}\">{inside}</w:hyperlink>"
                ));
            }
        }
    }
    out
}

/// The number of a paragraph.
pub(super) fn mark(mark: &str, direction: Direction) -> String {
    xml(mark, direction, "")
}

/// A run that keeps its own direction: marks of its direction inside, of the line's outside.
fn isolate(text: &str, line: &Line) -> String {
    let own = if text.chars().any(is_right_to_left) {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    };
    if own == line.direction {
        return xml(text, own, &line.language);
    }
    let (inner, outer) = (sign(own), sign(line.direction));
    let language = if own == Direction::RightToLeft {
        "ar"
    } else {
        "en"
    };
    format!(
        "{}{}{}",
        xml(&outer.to_string(), line.direction, &line.language),
        xml(&format!("{inner}{text}{inner}"), own, language),
        xml(&outer.to_string(), line.direction, &line.language)
    )
}

fn sign(direction: Direction) -> char {
    match direction {
        Direction::LeftToRight => LRM,
        Direction::RightToLeft => RLM,
    }
}

fn xml(text: &str, direction: Direction, language: &str) -> String {
    let language = escape(language);
    let properties = match (direction, language.is_empty()) {
        (Direction::LeftToRight, true) => String::new(),
        (Direction::LeftToRight, false) => {
            format!("<w:rPr><w:lang w:val=\"{language}\"/></w:rPr>")
        }
        (Direction::RightToLeft, true) => "<w:rPr><w:rtl/></w:rPr>".to_owned(),
        (Direction::RightToLeft, false) => {
            format!("<w:rPr><w:rtl/><w:lang w:bidi=\"{language}\"/></w:rPr>")
        }
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(text)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_arabic_is_a_left_to_right_run_between_marks() {
        let said = runs(&Line::new("ar", "قبل 2026-12-05."));
        assert!(said.contains("\u{200E}2026-12-05\u{200E}"), "{said}");
        assert!(said.contains("<w:rtl/><w:lang w:bidi=\"ar\"/>"), "{said}");
    }
}

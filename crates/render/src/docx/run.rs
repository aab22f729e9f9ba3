//! The runs of a line, each with its direction.

use crate::html::escape::escape;
use crate::line::{Direction, Line, Run, own_direction};

/// Left-to-right mark.
const LRM: char = '\u{200E}';
/// Right-to-left mark.
const RLM: char = '\u{200F}';
/// Opens a stretch read from the left.
const LRE: char = '\u{202A}';
/// Opens a stretch read from the right.
const RLE: char = '\u{202B}';
/// Closes either.
const PDF: char = '\u{202C}';

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

/// A run that keeps its own direction: embedded, with a mark of the line's direction behind it so
/// that the punctuation and the digits that follow are not drawn into it. No mark stands before it:
/// what comes before is of the line's direction already, and a mark behind an opening bracket is
/// where some word processors would break the line.
fn isolate(text: &str, line: &Line) -> String {
    let own = own_direction(text);
    if own == line.direction {
        // It may still quote a name of the other direction.
        return inside(&Line::new(&line.language, text));
    }
    let (language, open) = match own {
        Direction::LeftToRight => ("en", LRE),
        Direction::RightToLeft => ("ar", RLE),
    };
    let outer = match line.direction {
        Direction::LeftToRight => LRM,
        Direction::RightToLeft => RLM,
    };
    format!(
        "{}{}{}{}",
        xml(&open.to_string(), own, language),
        inside(&Line::new(language, text)),
        xml(&PDF.to_string(), own, language),
        xml(&outer.to_string(), line.direction, &line.language)
    )
}

/// The runs of an isolate, cut where its own direction changes.
fn inside(own: &Line) -> String {
    if let [only] = own.runs.as_slice() {
        return xml(&only.text(), own.direction, &own.language);
    }
    let mut out = String::new();
    for run in &own.runs {
        match run {
            Run::Words(text) => out.push_str(&xml(text, own.direction, &own.language)),
            _ => out.push_str(&isolate(&run.text(), own)),
        }
    }
    out
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

    /// The characters of a line in the order of the file, its marks as letters.
    fn marked(language: &str, text: &str) -> String {
        let xml = runs(&Line::new(language, text));
        let mut out = String::new();
        for piece in xml.split('<').filter_map(|piece| piece.split_once('>')) {
            out.push_str(piece.1);
        }
        for (mark, letter) in [
            (LRM, "[L]"),
            (RLM, "[R]"),
            (LRE, "[l"),
            (RLE, "[r"),
            (PDF, "]"),
        ] {
            out = out.replace(mark, letter);
        }
        out
    }

    #[test]
    fn a_date_in_arabic_is_a_left_to_right_run_between_marks() {
        let said = runs(&Line::new("ar", "قبل 2026-12-05."));
        assert!(
            said.contains(
                "<w:r><w:rPr><w:lang w:val=\"en\"/></w:rPr><w:t xml:space=\"preserve\">2026-12-05<"
            ),
            "{said}"
        );
        assert!(said.contains("<w:rtl/><w:lang w:bidi=\"ar\"/>"), "{said}");
        assert_eq!(marked("ar", "قبل 2026-12-05."), "قبل [l2026-12-05][R].");
    }

    #[test]
    fn punctuation_stays_with_the_name_it_belongs_to() {
        assert_eq!(
            marked("ar", "وفق Resolution 1701 (2006)، ثم"),
            "وفق [lResolution 1701 (2006)][R]، ثم"
        );
        assert_eq!(
            marked("en", "by الحركة (أ), then"),
            "by [rالحركة (أ)][L], then"
        );
    }

    #[test]
    fn a_name_that_quotes_the_other_direction_keeps_its_own_order() {
        let name = crate::line::atom("Movement (الحركة) of 2025");
        assert_eq!(
            marked("ar", &format!("قال {name}.")),
            "قال [lMovement [r(الحركة)][L] of 2025][R]."
        );
    }
}

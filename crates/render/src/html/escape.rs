//! Text inside HTML and XML.

use crate::line::{Line, Run};
use std::fmt::Write;

/// A text with the five characters of markup escaped, and without control characters, which XML
/// does not allow and HTML does not show.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// `lang="ar" dir="rtl"`
pub(crate) fn language(line: &Line) -> String {
    format!(
        "lang=\"{}\" dir=\"{}\"",
        escape(&line.language),
        line.direction.word()
    )
}

/// The runs of a line: `<bdi>` around everything that must not be reordered.
pub(crate) fn runs(line: &Line) -> String {
    let mut out = String::new();
    for run in &line.runs {
        // Writing to a string cannot fail.
        let _ = match run {
            Run::Words(text) => write!(out, "{}", escape(text)),
            Run::Isolate(text) => write!(out, "<bdi>{}</bdi>", escape(text)),
            Run::Article(number) => write!(
                out,
                "<a href=\"#article-{number}\"><bdi>{}</bdi></a>",
                escape(&run.text())
            ),
        };
    }
    out
}

//! Findings as a person reads them in a terminal.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet, renderer::DecorStyle,
};

use crate::{Finding, Severity, Span, Told, position::Lines};

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// With colours; for a terminal.
    pub colour: bool,
}

/// How many places of one finding are shown with their text; the others are named by line.
const PLACES_SHOWN_MAX: usize = 3;
/// How many further lines are named.
const LINES_NAMED_MAX: usize = 12;
/// How long a line may be before only its beginning is shown, in bytes.
const LINE_BYTES_MAX: usize = 400;

/// Prints the findings of one file, the first to read first, and a line that counts them.
#[must_use]
pub fn report(told: &Told<'_>, how: Report) -> String {
    let renderer = if how.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let lines = Lines::new(told.text);
    let mut out = String::new();
    for finding in told.findings {
        let groups = [group(told, &lines, finding)];
        out.push_str(&renderer.render(&groups));
        out.push_str("\n\n");
    }
    out.push_str(&summary(told));
    crate::isolate::isolated(&out)
}

/// `aceh: 12 findings: 1 error, 11 warnings. …`
fn summary(told: &Told<'_>) -> String {
    let count = |severity| {
        told.findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let name = if told.agreement.is_empty() {
        told.file
    } else {
        told.agreement
    };
    let (errors, warnings, infos) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    if told.findings.is_empty() {
        return format!("{name}: nothing found\n");
    }
    let mut parts = vec![plural(errors, "error"), plural(warnings, "warning")];
    if infos > 0 {
        parts.push(format!("{infos} for information"));
    }
    let first = told.findings.first().map_or("", |finding| finding.code);
    format!(
        "{name}: {}, most depending first; `servanda explain {first}` tells what a code means\n",
        parts.join(", ")
    )
}

fn plural(count: usize, word: &str) -> String {
    match count {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

fn group<'a>(told: &Told<'a>, lines: &Lines<'a>, finding: &'a Finding) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut elements: Vec<Element<'a>> = snippets(told, lines, finding)
        .into_iter()
        .map(Element::from)
        .collect();
    if let Some(rest) = rest(lines, finding) {
        elements.push(Level::NOTE.message(rest).into());
    }
    if !finding.cites.is_empty() {
        elements.push(
            Level::NOTE
                .with_name("cites")
                .message(cites(&finding.cites))
                .into(),
        );
    }
    elements.extend(
        finding
            .notes
            .iter()
            .map(|note| Level::NOTE.message(note.as_str()).into()),
    );
    elements.extend(
        finding
            .help
            .iter()
            .map(|help| Level::HELP.message(help.as_str()).into()),
    );
    level
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .elements(elements)
}

/// The first few paragraphs cited; a folded finding may cite a hundred.
fn cites(all: &[String]) -> String {
    const SHOWN_MAX: usize = 8;
    let shown: Vec<&str> = all.iter().take(SHOWN_MAX).map(String::as_str).collect();
    match all.len().checked_sub(SHOWN_MAX) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join("; ")),
        _ => shown.join("; "),
    }
}

/// One snippet for each stretch of neighbouring lines, in the order of the places.
fn snippets<'a>(
    told: &Told<'a>,
    lines: &Lines<'a>,
    finding: &'a Finding,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let first = (finding.at, finding.label.as_str(), AnnotationKind::Primary);
    let others = finding.places.iter().take(PLACES_SHOWN_MAX - 1);
    let others = others.map(|place| (place.at, place.label.as_str(), AnnotationKind::Context));
    std::iter::once(first)
        .chain(others)
        .map(|(span, label, kind)| {
            let (slice, start, line) = window(told.text, lines, span);
            let within = |byte: u32| (byte as usize).saturating_sub(start).min(slice.len());
            let range = within(span.start)..within(span.end.max(span.start));
            Snippet::source(slice)
                .line_start(line as usize)
                .path(told.file)
                .annotation(kind.span(range).label(label))
        })
        .collect()
}

/// The line a span begins on (two where it runs over), cut where it is too long; where that begins
/// in the text; and its number.
fn window<'a>(text: &'a str, lines: &Lines<'a>, span: Span) -> (&'a str, usize, u32) {
    let line = lines.line(span.start);
    let before = text.get(..span.start as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or("");
    let mut end = rest
        .find('\n')
        .unwrap_or(rest.len())
        .min(LINE_BYTES_MAX.max((span.start as usize).saturating_sub(start) + LINE_BYTES_MAX));
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    (rest.get(..end).unwrap_or(""), start, line)
}

/// The places that are not shown with their text.
fn rest(lines: &Lines<'_>, finding: &Finding) -> Option<String> {
    let hidden = finding.places.get(PLACES_SHOWN_MAX - 1..)?;
    if hidden.is_empty() {
        return None;
    }
    let named: Vec<String> = hidden
        .iter()
        .take(LINES_NAMED_MAX)
        .map(|place| lines.line(place.at.start).to_string())
        .collect();
    let more = hidden.len().saturating_sub(LINES_NAMED_MAX);
    let tail = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let word = if hidden.len() == 1 { "line" } else { "lines" };
    Some(format!("also on {word} {}{tail}", named.join(", ")))
}

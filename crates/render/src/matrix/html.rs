//! A matrix as one HTML page.

use super::Matrix;
use crate::html::escape::{escape, language, runs};
use crate::html::opening;
use crate::line::{Line, Run};

/// Writes a matrix as a page.
#[must_use]
pub fn write(matrix: &Matrix) -> String {
    let heading = matrix.frame.sections.matrix;
    let title = format!("{heading}: {}", matrix.title.text());
    let mut out = opening(matrix.frame.tag, matrix.direction.word(), &title, "wide");
    out.push_str("<header class=\"titles\">\n");
    out.push_str(&format!("<h1>{}</h1>\n", escape(heading)));
    out.push_str(&format!(
        "<p {}>{}</p>\n</header>\n",
        language(&matrix.title),
        runs(&matrix.title)
    ));
    out.push_str("<main>\n<table class=\"matrix\">\n<thead>\n<tr>\n");
    for cell in &matrix.header {
        let (language, runs) = (language(cell), runs(cell));
        out.push_str(&format!("<th scope=\"col\" {language}>{runs}</th>\n"));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &matrix.rows {
        let anchor = row.first().map(Line::text).unwrap_or_default();
        out.push_str(&format!("<tr id=\"row-{}\">\n", escape(&anchor)));
        for (cell, heading) in row.iter().zip(&matrix.header) {
            let (language, runs) = (language(cell), runs(&unlinked(cell)));
            let heading = escape(&heading.text());
            out.push_str(&format!(
                "<td {language} data-column=\"{heading}\">{runs}</td>\n"
            ));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    out
}

/// The articles themselves are on another page.
fn unlinked(line: &Line) -> Line {
    let runs = line
        .runs
        .iter()
        .map(|run| match run {
            Run::Article(_) => Run::Isolate(run.text()),
            other => other.clone(),
        })
        .collect();
    Line {
        runs,
        ..line.clone()
    }
}

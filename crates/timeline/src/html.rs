//! The chart as one page: the drawing, the same as a table, the legend; no script, no request.

use std::fmt::Write as _;

use crate::chart::{At, Chart, Row};
use crate::panels::{Panel, panels};
use crate::{svg, table};
use render::html::escape::escape;

/// The style of the page.
const STYLE: &str = include_str!("html/style.css");

/// The chart as a page.
#[must_use]
pub fn html(chart: &Chart) -> String {
    let mut page = Page {
        chart,
        out: String::new(),
    };
    page.opening();
    page.what_if();
    let panels = panels(chart);
    page.push("<main>\n");
    page.phases();
    let several = panels.len() > 1;
    if several {
        page.contents(&panels);
    }
    for (at, panel) in panels.iter().enumerate() {
        page.panel(panel, at, several);
    }
    page.undated();
    page.chain();
    page.push("</main>\n</body>\n</html>\n");
    page.out
}

struct Page<'a> {
    chart: &'a Chart,
    out: String,
}

/// A name, a date: between isolates, with its own direction.
fn bdi(words: &str) -> String {
    format!("<bdi>{}</bdi>", escape(words))
}

fn dated(at: Option<&At>) -> String {
    at.map_or("no date stated".to_owned(), |at| bdi(&at.words))
}

impl Page<'_> {
    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn opening(&mut self) {
        let chart = self.chart;
        let title = match chart.title.is_empty() {
            true => &chart.name,
            false => &chart.title,
        };
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{0}: timeline</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<h1>{1}</h1>\n",
            escape(title),
            bdi(title)
        );
        if let Some(at) = &chart.as_of {
            let _ = writeln!(self.out, "<p>As of {}</p>", bdi(&at.words));
        }
        for note in &chart.notes {
            let _ = writeln!(
                self.out,
                "<p class=\"note\" role=\"note\">{}</p>",
                bdi(note)
            );
        }
        let legend = svg::legend(chart);
        let _ = writeln!(
            self.out,
            "<details class=\"legend\" open><summary>What the shapes stand for</summary>\
             <div class=\"scroll\">{legend}</div></details>\n</header>"
        );
    }

    fn what_if(&mut self) {
        let Some(what_if) = &self.chart.what_if else {
            return;
        };
        let _ = write!(
            self.out,
            "<section class=\"what-if\">\n<h2>If <bdi>{}</bdi></h2>\n<p>{}</p>\n\
             <div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">What</th>\
             <th scope=\"col\">Which time</th><th scope=\"col\">Was</th><th scope=\"col\">Is then\
             </th><th scope=\"col\">Missed</th></tr></thead>\n<tbody>\n",
            escape(&what_if.asked),
            escape(&what_if.summary())
        );
        for delay in &what_if.moved {
            let missed = delay.missed.as_ref().map_or(String::new(), |at| {
                format!("✕ its last day, {}, is then past", bdi(&at.words))
            });
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{missed}</td>\
                 </tr>",
                bdi(&delay.what),
                delay.which,
                dated(delay.before.as_ref()),
                bdi(&delay.after.words)
            );
        }
        self.push("</tbody></table></div>\n</section>\n");
    }

    fn phases(&mut self) {
        let chart = self.chart;
        if chart.bands.is_empty() && chart.milestones.is_empty() {
            return;
        }
        self.push(
            "<section>\n<h2>Phases and milestones</h2>\n<div class=\"scroll\"><table>\n<thead><tr>\
             <th scope=\"col\">Phase or milestone</th><th scope=\"col\">Begins</th>\
             <th scope=\"col\">Ends</th><th scope=\"col\">At the latest</th>",
        );
        if chart.lived {
            self.push("<th scope=\"col\">How it stands</th>");
        }
        self.push("</tr></thead>\n<tbody>\n");
        for band in &chart.bands {
            let latest = band.latest.as_ref();
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{} <code>{}</code></th><td>{}</td><td>{}</td><td>{}</td>{}</tr>",
                bdi(&band.title),
                bdi(&band.name),
                dated(band.from.as_ref()),
                dated(band.to.as_ref()),
                latest.map_or(String::new(), |at| bdi(&at.words)),
                self.stands(band.stands.unwrap_or_default())
            );
        }
        for one in &chart.milestones {
            let reached = one.reached.as_ref();
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{} <code>{}</code></th><td></td><td>{}</td><td></td>\
                 {}</tr>",
                bdi(&one.title),
                bdi(&one.name),
                dated(one.last.as_ref()),
                self.stands(&reached.map_or(String::new(), |at| {
                    format!("reached {}", bdi(&at.words))
                }))
            );
        }
        self.push("</tbody></table></div>\n</section>\n");
    }

    /// A cell for how something stands, where a record is given.
    fn stands(&self, words: &str) -> String {
        match self.chart.lived {
            true => format!("<td>{words}</td>"),
            false => String::new(),
        }
    }

    fn contents(&mut self, panels: &[Panel<'_>]) {
        self.push("<nav aria-label=\"Phases\">\n<ul>\n");
        for (at, panel) in panels.iter().enumerate() {
            for part in &panel.groups {
                let _ = writeln!(
                    self.out,
                    "<li><a href=\"#panel-{at}\">{}</a>: {} duties and rows</li>",
                    bdi(part.title),
                    part.rows.len() + part.folded
                );
            }
        }
        self.push("</ul>\n</nav>\n");
    }

    fn panel(&mut self, panel: &Panel<'_>, at: usize, several: bool) {
        if panel
            .groups
            .iter()
            .all(|part| part.rows.is_empty() && part.folded == 0)
        {
            return;
        }
        let title = match panel.groups.first() {
            Some(part) if several => part.title,
            _ => "Timeline",
        };
        let drawn = svg::panel(self.chart, panel, at, title);
        let open = if several { "" } else { " open" };
        let _ = write!(
            self.out,
            "<section id=\"panel-{at}\">\n<h2>{}</h2>\n<div class=\"scroll\" tabindex=\"0\" \
             role=\"region\" aria-label=\"Drawing\">{drawn}</div>\n\
             <details{open}><summary>The same as a table</summary>\n",
            bdi(title)
        );
        let groups: Vec<&str> = panel.groups.iter().map(|part| part.name).collect();
        for group in &self.chart.groups {
            if groups.contains(&group.name.as_str())
                && panel.groups.iter().any(|part| part.title == group.title)
            {
                let rows: Vec<&Row> = group.rows.iter().collect();
                self.table(&group.title, &rows);
            }
        }
        self.push("</details>\n</section>\n");
    }

    fn undated(&mut self) {
        let groups = self.chart.groups.iter();
        let rows: Vec<&Row> = groups.flat_map(|group| &group.undated).collect();
        let Some(drawn) = svg::undated_panel(&rows) else {
            return;
        };
        let _ = write!(
            self.out,
            "<section>\n<h2>No date stated</h2>\n<div class=\"scroll\">{drawn}</div>\n\
             <details><summary>The same as a table</summary>\n"
        );
        self.table("No date stated", &rows);
        self.push("</details>\n</section>\n");
    }

    fn table(&mut self, caption: &str, rows: &[&Row]) {
        if rows.is_empty() {
            return;
        }
        let lived = self.chart.lived;
        let stands = if lived {
            "<th scope=\"col\">How it stands</th>"
        } else {
            ""
        };
        let _ = write!(
            self.out,
            "<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr>\
             <th scope=\"col\">Duty</th><th scope=\"col\">Who</th><th scope=\"col\">From</th>\
             <th scope=\"col\">Last day</th><th scope=\"col\">Slack</th>\
             <th scope=\"col\">Verified by, until</th><th scope=\"col\">Told from</th>{stands}\
             </tr></thead>\n<tbody>\n",
            bdi(caption)
        );
        for row in rows {
            for (at, line) in table::lines(row).iter().enumerate() {
                self.line(line, at == 0);
            }
        }
        self.push("</tbody></table></div>\n");
    }

    fn line(&mut self, line: &table::Line<'_>, first: bool) {
        let row = line.row;
        let star = if row.critical {
            "<span title=\"fixes the last day of all\">★</span> "
        } else {
            ""
        };
        let round = match line.round.is_empty() {
            true => String::new(),
            false => format!("<br>{}", bdi(&line.round)),
        };
        let names = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| bdi(name)).collect();
            names.join("<br>")
        };
        let waits: Vec<String> = row.waits.iter().map(|wait| bdi(&wait.words)).collect();
        let found = match line.found.is_empty() {
            true => String::new(),
            false => format!("<br>{}", bdi(&line.found)),
        };
        let title = match row.title.is_empty() {
            true => String::new(),
            false => format!("{}<br>", bdi(&row.called(400))),
        };
        let from = match line.from.is_empty() {
            true => "not stated".to_owned(),
            false => bdi(&line.from),
        };
        let _ = write!(
            self.out,
            "<tr><th scope=\"row\">{star}{title}<code>{}</code>{round}</th><td>{}</td>\
             <td>{from}</td><td>{}</td><td>{}</td><td>{}{found}</td><td>{}</td>",
            bdi(&row.name),
            names(&row.who),
            bdi(&line.last),
            bdi(&line.slack),
            names(&row.verified_by),
            if first {
                waits.join("<br>")
            } else {
                String::new()
            }
        );
        if self.chart.lived {
            let symbol = line
                .mark
                .map_or(String::new(), |mark| format!("{} ", mark.symbol()));
            let _ = write!(self.out, "<td>{symbol}{}</td>", bdi(&line.stands));
        }
        self.push("</tr>\n");
    }

    fn chain(&mut self) {
        if self.chart.chain.is_empty() {
            return;
        }
        self.push(
            "<section>\n<h2>What fixes the last day of all</h2>\n\
             <p>By right: if everybody keeps to the text and takes all the time it gives.</p>\n<ol>\n",
        );
        for link in &self.chart.chain {
            let _ = writeln!(
                self.out,
                "<li>{}: {}<br><small>{}</small></li>",
                bdi(&link.happens),
                bdi(&link.at.words),
                bdi(&link.because)
            );
        }
        self.push("</ol>\n</section>\n");
    }
}

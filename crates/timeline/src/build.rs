//! The chart of an agreement: what the timetable says, what a record tells, what is asked.

use std::collections::BTreeMap;

use check::plan::{ByRight, FIRST_DAY, Node, Side, Timetable, What, ZERO};
use kernel::Key;
use model::{
    ActorId, ArticleId, Clause, DAY_SECONDS, Element, Instant, MilestoneId, Occurrence, Panel,
    PhaseId, Question, Reach,
};

use crate::chart::{At, Band, Bar, Chart, Group, Link, Milestone, Row, Scale, Shift, Wait};
use crate::dates::{at, scale};
use crate::life::{Life, Seen, Timely};
use crate::what_if::{Asked, Delay, WhatIf, differs, row_name};

/// Draws up the chart.
#[must_use]
pub fn chart(
    table: &Timetable<'_>,
    life: Option<&Life>,
    as_of: Option<Instant>,
    asked: Option<&Asked>,
) -> Chart {
    let later = asked.map(|asked| table.later(&asked.nodes, asked.by));
    let build = Build {
        table,
        scale: scale(table),
        life,
        later: later.as_ref(),
        asked,
        chain: table
            .last(table.by_right())
            .map(|last| table.chain(table.by_right(), last))
            .unwrap_or_default(),
    };
    build.chart(as_of)
}

struct Build<'a> {
    table: &'a Timetable<'a>,
    scale: Scale,
    life: Option<&'a Life>,
    later: Option<&'a ByRight>,
    asked: Option<&'a Asked>,
    chain: Vec<check::plan::Step>,
}

/// One line of the chart: an article, a row of its table, who owes it where each owes it apart.
type Line = (ArticleId, Option<u32>, Option<ActorId>);

impl Build<'_> {
    fn chart(&self, as_of: Option<Instant>) -> Chart {
        let agreement = self.table.agreement();
        let groups = self.groups();
        let moment = as_of.or(self.life.map(|life| life.as_of));
        let time = moment.and_then(|moment| self.table.time_of(moment));
        let mut chart = Chart {
            name: agreement.naming.name.clone(),
            title: agreement.naming.label.clone(),
            from: 0,
            to: 0,
            scale: self.scale.clone(),
            bands: self.bands(),
            groups,
            milestones: self.milestones(),
            as_of: time.map(|time| self.at(time, Side::Until)),
            lived: self.life.is_some(),
            notes: self.notes(),
            chain: self.chain_told(),
            what_if: self.what_if(),
        };
        (chart.from, chart.to) = span(&chart);
        chart
    }

    fn at(&self, time: i64, side: Side) -> At {
        at(self.table, &self.scale, time, side)
    }

    fn by_right(&self, node: Node, side: Side) -> Option<At> {
        let time = self.table.by_right().of(node)?;
        Some(self.at(time, side))
    }

    /// When a phase begins: a whole day begins with its first hour.
    fn begins(&self, node: Node) -> Option<At> {
        let right = self.table.by_right().of(node)?;
        let step = self.table.because(self.table.by_right(), node);
        let dated = step.is_some_and(|step| matches!(step.from, ZERO | FIRST_DAY));
        let first = self.table.earliest(node).filter(|_| dated);
        let first = first.filter(|first| right - first <= DAY_SECONDS);
        Some(self.at(first.unwrap_or(right), Side::From))
    }

    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self
            .table
            .conflicts()
            .iter()
            .map(|draft| {
                format!(
                    "No timetable keeps all dates ({}): {}.",
                    draft.code, draft.message
                )
            })
            .collect();
        if !notes.is_empty() {
            notes.push("What is drawn is what the text alone fixes.".to_owned());
        }
        for id in self.table.cut() {
            notes.push(format!(
                "Of {} only the beginning is drawn: there is too much of it.",
                self.table.agreement().name(Element::Article(*id))
            ));
        }
        let Some(life) = self.life else {
            return notes;
        };
        for (rows, why) in [
            (&life.unplaced, "hang on a day that is not known"),
            (&life.refused, "are refused by the rules"),
        ] {
            if !rows.is_empty() {
                let numbers: Vec<String> = rows.iter().map(ToString::to_string).collect();
                let numbers = numbers.join(", ");
                notes.push(format!(
                    "Not drawn, because they {why}: rows {numbers} of the record."
                ));
            }
        }
        notes
    }

    fn bands(&self) -> Vec<Band> {
        let phases = (0..).map(PhaseId).zip(&self.table.agreement().phases);
        let bands = phases.map(|(id, phase)| {
            let (begin, over) = self.table.phase(id);
            let to = self.table.by_right().of(over);
            let latest = self.table.latest(over);
            Band {
                name: phase.naming.name.clone(),
                title: phase.naming.label.clone(),
                from: self.begins(begin),
                to: self.by_right(over, Side::Until),
                latest: latest
                    .filter(|latest| to.is_some_and(|to| *latest >= to + DAY_SECONDS))
                    .map(|latest| self.at(latest, Side::Until)),
                stands: self.life.and_then(|life| life.phase(id)),
                critical: self
                    .chain
                    .iter()
                    .any(|step| self.table.element(step.node) == Some(Element::Phase(id))),
            }
        });
        bands.collect()
    }

    fn milestones(&self) -> Vec<Milestone> {
        let milestones = (0..)
            .map(MilestoneId)
            .zip(&self.table.agreement().milestones);
        let drawn = milestones.map(|(id, milestone)| {
            let reached = self
                .life
                .and_then(|life| life.observed.milestones.get(id.index()).copied().flatten())
                .and_then(|window| self.table.time_of(window.latest));
            Milestone {
                name: milestone.naming.name.clone(),
                title: milestone.naming.label.clone(),
                last: self.by_right(self.table.milestone(id), Side::Until),
                reached: reached.map(|time| self.at(time, Side::Until)),
            }
        });
        drawn.collect()
    }

    fn chain_told(&self) -> Vec<Link> {
        let told = self.chain.iter().map(|step| Link {
            happens: plain(&self.table.happens(step.node)),
            because: plain(&step.words),
            at: self.at(step.time, side_of(self.table.what(step.node))),
        });
        told.collect()
    }

    /// The rows, by the phase they stand under, numbered as they are drawn.
    fn groups(&self) -> Vec<Group> {
        let agreement = self.table.agreement();
        let mut lines: BTreeMap<Line, Vec<u32>> = BTreeMap::new();
        for (at, one) in (0..).zip(self.table.occurrences()) {
            let line = (one.article, one.row, one.obligor);
            lines.entry(line).or_default().push(at);
        }
        let contradicted = self.table.contradicted();
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        let mut order: Vec<Reach> = Vec::new();
        for (line, occurrences) in &lines {
            let reach = agreement.article(line.0).map(|article| article.reach);
            let reach = reach.unwrap_or(Reach::Unstated);
            let place = order.iter().position(|other| *other == reach);
            let place = place.unwrap_or_else(|| {
                order.push(reach);
                order.len() - 1
            });
            let group = groups.entry(place).or_insert_with(|| self.group(reach));
            let mut row = self.row(*line, occurrences);
            row.contradicted = contradicted.contains(&line.0);
            let dated = row.dated();
            let into = if dated {
                &mut group.rows
            } else {
                &mut group.undated
            };
            into.push(row);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        self.number(&mut groups, &lines);
        groups
    }

    fn group(&self, reach: Reach) -> Group {
        let agreement = self.table.agreement();
        let (name, title) = match reach {
            Reach::Phase(id) => {
                let naming = agreement.naming(Element::Phase(id));
                naming.map_or((String::new(), String::new()), |naming| {
                    (naming.name.clone(), naming.label.clone())
                })
            }
            Reach::Agreement => (String::new(), "The whole agreement".to_owned()),
            Reach::Unstated => (String::new(), "Under no phase the text names".to_owned()),
        };
        Group {
            name,
            title,
            rows: Vec::new(),
            undated: Vec::new(),
        }
    }

    /// Numbers the rows, and lets what they wait for point at them.
    fn number(&self, groups: &mut [Group], lines: &BTreeMap<Line, Vec<u32>>) {
        let mut row_of: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = 0;
        for group in groups.iter_mut() {
            for row in group.rows.iter_mut().chain(&mut group.undated) {
                row.id = next;
                row_of.insert(row.name.clone(), next);
                next += 1;
            }
        }
        let mut named: BTreeMap<usize, Vec<Wait>> = BTreeMap::new();
        for (line, occurrences) in lines {
            let Some(id) = row_of.get(&self.line_name(*line)).copied() else {
                continue;
            };
            named.insert(id, self.waits(occurrences, &row_of));
        }
        for group in groups {
            for row in group.rows.iter_mut().chain(&mut group.undated) {
                row.waits = named.remove(&row.id).unwrap_or_default();
            }
        }
    }

    /// What the rounds of a line wait for, each row once.
    fn waits(&self, occurrences: &[u32], row_of: &BTreeMap<String, usize>) -> Vec<Wait> {
        let mut waits: Vec<Wait> = Vec::new();
        for at in occurrences.iter().take(ROUNDS_FOLLOWED) {
            for node in self.table.waits_for(*at) {
                let row = self.table.occurrence(node).and_then(|other| {
                    let one = self.table.occurrences().get(other as usize)?;
                    let name = self.line_name((one.article, one.row, one.obligor));
                    row_of.get(&name).copied()
                });
                let words = plain(&self.table.happens(node));
                let known = waits.iter().any(|wait| match row {
                    Some(_) => wait.row == row,
                    None => wait.words == words,
                });
                if !known && !words.is_empty() {
                    waits.push(Wait {
                        words,
                        row,
                        time: self.table.by_right().of(node),
                        critical: self.on_chain(*at, node),
                    });
                }
            }
        }
        waits
    }

    fn on_chain(&self, at: u32, from: Node) -> bool {
        self.chain
            .iter()
            .any(|step| step.from == from && self.table.occurrence(step.node) == Some(at))
    }

    fn line_name(&self, (article, row, obligor): Line) -> String {
        let agreement = self.table.agreement();
        let mut name = agreement.name(Element::Article(article)).to_owned();
        let one = Occurrence {
            article,
            row,
            round: 0,
            obligor,
            open: false,
        };
        if let Some(row) = row_name(self.table, &one) {
            name = format!("{name} of {row}");
        }
        if let Some(obligor) = obligor {
            name = format!("{name} by {}", agreement.name(Element::Actor(obligor)));
        }
        name
    }

    fn row(&self, line: Line, occurrences: &[u32]) -> Row {
        let (id, _, obligor) = line;
        let agreement = self.table.agreement();
        let article = agreement.article(id);
        let duty = article.and_then(|article| article.duty());
        let title = article.map_or(String::new(), |article| article.naming.label.clone());
        let all = || {
            occurrences
                .iter()
                .filter_map(|at| self.table.occurrences().get(*at as usize))
        };
        let several = occurrences.len() > 1;
        let mut bars: Vec<Bar> = occurrences
            .iter()
            .map(|at| self.bar(*at, several))
            .collect();
        bars.extend(self.further(line, occurrences));
        let who = match obligor {
            Some(obligor) => vec![self.actor(obligor)],
            None => duty.map_or(Vec::new(), |duty| self.panel(&duty.obligors)),
        };
        let row_of = all().next().and_then(|one| row_name(self.table, one));
        Row {
            name: self.line_name(line),
            title,
            part: row_of.unwrap_or_default(),
            who,
            verified_by: article.map_or(Vec::new(), |article| self.verifiers(article)),
            standing: duty.is_some_and(|duty| duty.standing),
            open: all().any(|one| one.open),
            critical: self.chain.iter().any(|step| {
                let at = self.table.occurrence(step.node);
                at.is_some_and(|at| occurrences.contains(&at))
            }),
            contradicted: false,
            told: match bars.iter().all(|bar| bar.last.is_none()) {
                true => self.told(article),
                false => Vec::new(),
            },
            bars,
            waits: Vec::new(),
            id: 0,
        }
    }

    /// What the text says of when it is owed, where it states no date: its own clauses.
    fn told(&self, article: Option<&model::Article>) -> Vec<String> {
        let clauses = article.map_or(&[][..], |article| &article.clauses).iter();
        let timing = clauses.filter(|clause| {
            matches!(
                clause.question(),
                Question::Deadline | Question::Trigger | Question::NotBefore | Question::Period
            )
        });
        timing
            .map(|clause| render::english::clause(self.table.agreement(), clause))
            .collect()
    }

    fn actor(&self, id: ActorId) -> String {
        let naming = self.table.agreement().naming(Element::Actor(id));
        naming.map_or(String::new(), |naming| match naming.label.is_empty() {
            true => naming.name.clone(),
            false => naming.label.clone(),
        })
    }

    fn panel(&self, panel: &Panel) -> Vec<String> {
        let members = self.table.agreement().members(panel);
        members.into_iter().map(|id| self.actor(id)).collect()
    }

    fn verifiers(&self, article: &model::Article) -> Vec<String> {
        let panels = article.clauses.iter().filter_map(|clause| match clause {
            Clause::VerifiedBy { panel, .. } | Clause::IdentifiedBy { panel, .. } => Some(panel),
            _ => None,
        });
        panels.flat_map(|panel| self.panel(panel)).collect()
    }

    fn bar(&self, occurrence: u32, several: bool) -> Bar {
        let table = self.table;
        let one = table.occurrences().get(occurrence as usize);
        let (due, performed) = (table.due(occurrence), table.performed(occurrence));
        let verified = table.verified(occurrence);
        let right = table.by_right();
        let tolerance = table.tolerance(occurrence);
        let from = table.earliest(due);
        let until = right.of(performed);
        let last = until.map(|until| until - tolerance);
        let latest = table
            .latest(performed)
            .filter(|latest| until.is_some_and(|until| *latest >= until + 2 * DAY_SECONDS));
        let found = right.of(verified).filter(|_| verified != performed);
        Bar {
            round: one.filter(|_| several).map(|one| one.round + 1),
            from: from.map(|time| self.at(time, Side::From)),
            begins: right
                .of(due)
                .filter(|due| from.is_some_and(|from| *due > from + DAY_SECONDS))
                .map(|time| self.at(time, Side::From)),
            last: last.map(|time| self.at(time, Side::Until)),
            tolerated: until
                .filter(|_| tolerance > 0)
                .map(|time| self.at(time, Side::Until)),
            found: found.map(|time| self.at(time, Side::Until)),
            latest: latest.map(|time| self.at(time, Side::Until)),
            slack: from.zip(last).map(|(from, last)| last - from),
            squeezed: right
                .of(due)
                .zip(until)
                .is_some_and(|(due, until)| due > until),
            seen: one.and_then(|one| self.seen(one)),
            moved: self.moved(occurrence, tolerance),
        }
    }

    fn moved(&self, occurrence: u32, tolerance: i64) -> Option<Shift> {
        let later = self.later?;
        let (due, performed) = (self.table.due(occurrence), self.table.performed(occurrence));
        let right = self.table.by_right();
        let cause = self
            .asked
            .is_some_and(|asked| asked.nodes.contains(&performed));
        if !cause && !differs(right, later, due) && !differs(right, later, performed) {
            return None;
        }
        let last = if cause {
            later.of(performed)
        } else {
            later.last(performed).map(|last| last - tolerance)
        };
        Some(Shift {
            from: later
                .of(due)
                .filter(|_| differs(right, later, due))
                .map(|time| self.at(time, Side::From)),
            last: last.map(|time| self.at(time, Side::Until)),
            missed: self.missed(occurrence),
            cause,
        })
    }

    fn missed(&self, occurrence: u32) -> bool {
        let Some(later) = self.later else {
            return false;
        };
        let (due, performed) = (self.table.due(occurrence), self.table.performed(occurrence));
        let was = self.table.by_right();
        let past = |times: &ByRight| {
            let both = times.of(due).zip(times.last(performed));
            both.is_some_and(|(due, last)| due > last)
        };
        past(later) && !past(was)
    }

    /// How an occurrence stands in the record.
    fn seen(&self, one: &Occurrence) -> Option<Seen> {
        let life = self.life?;
        let key = Key {
            article: one.article,
            row: one.row,
            round: one.round,
            obligor: one.obligor,
            generation: 0,
        };
        let (key, it) = life.last_of(key)?;
        Some(self.told_seen(life, key, &it))
    }

    fn told_seen(&self, life: &Life, key: Key, it: &kernel::Observation) -> Seen {
        let (mark, words, since) = life.mark(key, it);
        let dated = |at: Option<Instant>| {
            let time = self.table.time_of(at?)?;
            Some(self.at(time, Side::Until))
        };
        Seen {
            mark,
            timely: Timely::of(it.timeliness),
            words,
            at: dated(since).map(|at| At {
                // A record that gives no hour tells of a day.
                words: at.words.trim_end_matches(", 24:00").to_owned(),
                ..at
            }),
            last: dated(it.deadline.map(|window| window.latest)),
        }
    }

    /// The rounds that came to be in the record and that the text alone does not number.
    fn further(&self, line: Line, occurrences: &[u32]) -> Vec<Bar> {
        let Some(life) = self.life else {
            return Vec::new();
        };
        let last = occurrences
            .iter()
            .filter_map(|at| self.table.occurrences().get(*at as usize));
        let last = last.map(|one| one.round).max().unwrap_or(0);
        let mut latest: BTreeMap<u32, (Key, kernel::Observation)> = BTreeMap::new();
        let first = Key {
            article: line.0,
            row: line.1,
            round: last.saturating_add(1),
            obligor: None,
            generation: 0,
        };
        let rest = life.observed.occurrences.range(first..);
        let same = rest.take_while(|(key, _)| (key.article, key.row) == (line.0, line.1));
        for (key, it) in same.filter(|(key, _)| key.obligor == line.2) {
            latest.insert(key.round, (*key, *it));
        }
        let bars = latest.into_iter().map(|(round, (key, it))| Bar {
            round: Some(round + 1),
            from: None,
            begins: None,
            last: None,
            tolerated: None,
            found: None,
            latest: None,
            slack: None,
            squeezed: false,
            seen: Some(self.told_seen(life, key, &it)),
            moved: None,
        });
        bars.collect()
    }

    fn what_if(&self) -> Option<WhatIf> {
        let (asked, later) = (self.asked?, self.later?);
        let mut moved = Vec::new();
        self.phases_moved(later, &mut moved);
        let mut missed = 0;
        let count = u32::try_from(self.table.occurrences().len()).unwrap_or(u32::MAX);
        for at in 0..count {
            let (due, performed) = (self.table.due(at), self.table.performed(at));
            let what = plain(&self.table.thing(performed));
            let gone = self.missed(at);
            missed += usize::from(gone);
            let last = later.last(performed).filter(|_| gone);
            if let Some(mut delay) = self.delay(later, due, &what, "may begin", Side::From) {
                delay.missed = last.map(|last| self.at(last, Side::Until));
                moved.push(delay);
            }
            let which = match asked.nodes.contains(&performed) {
                true => "is late",
                false => "last day",
            };
            if !gone {
                moved.extend(self.delay(later, performed, &what, which, Side::Until));
            }
        }
        Some(WhatIf {
            asked: asked.words.clone(),
            moved,
            missed,
        })
    }

    fn phases_moved(&self, later: &ByRight, moved: &mut Vec<Delay>) {
        let agreement = self.table.agreement();
        for id in (0..).map(MilestoneId).take(agreement.milestones.len()) {
            let name = agreement.name(Element::Milestone(id));
            let node = self.table.milestone(id);
            moved.extend(self.delay(later, node, name, "is reached", Side::Until));
        }
        for id in (0..).map(PhaseId).take(agreement.phases.len()) {
            let name = agreement.name(Element::Phase(id));
            let (begin, over) = self.table.phase(id);
            moved.extend(self.delay(later, begin, name, "begins", Side::From));
            moved.extend(self.delay(later, over, name, "ends", Side::Until));
        }
    }

    fn delay(
        &self,
        later: &ByRight,
        node: Node,
        what: &str,
        which: &'static str,
        side: Side,
    ) -> Option<Delay> {
        let right = self.table.by_right();
        differs(right, later, node).then_some(())?;
        Some(Delay {
            what: what.to_owned(),
            which,
            before: right.of(node).map(|time| self.at(time, side)),
            after: self.at(later.of(node)?, side),
            missed: None,
        })
    }
}

/// Of so many rounds it is looked at what they wait for.
const ROUNDS_FOLLOWED: usize = 40;

fn side_of(what: What) -> Side {
    match what {
        What::Due(_) | What::Begin(_) | What::FirstDay => Side::From,
        _ => Side::Until,
    }
}

/// Without the backticks of a finding.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

/// The first and the last time of all that is drawn, with whole days around it.
fn span(chart: &Chart) -> (i64, i64) {
    let bands = chart.bands.iter().flat_map(|band| [&band.from, &band.to]);
    let bands = bands.flatten().map(|at| at.time);
    let rows = chart.rows().filter_map(Row::span);
    let times = rows.flat_map(|(from, to)| [from, to]).chain(bands);
    let times = times.chain(chart.as_of.iter().map(|at| at.time));
    let both = times.fold(None, |span: Option<(i64, i64)>, time| match span {
        None => Some((time, time)),
        Some((from, to)) => Some((from.min(time), to.max(time))),
    });
    let (from, to) = both.unwrap_or((0, DAY_SECONDS));
    let first = chart.scale.start(chart.scale.civil(from));
    let last = chart.scale.start(chart.scale.civil(to - 1) + 1);
    (first, last.max(first + DAY_SECONDS))
}

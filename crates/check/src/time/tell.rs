//! Tells a contradiction in time clause by clause, in the reader's names and dates.

use model::{Agreement, Cell, Element, Question};

use super::calendar::{Calendar, Side, counted, length_words};
use super::plan::{Bound, FIRST_DAY, Node, Plan, What, Why};
use crate::Draft;

/// How many steps of a chain are told from either end.
const STEPS_MAX: usize = 24;

/// Names instants and times of one plan.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its dates.
    pub calendar: &'a Calendar,
    /// The node that times are told from.
    pub origin: Node,
}

/// One step of a contradiction: `t_to - t_from <= weight`, by a bound of the plan.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    /// From which instant.
    pub from: Node,
    /// To which instant.
    pub to: Node,
    /// At most so many seconds.
    pub weight: i64,
    /// The bound it comes from.
    pub bound: u32,
    /// Somebody else takes all the time the bound gives.
    pub others: bool,
}

/// Where a contradiction meets: an instant that has to come by one time and not before another.
#[derive(Clone, Copy, Debug)]
pub struct Meeting {
    /// The instant.
    pub node: Node,
    /// The last time, from the start of the cycle.
    pub last: i64,
    /// The first time.
    pub first: i64,
    /// What both are told from.
    pub base: Node,
    /// The bound that says the last time.
    pub deadline: Bound,
}

impl<'a> Teller<'a> {
    /// `x`, `x` of third, round 3 of `x`.
    pub fn occurrence(&self, at: u32) -> String {
        let Some(one) = self.plan.occurrences.get(at as usize) else {
            return String::new();
        };
        let mut words = format!("`{}`", self.agreement.name(Element::Article(one.article)));
        if let Some(row) = one.row {
            words = format!("{words} of {}", self.row(one.article, row));
        }
        let again = |at: Option<u32>| {
            let other = self.plan.occurrences.get(at? as usize)?;
            (other.article == one.article && other.row == one.row && other.round != one.round)
                .then_some(())
        };
        if again(at.checked_add(1))
            .or_else(|| again(at.checked_sub(1)))
            .is_some()
        {
            words = format!("round {} of {words}", one.round + 1);
        }
        if let Some(obligor) = one.obligor {
            words = format!(
                "{words} by `{}`",
                self.agreement.name(Element::Actor(obligor))
            );
        }
        words
    }

    fn row(&self, article: model::ArticleId, row: u32) -> String {
        let table = self
            .agreement
            .article(article)
            .and_then(|article| article.rows);
        let table = table.and_then(|id| self.agreement.schedule(id));
        let cell = table.and_then(|table| table.rows.get(row as usize)?.first()?.as_ref());
        match cell {
            Some(Cell::Words(words)) => format!("`{words}`"),
            Some(Cell::Element(element)) => format!("`{}`", self.agreement.name(*element)),
            _ => format!("row {}", row + 1),
        }
    }

    fn tick(&self, element: Element) -> String {
        format!("`{}`", self.agreement.name(element))
    }

    /// What an instant belongs to: `x`, `two`, `opening`.
    pub fn thing(&self, node: Node) -> String {
        match self.plan.what(node) {
            What::Begin(id) | What::Over(id) => self.tick(Element::Phase(id)),
            What::Milestone(id) => self.tick(Element::Milestone(id)),
            What::Due(at) | What::Performed(at) | What::Verified(at) | What::Final(at) => {
                self.occurrence(at)
            }
            What::Entry => "entry into force".to_owned(),
            What::Signature => "signature".to_owned(),
            What::End => "the end of the agreement".to_owned(),
            What::FirstDay => "the first day".to_owned(),
            What::Zero | What::Joint => "all of them".to_owned(),
        }
    }

    /// `x` is verified, `two` begins: what happens at an instant.
    pub fn happens(&self, node: Node) -> String {
        let thing = self.thing(node);
        let verb = match self.plan.what(node) {
            What::Begin(_) => "begins",
            What::Over(_) => "ends",
            What::Milestone(_) => "is reached",
            What::Due(_) => "is due",
            What::Performed(_) => "is done",
            What::Verified(_) => "is verified",
            What::Final(_) => "is final",
            What::Joint => "are done",
            What::Zero | What::FirstDay | What::Entry | What::Signature | What::End => "comes",
        };
        format!("{thing} {verb}")
    }

    /// A time told from a base, in words.
    pub fn time(&self, base: Node, time: i64, side: Side) -> String {
        if base == FIRST_DAY && self.origin == FIRST_DAY {
            return Calendar::count_words(self.agreement, time, side);
        }
        if base == self.origin
            && let Some(words) = self.calendar.words(time, side)
        {
            return words;
        }
        if base == self.origin {
            return length_words(time.abs());
        }
        match time {
            0 => format!("when {}", self.happens(base)),
            _ if time < 0 => format!("{} before {}", length_words(-time), self.happens(base)),
            _ => format!("{} after {}", length_words(time), self.happens(base)),
        }
    }

    /// How far the first time lies behind the last, by right: others may take longer than the
    /// contradiction needed.
    pub fn worst(&self, meeting: &Meeting, promise: &super::promise::Promise) -> Option<i64> {
        let due = match self.plan.what(meeting.node) {
            What::Performed(at) => self.plan.due(at),
            _ => meeting.node,
        };
        let fixed = meeting.base == self.origin;
        fixed
            .then(|| Some(promise.of_node(due)? - meeting.last))
            .flatten()
    }

    /// What one step says, without the times worked out.
    pub fn says(&self, arc: &Arc, bound: &Bound) -> Option<String> {
        if arc.others {
            return Some(self.others_say(bound));
        }
        let (later, earlier) = (bound.from, bound.to);
        if bound.first {
            let thing = self.thing(later);
            return match bound.why {
                Why::Order => None,
                Why::Finding => Some(format!("{} after it is done", self.happens(later))),
                Why::Dispute => Some(format!("{} after the finding", self.happens(later))),
                Why::Reach if earlier == self.origin => {
                    Some(format!("{thing} stands under {}", self.phase_of(later)))
                }
                Why::Length if earlier == self.origin => Some(format!("{thing} lasts")),
                Why::Length => Some(format!(
                    "{thing} lasts at least {}",
                    length_words(-bound.weight)
                )),
                Why::Waits if earlier == self.origin => {
                    Some(format!("{thing} waits for what comes on a fixed day"))
                }
                _ if earlier == self.origin => Some(format!("{thing} has a first day")),
                Why::Reach => Some(format!("{thing} waits until {}", self.happens(earlier))),
                _ if bound.weight == 0 => {
                    Some(format!("{thing} waits until {}", self.happens(earlier)))
                }
                _ if bound.weight > 0 => Some(format!(
                    "{thing} comes at most {} before {}",
                    length_words(bound.weight),
                    self.happens(earlier)
                )),
                _ => Some(format!(
                    "{thing} waits until {} after {}",
                    length_words(-bound.weight),
                    self.happens(earlier)
                )),
            };
        }
        let (start, end) = (bound.from, bound.to);
        let thing = self.thing(end);
        Some(match bound.why {
            Why::Joined => format!(
                "{thing} is to be done at the same time as {}",
                self.thing(start)
            ),
            _ if start == self.origin => format!("{thing} has a last day"),
            Why::Defined => format!("{} as soon as {}", self.happens(end), self.happens(start)),
            Why::Finding | Why::Dispute => format!(
                "{} at most {} after it is reported",
                self.happens(end),
                length_words(bound.weight)
            ),
            Why::Length => format!("{thing} lasts at most {}", length_words(bound.weight)),
            _ if bound.weight < 0 => format!(
                "{thing} is to be done {} before {}",
                length_words(-bound.weight),
                self.happens(start)
            ),
            _ => format!(
                "{thing} is to be done within {} after {}",
                length_words(bound.weight),
                self.happens(start)
            ),
        })
    }

    /// The phase an occurrence stands under.
    fn phase_of(&self, node: Node) -> String {
        let article = self
            .plan
            .article(node)
            .and_then(|id| self.agreement.article(id));
        match article.map(|article| article.reach) {
            Some(model::Reach::Phase(phase)) => self.tick(Element::Phase(phase)),
            _ => "a phase".to_owned(),
        }
    }

    /// What somebody else may do, to the last minute.
    fn others_say(&self, bound: &Bound) -> String {
        let sure = bound.weight - bound.unsure;
        let thing = self.thing(bound.to);
        match bound.why {
            Why::Finding => {
                let occurrence = self.plan.occurrence(bound.to).unwrap_or(0);
                format!(
                    "{} may take {} to find {thing} done",
                    self.finder(occurrence),
                    length_words(sure)
                )
            }
            Why::Dispute => format!("a dispute of {thing} may take {}", length_words(sure)),
            _ if bound.from == self.origin => format!("{thing} may come at its last moment"),
            _ => format!(
                "{thing} may come {} after {}",
                length_words(sure),
                self.happens(bound.from)
            ),
        }
    }

    /// Who finds an occurrence done.
    pub fn finder(&self, occurrence: u32) -> String {
        let one = self.plan.occurrences.get(occurrence as usize);
        let article = one.and_then(|one| self.agreement.article(one.article));
        let panel = article.and_then(|article| {
            article
                .answers(Question::Verifier)
                .find_map(|(_, clause)| match clause {
                    model::Clause::VerifiedBy { panel, .. } => Some(panel),
                    _ => None,
                })
        });
        let Some(panel) = panel else {
            return "the finding".to_owned();
        };
        let names: Vec<String> = panel
            .who
            .iter()
            .filter_map(|who| match who {
                model::Who::Actor(id) | model::Who::EachOf(id) | model::Who::AnyOf(id) => {
                    Some(self.tick(Element::Actor(*id)))
                }
                _ => None,
            })
            .collect();
        match (panel.threshold, names.as_slice()) {
            (_, []) => "the finding".to_owned(),
            (Some(number), names) => {
                format!("any {} of {}", number, crate::view::join(names))
            }
            (None, names) => crate::view::join(names),
        }
    }

    /// Where the contradiction meets, with the arcs that lead to it from either end.
    pub fn meeting(&self, arcs: &[Arc]) -> Option<(Vec<Arc>, Vec<Arc>, Meeting)> {
        let bound = |arc: &Arc| self.plan.bounds.get(arc.bound as usize).copied();
        let turned = self.turned(arcs);
        let holds_back = |arc: &Arc| {
            bound(arc).is_some_and(|bound| bound.first || (arc.others && arc.from == bound.to))
        };
        let lows = turned
            .iter()
            .rev()
            .take_while(|arc| holds_back(arc))
            .count();
        let split = turned.len().checked_sub(lows)?;
        let (caps, rest) = turned.split_at(split);
        let base = turned.first()?.from;
        let last: i64 = caps.iter().map(|arc| arc.weight).sum();
        let first: i64 = -rest.iter().map(|arc| arc.weight).sum::<i64>();
        let deadline = caps
            .iter()
            .rev()
            .filter_map(bound)
            .find(|bound| !bound.first)?;
        let meeting = Meeting {
            node: caps.last()?.to,
            last,
            first,
            base,
            deadline,
        };
        let rest = rest.iter().rev().copied().collect();
        Some((rest, caps.to_vec(), meeting))
    }

    /// The same walk, begun at the origin, or else where a last time follows a first one.
    fn turned(&self, arcs: &[Arc]) -> Vec<Arc> {
        let first = |arc: &Arc| {
            self.plan
                .bounds
                .get(arc.bound as usize)
                .is_some_and(|bound| bound.first)
        };
        let start = arcs
            .iter()
            .position(|arc| arc.from == self.origin)
            .or_else(|| {
                (0..arcs.len()).find(|at| {
                    let before = (at + arcs.len() - 1) % arcs.len();
                    !arcs.get(*at).is_some_and(first) && arcs.get(before).is_some_and(first)
                })
            })
            .unwrap_or(0);
        let mut turned = arcs.to_vec();
        turned.rotate_left(start);
        turned
    }

    /// Tells the steps: first what holds the instant back, in the order of time, then what it must
    /// come before.
    pub fn chain(&self, mut draft: Draft, lows: &[Arc], caps: &[Arc], base: Node) -> Draft {
        // Of a long chain the end is told: it is nearest to the contradiction.
        let skipped = lows.len().saturating_sub(STEPS_MAX);
        let mut time = -lows.iter().take(skipped).map(|arc| arc.weight).sum::<i64>();
        if skipped > 0 {
            draft = draft.note(format!("{skipped} steps before these are left out"));
        }
        for arc in lows.iter().skip(skipped) {
            time -= arc.weight;
            draft = self.step(
                draft,
                arc,
                &|from| {
                    if arc.others {
                        return format!(": {}", self.time(base, from, Side::Until));
                    }
                    format!(", so not before {}", self.time(base, from, Side::From))
                },
                time,
            );
        }
        time = 0;
        for arc in caps.iter().take(STEPS_MAX) {
            time += arc.weight;
            draft = self.step(
                draft,
                arc,
                &|until| format!(", so that by {}", self.time(base, until, Side::Until)),
                time,
            );
        }
        draft
    }

    fn step(&self, draft: Draft, arc: &Arc, so: &dyn Fn(i64) -> String, time: i64) -> Draft {
        let Some(bound) = self.plan.bounds.get(arc.bound as usize) else {
            return draft;
        };
        match self.says(arc, bound) {
            Some(words) => draft.tell(bound.at, format!("{words}{}", so(time))),
            None => draft,
        }
    }

    /// `2 days`, and where clocks may have been changed the whole day that is meant.
    pub fn by_how_much(&self, seconds: i64) -> String {
        let day = model::DAY_SECONDS;
        let rest = seconds.rem_euclid(day);
        if self.calendar.slop > 0 && rest >= day - 2 * self.calendar.slop {
            return counted(seconds / day + 1, "day");
        }
        length_words(seconds)
    }

    /// The heads of the articles along a chain.
    pub fn articles(&self, arcs: &[Arc]) -> Vec<model::ArticleId> {
        let mut found = Vec::new();
        // The end of a long chain is what it is about.
        for arc in arcs.iter().rev().take(4 * STEPS_MAX).rev() {
            for node in [arc.from, arc.to] {
                if let Some(id) = self.plan.article(node)
                    && !found.contains(&id)
                {
                    found.push(id);
                }
            }
        }
        found
    }
}

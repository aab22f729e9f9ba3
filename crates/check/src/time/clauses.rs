//! Reads the clauses of every duty into the plan.

use model::{
    ArticleId, Clause, DAY_SECONDS, Duration, Event, Failing, FromEnd, Hours, Point, Reach,
    Reference, Relation, Status, Subject,
};

use super::build::Builder;
use super::caps::{Cap, upper};
use super::plan::{FIRST_DAY, Node, Why};
use super::terms::{Fixed, Here, Need, Rows, clamped, counted, lower, rows_of};

/// One occurrence whose clauses are being read.
#[derive(Clone, Copy)]
struct One {
    at: u32,
    due: Node,
    performed: Node,
    here: Here,
    round: u32,
    /// One round stands for all.
    open: bool,
    /// The last round of its row.
    last: bool,
    /// How late is no breach.
    late: i64,
}

impl Builder<'_> {
    /// Reads every duty.
    pub fn articles(&mut self) {
        let agreement = self.terms.text.agreement;
        for (id, article) in agreement.articles() {
            let range = self.plan.of(id);
            let mut at = range.start;
            while at < range.end {
                let row = self
                    .plan
                    .occurrences
                    .get(at as usize)
                    .and_then(|one| one.row);
                let mut end = at;
                while end < range.end
                    && self
                        .plan
                        .occurrences
                        .get(end as usize)
                        .and_then(|one| one.row)
                        == row
                {
                    end += 1;
                }
                let clauses = self.terms.text.clauses(id, row);
                let late = tolerance(&clauses);
                for occurrence in at..end {
                    self.occurrence(id, occurrence, end, late, &clauses);
                    self.sentence(id, article, occurrence);
                }
                at = end;
            }
        }
    }

    fn occurrence(
        &mut self,
        id: ArticleId,
        at: u32,
        end: u32,
        late: i64,
        clauses: &[(Subject, &Clause)],
    ) {
        let Some(occurrence) = self.plan.occurrences.get(at as usize).copied() else {
            return;
        };
        let last = self.plan.occurrences.get(end.saturating_sub(1) as usize);
        let one = One {
            at,
            due: self.plan.due(at),
            performed: self.plan.performed(at),
            here: Here {
                article: Some(id),
                row: occurrence.row,
            },
            round: occurrence.round,
            open: occurrence.open,
            last: last.is_some_and(|last| last.round == occurrence.round),
            late,
        };
        for (subject, clause) in clauses {
            self.timing(one, clause, *subject);
            self.order(one, clause, *subject);
            self.proof(one, clause, *subject);
        }
    }

    /// What the sentence itself says: the phase it stands under, the duties its number is told by.
    fn sentence(&mut self, id: ArticleId, article: &model::Article, at: u32) {
        let head = Subject::of(model::Element::Article(id));
        let (due, performed) = (self.plan.due(at), self.plan.performed(at));
        self.plan.not_before(performed, due, 0, head, Why::Order);
        let here = Here {
            article: Some(id),
            row: self
                .plan
                .occurrences
                .get(at as usize)
                .and_then(|one| one.row),
        };
        if let Reach::Phase(phase) = article.reach {
            let need = self
                .terms
                .need(&self.plan, &Point::Start(Some(phase)), here);
            self.wait_for(due, need, head, Why::Reach);
        }
        let relations = article.object().map_or(&[][..], |object| &object.relations);
        for relation in relations {
            if let Relation::ForEach {
                under: Some((_, refs)),
                ..
            } = relation
            {
                let ways = refs
                    .iter()
                    .map(|of| {
                        self.terms
                            .need_status(&self.plan, *of, Status::Performed, here)
                    })
                    .map(|need| need.later(None))
                    .collect();
                self.wait_for(due, Need::Any(ways), head, Why::Waits);
            }
        }
    }

    fn need(&mut self, one: One, point: &Point, at: Subject) {
        let need = self.terms.need(&self.plan, point, one.here);
        self.wait_for(one.due, need, at, Why::NotBefore);
    }

    fn cap(&mut self, one: One, point: &Point, at: Subject) {
        let cap = self.terms.cap(&self.plan, point, one.here);
        self.cap_by(one.performed, cap.more(one.late), at, Why::Deadline);
    }

    fn after(&mut self, one: One, event: &Event, at: Subject) {
        let need = self.terms.need_event(&self.plan, event, one.here);
        self.wait_for(one.due, need, at, Why::Waits);
    }

    fn timing(&mut self, one: One, clause: &Clause, at: Subject) {
        match clause {
            Clause::On { moment, hours } => self.on(one, moment, *hours, at),
            Clause::OnDayOf { after, event } => self.on_day_of(one, *after, event, at),
            Clause::By(point) | Clause::Until(point) => self.cap(one, point, at),
            Clause::NotBefore(point) => self.need(one, point, at),
            Clause::Between(from, until) => {
                self.need(one, from, at);
                self.cap(one, until, at);
            }
            Clause::Within { duration, after } => {
                self.after(one, after, at);
                if !one.open {
                    let cap = self
                        .terms
                        .cap_within(&self.plan, after, *duration, one.here);
                    self.cap_by(one.performed, cap.more(one.late), at, Why::Within);
                }
            }
            Clause::AtOnce { after: Some(event) }
            | Clause::AsSoonAsPossible { after: Some(event) } => self.after(one, event, at),
            Clause::From { start, end } => {
                self.need(one, start, at);
                match end {
                    FromEnd::Until(point) => self.cap(one, point, at),
                    FromEnd::For(length) => {
                        let cap = self.terms.cap(&self.plan, start, one.here);
                        let cap = self.terms.cap_later(cap, *length, true, false);
                        self.cap_by(one.performed, cap, at, Why::Deadline);
                    }
                    FromEnd::Unsaid | FromEnd::Onwards => {}
                }
            }
            Clause::Every { .. } => self.every(one, clause, at),
            _ => {}
        }
    }

    fn order(&mut self, one: One, clause: &Clause, at: Subject) {
        match clause {
            Clause::When(condition) => {
                let need = self.terms.need_condition(&self.plan, condition, one.here);
                self.wait_for(one.due, need, at, Why::Waits);
            }
            Clause::Whenever(condition) => {
                let need = self.terms.need_condition(&self.plan, condition, one.here);
                self.wait_for(one.due, need.later(None), at, Why::Waits);
            }
            Clause::During(refs) => {
                for of in refs {
                    let need = self
                        .terms
                        .need_status(&self.plan, *of, Status::Due, one.here);
                    self.wait_for(one.due, need, at, Why::Waits);
                }
            }
            Clause::BeforeEach { lead, of } if !one.open => {
                let lead = lead.map_or(Some(0), |lead| clamped(lead).map(|(low, _)| low));
                let Some(lead) = lead else { return };
                for other in self.same_round(one, *of) {
                    let last = (self.plan.performed(other), -lead, 0);
                    self.plan.not_after(one.performed, last, at, Why::Deadline);
                }
            }
            Clause::AtSameTime(refs) => {
                for of in refs {
                    for other in self.same_round(one, *of) {
                        let other = self.plan.performed(other);
                        let (mine, why) = (one.performed, Why::Joined);
                        self.plan.not_after(mine, (other, 0, 0), at, why);
                        self.plan.not_after(other, (mine, 0, 0), at, why);
                    }
                }
            }
            _ => {}
        }
    }

    /// The occurrences of another duty that go with this one: its only ones, or the same round.
    fn same_round(&self, one: One, of: Reference) -> Vec<u32> {
        let Some(id) = of.article() else {
            return Vec::new();
        };
        let Rows::One(range) = rows_of(&self.plan, id, of.row, one.here) else {
            return Vec::new();
        };
        let round = |at: &u32| self.plan.occurrences.get(*at as usize).map(|one| one.round);
        let with = range.filter(|at| round(at) == Some(one.round) && *at != one.at);
        with.collect()
    }

    fn on(&mut self, one: One, moment: &model::Moment, hours: Option<Hours>, at: Subject) {
        if let Some(fixed) = self.terms.fixed_moment(moment, one.here) {
            let (from, to) = within_hours(fixed, hours);
            self.wait_for(one.due, Need::Time(from), at, Why::NotBefore);
            let cap = Cap::Time(to, 0).more(one.late);
            self.cap_by(one.performed, cap, at, Why::Deadline);
            self.exact(from == to);
        } else if let Some((from, to)) = counted(moment, one.here) {
            let fixed = Fixed {
                from,
                to,
                day: to - from >= DAY_SECONDS,
            };
            let (from, to) = within_hours(fixed, hours);
            self.wait_for(one.due, Need::At(FIRST_DAY, Some(from)), at, Why::NotBefore);
            let cap = Cap::At(FIRST_DAY, to, 0).more(one.late);
            self.cap_by(one.performed, cap, at, Why::Deadline);
            self.exact(from == to);
        }
    }

    /// `on day 5 at 00:00` is that instant, and ends with no day.
    fn exact(&mut self, exact: bool) {
        if let Some(bound) = self.plan.bounds.last_mut().filter(|_| exact) {
            bound.day_end = false;
        }
    }

    fn on_day_of(&mut self, one: One, after: bool, event: &Event, at: Subject) {
        let days = if after { 1 } else { 0 };
        let point = Point::Event(event.clone());
        if let Some(fixed) = self.terms.fixed(&point, one.here, 0)
            && let Some(day) = self.terms.shifted(fixed, civil_days(days), true)
        {
            self.wait_for(one.due, Need::Time(day.from), at, Why::Waits);
            let cap = Cap::Time(day.to, 0).more(one.late);
            self.cap_by(one.performed, cap, at, Why::Within);
            return;
        }
        // The day of the event began up to a day before it.
        let earlier = if after { 0 } else { -DAY_SECONDS };
        let need = self.terms.need_event(&self.plan, event, one.here);
        self.wait_for(one.due, need.later(Some(earlier)), at, Why::Waits);
        let cap = self.terms.cap_event(&self.plan, event, one.here);
        let cap = self.terms.cap_later(cap, civil_days(days), true, false);
        self.cap_by(one.performed, cap.more(one.late), at, Why::Within);
    }

    /// One round of `every …`.
    fn every(&mut self, one: One, clause: &Clause, at: Subject) {
        let Clause::Every {
            period,
            hours,
            from,
            until,
        } = clause
        else {
            return;
        };
        let Some(since) = times(*period, one.round) else {
            return;
        };
        let (_, longest) = clamped(*period).unwrap_or_default();
        let day = if period.civil() { DAY_SECONDS } else { 0 };
        let first = self.terms.fixed(from, one.here, 0);
        let first = first.and_then(|first| self.terms.shifted(first, since, true));
        if let Some(round) = first {
            let (start, _) = within_hours(round, *hours);
            self.wait_for(one.due, Need::Time(start), at, Why::NotBefore);
            if !one.open {
                // `every 7 days` may mean that day, or any of the seven.
                let span = longest - day;
                let last = Fixed {
                    to: round.to + span,
                    ..round
                };
                let cap = Cap::Time(within_hours(last, *hours).1, span);
                self.cap_by(one.performed, cap.more(one.late), at, Why::Deadline);
            }
        } else {
            let mut need = self.terms.need(&self.plan, from, one.here);
            if one.round > 0 {
                need = need.later(lower(since, true, false));
            }
            self.wait_for(one.due, need, at, Why::NotBefore);
            if !one.open && hours.is_none() {
                let cap = self.terms.cap(&self.plan, from, one.here);
                let cap = self.terms.cap_later(cap, since, true, false).more(longest);
                self.cap_by(one.performed, cap.more(one.late), at, Why::Deadline);
            }
        }
        if let Some(until) = until
            && one.last
            && !one.open
        {
            self.cap(one, until, at);
        }
    }

    /// A verifier's window and what comes after it.
    fn proof(&mut self, one: One, clause: &Clause, at: Subject) {
        let (performed, verified) = (one.performed, self.plan.verified(one.at));
        match clause {
            Clause::VerifiedBy {
                within, failing, ..
            }
            | Clause::IdentifiedBy {
                within, failing, ..
            } if verified != performed => {
                self.plan
                    .not_before(verified, performed, 0, at, Why::Finding);
                if let Some((high, unsure)) = window(*within, failing.as_ref()) {
                    let last = (performed, high, unsure);
                    self.plan.not_after(verified, last, at, Why::Finding);
                }
            }
            Clause::DisputeBy {
                within,
                decided,
                failing,
                ..
            } => {
                let settled = self.plan.settled(one.at);
                self.plan.not_before(settled, verified, 0, at, Why::Dispute);
                let decision = match decided {
                    Some((_, within)) => window(*within, failing.as_ref()),
                    None => Some((0, 0)),
                };
                if let Some((high, unsure)) = window(*within, None)
                    && let Some((more, not_sure)) = decision
                {
                    let last = (verified, high + more, unsure + not_sure);
                    self.plan.not_after(settled, last, at, Why::Dispute);
                }
            }
            _ => {}
        }
    }
}

/// How long a finding may take, with the decision that silence leads to.
fn window(within: Option<Duration>, failing: Option<&Failing>) -> Option<(i64, i64)> {
    let (high, unsure) = upper(within?, true, false)?;
    match failing {
        Some(Failing::Decides(_, within)) => {
            let (more, not_sure) = upper((*within)?, true, false)?;
            Some((high + more, unsure + not_sure))
        }
        _ => Some((high, unsure)),
    }
}

/// How late is no breach, in seconds.
pub fn tolerance(clauses: &[(Subject, &Clause)]) -> i64 {
    let late = clauses.iter().find_map(|(_, clause)| match clause {
        Clause::LateBy(length) => upper(*length, true, false),
        _ => None,
    });
    late.map_or(0, |(high, _)| high)
}

/// A day cut down to its hours.
fn within_hours(day: Fixed, hours: Option<Hours>) -> (i64, i64) {
    match hours {
        Some(hours) if day.day => (day.from + hours.from, day.to - (DAY_SECONDS - hours.until)),
        _ => (day.from, day.to),
    }
}

fn civil_days(number: i64) -> Duration {
    Duration::Stated {
        about: false,
        low: number,
        high: number,
        unit: model::TimeUnit::Day,
    }
}

/// A period so many times over.
fn times(period: Duration, rounds: u32) -> Option<Duration> {
    let Duration::Stated {
        about,
        low,
        high,
        unit,
    } = period
    else {
        return (rounds == 0).then_some(period);
    };
    Some(Duration::Stated {
        about,
        low: low.saturating_mul(i64::from(rounds)),
        high: high.saturating_mul(i64::from(rounds)),
        unit,
    })
}

//! How one occurrence stands: what is claimed, accepted and refused of it, and which stage that
//! makes.

use model::{ArticleId, Clause, Duration, Element, Instant, Status, Subject, Window};

use crate::event::Change;
use crate::observed::{Open, Range, Stage, Timeliness};
use crate::occurrences::by;
use crate::quantities::{Required, settled};
use crate::rules::{Rules, Verifier};
use crate::state::{Claim, Node, Occurrence, State, Tick, tick_after};
use crate::step::{Step, sooner};
use crate::truth::{Truth, after, timeliness};

/// What is claimed, accepted, refused and pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Totals {
    claimed: Range,
    accepted: Range,
    refused: Range,
    pending: Range,
    /// Members differ, and no number says what counts.
    split: Option<usize>,
}

impl Rules {
    fn totals(&self, state: &State, it: &Occurrence) -> Totals {
        let claimed = claimed(&it.claims, |_| true);
        let mut totals = Totals {
            claimed,
            accepted: Range::default(),
            refused: Range::default(),
            pending: Range::default(),
            split: None,
        };
        if let Some((accepted, refused)) = it.settled {
            totals.accepted = accepted;
            totals.refused = refused;
        } else {
            let verifiers = &self.verifiers[it.key.article.index()];
            for (index, verifier) in verifiers.iter().enumerate() {
                self.panel(state, it, verifier, index == 0, &mut totals);
            }
        }
        totals.claimed = totals.claimed.most(totals.accepted);
        let answered = totals.accepted.plus(totals.refused);
        totals.pending = totals.pending.least(totals.claimed.less(answered));
        totals
    }

    /// Adds what one panel has found.
    fn panel(
        &self,
        state: &State,
        it: &Occurrence,
        verifier: &Verifier,
        first: bool,
        totals: &mut Totals,
    ) {
        let members = self.members(&verifier.panel, Some(it.key.article), &state.left);
        let found = |pick: fn(&crate::state::Member) -> Range| -> Vec<Range> {
            let of = |who| {
                let member = it.members.iter().find(|member| member.who == who);
                member.map_or(Range::default(), pick)
            };
            members.iter().map(|who| of(*who)).collect()
        };
        let number = members.len();
        let (k, stated) = takes(verifier, number);
        let accepted = greatest(found(|member| member.accepted), k);
        let refusing = number.saturating_sub(k).saturating_add(1);
        let refused = greatest(found(|member| member.refused), refusing);
        let pending = greatest(found(|member| member.pending), 1);
        totals.accepted = if first {
            accepted
        } else {
            totals.accepted.least(accepted)
        };
        totals.refused = totals.refused.most(refused);
        totals.pending = totals.pending.most(pending);
        let some_accept = it
            .members
            .iter()
            .any(|m| members.contains(&m.who) && m.accepted.high > 0);
        if !stated && number > 1 && some_accept && refused.high > 0 {
            totals.split = Some(verifier.clause);
        }
    }

    /// How much lateness the text tolerates after a deadline, before a breach, in seconds: of the
    /// deed, and of the report.
    fn tolerated(&self, article: ArticleId) -> (i64, i64) {
        let longest = |length: Duration| length.seconds().map_or(0, |(_, longest)| longest);
        let clauses = self.article(article).clauses.iter();
        let late = clauses
            .filter_map(|clause| match clause {
                Clause::LateBy(length) => Some(longest(*length)),
                _ => None,
            })
            .max();
        let reports = self.agreement.reports_within.map_or(0, longest);
        (late.unwrap_or(0), reports)
    }

    /// The instant after which an occurrence short of what is owed is breached: of the last round
    /// that may make it up.
    fn breach_after(&self, state: &State, it: &Occurrence, deadline: Window) -> Option<Instant> {
        let article = it.key.article;
        let (late, reports) = self.tolerated(article);
        let mut last = deadline.latest;
        if let Some(carried) = self.carried_for(article) {
            last = self.last_to_make_up(state, it, deadline.latest, carried)?;
        }
        Some(last.saturating_add(late).saturating_add(reports))
    }

    fn last_to_make_up(
        &self,
        state: &State,
        it: &Occurrence,
        deadline: Instant,
        carried: Option<Duration>,
    ) -> Option<Instant> {
        let article = it.key.article;
        let made = &state.article(article).made;
        let later = made.iter().map(|id| state.occurrence(*id));
        match carried {
            Some(length) => {
                let (_, longest) = length.seconds()?;
                let until = deadline.saturating_add(longest);
                let last = later
                    .filter(|other| other.opening.is_some_and(|at| at < until))
                    .filter_map(|other| other.deadline)
                    .map(|window| window.latest)
                    .max();
                // Rounds that have not opened yet may still make it up.
                let open = !state.article(article).closed && !state.reached(until);
                let last = last.unwrap_or(deadline).max(deadline);
                Some(if open { last.max(until) } else { last })
            }
            None => {
                let next = it.key.row.map(|row| row.saturating_add(1));
                let last = later
                    .filter(|other| other.key.row == next && other.key.round == it.key.round)
                    .filter_map(|other| other.deadline)
                    .map(|window| window.latest)
                    .max();
                Some(last.unwrap_or(deadline).max(deadline))
            }
        }
    }

    /// Whether only a finding can make it a breach.
    fn endeavour(&self, article: ArticleId) -> bool {
        self.article(article)
            .duty()
            .is_some_and(|duty| duty.endeavour)
    }
}

/// How many members a panel takes, and whether the text says so.
pub(crate) fn takes(verifier: &Verifier, members: usize) -> (usize, bool) {
    match verifier.panel.threshold {
        Some(number) => ((number as usize).clamp(1, members.max(1)), true),
        None if members <= 1 || verifier.panel.or => (1, true),
        None => (members, false),
    }
}

/// The k-th greatest, lows and highs apart.
fn greatest(mut ranges: Vec<Range>, k: usize) -> Range {
    let Some(place) = k.checked_sub(1).filter(|place| *place < ranges.len()) else {
        return Range::default();
    };
    let mut highs: Vec<i64> = ranges.iter().map(|range| range.high).collect();
    ranges.sort_by_key(|range| std::cmp::Reverse(range.low));
    highs.sort_by_key(|high| std::cmp::Reverse(*high));
    Range {
        low: ranges[place].low,
        high: highs[place],
    }
}

/// What is claimed in all, by those claims that count: the last total of each author together, and
/// no less than what was found.
pub(crate) fn claimed(claims: &[Claim], counts: impl Fn(&Claim) -> bool) -> Range {
    let mut last: Vec<(model::ActorId, Range)> = Vec::new();
    let mut found = Range::default();
    for claim in claims.iter().filter(|claim| counts(claim)) {
        let Some(author) = claim.author else {
            found = found.most(claim.total);
            continue;
        };
        match last.iter_mut().find(|(other, _)| *other == author) {
            Some((_, total)) => *total = claim.total,
            None => last.push((author, claim.total)),
        }
    }
    last.into_iter()
        .fold(Range::default(), |all, (_, total)| all.plus(total))
        .most(found)
}

impl Step<'_> {
    /// How one occurrence stands; when to look again.
    pub(crate) fn look_at_occurrence(&mut self, id: u32) -> Option<Tick> {
        let before = self.state.occurrence(id).stage;
        let mut wake = None;
        if self.state.occurrence(id).released.is_none() {
            let mut unowed = None;
            if !self.state.occurrence(id).owed {
                (wake, unowed) = self.look_at_start(id);
            }
            self.count(id);
            let later = match unowed {
                Some((stage, clause)) => {
                    self.look_at_early(id, stage, clause);
                    None
                }
                None => self.look_at_stage(id),
            };
            wake = sooner(wake, later);
            wake = sooner(wake, self.look_at_silence(id));
            wake = sooner(wake, self.look_at_disputes(id));
        }
        self.statuses(id);
        self.note_asleep(id);
        let it = self.state.occurrence(id);
        let (stage, article, over) = (it.stage, it.key.article, it.over());
        if over && !it.claims.is_empty() || stage != before {
            let open = &mut self.state.article_mut(article).open;
            if over {
                open.retain(|other| *other != id);
            } else if !open.contains(&id) {
                open.push(id);
            }
        }
        wake
    }

    /// Whether it is owed by now; when to look again, and its stage where it is not.
    fn look_at_start(&mut self, id: u32) -> (Option<Tick>, Option<(Stage, Option<usize>)>) {
        let start = {
            let it = self.state.occurrence(id);
            self.rules.start(self.state, it, id)
        };
        let key = self.state.occurrence(id).key;
        let article = key.article;
        let forced = self.state.occurrence(id).forced && self.rules.in_force(self.state, article);
        let subject = Subject::of(Element::Article(article));
        if forced || start.holds == Truth::Yes {
            self.decided(Open::Start, subject, Some(key));
            self.start_owing(id, start.clause);
            return (None, None);
        }
        if start.holds == Truth::NotKnown {
            (start.wake, Some((Stage::Undetermined, start.clause)))
        } else {
            self.decided(Open::Start, subject, Some(key));
            (start.wake, Some((Stage::Dormant, start.clause)))
        }
    }

    /// The stage of what is not owed, or not known to be: what is done before it is owed is done.
    fn look_at_early(&mut self, id: u32, unowed: Stage, clause: Option<usize>) {
        self.date(id);
        let it = self.state.occurrence(id);
        let key = it.key;
        let stage = if full(it) {
            self.done_stage(id, it)
        } else if !it.claims.is_empty() && reported(it) {
            Stage::Reported
        } else {
            unowed
        };
        let subject = Subject::of(Element::Article(key.article));
        if stage == Stage::Undetermined {
            self.undecided(Open::Start, subject, Some(key));
        } else {
            self.decided(Open::Start, subject, Some(key));
        }
        self.set_stage(id, stage, clause);
    }

    /// Its deadline, as far as it is known, and whether what was done was in time; the clause.
    fn date(&mut self, id: u32) -> Option<usize> {
        let it = self.state.occurrence(id);
        let over = it.over();
        let (deadline, clause) = self.rules.deadline_of(self.state, it);
        if !over {
            self.state.occurrence_mut(id).deadline = deadline;
        }
        let timely = self.timely(id);
        self.state.occurrence_mut(id).timeliness = timely;
        clause
    }

    /// Works out its numbers.
    fn count(&mut self, id: u32) {
        let (totals, required) = {
            let it = self.state.occurrence(id);
            (
                self.rules.totals(self.state, it),
                self.rules.required(self.state, it),
            )
        };
        let key = self.state.occurrence(id).key;
        if let Some(clause) = totals.split {
            self.undecided(Open::Split, by(key.article, Some(clause)), Some(key));
        }
        let mut disputed = Range::default();
        for dispute in &self.state.occurrence(id).disputes {
            disputed = disputed.plus(dispute.amount);
        }
        let disputed = disputed.least(totals.claimed);
        let it = self.state.occurrence_mut(id);
        let old = it.accepted;
        it.claimed = totals.claimed;
        it.accepted = totals.accepted;
        it.refused = totals.refused;
        it.pending = totals.pending;
        it.disputed = disputed;
        it.required = required.range;
        self.note_unanswered(id);
        let verifier = self.rules.verifiers[key.article.index()].first();
        let clause = verifier.map(|verifier| verifier.clause);
        if totals.accepted != old {
            let change = Change::Accepted(key, totals.accepted.low, totals.accepted.high);
            self.follow(change, by(key.article, clause));
            self.changed(Element::Article(key.article));
            if let Some(roll) = self
                .rules
                .article(key.article)
                .quantity()
                .and_then(|q| q.roll())
            {
                self.changed(Element::Roll(roll));
            }
            if totals.accepted.low > old.low {
                let more = totals.accepted.less(Range::exactly(old.low));
                self.verified(id, more);
            }
        }
        self.credit(id, required);
        self.questions(id, required);
    }

    /// Questions that its numbers raise.
    fn questions(&mut self, id: u32, required: Required) {
        let it = self.state.occurrence(id);
        let key = it.key;
        let subject = Subject::of(Element::Article(key.article));
        let claimed = !it.claims.is_empty();
        let unknown = required.range.is_none()
            || (required.about && it.claimed.low > 0 && it.stage != Stage::Fulfilled);
        if claimed && unknown {
            self.undecided(Open::Quantity, subject, Some(key));
        }
    }

    /// Gives what is in excess to those before it that are still short, where the text says so.
    fn credit(&mut self, id: u32, required: Required) {
        let (key, excess, opening) = {
            let it = self.state.occurrence(id);
            let Some(range) = required.range else {
                return;
            };
            let excess = it.accepted.low - range.high.min(i64::MAX / 2) - it.given;
            (it.key, excess, it.opening)
        };
        if excess <= 0 {
            return;
        }
        let targets = self.short_of_credit(key, opening);
        let mut excess = excess;
        for other in targets {
            let it = self.state.occurrence_mut(other);
            let Some(range) = it.required else {
                continue;
            };
            let missing = range.low - it.accepted.low - it.credited;
            let given = missing.min(excess);
            if given <= 0 {
                continue;
            }
            it.credited += given;
            excess -= given;
            self.state.occurrence_mut(id).given += given;
            self.look(Node::Occurrence(other));
        }
    }

    /// The occurrences that the excess of another may go to, in order.
    fn short_of_credit(&self, key: crate::Key, opening: Option<Instant>) -> Vec<u32> {
        use model::Consequence;
        let mut targets = Vec::new();
        let standing = self.state.article(key.article);
        let deadline = self.state.index.get(&key).and_then(|id| {
            let deadline = self.state.occurrence(*id).deadline;
            deadline.map(|window| window.latest)
        });
        for clause in &self.rules.article(key.article).clauses {
            let Clause::If { consequence, .. } = clause else {
                continue;
            };
            if !matches!(
                consequence,
                Consequence::CarriedFor(_)
                    | Consequence::CarriedToNext
                    | Consequence::ExcessToNext
                    | Consequence::ExcessFor(_)
            ) {
                continue;
            }
            let fits = |other: &Occurrence| -> bool {
                let same = other.key.obligor == key.obligor && other.key != key;
                let earlier_rounds = |length: &Duration| {
                    let until = other.deadline.zip(length.seconds());
                    other.key.row == key.row
                        && other.key.round < key.round
                        && until
                            .zip(opening)
                            .is_some_and(|((window, (_, long)), opening)| {
                                opening < window.latest.saturating_add(long)
                            })
                };
                let later_rounds = |length: &Duration| {
                    other.key.row == key.row
                        && other.key.round > key.round
                        && deadline
                            .zip(length.seconds())
                            .zip(other.opening)
                            .is_some_and(|((deadline, (_, long)), opening)| {
                                opening < deadline.saturating_add(long)
                            })
                };
                same && match consequence {
                    Consequence::CarriedFor(length) => earlier_rounds(length),
                    Consequence::CarriedToNext => {
                        key.row.is_some() && key.row == other.key.row.map(|row| row + 1)
                    }
                    Consequence::ExcessToNext => {
                        other.key.row > key.row && other.key.round == key.round
                    }
                    Consequence::ExcessFor(length) => later_rounds(length),
                    _ => false,
                }
            };
            // What is fulfilled is not short.
            for id in standing.open.iter().chain(&standing.released) {
                if fits(self.state.occurrence(*id)) && !targets.contains(id) {
                    targets.push(*id);
                }
            }
        }
        targets.sort_by_key(|id| {
            let key = self.state.occurrence(*id).key;
            (key.row, key.round, *id)
        });
        targets
    }

    /// Its deadline and its stage; when to look again.
    fn look_at_stage(&mut self, id: u32) -> Option<Tick> {
        let clause = self.date(id);
        let (stage, wake, breaches) = self.stage(id);
        if breaches {
            self.breach(id, clause);
        }
        let stage = if breaches && stage != Stage::Remedied {
            Stage::Breached
        } else {
            stage
        };
        let clause = match stage {
            Stage::Overdue | Stage::Breached => clause,
            _ => {
                let article = self.state.occurrence(id).key.article;
                let verifier = self.rules.verifiers[article.index()].first();
                verifier.map(|verifier| verifier.clause)
            }
        };
        self.set_stage(id, stage, clause);
        wake
    }

    /// The stage of what is owed, when to look again, and whether it is breached now.
    fn stage(&self, id: u32) -> (Stage, Option<Tick>, bool) {
        let it = self.state.occurrence(id);
        if full(it) {
            return (self.done_stage(id, it), None, false);
        }
        let never = it.veils > 0
            || self.rules.endeavour(it.key.article)
            || it.required.is_some_and(|required| required.high == 0);
        if it.found_breached {
            return (Stage::Breached, None, it.breached.is_none());
        }
        let (late, _) = self.rules.tolerated(it.key.article);
        let mut wake = None;
        let mut overdue = false;
        if let Some(deadline) = it.deadline
            && !never
        {
            if let Some(after) = self.rules.breach_after(self.state, it, deadline) {
                if !self.state.passed(after) {
                    wake = Some(tick_after(after));
                } else if it.breached.is_none() && !self.claimed_in_time(it, deadline, late) {
                    return (Stage::Breached, None, true);
                }
            }
            overdue = self.state.passed(deadline.latest);
            if !overdue {
                wake = sooner(wake, Some(tick_after(deadline.latest)));
            }
        }
        // A record may tell later of what was done in time: then time has not breached it.
        let in_time = it
            .deadline
            .is_some_and(|deadline| self.claimed_in_time(it, deadline, late));
        let stage = if it.breached.is_some() && !in_time {
            Stage::Breached
        } else if reported(it) {
            Stage::Reported
        } else if overdue {
            Stage::Overdue
        } else {
            Stage::Due
        };
        (stage, wake, false)
    }

    fn done_stage(&self, id: u32, it: &Occurrence) -> Stage {
        if it.breached.is_some() && it.timeliness != Some(Timeliness::OnTime) {
            return Stage::Remedied;
        }
        let asker = crate::conditions::For {
            article: Some(it.key.article),
            row: it.key.row,
            cause: Some(crate::state::Cause::Occurrence(id)),
        };
        let clauses = self.rules.article(it.key.article).clauses.iter();
        let effect = clauses.filter_map(|clause| match clause {
            Clause::TakingEffect(condition) => Some(self.rules.holds(self.state, condition, asker)),
            _ => None,
        });
        match effect.min() {
            None | Some(Truth::Yes) => Stage::Fulfilled,
            Some(_) => Stage::Performed,
        }
    }

    /// Whether what was claimed in time, and not refused, is all that is owed.
    fn claimed_in_time(&self, it: &Occurrence, deadline: Window, late: i64) -> bool {
        let limit = deadline.latest.saturating_add(late);
        let in_time = claimed(&it.claims, |claim| !after(claim.at, limit));
        let in_time = in_time.plus(Range::exactly(it.credited));
        let left = in_time.low.saturating_sub(it.refused.high);
        match it.required {
            Some(required) => left >= required.low,
            None => it
                .claims
                .iter()
                .any(|claim| !claim.partly && !after(claim.at, limit)),
        }
    }

    /// Whether what was done was done in time.
    fn timely(&self, id: u32) -> Option<Timeliness> {
        let it = self.state.occurrence(id);
        let deadline = it.deadline?;
        let need = it.required.map_or(i64::MAX, |required| required.low);
        let mut worst: Option<Timeliness> = None;
        for (index, claim) in it.claims.iter().enumerate() {
            let this = timeliness(claim.at, claim.about, deadline);
            worst = Some(match (worst, this) {
                (Some(Timeliness::Late), _) | (_, Timeliness::Late) => Timeliness::Late,
                (Some(Timeliness::CannotTell), _) | (_, Timeliness::CannotTell) => {
                    Timeliness::CannotTell
                }
                _ => Timeliness::OnTime,
            });
            if claimed(&it.claims[..=index], |_| true).low >= need {
                break;
            }
        }
        worst
    }

    fn breach(&mut self, id: u32, clause: Option<usize>) {
        let cause = self.cause;
        let it = self.state.occurrence_mut(id);
        if it.breached.is_some() {
            return;
        }
        it.breached = Some(cause);
        let (key, told) = (it.key, !it.claims.is_empty());
        self.follow(Change::Breached(key, told), by(key.article, clause));
    }

    /// Takes a stage.
    pub(crate) fn set_stage(&mut self, id: u32, stage: Stage, clause: Option<usize>) {
        let it = self.state.occurrence_mut(id);
        if it.stage == stage {
            return;
        }
        it.stage = stage;
        let key = it.key;
        if stage != Stage::Dormant {
            self.follow(Change::Stage(key, stage), by(key.article, clause));
        }
        self.changed(Element::Article(key.article));
    }

    /// The statuses it has taken by now; what follows from each follows.
    fn statuses(&mut self, id: u32) {
        const WATCHED: [Status; 14] = [
            Status::Reported,
            Status::Performed,
            Status::Verified,
            Status::Done,
            Status::Fulfilled,
            Status::Final,
            Status::Late,
            Status::Short,
            Status::Exceeded,
            Status::Overdue,
            Status::Breached,
            Status::Remedied,
            Status::Disputed,
            Status::Withheld,
        ];
        for status in WATCHED {
            if self.state.occurrence(id).took(status).is_some() {
                continue;
            }
            if self.rules.occurrence_status(self.state, id, status) == Truth::Yes {
                self.take(id, status);
                let article = self.state.occurrence(id).key.article;
                self.changed(Element::Article(article));
                self.follow_status(id, status);
            }
        }
        let key = self.state.occurrence(id).key;
        let it = self.state.occurrence(id);
        let nobody = self.rules.verifiers[key.article.index()].is_empty();
        if it.stage == Stage::Reported && nobody {
            let subject = Subject::of(Element::Article(key.article));
            self.undecided(Open::Verifier, subject, Some(key));
        }
    }
}

/// Whether all that is owed is accepted.
fn full(it: &Occurrence) -> bool {
    let accepted = settled(it).plus(Range::exactly(it.credited));
    it.required.is_some_and(|required| {
        accepted.low >= required.low && (required.low > 0 || !it.claims.is_empty())
    })
}

/// Whether all that is owed is claimed and not refused.
pub(crate) fn reported(it: &Occurrence) -> bool {
    let left = it.claimed.low.saturating_sub(it.refused.high);
    match it.required {
        Some(required) => required.low > 0 && left >= required.low,
        None => it.claims.last().is_some_and(|claim| !claim.partly),
    }
}

//! Builds the plan of an agreement: lays its instants out, then reads its frame (the entry into
//! force, the day count, phases, milestones). The clauses of articles are read in `clauses`.

use std::collections::BTreeMap;

use model::{
    ArticleId, Clause, DAY_SECONDS, DayStart, Duration, Element, EndWhen, Ending, Entry, Extension,
    Failing, Milestone, MilestoneId, Occurrence, Phase, PhaseId, Status, Subject,
};

use super::calendar::Calendar;
use super::caps::Cap;
use super::plan::{END, ENTRY, FIRST_DAY, Node, Plan, SIGNATURE, What, Why, ZERO};
use super::terms::{Fixed, Here, Need, Terms, clamped, first_node};
use super::text::{At, Text};

/// Reads a text into a plan.
#[derive(Debug)]
pub struct Builder<'a> {
    /// What its times mean.
    pub terms: Terms<'a>,
    /// What has been read.
    pub plan: Plan,
    joints: BTreeMap<(ArticleId, Status), Node>,
}

/// The plan of a text.
#[must_use]
pub fn plan(text: &Text<'_>, calendar: &Calendar, occurrences: &[Occurrence]) -> Plan {
    let mut builder = Builder {
        terms: Terms::new(text, calendar),
        plan: Plan::default(),
        joints: BTreeMap::new(),
    };
    builder.lay_out(occurrences);
    builder.frame();
    builder.articles();
    builder.plan
}

impl Builder<'_> {
    fn lay_out(&mut self, occurrences: &[Occurrence]) {
        let agreement = self.terms.text.agreement;
        let plan = &mut self.plan;
        plan.nodes = vec![
            What::Zero,
            What::FirstDay,
            What::Entry,
            What::Signature,
            What::End,
        ];
        for phase in (0..).map(PhaseId).take(agreement.phases.len()) {
            let begin = plan.node(What::Begin(phase));
            plan.node(What::Over(phase));
            plan.phases.push(begin);
        }
        for milestone in (0..).map(MilestoneId).take(agreement.milestones.len()) {
            let node = plan.node(What::Milestone(milestone));
            plan.milestones.push(node);
        }
        plan.occurrences = occurrences.to_vec();
        plan.of_article = vec![0..0; agreement.articles.len()];
        let mut rows = None;
        let mut proved = (false, false);
        for (at, occurrence) in (0..).zip(occurrences) {
            if rows != Some((occurrence.article, occurrence.row)) {
                rows = Some((occurrence.article, occurrence.row));
                proved = self.terms.text.proved(occurrence.article, occurrence.row);
            }
            let due = plan.node(What::Due(at));
            plan.due.push(due);
            plan.node(What::Performed(at));
            if proved.0 {
                plan.node(What::Verified(at));
            }
            if proved.1 {
                plan.node(What::Final(at));
            }
            if let Some(range) = plan.of_article.get_mut(occurrence.article.index()) {
                if range.start == range.end {
                    range.start = at;
                }
                range.end = at + 1;
            }
        }
    }

    fn frame(&mut self) {
        let agreement = self.terms.text.agreement;
        let at = Subject::of(Element::Agreement);
        match &agreement.entry {
            Some(Entry::At(point)) => self.defined(ENTRY, point, at),
            Some(Entry::When(condition)) => {
                let need = self
                    .terms
                    .need_condition(&self.plan, condition, Here::default());
                self.wait_for(ENTRY, need, at, Why::Defined);
            }
            None => {}
        }
        self.defined(SIGNATURE, &model::Point::Event(model::Event::Signature), at);
        match agreement.day_count.as_ref().map(|count| &count.start) {
            Some(DayStart::On(window)) => {
                let (from, _) = self.terms.calendar.told_from_zero(agreement, *window);
                self.exactly(FIRST_DAY, from, at);
            }
            Some(DayStart::DayOf(event)) => {
                // The start of the day of the event: at most a day before it, and never after it.
                let need = self.terms.need_event(&self.plan, event, Here::default());
                self.wait_for(FIRST_DAY, need.later(Some(-DAY_SECONDS)), at, Why::Defined);
                let cap = self.terms.cap_event(&self.plan, event, Here::default());
                self.cap_by(FIRST_DAY, cap, at, Why::Defined);
            }
            Some(DayStart::NotSettled | DayStart::Unknown) | None => {}
        }
        self.ending(at);
        for (id, phase) in (0..).map(PhaseId).zip(&agreement.phases) {
            self.phase(id, phase);
        }
        for (id, milestone) in (0..).map(MilestoneId).zip(&agreement.milestones) {
            self.milestone(id, milestone);
        }
    }

    /// An instant that a point makes: neither before nor after it.
    fn defined(&mut self, node: Node, point: &model::Point, at: Subject) {
        if let Some(fixed) = self.terms.fixed(point, Here::default(), 0) {
            self.between(node, fixed, at);
            return;
        }
        if let model::Point::Event(model::Event::Signature) = point {
            return;
        }
        let need = self.terms.need(&self.plan, point, Here::default());
        self.wait_for(node, need, at, Why::Defined);
        let cap = self.terms.cap(&self.plan, point, Here::default());
        self.cap_by(node, cap, at, Why::Defined);
    }

    fn between(&mut self, node: Node, fixed: Fixed, at: Subject) {
        self.plan
            .not_before(node, ZERO, fixed.from, at, Why::Defined);
        self.plan
            .not_after(node, (ZERO, fixed.to, 0), at, Why::Defined);
    }

    fn exactly(&mut self, node: Node, time: i64, at: Subject) {
        let fixed = Fixed {
            from: time,
            to: time,
            day: false,
        };
        self.between(node, fixed, at);
    }

    /// When the agreement ends, where one line says so.
    fn ending(&mut self, at: Subject) {
        let agreement = self.terms.text.agreement;
        let mut lines = agreement.endings.iter().filter_map(|line| match line {
            Ending::Ends {
                what: Element::Agreement,
                when,
                ..
            } => Some(when),
            _ => None,
        });
        match (lines.next(), lines.next()) {
            (Some(EndWhen::At(point)), None) => self.defined(END, point, at),
            (Some(EndWhen::When(condition)), None) => {
                let need = self
                    .terms
                    .need_condition(&self.plan, condition, Here::default());
                self.wait_for(END, need, at, Why::Defined);
            }
            _ => {}
        }
    }

    fn phase(&mut self, id: PhaseId, phase: &Phase) {
        let at = Subject::of(Element::Phase(id));
        let (begin, over) = (self.plan.begin(id), self.plan.over(id));
        match &phase.from {
            Some(point) if phase.declared_by.is_some() => {
                let need = self.terms.need(&self.plan, point, Here::default());
                self.wait_for(begin, need, at, Why::Defined);
            }
            Some(point) => self.defined(begin, point, at),
            None => {}
        }
        self.plan.not_before(over, begin, 0, at, Why::Order);
        let extra = extension(&phase.extended);
        if let Some(point) = &phase.until {
            let need = self.terms.need(&self.plan, point, Here::default());
            self.wait_for(over, need, at, Why::Length);
            if let Some(extra) = extra {
                let cap = self.terms.cap(&self.plan, point, Here::default());
                self.cap_by(over, cap.more(extra), at, Why::Length);
            }
        } else if let Some(length) = phase.lasts {
            self.lasting(id, length, phase.completed_when.is_none(), extra);
        } else if let Some(condition) = &phase.completed_when {
            let need = self
                .terms
                .need_condition(&self.plan, condition, Here::default());
            self.wait_for(over, need, at, Why::Defined);
        }
    }

    /// `for 42 days`, of which the day of the beginning is the first. A phase that can be completed
    /// may be over sooner.
    fn lasting(&mut self, id: PhaseId, length: Duration, full: bool, extra: Option<i64>) {
        let at = Subject::of(Element::Phase(id));
        let (begin, over) = (self.plan.begin(id), self.plan.over(id));
        if let Some((Some(fixed), _)) = self.terms.phases.get(id.index())
            && let Some(fixed) = self.terms.length_from(*fixed, length)
        {
            if full {
                self.plan
                    .not_before(over, ZERO, fixed.from, at, Why::Length);
            }
            if let Some(extra) = extra {
                let last = (ZERO, fixed.to + extra, extra);
                self.plan.not_after(over, last, at, Why::Length);
            }
            return;
        }
        let Some((low, high)) = clamped(length) else {
            return;
        };
        let day = if length.civil() { DAY_SECONDS } else { 0 };
        let slop = if length.civil() {
            self.terms.calendar.slop
        } else {
            0
        };
        if full {
            self.plan
                .not_before(over, begin, low - day - slop, at, Why::Length);
        }
        if let Some(extra) = extra {
            // It ends with a day, at whatever hour it began.
            let last = (begin, high + slop + extra, extra);
            self.plan.not_after(over, last, at, Why::Length);
        }
    }

    fn milestone(&mut self, id: MilestoneId, milestone: &Milestone) {
        let at = Subject::of(Element::Milestone(id));
        let node = self.plan.milestone(id);
        match self.terms.text.milestone_at(id, milestone) {
            Some(At::Point(point)) => self.defined(node, point, at),
            Some(At::Moment(moment)) => {
                if let Some(fixed) = self.terms.fixed_moment(moment, Here::default()) {
                    self.between(node, fixed, at);
                }
            }
            None => {}
        }
        if let Some(condition) = &milestone.when {
            let need = self
                .terms
                .need_condition(&self.plan, condition, Here::default());
            self.wait_for(node, need, at, Why::Defined);
        }
        if let Some((point, failing)) = &milestone.by {
            let cap = self.terms.cap(&self.plan, point, Here::default());
            let whole = matches!(cap, Cap::Time(..));
            let cap = match failing {
                Some(Failing::Decides(_, Some(length))) => {
                    self.terms.cap_later(cap, *length, true, whole)
                }
                Some(Failing::Decides(_, None)) => Cap::Free,
                _ => cap,
            };
            self.cap_by(node, cap, at, Why::Deadline);
        }
    }

    /// `target` waits for what it needs.
    pub fn wait_for(&mut self, target: Node, need: Need, at: Subject, why: Why) {
        match need {
            Need::Free => {}
            Need::Time(time) => self.plan.not_before(target, ZERO, time, at, why),
            Need::At(node, low) => {
                self.plan.wait(target, &[(node, low)], at);
                if let Some(low) = low {
                    self.plan.not_before(target, node, low, at, why);
                }
            }
            Need::Each(article, status) => {
                let joint = self.joint(article, status, at);
                self.wait_for(target, Need::At(joint, Some(0)), at, why);
            }
            Need::All(needs) => {
                for need in needs {
                    self.wait_for(target, need, at, why);
                }
            }
            Need::Any(needs) => {
                let mut ways = Vec::new();
                if self.ways(needs, at, &mut ways) && !ways.is_empty() {
                    self.one_of(target, &ways, at, why);
                }
            }
        }
    }

    fn one_of(&mut self, target: Node, ways: &[(Node, Option<i64>)], at: Subject, why: Why) {
        if let [(node, low)] = ways {
            self.wait_for(target, Need::At(*node, *low), at, why);
            return;
        }
        self.plan.wait(target, ways, at);
        let known: Option<Vec<_>> = ways
            .iter()
            .map(|(node, low)| low.map(|low| (*node, low)))
            .collect();
        if let Some(ways) = known.filter(|ways| !ways.is_empty()) {
            self.plan.choices.push(super::plan::Choice {
                target,
                ways,
                upper: false,
                at,
                why,
            });
        }
    }

    /// The ways to meet one of several needs; false where one of them is met from outside.
    fn ways(&mut self, needs: Vec<Need>, at: Subject, into: &mut Vec<(Node, Option<i64>)>) -> bool {
        for need in needs {
            match need {
                Need::Free => return false,
                Need::Time(time) => into.push((ZERO, Some(time))),
                Need::At(node, low) => into.push((node, low)),
                Need::Each(article, status) => {
                    into.push((self.joint(article, status, at), Some(0)));
                }
                Need::Any(needs) => {
                    if !self.ways(needs, at, into) {
                        return false;
                    }
                }
                Need::All(needs) => match needs.as_slice() {
                    [] => return false,
                    [_] => {
                        if !self.ways(needs, at, into) {
                            return false;
                        }
                    }
                    _ => {
                        let joint = self.plan.node(What::Joint);
                        self.wait_for(joint, Need::All(needs), at, Why::Order);
                        into.push((joint, Some(0)));
                    }
                },
            }
        }
        true
    }

    /// The instant at which every row of an article has a status.
    fn joint(&mut self, article: ArticleId, status: Status, at: Subject) -> Node {
        if let Some(node) = self.joints.get(&(article, status)) {
            return *node;
        }
        let node = self.plan.node(What::Joint);
        self.joints.insert((article, status), node);
        let range = self.plan.of(article);
        for occurrence in range {
            let one = self.plan.occurrences.get(occurrence as usize);
            // Later rounds of a row come after its first.
            if one.is_some_and(|one| one.round == 0) {
                let need = first_node(&self.plan, occurrence, status);
                self.wait_for(node, need, at, Why::Order);
            }
        }
        node
    }

    /// The bound just read ends with a day, if it is a last day of a performance.
    fn ends_day(&mut self, target: Node, midnight: bool) {
        if midnight
            && matches!(self.plan.what(target), What::Performed(_))
            && let Some(bound) = self.plan.bounds.last_mut()
        {
            bound.day_end = true;
        }
    }

    /// `target` comes before a cap.
    pub fn cap_by(&mut self, target: Node, cap: Cap, at: Subject, why: Why) {
        match cap {
            Cap::Free => {}
            Cap::Time(time, unsure) => {
                self.plan.not_after(target, (ZERO, time, unsure), at, why);
                let midnight = self.terms.calendar.day_start(time) == Some(time);
                self.ends_day(target, midnight);
            }
            Cap::At(node, high, unsure) => {
                self.plan.not_after(target, (node, high, unsure), at, why);
                self.ends_day(target, node == FIRST_DAY && high % DAY_SECONDS == 0);
            }
            Cap::Least(caps) => {
                for cap in caps {
                    self.cap_by(target, cap, at, why);
                }
            }
            Cap::Most(mut caps) if caps.len() == 1 => {
                let cap = caps.pop().unwrap_or(Cap::Free);
                self.cap_by(target, cap, at, why);
            }
            Cap::Most(caps) => {
                let ways: Option<Vec<_>> = caps.iter().map(Cap::single).collect();
                if let Some(ways) = ways.filter(|ways| !ways.is_empty()) {
                    self.plan.choices.push(super::plan::Choice {
                        target,
                        ways,
                        upper: true,
                        at,
                        why,
                    });
                }
            }
        }
    }
}

/// By how much a phase may be extended; nothing: without limit.
pub fn extension(extensions: &[Extension]) -> Option<i64> {
    extensions.iter().try_fold(0_i64, |most, extension| {
        let (_, high) = clamped(extension.at_most?)?;
        Some(most.max(high))
    })
}

impl Text<'_> {
    /// Whether a performance is found by somebody, and whether the finding can be disputed.
    fn proved(&self, article: ArticleId, row: Option<u32>) -> (bool, bool) {
        let mut proved = (false, false);
        for (_, clause) in self.clauses(article, row) {
            proved.0 |= matches!(
                clause,
                Clause::VerifiedBy { .. } | Clause::IdentifiedBy { .. }
            );
            proved.1 |= matches!(clause, Clause::DisputeBy { .. });
        }
        proved
    }
}

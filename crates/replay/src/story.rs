//! Stories: tests that read as tales.

use kernel::{Answer, Observation, Profile, Stage, Timeliness, Truth};
use model::{
    Agreement, Element, Outcome as Expected, ReadingId, Reference, Row, Status, Story, Told,
};

use crate::events::Timeline;
use crate::say::{Say, thousandths};

/// What running a story came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What did not hold, in the order told; empty: everything held.
    pub failures: Vec<Failure>,
    /// How many things were expected.
    pub expected: usize,
}

/// Something that was expected and does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where it is written: a byte of the source.
    pub at: usize,
    /// What was expected.
    pub expected: String,
    /// What holds instead.
    pub holds: String,
    /// Since which event, and where that is written.
    pub since: Option<(String, usize)>,
}

/// Runs a story.
#[must_use]
pub fn run(agreement: &Agreement, story: &Story) -> Outcome {
    let mut teller = Teller::new(agreement, None);
    let mut outcome = Outcome::default();
    for (index, told) in story.told.iter().enumerate() {
        match told {
            Told::Row(row) => {
                if let Some(failure) = teller.take(row) {
                    outcome.failures.push(failure);
                }
            }
            Told::Then {
                reading,
                outcome: expected,
                at,
            } => {
                outcome.expected += 1;
                let failure = match reading {
                    None => teller.expect(expected, *at),
                    Some(reading) => {
                        let before = story.told.get(..index).unwrap_or_default();
                        under(agreement, *reading, before).expect(expected, *at)
                    }
                };
                outcome.failures.extend(failure);
            }
        }
    }
    outcome
}

/// What has been told so far, under one reading.
fn under<'a>(agreement: &'a Agreement, reading: ReadingId, told: &[Told]) -> Teller<'a> {
    let mut teller = Teller::new(agreement, Some(reading));
    for line in told {
        if let Told::Row(row) = line {
            teller.take(row);
        }
    }
    teller
}

struct Teller<'a> {
    say: Say<'a>,
    timeline: Timeline,
    last: Option<Answer>,
    /// What followed, and from which row.
    followed: Vec<(kernel::Consequence, String, usize)>,
}

impl<'a> Teller<'a> {
    fn new(agreement: &'a Agreement, reading: Option<ReadingId>) -> Self {
        let profile = Profile {
            readings: reading.into_iter().collect(),
            first_day: None,
        };
        Self {
            say: Say { agreement },
            timeline: Timeline::new(agreement, &profile),
            last: None,
            followed: Vec::new(),
        }
    }

    fn take(&mut self, row: &Row) -> Option<Failure> {
        let Ok(taken) = self.timeline.take(row) else {
            return Some(Failure {
                at: row.at,
                expected: "a day that can be told".to_owned(),
                holds: "which day is day 1 is not known yet: begin with a date".to_owned(),
                since: None,
            });
        };
        let deed = self.say.deed(&row.deed);
        for passed in taken.passed {
            let at = self.say.took_effect(&passed);
            let words = format!("time passed {at}");
            self.followed.push((passed, words, row.at));
        }
        if let Answer::Step(followed) | Answer::Contested(_, followed) = &taken.answer {
            for consequence in followed {
                // What only time brought is not the deed's.
                let words = match consequence.event {
                    Some(_) => format!("{deed}, on {}", self.say.window(taken.event.at)),
                    None => format!("time passed {}", self.say.took_effect(consequence)),
                };
                self.followed.push((consequence.clone(), words, row.at));
            }
        }
        self.last = Some(taken.answer);
        None
    }

    /// What is expected and does not hold.
    fn expect(&mut self, expected: &Expected, at: usize) -> Option<Failure> {
        let (holds, found, about) = match expected {
            Expected::Status {
                of,
                negated,
                status,
                late,
            } => self.status(of, *negated, *status, *late),
            Expected::Begun(element, negated) => {
                let begun = self.begun(*element);
                let word = if begun { "has begun" } else { "has not begun" };
                let name = self.say.agreement.name(*element);
                (begun != *negated, format!("{name} {word}"), Some(*element))
            }
            Expected::Nothing(status) => self.nothing(*status),
            Expected::Accepted(measure, duty) => {
                let accepted = self.accepted(duty);
                let words = format!(
                    "{} is accepted in {}",
                    self.say.range(accepted),
                    self.say.reference(duty)
                );
                let holds = accepted.low == measure.number && accepted.high == measure.number;
                (holds, words, Some(duty.element))
            }
            Expected::Ahead(side, number) => self.ahead(*side, *number),
            Expected::Refused => {
                let refused = matches!(self.last, Some(Answer::Refused(_)));
                (refused, self.last_words(), None)
            }
            Expected::Contested => {
                let contested = matches!(self.last, Some(Answer::Contested(..)));
                (contested, self.last_words(), None)
            }
        };
        if holds {
            return None;
        }
        Some(Failure {
            at,
            expected: self.expected_words(expected),
            holds: found,
            since: about.and_then(|element| self.since(element)),
        })
    }

    fn begun(&self, element: Element) -> bool {
        let observed = self.timeline.state.observe();
        match element {
            Element::Article(article) => {
                let run = observed.runs.iter().any(|run| run.ladder == article);
                let owed = observed
                    .occurrences
                    .iter()
                    .any(|(key, it)| key.article == article && it.stage != Stage::Dormant);
                run || owed
            }
            Element::Phase(phase) => observed
                .phases
                .get(phase.index())
                .is_some_and(|stage| *stage != kernel::PhaseStage::NotBegun),
            Element::Milestone(id) => observed
                .milestones
                .get(id.index())
                .is_some_and(Option::is_some),
            _ => false,
        }
    }

    fn observations(&self, duty: &Reference) -> Vec<(kernel::Key, Observation)> {
        let observed = self.timeline.state.observe();
        let row = match duty.row {
            model::RowRef::Row(row) => Some(row),
            _ => None,
        };
        let all = observed.occurrences.into_iter();
        all.filter(|(key, it)| {
            Some(key.article) == duty.article()
                && (row.is_none() || key.row == row)
                && it.stage != Stage::Released(kernel::Release::Replaced)
        })
        .collect()
    }

    fn accepted(&self, duty: &Reference) -> kernel::Range {
        let all = self.observations(duty);
        let ranges = all.into_iter().map(|(_, it)| it.accepted);
        ranges.fold(kernel::Range::default(), kernel::Range::plus)
    }

    fn status(
        &self,
        of: &[Reference],
        negated: bool,
        status: Status,
        late: Option<bool>,
    ) -> (bool, String, Option<Element>) {
        for reference in of {
            let truth = kernel::status(
                &self.timeline.rules,
                &self.timeline.state,
                reference,
                status,
            );
            let in_time = late.is_none_or(|late| {
                let wanted = if late {
                    Timeliness::Late
                } else {
                    Timeliness::OnTime
                };
                let all = self.observations(reference);
                !all.is_empty() && all.iter().all(|(_, it)| it.timeliness == Some(wanted))
            });
            let yes = truth == Truth::Yes && in_time;
            // What is not known to hold does not hold.
            if yes == negated {
                return (false, self.how(reference, truth), Some(reference.element));
            }
        }
        (true, String::new(), None)
    }

    /// How something stands, in words.
    fn how(&self, reference: &Reference, truth: Truth) -> String {
        let unknown = if truth == Truth::NotKnown {
            "the text and the record do not decide it; "
        } else {
            ""
        };
        let all = self.observations(reference);
        if all.is_empty() {
            let running = match reference.element {
                Element::Phase(phase) => {
                    let observed = self.timeline.state.observe();
                    let stage = observed.phases.get(phase.index()).copied();
                    stage.map(|stage| self.say.phase(stage)).unwrap_or_default()
                }
                _ if self.begun(reference.element) => "has begun",
                _ => "has not come up",
            };
            return format!("{unknown}{} {running}", self.say.reference(reference));
        }
        let mut words: Vec<String> = Vec::new();
        for (key, it) in all.iter().take(4) {
            let mut one = format!("{} is {}", self.say.key(*key), self.say.stage(it.stage));
            if let Some(timeliness) = it.timeliness {
                one.push_str(&format!(", {}", self.say.timeliness(timeliness)));
            }
            if it.suspended {
                one.push_str(", suspended");
            }
            if it.withheld {
                one.push_str(", withheld");
            }
            if let Some(deadline) = it.deadline {
                one.push_str(&format!(" (deadline {})", self.say.window(deadline)));
            }
            words.push(one);
        }
        if all.len() > 4 {
            words.push(format!("and {} more", all.len() - 4));
        }
        format!("{unknown}{}", words.join("; "))
    }

    fn nothing(&self, status: Status) -> (bool, String, Option<Element>) {
        for (id, article) in self.say.agreement.articles() {
            if article.duty().is_none() {
                continue;
            }
            let reference = Reference {
                element: Element::Article(id),
                row: model::RowRef::None,
            };
            let (rules, state) = (&self.timeline.rules, &self.timeline.state);
            if kernel::status(rules, state, &reference, status) == Truth::Yes {
                let how = self.how(&reference, Truth::Yes);
                return (false, how, Some(reference.element));
            }
        }
        (true, String::new(), None)
    }

    fn ahead(&self, side: model::ActorId, number: i64) -> (bool, String, Option<Element>) {
        let agreement = self.say.agreement;
        let balances = u32::try_from(agreement.balances.len()).unwrap_or(0);
        let side = agreement.side_of(side);
        let mut words = "no balance is declared".to_owned();
        for id in (0..balances).map(model::BalanceId) {
            let given = kernel::given(&self.timeline.rules, &self.timeline.state, id);
            let own = given.iter().find(|(actor, _)| *actor == side);
            let own = own.map_or(0, |(_, given)| given.low);
            let others = given.iter().filter(|(actor, _)| *actor != side);
            let best = others.map(|(_, given)| given.low).max().unwrap_or(0);
            if own - best == number {
                return (true, String::new(), None);
            }
            words = format!(
                "{} is ahead by {}",
                self.say.actor(Some(side)),
                thousandths(own - best)
            );
        }
        (false, words, None)
    }

    fn last_words(&self) -> String {
        match &self.last {
            Some(Answer::Refused(refusal)) => self.say.refusal(*refusal),
            Some(Answer::Contested(contest, _)) => self.say.contest(*contest),
            Some(Answer::Step(_)) => "it took effect".to_owned(),
            None => "nothing has happened yet".to_owned(),
        }
    }

    /// The last event that changed how something stands.
    fn since(&self, element: Element) -> Option<(String, usize)> {
        let of = |consequence: &kernel::Consequence| match &consequence.what {
            kernel::Change::Stage(key, _)
            | kernel::Change::Accepted(key, ..)
            | kernel::Change::Breached(key, _)
            | kernel::Change::Suspended(key, _) => element == Element::Article(key.article),
            _ => consequence.by.element == element,
        };
        let last = self.followed.iter().rev().find(|(it, ..)| of(it));
        last.map(|(_, words, at)| (words.clone(), *at))
    }

    fn expected_words(&self, expected: &Expected) -> String {
        match expected {
            Expected::Status {
                of,
                negated,
                status,
                late,
            } => {
                let names: Vec<String> = of.iter().map(|one| self.say.reference(one)).collect();
                let not = if *negated { "not " } else { "" };
                let late = match late {
                    Some(true) => " late",
                    Some(false) => " on time",
                    None => "",
                };
                let is = if names.len() == 1 { "is" } else { "are" };
                format!("{} {is} {not}{}{late}", names.join(" and "), status.word())
            }
            Expected::Begun(element, negated) => {
                let not = if *negated { "not " } else { "" };
                format!("{} has {not}begun", self.say.agreement.name(*element))
            }
            Expected::Ahead(actor, number) => {
                let actor = self.say.actor(Some(*actor));
                format!("{actor} is ahead by {}", thousandths(*number))
            }
            Expected::Nothing(status) => format!("nothing is {}", status.word()),
            Expected::Accepted(measure, duty) => format!(
                "{} is accepted in {}",
                self.say.measure(measure),
                self.say.reference(duty)
            ),
            Expected::Refused => "it is refused".to_owned(),
            Expected::Contested => "it is contested".to_owned(),
        }
    }
}

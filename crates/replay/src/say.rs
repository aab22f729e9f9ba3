//! What the kernel answers, in words.

use kernel::{Change, Contest, Key, Open, PhaseStage, Range, Refusal, Release, Stage, Timeliness};
use model::{
    ActorId, Agreement, ArticleId, Deed, Element, Found, IncidentVerb, Instant, Measure, Noun,
    PartyVerb, Reference, RowRef, Subject, Window, civil,
};

/// Says things of one agreement by the names its source gives them.
#[derive(Clone, Copy, Debug)]
pub struct Say<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
}

impl Say<'_> {
    /// `19 January 2025`
    #[must_use]
    pub fn date(&self, at: Instant) -> String {
        let (year, month, day) = civil(self.agreement.calendar.day_of(at));
        let name = usize::try_from(month - 1)
            .ok()
            .and_then(|month| words::MONTHS.get(month))
            .copied()
            .unwrap_or_default();
        format!("{day} {name} {year}")
    }

    /// When something took effect: what began with a day began at its 00:00, and what passed with
    /// one passed at its 24:00.
    #[must_use]
    pub fn took_effect(&self, consequence: &kernel::Consequence) -> String {
        let calendar = &self.agreement.calendar;
        let at = consequence.at;
        let midnight = calendar.start_of(calendar.day_of(at)) == at;
        if midnight && !consequence.passed {
            return format!("{} at 00:00", self.date(at));
        }
        self.instant(at)
    }

    /// `19 January 2025 at 16:00`; midnight is 24:00 of the day before.
    #[must_use]
    pub fn instant(&self, at: Instant) -> String {
        let calendar = &self.agreement.calendar;
        let start = calendar.start_of(calendar.day_of(at));
        if start == at {
            return format!("{} at 24:00", self.date(at.saturating_sub(1)));
        }
        let minutes = (at - start).div_euclid(60);
        format!(
            "{} at {:02}:{:02}",
            self.date(at),
            minutes / 60,
            minutes % 60
        )
    }

    /// A window: a day, several days, or an instant.
    #[must_use]
    pub fn window(&self, window: Window) -> String {
        if window.earliest == window.latest {
            return self.instant(window.latest);
        }
        let (first, last) = (
            self.date(window.earliest),
            self.date(window.latest.saturating_sub(1)),
        );
        if first == last {
            first
        } else {
            format!("some day between {first} and {last}")
        }
    }

    /// The name of an actor, or that nobody in particular is meant.
    #[must_use]
    pub fn actor(&self, actor: Option<ActorId>) -> &str {
        actor.map_or("nobody in particular", |actor| {
            self.agreement.name(Element::Actor(actor))
        })
    }

    /// `gam and goi`
    #[must_use]
    pub fn actors(&self, actors: &[ActorId]) -> String {
        let names: Vec<&str> = actors.iter().map(|who| self.actor(Some(*who))).collect();
        match names.split_last() {
            None => "somebody".to_owned(),
            Some((one, [])) => (*one).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }

    /// `hand_in_arms of first, round 3`
    #[must_use]
    pub fn key(&self, key: Key) -> String {
        let mut words = self
            .agreement
            .name(Element::Article(key.article))
            .to_owned();
        if let Some(row) = self.row(key.article, key.row) {
            words.push_str(&format!(" of {row}"));
        }
        if let Some(obligor) = key.obligor {
            words.push_str(&format!(" by {}", self.actor(Some(obligor))));
        }
        if key.round > 0 || self.repeated(key.article) {
            words.push_str(&format!(", round {}", key.round.saturating_add(1)));
        }
        if key.generation > 0 {
            words.push_str(&format!(", as dated {} times anew", key.generation));
        }
        words
    }

    fn repeated(&self, article: ArticleId) -> bool {
        self.agreement.article(article).is_some_and(|article| {
            let mut clauses = article.clauses.iter();
            clauses.any(|clause| matches!(clause, model::Clause::Every { .. }))
        })
    }

    /// The name of a row.
    fn row(&self, article: ArticleId, row: Option<u32>) -> Option<String> {
        let schedule = self.agreement.article(article)?.rows?;
        let table = self.agreement.schedule(schedule)?;
        let cell = table.rows.get(row? as usize)?.first()?.as_ref()?;
        Some(match cell {
            model::Cell::Words(words) => words.clone(),
            model::Cell::Number(number) => thousandths(*number),
            model::Cell::Element(element) => self.agreement.name(*element).to_owned(),
            model::Cell::Moment(_) => "a date".to_owned(),
        })
    }

    /// `hand_in_arms of first`
    #[must_use]
    pub fn reference(&self, reference: &Reference) -> String {
        let name = self.agreement.name(reference.element);
        match (reference.row, reference.article()) {
            (RowRef::Row(row), Some(article)) => match self.row(article, Some(row)) {
                Some(row) => format!("{name} of {row}"),
                None => name.to_owned(),
            },
            (RowRef::Every, _) => format!("every {name}"),
            _ => name.to_owned(),
        }
    }

    /// What an article cites: `annex 3(b)`; empty where it cites nothing.
    #[must_use]
    pub fn cites(&self, subject: Subject) -> String {
        let cites = self.agreement.naming(subject.element);
        let cites = cites.map_or(&[][..], |naming| &naming.cites);
        let words: Vec<&str> = cites.iter().map(|cite| cite.words.as_str()).collect();
        match words.as_slice() {
            [one, _, _, ..] => format!("{one} and {} more", words.len() - 1),
            _ => words.join("; "),
        }
    }

    /// `12`, `at least 12`, `between 3 and 5`, `an unknown number`
    #[must_use]
    pub fn range(&self, range: Range) -> String {
        match (range.low, range.high) {
            (0, i64::MAX) => "an unknown number".to_owned(),
            (low, i64::MAX) if low <= 1 => "an unknown part".to_owned(),
            (low, i64::MAX) => format!("at least {}", thousandths(low)),
            (low, high) if low == high => thousandths(low),
            (low, high) if low <= 1 && high == 999 => "a part".to_owned(),
            (low, high) => format!("between {} and {}", thousandths(low), thousandths(high)),
        }
    }

    /// What a measure counts.
    #[must_use]
    pub fn measure(&self, measure: &Measure) -> String {
        let mut words = match measure.bound {
            Some(model::Bound::About) => "about ".to_owned(),
            Some(model::Bound::AtLeast) => "at least ".to_owned(),
            Some(model::Bound::AtMost) => "at most ".to_owned(),
            Some(model::Bound::MoreThan) => "more than ".to_owned(),
            Some(model::Bound::Above) => "above ".to_owned(),
            Some(model::Bound::Below) => "below ".to_owned(),
            None => String::new(),
        };
        words.push_str(&thousandths(measure.number));
        if measure.percent {
            words.push_str(" percent of");
        }
        match &measure.noun {
            Some(Noun::Element(element)) => {
                words.push_str(&format!(" {}", self.agreement.name(*element)));
            }
            Some(Noun::Common(noun)) => words.push_str(&format!(" {noun}")),
            Some(Noun::Quoted(noun)) => words.push_str(&format!(" \"{noun}\"")),
            None => {}
        }
        match measure.so_far {
            Some(true) => words.push_str(" so far"),
            Some(false) => words.push_str(" more"),
            None => {}
        }
        words
    }

    /// A stage in words.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Dormant => "not yet owed",
            Stage::Undetermined => "undetermined",
            Stage::Due => "due",
            Stage::Reported => "reported, not verified",
            Stage::Performed => "performed, not in effect",
            Stage::Fulfilled => "fulfilled",
            Stage::Overdue => "overdue",
            Stage::Breached => "breached",
            Stage::Remedied => "remedied after a breach",
            Stage::Released(Release::Waived) => "waived",
            Stage::Released(Release::Discharged) => "discharged",
            Stage::Released(Release::PassedOn) => "passed on",
            Stage::Released(Release::Replaced) => "replaced",
            Stage::Released(Release::Ended) => "no longer owed",
        }
    }

    /// Timeliness in words.
    #[must_use]
    pub fn timeliness(&self, timeliness: Timeliness) -> &'static str {
        match timeliness {
            Timeliness::OnTime => "on time",
            Timeliness::Late => "late",
            Timeliness::CannotTell => "whether in time cannot be told",
        }
    }

    /// A phase's stage in words.
    #[must_use]
    pub fn phase(&self, stage: PhaseStage) -> &'static str {
        match stage {
            PhaseStage::NotBegun => "has not begun",
            PhaseStage::Running => "is running",
            PhaseStage::Completed => "is completed",
            PhaseStage::Ended => "has ended",
            PhaseStage::Open => "is over, and the text does not say what follows",
        }
    }

    /// A question that the text leaves open.
    #[must_use]
    pub fn question(&self, open: Open) -> &'static str {
        match open {
            Open::Start => "whether it is owed by now",
            Open::Deadline => "by when",
            Open::Quantity => "how much is owed",
            Open::Verifier => "who verifies it",
            Open::Silence => "what the silence of its verifier means",
            Open::Split => "what counts where verifiers differ",
            Open::Decider => "who decides a dispute about it",
            Open::Incident => "who confirms, attributes or grades an incident",
            Open::Remedy => "what follows from its breach",
            Open::Afterwards => "what follows its end",
            Open::Milestone => "what follows where it is not reached by its date",
            Open::Count => "whose count binds",
            Open::Clocks => "whether clocks ran during the suspension",
            Open::EarlierBreaches => "whether earlier breaches are kept",
        }
    }

    /// A change of the state; nothing where it says no more than the deed itself.
    #[must_use]
    pub fn change(&self, change: &Change) -> Option<String> {
        let name = |element| self.agreement.name(element);
        Some(match change {
            Change::Entered => "the agreement is in force".to_owned(),
            Change::Stage(key, stage) => {
                format!("{} is {}", self.key(*key), self.stage(*stage))
            }
            Change::Accepted(key, low, high) => {
                let range = Range {
                    low: *low,
                    high: *high,
                };
                format!("{}: {} accepted in all", self.key(*key), self.range(range))
            }
            Change::Breached(key, true) => {
                format!(
                    "{} was not done in full and in time: a breach",
                    self.key(*key)
                )
            }
            Change::Breached(key, false) => format!(
                "nothing is told of {} in time: a breach, on the record as it stands",
                self.key(*key)
            ),
            Change::Phase(phase, stage) => {
                format!("{} {}", name(Element::Phase(*phase)), self.phase(*stage))
            }
            Change::Reached(id) => format!("{} is reached", name(Element::Milestone(*id))),
            Change::Broken(article, party, true) => format!(
                "{} is broken, by {}",
                name(Element::Article(*article)),
                self.actor(*party)
            ),
            Change::Broken(article, _, false) => {
                format!("{} is kept again", name(Element::Article(*article)))
            }
            Change::Rung(ladder, Some(rung)) => format!(
                "{} stands on step {}",
                name(Element::Article(*ladder)),
                rung.saturating_add(1)
            ),
            Change::Rung(ladder, None) => {
                format!("{} has stopped", name(Element::Article(*ladder)))
            }
            Change::Suspended(key, true) => format!("{} is suspended", self.key(*key)),
            Change::Suspended(key, false) => {
                format!("{} is no longer suspended", self.key(*key))
            }
            Change::Used(power, until) => format!(
                "{} was used; its notice ends on {}",
                name(Element::Article(*power)),
                self.instant(*until)
            ),
            Change::Effect(power) => {
                format!("{} takes effect", name(Element::Article(*power)))
            }
            Change::Undecided(undecided) => {
                let of = match undecided.key {
                    Some(key) => self.key(key),
                    None => name(undecided.of.element).to_owned(),
                };
                format!(
                    "the text does not decide {}: {of}",
                    self.question(undecided.question)
                )
            }
            Change::Kept => return None,
        })
    }

    /// Why an event has no effect that the text can tell.
    #[must_use]
    pub fn contest(&self, contest: Contest) -> String {
        let name = |subject: Subject| self.agreement.name(subject.element);
        match contest {
            Contest::NobodyNamed(of) => format!(
                "kept as a fact: the text names nobody to do this for {}",
                name(of)
            ),
            Contest::Standing(of) => {
                format!(
                    "kept as a fact: whether {} may do this is not known",
                    name(of)
                )
            }
            Contest::Condition(of) => format!(
                "kept as a fact: whether the condition of {} holds is not known",
                name(of)
            ),
            Contest::TooLate(of) => format!(
                "kept as a fact: the time for this under {} is over",
                name(of)
            ),
            Contest::Consent(of) => format!(
                "kept as a fact: {} needs a consent that is not given, or whose is not said",
                name(of)
            ),
        }
    }

    /// Why an event was refused.
    #[must_use]
    pub fn refusal(&self, refusal: Refusal) -> String {
        let name = |element| self.agreement.name(element);
        match refusal {
            Refusal::Back { now } => format!(
                "refused: it was entered before {}, where the record already stands",
                self.instant(now)
            ),
            Refusal::Future => "refused: it is told before it happened".to_owned(),
            Refusal::Unknown(element) => format!(
                "refused: `{}` is not something this can be done to",
                name(element)
            ),
            Refusal::Stands { who, under } => format!(
                "refused: the text does not name {} for this under {}",
                self.actor(Some(who)),
                name(under.element)
            ),
            Refusal::TooEarly(subject) => format!(
                "refused: the condition of {} does not hold yet",
                name(subject.element)
            ),
        }
    }

    /// A deed in words.
    #[must_use]
    pub fn deed(&self, deed: &Deed) -> String {
        let r = |reference: &Reference| self.reference(reference);
        let a = |actor: &ActorId| self.actor(Some(*actor));
        let e = |element: &Element| self.agreement.name(*element);
        let with = |measure: &Option<Measure>| {
            measure
                .as_ref()
                .map(|measure| format!(" with {}", self.measure(measure)))
                .unwrap_or_default()
        };
        let part = |measure: &Option<Measure>| {
            measure
                .as_ref()
                .map(|measure| format!("{} in ", self.measure(measure)))
                .unwrap_or_default()
        };
        match deed {
            Deed::Performance {
                who,
                partly,
                told,
                duty,
                with: measure,
            } => {
                let verb = match (*told, who.len() > 1) {
                    (true, false) => "performs",
                    (true, true) => "perform",
                    (false, false) => "reports",
                    (false, true) => "report",
                };
                let partly = if *partly { "partly " } else { "" };
                format!(
                    "{} {partly}{verb} {}{}",
                    self.actors(who),
                    r(duty),
                    with(measure)
                )
            }
            Deed::Counts { who, measure, duty } => {
                format!("{} counts {} in {}", a(who), self.measure(measure), r(duty))
            }
            Deed::Plans { who, measure, duty } => {
                format!("{} plans {} in {}", a(who), self.measure(measure), r(duty))
            }
            Deed::Receives { who, measure, duty } => {
                format!(
                    "{} receives {} in {}",
                    a(who),
                    self.measure(measure),
                    r(duty)
                )
            }
            Deed::Confirms { who, measure, duty } => {
                let part = measure.as_ref().map(|measure| self.measure(measure) + " ");
                let part = part.unwrap_or_default();
                format!("{} confirms {part}in {}", a(who), r(duty))
            }
            Deed::Refuses { who, measure, duty } => {
                format!("{} refuses {}{}", a(who), part(measure), r(duty))
            }
            Deed::HoldsPending { who, measure, duty } => format!(
                "{} holds {} pending in {}",
                a(who),
                self.measure(measure),
                r(duty)
            ),
            Deed::Unable { who, duty } => format!("{} is unable to verify {}", a(who), r(duty)),
            Deed::Finds { who, duty, found } => {
                format!("{} finds {} {}", a(who), r(duty), found_word(*found))
            }
            Deed::Disputes { who, measure, duty } => {
                format!("{} disputes {}{}", a(who), part(measure), r(duty))
            }
            Deed::RulesMeasure { who, measure, duty } => {
                format!("{} rules {} in {}", a(who), self.measure(measure), r(duty))
            }
            Deed::Withholds { who, duty, with: w } => {
                format!("{} withholds {}{}", a(who), r(duty), with(w))
            }
            Deed::Resumes { who, duty, with: w } => {
                format!("{} resumes {}{}", a(who), r(duty), with(w))
            }
            Deed::Declares { who, what } => format!("{} declares {}", a(who), e(what)),
            Deed::Proposes { who, what } => format!("{} proposes {}", a(who), e(what)),
            Deed::RefusesConsent { who, to } => {
                format!("{} refuses consent to {}", a(who), e(to))
            }
            Deed::Consents { who, to } => {
                let verb = if who.len() == 1 {
                    "consents"
                } else {
                    "consent"
                };
                format!("{} {verb} to {}", self.actors(who), e(to))
            }
            Deed::Agree { on, by_conduct } => {
                let conduct = if *by_conduct { " by conduct" } else { "" };
                format!("the parties agree on {}{conduct}", e(on))
            }
            other => self.other_deed(other),
        }
    }

    fn other_deed(&self, deed: &Deed) -> String {
        let a = |actor: &ActorId| self.actor(Some(*actor));
        let article = |id: &ArticleId| self.agreement.name(Element::Article(*id));
        match deed {
            Deed::RulesFact { who, .. } => format!("{} rules on a fact", a(who)),
            Deed::DeclaresComplete { who, roll } => format!(
                "{} declares that {} is complete",
                a(who),
                self.agreement.name(Element::Roll(*roll))
            ),
            Deed::Corrects { who, roll, to } => format!(
                "{} corrects {} to {}",
                a(who),
                self.agreement.name(Element::Roll(*roll)),
                self.measure(to)
            ),
            Deed::Incident {
                who,
                verb,
                incident,
            } => format!(
                "{} {} {}",
                a(who),
                incident_word(*verb),
                self.incident(incident)
            ),
            Deed::Justifies { who, incident, by } => format!(
                "{} justifies {} by {}",
                a(who),
                self.incident(incident),
                article(by)
            ),
            Deed::Uses { who, power, .. } => format!("{} uses {}", a(who), article(power)),
            Deed::ContestsStanding { who, of, under } => format!(
                "{} contests the standing of {} under {}",
                a(who),
                a(of),
                article(under)
            ),
            Deed::Adopts {
                who, adopts, what, ..
            } => {
                let verb = if *adopts { "adopts" } else { "rejects" };
                format!("{} {verb} {}", a(who), self.agreement.name(*what))
            }
            Deed::ExtendsUntil { who, what, .. } | Deed::ExtendsBy { who, what, .. } => {
                format!("{} extends {}", a(who), self.reference(what))
            }
            Deed::Refers { who, duty, to } => {
                format!("{} refers {} to {}", a(who), self.reference(duty), a(to))
            }
            Deed::Opens { who, ladder } => format!("{} opens {}", a(who), article(ladder)),
            Deed::Acts { who, verb, duty } => {
                let what = duty
                    .as_ref()
                    .map_or("the agreement".to_owned(), |duty| self.reference(duty));
                format!("{} {} {what}", a(who), party_word(*verb))
            }
            Deed::Joins { who, joins } => {
                let verb = if *joins { "joins" } else { "leaves" };
                format!("{} {verb} the agreement", a(who))
            }
            Deed::Says {
                who,
                announces,
                words,
            } => {
                let verb = match (*announces, who.len() == 1) {
                    (true, true) => "announces",
                    (true, false) => "announce",
                    (false, true) => "says",
                    (false, false) => "say",
                };
                format!("{} {verb} \"{words}\"", self.actors(who))
            }
            Deed::EntersIntoForce => "the agreement enters into force".to_owned(),
            Deed::TimePasses => "time passes".to_owned(),
            _ => String::new(),
        }
    }

    fn incident(&self, incident: &model::Incident) -> String {
        let mut words = if incident.number == 1 {
            "an incident of ".to_owned()
        } else {
            format!("{} incidents of ", incident.number)
        };
        words.push_str(self.agreement.name(Element::Article(incident.of)));
        if let Some(grade) = incident.grade {
            let grade = self.agreement.grades.get(grade as usize);
            words.push_str(&format!(" graded {}", grade.map_or("", String::as_str)));
        }
        if !incident.against.is_empty() {
            words.push_str(&format!(" against {}", self.actors(&incident.against)));
        }
        words
    }
}

/// A number in thousandths: `12`, `2.5`
#[must_use]
pub(crate) fn thousandths(number: i64) -> String {
    let (whole, rest) = (number / 1000, number % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = format!("{:03}", rest.abs());
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

fn found_word(found: Found) -> &'static str {
    match found {
        Found::Kept => "kept",
        Found::Short => "short",
        Found::Breached => "breached",
        Found::WronglyAccepted => "wrongly accepted",
    }
}

fn incident_word(verb: IncidentVerb) -> &'static str {
    match verb {
        IncidentVerb::Alleges => "alleges",
        IncidentVerb::Finds => "finds",
        IncidentVerb::Denies => "denies",
        IncidentVerb::Counts => "counts",
    }
}

fn party_word(verb: PartyVerb) -> &'static str {
    match verb {
        PartyVerb::Accepts => "accepts",
        PartyVerb::Waives => "waives",
        PartyVerb::Demands => "demands",
        PartyVerb::Discharges => "discharges",
        PartyVerb::Repudiates => "repudiates",
    }
}

//! What an article leaves unsaid.
//!
//! The last line of every article is printed from what is absent, and only of what matters for its
//! kind: a ban has no last day to miss, a permission no verifier to name. The question is asked in
//! the reader's language; see [`crate::frame`].

use model::{
    Agreement, Amount, Article, ArticleKind, Clause, FactKind, Ladder, Power, PowerAct, PowerPart,
    Question, Reach, Snapback, Status, StepAct, StepPart, Verb,
};

/// One thing the text does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is put into words by the table of every language"
)]
pub enum Silence {
    WhoVerifies,
    WhoMonitors,
    WhoMeasures,
    FindingWhen,
    UnansweredReport,
    WhoDisputes,
    WhoDecidesDispute,
    UndecidedDispute,
    ByWhen,
    WhatStarts,
    WhenLate,
    FromWhen,
    UntilWhen,
    Breach,
    Withhold,
    EachOrTogether,
    Shortfall,
    HowMuch,
    WhoConfirms,
    WhoAttributes,
    HowManyIncidents,
    UnansweredIncident,
    UnansweredConsent,
    MatchedPieces,
    PowerWhen,
    PowerNotice,
    PowerLength,
    Clocks,
    WhoJudges,
    WhoJudgesException,
    NoticeTo,
    NoticeWhen,
    StepLength,
    StepBinding,
    LadderStops,
    StepNotTaken,
    WhichPhase,
}

impl Silence {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::WhoVerifies,
        Self::WhoMonitors,
        Self::WhoMeasures,
        Self::FindingWhen,
        Self::UnansweredReport,
        Self::WhoDisputes,
        Self::WhoDecidesDispute,
        Self::UndecidedDispute,
        Self::ByWhen,
        Self::WhatStarts,
        Self::WhenLate,
        Self::FromWhen,
        Self::UntilWhen,
        Self::Breach,
        Self::Withhold,
        Self::EachOrTogether,
        Self::Shortfall,
        Self::HowMuch,
        Self::WhoConfirms,
        Self::WhoAttributes,
        Self::HowManyIncidents,
        Self::UnansweredIncident,
        Self::UnansweredConsent,
        Self::MatchedPieces,
        Self::PowerWhen,
        Self::PowerNotice,
        Self::PowerLength,
        Self::Clocks,
        Self::WhoJudges,
        Self::WhoJudgesException,
        Self::NoticeTo,
        Self::NoticeWhen,
        Self::StepLength,
        Self::StepBinding,
        Self::LadderStops,
        Self::StepNotTaken,
        Self::WhichPhase,
    ];
}

/// What an article leaves unsaid, in the order it is printed.
#[must_use]
pub fn silences(agreement: &Agreement, article: &Article) -> Vec<Silence> {
    let mut unsaid = Unsaid {
        agreement,
        article,
        all: Vec::new(),
    };
    match &article.kind {
        ArticleKind::Duty(duty) if duty.standing => unsaid.standing(),
        ArticleKind::Duty(_) => unsaid.duty(),
        ArticleKind::Prohibition(_) => unsaid.prohibition(),
        ArticleKind::Level(_) => unsaid.level(),
        ArticleKind::Permission(_) => unsaid.period(),
        ArticleKind::Exception(_) => unsaid.exception(),
        ArticleKind::Power(power) => unsaid.power(power),
        ArticleKind::Linkage(linkage) => {
            let judged = linkage.condition.facts.iter().all(|f| f.judged.is_some());
            unsaid.note(!judged, Silence::WhoJudges);
        }
        ArticleKind::Snapback(snapback) => unsaid.snapback(snapback),
        ArticleKind::Ladder(ladder) => unsaid.ladder(ladder),
    }
    let has_phases = !agreement.phases.is_empty();
    unsaid.note(
        has_phases && article.reach == Reach::Unstated,
        Silence::WhichPhase,
    );
    unsaid.all
}

struct Unsaid<'a> {
    agreement: &'a Agreement,
    article: &'a Article,
    all: Vec<Silence>,
}

impl Unsaid<'_> {
    fn note(&mut self, is_unsaid: bool, silence: Silence) {
        if is_unsaid {
            self.all.push(silence);
        }
    }

    fn says(&self, question: Question) -> bool {
        self.article.says(question)
    }

    fn any(&self, wanted: impl Fn(&Clause) -> bool) -> bool {
        self.article.clauses.iter().any(wanted)
    }

    fn duty(&mut self) {
        self.quantity();
        self.timing();
        self.obligors();
        self.order();
        self.verifier(Silence::WhoVerifies);
        self.consent();
        self.shortfall();
        self.remedy();
    }

    fn standing(&mut self) {
        self.period();
        self.obligors();
        self.order();
        self.watcher(Silence::WhoMonitors);
        self.consent();
        self.remedy();
    }

    fn prohibition(&mut self) {
        self.period();
        self.watcher(Silence::WhoMonitors);
        self.incidents();
        self.consent();
        self.remedy();
    }

    fn level(&mut self) {
        self.quantity();
        self.period();
        let measured = self.says(Question::Counter);
        if !measured {
            self.watcher(Silence::WhoMeasures);
        }
        self.remedy();
    }

    fn exception(&mut self) {
        let judged = self.any(|clause| match clause {
            Clause::When(condition) | Clause::While(condition) | Clause::Unless(condition) => {
                condition.facts.iter().any(|fact| fact.judged.is_some())
            }
            _ => false,
        });
        self.note(!judged, Silence::WhoJudgesException);
        self.period();
    }

    fn quantity(&mut self) {
        let unstated = self
            .article
            .quantity()
            .is_some_and(|quantity| quantity.amount == Amount::Unstated);
        self.note(unstated, Silence::HowMuch);
    }

    /// A last day; and where there is none, what starts it. A vague day is one nobody can miss.
    fn timing(&mut self) {
        let dated = self.says(Question::Deadline) || self.ends();
        let started = self.says(Question::Trigger)
            || self.says(Question::NotBefore)
            || self.says(Question::Period);
        self.note(!dated && !started, Silence::WhatStarts);
        self.note(!dated, Silence::ByWhen);
        let vague = self.any(|clause| {
            matches!(
                clause,
                Clause::AtOnce { .. } | Clause::AsSoonAsPossible { .. }
            )
        });
        self.note(vague, Silence::WhenLate);
    }

    fn ends(&self) -> bool {
        self.any(|clause| {
            use model::FromEnd;
            match clause {
                Clause::From { end, .. } => matches!(end, FromEnd::Until(_) | FromEnd::For(_)),
                Clause::Until(_) | Clause::Throughout(_) => true,
                _ => false,
            }
        })
    }

    /// From when until when something stands. Its phase, where it has one, is an answer.
    fn period(&mut self) {
        use model::FromEnd;
        let within_phase = matches!(self.article.reach, Reach::Phase(_));
        let onwards = self.any(|clause| {
            matches!(
                clause,
                Clause::From {
                    end: FromEnd::Onwards,
                    ..
                }
            )
        });
        let begins = self.says(Question::Period)
            || self.says(Question::Trigger)
            || self.says(Question::NotBefore)
            || self.says(Question::Deadline);
        self.note(!begins && !within_phase, Silence::FromWhen);
        let ends = self.ends() || onwards || self.says(Question::Deadline);
        self.note(!ends && !within_phase, Silence::UntilWhen);
    }

    fn obligors(&mut self) {
        let several = self.article.duty().is_some_and(|duty| {
            let many = duty.obligors.who.len() > 1 || duty.obligors.who == [model::Who::Parties];
            many && !duty.obligors.or && duty.joint.is_none()
        });
        self.note(several, Silence::EachOrTogether);
    }

    fn order(&mut self) {
        let open = self.any(|clause| matches!(clause, Clause::InExchange { right: None, .. }));
        self.note(open, Silence::Withhold);
        let unmatched = self.any(|clause| matches!(clause, Clause::Matched { manner: None, .. }));
        self.note(unmatched, Silence::MatchedPieces);
    }

    /// Monitoring is enough for what is kept and not performed; a finding still needs a verifier.
    fn watcher(&mut self, nobody: Silence) {
        if self.says(Question::Verifier) || !self.says(Question::Monitor) {
            self.verifier(nobody);
        }
    }

    fn verifier(&mut self, nobody: Silence) {
        let mut found = false;
        let (mut window, mut answered) = (true, true);
        for clause in &self.article.clauses {
            if let Clause::VerifiedBy {
                within, failing, ..
            }
            | Clause::IdentifiedBy {
                within, failing, ..
            } = clause
            {
                found = true;
                window &= within.is_some();
                answered &= failing.is_some();
            }
        }
        // Receipt proves handing over and identification whose it is; neither is a verification.
        self.note(!self.says(Question::Verifier), nobody);
        self.note(found && !window, Silence::FindingWhen);
        self.note(found && !answered, Silence::UnansweredReport);
        self.dispute(found);
    }

    fn dispute(&mut self, verified: bool) {
        let mut found = false;
        let (mut decided_by, mut end) = (true, true);
        for clause in &self.article.clauses {
            if let Clause::DisputeBy {
                decided, failing, ..
            } = clause
            {
                found = true;
                decided_by &= decided.is_some();
                end &= decided.is_none() || failing.is_some();
            }
        }
        self.note(verified && !found, Silence::WhoDisputes);
        self.note(found && !decided_by, Silence::WhoDecidesDispute);
        self.note(found && !end, Silence::UndecidedDispute);
    }

    fn incidents(&mut self) {
        let confirmed = self.says(Question::Confirmation) || self.says(Question::Verifier);
        self.note(!confirmed, Silence::WhoConfirms);
        self.note(
            confirmed && !self.says(Question::Attribution),
            Silence::WhoAttributes,
        );
        let unanswered =
            self.any(|clause| matches!(clause, Clause::Incidents { failing: None, .. }));
        self.note(unanswered, Silence::UnansweredIncident);
        let graded = self.says(Question::Confirmation);
        self.note(
            graded && !self.says(Question::Limit),
            Silence::HowManyIncidents,
        );
    }

    fn consent(&mut self) {
        let open = self.any(|clause| matches!(clause, Clause::WithConsent { failing: None, .. }));
        self.note(open, Silence::UnansweredConsent);
    }

    fn shortfall(&mut self) {
        let rounds = self.any(|clause| matches!(clause, Clause::Every { .. }));
        let counted = self.article.quantity().is_some();
        let settled = self.says(Question::Remedy(Status::Short));
        self.note(rounds && counted && !settled, Silence::Shortfall);
    }

    fn remedy(&mut self) {
        let answered = [Status::Breached, Status::Overdue]
            .into_iter()
            .any(|status| self.says(Question::Remedy(status)));
        self.note(!answered, Silence::Breach);
    }

    fn power(&mut self, power: &Power) {
        let has = |wanted: fn(&PowerPart) -> bool| power.parts.iter().any(wanted);
        let when = has(|part| matches!(part, PowerPart::When(_) | PowerPart::While(_)));
        self.note(!when && !self.says(Question::Trigger), Silence::PowerWhen);
        let notice = has(|part| matches!(part, PowerPart::AfterNotice { .. }));
        self.note(!notice, Silence::PowerNotice);
        let lasting = matches!(power.act, PowerAct::Suspend(_) | PowerAct::Withhold(_));
        let limited = has(|part| {
            matches!(
                part,
                PowerPart::ForAtMost(_) | PowerPart::Until(_) | PowerPart::From(_, Some(_))
            )
        });
        self.note(lasting && !limited, Silence::PowerLength);
        let extends = matches!(power.act, PowerAct::Extend { by: None, .. });
        self.note(extends, Silence::PowerLength);
        let suspends = matches!(power.act, PowerAct::Suspend(_));
        let clocks = has(|part| matches!(part, PowerPart::Clocks(_)));
        self.note(suspends && !clocks, Silence::Clocks);
        let unjudged = power.parts.iter().any(|part| match part {
            PowerPart::When(condition) | PowerPart::While(condition) => {
                let opaque = |kind: &FactKind| matches!(kind, FactKind::Quoted(_));
                condition
                    .facts
                    .iter()
                    .any(|f| opaque(&f.kind) && f.judged.is_none())
            }
            _ => false,
        });
        self.note(unjudged, Silence::WhoJudges);
        let consent = has(|part| matches!(part, PowerPart::WithConsent { failing: None, .. }));
        self.note(consent, Silence::UnansweredConsent);
    }

    fn snapback(&mut self, snapback: &Snapback) {
        self.note(snapback.to.is_none(), Silence::NoticeTo);
        self.note(snapback.when.is_none(), Silence::NoticeWhen);
    }

    fn ladder(&mut self, ladder: &Ladder) {
        let timed = |part: &StepPart| matches!(part, StepPart::Within(_) | StepPart::AtOnce);
        let each_timed = ladder
            .steps
            .iter()
            .all(|step| step.parts.iter().any(timed) || matches!(step.act, StepAct::May(..)));
        self.note(!each_timed, Silence::StepLength);
        let said = |part: &StepPart| matches!(part, StepPart::Binding(_) | StepPart::Advisory);
        let rulings_open = ladder.steps.iter().any(|step| {
            let rules = matches!(&step.act, StepAct::Shall(duty) if self.rules(&duty.verb));
            rules && !step.parts.iter().any(said)
        });
        self.note(rulings_open, Silence::StepBinding);
        let failing = |part: &StepPart| matches!(part, StepPart::Failing(_));
        let none_answered = !ladder.steps.iter().any(|s| s.parts.iter().any(failing));
        let any_shall = ladder
            .steps
            .iter()
            .any(|s| matches!(s.act, StepAct::Shall(_)));
        self.note(none_answered && any_shall, Silence::StepNotTaken);
        self.note(ladder.stopping.is_none(), Silence::LadderStops);
    }

    /// Whether a verb is that of a ruling, in the words of the source.
    fn rules(&self, verb: &Verb) -> bool {
        match verb {
            Verb::Quoted(text) => text.contains("rule") || text.contains("decide"),
            Verb::Act(id) => {
                let name = self
                    .agreement
                    .acts
                    .get(id.index())
                    .map(|act| act.name.as_str());
                matches!(name, Some("rule" | "decide"))
            }
        }
    }
}

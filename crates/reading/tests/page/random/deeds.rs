//! The log of a random life: what those do who may, and now and then somebody who may not.

use kernel::Event;
use model::*;

use super::Dice;
use crate::common::day;

/// A log of 5 to 40 events, in the order entered.
pub fn log(agreement: &Agreement, dice: &mut Dice) -> Vec<Event> {
    let mut now = day(0, 12) + dice.below(48) * 3_600;
    let count = dice.between(5, 40);
    let mut log = Vec::new();
    for _ in 0..count {
        now += match dice.below(10) {
            0 => 0,
            1..6 => dice.below(12) * 3_600,
            6..9 => dice.below(3 * DAY_SECONDS),
            _ => dice.below(4) * DAY_SECONDS,
        };
        log.push(event(agreement, dice, now));
    }
    log
}

fn event(agreement: &Agreement, dice: &mut Dice, now: Instant) -> Event {
    let at = |at| Window {
        earliest: at,
        latest: at,
    };
    let window = match dice.below(20) {
        0..11 => at(now),
        11..15 => at(now - dice.below(3 * DAY_SECONDS)),
        15..18 => {
            let start = (now - dice.below(2) * DAY_SECONDS).div_euclid(DAY_SECONDS) * DAY_SECONDS;
            Window {
                earliest: start,
                latest: start + DAY_SECONDS,
            }
        }
        18 => Window {
            earliest: now - dice.below(2 * DAY_SECONDS),
            latest: now,
        },
        _ if dice.of_100(30) => at(now + 1 + dice.below(DAY_SECONDS)),
        _ => at(now),
    };
    let recorded = if dice.of_100(2) {
        now - 9 * DAY_SECONDS
    } else {
        now
    };
    Event {
        at: window,
        lasting: dice.of_100(3),
        about: dice.of_100(4),
        recorded,
        citing: Vec::new(),
        deed: Author { agreement, dice }.deed(),
    }
}

struct Author<'a> {
    agreement: &'a Agreement,
    dice: &'a mut Dice,
}

/// The kinds of deeds, by how often they are drawn.
#[derive(Clone, Copy)]
enum Kind {
    Reports,
    Finding,
    Dispute,
    Rules,
    Party,
    Declares,
    Incident,
    Withholds,
    Uses,
    Extends,
    Consents,
    Ladder,
    Roll,
    Other,
}

impl Author<'_> {
    fn anybody(&mut self) -> ActorId {
        let count = self.agreement.actors.len();
        ActorId(self.index(count))
    }

    fn index(&mut self, count: usize) -> u32 {
        let below = i64::try_from(count).unwrap_or(1);
        u32::try_from(self.dice.below(below)).unwrap_or(0)
    }

    fn party(&mut self) -> ActorId {
        let parties: Vec<ActorId> = self.agreement.parties().collect();
        *self.dice.pick(&parties)
    }

    /// A member of a panel, or now and then anybody.
    fn one_of(&mut self, panel: Option<&Panel>) -> ActorId {
        let members = panel.map_or(Vec::new(), |panel| self.agreement.members(panel));
        if members.is_empty() || self.dice.of_100(8) {
            return self.anybody();
        }
        *self.dice.pick(&members)
    }

    /// An article of some kind; of any, where there is none or now and then.
    fn article(&mut self, fits: impl Fn(&ArticleKind) -> bool) -> ArticleId {
        let fitting: Vec<ArticleId> = self
            .agreement
            .articles()
            .filter(|(_, article)| fits(&article.kind))
            .map(|(id, _)| id)
            .collect();
        if fitting.is_empty() || self.dice.of_100(3) {
            return ArticleId(self.index(self.agreement.articles.len()));
        }
        *self.dice.pick(&fitting)
    }

    fn duty(&mut self) -> (ArticleId, Reference) {
        let id = self.article(|kind| matches!(kind, ArticleKind::Duty(_)));
        (id, self.reference(id))
    }

    fn reference(&mut self, id: ArticleId) -> Reference {
        let rows = self.agreement.articles[id.index()].rows;
        let rows = rows.map_or(0, |id| self.agreement.schedules[id.index()].rows.len());
        let row = match self.dice.below(20) {
            _ if rows == 0 => RowRef::None,
            0..14 => RowRef::Row(self.index(rows)),
            14 => RowRef::Every,
            15 if self.dice.of_100(20) => RowRef::Row(9),
            _ => RowRef::None,
        };
        Reference {
            element: Element::Article(id),
            row,
        }
    }

    fn clause(&mut self, id: ArticleId, fits: impl Fn(&Clause) -> Option<&Panel>) -> ActorId {
        let clauses = &self.agreement.articles[id.index()].clauses;
        let panels: Vec<Panel> = clauses.iter().filter_map(fits).cloned().collect();
        if panels.is_empty() {
            return self.anybody();
        }
        let panel = self.dice.pick(&panels).clone();
        self.one_of(Some(&panel))
    }

    fn measure(&mut self) -> Measure {
        let noun = match self.dice.below(20) {
            0..15 => None,
            15..18 => Some(Noun::Element(Element::Roll(RollId(0)))),
            18 => Some(Noun::Element(Element::Unit(UnitId(0)))),
            _ => Some(Noun::Quoted("buses".to_owned())),
        };
        let percent = noun.is_some() && self.dice.of_100(20);
        Measure {
            bound: match self.dice.below(20) {
                0 => Some(Bound::About),
                1 => Some(Bound::AtLeast),
                2 => Some(Bound::AtMost),
                _ => None,
            },
            number: self.dice.between(1, if percent { 90 } else { 9 }) * 1_000,
            percent,
            noun,
            so_far: match self.dice.below(10) {
                0..7 => None,
                7 => Some(false),
                _ => Some(true),
            },
        }
    }

    fn perhaps_measure(&mut self) -> Option<Measure> {
        self.dice.of_100(60).then(|| self.measure())
    }

    fn deed(&mut self) -> Deed {
        let kind = self.dice.weighted(&[
            (30, Kind::Reports),
            (24, Kind::Finding),
            (5, Kind::Dispute),
            (4, Kind::Rules),
            (6, Kind::Party),
            (5, Kind::Declares),
            (8, Kind::Incident),
            (4, Kind::Withholds),
            (5, Kind::Uses),
            (4, Kind::Extends),
            (6, Kind::Consents),
            (5, Kind::Ladder),
            (3, Kind::Roll),
            (4, Kind::Other),
        ]);
        match kind {
            Kind::Reports => self.reports(),
            Kind::Finding => self.finding(),
            Kind::Dispute => {
                let (id, duty) = self.duty();
                let measure = self.dice.of_100(50).then(|| self.measure());
                let who = self.clause(id, |clause| match clause {
                    Clause::DisputeBy { panel, .. } => Some(panel),
                    _ => None,
                });
                Deed::Disputes { who, measure, duty }
            }
            Kind::Rules => self.rules(),
            Kind::Party => self.party_acts(),
            Kind::Declares => self.declares(),
            Kind::Incident => self.incident(),
            Kind::Withholds => self.withholds(),
            Kind::Uses => self.uses(),
            Kind::Extends => self.extends(),
            Kind::Consents => self.consents(),
            Kind::Ladder => self.on_a_ladder(),
            Kind::Roll => self.of_a_list(),
            Kind::Other => self.other(),
        }
    }

    fn reports(&mut self) -> Deed {
        let (id, duty) = self.duty();
        let obligors = self.agreement.articles[id.index()].holders().cloned();
        let mut who = vec![self.one_of(obligors.as_ref())];
        if self.dice.of_100(10) {
            let other = self.one_of(obligors.as_ref());
            if !who.contains(&other) {
                who.push(other);
            }
        }
        Deed::Performance {
            who,
            partly: self.dice.of_100(10),
            told: self.dice.of_100(15),
            duty,
            with: self.perhaps_measure(),
        }
    }

    fn finding(&mut self) -> Deed {
        let (id, duty) = self.duty();
        let who = self.clause(id, |clause| match clause {
            Clause::VerifiedBy { panel, .. }
            | Clause::IdentifiedBy { panel, .. }
            | Clause::MonitoredBy(panel) => Some(panel),
            _ => None,
        });
        match self.dice.below(20) {
            0..11 => Deed::Confirms {
                who,
                measure: self.perhaps_measure(),
                duty,
            },
            11..14 => Deed::Refuses {
                who,
                measure: self.perhaps_measure(),
                duty,
            },
            14 => Deed::HoldsPending {
                who,
                measure: self.measure(),
                duty,
            },
            15 => Deed::Unable { who, duty },
            _ => Deed::Finds {
                who,
                duty,
                found: self.dice.weighted(&[
                    (1, Found::Kept),
                    (1, Found::Short),
                    (1, Found::Breached),
                    (1, Found::WronglyAccepted),
                ]),
            },
        }
    }

    fn rules(&mut self) -> Deed {
        let facts = self.facts();
        if self.dice.of_100(50) && !facts.is_empty() {
            let fact = self.dice.pick(&facts).clone();
            let who = self.one_of(fact.judged.as_ref());
            return Deed::RulesFact { who, fact };
        }
        let (id, duty) = self.duty();
        let who = self.clause(id, |clause| match clause {
            Clause::DisputeBy { decided, .. } => decided.as_ref().map(|(panel, _)| panel),
            _ => None,
        });
        Deed::RulesMeasure {
            who,
            measure: self.measure(),
            duty,
        }
    }

    /// The facts of the text that somebody may rule on.
    fn facts(&self) -> Vec<Fact> {
        let clauses = self
            .agreement
            .articles
            .iter()
            .flat_map(|article| &article.clauses);
        let conditions = clauses.filter_map(|clause| match clause {
            Clause::When(of) | Clause::Whenever(of) | Clause::While(of) => Some(of),
            _ => None,
        });
        let opaque =
            |fact: &&Fact| fact.judged.is_some() || matches!(fact.kind, FactKind::Quoted(_));
        conditions
            .flat_map(|condition| condition.facts.iter().filter(opaque))
            .cloned()
            .collect()
    }

    fn party_acts(&mut self) -> Deed {
        let (_, duty) = self.duty();
        let verb = self.dice.weighted(&[
            (4, PartyVerb::Accepts),
            (2, PartyVerb::Waives),
            (4, PartyVerb::Demands),
            (2, PartyVerb::Discharges),
            (1, PartyVerb::Repudiates),
        ]);
        let who = if verb == PartyVerb::Demands {
            self.anybody()
        } else {
            self.party()
        };
        Deed::Acts {
            who,
            verb,
            duty: self.dice.of_100(95).then_some(duty),
        }
    }

    fn declares(&mut self) -> Deed {
        let a = self.agreement;
        if !a.milestones.is_empty() && self.dice.of_100(60) {
            let id = MilestoneId(self.index(a.milestones.len()));
            let panel = a.milestones[id.index()].declared_by.clone();
            return Deed::Declares {
                who: self.one_of(panel.as_ref()),
                what: Element::Milestone(id),
            };
        }
        if !a.phases.is_empty() {
            let id = PhaseId(self.index(a.phases.len()));
            let panel = a.phases[id.index()].declared_by.clone();
            return Deed::Declares {
                who: self.one_of(panel.as_ref()),
                what: Element::Phase(id),
            };
        }
        Deed::TimePasses
    }

    fn incident(&mut self) -> Deed {
        let id = self.article(|kind| match kind {
            ArticleKind::Prohibition(_) => true,
            ArticleKind::Duty(duty) => duty.standing,
            _ => false,
        });
        let verb = self.dice.weighted(&[
            (2, IncidentVerb::Alleges),
            (8, IncidentVerb::Finds),
            (1, IncidentVerb::Denies),
            (1, IncidentVerb::Counts),
        ]);
        let who = self.clause(id, |clause| match clause {
            Clause::Incidents { panel, .. } | Clause::MonitoredBy(panel) => Some(panel),
            _ => None,
        });
        if self.dice.of_100(10) {
            let found = self
                .dice
                .weighted(&[(1, Found::Kept), (1, Found::Breached)]);
            let duty = self.reference(id);
            return Deed::Finds { who, duty, found };
        }
        let mut against = Vec::new();
        if self.dice.of_100(60) {
            against.push(self.party());
        } else if self.dice.of_100(20) {
            against.push(self.anybody());
        }
        Deed::Incident {
            who,
            verb,
            incident: Incident {
                number: self.dice.between(1, 2),
                of: id,
                grade: match self.dice.below(3) {
                    0 => None,
                    grade => u32::try_from(grade - 1).ok(),
                },
                against,
            },
        }
    }

    fn withholds(&mut self) -> Deed {
        let (_, duty) = self.duty();
        let who = self.party();
        if self.dice.of_100(60) {
            Deed::Withholds {
                who,
                duty,
                with: None,
            }
        } else {
            Deed::Resumes {
                who,
                duty,
                with: None,
            }
        }
    }

    fn uses(&mut self) -> Deed {
        let power = self.article(|kind| {
            matches!(
                kind,
                ArticleKind::Power(_) | ArticleKind::Snapback(_) | ArticleKind::Ladder(_)
            )
        });
        let article = &self.agreement.articles[power.index()];
        let holders = match &article.kind {
            ArticleKind::Ladder(ladder) => ladder.steps.iter().find_map(|step| match &step.act {
                StepAct::May(panel, _) => Some(panel.clone()),
                StepAct::Shall(_) => None,
            }),
            _ => article.holders().cloned(),
        };
        Deed::Uses {
            who: self.one_of(holders.as_ref()),
            power,
            against: Vec::new(),
        }
    }

    fn extends(&mut self) -> Deed {
        let (_, duty) = self.duty();
        let phases = self.agreement.phases.len();
        let what = if phases > 0 && self.dice.of_100(90) {
            Reference {
                element: Element::Phase(PhaseId(self.index(phases))),
                row: RowRef::None,
            }
        } else {
            duty
        };
        let who = self.party();
        if self.dice.of_100(25) {
            let start = day(self.dice.between(5, 18), 0);
            return Deed::ExtendsUntil {
                who,
                what,
                until: Moment::Fixed {
                    window: Window {
                        earliest: start,
                        latest: start + DAY_SECONDS,
                    },
                    about: false,
                },
            };
        }
        let days = self.dice.between(2, 3);
        Deed::ExtendsBy {
            who,
            what,
            by: Duration::Stated {
                about: false,
                low: days,
                high: days,
                unit: TimeUnit::Day,
            },
        }
    }

    fn consents(&mut self) -> Deed {
        let a = self.agreement;
        let mut elements = vec![Element::Article(ArticleId(self.index(a.articles.len())))];
        elements.extend(
            (0..)
                .map(MilestoneId)
                .take(a.milestones.len())
                .map(Element::Milestone),
        );
        elements.extend((0..).map(PhaseId).take(a.phases.len()).map(Element::Phase));
        for id in (0..).map(AmendmentId).take(a.amendments.len()) {
            elements.extend([Element::Amendment(id); 3]);
        }
        let to = *self.dice.pick(&elements);
        let who = self.party();
        match self.dice.below(10) {
            0..6 => Deed::Consents {
                who: if self.dice.of_100(70) {
                    vec![who]
                } else {
                    vec![who, self.anybody()]
                },
                to,
            },
            6 => Deed::Proposes { who, what: to },
            7 => Deed::RefusesConsent { who, to },
            _ => Deed::Agree {
                on: to,
                by_conduct: self.dice.of_100(30),
            },
        }
    }

    fn on_a_ladder(&mut self) -> Deed {
        let id = self.article(|kind| matches!(kind, ArticleKind::Ladder(_)));
        let ladder = self.agreement.articles[id.index()].ladder().cloned();
        let Some(ladder) = ladder else {
            return Deed::TimePasses;
        };
        let step = self.dice.pick(&ladder.steps).clone();
        let actor = match &step.act {
            StepAct::Shall(duty) => self.one_of(Some(&duty.obligors)),
            StepAct::May(panel, _) => self.one_of(Some(panel)),
        };
        let (_, duty) = self.duty();
        match self.dice.below(8) {
            0..3 => Deed::Opens {
                who: self.one_of(ladder.opened_by.as_ref().map(|(panel, _)| panel)),
                ladder: id,
            },
            3..6 => Deed::Performance {
                who: vec![actor],
                partly: false,
                told: self.dice.of_100(40),
                duty: Reference {
                    element: Element::Article(id),
                    row: RowRef::None,
                },
                with: None,
            },
            _ => Deed::Refers {
                who: self.party(),
                duty,
                to: actor,
            },
        }
    }

    fn of_a_list(&mut self) -> Deed {
        let roll = RollId(self.index(self.agreement.rolls.len()));
        let of = &self.agreement.rolls[roll.index()];
        let named = |who: Option<Who>| {
            who.map(|who| Panel {
                who: vec![who],
                or: false,
                threshold: None,
            })
        };
        let (corrects, declares) = (named(of.corrected_by), named(of.complete_by));
        if self.dice.of_100(60) {
            let mut to = self.measure();
            (to.percent, to.so_far, to.noun) = (false, None, None);
            to.number = self.dice.between(3, 40) * 1_000;
            return Deed::Corrects {
                who: self.one_of(corrects.as_ref()),
                roll,
                to,
            };
        }
        Deed::DeclaresComplete {
            who: self.one_of(declares.as_ref()),
            roll,
        }
    }

    fn other(&mut self) -> Deed {
        let (_, duty) = self.duty();
        let who = self.anybody();
        match self.dice.below(9) {
            0 => Deed::Counts {
                who,
                measure: self.measure(),
                duty,
            },
            1 => Deed::Receives {
                who,
                measure: self.measure(),
                duty,
            },
            2 => Deed::Joins {
                who,
                joins: self.dice.of_100(40),
            },
            3 => Deed::Adopts {
                who,
                adopts: self.dice.of_100(80),
                what: duty.element,
                votes: None,
            },
            4 => Deed::Says {
                who: vec![who],
                announces: false,
                words: "words".to_owned(),
            },
            5 => Deed::Plans {
                who,
                measure: self.measure(),
                duty,
            },
            6 | 7 => Deed::EntersIntoForce,
            _ => Deed::TimePasses,
        }
    }
}

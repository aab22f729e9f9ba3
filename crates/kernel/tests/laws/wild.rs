//! Deeds come from outside: whatever they name, the kernel answers and never fails.

use kernel::{Answer, Event, Refusal};
use model::*;

use crate::lives;
use crate::random::Dice;

/// A deed of any kind that names anything, also what there is not.
struct Wild<'a>(&'a mut Dice);

impl Wild<'_> {
    fn id(&mut self) -> u32 {
        match self.0.below(12) {
            0 => u32::MAX,
            1 => 1_000,
            _ => u32::try_from(self.0.below(9)).unwrap(),
        }
    }

    fn actor(&mut self) -> ActorId {
        ActorId(self.id())
    }

    fn actors(&mut self) -> Vec<ActorId> {
        (0..self.0.below(3)).map(|_| self.actor()).collect()
    }

    fn flag(&mut self) -> bool {
        self.0.of_100(50)
    }

    fn number(&mut self) -> i64 {
        match self.0.below(12) {
            0 => i64::MAX,
            1 => i64::MIN,
            2 => -5_000,
            3 => 0,
            _ => self.0.below(9) * 1_000,
        }
    }

    fn instant(&mut self) -> Instant {
        match self.0.below(40) {
            0 => *self.0.pick(&[i64::MAX, i64::MIN, i64::MAX / 2]),
            _ => crate::common::day(self.0.below(20), self.0.below(24)),
        }
    }

    fn element(&mut self) -> Element {
        let id = self.id();
        match self.0.below(18) {
            0 => Element::Agreement,
            1 => Element::Actor(ActorId(id)),
            2 => Element::Place(PlaceId(id)),
            3 => Element::Roll(RollId(id)),
            4 => Element::Unit(UnitId(id)),
            5 => Element::Term(TermId(id)),
            6 => Element::Act(ActId(id)),
            7 => Element::Milestone(MilestoneId(id)),
            8 => Element::Phase(PhaseId(id)),
            9 => Element::Schedule(ScheduleId(id)),
            10 => Element::Reading(ReadingId(id)),
            11 => Element::Text(TextId(id)),
            12 => Element::Amendment(AmendmentId(id)),
            13 => Element::Balance(BalanceId(id)),
            14 => Element::Assurance(AssuranceId(id)),
            _ => Element::Article(ArticleId(id)),
        }
    }

    fn reference(&mut self) -> Reference {
        let element = if self.0.of_100(80) {
            Element::Article(ArticleId(self.id()))
        } else {
            self.element()
        };
        let row = match self.0.below(9) {
            0 => RowRef::Same,
            1 => RowRef::Next,
            2 => RowRef::Previous,
            3 => RowRef::Row(self.id()),
            4 => RowRef::Every,
            _ => RowRef::None,
        };
        Reference { element, row }
    }

    fn measure(&mut self) -> Measure {
        Measure {
            bound: *self.0.pick(&[
                None,
                None,
                Some(Bound::About),
                Some(Bound::AtLeast),
                Some(Bound::AtMost),
                Some(Bound::MoreThan),
                Some(Bound::Above),
                Some(Bound::Below),
            ]),
            number: self.number(),
            percent: self.0.of_100(20),
            noun: match self.0.below(4) {
                0 => Some(Noun::Element(self.element())),
                1 => Some(Noun::Quoted("buses".to_owned())),
                _ => None,
            },
            so_far: *self.0.pick(&[None, None, Some(true), Some(false)]),
        }
    }

    fn perhaps(&mut self) -> Option<Measure> {
        self.flag().then(|| self.measure())
    }

    fn fact(&mut self) -> Fact {
        let kind = match self.0.below(4) {
            0 => FactKind::Status {
                of: vec![self.reference()],
                any: self.flag(),
                status: *self.0.pick(&[Status::Done, Status::Breached, Status::Late]),
                times: None,
                same_place: false,
            },
            1 => FactKind::NoIncident(self.length(), vec![ArticleId(self.id())]),
            2 => FactKind::Alleged(vec![ArticleId(self.id())]),
            _ => FactKind::Quoted("talks go on".to_owned()),
        };
        Fact { kind, judged: None }
    }

    fn length(&mut self) -> Duration {
        let low = self.number();
        Duration::Stated {
            about: self.flag(),
            low,
            high: low,
            unit: *self
                .0
                .pick(&[TimeUnit::Hour, TimeUnit::Day, TimeUnit::Month]),
        }
    }

    fn incident(&mut self) -> Incident {
        Incident {
            number: self.number(),
            of: ArticleId(self.id()),
            grade: self.flag().then(|| self.id()),
            against: self.actors(),
        }
    }

    fn deed(&mut self) -> Deed {
        let (who, duty, kind) = (self.actor(), self.reference(), self.0.below(35));
        match kind {
            0..4 => Deed::Performance {
                who: self.actors(),
                partly: self.flag(),
                told: self.flag(),
                duty,
                with: self.perhaps(),
            },
            4..7 => Deed::Confirms {
                who,
                measure: self.perhaps(),
                duty,
            },
            7 => Deed::Refuses {
                who,
                measure: self.perhaps(),
                duty,
            },
            8 => Deed::HoldsPending {
                who,
                measure: self.measure(),
                duty,
            },
            9 => Deed::Counts {
                who,
                measure: self.measure(),
                duty,
            },
            10 => Deed::Plans {
                who,
                measure: self.measure(),
                duty,
            },
            11 => Deed::Receives {
                who,
                measure: self.measure(),
                duty,
            },
            12 => Deed::Unable { who, duty },
            13 => Deed::Finds {
                who,
                duty,
                found: *self.0.pick(&[
                    Found::Kept,
                    Found::Short,
                    Found::Breached,
                    Found::WronglyAccepted,
                ]),
            },
            14 => Deed::Disputes {
                who,
                measure: self.perhaps(),
                duty,
            },
            15 => Deed::RulesMeasure {
                who,
                measure: self.measure(),
                duty,
            },
            16 => Deed::Withholds {
                who,
                duty,
                with: self.perhaps(),
            },
            17 => Deed::Resumes {
                who,
                duty,
                with: self.perhaps(),
            },
            _ => self.other(who, duty, kind),
        }
    }

    fn other(&mut self, who: ActorId, duty: Reference, kind: i64) -> Deed {
        match kind {
            18 => Deed::RulesFact {
                who,
                fact: self.fact(),
            },
            19 => Deed::Declares {
                who,
                what: self.element(),
            },
            20 => Deed::DeclaresComplete {
                who,
                roll: RollId(self.id()),
            },
            21 => Deed::Corrects {
                who,
                roll: RollId(self.id()),
                to: self.measure(),
            },
            22 => Deed::Incident {
                who,
                verb: *self.0.pick(&[
                    IncidentVerb::Alleges,
                    IncidentVerb::Finds,
                    IncidentVerb::Denies,
                    IncidentVerb::Counts,
                ]),
                incident: self.incident(),
            },
            23 => Deed::Justifies {
                who,
                incident: self.incident(),
                by: ArticleId(self.id()),
            },
            24 => Deed::Uses {
                who,
                power: ArticleId(self.id()),
                against: self.actors(),
            },
            25 => Deed::ContestsStanding {
                who,
                of: self.actor(),
                under: ArticleId(self.id()),
            },
            26 => Deed::Adopts {
                who,
                adopts: self.flag(),
                what: self.element(),
                votes: None,
            },
            27 => Deed::ExtendsUntil {
                who,
                what: duty,
                until: Moment::Fixed {
                    window: Window {
                        earliest: self.instant(),
                        latest: self.instant(),
                    },
                    about: self.flag(),
                },
            },
            28 => Deed::ExtendsBy {
                who,
                what: duty,
                by: self.length(),
            },
            _ => self.consent(who, duty, kind),
        }
    }

    fn consent(&mut self, who: ActorId, duty: Reference, kind: i64) -> Deed {
        match kind {
            29 => Deed::Consents {
                who: self.actors(),
                to: self.element(),
            },
            30 => Deed::Proposes {
                who,
                what: self.element(),
            },
            31 => Deed::Agree {
                on: self.element(),
                by_conduct: self.flag(),
            },
            32 => Deed::Refers {
                who,
                duty,
                to: self.actor(),
            },
            33 => Deed::Opens {
                who,
                ladder: ArticleId(self.id()),
            },
            _ => match self.0.below(5) {
                0 => Deed::Acts {
                    who,
                    verb: *self.0.pick(&[
                        PartyVerb::Accepts,
                        PartyVerb::Waives,
                        PartyVerb::Demands,
                        PartyVerb::Discharges,
                        PartyVerb::Repudiates,
                    ]),
                    duty: self.flag().then_some(duty),
                },
                1 => Deed::Joins {
                    who,
                    joins: self.flag(),
                },
                2 => Deed::Says {
                    who: self.actors(),
                    announces: self.flag(),
                    words: String::new(),
                },
                3 => Deed::EntersIntoForce,
                _ => Deed::TimePasses,
            },
        }
    }

    fn event(&mut self) -> Event {
        let recorded = self.instant();
        let at = match self.0.below(4) {
            0 => Window {
                earliest: self.instant(),
                latest: self.instant(),
            },
            _ => Window {
                earliest: recorded,
                latest: recorded,
            },
        };
        Event {
            at,
            lasting: self.flag(),
            about: self.flag(),
            recorded,
            citing: vec![self.reference()],
            deed: self.deed(),
        }
    }
}

#[test]
fn any_deed_is_answered_and_what_is_unknown_is_refused() {
    let (mut unknown, mut steps) = (0, 0);
    for life in lives() {
        let mut dice = Dice::new(life.seed ^ 0x5eed);
        for _ in 0..2 {
            let mut state = kernel::start(&life.rules);
            for _ in 0..24 {
                let event = Wild(&mut dice).event();
                let before = state.clone();
                match kernel::apply(&life.rules, &mut state, &event) {
                    Answer::Refused(refusal) => {
                        unknown += usize::from(matches!(refusal, Refusal::Unknown(_)));
                        assert!(state == before, "{event:?}");
                    }
                    _ => steps += 1,
                }
                let _ = state.observe();
            }
        }
    }
    assert!(
        unknown > 500 && steps > 500,
        "{unknown} unknown, {steps} steps"
    );
}

//! A short hand for logs: a line an event, days counted from 1 January 2025, UTC.
//!
//! `DAY HOUR who verb what [number]`: `1 10 north reports release 3`. An hour `-` is the whole
//! day; `> DAY HOUR` before the author says when it was entered (else at once, or at the end of the
//! day); a row is named after a slash (`release/1`), a total by `=3`, several authors by `a+b`.

use kernel::{Event, Key, Observation, Observed, Open, Profile, Stage};
use model::*;
use reading::{Verdict, observe};

/// 1 January 2025, 00:00 UTC.
pub const FIRST: Instant = 20_089 * DAY_SECONDS;

/// The window of one instant.
pub fn at(instant: Instant) -> Window {
    Window {
        earliest: instant,
        latest: instant,
    }
}

/// An hour of a day; day 1 is 1 January 2025.
pub fn day(day: i64, hour: i64) -> Instant {
    FIRST + (day - 1) * DAY_SECONDS + hour * 3_600
}

pub fn compiled(text: &str) -> Agreement {
    let parsed = syntax::parse(text);
    let compiled = compile::compile(&parsed.file, text);
    let wrong: Vec<_> = parsed
        .findings
        .iter()
        .chain(&compiled.findings)
        .filter(|finding| finding.code.starts_with('E'))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
    compiled.agreement.expect("an agreement")
}

/// A whole agreement with two parties, a verifier and what is given.
pub fn with(rest: &str) -> Agreement {
    let head = "agreement t \"T\".\ntime zone UTC.\nday 1 is 1 January 2025.\n\
        entry into force is 1 January 2025 at 00:00.\n\
        grades minor and serious.\n\
        party north \"North\".\nparty south \"South\".\n\
        verifier un \"UN\".\nverifier eu \"EU\".\nguarantor usa \"USA\".\n\
        group watchers is un, eu and usa, while they remain.\n\
        act free, leave and open: irreversible.\n\
        list captives (captive) \"Captives\": 10 persons, held by north, may be corrected by un.\n";
    compiled(&format!("{head}{rest}"))
}

pub struct Life {
    pub agreement: Agreement,
    pub log: Vec<Event>,
    pub profile: Profile,
}

pub fn life(rest: &str, log: &str) -> Life {
    let agreement = with(rest);
    let log = log
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| event(&agreement, line))
        .collect();
    Life {
        agreement,
        log,
        profile: Profile::default(),
    }
}

impl Life {
    /// How everything stands at an instant: after what was entered until then.
    pub fn at(&self, now: Instant) -> Observed {
        let entered = self.log.iter().filter(|event| event.recorded <= now);
        let log: Vec<Event> = entered.cloned().collect();
        observe(&self.agreement, &self.profile, &log, now).1
    }

    pub fn verdicts(&self) -> Vec<&'static str> {
        let now = self.log.last().map_or(0, |event| event.recorded);
        let verdicts = observe(&self.agreement, &self.profile, &self.log, now).0;
        verdicts.iter().map(word).collect()
    }

    pub fn article(&self, name: &str) -> ArticleId {
        article(&self.agreement, name)
    }

    /// The first occurrence of a duty, in the order of keys.
    pub fn first(&self, name: &str, now: Instant) -> Observation {
        let id = self.article(name);
        let seen = self.at(now).occurrences;
        *seen
            .iter()
            .find(|(key, _)| key.article == id)
            .unwrap_or_else(|| panic!("{name} has no occurrence"))
            .1
    }

    pub fn stage(&self, name: &str, now: Instant) -> Stage {
        self.first(name, now).stage
    }

    /// The occurrences of a duty.
    pub fn all(&self, name: &str, now: Instant) -> Vec<(Key, Observation)> {
        let id = self.article(name);
        let seen = self.at(now).occurrences;
        seen.into_iter()
            .filter(|(key, _)| key.article == id)
            .collect()
    }

    pub fn asks(&self, question: Open, now: Instant) -> bool {
        let undecided = self.at(now).undecided;
        undecided.iter().any(|of| of.question == question)
    }
}

pub fn word(verdict: &Verdict) -> &'static str {
    use kernel::{Contest, Refusal};
    match verdict {
        Verdict::Stepped => "step",
        Verdict::Contested(Contest::NobodyNamed(_)) => "nobody named",
        Verdict::Contested(Contest::Standing(_)) => "standing",
        Verdict::Contested(Contest::Condition(_)) => "condition",
        Verdict::Contested(Contest::TooLate(_)) => "too late",
        Verdict::Contested(Contest::Consent(_)) => "consent",
        Verdict::Refused(Refusal::Back { .. }) => "back",
        Verdict::Refused(Refusal::Future) => "future",
        Verdict::Refused(Refusal::Unknown(_)) => "unknown",
        Verdict::Refused(Refusal::Stands { .. }) => "stands",
        Verdict::Refused(Refusal::TooEarly(_)) => "too early",
    }
}

pub fn article(agreement: &Agreement, name: &str) -> ArticleId {
    match element(agreement, name) {
        Element::Article(id) => id,
        other => panic!("{name} is {other:?}"),
    }
}

pub fn element(agreement: &Agreement, name: &str) -> Element {
    fn of<T>(rows: &[T], name: impl Fn(&T) -> bool) -> Option<u32> {
        rows.iter().position(name).map(|at| at as u32)
    }
    let a = agreement;
    of(&a.articles, |x| x.naming.name == name)
        .map(|id| Element::Article(ArticleId(id)))
        .or_else(|| of(&a.phases, |x| x.naming.name == name).map(|id| Element::Phase(PhaseId(id))))
        .or_else(|| {
            of(&a.milestones, |x| x.naming.name == name)
                .map(|id| Element::Milestone(MilestoneId(id)))
        })
        .or_else(|| of(&a.rolls, |x| x.naming.name == name).map(|id| Element::Roll(RollId(id))))
        .or_else(|| of(&a.actors, |x| x.naming.name == name).map(|id| Element::Actor(ActorId(id))))
        .or_else(|| {
            of(&a.amendments, |x| x.naming.name == name)
                .map(|id| Element::Amendment(AmendmentId(id)))
        })
        .unwrap_or_else(|| panic!("no {name}"))
}

pub fn actor(agreement: &Agreement, name: &str) -> ActorId {
    match element(agreement, name) {
        Element::Actor(id) => id,
        other => panic!("{name} is {other:?}"),
    }
}

fn event(agreement: &Agreement, line: &str) -> Event {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let when = |words: &mut Vec<&str>| {
        let date: i64 = words.remove(0).parse().expect("a day");
        match words.remove(0) {
            "-" => (day(date, 0), day(date, 24)),
            hour => {
                let at = day(date, hour.parse().expect("an hour"));
                (at, at)
            }
        }
    };
    let (earliest, latest) = when(&mut words);
    let recorded = if words[0] == ">" {
        words.remove(0);
        when(&mut words).1
    } else {
        latest
    };
    Event {
        at: Window { earliest, latest },
        lasting: false,
        about: false,
        recorded,
        citing: Vec::new(),
        deed: deed(agreement, &words),
    }
}

/// `x`, or `x/1`.
fn reference(agreement: &Agreement, word: &str) -> Reference {
    let (name, row) = word.split_once('/').unwrap_or((word, ""));
    Reference {
        element: element(agreement, name),
        row: row.parse().map_or(RowRef::None, RowRef::Row),
    }
}

fn measure(word: Option<&&str>) -> Option<Measure> {
    let word = word?;
    let number = word.trim_start_matches('=');
    Some(Measure {
        bound: None,
        number: number.parse::<i64>().ok()? * 1_000,
        percent: false,
        noun: None,
        so_far: (number != *word).then_some(true),
    })
}

fn deed(agreement: &Agreement, words: &[&str]) -> Deed {
    match words[0] {
        "time-passes" => return Deed::TimePasses,
        "enters" => return Deed::EntersIntoForce,
        "agree" => {
            return Deed::Agree {
                on: element(agreement, words[1]),
                by_conduct: false,
            };
        }
        _ => {}
    }
    let all: Vec<ActorId> = words[0]
        .split('+')
        .map(|who| actor(agreement, who))
        .collect();
    let who = all[0];
    let duty = || reference(agreement, words[2]);
    let number = measure(words.get(3));
    let found = |found| Deed::Finds {
        who,
        duty: duty(),
        found,
    };
    let acts = |verb| Deed::Acts {
        who,
        verb,
        duty: Some(duty()),
    };
    match words[1] {
        "reports" | "partly" | "performs" => Deed::Performance {
            who: all,
            partly: words[1] == "partly",
            told: words[1] == "performs",
            duty: duty(),
            with: number,
        },
        "confirms" => Deed::Confirms {
            who,
            measure: number,
            duty: duty(),
        },
        "refuses" => Deed::Refuses {
            who,
            measure: number,
            duty: duty(),
        },
        "holds" => Deed::HoldsPending {
            who,
            measure: number.expect("a number"),
            duty: duty(),
        },
        "unable" => Deed::Unable { who, duty: duty() },
        "kept" => found(Found::Kept),
        "short" => found(Found::Short),
        "breached" => found(Found::Breached),
        "wrong" => found(Found::WronglyAccepted),
        "disputes" => Deed::Disputes {
            who,
            measure: number,
            duty: duty(),
        },
        "rules" => Deed::RulesMeasure {
            who,
            measure: number.expect("a number"),
            duty: duty(),
        },
        "accepts" => acts(PartyVerb::Accepts),
        "waives" => acts(PartyVerb::Waives),
        "demands" => acts(PartyVerb::Demands),
        "discharges" => acts(PartyVerb::Discharges),
        _ => other(agreement, words, all),
    }
}

fn other(agreement: &Agreement, words: &[&str], all: Vec<ActorId>) -> Deed {
    let who = all[0];
    let named = || element(agreement, words[2]);
    let duty = || reference(agreement, words[2]);
    match words[1] {
        "declares" => Deed::Declares { who, what: named() },
        "corrects" => Deed::Corrects {
            who,
            roll: match named() {
                Element::Roll(roll) => roll,
                other => panic!("{other:?}"),
            },
            to: measure(words.get(3)).expect("a number"),
        },
        "alleges" | "finds" => Deed::Incident {
            who,
            verb: if words[1] == "finds" {
                IncidentVerb::Finds
            } else {
                IncidentVerb::Alleges
            },
            incident: Incident {
                number: 1,
                of: article(agreement, words[2]),
                grade: words.get(3).and_then(|grade| match *grade {
                    "minor" => Some(0),
                    "serious" => Some(1),
                    _ => None,
                }),
                against: words
                    .get(4)
                    .map(|who| actor(agreement, who))
                    .into_iter()
                    .collect(),
            },
        },
        "withholds" => Deed::Withholds {
            who,
            duty: duty(),
            with: None,
        },
        "resumes" => Deed::Resumes {
            who,
            duty: duty(),
            with: None,
        },
        "uses" => Deed::Uses {
            who,
            power: article(agreement, words[2]),
            against: Vec::new(),
        },
        "adopts" => Deed::Adopts {
            who,
            adopts: true,
            what: named(),
            votes: None,
        },
        "extends" => Deed::ExtendsBy {
            who,
            what: duty(),
            by: Duration::Stated {
                about: false,
                low: words[3].parse().expect("days"),
                high: words[3].parse().expect("days"),
                unit: TimeUnit::Day,
            },
        },
        "consents" => Deed::Consents {
            who: all,
            to: named(),
        },
        "proposes" => Deed::Proposes { who, what: named() },
        "opens" => Deed::Opens {
            who,
            ladder: article(agreement, words[2]),
        },
        "refers" => Deed::Refers {
            who,
            duty: duty(),
            to: actor(agreement, words[3]),
        },
        "joins" | "leaves" => Deed::Joins {
            who,
            joins: words[1] == "joins",
        },
        "rules-that" => Deed::RulesFact {
            who,
            fact: Fact {
                kind: FactKind::Quoted(words[2].to_owned()),
                judged: None,
            },
        },
        verb => panic!("{verb}"),
    }
}

//! A large mission, made for measuring: parties in sectors with standing prohibitions, daily
//! quotas, weekly duties and dated withdrawals, and the stream of what is reported, confirmed and
//! found under them. The same numbers and seed give the same text and the same stream.

use std::fmt::Write as _;

use kernel::Event;
use model::{
    ActorId, Agreement, ArticleId, DAY_SECONDS, Deed, Element, Incident, IncidentVerb, Instant,
    Measure, Reference, RowRef, Window,
};

use crate::generate::Dice;

/// How many parties there are; two of them meet in each sector.
const PARTIES: usize = 20;
/// How many duties there are in a sector: one prohibition, one daily, one weekly, two dated.
const SECTOR_DUTIES: usize = 5;
/// How long it lasts, in days.
pub const DAYS: usize = 1095;
/// 1 January 2030, the first day.
const FIRST: Instant = 1_893_456_000;
/// What is alleged, denied and found in a sector each day, beside what is due: so that 1,000 duties
/// come to two million events.
const INCIDENTS_DAILY: usize = 6;

/// The text of a mission of so many duties.
pub fn text(duties: usize) -> String {
    let sectors = duties.div_ceil(SECTOR_DUTIES);
    let mut out = String::from(HEAD);
    for party in 0..PARTIES {
        let _ = writeln!(out, "party party_{party} \"Party {party}\".");
    }
    for sector in 0..sectors {
        let _ = writeln!(out, "place sector_{sector} \"Sector {sector}\".");
    }
    let _ = write!(out, "\n{LADDER}");
    for sector in 0..sectors {
        sector_text(&mut out, sector);
    }
    out
}

const HEAD: &str = r#"agreement mission "A large mission".
time zone UTC.
day 1 is 1 January 2030.
entry into force is 1 January 2030.
grades minor and serious.
verifier observers "Observers".
verifier counters "Counters at the crossings".
verifier first_state "First State".
verifier second_state "Second State".
verifier third_state "Third State".
group states is first_state, second_state and third_state, as first listed.
unit loads (load) "Loads": counted by counters.
"#;

const LADDER: &str = r#"under the agreement:

ladder standard "When a duty is not performed":
  first, observers shall propose "a remedy", within 48 hours;
  last, states shall rule, within 72 hours, binding;
  stopping when the breach is remedied.
"#;

fn sector_text(out: &mut String, sector: usize) {
    let (one, other) = meeting(sector);
    let first = 20 + 5 * (sector % 200);
    let _ = write!(
        out,
        "\nprohibition calm_{sector} \"Cessation of force\":\n  \
         party_{one} and party_{other} shall not use_force in sector_{sector},\n  \
         throughout the agreement,\n  incidents confirmed by observers,\n  \
         breached by more than 20 minor incidents in any 7 days or any serious incident,\n  \
         if breached, the steps of standard follow.\n\
         duty aid_{sector} \"Daily loads\":\n  \
         party_{one} shall admit at least 40 loads to sector_{sector},\n  \
         every day from day 1 until day {DAYS},\n  \
         verified by counters within 24 hours of the report, failing which the report is accepted,\n  \
         if breached, the steps of standard follow.\n\
         duty patrol_{sector} \"Weekly patrols\":\n  \
         party_{other} shall admit 3 \"patrols\" to sector_{sector},\n  \
         every 7 days from day {} until day {DAYS},\n  \
         verified by observers within 48 hours of the report, failing which the report is accepted,\n  \
         if breached, the steps of standard follow.\n\
         duty leave_{sector} \"Withdrawal\":\n  \
         party_{one} shall withdraw from sector_{sector},\n  by day {first},\n  \
         verified by any 2 of the states within 24 hours of the report, failing which the report is accepted,\n  \
         if breached, the steps of standard follow.\n\
         duty posts_{sector} \"Posts\":\n  \
         party_{other} shall withdraw from sector_{sector},\n  \
         not before leave_{sector} being verified,\n  by day {},\n  \
         verified by any 2 of the states within 24 hours of the report, failing which the report is accepted,\n  \
         if breached, the steps of standard follow.\n",
        1 + sector % 7,
        first + 10,
    );
}

/// The two parties that meet in a sector.
fn meeting(sector: usize) -> (usize, usize) {
    let one = sector % PARTIES;
    (one, (one + 1 + sector / PARTIES % (PARTIES - 1)) % PARTIES)
}

/// One sector, by identities.
struct Sector {
    one: ActorId,
    other: ActorId,
    calm: ArticleId,
    aid: ArticleId,
    patrol: ArticleId,
    leave: ArticleId,
    posts: ArticleId,
    /// The day by which `leave` is due, from 0.
    leave_day: usize,
}

/// What happens, a day at a time.
pub struct Mission {
    sectors: Vec<Sector>,
    observers: ActorId,
    counters: ActorId,
    states: [ActorId; 2],
    dice: Dice,
    day: usize,
}

impl Mission {
    /// The stream of a mission whose text was compiled; nothing: it is not the text of a mission.
    pub fn new(agreement: &Agreement, duties: usize, seed: u64) -> Option<Self> {
        let actors: Vec<&str> = agreement
            .actors
            .iter()
            .map(|actor| actor.naming.name.as_str())
            .collect();
        let actor = |name: &str| {
            let place = actors.iter().position(|other| *other == name)?;
            Some(ActorId(u32::try_from(place).ok()?))
        };
        let articles: std::collections::BTreeMap<&str, ArticleId> = agreement
            .articles()
            .map(|(id, article)| (article.naming.name.as_str(), id))
            .collect();
        let article =
            |kind: &str, sector: usize| articles.get(format!("{kind}_{sector}").as_str()).copied();
        let sectors = 0..duties.div_ceil(SECTOR_DUTIES);
        let sectors: Option<Vec<Sector>> = sectors
            .map(|sector| {
                let (one, other) = meeting(sector);
                Some(Sector {
                    one: actor(&format!("party_{one}"))?,
                    other: actor(&format!("party_{other}"))?,
                    calm: article("calm", sector)?,
                    aid: article("aid", sector)?,
                    patrol: article("patrol", sector)?,
                    leave: article("leave", sector)?,
                    posts: article("posts", sector)?,
                    leave_day: 19 + 5 * (sector % 200),
                })
            })
            .collect();
        Some(Self {
            sectors: sectors?,
            observers: actor("observers")?,
            counters: actor("counters")?,
            states: [actor("first_state")?, actor("second_state")?],
            dice: Dice(seed),
            day: 0,
        })
    }

    /// What is told on the next day, in order of time; nothing once the mission is over.
    pub fn next_day(&mut self, told: &mut Vec<Event>) {
        told.clear();
        if self.day >= DAYS {
            return;
        }
        let start = FIRST + i64::try_from(self.day).unwrap_or(0) * DAY_SECONDS;
        let mut deeds: Vec<(Instant, Deed)> = Vec::new();
        for (index, sector) in self.sectors.iter().enumerate() {
            let dice = &mut self.dice;
            incidents(sector, self.observers, dice, &mut deeds);
            daily(sector, self.counters, dice, &mut deeds);
            if self.day % 7 == index % 7 {
                let made = report(sector.other, sector.patrol, Some(3));
                answered(made, &[self.observers], dice, &mut deeds);
            }
            if self.day == sector.leave_day - 1 {
                let made = report(sector.one, sector.leave, None);
                answered(made, &self.states, dice, &mut deeds);
            }
            if self.day == sector.leave_day + 8 {
                let made = report(sector.other, sector.posts, None);
                answered(made, &self.states, dice, &mut deeds);
            }
        }
        deeds.sort_by_key(|(second, _)| *second);
        told.extend(deeds.into_iter().map(|(second, deed)| Event {
            at: Window {
                earliest: start + second,
                latest: start + second,
            },
            lasting: false,
            about: false,
            recorded: start + second,
            citing: Vec::new(),
            deed,
        }));
        self.day += 1;
    }
}

fn incidents(
    sector: &Sector,
    observers: ActorId,
    dice: &mut Dice,
    deeds: &mut Vec<(Instant, Deed)>,
) {
    for _ in 0..INCIDENTS_DAILY {
        let (one, other) = if dice.below(2) == 0 {
            (sector.one, sector.other)
        } else {
            (sector.other, sector.one)
        };
        let (who, verb) = match dice.below(6) {
            0..3 => (other, IncidentVerb::Alleges),
            3 => (one, IncidentVerb::Denies),
            _ => (observers, IncidentVerb::Finds),
        };
        let serious = verb == IncidentVerb::Finds && dice.below(1000) == 0;
        let incident = Incident {
            number: 1,
            of: sector.calm,
            grade: Some(u32::from(serious)),
            against: vec![one],
        };
        let second = hour(dice, 0, 24);
        deeds.push((
            second,
            Deed::Incident {
                who,
                verb,
                incident,
            },
        ));
    }
}

/// Two reports of loads and a count of both; now and then too few, or no count.
fn daily(sector: &Sector, counters: ActorId, dice: &mut Dice, deeds: &mut Vec<(Instant, Deed)>) {
    let short = dice.below(40) == 0;
    for (from, loads) in [(6, 20), (11, if short { 10 } else { 25 })] {
        deeds.push((
            hour(dice, from, 4),
            report(sector.one, sector.aid, Some(loads)),
        ));
    }
    if dice.below(20) > 0 {
        deeds.push((
            hour(dice, 16, 4),
            Deed::Confirms {
                who: counters,
                measure: None,
                duty: whole(sector.aid),
            },
        ));
    }
}

/// A report and the findings on it; one in forty is not made at all.
fn answered(report: Deed, by: &[ActorId], dice: &mut Dice, deeds: &mut Vec<(Instant, Deed)>) {
    let Deed::Performance { duty, .. } = report else {
        return;
    };
    if dice.below(40) == 0 {
        return;
    }
    deeds.push((hour(dice, 6, 6), report));
    for who in by {
        let confirms = Deed::Confirms {
            who: *who,
            measure: None,
            duty,
        };
        deeds.push((hour(dice, 13, 6), confirms));
    }
}

fn report(who: ActorId, article: ArticleId, number: Option<i64>) -> Deed {
    Deed::Performance {
        who: vec![who],
        partly: false,
        told: false,
        duty: whole(article),
        with: number.map(|number| Measure {
            bound: None,
            number: number * 1000,
            percent: false,
            noun: None,
            so_far: None,
        }),
    }
}

fn whole(article: ArticleId) -> Reference {
    Reference {
        element: Element::Article(article),
        row: RowRef::None,
    }
}

/// A second of the day, in so many hours from an hour on.
fn hour(dice: &mut Dice, from: usize, hours: usize) -> Instant {
    i64::try_from(from * 3600 + dice.below(hours * 3600)).unwrap_or(0)
}

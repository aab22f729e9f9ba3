//! What one side has and the other lacks: dates, verifiers, remedies. Contrast is told before
//! absence, and takes its places with it.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, ArticleId, Element, PhaseId};

use super::deadlines::{day_of_its_own, last_day, nothing_starts};
use super::index::Index;
use super::remedies::Replies;
use super::taken::Taken;
use super::told::{few, folded};
use super::verifiers::verified;
use crate::Draft;

/// Fewer articles than this on either side are no pattern.
const PATTERN_MIN: usize = 3;

/// How much a contrast is read before a common gap.
const BEFORE_ABSENCE: u64 = 30;

/// What a side has of one quality: how many have it, and which lack it.
#[derive(Default)]
struct Tally {
    have: usize,
    lack: Vec<ArticleId>,
}

impl Tally {
    fn all(&self) -> usize {
        self.have + self.lack.len()
    }

    /// Two thirds and more have it.
    fn rich(&self) -> bool {
        self.all() >= PATTERN_MIN && self.have * 3 >= self.all() * 2
    }

    /// A third at most have it.
    fn poor(&self) -> bool {
        self.all() >= PATTERN_MIN && self.have * 3 <= self.all()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quality {
    Date,
    Verifier,
    Remedy,
}

impl Quality {
    const ALL: [Self; 3] = [Self::Date, Self::Verifier, Self::Remedy];

    fn words(self) -> &'static str {
        match self {
            Self::Date => "a last day is set for",
            Self::Verifier => "somebody is named to see",
            Self::Remedy => "something follows the breach of",
        }
    }

    /// What could have it.
    fn of_what(self) -> &'static str {
        match self {
            Self::Date => "duties",
            Self::Verifier | Self::Remedy => "duties and bans",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Date => "no last day",
            Self::Verifier => "seen by nobody",
            Self::Remedy => "nothing follows",
        }
    }
}

/// Whether an article has a quality; nothing for what could not have it.
fn has(index: &Index<'_>, replies: &Replies, quality: Quality, id: ArticleId) -> Option<bool> {
    match quality {
        Quality::Date => last_day(index, id),
        Quality::Verifier => verified(index, id),
        Quality::Remedy => replies.could_have(id).then(|| replies.has(id)),
    }
}

/// W0406: dates, verifiers or remedies stand on one side only. One finding for a pair of sides.
/// Answered by giving the other side's duties what the first one's have.
pub(super) fn one_sided(
    index: &Index<'_>,
    replies: &Replies,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    let sides = index.all_sides();
    let tallies = tallies(index, replies);
    let rich = Quality::ALL.iter().enumerate().map(|(at, _)| {
        let tally = |side: &&ActorId| tallies.get(side).and_then(|all| all.get(at));
        sides
            .iter()
            .find(|side| tally(side).is_some_and(Tally::rich))
    });
    // What a side lacks is told once, beside the first side that has it: no need to pair them all.
    let rich: Vec<Option<&ActorId>> = rich.collect();
    let mut beside: Vec<&ActorId> = rich.iter().copied().flatten().collect();
    beside.sort_by_key(|side| sides.iter().position(|other| other == *side));
    beside.dedup();
    for poor in &sides {
        let Some(lacking) = tallies.get(poor) else {
            continue;
        };
        for side in &beside {
            let Some(having) = tallies.get(side) else {
                continue;
            };
            let mut pair = Pair {
                index,
                first: *poor.min(side),
                poor: *poor,
                rich: **side,
                facts: Vec::new(),
                places: Vec::new(),
            };
            for (at, quality) in Quality::ALL.iter().enumerate() {
                if rich.get(at) == Some(&Some(*side))
                    && let (Some(lacking), Some(having)) = (lacking.get(at), having.get(at))
                    && lacking.poor()
                {
                    pair.add(*quality, lacking, having, taken);
                }
            }
            out.extend(pair.told());
        }
    }
}

/// What each side has of each quality, by the articles that it alone owes.
fn tallies(index: &Index<'_>, replies: &Replies) -> BTreeMap<ActorId, [Tally; 3]> {
    let mut tallies: BTreeMap<ActorId, [Tally; 3]> = BTreeMap::new();
    for (id, _) in index.agreement.articles() {
        let Some(side) = index.side(id) else {
            continue;
        };
        let of_side = tallies.entry(side).or_default();
        for (quality, tally) in Quality::ALL.into_iter().zip(of_side) {
            match has(index, replies, quality, id) {
                Some(true) => tally.have += 1,
                Some(false) => tally.lack.push(id),
                None => {}
            }
        }
    }
    tallies
}

/// Two sides of which one lacks what the other has.
struct Pair<'a> {
    index: &'a Index<'a>,
    /// The one declared first: it is named first.
    first: ActorId,
    poor: ActorId,
    rich: ActorId,
    facts: Vec<String>,
    places: Vec<(ArticleId, String)>,
}

impl Pair<'_> {
    fn add(&mut self, quality: Quality, lacking: &Tally, having: &Tally, taken: &mut Taken) {
        let told: Vec<ArticleId> = lacking
            .lack
            .iter()
            .copied()
            .filter(|id| match quality {
                // That nothing starts it either is a gap of its own, and says more.
                Quality::Date => !taken.date.contains(id) && !nothing_starts(self.index, *id),
                Quality::Verifier => !taken.verifier.contains(id),
                Quality::Remedy => !taken.remedy.contains(id),
            })
            .collect();
        if told.is_empty() {
            return;
        }
        let view = self.index.view;
        let poor = format!("{} of {}", lacking.have, lacking.all());
        let rich = format!("{} of {}", having.have, having.all());
        let (one, other) = if self.first == self.poor {
            ((poor, self.poor), (rich, self.rich))
        } else {
            ((rich, self.rich), (poor, self.poor))
        };
        self.facts.push(format!(
            "{} {} {} of {} and {} of {}",
            quality.words(),
            one.0,
            quality.of_what(),
            view.actor(one.1),
            other.0,
            view.actor(other.1),
        ));
        let seen: BTreeSet<ArticleId> = self.places.iter().map(|(id, _)| *id).collect();
        for id in told {
            match quality {
                Quality::Date => taken.date.insert(id),
                Quality::Verifier => taken.verifier.insert(id),
                Quality::Remedy => taken.remedy.insert(id),
            };
            if !seen.contains(&id) {
                self.places.push((id, quality.label().to_owned()));
            }
        }
    }

    fn told(self) -> Option<Draft> {
        let mut facts = self.facts.into_iter();
        let first = facts.next()?;
        let index = self.index;
        let mut ids: Vec<ArticleId> = self.places.iter().map(|(id, _)| *id).collect();
        index.view.by_weight(&mut ids);
        let message = facts.fold(first, |all, fact| format!("{all}, and {fact}"));
        let mut draft = folded(index.view, "W0406", self.places, |_| message)?;
        draft.weight = BEFORE_ABSENCE;
        let poor = index.view.actor(self.poor);
        Some(
            draft
                .note(format!(
                    "what {poor} owes without: {}",
                    few(index.view, &ids)
                ))
                .help(index.view.answer(
                    "write for the one side what stands for the other: `by …`, `verified by …`, \
                 `if breached, …`",
                    &format!(
                        "by when is each of {} done, and who says so?",
                        few(index.view, &ids)
                    ),
                )),
        )
    }
}

/// W0406, by phase: the duties of one phase have their days, those of another only the length of
/// the phase. Answered by a last day for each.
pub(super) fn one_phase(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let mut tallies: BTreeMap<PhaseId, Tally> = BTreeMap::new();
    for (id, _) in index.agreement.articles() {
        let (Some(phase), Some(dated)) = (index.view.phase(id), day_of_its_own(index, id)) else {
            continue;
        };
        let tally = tallies.entry(phase).or_default();
        if dated {
            tally.have += 1;
        } else {
            tally.lack.push(id);
        }
    }
    let Some((rich, having)) = tallies.iter().find(|(_, tally)| tally.rich()) else {
        return;
    };
    let view = index.view;
    for (poor, lacking) in tallies.iter().filter(|(_, tally)| tally.poor()) {
        let told: Vec<ArticleId> = lacking
            .lack
            .iter()
            .copied()
            .filter(|id| !taken.date.contains(id))
            .collect();
        taken.date.extend(told.iter().copied());
        let under = |phase: &PhaseId, tally: &Tally| {
            let name = view.tick(Element::Phase(*phase));
            format!("{} of {} duties under {name}", tally.have, tally.all())
        };
        let (one, other) = if poor < rich {
            (under(poor, lacking), under(rich, having))
        } else {
            (under(rich, having), under(poor, lacking))
        };
        let places = told
            .iter()
            .map(|id| (*id, Quality::Date.label().to_owned()))
            .collect();
        let draft = folded(view, "W0406", places, |_| {
            format!("a last day is set for {one}, and for {other}")
        });
        out.extend(draft.map(|draft| {
            draft.help(view.answer(
                "write `by …` or `within … after …` for each",
                &format!(
                    "by when, within the phase, is each of {} due?",
                    few(view, &told)
                ),
            ))
        }));
    }
}

//! What one side has and the other lacks: dates, verifiers, remedies, and levers where there is no
//! lawful answer. Contrast is told before absence, and takes its places with it.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Element, Noun, Panel, PhaseId, PowerAct,
    StepAct, Targets, Thing, Who,
};

use super::deadlines::{day_of_its_own, last_day, nothing_starts};
use super::index::Index;
use super::remedies::Replies;
use super::taken::Taken;
use super::told::{few, folded, verb};
use super::verifiers::verified;
use crate::Draft;
use crate::view::join;

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

/// The sides of the agreement, in the order declared.
fn sides(index: &Index<'_>) -> Vec<ActorId> {
    let mut seen = BTreeSet::new();
    let sides = index.agreement.parties();
    let sides = sides.map(|party| index.view.side_of(party));
    sides.filter(|side| seen.insert(*side)).collect()
}

/// W0406: dates, verifiers or remedies stand on one side only. One finding for a pair of sides.
/// Answered by giving the other side's duties what the first one's have.
pub(super) fn one_sided(
    index: &Index<'_>,
    replies: &Replies,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    let sides = sides(index);
    let tallies = tallies(index, replies);
    let of = |which: fn(&Tally) -> bool| {
        let tallied = |side: &&ActorId| tallies.get(side).is_some_and(|all| all.iter().any(which));
        sides.iter().filter(tallied).collect::<Vec<_>>()
    };
    let (poor_sides, rich_sides) = (of(Tally::poor), of(Tally::rich));
    for &poor in &poor_sides {
        for &rich in &rich_sides {
            let (Some(lacking), Some(having)) = (tallies.get(poor), tallies.get(rich)) else {
                continue;
            };
            let mut pair = Pair {
                index,
                first: (*poor).min(*rich),
                poor: *poor,
                rich: *rich,
                facts: Vec::new(),
                places: Vec::new(),
            };
            for ((quality, lacking), having) in Quality::ALL.iter().zip(lacking).zip(having) {
                if lacking.poor() && having.rich() {
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

/// W0407, once: if one side fails, the text gives the other no reply, and the other has something
/// in hand that it could hold back. Answered by a reply: `if breached, …`, a right to withhold, a
/// power; or by `not to be suspended` on what is in hand.
pub(super) fn levers(index: &Index<'_>, replies: &Replies, out: &mut Vec<Draft>) {
    let sides = sides(index);
    let with_power = with_power(index);
    let mut levers = Vec::new();
    for failing in &sides {
        let owed: Vec<ArticleId> = owed_by(index, *failing);
        let mut open: Vec<ArticleId> = owed
            .iter()
            .copied()
            .filter(|id| !replies.has(*id))
            .collect();
        let dated = |id: &ArticleId| last_day(index, *id) == Some(true);
        // Where most of what a side owes has a reply, the text has one.
        if open.len() * 3 < owed.len() * 2 || !open.iter().any(dated) {
            continue;
        }
        index.view.by_weight(&mut open);
        for holder in sides.iter().filter(|side| *side != failing) {
            let in_hand = in_hand(index, *holder);
            if !with_power.contains(holder) && !in_hand.is_empty() {
                levers.push(Lever {
                    failing: *failing,
                    holder: *holder,
                    in_hand,
                    open: open.clone(),
                });
            }
        }
    }
    out.extend(told_levers(index, &levers));
}

/// What one side could hold back if another fails.
struct Lever {
    failing: ActorId,
    holder: ActorId,
    in_hand: Vec<(ArticleId, String)>,
    open: Vec<ArticleId>,
}

fn owed_by(index: &Index<'_>, side: ActorId) -> Vec<ArticleId> {
    index
        .view
        .duties()
        .map(|(id, ..)| id)
        .filter(|id| index.side(*id) == Some(side) && !index.rung(*id))
        .collect()
}

fn told_levers(index: &Index<'_>, levers: &[Lever]) -> Option<Draft> {
    let view = index.view;
    let first = levers.first()?;
    let mut seen = BTreeSet::new();
    let places = levers.iter().flat_map(|lever| &lever.in_hand);
    let places: Vec<(ArticleId, String)> =
        places.filter(|(id, _)| seen.insert(*id)).cloned().collect();
    let of = |ids: &[ArticleId], holder: ActorId| -> Vec<ArticleId> {
        let own = ids.iter().copied();
        own.filter(|id| index.side(*id) == Some(holder)).collect()
    };
    let holds = view.actor(first.holder);
    let holders: BTreeSet<ActorId> = levers.iter().map(|lever| lever.holder).collect();
    let failing: Vec<String> = levers.iter().map(|one| view.actor(one.failing)).collect();
    let mut draft = folded(view, "W0407", places, |ids| {
        if holders.len() == 1 {
            return format!(
                "if {} fails, the text gives {holds} no reply, and {holds} has {} in hand",
                failing.join(" or "),
                few(view, ids),
            );
        }
        let each: Vec<String> = holders
            .iter()
            .map(|id| format!("{} has {}", view.actor(*id), few(view, &of(ids, *id))))
            .collect();
        format!(
            "if one side fails, the text gives the others no reply, and some have something in \
             hand: {}",
            join(&each)
        )
    })?;
    for lever in levers {
        draft = draft.note(format!(
            "of what {} owes, without a reply if not kept: {}",
            view.actor(lever.failing),
            few(view, &lever.open)
        ));
    }
    let ask = format!(
        "what may {holds} do if {} is not kept, and what not?",
        few(view, &first.open)
    );
    Some(draft.help(view.answer(
        "write what may follow: `if breached, …`, a power to suspend, or `not to be suspended`",
        &ask,
    )))
}

/// What a side owes that could be held back.
fn in_hand(index: &Index<'_>, holder: ActorId) -> Vec<(ArticleId, String)> {
    let own = index
        .agreement
        .articles()
        .filter(|(id, article)| index.side(*id) == Some(holder) && goes_on(index, article));
    own.map(|(id, article)| {
        let lasting = article.duty().is_some_and(|duty| duty.standing)
            || article.clauses.iter().any(|clause| {
                matches!(
                    clause,
                    Clause::Every { .. } | Clause::From { .. } | Clause::Throughout(_)
                )
            });
        let label = if lasting {
            "can be held back from day to day"
        } else {
            "can be held back when its day comes"
        };
        (id, label.to_owned())
    })
    .collect()
}

/// Acts of the language that let somebody have, or pass, for as long as the actor will.
const GOING_ON: &[&str] = &["admit", "open", "allow", "supply", "provide", "let"];

/// Whether an article asks something useful to the other side that could be held back.
fn goes_on(index: &Index<'_>, article: &Article) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    let kept = article
        .clauses
        .iter()
        .any(|clause| matches!(clause, Clause::NotToBeSuspended));
    let daily = article
        .clauses
        .iter()
        .any(|clause| matches!(clause, Clause::Every { .. }));
    let act = verb(index.view, &duty.verb);
    let flows = GOING_ON.iter().any(|word| act == *word);
    let to_body = matches!(
        duty.object.thing,
        Some(Thing::Noun(Noun::Element(Element::Actor(_)), _))
    );
    let useful = daily && article.quantity().is_some() || flows;
    useful && !kept && !duty.endeavour && !to_body
}

/// The sides that may suspend, withhold, end or return anything by themselves.
fn with_power(index: &Index<'_>) -> BTreeSet<ActorId> {
    let mut found = BTreeSet::new();
    let mut held = |panel: &Panel| {
        if panel.who.contains(&Who::Owed) {
            found.extend(sides(index));
        }
        let members = index.agreement.members(panel);
        found.extend(members.into_iter().map(|id| index.view.side_of(id)));
    };
    for article in &index.agreement.articles {
        match &article.kind {
            ArticleKind::Power(power) if stops(&power.act) => held(&power.holders),
            ArticleKind::Snapback(snapback) => held(&snapback.holders),
            ArticleKind::Ladder(ladder) => {
                for step in &ladder.steps {
                    match &step.act {
                        StepAct::May(panel, act) if stops(act) => held(panel),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn stops(act: &PowerAct) -> bool {
    match act {
        PowerAct::Suspend(_) | PowerAct::Withhold(_) | PowerAct::Invoke(_) => true,
        PowerAct::Terminate(targets) => {
            !matches!(targets, Targets::Duties(duties) if duties.is_empty())
        }
        _ => false,
    }
}

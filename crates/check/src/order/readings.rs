//! W0901: readings that clash, or that lock only when each party acts on its own.
//!
//! Readings that can hold together are laid over the text as one mixture, in which every party acts
//! on its own reading of what it owes; what locks in it is told in `locks`.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Article, ArticleId, Element, Question, Reading, ReadingId, ReadingOf, ReadingSays,
    Subject,
};

use super::locks;
use crate::time::{Times, clauses_of};
use crate::view::join;
use crate::{Draft, View};

/// How many mixtures are tried.
const MIXTURES_MAX: usize = 8;

/// How many findings of one kind stand alone; beyond it they fold.
const ALONE_MAX: usize = 2;

/// How many readings of one article are set against each other.
const RIVALS_MAX: usize = 16;

/// A reading, its identity, and the articles it is of.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// Which.
    pub id: ReadingId,
    /// What it says.
    pub reading: &'a Reading,
    /// The articles it is of.
    pub targets: Vec<ArticleId>,
}

impl Held<'_> {
    /// Whether a party holds it, and no text.
    pub fn by_party(&self) -> bool {
        !self.reading.by.is_empty()
    }
}

/// The readings of an agreement.
pub fn held<'a>(view: &View<'a>) -> Vec<Held<'a>> {
    let all = (0..).map(ReadingId).zip(&view.agreement.readings);
    all.map(|(id, reading)| {
        let targets = match &reading.of {
            ReadingOf::Named(refs) => refs.iter().filter_map(model::Reference::article).collect(),
            ReadingOf::Day(_) | ReadingOf::Texts => Vec::new(),
        };
        Held {
            id,
            reading,
            targets,
        }
    })
    .collect()
}

/// W0901. Returns the readings it has told.
pub fn clashes(
    view: &View<'_>,
    times: &Times,
    held: &[Held<'_>],
    out: &mut Vec<Draft>,
) -> BTreeSet<ReadingId> {
    let mut told: BTreeSet<ReadingId> = BTreeSet::new();
    for mixture in mixtures(view, held) {
        locks::locks(view, times, &mixture, &mut told, out);
    }
    rivals(view, held, &mut told, out);
    told
}

/// Sets of readings that can hold together, each reading in one of them: first what every party
/// holds, its own duties first, then what is left; the texts apart from the parties.
fn mixtures(view: &View<'_>, held: &[Held<'_>]) -> Vec<Vec<ReadingId>> {
    let mut sets = Vec::new();
    for by_party in [true, false] {
        let mut left: Vec<&Held<'_>> = held
            .iter()
            .filter(|one| one.by_party() == by_party && orders(one.reading))
            .collect();
        left.sort_by_key(|one| (!own(view, one), one.id));
        while !left.is_empty() && sets.len() < MIXTURES_MAX {
            let mut taken: BTreeSet<(ArticleId, Question)> = BTreeSet::new();
            let (now, later): (Vec<_>, Vec<_>) = left.into_iter().partition(|one| {
                let answers = answers(one);
                let free = answers.iter().all(|answer| !taken.contains(answer));
                if free {
                    taken.extend(answers);
                }
                free
            });
            left = later;
            sets.push(now.iter().map(|one| one.id).collect());
        }
    }
    sets
}

/// Whether a reading can change who waits for whom.
fn orders(reading: &Reading) -> bool {
    clauses_of(&reading.says).is_some_and(|clauses| {
        clauses.iter().any(|clause| {
            matches!(
                clause.question(),
                Question::Trigger | Question::Deadline | Question::NotBefore | Question::Period
            )
        })
    })
}

/// Whether those who hold a reading owe what it is of.
fn own(view: &View<'_>, one: &Held<'_>) -> bool {
    one.targets
        .iter()
        .filter_map(|id| view.agreement.article(*id))
        .any(|article| {
            view.holders(article)
                .iter()
                .any(|id| one.reading.by.contains(id))
        })
}

/// Which questions of which articles a reading answers.
fn answers(one: &Held<'_>) -> Vec<(ArticleId, Question)> {
    let clauses = clauses_of(&one.reading.says).unwrap_or_default();
    let answers = one.targets.iter().flat_map(|id| {
        let questions = clauses.iter().map(model::Clause::question);
        questions.map(|question| (*id, question))
    });
    answers.collect()
}

/// What to write, or whom to ask, where two readings stand.
pub fn decide(view: &View<'_>, ask: &str) -> String {
    let write = if view.agreement.meaning_by.is_some() {
        "write the one that is meant into the article"
    } else {
        "write into the article which is meant, or add `questions of meaning are decided by …`"
    };
    view.answer(write, ask)
}

/// Two readings of one article, of which not both can hold.
fn rivals(
    view: &View<'_>,
    held: &[Held<'_>],
    told: &mut BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    let mut by_target: BTreeMap<ArticleId, Vec<&Held<'_>>> = BTreeMap::new();
    for one in held {
        for target in &one.targets {
            by_target.entry(*target).or_default().push(one);
        }
    }
    let mut found: Vec<(Vec<ArticleId>, ReadingId, ReadingId)> = Vec::new();
    let mut paired: BTreeSet<(ReadingId, ReadingId)> = BTreeSet::new();
    let targets = |id: ReadingId| {
        let one = held.iter().find(|one| one.id == id);
        one.map_or(&[][..], |one| one.targets.as_slice())
    };
    for (target, readings) in by_target {
        // One quarrel for each article, whoever else reads it.
        let mut pairs = readings
            .iter()
            .take(RIVALS_MAX)
            .flat_map(|one| {
                readings
                    .iter()
                    .take(RIVALS_MAX)
                    .map(move |other| (one, other))
            })
            .filter(|(one, other)| one.id < other.id && rival(view, one, other))
            .filter(|(one, other)| !told.contains(&one.id) || !told.contains(&other.id));
        if let Some((one, other)) = pairs.next()
            && paired.insert((one.id, other.id))
        {
            let both = targets(one.id)
                .iter()
                .filter(|id| targets(other.id).contains(id));
            let mut both: Vec<ArticleId> = both.copied().collect();
            both.sort_unstable_by_key(|id| (*id != target, *id));
            both.dedup();
            found.push((both, one.id, other.id));
        }
    }
    for (_, one, other) in &found {
        told.extend([*one, *other]);
    }
    let heaviest = |of: &[ArticleId]| of.iter().map(|id| view.weight(*id)).max();
    found.sort_by_key(|(of, one, _)| (std::cmp::Reverse(heaviest(of)), of.first().copied(), *one));
    if found.len() <= ALONE_MAX {
        out.extend(found.iter().map(|rivals| tell_rivals(view, rivals)));
        return;
    }
    let mut all = found.iter();
    if let Some(first) = all.next() {
        let mut draft = tell_rivals(view, first);
        for (of, one, other) in all {
            let label = format!(
                "so {} {}, against {}",
                if of.len() == 1 { "is" } else { "are" },
                view.list(of.iter().map(|id| Element::Article(*id))),
                view.tick(Element::Reading(*other))
            );
            draft = draft
                .place(Subject::of(Element::Reading(*one)), label)
                .about(of.iter().copied());
        }
        out.push(draft);
    }
}

/// Whether two readings of one article stand against each other: of two sides, or both of one text.
/// Two texts that differ are told as layers.
fn rival(view: &View<'_>, one: &Held<'_>, other: &Held<'_>) -> bool {
    let (a, b) = (one.reading, other.reading);
    if a.says == b.says || dates_or_numbers(&a.says) || dates_or_numbers(&b.says) {
        return false;
    }
    let sides =
        |by: &[ActorId]| -> BTreeSet<ActorId> { by.iter().map(|id| view.side_of(*id)).collect() };
    match (one.by_party(), other.by_party()) {
        (true, true) => sides(&a.by).is_disjoint(&sides(&b.by)),
        (false, false) => a.within == b.within,
        _ => false,
    }
}

/// Whether a reading only puts one day or number for another: a deed may then be valid under one.
fn dates_or_numbers(says: &ReadingSays) -> bool {
    matches!(
        says,
        ReadingSays::Moment(_)
            | ReadingSays::Quantity(_)
            | ReadingSays::Is(_)
            | ReadingSays::Power(_)
    )
}

fn tell_rivals(
    view: &View<'_>,
    (of, one, other): &(Vec<ArticleId>, ReadingId, ReadingId),
) -> Draft {
    let (one, other) = (*one, *other);
    let (a, b) = (Element::Reading(one), Element::Reading(other));
    let name = view.list(of.iter().map(|id| Element::Article(*id)));
    let is = if of.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{name} {is} read in two ways, {} and {}, and nothing chooses",
        view.tick(a),
        view.tick(b)
    );
    let mut draft = Draft::of("W0901", a, message)
        .label("one reading")
        .place(Subject::of(b), "the other")
        .about(of.iter().copied());
    let target = of.first().filter(|_| of.len() == 1);
    let waits = [one, other].map(|id| waits(view, id, *target?));
    if let [Some(first), Some(second)] = &waits
        && first != second
    {
        for (id, list) in [(one, first), (other, second)] {
            draft = draft.note(format!(
                "under {} {name} {list}",
                view.tick(Element::Reading(id))
            ));
        }
    }
    draft.help(decide(
        view,
        &format!("which of the two is meant by {name}, and who decides?"),
    ))
}

/// What an article waits for under a reading, in words.
fn waits(view: &View<'_>, id: ReadingId, target: ArticleId) -> Option<String> {
    let reading = view.agreement.reading(id)?;
    let clauses = clauses_of(&reading.says)?;
    let article = view.agreement.article(target)?;
    let read = Article {
        clauses: clauses.to_vec(),
        ..article.clone()
    };
    let arrows = crate::refs::arrows(&read);
    let mut names: Vec<String> = arrows
        .iter()
        .filter(|arrow| arrow.use_ == crate::refs::Use::Waits)
        .map(|arrow| view.tick(arrow.to.element))
        .collect();
    names.dedup();
    Some(if names.is_empty() {
        "waits for nothing".to_owned()
    } else {
        format!("waits for {}", join(&names))
    })
}

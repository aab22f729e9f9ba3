//! W0901: readings that clash, or that lock only when each party acts on its own.
//!
//! Each reading is laid over the text, and so are those that can hold together: in the mixture
//! every party acts on its own reading of what it owes. One mixture shows what any of its readings
//! does alone as well, because a circle names the readings it goes through.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Article, ArticleId, Element, Question, Reading, ReadingId, ReadingOf, ReadingSays,
    Subject,
};

use super::circle;
use super::graph::{Circle, Graph};
use crate::time::{Calendar, Promise, Teller, Text, Times, clauses_of, plan_of};
use crate::view::join;
use crate::{Draft, View};

/// How many mixtures are tried.
const MIXTURES_MAX: usize = 8;

/// How many findings of one kind stand alone; beyond it they fold.
const ALONE_MAX: usize = 2;

/// How many readings of one article are set against each other.
const RIVALS_MAX: usize = 16;

/// How many circles are told, and tried reading by reading.
const TRIED_MAX: usize = 8;

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
        locks(view, times, &mixture, &mut told, out);
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

/// Circles that go through readings.
fn locks(
    view: &View<'_>,
    times: &Times,
    mixture: &[ReadingId],
    told: &mut BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    let text = Text::under(view.agreement, mixture);
    let calendar: &Calendar = &times.calendar;
    let plan = plan_of(&text, calendar, &times.plan.occurrences);
    let graph = Graph::new(&plan);
    let came = graph.reached(&[]);
    if came.iter().all(|came| *came) {
        return;
    }
    let promise = Promise::of(&plan);
    let teller = Teller {
        agreement: view.agreement,
        plan: &plan,
        calendar,
        origin: promise.origin,
    };
    let mut seen: BTreeSet<Vec<Element>> = BTreeSet::new();
    for found in graph.circles(&came) {
        let through = through(&teller, &found);
        let mut elements = circle::elements(&plan, &found);
        elements.sort_unstable();
        elements.dedup();
        if through.is_empty() || seen.len() >= TRIED_MAX || !seen.insert(elements.clone()) {
            continue;
        }
        told.extend(through.iter().copied());
        let alone = alone(view, times, &through);
        let mut draft = tell_lock(view, &teller, &found, &through, alone);
        draft = circle::behind(view, &plan, draft, &graph.behind(&came, &found), &elements);
        out.retain(|other| !absorbed(other, &elements));
        out.push(draft);
    }
}

/// What the readings of a circle do without each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alone {
    /// This one locks by itself, over the text.
    Locks(ReadingId),
    /// Each of them leaves an order.
    Moves,
    /// There are too many to try.
    Untried,
}

fn alone(view: &View<'_>, times: &Times, through: &[ReadingId]) -> Alone {
    if let [one] = through {
        return Alone::Locks(*one);
    }
    if through.len() > TRIED_MAX {
        return Alone::Untried;
    }
    let locks = |id: &ReadingId| {
        let text = Text::under(view.agreement, &[*id]);
        let plan = plan_of(&text, &times.calendar, &times.plan.occurrences);
        let graph = Graph::new(&plan);
        !graph.reached(&[]).iter().all(|came| *came)
    };
    let mut all = through.iter().copied();
    all.find(locks).map_or(Alone::Moves, Alone::Locks)
}

/// What the text alone says of the same two duties is the same cause.
fn absorbed(other: &Draft, elements: &[Element]) -> bool {
    other.code == "W0310"
        && other
            .all_articles()
            .iter()
            .all(|id| elements.contains(&Element::Article(*id)))
}

/// The readings by which the instants of a circle wait.
fn through(teller: &Teller<'_>, circle: &Circle) -> Vec<ReadingId> {
    let mut found = Vec::new();
    for (_, wait) in &circle.steps {
        let wait = wait.and_then(|at| teller.plan.waits.get(at as usize));
        if let Some(Element::Reading(id)) = wait.map(|wait| wait.at.element)
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    found
}

fn tell_lock(
    view: &View<'_>,
    teller: &Teller<'_>,
    circle: &Circle,
    through: &[ReadingId],
    alone: Alone,
) -> Draft {
    let names = circle::names(teller, circle);
    let round = match names.first() {
        Some(_) if names.len() > 1 => circle::round(&names),
        Some(first) => format!("{first} waits for itself"),
        None => String::new(),
    };
    let locks = match alone {
        Alone::Locks(id) => Some(id),
        Alone::Moves | Alone::Untried => None,
    };
    let first = locks.or(through.first().copied()).unwrap_or(ReadingId(0));
    let (message, label) = if locks.is_some() {
        let name = view.tick(Element::Reading(first));
        let by = holder(view, first);
        (
            format!("under {name}{by} nobody can go first: {round}"),
            "the reading",
        )
    } else {
        let each = if through.iter().all(|id| by_parties(view, *id)) {
            "each party"
        } else {
            "each"
        };
        let message = format!("with {each} on its own reading nobody moves: {round}");
        (message, "one of the readings")
    };
    let mut draft = Draft::of("W0901", Element::Reading(first), message).label(label);
    for id in through.iter().filter(|id| **id != first).take(TRIED_MAX) {
        let by = holder(view, *id);
        let label = format!("the other{}", by.trim_end_matches(','));
        draft = draft.place(Subject::of(Element::Reading(*id)), label);
    }
    draft = circle::steps(draft, teller, circle);
    if alone == Alone::Moves {
        draft = draft.note("each of the readings alone leaves an order");
    }
    draft.help(decide(
        view,
        "which of them goes first, or which part of which?",
    ))
}

/// Whether all who hold a reading are parties.
fn by_parties(view: &View<'_>, id: ReadingId) -> bool {
    let reading = view.agreement.reading(id);
    reading.is_some_and(|reading| {
        let by = &reading.by;
        !by.is_empty() && by.iter().all(|id| view.is_party(*id))
    })
}

/// `, held by x`
fn holder(view: &View<'_>, id: ReadingId) -> String {
    let by = view
        .agreement
        .reading(id)
        .map_or(&[][..], |reading| &reading.by);
    if by.is_empty() {
        return String::new();
    }
    format!(
        ", held by {},",
        view.list(by.iter().map(|id| Element::Actor(*id)))
    )
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
    let sides = |by: &[ActorId]| -> BTreeSet<ActorId> {
        by.iter().map(|id| view.agreement.side_of(*id)).collect()
    };
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

//! Persons and things on lists: who is on them, who may say so, what is taken from them twice.

use std::collections::BTreeMap;

use model::{
    ActorId, Amount, Article, ArticleId, Bound, Clause, Element, Noun, Preposition, Quantity,
    Question, Relation, Roll, RollId, Subject, Thing, Verb, Who,
};

use super::index::Index;
use super::taken::Taken;
use super::told::{few, few_of, folded, noun, quantity, verb, worst};
use crate::{Draft, View, stems};

/// What the rules of lists find.
pub(super) fn lists(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    uncounted(index, taken, out);
    unchecked(index, out);
    excluding_acts(index, out);
    effort_and_result(index, out);
}

/// W0113: `all` of what has no list and no number, or people freed under a phrase, and nobody
/// decides who falls under it. Answered by a list with a number, `identified by`, `counted by`, a
/// term with a meaning or a judge, or a ladder that covers the article.
fn uncounted(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let covered = covered_by_ladders(index);
    let mut eligible = 0;
    let mut places = Vec::new();
    for (id, article, duty) in index.view.duties() {
        let Some(words) = taken_whole(index, article, &duty.verb) else {
            continue;
        };
        eligible += 1;
        let decided = covered.contains(&id)
            || article.says(Question::Identification)
            || article.says(Question::Counter)
            || article.clauses.iter().any(|c| {
                matches!(
                    c,
                    Clause::DisputeBy {
                        decided: Some(_),
                        ..
                    }
                )
            });
        if !decided && !taken.number.contains(&id) {
            places.push((id, format!("who falls under {words}?")));
        }
    }
    let first = places
        .first()
        .and_then(|(id, _)| index.agreement.article(*id));
    let words = first
        .and_then(|article| taken_whole(index, article, &article.duty()?.verb))
        .unwrap_or_default();
    let draft = folded(index.view, "W0113", places, |ids| match ids {
        [one] => format!(
            "no list and no number says what {words} of {} covers, and nobody is named to \
             decide it",
            index.view.art(*one),
        ),
        _ => format!(
            "no list and no number says whom or what {} of {eligible} duties cover, and nobody is \
             named to decide it: {}",
            ids.len(),
            worst(index.view, ids),
        ),
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "declare a list with a number and count against it, or write `identified by …`",
            "who or what falls under these words, on which list, and who decides a doubtful case?",
        ))
    }));
}

/// The words for a whole that is owed without a list: `all "prisoners"`, or people freed.
fn taken_whole(index: &Index<'_>, article: &Article, act: &Verb) -> Option<String> {
    match article.object()?.thing.as_ref()? {
        Thing::Quantity(asked) if asked.bound.is_none() && takes_all(&asked.amount) => {
            let of = asked.of.as_ref().or(asked.noun.as_ref())?;
            matches!(of, Noun::Common(_) | Noun::Quoted(_)).then(|| quantity(index.view, asked))
        }
        Thing::Noun(of @ Noun::Quoted(_), _) if frees(index, act) => Some(noun(index.view, of)),
        _ => None,
    }
}

/// `all`, `the remaining`, or 100 percent, which is no share of anything.
pub(super) fn takes_all(amount: &Amount) -> bool {
    match amount {
        Amount::Percent(share) => *share == 100_000,
        Amount::All | Amount::Remaining => true,
        _ => false,
    }
}

/// Whether an act sets people free: who they are is then the whole of the duty.
fn frees(index: &Index<'_>, act: &Verb) -> bool {
    matches!(act, Verb::Act(_)) && matches!(verb(index.view, act).as_str(), "release" | "free")
}

/// The articles that a ladder covers by name: somebody rules on their doubtful cases.
fn covered_by_ladders(index: &Index<'_>) -> Vec<ArticleId> {
    let mut covered: Vec<ArticleId> = index
        .agreement
        .articles
        .iter()
        .filter_map(Article::ladder)
        .flat_map(|ladder| {
            ladder
                .covering
                .iter()
                .filter_map(|reference| reference.article())
        })
        .collect();
    covered.sort_unstable();
    covered
}

/// W0114: a list of persons that only those who owe them can know, or that nothing closes. Answered
/// by `named by` another, `counted by`, `counted in`, `may be corrected by`, `complete when
/// declared by`, `may grow`.
fn unchecked(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut by_holder: BTreeMap<ActorId, Vec<(RollId, Gap)>> = BTreeMap::new();
    for (id, roll) in (0..).map(RollId).zip(&index.agreement.rolls) {
        let Some(Who::Actor(holder)) = roll.held_by.or(roll.named_by) else {
            continue;
        };
        if roll.inventory || answered(index, roll, holder) {
            continue;
        }
        if let Some(gap) = gap(index, id, roll, holder) {
            by_holder.entry(holder).or_default().push((id, gap));
        }
    }
    let persons = index
        .agreement
        .rolls
        .iter()
        .filter(|roll| !roll.inventory)
        .count();
    let lacking: usize = by_holder.values().map(Vec::len).sum();
    // Where it is common the cause is the same: the lists are with those who owe them.
    if by_holder.len() > 1 && lacking * 3 > persons {
        let all: Vec<(RollId, Gap)> = by_holder.into_values().flatten().collect();
        let which = few_of(
            all.iter()
                .map(|(id, _)| index.view.tick(Element::Roll(*id))),
        );
        let message = format!(
            "nobody but those who hold them is named to say who is on {lacking} of {persons} \
             lists: {which}",
        );
        out.extend(unchecked_of(index, message, &all));
        return;
    }
    for (holder, rolls) in by_holder {
        let who = index.view.actor(holder);
        let names = index
            .view
            .list(rolls.iter().map(|(id, _)| Element::Roll(*id)));
        let it = if rolls.len() == 1 { "it" } else { "them" };
        let moved = rolls.iter().all(|(id, _)| moved_away(index, *id));
        let message = if moved {
            format!("nobody but {who} is named to say how many {names} there are")
        } else if rolls.iter().all(|(_, gap)| *gap == Gap::Open) {
            format!(
                "nobody but {who} is named to say who is on {names}, and nothing closes the number"
            )
        } else {
            format!("nobody but {who}, who holds {it}, is named to say who is on {names}")
        };
        out.extend(unchecked_of(index, message, &rolls));
    }
}

/// Whether a list is only of those whom their holder moves away: of them a number is reported, and
/// nobody asks for names.
fn moved_away(index: &Index<'_>, id: RollId) -> bool {
    let uses = index.roll_uses.get(id.index()).into_iter().flatten();
    let mut duties = uses
        .filter_map(|used| index.agreement.article(*used)?.duty())
        .peekable();
    duties.peek().is_some()
        && duties.all(|duty| {
            let reader = &index.view.reader;
            reader.verb_begins(index.agreement, &duty.verb, stems::MOVING_AWAY)
        })
}

/// What is open about a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nobody but its holder says who is on it.
    Unnamed,
    /// Nothing closes it.
    Open,
}

fn answered(index: &Index<'_>, roll: &Roll, holder: ActorId) -> bool {
    let by_other = |who: Option<Who>| match who {
        Some(Who::Actor(id)) => !index.own(&[id], &[holder]),
        Some(_) => true,
        None => false,
    };
    roll.may_grow
        || by_other(roll.corrected_by)
        || by_other(roll.complete_by)
        || roll.counted_in.is_some()
        || roll
            .counted_by
            .as_ref()
            .is_some_and(|panel| !index.own(&index.agreement.members(panel), &[holder]))
        || (roll.named_by.is_some() && by_other(roll.named_by))
}

fn gap(index: &Index<'_>, id: RollId, roll: &Roll, holder: ActorId) -> Option<Gap> {
    let uses = index.roll_uses.get(id.index())?;
    let owed: Vec<&Article> = uses
        .iter()
        .filter_map(|used| index.agreement.article(*used))
        .filter(|article| index.own(&[holder], &index.view.holders(article)))
        .collect();
    if owed.is_empty() {
        return None;
    }
    let exact = matches!(roll.quantity.amount, Amount::Number(_)) && roll.quantity.bound.is_none();
    if !exact {
        return Some(Gap::Open);
    }
    // Whoever is handed a known number of persons counts them as they come.
    let handed_over = owed.iter().all(|article| receives(article));
    (roll.named_by.is_none() && !handed_over).then_some(Gap::Unnamed)
}

/// Whether somebody other than those who owe it receives what an article moves.
pub(super) fn receives(article: &Article) -> bool {
    let to_actor = |relation: &Relation| match relation {
        Relation::To(Preposition::To, target) => target
            .nouns()
            .iter()
            .any(|noun| matches!(noun, Noun::Element(Element::Actor(_)))),
        _ => false,
    };
    article.says(Question::Receipt)
        || article
            .object()
            .is_some_and(|object| object.relations.iter().any(to_actor))
}

fn unchecked_of(index: &Index<'_>, message: String, rolls: &[(RollId, Gap)]) -> Option<Draft> {
    let view = index.view;
    let mut rolls = rolls.iter().map(|(id, gap)| {
        let label = if *gap == Gap::Open {
            "never closed"
        } else {
            "checked by nobody"
        };
        (*id, label)
    });
    let (first, label) = rolls.next()?;
    let mut uses = index
        .roll_uses
        .get(first.index())
        .cloned()
        .unwrap_or_default();
    let mut draft = Draft::of("W0114", Element::Roll(first), message).label(label);
    for (id, label) in rolls {
        draft = draft.place(Subject::of(Element::Roll(id)), label);
        uses.extend(index.roll_uses.get(id.index()).into_iter().flatten());
    }
    uses.sort_unstable();
    uses.dedup();
    view.by_weight(&mut uses);
    let one = if uses.len() == 1 { "counts" } else { "count" };
    let it = if draft.places.is_empty() {
        "it"
    } else {
        "them"
    };
    draft = draft
        .note(format!("{} {one} against {it}", few(view, &uses)))
        .about(uses);
    if moved_away(index, first) && draft.places.is_empty() {
        let name = view.tick(Element::Roll(first));
        return Some(draft.help(view.answer(
            "after the list, write `counted by …` or `complete when declared by …`",
            &format!("how many {name} are there, who else may count them, and when?"),
        )));
    }
    Some(draft.help(view.answer(
        "after the list, write `named by …`, `may be corrected by …` or `complete when declared \
         by …`",
        "who names those on each list, with whom is it lodged, and who may correct it?",
    )))
}

/// W0115: two acts that exclude each other are owed on one list, and neither gives way. Answered by
/// `except`, or by numbers that leave room for both.
fn excluding_acts(index: &Index<'_>, out: &mut Vec<Draft>) {
    for (roll, uses) in (0..).map(RollId).zip(&index.roll_uses) {
        let mut seen: BTreeMap<model::ActId, ArticleId> = BTreeMap::new();
        for id in uses {
            let Some((article, Verb::Act(act))) = index
                .agreement
                .article(*id)
                .and_then(|article| Some((article, article.duty()?.verb.clone())))
            else {
                continue;
            };
            if article.says(Question::Exception) {
                continue;
            }
            let clash =
                index.agreement.acts.get(act.index()).and_then(|declared| {
                    declared.excludes.iter().find_map(|other| seen.get(other))
                });
            if let Some(other) = clash
                && !room_for_both(index, roll, *other, *id)
            {
                out.push(excluding(index, roll, *other, *id));
            }
            seen.entry(act).or_insert(*id);
        }
    }
}

fn room_for_both(index: &Index<'_>, roll: RollId, a: ArticleId, b: ArticleId) -> bool {
    let exact = |quantity: &Quantity| match (&quantity.amount, quantity.bound) {
        (Amount::Number(number), None) => Some(*number),
        _ => None,
    };
    let of = |id: ArticleId| index.agreement.article(id)?.quantity().and_then(exact);
    let all = index
        .agreement
        .roll(roll)
        .and_then(|roll| exact(&roll.quantity));
    match (of(a), of(b), all) {
        (Some(a), Some(b), Some(all)) => a.saturating_add(b) <= all,
        _ => false,
    }
}

fn excluding(index: &Index<'_>, roll: RollId, a: ArticleId, b: ArticleId) -> Draft {
    let view = index.view;
    let names = view.tick(Element::Roll(roll));
    let message = format!(
        "{} and {} are both owed on {names}, their acts exclude each other, and neither gives way",
        view.art(a),
        view.art(b),
    );
    Draft::of("W0115", Element::Article(b), message)
        .label("what this takes, the other keeps")
        .place(Subject::of(Element::Article(a)), "excludes it")
        .help(index.view.answer(
            "write `except …` in one of them, or numbers that leave room for both",
            &format!(
                "which of {names} fall under {}, and which under {}?",
                view.art(a),
                view.art(b)
            ),
        ))
}

/// What an effort is for: a list, or things of one kind in the text's own words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    List(RollId),
    Kind(Noun),
}

/// W0210: one duty takes all of a list by a fixed day, and the same obligor owes only an effort for
/// what is on it, or for things of the same kind: the text expects that not all will be found, and
/// asks for all. Answered by a list for each of the two, both `part of` the whole, or by `late by
/// at most … is no breach`.
fn effort_and_result(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut results = Vec::new();
    let mut efforts: BTreeMap<(&[ActorId], Sought), ArticleId> = BTreeMap::new();
    for (id, article, duty) in index.view.duties() {
        let asked = article.quantity().and_then(Quantity::roll);
        let Some((at, roll)) = asked.and_then(|at| Some((at, index.agreement.roll(at)?))) else {
            continue;
        };
        if duty.endeavour {
            let lists = [Some(at), roll.part_of].into_iter().flatten();
            for sought in lists.map(Sought::List).chain(kind(roll).map(Sought::Kind)) {
                efforts.entry((index.sides_of(id), sought)).or_insert(id);
            }
            continue;
        }
        let once = index.view.irreversible(&duty.verb) || !roll.inventory;
        let late = article.says(Question::Tolerance);
        if once && !late && index.view.dated(article) && whole(index, at, article) {
            results.push((id, at, roll));
        }
    }
    for (id, at, roll) in results {
        let effort = |sought| efforts.get(&(index.sides_of(id), sought)).copied();
        // A part is set apart from what is still to be found; the whole is not.
        let of_kind = kind(roll).filter(|_| roll.part_of.is_none());
        let found = effort(Sought::List(at)).or_else(|| effort(Sought::Kind(of_kind?)));
        if let Some(found) = found {
            out.push(result_and_effort(index, at, id, found));
        }
    }
}

/// The kind of thing a list counts, in the text's own words: that two lists count persons says
/// nothing.
fn kind(roll: &Roll) -> Option<Noun> {
    match &roll.quantity.noun {
        Some(Noun::Common(_)) | None => None,
        Some(noun) => Some(noun.clone()),
    }
}

fn result_and_effort(
    index: &Index<'_>,
    roll: RollId,
    result: ArticleId,
    effort: ArticleId,
) -> Draft {
    let view = index.view;
    let names = view.tick(Element::Roll(roll));
    let message = format!(
        "{} is due for all {names} by a fixed day, and {} asks only for an effort",
        view.art(result),
        view.art(effort),
    );
    Draft::of("W0210", Element::Article(result), message)
        .label("a result by a day")
        .place(View::head(effort), "an effort, without a result")
        .help(view.answer(
            "split the list into those known and those to be found, each with its own date",
            &format!(
                "is {} broken if some of {names} are not found by then?",
                view.art(result)
            ),
        ))
}

/// Whether an article takes the whole of a list.
fn whole(index: &Index<'_>, roll: RollId, article: &Article) -> bool {
    let Some(asked) = article.quantity() else {
        return false;
    };
    match (
        &asked.amount,
        index.agreement.roll(roll).map(|roll| &roll.quantity.amount),
    ) {
        (Amount::All | Amount::Remaining, _) => true,
        (Amount::Number(asked_), Some(Amount::Number(all))) => {
            asked_ >= all && asked.bound != Some(Bound::AtMost)
        }
        _ => false,
    }
}

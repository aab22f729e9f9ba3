//! Words that nobody decides: terms, exceptions, and whose acts count as whose.

use std::cmp::Reverse;

use model::{
    Actor, ActorId, Article, ArticleId, ArticleKind, Clause, Condition, Element, IncidentStep,
    Noun, Subject, Term, TermId, Thing, Verb,
};

use super::index::{Index, nouns};
use super::told::{count, few, few_of, folded};
use crate::view::join;
use crate::{Draft, stems};

/// What the rules of words find, the exceptions first: they take their own terms with them.
pub(super) fn terms(index: &Index<'_>, out: &mut Vec<Draft>) {
    let unjudged = unjudged_exceptions(index);
    exceptions(index, &unjudged, out);
    undefined(index, &unjudged, out);
    allied_groups(index, out);
    outsiders(index, out);
}

/// W0111: a term decides what is owed, counted, forbidden or allowed, and nobody decides the term.
/// Answered by `means`, `covers`, `as judged by`, or `questions of meaning are decided by`.
fn undefined(index: &Index<'_>, unjudged: &[ArticleId], out: &mut Vec<Draft>) {
    let terms = (0..).map(TermId).zip(&index.agreement.terms);
    let mut open: Vec<(TermId, &Term, ArticleId, Vec<ArticleId>)> = Vec::new();
    for (id, term) in terms {
        if index.term_decided(id) {
            continue;
        }
        let mut uses = index.term_uses.get(id.index()).cloned().unwrap_or_default();
        // Whether an exception applies is one question; what its words cover is part of it.
        uses.retain(|article| unjudged.binary_search(article).is_err());
        index.view.by_weight(&mut uses);
        if let Some(first) = uses.first() {
            open.push((id, term, *first, uses));
        }
    }
    let all = index.agreement.terms.len();
    if open.len() > TERMS_APART_MAX && open.len() * 3 > all {
        open.sort_by_key(|(id, _, first, _)| (Reverse(index.view.weight(*first)), *id));
        out.extend(undefined_terms(index, all, &open));
        return;
    }
    for (id, term, first, uses) in open {
        out.push(undefined_term(index, id, term, first, &uses));
    }
}

/// More undefined terms than this are one habit of the text, told once.
const TERMS_APART_MAX: usize = 3;

fn undefined_terms(
    index: &Index<'_>,
    all: usize,
    open: &[(TermId, &Term, ArticleId, Vec<ArticleId>)],
) -> Option<Draft> {
    let view = index.view;
    let (worst, ..) = open.first()?;
    let names = few_of(open.iter().map(|(id, ..)| view.tick(Element::Term(*id))));
    let message = format!(
        "what counts as {} of {all} terms is not said, and nobody is named to decide it: {names}",
        open.len(),
    );
    let (_, _, first, _) = open.first()?;
    let label = turns_on(index, *first, *worst);
    let mut draft = Draft::of("W0111", Element::Term(*worst), message).label(label);
    for (id, _, first, _) in open.iter().skip(1) {
        draft = draft.place(
            Subject::of(Element::Term(*id)),
            turns_on(index, *first, *id),
        );
    }
    let uses = open.iter().flat_map(|(_, _, _, uses)| uses.iter().copied());
    Some(draft.about(uses).help(view.answer(
        "in each term, write `means \"…\"`, or `as judged by …`",
        "what falls under each of these words and what does not, and who decides a single case?",
    )))
}

fn undefined_term(
    index: &Index<'_>,
    id: TermId,
    term: &Term,
    first: ArticleId,
    uses: &[ArticleId],
) -> Draft {
    let view = index.view;
    let name = view.tick(Element::Term(id));
    let what = format!("what counts as {name} is not said");
    let message = match disputed(index, uses) {
        Some(dispute) => format!("{what}, and {dispute}"),
        None => format!("{what}, and {}", turns_on(index, first, id)),
    };
    let mut draft = Draft::of("W0111", Element::Term(id), message).label(label(index, id, uses));
    for used in uses {
        draft = draft.place(
            Subject::of(Element::Article(*used)),
            turns_on(index, *used, id),
        );
    }
    if uses.len() > 1 {
        draft = draft.note(format!(
            "{} articles turn on it: {}",
            uses.len(),
            few(view, uses)
        ));
    }
    let behind = view.behind.get(first.index()).copied().unwrap_or(0);
    if behind > 0 {
        let others = count(
            behind as usize,
            "other article waits",
            "other articles wait",
        );
        draft = draft.note(format!("{others} for {}", view.art(first)));
    }
    let word = if term.one.is_empty() {
        &term.naming.name
    } else {
        &term.one
    };
    draft.help(index.view.answer(
        &format!("in the term `{word}`, write `means \"…\"`, or `as judged by …`"),
        &format!("what falls under `{word}` and what does not, and who decides a single case?"),
    ))
}

fn label(index: &Index<'_>, id: TermId, uses: &[ArticleId]) -> String {
    let counted = index.agreement.rolls.iter().find(|roll| {
        let quantity = &roll.quantity;
        [&quantity.noun, &quantity.of]
            .into_iter()
            .flatten()
            .any(|noun| noun.term() == Some(id))
    });
    match counted {
        Some(roll) => format!("the unit of `{}`", roll.naming.name),
        None => format!("decides {}", few(index.view, uses)),
    }
}

/// How an article turns on a term, in a few words that can end a sentence.
fn turns_on(index: &Index<'_>, id: ArticleId, term: TermId) -> String {
    let name = index.view.art(id);
    let Some(article) = index.agreement.article(id) else {
        return name;
    };
    let counted = article.quantity().is_some_and(|quantity| {
        [&quantity.noun, &quantity.of]
            .into_iter()
            .flatten()
            .any(|noun| match noun {
                Noun::Element(Element::Term(id)) => *id == term,
                Noun::Element(Element::Roll(_)) => true,
                _ => false,
            })
    });
    match &article.kind {
        ArticleKind::Prohibition(_) => format!("{name} forbids it"),
        ArticleKind::Exception(_) | ArticleKind::Permission(_) => format!("{name} allows it"),
        _ if counted => format!("{name} counts it"),
        _ => format!("{name} turns on it"),
    }
}

/// `goi` may dispute what `amm` accepts, where one of these articles says so.
fn disputed(index: &Index<'_>, uses: &[ArticleId]) -> Option<String> {
    uses.iter().find_map(|id| {
        let article = index.agreement.article(*id)?;
        let by = article.clauses.iter().find_map(|clause| match clause {
            Clause::DisputeBy { panel, .. } => Some(index.agreement.members(panel)),
            _ => None,
        })?;
        let verifiers = index.view.verifiers(article);
        let names = |ids: Vec<ActorId>| index.view.list(ids.into_iter().map(Element::Actor));
        (!by.is_empty() && !verifiers.is_empty()).then(|| {
            format!(
                "{} may dispute what {} accepts",
                names(by),
                names(verifiers)
            )
        })
    })
}

/// The exceptions that nobody judges.
fn unjudged_exceptions(index: &Index<'_>) -> Vec<ArticleId> {
    index
        .agreement
        .articles()
        .filter(|(_, article)| match &article.kind {
            ArticleKind::Exception(exception) => {
                let lifted = exception
                    .from
                    .iter()
                    .filter_map(|reference| reference.article());
                let mut lifted = lifted
                    .filter_map(|id| index.agreement.article(id))
                    .peekable();
                // Who attributes an incident hears what the one blamed says for itself.
                let attributed = lifted.peek().is_some() && lifted.all(attributes);
                !attributed && !article.clauses.iter().any(judges)
            }
            _ => false,
        })
        .map(|(id, _)| id)
        .collect()
}

fn attributes(article: &Article) -> bool {
    article.clauses.iter().any(|clause| {
        matches!(
            clause,
            Clause::Incidents {
                step: IncidentStep::Attributed,
                ..
            }
        )
    })
}

fn judges(clause: &Clause) -> bool {
    let judged = |condition: &Condition| condition.facts.iter().any(|fact| fact.judged.is_some());
    match clause {
        Clause::VerifiedBy { .. } | Clause::Incidents { .. } => true,
        Clause::DisputeBy { decided, .. } => decided.is_some(),
        Clause::When(condition)
        | Clause::Whenever(condition)
        | Clause::While(condition)
        | Clause::Unless(condition) => judged(condition),
        _ => false,
    }
}

/// W0112: an exception opens a ban or lifts a duty, and nobody decides whether it applies. Answered
/// by `verified by`, `when … as judged by`, `subject to dispute by …, decided by …`, or by whoever
/// attributes incidents of what it opens.
fn exceptions(index: &Index<'_>, unjudged: &[ArticleId], out: &mut Vec<Draft>) {
    let view = index.view;
    for id in unjudged {
        let Some(article) = index.agreement.article(*id) else {
            continue;
        };
        let ArticleKind::Exception(exception) = &article.kind else {
            continue;
        };
        let mut lifted: Vec<ArticleId> = exception
            .from
            .iter()
            .filter_map(|reference| reference.article())
            .collect();
        view.by_weight(&mut lifted);
        let message = format!(
            "{} lifts {}, and nobody is named to decide whether it applies",
            view.art(*id),
            few(view, &lifted),
        );
        let mut draft = Draft::of("W0112", Element::Article(*id), message)
            .label("each may claim it for itself");
        for other in lifted {
            draft = draft.place(Subject::of(Element::Article(other)), "lifted by it");
        }
        for noun in nouns(article) {
            if let Some(term) = noun.term().filter(|term| !index.term_decided(*term)) {
                let name = view.tick(Element::Term(term));
                draft = draft.note(format!("what counts as {name} is not said either"));
            }
        }
        out.push(draft.help(index.view.answer(
            "in the exception, write `subject to dispute by …, decided by …`, or \
             `when … as judged by …`",
            &format!(
                "who decides, and how soon, whether {} applied?",
                view.art(*id)
            ),
        )));
    }
}

/// Whether an article bans force, or promises its end.
fn bans_force(index: &Index<'_>, article: &Article) -> bool {
    let reader = &index.view.reader;
    let verb_of = |verb_: &Verb| reader.verb_speaks(index.agreement, verb_, stems::FORCE);
    let by_verb = match &article.kind {
        ArticleKind::Prohibition(ban) => verb_of(&ban.verb),
        ArticleKind::Duty(duty) => verb_of(&duty.verb),
        _ => return false,
    };
    by_verb
        || nouns(article).into_iter().any(|noun| match noun {
            Noun::Quoted(words) => reader.speaks(words, stems::FORCE),
            Noun::Element(element @ Element::Term(_)) => {
                reader.speaks(index.agreement.name(*element), stems::FORCE)
            }
            _ => false,
        })
}

/// Whether an article shows that those who owe it hold arms as a force of their own.
fn shows_arms(index: &Index<'_>, article: &Article) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    let reader = &index.view.reader;
    let agreement = index.agreement;
    let arms = |noun: &&Noun| match noun {
        Noun::Quoted(words) => reader.begins(words, stems::ARMS),
        Noun::Element(element @ (Element::Roll(_) | Element::Unit(_) | Element::Term(_))) => {
            reader.begins(agreement.name(*element), stems::ARMS)
        }
        _ => false,
    };
    let own = match &duty.object.thing {
        Some(Thing::Quantity(quantity)) => {
            quantity.noun.iter().chain(&quantity.of).any(|n| arms(&n))
        }
        Some(Thing::Noun(noun, None)) => arms(&noun),
        _ => false,
    };
    let gives = || reader.verb_begins(agreement, &duty.verb, stems::GIVING_UP);
    reader.verb_speaks(agreement, &duty.verb, stems::ARMED) || own && gives()
}

/// W0116: a party that gives up arms is banned from force, and nothing is said of groups allied
/// with it or of those who leave it. Answered by `answering for` after the party.
fn allied_groups(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut armed: Vec<ActorId> = index
        .agreement
        .articles()
        .filter(|(_, article)| shows_arms(index, article))
        .flat_map(|(id, _)| index.sides_of(id).iter().copied())
        .collect();
    armed.sort_unstable();
    armed.dedup();
    armed.retain(|id| {
        index
            .agreement
            .actor(*id)
            .is_some_and(|a| a.answering_for.is_empty())
    });
    if armed.is_empty() {
        return;
    }
    let bans: Vec<ArticleId> = index
        .agreement
        .articles()
        .filter(|(_, article)| bans_force(index, article))
        .map(|(id, _)| id)
        .collect();
    for party in armed {
        let mut bound: Vec<ArticleId> = bans
            .iter()
            .copied()
            .filter(|id| index.sides_of(*id).contains(&party))
            .collect();
        index.view.by_weight(&mut bound);
        let Some(first) = bound.first() else {
            continue;
        };
        let name = index.view.actor(party);
        let message = format!(
            "{} binds {name}, and nothing is said of groups allied with it or of those who leave \
             it",
            index.view.art(*first),
        );
        let mut draft = Draft::of("W0116", Element::Actor(party), message)
            .label("whose acts count as its own?");
        for id in &bound {
            draft = draft.place(Subject::of(Element::Article(*id)), "bans force");
        }
        out.push(draft.help(index.view.answer(
            &format!("after the party {name}, write `answering for …`"),
            &format!("whose acts count as those of {name}: deserters, allied groups, others?"),
        )));
    }
}

/// W0117: an article binds somebody who is no party, or is kept only if such a one acts, and nobody
/// answers for it. Answered by `answering for`.
fn outsiders(index: &Index<'_>, out: &mut Vec<Draft>) {
    let answered: Vec<ActorId> = index
        .agreement
        .actors
        .iter()
        .flat_map(|actor: &Actor| actor.answering_for.iter().copied())
        .collect();
    let answered = index.behind_actors(&answered);
    let mut who: Vec<ActorId> = Vec::new();
    let mut places = Vec::new();
    for (id, article) in index.agreement.articles() {
        let open: Vec<ActorId> = acting(index, article)
            .into_iter()
            .filter(|actor| index.outsider(*actor) && !answered.contains(actor))
            .collect();
        if open.is_empty() {
            continue;
        }
        places.push((id, format!("rests on {}", actors(index, &open))));
        who.extend(open);
    }
    who.sort_unstable();
    who.dedup();
    let names = actors(index, &who);
    let do_ = if who.len() == 1 { "does" } else { "do" };
    let them = if who.len() == 1 { "it" } else { "them" };
    let rest = if places.len() == 1 { "rests" } else { "rest" };
    let draft = folded(index.view, "W0117", places, |ids| {
        let articles = few(index.view, ids);
        format!("{articles} {rest} on what {names} {do_}, and nobody answers for {them}")
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            &format!("after a party, write `answering for` {names}"),
            &format!("who answers, and towards whom, for what {names} {do_} or fail to do?"),
        ))
    }));
}

fn actors(index: &Index<'_>, ids: &[ActorId]) -> String {
    join(
        &ids.iter()
            .map(|id| index.view.actor(*id))
            .collect::<Vec<_>>(),
    )
}

/// Those whose own acts keep or break an article: who is bound, and whom its act is done to.
fn acting(index: &Index<'_>, article: &Article) -> Vec<ActorId> {
    let bound = match &article.kind {
        ArticleKind::Duty(_) | ArticleKind::Prohibition(_) | ArticleKind::Level(_) => {
            index.view.holders(article)
        }
        _ => return Vec::new(),
    };
    let reader = &index.view.reader;
    let held_back = article
        .duty()
        .is_some_and(|duty| reader.verb_speaks(index.agreement, &duty.verb, stems::RESTRAINT));
    let done_to = match article.object().and_then(|object| object.thing.as_ref()) {
        Some(Thing::Noun(Noun::Element(Element::Actor(id)), _)) if held_back => vec![*id],
        _ => Vec::new(),
    };
    let mut all: Vec<ActorId> = index
        .behind_actors(&[bound, done_to].concat())
        .into_iter()
        .collect();
    all.sort_unstable();
    all
}

//! What happens when a body says nothing: one that stops much, a dispute and a consent without end.

use std::collections::BTreeMap;

use model::{ArticleId, Clause, Duration, Element, Failing, MilestoneId, Subject, Who};

use super::uses::{Role, Uses};
use crate::{Draft, View};

/// How many duties a silent body must hold up before it is told.
const STOPS_MIN: usize = 3;

/// W0502: one body alone verifies several duties, and nothing says what its silence means. Answered
/// by
/// `failing which …`, or by a panel of several with a number.
pub fn one_silent_body(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (actor, asked) in &uses.by_actor {
        // A body without a rule of decision is told of under W0504; its silence is a note there.
        if super::members::lacks_rule(view, *actor, asked) {
            continue;
        }
        let mut places: Vec<_> = asked
            .iter()
            .filter(|one| one.role == Role::Verifies && !one.silence_answered)
            .filter(|one| one.panel.who.len() == 1 && one.panel.threshold.is_none())
            .collect();
        if places.len() < STOPS_MIN {
            continue;
        }
        places.sort_by_key(|one| (std::cmp::Reverse(view.weight(one.article)), one.article));
        let name = view.actor(*actor);
        let Some(first) = places.first() else {
            continue;
        };
        let mut draft = Draft::new(
            "W0502",
            first.at,
            format!(
                "{name} alone verifies {} duties, and nothing is said of its silence",
                places.len()
            ),
        )
        .label(format!("{name} may say nothing for ever"))
        .help(view.answer(
            "say what an unanswered report means: `failing which …`",
            &format!(
                "what does an unanswered report to {name} mean, and who may act in its place?"
            ),
        ));
        for one in places.iter().skip(1) {
            draft = draft.place(one.at, "");
        }
        out.push(draft);
    }
}

/// W0501: a dispute that nobody decides, or whose decider may be silent. Folded by decider.
pub fn disputes_without_end(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut undecided: BTreeMap<Option<Who>, Vec<(Subject, ArticleId)>> = BTreeMap::new();
    for (id, article) in view.articles() {
        for (index, clause) in article.clauses.iter().enumerate() {
            let Clause::DisputeBy {
                decided, failing, ..
            } = clause
            else {
                continue;
            };
            if failing.is_some() {
                continue;
            }
            let decider = decided
                .as_ref()
                .and_then(|(panel, _)| panel.who.first().copied());
            let at = Subject::clause(Element::Article(id), index);
            undecided.entry(decider).or_default().push((at, id));
        }
    }
    for (decider, mut places) in undecided {
        places.sort_by_key(|(_, id)| (std::cmp::Reverse(view.weight(*id)), *id));
        let Some((first, id)) = places.first().copied() else {
            continue;
        };
        let article = view.art(id);
        let (message, label, ask) = match decider {
            Some(Who::Actor(body)) => {
                let body = view.actor(body);
                (
                    format!(
                        "{body} decides disputes over {article}, and nothing is said of its silence"
                    ),
                    format!("{body} may not answer"),
                    format!("what holds while {body} has not decided, and what if it never does?"),
                )
            }
            _ => (
                format!("{article} may be disputed, and nobody is named to decide"),
                "nobody decides".to_owned(),
                "who decides, within what time, and what holds until then?".to_owned(),
            ),
        };
        let mut draft = Draft::new("W0501", first, message)
            .label(label)
            .help(view.answer(
                "add `decided by … within … of the dispute, failing which the finding is final`",
                &ask,
            ));
        for (at, _) in places.iter().skip(1) {
            draft = draft.place(*at, "the same");
        }
        out.push(draft);
    }
}

/// W0513: a consent, or an agreement still to be made, without a time or without a meaning of
/// silence. Answered by `within …, failing which …`, or `by …, failing which …`.
pub fn consent_without_answer(view: &View<'_>, out: &mut Vec<Draft>) {
    consents(view, out);
    to_be_agreed(view, out);
}

/// Who is asked for a consent, and what is open about it.
type Asked<'a> = (&'a [Who], &'a str);

/// What the same actors may leave without an answer, in the same respect, is one finding.
fn consents(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut found: BTreeMap<Asked<'_>, Vec<(Subject, ArticleId)>> = BTreeMap::new();
    for (id, article) in view.articles() {
        for (index, clause) in article.clauses.iter().enumerate() {
            let Clause::WithConsent {
                of,
                within,
                failing,
            } = clause
            else {
                continue;
            };
            if let Some(gap) = missing(*within, failing.as_ref()) {
                let at = Subject::clause(Element::Article(id), index);
                found
                    .entry((of.as_slice(), gap))
                    .or_default()
                    .push((at, id));
            }
        }
    }
    for ((of, gap), places) in found {
        let Some((first, rest)) = places.split_first() else {
            continue;
        };
        let who = named(view, of);
        let mut ids: Vec<ArticleId> = places.iter().map(|(_, id)| *id).collect();
        ids.dedup();
        let what = crate::gaps::few(view, &ids);
        let mut draft = Draft::new(
            "W0513",
            first.0,
            format!("{who} may leave {what} without an answer: {gap}"),
        )
        .label("consent without an end");
        for (at, _) in rest {
            draft = draft.place(*at, "the same");
        }
        out.push(draft.help(view.answer(
            "add `within … of the request, failing which consent is given` or `refused`",
            "how long may consent be considered, and what does silence mean?",
        )));
    }
}

/// Milestones that are still to be agreed.
fn to_be_agreed(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, milestone) in (0..).map(MilestoneId).zip(&view.agreement.milestones) {
        let Some(panel) = &milestone.agreed_by else {
            continue;
        };
        let answered = matches!(&milestone.by, Some((_, Some(_))));
        if answered {
            continue;
        }
        let element = Element::Milestone(id);
        let waiting = view.hanging_on(element);
        let gap = if milestone.by.is_some() {
            "nothing says what follows if it is not agreed in time"
        } else {
            "no day is named, and nothing says what follows if it is never agreed"
        };
        out.push(
            Draft::of(
                "W0513",
                element,
                format!("{} is still to be agreed: {gap}", view.tick(element)),
            )
            .label(format!("waits for {}", named(view, &panel.who)))
            .about(waiting)
            .help(view.answer(
                "add `by …, failing which …`",
                "by when must it be agreed, who calls the talks, and what holds if they fail?",
            )),
        );
    }
}

fn missing(within: Option<Duration>, failing: Option<&Failing>) -> Option<&'static str> {
    match (within.is_some(), failing.is_some()) {
        (true, true) => None,
        (false, false) => Some("no time is set, and nothing says what silence means"),
        (false, true) => Some("no time is set"),
        (true, false) => Some("nothing says what silence means"),
    }
}

fn named(view: &View<'_>, who: &[Who]) -> String {
    let words: Vec<String> = who
        .iter()
        .map(|who| match who {
            Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id) => view.actor(*id),
            Who::EachParty | Who::Parties => "each party".to_owned(),
            Who::AnyParty => "any party".to_owned(),
            Who::EachSide => "each side".to_owned(),
            Who::AnySide => "any side".to_owned(),
            Who::Owed => "the party to whom it is owed".to_owned(),
        })
        .collect();
    crate::view::join(&words)
}

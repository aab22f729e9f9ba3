//! W0305: the three senses of `done`, or a finding that can still be disputed, change an outcome.

use model::{Article, ArticleId, Clause, Duration, Question, RowRef, Status};

use crate::fold::Gap;
use crate::refs::Use;
use crate::time::length_words;
use crate::{Draft, View};

/// W0305, folded. It asks only where the difference matters: what starts cannot be undone, or is
/// owed by another side. Answered by `is verified`, `is final`, or a decision on disputes.
pub fn senses(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<(ArticleId, String)> = Vec::new();
    let mut eligible = 0;
    let mut performed = false;
    for (id, _, duty) in view.duties() {
        let mut starts = view
            .arrows
            .get(id.index())
            .into_iter()
            .flatten()
            .filter(|arrow| arrow.use_ == Use::Waits)
            .filter_map(|arrow| Some((arrow.to.article()?, arrow.to.row, arrow.status?)))
            .peekable();
        if starts.peek().is_none() {
            continue;
        }
        eligible += 1;
        let irreversible = view.irreversible(&duty.verb);
        let open = starts.find_map(|(on, row, status)| {
            let matters = irreversible || view.across(id, on);
            let article = view.agreement.article(on).filter(|_| matters)?;
            let name = in_row(view, on, article, row);
            sense(&name, article, status)
        });
        match open {
            Some(Sense::Performed(words)) => {
                performed = true;
                places.push((id, words));
            }
            Some(Sense::Disputable(words)) => places.push((id, words)),
            None => {}
        }
    }
    let single = places
        .first()
        .map(|(_, words)| words.clone())
        .unwrap_or_default();
    Gap {
        code: "W0305",
        places,
        eligible,
        one: &|name| format!("{name} starts {single}"),
        many: &|number, worst| {
            format!(
                "{number} duties start on a deed not yet found, or a finding not yet final: {worst}"
            )
        },
        help: &view.answer(
            if performed {
                "write `is verified` or `is final` instead of `is done`"
            } else {
                "write `is final`, so that it starts when no dispute can change the finding"
            },
            if performed {
                "is it enough that it was performed, must it be found, must the finding be final?"
            } else {
                "does it start on the finding, or only when the finding is final?"
            },
        ),
    }
    .fold(view, out);
}

/// What is open about a start, in words.
enum Sense {
    /// Whether it is enough that it was performed.
    Performed(String),
    /// Whether a finding has to be final.
    Disputable(String),
}

/// The name of a duty, with the stage of it that is meant.
fn in_row(view: &View<'_>, on: ArticleId, article: &Article, row: RowRef) -> String {
    let word = article
        .rows
        .and_then(|id| view.agreement.schedule(id))
        .map(|table| table.row_word.as_str());
    match (row, word) {
        (RowRef::Previous, Some(word)) => format!("{} of the previous {word}", view.art(on)),
        (RowRef::Next, Some(word)) => format!("{} of the next {word}", view.art(on)),
        _ => view.art(on),
    }
}

/// What is open about the start, if a difference between its senses is possible.
fn sense(name: &str, article: &Article, status: Status) -> Option<Sense> {
    let dispute = article.clauses.iter().find_map(|clause| match clause {
        Clause::DisputeBy { within, .. } => Some(*within),
        _ => None,
    });
    match (status, dispute) {
        (Status::Verified | Status::Fulfilled | Status::Done, Some(within)) => {
            let long = within
                .and_then(Duration::seconds)
                .map(|(_, high)| length_words(high));
            let long =
                long.map_or_else(|| "without limit".to_owned(), |long| format!("for {long}"));
            Some(Sense::Disputable(format!(
                "on a finding of {name} that can be disputed {long}"
            )))
        }
        (Status::Done, None) if article.says(Question::Verifier) => Some(Sense::Performed(
            format!("when {name} is done: when it is performed, or when it is found"),
        )),
        _ => None,
    }
}

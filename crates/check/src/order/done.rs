//! W0305: the three senses of `done`, or a finding that can still be disputed, change an outcome.

use model::{Article, ArticleId, Clause, Duration, Question, Status};

use crate::fold::Gap;
use crate::refs::Use;
use crate::time::length_words;
use crate::{Draft, View};

/// W0305, folded. It asks only where the difference matters: what starts cannot be undone, or is
/// owed by another side. Answered by `is verified`, `is final`, or a decision on disputes.
pub fn senses(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<(ArticleId, String)> = Vec::new();
    let mut eligible = 0;
    for (id, _, duty) in view.duties() {
        let mut starts = view
            .arrows
            .get(id.index())
            .into_iter()
            .flatten()
            .filter(|arrow| arrow.use_ == Use::Waits)
            .filter_map(|arrow| Some((arrow.to.article()?, arrow.status?)))
            .peekable();
        if starts.peek().is_none() {
            continue;
        }
        eligible += 1;
        let irreversible = view.irreversible(&duty.verb);
        let open = starts.find_map(|(on, status)| {
            let matters = irreversible || view.across(id, on);
            let article = view.agreement.article(on).filter(|_| matters)?;
            sense(view, on, article, status)
        });
        if let Some(words) = open {
            places.push((id, words));
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
            "write `is verified` or `is final` instead of `is done`",
            "is it enough that it was performed, must it be found, must the finding be final?",
        ),
    }
    .fold(view, out);
}

/// What is open about the start, if a difference between its senses is possible.
fn sense(view: &View<'_>, on: ArticleId, article: &Article, status: Status) -> Option<String> {
    let name = view.art(on);
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
            Some(format!(
                "on a finding of {name} that can be disputed {long}"
            ))
        }
        (Status::Done, None) if article.says(Question::Verifier) => Some(format!(
            "when {name} is done: when it is performed, or when it is found?"
        ))
        .map(|words| words.trim_end_matches('?').to_owned()),
        _ => None,
    }
}

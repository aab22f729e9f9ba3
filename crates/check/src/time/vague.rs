//! W0220: `about`, `at once`, `as soon as possible` decide a breach.

use model::{Amount, Article, ArticleId, Bound, Clause, Duration, Moment, Point, Question};

use crate::fold::Gap;
use crate::{Draft, View};

/// W0220, folded: words that leave open from when, or from how many on, a duty is broken.
pub fn vague(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<(ArticleId, String)> = Vec::new();
    let mut eligible = 0;
    for (id, article, duty) in view.duties() {
        if duty.endeavour {
            // The result never breaches.
            continue;
        }
        eligible += 1;
        if let Some(words) = word(article) {
            places.push((id, words));
        }
    }
    let single = places
        .first()
        .map(|(_, words)| words.clone())
        .unwrap_or_default();
    Gap {
        code: "W0220",
        places,
        eligible,
        one: &|name| format!("{single} decides whether {name} is broken"),
        many: &|number, worst| {
            format!("words without a measure decide whether {number} duties are broken: {worst}")
        },
        help: &view.answer(
            "give a length, a day or a number (`within 24 hours after …`, `at least …`)",
            "from which day, or from how many on, is it broken?",
        ),
    }
    .fold(view, out);
}

/// The word that leaves open when or how much, with what stands beside it.
fn word(article: &Article) -> Option<String> {
    if let Some(quantity) = article.quantity()
        && quantity.bound == Some(Bound::About)
        && let Amount::Number(number) = quantity.amount
    {
        return Some(format!("`about {}`", crate::gaps::number(number)));
    }
    let mut deadlines = article
        .answers(Question::Deadline)
        .map(|(_, clause)| clause);
    deadlines.find_map(|clause| match clause {
        Clause::AtOnce { .. } => Some("`at once`".to_owned()),
        Clause::AsSoonAsPossible { .. } => Some("`as soon as possible`".to_owned()),
        Clause::Within { duration, .. } if about(*duration) => Some("`about`".to_owned()),
        Clause::On { moment, .. } if vague_moment(moment) => Some("`about`".to_owned()),
        Clause::By(point) | Clause::Between(_, point) if vague_point(point) => {
            Some("`about`".to_owned())
        }
        _ => None,
    })
}

fn about(length: Duration) -> bool {
    matches!(length, Duration::Stated { about: true, .. })
}

fn vague_moment(moment: &Moment) -> bool {
    matches!(
        moment,
        Moment::Fixed { about: true, .. } | Moment::Counted { about: true, .. }
    )
}

fn vague_point(point: &Point) -> bool {
    match point {
        Point::Moment(moment) => vague_moment(moment),
        Point::Offset {
            duration, point, ..
        } => about(*duration) || vague_point(point),
        _ => false,
    }
}

//! Bodies in time: a mandate that ends too soon, one not yet formed, more to do than it can.

use std::collections::BTreeMap;

use model::{Article, ArticleId, Clause, Element, Moment, Point, Reference};

use super::uses::{Role, Uses};
use crate::{Draft, View};

/// W0510: a finding is needed after the mandate of whoever makes it, or the text says from when a
/// body acts and not until when. Told once for each body.
pub fn outlived(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (id, asked) in &uses.by_actor {
        let Some(actor) = view.agreement.actor(*id) else {
            continue;
        };
        let name = view.actor(*id);
        let verified = asked.iter().filter(|one| one.role == Role::Verifies);
        let mut articles: Vec<ArticleId> = verified.map(|one| one.article).collect();
        articles.dedup();
        let ends_itself = view.agreement.endings.iter().any(|ending| {
            matches!(ending, model::Ending::Ends { what: Element::Actor(ended), .. } if ended == id)
        });
        let end = actor.until.as_ref().and_then(instant);
        let message = if let Some(end) = end {
            articles.retain(|article| {
                view.agreement
                    .article(*article)
                    .and_then(last_day)
                    .is_some_and(|day| day > end)
            });
            if articles.is_empty() {
                continue;
            }
            format!("{name} must still find after its mandate is over")
        } else if actor.until.is_none() && actor.from.is_some() && !ends_itself {
            format!("{name} begins on a day, and nothing says until when it acts")
        } else {
            continue;
        };
        view.by_weight(&mut articles);
        if articles.is_empty() {
            continue;
        }
        out.push(
            Draft::of("W0510", Element::Actor(*id), message)
                .label("its findings may come too late")
                .about(articles)
                .help(view.answer(
                    "add `until …`, not before the last thing it must verify",
                    &format!("until when does {name} act, and who finds after that?"),
                )),
        );
    }
}

fn instant(point: &Point) -> Option<i64> {
    match point {
        Point::Moment(Moment::Fixed { window, .. }) => Some(window.latest),
        _ => None,
    }
}

/// The last day an article may be performed on, where it is a date.
fn last_day(article: &Article) -> Option<i64> {
    article
        .clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::By(point) | Clause::Between(_, point) | Clause::Until(point) => instant(point),
            Clause::On {
                moment: Moment::Fixed { window, .. },
                ..
            } => Some(window.latest),
            _ => None,
        })
        .max()
}

/// W0511: a body finds or decides, a duty must form it first, and that duty has no day. Told once
/// for each body. Answered by a day in the duty that forms it.
pub fn not_yet_formed(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (id, asked) in &uses.by_actor {
        let Some(actor) = view.agreement.actor(*id) else {
            continue;
        };
        let Some(forming) = actor.formed_by.as_ref().and_then(Reference::article) else {
            continue;
        };
        let Some(duty) = view.agreement.article(forming) else {
            continue;
        };
        if view.dated(duty) {
            continue;
        }
        let mut articles: Vec<ArticleId> = asked.iter().map(|one| one.article).collect();
        articles.sort_unstable();
        articles.dedup();
        articles.retain(|article| *article != forming);
        view.by_weight(&mut articles);
        if articles.is_empty() {
            continue;
        }
        let name = view.actor(*id);
        let places = match articles.len() {
            1 => "1 article".to_owned(),
            many => format!("{many} articles"),
        };
        out.push(
            Draft::of(
                "W0511",
                Element::Actor(*id),
                format!(
                    "{name} is asked to find or decide in {places}, and {}, which forms it, has no day",
                    view.art(forming)
                ),
            )
            .label("not yet formed")
            .place(View::head(forming), "no day")
            .about(articles)
            .help(view.answer(
                "give the duty that forms it a last day, and say who finds until then",
                &format!("by when is {name} formed, and who finds until then?"),
            )),
        );
    }
}

/// W0515: on one day more must be verified than the verifier can. Only days that the text names are
/// counted, so the true load may be higher.
pub fn over_capacity(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (id, asked) in &uses.by_actor {
        let capacity = view.agreement.actor(*id).and_then(|actor| actor.capacity);
        let Some((capacity, _)) = capacity else {
            continue;
        };
        let mut daily: Vec<ArticleId> = Vec::new();
        let mut on_day: BTreeMap<i64, Vec<ArticleId>> = BTreeMap::new();
        for one in asked.iter().filter(|one| one.role == Role::Verifies) {
            let Some(article) = view.agreement.article(one.article) else {
                continue;
            };
            match load(article) {
                Load::Daily => daily.push(one.article),
                Load::On(day) => on_day.entry(day).or_default().push(one.article),
                Load::Unknown => {}
            }
        }
        let worst = on_day.values().max_by_key(|articles| articles.len());
        let mut articles = daily.clone();
        articles.extend(worst.into_iter().flatten());
        let demand = i64::try_from(articles.len()).unwrap_or(i64::MAX);
        if demand <= capacity {
            continue;
        }
        view.by_weight(&mut articles);
        let name = view.actor(*id);
        out.push(
            Draft::of(
                "W0515",
                Element::Actor(*id),
                format!("on one day {demand} duties need {name}, who can verify {capacity}"),
            )
            .label(format!("at most {capacity}"))
            .about(articles)
            .note("only days that the text names are counted; the true load may be higher")
            .help(view.answer(
                "raise its capacity, or spread the days",
                &format!("with how many teams does {name} come, and which duty goes first?"),
            )),
        );
    }
}

enum Load {
    Daily,
    On(i64),
    Unknown,
}

/// On which day an article must be verified: every day, one day, or not to be told from the text.
fn load(article: &Article) -> Load {
    let day = |moment: &Moment| match moment {
        Moment::Fixed { window, .. } => Some(window.latest.div_euclid(model::DAY_SECONDS)),
        Moment::Counted { days, .. } => Some(*days),
        Moment::Rows { .. } | Moment::Unknown => None,
    };
    for clause in &article.clauses {
        let found = match clause {
            Clause::Every { period, .. }
                if period
                    .seconds()
                    .is_some_and(|(_, long)| long <= model::DAY_SECONDS) =>
            {
                return Load::Daily;
            }
            Clause::On { moment, .. } => day(moment),
            Clause::By(Point::Moment(moment)) => day(moment),
            _ => None,
        };
        if let Some(found) = found {
            return Load::On(found);
        }
    }
    Load::Unknown
}

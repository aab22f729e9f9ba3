//! An agreement as a profile reads it: what is read stands in place of what is written.

use model::{
    Agreement, ArticleId, ArticleKind, Clause, DayStart, Element, ReadingOf, ReadingSays, Thing,
    Window,
};

use crate::event::Profile;

/// The agreement with the readings of a profile in place.
#[must_use]
pub fn under(agreement: &Agreement, profile: &Profile) -> Agreement {
    let mut read = agreement.clone();
    for id in &profile.readings {
        let Some(reading) = agreement.reading(*id) else {
            continue;
        };
        match &reading.of {
            ReadingOf::Named(references) => {
                for reference in references {
                    if let Element::Article(article) = reference.element {
                        read_article(&mut read, article, &reading.says);
                    }
                }
            }
            ReadingOf::Day(_) => {
                if let (ReadingSays::Moment(moment), Some(count)) =
                    (&reading.says, &mut read.day_count)
                    && let model::Moment::Fixed { window, .. } = moment
                {
                    count.start = DayStart::On(*window);
                }
            }
            ReadingOf::Texts => {}
        }
    }
    if let (Some(first), Some(count)) = (profile.first_day, &mut read.day_count)
        && count.start == DayStart::NotSettled
    {
        let calendar = &agreement.calendar;
        let earliest = calendar.start_of(calendar.day_of(first));
        count.start = DayStart::On(Window {
            earliest,
            latest: calendar.end_of_day(earliest),
        });
    }
    read
}

fn read_article(agreement: &mut Agreement, id: ArticleId, says: &ReadingSays) {
    let Some(article) = agreement.articles.get_mut(id.index()) else {
        return;
    };
    match says {
        ReadingSays::Clauses(clauses) => replace(&mut article.clauses, clauses),
        ReadingSays::Act(duty, clauses) => {
            article.kind = ArticleKind::Duty((**duty).clone());
            replace(&mut article.clauses, clauses);
        }
        ReadingSays::Power(power) => article.kind = ArticleKind::Power(power.clone()),
        ReadingSays::Quantity(quantity) => {
            if let ArticleKind::Duty(duty) = &mut article.kind {
                match &mut duty.object.thing {
                    Some(Thing::Quantity(own)) if quantity.noun.is_none() => {
                        own.amount = quantity.amount.clone();
                        own.bound = quantity.bound;
                    }
                    thing => *thing = Some(Thing::Quantity(quantity.clone())),
                }
            }
        }
        ReadingSays::Moment(moment) => {
            let by = Clause::By(model::Point::Moment(moment.clone()));
            replace(&mut article.clauses, &[by]);
        }
        ReadingSays::Means(_)
        | ReadingSays::Covers(_)
        | ReadingSays::DoesNotCover(_)
        | ReadingSays::Is(_)
        | ReadingSays::Prevails(..) => {}
    }
}

/// Each clause of a reading stands in place of those that answer the same question.
fn replace(own: &mut Vec<Clause>, read: &[Clause]) {
    own.retain(|clause| {
        !read
            .iter()
            .any(|other| other.question() == clause.question())
    });
    own.extend(read.iter().cloned());
}

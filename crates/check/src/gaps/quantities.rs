//! How much: rounds, shares, counts by the one who owes, and numbers that cannot add up.

use std::collections::BTreeMap;

use model::{
    Amount, Article, ArticleId, Bound, Clause, CountedAs, DAY_SECONDS, Element, Noun, Quantity,
    Question, Relation, Roll, RollId, ScheduleId, Status, Thing, Who,
};

use super::index::Index;
use super::lists::takes_all;
use super::parts;
use super::taken::Taken;
use super::timetable::Timetable;
use super::told::{count, few, folded, noun, quantity};
use crate::{Draft, View, stems};

/// How many tables are told one by one.
const APART_MAX: usize = 3;

/// What the rules of quantities find.
pub(super) fn quantities(
    index: &Index<'_>,
    table: &mut Timetable<'_>,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    shares(index, taken, out);
    closed_too_late(index, table, out);
    own_count(index, taken, out);
    rounds(index, out);
    stages(index, out);
    parts::parts(index, out);
}

/// W0213: a share of what is not closed: of how many, counted when? Answered by a list with an
/// exact number, `counted in`, `counted by` another, `complete when declared by`.
fn shares(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let mut by_base: BTreeMap<Noun, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        if let Some((base, share)) = open_share(index, article) {
            taken.number.insert(id);
            by_base.entry(base.clone()).or_default().push((id, share));
        }
    }
    for (base, places) in by_base {
        let name = noun(index.view, &base);
        let share = places
            .first()
            .map_or_else(String::new, |(_, share)| share.clone());
        let many = places.len();
        let draft = folded(index.view, "W0213", places, |ids| match ids {
            [one] => format!(
                "{} asks {share}, and nothing says of how many, counted when and by whom",
                index.view.art(*one),
            ),
            _ => format!(
                "{many} articles ask a share of {name}, and nothing says of how many, counted when \
                 and by whom: {}",
                few(index.view, ids),
            ),
        });
        out.extend(draft.map(|draft| {
            draft.help(index.view.answer(
                "give the list a number, or write `counted in …` or `complete when declared by …`",
                &format!("of how many {name} is the share taken, counted when and by whom?"),
            ))
        }));
    }
}

/// W0213, in time: the count that closes the base of a share may end only on the day on which the
/// share is due. Answered by an earlier day for the count, or a later one for the share.
fn closed_too_late(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    let mut by_count: BTreeMap<(RollId, ArticleId), Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article, _) in index.view.duties() {
        let share = article.quantity().filter(|asked| asked.amount.share());
        let Some((asked, roll)) = share.and_then(|asked| Some((asked, asked.roll()?))) else {
            continue;
        };
        let counting = index
            .agreement
            .roll(roll)
            .and_then(|roll| roll.counted_in?.article());
        let Some((counting, counted)) = counting.and_then(|id| Some((id, table.due(id)?))) else {
            continue;
        };
        if table
            .due(id)
            .is_some_and(|due| due.to < counted.to.saturating_add(DAY_SECONDS))
        {
            let label = quantity(index.view, asked);
            by_count
                .entry((roll, counting))
                .or_default()
                .push((id, label));
        }
    }
    for ((roll, counting), places) in by_count {
        let view = index.view;
        let (name, count) = (view.tick(Element::Roll(roll)), view.art(counting));
        let draft = folded(view, "W0213", places, |ids| {
            let (asks, due) = match ids {
                [_] => ("asks", "it is"),
                _ => ("ask", "they are"),
            };
            format!(
                "{} {asks} a share of {name}, and {count}, which counts them, may end no sooner \
                 than {due} due",
                few(view, ids),
            )
        });
        out.extend(draft.map(|draft| {
            draft
                .place(View::head(counting), "closes the number")
                .help(view.answer(
                    "let the count end some days before the first share is due",
                    &format!(
                        "of how many {name} is the share taken if {count} is not over by then?"
                    ),
                ))
        }));
    }
}

fn open_share<'a>(index: &Index<'_>, article: &'a Article) -> Option<(&'a Noun, String)> {
    let sentence = article
        .quantity()
        .filter(|asked| asked.amount.share() && !takes_all(&asked.amount))
        .and_then(|asked| Some((asked.of.as_ref().or(asked.noun.as_ref())?, asked)));
    if let Some((base, asked)) = sentence {
        return (!closed(index, base)).then(|| (base, quantity(index.view, asked)));
    }
    let relations = article
        .object()
        .map(|object| object.relations.as_slice())
        .unwrap_or_default();
    relations.iter().find_map(|relation| match relation {
        Relation::Share(_, _, base) if !closed(index, base) => {
            Some((base, format!("a share of {}", noun(index.view, base))))
        }
        _ => None,
    })
}

/// Whether the base of a share is fixed by the text, or by a count it names.
fn closed(index: &Index<'_>, base: &Noun) -> bool {
    match base {
        Noun::Element(Element::Roll(id)) => index.agreement.roll(*id).is_some_and(|roll| {
            exact(&roll.quantity).is_some() && !roll.may_grow || closes(index, roll)
        }),
        // Something else that is declared (a schedule, a phase) is not a number of things.
        Noun::Element(Element::Unit(_) | Element::Term(_)) => false,
        Noun::Element(_) => true,
        Noun::Common(_) | Noun::Quoted(_) => false,
    }
}

/// Whether anybody but the one who holds a list closes its number.
fn closes(index: &Index<'_>, roll: &Roll) -> bool {
    let holder: Vec<_> = match roll.held_by {
        Some(Who::Actor(id)) => vec![id],
        _ => Vec::new(),
    };
    let counted_in = roll
        .counted_in
        .and_then(|reference| index.agreement.article(reference.article()?))
        .is_some_and(|counting| !index.own(&index.view.holders(counting), &holder));
    let counted_by = roll
        .counted_by
        .as_ref()
        .is_some_and(|panel| !index.own(&index.agreement.members(panel), &holder));
    let by_other = |who: Option<Who>| match who {
        Some(Who::Actor(id)) => !index.own(&[id], &holder),
        other => other.is_some(),
    };
    counted_in || counted_by || by_other(roll.complete_by) || by_other(roll.corrected_by)
}

/// A number that is stated as it is, in thousandths.
pub(super) fn exact(of: &Quantity) -> Option<i64> {
    match (&of.amount, of.bound) {
        (Amount::Number(number), None) => Some(*number),
        _ => None,
    }
}

/// W0214: how much is owed is set by a count of the one who owes it, or there is nothing to count
/// against. Answered by `counted by` another, `complete when declared by`, `may be corrected by`,
/// or a number.
fn own_count(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let mut by_cause: BTreeMap<Element, Vec<(ArticleId, String)>> = BTreeMap::new();
    let mut accounts = Vec::new();
    for (id, article, _) in index.view.duties() {
        if taken.number.contains(&id) {
            continue;
        }
        let obligors = index.view.holders(article);
        let cause = article
            .quantity()
            .and_then(|asked| own_counted(index, asked, &obligors));
        if let Some((element, label)) = cause {
            by_cause.entry(element).or_default().push((id, label));
        } else if gives_inventory(index, article) && !index.view.seen(article) {
            taken.verifier.insert(id);
            accounts.push((id, "nothing to compare it with".to_owned()));
        }
    }
    let draft = folded(index.view, "W0214", accounts, |ids| {
        let names = few(index.view, ids);
        format!("nobody is named who may say that what is handed over in {names} is incomplete")
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `verified by …`, or a list with a number to compare it with",
            "who compares it with what, and what if something is found that was not told?",
        ))
    }));
    for (cause, places) in by_cause {
        let whole = index.view.tick(cause);
        let draft = folded(index.view, "W0214", places, |ids| {
            let owed = few(index.view, ids);
            format!("nobody but those who owe {owed} is named to say how many {whole} there are")
        });
        out.extend(draft.map(|draft| {
            draft.help(index.view.answer(
                "write `counted by …`, `may be corrected by …` or `complete when declared by …`",
                &format!("who, beside those who owe it, counts {whole}, against what, and when?"),
            ))
        }));
    }
}

fn own_counted(
    index: &Index<'_>,
    asked: &Quantity,
    obligors: &[model::ActorId],
) -> Option<(Element, String)> {
    if let Some(id) = asked.roll() {
        let roll = index.agreement.roll(id)?;
        let held =
            matches!(roll.held_by, Some(Who::Actor(holder)) if index.own(&[holder], obligors));
        let whole = matches!(asked.amount, Amount::All | Amount::Remaining);
        // Who is on a list of persons is a gap of the list (W0114).
        let open = roll.inventory && exact(&roll.quantity).is_none() && !closes(index, roll);
        return (held && whole && open)
            .then(|| (Element::Roll(id), "all, by its own count".to_owned()));
    }
    let id = asked.unit()?;
    let counter = index.agreement.unit(id)?.counted_by.as_ref()?;
    index
        .own(&index.agreement.members(counter), obligors)
        .then(|| {
            (
                Element::Unit(id),
                "counted by the one who owes it".to_owned(),
            )
        })
}

/// Whether a party hands over an account of what it holds.
fn gives_inventory(index: &Index<'_>, article: &Article) -> bool {
    let by_party = index
        .view
        .holders(article)
        .into_iter()
        .any(|id| index.view.is_party(id));
    let tells = |noun: &Noun| match noun {
        Noun::Quoted(words) => index.view.reader.begins(words, stems::INVENTORY),
        _ => false,
    };
    by_party
        && match article.object().and_then(|object| object.thing.as_ref()) {
            Some(Thing::Noun(noun, of)) => tells(noun) || of.as_ref().is_some_and(tells),
            _ => false,
        }
}

/// W0207, by rounds: what is short in one round of a flow is neither carried over nor forgiven. Of
/// persons on a list it is not asked: who was not let go is still on it. Answered by `if short`, or
/// by a unit counted `as an average` or `as a total`.
fn rounds(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut places = Vec::new();
    for (id, article) in index.agreement.articles() {
        let flows = article
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::Every { .. }));
        let (true, Some(asked)) = (flows, article.quantity()) else {
            continue;
        };
        let unit = asked.unit().and_then(|unit| index.agreement.unit(unit));
        let settled = article.says(Question::Remedy(Status::Short))
            || index.view.persons(article)
            || unit.is_some_and(|unit| {
                matches!(unit.counted_as, Some(CountedAs::Average | CountedAs::Total))
            });
        if !settled && !matches!(asked.bound, Some(Bound::AtMost | Bound::Below)) {
            places.push((id, format!("{} each time", quantity(index.view, asked))));
        }
    }
    let view = index.view;
    let draft = folded(view, "W0207", places, |ids| {
        format!(
            "what is short one time in {} is neither carried over to the next nor forgiven",
            few(view, ids),
        )
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `if short, the shortfall is carried over for …`, or count the unit `as an \
             average`",
            "does a better day make up for a short one, and until when?",
        ))
    }));
}

/// W0207, by the rows of a table: nothing says whether what is over or under in one stage counts in
/// the next. Answered by `if short` or `if exceeded`.
fn stages(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut by_schedule: BTreeMap<ScheduleId, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article, _) in index.view.duties() {
        let tabled = matches!(
            article.quantity().map(|q| &q.amount),
            Some(Amount::Column(_))
        );
        let settled = article.says(Question::Remedy(Status::Short))
            || article.says(Question::Remedy(Status::Exceeded));
        if let (Some(schedule), true, false) = (article.rows, tabled, settled) {
            let label = "over or under: what then?".to_owned();
            by_schedule.entry(schedule).or_default().push((id, label));
        }
    }
    by_schedule.retain(|schedule, _| {
        let table = index.agreement.schedule(*schedule);
        table.is_some_and(|table| table.rows.len() > 1)
    });
    if by_schedule.len() > APART_MAX {
        many_stages(index, by_schedule, out);
        return;
    }
    for (schedule, places) in by_schedule {
        let Some(table) = index
            .agreement
            .schedule(schedule)
            .filter(|table| table.rows.len() > 1)
        else {
            continue;
        };
        let row = &table.row_word;
        let rows = count(table.rows.len(), "row", "rows");
        let draft = folded(index.view, "W0207", places, |ids| {
            format!(
                "nothing says whether what is over or under in one {row} of {} counts in the next",
                few(index.view, ids),
            )
        });
        out.extend(draft.map(|draft| {
            draft
                .note(format!("the table `{}` has {rows}", table.naming.name))
                .help(index.view.answer(
                    &format!(
                        "write `if short, the shortfall is carried over to the next {row}` or \
                     `if exceeded, the excess counts towards the next {row}`"
                    ),
                    &format!(
                        "is what is over in one {row} taken off the next, and what is short added?"
                    ),
                ))
        }));
    }
}

/// W0207 of many tables: one habit, one finding.
fn many_stages(
    index: &Index<'_>,
    by_schedule: BTreeMap<ScheduleId, Vec<(ArticleId, String)>>,
    out: &mut Vec<Draft>,
) {
    let mut words: Vec<&str> = by_schedule
        .keys()
        .filter_map(|id| index.agreement.schedule(*id))
        .map(|table| table.row_word.as_str())
        .collect();
    words.dedup();
    let row = if let [one] = words.as_slice() {
        one
    } else {
        "row"
    };
    let places = by_schedule.into_values().flatten().collect();
    let draft = folded(index.view, "W0207", places, |ids| {
        format!(
            "nothing says whether what is over or under in one {row} counts in the next in {} \
             duties: {}",
            ids.len(),
            few(index.view, ids),
        )
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `if short, the shortfall is carried over to the next …` or `if exceeded, the \
             excess counts towards the next …`",
            &format!("is what is over in one {row} taken off the next, and what is short added?"),
        ))
    }));
}

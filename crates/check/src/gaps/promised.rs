//! E0217: a list holds fewer than is promised of it. What counts is the list and the numbers; the
//! act only tells which promises can be kept with the same persons or things twice.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Agreement, Amount, Article, ArticleId, Bound, Cell, Clause, Column, Condition, Duty,
    Element, FactKind, Noun, Preposition, Relation, Reversal, RollId, Subject, TextId, Verb,
};

use super::index::Index;
use super::quantities::exact;
use super::timetable::{Timetable, failed};
use super::told::{few, number, verb};
use crate::Draft;

/// E0217: more is promised of a list than it holds: by one duty, by one column of a table, or by
/// several duties together. Not asked where the list may grow or be corrected.
pub(super) fn promised(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    let later = amending_texts(index.agreement);
    for (id, roll) in (0..).map(RollId).zip(&index.agreement.rolls) {
        let (Some(holds), None, false) = (exact(&roll.quantity), roll.corrected_by, roll.may_grow)
        else {
            continue;
        };
        let list = List { index, id, holds };
        let mut columns = BTreeSet::new();
        let mut pools: BTreeMap<Pool, Vec<(ArticleId, i64)>> = BTreeMap::new();
        for used in index.roll_uses.get(id.index()).into_iter().flatten() {
            let Some(article) = index.agreement.article(*used) else {
                continue;
            };
            list.parts(*used, article, out);
            let Some(duty) = article
                .duty()
                .filter(|_| surely(index, *used, article, &later))
            else {
                continue;
            };
            let undone = nature(index, duty) == Nature::Undone;
            if let Some(column) = list.column(article) {
                if let Some(draft) = list.table(*used, column).filter(|_| !undone)
                    && columns.insert(column)
                {
                    out.push(draft);
                }
                // One cause, one finding: what the table cannot pay is not told of its duty too.
                // The rows of an act that can be undone may take the same ones.
                if undone || columns.contains(&column) {
                    continue;
                }
            }
            let Some(taken) = list.taken(table, *used, article, duty) else {
                continue;
            };
            if taken > holds {
                out.push(list.over(&[(*used, taken)]));
            } else if let Some(pool) = Pool::of(index, article, duty) {
                pools.entry(pool).or_default().push((*used, taken));
            }
        }
        let more = |taking: &&Vec<(ArticleId, i64)>| sum(taking) > holds;
        out.extend(pools.values().filter(more).map(|taking| list.over(taking)));
    }
}

fn sum(taking: &[(ArticleId, i64)]) -> i64 {
    taking
        .iter()
        .fold(0, |sum, (_, taken)| sum.saturating_add(*taken))
}

/// Whether the same persons or things can be taken twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// They cannot: what is once done stays done.
    Final,
    /// The text does not say.
    Unsaid,
    /// They can: the text says that the act can be undone.
    Undone,
}

fn nature(index: &Index<'_>, duty: &Duty) -> Nature {
    let Verb::Act(id) = &duty.verb else {
        return Nature::Unsaid;
    };
    let act = index.agreement.acts.get(id.index());
    match act.and_then(|act| act.nature) {
        Some(Reversal::Irreversible) => Nature::Final,
        Some(Reversal::Reversible(_)) => Nature::Undone,
        None => Nature::Unsaid,
    }
}

/// Duties that cannot take the same ones twice. What one hands to another, who hands it on, is
/// counted apart; so are acts that nothing makes final, unless all bring to the same place or body.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pool {
    obligors: Vec<ActorId>,
    /// Nothing: by acts that cannot be undone, whatever they are.
    act: Option<(String, Vec<Noun>)>,
}

impl Pool {
    fn of(index: &Index<'_>, article: &Article, duty: &Duty) -> Option<Self> {
        let mut obligors = index.view.holders(article);
        obligors.sort_unstable();
        let act = match nature(index, duty) {
            Nature::Undone => return None,
            Nature::Final => None,
            Nature::Unsaid => {
                let whither = duty
                    .object
                    .relations
                    .iter()
                    .find_map(|relation| match relation {
                        Relation::To(Preposition::To, target) if !target.nouns().is_empty() => {
                            Some(target.nouns().to_vec())
                        }
                        _ => None,
                    })?;
                Some((verb(index.view, &duty.verb), whither))
            }
        };
        Some(Self { obligors, act })
    }
}

/// A list whose number is closed.
struct List<'a> {
    index: &'a Index<'a>,
    id: RollId,
    holds: i64,
}

impl List<'_> {
    fn name(&self) -> String {
        self.index.view.tick(Element::Roll(self.id))
    }

    fn help(&self, draft: Draft) -> Draft {
        draft.help(self.index.view.answer(
            "mend the numbers, or write `may grow` after the list",
            &format!(
                "which of these numbers is right, and how many are on {}?",
                self.name()
            ),
        ))
    }

    /// One duty alone, or several together, take more than there are.
    fn over(&self, taking: &[(ArticleId, i64)]) -> Draft {
        let ids: Vec<ArticleId> = taking.iter().map(|(id, _)| *id).collect();
        let message = format!(
            "{} of {} are promised, and it holds {}",
            number(sum(taking)),
            self.name(),
            number(self.holds)
        );
        let mut draft = Draft::of("E0217", Element::Roll(self.id), message)
            .label(format!("holds {}", number(self.holds)));
        for (id, taken) in taking {
            draft = draft.place(
                Subject::of(Element::Article(*id)),
                format!("promises {}", number(*taken)),
            );
        }
        self.help(draft.note(format!("promised by {}", few(self.index.view, &ids))))
    }

    /// A part named with `of which` that is more than the list it is counted in.
    fn parts(&self, id: ArticleId, article: &Article, out: &mut Vec<Draft>) {
        for (at, clause) in article.answers(model::Question::Parts) {
            let Clause::OfWhich { quantity, .. } = clause else {
                continue;
            };
            let (Amount::Number(part), None | Some(Bound::AtLeast)) =
                (&quantity.amount, quantity.bound)
            else {
                continue;
            };
            if quantity.roll() != Some(self.id) || *part <= self.holds {
                continue;
            }
            let message = format!(
                "a part of {} is {} of {}, which holds {}",
                self.index.view.art(id),
                number(*part),
                self.name(),
                number(self.holds)
            );
            let at = Subject::clause(Element::Article(id), at);
            let draft = Draft::new("E0217", at, message).label("the part");
            out.push(self.help(draft));
        }
    }

    /// The column by which an article counts this list.
    fn column(&self, article: &Article) -> Option<Column> {
        let asked = article
            .quantity()
            .filter(|asked| asked.roll() == Some(self.id))?;
        match (&asked.amount, asked.bound) {
            (Amount::Column(column), None | Some(Bound::AtLeast)) => Some(*column),
            _ => None,
        }
    }

    /// A column that comes to more than there are.
    fn table(&self, id: ArticleId, column: Column) -> Option<Draft> {
        let (total, schedule) = total(self.index.agreement, column)?;
        if total <= self.holds {
            return None;
        }
        let message = format!(
            "`{}` of {} comes to {} in all, and {} holds {}",
            schedule
                .columns
                .get(column.column as usize)
                .map_or("", String::as_str),
            self.index.view.tick(Element::Schedule(column.schedule)),
            number(total),
            self.name(),
            number(self.holds)
        );
        let draft = Draft::of("E0217", Element::Schedule(column.schedule), message)
            .label(format!("{} in all", number(total)))
            .place(
                Subject::of(Element::Roll(self.id)),
                format!("holds {}", number(self.holds)),
            )
            .place(Subject::of(Element::Article(id)), "counts by this table");
        Some(self.help(draft))
    }

    /// How many an article surely takes, as far as the text states it, in thousandths. Rounds of an
    /// act that nothing makes final may take the same ones again.
    fn taken(
        &self,
        table: &mut Timetable<'_>,
        id: ArticleId,
        article: &Article,
        duty: &Duty,
    ) -> Option<i64> {
        let rounds = nature(self.index, duty) == Nature::Final;
        amount(
            self.index,
            table,
            id,
            article,
            Counting {
                roll: self.id,
                rounds,
            },
            0,
        )
    }
}

/// What all rows of a column come to.
fn total(agreement: &Agreement, column: Column) -> Option<(i64, &model::Schedule)> {
    let schedule = agreement.schedule(column.schedule)?;
    let cells = schedule
        .rows
        .iter()
        .filter_map(|row| row.get(column.column as usize));
    let total = cells.fold(0_i64, |sum, cell| match cell {
        Some(Cell::Number(cell)) => sum.saturating_add(*cell),
        _ => sum,
    });
    Some((total, schedule))
}

/// Texts that amend others: their articles stand in place of earlier ones, so nothing adds up.
fn amending_texts(agreement: &Agreement) -> BTreeSet<TextId> {
    (0..)
        .map(TextId)
        .zip(&agreement.texts)
        .filter(|(_, text)| !text.amending.is_empty())
        .map(|(id, _)| id)
        .collect()
}

/// Whether an article surely asks what it says, once and for all.
fn surely(index: &Index<'_>, id: ArticleId, article: &Article, later: &BTreeSet<TextId>) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    let amended = article
        .naming
        .cites
        .iter()
        .any(|cite| cite.text.is_some_and(|text| later.contains(&text)));
    // What falls due only when something else fails may stand in its place.
    let conditional = article.clauses.iter().any(|clause| match clause {
        Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition) => {
            !certain(condition)
        }
        Clause::Replacing(_) | Clause::Unless(_) => true,
        _ => false,
    });
    duty.or_verb.is_none() && !duty.endeavour && !amended && !conditional && !index.rung(id)
}

fn certain(condition: &Condition) -> bool {
    condition.facts.iter().all(|fact| match &fact.kind {
        FactKind::Status { status, .. } => !failed(*status),
        _ => false,
    })
}

/// What is counted: of which list, and whether every round takes others.
#[derive(Clone, Copy)]
struct Counting {
    roll: RollId,
    rounds: bool,
}

/// How many of a list an article takes, in thousandths. `all` and `the remaining` take what the
/// others leave.
fn amount(
    index: &Index<'_>,
    table: &mut Timetable<'_>,
    id: ArticleId,
    article: &Article,
    counting: Counting,
    depth: u8,
) -> Option<i64> {
    let asked = article
        .quantity()
        .filter(|asked| asked.roll() == Some(counting.roll) || depth > 0)?;
    let once = match (&asked.amount, asked.bound) {
        (Amount::Number(once), None | Some(Bound::AtLeast)) => *once,
        (Amount::Either(one, other), None) => *one.min(other),
        (Amount::Between(least, _), None) => *least,
        (Amount::Column(column), None | Some(Bound::AtLeast)) => total(index.agreement, *column)?.0,
        _ => return None,
    };
    let rounds = if counting.rounds || depth > 0 {
        table.rounds(id)?
    } else {
        1
    };
    let mut total = once.saturating_mul(rounds);
    for relation in article
        .object()
        .map(|object| object.relations.as_slice())
        .unwrap_or_default()
    {
        match relation {
            Relation::ForEach {
                noun,
                under: Some((_, duties)),
            } if depth == 0 => {
                let mut each: i64 = 0;
                for duty in duties {
                    let other = duty.article()?;
                    let per = index.agreement.article(other)?;
                    // A class in words may be any part of them: nothing of it is certain.
                    if !whole_class(noun, per) {
                        return None;
                    }
                    let one = amount(index, table, other, per, counting, depth + 1)?;
                    each = each.saturating_add(one);
                }
                total = total.saturating_mul(each) / 1_000;
            }
            Relation::ForEach { .. } | Relation::ForEachColumn(_) => return None,
            _ => {}
        }
    }
    Some(total)
}

/// Whether a ratio is told by everything that a duty counts, and not by a class among it.
fn whole_class(class: &Noun, per: &Article) -> bool {
    let Some(counted) = per.quantity() else {
        return false;
    };
    match class {
        Noun::Element(Element::Roll(roll)) => counted.roll() == Some(*roll),
        Noun::Element(_) => counted.noun.as_ref() == Some(class),
        Noun::Common(word) => {
            let named =
                |noun: &Noun| matches!(noun, Noun::Common(all) if all.starts_with(word.as_str()));
            counted.roll().is_some() || counted.noun.as_ref().is_some_and(named)
        }
        // `tank` of `tanks`, but not `light tank`.
        Noun::Quoted(words) => {
            matches!(&counted.noun, Some(Noun::Quoted(all)) if all.starts_with(words.as_str()))
        }
    }
}

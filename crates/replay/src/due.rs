//! What is due, waiting and open at one moment, and what each may do now.

use kernel::{Move, Observation, Stage};
use model::{ActorId, Agreement, Clause, Instant};
use serde::Serialize;

use crate::events::Timeline;
use crate::say::Say;

/// Everything that is to be done at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Due {
    /// The moment.
    pub now: String,
    /// Deadlines that have passed.
    pub overdue: Vec<Item>,
    /// Deadlines of today.
    pub today: Vec<Item>,
    /// Deadlines in the 72 hours after today.
    pub soon: Vec<Item>,
    /// Deadlines after that.
    pub later: Vec<Item>,
    /// Owed, and the text states no date.
    pub undated: Vec<Item>,
    /// Reported, and waiting for somebody's finding.
    pub waiting: Vec<Item>,
    /// What the text does not decide, and that has come up.
    pub undecided: Vec<String>,
    /// What each may enter now.
    pub may: Vec<(String, Vec<String>)>,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// What: the article, its row, round and obligor.
    pub what: String,
    /// Its title.
    pub title: String,
    /// Who owes it, or who is waited for.
    pub who: Vec<String>,
    /// How it stands.
    pub stage: String,
    /// Its deadline, or the end of the window that runs.
    pub by: Option<String>,
    /// How much is still owed, where the text gives a number.
    pub rest: Option<String>,
    /// What it cites.
    pub cites: String,
    /// Suspended, withheld, disputed, unverifiable.
    pub marks: Vec<&'static str>,
}

/// What is due at the moment a timeline has reached. `only`: for one actor, what it owes, verifies
/// and may do.
#[must_use]
pub fn due(agreement: &Agreement, timeline: &Timeline, only: Option<ActorId>) -> Due {
    let say = Say { agreement };
    let now = timeline.state.now();
    let observed = timeline.state.observe();
    let mut due = Due {
        now: say.instant(now),
        ..Due::default()
    };
    for (key, it) in &observed.occurrences {
        let obligors = obligors(agreement, *key);
        let verifiers = verifiers(agreement, key.article);
        let concerns = |who: &[ActorId]| only.is_none_or(|only| who.contains(&only));
        match it.stage {
            Stage::Due | Stage::Overdue | Stage::Breached if concerns(&obligors) => {
                let item = item(&say, *key, it, &obligors);
                by_date(&say, now, it, item, &mut due);
            }
            Stage::Reported if concerns(&verifiers) || concerns(&obligors) => {
                due.waiting.push(item(&say, *key, it, &verifiers));
            }
            _ => {}
        }
    }
    for undecided in &observed.undecided {
        let of = match undecided.key {
            Some(key) => say.key(key),
            None => agreement.name(undecided.of.element).to_owned(),
        };
        due.undecided
            .push(format!("{}: {of}", say.question(undecided.question)));
    }
    due.may = may(&say, timeline, only);
    due
}

fn by_date(say: &Say, now: Instant, it: &Observation, item: Item, due: &mut Due) {
    let calendar = &say.agreement.calendar;
    let tonight = calendar.end_of_day(now.saturating_sub(1).max(now - 1));
    let list = match it.deadline {
        None => &mut due.undated,
        Some(deadline) if deadline.latest < now => &mut due.overdue,
        Some(deadline) if deadline.latest <= tonight => &mut due.today,
        Some(deadline) if deadline.latest <= tonight.saturating_add(72 * 3_600) => &mut due.soon,
        Some(_) => &mut due.later,
    };
    list.push(item);
}

fn item(say: &Say, key: kernel::Key, it: &Observation, who: &[ActorId]) -> Item {
    let element = model::Element::Article(key.article);
    let naming = say.agreement.naming(element);
    let rest = it.required.map(|required| required.less(it.accepted));
    let number = say
        .agreement
        .article(key.article)
        .is_some_and(|article| article.quantity().is_some());
    let marks = [
        (it.suspended, "suspended"),
        (it.withheld, "withheld"),
        (it.disputed.high > 0, "disputed"),
        (it.unverifiable, "could not be verified"),
        (it.claimed.high > 0, "claimed in part or in full"),
    ];
    Item {
        what: say.key(key),
        title: naming.map_or_else(String::new, |naming| naming.label.clone()),
        who: who
            .iter()
            .map(|who| say.actor(Some(*who)).to_owned())
            .collect(),
        stage: say.stage(it.stage).to_owned(),
        by: it.deadline.map(|deadline| say.window(deadline)),
        rest: rest.filter(|_| number).map(|rest| say.range(rest)),
        cites: say.cites(model::Subject::of(element)),
        marks: marks
            .iter()
            .filter(|(marked, _)| *marked)
            .map(|(_, word)| *word)
            .collect(),
    }
}

fn obligors(agreement: &Agreement, key: kernel::Key) -> Vec<ActorId> {
    if let Some(obligor) = key.obligor {
        return vec![obligor];
    }
    let article = agreement.article(key.article);
    article
        .and_then(model::Article::holders)
        .map(|panel| agreement.members(panel))
        .unwrap_or_default()
}

fn verifiers(agreement: &Agreement, article: model::ArticleId) -> Vec<ActorId> {
    let clauses = agreement.article(article).map_or(&[][..], |a| &a.clauses);
    let panels = clauses.iter().filter_map(|clause| match clause {
        Clause::VerifiedBy { panel, .. } | Clause::IdentifiedBy { panel, .. } => Some(panel),
        _ => None,
    });
    panels.flat_map(|panel| agreement.members(panel)).collect()
}

/// What each may enter now, in the order the actors are declared.
fn may(say: &Say, timeline: &Timeline, only: Option<ActorId>) -> Vec<(String, Vec<String>)> {
    let moves: Vec<Move> = kernel::moves(&timeline.rules, &timeline.state);
    let mut all: Vec<(ActorId, Vec<String>)> = Vec::new();
    for this in moves {
        if only.is_some_and(|only| only != this.who) {
            continue;
        }
        let deed = say.deed(&this.deed);
        match all.iter_mut().find(|(who, _)| *who == this.who) {
            Some((_, deeds)) => {
                if !deeds.contains(&deed) {
                    deeds.push(deed);
                }
            }
            None => all.push((this.who, vec![deed])),
        }
    }
    all.sort_by_key(|(who, _)| *who);
    all.into_iter()
        .map(|(who, deeds)| (say.actor(Some(who)).to_owned(), deeds))
        .collect()
}

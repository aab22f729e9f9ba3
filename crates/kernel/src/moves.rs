//! Every deed somebody could enter now.

use model::{ActorId, ArticleKind, Clause, Deed, Element, Found, PartyVerb, Reference, RowRef};

use crate::event::Event;
use crate::observed::Stage;
use crate::refusals::refusal;
use crate::rules::Rules;
use crate::state::State;
use crate::truth::instant;

/// A deed that would not be refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Who.
    pub who: ActorId,
    /// What, with the least that has to be said: no numbers.
    pub deed: Deed,
}

/// Every kind of deed someone could enter now: what is owed and may be reported, what is claimed
/// and may be found, disputed, accepted; powers that may be used; milestones that may be declared.
#[must_use]
pub fn moves(rules: &Rules, state: &State) -> Vec<Move> {
    let mut found = Vec::new();
    for id in state.articles.iter().flat_map(|article| &article.open) {
        occurrence_moves(rules, state, *id, &mut found);
    }
    for (id, article) in rules.agreement.articles() {
        let holders = match &article.kind {
            ArticleKind::Power(power) => Some(&power.holders),
            ArticleKind::Snapback(snapback) => Some(&snapback.holders),
            ArticleKind::Ladder(_) => None,
            _ => continue,
        };
        let may = match (rules.power(state, id), holders) {
            (Some(used), _) => rules.agreement.members(used.holders),
            (None, Some(panel)) => rules.agreement.members(panel),
            (None, None) => Vec::new(),
        };
        for who in may {
            let deed = Deed::Uses {
                who,
                power: id,
                against: Vec::new(),
            };
            found.push(Move { who, deed });
        }
    }
    for index in 0..state.milestones.len() {
        let what = Element::Milestone(model::MilestoneId(u32::try_from(index).unwrap_or(0)));
        if state.milestones[index].reached.is_some() {
            continue;
        }
        for who in rules.declarers(state, what).unwrap_or_default() {
            let deed = Deed::Declares { who, what };
            found.push(Move { who, deed });
        }
    }
    let now = state.now();
    found.retain(|this| {
        let event = Event {
            at: instant(now),
            lasting: false,
            about: false,
            recorded: now,
            citing: Vec::new(),
            deed: this.deed.clone(),
        };
        refusal(rules, state, &event).is_none()
    });
    found.dedup();
    found
}

fn occurrence_moves(rules: &Rules, state: &State, id: u32, found: &mut Vec<Move>) {
    let it = state.occurrence(id);
    let article = it.key.article;
    let duty = Reference {
        element: Element::Article(article),
        row: it.key.row.map_or(RowRef::None, RowRef::Row),
    };
    let mut push = |who: ActorId, deed: Deed| found.push(Move { who, deed });
    let owed = matches!(it.stage, Stage::Due | Stage::Overdue | Stage::Breached);
    if owed {
        for who in rules.obligors(article) {
            if it.key.obligor.is_some_and(|own| own != who) {
                continue;
            }
            let deed = Deed::Performance {
                who: vec![who],
                partly: false,
                told: false,
                duty,
                with: None,
            };
            push(who, deed);
        }
    }
    if it.claims.is_empty() {
        return;
    }
    for verifier in &rules.verifiers[article.index()] {
        for who in rules.members(&verifier.panel, Some(article), &state.left) {
            let measure = None;
            push(who, Deed::Confirms { who, measure, duty });
            let measure = None;
            push(who, Deed::Refuses { who, measure, duty });
            push(who, Deed::Unable { who, duty });
        }
    }
    if it.passed_to_decider {
        for who in rules.silence_decider(article) {
            for what in [Found::Kept, Found::Breached] {
                let found = what;
                push(who, Deed::Finds { who, duty, found });
            }
        }
    }
    for clause in &rules.article(article).clauses {
        if let Clause::DisputeBy { panel, .. } = clause {
            for who in rules.members(panel, Some(article), &state.left) {
                let measure = None;
                push(who, Deed::Disputes { who, measure, duty });
            }
        }
    }
    for who in rules.owed_to(article) {
        let deed = Deed::Acts {
            who,
            verb: PartyVerb::Accepts,
            duty: Some(duty),
        };
        push(who, deed);
    }
}

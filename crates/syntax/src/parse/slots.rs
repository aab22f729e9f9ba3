//! Which legal question a clause answers, and what happens when one is answered twice.

use findings::{Finding, Place, Span};

use super::Parser;
use crate::ast::{Clause, ClauseKind, Consequence, ConsequenceKind, IncidentStep};

/// The legal question a clause answers, as in `a says twice who verifies`.
#[must_use]
pub fn slot_of(kind: &ClauseKind) -> &'static str {
    match kind {
        ClauseKind::On { .. } | ClauseKind::OnDayOf { .. } => "on what day",
        ClauseKind::By(_) | ClauseKind::Between(..) => "by when",
        ClauseKind::NotBefore(_) => "when at the earliest",
        ClauseKind::Within { .. } => "within what time",
        ClauseKind::AtOnce { .. } | ClauseKind::AsSoonAsPossible { .. } => "how soon",
        ClauseKind::BeforeEach { .. } => "before what",
        ClauseKind::When(_) | ClauseKind::Whenever(_) => "when it falls due",
        ClauseKind::While(_) => "as long as what",
        ClauseKind::From { .. } | ClauseKind::Throughout(_) => "from when",
        ClauseKind::Until(_) => "until when",
        ClauseKind::Every { .. } => "how often",
        ClauseKind::ForOfEachDay { .. } => "how long each day",
        ClauseKind::During(_) => "during what",
        ClauseKind::AtSameTime(_) => "at the same time as what",
        ClauseKind::TakingEffect(_) => "when it takes effect",
        ClauseKind::LateBy(_) => "how late is no breach",
        ClauseKind::InExchange { .. } => "in exchange for what",
        ClauseKind::InParallel(_) => "in parallel with what",
        ClauseKind::Independent(_) => "what it does not depend on",
        ClauseKind::Matched { .. } => "what it is matched with",
        ClauseKind::InOrder(_) => "in what order",
        ClauseKind::VerifiedBy { .. } => "who verifies",
        ClauseKind::ReceivedBy(_) => "who receives",
        ClauseKind::CountedBy(_) => "who counts",
        ClauseKind::CoordinatedBy(_) => "who coordinates",
        ClauseKind::MonitoredBy(_) => "who monitors",
        ClauseKind::EvidencedBy(_) => "what is evidence",
        ClauseKind::IdentifiedBy { .. } => "who identifies",
        ClauseKind::Incidents { step, .. } => match step {
            IncidentStep::Confirmed => "who confirms incidents",
            IncidentStep::Attributed => "who attributes incidents",
            IncidentStep::Graded => "who grades incidents",
        },
        ClauseKind::DisputeBy { .. } => "who may dispute",
        ClauseKind::If { .. } => "what follows",
        ClauseKind::BreachedBy(_) => "what is a breach",
        ClauseKind::In(_) => "where",
        ClauseKind::StartingIn { .. } => "where it starts",
        ClauseKind::OfWhich { .. } => "of which how many",
        ClauseKind::Through(_) => "through whom",
        ClauseKind::Except(_) => "except what",
        ClauseKind::Unless(_) | ClauseKind::UnlessNotice { .. } => "unless what",
        ClauseKind::WithConsent { .. } => "with whose consent",
        ClauseKind::NotToBeSuspended => "that it is not to be suspended",
        ClauseKind::Replacing(_) => "what it replaces",
        ClauseKind::Silent(_) => "on what the text is silent",
    }
}

/// Whether one article may answer the question of this clause more than once: where several
/// answers stand beside each other without contradiction, each with terms of its own.
fn may_repeat(kind: &ClauseKind) -> bool {
    matches!(
        kind,
        // Each exchange has its own right to withhold; the other orders only add up.
        ClauseKind::InExchange { .. }
            | ClauseKind::InParallel(_)
            | ClauseKind::Independent(_)
            | ClauseKind::Matched { .. }
            | ClauseKind::AtSameTime(_)
            | ClauseKind::BeforeEach { .. }
            // Each side may dispute within its own time, and be heard by another body.
            | ClauseKind::DisputeBy { .. }
            // Parts of one quantity, grounds of evidence, exceptions and consents add up.
            | ClauseKind::OfWhich { .. }
            | ClauseKind::EvidencedBy(_)
            | ClauseKind::Except(_)
            | ClauseKind::Unless(_)
            | ClauseKind::UnlessNotice { .. }
            | ClauseKind::WithConsent { .. }
            | ClauseKind::Replacing(_)
            | ClauseKind::Silent(_)
            // Each status has its own consequences; see `same_answer`.
            | ClauseKind::If { .. }
    )
}

/// Whether two clauses answer the same question, of which only one answer can stand.
fn same_answer(one: &ClauseKind, other: &ClauseKind) -> bool {
    if let (
        ClauseKind::If {
            status: a,
            consequence: x,
        },
        ClauseKind::If {
            status: b,
            consequence: y,
        },
    ) = (one, other)
    {
        return a == b && same_consequence(x, y);
    }
    !may_repeat(one) && slot_of(one) == slot_of(other)
}

/// A breach may open a ladder and make a duty fall due; it cannot open two ladders, nor have
/// consequences and none.
fn same_consequence(one: &Consequence, other: &Consequence) -> bool {
    let class = |kind: &ConsequenceKind| match kind {
        ConsequenceKind::Ladder(_) => 0,
        ConsequenceKind::FallsDue(_) => 1,
        ConsequenceKind::PassesTo(_) => 2,
        ConsequenceKind::Nothing => 3,
        ConsequenceKind::DatesMove(_) => 4,
        ConsequenceKind::CarriedFor(_) | ConsequenceKind::CarriedToNext(_) => 5,
        ConsequenceKind::ExcessToNext(_) | ConsequenceKind::ExcessFor(_) => 6,
    };
    let (one, other) = (class(&one.kind), class(&other.kind));
    // Several duties may fall due by one breach; and nothing contradicts everything.
    (one == other && one != 1) || one == 3 || other == 3
}

impl Parser<'_> {
    /// Tells of a question that an article answers twice. Only neighbours in question are
    /// compared, so a long article is read in a time that grows with its length.
    pub(super) fn clauses_once(&mut self, name: &str, clauses: &[Clause]) {
        let mut sorted: Vec<&Clause> = clauses.iter().collect();
        sorted.sort_by_key(|clause| (slot_of(&clause.kind), clause.span.start));
        let mut group: Vec<&Clause> = Vec::new();
        for clause in sorted {
            let same_slot = group
                .last()
                .is_some_and(|last| slot_of(&last.kind) == slot_of(&clause.kind));
            if !same_slot {
                group.clear();
            }
            let twice = group
                .iter()
                .find(|before| same_answer(&before.kind, &clause.kind));
            if let Some(before) = twice {
                self.tell_twice(name, slot_of(&clause.kind), before.span, clause.span);
            } else if group.len() < ANSWERS_COMPARED_MAX {
                group.push(clause);
            }
        }
    }

    /// Tells of a question that a sentence without clauses answers twice.
    pub(super) fn once<T>(
        &mut self,
        name: &str,
        parts: &[(T, Span)],
        slot: impl Fn(&T) -> Option<&'static str>,
    ) {
        let mut answered: Vec<(&'static str, Span)> = Vec::new();
        for (part, span) in parts {
            let Some(slot) = slot(part) else { continue };
            match answered.iter().find(|(before, _)| *before == slot) {
                Some((_, before)) => self.tell_twice(name, slot, *before, *span),
                None => answered.push((slot, *span)),
            }
        }
    }

    fn tell_twice(&mut self, name: &str, slot: &str, before: Span, again: Span) {
        let message = format!("`{name}` says twice {slot}");
        let mut finding = Finding::new("E0003", again, message).help("keep one of the two");
        finding.places.push(Place {
            at: before,
            label: "first said here".to_owned(),
        });
        finding.articles.push(name.to_owned());
        self.tell(finding);
    }
}

/// So many different answers to one question are compared with each other.
const ANSWERS_COMPARED_MAX: usize = 16;

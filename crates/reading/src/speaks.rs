//! 2.2: whether the text says what follows the end of a phase.

use model::{
    Agreement, Article, ArticleKind, Clause, Condition, Element, Ending, FactKind, FromEnd,
    PhaseId, PowerPart, Status, StepPart,
};

use crate::in_force::{event_is_end_of, is_end_of};

/// Another phase begins from its end, an `ending` names it, or an article speaks of its end.
pub(crate) fn says_what_follows(agreement: &Agreement, phase: PhaseId) -> bool {
    let begins = agreement.phases.iter().any(|other| {
        let from = other.from.as_ref();
        from.is_some_and(|from| is_end_of(from, phase))
    });
    let named = agreement
        .endings
        .iter()
        .any(|line| matches!(line, Ending::Ends { what, .. } if *what == Element::Phase(phase)));
    begins
        || named
        || agreement
            .articles
            .iter()
            .any(|article| article_speaks(article, phase))
}

fn article_speaks(article: &Article, phase: PhaseId) -> bool {
    let condition = |of: &Condition| condition_speaks(of, phase);
    let part = |part: &PowerPart| part_speaks(part, phase);
    let kind = match &article.kind {
        ArticleKind::Power(power) => power.parts.iter().any(part),
        ArticleKind::Linkage(linkage) => condition(&linkage.condition),
        ArticleKind::Snapback(snapback) => snapback.when.as_ref().is_some_and(condition),
        ArticleKind::Ladder(ladder) => {
            let opened = ladder
                .opened_by
                .as_ref()
                .and_then(|(_, when)| when.as_ref());
            let rung = |parts: &[StepPart]| {
                parts
                    .iter()
                    .any(|each| matches!(each, StepPart::Power(of) if part(of)))
            };
            opened.is_some_and(condition)
                || ladder.stopping.as_ref().is_some_and(condition)
                || ladder.steps.iter().any(|step| rung(&step.parts))
        }
        _ => false,
    };
    kind || article
        .clauses
        .iter()
        .any(|clause| clause_speaks(clause, phase))
}

fn part_speaks(part: &PowerPart, phase: PhaseId) -> bool {
    match part {
        PowerPart::When(of) | PowerPart::While(of) | PowerPart::Unless(of) => {
            condition_speaks(of, phase)
        }
        PowerPart::From(from, until) => {
            is_end_of(from, phase) || until.as_ref().is_some_and(|of| is_end_of(of, phase))
        }
        PowerPart::Until(of) => is_end_of(of, phase),
        _ => false,
    }
}

fn clause_speaks(clause: &Clause, phase: PhaseId) -> bool {
    match clause {
        Clause::OnDayOf { event, .. } => event_is_end_of(event, phase),
        Clause::Within { after, .. } => event_is_end_of(after, phase),
        Clause::AtOnce { after } | Clause::AsSoonAsPossible { after } => {
            after.as_ref().is_some_and(|of| event_is_end_of(of, phase))
        }
        Clause::By(of) | Clause::NotBefore(of) | Clause::Until(of) => is_end_of(of, phase),
        Clause::Between(one, other) => is_end_of(one, phase) || is_end_of(other, phase),
        Clause::From { start, end } => {
            let until = matches!(end, FromEnd::Until(of) if is_end_of(of, phase));
            is_end_of(start, phase) || until
        }
        Clause::Every { from, until, .. } => {
            is_end_of(from, phase) || until.as_ref().is_some_and(|of| is_end_of(of, phase))
        }
        Clause::When(of)
        | Clause::Whenever(of)
        | Clause::While(of)
        | Clause::TakingEffect(of)
        | Clause::Unless(of) => condition_speaks(of, phase),
        _ => false,
    }
}

fn condition_speaks(condition: &Condition, phase: PhaseId) -> bool {
    condition.facts.iter().any(|fact| match &fact.kind {
        FactKind::Status { of, status, .. } => {
            matches!(status, Status::Completed | Status::Ended)
                && of.iter().any(|of| of.element == Element::Phase(phase))
        }
        _ => false,
    })
}

//! W0611: effects that hang on facts nobody is named to find.

use std::collections::BTreeMap;

use model::{
    ArticleId, ArticleKind, Clause, Condition, Element, EndWhen, Ending, FactKind, MilestoneId,
    PhaseId, PowerPart, Question, Subject,
};

use crate::{Draft, View};

/// One condition in words that nobody judges.
struct Unfound<'a> {
    at: Subject,
    words: &'a str,
    articles: Vec<ArticleId>,
}

/// How many facts a folded sentence names.
const NAMED_MAX: usize = 3;

/// W0611: something begins, ends or is allowed by a fact in quotes, and nobody is named to say
/// whether it has come about. Several facts are one finding. Answered by `as judged by …`.
pub fn nobody_finds(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut by_words: BTreeMap<&str, Vec<Unfound<'_>>> = BTreeMap::new();
    for one in everywhere(view) {
        by_words.entry(one.words).or_default().push(one);
    }
    let mut facts: Vec<(&str, Vec<Unfound<'_>>)> = by_words.into_iter().collect();
    let heaviest = |places: &[Unfound<'_>]| {
        let articles = places.iter().flat_map(|place| &place.articles);
        articles.map(|id| view.weight(*id)).max().unwrap_or(0)
    };
    facts.sort_by_key(|(_, places)| std::cmp::Reverse(heaviest(places)));
    if let [(words, places)] = facts.as_slice() {
        let message = format!("nobody is named to say whether \"{words}\"");
        out.extend(told(view, message, places));
        return;
    }
    let named: Vec<String> = facts
        .iter()
        .take(NAMED_MAX)
        .map(|(words, _)| format!("\"{words}\""))
        .collect();
    let lead = if facts.len() > NAMED_MAX {
        ", among them"
    } else {
        ":"
    };
    let message = format!(
        "nobody is named to find {} facts on which something hangs{lead} {}",
        facts.len(),
        crate::view::join(&named)
    );
    let places: Vec<Unfound<'_>> = facts.into_iter().flat_map(|(_, places)| places).collect();
    out.extend(told(view, message, &places));
}

fn told(view: &View<'_>, message: String, places: &[Unfound<'_>]) -> Option<Draft> {
    let (first, rest) = places.split_first()?;
    let mut articles: Vec<ArticleId> = places
        .iter()
        .flat_map(|place| place.articles.iter().copied())
        .collect();
    articles.sort_unstable();
    articles.dedup();
    view.by_weight(&mut articles);
    let mut draft = Draft::new("W0611", first.at, message)
        .label("a fact that nobody finds")
        .about(articles)
        .help(view.answer(
            "add `as judged by …`",
            "who says that this has come about, and to whom do they say it?",
        ));
    for place in rest {
        draft = draft.place(place.at, format!("\"{}\"", place.words));
    }
    Some(draft)
}

fn everywhere<'a>(view: &View<'a>) -> Vec<Unfound<'a>> {
    let mut found = Vec::new();
    for (id, article) in view.articles() {
        let element = Element::Article(id);
        // Whoever confirms or attributes the incidents of a ban finds the facts it turns on.
        let found_with_incidents = matches!(article.kind, ArticleKind::Prohibition(_))
            && (article.says(Question::Confirmation) || article.says(Question::Attribution));
        if found_with_incidents {
            continue;
        }
        for (index, clause) in article.clauses.iter().enumerate() {
            if let Clause::When(condition)
            | Clause::Whenever(condition)
            | Clause::While(condition)
            | Clause::Unless(condition)
            | Clause::TakingEffect(condition) = clause
            {
                quoted(
                    condition,
                    Subject::clause(element, index),
                    &[id],
                    &mut found,
                );
            }
        }
        match &article.kind {
            ArticleKind::Linkage(linkage) => {
                let mut articles = vec![id];
                articles.extend(linkage.tracks.iter().filter_map(model::Reference::article));
                quoted(&linkage.condition, View::head(id), &articles, &mut found);
            }
            ArticleKind::Power(power) => {
                for (index, part) in power.parts.iter().enumerate() {
                    if let PowerPart::While(condition) | PowerPart::Unless(condition) = part {
                        quoted(
                            condition,
                            Subject::clause(element, index),
                            &[id],
                            &mut found,
                        );
                    }
                }
            }
            ArticleKind::Ladder(ladder) => {
                if let Some(condition) = &ladder.stopping {
                    quoted(condition, View::head(id), &[id], &mut found);
                }
            }
            _ => {}
        }
    }
    milestones_and_phases(view, &mut found);
    for ending in &view.agreement.endings {
        if let Ending::Ends {
            what,
            when: EndWhen::When(condition),
            ..
        } = ending
        {
            quoted(condition, Subject::of(*what), &[], &mut found);
        }
    }
    found
}

fn milestones_and_phases<'a>(view: &View<'a>, found: &mut Vec<Unfound<'a>>) {
    for (id, milestone) in (0..).map(MilestoneId).zip(&view.agreement.milestones) {
        // Whoever declares the milestone finds the fact.
        if milestone.declared_by.is_some() {
            continue;
        }
        if let Some(condition) = &milestone.when {
            let element = Element::Milestone(id);
            let waiting = view.hanging_on(element);
            quoted(condition, Subject::of(element), &waiting, found);
        }
    }
    for (id, phase) in (0..).map(PhaseId).zip(&view.agreement.phases) {
        let element = Element::Phase(id);
        let under: Vec<ArticleId> = view
            .articles()
            .filter(|(other, _)| view.phase(*other) == Some(id))
            .map(|(id, _)| id)
            .collect();
        if let Some(condition) = &phase.completed_when
            && phase.declared_by.is_none()
        {
            quoted(condition, Subject::of(element), &under, found);
        }
        for extension in &phase.extended {
            if let Some(condition) = &extension.while_ {
                quoted(condition, Subject::of(element), &under, found);
            }
        }
    }
}

fn quoted<'a>(
    condition: &'a Condition,
    at: Subject,
    articles: &[ArticleId],
    found: &mut Vec<Unfound<'a>>,
) {
    for fact in &condition.facts {
        if let (FactKind::Quoted(words), None) = (&fact.kind, &fact.judged) {
            found.push(Unfound {
                at,
                words,
                articles: articles.to_vec(),
            });
        }
    }
}

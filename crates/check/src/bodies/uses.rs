//! Which bodies are asked to find or decide what, worked out once.

use std::collections::BTreeMap;

use model::{ActorId, Article, ArticleId, Clause, Element, Panel, StepAct, StepPart, Subject, Who};

use crate::View;

/// What a body is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// To say whether a thing was done.
    Verifies,
    /// To say whether an incident happened, whose it was, how grave.
    FindsIncidents,
    /// To decide a dispute, or in place of a silent verifier.
    Decides,
    /// To rule or act on a rung.
    Rung,
}

/// One thing a body is asked.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// By which clause.
    pub at: Subject,
    /// Of which article.
    pub article: ArticleId,
    /// What.
    pub role: Role,
    /// With whom.
    pub panel: &'a Panel,
    /// Whether the text says what its silence means.
    pub silence_answered: bool,
}

/// What each body, verifier and group is asked, in the order of the text.
pub struct Uses<'a> {
    /// By actor; a group stands for itself here.
    pub by_actor: BTreeMap<ActorId, Vec<Asked<'a>>>,
}

impl<'a> Uses<'a> {
    /// Works them out.
    pub fn new(view: &View<'a>) -> Self {
        let mut uses = Self {
            by_actor: BTreeMap::new(),
        };
        for (id, article) in view.articles() {
            uses.article(id, article);
        }
        uses
    }

    fn article(&mut self, id: ArticleId, article: &'a Article) {
        for (index, clause) in article.clauses.iter().enumerate() {
            let at = Subject::clause(Element::Article(id), index);
            let mut ask = |role, panel: &'a Panel, answered| {
                self.ask(Asked {
                    at,
                    article: id,
                    role,
                    panel,
                    silence_answered: answered,
                });
            };
            match clause {
                Clause::VerifiedBy { panel, failing, .. } => {
                    ask(Role::Verifies, panel, failing.is_some());
                }
                Clause::IdentifiedBy { panel, failing, .. } => {
                    ask(Role::Verifies, panel, failing.is_some());
                }
                Clause::Incidents { panel, failing, .. } => {
                    ask(Role::FindsIncidents, panel, failing.is_some());
                }
                Clause::DisputeBy {
                    decided: Some((panel, _)),
                    failing,
                    ..
                } => {
                    ask(Role::Decides, panel, failing.is_some());
                }
                _ => {}
            }
        }
        if let Some(ladder) = article.ladder() {
            for (index, step) in ladder.steps.iter().enumerate() {
                let binding = step
                    .parts
                    .iter()
                    .any(|part| matches!(part, StepPart::Binding(_)));
                let StepAct::Shall(duty) = &step.act else {
                    continue;
                };
                if binding {
                    let at = Subject::clause(Element::Article(id), index);
                    let answered = step.parts.iter().any(|p| matches!(p, StepPart::Failing(_)));
                    let panel = &duty.obligors;
                    let role = Role::Rung;
                    self.ask(Asked {
                        at,
                        article: id,
                        role,
                        panel,
                        silence_answered: answered,
                    });
                }
            }
        }
    }

    fn ask(&mut self, asked: Asked<'a>) {
        for who in &asked.panel.who {
            if let Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id) = who {
                self.by_actor.entry(*id).or_default().push(asked.clone());
            }
        }
    }
}

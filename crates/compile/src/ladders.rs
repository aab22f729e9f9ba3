//! Ladders and snapbacks.

use model::{Element, Ladder, Snapback, Step, StepAct, StepPart};
use syntax::ast::{self, StepPartKind};

use crate::compiler::Compiler;
use crate::failings::Asks;
use crate::references::{ACTOR, PARTY};

impl<'a> Compiler<'a> {
    /// A return to earlier terms on notice.
    pub(crate) fn snapback(&mut self, snapback: &ast::Snapback) -> Snapback {
        let names = |compiler: &mut Self, names: Option<&ast::List<ast::Name>>| {
            names.map_or_else(Vec::new, |names| compiler.parts_named(names))
        };
        Snapback {
            holders: self.panel(&snapback.subject, PARTY),
            to: (snapback.to.as_ref()).and_then(|to| self.who(to, ACTOR)),
            when: (snapback.when.as_ref()).map(|condition| self.condition(condition)),
            delay: self.duration(&snapback.delay),
            returns: names(self, Some(&snapback.returns)),
            ceases: names(self, snapback.ceases.as_ref()),
            unless: self.panel(&snapback.unless, ACTOR),
            keeping: names(self, snapback.keeping.as_ref()),
            not_affecting: (snapback.not_affecting.as_ref())
                .map_or_else(Vec::new, |nouns| self.nouns(nouns)),
        }
    }

    /// Steps that follow one another.
    pub(crate) fn ladder(&mut self, ladder: &'a ast::Ladder, element: Element) -> Ladder {
        Ladder {
            opened_by: ladder.opened_by.as_ref().map(|(by, when)| {
                let by = self.panel(by, PARTY);
                (by, when.as_ref().map(|when| self.condition(when)))
            }),
            steps: (ladder.steps.iter())
                .map(|step| {
                    self.sources.clause(element, step.span);
                    self.step(step)
                })
                .collect(),
            covering: (ladder.covering.as_ref())
                .map_or_else(Vec::new, |duties| self.references(duties)),
            stopping: (ladder.stopping.as_ref()).map(|condition| self.condition(condition)),
        }
    }

    fn step(&mut self, step: &'a ast::Step) -> Step {
        Step {
            order: step.order,
            act: match &step.act {
                ast::StepAct::Shall(act) => StepAct::Shall(self.act_clause(act, false)),
                ast::StepAct::May(subject, act) => {
                    let holders = self.panel(subject, PARTY);
                    StepAct::May(holders, self.power_act(act))
                }
            },
            parts: (step.parts.iter())
                .filter_map(|part| self.step_part(&part.kind))
                .collect(),
        }
    }

    fn step_part(&mut self, part: &StepPartKind) -> Option<StepPart> {
        Some(match part {
            StepPartKind::Within(duration) => StepPart::Within(self.duration(duration)),
            StepPartKind::AtOnce => StepPart::AtOnce,
            StepPartKind::Binding(on) => {
                let on = on.as_ref();
                StepPart::Binding(on.map_or_else(Vec::new, |on| self.whos(&on.items)))
            }
            StepPartKind::Advisory => StepPart::Advisory,
            StepPartKind::Failing(failing) => StepPart::Failing(self.failing(failing, Asks::Step)?),
            StepPartKind::Extended { by, at_most } => StepPart::Extended {
                by: self.panel(by, ACTOR),
                at_most: self.maybe_duration(at_most.as_ref()),
            },
            StepPartKind::Power(part) => StepPart::Power(self.power_part(part)),
        })
    }
}

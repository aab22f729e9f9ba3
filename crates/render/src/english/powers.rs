//! Powers, returns to earlier terms, and steps that follow a breach.

use super::articles::Paragraph;
use super::{English, list, sentence_case};
use model::{
    Element, Ladder, Power, PowerAct, PowerPart, Snapback, Step, StepAct, StepOrder, StepPart,
    Targets,
};

impl English<'_> {
    /// Who may change what others owe, and under which terms.
    #[must_use]
    pub fn power(&self, power: &Power) -> String {
        let mut said = format!(
            "{} may {}",
            self.panel(&power.holders),
            self.power_act(&power.act)
        );
        for part in &power.parts {
            said.push_str(&self.power_part(part));
        }
        said
    }

    /// What a power does: `suspend Article 8`.
    #[must_use]
    pub fn power_act(&self, act: &PowerAct) -> String {
        match act {
            PowerAct::Suspend(targets) => format!("suspend {}", self.targets(targets)),
            PowerAct::Withhold(targets) => format!("withhold {}", self.targets(targets)),
            PowerAct::Terminate(targets) => format!("terminate {}", self.targets(targets)),
            PowerAct::Waive(targets) => format!("waive {}", self.targets(targets)),
            PowerAct::Invoke(id) => format!("invoke {}", self.name(Element::Article(*id))),
            PowerAct::Extend { what, by, at_most } => {
                let limit = if *at_most { "at most " } else { "" };
                let by = by.map_or_else(String::new, |by| {
                    format!(" by {limit}{}", self.duration(by))
                });
                format!("extend {}{by}", self.name(*what))
            }
            PowerAct::SetDates(articles) => {
                format!("set new dates for {}", self.references(articles, "and"))
            }
            PowerAct::Act(verb, object) => self.deed(verb, None, object),
        }
    }

    fn targets(&self, targets: &Targets) -> String {
        match targets {
            Targets::Agreement => "this agreement".to_owned(),
            Targets::GivenInExchange => {
                "the duties given in exchange for what was not performed".to_owned()
            }
            Targets::Own(false) => "its own duties".to_owned(),
            Targets::Own(true) => "its own duties, in whole or in part".to_owned(),
            Targets::Duties(articles) => self.references(articles, "and"),
        }
    }

    /// A term of a power, with the comma before it. What the text was silent on stands elsewhere.
    pub(crate) fn power_part(&self, part: &PowerPart) -> String {
        match part {
            PowerPart::When(condition) => format!(", when {}", self.condition(condition)),
            PowerPart::While(condition) => format!(", while {}", self.condition(condition)),
            PowerPart::Unless(condition) => format!(", unless {}", self.condition(condition)),
            PowerPart::AfterNotice { notice, to } => {
                let to = if to.is_empty() {
                    String::new()
                } else {
                    format!(" to {}", self.whos(to))
                };
                format!(", after {} of notice{to}", self.duration(*notice))
            }
            PowerPart::ForAtMost(length) => {
                format!(", for at most {}", self.duration(*length))
            }
            PowerPart::Clocks(true) => {
                ", with clocks stopped (open time limits move by as long as it lasts)".to_owned()
            }
            PowerPart::Clocks(false) => {
                ", with clocks running (open time limits do not move)".to_owned()
            }
            PowerPart::WithConsent {
                of,
                within,
                failing,
            } => format!(", {}", self.consent(of, *within, failing.as_ref())),
            PowerPart::From(start, end) => {
                let end = end.as_ref().map_or_else(String::new, |end| {
                    format!(" until {}", self.last_point(end))
                });
                format!(", from {}{end}", self.point(start))
            }
            PowerPart::Until(end) => format!(", until {}", self.last_point(end)),
            PowerPart::Silent(_) => String::new(),
        }
    }

    /// The first sentence of a return to earlier terms: who may give notice.
    pub(crate) fn notice(&self, snapback: &Snapback) -> String {
        let to = snapback
            .to
            .map_or_else(String::new, |to| format!(" to {}", self.who(to)));
        let when = snapback.when.as_ref().map_or_else(String::new, |when| {
            format!(" when {}", self.condition(when))
        });
        format!(
            "{} may give notice{to}{when}",
            self.panel(&snapback.holders)
        )
    }

    /// What follows the notice: only for the future, because facts do not return.
    pub(crate) fn snapback_paragraphs(&self, snapback: &Snapback) -> Vec<String> {
        let returns = self.terms_of(&snapback.returns);
        let ceases = if snapback.ceases.is_empty() {
            String::new()
        } else {
            format!(" and {} cease to apply", self.terms_of(&snapback.ceases))
        };
        let keeping = if snapback.keeping.is_empty() {
            "otherwise".to_owned()
        } else {
            format!("to keep {}", self.terms_of(&snapback.keeping))
        };
        let mut all = vec![format!(
            "{} after the notice {returns} apply again{ceases}, for the future only, unless it is \
             resolved {keeping} by {}",
            self.duration(snapback.delay),
            self.panel(&snapback.unless)
        )];
        if !snapback.not_affecting.is_empty() {
            all.push(format!(
                "this does not affect {}",
                self.nouns(&snapback.not_affecting)
            ));
        }
        all
    }

    fn terms_of(&self, elements: &[Element]) -> String {
        let names: Vec<String> = elements
            .iter()
            .map(|element| format!("the terms of {}", self.name(*element)))
            .collect();
        list(&names, "and")
    }

    /// The first sentence of a ladder: what opens it.
    pub(crate) fn opening(&self, ladder: &Ladder) -> String {
        let of = if ladder.covering.is_empty() {
            "an article that refers to these steps".to_owned()
        } else {
            self.references(&ladder.covering, "or")
        };
        match &ladder.opened_by {
            None => format!("in case of breach of {of}, these steps follow"),
            Some((panel, when)) => {
                let when = when.as_ref().map_or_else(String::new, |when| {
                    format!(" when {}", self.condition(when))
                });
                let covering = if ladder.covering.is_empty() {
                    String::new()
                } else {
                    let of = self.references(&ladder.covering, "and");
                    format!("; they cover {of}")
                };
                format!(
                    "these steps may be opened by {}{when}{covering}",
                    self.panel(panel)
                )
            }
        }
    }

    /// The rungs, lettered, and when they stop.
    pub(crate) fn rungs(&self, ladder: &Ladder) -> Vec<Paragraph> {
        let mut all: Vec<Paragraph> = ladder
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| Paragraph::step(at, sentence_case(&self.rung(step))))
            .collect();
        if let Some(stopping) = &ladder.stopping {
            all.push(Paragraph::numbered(format!(
                "the steps stop when {}",
                self.condition(stopping)
            )));
        }
        all
    }

    pub(crate) fn rung(&self, step: &Step) -> String {
        let order = match step.order {
            StepOrder::First => "first",
            StepOrder::Next => "next",
            StepOrder::Also => "in parallel with the step before",
            StepOrder::Instead => "in place of the step before",
            StepOrder::Last => "last",
        };
        let act = match &step.act {
            StepAct::Shall(duty) => self.duty(duty),
            StepAct::May(panel, act) => {
                format!("{} may {}", self.panel(panel), self.power_act(act))
            }
        };
        let parts: String = step.parts.iter().map(|part| self.step_part(part)).collect();
        format!("{order}, {act}{parts}")
    }

    fn step_part(&self, part: &StepPart) -> String {
        match part {
            StepPart::Within(length) => format!(", within {}", self.duration(*length)),
            StepPart::AtOnce => ", at once".to_owned(),
            StepPart::Binding(on) if on.is_empty() => ", with binding effect".to_owned(),
            StepPart::Binding(on) => format!(", with binding effect on {}", self.whos(on)),
            StepPart::Advisory => ", as advice that does not bind".to_owned(),
            StepPart::Failing(failing) => format!(", failing which {}", self.failing(failing)),
            StepPart::Extended { by, at_most } => {
                let limit = at_most.map_or_else(String::new, |at_most| {
                    format!(" by at most {}", self.duration(at_most))
                });
                format!(", extendable{limit} with the consent of {}", self.panel(by))
            }
            StepPart::Power(part) => self.power_part(part),
        }
    }
}

//! Particulars of actors: members, chair, how a body decides, from when until when it acts.

use super::English;
use model::{Actor, Deciding};

impl English<'_> {
    /// What is said of an actor besides its name and role, each a phrase.
    pub(crate) fn actor_particulars(&self, actor: &Actor) -> Vec<String> {
        let mut all = Vec::new();
        match actor.members.len() {
            0 => {}
            // An organ of one: its owner is not its member.
            1 => all.push(format!("of {}", self.actors(&actor.members))),
            _ => all.push(format!("members: {}", self.actors(&actor.members))),
        }
        match actor.while_they_remain {
            Some(true) => all.push("membership: while they remain".to_owned()),
            Some(false) => all.push("membership: as first listed".to_owned()),
            None => {}
        }
        if !actor.answering_for.is_empty() {
            all.push(format!("answers for {}", self.actors(&actor.answering_for)));
        }
        if let Some(chair) = actor.chaired_by {
            all.push(format!("chaired by {}", self.who(chair)));
        }
        if let Some(deciding) = actor.deciding_by {
            all.push(format!("decides by {}", deciding_words(deciding)));
        }
        match actor.power_to_decide {
            Some(true) => all.push("with power to decide".to_owned()),
            Some(false) => all.push("without power to decide".to_owned()),
            None => {}
        }
        if let Some(duty) = actor.formed_by {
            all.push(format!("formed by {}", self.reference(duty)));
        }
        self.mandate(actor, &mut all);
        if let Some((number, each_day)) = actor.capacity {
            let pace = if each_day { "each day" } else { "at a time" };
            all.push(format!("at most {number} verifications {pace}"));
        }
        all
    }

    fn mandate(&self, actor: &Actor, all: &mut Vec<String>) {
        if let Some(from) = &actor.from {
            all.push(format!("acts from {}", self.point(from)));
        }
        if let Some(until) = &actor.until {
            let unless = if actor.unless_renewed {
                ", unless renewed"
            } else {
                ""
            };
            all.push(format!("acts until {}{unless}", self.last_point(until)));
        }
    }
}

fn deciding_words(deciding: Deciding) -> String {
    match deciding {
        Deciding::Consensus => "consensus".to_owned(),
        Deciding::Majority => "majority".to_owned(),
        Deciding::Members(number) => format!("{number} members"),
    }
}

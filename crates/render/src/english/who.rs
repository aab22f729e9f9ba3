//! Who: actors, groups and panels.

use super::{English, list};
use model::{ActorId, Element, Panel, Who};

impl English<'_> {
    /// An actor, as a sentence names it.
    #[must_use]
    pub fn who(&self, who: Who) -> String {
        match who {
            Who::Actor(id) => self.name(Element::Actor(id)),
            Who::EachParty => "each party".to_owned(),
            Who::AnyParty => "any party".to_owned(),
            Who::EachSide => "each side".to_owned(),
            Who::AnySide => "any side".to_owned(),
            Who::EachOf(id) => format!("each of {}", self.members_of(id)),
            Who::AnyOf(id) => format!("any of {}", self.members_of(id)),
            Who::Parties => "the parties".to_owned(),
            Who::Owed => "the party to whom it is owed".to_owned(),
        }
    }

    /// `the movement and the state`
    pub(crate) fn whos(&self, who: &[Who]) -> String {
        let names: Vec<String> = who.iter().map(|who| self.who(*who)).collect();
        list(&names, "and")
    }

    pub(crate) fn actors(&self, ids: &[ActorId]) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| self.name(Element::Actor(*id)))
            .collect();
        list(&names, "and")
    }

    /// Several actors in one role: `any 2 of the guarantors`.
    #[must_use]
    pub fn panel(&self, panel: &Panel) -> String {
        let names: Vec<String> = panel.who.iter().map(|who| self.who(*who)).collect();
        let joined = list(&names, if panel.or { "or" } else { "and" });
        match panel.threshold {
            Some(threshold) => format!("any {threshold} of {joined}"),
            None => joined,
        }
    }

    /// The subject of `shall not`: a ban that binds everyone is said with `no`.
    pub(crate) fn nobody(&self, panel: &Panel) -> Option<String> {
        match panel.who.as_slice() {
            [Who::EachParty | Who::AnyParty] => Some("no party".to_owned()),
            [Who::EachSide | Who::AnySide] => Some("no side".to_owned()),
            [Who::EachOf(id) | Who::AnyOf(id)] => Some(format!("none of {}", self.members_of(*id))),
            _ => None,
        }
    }

    /// `neither the movement nor the state`: that two shall not does not say whether one may.
    pub(crate) fn none_of(&self, panel: &Panel) -> Option<String> {
        let actors = panel.who.iter().all(|who| matches!(who, Who::Actor(_)));
        if panel.or || panel.threshold.is_some() || !actors {
            return None;
        }
        let names: Vec<String> = panel.who.iter().map(|who| self.who(*who)).collect();
        match names.as_slice() {
            [] | [_] => None,
            [one, other] => Some(format!("neither {one} nor {other}")),
            _ => Some(format!("none of {}", list(&names, "and"))),
        }
    }

    /// A group as the many it stands for.
    fn members_of(&self, id: ActorId) -> String {
        let name = self.name(Element::Actor(id));
        if name.starts_with("the ") {
            name
        } else {
            format!("the members of {name}")
        }
    }
}

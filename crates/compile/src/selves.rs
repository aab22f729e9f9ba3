//! E0108: what contains itself, answers for itself, or is owed for itself.

use findings::{Finding, Place, Span};
use model::{ActorId, Element, PlaceId, RollId, Subject};
use syntax::ast::{self, ClauseKind, DutyRef, List, Name, RowRef};

use crate::compiler::Compiler;
use crate::names::id_of;
use crate::report::quoted_list;

/// How many links of a circle a message spells out.
const LINKS_MAX: usize = 6;

/// How many circles of one kind are told: each may be as long as the text.
const RINGS_MAX: usize = 20;

impl Compiler<'_> {
    /// A clause of an article that names the article itself, in the same row.
    pub(crate) fn own_clause(&mut self, own: &Name, clause: &ast::Clause) {
        let (duties, words): (&List<DutyRef>, _) = match &clause.kind {
            ClauseKind::InExchange { for_, .. } => (for_, "is owed in exchange for itself"),
            ClauseKind::AtSameTime(duties) => (duties, "is due at the same time as itself"),
            ClauseKind::InParallel(duties) => (duties, "runs in parallel with itself"),
            ClauseKind::Independent(duties) => (duties, "is independent of itself"),
            ClauseKind::Matched { with, .. } => (with, "is matched with itself"),
            ClauseKind::During(duties) => (duties, "is owed during itself"),
            ClauseKind::Replacing(duties) => (duties, "replaces itself"),
            _ => return,
        };
        for duty in &duties.items {
            let same_row = matches!(duty.row, RowRef::Bare | RowRef::Same(_));
            if same_row && duty.name.text == own.text {
                self.itself(duty.name.span, own, words);
            }
        }
    }

    /// A name in a list that is the name of what is being declared.
    pub(crate) fn own_name(&mut self, own: &Name, names: &List<Name>, words: &str) {
        let again = names.items.iter().find(|name| name.text == own.text);
        if let Some(name) = again {
            self.itself(name.span, own, words);
        }
    }

    fn itself(&mut self, at: Span, own: &Name, words: &str) {
        let message = format!("`{}` {words}", own.text);
        let help = "name the other one that is meant, or leave it out";
        self.report
            .push(Finding::new("E0108", at, message).help(help));
    }

    /// Groups, places and lists that are in themselves, directly or round a circle.
    pub(crate) fn circles(&mut self) {
        let mut members = vec![Vec::new(); self.model.actors.len()];
        let mut contained = vec![Vec::new(); self.model.places.len()];
        let mut parts = vec![Vec::new(); self.model.rolls.len()];
        for (actor, found) in self.model.actors.iter().zip(&mut members) {
            found.extend(actor.members.iter().map(|id| id.index()));
        }
        for (place, found) in self.model.places.iter().zip(&mut contained) {
            found.extend(place.containing.iter().map(|id| id.index()));
        }
        for (roll, found) in self.model.rolls.iter().zip(&mut parts) {
            found.extend(roll.part_of.map(|id| id.index()));
        }
        let all = |make: fn(u32) -> Element, length: usize| {
            (0..id_of(length)).map(make).collect::<Vec<_>>()
        };
        let actors = all(|id| Element::Actor(ActorId(id)), members.len());
        let places = all(|id| Element::Place(PlaceId(id)), contained.len());
        let rolls = all(|id| Element::Roll(RollId(id)), parts.len());
        self.rings(&actors, &members, "is a member of itself", "are members");
        self.rings(&places, &contained, "contains itself", "are parts");
        self.rings(&rolls, &parts, "is part of itself", "are parts");
    }

    fn rings(&mut self, all: &[Element], links: &[Vec<usize>], own: &str, round: &str) {
        for ring in rings(links) {
            let ring: Vec<Element> = ring.iter().filter_map(|at| all.get(*at).copied()).collect();
            let Some((first, others)) = ring.split_first() else {
                continue;
            };
            let names: Vec<String> = (ring.iter().take(LINKS_MAX))
                .map(|element| self.element_name(*element))
                .collect();
            let names = names.iter().map(String::as_str);
            let message = match others.len() {
                0 => format!("{} {own}", quoted_list(names, "and")),
                more if more < LINKS_MAX => {
                    format!("{} {round} of each other", quoted_list(names, "and"))
                }
                more => format!("{} things {round} of each other in a circle", more + 1),
            };
            let at = self.sources.span(Subject::of(*first));
            let mut finding = Finding::new("E0108", at, message);
            finding.help.push("leave out one of the links".to_owned());
            finding.places = (others.iter().take(LINKS_MAX))
                .map(|element| Place {
                    at: self.sources.span(Subject::of(*element)),
                    label: "and this".to_owned(),
                })
                .collect();
            self.report.push(finding);
        }
    }

    fn element_name(&self, element: Element) -> String {
        let naming = match element {
            Element::Actor(id) => self.model.actors.get(id.index()).map(|a| &a.naming),
            Element::Place(id) => self.model.places.get(id.index()).map(|p| &p.naming),
            Element::Roll(id) => self.model.rolls.get(id.index()).map(|r| &r.naming),
            _ => None,
        };
        naming.map_or_else(String::new, |naming| naming.name.clone())
    }
}

/// Circles of links, one for each link that closes one; each begins where it was first entered.
fn rings(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    // On the way here, or done with: nothing where it was not yet visited.
    let mut on_way: Vec<Option<bool>> = vec![None; links.len()];
    let mut found = Vec::new();
    for start in 0..links.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if on_way.get(start).copied().flatten().is_some() {
            continue;
        }
        on_way[start] = Some(true);
        while let Some((at, next)) = way.last_mut() {
            if found.len() >= RINGS_MAX {
                return found;
            }
            let Some(to) = links.get(*at).and_then(|to| to.get(*next)).copied() else {
                on_way[*at] = Some(false);
                way.pop();
                continue;
            };
            *next += 1;
            match on_way.get(to).copied().flatten() {
                Some(true) => {
                    let from = way.iter().position(|(passed, _)| *passed == to);
                    let ring = way.iter().skip(from.unwrap_or(0));
                    found.push(ring.map(|(passed, _)| *passed).collect());
                }
                Some(false) => {}
                None if to < links.len() => {
                    on_way[to] = Some(true);
                    way.push((to, 0));
                }
                None => {}
            }
        }
    }
    found
}

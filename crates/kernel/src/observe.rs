//! The state as it can be seen, and the state before anything has happened.

use std::collections::{BTreeMap, BTreeSet};

use model::Element;

use crate::observed::{Observation, Observed, Run};
use crate::rules::Rules;
use crate::state::{ArticleState, Cause, MilestoneState, PhaseState, RollState, State};

/// Long before any agreement: nothing is reached.
const DAWN: i64 = i64::MIN / 2;

impl State {
    pub(crate) fn before(rules: &Rules) -> Self {
        let agreement = rules.agreement();
        Self {
            tick: DAWN,
            looked: false,
            begun: false,
            events: 0,
            entered: None,
            entry_told: false,
            ended: None,
            phases: vec![PhaseState::default(); agreement.phases.len()],
            milestones: vec![MilestoneState::default(); agreement.milestones.len()],
            articles: vec![ArticleState::default(); agreement.articles.len()],
            occurrences: Vec::new(),
            index: BTreeMap::new(),
            rules: BTreeMap::new(),
            runs: Vec::new(),
            last_runs: BTreeMap::new(),
            uses: Vec::new(),
            rolls: vec![RollState::default(); agreement.rolls.len()],
            counts: BTreeMap::new(),
            ruled: Vec::new(),
            asked: Vec::new(),
            consents: BTreeSet::new(),
            amended: BTreeSet::new(),
            left: BTreeSet::new(),
            undecided: BTreeSet::new(),
            contested: 0,
            timers: BTreeSet::new(),
            wakes: BTreeMap::new(),
        }
    }

    /// How everything stands.
    #[must_use]
    pub fn observe(&self) -> Observed {
        let rolls = (0..).map(model::RollId).zip(&self.rolls);
        Observed {
            now: self.now(),
            entered: self.entered,
            ended: self.ended.is_some(),
            phases: self.phases.iter().map(|phase| phase.stage).collect(),
            milestones: self.milestones.iter().map(|m| m.reached).collect(),
            occurrences: self
                .index
                .iter()
                .map(|(key, id)| (*key, self.observation(*id)))
                .collect(),
            broken: crate::standing::broken(self)
                .map(|(article, party, broken)| ((article, party), broken))
                .collect(),
            runs: self
                .runs
                .iter()
                .map(|run| Run {
                    ladder: run.ladder,
                    cause: match run.cause {
                        Cause::Occurrence(id) => Some(self.occurrence(id).key),
                        Cause::Rule(..) | Cause::Opened => None,
                    },
                    rung: run.rung,
                    exhausted: run.exhausted,
                })
                .collect(),
            undecided: self.undecided.clone(),
            complete: rolls
                .filter(|(_, roll)| roll.complete)
                .map(|(id, _)| Element::Roll(id))
                .collect(),
        }
    }

    /// How one occurrence stands.
    fn observation(&self, id: u32) -> Observation {
        let it = self.occurrence(id);
        Observation {
            stage: it.stage,
            timeliness: it.timeliness,
            deadline: it.deadline,
            required: it.required,
            claimed: it.claimed,
            accepted: it.accepted,
            refused: it.refused,
            pending: it.pending,
            disputed: it.disputed,
            breached: it.breached.is_some(),
            suspended: it.veils > 0,
            withheld: it.withheld,
            unverifiable: it.unverifiable,
        }
    }
}

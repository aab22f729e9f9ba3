//! Counts: who counted how much. All are kept, side by side; the text says whose binds, or does
//! not.

use model::{ActorId, ArticleId, ArticleKind, Bound, Clause, Deed, Element, Subject};

use crate::event::{Change, Event};
use crate::observed::{Key, Open, Range};
use crate::occurrences::by;
use crate::rules::Rules;
use crate::state::{Occurrence, State};
use crate::step::Step;
use crate::truth::{Truth, instant};

impl Rules {
    /// Whose count of an article binds; nobody where the text does not say.
    pub(crate) fn counters(&self, article: ArticleId) -> Vec<ActorId> {
        let agreement = &self.agreement;
        let rule = self.article(article);
        let by_clause = rule.clauses.iter().find_map(|clause| match clause {
            Clause::CountedBy(panel) => Some(panel),
            _ => None,
        });
        if let Some(panel) = by_clause {
            return agreement.members(panel);
        }
        let quantity = rule.quantity();
        let unit = quantity.and_then(|quantity| agreement.unit(quantity.unit()?));
        if let Some(prevails) = unit.and_then(|unit| unit.prevails.as_ref()) {
            return self.actors(prevails);
        }
        let roll = quantity.and_then(|quantity| agreement.roll(quantity.roll()?));
        let by_unit = unit.and_then(|unit| unit.counted_by.as_ref());
        let by_roll = roll.and_then(|roll| roll.counted_by.as_ref());
        by_unit
            .or(by_roll)
            .map(|panel| agreement.members(panel))
            .unwrap_or_default()
    }
}

impl State {
    /// The last count of each who counted, for an article or one occurrence of it, in thousandths.
    #[must_use]
    pub fn counts(&self, article: ArticleId, key: Option<Key>) -> &[(ActorId, Range)] {
        let id = key.and_then(|key| self.index.get(&key).copied());
        let counts = self.counts.get(&(article, id));
        counts.map_or(&[], Vec::as_slice)
    }
}

impl Step<'_> {
    /// Somebody counted: the count is kept, and compared with those that stand.
    pub(crate) fn count_told(&mut self, event: &Event) {
        let Deed::Counts { who, measure, duty } = &event.deed else {
            return;
        };
        self.keep(duty.element);
        let Some(article) = duty.article() else {
            return;
        };
        let Some(worth) = self.rules.worth(self.state, article, measure) else {
            return;
        };
        // A count over a span says how much there was in all of it, not in one round of it.
        let span = event.at.latest - event.at.earliest > model::DAY_SECONDS;
        let owes = self.rules.owes(article);
        let id = if owes && !span {
            self.counted(*duty, event)
        } else {
            None
        };
        if owes && id.is_none() {
            return;
        }
        let counts = self.state.counts.entry((article, id)).or_default();
        match counts.iter_mut().find(|(counter, _)| counter == who) {
            Some((_, range)) if measure.so_far == Some(false) => *range = range.plus(worth),
            Some((_, range)) => *range = worth,
            None => counts.push((*who, worth)),
        }
        let counts = counts.clone();
        if !owes {
            self.measure(article, &counts);
            return;
        }
        let key = id.map(|id| self.state.occurrence(id).key);
        let subject = Subject::of(Element::Article(article));
        if self.rules.counters(article).is_empty() && differ(&counts) {
            self.undecided(Open::Count, subject, key);
        } else {
            self.decided(Open::Count, subject, key);
        }
    }

    /// The level that a rule bounds is measured.
    fn measure(&mut self, article: ArticleId, counts: &[(ActorId, Range)]) {
        let rules = self.rules;
        let ArticleKind::Level(level) = &rules.article(article).kind else {
            return;
        };
        if !self.level_in_force(article) {
            return;
        }
        let Some(limit) = rules.level_limit(self.state, article) else {
            return;
        };
        let binding = rules.counters(article);
        let heard: Vec<Truth> = counts
            .iter()
            .filter(|(who, _)| binding.is_empty() || binding.contains(who))
            .map(|(_, range)| beyond(level.quantity.bound, *range, limit))
            .collect();
        let subject = Subject::of(Element::Article(article));
        let all = |truth: Truth| heard.iter().all(|heard| *heard == truth);
        let party = match rules.obligors(article).as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let broken = self.state.rules.get(&(article, party));
        let broken = broken.is_some_and(|standing| standing.broken);
        if heard.is_empty() {
            return;
        }
        if all(Truth::Yes) {
            self.decided(Open::Count, subject, None);
            if !broken {
                self.break_rule(article, party, by(article, None));
            }
        } else if all(Truth::No) {
            self.decided(Open::Count, subject, None);
            if broken {
                let standing = self.state.rules.entry((article, party)).or_default();
                standing.broken = false;
                self.follow(Change::Broken(article, party, false), by(article, None));
                self.changed(Element::Article(article));
            }
        } else {
            self.undecided(Open::Count, subject, None);
        }
    }

    /// Whether a level is to be kept by now.
    fn level_in_force(&self, article: ArticleId) -> bool {
        let key = Key {
            article,
            row: None,
            round: 0,
            obligor: None,
            generation: 0,
        };
        let asked = Occurrence::new(key, instant(self.state.now()));
        self.rules.start(self.state, &asked, u32::MAX).holds == Truth::Yes
    }
}

impl Rules {
    fn level_limit(&self, state: &State, article: ArticleId) -> Option<Range> {
        use model::Amount;
        let quantity = self.article(article).quantity()?;
        match &quantity.amount {
            Amount::Number(number) => Some(Range::exactly(*number)),
            Amount::Between(low, high) => Some(Range {
                low: *low,
                high: *high,
            }),
            Amount::All => self.roll(state, quantity.roll()?),
            _ => None,
        }
    }
}

/// Whether two counts cannot both be right.
fn differ(counts: &[(ActorId, Range)]) -> bool {
    counts.iter().enumerate().any(|(index, (_, one))| {
        let mut others = counts[index + 1..].iter();
        others.any(|(_, other)| one.high < other.low || other.high < one.low)
    })
}

/// Whether a count lies beyond a bound.
fn beyond(bound: Option<Bound>, count: Range, limit: Range) -> Truth {
    let (over, within) = match bound {
        Some(Bound::AtMost) => (count.low > limit.high, count.high <= limit.low),
        Some(Bound::Below) => (count.low >= limit.high, count.high < limit.low),
        Some(Bound::AtLeast) => (count.high < limit.low, count.low >= limit.high),
        Some(Bound::MoreThan | Bound::Above) => (count.high <= limit.low, count.low > limit.high),
        // Nobody can say at which number `about` is left.
        Some(Bound::About) => (false, false),
        None => (
            count.low > limit.high || count.high < limit.low,
            count.low >= limit.low && count.high <= limit.high,
        ),
    };
    match (over, within) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::No,
        (false, false) => Truth::NotKnown,
    }
}

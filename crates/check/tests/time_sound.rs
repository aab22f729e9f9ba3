//! Laws of the temporal findings, over small random agreements and against a search by hand.

mod time_support;

use std::fmt::Write as _;

use time_support::{compiled, of_code, of_text};

/// Half days looked at by the search.
const HALVES: usize = 20;

/// One random duty: what a reader would understand, and what the search tries.
#[derive(Clone, Copy, Debug, Default)]
struct Rule {
    /// Not before the start of this day.
    first: Option<usize>,
    /// By the end of this day.
    last: Option<usize>,
    /// Waits until an earlier duty is done.
    after: Option<usize>,
    /// Within so many days after that, the end of the day included.
    within: Option<usize>,
}

/// A small generator (Marsaglia 2003, "Xorshift RNGs"): the same seed gives the same cases.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap_or(0)
    }

    fn rules(&mut self) -> Vec<Rule> {
        let count = 2 + self.below(3);
        let mut rules = vec![Rule::default(); count];
        for (at, rule) in rules.iter_mut().enumerate() {
            if self.below(2) == 0 {
                rule.first = Some(1 + self.below(9));
            }
            if at > 0 && self.below(3) > 0 {
                rule.after = Some(self.below(at));
                if self.below(3) == 0 {
                    rule.within = Some(1 + self.below(3));
                }
            }
            if rule.within.is_none() && self.below(2) == 0 {
                rule.last = Some(1 + self.below(9));
            }
        }
        rules
    }
}

fn text(rules: &[Rule]) -> String {
    let mut text = String::from(
        "agreement test \"Test\".\ntime zone Africa/Cairo.\nday 1 is 19 January 2025.\n\
         party north \"North\".\nparty south \"South\".\nplace river \"River\".\n\
         under the agreement:\n",
    );
    for (at, rule) in rules.iter().enumerate() {
        let who = if at % 2 == 0 { "north" } else { "south" };
        let _ = write!(text, "duty d{at} \"D\": {who} shall \"do\" \"its part\"");
        if let Some(day) = rule.first {
            let _ = write!(text, ", not before day {day}");
        }
        if let Some(day) = rule.last {
            let _ = write!(text, ", by day {day}");
        }
        match (rule.after, rule.within) {
            (Some(other), Some(days)) => {
                let _ = write!(text, ", within {days} days after d{other} being done");
            }
            (Some(other), None) => {
                let _ = write!(text, ", when d{other} is done");
            }
            _ => {}
        }
        text.push_str(".\n");
    }
    text
}

/// Whether the duties can be done at some half days: a timetable found by trying.
fn possible(rules: &[Rule], done: &mut Vec<usize>) -> bool {
    let Some(rule) = rules.get(done.len()) else {
        return true;
    };
    for half in 0..HALVES {
        let day = half / 2 + 1;
        let early = rule.first.is_some_and(|first| day < first)
            || rule.after.is_some_and(|other| half < done[other]);
        let late = rule.last.is_some_and(|last| day > last)
            || rule
                .after
                .zip(rule.within)
                .is_some_and(|(other, days)| day > done[other] / 2 + 1 + days);
        if early || late {
            continue;
        }
        done.push(half);
        if possible(rules, done) {
            return true;
        }
        done.pop();
    }
    false
}

#[test]
fn time_findings_are_sound() {
    let mut dice = Dice(0x5eed_0001);
    let (mut told, mut missed) = (0, 0);
    for _ in 0..600 {
        let rules = dice.rules();
        let source = text(&rules);
        let impossible = !of_code("E0301", of_text(&source)).is_empty();
        let timetable = possible(&rules, &mut Vec::new());
        assert!(
            !(impossible && timetable),
            "a timetable exists, and E0301 says that none does:\n{source}"
        );
        told += usize::from(impossible);
        missed += usize::from(!impossible && !timetable);
        // Without civil lengths nothing is given away: what has no timetable is told.
        if rules.iter().all(|rule| rule.within.is_none()) {
            assert_eq!(impossible, !timetable, "{source}");
        }
    }
    assert!(told > 50, "the cases are too tame: {told}");
    assert!(
        missed * 10 < told,
        "{missed} contradictions missed, {told} told"
    );
}

#[test]
fn the_same_text_gives_the_same_findings() {
    let mut dice = Dice(0x5eed_0002);
    for _ in 0..100 {
        let source = text(&dice.rules());
        let agreement = compiled(&source);
        assert_eq!(
            check::time_and_order(&agreement),
            check::time_and_order(&agreement)
        );
    }
}

#[test]
fn one_party_is_pressed_only_where_a_timetable_exists() {
    let mut dice = Dice(0x5eed_0003);
    let mut pressed = 0;
    for _ in 0..400 {
        let rules = dice.rules();
        let found = of_text(&text(&rules));
        if found.iter().any(|draft| draft.code == "W0302") {
            pressed += 1;
            let impossible: Vec<_> = of_code("E0301", found.clone());
            let windows: Vec<_> = of_code("W0302", found);
            // What E0301 explains is not told again.
            for window in &windows {
                assert!(impossible.iter().all(|other| other.at != window.at));
            }
        }
    }
    assert!(pressed > 10, "the cases are too tame: {pressed}");
}

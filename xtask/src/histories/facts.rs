//! What the kernel holds when a row of a sheet is over, and which of the sheet's words that bears
//! out. The rules stand in the head of the report; none of them looks at what a sheet says.

use std::collections::BTreeSet;

use kernel::{Answer, Key, Observation, Observed, Profile, Stage, Timeliness};
use model::{
    Agreement, ArticleId, ArticleKind, Clause, Deed, Element, IncidentVerb, Instant, PartyVerb,
    ReadingId, ReadingOf, Record, Reference, RowRef,
};
use replay::{Say, Timeline};

/// The words of the sheets that tell how a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    Fulfilled,
    Partial,
    Late,
    Breached,
    Disputed,
}

impl Word {
    /// All of them, as the sheets spell them.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Fulfilled, "fulfilled"),
        (Self::Partial, "partial"),
        (Self::Late, "late"),
        (Self::Breached, "breached"),
        (Self::Disputed, "disputed"),
    ];

    /// As the sheets spell it.
    pub fn word(self) -> &'static str {
        let own = Self::ALL.iter().find(|(word, _)| *word == self);
        own.map_or("", |(_, word)| word)
    }
}

/// What is asked of a record: how the articles of some steps stand when a row of the sheet is over.
#[derive(Debug)]
pub struct Asked<'a> {
    pub agreement: &'a Agreement,
    pub record: &'a Record,
    /// The entries under the row, by position in the record.
    pub entries: &'a [usize],
    /// Its steps, the one whose status it is first.
    pub steps: &'a [String],
    /// Just after its last day.
    pub end: Instant,
}

/// How they stand.
#[derive(Debug, Default)]
pub struct Account {
    /// The words that the kernel's facts bear out.
    pub words: BTreeSet<Word>,
    /// All that is owed is told, nothing of it is refused, and it is not late: only nobody whom
    /// the text names has accepted it.
    pub told: bool,
    /// The facts, for a reader.
    pub facts: Vec<String>,
}

/// The record led to the end of a row, and what its entries changed.
struct Led {
    timeline: Timeline,
    changed: BTreeSet<Key>,
    /// Owed before the last day was over.
    owed: BTreeSet<Key>,
    contested: bool,
    refused: Vec<String>,
}

fn led(asked: &Asked<'_>, profile: &Profile) -> Led {
    let mut timeline = Timeline::new(asked.agreement, profile);
    let (mut changed, mut contested, mut refused) = (BTreeSet::new(), false, Vec::new());
    let last = asked.entries.last().copied().unwrap_or(0);
    for (index, row) in asked.record.rows.iter().enumerate().take(last + 1) {
        let own = asked.entries.contains(&index);
        let Ok(event) = replay::event(&timeline.rules, &timeline.state, row) else {
            refused.push("its day cannot be told".to_owned());
            continue;
        };
        if !own {
            kernel::apply(&timeline.rules, &mut timeline.state, &event);
            continue;
        }
        kernel::tick(&timeline.rules, &mut timeline.state, event.recorded - 1);
        let before = timeline.state.observe();
        match kernel::apply(&timeline.rules, &mut timeline.state, &event) {
            Answer::Step(_) => {}
            Answer::Contested(..) => contested = true,
            Answer::Refused(refusal) => refused.push(
                Say {
                    agreement: asked.agreement,
                }
                .refusal(refusal),
            ),
        }
        let after = timeline.state.observe();
        for (key, it) in &after.occurrences {
            if before.occurrences.get(key) != Some(it) {
                changed.insert(*key);
            }
        }
    }
    kernel::tick(&timeline.rules, &mut timeline.state, asked.end - 2);
    let by_then = timeline.state.observe().occurrences;
    let owed = by_then
        .iter()
        .filter(|(_, it)| it.stage != Stage::Dormant)
        .map(|(key, _)| *key);
    let owed = owed.collect();
    kernel::tick(&timeline.rules, &mut timeline.state, asked.end);
    Led {
        timeline,
        changed,
        owed,
        contested,
        refused,
    }
}

/// What the facts bear out.
pub fn account(asked: &Asked<'_>) -> Account {
    let led = led(asked, &Profile::default());
    let observed = led.timeline.state.observe();
    let mut account = Account::default();
    let looked = looked(asked);
    let keys = occurrences(&observed, &led, &looked);
    let say = Say {
        agreement: asked.agreement,
    };
    let (mut full, mut told, mut any) = (true, true, false);
    for (key, it) in &keys {
        any = true;
        full &= is_full(asked, *key, it);
        told &= (is_full(asked, *key, it) || it.stage == Stage::Reported) && !is_late(asked, it);
        account
            .words
            .extend(of_occurrence(asked, &observed, *key, it));
        account.facts.push(fact(&say, *key, it));
    }
    for (article, _) in looked
        .iter()
        .filter(|(id, _)| is_rule(asked.agreement, *id))
    {
        any = true;
        let words = of_rule(asked, &observed, *article);
        full &= words.is_empty();
        told &= words.is_empty();
        let name = asked.agreement.name(Element::Article(*article));
        account.facts.push(format!("{name}: {}", rule_fact(&words)));
        account.words.extend(words);
    }
    if any && full {
        account.words.insert(Word::Fulfilled);
    }
    account.told = any && told && !full;
    let looked: Vec<ArticleId> = looked.iter().map(|(article, _)| *article).collect();
    if led.contested || answered(asked, &looked) {
        account.words.insert(Word::Disputed);
        account.facts.push("what was done is contested".to_owned());
    }
    if rival_counts(asked, &looked) {
        account.words.insert(Word::Disputed);
        account.facts.push("counts differ".to_owned());
    }
    account.facts.extend(led.refused);
    account
}

/// The articles of a step, with the row of their schedule where the record names one: those that
/// a deed under the row is about; else those it relies on; else all that cite the step.
fn looked(asked: &Asked<'_>) -> Vec<(ArticleId, Option<u32>)> {
    let cites = |article: ArticleId, steps: &[String]| {
        let article = asked.agreement.article(article);
        let cites = article.map_or(&[][..], |article| &article.naming.cites);
        cites.iter().any(|cite| {
            let mut words = cite
                .words
                .split(|c: char| !(c.is_alphanumeric() || c == '-'));
            words.any(|word| steps.iter().any(|step| step == word))
        })
    };
    let rows = || {
        let entries = asked.entries.iter();
        entries.filter_map(|index| asked.record.rows.get(*index))
    };
    let named = |reference: &Reference| {
        let row = match reference.row {
            RowRef::Row(row) => Some(row),
            _ => None,
        };
        reference.article().map(|article| (article, row))
    };
    let mut found: Vec<(ArticleId, Option<u32>)> = Vec::new();
    let mut add = |all: Vec<(ArticleId, Option<u32>)>, steps: &[String]| {
        for one in all {
            if cites(one.0, steps) && !found.contains(&one) {
                found.push(one);
            }
        }
        !found.is_empty()
    };
    let main = asked.steps.get(..1).unwrap_or_default();
    let deeds: Vec<_> = rows()
        .flat_map(|row| about(&row.deed))
        .filter_map(|r| named(&r))
        .collect();
    let cited: Vec<_> = rows()
        .flat_map(|row| row.citing.iter())
        .filter_map(named)
        .collect();
    let all = asked.agreement.articles().map(|(id, _)| (id, None));
    let all: Vec<_> = all
        .filter(|(id, _)| has_facts(asked.agreement, *id))
        .collect();
    let _ = add(deeds.clone(), main)
        || add(cited.clone(), main)
        || add(deeds, asked.steps)
        || add(cited, asked.steps)
        || add(all, main);
    found
}

/// The articles a deed is about.
fn about(deed: &Deed) -> Vec<Reference> {
    let article = |id: ArticleId| Reference {
        element: Element::Article(id),
        row: RowRef::None,
    };
    if let Some(duty) = deed.duty() {
        return vec![duty];
    }
    match deed {
        Deed::ExtendsUntil { what, .. } | Deed::ExtendsBy { what, .. } => vec![*what],
        Deed::Incident { incident, .. } | Deed::Justifies { incident, .. } => {
            vec![article(incident.of)]
        }
        Deed::Adopts { what, .. } | Deed::Proposes { what, .. } => vec![Reference {
            element: *what,
            row: RowRef::None,
        }],
        _ => Vec::new(),
    }
}

/// The occurrences looked at: of each row those that the entries changed, else the newest.
fn occurrences(
    observed: &Observed,
    led: &Led,
    looked: &[(ArticleId, Option<u32>)],
) -> Vec<(Key, Observation)> {
    let changed = &led.changed;
    let mut found = Vec::new();
    for (article, row) in looked {
        let own = observed
            .occurrences
            .iter()
            .filter(|(key, _)| key.article == *article && (row.is_none() || key.row == *row));
        let mut groups: BTreeSet<_> = own.clone().map(|(key, _)| (key.row, key.obligor)).collect();
        let touched = |group: &(Option<u32>, Option<model::ActorId>)| {
            let mut own = own.clone();
            own.any(|(key, _)| (key.row, key.obligor) == *group && changed.contains(key))
        };
        if row.is_none() && groups.iter().any(touched) {
            groups.retain(touched);
        }
        for group in groups {
            let own = own
                .clone()
                .filter(|(key, _)| (key.row, key.obligor) == group);
            let mut touched = own
                .clone()
                .filter(|(key, _)| changed.contains(*key))
                .peekable();
            if touched.peek().is_some() {
                found.extend(touched.map(|(key, it)| (*key, *it)));
                continue;
            }
            let mut owed = own.clone().filter(|(key, _)| led.owed.contains(*key));
            let newest = owed.next_back().or_else(|| own.clone().next_back());
            found.extend(newest.map(|(key, it)| (*key, *it)));
        }
    }
    found.sort_by_key(|(key, _)| *key);
    found.dedup_by_key(|(key, _)| *key);
    found
}

/// What one occurrence bears out, but for what asks for all of them.
fn of_occurrence(asked: &Asked<'_>, observed: &Observed, key: Key, it: &Observation) -> Vec<Word> {
    let mut words = Vec::new();
    let done = it.claimed.high > 0 || it.accepted.high > 0;
    let less = match it.required {
        Some(required) => {
            it.claimed.low < required.low
                || (it.accepted.high > 0 && it.accepted.low < required.low)
        }
        None => it.stage != Stage::Reported || it.accepted.high > 0,
    };
    let whole = matches!(
        it.stage,
        Stage::Fulfilled | Stage::Performed | Stage::Remedied
    );
    if done && less && !whole {
        words.push(Word::Partial);
    }
    if is_late(asked, it) {
        words.push(Word::Late);
    }
    let owed = matches!(it.stage, Stage::Due | Stage::Overdue | Stage::Breached);
    if it.breached || it.stage == Stage::Overdue || (it.withheld && owed) {
        words.push(Word::Breached);
    }
    let undecided = observed.undecided.iter().any(|one| {
        use kernel::Open;
        one.key == Some(key) && matches!(one.question, Open::Split | Open::Decider | Open::Count)
    });
    if it.disputed.high > 0
        || it.stage == Stage::Undetermined
        || undecided
        || (it.withheld && denied(asked, key))
    {
        words.push(Word::Disputed);
    }
    words
}

/// Accepted in full, or told in full where the text names nobody to accept it; and not late.
fn is_full(asked: &Asked<'_>, key: Key, it: &Observation) -> bool {
    let named = asked.agreement.article(key.article).is_some_and(|article| {
        let mut clauses = article.clauses.iter();
        clauses.any(|clause| {
            matches!(
                clause,
                Clause::VerifiedBy { .. } | Clause::IdentifiedBy { .. }
            )
        })
    });
    let full = match it.stage {
        Stage::Fulfilled | Stage::Performed => true,
        Stage::Reported => !named,
        _ => false,
    };
    full && !is_late(asked, it)
}

/// As the language reads `late`; and where its date has passed while what it waits for did not
/// come.
fn is_late(asked: &Asked<'_>, it: &Observation) -> bool {
    let unowed = matches!(it.stage, Stage::Dormant | Stage::Undetermined);
    let passed = it
        .deadline
        .is_some_and(|deadline| deadline.latest < asked.end);
    it.timeliness == Some(Timeliness::Late)
        || it.stage == Stage::Overdue
        || (unowed && passed)
        || (it.stage == Stage::Breached && it.claimed.high == 0)
}

/// Whether it is not owed on the reading of a party that owes it.
fn denied(asked: &Asked<'_>, key: Key) -> bool {
    let agreement = asked.agreement;
    let holders = agreement
        .article(key.article)
        .and_then(|article| article.holders())
        .map(|panel| agreement.members(panel))
        .unwrap_or_default();
    (0..)
        .map(ReadingId)
        .zip(&agreement.readings)
        .any(|(id, reading)| {
            let ReadingOf::Named(of) = &reading.of else {
                return false;
            };
            let own = of.iter().any(|of| of.article() == Some(key.article))
                && reading.by.iter().any(|who| holders.contains(who));
            own && {
                let profile = Profile {
                    readings: vec![id],
                    ..Profile::default()
                };
                let observed = led(asked, &profile).timeline.state.observe();
                let it = observed.occurrences.get(&key);
                it.is_none_or(|it| matches!(it.stage, Stage::Dormant | Stage::Undetermined))
            }
        })
}

fn is_rule(agreement: &Agreement, article: ArticleId) -> bool {
    let kind = agreement.article(article).map(|article| &article.kind);
    match kind {
        Some(ArticleKind::Duty(duty)) => duty.standing,
        Some(ArticleKind::Prohibition(_) | ArticleKind::Level(_)) => true,
        _ => false,
    }
}

fn has_facts(agreement: &Agreement, article: ArticleId) -> bool {
    let kind = agreement.article(article).map(|article| &article.kind);
    is_rule(agreement, article) || matches!(kind, Some(ArticleKind::Duty(_)))
}

/// What a rule that stands bears out; nothing: that it is kept.
fn of_rule(asked: &Asked<'_>, observed: &Observed, article: ArticleId) -> BTreeSet<Word> {
    let mut words = BTreeSet::new();
    let mut broken = observed.broken.iter();
    if broken.any(|((of, _), broken)| *of == article && *broken) {
        words.insert(Word::Breached);
    }
    let last = asked.entries.last().map_or(0, |last| last + 1);
    let mut open = false;
    for row in asked.record.rows.iter().take(last) {
        match &row.deed {
            Deed::Incident { verb, incident, .. } if incident.of == article => {
                open = *verb != IncidentVerb::Finds;
            }
            Deed::Finds { duty, .. } if duty.article() == Some(article) => open = false,
            Deed::Disputes { duty, .. } if duty.article() == Some(article) => open = true,
            _ => {}
        }
    }
    if open {
        words.insert(Word::Disputed);
    }
    words
}

/// A party says that it is not bound, or refuses a consent that is asked for.
fn answered(asked: &Asked<'_>, looked: &[ArticleId]) -> bool {
    let rows = asked.entries.iter();
    let mut rows = rows.filter_map(|index| asked.record.rows.get(*index));
    rows.any(|row| match &row.deed {
        Deed::RefusesConsent { .. } => true,
        Deed::Acts { verb, duty, .. } => {
            let of = duty.as_ref().and_then(|duty| duty.article());
            *verb == PartyVerb::Repudiates && of.is_none_or(|of| looked.contains(&of))
        }
        _ => false,
    })
}

/// Two count the same thing under the row, and differ.
fn rival_counts(asked: &Asked<'_>, looked: &[ArticleId]) -> bool {
    let counts: Vec<_> = asked
        .entries
        .iter()
        .filter_map(|index| asked.record.rows.get(*index))
        .filter_map(|row| match &row.deed {
            Deed::Counts { who, measure, duty } => {
                let article = duty.article().filter(|article| looked.contains(article))?;
                Some((*who, measure, article))
            }
            _ => None,
        })
        .collect();
    counts.iter().any(|(who, measure, article)| {
        counts.iter().any(|(other, theirs, of)| {
            who != other
                && article == of
                && measure.noun == theirs.noun
                && measure.percent == theirs.percent
                && (measure.number, measure.bound) != (theirs.number, theirs.bound)
        })
    })
}

fn rule_fact(words: &BTreeSet<Word>) -> &'static str {
    match (
        words.contains(&Word::Breached),
        words.contains(&Word::Disputed),
    ) {
        (true, true) => "broken; alleged again, and not found",
        (true, false) => "broken",
        (false, true) => "alleged, and not found by those who confirm",
        (false, false) => "kept",
    }
}

fn fact(say: &Say<'_>, key: Key, it: &Observation) -> String {
    let mut words = format!("{}: {}", say.key(key), say.stage(it.stage));
    if let Some(timeliness) = it.timeliness {
        words.push_str(&format!(", {}", say.timeliness(timeliness)));
    }
    if it.claimed.high > 0 {
        let of = it.required.map(|required| say.range(required));
        let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
        words.push_str(&format!(", told {}{of}", say.range(it.claimed)));
    }
    if it.accepted.high > 0 {
        words.push_str(&format!(", accepted {}", say.range(it.accepted)));
    }
    if it.disputed.high > 0 {
        words.push_str(&format!(", disputed {}", say.range(it.disputed)));
    }
    for (marked, word) in [
        (it.withheld, "withheld"),
        (it.suspended, "suspended"),
        (
            it.breached && it.stage != Stage::Breached,
            "breached before",
        ),
    ] {
        if marked {
            words.push_str(&format!(", {word}"));
        }
    }
    words
}

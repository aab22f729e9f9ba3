//! Section 4 of the page: claims, verifiers, silence, disputes, stages.

use std::collections::BTreeMap;

use kernel::{Key, Observation, Open, Range, Release, Stage, Timeliness, Undecided};
use model::{
    ActorId, ArticleId, Clause, Duration, Element, Failing, Instant, Panel, Question, Subject,
    Window,
};

use crate::number::{NOTHING, Truth, greater, kth_greatest, lesser, minus, nothing, plus, range};
use crate::required::required;
use crate::time::{Asking, compare, end_of, seconds};
use crate::world::{Fact, Told, World};

pub(crate) fn work_out(world: &mut World) {
    released(world);
    silence(world);
    disputes_end(world);
    observe(world);
    breaches(world);
}

/// One `verified by` or `identified by`.
pub(crate) struct Verifier<'a> {
    pub(crate) clause: usize,
    pub(crate) panel: &'a Panel,
    pub(crate) within: Option<Duration>,
    pub(crate) failing: Option<&'a Failing>,
}

/// 4.2: the panels that verify an article.
pub(crate) fn verifiers<'a>(world: &World<'a>, article: ArticleId) -> Vec<Verifier<'a>> {
    let clauses = world.clauses(article).iter().enumerate();
    clauses
        .filter_map(|(clause, of)| match of {
            Clause::VerifiedBy {
                panel,
                within,
                failing,
            }
            | Clause::IdentifiedBy {
                panel,
                within,
                failing,
            } => Some(Verifier {
                clause,
                panel,
                within: *within,
                failing: failing.as_ref(),
            }),
            _ => None,
        })
        .collect()
}

/// 4.2: how many of its members it takes: the stated number; one if the panel has one member or
/// is joined by `or`; else all.
pub(crate) fn takes(panel: &Panel, members: usize) -> usize {
    match panel.threshold {
        Some(number) => number as usize,
        None if panel.or => 1,
        None => members,
    }
}

/// What one member has found so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) accepted: Range,
    pub(crate) refused: Range,
    pub(crate) pending: Range,
}

/// All that has been told of one occurrence, added up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    pub(crate) claims: Vec<Claim>,
    pub(crate) members: BTreeMap<ActorId, Totals>,
    /// What was accepted and refused as a whole, by clause; nothing: as all would.
    whole: BTreeMap<Option<usize>, (Range, Range)>,
    disputed: Range,
    /// When the last dispute, and the last finding, was entered.
    dispute: Option<Instant>,
    pub(crate) finding: Option<Instant>,
    unable: bool,
    short: bool,
    breached: bool,
    withheld: bool,
}

/// One claim: how much it adds.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    by: Vec<ActorId>,
    pub(crate) amount: Range,
    so_far: bool,
    pub(crate) partly: bool,
    pub(crate) at: Window,
    pub(crate) about: bool,
    recorded: Instant,
}

/// 3.5: what claims come to: `so far` sets the total of its author.
fn total<'a>(claims: impl Iterator<Item = &'a Claim>) -> Range {
    let mut authors: BTreeMap<&[ActorId], Range> = BTreeMap::new();
    for claim in claims {
        let total = authors.entry(&claim.by).or_default();
        *total = add(*total, claim.amount, claim.so_far);
    }
    authors.into_values().fold(NOTHING, plus)
}

fn add(total: Range, amount: Range, so_far: bool) -> Range {
    if so_far { amount } else { plus(total, amount) }
}

/// 4.1 to 4.5: adds up what has been told of an occurrence, in order.
pub(crate) fn sum(world: &World, key: Key) -> Sum {
    let mut sum = Sum::default();
    let redated = world
        .past
        .made
        .get(&key)
        .is_some_and(|made| made.redated.is_some());
    // 9: a new date takes along what was claimed, found and disputed.
    let first = if redated { 0 } else { key.generation };
    for told in &world.told {
        for generation in first..=key.generation {
            let of = Key { generation, ..key };
            add_finding(&mut sum, of, told);
            add_whole(&mut sum, of, told);
            add_mark(&mut sum, of, told);
        }
    }
    sum
}

fn add_finding(sum: &mut Sum, key: Key, told: &Told) {
    let mine = |of: &Key| *of == key;
    match &told.fact {
        Fact::Claim {
            key: of,
            by,
            amount,
            so_far,
            partly,
        } if mine(of) => sum.claims.push(Claim {
            by: by.clone(),
            amount: *amount,
            so_far: *so_far,
            partly: *partly,
            at: told.at,
            about: told.about,
            recorded: told.recorded,
        }),
        Fact::Accepts {
            key: of,
            by,
            amount,
            so_far,
        } if mine(of) => {
            let member = sum.members.entry(*by).or_default();
            member.accepted = add(member.accepted, *amount, *so_far);
            sum.finding = Some(told.recorded);
        }
        Fact::Refuses {
            key: of,
            by,
            amount,
            so_far,
        } if mine(of) => {
            let member = sum.members.entry(*by).or_default();
            member.refused = add(member.refused, *amount, *so_far);
            sum.finding = Some(told.recorded);
        }
        Fact::Pending {
            key: of,
            by,
            amount,
            so_far,
        } if mine(of) => {
            let member = sum.members.entry(*by).or_default();
            member.pending = add(member.pending, *amount, *so_far);
        }
        Fact::Wrong { key: of, by } if mine(of) => {
            sum.members.entry(*by).or_default().accepted = NOTHING;
            sum.finding = Some(told.recorded);
        }
        _ => {}
    }
}

/// What is found by no member in particular, and rulings.
fn add_whole(sum: &mut Sum, key: Key, told: &Told) {
    let mine = |of: &Key| *of == key;
    match &told.fact {
        Fact::Whole {
            key: of,
            clause,
            amount,
        } if mine(of) => {
            let whole = sum.whole.entry(*clause).or_default();
            whole.0 = greater(whole.0, *amount);
            sum.finding = Some(told.recorded);
        }
        Fact::WholeRefused {
            key: of,
            clause,
            amount,
        } if mine(of) => {
            let whole = sum.whole.entry(*clause).or_default();
            whole.1 = greater(whole.1, *amount);
            sum.finding = Some(told.recorded);
        }
        Fact::Rules {
            key: of,
            amount,
            claimed,
        } if mine(of) => {
            let refused = minus(*claimed, *amount);
            for member in sum.members.values_mut() {
                *member = Totals {
                    accepted: *amount,
                    refused,
                    pending: NOTHING,
                };
            }
            sum.whole.clear();
            sum.whole.insert(None, (*amount, refused));
            sum.disputed = NOTHING;
            sum.dispute = None;
        }
        _ => {}
    }
}

fn add_mark(sum: &mut Sum, key: Key, told: &Told) {
    match &told.fact {
        Fact::Disputes { key: of, amount } if *of == key => {
            sum.disputed = plus(sum.disputed, *amount);
            sum.dispute = Some(told.recorded);
        }
        Fact::DisputeOver { key: of } if *of == key => {
            sum.disputed = NOTHING;
            sum.dispute = None;
        }
        Fact::Unable { key: of } if *of == key => sum.unable = true,
        Fact::FoundShort { key: of } if *of == key => sum.short = true,
        Fact::FoundBreached { key: of } if *of == key => sum.breached = true,
        Fact::Withholds { key: of } if *of == key => sum.withheld = true,
        Fact::Resumes { key: Some(of), .. } if *of == key => sum.withheld = false,
        _ => {}
    }
}

impl Sum {
    /// 4.1: what is claimed in all.
    pub(crate) fn claimed(&self) -> Range {
        total(self.claims.iter())
    }

    /// What one panel has found: accepted, refused, pending (4.2).
    fn panel(&self, world: &World, verifier: &Verifier) -> Totals {
        let members = crate::consent::members(world, verifier.panel);
        let of = |who: &ActorId| self.members.get(who).copied().unwrap_or_default();
        let totals: Vec<Totals> = members.iter().map(of).collect();
        let (n, k) = (members.len(), takes(verifier.panel, members.len()));
        let accepted: Vec<Range> = totals.iter().map(|of| of.accepted).collect();
        let refused: Vec<Range> = totals.iter().map(|of| of.refused).collect();
        let all = self.whole.get(&None).copied().unwrap_or_default();
        let whole = self.whole.get(&Some(verifier.clause)).copied();
        let whole = whole.unwrap_or_default();
        // Where it takes more than there are, nothing can be accepted, and nothing need be refused.
        let refusal = (n + 1).checked_sub(k).filter(|k| *k > 0);
        let refusal = refusal.map_or(NOTHING, |k| kth_greatest(&refused, k));
        let accepted = if k == 0 {
            NOTHING
        } else {
            kth_greatest(&accepted, k)
        };
        let accepted = greater(greater(accepted, whole.0), all.0);
        let refused = greater(greater(refusal, whole.1), all.1);
        let held = totals.iter().map(|of| of.pending).fold(NOTHING, greater);
        let left = minus(self.claimed(), plus(accepted, refused));
        Totals {
            accepted,
            refused,
            pending: lesser(held, left),
        }
    }

    /// 4.2: what is found in all: several panels must each accept, and the least of them counts.
    pub(crate) fn found(&self, world: &World, article: ArticleId) -> Totals {
        let panels = verifiers(world, article);
        let panels: Vec<Totals> = panels.iter().map(|of| self.panel(world, of)).collect();
        let all = self.whole.get(&None).copied().unwrap_or_default();
        let accepted = panels.iter().map(|of| of.accepted).reduce(lesser);
        Totals {
            accepted: greater(accepted.unwrap_or(NOTHING), all.0),
            refused: panels.iter().map(|of| of.refused).fold(all.1, greater),
            pending: panels.iter().map(|of| of.pending).fold(NOTHING, greater),
        }
    }

    /// 4.5: what is in dispute: no more than is claimed.
    pub(crate) fn in_dispute(&self) -> Range {
        lesser(self.disputed, self.claimed())
    }
}

/// 4.5: the settled acceptance: accepted − disputed.
pub(crate) fn accepted(world: &World, key: Key) -> Range {
    let sum = sum(world, key);
    minus(sum.found(world, key.article).accepted, sum.in_dispute())
}

/// The settled acceptance, with what is credited from others (5.1, 5.2).
pub(crate) fn settled(world: &World, key: Key) -> Range {
    plus(accepted(world, key), crate::credit::credit(world, key))
}

/// 4.4: what the party to whom it was owed has released.
fn released(world: &mut World) {
    let released: Vec<(Key, Release)> = world
        .told
        .iter()
        .filter_map(|told| match told.fact {
            Fact::Releases { key, why } => Some((key, why)),
            _ => None,
        })
        .collect();
    for (key, why) in released {
        world.past.released.entry(key).or_insert(why);
    }
}

/// 4.3: the instant from which a verifier is silent: the window of the first claim that is not
/// answered is over.
fn silent(world: &World, key: Key, sum: &Sum, verifier: &Verifier) -> bool {
    let Some(within) = verifier.within else {
        return false;
    };
    let found = sum.panel(world, verifier);
    let answered = plus(plus(found.accepted, found.refused), found.pending).low;
    let mut claims = sum.claims.iter().enumerate();
    let first = claims.find(|(last, _)| total(sum.claims.iter().take(last + 1)).low > answered);
    let owed = !world.past.released.contains_key(&key);
    owed && first.is_some_and(|(_, claim)| {
        let end = end_of(world, claim.recorded, within);
        end.is_some_and(|end| world.clock.passed(end))
    })
}

/// 4.3: what the silence of a verifier means, where the text says it.
fn silence(world: &mut World) {
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys {
        for verifier in verifiers(world, key.article) {
            let sum = sum(world, key);
            if !silent(world, key, &sum, &verifier) {
                continue;
            }
            let found = sum.panel(world, &verifier);
            let clause = Some(verifier.clause);
            let all_but = |of| minus(sum.claimed(), plus(of, found.pending));
            let (before, amount, fact): (_, _, fn(_, _, _) -> Fact) = match verifier.failing {
                Some(Failing::ReportAccepted) => {
                    let amount = greater(found.accepted, all_but(found.refused));
                    (found.accepted, amount, accepted_whole)
                }
                Some(Failing::ReportRejected) => {
                    let amount = greater(found.refused, all_but(found.accepted));
                    (found.refused, amount, refused_whole)
                }
                _ => continue,
            };
            if amount != before {
                world.tell(fact(key, clause, amount));
            }
        }
    }
}

fn accepted_whole(key: Key, clause: Option<usize>, amount: Range) -> Fact {
    Fact::Whole {
        key,
        clause,
        amount,
    }
}

fn refused_whole(key: Key, clause: Option<usize>, amount: Range) -> Fact {
    Fact::WholeRefused {
        key,
        clause,
        amount,
    }
}

/// 4.3: the clause under which somebody finds in the place of a silent panel.
pub(crate) fn decides_for(world: &World, key: Key, who: ActorId) -> Option<usize> {
    let sum = sum(world, key);
    verifiers(world, key.article)
        .into_iter()
        .find(|verifier| match verifier.failing {
            Some(Failing::Decides(other, _)) => {
                crate::consent::of_who(world, *other).contains(&who)
                    && silent(world, key, &sum, verifier)
            }
            _ => false,
        })
        .map(|verifier| verifier.clause)
}

/// 4.5: the dispute clause of an article.
pub(crate) fn dispute_clause<'a>(
    world: &World<'a>,
    article: ArticleId,
) -> Option<(usize, &'a Clause)> {
    let article = world.article(article)?;
    article.answers(Question::Dispute).next()
}

/// 4.5: when the time to decide a dispute has passed.
fn undecided_in_time(world: &World, key: Key, sum: &Sum) -> bool {
    match dispute_clause(world, key.article) {
        Some((
            _,
            Clause::DisputeBy {
                decided: Some((_, Some(within))),
                ..
            },
        )) => sum
            .dispute
            .and_then(|since| end_of(world, since, *within))
            .is_some_and(|end| world.clock.passed(end)),
        _ => false,
    }
}

/// 4.5: `failing which the finding is final`.
fn disputes_end(world: &mut World) {
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys {
        let sum = sum(world, key);
        let final_ = matches!(
            dispute_clause(world, key.article),
            Some((
                _,
                Clause::DisputeBy {
                    failing: Some(Failing::FindingFinal),
                    ..
                }
            ))
        );
        if final_ && undecided_in_time(world, key, &sum) {
            world.tell(Fact::DisputeOver { key });
        }
    }
}

/// Works out every occurrence anew (4.6), and notes what is newly accepted (3.1).
fn observe(world: &mut World) {
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys {
        let new = crate::stages::observation(world, key);
        let before = world.seen.insert(key, new);
        let before = before.map_or(NOTHING, |seen| seen.accepted);
        if new.accepted.low > before.low || new.accepted.high > before.high {
            let more = range(
                (new.accepted.low - before.low).max(0),
                match new.accepted.high {
                    i64::MAX => i64::MAX,
                    high => (high - before.high.min(high)).max(0),
                },
            );
            world.past.accepted.push((key, more, world.cause));
        }
    }
}

/// 4.6: what is breached now.
fn breaches(world: &mut World) {
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys {
        let owed = world.past.due.contains_key(&key) && !world.past.released.contains_key(&key);
        if owed && !world.past.breached.contains_key(&key) && is_breached(world, key) {
            let since = world.since();
            world.past.breached.insert(key, since);
        }
    }
}

/// 4.6: the breach of an occurrence that is owed.
fn is_breached(world: &World, key: Key) -> bool {
    let sum = sum(world, key);
    if sum.breached {
        return true;
    }
    let asked = required(world, key);
    let Some(deadline) = crate::stages::runs_until(world, key) else {
        return false;
    };
    let (Some(tolerated), Some(reports)) = (tolerated(world, key), reports(world)) else {
        return false;
    };
    let kept = deadline.latest.saturating_add(tolerated);
    let Ok(made_up) = crate::credit::made_up_until(world, key) else {
        return false;
    };
    let last = made_up.map_or(deadline.latest, |until| until.max(deadline.latest));
    let last = last.saturating_add(tolerated).saturating_add(reports);
    if !world.clock.passed(last) {
        return false;
    }
    let accepted = asked.is_some_and(|asked| settled(world, key).low >= asked.low);
    !meets_in_time(world, key, kept) && !accepted
}

/// 4.6: whether what is claimed in time is all that is owed.
fn meets_in_time(world: &World, key: Key, kept: Instant) -> bool {
    let sum = sum(world, key);
    let in_time =
        |claim: &&Claim| compare(claim.at, claim.about, crate::world::at(kept)) != Timeliness::Late;
    let refused = sum.found(world, key.article).refused;
    match required(world, key) {
        Some(asked) => {
            let told = total(sum.claims.iter().filter(in_time));
            told.low.saturating_sub(refused.high) >= asked.low
        }
        None => sum.claims.iter().filter(in_time).any(|claim| !claim.partly),
    }
}

/// 4.6: whether the record tells, after a breach by time, of what was done in time.
pub(crate) fn told_in_time(world: &World, key: Key, deadline: Option<Window>) -> bool {
    let (Some(deadline), Some(tolerated)) = (deadline, tolerated(world, key)) else {
        return false;
    };
    !sum(world, key).breached
        && meets_in_time(world, key, deadline.latest.saturating_add(tolerated))
}

/// `late by at most D is no breach`, in seconds; not stated: nothing; not exact: nothing is told.
fn tolerated(world: &World, key: Key) -> Option<i64> {
    let clauses = world.clauses(key.article).iter();
    clauses
        .filter_map(|clause| match clause {
            Clause::LateBy(length) => Some(seconds(*length)),
            _ => None,
        })
        .next()
        .unwrap_or(Some(0))
}

/// `reports within D`, in seconds.
fn reports(world: &World) -> Option<i64> {
    world.agreement.reports_within.map_or(Some(0), seconds)
}

/// 4.7: the timeliness of what is claimed or accepted: that of the latest claim needed to reach
/// what is required.
pub(crate) fn timeliness(
    sum: &Sum,
    asked: Option<Range>,
    deadline: Option<Window>,
) -> Option<Timeliness> {
    let mut claims: Vec<&Claim> = sum.claims.iter().collect();
    claims.sort_by_key(|claim| (claim.at.latest, claim.at.earliest));
    let enough = |count: &usize| match asked {
        Some(asked) => total(claims.iter().take(*count).copied()).low >= asked.low,
        None => false,
    };
    let needed = (1..=claims.len()).find(enough).unwrap_or(claims.len());
    let last = claims.get(needed.checked_sub(1)?)?;
    Some(compare(last.at, last.about, deadline?))
}

/// 4.5: whether anybody decides a dispute.
pub(crate) fn decided_by<'a>(world: &World<'a>, article: ArticleId) -> Option<&'a Panel> {
    match dispute_clause(world, article) {
        Some((_, Clause::DisputeBy { decided, .. })) => decided.as_ref().map(|(panel, _)| panel),
        _ => None,
    }
}

/// The questions one occurrence leaves open (3.2, 3.4, 4.2 to 4.6).
pub(crate) fn undecided(world: &World, key: Key, seen: &Observation) -> Vec<Undecided> {
    let sum = sum(world, key);
    let panels = verifiers(world, key.article);
    let clause = |question| {
        let found = world.article(key.article)?.answers(question).next();
        found.map(|(clause, _)| clause)
    };
    let mut open = Vec::new();
    let mut ask = |question, clause: Option<usize>| {
        let element = Element::Article(key.article);
        let of = clause.map_or(Subject::of(element), |at| Subject::clause(element, at));
        open.push(Undecided {
            question,
            of,
            key: Some(key),
        });
    };
    if seen.stage == Stage::Undetermined {
        ask(Open::Start, None);
    }
    let short = |number: i64| seen.claimed.low > 0 && seen.claimed.low < number;
    if crate::required::about(world, key.article).is_some_and(short) {
        ask(Open::Quantity, None);
    }
    if seen.stage == Stage::Reported && panels.is_empty() {
        ask(Open::Verifier, None);
    }
    for verifier in &panels {
        if verifier.failing.is_none() && silent(world, key, &sum, verifier) {
            ask(Open::Silence, Some(verifier.clause));
        }
        if split(world, &sum, verifier) {
            ask(Open::Split, Some(verifier.clause));
        }
    }
    if !nothing(seen.disputed) {
        let said = clause(Question::Dispute);
        if decided_by(world, key.article).is_none() || undecided_in_time(world, key, &sum) {
            ask(Open::Decider, said);
        }
    }
    open
}

/// 4.2: all of several must agree, and one confirms what another refuses.
fn split(world: &World, sum: &Sum, verifier: &Verifier) -> bool {
    let members = crate::consent::members(world, verifier.panel);
    if verifier.panel.threshold.is_some() || verifier.panel.or {
        return false;
    }
    let of = |who: &ActorId| sum.members.get(who).copied().unwrap_or_default();
    let claimed = sum.claimed().high;
    members.iter().any(|one| {
        members.iter().any(|other| {
            let (accepted, refused) = (of(one).accepted.low, of(other).refused.low);
            let both = accepted > 0 && refused > 0;
            one != other && both && accepted.saturating_add(refused) > claimed
        })
    })
}

/// Whether something is found short, for 8.
pub(crate) fn found_short(world: &World, key: Key) -> bool {
    sum(world, key).short
}

/// The marks of an occurrence: unverifiable, withheld.
pub(crate) fn marks(sum: &Sum) -> (bool, bool) {
    (sum.unable, sum.withheld)
}

/// Whether the act is accepted and in effect: `taking effect when C` (4.6).
pub(crate) fn in_effect(world: &World, key: Key) -> bool {
    world
        .clauses(key.article)
        .iter()
        .all(|clause| match clause {
            Clause::TakingEffect(condition) => {
                crate::conditions::holds(world, condition, Asking::key(key)) == Truth::Yes
            }
            _ => true,
        })
}

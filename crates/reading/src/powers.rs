//! 6.2 to 6.5 of the page: powers, suspension, withholding, snapback.

use std::collections::BTreeSet;

use kernel::{Key, Open, Release, Undecided};
use model::{
    ActorId, ArticleId, ArticleKind, Clause, Condition, Duration, Element, Instant, Panel,
    PowerAct, PowerPart, Reach, Snapback, StepAct, StepPart, Subject, Targets,
};

use crate::number::Truth;
use crate::stages::over;
use crate::time::{Asking, end_of, point, reached};
use crate::world::{Fact, PutOff, Use, Veil, World};

pub(crate) fn work_out(world: &mut World) {
    used(world);
    for index in 0..world.past.uses.len() {
        take_effect(world, index);
    }
    lift(world);
}

/// A power, of its own or on a rung.
pub(crate) struct Terms<'a> {
    pub(crate) holders: &'a Panel,
    pub(crate) act: &'a PowerAct,
    parts: Vec<&'a PowerPart>,
}

/// The terms of a power; of a ladder, those of one of its rungs.
pub(crate) fn terms<'a>(
    world: &World<'a>,
    power: ArticleId,
    rung: Option<u32>,
) -> Option<Terms<'a>> {
    match &world.article(power)?.kind {
        ArticleKind::Power(power) => Some(Terms {
            holders: &power.holders,
            act: &power.act,
            parts: power.parts.iter().collect(),
        }),
        ArticleKind::Ladder(ladder) => {
            let step = ladder.steps.get(rung? as usize)?;
            let StepAct::May(holders, act) = &step.act else {
                return None;
            };
            let parts = step.parts.iter().filter_map(|part| match part {
                StepPart::Power(part) => Some(part),
                _ => None,
            });
            Some(Terms {
                holders,
                act,
                parts: parts.collect(),
            })
        }
        _ => None,
    }
}

/// The snapback an article is.
pub(crate) fn snapback<'a>(world: &World<'a>, id: ArticleId) -> Option<&'a Snapback> {
    match &world.article(id)?.kind {
        ArticleKind::Snapback(snapback) => Some(snapback),
        _ => None,
    }
}

impl Terms<'_> {
    /// 6.2: the condition of a power: every `when` and `while`, no `unless`, and its time.
    pub(crate) fn condition(&self, world: &World, asking: Asking) -> Truth {
        let holds = |of: &Condition| crate::conditions::holds(world, of, asking);
        let parts = self.parts.iter().map(|part| match part {
            PowerPart::When(of) | PowerPart::While(of) => holds(of),
            PowerPart::Unless(of) => holds(of).not(),
            PowerPart::From(from, until) => {
                let from = reached(world, point(world, from, asking));
                until
                    .as_ref()
                    .map_or(from, |of| from.min(not_over(world, of, asking)))
            }
            PowerPart::Until(of) => not_over(world, of, asking),
            _ => Truth::Yes,
        });
        parts.fold(Truth::Yes, Truth::min)
    }

    fn notice(&self) -> Option<Duration> {
        self.parts.iter().find_map(|part| match part {
            PowerPart::AfterNotice { notice, .. } => Some(*notice),
            _ => None,
        })
    }

    fn at_most(&self) -> Option<Duration> {
        self.parts.iter().find_map(|part| match part {
            PowerPart::ForAtMost(length) => Some(*length),
            _ => None,
        })
    }

    fn clocks(&self) -> Option<bool> {
        self.parts.iter().find_map(|part| match part {
            PowerPart::Clocks(stopped) => Some(*stopped),
            _ => None,
        })
    }
}

fn not_over(world: &World, of: &model::Point, asking: Asking) -> Truth {
    match point(world, of, asking) {
        crate::time::Known::At(spot) => (!world.clock.passed(spot.window.latest)).into(),
        crate::time::Known::NotYet => Truth::Yes,
        crate::time::Known::Unknown => Truth::NotKnown,
    }
}

/// 6.2: a use by a holder; `any 2 of`: the second completes it.
fn used(world: &mut World) {
    for index in 0..world.told.len() {
        let Some(told) = world.told.get(index).cloned() else {
            continue;
        };
        let Fact::Uses { by, power, rung } = told.fact else {
            continue;
        };
        if world.past.acted.contains(&index) {
            continue;
        }
        let holders = match snapback(world, power) {
            Some(snapback) => Some(&snapback.holders),
            None => terms(world, power, rung).map(|terms| terms.holders),
        };
        let takes = holders.and_then(|panel| panel.threshold).unwrap_or(1) as usize;
        let waiting: Vec<(usize, ActorId)> = world
            .told
            .iter()
            .enumerate()
            .filter_map(|(index, told)| match told.fact {
                Fact::Uses {
                    by,
                    power: of,
                    rung: on,
                } if of == power && on == rung => Some((index, by)),
                _ => None,
            })
            .filter(|(index, _)| !world.past.acted.contains(index))
            .collect();
        let authors: BTreeSet<ActorId> = waiting.iter().map(|(_, by)| *by).collect();
        if authors.len() < takes {
            continue;
        }
        let (last, by) = waiting.last().copied().unwrap_or((index, by));
        let given = world
            .told
            .get(last)
            .map_or(told.recorded, |told| told.recorded);
        world
            .past
            .acted
            .extend(waiting.iter().map(|(index, _)| *index));
        world.past.uses.push(Use {
            power,
            rung,
            by,
            given,
            done: false,
        });
    }
}

/// 6.2, 6.5: what was used takes effect after its notice.
fn take_effect(world: &mut World, index: usize) {
    let Some(of) = world.past.uses.get(index).cloned() else {
        return;
    };
    let asking = Asking::of(Element::Article(of.power));
    if of.done {
        return;
    }
    let notice = match snapback(world, of.power) {
        Some(snapback) => Some(snapback.delay),
        None => terms(world, of.power, of.rung).and_then(|terms| terms.notice()),
    };
    let over = notice.is_none_or(|notice| {
        let end = end_of(world, of.given, notice);
        end.is_some_and(|end| world.clock.passed(end))
    });
    if !over {
        return;
    }
    if let Some(done) = world.past.uses.get_mut(index) {
        done.done = true;
    }
    if let Some(snapback) = snapback(world, of.power) {
        if !resolved_otherwise(world, &of, snapback) {
            cease(world, &snapback.ceases);
        }
        return;
    }
    let Some(terms) = terms(world, of.power, of.rung) else {
        return;
    };
    if terms.condition(world, asking) != Truth::No {
        act(world, index, &of, &terms);
    }
}

fn act(world: &mut World, index: usize, of: &Use, terms: &Terms) {
    match terms.act {
        PowerAct::Suspend(targets) => {
            let articles = articles(world, of.by, targets);
            world.past.veils.push(Veil {
                use_of: index,
                from: world.clock.now,
                articles,
                until: None,
                lifted: std::collections::BTreeMap::new(),
            });
        }
        PowerAct::Terminate(Targets::Agreement) => crate::in_force::end(world),
        PowerAct::Terminate(targets) => release(world, of.by, targets, Release::Ended),
        PowerAct::Waive(targets) => release(world, of.by, targets, Release::Waived),
        PowerAct::Withhold(targets) => {
            for key in covered(world, of.by, targets) {
                world.tell(Fact::Withholds { key });
            }
        }
        PowerAct::Extend {
            what: Element::Phase(phase),
            by: Some(by),
            ..
        } => {
            let life = world.past.phases.entry(*phase).or_default();
            life.put_off.push(PutOff::By(*by));
        }
        PowerAct::Invoke(article) => {
            if snapback(world, *article).is_some() {
                world.past.uses.push(Use {
                    power: *article,
                    rung: None,
                    by: of.by,
                    given: world.clock.now,
                    done: false,
                });
            } else {
                crate::ladders::open(world, *article, None);
            }
        }
        PowerAct::Extend { .. } | PowerAct::SetDates(_) | PowerAct::Act(..) => {}
    }
}

/// The articles a power is used on.
fn articles(world: &World, by: ActorId, targets: &Targets) -> BTreeSet<ArticleId> {
    let meant = |id: ArticleId| match targets {
        Targets::Agreement => true,
        Targets::Own(_) => {
            let holders = world.article(id).and_then(|article| article.holders());
            holders.is_some_and(|panel| crate::consent::members(world, panel).contains(&by))
        }
        Targets::GivenInExchange => given_for_failure(world, id),
        Targets::Duties(these) => these.iter().any(|of| of.article() == Some(id)),
    };
    let duties = world
        .agreement
        .articles()
        .filter(|(_, article)| article.duty().is_some());
    duties.map(|(id, _)| id).filter(|id| meant(*id)).collect()
}

/// `the duties given in exchange`: given for what is overdue or breached.
fn given_for_failure(world: &World, id: ArticleId) -> bool {
    let failed = |article| {
        world.seen.iter().any(|(key, seen)| {
            let late = matches!(seen.stage, kernel::Stage::Overdue | kernel::Stage::Breached);
            key.article == article && late
        })
    };
    world.clauses(id).iter().any(|clause| match clause {
        Clause::InExchange { for_, .. } => for_
            .iter()
            .filter_map(model::Reference::article)
            .any(failed),
        _ => false,
    })
}

/// The occurrences a power is used on.
fn covered(world: &World, by: ActorId, targets: &Targets) -> Vec<Key> {
    let articles = articles(world, by, targets);
    let keys = world
        .past
        .made
        .keys()
        .filter(|key| articles.contains(&key.article));
    keys.filter(|key| in_rows(world, targets, **key))
        .copied()
        .collect()
}

/// Whether a reference with a row means an occurrence.
fn in_rows(world: &World, targets: &Targets, key: Key) -> bool {
    let Targets::Duties(these) = targets else {
        return true;
    };
    these.iter().any(|of| {
        let keys = crate::conditions::every_key(world, *of, Asking::of(of.element));
        keys.is_some_and(|keys| keys.contains(&key))
    })
}

fn release(world: &mut World, by: ActorId, targets: &Targets, why: Release) {
    for key in covered(world, by, targets) {
        let seen = world.seen.get(&key);
        if seen.is_none_or(|seen| !over(seen.stage)) {
            world.past.released.entry(key).or_insert(why);
        }
    }
}

/// 6.2: a veil is lifted when `for at most` is over, or by the holder.
fn lift(world: &mut World) {
    for index in 0..world.past.veils.len() {
        let Some(veil) = world.past.veils.get(index).cloned() else {
            continue;
        };
        let Some(of) = world.past.uses.get(veil.use_of).cloned() else {
            continue;
        };
        let Some(terms) = terms(world, of.power, of.rung) else {
            continue;
        };
        let end = terms
            .at_most()
            .and_then(|length| end_of(world, veil.from, length));
        let over = end.filter(|end| world.clock.passed(*end));
        let holders = crate::consent::members(world, terms.holders);
        let resumed: Vec<(ArticleId, Instant)> = world
            .told
            .iter()
            .filter_map(|told| match told.fact {
                Fact::Resumes { by, article, .. } if holders.contains(&by) => {
                    (told.recorded >= veil.from).then_some((article, told.recorded))
                }
                _ => None,
            })
            .collect();
        let Some(veil) = world.past.veils.get_mut(index) else {
            continue;
        };
        veil.until = veil.until.or(over);
        for (article, at) in resumed {
            veil.lifted.entry(article).or_insert(at);
        }
    }
}

/// Whether a veil is one of those on an occurrence, and until when it lay on it.
fn lies_on(world: &World, veil: &Veil, key: Key) -> Option<Option<Instant>> {
    let of = world.past.uses.get(veil.use_of)?;
    let terms = terms(world, of.power, of.rung)?;
    let PowerAct::Suspend(targets) = terms.act else {
        return None;
    };
    let spared = world
        .clauses(key.article)
        .contains(&Clause::NotToBeSuspended);
    let meant = veil.articles.contains(&key.article) && in_rows(world, targets, key);
    if spared || !meant {
        return None;
    }
    let lifted = veil.lifted.get(&key.article).copied();
    Some(match (lifted, veil.until) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    })
}

/// 6.3: a veil lies on an occurrence.
pub(crate) fn suspended(world: &World, key: Key) -> bool {
    let mut veils = world.past.veils.iter();
    veils.any(|veil| lies_on(world, veil, key) == Some(None))
}

/// 6.3: how long an occurrence lay under veils that stop the clocks since it was owed, once they
/// are lifted.
pub(crate) fn veiled_for(world: &World, key: Key) -> i64 {
    let Some(owed) = world.past.due.get(&key).map(|since| since.instant) else {
        return 0;
    };
    let stops = |veil: &&Veil| {
        let of = world.past.uses.get(veil.use_of);
        let terms = of.and_then(|of| terms(world, of.power, of.rung));
        terms.and_then(|terms| terms.clocks()) == Some(true)
    };
    let veils = world.past.veils.iter().filter(stops);
    let times = veils.filter_map(|veil| {
        let until = lies_on(world, veil, key)??;
        Some(until.saturating_sub(veil.from.max(owed)).max(0))
    });
    times.fold(0, i64::saturating_add)
}

/// 6.3: a veil on what is owed, and nothing said of clocks.
pub(crate) fn undecided(world: &World) -> Vec<Undecided> {
    let mut open = Vec::new();
    for veil in &world.past.veils {
        let Some(of) = world.past.uses.get(veil.use_of) else {
            continue;
        };
        let unsaid = terms(world, of.power, of.rung).is_some_and(|terms| terms.clocks().is_none());
        let mut keys = world.past.made.keys();
        if unsaid && keys.any(|key| lies_on(world, veil, *key) == Some(None)) {
            open.push(Undecided {
                question: Open::Clocks,
                of: Subject::of(Element::Article(of.power)),
                key: None,
            });
        }
    }
    open
}

/// 6.5: the panel has adopted otherwise since the notice.
fn resolved_otherwise(world: &World, of: &Use, snapback: &Snapback) -> bool {
    let about =
        |what: Element| what == Element::Article(of.power) || snapback.keeping.contains(&what);
    let adopted = |who: ActorId| {
        world.told.iter().any(|told| match told.fact {
            Fact::Adopts { by, what, yes } => {
                yes && by == who && about(what) && told.recorded >= of.given
            }
            _ => false,
        })
    };
    crate::in_force::enough(world, &snapback.unless, adopted)
}

/// 6.5: articles, phases and texts that cease are released.
fn cease(world: &mut World, these: &[Element]) {
    for (id, article) in world.agreement.articles() {
        let ceases = these.iter().any(|element| match element {
            Element::Article(of) => *of == id,
            Element::Phase(of) => article.reach == Reach::Phase(*of),
            Element::Text(of) => article
                .naming
                .cites
                .iter()
                .any(|cite| cite.text == Some(*of)),
            Element::Agreement => true,
            _ => false,
        });
        let keys: Vec<Key> = world.past.made.keys().copied().collect();
        for key in keys.into_iter().filter(|key| ceases && key.article == id) {
            let seen = world.seen.get(&key);
            if seen.is_none_or(|seen| !over(seen.stage)) {
                world.past.released.entry(key).or_insert(Release::Ended);
            }
        }
    }
}

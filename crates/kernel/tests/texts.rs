//! A new text in place of the old, rival counts, and levels.

mod common;

use common::{begin, tell};
use kernel::{Answer, Contest, NewText, Open, Release, Stage, Undecided};
use model::{ArticleId, Element, Subject};

const HEAD: &str = "agreement pact \"Pact\".\ntime zone Asia/Beirut.\nday 1 is 5 May 2025.\n\
    entry into force is 5 May 2025 at 00:00.\n\
    party north \"North\".\nparty south \"South\".\nverifier watch \"Watch\".\n\
    outsider press \"Press\".\nunit trucks (truck) \"Loads\".\n\
    under the agreement:\n";

fn text(articles: &str) -> String {
    format!("{HEAD}{articles}")
}

const BEFORE: &str = "duty release \"Release\": north shall release 10 persons, by day 10, \
    verified by watch.\n\
    duty leave \"Leave\": south shall withdraw from \"the hill\", by day 20, verified by watch.\n\
    duty meet \"Meet\": north shall meet, by day 5.\n";

const AFTER: &str = "duty release \"Release\": north shall release 10 persons, by day 10, \
    verified by watch.\n\
    duty pull_back \"Pull back\": south shall withdraw from \"the hill\", by day 40, \
    verified by watch.\n";

#[test]
fn a_new_text_needs_the_consent_of_every_party_by_its_hash() {
    let (old, state) = begin(&text(BEFORE));
    let (new, _) = begin(&text(AFTER));
    let hash = [7; 32];
    let parties: Vec<_> = old.agreement().parties().collect();
    let all = [(parties[0], hash), (parties[1], hash)];
    let other = [(parties[0], hash), (parties[1], [8; 32])];
    let given = |consents| NewText {
        rules: &new,
        hash,
        renamed: &[],
        consents,
    };
    for few in [&[][..], &all[..1], &other] {
        let refused = kernel::renew(&old, &state, given(few));
        let whole = Subject::of(Element::Agreement);
        assert_eq!(refused, Err(Contest::Consent(whole)), "{few:?}");
    }
    assert!(kernel::renew(&old, &state, given(&all)).is_ok());
}

#[test]
fn what_was_done_stays_done_and_what_is_owed_is_owed_by_the_new_text() {
    let (before, after) = (text(BEFORE), text(AFTER));
    let (old, mut state) = begin(&before);
    tell(
        &before,
        &old,
        &mut state,
        "on 8 May 2025 at 10:00, north reports release with 10 persons; \
         on 8 May 2025 at 12:00, watch confirms 10 persons in release; \
         on 12 May 2025 at 10:00, south partly reports leave",
    );
    let (new, _) = begin(&after);
    let hash = [1; 32];
    let consents: Vec<_> = old
        .agreement()
        .parties()
        .map(|party| (party, hash))
        .collect();
    let renamed = [(ArticleId(1), ArticleId(1))];
    let given = NewText {
        rules: &new,
        hash,
        renamed: &renamed,
        consents: &consents,
    };
    let renewed = kernel::renew(&old, &state, given).unwrap();
    assert_eq!(renewed.dropped.len(), 1, "nobody need meet any more");
    let seen = renewed.state.observe();
    let of = |article: u32, generation: u32| {
        let found = seen.occurrences.iter();
        let mut found = found
            .filter(|(key, _)| key.article == ArticleId(article) && key.generation == generation);
        found.next().map(|(_, it)| *it)
    };
    assert_eq!(of(0, 0).unwrap().stage, Stage::Fulfilled);
    let closed = of(1, 0).unwrap();
    assert_eq!(closed.stage, Stage::Released(Release::Replaced));
    let open = of(1, 1).unwrap();
    assert_eq!(open.stage, Stage::Due);
    assert!(open.claimed.low > 0, "what was claimed goes along");
    assert!(open.deadline.unwrap().latest > closed.deadline.unwrap().latest);
    // By the old text the withdrawal would be overdue on day 21; by the new it is not.
    let mut state = renewed.state;
    let later = closed.deadline.unwrap().latest + 1;
    kernel::tick(&new, &mut state, later);
    let seen = state.observe();
    let overdue = seen
        .occurrences
        .values()
        .any(|it| it.stage == Stage::Breached);
    assert!(!overdue);
}

#[test]
fn rival_counts_stand_side_by_side_and_the_text_does_not_decide() {
    let text = text("duty aid \"Aid\": north shall admit 100 trucks, by day 10.\n");
    let (rules, mut state) = begin(&text);
    let question = Undecided {
        question: Open::Count,
        of: Subject::of(Element::Article(ArticleId(0))),
        key: state.observe().occurrences.keys().next().copied(),
    };
    let open = |state: &kernel::State| {
        let seen = state.observe();
        let mut all = seen.undecided.iter();
        all.any(|open| open.question == question.question)
    };
    tell(
        &text,
        &rules,
        &mut state,
        "on 6 May 2025 at 10:00, watch counts 90 trucks in aid",
    );
    assert!(!open(&state), "one count is no rival");
    tell(
        &text,
        &rules,
        &mut state,
        "on 6 May 2025 at 11:00, press counts 40 trucks in aid",
    );
    assert!(open(&state));
    let key = state.observe().occurrences.keys().next().copied();
    assert_eq!(state.counts(ArticleId(0), key).len(), 2, "both are kept");
    tell(
        &text,
        &rules,
        &mut state,
        "on 6 May 2025 at 12:00, press counts 90 trucks in aid",
    );
    assert!(!open(&state), "they say the same now");
}

#[test]
fn a_level_is_broken_by_the_count_that_binds() {
    let level = |who: &str| {
        text(&format!(
            "level few \"Few\": north shall keep at most 50 \"soldiers\"{who}.\n"
        ))
    };
    let told = "on 6 May 2025 at 10:00, watch counts 60 \"soldiers\" in few; \
                on 6 May 2025 at 11:00, press counts 40 \"soldiers\" in few";
    let broken = |text: &str| {
        let (rules, mut state) = begin(text);
        let answers = tell(text, &rules, &mut state, told);
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Answer::Step(_)))
        );
        let seen = state.observe();
        let open = seen
            .undecided
            .iter()
            .any(|open| open.question == Open::Count);
        (seen.broken.values().any(|now| *now), open)
    };
    assert_eq!(broken(&level(", counted by watch")), (true, false));
    assert_eq!(broken(&level(", counted by press")), (false, false));
    // Nobody's count is said to bind: it was broken by the only count there was, and stays so; the
    // second says otherwise, and the text does not decide.
    assert_eq!(broken(&level("")), (true, true));
}

//! The text of a random agreement.

use std::fmt::Write as _;

use super::{Dice, articles};

/// What may be named in it.
pub(super) struct Plan {
    pub(super) parties: Vec<&'static str>,
    pub(super) watchers: Vec<&'static str>,
    /// Duties with their phase; whether it is in a table; whether it asks a number of captives.
    pub(super) duties: Vec<Duty>,
    pub(super) rules: Vec<String>,
    pub(super) ladders: Vec<String>,
    pub(super) phases: Vec<String>,
    pub(super) milestones: Vec<String>,
    pub(super) rows: i64,
}

pub(super) struct Duty {
    pub(super) name: String,
    pub(super) tabled: bool,
    pub(super) every: bool,
    pub(super) standing: bool,
}

const PARTIES: [&str; 4] = ["north", "south", "east", "west"];
const WATCHERS: [&str; 4] = ["un", "eu", "usa", "qatar"];
const ROWS: [&str; 4] = ["first", "second", "third", "fourth"];
const STATUSES: [&str; 22] = [
    "done",
    "verified",
    "reported",
    "performed",
    "fulfilled",
    "final",
    "due",
    "late",
    "short",
    "exceeded",
    "overdue",
    "breached",
    "remedied",
    "disputed",
    "unsettled",
    "undetermined",
    "withheld",
    "suspended",
    "kept",
    "waived",
    "released",
    "done",
];

/// A whole text.
pub fn source(dice: &mut Dice) -> String {
    let plan = plan(dice);
    let mut out = String::new();
    head(&mut out, dice, &plan);
    things(&mut out, dice, &plan);
    phases(&mut out, dice, &plan);
    articles::articles(&mut out, dice, &plan);
    tail(&mut out, dice, &plan);
    out
}

fn plan(dice: &mut Dice) -> Plan {
    let count = |dice: &mut Dice, high| usize::try_from(dice.between(0, high)).unwrap_or(0);
    let parties = 2 + count(dice, 2).min(count(dice, 2));
    let watchers = 2 + count(dice, 2);
    let articles = dice.between(3, 12);
    let rows = if dice.of_100(40) {
        dice.between(2, 4)
    } else {
        0
    };
    let mut plan = Plan {
        parties: PARTIES[..parties].to_vec(),
        watchers: WATCHERS[..watchers].to_vec(),
        duties: Vec::new(),
        rules: Vec::new(),
        ladders: Vec::new(),
        phases: (0..count(dice, 3))
            .map(|at| format!("phase_{at}"))
            .collect(),
        milestones: (0..count(dice, 2)).map(|at| format!("mark_{at}")).collect(),
        rows,
    };
    for at in 0..articles {
        match dice.below(100) {
            _ if at == 0 => plan.duties.push(duty(dice, at, rows)),
            0..72 => plan.duties.push(duty(dice, at, rows)),
            72..85 => plan.rules.push(format!("rule_{at}")),
            _ => plan.ladders.push(format!("ladder_{at}")),
        }
    }
    plan
}

fn duty(dice: &mut Dice, at: i64, rows: i64) -> Duty {
    let tabled = rows > 0 && dice.of_100(40);
    Duty {
        name: format!("duty_{at}"),
        tabled,
        every: !tabled && dice.of_100(18),
        standing: !tabled && dice.of_100(5),
    }
}

fn head(out: &mut String, dice: &mut Dice, plan: &Plan) {
    out.push_str("agreement t \"T\".\n");
    out.push_str(dice.weighted(&[
        (80, "time zone UTC.\n"),
        (10, "time zone is not stated.\n"),
        (10, "time zone Africa/Cairo.\n"),
    ]));
    let days = dice.weighted(&[
        (75, "day 1 is 1 January 2025.\n"),
        (10, "day 0 is 1 January 2025.\n"),
        (10, "day 1 is the day of entry into force.\n"),
        (5, "day 1 is not settled.\n"),
    ]);
    out.push_str(days);
    let counted = days.contains("entry");
    let entry = dice.weighted(&[
        (60, "entry into force is 1 January 2025 at 08:00.\n"),
        (12, "entry into force is 2 January 2025.\n"),
        (10, "entry into force is 3 days after signature.\nsigned by north and south on 30 December 2024.\n"),
        (8, "entry into force when \"both have ratified\".\n"),
        (10, ""),
    ]);
    if !counted || !entry.is_empty() {
        out.push_str(entry);
    }
    out.push_str("grades minor and serious.\n");
    if dice.of_100(20) {
        let _ = writeln!(out, "reports within {} hours.", dice.between(1, 30));
    }
    if dice.of_100(20) {
        out.push_str("month ends round down.\n");
    }
    for (at, party) in plan.parties.iter().enumerate() {
        let answers = if at == 0 && dice.of_100(50) {
            ", answering for allies"
        } else {
            ""
        };
        let _ = writeln!(out, "party {party} \"{party}\"{answers}.");
    }
    out.push_str("outsider allies \"Allies\".\n");
    for watcher in &plan.watchers {
        let _ = writeln!(out, "verifier {watcher} \"{watcher}\".");
    }
    let listed = dice.weighted(&[
        (50, ", while they remain"),
        (25, ", as first listed"),
        (25, ""),
    ]);
    let _ = writeln!(out, "group watchers is {}{listed}.", and(&plan.watchers));
    let life = dice.weighted(&[
        (50, ""),
        (25, ", from day 3"),
        (25, ", from day 2 until day 9"),
    ]);
    let _ = writeln!(out, "body room \"Room\" of {}{life}.", and(&plan.watchers));
}

fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn things(out: &mut String, dice: &mut Dice, plan: &Plan) {
    let corrected = dice.weighted(&[(60, ", may be corrected by un"), (40, "")]);
    let complete = dice.weighted(&[(50, ", complete when declared by un"), (50, "")]);
    let bound = dice.weighted(&[(80, ""), (10, "about "), (10, "at least ")]);
    let number = dice.between(5, 40);
    let _ = writeln!(
        out,
        "list captives (captive) \"Captives\": {bound}{number} persons, held by north{corrected}{complete}."
    );
    out.push_str("list detained (detainee) \"Detained\": 400 persons, held by south.\n");
    out.push_str("unit trucks (truck) \"Trucks\": counted by un.\n");
    out.push_str("act release and free: irreversible.\nact leave and open: reversible.\n");
    for name in &plan.milestones {
        let _ = writeln!(out, "milestone {name} \"M\": {}.", milestone(dice, plan));
    }
    if plan.rows > 0 {
        out.push_str("schedule steps:\n  | step | number | start | last |\n");
        for row in 0..plan.rows {
            let name = ROWS[usize::try_from(row).unwrap_or(0)];
            let number = or_dash(dice, 12, |dice| dice.between(1, 8).to_string());
            let start = or_dash(dice, 12, |dice| format!("day {}", dice.between(1, 12)));
            let last = or_dash(dice, 12, |dice| format!("day {}", dice.between(8, 20)));
            let _ = writeln!(out, "  | {name} | {number} | {start} | {last} |");
        }
    }
}

fn or_dash(dice: &mut Dice, dash: i64, what: impl Fn(&mut Dice) -> String) -> String {
    if dice.of_100(dash) {
        "-".to_owned()
    } else {
        what(dice)
    }
}

fn milestone(dice: &mut Dice, plan: &Plan) -> String {
    let condition = condition(dice, plan, None);
    let by = {
        let day = dice.between(2, 15);
        let failing = dice.weighted(&[
            (40, ""),
            (15, ", failing which it is reached"),
            (10, ", failing which it is not reached"),
            (8, ", failing which the agreement ends"),
            (27, ", failing which room decides within 2 days"),
        ]);
        format!(", by day {day}{failing}")
    };
    let by = if dice.of_100(60) { by.as_str() } else { "" };
    match dice.below(6) {
        0 => format!("on day {}", dice.between(1, 12)),
        1 => format!("when {condition}{by}"),
        2 => format!("declared by {}{by}", panel(dice, plan)),
        3 => format!("to be agreed by the parties{by}"),
        4 => format!("to be agreed by any 2 of the watchers{by}"),
        _ => format!("at {}", point(dice, plan)),
    }
}

fn phases(out: &mut String, dice: &mut Dice, plan: &Plan) {
    for (at, name) in plan.phases.iter().enumerate() {
        let mut parts = Vec::new();
        let before = at.checked_sub(1).map(|at| plan.phases[at].clone());
        match (dice.below(10), before) {
            (0..5, Some(before)) => parts.push(format!("from {before} ending")),
            (0..2, None) => parts.push("from entry into force".to_owned()),
            (5..8, _) => parts.push(format!("from day {}", dice.between(1, 8))),
            (8, _) => parts.push(format!("declared by {}", panel(dice, plan))),
            _ if dice.of_100(50) => parts.push(format!("from {}", point(dice, plan))),
            _ => {}
        }
        match dice.below(10) {
            0..5 => parts.push(format!("for {} days", dice.between(2, 12))),
            5 => parts.push(format!("for {} hours", dice.between(20, 100))),
            6..8 => parts.push(format!("until day {}", dice.between(4, 16))),
            _ => {}
        }
        if dice.of_100(35) || parts.is_empty() {
            parts.push(format!("completed when {}", condition(dice, plan, None)));
        }
        if dice.of_100(35) {
            let who = dice.weighted(&[(60, "the parties"), (40, "any 2 of the watchers")]);
            parts.push(format!("extended by consent of {who} by at most 9 days"));
        }
        let _ = writeln!(out, "phase {name} \"P\": {}.", parts.join(", "));
    }
}

/// Who may verify, declare, hold a power.
pub(super) fn panel(dice: &mut Dice, plan: &Plan) -> String {
    match dice.below(9) {
        0..4 => (*dice.pick(&plan.watchers)).to_owned(),
        4 => "un or eu".to_owned(),
        5 => "un and eu".to_owned(),
        6 => "any 2 of the watchers".to_owned(),
        7 => "room".to_owned(),
        _ => "watchers".to_owned(),
    }
}

pub(super) fn hours(dice: &mut Dice) -> String {
    match dice.below(10) {
        0..5 => format!("{} hours", dice.between(2, 60)),
        5..9 => format!("{} days", dice.between(1, 5)),
        _ => {
            let low = dice.between(1, 3);
            format!("{low} to {} days", low + dice.between(1, 2))
        }
    }
}

/// A reference to a duty; `same`: from inside the table.
pub(super) fn duty_ref(dice: &mut Dice, plan: &Plan, same: Option<bool>) -> String {
    let duty = dice.pick(&plan.duties);
    let name = &duty.name;
    if !duty.tabled {
        return name.clone();
    }
    match (same, dice.below(4)) {
        (Some(_), 0) => format!("{name} of the same step"),
        (Some(_), 1) => format!("{name} of the previous step"),
        (Some(_), 2) => format!("{name} of the next step"),
        (_, 3) => format!("every {name}"),
        _ => {
            let row = dice.below(plan.rows);
            format!("{name} of {}", ROWS[usize::try_from(row).unwrap_or(0)])
        }
    }
}

fn fact(dice: &mut Dice, plan: &Plan, row: Option<bool>) -> String {
    let is = |dice: &mut Dice, of: String| format!("{of} is {}", dice.pick(&STATUSES));
    match dice.below(20) {
        0..9 => {
            let of = duty_ref(dice, plan, row);
            is(dice, of)
        }
        9 => format!(
            "{} is breached 2 times in any 4 days",
            duty_ref(dice, plan, row)
        ),
        10 if !plan.milestones.is_empty() => format!("{} is reached", dice.pick(&plan.milestones)),
        11 if !plan.phases.is_empty() => {
            let status = dice.weighted(&[(1, "running"), (1, "completed"), (1, "ended")]);
            format!("{} is {status}", dice.pick(&plan.phases))
        }
        12 if !plan.rules.is_empty() => {
            let status = dice.weighted(&[(1, "kept"), (1, "breached")]);
            format!("{} is {status}", dice.pick(&plan.rules))
        }
        13 if !plan.rules.is_empty() => {
            let rule = dice.pick(&plan.rules);
            format!(
                "{} days pass without an incident of {rule}",
                dice.between(1, 5)
            )
        }
        14 if !plan.rules.is_empty() => {
            format!("an incident of {} is alleged", dice.pick(&plan.rules))
        }
        15 if !plan.ladders.is_empty() => {
            let status = dice.weighted(&[(1, "running"), (1, "exhausted")]);
            format!("{} is {status}", dice.pick(&plan.ladders))
        }
        16 => format!("{} requests it", dice.pick(&plan.watchers)),
        17 => format!("{} consents", dice.pick(&plan.parties)),
        18 => "\"the road is safe\"".to_owned(),
        _ => format!("\"talks go on\" as judged by {}", dice.pick(&plan.watchers)),
    }
}

pub(super) fn condition(dice: &mut Dice, plan: &Plan, row: Option<bool>) -> String {
    let one = fact(dice, plan, row);
    match dice.below(10) {
        0 => format!("{one} and {}", fact(dice, plan, row)),
        1 => format!("{one} or {}", fact(dice, plan, row)),
        2 => format!("either {one} or {}", fact(dice, plan, row)),
        _ => one,
    }
}

pub(super) fn event(dice: &mut Dice, plan: &Plan, row: Option<bool>) -> String {
    match dice.below(12) {
        0 => "entry into force".to_owned(),
        1 if !plan.milestones.is_empty() => dice.pick(&plan.milestones).clone(),
        2 if !plan.phases.is_empty() => format!("{} ending", dice.pick(&plan.phases)),
        3 if !plan.phases.is_empty() => format!("{} beginning", dice.pick(&plan.phases)),
        _ => {
            let of = duty_ref(dice, plan, row);
            format!("{of} being {}", dice.pick(&STATUSES))
        }
    }
}

pub(super) fn point(dice: &mut Dice, plan: &Plan) -> String {
    match dice.below(14) {
        0..6 => format!("day {}", dice.between(1, 15)),
        6..8 => format!("day {} at {:02}:00", dice.between(1, 15), dice.below(24)),
        8 => format!("about day {}", dice.between(1, 15)),
        9 if !plan.phases.is_empty() => {
            let edge = dice.weighted(&[(1, "start"), (2, "end")]);
            format!("the {edge} of {}", dice.pick(&plan.phases))
        }
        10 => {
            let edge = dice.weighted(&[(1, "earlier"), (1, "later")]);
            let day = dice.between(1, 15);
            format!("the {edge} of day {day} and {}", event(dice, plan, None))
        }
        11 => {
            let side = dice.weighted(&[(3, "after"), (1, "before")]);
            format!("{} {side} {}", hours(dice), event(dice, plan, None))
        }
        _ => event(dice, plan, None),
    }
}

fn tail(out: &mut String, dice: &mut Dice, plan: &Plan) {
    if dice.of_100(25) {
        let mut changes = Vec::new();
        let duty = dice.pick(&plan.duties);
        if !duty.every && !duty.standing && !duty.tabled {
            changes.push(format!(
                "{} is now due by day {}",
                duty.name,
                dice.between(8, 20)
            ));
        }
        let other = dice.pick(&plan.duties);
        if other.name != duty.name {
            changes.push(format!("{} is withdrawn", other.name));
        }
        if !plan.phases.is_empty() && dice.of_100(50) {
            changes.push(format!("{} is extended by 2 days", dice.pick(&plan.phases)));
        }
        if changes.is_empty() {
            changes.push("eu leaves".to_owned());
        }
        let _ = writeln!(
            out,
            "amendment change \"C\", proposed on 2 January 2025: {}.",
            changes.join("; ")
        );
    }
    let mut lines = Vec::new();
    if dice.of_100(25) {
        lines.push(format!(
            "the agreement ends when {}",
            condition(dice, plan, None)
        ));
    }
    if !plan.phases.is_empty() && dice.of_100(30) {
        let how = dice.weighted(&[(1, "is completed"), (1, "ends")]);
        let phase = dice.pick(&plan.phases);
        lines.push(format!(
            "{phase} {how} when {}",
            condition(dice, plan, None)
        ));
    }
    if !lines.is_empty() && dice.of_100(40) {
        lines.push(format!("{} survives", dice.pick(&plan.duties).name));
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "ending: {}.", lines.join("; "));
    }
}

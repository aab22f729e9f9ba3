//! The articles of a random agreement.

use std::fmt::Write as _;

use super::Dice;
use super::text::{Duty, Plan, condition, duty_ref, event, hours, panel, point};

/// Every article.
pub(super) fn articles(out: &mut String, dice: &mut Dice, plan: &Plan) {
    let reach = |out: &mut String, dice: &mut Dice| {
        let _ = match dice.below(10) {
            0..6 if !plan.phases.is_empty() => writeln!(out, "under {}:", dice.pick(&plan.phases)),
            9 => writeln!(out, "under no phase:"),
            _ => writeln!(out, "under the agreement:"),
        };
    };
    for duty in &plan.duties {
        reach(out, dice);
        if duty.tabled {
            let _ = writeln!(
                out,
                "for each step of steps:\n{}end",
                self::article(dice, plan, duty)
            );
        } else {
            out.push_str(&article(dice, plan, duty));
        }
    }
    for rule in &plan.rules {
        reach(out, dice);
        out.push_str(&prohibition(dice, plan, rule));
    }
    for ladder in &plan.ladders {
        out.push_str("under the agreement:\n");
        out.push_str(&self::ladder(dice, plan, ladder));
    }
    for at in 0..dice.below(3) {
        out.push_str("under the agreement:\n");
        out.push_str(&power(dice, plan, at));
    }
}

fn sentence(dice: &mut Dice, plan: &Plan, duty: &Duty) -> (String, bool) {
    let who = match dice.below(8) {
        0 => "the parties shall each".to_owned(),
        1 => "the parties shall together".to_owned(),
        2 => format!("{} shall endeavour to", dice.pick(&plan.parties)),
        _ => format!("{} shall", dice.pick(&plan.parties)),
    };
    let to = if dice.of_100(20) {
        format!(" to {}", dice.pick(&plan.parties))
    } else {
        String::new()
    };
    let row = duty.tabled.then_some(true);
    let (what, verification) = match dice.below(14) {
        0..4 => (format!("free {} captives", dice.between(1, 8)), false),
        4 if duty.tabled => ("free step.number captives".to_owned(), false),
        5 if duty.tabled => ("free step.number captives".to_owned(), false),
        6 => (
            format!("open at least {} trucks", dice.between(2, 9)),
            false,
        ),
        7 => ("free the remaining captives".to_owned(), false),
        8 => (
            dice.weighted(&[
                (1, "free about 5 captives"),
                (1, "free between 2 and 4 captives"),
                (1, "free all captives"),
                (1, "free 30 percent of captives"),
                (1, "free 1/3 of captives"),
                (1, "free an unstated number of captives"),
                (1, "free at most 4 captives"),
                (1, "free either 3 or 5 captives"),
            ])
            .to_owned(),
            false,
        ),
        9..11 => {
            let each = duty_ref(dice, plan, row);
            let number = dice.between(1, 4);
            (
                format!("free {number} detained for each captive accepted under {each}"),
                dice.of_100(50),
            )
        }
        _ => ("leave".to_owned(), false),
    };
    (format!("{who} {what}{to}"), verification)
}

/// One duty.
fn article(dice: &mut Dice, plan: &Plan, duty: &Duty) -> String {
    let (sentence, each) = sentence(dice, plan, duty);
    let mut clauses = vec![sentence];
    if duty.standing {
        clauses.push(
            dice.weighted(&[
                (2, "throughout the agreement"),
                (1, "from day 2 until day 9"),
            ])
            .to_owned(),
        );
        clauses.push(format!("monitored by {}", panel(dice, plan)));
        consequence(&mut clauses, dice, plan, duty);
    } else {
        timing(&mut clauses, dice, plan, duty, each);
        proof(&mut clauses, dice, plan);
        consequence(&mut clauses, dice, plan, duty);
        others(&mut clauses, dice, plan, duty);
    }
    let standing = if duty.standing { "standing " } else { "" };
    format!(
        "{standing}duty {} \"D\": {}.\n",
        duty.name,
        clauses.join(", ")
    )
}

fn timing(clauses: &mut Vec<String>, dice: &mut Dice, plan: &Plan, duty: &Duty, each: bool) {
    let row = duty.tabled.then_some(true);
    if each {
        clauses.push(format!("within {} after each verification", hours(dice)));
        return;
    }
    if duty.every {
        let period = dice.weighted(&[(4, "day"), (2, "2 days"), (1, "1 week"), (2, "36 hours")]);
        let hours = match dice.below(4) {
            0 => " between 08:00 and 14:00",
            1 => " by 16:00",
            _ => "",
        };
        let hours = if period.contains("hours") || period.contains("week") {
            ""
        } else {
            hours
        };
        let until = match dice.below(4) {
            0 if !plan.phases.is_empty() => {
                format!(" until the end of {}", dice.pick(&plan.phases))
            }
            1 if dice.of_100(30) => String::new(),
            _ => format!(" until day {}", dice.between(5, 14)),
        };
        clauses.push(format!(
            "every {period}{hours} from day {}{until}",
            dice.between(1, 6)
        ));
        return;
    }
    let deadline = match dice.below(13) {
        0..3 => format!("by {}", point(dice, plan)),
        3 if duty.tabled => "by step.last".to_owned(),
        3..6 => format!("within {} after {}", hours(dice), event(dice, plan, row)),
        6 => format!("on day {}", dice.between(1, 14)),
        7 => format!("on day {} between 08:00 and 18:00", dice.between(1, 14)),
        8 => {
            let day = dice.between(1, 9);
            format!("between day {day} and day {}", day + dice.between(0, 6))
        }
        9 => format!("on the day after {}", event(dice, plan, row)),
        10 => dice
            .weighted(&[(1, "at once"), (1, "as soon as possible")])
            .to_owned(),
        11 => format!(
            "within {} after each request by {}",
            hours(dice),
            dice.pick(&plan.watchers)
        ),
        _ => String::new(),
    };
    if !deadline.is_empty() {
        clauses.push(deadline);
    }
    match dice.below(12) {
        0..3 => clauses.push(format!("when {}", condition(dice, plan, row))),
        3 => clauses.push(format!("whenever {}", condition(dice, plan, row))),
        4 => clauses.push(format!("while {}", condition(dice, plan, row))),
        5 => clauses.push(format!("during {}", duty_ref(dice, plan, row))),
        6 => {
            let every = plan
                .duties
                .iter()
                .find(|other| other.every && other.name != duty.name);
            if let Some(other) = every {
                let lead = dice.weighted(&[(2, "at least 12 hours "), (1, "")]);
                clauses.push(format!("{lead}before each {}", other.name));
            }
        }
        _ => {}
    }
    if dice.of_100(15) {
        let from = if duty.tabled {
            "step.start".to_owned()
        } else {
            point(dice, plan)
        };
        clauses.push(format!("not before {from}"));
    }
}

fn proof(clauses: &mut Vec<String>, dice: &mut Dice, plan: &Plan) {
    if dice.of_100(80) {
        let within = if dice.of_100(60) {
            let failing = dice.weighted(&[
                (40, ""),
                (20, ", failing which the report is accepted"),
                (20, ", failing which the report is rejected"),
                (20, ", failing which room decides within 24 hours"),
            ]);
            format!(" within {} of the report{failing}", hours(dice))
        } else {
            String::new()
        };
        clauses.push(format!("verified by {}{within}", panel(dice, plan)));
    }
    if dice.of_100(10) {
        clauses.push(format!("monitored by {}", dice.pick(&plan.watchers)));
    }
    if dice.of_100(8) {
        clauses.push(format!("identified by {}", dice.pick(&plan.watchers)));
    }
    if dice.of_100(25) {
        let who = dice.weighted(&[(2, "the parties"), (1, "south")]);
        let within = dice.weighted(&[(1, " within 48 hours of the finding"), (1, "")]);
        let decided = if dice.of_100(70) {
            let failing = dice.weighted(&[(1, ", failing which the finding is final"), (1, "")]);
            format!(
                ", decided by {} within {} of the dispute{failing}",
                panel(dice, plan),
                hours(dice)
            )
        } else {
            String::new()
        };
        clauses.push(format!("subject to dispute by {who}{within}{decided}"));
    }
}

fn consequence(clauses: &mut Vec<String>, dice: &mut Dice, plan: &Plan, duty: &Duty) {
    if dice.of_100(45) && !plan.ladders.is_empty() {
        clauses.push(format!(
            "if breached, the steps of {} follow",
            dice.pick(&plan.ladders)
        ));
    } else if dice.of_100(30) {
        let other = dice.pick(&plan.duties);
        clauses.push(match dice.below(3) {
            0 if !other.standing => format!("if breached, {} falls due", other.name),
            1 => format!(
                "if breached, the duty passes to {}",
                dice.pick(&plan.parties)
            ),
            _ => "if breached, nothing follows".to_owned(),
        });
    }
    if dice.of_100(15) {
        let of = duty_ref(dice, plan, duty.tabled.then_some(true));
        clauses.push(format!("if late, the dates of {of} move by as long"));
    }
    if duty.every && dice.of_100(50) {
        clauses.push("if short, the shortfall is carried over for 2 days".to_owned());
    }
    if duty.tabled && dice.of_100(30) {
        clauses.push("if short, the shortfall is carried over to the next step".to_owned());
    }
    if duty.tabled && dice.of_100(30) {
        clauses.push("if exceeded, the excess counts towards the next step".to_owned());
    }
}

fn others(clauses: &mut Vec<String>, dice: &mut Dice, plan: &Plan, duty: &Duty) {
    let row = duty.tabled.then_some(true);
    if dice.of_100(20) {
        clauses.push(format!("late by at most {} is no breach", hours(dice)));
    }
    if dice.of_100(15) {
        let right = dice.weighted(&[(1, " with a right to withhold"), (1, "")]);
        clauses.push(format!(
            "in exchange for {}{right}",
            duty_ref(dice, plan, row)
        ));
    }
    if dice.of_100(8) {
        clauses.push(format!("taking effect when {}", condition(dice, plan, row)));
    }
    if dice.of_100(8) {
        clauses.push(format!("through {}", dice.pick(&plan.watchers)));
    }
    if dice.of_100(8) {
        clauses.push("not to be suspended".to_owned());
    }
}

fn prohibition(dice: &mut Dice, plan: &Plan, name: &str) -> String {
    let mut clauses = vec![
        "no party shall \"shoot\"".to_owned(),
        "throughout the agreement".to_owned(),
    ];
    if dice.of_100(40) {
        clauses.push(format!("monitored by {}", panel(dice, plan)));
    }
    if dice.of_100(50) {
        clauses.push(format!("incidents confirmed by {}", panel(dice, plan)));
    }
    if dice.of_100(40) {
        clauses.push(format!("incidents attributed by {}", panel(dice, plan)));
    }
    if dice.of_100(20) {
        clauses.push(format!("incidents graded by {}", panel(dice, plan)));
    }
    match dice.below(4) {
        0 => clauses.push("breached by any serious incident".to_owned()),
        1 => clauses.push(format!(
            "breached by more than {} minor incidents in any {} days or any serious incident",
            dice.between(1, 3),
            dice.between(1, 6)
        )),
        2 => clauses.push(format!(
            "breached by more than {} incidents in any 4 days",
            dice.between(1, 2)
        )),
        _ => {}
    }
    if dice.of_100(50) && !plan.ladders.is_empty() {
        clauses.push(format!(
            "if breached, the steps of {} follow",
            dice.pick(&plan.ladders)
        ));
    }
    format!("prohibition {name} \"R\": {}.\n", clauses.join(", "))
}

fn ladder(dice: &mut Dice, plan: &Plan, name: &str) -> String {
    let mut parts = Vec::new();
    let opened = if dice.of_100(40) {
        let who = dice.weighted(&[
            (2, "any party"),
            (1, "any 2 of the watchers"),
            (1, "un or eu"),
        ]);
        let when = if dice.of_100(30) {
            format!(" when {}", condition(dice, plan, None))
        } else {
            String::new()
        };
        format!("opened by {who}{when}; ")
    } else {
        String::new()
    };
    let rungs = dice.between(1, 4);
    for rung in 0..rungs {
        let order = match rung {
            0 => "first",
            _ if rung + 1 == rungs && dice.of_100(60) => "last",
            _ => dice.weighted(&[(6, "next"), (3, "also"), (1, "instead")]),
        };
        let act = match dice.below(6) {
            0..4 => format!("{} shall open", panel(dice, plan)),
            4 => format!("the parties may suspend {}", duty_ref(dice, plan, None)),
            _ => format!(
                "{} may waive {}",
                dice.pick(&plan.parties),
                duty_ref(dice, plan, None)
            ),
        };
        let within = if dice.of_100(60) {
            format!(", within {}", hours(dice))
        } else {
            String::new()
        };
        parts.push(format!("{order}, {act}{within}"));
    }
    if dice.of_100(30) {
        parts.push(format!("covering {}", duty_ref(dice, plan, None)));
    }
    if dice.of_100(40) {
        let stop = match dice.below(2) {
            0 => "the breach is remedied".to_owned(),
            _ => condition(dice, plan, None),
        };
        parts.push(format!("stopping when {stop}"));
    }
    format!("ladder {name} \"L\": {opened}{}.\n", parts.join("; "))
}

fn power(dice: &mut Dice, plan: &Plan, at: i64) -> String {
    let who = match dice.below(4) {
        0 => "any 2 of the watchers".to_owned(),
        1 => "any party".to_owned(),
        _ => (*dice.pick(&plan.parties)).to_owned(),
    };
    if dice.of_100(15) {
        let ceasing = duty_ref(dice, plan, None);
        let ceasing = ceasing.split(' ').next().unwrap_or("").to_owned();
        let ceasing = if ceasing == "every" {
            plan.duties[0].name.clone()
        } else {
            ceasing
        };
        return format!(
            "snapback power_{at} \"S\": {who} may give notice, and {} later the terms of {} return \
             and the terms of {ceasing} cease, unless un resolves otherwise.\n",
            hours(dice),
            plan.duties[0].name,
        );
    }
    let mut parts = Vec::new();
    let act = match dice.below(10) {
        0..4 => format!("suspend {}", duty_ref(dice, plan, None)),
        4 => "suspend the duties given in exchange".to_owned(),
        5 => "suspend its own duties".to_owned(),
        6 => format!("waive {}", duty_ref(dice, plan, None)),
        7 => format!("terminate {}", dice.pick(&["the agreement", "duty_0"])),
        8 if !plan.phases.is_empty() => format!("extend {} by 3 days", dice.pick(&plan.phases)),
        8 if !plan.ladders.is_empty() => format!("invoke {}", dice.pick(&plan.ladders)),
        _ => format!("withhold {}", duty_ref(dice, plan, None)),
    };
    if dice.of_100(50) {
        let word = dice.weighted(&[(3, "when"), (1, "while"), (1, "unless")]);
        parts.push(format!("{word} {}", condition(dice, plan, None)));
    }
    if dice.of_100(40) {
        parts.push(format!("after {} of notice", hours(dice)));
    }
    if act.starts_with("suspend") {
        if dice.of_100(60) {
            parts.push(format!("for at most {}", hours(dice)));
        }
        match dice.below(3) {
            0 => parts.push("with clocks stopped".to_owned()),
            1 => parts.push("with clocks running".to_owned()),
            _ => {}
        }
    }
    let parts: String = parts.iter().map(|part| format!(", {part}")).collect();
    format!("power power_{at} \"P\": {who} may {act}{parts}.\n")
}

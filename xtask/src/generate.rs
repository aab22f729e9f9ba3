//! Large agreements of realistic shape, for measuring: phases, tabled tranches, daily quotas,
//! weekly releases, withdrawals after verification, disputes. The same number and seed give the
//! same text.

use std::{fmt::Write as _, process::ExitCode};

/// Days a phase lasts.
const PHASE_DAYS: usize = 28;
/// Occurrences of one phase: two daily quotas, two weekly releases and what answers them, ten rows
/// of two tabled duties, eight single duties.
const PHASE_OCCURRENCES: usize = 2 * PHASE_DAYS + 4 * 4 + 10 * 2 + 8;

/// Prints an agreement of about so many occurrences.
pub fn run(occurrences: usize, seed: u64) -> ExitCode {
    print!("{}", agreement(occurrences, seed));
    ExitCode::SUCCESS
}

/// The text of an agreement of about so many occurrences, at least one phase.
pub fn agreement(occurrences: usize, seed: u64) -> String {
    let phases = occurrences.div_ceil(PHASE_OCCURRENCES).max(1);
    let mut out = String::from(HEAD);
    let mut dice = Dice(seed);
    for phase in 1..=phases {
        declare(&mut out, phase);
    }
    for phase in 1..=phases {
        schedule(&mut out, phase, &mut dice);
        articles(&mut out, phase, &mut dice);
    }
    let _ = write!(
        out,
        "\n{TAIL}ending:\n  the agreement is completed when p{phases} is completed.\n"
    );
    out
}

const HEAD: &str = r#"agreement large "A large agreement of realistic shape".
time zone Africa/Nairobi.
day 1 is 1 January 2030.
entry into force is 1 January 2030 at 06:00.
grades minor and serious.
reports within 12 hours.

party north "Northern Authority".
party south "Southern Authority".
guarantor first_state "First State".
guarantor second_state "Second State".
guarantor third_state "Third State".
verifier observers "Observers", at most 40 verifications each day.
verifier counters "Counters at the crossing".
group guarantors is first_state, second_state and third_state, as first listed.
body room "Joint room" of first_state, second_state and third_state,
  deciding by 2 members, with power to decide.
unit loads (load) "Loads": counted by counters, counted at "the crossing", counted over each day,
  as a floor.
act release and free: irreversible.
act withdraw: reversible within 48 hours.

"#;

const TAIL: &str = r#"under the agreement:

prohibition calm "Cessation of force":
  no party shall use_force,
  throughout the agreement,
  monitored by observers,
  incidents confirmed by room within 48 hours of the report,
  incidents attributed by room within 48 hours of the report,
  breached by more than 3 minor incidents in any 7 days or any serious incident,
  if breached, the steps of standard follow.
ladder standard "When a duty is not performed":
  first, the parties shall meet in room, within 24 hours;
  next, guarantors shall propose "a remedy", within 48 hours;
  last, room shall rule, within 72 hours, binding;
  stopping when the breach is remedied.

"#;

fn declare(out: &mut String, phase: usize) {
    let from = match phase {
        1 => "entry into force".to_owned(),
        _ => format!("p{} ending", phase - 1),
    };
    let _ = write!(
        out,
        "place area_{phase} \"Area {phase}\".\n\
         list held_{phase} (held_one_{phase}) \"Persons held, {phase}\": 92 persons, held by south,\n  \
         named by observers, may be corrected by observers.\n\
         list jailed_{phase} (jailed_one_{phase}) \"Persons jailed, {phase}\": 920 persons, \
         held by north,\n  named by observers, may be corrected by observers.\n\
         phase p{phase} \"Phase {phase}\":\n  from {from},\n  for {PHASE_DAYS} days,\n  \
         extended by consent of each party by at most 14 days,\n  \
         completed when leave_{phase}_8 is verified.\n"
    );
}

fn schedule(out: &mut String, phase: usize, dice: &mut Dice) {
    let _ = write!(
        out,
        "\nschedule tranches_{phase}:\n  | tranche_{phase} | out | back |\n"
    );
    for row in 1..=10 {
        let _ = writeln!(
            out,
            "  | row_{phase}_{row} | {} | {} |",
            2 + dice.below(4),
            20 + dice.below(40)
        );
    }
}

fn articles(out: &mut String, phase: usize, dice: &mut Dice) {
    let first = (phase - 1) * PHASE_DAYS + 1;
    let last = phase * PHASE_DAYS;
    let _ = write!(out, "\nunder p{phase}:\n");
    for (name, number) in [("food", 300), ("fuel", 40)] {
        let _ = write!(
            out,
            "\nduty {name}_{phase} \"Daily {name}\":\n  north shall admit at least {} loads to area_{phase},\n  \
             every day from day {first} until day {last},\n  \
             verified by counters within 24 hours of the report, failing which the report is accepted,\n  \
             if short, the shortfall is carried over for 3 days,\n  \
             if breached, the steps of standard follow,\n  not to be suspended.\n",
            number + dice.below(50)
        );
    }
    weekly(out, phase, first, last, dice);
    tabled(out, phase, last);
    singles(out, phase, first, last, dice);
}

fn weekly(out: &mut String, phase: usize, first: usize, last: usize, dice: &mut Dice) {
    for number in 1..=2 {
        let start = first + dice.below(4);
        let _ = write!(
            out,
            "\nduty out_{phase}_{number} \"Weekly releases\":\n  south shall release 3 held_{phase} to observers,\n  \
             every 7 days from day {start} until day {},\n  \
             verified by observers within {} hours of the report, failing which room decides within 12 hours,\n  \
             late by at most 12 hours is no breach,\n  if breached, the steps of standard follow.\n\
             duty back_{phase}_{number} \"In step with them\":\n  \
             north shall free 30 jailed_{phase} for each held_one_{phase} accepted under out_{phase}_{number},\n  \
             every 7 days from day {} until day {},\n  \
             verified by observers within 6 hours of the report, failing which the report is accepted,\n  \
             in exchange for out_{phase}_{number} with a right to withhold,\n  \
             if breached, the steps of standard follow.\n",
            start + 21,
            4 + dice.below(9),
            (start + 1).min(last - 22),
            (start + 22).min(last),
        );
    }
}

fn tabled(out: &mut String, phase: usize, last: usize) {
    let _ = write!(
        out,
        "\nfor each tranche_{phase} of tranches_{phase}:\n  \
         duty hand_out_{phase} \"Tranche out\":\n    \
         south shall release tranche_{phase}.out of held_{phase} to observers,\n    \
         by day {last} at 12:00,\n    \
         verified by observers within 12 hours of the report, failing which room decides within 12 hours,\n    \
         if breached, the steps of standard follow.\n  \
         duty hand_back_{phase} \"Tranche back\":\n    \
         north shall free tranche_{phase}.back of jailed_{phase},\n    \
         within 36 hours after hand_out_{phase} of the same tranche_{phase} being verified,\n    \
         verified by observers within 12 hours of the report, failing which the report is accepted,\n    \
         in exchange for hand_out_{phase} of the same tranche_{phase} with a right to withhold,\n    \
         if breached, the steps of standard follow.\nend\n"
    );
}

fn singles(out: &mut String, phase: usize, first: usize, last: usize, dice: &mut Dice) {
    for number in 1..=8 {
        let day = (first + 3 * number).min(last);
        let when = if number == 1 {
            format!("by day {day} at 24:00")
        } else {
            // Room for the window of the verifier before it, and for the travel.
            format!(
                "not before leave_{phase}_{} being verified,\n  by day {day} at 24:00",
                number - 1
            )
        };
        let who = if number % 2 == 0 { "south" } else { "north" };
        let other = if number % 2 == 0 { "north" } else { "south" };
        let _ = write!(
            out,
            "\nduty leave_{phase}_{number} \"Withdrawal {number}\":\n  {who} shall withdraw from area_{phase},\n  \
             {when},\n  \
             verified by any 2 of the guarantors within {} hours of the report, \
             failing which room decides within 12 hours,\n  \
             subject to dispute by {other} within 12 hours of the finding,\n    \
             decided by room within 12 hours of the dispute, failing which the finding is final,\n  \
             if breached, the steps of standard follow.\n",
            12 + dice.below(13)
        );
    }
}

/// A small generator of numbers: Steele, Lea and Flood's SplitMix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0) % bound
    }
}

#[cfg(test)]
mod tests {
    use super::agreement;

    #[test]
    fn generated_agreements_have_no_errors() {
        for seed in 1..4 {
            let examined = examine::examine(&agreement(1_000, seed));
            let errors: Vec<_> = examined
                .findings
                .iter()
                .filter(|finding| finding.severity == findings::Severity::Error)
                .map(|finding| format!("{} {}", finding.code, finding.message))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_text() {
        assert_eq!(agreement(500, 7), agreement(500, 7));
        assert_ne!(agreement(500, 7), agreement(500, 8));
    }
}

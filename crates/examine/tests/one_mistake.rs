//! One mistake of the writer gives one finding: what it hides is no silence of the text.

fn codes(body: &str) -> Vec<String> {
    let text = format!(
        "agreement test \"A test\".\ntime zone Africa/Cairo.\nday 1 is 19 January 2025.\n\
         party state \"The State\".\nparty movement \"The Movement\".\n\
         verifier icrc \"The Red Cross\".\nplace corridor \"Corridor\".\n\
         duty leave \"Leaving\": state shall withdraw from corridor, by day 3, verified by icrc \
         within 2 days of the report, failing which the report is accepted, if breached, nothing \
         follows.\n\
         duty meet_up \"Meeting\": movement shall meet, by day 4, verified by icrc within 2 days \
         of the report, failing which the report is accepted, if breached, nothing follows.\n\
         {body}\nending: the agreement ends on 3 May 2027.\n"
    );
    let examined = examine::examine(&text);
    (examined.findings.iter())
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect()
}

const TAIL: &str = "within 2 days of the report, failing which the report is accepted, if breached, \
                    nothing follows.";

#[test]
fn a_misspelt_verifier_is_no_silence() {
    assert_eq!(
        codes(&format!(
            "duty open_up \"Opening\": state shall open corridor, by day 5, verified by irc {TAIL}"
        )),
        ["E0101 there is no verifier called `irc`; did you mean `icrc`?"]
    );
}

#[test]
fn a_misspelt_clause_is_no_silence() {
    assert_eq!(
        codes(&format!(
            "duty open_up \"Opening\": state shall open corridor, by day 5, verfied by icrc {TAIL}"
        )),
        ["E0001 expected a clause word, found `verfied`"]
    );
    assert_eq!(
        codes(&format!(
            "duty open_up \"Opening\": state shall open corridor, bey dai 5, verified by icrc {TAIL}"
        )),
        [
            "E0001 expected a clause word, found `bey`",
            "E0001 expected `day`, found `dai`"
        ],
        "two mistakes are two findings"
    );
}

#[test]
fn a_misspelt_day_is_told_once() {
    assert_eq!(
        codes(&format!(
            "duty open_up \"Opening\": state shall open corridor, by dai 5, verified by icrc {TAIL}"
        )),
        ["E0001 expected `day`, found `dai`"]
    );
}

#[test]
fn a_clause_that_cannot_be_read_is_no_silence() {
    assert_eq!(
        codes(
            "duty open_up \"Opening\": state shall open corridor, by day 5, checked through icrc."
        ),
        ["E0001 expected a clause word, found `checked`"]
    );
    assert_eq!(
        codes("duty open_up \"Opening\": state shall \"open, by day 5."),
        ["E0001 this quoted text is never closed"]
    );
    assert_eq!(
        codes("party far \"Far\".\nduty open_up \"Opening\": state with far shall open corridor."),
        ["E0001 expected `shall`, found `with`"]
    );
}

#[test]
fn an_unknown_name_in_a_condition_asks_for_no_judge() {
    assert_eq!(
        codes(&format!(
            "duty open_up \"Opening\": state shall open corridor, when leav is done, by day 5, \
             verified by icrc {TAIL}"
        )),
        ["E0103 there is no duty called `leav`; did you mean `leave`?"]
    );
}

//! Slips of the hand that once gave several findings, or a finding without help.

#![allow(
    clippy::unwrap_used,
    reason = "a test says best by failing what is wrong"
)]

fn told(text: &str) -> Vec<String> {
    let parse = syntax::parse(text);
    (parse.findings.iter())
        .map(|finding| {
            let at = text.get(finding.at.range()).unwrap();
            let help = finding.help.join(" ? ");
            format!("{} at {at}: {} ? {help}", finding.code, finding.message)
        })
        .collect()
}

const HEAD: &str = "agreement test \"A test\".\nparty north \"North\".\n";

fn one(body: &str, expected: &str) {
    assert_eq!(told(&format!("{HEAD}{body}\n")), [expected], "in: {body}");
}

#[test]
fn a_subject_that_lost_its_and() {
    let message = "this list has no `and` before its last item ? write `and third`";
    one(
        "duty x \"X\": north, south third shall meet, by 3 May 2025.",
        &format!("E0007 at north, south third: {message}"),
    );
    one(
        "duty x \"X\": the north the third shall meet, by 3 May 2025.",
        &format!("E0007 at the north the third: {message}"),
    );
    one(
        "power x \"X\": north, south, third may terminate the agreement.",
        &format!("E0007 at north, south, third: {message}"),
    );
}

#[test]
fn a_number_with_blanks_in_it() {
    one(
        "duty x \"X\": north shall give 60 000 tonnes to south, by 3 May 2025.",
        "E0006 at 60 000: the number `60 000` has a blank in it ? write 60_000 or 60000",
    );
    one(
        "duty x \"X\": north shall give 1\u{202F}060\u{A0}000 tonnes to south, by 3 May 2025.",
        "E0006 at 1\u{202F}060\u{A0}000: the number `1\u{202F}060\u{A0}000` has a blank in it ? \
         write 1_060_000 or 1060000",
    );
}

#[test]
fn a_quote_that_is_not_closed_spoils_its_line_only() {
    let help = "put `\"` at its end, on the same line";
    one(
        "duty x \"X\": north shall \"meet, by 3 May 2025.\nduty y \"Y\": north shall meet, by 4 May \
         2025.",
        &format!("E0001 at \"meet, by 3 May 2025: this quoted text is never closed ? {help}"),
    );
    one(
        "duty x \"X\": north shall \"meet,\n  by 3 May 2025.\nduty y \"Y\": north shall meet, by 4 \
         May 2025.",
        &format!("E0001 at \"meet: this quoted text is never closed ? {help}"),
    );
    one(
        "party south \"South.\nparty east \"East\".",
        &format!("E0001 at \"South: this quoted text is never closed ? {help}"),
    );
}

#[test]
fn a_mark_of_direction_is_no_part_of_a_name() {
    let text = format!("{HEAD}party so\u{202E}uth \"South\".\nduty x \"X\": south shall meet.\n");
    let parse = syntax::parse(&text);
    assert_eq!(parse.findings.len(), 1);
    assert_eq!(parse.findings[0].code, "E0004");
    let agreement = parse.file.agreement.unwrap();
    let names = agreement.statements.iter().filter_map(|s| match &s.kind {
        syntax::ast::StatementKind::Actor(actor) => Some(actor.name.text.as_str()),
        _ => None,
    });
    assert_eq!(names.collect::<Vec<_>>(), ["north", "south"]);
    // Where one must be shown, it is shown by its number.
    one(
        "duty x \"X\": north shall meet, by \u{2067}.",
        "E0004 at \u{2067}: the text on line 3 contains U+2067 ? write it without this mark, which \
         turns the direction of what follows",
    );
}

#[test]
fn a_file_in_a_wide_encoding_is_told_once() {
    let text = format!("{HEAD}-- الشمال\nduty x \"X\": north shall meet, by 3 May 2025.\n");
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let wide: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    for (mark, bytes, encoding) in [
        (&[0xFF, 0xFE][..], &little, "UTF-16LE"),
        (&[0xFE, 0xFF], &big, "UTF-16BE"),
        (&[], &little, "UTF-16LE"),
        (&[], &big, "UTF-16BE"),
        (&[0xFF, 0xFE, 0, 0], &wide, "UTF-32LE"),
    ] {
        let file = [mark, bytes].concat();
        let findings = syntax::parse_bytes(&file).findings;
        assert_eq!(findings.len(), 1, "{encoding}: {findings:?}");
        let message = format!("this file is in {encoding}, and is not read");
        assert_eq!(findings[0].message, message);
        assert!(findings[0].help[0].contains("iconv"), "{findings:?}");
    }
    assert!(syntax::parse_bytes(text.as_bytes()).findings.is_empty());
}

#[test]
fn a_clause_begun_as_drafters_begin_it() {
    for (clause, words) in [
        ("each month", "write it as `every … from …`"),
        (
            "no later than 3 May 2025",
            "write it as `by …`, or `not before …`",
        ),
        (
            "provided that y is done",
            "write it as `when … is …`, or `within … after …`",
        ),
        (
            "upon signature",
            "write it as `when … is …`, or `within … after …`",
        ),
        ("immediately", "write it as `at once`, or `at once after …`"),
        (
            "within 3 years",
            "expected what it is counted from, as in `after signature`",
        ),
        (
            "for 5 years",
            "expected `of each day`, or `from …` before the `for`",
        ),
        ("by the 5th day", "`5 days after …`"),
        ("by day 5 at 4pm", "write hours from `00:00` to `24:00`"),
        (
            "by 1/11/2023",
            "write a day with the name of its month: `5 May 2025`",
        ),
    ] {
        let text = format!("{HEAD}duty x \"X\": north shall meet, {clause}.\n");
        let all = told(&text).join("\n");
        assert!(all.contains(words), "in: {clause}\n{all}");
    }
}

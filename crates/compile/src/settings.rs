//! What is said once for the whole agreement. It comes first: dates need the zone and the count.

use std::collections::BTreeMap;

use findings::{Finding, Place, Span};
use jiff::tz::TimeZone;
use model::{DayCount, DayStart, Entry, Made, TextMade};
use syntax::ast::{self, DayIs, Setting, Statement, StatementKind};

use crate::compiler::Compiler;
use crate::references::VERIFIER;
use crate::similar;
use crate::times::{Count, date_of};

/// How many grades of incidents there may be.
const GRADES_MAX: usize = 100;

impl<'a> Compiler<'a> {
    /// All settings, those first that others need.
    pub(crate) fn settings(&mut self, statements: &'a [Statement]) {
        let settings = self.each_once(statements);
        for setting in &settings {
            match setting {
                Setting::TimeZone(Some(zone)) => self.zone(zone),
                Setting::MonthEnds { up } => {
                    self.clock.month_ends_up = Some(*up);
                    self.model.month_ends_up = Some(*up);
                }
                Setting::Grades(names) => self.grades(names),
                Setting::EntryIs(point) => self.entry = Some(point),
                Setting::Made { on, .. } => self.clock.signed = date_of(on),
                _ => {}
            }
        }
        for setting in &settings {
            if let Setting::DayCount { number, is } = setting {
                self.day_count(number, is);
            }
        }
        for setting in &settings {
            self.setting(setting);
        }
    }

    /// The settings, each where it is said first; E0102 where it is said again.
    fn each_once(&mut self, statements: &'a [Statement]) -> Vec<&'a Setting> {
        let mut seen: BTreeMap<&'static str, Span> = BTreeMap::new();
        let mut settings = Vec::new();
        for statement in statements {
            let StatementKind::Setting(setting) = &statement.kind else {
                continue;
            };
            let first = said_once(setting).and_then(|what| {
                let first = seen.get(what).copied();
                seen.entry(what).or_insert(statement.span);
                first.map(|first| (what, first))
            });
            let Some((what, first)) = first else {
                settings.push(setting);
                continue;
            };
            let message = format!("{what} is said twice");
            let mut finding = Finding::new("E0102", statement.span, message);
            finding.places.push(Place {
                at: first,
                label: "said here".to_owned(),
            });
            self.report.push(finding.help("keep one of the two"));
        }
        settings
    }

    fn setting(&mut self, setting: &'a Setting) {
        match setting {
            Setting::Authentic { langs, prevails } => {
                self.languages(langs, prevails.as_ref());
                self.model.authentic = langs.items.iter().map(|lang| lang.text.clone()).collect();
                self.model.prevailing_language = prevails.as_ref().map(|lang| lang.text.clone());
            }
            Setting::ReportsWithin(duration) => {
                self.model.reports_within = Some(self.duration(duration));
            }
            Setting::Made { announced, by, on } => {
                let made = TextMade {
                    how: if *announced {
                        Made::Announced
                    } else {
                        Made::Signed
                    },
                    by: self.actors_named(by),
                    on: self.whole_day(on),
                };
                self.model.made.push(made);
            }
            Setting::EntryIs(point) => self.model.entry = Some(Entry::At(self.point(point))),
            Setting::EntryWhen(condition) => {
                self.model.entry = Some(Entry::When(self.condition(condition)));
            }
            Setting::MeaningBy(panel) => {
                self.model.meaning_by = Some(self.panel(panel, VERIFIER));
            }
            Setting::NoTextPrevails => self.model.no_text_prevails = true,
            Setting::Silent(slots) => {
                let words = slots.iter().map(|slot| slot.word.clone());
                self.model.naming.silent.extend(words);
            }
            Setting::TimeZone(_)
            | Setting::DayCount { .. }
            | Setting::MonthEnds { .. }
            | Setting::Grades(_) => {}
        }
    }

    /// A language is authentic once, and one that prevails is authentic.
    fn languages(&mut self, langs: &ast::List<ast::Name>, prevails: Option<&ast::Name>) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for lang in &langs.items {
            let text = lang.text.as_str();
            let first = *seen.entry(text).or_insert(lang.span);
            if first == lang.span {
                continue;
            }
            let key = format!("authentic {text}");
            self.report.fold("E0102", &key, lang.span, || {
                let message = format!("`{text}` is named twice among the authentic texts");
                let mut finding = Finding::new("E0102", lang.span, message);
                finding.places.push(Place {
                    at: first,
                    label: "named here".to_owned(),
                });
                finding
            });
        }
        let Some(lang) = prevails else { return };
        if !seen.contains_key(lang.text.as_str()) {
            let text = &lang.text;
            let message = format!("`{text}` prevails and is not among the authentic texts");
            let help = format!("name `{text}` among them, or let one of them prevail");
            let finding = Finding::new("E0105", lang.span, message).help(help);
            self.report.push(finding);
        }
    }

    fn grades(&mut self, names: &ast::List<ast::Name>) {
        let grades = names.items.iter().take(GRADES_MAX);
        self.model.grades = grades.map(|name| name.text.clone()).collect();
        if let Some(name) = names.items.get(GRADES_MAX) {
            let message = format!("more than {GRADES_MAX} grades are declared");
            self.report.push(Finding::new("E0009", name.span, message));
        }
    }

    fn zone(&mut self, zone: &ast::Quoted) {
        if let Ok(found) = TimeZone::get(&zone.text) {
            self.clock.zone = Some(found);
            self.model.zone = Some(zone.text.clone());
            return;
        }
        let known: Vec<String> = (jiff::tz::db().available())
            .map(|name| name.as_str().to_owned())
            .collect();
        let similar = similar::nearest(&zone.text, known.iter().map(String::as_str));
        let mut message = format!("there is no time zone called `{}`", zone.text);
        if let Some(similar) = similar {
            message.push_str(&format!("; did you mean `{similar}`?"));
        }
        let help = "write a zone of the tz database, or `time zone is not stated`";
        self.report
            .push(Finding::new("E0113", zone.span, message).help(help));
    }

    fn day_count(&mut self, number: &ast::Number, is: &'a DayIs) {
        let first = self.whole(number, "the number of the first day");
        let start = match is {
            DayIs::NotSettled => DayStart::NotSettled,
            DayIs::DayOf(event) => match self.event(event) {
                Some(event) => DayStart::DayOf(event),
                None => DayStart::Unknown,
            },
            DayIs::Moment(moment) => self.counted_from(moment),
        };
        let date = match (is, &start) {
            (DayIs::Moment(moment), DayStart::On(_)) => match &moment.day {
                ast::Day::Date(date) => date_of(date).map(|date| (date, moment.about)),
                _ => None,
            },
            _ => None,
        };
        self.clock.count = Some(Count { first, start: date });
        self.model.day_count = Some(DayCount { first, start });
    }

    /// The date that a count starts on.
    fn counted_from(&mut self, moment: &ast::Moment) -> DayStart {
        if !matches!(moment.day, ast::Day::Date(_)) {
            let message = "a count of days cannot start on one of its own days";
            let finding = Finding::new("E0112", moment.span, message);
            self.report.push(finding.help("write the date"));
            return DayStart::Unknown;
        }
        match self.moment(moment) {
            model::Moment::Fixed { window, .. } => DayStart::On(window),
            _ => DayStart::Unknown,
        }
    }
}

/// What a setting says, where it may be said once only.
fn said_once(setting: &Setting) -> Option<&'static str> {
    match setting {
        Setting::Authentic { .. } => Some("which texts are authentic"),
        Setting::TimeZone(_) => Some("the time zone"),
        Setting::DayCount { .. } => Some("which day the count starts on"),
        Setting::MonthEnds { .. } => Some("how month ends round"),
        Setting::Grades(_) => Some("which grades there are"),
        Setting::ReportsWithin(_) => Some("how soon reports are due"),
        Setting::EntryIs(_) | Setting::EntryWhen(_) => Some("when it enters into force"),
        Setting::MeaningBy(_) => Some("who decides questions of meaning"),
        Setting::Made { .. } | Setting::NoTextPrevails | Setting::Silent(_) => None,
    }
}

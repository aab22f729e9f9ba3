//! Numbers: how much of what, and how long.

use findings::{Finding, Span};
use model::{Amount, Column, Duration, Quantity};
use syntax::ast::{self, DurationKind, Number};
use words::{Bound, TimeUnit};

use crate::compiler::Compiler;
use crate::phrases::Place;

impl Compiler<'_> {
    /// How much of what.
    pub(crate) fn quantity(&mut self, quantity: &ast::Quantity) -> Quantity {
        let noun = |compiler: &mut Self, noun: &Option<ast::Noun>| {
            noun.as_ref()
                .map(|noun| compiler.noun(noun, Place::Counted))
        };
        self.possible(quantity);
        Quantity {
            bound: quantity.bound,
            amount: self.amount(&quantity.amount),
            noun: noun(self, &quantity.noun),
            of: noun(self, &quantity.of),
        }
    }

    /// A number in a quantity.
    pub(crate) fn amount(&mut self, amount: &ast::Amount) -> Amount {
        match amount {
            ast::Amount::Number(number) => Amount::Number(number.thousandths),
            ast::Amount::Field(field) => self
                .number_column(field)
                .map_or(Amount::Unstated, Amount::Column),
            ast::Amount::All(_) => Amount::All,
            ast::Amount::Remaining(_) => Amount::Remaining,
            ast::Amount::Percent(number) => Amount::Percent(number.thousandths),
            ast::Amount::PercentField(field) => self
                .number_column(field)
                .map_or(Amount::Unstated, Amount::PercentColumn),
            ast::Amount::Fraction {
                numerator,
                denominator,
                ..
            } => Amount::Fraction(*numerator, *denominator),
            ast::Amount::Unstated(_) => Amount::Unstated,
            ast::Amount::Either(one, other) => Amount::Either(one.thousandths, other.thousandths),
            ast::Amount::Between(low, high) => Amount::Between(low.thousandths, high.thousandths),
        }
    }

    /// E0114: a number that nothing can ever be.
    fn possible(&mut self, quantity: &ast::Quantity) {
        const WHOLE: i64 = 100_000;
        let wrong = match &quantity.amount {
            // `at most 0` and `below 5` forbid, and may name nothing.
            ast::Amount::Number(number) => {
                let forbids = matches!(quantity.bound, Some(Bound::AtMost | Bound::Below));
                let nothing = number.thousandths == 0 && !forbids;
                nothing.then(|| (number.span, "nothing is asked: the number is 0".to_owned()))
            }
            ast::Amount::Percent(number) if number.thousandths > WHOLE => {
                Some((number.span, "a share is larger than the whole".to_owned()))
            }
            ast::Amount::Fraction {
                numerator,
                denominator,
                span,
            } if *denominator == 0 || numerator > denominator => Some((
                *span,
                format!("`{numerator}/{denominator}` is no share of a whole"),
            )),
            ast::Amount::Between(low, high) if low.thousandths > high.thousandths => Some((
                low.span.to(high.span),
                "the lower number is the higher one".to_owned(),
            )),
            _ => None,
        };
        if let Some((at, message)) = wrong {
            self.impossible(at, message);
        }
    }

    /// E0114.
    pub(crate) fn impossible(&mut self, at: Span, message: String) {
        let finding = Finding::new("E0114", at, message);
        self.report
            .push(finding.help("look the number up in the signed text, and write that one"));
    }

    /// A column that holds numbers.
    fn number_column(&mut self, field: &ast::Field) -> Option<Column> {
        let column = self.column(field)?;
        self.wants_numbers(field, column);
        Some(column)
    }

    /// A length of time. Half hours become minutes, half years months: nothing is rounded.
    pub(crate) fn duration(&mut self, duration: &ast::Duration) -> Duration {
        let DurationKind::Stated {
            about,
            number,
            to,
            unit,
        } = &duration.kind
        else {
            return Duration::Unstated;
        };
        let high = to.as_ref().unwrap_or(number);
        let (low, high, unit) = match finer(number, high, *unit) {
            Some(stated) => stated,
            None => {
                let at = duration.span;
                self.not_whole(
                    at,
                    "a length of time in whole minutes, hours, days or months",
                );
                (number.thousandths / 1000, high.thousandths / 1000, *unit)
            }
        };
        let (low, high) = self.within_calendar(low, high, unit, duration.span);
        if low > high {
            self.impossible(
                duration.span,
                "the shorter length is the longer one".to_owned(),
            );
        } else if high == 0 {
            self.impossible(duration.span, "a length of time is 0".to_owned());
        }
        Duration::Stated {
            about: *about,
            low,
            high,
            unit,
        }
    }

    /// E0114 about a length that no calendar holds; what is left of it then can be reckoned with.
    fn within_calendar(&mut self, low: i64, high: i64, unit: TimeUnit, at: Span) -> (i64, i64) {
        let most = longest(unit);
        if low.max(high) > most {
            let message = format!("a length of time is longer than {YEARS_MAX} years");
            self.impossible(at, message);
        }
        (low.min(most), high.min(most))
    }

    /// A whole number that is not negative.
    pub(crate) fn whole(&mut self, number: &Number, what: &str) -> i64 {
        match number.whole() {
            Some(whole) => whole,
            None => {
                self.not_whole(number.span, what);
                number.thousandths / 1000
            }
        }
    }

    /// A small whole number: of members, of rows.
    pub(crate) fn small(&mut self, number: &Number, what: &str) -> u32 {
        let whole = self.whole(number, what);
        if whole == 0 {
            self.impossible(number.span, format!("0 stands where {what} is wanted"));
        }
        u32::try_from(whole).unwrap_or(u32::MAX)
    }

    /// E0105.
    fn not_whole(&mut self, at: Span, what: &str) {
        let message = format!("a fraction stands where {what} is wanted");
        self.report.push(Finding::new("E0105", at, message));
    }
}

/// The longest length of time, in years: all that the calendar holds.
const YEARS_MAX: i64 = 9_999;

/// The longest length of time in a unit.
fn longest(unit: TimeUnit) -> i64 {
    let (months, days) = (YEARS_MAX * 12, YEARS_MAX * 366);
    match unit {
        TimeUnit::Minute => days * 24 * 60,
        TimeUnit::Hour => days * 24,
        TimeUnit::Day => days,
        TimeUnit::Week => days / 7,
        TimeUnit::Month => months,
        TimeUnit::Year => YEARS_MAX,
    }
}

/// Two numbers of a unit as whole numbers of the same or of a finer unit.
fn finer(low: &Number, high: &Number, unit: TimeUnit) -> Option<(i64, i64, TimeUnit)> {
    if let (Some(low), Some(high)) = (low.whole(), high.whole()) {
        return Some((low, high, unit));
    }
    let (each, finer) = match unit {
        TimeUnit::Minute | TimeUnit::Month => return None,
        TimeUnit::Hour => (60, TimeUnit::Minute),
        TimeUnit::Day => (24, TimeUnit::Hour),
        TimeUnit::Week => (7, TimeUnit::Day),
        TimeUnit::Year => (12, TimeUnit::Month),
    };
    let whole = |number: &Number| {
        let parts = number.thousandths.checked_mul(each)?;
        (parts % 1000 == 0).then_some(parts / 1000)
    };
    Some((whole(low)?, whole(high)?, finer))
}

//! What is said once of the whole agreement.

use super::lists::Items;
use super::{Parser, Read};
use crate::ast::*;
use crate::lex::TokenKind;
use crate::tree::NodeKind;

impl Parser<'_> {
    pub(super) fn setting(&mut self) -> Read<Setting> {
        match self.key(0) {
            "authentic" => self.authentic(),
            "time" => self.time_zone(),
            "day" => self.day_count(),
            "entry" => self.entry_setting(),
            "month" => {
                self.expect("month ends round")?;
                let up = self.expect_one("`down` or `up`", &[("down", false), ("up", true)])?;
                Ok(Setting::MonthEnds { up })
            }
            "grades" => {
                self.expect("grades")?;
                Ok(Setting::Grades(self.names()?))
            }
            "reports" => {
                self.expect("reports within")?;
                Ok(Setting::ReportsWithin(self.duration()?))
            }
            "questions" => {
                self.expect("questions of meaning are decided by")?;
                Ok(Setting::MeaningBy(self.panel()?))
            }
            "no" => {
                self.expect("no text prevails")?;
                Ok(Setting::NoTextPrevails)
            }
            "silent" => Ok(Setting::Silent(self.silent()?)),
            _ => {
                let announced = self.key(0) == "announced";
                self.bump();
                self.expect("by")?;
                let by = self.names()?;
                self.expect("on")?;
                Ok(Setting::Made {
                    announced,
                    by,
                    on: self.date()?,
                })
            }
        }
    }

    fn authentic(&mut self) -> Read<Setting> {
        self.expect("authentic texts")?;
        let langs = self.node(NodeKind::Langs, |p| p.list(Items::Langs, Self::lang))?;
        let mut prevails = None;
        if self.eat(";") {
            prevails = Some(self.lang()?);
            self.expect("prevails")?;
        }
        Ok(Setting::Authentic { langs, prevails })
    }

    fn time_zone(&mut self) -> Read<Setting> {
        self.expect("time zone")?;
        if self.is("is") {
            self.expect("is not stated")?;
            return Ok(Setting::TimeZone(None));
        }
        if self.kind(0) != TokenKind::Zone {
            return self.fail("a time zone, as in `Africa/Cairo` or `UTC`, or `is not stated`");
        }
        let text = self.written(self.word(0)).to_owned();
        let span = self.bump();
        Ok(Setting::TimeZone(Some(Quoted { text, span })))
    }

    fn day_count(&mut self) -> Read<Setting> {
        self.expect("day")?;
        let number = self.number()?;
        self.expect("is")?;
        let is = if self.eat("not") {
            self.expect("settled")?;
            DayIs::NotSettled
        } else if self.eat("the") {
            self.expect("day of")?;
            DayIs::DayOf(self.event()?)
        } else {
            DayIs::Moment(self.moment()?)
        };
        Ok(Setting::DayCount { number, is })
    }

    fn entry_setting(&mut self) -> Read<Setting> {
        self.expect("entry into force")?;
        if self.eat("when") {
            return Ok(Setting::EntryWhen(self.condition()?));
        }
        self.expect("is")?;
        Ok(Setting::EntryIs(self.point()?))
    }
}

//! How much of what, to whom and whither.

use super::{English, list, number_of, words};
use model::{
    Amount, Bound, Cell, Column, Counted, Element, Noun, Object, Preposition, Quantity, Relation,
    Roll, RollId, Target, Thing,
};

impl English<'_> {
    /// `at least 600 trucks`
    #[must_use]
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let bound = quantity
            .bound
            .map_or(String::new(), |bound| format!("{} ", bound_word(bound)));
        let amount = self.amount(&quantity.amount);
        let one = quantity.amount == Amount::Number(1000);
        let counted = match (&quantity.noun, &quantity.of) {
            (Some(noun), None) if quantity.amount.share() => format!("of {}", self.base(noun)),
            (Some(noun), None) => self.counted(noun, one),
            (Some(noun), Some(of)) => format!("{} of {}", self.counted(noun, one), self.base(of)),
            (None, Some(of)) => format!("of {}", self.base(of)),
            (None, None) => String::new(),
        };
        let which = match quantity.amount {
            Amount::Either(..) => " (the text does not say which number)",
            _ => "",
        };
        let said = format!("{bound}{amount} {counted}");
        format!("{}{which}", said.trim_end())
    }

    fn amount(&self, amount: &Amount) -> String {
        match amount {
            Amount::Number(number) => number_of(*number),
            Amount::Column(column) => self.number_in(*column),
            Amount::All => "all".to_owned(),
            Amount::Remaining => "the remaining".to_owned(),
            Amount::Percent(number) => format!("{} percent", number_of(*number)),
            Amount::PercentColumn(column) => match self.cell_of_row(*column) {
                Some(cell) => format!("{cell} percent"),
                None => format!(
                    "the share, in percent, that {} states,",
                    self.place_of(*column)
                ),
            },
            Amount::Fraction(top, bottom) => format!("{top}/{bottom}"),
            Amount::Unstated => "an unstated number of".to_owned(),
            Amount::Either(a, b) => format!("either {} or {}", number_of(*a), number_of(*b)),
            Amount::Between(a, b) => format!("between {} and {}", number_of(*a), number_of(*b)),
        }
    }

    /// The number in a column: that of the row that is printed, or where to find it.
    fn number_in(&self, column: Column) -> String {
        match (self.is_printed(column), self.cell_of_row(column)) {
            (true, Some(cell)) => cell,
            (true, None) => "a number, which the text does not state,".to_owned(),
            (false, _) => format!("the number, stated in {},", self.place_of(column)),
        }
    }

    /// What stands in a column, as a thing: a place, a unit.
    fn thing_in(&self, column: Column, what: &str) -> String {
        match (self.is_printed(column), self.cell_of_row(column)) {
            (true, Some(cell)) => cell,
            (true, None) => format!("a {what} that the text does not state"),
            (false, _) => format!("the {what} stated in {}", self.place_of(column)),
        }
    }

    fn is_printed(&self, column: Column) -> bool {
        self.row
            .is_some_and(|(schedule, _)| schedule == column.schedule)
    }

    fn cell_of_row(&self, column: Column) -> Option<String> {
        let (schedule, row) = self.row?;
        (schedule == column.schedule).then(|| self.cell(column, row))?
    }

    /// `column “arms” of Schedule 1`
    fn place_of(&self, column: Column) -> String {
        let heading = self
            .agreement
            .schedule(column.schedule)
            .map_or("", |schedule| {
                let at = column.column as usize;
                schedule.columns.get(at).map_or("", String::as_str)
            });
        let schedule = self.name(Element::Schedule(column.schedule));
        format!("column “{}” of {schedule}", words(heading))
    }

    /// The words of one cell of a table; nothing where it is not stated.
    pub(crate) fn cell(&self, column: Column, row: u32) -> Option<String> {
        let schedule = self.agreement.schedule(column.schedule)?;
        let cell = schedule
            .rows
            .get(row as usize)?
            .get(column.column as usize)?
            .as_ref()?;
        Some(self.cell_words(cell))
    }

    pub(crate) fn cell_words(&self, cell: &Cell) -> String {
        match cell {
            Cell::Number(number) => number_of(*number),
            Cell::Moment(moment) => self.moment(moment),
            Cell::Element(element) => self.name(*element),
            Cell::Words(text) => words(text),
        }
    }

    /// A noun that a number stands before: the counted thing, and the list it is counted against.
    fn counted(&self, noun: &Noun, one: bool) -> String {
        match noun {
            Noun::Element(Element::Roll(id)) => {
                self.agreement.roll(*id).map_or_else(String::new, |roll| {
                    format!("{} {}", self.item(roll, one), self.on_list(roll))
                })
            }
            Noun::Element(Element::Unit(id)) => {
                self.agreement.unit(*id).map_or_else(String::new, |unit| {
                    self.counted_word(&unit.naming, &unit.one, one)
                })
            }
            Noun::Element(Element::Term(id)) => {
                self.agreement.term(*id).map_or_else(String::new, |term| {
                    self.counted_word(&term.naming, &term.one, one)
                })
            }
            _ => self.noun(noun),
        }
    }

    /// The word for the things counted: the name is the plural, the word in brackets is for one.
    fn counted_word(&self, naming: &model::Naming, single: &str, one: bool) -> String {
        let label = naming
            .labels
            .iter()
            .find(|(tag, _)| tag == self.language && tag != "en");
        match label {
            Some((_, label)) => format!("“{}”", self.isolated(label)),
            None if one && !single.is_empty() => words(single),
            None => words(&naming.name),
        }
    }

    fn item(&self, roll: &Roll, one: bool) -> String {
        if one && !roll.one.is_empty() {
            words(&roll.one)
        } else {
            words(&roll.naming.name)
        }
    }

    /// `on the agreed list`, `on the list “Detainees to be freed”`
    fn on_list(&self, roll: &Roll) -> String {
        let label = self.label(&roll.naming);
        match label.strip_prefix("The ") {
            Some(rest) if rest.contains("list") || rest.contains("inventory") => {
                format!("on the {rest}")
            }
            _ if roll.inventory => format!("in the inventory “{}”", self.isolated(&label)),
            _ => format!("on the list “{}”", self.isolated(&label)),
        }
    }

    /// What a share or a number is taken of.
    pub(crate) fn base(&self, noun: &Noun) -> String {
        match noun {
            Noun::Element(Element::Roll(id)) => self.roll_as_base(*id),
            _ => self.counted(noun, false),
        }
    }

    fn roll_as_base(&self, id: RollId) -> String {
        let Some(roll) = self.agreement.roll(id) else {
            return String::new();
        };
        let what = if roll.inventory {
            "those"
        } else {
            "the persons"
        };
        format!("{what} {}", self.on_list(roll))
    }

    /// A noun without a number.
    #[must_use]
    pub fn noun(&self, noun: &Noun) -> String {
        match noun {
            Noun::Element(Element::Roll(id)) => {
                self.agreement.roll(*id).map_or_else(String::new, |roll| {
                    format!("{} {}", self.item(roll, false), self.on_list(roll))
                })
            }
            Noun::Element(Element::Unit(_)) => self.counted(noun, false),
            Noun::Element(element) => self.name(*element),
            Noun::Common(word) => words(word),
            Noun::Quoted(text) => self.isolated(text),
        }
    }

    pub(crate) fn nouns(&self, nouns: &[Noun]) -> String {
        let names: Vec<String> = nouns.iter().map(|noun| self.noun(noun)).collect();
        list(&names, "and")
    }

    /// What an act is done to: ` 3 captives`, with the space before it, or nothing.
    pub(crate) fn direct_object(&self, object: &Object) -> String {
        let thing = object.thing.as_ref();
        thing.map_or(String::new(), |thing| format!(" {}", self.thing(thing)))
    }

    pub(crate) fn thing(&self, thing: &Thing) -> String {
        match thing {
            Thing::Quantity(quantity) => self.quantity(quantity),
            Thing::Noun(noun, None) => self.noun(noun),
            Thing::Noun(noun, Some(of)) => format!("{} of {}", self.noun(noun), self.noun(of)),
            Thing::TermsOf(element) => format!("the terms of {}", self.name(*element)),
            Thing::Parties => "the parties".to_owned(),
        }
    }

    pub(crate) fn relations(&self, relations: &[Relation]) -> String {
        relations
            .iter()
            .map(|relation| format!(" {}", self.relation(relation)))
            .collect()
    }

    fn relation(&self, relation: &Relation) -> String {
        match relation {
            Relation::To(preposition, target) => self.whither(*preposition, target),
            Relation::ForEach { noun, under } => {
                let each = self.each(noun);
                match under {
                    None => format!("for each {each}"),
                    Some((counted, articles)) => format!(
                        "for each {each} {} under {}",
                        counted_under(*counted),
                        self.references(articles, "or")
                    ),
                }
            }
            Relation::ForEachColumn(column) => {
                format!("for each {}", self.thing_in(*column, "thing"))
            }
            Relation::Distance(bound, number, unit, from) => format!(
                "{} {} {} from {}",
                bound_word(*bound),
                number_of(*number),
                self.noun(unit),
                self.noun(from)
            ),
            Relation::Share(bound, amount, noun) => format!(
                "{} {} of {}",
                bound_word(*bound),
                self.amount(amount),
                self.base(noun)
            ),
        }
    }

    /// A place may be titled by a preposition of its own: "Between the line and the river".
    pub(crate) fn whither(&self, preposition: Preposition, target: &Target) -> String {
        let target = self.target(target);
        if preposition == Preposition::In && target.starts_with("between ") {
            return target;
        }
        format!("{} {target}", preposition_word(preposition))
    }

    /// One of the things a noun counts: `captive`.
    fn each(&self, noun: &Noun) -> String {
        let (naming, one) = match noun {
            Noun::Element(Element::Roll(id)) => match self.agreement.roll(*id) {
                Some(roll) => (&roll.naming, &roll.one),
                None => return String::new(),
            },
            Noun::Element(Element::Unit(id)) => match self.agreement.unit(*id) {
                Some(unit) => (&unit.naming, &unit.one),
                None => return String::new(),
            },
            Noun::Element(Element::Term(id)) => match self.agreement.term(*id) {
                Some(term) => (&term.naming, &term.one),
                None => return String::new(),
            },
            _ => return self.noun(noun),
        };
        if one.is_empty() {
            format!("one of the {}", words(&naming.name))
        } else {
            words(one)
        }
    }

    /// What follows a preposition.
    pub(crate) fn target(&self, target: &Target) -> String {
        match target {
            Target::Nouns(nouns) => self.nouns(nouns),
            Target::Column(column) => self.thing_in(*column, "place"),
            Target::EachParty => "each party".to_owned(),
            Target::AnyParty => "any party".to_owned(),
            Target::Parties => "the parties".to_owned(),
        }
    }
}

pub(crate) fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
        Bound::About => "about",
        Bound::MoreThan => "more than",
        Bound::Above => "above",
        Bound::Below => "below",
    }
}

fn counted_under(counted: Counted) -> &'static str {
    match counted {
        Counted::Performed => "counted as performed",
        Counted::Accepted => "accepted",
        Counted::Done => "counted as done",
    }
}

fn preposition_word(preposition: Preposition) -> &'static str {
    match preposition {
        Preposition::From => "from",
        Preposition::To => "to",
        Preposition::In => "in",
        Preposition::Into => "into",
        Preposition::With => "with",
        Preposition::Against => "against",
        Preposition::Along => "along",
        Preposition::Behind => "behind",
    }
}

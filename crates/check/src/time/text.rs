//! The clauses of every article, as one way of reading the agreement has them.
//!
//! A reading replaces the clauses that answer the same question, and so does an amendment that is
//! agreed on. They are laid over the agreement and copy nothing else, so trying every reading costs
//! no more than trying the text.

use std::collections::BTreeMap;

use model::{
    Agreement, AmendmentId, ArticleId, Change, Clause, Element, Milestone, MilestoneId, Moment,
    Point, Reading, ReadingId, ReadingOf, ReadingSays, RowRef, Subject,
};

/// An agreement under some readings.
#[derive(Debug)]
pub struct Text<'a> {
    /// The agreement itself.
    pub agreement: &'a Agreement,
    replaced: BTreeMap<ArticleId, Vec<Laid<'a>>>,
    moments: BTreeMap<MilestoneId, &'a Moment>,
}

/// Clauses laid over an article.
#[derive(Clone, Copy, Debug)]
struct Laid<'a> {
    /// The reading or the amendment.
    by: Element,
    /// Where its first clause stands in it.
    first: usize,
    row: Option<u32>,
    clauses: &'a [Clause],
}

impl<'a> Text<'a> {
    /// The text alone.
    #[must_use]
    pub fn plain(agreement: &'a Agreement) -> Self {
        Self {
            agreement,
            replaced: BTreeMap::new(),
            moments: BTreeMap::new(),
        }
    }

    /// The text under some readings; where two answer one question of one article, the first of
    /// them counts.
    #[must_use]
    pub fn under(agreement: &'a Agreement, readings: &[ReadingId]) -> Self {
        let mut text = Self::plain(agreement);
        for id in readings {
            if let Some(reading) = agreement.reading(*id) {
                text.lay(*id, reading);
            }
        }
        text
    }

    /// The text with the new dates of some amendments, the latest first.
    #[must_use]
    pub fn amended(agreement: &'a Agreement, amendments: &[AmendmentId]) -> Self {
        let mut text = Self::plain(agreement);
        for id in amendments {
            let changes = agreement.amendments.get(id.index());
            let changes = changes.map_or(&[][..], |amendment| &amendment.changes);
            for (first, change) in changes.iter().enumerate() {
                let Change::NowDue(refs, clause) = change else {
                    continue;
                };
                for of in refs {
                    let Some(article) = of.article() else {
                        continue;
                    };
                    let laid = Laid {
                        by: Element::Amendment(*id),
                        first,
                        row: row_of(of.row),
                        clauses: std::slice::from_ref(clause),
                    };
                    text.replaced.entry(article).or_default().push(laid);
                }
            }
        }
        text
    }

    fn lay(&mut self, id: ReadingId, reading: &'a Reading) {
        let ReadingOf::Named(targets) = &reading.of else {
            return;
        };
        for target in targets {
            match (target.element, &reading.says) {
                (Element::Article(article), says) => {
                    if let Some(clauses) = clauses_of(says) {
                        let laid = Laid {
                            by: Element::Reading(id),
                            first: 0,
                            row: row_of(target.row),
                            clauses,
                        };
                        self.replaced.entry(article).or_default().push(laid);
                    }
                }
                (Element::Milestone(milestone), ReadingSays::Moment(moment)) => {
                    self.moments.entry(milestone).or_insert(moment);
                }
                _ => {}
            }
        }
    }

    /// The clauses of an article in one of its rows, each with where it stands.
    pub fn clauses(&self, id: ArticleId, row: Option<u32>) -> Vec<(Subject, &'a Clause)> {
        let Some(article) = self.agreement.article(id) else {
            return Vec::new();
        };
        let own = (0..)
            .zip(&article.clauses)
            .map(|(at, clause)| (Subject::clause(Element::Article(id), at), clause));
        let Some(laid) = self.replaced.get(&id) else {
            return own.collect();
        };
        let mut read: Vec<(Subject, &'a Clause)> = Vec::new();
        for over in laid
            .iter()
            .filter(|over| over.row.is_none() || over.row == row)
        {
            let before = read.len();
            for (at, clause) in (0..).zip(over.clauses) {
                let said = read.iter().take(before);
                if !said
                    .into_iter()
                    .any(|(_, other)| same_question(other, clause))
                {
                    read.push((Subject::clause(over.by, over.first + at), clause));
                }
            }
        }
        own.filter(|(_, clause)| !read.iter().any(|(_, other)| same_question(other, clause)))
            .chain(read.iter().copied())
            .collect()
    }

    /// When a milestone is, where a date or point makes it.
    pub fn milestone_at(&self, id: MilestoneId, milestone: &'a Milestone) -> Option<At<'a>> {
        match self.moments.get(&id) {
            Some(moment) => Some(At::Moment(moment)),
            None => milestone.at.as_ref().map(At::Point),
        }
    }
}

fn row_of(row: RowRef) -> Option<u32> {
    match row {
        RowRef::Row(row) => Some(row),
        _ => None,
    }
}

/// What makes a milestone.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// A point of the text.
    Point(&'a Point),
    /// The day of a reading.
    Moment(&'a Moment),
}

/// The clauses a reading puts in place of others.
pub fn clauses_of(says: &ReadingSays) -> Option<&[Clause]> {
    match says {
        ReadingSays::Clauses(clauses) | ReadingSays::Act(_, clauses) => Some(clauses),
        _ => None,
    }
}

/// Whether two clauses answer one question.
pub fn same_question(one: &Clause, other: &Clause) -> bool {
    one.question() == other.question()
}

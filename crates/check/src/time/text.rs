//! The clauses of every article, as one way of reading the agreement has them.
//!
//! A reading replaces the clauses that answer the same question. It is laid over the agreement and
//! copies nothing else, so trying every reading costs no more than trying the text.

use std::collections::BTreeMap;

use model::{
    Agreement, ArticleId, Clause, Element, Milestone, MilestoneId, Moment, Point, Reading,
    ReadingId, ReadingOf, ReadingSays, RowRef, Subject,
};

/// An agreement under some readings.
#[derive(Debug)]
pub struct Text<'a> {
    /// The agreement itself.
    pub agreement: &'a Agreement,
    replaced: BTreeMap<ArticleId, Vec<Laid<'a>>>,
    moments: BTreeMap<MilestoneId, &'a Moment>,
}

/// A reading laid over an article.
#[derive(Clone, Copy, Debug)]
struct Laid<'a> {
    id: ReadingId,
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

    fn lay(&mut self, id: ReadingId, reading: &'a Reading) {
        let ReadingOf::Named(targets) = &reading.of else {
            return;
        };
        for target in targets {
            match (target.element, &reading.says) {
                (Element::Article(article), says) => {
                    let row = match target.row {
                        RowRef::Row(row) => Some(row),
                        _ => None,
                    };
                    if let Some(clauses) = clauses_of(says) {
                        let laid = Laid { id, row, clauses };
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
                    read.push((Subject::clause(Element::Reading(over.id), at), clause));
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

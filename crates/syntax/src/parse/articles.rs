//! Articles: duties, prohibitions and the other rules with a name.

use findings::Finding;

use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

impl Parser<'_> {
    /// An article; its node in the tree is given its kind.
    pub(super) fn article(&mut self, node: usize) -> Read<Article> {
        let start = self.at;
        let standing = self.eat("standing");
        let key = self.key(0);
        if standing {
            self.expect("duty")?;
        } else {
            self.bump();
        }
        let head = self.head(if standing { "duty" } else { key })?;
        let (kind, article) = match key {
            "prohibition" => (NodeKind::Prohibition, self.prohibition()?),
            "level" => (NodeKind::Level, self.level()?),
            "permission" => {
                let subject = self.subject()?;
                self.expect("may")?;
                let (verb, object) = (self.verb()?, self.maybe_object()?);
                (
                    NodeKind::Permission,
                    ArticleKind::Permission {
                        subject,
                        verb,
                        object,
                    },
                )
            }
            "exception" => (NodeKind::Exception, self.exception()?),
            "power" => (NodeKind::Power, self.power()?),
            "linkage" => (NodeKind::Linkage, self.linkage()?),
            "snapback" => {
                let snapback = self.snapback(&head.name.text)?;
                (
                    NodeKind::Snapback,
                    ArticleKind::Snapback(Box::new(snapback)),
                )
            }
            "ladder" => (NodeKind::Ladder, ArticleKind::Ladder(self.ladder()?)),
            _ => {
                let act = self.act_clause()?;
                (NodeKind::Duty, ArticleKind::Duty { standing, act })
            }
        };
        self.rename(node, kind);
        let own_parts = matches!(
            article,
            ArticleKind::Power { .. } | ArticleKind::Snapback(_) | ArticleKind::Ladder(_)
        );
        let clauses = if own_parts {
            Vec::new()
        } else {
            self.clauses()
        };
        self.stop();
        self.clauses_once(&head.name.text, &clauses);
        Ok(Article {
            head,
            kind: article,
            clauses,
            span: self.since(start),
        })
    }

    /// `a shall [each | together] [endeavour to] verb [or verb] [object]`
    pub(super) fn act_clause(&mut self) -> Read<ActClause> {
        let start = self.at;
        self.node(NodeKind::ActClause, |p| {
            let subject = p.subject()?;
            p.act_of(subject, start)
        })
    }

    /// The act clause after its subject, which began at `start`.
    pub(super) fn act_of(&mut self, subject: Subject, start: usize) -> Read<ActClause> {
        self.expect("shall")?;
        if self.is("not") {
            let span = self.word(0).span;
            let message = "expected what is to be done, found `not`";
            let finding = Finding::new("E0001", span, message);
            self.pending = Some(finding.help("a ban is an article of its own: `prohibition`"));
            return Err(super::Fault);
        }
        let joint = self.eat_one(&[("each", Joint::Each), ("together", Joint::Together)]);
        let endeavour = self.eat("endeavour");
        if endeavour {
            self.expect("to")?;
        }
        let verb = self.verb()?;
        let or_verb = if self.eat("or") {
            Some(self.verb()?)
        } else {
            None
        };
        let object = self.maybe_object()?;
        let span = self.since(start);
        Ok(ActClause {
            subject,
            joint,
            endeavour,
            verb,
            or_verb,
            object,
            span,
        })
    }

    fn prohibition(&mut self) -> Read<ArticleKind> {
        if self.eat("no") {
            let kind = self.kind_of_actor()?;
            self.expect("shall")?;
            let (verb, object) = (self.verb()?, self.maybe_object()?);
            return Ok(ArticleKind::Prohibition {
                subject: Banned::None(kind),
                verb,
                object,
            });
        }
        let start = self.at;
        let subject = self.subject()?;
        self.expect("shall not")?;
        let subject = match each_of(subject) {
            Ok((each, kind)) => {
                let said = format!("each {each} shall not");
                let message = format!("`{said}` can be read as not every {each}");
                let finding = Finding::new("E0001", self.since(start), message);
                self.tell(finding.help(format!("write `no {each} shall`")));
                Banned::None(kind)
            }
            Err(subject) => Banned::Subject(subject),
        };
        let (verb, object) = (self.verb()?, self.maybe_object()?);
        Ok(ArticleKind::Prohibition {
            subject,
            verb,
            object,
        })
    }

    fn level(&mut self) -> Read<ArticleKind> {
        let subject = self.subject()?;
        self.expect("shall keep")?;
        let quantity = self.quantity()?;
        Ok(ArticleKind::Level {
            subject,
            quantity,
            relations: self.relations()?,
        })
    }

    fn exception(&mut self) -> Read<ArticleKind> {
        self.expect("nothing in")?;
        let from = self.duty_refs()?;
        self.expect("prevents")?;
        let subject = self.subject()?;
        self.expect("from")?;
        let (verb, object) = (self.verb()?, self.maybe_object()?);
        Ok(ArticleKind::Exception {
            from,
            subject,
            verb,
            object,
        })
    }

    fn linkage(&mut self) -> Read<ArticleKind> {
        let tracks = self.duty_refs()?;
        if !self.eat("goes") {
            self.expect("go")?;
        }
        self.expect("on only while")?;
        Ok(ArticleKind::Linkage {
            tracks,
            condition: self.condition()?,
        })
    }
}

/// What `each` of a subject ranges over, with its word; or the subject, if there is no `each`.
fn each_of(subject: Subject) -> Result<(String, Kind), Subject> {
    let Subject::Refs(list) = &subject else {
        return Err(subject);
    };
    let each = list.items.iter().find_map(|item| match item {
        Ref::Each(kind) => Some(kind.clone()),
        _ => None,
    });
    match each {
        Some(Kind::Party(span)) => Ok(("party".to_owned(), Kind::Party(span))),
        Some(Kind::Side(span)) => Ok(("side".to_owned(), Kind::Side(span))),
        Some(Kind::Name(name)) => Ok((name.text.clone(), Kind::Name(name))),
        None => Err(subject),
    }
}

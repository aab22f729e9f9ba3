//! The first sentence of an article: who shall, shall not or may do what.

use super::{English, words};
use model::{
    Article, ArticleKind, Duty, Exception, Joint, Level, Linkage, Object, Permission, Prohibition,
    Verb,
};

impl English<'_> {
    /// Who shall, shall not or may do what.
    #[must_use]
    pub fn sentence(&self, article: &Article) -> String {
        match &article.kind {
            ArticleKind::Duty(duty) => self.duty(duty),
            ArticleKind::Prohibition(rule) => self.prohibition(rule),
            ArticleKind::Level(level) => self.level(level),
            ArticleKind::Permission(rule) => self.permission(rule),
            ArticleKind::Exception(rule) => self.exception(rule),
            ArticleKind::Power(power) => self.power(power),
            ArticleKind::Linkage(linkage) => self.linkage(linkage),
            ArticleKind::Snapback(snapback) => self.notice(snapback),
            ArticleKind::Ladder(ladder) => self.opening(ladder),
        }
    }

    /// `the Movement shall release 3 captives to the Red Cross`
    pub(crate) fn duty(&self, duty: &Duty) -> String {
        let joint = match duty.joint {
            Some(Joint::Each) => " each",
            Some(Joint::Together) => " together",
            None => "",
        };
        let standing = if duty.standing {
            ", as a standing duty,"
        } else {
            ""
        };
        let endeavour = if duty.endeavour {
            " endeavour, without answering for the result, to"
        } else {
            ""
        };
        format!(
            "{} shall{joint}{standing}{endeavour} {}",
            self.panel(&duty.obligors),
            self.deed(&duty.verb, duty.or_verb.as_ref(), &duty.object)
        )
    }

    /// What is done: `release 3 captives to the Red Cross`.
    pub(crate) fn deed(&self, verb: &Verb, or_verb: Option<&Verb>, object: &Object) -> String {
        let or = or_verb.map_or_else(String::new, |verb| format!(" or {}", self.verb(verb)));
        let (said, thing) = (self.verb(verb), self.direct_object(object));
        let (head, tail) = match (verb, or_verb) {
            (Verb::Quoted(_), None) if !thing.is_empty() => super::verbs::parted(&said),
            _ => (said.as_str(), ""),
        };
        let relations = self.relations(&object.relations);
        // A comma of the verb stays between what it parted: `take down, by agreed stages,`.
        let (head, space) = match head.strip_suffix(',') {
            _ if tail.is_empty() => (head, ""),
            Some(head) => (head, ", "),
            None => (head, " "),
        };
        let mut said = format!("{head}{or}{thing}{space}{tail}{relations}");
        said.truncate(said.trim_end_matches(',').len());
        said
    }

    pub(crate) fn verb(&self, verb: &Verb) -> String {
        match verb {
            Verb::Act(id) => self
                .agreement
                .acts
                .get(id.index())
                .map_or_else(String::new, |act| words(&act.name)),
            Verb::Quoted(text) => self.isolated(text),
        }
    }

    /// `no party shall use force in the territory`
    fn prohibition(&self, rule: &Prohibition) -> String {
        let deed = self.deed(&rule.verb, None, &rule.object);
        match self.nobody(&rule.bound) {
            Some(nobody) => format!("{nobody} shall {deed}"),
            None => match self.none_of(&rule.bound) {
                Some(none) => format!("{none} shall {deed}"),
                None => format!("{} shall not {deed}", self.panel(&rule.bound)),
            },
        }
    }

    fn level(&self, level: &Level) -> String {
        format!(
            "{} shall keep {}{}",
            self.panel(&level.obligors),
            self.quantity(&level.quantity),
            self.relations(&level.relations)
        )
    }

    fn permission(&self, rule: &Permission) -> String {
        let deed = self.deed(&rule.verb, None, &rule.object);
        format!("{} may {deed}", self.panel(&rule.holders))
    }

    /// A declared act is named in its plain form, quoted words in the form they were written in.
    fn exception(&self, rule: &Exception) -> String {
        let from = self.references(&rule.from, "or");
        let who = self.panel(&rule.holders);
        let deed = self.deed(&rule.verb, None, &rule.object);
        match rule.verb {
            Verb::Act(_) => format!("nothing in {from} forbids {who} to {deed}"),
            Verb::Quoted(_) => format!("nothing in {from} prevents {who} from {deed}"),
        }
    }

    fn linkage(&self, linkage: &Linkage) -> String {
        let go = if linkage.tracks.len() > 1 {
            "go"
        } else {
            "goes"
        };
        format!(
            "{} {go} on only while {}",
            self.references(&linkage.tracks, "and"),
            self.condition(&linkage.condition)
        )
    }
}

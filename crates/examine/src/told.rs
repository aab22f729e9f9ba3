//! Gives a draft its places in the text.

use check::{Draft, Spot};
use compile::SourceMap;
use findings::{Finding, Place, Span, position::Lines};
use model::{Agreement, ArticleId, Element};

/// Turns what the checker says of identities into what a reader can look up.
pub struct Teller<'a> {
    /// The agreement the drafts speak of.
    pub agreement: &'a Agreement,
    /// Where everything is written.
    pub sources: &'a SourceMap,
    /// The text of the file.
    pub text: &'a str,
}

impl Teller<'_> {
    /// The finding for a draft.
    pub fn tell(&self, draft: Draft) -> Finding {
        let articles = draft.all_articles();
        let mut finding = Finding::new(draft.code, self.sources.span(draft.at), draft.message);
        finding.label = draft.label;
        finding.places = draft.places.iter().map(|spot| self.place(spot)).collect();
        finding.cites = self.cites(draft.at.element, &articles);
        finding.articles = articles.iter().map(|id| self.name(*id)).collect();
        if !draft.told.is_empty() {
            let lines = Lines::new(self.text);
            finding
                .notes
                .extend(draft.told.iter().map(|spot| self.step(&lines, spot)));
        }
        finding.notes.extend(draft.notes);
        finding.help = draft.help;
        finding.weight = draft.weight;
        finding
    }

    fn place(&self, spot: &Spot) -> Place {
        Place {
            at: self.sources.span(spot.at),
            label: spot.label.clone(),
        }
    }

    fn name(&self, id: ArticleId) -> String {
        self.agreement.name(Element::Article(id)).to_owned()
    }

    /// What the thing pointed at and the articles cite, each once.
    fn cites(&self, at: Element, articles: &[ArticleId]) -> Vec<String> {
        let mut cites: Vec<String> = Vec::new();
        let own = std::iter::once(at).filter(|element| !matches!(element, Element::Article(_)));
        for element in own.chain(articles.iter().map(|id| Element::Article(*id))) {
            let Some(naming) = self.agreement.naming(element) else {
                continue;
            };
            for cite in &naming.cites {
                if !cites.contains(&cite.words) {
                    cites.push(cite.words.clone());
                }
            }
        }
        cites
    }

    /// One step of a chain: what follows, from which words, on which line.
    fn step(&self, lines: &Lines<'_>, spot: &Spot) -> String {
        let span = self.sources.span(spot.at);
        let words = self.words(span);
        format!(
            "{} (line {}: `{words}`)",
            spot.label,
            lines.line(span.start)
        )
    }

    /// The words of a clause on one line, cut where they are long.
    fn words(&self, span: Span) -> String {
        const WORDS_CHARS_MAX: usize = 90;
        let text = self.text.get(span.range()).unwrap_or("");
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= WORDS_CHARS_MAX {
            return line;
        }
        let cut: String = line.chars().take(WORDS_CHARS_MAX).collect();
        format!("{cut} …")
    }
}

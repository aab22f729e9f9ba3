//! Rules on texts in several languages: what is missing, and numbers that differ.

mod numerals;

use std::collections::{BTreeMap, BTreeSet};

use model::{Amount, Article, ArticleId, Element, Subject};

use crate::{Draft, View, view::join};

/// All rules of the family 07.
pub fn languages(view: &View<'_>, out: &mut Vec<Draft>) {
    missing_texts(view, out);
    differing_numbers(view, out);
    missing_labels(view, out);
}

/// W0701: an article has its text in some of the authentic languages and not in others. Told once
/// for each language. An article with no text in any is not told of: its rule stands alone.
fn missing_texts(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut missing: BTreeMap<&str, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in view.articles() {
        let has = |tag: &str| article.prose.iter().any(|(lang, _)| lang == tag);
        if !view.agreement.authentic.iter().any(|tag| has(tag)) {
            continue;
        }
        for tag in view.agreement.authentic.iter().filter(|tag| !has(tag)) {
            missing.entry(tag).or_default().push(id);
        }
    }
    for (tag, mut articles) in missing {
        view.by_weight(&mut articles);
        let Some(first) = articles.first().copied() else {
            continue;
        };
        let language = language(tag);
        let message = if articles.len() == 1 {
            format!(
                "{} has no {language} text, though {language} is authentic",
                view.art(first)
            )
        } else {
            format!(
                "{} articles have no {language} text, though {language} is authentic",
                articles.len()
            )
        };
        let mut draft = Draft::of("W0701", Element::Article(first), message)
            .label(format!("no {language} text"))
            .help(format!("add a line `> {tag}: …`"));
        for id in articles.iter().skip(1) {
            draft = draft.place(View::head(*id), "");
        }
        out.push(draft);
    }
}

/// W0702: the prose of an article has numbers, and the number of its rule is not among them. Prose
/// without any number is not told of: it may count in words we do not know.
fn differing_numbers(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, article) in view.articles() {
        let Some(number) = stated(article) else {
            continue;
        };
        let mut differing: Vec<String> = Vec::new();
        for (tag, prose) in &article.prose {
            let found = numerals::numbers(prose);
            if !found.is_empty() && !found.contains(&number) {
                differing.push(language(tag).to_owned());
            }
        }
        if !differing.is_empty() {
            out.push(
                Draft::of(
                    "W0702",
                    Element::Article(id),
                    format!(
                        "the {} text of {} has no number equal to {number}",
                        join(&differing),
                        view.art(id)
                    ),
                )
                .label(format!("the rule says {number}"))
                .help(view.answer(
                    "let prose and rule name the same number",
                    "which of the two numbers is meant?",
                )),
            );
        }
    }
}

/// The whole number an article asks, where it asks one.
fn stated(article: &Article) -> Option<u64> {
    let thousandths = match article.quantity()?.amount {
        Amount::Number(number) | Amount::Percent(number) => number,
        _ => return None,
    };
    (thousandths % 1000 == 0).then(|| u64::try_from(thousandths / 1000).ok())?
}

/// I0703: what has a title lacks one in an authentic language. Its first title is taken to be in
/// the language the agreement names first. Told once.
fn missing_labels(view: &View<'_>, out: &mut Vec<Draft>) {
    let main = view
        .agreement
        .authentic
        .first()
        .map_or("en", String::as_str);
    let elements = named(view);
    let mut lacking: Vec<(Element, Vec<&str>)> = Vec::new();
    for element in elements {
        let Some(naming) = view.agreement.naming(element) else {
            continue;
        };
        if naming.label.is_empty() && naming.labels.is_empty() {
            continue;
        }
        let has: BTreeSet<&str> = naming.labels.iter().map(|(tag, _)| tag.as_str()).collect();
        let tags = view.agreement.authentic.iter().map(String::as_str);
        let lacks: Vec<&str> = tags
            .filter(|tag| *tag != main && !has.contains(tag))
            .collect();
        if !lacks.is_empty() {
            lacking.push((element, lacks));
        }
    }
    let Some((first, tags)) = lacking.first() else {
        return;
    };
    let language = language(tags.first().copied().unwrap_or("")).to_owned();
    let message = if lacking.len() == 1 {
        format!("{} has no {language} name", view.tick(*first))
    } else {
        format!(
            "{} names are missing in an authentic language, the first of them the {language} one of {}",
            lacking.len(),
            view.tick(*first)
        )
    };
    let mut draft = Draft::of("I0703", *first, message).label("a name is missing");
    for (element, _) in lacking.iter().skip(1) {
        draft = draft.place(Subject::of(*element), "");
    }
    out.push(draft);
}

fn named(view: &View<'_>) -> Vec<Element> {
    let agreement = view.agreement;
    let mut all = vec![Element::Agreement];
    all.extend(
        (0..)
            .zip(&agreement.actors)
            .map(|(id, _)| Element::Actor(model::ActorId(id))),
    );
    all.extend(
        (0..)
            .zip(&agreement.places)
            .map(|(id, _)| Element::Place(model::PlaceId(id))),
    );
    all.extend(agreement.articles().map(|(id, _)| Element::Article(id)));
    all
}

/// The English name of a language, or its tag.
fn language(tag: &str) -> &str {
    match tag {
        "ar" => "Arabic",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "he" => "Hebrew",
        "id" => "Indonesian",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        _ => tag,
    }
}

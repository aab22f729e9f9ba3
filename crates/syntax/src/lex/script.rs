//! Words that mix scripts whose letters look alike.

use std::collections::BTreeMap;

use findings::{Finding, Place, Span};

/// The scripts with letters that look like letters of one of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        match c {
            'a'..='z' | 'A'..='Z' => Some(Self::Latin),
            '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(Self::Latin),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Self::Greek),
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' => Some(Self::Cyrillic),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
        }
    }
}

/// The mixed words found so far, each with its finding: a word is told of once.
pub(super) type Seen = BTreeMap<String, usize>;

/// Tells of a word that mixes scripts.
pub(super) fn mixed(word: &str, span: Span, known: &mut Seen, findings: &mut Vec<Finding>) {
    let mut scripts: Vec<Script> = Vec::new();
    for script in word.chars().filter_map(Script::of) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    if scripts.len() < 2 {
        return;
    }
    if let Some(finding) = known.get(word).and_then(|place| findings.get_mut(*place)) {
        finding.places.push(Place {
            at: span,
            label: String::new(),
        });
        return;
    }
    // Latin is named first, whichever letter stands first.
    scripts.sort_by_key(|script| *script != Script::Latin);
    let names: Vec<&str> = scripts.iter().map(|script| script.name()).collect();
    let mut message = format!("`{word}` mixes {}", names.join(" and "));
    let latin: String = word.chars().map(|c| lookalike(c).unwrap_or(c)).collect();
    if latin.is_ascii() {
        message += &format!(" and looks like `{latin}`");
    }
    known.insert(word.to_owned(), findings.len());
    findings.push(Finding::new("W0005", span, message).help("write the word in one script"));
}

/// The Latin letter that a Greek or Cyrillic letter looks like.
fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' | 'Ϲ' => 'C',
        'ԁ' => 'd',
        'е' => 'e',
        'Е' | 'Ε' => 'E',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' | 'ϳ' => 'j',
        'Ј' => 'J',
        'к' | 'κ' => 'k',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' | 'γ' => 'y',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}

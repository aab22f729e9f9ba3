//! The declared name nearest to a misspelt one, for "did you mean".

/// Names longer than this are not compared: nobody misspells them, and comparing costs the square.
const LENGTH_MAX: usize = 64;

/// The candidate fewest edits away from `word`, if it is near enough to be a slip of the hand:
/// one edit for every three letters. Of equals the first wins.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LENGTH_MAX + 1).collect();
    if word.len() > LENGTH_MAX {
        return None;
    }
    let allowed = (word.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    let mut other = Vec::new();
    for candidate in candidates {
        other.clear();
        other.extend(candidate.chars().take(LENGTH_MAX + 1));
        if other.len().abs_diff(word.len()) > allowed || other.len() > LENGTH_MAX {
            continue;
        }
        let Some(edits) = distance(&word, &other, allowed) else {
            continue;
        };
        if best.is_none_or(|(fewest, _)| edits < fewest) {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour; nothing
/// where it is more than allowed, which most pairs show after a few letters.
fn distance(from: &[char], to: &[char], allowed: usize) -> Option<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    let mut row = above.clone();
    for (i, a) in from.iter().enumerate() {
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = above[j] + usize::from(a != b);
            row[j + 1] = changed.min(above[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b;
            if swapped && let Some(two_back) = before.get(j - 1) {
                row[j + 1] = row[j + 1].min(two_back + 1);
            }
        }
        let least = row.iter().chain(&above).min();
        if least.is_some_and(|least| *least > allowed) {
            return None;
        }
        before.clone_from(&above);
        std::mem::swap(&mut above, &mut row);
    }
    above.last().copied().filter(|edits| *edits <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        let names = ["movement", "state", "icrc", "release_last"];
        assert_eq!(
            nearest("movment", names.into_iter()),
            Some("movement"),
            "a letter left out"
        );
        assert_eq!(
            nearest("sttae", names.into_iter()),
            Some("state"),
            "two letters swapped"
        );
        assert_eq!(
            nearest("guarantors", names.into_iter()),
            None,
            "another word altogether"
        );
        assert_eq!(nearest("", names.into_iter()), None, "no letters");
    }

    #[test]
    fn a_swap_is_one_edit() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("ab"), &chars("ba"), 3), Some(1));
        assert_eq!(distance(&chars("abc"), &chars(""), 3), Some(3));
        assert_eq!(distance(&chars(""), &chars("abc"), 3), Some(3));
    }
}

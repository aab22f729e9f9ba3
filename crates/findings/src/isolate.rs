//! Words read from the right inside lines that are read from the left.
//!
//! A terminal that reorders text draws a line as a whole: without a boundary, the punctuation and
//! the digits beside an Arabic or Hebrew title are drawn on its other side, the columns after it
//! move, and the carets below point at something else. So each such stretch stands between
//! isolates, which take no column. Marks of direction that the source brought along are not
//! repeated.

/// First strong isolate.
const OPEN: char = '\u{2068}';
/// Pop directional isolate.
const CLOSE: char = '\u{2069}';

/// A printed text with every right-to-left stretch isolated, and no other mark of direction.
pub(crate) fn isolated(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_mark(*c)).collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_right_to_left) {
        let (before, from) = rest.split_at(start);
        let (stretch, after) = from.split_at(length(from));
        out.push_str(before);
        out.push(OPEN);
        out.push_str(stretch);
        out.push(CLOSE);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The blocks of Hebrew, Arabic and their kin.
fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// The length of the stretch a text begins with: its words and numbers with what stands between
/// them, within one quotation and one line, and the brackets it opened.
fn length(text: &str) -> usize {
    let mut end = 0;
    let mut open: usize = 0;
    for (at, c) in text.char_indices() {
        match c {
            c if is_right_to_left(c) || c.is_ascii_digit() => end = at + c.len_utf8(),
            '(' => open += 1,
            ')' if open > 0 => {
                open -= 1;
                end = at + 1;
            }
            '"' | '`' | '“' | '”' | '│' => break,
            c if c.is_alphabetic() || c.is_control() => break,
            _ => {}
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_quotation_is_a_stretch_of_its_own() {
        assert_eq!(
            isolated("3 │ by \"أ\", \"ب (2)\", 4"),
            "3 │ by \"\u{2068}أ\u{2069}\", \"\u{2068}ب (2)\u{2069}\", 4"
        );
        assert_eq!(isolated("no such words"), "no such words");
    }

    #[test]
    fn marks_of_the_source_are_not_repeated() {
        assert_eq!(isolated("a\u{200F}b\u{202E}c\u{061C}"), "abc");
        assert_eq!(
            isolated("\u{2067}قرار 1701.\nنص"),
            "\u{2068}قرار 1701\u{2069}.\n\u{2068}نص\u{2069}"
        );
    }
}

//! Random small agreements with random logs, by seed: what the slow reading and the kernel are
//! compared on. The text is written as source, so that all of it is something the language can say.

mod articles;
mod deeds;
mod text;

use kernel::Event;
use model::Agreement;

/// A small generator of numbers: the same seed gives the same numbers everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, number: i64) -> i64 {
        (self.next() % u64::try_from(number.max(1)).unwrap_or(1)).cast_signed()
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// True in so many of a hundred.
    pub fn of_100(&mut self, number: i64) -> bool {
        self.below(100) < number
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(i64::try_from(of.len()).unwrap_or(1));
        &of[usize::try_from(at).unwrap_or(0)]
    }

    /// One of several by weight.
    pub fn weighted<T: Copy>(&mut self, of: &[(i64, T)]) -> T {
        let mut left = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, what) in of {
            if left < *weight {
                return *what;
            }
            left -= weight;
        }
        of[0].1
    }
}

/// How many texts are tried for one seed: a text may say what the compiler refuses.
const TRIES: u64 = 40;

/// An agreement, as source, and a log of its life.
pub fn case(seed: u64) -> (String, Vec<Event>) {
    let (source, agreement) = agreement(seed);
    let log = deeds::log(&agreement, &mut Dice::new(seed ^ 0xabcd_ef01));
    (source, log)
}

/// The first text of a seed that has no error.
pub fn agreement(seed: u64) -> (String, Agreement) {
    for again in 0..TRIES {
        let source = text::source(&mut Dice::new(seed.wrapping_add(again << 40)));
        if let Ok(agreement) = compiled(&source) {
            return (source, agreement);
        }
    }
    panic!("no text of seed {seed} compiles");
}

/// The first text of a seed, whether or not it has errors.
pub fn text_of(seed: u64) -> String {
    text::source(&mut Dice::new(seed))
}

/// A text compiled, or the errors it has.
pub fn compiled(source: &str) -> Result<Agreement, Vec<String>> {
    let parsed = syntax::parse(source);
    let compiled = compile::compile(&parsed.file, source);
    let wrong: Vec<String> = parsed
        .findings
        .iter()
        .chain(&compiled.findings)
        .filter(|finding| finding.code.starts_with('E'))
        .map(|finding| {
            let line = source[..finding.at.start as usize].matches('\n').count() + 1;
            format!("{} line {line}: {}", finding.code, finding.message)
        })
        .collect();
    match compiled.agreement {
        Some(agreement) if wrong.is_empty() => Ok(agreement),
        _ => Err(wrong),
    }
}

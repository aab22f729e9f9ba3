//! The page `docs/book/semantics.md`, rule by rule, with what is to be expected worked out by hand.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod claims;
mod common;
mod conditions;
mod consent;
mod follows;
mod in_force;
mod occurrences;
mod powers;
mod properties;
mod random;
mod standing;
mod time;

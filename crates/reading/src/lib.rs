//! A second, naive reading of `docs/book/semantics.md`: slow and obvious, recomputed from the
//! whole log. It is compared with the kernel and used by nothing else.

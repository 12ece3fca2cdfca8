//! Folding small logs.

//! Measures, one a file.

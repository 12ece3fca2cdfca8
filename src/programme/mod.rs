//! The programme folder: its settings and its files.

pub mod config;

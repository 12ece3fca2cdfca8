//! The programme folder: its settings and its files.

pub mod config;
pub mod folder;
pub mod parse;
pub mod scoring;
pub mod sweep;
pub mod ties;

pub use config::Config;
pub use folder::{Folder, FolderError};

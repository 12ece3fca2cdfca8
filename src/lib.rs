//! Crossweave joins a digital-skills audit to the collaboration network of a place: where
//! confidence is low, which teams hardly talk, who could help, what moved.
//!
//! Data flows one way and each boundary has a type: files → [`ingest`] → [`assembly`] → [`model::Organisation`] →
//! [`network`] and [`table`] → [`measures`] → [`insight`] → [`disclosure::Disclosed`] →
//! [`charts`] and [`report`]. [`cli`] alone touches files, clock and terminal.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assembly;
pub mod charts;
pub mod cli;
pub mod demo;
pub mod disclosure;
pub mod identity;
pub mod ingest;
pub mod insight;
pub mod measures;
pub mod model;
pub mod network;
pub mod programme;
pub mod report;
pub mod stats;
pub mod table;

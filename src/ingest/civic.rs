//! Records of actions, ballots and places.

use std::sync::Arc;

use jiff::civil::Date;

use super::cell::CellRef;
use super::record::Mention;

/// Something somebody undertook to do.
#[derive(Clone, Debug)]
pub struct ActionRecord {
    /// Where it stands.
    pub at: CellRef,
    /// What is to be done.
    pub action: Arc<str>,
    /// Who undertook it.
    pub owner: Option<Mention>,
    /// By when.
    pub due: Option<Date>,
    /// How far it is, as given.
    pub status: Option<Arc<str>>,
    /// Findings or entries of the register it answers.
    pub answers: Vec<String>,
    /// The wave it came from, as given.
    pub wave: Option<Arc<str>>,
}

/// Points one voter gave to one priority.
#[derive(Clone, Debug)]
pub struct BallotRecord {
    /// Where it stands.
    pub at: CellRef,
    /// The voter as the file calls them; never looked up among people. `None` where votes are only counted.
    pub voter: Option<Arc<str>>,
    /// The place the ballot is about.
    pub place: Arc<str>,
    /// What was voted for.
    pub priority: Arc<str>,
    /// Points; from 0.
    pub points: f64,
    /// How the vote was cast, as given: meeting, online, post.
    pub mode: Option<Arc<str>>,
}

/// A place, and the larger one it lies in.
#[derive(Clone, Debug)]
pub struct PlaceRecord {
    /// Where it stands.
    pub at: CellRef,
    /// The place: a name or a code.
    pub place: Arc<str>,
    /// Its name, where `place` is a code.
    pub name: Option<Arc<str>>,
    /// The larger place: a name or a code.
    pub belongs_to: Arc<str>,
    /// The larger place's name, where `belongs_to` is a code.
    pub belongs_to_name: Option<Arc<str>>,
    /// Which kind of larger place: ward, beat, neighbourhood.
    pub geography: Option<Arc<str>>,
    /// How much of the place lies in it: above 0, at most 1.
    pub share: f64,
}

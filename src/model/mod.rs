//! The organisation: validated, interned, sorted; it cannot hold a dangling id.

pub mod audit;
pub mod derived;
pub mod organisation;
pub mod standing;
pub mod tie;

pub use audit::{Answers, Framework, Skill, SkillId, Wave, WaveId};
pub use organisation::{Attribute, GroupId, Organisation, Parts, Person, PersonId};
pub use tie::{AskedTie, InteractionLog, LogPart, Membership};

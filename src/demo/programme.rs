//! The whole example programme, before it becomes files.

use super::audit::{self, Form, Levels, WAVES};
use super::events::{self, Seat, SignIn};
use super::framework::{AskedSkill, skills};
use super::interactions::{Message, messages};
use super::people::{Person, people};
use super::ties::{Ties, ties};

/// Everything that is made up.
pub(super) struct Programme {
    /// People, by team.
    pub(super) people: Vec<Person>,
    /// Skills they are asked about.
    pub(super) skills: Vec<AskedSkill>,
    /// Who works with whom.
    pub(super) ties: Ties,
    /// The logs.
    pub(super) messages: Vec<Message>,
    /// The cafés' sign-in sheet.
    pub(super) sign_ins: Vec<SignIn>,
    /// Boards and projects.
    pub(super) seats: Vec<Seat>,
    /// Levels in each wave, before mistakes.
    pub(super) levels: [Levels; WAVES],
    /// Forms of each wave, mistakes and all.
    pub(super) forms: [Vec<Form>; WAVES],
}

impl Programme {
    /// The programme of a seed.
    pub(super) fn new(seed: u64) -> Self {
        let (people, skills) = (people(seed), skills());
        let ties = ties(&people, seed);
        let messages = messages(&people, &ties, seed);
        let sign_ins = events::sign_ins(&people, seed);
        let guests = events::guests(people.len(), &sign_ins);
        let levels = audit::levels(&people, &skills, &guests, seed);
        let forms = [0, 1].map(|wave| audit::forms(&people, &skills, &levels[wave], wave, seed));
        let seats = events::seats(&people, seed);
        Self { people, skills, ties, messages, sign_ins, seats, levels, forms }
    }
}

//! Why a statistic has no value.

use std::fmt;

/// Why a statistic cannot be had from what was answered; said instead of a number, never beside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undefined {
    /// Nobody answered.
    Nobody,
    /// One person answered and at least two are needed.
    OnePerson,
    /// Nobody answered at both times.
    NobodyInBoth,
    /// One side of the comparison has nobody.
    OneSideEmpty,
    /// Everyone who answered twice gave the same answer twice.
    NobodyMoved,
    /// Every answer is the same, so that they do not say how far answers vary.
    AllAlike,
    /// Everyone moved the same way between the same levels.
    AllMovedAlike,
    /// An answer lies outside the levels there are.
    OutsideLevels,
    /// Lists that go together differ in length.
    UnevenLists,
    /// A number that should be finite, or not below zero, is not.
    BadNumber,
    /// A target counts people of a kind of whom nobody answered.
    TargetWithoutAnswers,
    /// People answered of a kind of which the target says there is nobody.
    AnswersWithoutTarget,
    /// Weights that meet all targets at once were not found.
    NoConvergence,
    /// More sets of groups that cannot be told apart than a reader could follow.
    TooManySets,
    /// A scale has no length.
    EmptyScale,
}

impl Undefined {
    /// The reason in words, to stand where the number would.
    ///
    /// ```
    /// use crossweave::stats::undefined::Undefined;
    /// assert_eq!(Undefined::NobodyInBoth.reason(), "nobody answered both times");
    /// ```
    pub const fn reason(self) -> &'static str {
        match self {
            Undefined::Nobody => "nobody answered",
            Undefined::OnePerson => "only one person answered",
            Undefined::NobodyInBoth => "nobody answered both times",
            Undefined::OneSideEmpty => "one of the two sides has no answers",
            Undefined::NobodyMoved => "nobody changed their answer",
            Undefined::AllAlike => "all answers are the same",
            Undefined::AllMovedAlike => "everyone moved between the same levels",
            Undefined::OutsideLevels => "an answer is not one of the levels",
            Undefined::UnevenLists => "the lists do not go together",
            Undefined::BadNumber => "a number is missing, not finite or below zero",
            Undefined::TargetWithoutAnswers => "nobody answered in a group that the target counts",
            Undefined::AnswersWithoutTarget => "people answered in a group that the target leaves out",
            Undefined::NoConvergence => "no weights meet all targets at once",
            Undefined::TooManySets => "too many groups overlap to list who can be told apart",
            Undefined::EmptyScale => "the scale has only one level",
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for Undefined {}

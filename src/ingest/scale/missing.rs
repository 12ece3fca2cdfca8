//! Ways to say that there is no answer, kept apart by reason.

use crate::ingest::record::Missing;

use super::wording::fold_answer;

/// What each reason is written as, folded.
const WAYS: &[(Missing, &[&str])] = &[
    (Missing::Blank, &["", "no answer", "not answered", "blank", "(blank)", "no response", "unanswered"]),
    (Missing::Dash, &["-", "–", "—", "--", "---"]),
    (
        Missing::DontKnow,
        &[
            "don't know",
            "dont know",
            "do not know",
            "i don't know",
            "i dont know",
            "i do not know",
            "don't know / not sure",
            "dk",
            "not sure",
            "i'm not sure",
            "i am not sure",
            "unsure",
            "can't say",
            "cannot say",
            "don't remember",
            "i don't remember",
        ],
    ),
    (
        Missing::Refused,
        &[
            "prefer not to say",
            "prefer not to answer",
            "rather not say",
            "i prefer not to say",
            "i'd prefer not to say",
            "i'd rather not say",
            "refused",
        ],
    ),
    (
        Missing::NotApplicable,
        &[
            "n/a",
            "na",
            "#n/a",
            "n.a",
            "(n/a)",
            "not applicable",
            "not applicable (n/a)",
            "not applicable to me",
            "not applicable to my role",
            "not relevant to my role",
            "not relevant",
            "does not apply",
            "doesn't apply",
            "unfamiliar (n/a)",
        ],
    ),
    (
        Missing::NotAsked,
        &["not shown", "not asked", "skipped", "question skipped", "not displayed", "question not shown"],
    ),
];

/// Why an answer is not there, when a text says so.
///
/// ```
/// use crossweave::ingest::record::Missing;
/// use crossweave::ingest::scale::missing;
/// assert_eq!(missing("Prefer not to say."), Some(Missing::Refused));
/// assert_eq!(missing("Not very confident"), None);
/// ```
pub fn missing(text: &str) -> Option<Missing> {
    of_folded(&fold_answer(text))
}

/// The same of a text already folded.
pub(super) fn of_folded(folded: &str) -> Option<Missing> {
    WAYS.iter().find(|(_, ways)| ways.contains(&folded)).map(|(reason, _)| *reason)
}

//! Questions that ask who is answering, under whatever number and in whatever words.

use super::super::common::{Found, NAME};
use super::wording::without_number;
use crate::ingest::importer::{FieldSpec, FieldUse, SheetProfile};
use crate::ingest::text::{fold_header, words};

/// Words before what is asked for.
const ASKING: &[&str] =
    &["please", "enter", "give", "state", "provide", "what", "is", "s", "your", "work", "me"];
/// What identifies someone, when it is asked for.
const IDS: &[&str] = &[
    "email",
    "emailaddress",
    "username",
    "staffnumber",
    "staffno",
    "staffid",
    "employeenumber",
    "employeeid",
    "payrollnumber",
];

/// Takes questions that ask for an address, a staff number or a name for the fields `other_id` and
/// `name`, where the tool has not already recorded them.
pub(in crate::ingest::importers) fn ask_who(
    found: &mut Found,
    profile: &SheetProfile,
    fields: &'static [FieldSpec],
) {
    let knows = |name: &str| fields.iter().any(|field| field.name == name);
    let asks_id = |folded: &str| IDS.contains(&folded);
    let asks_name = |folded: &str| folded == "name" || NAME.contains(&folded);
    if knows("other_id") && !found.has("other_id") {
        take(found, profile, "other_id", asks_id);
    }
    if knows("name") && !found.has("name") && !found.has("first_name") && !found.has("last_name") {
        take(found, profile, "name", asks_name);
    }
}

fn take(found: &mut Found, profile: &SheetProfile, field: &'static str, asks: impl Fn(&str) -> bool) {
    let is_free = |col: u32| !found.columns.iter().any(|(taken, _)| *taken == col);
    let asked = profile.columns.iter().filter(|c| !c.private && is_free(c.col));
    let col = asked.into_iter().find(|c| asks(&asked_for(&c.header))).map(|c| c.col);
    found.columns.extend(col.map(|col| (col, FieldUse::Field(field))));
}

/// What a header asks for, without its number and its manners.
fn asked_for(header: &str) -> String {
    let all = words(without_number(header));
    let start = all.iter().position(|word| !ASKING.contains(&word.as_str())).unwrap_or(all.len());
    fold_header(&all[start..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manners_and_numbers_are_passed_over() {
        assert_eq!(asked_for("1. Please enter your work e-mail address"), "emailaddress");
        assert_eq!(asked_for("What's your name?"), "name");
        assert_eq!(asked_for("Email of your manager"), "emailofyourmanager");
        assert_eq!(asked_for("Your work"), "");
    }
}

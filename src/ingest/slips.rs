//! Headers that look like a slip of the keyboard: `Emial`, `Depatment`.

use super::candidates::{CandidateColumn, Likeness, MissingField, candidate};
use super::importer::FieldUse::Field;
use super::importer::{Claim, ColumnProfile, FieldSpec, FieldUse, ImporterSpec, SheetProfile};
use super::importers::is_known_header;
use super::text::fold_header;

/// Shortest name that can be misspelt and still be told.
const SHORTEST: usize = 4;
/// Longest header that is compared.
const LONGEST: usize = 40;
/// From this length on, two letters may be wrong.
const LONG: usize = 8;

/// Fields an importer did not find, each with the free column whose header is a slip of its name.
pub(super) fn slips(profile: &SheetProfile, spec: &'static ImporterSpec, claim: &Claim) -> Vec<MissingField> {
    let has = |field: &FieldSpec| claim.columns.iter().any(|(_, used)| *used == Field(field.name));
    let open = spec.fields.iter().filter(|field| !has(field));
    let missing = open.filter_map(|field| {
        let column = slip_of(profile, field, &claim.columns)?;
        let at = profile.at.at_col(column.col);
        let likeness = Likeness::Slip;
        Some(MissingField { at, importer: spec.id, field: field.name, columns: vec![column], likeness })
    });
    let mut missing: Vec<MissingField> = missing.collect();
    // One column cannot be two fields: the first field has it.
    let mut taken: Vec<u32> = Vec::new();
    missing.retain(|m| {
        let new = m.columns.iter().all(|c| !taken.contains(&c.col));
        taken.extend(m.columns.iter().map(|c| c.col));
        new
    });
    missing
}

/// The free column whose header is closest to a field's names, where it is close enough to be a slip.
pub(super) fn slip_of(
    profile: &SheetProfile,
    field: &FieldSpec,
    taken: &[(u32, FieldUse)],
) -> Option<CandidateColumn> {
    let free = |c: &&ColumnProfile| !c.private && !taken.iter().any(|(col, _)| *col == c.col);
    let near = profile.columns.iter().filter(free).filter_map(|c| Some((distance(&c.header, field)?, c)));
    near.min_by_key(|(distance, c)| (*distance, c.col)).map(|(_, c)| candidate(c))
}

/// Letters that are wrong in a header, where it is a slip of one of a field's names.
fn distance(header: &str, field: &FieldSpec) -> Option<usize> {
    let header = fold_header(header);
    let length = header.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) || is_known_header(&header) {
        return None;
    }
    let own = fold_header(field.name);
    let names = std::iter::once(own.as_str()).chain(field.aliases.iter().copied());
    let near = names.filter(|name| name.chars().count() >= SHORTEST).filter_map(|name| {
        let allowed = if length.min(name.chars().count()) >= LONG { 2 } else { 1 };
        let distance = strsim::damerau_levenshtein(&header, name);
        (distance <= allowed).then_some(distance)
    });
    near.min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::importers::importer;

    fn of(header: &str, importer_id: &str, field: &str) -> Option<usize> {
        let spec = importer(importer_id).unwrap();
        distance(header, spec.fields.iter().find(|f| f.name == field).unwrap())
    }

    #[test]
    fn one_letter_wrong_is_a_slip_and_another_word_is_not() {
        assert_eq!(of("Emial", "people", "person"), Some(1));
        assert_eq!(of("Depatment", "people", "team"), Some(1));
        assert_eq!(of("E-mail adress", "people", "person"), Some(1));
        assert_eq!(of("Recipeint", "interactions", "to"), Some(1));
        assert_eq!(of("Email", "people", "person"), None, "no slip at all");
        assert_eq!(of("Salary", "people", "team"), None);
        assert_eq!(of("tea", "people", "team"), None, "too short to tell");
    }
}

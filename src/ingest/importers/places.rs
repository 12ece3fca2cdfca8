//! Places and the larger places they lie in: wards, beats, neighbourhoods, and official look-ups.

use super::common::{Fate, Found, Slots, each_row, field, missing_value};
use super::posts::number;
use crate::ingest::civic::PlaceRecord;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::Records;
use crate::ingest::text::{fold_header, quoted};
use crate::programme::config::Config;

/// Fields of a look-up of places.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "place",
        &["places", "placename", "postcode", "street"],
        FieldType::Text,
        true,
        "The place: a name or a code.",
        "North Green",
    ),
    field(
        "name",
        &["placelabel"],
        FieldType::Text,
        false,
        "Its name, where the place is a code.",
        "North Green",
    ),
    field(
        "belongs_to",
        &["partof", "liesin", "parent", "within"],
        FieldType::Text,
        true,
        "The larger place it lies in.",
        "North beat",
    ),
    field(
        "belongs_to_name",
        &["parentname"],
        FieldType::Text,
        false,
        "The larger place's name, where it is given as a code.",
        "North beat",
    ),
    field(
        "geography",
        &["kindofplace", "placetype"],
        FieldType::Text,
        false,
        "Which kind of larger place.",
        "beat",
    ),
    field(
        "share",
        &["weight", "proportion", "bestfit"],
        FieldType::Number,
        false,
        "How much of the place lies in it, above 0 and at most 1; 1 where there is no such column.",
        "1",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "places",
    describes: "places and the larger places they lie in, also official look-ups with columns such as lsoa11cd, wd17cd and wd17nm, of which the first two geographies are read; no measure uses them yet",
    table: "places",
    fields: FIELDS,
    sniff,
    parse,
};

/// The geography of a column in an official look-up, and whether it holds codes: `wd17cd` is a ward's
/// code of 2017, `wd17nm` its name.
fn official(header: &str) -> Option<(String, bool)> {
    let folded = fold_header(header);
    let (stem, codes) = match (folded.strip_suffix("cd"), folded.strip_suffix("nm")) {
        (Some(stem), _) => (stem, true),
        (_, Some(stem)) => (stem, false),
        _ => return None,
    };
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = stem.len() - letters.len();
    let fits =
        year == 2 && (2..=6).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_alphabetic());
    fits.then(|| (stem.to_owned(), codes))
}

/// The columns of the first two geographies of an official look-up.
fn official_columns(profile: &SheetProfile) -> Vec<(u32, FieldUse)> {
    let mut geographies: Vec<String> = Vec::new();
    let mut columns = Vec::new();
    let known: Vec<(u32, String, bool)> = profile
        .columns
        .iter()
        .filter_map(|c| official(&c.header).map(|(g, codes)| (c.col, g, codes)))
        .collect();
    for (col, geography, codes) in &known {
        if !geographies.contains(geography) {
            geographies.push(geography.clone());
        }
        let has_code = known.iter().any(|(_, g, codes)| g == geography && *codes);
        let place = geographies.iter().position(|g| g == geography).unwrap_or(usize::MAX);
        let field = match (place, *codes || !has_code) {
            (0, true) => "place",
            (0, false) => "name",
            (1, true) => "belongs_to",
            (1, false) => "belongs_to_name",
            _ => continue,
        };
        columns.push((*col, FieldUse::Field(field)));
    }
    columns
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    if !(found.has("place") && found.has("belongs_to")) {
        let columns = official_columns(profile);
        if columns.len() >= 2 {
            found.columns = columns;
        }
    }
    let score = if found.has("place") && found.has("belongs_to") { 87 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (place, name) = (slots.slot("place"), slots.slot("name"));
    let (above, above_name) = (slots.slot("belongs_to"), slots.slot("belongs_to_name"));
    let (geography, share) = (slots.slot("geography"), slots.slot("share"));
    let header = above.and_then(|slot| plan.columns.get(slot)).and_then(|(col, _)| plan.profile.column(*col));
    let official = header.and_then(|c| official(&c.header)).map(|(geography, _)| geography);
    let mut records = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(small) = row.label(place) else {
            return missing_value(problems, row.at(place), "place");
        };
        let Some(large) = row.label(above) else {
            return missing_value(problems, row.at(above), "larger place");
        };
        let part = if row.cell(share).is_empty() { Some(1.0) } else { number(row, share, problems) };
        let Some(part) = part else { return Fate::Rejected };
        if part == 0.0 || part > 1.0 {
            let shown = quoted(&row.cell(share).to_string());
            problems.at(&kinds::BAD_NUMBER, row.at(share), shown, "write a share above 0 and at most 1");
            return Fate::Rejected;
        }
        records.push(PlaceRecord {
            at: row.at(place),
            place: small,
            name: row.label(name),
            belongs_to: large,
            belongs_to_name: row.label(above_name),
            geography: row.label(geography).or_else(|| official.as_deref().map(Into::into)),
            share: part,
        });
        Fate::Used
    });
    Parsed { records: Records::Places(records), rows, problems: problems.finish(), columns: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_columns_are_told_by_letters_year_and_ending() {
        assert_eq!(official("wd17cd"), Some(("wd17".into(), true)));
        assert_eq!(official("LAD17NM"), Some(("lad17".into(), false)));
        assert_eq!(official("cd"), None);
        assert_eq!(official("film"), None);
        assert_eq!(official("area_code"), None);
    }
}

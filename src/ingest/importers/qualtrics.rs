//! A Qualtrics export: three header rows (ids, texts, import ids); the rows of a matrix are columns
//! `Q2_1`, `Q2_2`, … with the text `Stem - Row`.

use super::common::{Found, RowView, Slots, field};
use super::questions::Numbers;
use super::stacked::FirstRows;
use super::surveys::wording::{Wording, bracketed};
use super::surveys::{Aside, FIRST_NAME, Habits, LAST_NAME, NOT_HANDED_IN_FIX, SIGNED, Survey, read};
use crate::ingest::cell::Cell;
use crate::ingest::date::TextDate;
use crate::ingest::header::Header;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::private::private_reason;
use crate::ingest::problems as kinds;
use crate::ingest::text::{fold_header, fold_label, quoted};
use crate::programme::config::Config;

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field("start", &["startdate"], FieldType::Date, true, "When it was begun.", "2026-01-06 09:02:11"),
    field("completion", &["enddate"], FieldType::Date, true, "When it was ended.", "2026-01-06 09:14:40"),
    field(
        "status",
        &["responsetype"],
        FieldType::Text,
        false,
        "How the answer came; tests do not count.",
        "IP Address",
    ),
    field("progress", &[], FieldType::Number, false, "How far it came, in per cent; not read.", "100"),
    field("duration", &["durationinseconds"], FieldType::Number, false, "How long it took; not read.", "749"),
    field("finished", &[], FieldType::YesNo, false, "Whether it was handed in.", "True"),
    field(
        "recorded",
        &["recordeddate"],
        FieldType::Date,
        false,
        "When it was stored; not read.",
        "2026-01-06 09:14:41",
    ),
    field("response", &["responseid"], FieldType::Text, true, "Id of the response.", "R_3kT0pWq81nYb2aZ"),
    field(
        "person",
        &["recipientemail", "email"],
        FieldType::Person,
        false,
        "Who answered; empty where the link was anonymous.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["externalreference", "externaldatareference"],
        FieldType::Person,
        false,
        "An id sent along with the link, or asked for as a question; used where there is no address.",
        "4711",
    ),
    field("name", &["fullname"], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    FIRST_NAME,
    LAST_NAME,
    field("channel", &["distributionchannel"], FieldType::Text, false, "How the link was sent.", "email"),
    field("language", &["userlanguage"], FieldType::Text, false, "Language of the form; not read.", "EN-GB"),
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["progress", "duration", "recorded", "response", "language"],
    score,
    wording,
    codes: false,
};

const HABITS: Habits = Habits { judge, doubt, numbers_options: true, ..Habits::PLAIN };

/// Rows that Qualtrics adds to a question.
const ADDED: &[&str] = &["first click", "last click", "page submit", "click count"];
/// Ids that stand for a test, as text and as number.
const TESTS: &[&str] = &["survey preview", "survey test", "1", "2", "9", "17"];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "qualtrics",
    describes: "answers to a skills audit, as Qualtrics exports them, with up to three header rows",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn score(_: &SheetProfile, found: &Found) -> u8 {
    let all = ["start", "completion", "response", "finished"].iter().all(|field| found.has(field));
    if all { SIGNED } else { 0 }
}

/// Clicks, the order of display and scores are no answers.
fn wording(header: &str) -> Option<Wording> {
    let found = bracketed(header);
    let row = fold_label(&found.row);
    let is_score =
        header.strip_prefix("SC").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let added = ADDED.contains(&row.as_str()) || row.starts_with("display order") || is_score;
    (!added).then_some(found)
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    SURVEY.claim(profile, config, Numbers::Count)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    read(plan, config, rows, ["completion", "start"], &HABITS)
}

/// Tests do not count, nor do answers that were never handed in.
fn judge(row: &RowView) -> Option<Aside> {
    let slots = Slots { plan: row.plan };
    let (status, channel, finished) = (slots.slot("status"), slots.slot("channel"), slots.slot("finished"));
    let is = |slot: Option<usize>, texts: &[&str]| {
        row.text(slot).filter(|t| texts.contains(&fold_label(t).as_str()))
    };
    let test =
        is(status, TESTS).map(|t| (status, t)).or_else(|| is(channel, &["preview"]).map(|t| (channel, t)));
    if let Some((slot, text)) = test {
        let what = format!("{}: a test of the form, not an answer", quoted(&text));
        return Some(Aside {
            spec: &kinds::TEST_ANSWER,
            slot,
            what,
            fix: "nothing to do; the row is left out",
        });
    }
    let text = is(finished, &["false", "0", "no"])?;
    let what = format!("{}: begun and not handed in", quoted(&text));
    Some(Aside { spec: &kinds::NOT_HANDED_IN, slot: finished, what, fix: NOT_HANDED_IN_FIX })
}

/// A mark of handing in that says neither yes nor no: the answer counts.
fn doubt(row: &RowView) -> Option<Aside> {
    let finished = Slots { plan: row.plan }.slot("finished");
    let text = row.text(finished).filter(|t| !["true", "1", "yes"].contains(&fold_label(t).as_str()))?;
    let fix = "the answer was taken as handed in; write True or False";
    Some(Aside { spec: &kinds::UNCLEAR_YES_NO, slot: finished, what: quoted(&text), fix })
}

/// The header its first rows make: ids where a column is the tool's own, texts where it is a question.
pub(super) fn header(rows: &FirstRows) -> Option<Header> {
    let (first, ids) = rows.first()?;
    let has = |name: &str| ids.iter().find(|(_, text)| fold_header(text) == name);
    has("responseid").and(has("enddate")).and(has("finished"))?;
    let start = has("startdate")?.0;
    let texts = rows.get(1)?;
    let (row, texts, imports) = match rows.get(2) {
        _ if is_date(at(&texts.1, start)) => (*first, None, None),
        None => return None,
        Some((row, third)) if third.iter().any(|(_, text)| import_id(text).is_some()) => {
            (*row, Some(&texts.1), Some(third))
        }
        Some(_) if at(&texts.1, start).is_empty() => (*first, None, None),
        Some(_) => (texts.0, Some(&texts.1), None),
    };
    let cells = match texts {
        Some(texts) => ids.iter().map(|(col, id)| (*col, joined(*col, id, ids, texts, imports))).collect(),
        None => ids.clone(),
    };
    Some(Header { row, cells, form: Some("qualtrics") })
}

fn at(cells: &[(u32, String)], col: u32) -> &str {
    cells.iter().find(|(c, _)| *c == col).map_or("", |(_, text)| text)
}

fn is_date(text: &str) -> bool {
    TextDate::of(&Cell::text(text)).is_some()
}

/// The id in `{"ImportId":"QID2_1"}`.
fn import_id(text: &str) -> Option<&str> {
    let (_, after) = text.strip_prefix('{')?.split_once("ImportId")?;
    after.split(['"', '\'']).map(str::trim).find(|part| !part.is_empty() && *part != ":")
}

fn joined(
    col: u32,
    id: &str,
    ids: &[(u32, String)],
    texts: &[(u32, String)],
    imports: Option<&Vec<(u32, String)>>,
) -> String {
    let import = imports.and_then(|cells| import_id(at(cells, col)));
    let folded = fold_header(id);
    let own = FIELDS.iter().any(|f| fold_header(f.name) == folded || f.aliases.contains(&folded.as_str()));
    let text = at(texts, col);
    if own || private_reason(id).is_some() || text.is_empty() || import.is_some_and(|i| !i.starts_with("QID"))
    {
        return id.to_owned();
    }
    let Some((matrix, _)) = id.rsplit_once('_') else { return text.to_owned() };
    let is_part = |other: &str| other.rsplit_once('_').is_some_and(|(of, _)| of == matrix);
    let parts = ids.iter().filter(|(_, other)| is_part(other)).map(|(c, _)| at(texts, *c));
    match text.get(..shared_stem(text, parts)).filter(|stem| !stem.is_empty()) {
        Some(stem) => format!("{} [{}]", stem.trim_end_matches(" - "), &text[stem.len()..]),
        None => text.to_owned(),
    }
}

/// Bytes of a text up to the last ` - ` before which all parts of its matrix read alike; with no other
/// part, up to the first.
fn shared_stem<'t>(text: &'t str, parts: impl Iterator<Item = &'t str>) -> usize {
    let mut ends: Vec<usize> = text.match_indices(" - ").map(|(i, dash)| i + dash.len()).collect();
    ends.retain(|end| *end < text.len());
    let others: Vec<&str> = parts.filter(|part| *part != text).collect();
    if others.is_empty() {
        return ends.first().copied().unwrap_or(0);
    }
    let shared =
        |end: &usize| others.iter().all(|other| text.get(..*end).is_some_and(|stem| other.starts_with(stem)));
    ends.into_iter().rev().find(shared).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_split_where_its_parts_read_alike() {
        let all = ["How sure - today - Maps", "How sure - today - Word - lists"];
        assert_eq!(&all[1][..shared_stem(all[1], all.into_iter())], "How sure - today - ");
        assert_eq!(shared_stem("How sure - Maps", ["How sure - Maps"].into_iter()), 11);
        assert_eq!(shared_stem("Maps", ["Maps", "Calls"].into_iter()), 0);
        assert_eq!(shared_stem("Maps - ", ["Maps - "].into_iter()), 0);
    }

    #[test]
    fn import_ids_are_read_with_what_stands_beside_them() {
        assert_eq!(import_id("{\"ImportId\":\"QID2_1\"}"), Some("QID2_1"));
        assert_eq!(
            import_id("{\"ImportId\":\"startDate\",\"timeZone\":\"Europe/London\"}"),
            Some("startDate")
        );
        assert_eq!(import_id("{'ImportId': 'QID9'}"), Some("QID9"));
        assert_eq!(import_id("ImportId"), None);
        assert_eq!(import_id("{\"ImportId\":"), None);
    }
}

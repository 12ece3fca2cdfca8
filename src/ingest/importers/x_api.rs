//! Posts as tables made from the X API: author, time, whom they answer and mention.

use std::borrow::Cow;

use super::common::{Found, Slots, field, not_used_yet};
use super::messages::{NOBODY, Verdict, parse_messages};
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::long_date::dated;
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["conversation", "message_id", "topics"];
/// Columns that name people a post is addressed to.
const ADDRESSED: [&str; 3] = ["to", "reply_to", "passed_on_from"];
/// Longest handle, in characters, with room for other services.
const LONGEST_HANDLE: usize = 50;

/// Fields of such a table.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "time",
        &["createdat", "postedat", "tweetcreatedat", "date", "timestamp"],
        FieldType::Date,
        true,
        "When it was posted.",
        "2026-01-06T10:28:09.000Z",
    ),
    field(
        "from",
        &["authorusername", "username", "screenname", "userscreenname", "author", "userusername", "authorid"],
        FieldType::Person,
        true,
        "Who posted it.",
        "@ashap",
    ),
    field(
        "to",
        &["mentions", "entitiesmentions", "mentionedusers", "mentionsscreenname", "usermentions"],
        FieldType::People,
        false,
        "Whom it mentions, in any of the ways programs write a list.",
        "@samlee @jo_c",
    ),
    field(
        "reply_to",
        &[
            "inreplytousername",
            "inreplytoscreenname",
            "replytoscreenname",
            "inreplytouser",
            "replytousername",
            "replytouser",
            "inreplyto",
            "inreplytouserid",
        ],
        FieldType::Person,
        false,
        "Whose post it answers.",
        "@samlee",
    ),
    field(
        "passed_on_from",
        &["retweetedusername", "retweetscreenname", "retweetedscreenname", "retweeteduser"],
        FieldType::Person,
        false,
        "Whose post it passes on.",
        "@jo_c",
    ),
    field("topics", &["hashtags", "entitieshashtags"], FieldType::Text, false, "Its hashtags.", "housing"),
    field("conversation", &["conversationid"], FieldType::Text, false, "The thread.", "1601"),
    field(
        "message_id",
        &["id", "idstr", "tweetid", "statusid", "postid"],
        FieldType::Text,
        false,
        "Id of the post.",
        "1602",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "x-api",
    describes: "posts collected through the X (Twitter) API, a row each: author, created_at, in_reply_to, mentions, hashtags",
    table: "interactions",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let addressed = ADDRESSED.iter().filter(|field| found.has(field)).count();
    let own = found.column("time").is_some_and(|c| c.header.to_lowercase().contains("created"));
    let marks = usize::from(found.has("topics")) + addressed;
    let score = if own && found.has("from") && addressed > 0 && marks > 1 { 92 } else { 0 };
    let mut claim = found.claim(FIELDS, score, NOT_YET)?;
    if addressed == 0 {
        // Any of the three will do; without one, the first is named as lacking.
        claim.lacking.extend(FIELDS.iter().find(|f| f.name == "to"));
    }
    Some(claim)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let (time, from) = (slots.slot("time"), slots.slot("from"));
    let addressed: Vec<usize> = ADDRESSED.iter().filter_map(|field| slots.slot(field)).collect();
    let Some(to) = addressed.first().copied() else {
        return parse_messages(plan, config, rows, "social", |_| Verdict::Blank);
    };
    // Where there is no column of mentions, the first of the others holds all who are addressed.
    let mut plan_of_log = plan.clone();
    if let Some((_, used)) = plan_of_log.columns.get_mut(to) {
        *used = FieldUse::Field("to");
    }
    let columns = not_used_yet(plan, FIELDS, config, NOT_YET);
    let edit = |cells: &mut Vec<Cell>| {
        if cells.iter().all(Cell::is_empty) {
            return Verdict::Blank;
        }
        let whom = whom(cells, from, &addressed);
        for slot in [time, from].into_iter().flatten().chain([to]) {
            if let Some(cell) = cells.get_mut(slot) {
                let held = std::mem::replace(cell, Cell::Empty);
                *cell = match Some(slot) {
                    s if s == time => dated(held),
                    s if s == from => author(&held),
                    _ => Cell::text(&whom.join("; ")),
                };
            }
        }
        if whom.is_empty() { Verdict::LeftOut(Cow::Borrowed(NOBODY)) } else { Verdict::Counts }
    };
    Parsed { columns, ..parse_messages(&plan_of_log, config, rows, "social", edit) }
}

fn author(cell: &Cell) -> Cell {
    let text = cell.to_string();
    handles(&text).into_iter().next().map_or_else(|| Cell::text(&text), |handle| Cell::text(&handle))
}

/// Everyone a row is addressed to, once, without its author.
fn whom(cells: &[Cell], from: Option<usize>, addressed: &[usize]) -> Vec<String> {
    let text = |slot: usize| cells.get(slot).map(ToString::to_string).unwrap_or_default();
    let author = from.and_then(|slot| handles(&text(slot)).into_iter().next()).unwrap_or_default();
    let mut seen = std::collections::BTreeSet::from([author.to_lowercase()]);
    let all = addressed.iter().flat_map(|slot| handles(&text(*slot)));
    all.filter(|handle| seen.insert(handle.to_lowercase())).collect()
}

/// The handles in a cell, each with its `@`: a list between spaces, commas or semicolons, `["a", "b"]`,
/// `c("a", "b")`, or objects with a `username` or `screen_name`. Ids of users stay numbers.
fn handles(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(cell) {
        let mut found = Vec::new();
        in_json(&value, &mut found);
        return found;
    }
    let inside = cell.strip_prefix("c(").unwrap_or(cell);
    let parts = inside.split(|c: char| c.is_whitespace() || ",;|\"'[]()".contains(c));
    parts.filter_map(handle).collect()
}

fn in_json(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.extend(handle(text)),
        serde_json::Value::Number(id) => found.extend(handle(&id.to_string())),
        serde_json::Value::Array(parts) => parts.iter().for_each(|part| in_json(part, found)),
        serde_json::Value::Object(parts) => {
            let name = ["username", "screen_name", "acct"].iter().find_map(|key| parts.get(*key));
            found.extend(name.and_then(|name| name.as_str()).and_then(handle));
        }
        _ => {}
    }
}

fn handle(word: &str) -> Option<String> {
    let name = word.trim().trim_start_matches('@');
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
    let fits = !name.is_empty() && name.len() <= LONGEST_HANDLE && name.chars().all(plain);
    let number = name.bytes().all(|b| b.is_ascii_digit()) && !word.contains('@');
    fits.then(|| if number { name.to_owned() } else { format!("@{name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_handles_in_every_way_programs_write_them() {
        let two = ["@sam", "@jo_c"];
        for cell in [
            "@sam @jo_c",
            "sam, jo_c",
            "sam;@jo_c",
            "[\"sam\", \"jo_c\"]",
            "['sam', 'jo_c']",
            "c(\"sam\", \"jo_c\")",
            r#"[{"start": 1, "username": "sam", "id": "7"}, {"screen_name": "jo_c"}]"#,
        ] {
            assert_eq!(handles(cell), two, "{cell}");
        }
        assert_eq!(handles("1601"), ["1601"]);
        assert_eq!(handles(""), Vec::<String>::new());
        assert_eq!(handles("[]"), Vec::<String>::new());
    }
}

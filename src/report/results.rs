//! Every value as one long table, the same for every command: JSON, CSV and the terminal.
//!
//! One observation a row. A hidden row keeps its place and says why; its value, its interval and
//! the number of people it rests on are empty.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::charts::clean::plain;
use crate::charts::delimited::{Field, push_line};
use crate::disclosure::{Disclosed, Policy, Tier};
use crate::identity::outside::OutsideDomain;
use crate::insight::analysis::{About, Analysis, AnswerAccount, InputAccount, UnusedInput};
use crate::measures::{Level, Measurement, Value};
use crate::network::graph::Direction;
use crate::programme::config::TieSource;

pub use super::results_schema::schema;
pub use super::terminal::table;

/// Name and version of the shape.
pub const SCHEMA: &str = "crossweave.results/1";

/// Columns, in order.
pub const COLUMNS: [&str; 14] = [
    "measure", "level", "by", "group", "other", "person", "skill", "wave", "value", "low", "high", "n",
    "status", "reason",
];

/// A value as it is written: counts whole, all others with a fraction.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Figure {
    Whole(u64),
    Real(f64),
}

/// One row; a column that does not apply is empty.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) measure: &'static str,
    level: Level,
    by: Option<String>,
    pub(super) group: Option<String>,
    pub(super) other: Option<String>,
    pub(super) person: Option<String>,
    pub(super) skill: Option<String>,
    pub(super) wave: Option<String>,
    value: Option<Figure>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) n: Option<u64>,
    status: &'static str,
    pub(super) reason: Option<&'static str>,
}

impl Row {
    pub(super) fn new(m: &Measurement) -> Self {
        let text = |t: &Option<std::sync::Arc<str>>| t.as_deref().map(plain);
        let is_known = m.value.as_f64().is_some_and(f64::is_finite);
        let end = |x: Option<f64>| x.filter(|x| is_known && x.is_finite());
        Self {
            measure: m.key.measure,
            level: m.key.level,
            by: text(&m.key.by),
            group: text(&m.key.group),
            other: text(&m.key.other),
            person: text(&m.key.person),
            skill: text(&m.key.skill),
            wave: text(&m.key.wave),
            value: figure(&m.value),
            low: end(m.low),
            high: end(m.high),
            n: (!matches!(m.value, Value::Hidden(_))).then_some(m.n),
            status: m.value.status(),
            reason: m.value.reason(),
        }
    }
}

fn figure(value: &Value) -> Option<Figure> {
    match value {
        Value::Count(c) => Some(Figure::Whole(*c)),
        other => other.as_f64().filter(|x| x.is_finite()).map(Figure::Real),
    }
}

#[derive(Serialize)]
struct Input<'a> {
    name: String,
    kind: &'a str,
    rows: u64,
    used: u64,
    rejected: u64,
    blank: u64,
    sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<Json>,
}

impl<'a> Input<'a> {
    fn new(i: &'a InputAccount, policy: &Policy) -> Self {
        let InputAccount { name, kind, rows, used, rejected, blank, sha256, answers } = i;
        let answers = answers.as_ref().map(|a| answers_json(a, policy));
        Self {
            name: plain(name),
            kind,
            rows: *rows,
            used: *used,
            rejected: *rejected,
            blank: *blank,
            sha256,
            answers,
        }
    }
}

/// What became of a sheet's answers. A reason that few gave is not counted out to others than the operator.
fn answers_json(a: &AnswerAccount, policy: &Policy) -> Json {
    let shown = |n: u64| match policy.tier {
        Tier::Leadership if (1..u64::from(policy.k)).contains(&n) => Json::Null,
        _ => n.into(),
    };
    let missing: serde_json::Map<String, Json> =
        a.missing.iter().map(|(reason, count)| ((*reason).to_owned(), shown(*count))).collect();
    json!({
        "missing": missing,
        "read_as_accepted": shown(a.accepted),
        "set_aside": shown(a.set_aside),
        "repeat": a.repeat,
    })
}

/// A file or sheet that was not used; the reason is one of a few, and no text of the file.
#[derive(Serialize)]
struct Unused<'a> {
    name: String,
    reason: &'a str,
    sha256: &'a str,
}

impl<'a> Unused<'a> {
    fn new(u: &'a UnusedInput) -> Self {
        Self { name: plain(&u.name), reason: u.reason, sha256: &u.sha256 }
    }
}

/// People met outside the staff list, of one domain with enough of them, or of all the others together.
#[derive(Serialize)]
struct Met {
    domain: Option<String>,
    people: u64,
    interactions: u64,
    rows: u64,
}

impl Met {
    fn new(met: &OutsideDomain) -> Self {
        let OutsideDomain { domain, people, interactions, rows } = met;
        Self {
            domain: domain.as_deref().map(plain),
            people: *people,
            interactions: *interactions,
            rows: *rows,
        }
    }
}

/// The results as JSON, one input and one row to a line, with a line feed at the end.
///
/// # Errors
/// [`serde_json::Error`] when a value cannot be written; none of these can fail to.
pub fn json(analysis: &Disclosed<Analysis>) -> Result<String, serde_json::Error> {
    let Analysis { about, measurements, .. } = analysis.get();
    let mut out =
        format!("{{\"schema\":\"{SCHEMA}\",\n\"command\":{},\n", serde_json::to_string(about.command)?);
    push_list(&mut out, "inputs", about.inputs.iter().map(|i| Input::new(i, analysis.policy())))?;
    out.push_str(",\n");
    push_list(&mut out, "not_used", about.unused.iter().map(Unused::new))?;
    out.push_str(",\n");
    push_list(&mut out, "outside", about.outside_domains.domains().iter().map(Met::new))?;
    out.push_str(&format!(",\n\"settings\":{},\n", settings(about, analysis.policy())));
    push_list(&mut out, "rows", measurements.iter().map(Row::new))?;
    out.push_str("}\n");
    Ok(out)
}

fn push_list<T: Serialize>(
    out: &mut String,
    name: &str,
    items: impl Iterator<Item = T>,
) -> Result<(), serde_json::Error> {
    out.push_str(&format!("\"{name}\":["));
    for (i, item) in items.enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.push_str(&serde_json::to_string(&item)?);
    }
    out.push_str("\n]");
    Ok(())
}

fn settings(about: &About, policy: &Policy) -> Json {
    let direction = match about.direction {
        Direction::Edges => "edges",
        Direction::Arcs => "arcs",
    };
    json!({
        "tier": policy.tier,
        "k": policy.k,
        "seed": about.seed,
        "direction": direction,
        "ties_from": about.tie_source.map(TieSource::id),
        "tie_rule": about.tie_rule,
        "shared_groups": about.shared_groups.map(|g| json!({
            "groups": g.groups, "too_large": g.too_large,
            "members_at_most": g.members_at_most, "weight": g.weight,
        })),
        "date": about.date,
        "period": about.period,
        "waves": about.waves.iter().map(|w| plain(&w.label)).collect::<Vec<_>>(),
        "levels": about.levels.iter().map(|l| plain(l)).collect::<Vec<_>>(),
        "positive_from": about.positive_from,
    })
}

/// The results as comma-separated lines under one header.
pub fn csv(analysis: &Disclosed<Analysis>) -> String {
    let mut out = String::new();
    push_line(&mut out, &COLUMNS.map(Field::Text));
    for row in analysis.get().measurements.iter().map(Row::new) {
        push_line(&mut out, &fields(&row));
    }
    out
}

fn fields(row: &Row) -> [Field<'_>; 14] {
    let number = |x: Option<f64>| x.map_or(Field::Empty, Field::Number);
    [
        Field::Text(row.measure),
        Field::Text(level(row.level)),
        text(&row.by),
        text(&row.group),
        text(&row.other),
        text(&row.person),
        text(&row.skill),
        text(&row.wave),
        row.value.map_or(Field::Empty, figure_field),
        number(row.low),
        number(row.high),
        row.n.map_or(Field::Empty, Field::Count),
        Field::Text(row.status),
        row.reason.map_or(Field::Empty, Field::Text),
    ]
}

fn text(t: &Option<String>) -> Field<'_> {
    t.as_deref().map_or(Field::Empty, Field::Text)
}

fn figure_field(figure: Figure) -> Field<'static> {
    match figure {
        Figure::Whole(c) => Field::Count(c),
        Figure::Real(x) => Field::Number(x),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Network => "network",
        Level::Group => "group",
        Level::Pair => "pair",
        Level::Person => "person",
        Level::Skill => "skill",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn json_parses_and_every_row_has_every_column() {
        let text = json(&sample::analysis()).unwrap();
        assert!(text.ends_with("]}\n"));
        let whole: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(whole["schema"], SCHEMA);
        assert_eq!(whole["settings"]["k"], 5);
        assert_eq!(whole["settings"]["tie_rule"]["at_least"], 2);
        assert_eq!(whole["inputs"][0]["rejected"], 7);
        let rows = whole["rows"].as_array().unwrap();
        for row in rows {
            let keys: Vec<_> = row.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys.len(), COLUMNS.len());
            assert!(COLUMNS.iter().all(|c| keys.iter().any(|k| k == c)));
        }
        assert_eq!(text.lines().filter(|l| l.starts_with("{\"measure\"")).count(), rows.len());
    }

    #[test]
    fn hidden_rows_hold_no_number() {
        let whole: Json = serde_json::from_str(&json(&sample::analysis()).unwrap()).unwrap();
        let hidden: Vec<_> =
            whole["rows"].as_array().unwrap().iter().filter(|r| r["status"] == "hidden").collect();
        assert!(!hidden.is_empty());
        for row in hidden {
            assert!(["value", "low", "high", "n"].iter().all(|c| row[*c].is_null()), "{row}");
            assert!(row["reason"].is_string());
        }
        let csv = csv(&sample::analysis());
        let line = csv.lines().find(|l| l.contains(",hidden,")).unwrap();
        let reason = "\"rests on too few people, or would give a smaller group away\"";
        assert_eq!(line, format!("skills.confident,group,team,Parks,,,,,,,,,hidden,{reason}"));
    }

    #[test]
    fn csv_has_the_columns_and_guards_names() {
        let csv = csv(&sample::analysis());
        assert_eq!(csv.lines().next().unwrap(), COLUMNS.join(","));
        assert!(csv.contains("\"'=HYPERLINK(\"\"http://example.org\"\")\""));
        assert!(csv.contains("skills.confident,group,team,Libraries,,,,,0.75,0.5,0.9,16,ok,\n"));
        assert!(!csv.contains('\u{1b}') && !csv.contains('\u{202e}'));
    }

    #[test]
    fn the_schema_names_every_column() {
        let schema = schema();
        let row = &schema["properties"]["rows"]["items"];
        assert_eq!(row["required"].as_array().unwrap().len(), COLUMNS.len());
        assert!(COLUMNS.iter().all(|c| row["properties"][*c].is_object()));
    }
}

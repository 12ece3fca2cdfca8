//! A sweep for other programs.

use serde_json::{Value as Json, json};

use super::picture::{Figures, HEADS, Held, Picture};
use crate::charts::clean::plain;
use crate::charts::delimited::{Field, push_line};
use crate::charts::spec::Shown;
use crate::disclosure::Disclosed;

/// Name and version of the shape.
const SCHEMA: &str = "crossweave.sweep/1";
/// Settings of a rule that a sweep moves.
const MOVED: [&str; 4] = ["at_least", "window_days", "reciprocal", "recipients_at_most"];

/// The sweep as JSON.
///
/// # Errors
/// [`serde_json::Error`] when a value cannot be written; none of these can fail to.
pub fn json(picture: &Disclosed<Picture>) -> Result<String, serde_json::Error> {
    let (policy, picture) = (picture.policy(), picture.get());
    let settings: Vec<Json> =
        picture.settings.iter().enumerate().map(|(i, s)| setting(i, s, picture)).collect();
    let findings: Vec<Json> = picture.findings.iter().map(|held| finding(held, picture)).collect();
    let whole = json!({
        "schema": SCHEMA,
        "command": "network",
        "tier": policy.tier,
        "k": policy.k,
        "e_i_by": picture.by,
        "settings": settings,
        "findings": findings,
        "findings_without_ties": picture.without_ties,
    });
    Ok(serde_json::to_string_pretty(&whole)? + "\n")
}

fn setting(i: usize, one: &Figures, picture: &Picture) -> Json {
    let mut object = serde_json::Map::new();
    object.insert("label".into(), json!(one.label));
    object.insert("own".into(), json!(one.moved.is_none()));
    object.insert("moved".into(), json!(one.moved.map(|knob| knob.setting())));
    object.insert("tie_rule".into(), json!(one.rule));
    for ((name, _), cell) in HEADS.iter().zip(&one.cells) {
        object.insert((*name).into(), figure(cell));
    }
    let holds: Vec<bool> = picture.findings.iter().map(|held| held.holds.get(i) == Some(&true)).collect();
    object.insert("holds".into(), json!(holds));
    Json::Object(object)
}

/// A whole number without a fraction; what is hidden or not known is null.
fn figure(cell: &Shown) -> Json {
    match cell.number() {
        Some(x) if x.fract() == 0.0 && x.abs() < 1e15 => json!(x as i64),
        other => json!(other),
    }
}

fn finding(held: &Held, picture: &Picture) -> Json {
    let groups: Vec<Json> =
        held.case.groups.iter().map(|(by, group)| json!({"by": plain(by), "group": plain(group)})).collect();
    json!({
        "rule": held.case.rule,
        "title": held.title,
        "groups": groups,
        "skill": held.case.skill.as_deref().map(plain),
        "holds_in": held.count(),
        "of": picture.settings.len(),
    })
}

/// The sweep as comma-separated lines, one a rule; the findings are the last columns.
pub fn csv(picture: &Disclosed<Picture>) -> String {
    let picture = picture.get();
    let mut out = String::new();
    let figures = HEADS.iter().map(|(name, _)| *name);
    let titles = picture.findings.iter().map(|held| held.title.as_str());
    let heads = ["setting", "own"].into_iter().chain(MOVED).chain(figures).chain(titles);
    push_line(&mut out, &heads.map(Field::Text).collect::<Vec<_>>());
    for (i, one) in picture.settings.iter().enumerate() {
        push_line(&mut out, &line(i, one, picture));
    }
    out
}

fn line<'a>(i: usize, one: &'a Figures, picture: &Picture) -> Vec<Field<'a>> {
    let yes = |is: bool| Field::Text(if is { "yes" } else { "no" });
    let rule = &one.rule;
    let mut fields = vec![
        Field::Text(one.label.trim_end_matches(" *")),
        yes(one.moved.is_none()),
        Field::Count(rule.at_least.into()),
        Field::Count(rule.window_days.into()),
        yes(rule.reciprocal),
        Field::Count(rule.recipients_at_most.into()),
    ];
    fields.extend(one.cells.iter().map(|cell| cell.number().map_or(Field::Empty, Field::Number)));
    fields.extend(picture.findings.iter().map(|held| yes(held.holds.get(i) == Some(&true))));
    fields
}

/// The JSON Schema (2020-12) of [`json()`].
pub fn schema() -> Json {
    let text = json!({"type": "string"});
    let count = json!({"type": "integer", "minimum": 0});
    let mut properties = serde_json::Map::from_iter([
        ("label".to_owned(), text.clone()),
        ("own".to_owned(), json!({"type": "boolean"})),
        ("moved".to_owned(), json!({"enum": [MOVED[0], MOVED[1], MOVED[2], MOVED[3], null]})),
        ("tie_rule".to_owned(), json!({"type": "object"})),
        ("holds".to_owned(), json!({"type": "array", "items": {"type": "boolean"}})),
    ]);
    properties
        .extend(HEADS.iter().map(|(name, _)| ((*name).to_owned(), json!({"type": ["number", "null"]}))));
    let group = json!({"type": "object", "properties": {"by": text, "group": text}});
    let findings = json!({
        "rule": text, "title": text, "groups": {"type": "array", "items": group},
        "skill": {"type": ["string", "null"]}, "holds_in": count, "of": count,
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "The picture under several tie rules, and which findings hold. Later versions may add properties.",
        "type": "object",
        "required": ["schema", "settings", "findings"],
        "properties": {
            "schema": {"const": SCHEMA},
            "command": text,
            "tier": {"enum": ["operator", "leadership"]},
            "k": count,
            "e_i_by": {"type": ["string", "null"]},
            "settings": {"type": "array", "items": {"type": "object", "properties": properties}},
            "findings": {"type": "array", "items": {"type": "object", "properties": findings}},
            "findings_without_ties": count
        }
    })
}

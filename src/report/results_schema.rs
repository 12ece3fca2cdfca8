//! The shape of `results.json`.

use serde_json::{Value as Json, json};

use super::results::{COLUMNS, SCHEMA};

/// The JSON Schema (2020-12) of [`super::results::json()`].
pub fn schema() -> Json {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "Results of Crossweave, one observation a row. Later versions may add properties.",
        "type": "object",
        "required": ["schema", "command", "inputs", "settings", "rows"],
        "properties": {
            "schema": {"const": SCHEMA},
            "command": {"type": "string"},
            "inputs": {"type": "array", "items": input_schema()},
            "not_used": {"type": "array", "items": not_used_schema()},
            "outside": {"type": "array", "items": outside_schema()},
            "settings": settings_schema(),
            "rows": {"type": "array", "items": row_schema()}
        }
    })
}

fn input_schema() -> Json {
    let count = json!({"type": "integer", "minimum": 0});
    let some = json!({"type": ["integer", "null"], "minimum": 0});
    json!({
        "type": "object",
        "required": ["name", "kind", "rows", "used", "rejected", "blank", "sha256"],
        "properties": {
            "name": {"type": "string"}, "kind": {"type": "string"}, "rows": count, "used": count,
            "rejected": count, "blank": count, "sha256": {"type": "string"},
            "answers": {
                "type": "object",
                "required": ["missing", "read_as_accepted", "set_aside", "repeat"],
                "properties": {
                    "missing": {"type": "object", "additionalProperties": some},
                    "read_as_accepted": some,
                    "set_aside": some,
                    "repeat": {"enum": ["last", "first", "refuse"]}
                }
            }
        }
    })
}

fn not_used_schema() -> Json {
    json!({
        "type": "object",
        "required": ["name", "reason", "sha256"],
        "properties": {"name": {"type": "string"}, "reason": {"type": "string"}, "sha256": {"type": "string"}}
    })
}

fn outside_schema() -> Json {
    let count = json!({"type": "integer", "minimum": 0});
    json!({
        "type": "object",
        "required": ["domain", "people", "interactions", "rows"],
        "properties": {
            "domain": {"type": ["string", "null"]}, "people": count, "interactions": count, "rows": count
        }
    })
}

fn settings_schema() -> Json {
    let count = json!({"type": "integer", "minimum": 0});
    json!({
        "type": "object",
        "required": ["tier", "k", "seed", "direction", "tie_rule"],
        "properties": {
            "tier": {"enum": ["operator", "leadership"]},
            "k": count,
            "seed": count,
            "direction": {"enum": ["edges", "arcs"]},
            "ties_from": {"enum": ["interactions", "asked", "groups", null]},
            "tie_rule": {"type": ["object", "null"]},
            "shared_groups": {"type": ["object", "null"]}
        }
    })
}

/// Every column is there in every row; a hidden row has neither value nor interval nor n.
fn row_schema() -> Json {
    let column = |name: &str| match name {
        "measure" => json!({"type": "string"}),
        "level" => json!({"enum": ["network", "group", "pair", "person", "skill"]}),
        "status" => json!({"enum": ["ok", "undefined", "hidden"]}),
        "n" => json!({"type": ["integer", "null"], "minimum": 0}),
        "value" | "low" | "high" => json!({"type": ["number", "null"]}),
        _ => json!({"type": ["string", "null"]}),
    };
    let properties: serde_json::Map<String, Json> =
        COLUMNS.iter().map(|c| ((*c).to_owned(), column(c))).collect();
    let nothing = json!({"type": "null"});
    json!({
        "type": "object",
        "required": COLUMNS,
        "properties": properties,
        "if": {"properties": {"status": {"const": "hidden"}}},
        "then": {"properties": {"value": nothing, "low": nothing, "high": nothing, "n": nothing}}
    })
}

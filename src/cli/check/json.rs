//! Everything `check` found, as JSON.

use serde_json::{Value as Json, json};

use super::outside;
use super::verdict::Verdict;
use crate::cli::account::Account;
use crate::cli::load::Loaded;
use crate::ingest::candidates::{CandidateColumn, MissingField};
use crate::ingest::problem::Problem;
use crate::ingest::record::ColumnUse;
use crate::ingest::{SheetAccount, SheetUse};

/// Name and version of the shape.
const SCHEMA: &str = "crossweave.check/1";

/// The whole result; its shape is [`schema`].
pub fn as_json(loaded: &Loaded) -> Json {
    let verdict = Verdict::of(loaded);
    let account = loaded.account();
    json!({
        "schema": SCHEMA,
        "verdict": {"ready": verdict.is_ready(), "says": verdict.lines()},
        "sheets": loaded.reading.sheets.iter().map(|s| sheet(loaded, &account, s)).collect::<Vec<_>>(),
        "candidates": loaded.reading.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "outside": outside::domains(loaded),
        "shared_mailboxes": outside::shared_mailboxes(loaded),
        "problems": loaded.problems().map(|p| problem(loaded.file_of(p), p)).collect::<Vec<_>>(),
    })
}

fn sheet(loaded: &Loaded, account: &Account, s: &SheetAccount) -> Json {
    let (kind, why) = match &s.used {
        SheetUse::ReadAs(importer) => (Some(*importer), None),
        SheetUse::NotUsed(why) => (None, Some(why.clone())),
    };
    let import = loaded.reading.imports.iter().find(|i| i.at.file == s.file && i.at.sheet == s.sheet);
    let columns = import.map(|i| i.columns.iter().map(column).collect::<Vec<_>>());
    let rows = import
        .and_then(|i| account.sheet(&i.at))
        .map(|a| json!({"read": a.rows, "used": a.used, "rejected": a.rejected, "blank": a.blank}));
    json!({
        "file": *s.file, "sheet": s.sheet.as_deref(), "kind": kind, "not_used": why,
        "not_used_because": s.unused.map(|u| u.words()), "rows": rows, "columns": columns,
    })
}

fn column(c: &ColumnUse) -> Json {
    json!({"column": c.col, "header": c.header, "used_as": c.used_as})
}

fn candidate(m: &MissingField) -> Json {
    let column = |c: &CandidateColumn| json!({"header": c.header, "distinct": c.distinct, "settings": m.settings_for(&c.header)});
    json!({
        "file": *m.at.file, "sheet": m.at.sheet.as_deref(), "field": m.field,
        "columns": m.columns.iter().map(column).collect::<Vec<_>>(),
    })
}

fn problem(file: &str, p: &Problem) -> Json {
    json!({
        "code": p.spec.code, "severity": p.spec.severity.to_string(), "title": p.spec.title,
        "file": (!file.is_empty()).then_some(file),
        "sheet": p.cell.as_ref().and_then(|c| c.sheet.as_ref().map(|s| s.to_string())),
        "cell": p.cell.as_ref().map(|c| c.a1()), "what": p.what, "help": p.fix,
        "count": p.count(), "rows": p.more.as_ref().map(|more| &more.runs),
    })
}

/// The JSON Schema (2020-12) of [`as_json`].
pub fn schema() -> Json {
    let text = json!({"type": "string"});
    let text_or_none = json!({"type": ["string", "null"]});
    let count = json!({"type": "integer", "minimum": 0});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "What crossweave check found. Later versions may add properties.",
        "type": "object",
        "required": ["schema", "verdict", "sheets", "candidates", "outside", "shared_mailboxes", "problems"],
        "properties": {
            "schema": {"const": SCHEMA},
            "verdict": object(json!({
                "ready": {"type": "boolean", "description": "whether a report can be made now"},
                "says": {"type": "array", "items": text},
            })),
            "sheets": {"type": "array", "items": object(json!({
                "file": text, "sheet": text_or_none, "kind": text_or_none, "not_used": text_or_none,
                "not_used_because": text_or_none,
                "rows": nullable(object(json!({"read": count, "used": count, "rejected": count, "blank": count}))),
                "columns": {"type": ["array", "null"], "items": object(json!({"column": count, "header": text, "used_as": text}))},
            }))},
            "candidates": {"type": "array", "items": object(json!({
                "file": text, "sheet": text_or_none, "field": text,
                "columns": {"type": "array", "items": object(json!({"header": text, "distinct": count, "settings": text}))},
            }))},
            "outside": {"type": "array", "items": object(json!({
                "domain": text_or_none, "people": count, "interactions": count, "rows": count,
            }))},
            "shared_mailboxes": {"type": "array", "items": object(json!({"address": text, "reason": text}))},
            "problems": {"type": "array", "items": object(json!({
                "code": text, "severity": {"enum": ["error", "warning", "note"]}, "title": text,
                "file": text_or_none, "sheet": text_or_none, "cell": text_or_none, "what": text, "help": text,
                "count": {"type": "integer", "minimum": 1, "description": "cells it stands for"},
                "rows": {
                    "type": ["array", "null"],
                    "description": "first and last row of each run of cells that are not listed one by one",
                    "items": {"type": "array", "items": count, "minItems": 2, "maxItems": 2}
                },
            }))},
        }
    })
}

/// An object all of whose properties are there.
fn object(properties: Json) -> Json {
    let required: Vec<String> =
        properties.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn nullable(mut schema: Json) -> Json {
    schema["type"] = json!(["object", "null"]);
    schema
}

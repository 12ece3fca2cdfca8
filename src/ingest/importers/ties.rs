//! Ties people reported when asked: who named whom. Network files come as such tables too.

use std::path::Path;
use std::sync::Arc;

use super::common::{Fate, Found, RowView, Slots, each_row, field, missing_value, settings_for};
use super::interactions;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Mention, Records, Said, Silence, Silent, TieRecord, TieRecords};
use crate::ingest::text::{fold_label, quoted};
use crate::programme::config::Config;

/// Fields of a list of ties.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "from",
        &[
            "source",
            "ego",
            "respondent",
            "sender",
            "fromid",
            "person",
            "who",
            "person1",
            "nominator",
            "node1",
        ],
        FieldType::Person,
        true,
        "Who was asked.",
        "asha.patel@council.example",
    ),
    field(
        "to",
        &["target", "alter", "receiver", "toid", "nominee", "named", "whom", "colleague", "person2", "node2"],
        FieldType::Person,
        true,
        "Whom they named.",
        "sam.lee@police.example",
    ),
    field(
        "question",
        &["layer", "relation", "tie", "tietype", "network", "relationship"],
        FieldType::Text,
        false,
        "What was asked; the file's name where there is no such column.",
        "go to for help",
    ),
    field(
        "strength",
        &["weight", "score", "value", "frequency", "intensity"],
        FieldType::Number,
        false,
        "How strong; 1 where there is no such column, 0 is no tie.",
        "3",
    ),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
    field(
        "directed",
        &["type", "edgetype", "direction"],
        FieldType::Text,
        false,
        "no or undirected where the tie has no direction: it then counts as if each named the other.",
        "yes",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "ties",
    describes: "ties people reported when asked: who named whom, about what, how strongly; also the edges of network files",
    table: "ties",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let log = Found::find(profile, interactions::FIELDS, config);
    let dates = found.is_dates("from") || found.is_dates("to");
    let both = found.has("from") && found.has("to");
    let score = if both && !dates && !log.has("time") { 80 } else { 0 };
    found.claim(FIELDS, score, &[])
}

/// The layer of ties whose file does not name one: the file's name.
pub(super) fn layer_of_file(plan: &Plan) -> Option<Arc<str>> {
    let name = Path::new(plan.at.file.strip_suffix(".gz").unwrap_or(&plan.at.file));
    name.file_stem().map(|stem| Arc::from(stem.to_string_lossy()))
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = Columns::of(plan, config);
    let mut records = TieRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| columns.take(row, &mut records, problems));
    Parsed { records: Records::Ties(records), rows, problems: problems.finish(), columns: Vec::new() }
}

struct Columns {
    from: Option<usize>,
    to: Option<usize>,
    question: Option<usize>,
    strength: Option<usize>,
    wave: Option<usize>,
    directed: Option<usize>,
    layer: Option<Arc<str>>,
    given_wave: Option<Arc<str>>,
    /// A network file lists nodes without an edge too.
    has_nodes: bool,
}

impl Columns {
    fn of(plan: &Plan, config: &Config) -> Self {
        let slots = Slots { plan };
        Self {
            from: slots.slot("from"),
            to: slots.slot("to"),
            question: slots.slot("question"),
            strength: slots.slot("strength"),
            wave: slots.slot("wave"),
            directed: slots.slot("directed"),
            layer: layer_of_file(plan),
            given_wave: settings_for(config, &plan.at).wave.map(Into::into),
            has_nodes: plan.profile.form.is_some(),
        }
    }

    fn take(&self, row: &RowView, records: &mut TieRecords, problems: &mut Collector) -> Fate {
        let Some(from) = person(row, self.from, "person asked", problems) else { return Fate::Rejected };
        if self.has_nodes && row.cell(self.to).is_empty() {
            let question = row.label(self.question);
            records.silent.push(Silent { who: from, question, why: Silence::NamedNobody });
            return Fate::Used;
        }
        let Some(to) = person(row, self.to, "person named", problems) else { return Fate::Rejected };
        match strength_of(row, self.strength) {
            Ok(0.0) => Fate::Blank,
            Ok(strength) => {
                let (said, kind) = self.said(row, problems);
                let question = row.label(self.question).or(kind).or_else(|| self.layer.clone());
                let wave = row.label(self.wave).or_else(|| self.given_wave.clone());
                records.rows.push(TieRecord { from, to, question, strength, wave, said });
                Fate::Used
            }
            Err(shown) => {
                let fix = "write a number above 0, or 0 where there is no tie";
                problems.at(&kinds::BAD_NUMBER, row.at(self.strength), shown, fix);
                Fate::Rejected
            }
        }
    }

    /// Who stands behind the tie. A column called type may hold the kind of tie instead of its
    /// direction; that is the question then, unless another column has it.
    fn said(&self, row: &RowView, problems: &mut Collector) -> (Said, Option<Arc<str>>) {
        let Some(text) = row.label(self.directed) else { return (Said::ByOne, None) };
        match fold_label(&text).as_str() {
            "yes" | "y" | "true" | "1" | "directed" | "arc" => (Said::ByOne, None),
            "no" | "n" | "false" | "0" | "undirected" | "edge" | "mutual" => (Said::ByBoth, None),
            _ if self.question.is_none() => (Said::ByOne, Some(text)),
            _ => {
                let fix = "write directed or undirected; it was read as directed";
                problems.at(&kinds::UNCLEAR_YES_NO, row.at(self.directed), quoted(&text), fix);
                (Said::ByOne, None)
            }
        }
    }
}

/// The person of a cell; an empty cell or an error such as `#N/A` is a problem.
fn person(row: &RowView, slot: Option<usize>, what: &str, problems: &mut Collector) -> Option<Mention> {
    if let Cell::Error(text) = row.cell(slot) {
        let seen = format!("there is no {what} here: {}", quoted(text));
        problems.at(&kinds::MISSING_VALUE, row.at(slot), seen, "correct the cell or delete the row");
        return None;
    }
    let found = row.mention(slot, None);
    if found.is_none() {
        missing_value(problems, row.at(slot), what);
    }
    found
}

/// A strength from 0; 1 where none is given.
fn strength_of(row: &RowView, slot: Option<usize>) -> Result<f64, String> {
    let number = match (slot, row.cell(slot)) {
        (None, _) | (_, Cell::Empty) => Some(1.0),
        (_, Cell::Number(x)) => Some(*x),
        (_, Cell::Text(text)) => text.parse::<f64>().ok(),
        _ => None,
    };
    let usable = number.filter(|x| x.is_finite() && *x >= 0.0);
    usable.ok_or_else(|| quoted(&row.cell(slot).to_string()))
}

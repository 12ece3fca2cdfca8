//! Network surveys by roster: a row a respondent, a column a colleague, and how strong the tie is where
//! they cross. A square table of who is tied to whom is the same.

use std::sync::Arc;

use super::common::{
    Fate, Found, NAME, PERSON, RowView, Slots, each_row, field, missing_value, settings_for,
};
use super::crossings::{
    Said, Tally, column_subject, join_names, mention_of, note_silent, read_cell, standing,
};
use super::ties::layer_of_file;
use crate::ingest::cell::CellRef;
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::{self, Mention, Records, TieRecord, TieRecords};
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Form of a sheet whose first rows show that its rows and columns are the same people.
pub(super) const SQUARE: &str = "square";

/// Fields beside the columns for colleagues.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "Who answered: e-mail address, staff number, handle or name.",
        "asha.patel@council.example",
    ),
    field("name", NAME, FieldType::Text, false, "Name, beside the id or in its place.", "Asha Patel"),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
];

/// A colleague's column, for the message that none was found.
static COLLEAGUE: FieldSpec = field(
    "one column a colleague",
    &[],
    FieldType::Number,
    true,
    "Name or id of a colleague, alone or as question [colleague]; cells hold a strength, a tick or nothing.",
    "3",
);

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "roster-matrix",
    describes: "a network survey with a column for each colleague, as Name or question [Name], or a square table of who is tied to whom; a row left all blank is no answer and not zero ties",
    table: "ties",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    let asked = settings_for(config, &profile.at).kind.as_deref() == Some(SPEC.id);
    let square = profile.form == Some(SQUARE);
    let about = ["person", "name"].map(|f| found.column(f).map_or(0, |c| c.names_columns));
    let filled = found.column("person").or(found.column("name")).map_or(0, |c| c.filled);
    let most = about.into_iter().max().unwrap_or(0);
    let fits = square || (most >= 2 && most * 2 >= filled);
    let free: Vec<&ColumnProfile> = profile
        .columns
        .iter()
        .filter(|c| !c.private && !found.columns.iter().any(|(col, _)| *col == c.col))
        .collect();
    let colleagues = if asked || square { free } else { colleagues(&free) };
    let score = if fits && colleagues.len() >= 2 { 94 } else { 0 };
    let none = colleagues.is_empty();
    let stands = |c: &&ColumnProfile| {
        (c.col, FieldUse::Stands { by: "colleague", about: column_subject(&c.header).1.to_owned() })
    };
    found.columns.extend(colleagues.iter().map(stands));
    let named = found.has("name");
    let mut claim = found.claim(FIELDS, score, &[])?;
    if named {
        claim.lacking.retain(|field| field.name != "person");
    }
    if none {
        claim.lacking.push(&COLLEAGUE);
    }
    Some(claim)
}

/// Columns about someone who answered, those of the same question, and those between and beside them
/// that hold the same kind of cells: colleagues who did not answer.
fn colleagues<'p>(free: &[&'p ColumnProfile]) -> Vec<&'p ColumnProfile> {
    let stems: Vec<&str> =
        free.iter().filter(|c| c.is_named).filter_map(|c| column_subject(&c.header).0).collect();
    let like =
        |c: &ColumnProfile| c.is_named || column_subject(&c.header).0.is_some_and(|s| stems.contains(&s));
    let (Some(first), Some(last)) = (free.iter().position(|c| like(c)), free.iter().rposition(|c| like(c)))
    else {
        return Vec::new();
    };
    let plain = |c: &ColumnProfile| {
        let known = crate::ingest::importers::is_known_header(&fold_header(&c.header));
        !known && c.filled <= c.numbers + c.ticks + c.no_answers + c.levels && stems.is_empty()
    };
    let beside = |c: &&&ColumnProfile| plain(c);
    let before = free.iter().take(first).rev().take_while(beside).count();
    let after = free.iter().skip(last + 1).take_while(beside).count();
    let range = first - before..last + 1 + after;
    let fits = |(i, c): &(usize, &&'p ColumnProfile)| range.contains(i) && (like(c) || plain(c));
    free.iter().enumerate().filter(fits).map(|(_, c)| *c).collect()
}

/// A column for a colleague: where it stands, whom it is about, and the question's number.
struct Colleague {
    slot: usize,
    name: Arc<str>,
    at: CellRef,
    question: usize,
}

struct Roster {
    person: Option<usize>,
    name: Option<usize>,
    wave: Option<usize>,
    given_wave: Option<Arc<str>>,
    questions: Vec<Option<Arc<str>>>,
    colleagues: Vec<Colleague>,
}

impl Roster {
    fn of(plan: &Plan, config: &Config) -> Self {
        let slots = Slots { plan };
        let mut questions: Vec<Option<Arc<str>>> = Vec::new();
        let mut colleagues = Vec::new();
        for (slot, name, at) in standing(plan) {
            let header = plan.profile.column(at.col).map_or("", |c| c.header.as_str());
            let question: Option<Arc<str>> = column_subject(header).0.map(Into::into);
            let known = questions.iter().position(|q| *q == question);
            let question = known.unwrap_or_else(|| {
                questions.push(question);
                questions.len() - 1
            });
            colleagues.push(Colleague { slot, name, at, question });
        }
        Self {
            person: slots.slot("person"),
            name: slots.slot("name"),
            wave: slots.slot("wave"),
            given_wave: settings_for(config, &plan.at).wave.map(Into::into),
            questions,
            colleagues,
        }
    }

    fn take(&self, row: &RowView, records: &mut TieRecords, problems: &mut Collector) -> Fate {
        let Some(who) = row.mention(self.person, self.name) else {
            return missing_value(problems, row.at(self.person.or(self.name)), "respondent");
        };
        let tallies = self.answers(row, &who, records, problems);
        if tallies.iter().all(|t| t.filled == 0) {
            note_silent(records, &who, None, record::Silence::NoAnswer, problems);
            return Fate::Blank;
        }
        for (tally, question) in tallies.iter().zip(&self.questions) {
            if let Some(why) = tally.silence() {
                note_silent(records, &who, question.as_ref(), why, problems);
            }
        }
        Fate::Used
    }

    fn answers(
        &self,
        row: &RowView,
        who: &Mention,
        records: &mut TieRecords,
        problems: &mut Collector,
    ) -> Vec<Tally> {
        let scale = row.plan.profile.scale.as_ref();
        let layer = layer_of_file(row.plan);
        let wave = row.label(self.wave).or_else(|| self.given_wave.clone());
        let mut tallies = vec![Tally::default(); self.questions.len()];
        for colleague in &self.colleagues {
            let said = read_cell(row, colleague.slot, scale, problems);
            let Some(tally) = tallies.get_mut(colleague.question) else { continue };
            tally.filled += usize::from(!row.cell(Some(colleague.slot)).is_empty());
            tally.none += usize::from(said == Said::NoTie);
            if let Said::Strength(strength) = said {
                tally.ties += 1;
                let question = self.questions.get(colleague.question).cloned().flatten();
                records.rows.push(TieRecord {
                    from: who.clone(),
                    to: mention_of(&colleague.name, colleague.at.clone()),
                    question: question.or_else(|| layer.clone()),
                    strength,
                    wave: wave.clone(),
                    said: record::Said::ByOne,
                });
            }
        }
        tallies
    }
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let roster = Roster::of(plan, config);
    let mut records = TieRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| roster.take(row, &mut records, problems));
    join_names(&mut records);
    Parsed { records: Records::Ties(records), rows, problems: problems.finish(), columns: Vec::new() }
}

//! Network surveys by name generator: a row a respondent, and slots to write names in.

use std::sync::Arc;

use super::common::{Fate, Found, PERSON, RowView, Slots, each_row, field, missing_value, settings_for};
use super::crossings::{Tally, join_names, mention_of, note_silent, standing};
use super::ties::layer_of_file;
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Mention, Missing, Records, Said, Silence, TieRecord, TieRecords};
use crate::ingest::scale::missing;
use crate::ingest::text::{fold_label, quoted, words};
use crate::programme::config::Config;

/// Fields beside the slots.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "Who answered: e-mail address, staff number or handle.",
        "asha.patel@council.example",
    ),
    field(
        "name",
        &["yourname", "fullname", "displayname", "personname", "staffname", "respondentname"],
        FieldType::Text,
        false,
        "Name, beside the id or in its place.",
        "Asha Patel",
    ),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
];

/// A slot, for the message that none was found.
static SLOT: FieldSpec = field(
    "columns for names",
    &[],
    FieldType::People,
    true,
    "Name 1, Name 2, …, or a question about who, numbered or with several names in a cell, separated by ;",
    "Sam Lee",
);

/// Words a question for names begins with.
const ASKING: &[&str] =
    &["who", "whom", "name", "names", "person", "colleague", "nominee", "nomination", "alter"];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "name-generator",
    describes: "a network survey in which people write names: Name 1, Name 2, …, or a question about who, with several names in a cell separated by ; or new lines",
    table: "ties",
    fields: FIELDS,
    sniff,
    parse,
};

/// What a slot asks, and its number where it has one: `Who helps you? 2`, `Name (2)`, `Help [2]`.
fn slot_of(header: &str) -> (&str, Option<u32>) {
    let header = header.trim();
    let bare = header.trim_end_matches([')', ']']);
    let stem = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = bare.get(stem.len()..).and_then(|digits| digits.parse().ok());
    match number {
        Some(number) => (stem.trim_end_matches(['(', '[', '#', '_', '-', ':', '.', ' ']), Some(number)),
        None => (header, None),
    }
}

fn asks_for_names(stem: &str) -> bool {
    let words = words(stem);
    let first = words.first().is_some_and(|w| ASKING.contains(&w.as_str()));
    first || words.iter().any(|w| w == "who" || w == "whom")
}

/// The columns that are slots: at least two of one question, or one question that asks who.
fn slots<'p>(profile: &'p SheetProfile, found: &Found<'_>) -> Vec<&'p ColumnProfile> {
    let free = |c: &&ColumnProfile| {
        !c.private && !found.columns.iter().any(|(col, _)| *col == c.col) && c.numbers * 2 <= c.filled
    };
    let columns: Vec<&ColumnProfile> = profile.columns.iter().filter(free).collect();
    let stem_of = |c: &ColumnProfile| fold_label(slot_of(&c.header).0);
    let numbered = |c: &ColumnProfile| {
        let several =
            columns.iter().filter(|o| slot_of(&o.header).1.is_some() && stem_of(o) == stem_of(c)).count();
        slot_of(&c.header).1.is_some() && several >= 2 && asks_for_names(slot_of(&c.header).0)
    };
    let alone = |c: &ColumnProfile| {
        let first = words(&c.header).first().cloned().unwrap_or_default();
        matches!(first.as_str(), "who" | "whom") && c.levels * 2 < c.filled.max(1)
    };
    columns.iter().filter(|c| numbered(c) || alone(c)).copied().collect()
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    let slots = slots(profile, &found);
    let who = found.has("person") || found.has("name");
    let score = if who && !slots.is_empty() { 93 } else { 0 };
    let none = slots.is_empty();
    let stands =
        |c: &&ColumnProfile| (c.col, FieldUse::Stands { by: "name", about: slot_of(&c.header).0.to_owned() });
    found.columns.extend(slots.iter().map(stands));
    let named = found.has("name");
    let mut claim = found.claim(FIELDS, score, &[])?;
    if named {
        claim.lacking.retain(|field| field.name != "person");
    }
    if none {
        claim.lacking.push(&SLOT);
    }
    Some(claim)
}

struct Survey {
    person: Option<usize>,
    name: Option<usize>,
    wave: Option<usize>,
    given_wave: Option<Arc<str>>,
    layer: Option<Arc<str>>,
    /// Questions, each with its slots.
    questions: Vec<(Arc<str>, Vec<usize>)>,
}

impl Survey {
    fn of(plan: &Plan, config: &Config) -> Self {
        let slots = Slots { plan };
        let mut questions: Vec<(Arc<str>, Vec<usize>)> = Vec::new();
        for (slot, question, _) in standing(plan) {
            match questions.iter_mut().find(|(known, _)| fold_label(known) == fold_label(&question)) {
                Some((_, slots)) => slots.push(slot),
                None => questions.push((question, vec![slot])),
            }
        }
        Self {
            person: slots.slot("person"),
            name: slots.slot("name"),
            wave: slots.slot("wave"),
            given_wave: settings_for(config, &plan.at).wave.map(Into::into),
            layer: layer_of_file(plan),
            questions,
        }
    }

    /// The layer of a question: its own words, unless they say no more than "name".
    fn layer(&self, question: &Arc<str>) -> Option<Arc<str>> {
        if words(question).len() > 1 { Some(question.clone()) } else { self.layer.clone() }
    }

    fn take(&self, row: &RowView, records: &mut TieRecords, problems: &mut Collector) -> Fate {
        let Some(who) = row.mention(self.person, self.name) else {
            return missing_value(problems, row.at(self.person.or(self.name)), "respondent");
        };
        let mut tallies = Vec::new();
        for (question, slots) in &self.questions {
            let mut tally = Tally::default();
            for slot in slots {
                self.names(row, *slot, &who, question, &mut tally, records, problems);
            }
            tallies.push(tally);
        }
        if tallies.iter().all(|t| t.filled == 0) {
            note_silent(records, &who, None, Silence::NoAnswer, problems);
            return Fate::Blank;
        }
        for (tally, (question, _)) in tallies.iter().zip(&self.questions) {
            if let Some(why) = tally.silence() {
                note_silent(records, &who, Some(question), why, problems);
            }
        }
        Fate::Used
    }

    /// The names in one cell.
    #[allow(clippy::too_many_arguments)]
    fn names(
        &self,
        row: &RowView,
        slot: usize,
        who: &Mention,
        question: &Arc<str>,
        tally: &mut Tally,
        records: &mut TieRecords,
        problems: &mut Collector,
    ) {
        let Some(text) = row.text(Some(slot)) else { return };
        let wave = row.label(self.wave).or_else(|| self.given_wave.clone());
        for part in text.split([';', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty()) {
            tally.filled += 1;
            match named(part) {
                Named::Nobody => tally.none += 1,
                Named::Missing => {
                    let fix = "nothing to do; it counts as missing, for this reason";
                    problems.at(&kinds::NO_TIE_REASON, row.at(Some(slot)), quoted(part), fix);
                }
                Named::Person => {
                    tally.ties += 1;
                    records.rows.push(TieRecord {
                        from: who.clone(),
                        to: mention_of(part, row.at(Some(slot))),
                        question: self.layer(question),
                        strength: 1.0,
                        wave: wave.clone(),
                        said: Said::ByOne,
                    });
                }
            }
        }
    }
}

enum Named {
    Person,
    Nobody,
    Missing,
}

fn named(part: &str) -> Named {
    match (fold_label(part).as_str(), missing(part)) {
        ("nobody" | "no one" | "no-one" | "none" | "no", _) => Named::Nobody,
        (_, Some(Missing::Blank | Missing::NotApplicable | Missing::DontKnow | Missing::Refused)) => {
            Named::Missing
        }
        _ => Named::Person,
    }
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let survey = Survey::of(plan, config);
    let mut records = TieRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| survey.take(row, &mut records, problems));
    join_names(&mut records);
    Parsed { records: Records::Ties(records), rows, problems: problems.finish(), columns: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_numbered_in_many_ways() {
        assert_eq!(slot_of("Who do you go to for help? 3"), ("Who do you go to for help?", Some(3)));
        assert_eq!(slot_of("Name (2)"), ("Name", Some(2)));
        assert_eq!(slot_of("Who helps? [12]"), ("Who helps?", Some(12)));
        assert_eq!(slot_of("Who helps?"), ("Who helps?", None));
        assert_eq!(slot_of("Person1"), ("Person", Some(1)));
    }
}

//! `explain`: any measure, finding or problem code.

use serde_json::{Value as Json, json};

use super::args::{ExplainArgs, Format, Shared};
use super::failure::{Failure, Outcome};
use super::load::print;
use crate::ingest::problem::ProblemSpec;
use crate::insight::rules::{RULES, RuleSpec};
use crate::measures::{MEASURES, MeasureSpec};
use crate::report::results;

/// Something that can be explained.
enum Entry {
    Measure(&'static MeasureSpec),
    Rule(&'static RuleSpec),
    Problem(&'static ProblemSpec),
}

/// Everything, in the order of the registries; problems by what they mean for a run, then by code.
fn entries() -> Vec<Entry> {
    let mut problems: Vec<&'static ProblemSpec> =
        crate::ingest::PROBLEMS.iter().chain(crate::identity::problems::PROBLEMS).copied().collect();
    problems.sort_by_key(|p| (p.severity, p.code));
    let measures = MEASURES.iter().map(|m| Entry::Measure(m));
    measures
        .chain(RULES.iter().map(|r| Entry::Rule(r)))
        .chain(problems.into_iter().map(Entry::Problem))
        .collect()
}

/// Runs `explain`.
pub fn run(args: &ExplainArgs, shared: &Shared) -> Result<Outcome, Failure> {
    if args.schema {
        let schema = match args.id.as_deref() {
            Some("check") => super::check::schema(),
            Some("sweep") => crate::report::sweep::schema(),
            _ => results::schema(),
        };
        print(&format!("{schema:#}\n"))?;
        return Ok(Outcome::Done);
    }
    let all = entries();
    let chosen: Vec<&Entry> = match &args.id {
        Some(id) => vec![find(&all, id)?],
        None => all.iter().collect(),
    };
    let text = match shared.format {
        Format::Json => format!("{:#}\n", Json::Array(chosen.iter().map(|e| e.json()).collect())),
        Format::Csv => csv(&chosen),
        Format::Table if args.id.is_some() => chosen.iter().map(|e| e.text()).collect(),
        Format::Table => list(&chosen),
    };
    print(&text)?;
    Ok(Outcome::Done)
}

fn find<'a>(all: &'a [Entry], id: &str) -> Result<&'a Entry, Failure> {
    if let Some(entry) = all.iter().find(|e| e.id().eq_ignore_ascii_case(id)) {
        return Ok(entry);
    }
    let near = |e: &&Entry| strsim::jaro_winkler(e.id(), &id.to_lowercase());
    let nearest = all.iter().max_by(|a, b| near(a).total_cmp(&near(b)));
    let hint = nearest.map(|e| format!("; did you mean {}?", e.id())).unwrap_or_default();
    Err(Failure::Usage(format!(
        "{id}: nothing is called that{hint}\n  help: crossweave explain lists everything"
    )))
}

impl Entry {
    fn id(&self) -> &'static str {
        match self {
            Entry::Measure(m) => m.id,
            Entry::Rule(r) => r.id,
            Entry::Problem(p) => p.code,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Entry::Measure(_) => "measure",
            Entry::Rule(_) => "finding",
            Entry::Problem(_) => "problem",
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Entry::Measure(m) => m.title,
            Entry::Rule(r) => r.looks_for,
            Entry::Problem(p) => p.title,
        }
    }

    /// What there is to say, as named parts.
    fn parts(&self) -> Vec<(&'static str, String)> {
        match self {
            Entry::Measure(m) => vec![
                ("question", m.question.into()),
                ("definition", m.definition.into()),
                ("how to read it", m.how_to_read.into()),
                ("what it does not say", m.caveats.into()),
                ("source", m.source.into()),
                ("unit", format!("{:?}", m.unit).to_lowercase()),
                (
                    "given for",
                    m.levels.iter().map(|l| format!("{l:?}").to_lowercase()).collect::<Vec<_>>().join(", "),
                ),
                ("fewest people", m.minimum_n.to_string()),
            ],
            Entry::Rule(r) => vec![("looks for", r.looks_for.into())],
            Entry::Problem(p) => {
                vec![("severity", p.severity.to_string()), ("explanation", p.explanation.into())]
            }
        }
    }

    fn text(&self) -> String {
        let mut text = format!("{} ({})\n{}\n", self.id(), self.kind(), self.title());
        for (name, part) in self.parts() {
            text.push_str(&format!("\n{name}\n{}\n", indented(&part)));
        }
        text
    }

    fn json(&self) -> Json {
        let mut object = serde_json::Map::new();
        object.insert("id".into(), json!(self.id()));
        object.insert("kind".into(), json!(self.kind()));
        object.insert("title".into(), json!(self.title()));
        for (name, part) in self.parts() {
            object.insert(name.replace(' ', "_"), json!(part));
        }
        Json::Object(object)
    }
}

/// Columns a reading width of text is broken at.
const WIDTH: usize = 84;

fn indented(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|l| l.chars().count() + word.chars().count() < WIDTH);
        match line {
            Some(line) => line.extend([" ", word].into_iter().skip(usize::from(line.is_empty()))),
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|l| format!("  {l}")).collect::<Vec<_>>().join("\n")
}

fn list(entries: &[&Entry]) -> String {
    let widest = entries.iter().map(|e| e.id().len()).max().unwrap_or_default();
    let mut text = String::new();
    let mut kind = "";
    for entry in entries {
        if entry.kind() != kind {
            kind = entry.kind();
            text.push_str(&format!("{}{kind}s\n", if text.is_empty() { "" } else { "\n" }));
        }
        text.push_str(&format!("  {:widest$}  {}\n", entry.id(), entry.title()));
    }
    text.push_str("\ncrossweave explain ID says more about one of them.\n");
    text
}

fn csv(entries: &[&Entry]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 3]| writer.write_record(cells).is_ok();
    write(["id", "kind", "title"]);
    for entry in entries {
        write([entry.id(), entry.kind(), entry.title()]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_everything_is_explained() {
        let all = entries();
        let ids: BTreeSet<&str> = all.iter().map(Entry::id).collect();
        assert!(ids.len() >= all.len() - shared_names(&all), "an id stands for two things");
        for entry in &all {
            assert!(entry.parts().iter().all(|(_, part)| !part.trim().is_empty()), "{}", entry.id());
        }
    }

    /// A rule may bear the name of the measure it reads.
    fn shared_names(all: &[Entry]) -> usize {
        let measures: BTreeSet<&str> = all.iter().filter(|e| e.kind() == "measure").map(Entry::id).collect();
        all.iter().filter(|e| e.kind() == "finding" && measures.contains(e.id())).count()
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest() {
        let all = entries();
        let err = find(&all, "densty").err().unwrap().to_string();
        assert!(err.contains("did you mean density?"), "{err}");
    }
}

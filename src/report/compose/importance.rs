//! What matters to people against what they are confident in.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, ScatterPoint, Shown};
use crate::measures::skills::quadrant::QUADRANTS;
use crate::measures::{Key, Level, Measurement};
use crate::report::document::Block;
use crate::report::words;

/// The picture with its table, or the table alone where quadrants may not be shown; nothing where importance was
/// not asked.
pub fn blocks(page: &Page<'_>, wave: &Arc<str>) -> Vec<Block> {
    let (weighted, rest) = page.by_skill("borich", wave);
    let skills: Vec<Skill<'_>> =
        weighted.iter().map(|(_, m)| *m).chain(rest).filter_map(|m| Skill::of(page, m)).collect();
    if skills.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading("What matters to people, and where they are confident".into());
    let shown = match picture(&skills, wave) {
        Some(chart) => Block::Chart(Box::new(chart)),
        None => Block::Table(table(&skills, wave)),
    };
    vec![heading, Block::Text(words()), shown]
}

fn words() -> String {
    "People also said how important each skill is. Both ratings run from 0 to 100 here. Skills that matter more than \
     most and in which people feel less sure than in most are where to begin."
        .to_owned()
}

/// One skill's numbers.
struct Skill<'a> {
    name: &'a Arc<str>,
    weighted: &'a Measurement,
    importance: Option<&'a Measurement>,
    gap: Option<&'a Measurement>,
    place: Option<&'a Measurement>,
}

impl<'a> Skill<'a> {
    fn of(page: &Page<'a>, weighted: &'a Measurement) -> Option<Self> {
        let name = weighted.key.skill.as_ref()?;
        let beside = |id: &'static str| page.view.get(&Key { measure: id, ..weighted.key.clone() });
        let same = |m: &&Measurement| m.key.skill.as_ref() == Some(name) && m.key.wave == weighted.key.wave;
        Some(Self {
            name,
            weighted,
            importance: beside("importance-index"),
            gap: beside("importance-gap"),
            place: page.view.of("quadrant", Level::Skill).find(same),
        })
    }

    /// Confidence and importance, where both may be shown.
    fn both(&self) -> Option<(f64, f64)> {
        let (importance, gap) = (self.importance?.value.as_f64()?, self.gap?.value.as_f64()?);
        Some((importance - gap, importance))
    }

    fn quadrant(&self) -> Option<&'a str> {
        self.place.filter(|m| m.value.as_f64().is_some()).and_then(|m| m.key.other.as_deref())
    }
}

/// Points between importance and confidence, parted by the middle of each.
fn picture(skills: &[Skill<'_>], wave: &Arc<str>) -> Option<ChartSpec> {
    let placed: Vec<(&Skill<'_>, (f64, f64))> =
        skills.iter().filter(|s| s.quadrant().is_some()).filter_map(|s| Some((s, s.both()?))).collect();
    if placed.len() < 2 {
        return None;
    }
    let middle =
        |of: fn(&(f64, f64)) -> f64| placed.iter().map(|p| of(&p.1)).sum::<f64>() / placed.len() as f64;
    let begin: Vec<&Skill<'_>> =
        placed.iter().map(|p| p.0).filter(|s| s.quadrant() == Some(QUADRANTS[0])).collect();
    Some(ChartSpec {
        id: "importance-and-confidence".into(),
        title: title(&begin),
        subtitle: format!(
            "Mean importance and mean confidence by skill, each from 0 to 100, in {}. The lines stand at the mean of \
             all skills.",
            words::audit(wave)
        ),
        description: description(&begin, placed.len()),
        kind: ChartKind::Scatter {
            axes: ("More confident".into(), "More important".into()),
            lines: (middle(|p| p.0), middle(|p| p.1)),
            fields: QUADRANTS.map(str::to_owned),
            points: placed.iter().map(|(skill, at)| point(skill, *at)).collect(),
        },
        table: table(skills, wave),
    })
}

fn point(skill: &Skill<'_>, (confidence, importance): (f64, f64)) -> ScatterPoint {
    ScatterPoint {
        label: skill.name.to_string(),
        x: confidence,
        y: importance,
        note: format!(
            "importance {}, confidence {}",
            words::decimal(importance, 0),
            words::decimal(confidence, 0)
        ),
        strong: skill.quadrant() == Some(QUADRANTS[0]),
    }
}

/// The skills to begin with, where importance is clearly ahead.
fn title(begin: &[&Skill<'_>]) -> String {
    match begin {
        [] => "No skill is both more important than most and lower in confidence".to_owned(),
        [one] => format!("“{}” matters more than most and is low in confidence", one.name),
        many => format!("{} skills matter more than most and are low in confidence", many.len()),
    }
}

fn description(begin: &[&Skill<'_>], all: usize) -> String {
    let names: Vec<String> = begin.iter().map(|s| format!("“{}”", s.name)).collect();
    let first = match names.as_slice() {
        [] => "No skill stands upper left, where importance is high and confidence low.".to_owned(),
        names => format!("Upper left, important and low in confidence: {}.", words::list(names)),
    };
    format!(
        "{all} skills as points: the further right, the more confident people are; the further up, the more it matters \
         to them. {first} A skill close to a line could as well stand on its other side."
    )
}

fn table(skills: &[Skill<'_>], wave: &Arc<str>) -> DataTable {
    let missing = || Shown::Unavailable("not measured");
    let ends = |m: Option<&Measurement>| match m {
        Some(m) => [end(m, m.low), end(m, m.high)],
        None => [missing(), missing()],
    };
    let row = |s: &Skill<'_>| {
        let [low, high] = ends(s.gap);
        vec![
            Shown::Text(s.name.to_string()),
            words::shown(s.importance),
            confidence(s),
            words::shown(s.gap),
            low,
            high,
            words::shown(Some(s.weighted)),
            place(s),
            people(s.weighted),
        ]
    };
    let headers = [
        "Skill",
        "Importance (0 to 100)",
        "Confidence (0 to 100)",
        "Importance less confidence",
        "Low end",
        "High end",
        "Weighted gap",
        "Where it stands",
        "People who rated both",
    ];
    DataTable {
        caption: format!(
            "Importance and confidence by skill, in {}, largest weighted gap first. Where two likely ranges (95% \
             interval) overlap, the order means nothing",
            words::audit(wave)
        ),
        headers: headers.map(str::to_owned).to_vec(),
        rows: skills.iter().map(row).collect(),
    }
}

fn confidence(skill: &Skill<'_>) -> Shown {
    match (skill.both(), skill.gap) {
        (Some((confidence, _)), _) => Shown::Number(confidence, words::decimal(confidence, 1)),
        (None, gap) => words::shown(gap),
    }
}

fn place(skill: &Skill<'_>) -> Shown {
    match skill.quadrant() {
        Some(name) => Shown::Text(name.to_owned()),
        None => words::shown(skill.place),
    }
}

//! Inside the teams: how far people are apart, and how much hangs on one person.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::measures::Measurement;
use crate::report::document::Block;
use crate::report::words;

/// Spread beside the mean, and skills that hang on one person; nothing where no group's spread may be shown.
pub fn blocks(page: &Page<'_>, teams: &Grouping, wave: &Arc<str>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(chart) = spread(page, teams, wave) {
        blocks.push(Block::Heading(format!("Inside each {}", teams.by)));
        blocks.extend(between(page, teams, wave).map(Block::Text));
        blocks.push(Block::Chart(Box::new(chart)));
    }
    blocks.extend(on_one_person(page, teams, wave));
    blocks
}

/// How much of the differences goes by group, in one sentence.
fn between(page: &Page<'_>, teams: &Grouping, wave: &Arc<str>) -> Option<String> {
    let m = page.view.network("between-teams", Some(&teams.by), Some(wave))?;
    let share = m.value.as_f64()?;
    let many = words::plural(&teams.by, 2);
    Some(if share < 0.005 {
        format!("People differ inside every {}, no more between {many} than chance gives.", teams.by)
    } else {
        format!(
            "About {} of the differences between people lie between {many}, and the rest inside them.",
            words::percent(share)
        )
    })
}

/// A group's spread, where it may be shown.
type Row<'a> = (Option<f64>, &'a GroupInfo, &'a Measurement);

fn rows<'a>(page: &Page<'a>, teams: &'a Grouping, measure: &'static str) -> Vec<Row<'a>> {
    let row = |g: &'a GroupInfo| {
        let m = page.group(measure, teams, g)?;
        Some((m.value.as_f64(), g, m))
    };
    teams.groups.iter().filter_map(row).collect()
}

/// One bar a group, widest spread first.
fn spread(page: &Page<'_>, teams: &Grouping, wave: &Arc<str>) -> Option<ChartSpec> {
    let mut rows = rows(page, teams, "spread");
    rows.sort_by(|a, b| b.0.unwrap_or(-1.0).total_cmp(&a.0.unwrap_or(-1.0)));
    let shown: Vec<&Row<'_>> = rows.iter().filter(|r| r.0.is_some()).collect();
    let hidden = rows.iter().filter(|r| r.2.value.status() == "hidden").count();
    let drawn = page.drawn(teams, &shown.iter().map(|r| &r.1.label).collect());
    let all = page.view.network("spread", None, Some(wave));
    let widest = shown.iter().flat_map(|r| [r.0, r.2.high]).flatten().filter(|x| x.is_finite());
    let high = widest.fold(10.0, f64::max);
    shown.first()?;
    let bar = |r: &&Row<'_>| ValueRow {
        label: r.1.label.to_string(),
        value: words::shown(Some(r.2)),
        interval: r.2.low.zip(r.2.high),
    };
    let usual = all.and_then(|m| m.value.as_f64());
    let against =
        usual.map(|x| format!(" Among everyone it is {}.", words::decimal(x, 0))).unwrap_or_default();
    Some(ChartSpec {
        id: format!("spread-by-{}", slug(&teams.by)),
        title: title(teams, &shown, usual),
        subtitle: format!(
            "Spread (standard deviation) of the confidence index inside each {}, in {}, with its likely range.{against}{}",
            teams.by,
            words::audit(wave),
            page.coverage(&teams.by, drawn.len(), shown.len(), hidden)
        ),
        description: format!(
            "One bar for each {}: the longer, the further apart its people are. A short bar says that the mean speaks \
             for all of them, a long one that it speaks for few. Where two ranges overlap, their order means nothing.",
            teams.by
        ),
        kind: ChartKind::Bars {
            rows: shown.iter().copied().filter(|r| drawn.contains(&r.1.label)).map(|r| bar(&r)).collect(),
            axis: (0.0, (high / 10.0).ceil() * 10.0),
            ends: (String::new(), "people further apart".into()),
            percent: false,
        },
        table: table(page, teams, wave, &rows),
    })
}

/// How many groups are clearly more or less apart than people are everywhere.
fn title(teams: &Grouping, shown: &[&Row<'_>], usual: Option<f64>) -> String {
    let Some(usual) = usual else { return format!("How far apart people in one {} are", teams.by) };
    let wide = shown.iter().filter(|r| r.2.low.is_some_and(|low| low > usual)).count();
    let narrow = shown.iter().filter(|r| r.2.high.is_some_and(|high| high < usual)).count();
    let said = |n: usize, how: &str| format!("{how} in {n} {}", words::plural(&teams.by, n));
    let parts: Vec<String> = [(wide, "further apart"), (narrow, "closer together")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, how)| said(n, how))
        .collect();
    match parts.as_slice() {
        [] => format!("In no {} are people clearly further apart than among everyone", teams.by),
        parts => format!("Compared with everyone, people are {}", words::list(parts)),
    }
}

fn table(page: &Page<'_>, teams: &Grouping, wave: &Arc<str>, rows: &[Row<'_>]) -> DataTable {
    let missing = || Shown::Unavailable("not measured");
    let row = |(_, group, spread): &Row<'_>| {
        let index = page.group("index", teams, group);
        let [low, high] = index.map_or_else(|| [missing(), missing()], |m| [end(m, m.low), end(m, m.high)]);
        vec![
            Shown::Text(group.label.to_string()),
            words::shown(index),
            low,
            high,
            words::shown(Some(spread)),
            end(spread, spread.low),
            end(spread, spread.high),
            words::shown(page.group("agreement", teams, group)),
            people(spread),
        ]
    };
    let mut headers = vec![words::capital(&teams.by)];
    headers.extend(
        [
            "Mean index (0 to 100)",
            "Low end",
            "High end",
            "Spread",
            "Low end of spread",
            "High end of spread",
            "Agreement (−1 to 1)",
            "People",
        ]
        .map(str::to_owned),
    );
    DataTable {
        caption: format!(
            "Mean and spread of confidence by {}, in {}, with likely ranges (95% interval)",
            teams.by,
            words::audit(wave)
        ),
        headers,
        rows: rows.iter().map(row).collect(),
    }
}

/// How many skills hang on one person, by group: never which, because a skill beside a small group
/// points at someone.
fn on_one_person(page: &Page<'_>, teams: &Grouping, wave: &Arc<str>) -> Vec<Block> {
    let rows = rows(page, teams, "sole-holder-skills");
    if rows.iter().all(|r| r.0.is_none()) {
        return Vec::new();
    }
    let of = page.analysis.about.skills.len();
    let note = format!(
        "In these skills only one person of the {by} says they are confident. If that person left, nobody there would \
         be. It need not be the same person each time, and people who did not answer may be confident too. In a small \
         {by} one person is soon the only one, so read the number beside the number of people.",
        by = teams.by
    );
    let row = |(_, group, m): &Row<'_>| {
        vec![Shown::Text(group.label.to_string()), words::shown(Some(m)), people(m)]
    };
    let headers = [words::capital(&teams.by), format!("Skills, of {of}"), "People who answered".to_owned()];
    vec![
        Block::Heading("Skills that hang on one person".into()),
        Block::Text(note),
        Block::Table(DataTable {
            caption: format!("Skills that hang on one person, by {}, in {}", teams.by, words::audit(wave)),
            headers: headers.to_vec(),
            rows: rows.iter().map(row).collect(),
        }),
    ]
}

//! The scores a published framework is read by, where the settings ask for them.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::measures::skills::score_bands::BANDS;
use crate::measures::{Key, Measurement};
use crate::report::words;

/// The charts of whichever scores were asked for.
pub fn charts(page: &Page<'_>, wave: &Arc<str>) -> Vec<ChartSpec> {
    [bands(page, wave), thresholds(page, wave), roles(page, wave)].into_iter().flatten().collect()
}

/// A chart of shares: what it is called and says.
struct Words {
    id: String,
    title: String,
    subtitle: String,
    description: &'static str,
    first_column: String,
}

/// A bar a share, the table with its likely range.
fn shares(words: Words, rows: &[(String, Option<&Measurement>)]) -> ChartSpec {
    let bar = |(label, m): &(String, Option<&Measurement>)| ValueRow {
        label: label.clone(),
        value: words::shown(*m),
        interval: m.and_then(|m| m.low.zip(m.high)),
    };
    let ranged = rows.iter().any(|(_, m)| m.is_some_and(|m| m.low.is_some()));
    let cells = |(label, m): &(String, Option<&Measurement>)| {
        let mut cells = vec![Shown::Text(label.clone()), words::shown(*m)];
        let missing = || Shown::Unavailable("not measured");
        if ranged {
            cells.extend([
                m.map_or_else(missing, |m| end(m, m.low)),
                m.map_or_else(missing, |m| end(m, m.high)),
            ]);
        }
        cells.push(m.map_or_else(missing, people));
        cells
    };
    let mut headers = vec![words.first_column, "Share of people".to_owned()];
    if ranged {
        headers.extend(["Low end".to_owned(), "High end".to_owned()]);
    }
    headers.push("People counted".to_owned());
    ChartSpec {
        id: words.id,
        table: DataTable {
            caption: words.subtitle.trim_end_matches('.').to_owned(),
            headers,
            rows: rows.iter().map(cells).collect(),
        },
        title: words.title,
        subtitle: words.subtitle,
        description: words.description.into(),
        kind: ChartKind::Bars {
            rows: rows.iter().map(bar).collect(),
            axis: (0.0, 1.0),
            ends: ("nobody".into(), "everyone".into()),
            percent: true,
        },
    }
}

fn value(m: Option<&Measurement>) -> Option<f64> {
    m?.value.as_f64()
}

/// People in each band of their mean.
fn bands(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let row = |band: &str| page.view.get(&Key::network("score-band").with_other(&band.into()).in_wave(wave));
    let rows: Vec<_> = BANDS.iter().map(|band| (format!("{band}%"), row(band))).collect();
    let most = rows.iter().filter_map(|(label, m)| Some((value(*m)?, label)));
    let (share, band) = most.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let words = Words {
        id: "people-by-score-band".into(),
        title: format!("{} of people have a mean score of {band}", words::percent(share)),
        subtitle: format!("People by band of their own mean score, in {}.", words::audit(wave)),
        description: "One bar for each band, lowest first. The bands add up to everyone who answered.",
        first_column: "Mean score".into(),
    };
    Some(shares(words, &rows))
}

/// Confident in one skill of every area, and in all.
fn thresholds(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let row = |id: &'static str| page.view.get(&Key::network(id).in_wave(wave));
    let (one, all) = (row("one-in-every-area"), row("all-skills"));
    let title = match (value(one), value(all)) {
        (Some(one), Some(all)) => format!(
            "{} are confident in a skill of every area, {} in all skills",
            words::percent(one),
            words::percent(all)
        ),
        _ => return None,
    };
    let rows = [("At least one skill of every area".to_owned(), one), ("All skills".to_owned(), all)];
    let words = Words {
        id: "people-at-two-thresholds".into(),
        title,
        subtitle: format!(
            "People who reach each of two thresholds, of those who answered in every area, in {}.",
            words::audit(wave)
        ),
        description: "Two bars: people confident in at least one skill of every area, and people confident in all.",
        first_column: "Threshold".into(),
    };
    Some(shares(words, &rows))
}

/// People who meet every level their role requires, for everyone and by role.
fn roles(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let everyone = page.view.get(&Key::network("role-met").in_wave(wave))?;
    let required_by = page.analysis.about.required_by.as_ref()?;
    let groups = page.grouping(required_by).map_or(&[][..], |g| &g.groups);
    let row = |label: &Arc<str>| page.view.get(&Key::group("role-met", required_by, label).in_wave(wave));
    let mut rows = vec![("Everyone".to_owned(), Some(everyone))];
    rows.extend(groups.iter().map(|g| (g.label.to_string(), row(&g.label))));
    let words = Words {
        id: format!("role-met-by-{}", slug(required_by)),
        title: format!(
            "{} of people meet every level their role requires",
            words::percent(value(Some(everyone))?)
        ),
        subtitle: format!(
            "People who meet every level their {required_by} requires, of those who answered all of them, in {}.",
            words::audit(wave)
        ),
        description: "One bar for everyone, then one for each role. Roles differ in how much they require, so their \
                      order means nothing.",
        first_column: words::capital(required_by),
    };
    Some(shares(words, &rows))
}

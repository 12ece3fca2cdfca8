//! The first screen: headline, what was looked at, how good the data is.

use super::page::Page;
use crate::measures::Level;
use crate::report::document::FindingText;
use crate::report::words;

/// The report in one sentence.
pub fn headline(page: &Page<'_>, findings: &[FindingText]) -> String {
    let index = page.view.network("index", None, page.latest.as_ref()).and_then(|m| m.value.as_f64());
    match (findings.first(), index) {
        (Some(first), _) => first.claim.clone(),
        (None, Some(index)) => format!("Confidence stands at {} out of 100", words::decimal(index, 0)),
        (None, None) => "How people here are connected".to_owned(),
    }
}

/// Who, how many, when: one line.
pub fn standfirst(page: &Page<'_>) -> String {
    let about = &page.analysis.about;
    let mut parts = vec![words::counted(about.people, "person", "people")];
    if let Some(teams) = page.teams() {
        let n = teams.groups.len();
        parts.push(format!("{} {}", words::count(n as u64), page.called(&teams.by, n)));
    }
    if about.messages > 0 {
        parts.push(words::counted(about.messages, "message or meeting", "messages and meetings"));
    }
    if !about.waves.is_empty() {
        parts.push(words::counted(about.waves.len() as u64, "skills audit", "skills audits"));
    }
    match about.period {
        Some((from, to)) => format!("{}. {}.", words::list(&parts), words::period(from, to)),
        None => format!("{}.", words::list(&parts)),
    }
}

/// Who answered, who is missing, what was left out: one line each.
pub fn data_quality(page: &Page<'_>) -> Vec<String> {
    let about = &page.analysis.about;
    let mut lines = Vec::new();
    for wave in &about.waves {
        let rate = page.view.network("response-rate", None, Some(&wave.label));
        if let Some((m, rate)) = rate.and_then(|m| Some((m, m.value.as_f64()?))) {
            let when = wave.days.map(|(a, b)| format!(", {}", words::period(a, b))).unwrap_or_default();
            lines.push(format!(
                "Audit {}{when}: {} of {} answered.",
                wave.label,
                words::percent(rate),
                words::counted(m.n, "person", "people")
            ));
        }
    }
    if let Some(isolates) = page.view.network("isolates", None, None).and_then(|m| m.value.as_f64()) {
        lines.push(format!(
            "{} in the network have no tie to anyone under the tie rule.",
            words::counted(isolates as u64, "person", "people")
        ));
    }
    let rejected: u64 = about.inputs.iter().map(|i| i.rejected).sum();
    let rows: u64 = about.inputs.iter().map(|i| i.rows).sum();
    lines.push(format!(
        "{} read from {}; {} could not be used.",
        words::counted(rows, "row was", "rows were").replace("row was", "row").replace("rows were", "rows"),
        words::counted(about.inputs.len() as u64, "sheet", "sheets"),
        words::count(rejected)
    ));
    let hidden = page.view.of("index", Level::Group).filter(|m| m.value.status() == "hidden").count();
    if hidden > 0 {
        lines.push(format!("Groups of fewer than {} people are not shown; [c] marks them.", page.policy.k));
    }
    lines
}

/// Date, smallest group, tool.
pub fn imprint(page: &Page<'_>) -> String {
    let date = page.analysis.about.date.map(words::date).unwrap_or_else(|| "No date in the data".into());
    format!(
        "{date}. No group of fewer than {} people is shown (k = {}). Made with crossweave {}.",
        page.policy.k,
        page.policy.k,
        env!("CARGO_PKG_VERSION")
    )
}

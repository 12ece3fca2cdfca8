//! Whom the answers stand for, in words.

use std::sync::Arc;

use super::page::Page;
use crate::insight::analysis::Grouping;
use crate::measures::{Key, Level};
use crate::programme::config::IntervalRule;
use crate::report::words;

/// R within this of what chance brings is no worse than chance.
const NEAR: f64 = 0.02;
/// R below this is far from even.
const UNEVEN: f64 = 0.8;

/// One line for the first screen: how evenly the broadest groups answered.
pub fn line(page: &Page<'_>) -> Option<String> {
    let grouping = page.sectors().or_else(|| page.teams())?;
    let (r, chance) = evenness(page, grouping)?;
    let how = match () {
        () if r >= chance - NEAR => "answers stand for the staff list",
        () if r >= UNEVEN => "answers nearly stand for the staff list",
        () => "answers do not stand evenly for the staff list",
    };
    Some(format!("By {}, {how}: R = {} (1 is even).", grouping.by, words::decimal(r, 2)))
}

/// The paragraphs that go before the rates by group.
pub fn paragraphs(page: &Page<'_>) -> Vec<String> {
    let Some(wave) = &page.latest else { return Vec::new() };
    let groupings = ["sector", "strand", "team"].iter().filter_map(|by| page.grouping(by));
    let evenly: Vec<String> = groupings.filter_map(|g| in_words(page, g)).collect();
    let mut all = Vec::new();
    if !evenly.is_empty() {
        all.push(format!(
            "{} The R-indicator is 1 when every group answered alike, and about 0 when half answered whole and half \
             not at all.",
            evenly.join(" ")
        ));
    }
    all.extend(others(page, wave));
    all.extend(weighted(page, wave));
    all.push(speaks_for(page).to_owned());
    all
}

/// R and what chance would make of it, in the latest wave.
fn evenness(page: &Page<'_>, grouping: &Grouping) -> Option<(f64, f64)> {
    let number = |id| page.view.network(id, Some(&grouping.by), page.latest.as_ref())?.value.as_f64();
    Some((number("r-indicator")?, number("r-by-chance")?))
}

fn in_words(page: &Page<'_>, grouping: &Grouping) -> Option<String> {
    let (r, chance) = evenness(page, grouping)?;
    let many = words::plural(&grouping.by, 2);
    let how = match () {
        () if r >= chance - NEAR => "about as evenly as chance allows".to_owned(),
        () if r >= UNEVEN => "a little unevenly".to_owned(),
        () => format!("unevenly: compare {many} rather than read the total"),
    };
    let [r, chance] = [r, chance].map(|x| words::decimal(x, 2));
    Some(format!("The {many} answered {how} (R = {r}; chance alone would bring about {chance})."))
}

/// What those who did not answer could make of the skill fewest are confident in.
fn others(page: &Page<'_>, wave: &Arc<str>) -> Option<String> {
    let people = page.analysis.about.people;
    let (skills, _) = page.by_skill("confident", wave);
    let (share, m) = skills.last().filter(|(_, m)| m.n > 0 && m.n < people && page.analysis.about.listed)?;
    let (yes, others) = (share * m.n as f64, people - m.n);
    let at = |yes: f64| words::percent(yes / people as f64);
    let skill = m.key.skill.as_deref().unwrap_or_default();
    Some(format!(
        "Of the {} on the staff list {} rated themselves in “{skill}”, and {} of these are confident. Had the other {} \
         all been confident it would be {}, had none of them been, {}.",
        words::counted(people, "person", "people"),
        words::count(m.n),
        words::percent(*share),
        words::count(others),
        at(yes + others as f64),
        at(yes)
    ))
}

/// What weights changed, and what they cost.
fn weighted(page: &Page<'_>, wave: &Arc<str>) -> Option<String> {
    let by: Vec<String> = page.analysis.about.weighted_by.iter().map(|by| by.to_string()).collect();
    let of = |id| page.view.network(id, None, Some(wave));
    let (index, plain, worth) = (of("index-weighted")?, of("index")?, of("effective-n")?);
    let by = words::list(&by);
    let (Some(x), Some(was)) = (index.value.as_f64(), plain.value.as_f64()) else {
        let why = index.value.reason()?;
        return Some(format!("The answers could not be weighted by {by}: {why}."));
    };
    let range = words::interval(index).map(|range| format!(" ({range})")).unwrap_or_default();
    let end = |end: &str| {
        let key = Key::network("weights").in_wave(wave).with_other(&end.into());
        page.view.get(&key).and_then(|m| m.value.as_f64()).map(|w| words::decimal(w, 1))
    };
    let ends = end("Lowest").zip(end("Highest"));
    let ends = ends.map(|(low, high)| format!("; one person counts for {low} to {high}")).unwrap_or_default();
    Some(format!(
        "Weighted by {by}, the confidence index is {}{range} in place of {}. The {} are then worth {} even \
         ones{ends}.",
        words::decimal(x, 1),
        words::decimal(was, 1),
        words::counted(index.n, "answer", "answers"),
        words::count(worth.value.as_f64()?.round() as u64),
    ))
}

/// Which intervals are used, and why.
fn speaks_for(page: &Page<'_>) -> &'static str {
    match page.analysis.about.interval {
        IntervalRule::Census if page.analysis.about.listed => {
            "Likely ranges here speak for the people on the staff list alone (census). Only those who did not answer \
             are in doubt: where everyone answered, a range has no width. They do not say how next year’s members \
             would answer."
        }
        _ if page.view.of("confident-margin", Level::Skill).any(|m| m.value.as_f64().is_some()) => {
            "Likely ranges take the answers as a sample of people like these, so that they hold for next year’s \
             members too (Wilson’s interval for shares). The narrower margin for the people on the staff list alone \
             is in results.csv as confident-margin."
        }
        _ => {
            "Likely ranges take the answers as a sample of people like these (Wilson’s interval for shares). How many \
             people were asked is not known."
        }
    }
}

//! What structure charts share: words for an empty post, and reading one.

use std::sync::Arc;

use super::common::{RowView, Slots};
use crate::ingest::cell::Cell;
use crate::ingest::importer::Plan;
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::Mention;
use crate::ingest::scale::missing;
use crate::ingest::structure::{Occupancy, PostRecord, PostRecords};
use crate::ingest::text::{fold_label, quoted};

/// What a cell about the holder of a post says when it is no name.
pub(super) fn occupancy_of(text: &str) -> Option<Occupancy> {
    let folded = fold_label(text);
    let word = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let empty = ["vacant", "vacancy", "unfilled", "to be appointed", "tba", "being recruited"];
    let gone = ["eliminated", "deleted", "post deleted", "disestablished"];
    if empty.contains(&word) || folded.starts_with("vacant ") || folded.starts_with("vacancy ") {
        Some(Occupancy::Vacant)
    } else if gone.contains(&word) {
        Some(Occupancy::Ended)
    } else {
        None
    }
}

/// What a cell says, unless it says that there is nothing to say: `NA`, `N/D` (not disclosed), `XX`.
pub(super) fn given(row: &RowView, slot: Option<usize>) -> Option<Arc<str>> {
    let text = row.label(slot)?;
    let nothing =
        missing(&text).is_some() || matches!(fold_label(&text).as_str(), "n/d" | "nd" | "xx" | "none");
    (!nothing).then_some(text)
}

/// Where the fields of a post stand in a row.
pub(super) struct PostColumns {
    pub reference: Option<usize>,
    pub title: Option<usize>,
    pub holder: Option<usize>,
    pub vacancy: Option<usize>,
    pub reports_to: Option<usize>,
    pub fte: Option<usize>,
    attributes: Vec<(Arc<str>, usize)>,
}

impl PostColumns {
    /// Finds them; `attributes` are fields that are kept as given.
    pub fn of(plan: &Plan, attributes: &[&'static str]) -> Self {
        let slots = Slots { plan };
        Self {
            reference: slots.slot("post"),
            title: slots.slot("title"),
            holder: slots.slot("name"),
            vacancy: slots.slot("vacancy"),
            reports_to: slots.slot("reports_to"),
            fte: slots.slot("fte"),
            attributes: attributes
                .iter()
                .filter_map(|name| Some((Arc::from(*name), slots.slot(name)?)))
                .collect(),
        }
    }

    /// The attributes a row gives.
    pub fn attributes(&self, row: &RowView) -> Vec<(Arc<str>, String)> {
        let of =
            |(name, slot): &(Arc<str>, usize)| Some((name.clone(), given(row, Some(*slot))?.to_string()));
        self.attributes.iter().filter_map(of).collect()
    }

    /// The post that posts report to.
    pub fn above(&self, row: &RowView) -> Option<Mention> {
        let id = given(row, self.reports_to)?;
        Some(Mention { id: Some(id), name: None, at: row.at(self.reports_to) })
    }

    /// The post of a row; a number of hours that is none is a problem and counts as not given.
    pub fn post(&self, row: &RowView, problems: &mut Collector) -> PostRecord {
        let says = |slot| row.text(slot).and_then(|text| occupancy_of(&text));
        let by_column = says(self.vacancy).or_else(|| {
            let marked = row
                .text(self.vacancy)
                .is_some_and(|t| matches!(fold_label(&t).as_str(), "yes" | "y" | "true" | "1"));
            marked.then_some(Occupancy::Vacant)
        });
        let by_holder = says(self.holder);
        let occupancy = by_column.or(by_holder).unwrap_or(Occupancy::Filled);
        PostRecord {
            reference: given(row, self.reference),
            title: given(row, self.title),
            holder: given(row, self.holder).filter(|_| by_holder.is_none()),
            occupancy,
            attributes: self.attributes(row),
            reports_to: self.above(row),
            fte: number(row, self.fte, problems),
            at: row.at(self.reference.filter(|slot| !row.cell(Some(*slot)).is_empty()).or(self.title)),
        }
    }

    /// The cell that says nobody is in the post.
    pub fn says_vacant(&self, row: &RowView) -> Option<usize> {
        let says = |slot: &Option<usize>| row.text(*slot).is_some_and(|text| occupancy_of(&text).is_some());
        [self.vacancy, self.holder].into_iter().find(says).flatten().or(self.vacancy)
    }
}

/// A number from 0; anything else is a problem, and no number.
pub(super) fn number(row: &RowView, slot: Option<usize>, problems: &mut Collector) -> Option<f64> {
    let number = match row.cell(slot) {
        Cell::Empty => return None,
        Cell::Number(x) => Some(*x),
        Cell::Text(text) if missing(text).is_some() => return None,
        Cell::Text(text) => text.parse::<f64>().ok(),
        _ => None,
    };
    let usable = number.filter(|x| x.is_finite() && *x >= 0.0);
    if usable.is_none() {
        let shown = quoted(&row.cell(slot).to_string());
        problems.at(
            &kinds::NUMBER_LEFT_OUT,
            row.at(slot),
            shown,
            "write a number from 0, or leave the cell blank",
        );
    }
    usable
}

/// A note at each post that is vacant or gone.
pub(super) fn note_empty(post: &PostRecord, row: &RowView, slot: Option<usize>, problems: &mut Collector) {
    let title = post.title.as_deref().or(post.reference.as_deref()).unwrap_or("a post");
    let what = match post.occupancy {
        Occupancy::Filled => return,
        Occupancy::Vacant => format!("vacant: {}", quoted(title)),
        Occupancy::Ended => format!("no longer there: {}", quoted(title)),
    };
    problems.at(&kinds::VACANT_POST, row.at(slot), what, "nothing to do; nobody is counted for it");
}

/// One note on what the whole chart holds; `units` are the attributes that are counted, with the words
/// for one and for several.
pub(super) fn note_whole(
    records: &PostRecords,
    units: &[(&'static str, [&'static str; 2])],
    plan: &Plan,
    problems: &mut Collector,
) {
    let parts: Vec<String> =
        units.iter().filter_map(|(name, words)| units_of(records, name, *words)).collect();
    let place = if parts.is_empty() { String::new() } else { format!(" in {}", parts.join(" and ")) };
    let posts = counted(records.posts.len(), ["post", "posts"]);
    let what = format!("{posts}{place}; {} vacant", records.vacant().count());
    let fix =
        "nothing to do; a post is a place in the organisation and becomes a person only by its reference";
    problems.at(&kinds::POSTS_READ, plan.at.clone(), what, fix);
}

fn units_of(records: &PostRecords, attribute: &str, words: [&'static str; 2]) -> Option<String> {
    let (named, without) = (records.units(attribute).len(), records.without(attribute));
    let units = counted(named + usize::from(without > 0), words);
    let none = match without {
        0 => String::new(),
        1 => " (the post that names none counts as one)".to_owned(),
        many => format!(" (the {many} posts that name none count as one)"),
    };
    (named > 0).then(|| format!("{units}{none}"))
}

fn counted(count: usize, [one, many]: [&'static str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_an_empty_post_are_known_and_names_are_not() {
        assert_eq!(occupancy_of("VACANT"), Some(Occupancy::Vacant));
        assert_eq!(occupancy_of("Vacant (from May)"), Some(Occupancy::Vacant));
        assert_eq!(occupancy_of("Eliminated"), Some(Occupancy::Ended));
        assert_eq!(occupancy_of("Vacantia Jones"), None);
        assert_eq!(occupancy_of("N/D"), None);
    }
}

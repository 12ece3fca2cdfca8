//! What the report says: sections and findings, worded from what may be shown.

mod areas;
mod change;
mod connections;
mod findings;
mod future;
mod gap;
mod group_map;
mod headline;
mod importance;
mod inward;
mod matrix;
mod method;
mod moved;
mod page;
mod reach;
mod responses;
mod scoring;
mod skills;
mod standing;
mod teams;

use crate::disclosure::Policy;
use crate::insight::Analysis;
use crate::report::document::{Document, Section};
use page::Page;

/// The whole report, from what may be shown. Used with [`crate::disclosure::Disclosed::map`].
pub fn document(analysis: &Analysis, policy: &Policy) -> Document {
    let mut page = Page::new(analysis, policy);
    let (findings, named) = findings::worded(&page);
    page.named = named;
    let sections = vec![
        skills::section(&page),
        gap::section(&page),
        change::section(&page),
        connections::section(&page),
        reach::section(&page),
        responses::section(&page),
        Some(method::section(&page)),
    ];
    Document {
        title: analysis.about.title.clone(),
        headline: headline::headline(&page, &findings),
        standfirst: headline::standfirst(&page),
        data_quality: headline::data_quality(&page),
        imprint: headline::imprint(&page),
        sections: sections.into_iter().flatten().filter(|s: &Section| !s.blocks.is_empty()).collect(),
        findings,
    }
}

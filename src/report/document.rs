//! What a report says, before anyone lays it out.

use crate::charts::spec::{ChartSpec, DataTable};

/// A whole report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Name of the programme.
    pub title: String,
    /// One sentence: the report in short.
    pub headline: String,
    /// Place, period, people: one line.
    pub standfirst: String,
    /// Three to five findings.
    pub findings: Vec<FindingText>,
    /// How good the data is: one line each.
    pub data_quality: Vec<String>,
    /// Date and k, one line.
    pub imprint: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A worded finding.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingText {
    /// Rule id; also the mark that ties the sentence to its chart.
    pub rule: &'static str,
    /// The claim, one short sentence.
    pub claim: String,
    /// The numbers, with n and response.
    pub evidence: String,
    /// How sure we are.
    pub certainty: String,
    /// What would reverse it.
    pub reverse: String,
    /// What to do.
    pub action: String,
    /// Id of the chart that shows it.
    pub chart: Option<String>,
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Anchor.
    pub id: String,
    /// Title.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// One part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A smaller heading.
    Heading(String),
    /// A note in a box: what a reader must know before believing the numbers below.
    Note(String),
    /// A chart with its description and table.
    Chart(Box<ChartSpec>),
    /// A table alone.
    Table(DataTable),
    /// Terms and their explanations.
    Terms(Vec<(String, String)>),
}

//! The E-I index of chance.

use super::ei_index::index;
use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// E-I index that group sizes alone would give.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "E-I index that group sizes alone would give",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "What would the E-I index be if every two people were as likely to have a tie?",
    definition: "(B−W)/(B+W): W is the number of pairs of people in the same group, B the number in different \
           groups. People whose group is unknown are left out.",
    how_to_read: "Compare ei-index with it: lower means that ties stay within groups more than sizes alone \
           would make them.",
    caveats: "It knows only sizes, not that some people have many ties; ei-p takes those into account.",
    source: "Krackhardt and Stern (1988), as in R netseg.",
    minimum_n: 2,
    compute,
};

const ID: &str = "ei-null";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_grouping(subject, ID, |matrix| {
        let (within, across) = matrix.by_group.possible();
        Value::number(index(across, within), "fewer than two people whose group is known")
    })
}

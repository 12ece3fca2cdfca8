//! How much of what sets people apart goes by group.

use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::stats::between::between;

use super::cells;

/// `between-teams`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "between-teams",
    title: "Differences between people that go by group",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Do people differ because of the group they are in, or inside every group?",
    definition: "ICC(1) of the confidence index by the attribute in the column by: (MSB − MSW) / (MSB + (k₀ − 1)·MSW) \
        of a one-way analysis of variance, k₀ = (N − Σn²/N)/(G − 1) standing for the size of a group. Interval: \
        Searle's, by the F distribution, 95 %. n counts people whose group is known.",
    how_to_read: "0.1 is a tenth of the variance between groups and nine tenths inside them: training by group would \
        miss most of it. 0 is no more than chance gives; below 0, groups are more alike than chance.",
    caveats: "η², the share of the squares, is larger, and above 0 in small groups where nothing goes by group.",
    source: "Bliese (2000), Within-group agreement, non-independence, and reliability; Searle (1971) for the interval.",
    minimum_n: 3,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    let mut out = Vec::new();
    for (wave, label) in cells::waves(subject) {
        let scores = subject.skills.people(wave);
        for attribute in &subject.groupings {
            let index = |p| scores.get(p).map(|score| score.index(levels));
            let groups: Vec<Vec<f64>> =
                attribute.members().iter().map(|g| g.iter().filter_map(index).collect()).collect();
            let people = groups.iter().map(Vec::len).sum::<usize>() as u64;
            let key = Key { by: Some(attribute.name.clone()), ..Key::network(SPEC.id).in_wave(label) };
            out.push(match between(&groups) {
                Ok(found) => {
                    Measurement::new(key, Value::Number(found.icc), people).with_interval(found.interval)
                }
                Err(why) => Measurement::new(key, Value::Undefined(Reason(why.reason())), people),
            });
        }
    }
    out
}

//! The joins: one long frame of answers, grouped with polars. Group order is unspecified there,
//! so every result is gathered into a sorted map, and only whole numbers are summed.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::matrix::{GroupCells, LevelCounts, PersonScore};
use crate::model::{Attribute, GroupId, Organisation, PersonId, SkillId, WaveId};

/// One row an answer with a level: wave, person, skill, level.
pub fn answers(organisation: &Organisation) -> PolarsResult<DataFrame> {
    let (mut wave, mut person, mut skill, mut level) = (vec![], vec![], vec![], vec![]);
    for (w, table) in organisation.answers().iter().enumerate() {
        for p in 0..organisation.people().len() as u32 {
            for s in 0..table.skills() as u16 {
                if let Some(l) = table.level(PersonId(p), SkillId(s)) {
                    wave.push(w as u32);
                    person.push(p);
                    skill.push(u32::from(s));
                    level.push(u32::from(l));
                }
            }
        }
    }
    df!("wave" => wave, "person" => person, "skill" => skill, "level" => level)
}

/// Counts of levels by wave and skill.
pub fn overall(answers: &DataFrame, levels: usize) -> PolarsResult<BTreeMap<(WaveId, SkillId), LevelCounts>> {
    let counted = answers
        .clone()
        .lazy()
        .group_by([col("wave"), col("skill"), col("level")])
        .agg([len().alias("n")])
        .collect()?;
    let mut cells = BTreeMap::new();
    let [wave, skill, level, n] = columns(&counted, ["wave", "skill", "level", "n"])?;
    for i in 0..n.len() {
        let key = (WaveId(wave[i] as u16), SkillId(skill[i] as u16));
        let cell = cells.entry(key).or_insert_with(|| LevelCounts::new(levels));
        cell.add(level[i] as u8, u64::from(n[i]));
    }
    Ok(cells)
}

/// Counts of levels by wave, skill and group; people whose group is unknown are left out.
pub fn by_group(answers: &DataFrame, attribute: &Attribute, levels: usize) -> PolarsResult<GroupCells> {
    let known = attribute.of.iter().enumerate().filter_map(|(p, g)| Some((p as u32, u32::from((*g)?.0))));
    let (person, group): (Vec<u32>, Vec<u32>) = known.unzip();
    let groups = df!("person" => person, "group" => group)?;
    let counted = answers
        .clone()
        .lazy()
        .join(groups.lazy(), [col("person")], [col("person")], JoinArgs::new(JoinType::Inner))
        .group_by([col("wave"), col("skill"), col("group"), col("level")])
        .agg([len().alias("n")])
        .collect()?;
    let mut cells = BTreeMap::new();
    let [wave, skill, group, level, n] = columns(&counted, ["wave", "skill", "group", "level", "n"])?;
    for i in 0..n.len() {
        let key = (WaveId(wave[i] as u16), SkillId(skill[i] as u16), GroupId(group[i] as u16));
        let cell = cells.entry(key).or_insert_with(|| LevelCounts::new(levels));
        cell.add(level[i] as u8, u64::from(n[i]));
    }
    Ok(cells)
}

/// Each person's answers in short, one map a wave.
pub fn people(
    answers: &DataFrame,
    waves: usize,
    positive_from: u8,
) -> PolarsResult<Vec<BTreeMap<PersonId, PersonScore>>> {
    let confident = col("level").gt_eq(lit(u32::from(positive_from))).cast(DataType::UInt32).sum();
    let scored = answers
        .clone()
        .lazy()
        .group_by([col("wave"), col("person")])
        .agg([len().alias("answered"), col("level").sum().alias("sum"), confident.alias("confident")])
        .collect()?;
    let mut scores = vec![BTreeMap::new(); waves];
    let [wave, person, answered, sum, confident] =
        columns(&scored, ["wave", "person", "answered", "sum", "confident"])?;
    for i in 0..wave.len() {
        let score = PersonScore { answered: answered[i], sum: sum[i], confident: confident[i] };
        if let Some(people) = scores.get_mut(wave[i] as usize) {
            people.insert(PersonId(person[i]), score);
        }
    }
    Ok(scores)
}

/// Columns as plain numbers.
fn columns<const N: usize>(frame: &DataFrame, names: [&str; N]) -> PolarsResult<[Vec<u32>; N]> {
    let mut out = [const { Vec::new() }; N];
    for (column, name) in out.iter_mut().zip(names) {
        let cast = frame.column(name)?.cast(&DataType::UInt32)?;
        *column = cast.u32()?.iter().map(Option::unwrap_or_default).collect();
    }
    Ok(out)
}

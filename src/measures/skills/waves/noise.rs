//! How far one person's index wanders without anything having changed, and who moved further.

use super::between::{self, Between};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::noise::mdc95;
use crate::stats::reliability::{Missing, Unreliable, alpha};

/// What becomes of a person, as the column `other` names it.
pub const BEYOND: [&str; 3] = ["More confident", "Within noise", "Less confident"];

/// `noise`.
pub static NOISE: MeasureSpec = MeasureSpec {
    id: "noise",
    title: "Noise: how far one person's index moves without a change",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network],
    question: "From how many points on is one person's change more than noise?",
    definition: "MDC95 = 1.96·√2·SD·√(1 − α): SD of people's index in the first of the two waves, α its reliability \
        (Cronbach, over the skills both waves asked about, covariances by pairs of answered questions). n is people \
        who answered the first wave.",
    how_to_read: "A person whose index moved by less may have answered the same questions a little otherwise. The \
        mean of many people moves far less by chance: for that read the interval of change-index.",
    caveats: "It takes all error to be error within one sitting; moods and days add to it.",
    source: "Weir (2005); Cronbach (1951).",
    minimum_n: 2,
    compute: noise,
};

/// `change-beyond-noise`.
pub static SHARE: MeasureSpec = MeasureSpec {
    id: "change-beyond-noise",
    title: "Who moved by more than noise, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network],
    question: "How many of the same people are more confident, or less, by more than noise?",
    definition: "People whose index rose by more than noise, moved by no more, fell by more (the column other), over \
        people who answered both waves.",
    how_to_read: "The three shares add up to 100 %. By chance alone about one person in forty would be at each end.",
    caveats: "Within noise is not unchanged: it is too little to tell for one person.",
    source: "Weir (2005).",
    minimum_n: 2,
    compute: share,
};

fn noise(subject: &Subject<'_>) -> Vec<Measurement> {
    let measure = |between: &Between<'_>| {
        let (n, found) = of(between);
        let value = Value::number(found.ok(), found.err().unwrap_or_default());
        Measurement::new(between.network(NOISE.id), value, n)
    };
    between::all(subject).iter().map(measure).collect()
}

fn share(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        let changes: Vec<f64> = between.index_changes().into_iter().flatten().collect();
        let (_, noise) = of(&between);
        let far = |x: &&f64| noise.is_ok_and(|noise| x.abs() > noise);
        let up = changes.iter().filter(far).filter(|x| **x > 0.0).count() as u64;
        let down = changes.iter().filter(far).filter(|x| **x < 0.0).count() as u64;
        let n = changes.len() as u64;
        for (which, people) in BEYOND.iter().zip([up, n - up - down, down]) {
            let value = match noise {
                Ok(_) => Value::share(people, n, between.unlinked()),
                Err(why) => Value::number(None, why),
            };
            out.push(Measurement::new(between.network(SHARE.id).with_other(&(*which).into()), value, n));
        }
    }
    out
}

/// People who answered the first wave, and noise in points or why there is none.
fn of(between: &Between<'_>) -> (u64, Result<f64, &'static str>) {
    let before = between.pair.before;
    let people = (0..between.subject.organisation.people().len() as u32).map(crate::model::PersonId);
    let answers = |p| {
        let row: Vec<Option<f64>> =
            between.common.iter().map(|s| between.level(before, p, *s).map(f64::from)).collect();
        row.iter().any(Option::is_some).then_some(row)
    };
    let rows: Vec<Vec<Option<f64>>> = people.filter_map(answers).collect();
    let indices: Vec<f64> = between.indices().into_iter().filter_map(|(before, _)| before).collect();
    let found = alpha(&rows, Missing::Pairwise).map_err(why).and_then(|found| {
        mdc95(deviation(&indices), found.alpha)
            .ok_or("the skills do not go together: their reliability is below 0")
    });
    (indices.len() as u64, found)
}

fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

fn why(unreliable: Unreliable) -> &'static str {
    match unreliable {
        Unreliable::FewItems => "fewer than two skills were asked about in both waves",
        Unreliable::FewPeople => "fewer than two people answered",
        Unreliable::NobodyInCommon => "fewer than two people answered some two of the skills",
        Unreliable::AllAlike => "the answers do not differ between people",
        Unreliable::ItemAlike | Unreliable::NotConverged | Unreliable::Heywood => "there is no reliability",
    }
}

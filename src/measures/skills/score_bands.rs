//! People in the bands of a published self-assessment.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::audit::Scoring;
use crate::table::PersonScore;

use super::cells;

/// The bands, lowest first, as the column `other` names them.
pub const BANDS: [&str; 4] = ["0 to 29", "30 to 47", "48 to 80", "81 to 100"];
/// First whole per cent of each band after the first.
const FROM: [u32; 3] = [30, 48, 81];

/// `score-band`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "score-band",
    title: "People in each band of their mean score",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many people are in each band of the self-assessment?",
    definition: "Each person's mean level over the questions they answered, spread evenly over 0 to 100 %, rounded to a \
        whole per cent, halves up; then the share of people in the band named in the column other. A mean of \
        29.5 % is 30 and in the second band. Given with scoring = \"digcompsat\".",
    how_to_read: "The bands of one wave add up to 100 %. They are people, not answers.",
    caveats: "A person who answered few questions is placed by those few. This is confidence as people rate it \
        themselves, not competence.",
    source: "Bands as DigCompSAT draws them (Clifford and others 2020, JRC123226); rounding is our convention.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    if subject.organisation.framework().scoring != Scoring::DigCompSat {
        return Vec::new();
    }
    let levels = subject.skills.levels;
    let mut out = Vec::new();
    for (b, label) in BANDS.iter().enumerate() {
        out.extend(cells::by_people(subject, SPEC.id, |key: Key, people: &[PersonScore]| {
            let inside = people.iter().filter(|p| band(p, levels) == Some(b)).count() as u64;
            let n = people.len() as u64;
            Measurement::new(key.with_other(&(*label).into()), Value::share(inside, n, "nobody answered"), n)
        }));
    }
    out
}

/// The band of a person's mean, in whole numbers throughout; `None` on a scale of one level.
fn band(person: &PersonScore, levels: usize) -> Option<usize> {
    let most = person.answered * (levels as u32).checked_sub(1).filter(|steps| *steps > 0)?;
    let score = 100 * (person.sum - person.answered);
    // Half up: ⌊x + ½⌋ with x = score / most.
    let percent = (2 * score + most).checked_div(2 * most)?;
    Some(FROM.iter().filter(|from| percent >= **from).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 200 questions on a scale of 0 and 1 make every half per cent.
    #[test]
    fn a_mean_between_two_bands_is_rounded_half_up() {
        let at = |half_percents: u32| {
            let person = PersonScore { answered: 200, sum: 200 + half_percents, confident: 0 };
            band(&person, 2).unwrap()
        };
        assert_eq!([0, 58, 59, 60].map(at), [0, 0, 1, 1], "29 %, 29.5 %, 30 %");
        assert_eq!([94, 95, 96].map(at), [1, 2, 2], "47 %, 47.5 %, 48 %");
        assert_eq!([160, 161, 162, 200].map(at), [2, 3, 3, 3], "80 %, 80.5 %, 81 %");
        // 29.49 % is 29: 2949 points of 10,000.
        assert_eq!(band(&PersonScore { answered: 10_000, sum: 12_949, confident: 0 }, 2), Some(0));
        assert_eq!(band(&PersonScore { answered: 3, sum: 3, confident: 0 }, 1), None);
    }
}

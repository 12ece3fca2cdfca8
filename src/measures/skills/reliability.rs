//! How far the skills of an audit go together.

use std::sync::Arc;

use super::cells;
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::{PersonId, SkillId, WaveId};
use crate::stats::omega::omega;
use crate::stats::reliability::{Missing, Unreliable, alpha};

/// Fewest skills of an area for which it has values of its own.
const FEWEST: usize = 3;

/// `alpha`.
pub static ALPHA: MeasureSpec = MeasureSpec {
    id: "alpha",
    title: "How far the skills go together (Cronbach's alpha)",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Do people who are confident in one skill tend to be so in the others?",
    definition: "k/(k − 1)·(1 − Σs²ᵢ/s²ₜ) over the k skills asked about in the wave, from people who answered about \
        all of them (listwise); for an area of at least three skills too, which the column other names. Interval: \
        Feldt's, 95 %.",
    how_to_read: "Above about 0.7 the index of one person means something; above 0.9 small changes of one person do. \
        A low value says that the skills are different things and are better read one by one.",
    caveats: "Many questions that repeat each other raise it. It does not say what is measured, only how evenly. In \
        small groups that nearly all answer at one end of the scale the interval is too narrow.",
    source: "Cronbach (1951); Feldt (1965) for the interval.",
    minimum_n: 2,
    compute: |subject| rows(subject, ALPHA.id, |rows| of_alpha(rows, Missing::Listwise)),
};

/// `alpha-pairwise`.
pub static PAIRWISE: MeasureSpec = MeasureSpec {
    id: "alpha-pairwise",
    title: "Cronbach's alpha, from everyone who answered",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "What is alpha when people who left a question out count too?",
    definition: "As alpha, each covariance being over the people who answered both of its skills (pairwise). Interval: \
        Feldt's, 95 %, on as many people as the two skills with the fewest in common. n counts all who answered.",
    how_to_read: "Where many left something out and it differs from alpha, those who answered everything are unlike \
        the rest.",
    caveats: "As for alpha. Its parts rest on different people, so that it can leave the range of 0 to 1.",
    source: "Cronbach (1951); Feldt (1965) for the interval.",
    minimum_n: 2,
    compute: |subject| rows(subject, PAIRWISE.id, |rows| of_alpha(rows, Missing::Pairwise)),
};

/// `omega`.
pub static OMEGA: MeasureSpec = MeasureSpec {
    id: "omega",
    title: "How much of the total the skills have in common (omega)",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "How much of what people differ by in the total is one thing that all skills share?",
    definition: "(Σλ)²/((Σλ)² + Σψ): loadings λ of the skills on one factor, fitted to their covariances by unweighted \
        least squares, ψ what is left of each variance; people who answered about all the skills (listwise). For an \
        area of at least three skills too, which the column other names.",
    how_to_read: "As alpha, without taking every skill to count the same. Much below alpha, the skills are not one thing.",
    caveats: "It needs three skills, and a few people for each to be steady. It has no interval here.",
    source: "McDonald (1999); Harman and Jones (1966) for the fit.",
    minimum_n: 3,
    compute: |subject| rows(subject, OMEGA.id, of_omega),
};

/// People's levels by skill.
type People = Vec<Vec<Option<f64>>>;

/// A value, its interval and the people it rests on.
type Found = (f64, Option<(f64, f64)>, usize);

fn of_alpha(rows: &People, missing: Missing) -> Result<Found, (Unreliable, usize)> {
    let all = if missing == Missing::Listwise { complete(rows) } else { rows.len() };
    let found = alpha(rows, missing).map_err(|why| (why, all))?;
    Ok((found.alpha, found.interval, found.people))
}

fn of_omega(rows: &People) -> Result<Found, (Unreliable, usize)> {
    let found = omega(rows).map_err(|why| (why, complete(rows)))?;
    Ok((found.omega, None, found.people))
}

fn complete(rows: &People) -> usize {
    rows.iter().filter(|row| row.iter().all(Option::is_some)).count()
}

/// Over all skills, and for each area of at least three, in every wave.
fn rows(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(&People) -> Result<Found, (Unreliable, usize)>,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (wave, label) in cells::waves(subject) {
        let asked = cells::asked(subject, wave);
        let mut push = |key: Key, skills: &[SkillId]| {
            let (value, interval, n) = match make(&levels(subject, wave, skills)) {
                Ok((x, interval, n)) => (Value::number(Some(x), "it is not a number"), interval, n),
                Err((why, n)) => (Value::Undefined(Reason(reason(why))), None, n),
            };
            out.push(Measurement::new(key.in_wave(label), value, n as u64).with_interval(interval));
        };
        push(Key::network(id), &asked);
        for (domain, skills) in domains(subject, &asked) {
            push(Key::network(id).with_other(&domain), &skills);
        }
    }
    out
}

/// Areas of at least three skills that were asked about, in the framework's order.
fn domains(subject: &Subject<'_>, asked: &[SkillId]) -> Vec<(Arc<str>, Vec<SkillId>)> {
    let mut all: Vec<(Arc<str>, Vec<SkillId>)> = Vec::new();
    for skill in asked {
        let Some(domain) = &subject.organisation.framework().skills[skill.0 as usize].domain else {
            continue;
        };
        match all.iter_mut().find(|(name, _)| name == domain) {
            Some((_, skills)) => skills.push(*skill),
            None => all.push((domain.clone(), vec![*skill])),
        }
    }
    all.retain(|(_, skills)| skills.len() >= FEWEST);
    all
}

/// Levels of everyone who gave one of any of the skills.
fn levels(subject: &Subject<'_>, wave: WaveId, skills: &[SkillId]) -> People {
    let answers = &subject.organisation.answers()[wave.0 as usize];
    let people = (0..subject.organisation.people().len() as u32).map(PersonId);
    let row = |p| skills.iter().map(|s| answers.level(p, *s).map(f64::from)).collect::<Vec<_>>();
    people.map(row).filter(|row| row.iter().any(Option::is_some)).collect()
}

fn reason(why: Unreliable) -> &'static str {
    match why {
        Unreliable::FewItems => "it takes two skills, or three for omega",
        Unreliable::FewPeople => "too few people answered about all the skills",
        Unreliable::NobodyInCommon => "fewer than two people answered about some two of the skills",
        Unreliable::AllAlike => "the totals do not differ between people",
        Unreliable::ItemAlike => "everyone gave the same level in one of the skills",
        Unreliable::NotConverged => "the skills have nothing in common that could be found",
        Unreliable::Heywood => "the skills are not explained by one thing in common",
    }
}

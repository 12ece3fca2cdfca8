//! Two waves side by side: who answered both, who only one, and what each person said.

use crate::measures::skills::cells::{self, WavePair};
use crate::measures::{Key, Measurement, Reason, Subject, Value};
use crate::model::{PersonId, SkillId, WaveId};
use crate::stats::partly::TwoWaves;
use crate::stats::transitions::Transitions;
use crate::stats::undefined::Undefined;

/// Why nobody can be compared where the waves asked different things.
pub const NO_COMMON_SKILL: &str = "the two waves asked about no skill in common";
/// Why nobody can be compared with themselves.
pub const UNLINKED: &str = "nobody answered in both waves";

/// A person's answer before and after; `None` where they gave none.
pub type Both<T> = (Option<T>, Option<T>);

/// A pair of waves with the skills they have in common.
pub struct Between<'a> {
    /// What it is about.
    pub subject: &'a Subject<'a>,
    /// The waves.
    pub pair: WavePair,
    /// Skills that somebody answered about in each of the two.
    pub common: Vec<SkillId>,
}

/// Every pair of waves that is compared.
pub fn all<'a>(subject: &'a Subject<'a>) -> Vec<Between<'a>> {
    cells::wave_pairs(subject).into_iter().map(|pair| Between::new(subject, pair)).collect()
}

impl<'a> Between<'a> {
    fn new(subject: &'a Subject<'a>, pair: WavePair) -> Self {
        let asked =
            |s: &SkillId| [pair.before, pair.after].iter().all(|w| subject.skills.overall(*w, *s).n() > 0);
        let common = subject.skills.skill_ids().filter(asked).collect();
        Self { subject, pair, common }
    }

    fn people(&self) -> impl Iterator<Item = PersonId> + use<> {
        (0..self.subject.organisation.people().len() as u32).map(PersonId)
    }

    /// A person's level in a wave.
    pub fn level(&self, wave: WaveId, person: PersonId, skill: SkillId) -> Option<u8> {
        self.subject.organisation.answers()[wave.0 as usize].level(person, skill)
    }

    /// Everyone's level before and after, by person.
    pub fn levels(&self, skill: SkillId) -> Vec<Both<u8>> {
        let level = |wave, p| self.level(wave, p, skill);
        self.people().map(|p| (level(self.pair.before, p), level(self.pair.after, p))).collect()
    }

    /// Everyone's index before and after, by person, over the skills both waves asked about: two waves
    /// that asked different things are compared on what they share.
    pub fn indices(&self) -> Vec<Both<f64>> {
        let index = |wave, p| self.index(wave, p);
        self.people().map(|p| (index(self.pair.before, p), index(self.pair.after, p))).collect()
    }

    fn index(&self, wave: WaveId, person: PersonId) -> Option<f64> {
        let levels = self.common.iter().filter_map(|s| self.level(wave, person, *s));
        let (sum, answered) = levels.fold((0u32, 0u32), |(sum, n), level| (sum + u32::from(level), n + 1));
        let mean = (answered > 0).then(|| f64::from(sum) / f64::from(answered))?;
        Some((mean - 1.0) / (self.subject.skills.levels as f64 - 1.0) * 100.0)
    }

    /// Each person's change in the index, by person.
    pub fn index_changes(&self) -> Vec<Option<f64>> {
        self.indices().into_iter().map(|(before, after)| Some(after? - before?)).collect()
    }

    /// Those who answered both times, only before, only after, in points of the index.
    pub fn in_points(&self) -> TwoWaves {
        TwoWaves::from_people(&self.indices())
    }

    /// The same people by level before and after.
    pub fn transitions(&self, skill: SkillId) -> Result<Transitions, Undefined> {
        let place = |level: u8| usize::from(level).wrapping_sub(1);
        let both = self.levels(skill).into_iter().filter_map(|(a, b)| Some((place(a?), place(b?))));
        Transitions::from_pairs(self.subject.skills.levels, &both.collect::<Vec<_>>())
    }

    /// Why nobody can be compared with themselves over all skills.
    pub fn unlinked(&self) -> &'static str {
        if self.common.is_empty() { NO_COMMON_SKILL } else { UNLINKED }
    }

    /// A key about one skill.
    pub fn skill(&self, id: &'static str, skill: SkillId) -> Key {
        Key::skill(id, &self.subject.skills.skills[skill.0 as usize]).in_wave(&self.pair.label)
    }

    /// A key about everyone.
    pub fn network(&self, id: &'static str) -> Key {
        Key::network(id).in_wave(&self.pair.label)
    }
}

/// One measurement a skill for each pair of waves, from how the same people stood before and after.
pub fn of_transitions(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(&Transitions) -> Result<f64, Undefined>,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in all(subject) {
        for skill in subject.skills.skill_ids() {
            let table = between.transitions(skill);
            let n = table.as_ref().map_or(0, Transitions::n);
            out.push(Measurement::new(between.skill(id, skill), value(table.and_then(|t| make(&t))), n));
        }
    }
    out
}

/// A number, or why there is none.
pub fn value(result: Result<f64, Undefined>) -> Value {
    match result {
        Ok(x) => Value::number(Some(x), Undefined::BadNumber.reason()),
        Err(why) => Value::Undefined(Reason(why.reason())),
    }
}

/// Differences that are the same number whatever order their parts were added in.
pub fn exact(difference: f64) -> f64 {
    (difference * 1e9).round() / 1e9
}

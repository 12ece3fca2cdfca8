//! Which importer a sheet goes to: the surest claim, never a guess between two.

use super::candidates::{MissingField, free_columns, grouping_columns};
use super::importer::FieldUse::Field;
use super::importer::{Claim, FieldSpec, ImporterSpec, SheetProfile};
use super::importers::not_used::why_not_used;
use super::importers::{IMPORTERS, header_matches, importer, is_on_scale, settings_for};
use super::problem::Problem;
use super::problems as kinds;
use super::scale::Scale;
use super::text::{listed, quoted};
use crate::programme::config::Config;

/// Least score of a claim that is worth following without being told.
const LEAST_SCORE: u8 = 40;
/// Most candidates named in a reason.
const MOST_NAMED: usize = 8;

/// What was decided about a sheet.
pub(super) enum Decision {
    /// It goes to an importer.
    Read(&'static ImporterSpec, Claim),
    /// It is left, for a reason; some fields may be close.
    Leave { reason: String, problems: Vec<Problem>, near: Vec<MissingField> },
}

impl Decision {
    pub fn leave(reason: impl Into<String>) -> Self {
        Self::Leave { reason: reason.into(), problems: Vec::new(), near: Vec::new() }
    }
}

/// Decides about a sheet.
pub(super) fn decide(profile: &SheetProfile, config: &Config) -> Decision {
    match settings_for(config, &profile.at).kind.as_deref() {
        Some("ignore") => Decision::leave("crossweave.toml says to ignore it"),
        Some(kind) => decide_as(profile, config, kind),
        None => match why_not_used(profile) {
            Some(reason) => Decision::leave(reason),
            None => arbitrate(profile, all_claims(profile, config)),
        },
    }
}

fn all_claims(profile: &SheetProfile, config: &Config) -> Vec<(&'static ImporterSpec, Claim)> {
    IMPORTERS.iter().filter_map(|spec| Some((*spec, (spec.sniff)(profile, config)?))).collect()
}

/// The kind is given: only its required columns can stand in the way.
fn decide_as(profile: &SheetProfile, config: &Config, kind: &str) -> Decision {
    let Some(spec) = importer(kind) else {
        let known = IMPORTERS.iter().map(|spec| spec.id).chain(["ignore"]);
        let fix = format!("use {}", listed(known, "or"));
        let what = format!("there is no kind {}", quoted(kind));
        let problems = vec![Problem::at(&kinds::BAD_SETTING, profile.at.clone(), what, fix)];
        return Decision::Leave {
            reason: "crossweave.toml gives an unknown kind".into(),
            problems,
            near: Vec::new(),
        };
    };
    match (spec.sniff)(profile, config) {
        Some(claim) if claim.lacking.is_empty() => Decision::Read(spec, claim),
        claim => {
            let claim = claim.unwrap_or(Claim { score: 0, columns: Vec::new(), lacking: required(spec) });
            let reason = lacking_reason(profile, spec, &claim);
            let fix =
                format!("name the column in [file.columns], such as {} = \"Header\"", lacking_name(&claim));
            let problem = Problem::at(&kinds::LACKING_COLUMN, profile.at.clone(), reason.clone(), fix);
            let near = near_miss(profile, spec, &claim).into_iter().collect();
            Decision::Leave { reason, problems: vec![problem], near }
        }
    }
}

fn required(spec: &'static ImporterSpec) -> Vec<&'static FieldSpec> {
    spec.fields.iter().filter(|f| f.required).collect()
}

fn lacking_name(claim: &Claim) -> &'static str {
    claim.lacking.first().map_or("person", |field| field.name)
}

/// The surest complete claim; two that are equally sure are both refused.
pub(super) fn arbitrate(profile: &SheetProfile, mut claims: Vec<(&'static ImporterSpec, Claim)>) -> Decision {
    let complete = |claim: &Claim| claim.score >= LEAST_SCORE && claim.lacking.is_empty();
    let best = claims.iter().filter(|(_, c)| complete(c)).map(|(_, c)| c.score).max();
    let Some(best) = best else { return nobody(profile, &claims) };
    let sure = |(_, c): &(_, Claim)| complete(c) && c.score == best;
    let rivals: Vec<&str> = claims.iter().filter(|c| sure(c)).map(|(spec, _)| spec.id).collect();
    if rivals.len() > 1 {
        let both = listed(rivals.iter().copied(), "or");
        let fix = format!("say which in crossweave.toml: kind = {}", quoted(rivals[0]));
        let problem = Problem::at(&kinds::AMBIGUOUS, profile.at.clone(), format!("could be {both}"), fix);
        let reason = format!("could be {both}, and we do not guess");
        return Decision::Leave { reason, problems: vec![problem], near: Vec::new() };
    }
    match claims.iter().position(sure) {
        Some(i) => {
            let (spec, claim) = claims.swap_remove(i);
            Decision::Read(spec, claim)
        }
        None => nobody(profile, &claims),
    }
}

/// No importer can read the sheet: says what was seen and what comes close.
fn nobody(profile: &SheetProfile, claims: &[(&'static ImporterSpec, Claim)]) -> Decision {
    // Close is a sheet that has all a kind of table needs but one column.
    let has =
        |claim: &Claim, field: &FieldSpec| claim.columns.iter().any(|(_, used)| *used == Field(field.name));
    let close = claims
        .iter()
        .filter(|(spec, claim)| claim.lacking.len() == 1 && required(spec).iter().any(|f| has(claim, f)));
    let close: Vec<_> = close.collect();
    let near = close.iter().filter_map(|(spec, claim)| near_miss(profile, spec, claim)).collect();
    let mut reasons: Vec<String> = close.iter().map(|(spec, c)| lacking_reason(profile, spec, c)).collect();
    if reasons.is_empty() {
        let seen = profile.columns.iter().map(|c| c.header.as_str()).take(MOST_NAMED);
        reasons.push(format!("its columns are those of no table we know: {}", listed(seen, "and")));
    }
    Decision::Leave { reason: reasons.join("; "), problems: Vec::new(), near }
}

fn lacking_reason(profile: &SheetProfile, spec: &ImporterSpec, claim: &Claim) -> String {
    let names = listed(claim.lacking.iter().map(|f| f.name), "and");
    let free = free_columns(profile, &claim.columns);
    let shown: Vec<String> = free
        .iter()
        .take(MOST_NAMED)
        .map(|c| format!("{} ({} different)", quoted(&c.header), c.distinct))
        .collect();
    let seen = if shown.is_empty() { "nothing else".to_owned() } else { shown.join(", ") };
    format!("not {}: no column {names}; these were seen: {seen}", spec.id)
}

fn near_miss(profile: &SheetProfile, spec: &'static ImporterSpec, claim: &Claim) -> Option<MissingField> {
    let [field] = claim.lacking.as_slice() else { return None };
    let columns = free_columns(profile, &claim.columns);
    Some(MissingField { at: profile.at.clone(), importer: spec.id, field: field.name, columns })
}

/// For a staff list without teams, the columns that could be them.
pub(super) fn missing_team(
    profile: &SheetProfile,
    spec: &ImporterSpec,
    claim: &Claim,
) -> Option<MissingField> {
    let has_team = claim.columns.iter().any(|(_, used)| *used == Field("team"));
    let columns = grouping_columns(profile, &claim.columns);
    let wanted = spec.id == "people" && !has_team && !columns.is_empty();
    wanted.then(|| MissingField { at: profile.at.clone(), importer: spec.id, field: "team", columns })
}

/// Settings of a sheet that cannot be followed: columns that are not there, or private, or unknown.
pub(super) fn check_settings(profile: &SheetProfile, spec: &ImporterSpec, config: &Config) -> Vec<Problem> {
    let settings = settings_for(config, &profile.at);
    let mut problems = Vec::new();
    let mut report = |what: String, fix: String| {
        problems.push(Problem::at(&kinds::BAD_SETTING, profile.at.clone(), what, fix));
    };
    for (field, header) in &settings.columns {
        let known = spec.fields.iter().any(|f| f.name == field);
        match profile.columns.iter().find(|c| header_matches(c, header)) {
            None => {
                let seen = profile.columns.iter().filter(|c| !c.private).map(|c| c.header.as_str()).take(20);
                report(
                    format!("there is no column {}", quoted(header)),
                    format!("the sheet has {}", listed(seen, "and")),
                );
            }
            Some(c) if c.private => {
                let what = format!("the column {} is never read: it is private", quoted(&c.header));
                report(what, format!("take {field} out of [file.columns]"));
            }
            Some(_) if !known && spec.id != "people" => {
                let fields = listed(spec.fields.iter().map(|f| f.name), "or");
                report(format!("{} has no field {}", spec.id, quoted(field)), format!("use {fields}"));
            }
            Some(_) => {}
        }
    }
    problems
}

/// Answers on each scale, over some sheets: labelled ones, and those that are plain numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct ScaleCounts {
    labelled: Vec<u64>,
    numbered: Vec<u64>,
}

impl ScaleCounts {
    /// Counts the columns of a sheet that are nearly all on a scale.
    pub fn of(profile: &SheetProfile, scales: &[Scale]) -> Self {
        let mut counts = Self { labelled: vec![0; scales.len()], numbered: vec![0; scales.len()] };
        for column in &profile.columns {
            let numbers = super::importers::is_all_numbers(column);
            for (i, levels) in column.by_scale.iter().enumerate().take(scales.len()) {
                if is_on_scale(column, *levels) {
                    let counts = if numbers { &mut counts.numbered } else { &mut counts.labelled };
                    counts[i] += levels;
                }
            }
        }
        counts
    }

    /// Adds another sheet's.
    pub fn add(&mut self, other: &Self) {
        self.labelled.resize(other.labelled.len(), 0);
        self.numbered.resize(other.numbered.len(), 0);
        self.labelled.iter_mut().zip(&other.labelled).for_each(|(a, b)| *a += b);
        self.numbered.iter_mut().zip(&other.numbered).for_each(|(a, b)| *a += b);
    }

    /// A longer labelled scale that fits as well as the one chosen.
    pub fn rival(&self, chosen: usize, all: &Self, scales: &[Scale]) -> Option<usize> {
        let fits = |i: usize| (self.labelled.get(i), all.labelled.get(i));
        let longer = |i: &usize| scales[*i].len() > scales[chosen].len();
        let labelled = self.labelled.get(chosen).is_some_and(|n| *n > 0);
        (0..scales.len()).filter(longer).find(|i| labelled && fits(*i) == fits(chosen))
    }

    /// The sheet's scale: the labelled one most answers are on, else numbers. Where two fit alike, the
    /// one that fits all sheets better; where they still do, the shorter, for a level that nobody chose was
    /// most likely not offered.
    pub fn choose(&self, all: &Self, scales: &[Scale]) -> Option<usize> {
        let best = |own: &[u64], all: &[u64]| {
            let rank = |i: usize| {
                let total = all.get(i).copied().unwrap_or(0);
                (own[i], total, std::cmp::Reverse(scales[i].len()), std::cmp::Reverse(i))
            };
            (0..own.len()).filter(|i| own[*i] > 0).max_by_key(|i| rank(*i))
        };
        let labelled = best(&self.labelled, &all.labelled);
        labelled.or_else(|| {
            let numbers: Vec<u64> = (0..scales.len())
                .map(|i| if scales.len() == 1 || scales[i].is_numbers() { self.numbered[i] } else { 0 })
                .collect();
            best(&numbers, &all.numbered)
        })
    }
}

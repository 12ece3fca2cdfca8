//! Which importer a sheet goes to: the surest claim, never a guess between two.

use super::candidates::{Likeness, MissingField, free_columns, grouping_columns};
use super::importer::FieldUse::Field;
use super::importer::{Claim, FieldSpec, FieldType, ImporterSpec, SheetProfile};
use super::importers::not_used::why_not_used;
use super::importers::{IMPORTERS, OWN_TABLES, header_matches, importer, settings_for, unconfirmed};
use super::problem::Problem;
use super::problems as kinds;
use super::read::Unused;
use super::settings::{named, obey_questions};
use super::slips::{slip_of, slips};
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
    Leave { why: Unused, reason: String, problems: Vec<Problem>, near: Vec<MissingField> },
}

impl Decision {
    fn leave(why: Unused, reason: impl Into<String>) -> Self {
        Self::Leave { why, reason: reason.into(), problems: Vec::new(), near: Vec::new() }
    }
}

/// Decides about a sheet.
pub(super) fn decide(profile: &SheetProfile, config: &Config) -> Decision {
    match settings_for(config, &profile.at).kind.as_deref() {
        Some("ignore") => Decision::leave(Unused::Ignored, "the settings say to ignore it"),
        Some(kind) => decide_as(profile, config, kind),
        None => match why_not_used(profile) {
            Some(reason) => Decision::leave(Unused::NotRecognised, reason),
            None => arbitrate(profile, all_claims(profile, config)),
        },
    }
}

fn all_claims(profile: &SheetProfile, config: &Config) -> Vec<(&'static ImporterSpec, Claim)> {
    IMPORTERS.iter().filter_map(|spec| Some((*spec, claim_of(spec, profile, config)?))).collect()
}

/// An importer's claim, with the questions the settings list.
fn claim_of(spec: &ImporterSpec, profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut claim = (spec.sniff)(profile, config)?;
    obey_questions(profile, spec, config, &mut claim);
    Some(claim)
}

/// The kind is given: only its required columns can stand in the way.
fn decide_as(profile: &SheetProfile, config: &Config, kind: &str) -> Decision {
    let Some(spec) = importer(kind) else {
        let known = IMPORTERS.iter().map(|spec| spec.id).chain(["ignore"]);
        let fix = format!("use {}", listed(known, "or"));
        let place = settings_for(config, &profile.at).place("kind");
        let what = format!("{place}there is no kind {}", quoted(kind));
        let problems = vec![Problem::at(&kinds::BAD_SETTING, profile.at.clone(), what, fix)];
        let reason = "the settings give an unknown kind".into();
        return Decision::Leave { why: Unused::BadSetting, reason, problems, near: Vec::new() };
    };
    match claim_of(spec, profile, config) {
        Some(claim) if claim.lacking.is_empty() => Decision::Read(spec, claim),
        claim => {
            let claim = claim.unwrap_or(Claim { score: 0, columns: Vec::new(), lacking: required(spec) });
            let reason = lacking_reason(profile, spec, &claim);
            let fix =
                format!("name the column in [file.columns], such as {} = \"Header\"", lacking_name(&claim));
            let problem = Problem::at(&kinds::LACKING_COLUMN, profile.at.clone(), reason.clone(), fix);
            let near = near_miss(profile, spec, &claim).into_iter().collect();
            let mut problems = vec![problem];
            problems.extend(scales_to_confirm(profile, spec, &claim));
            Decision::Leave { why: Unused::BadSetting, reason, problems, near }
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
        return Decision::Leave { why: Unused::Ambiguous, reason, problems: vec![problem], near: Vec::new() };
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
    if profile.rows == 0 && profile.at.entries.is_none() {
        return Decision::leave(Unused::NoRows, "it has headers and no rows yet; fill it in and check again");
    }
    let unsure = claims.iter().find(|(_, c)| c.score > 0 && c.score < LEAST_SCORE && c.lacking.is_empty());
    if let Some((spec, _)) = unsure {
        let id = spec.id;
        let reason = format!("it looks a little like {id}; if it is, say kind = \"{id}\" in crossweave.toml");
        return Decision::leave(Unused::NotRecognised, reason);
    }
    let (mut reasons, mut near) = close(profile, claims);
    if reasons.is_empty() {
        (reasons, near) = misspelt(profile, claims);
    }
    if reasons.is_empty() {
        let seen = profile.columns.iter().map(|c| c.header.as_str()).take(MOST_NAMED);
        reasons.push(format!("its columns are those of no table we know: {}", listed(seen, "and")));
    }
    let to_confirm = claims.iter().filter(|claim| is_close(claim));
    let to_confirm = to_confirm.map(|(spec, claim)| scales_to_confirm(profile, spec, claim));
    let problems = to_confirm.max_by_key(Vec::len).unwrap_or_default();
    let why = Unused::NotRecognised;
    Decision::Leave { why, reason: reasons.join("; "), problems, near }
}

/// Whether a sheet has all a kind of table needs but one column.
fn is_close((spec, claim): &(&'static ImporterSpec, Claim)) -> bool {
    let has = |field: &&FieldSpec| claim.columns.iter().any(|(_, used)| *used == Field(field.name));
    // What a tool exports has all its columns: only tables that people make lack one.
    OWN_TABLES.contains(&spec.id) && claim.lacking.len() == 1 && required(spec).iter().any(has)
}

/// Kinds of table that have all they need but one column. What two of them would ask for is asked once.
fn close(
    profile: &SheetProfile,
    claims: &[(&'static ImporterSpec, Claim)],
) -> (Vec<String>, Vec<MissingField>) {
    let (mut reasons, mut near) = (Vec::new(), Vec::<MissingField>::new());
    for (spec, claim) in claims.iter().filter(|claim| is_close(claim)) {
        reasons.push(lacking_reason(profile, spec, claim));
        let new = near_miss(profile, spec, claim)
            .filter(|new| !near.iter().any(|n| n.field == new.field && n.columns == new.columns));
        near.extend(new);
    }
    (reasons, near)
}

/// The kind of table that needs nothing but columns whose headers are slips of what it needs.
fn misspelt(
    profile: &SheetProfile,
    claims: &[(&'static ImporterSpec, Claim)],
) -> (Vec<String>, Vec<MissingField>) {
    let nothing = Claim { score: 0, columns: Vec::new(), lacking: Vec::new() };
    let mut best: Option<(usize, &'static ImporterSpec, Vec<MissingField>)> = None;
    for spec in IMPORTERS.iter().copied().filter(|spec| OWN_TABLES.contains(&spec.id)) {
        let claim = claims.iter().find(|(s, _)| s.id == spec.id).map_or(&nothing, |(_, claim)| claim);
        let found = slips(profile, spec, claim);
        let has = |f: &FieldSpec| claim.columns.iter().any(|(_, used)| *used == Field(f.name));
        let slipped = |f: &FieldSpec| found.iter().any(|m| m.field == f.name);
        let needed = required(spec);
        let columns = claim.columns.len() + found.len();
        let fits = needed.iter().all(|f| has(f) || slipped(f)) && needed.iter().any(|f| slipped(f));
        if fits && best.as_ref().is_none_or(|(most, ..)| columns > *most) {
            best = Some((columns, spec, found));
        }
    }
    let Some((_, spec, found)) = best else { return (Vec::new(), Vec::new()) };
    let slip = |m: &MissingField| {
        let header = m.columns.first().map(|c| quoted(&c.header)).unwrap_or_default();
        format!("{header} looks like a slip for {}", m.field)
    };
    let slips: Vec<String> = found.iter().map(slip).collect();
    (vec![format!("not {}: {}", spec.id, slips.join(", "))], found)
}

/// For an audit that lacks nothing but answers on a known scale, the columns that could be answers.
fn scales_to_confirm(profile: &SheetProfile, spec: &ImporterSpec, claim: &Claim) -> Vec<Problem> {
    let lacks_answers = claim.lacking.iter().any(|field| field.kind == FieldType::Level);
    let wanted = spec.table == "audit" && lacks_answers;
    if wanted { unconfirmed(profile, &claim.columns) } else { Vec::new() }
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
    let verdict = if claim.score >= LEAST_SCORE { "looks like" } else { "not" };
    format!("{verdict} {}: no column {names}; these were seen: {seen}", spec.id)
}

fn near_miss(profile: &SheetProfile, spec: &'static ImporterSpec, claim: &Claim) -> Option<MissingField> {
    let [field] = claim.lacking.as_slice() else { return None };
    let (at, importer) = (profile.at.clone(), spec.id);
    if let Some(slip) = slip_of(profile, field, &claim.columns) {
        let (columns, likeness) = (vec![slip], Likeness::Slip);
        return Some(MissingField { at, importer, field: field.name, columns, likeness });
    }
    let columns = free_columns(profile, &claim.columns);
    Some(MissingField { at, importer, field: field.name, columns, likeness: Likeness::Content })
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
    let (at, importer, likeness) = (profile.at.clone(), spec.id, Likeness::Content);
    wanted.then_some(MissingField { at, importer, field: "team", columns, likeness })
}

/// Settings of a sheet that cannot be followed: columns that are not there, or private, or unknown.
pub(super) fn check_settings(profile: &SheetProfile, spec: &ImporterSpec, config: &Config) -> Vec<Problem> {
    let settings = settings_for(config, &profile.at);
    let mut problems = Vec::new();
    let mut report = |key: String, what: String, fix: String| {
        let what = format!("{}{what}", settings.place(&key));
        problems.push(Problem::at(&kinds::BAD_SETTING, profile.at.clone(), what, fix));
    };
    for header in settings.questions.iter().filter(|header| named(profile, header).is_none()) {
        let what = format!("there is no column {} to be a question", quoted(header));
        report(format!("questions.{header}"), what, seen(profile));
    }
    // An empty header says that the field is not to be read.
    for (field, header) in settings.columns.iter().filter(|(_, header)| !header.trim().is_empty()) {
        let key = format!("columns.{field}");
        let known = spec.fields.iter().any(|f| f.name == field);
        match profile.columns.iter().find(|c| header_matches(c, header)) {
            None => {
                report(key, format!("there is no column {}", quoted(header)), seen(profile));
            }
            Some(c) if c.private => {
                let what = format!("the column {} is never read: it is private", quoted(&c.header));
                report(key, what, format!("take {field} out of [file.columns]"));
            }
            Some(_) if !known && spec.id != "people" && settings.people.is_none() => {
                let fields = listed(spec.fields.iter().map(|f| f.name), "or");
                report(key, format!("{} has no field {}", spec.id, quoted(field)), format!("use {fields}"));
            }
            Some(_) => {}
        }
    }
    for header in settings.levels.keys() {
        if header != "*" && !profile.columns.iter().any(|c| !c.private && header_matches(c, header)) {
            let what =
                format!("[file.levels] names a column {} that is not there, or private", quoted(header));
            report(format!("levels.{header}"), what, "give the header as it stands in the sheet".to_owned());
        }
    }
    problems
}

fn seen(profile: &SheetProfile) -> String {
    let headers = profile.columns.iter().filter(|c| !c.private).map(|c| c.header.as_str()).take(20);
    format!("the sheet has {}", listed(headers, "and"))
}

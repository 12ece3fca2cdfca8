//! What the answers are weighted to, as the settings say.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::standing::Composition;
use crate::model::{Attribute, Organisation};
use crate::programme::config::AuditConfig;

/// How far from 1 the shares of a target may add up, for rounding.
const ROUNDING: f64 = 0.011;

/// Settings about weights that do not fit the people there are.
#[derive(Debug, PartialEq, Eq)]
pub struct BadTarget {
    place: String,
    what: String,
    help: String,
}

impl fmt::Display for BadTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}\n  help: {}", self.place, self.what, self.help)
    }
}

impl std::error::Error for BadTarget {}

/// What the answers are weighted to: first the groups counted in `[audit.targets]`, then those of the staff
/// list that `weight_by` names.
///
/// # Errors
/// [`BadTarget`] for an attribute or a group that nobody has, a group left out, a number below 0, shares that
/// do not add up to 1, or an attribute named twice.
pub fn compositions(
    organisation: &Organisation,
    config: &AuditConfig,
) -> Result<Vec<Composition>, BadTarget> {
    let targets = config
        .targets
        .iter()
        .map(|(name, groups)| from_target(&Target { organisation, config, name, groups }));
    let named = config.weight_by.iter().enumerate().map(|(i, name)| {
        let bad = |what: &str, help| Err(bad(config, &format!("weight_by.{name}"), what.into(), help));
        if config.targets.contains_key(name) || config.weight_by[..i].contains(name) {
            return bad(&format!("{name} is already weighted by"), "name each attribute once".into());
        }
        let Some(attribute) = organisation.attribute(name) else {
            return bad(&format!("weight_by: nobody has the attribute {name:?}"), known(organisation));
        };
        Ok(from_list(attribute))
    });
    targets.chain(named).collect()
}

fn from_list(attribute: &Attribute) -> Composition {
    let people = attribute.members().iter().map(|members| members.len() as f64).collect();
    Composition { attribute: attribute.name.clone(), people }
}

/// One table of `[audit.targets]`.
struct Target<'a> {
    organisation: &'a Organisation,
    config: &'a AuditConfig,
    name: &'a str,
    groups: &'a BTreeMap<String, f64>,
}

impl Target<'_> {
    fn bad<T>(&self, group: Option<&str>, what: String, help: String) -> Result<T, BadTarget> {
        let group = group.or(self.groups.keys().next().map(String::as_str)).unwrap_or_default();
        Err(bad(self.config, &format!("targets.{}.{group}", self.name), what, help))
    }
}

fn bad(config: &AuditConfig, key: &str, what: String, help: String) -> BadTarget {
    let place = config.places.get(key).map(|place| format!("{place}: ")).unwrap_or_default();
    BadTarget { place, what, help }
}

fn known(organisation: &Organisation) -> String {
    let names: Vec<&str> = organisation.attributes().iter().map(|a| &*a.name).collect();
    if names.is_empty() {
        "without a staff list nobody's groups are known; take the setting out".into()
    } else {
        format!("there are: {}", names.join(", "))
    }
}

fn from_target(target: &Target<'_>) -> Result<Composition, BadTarget> {
    let name = target.name;
    let Some(attribute) = target.organisation.attribute(name) else {
        let what = format!("[audit.targets.{name}]: nobody has the attribute {name:?}");
        return target.bad(None, what, known(target.organisation));
    };
    let mut people: Vec<Option<f64>> = vec![None; attribute.labels.len()];
    for (group, count) in target.groups {
        let same = |label: &&std::sync::Arc<str>| label.to_lowercase() == group.to_lowercase();
        let Some(at) = attribute.labels.iter().position(|label| same(&label)) else {
            let labels = attribute.labels.join(", ");
            let what = format!("[audit.targets.{name}]: there is no {name} {group:?} on the staff list");
            return target.bad(Some(group), what, format!("there are: {labels}"));
        };
        if !count.is_finite() || *count < 0.0 || people[at].is_some() {
            let what = format!("[audit.targets.{name}]: {group} = {count} cannot be counted");
            return target.bad(Some(group), what, "give each group once, as a share or a count".into());
        }
        people[at] = Some(*count);
    }
    sums(target)?;
    let left_out: Vec<&str> =
        attribute.labels.iter().zip(&people).filter(|(_, n)| n.is_none()).map(|(l, _)| &**l).collect();
    if !left_out.is_empty() {
        let what = format!("[audit.targets.{name}] leaves out {}", left_out.join(", "));
        return target.bad(
            None,
            what,
            "say of every group how many people it has, 0 if they are not to count".into(),
        );
    }
    Ok(Composition { attribute: attribute.name.clone(), people: people.into_iter().flatten().collect() })
}

/// Shares must add up to 1; counts to more than nothing.
fn sums(target: &Target<'_>) -> Result<(), BadTarget> {
    let (name, sum) = (target.name, target.groups.values().sum::<f64>());
    let are_shares = target.groups.values().all(|x| *x <= 1.0);
    if sum <= 0.0 || are_shares && (sum - 1.0).abs() > ROUNDING {
        let what = format!("[audit.targets.{name}]: the shares add up to {sum:.3}, not to 1");
        return target.bad(None, what, "correct the shares, or give numbers of people".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GroupId, Parts, Person};

    fn organisation() -> Organisation {
        let person =
            |i: usize| Person { key: format!("p{i}").into(), name: None, manager: None, may_name: false };
        let sector = Attribute {
            name: "sector".into(),
            labels: vec!["Council".into(), "Police".into()],
            of: [0, 0, 1].map(|g| Some(GroupId(g))).to_vec(),
        };
        let people = (0..3).map(person).collect();
        Organisation::new(Parts { people, attributes: vec![sector], ..Parts::default() }).unwrap()
    }

    fn of(text: &str) -> Result<Vec<Composition>, String> {
        let config = crate::programme::parse::settings(text, "crossweave.toml").unwrap();
        compositions(&organisation(), &config.audit).map_err(|e| e.to_string())
    }

    #[test]
    fn groups_are_found_in_any_case_and_the_list_can_stand_for_itself() {
        let shares = of("[audit.targets.sector]\npolice = 0.4\nCouncil = 0.6\n").unwrap();
        assert_eq!((&*shares[0].attribute, &shares[0].people[..]), ("sector", &[0.6, 0.4][..]));
        assert_eq!(
            of("[audit.targets.sector]\npolice = 40\nCouncil = 60\n").unwrap()[0].people,
            [60.0, 40.0]
        );
        assert_eq!(of("[audit]\nweight_by = [\"sector\"]\n").unwrap()[0].people, [2.0, 1.0]);
        assert!(of("[audit]\n").unwrap().is_empty());
    }

    #[test]
    fn what_does_not_fit_is_refused_at_its_line() {
        let refused = |text: &str, parts: [&str; 2]| {
            let why = of(text).unwrap_err();
            assert!(parts.iter().all(|part| why.contains(part)), "{why}");
        };
        let target = |rest: &str| format!("[audit.targets.sector]\n{rest}");
        refused(
            &target("Council = 0.6\nPolce = 0.4\n"),
            ["crossweave.toml line 3: ", "there are: Council, Police"],
        );
        refused(&target("Council = 0.6\nPolice = 0.3\n"), ["line 2: ", "add up to 0.900, not to 1"]);
        refused(&target("Council = 0\nPolice = 0\n"), ["line 2: ", "add up to 0.000"]);
        refused(&target("Council = 60\n"), ["line 2: ", "leaves out Police"]);
        refused(&target("Council = -1\nPolice = 3\n"), ["line 2: ", "cannot be counted"]);
        refused(&target("Council = 3\ncouncil = 3\n"), ["line 3: ", "cannot be counted"]);
        refused("[audit.targets.sect]\nx = 1\n", ["line 2: ", "there are: sector"]);
        refused("[audit]\nweight_by = [\"team\"]\n", ["line 2: ", "there are: sector"]);
        refused("[audit]\nweight_by = [\"sector\", \"sector\"]\n", ["line 2: ", "once"]);
    }
}

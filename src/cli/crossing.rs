//! `--by sector,grade` and `cross` under `[report]`: people grouped by two things together.

use super::failure::Failure;
use crate::model::derived::{attendance, crossed, crossed_name};
use crate::model::{Attribute, Organisation};

/// The two groupings `--by` names, where it names two; a grouping with a comma in its name is itself.
pub fn two(by: &str, organisation: &Organisation) -> Option<[String; 2]> {
    let (first, second) = by.split_once(',').filter(|_| organisation.attribute(by).is_none())?;
    Some([first.trim().to_owned(), second.trim().to_owned()])
}

/// The name of the grouping `--by` asks for: its own, or that of the two it names.
pub fn name(by: &str, organisation: &Organisation) -> String {
    two(by, organisation).map_or_else(|| by.to_owned(), |[first, second]| crossed_name(&first, &second))
}

/// The crossed grouping; `asked` is what asked for it, as messages name it.
///
/// # Errors
/// When either is no grouping of these people, both are the same, or nobody is in a group of both.
pub fn grouping(
    asked: &str,
    [first, second]: &[String; 2],
    organisation: &Organisation,
) -> Result<Attribute, Failure> {
    let attendance = attendance(organisation);
    let all = || organisation.attributes().iter().chain(&attendance);
    let refuse = |what: String, help: String| Failure::Usage(format!("{asked}: {what}\n  help: {help}"));
    let known = || format!("there are: {}", all().map(|a| &*a.name).collect::<Vec<_>>().join(", "));
    let find = |name: &String| {
        let nobody = || refuse(format!("nobody is grouped by {name}"), known());
        all().find(|a| *a.name == **name).ok_or_else(nobody)
    };
    let (one, other) = (find(first)?, find(second)?);
    let name = crossed_name(first, second);
    let help = || "name two different groupings, such as sector,grade".to_owned();
    if one.name == other.name {
        return Err(refuse("both are the same".into(), help()));
    }
    if all().any(|a| *a.name == *name) {
        return Err(refuse(
            format!("people are already grouped by \"{name}\""),
            format!("use --by \"{name}\""),
        ));
    }
    match crossed(one, other) {
        Some(grouping) if !grouping.labels.is_empty() => Ok(grouping),
        Some(_) => Err(refuse(format!("nobody has both a {first} and a {second}"), known())),
        None => Err(refuse("there are too many pairs of groups".into(), help())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GroupId, Parts, Person};

    fn organisation() -> Organisation {
        let attribute = |name: &str, of: [Option<u16>; 3]| Attribute {
            name: name.into(),
            labels: vec!["A".into(), "B".into()],
            of: of.map(|g| g.map(GroupId)).to_vec(),
        };
        let person =
            |i: u32| Person { key: i.to_string().into(), name: None, manager: None, may_name: false };
        Organisation::new(Parts {
            people: (0..3).map(person).collect(),
            attributes: vec![
                attribute("team", [Some(0), Some(1), None]),
                attribute("grade", [Some(0), Some(0), Some(1)]),
                attribute("site", [None, None, Some(0)]),
                attribute("a,b", [Some(0), None, None]),
            ],
            ..Parts::default()
        })
        .unwrap()
    }

    #[test]
    fn two_are_found_and_what_is_not_is_told() {
        let organisation = organisation();
        let cross = |by: &str| grouping("--by", &two(by, &organisation).unwrap(), &organisation);
        assert_eq!(name("team, grade", &organisation), "team and grade");
        assert_eq!((two("a,b", &organisation), name("a,b", &organisation)), (None, "a,b".to_owned()));
        let found = cross("team,grade").unwrap();
        assert_eq!(found.labels.iter().map(|l| &**l).collect::<Vec<_>>(), ["A · A", "B · A"]);
        let told = |by: &str| cross(by).unwrap_err().to_string();
        assert!(told("team,rank").contains("nobody is grouped by rank"), "{}", told("team,rank"));
        assert!(told("team,rank").contains("there are: team, grade, site"));
        assert!(told("team,team").contains("both are the same"));
        assert!(told("team,site").contains("nobody has both a team and a site"));
        assert!(told("team,grade,site").contains("nobody is grouped by grade,site"));
    }
}

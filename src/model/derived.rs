//! Groupings that follow from other tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::organisation::{Attribute, GroupId, Organisation};
use super::tie::Membership;

/// Name of the grouping [`attendance`] makes.
pub const ATTENDANCE: &str = "café";
/// Its group of people who came.
pub const CAME: &str = "Came to a café";
/// Its group of people who did not.
pub const STAYED: &str = "Did not come";

/// Who came to a café, workshop or other event and who did not; `None` when no events are known.
///
/// ```
/// use crossweave::model::{Organisation, derived};
/// assert!(derived::attendance(&Organisation::default()).is_none());
/// ```
pub fn attendance(organisation: &Organisation) -> Option<Attribute> {
    let mut of = vec![Some(GroupId(1)); organisation.people().len()];
    let mut any = false;
    for membership in organisation.memberships().iter().filter(|m| is_event(m)) {
        of[membership.person.ix()] = Some(GroupId(0));
        any = true;
    }
    let labels: Vec<Arc<str>> = vec![CAME.into(), STAYED.into()];
    any.then(|| Attribute { name: ATTENDANCE.into(), labels, of })
}

/// Whether a membership is coming to a café, workshop or other event, by its kind or its name.
pub fn is_event(membership: &Membership) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        ["café", "cafe", "event", "workshop", "session"].iter().any(|word| text.contains(word))
    };
    membership.kind.as_deref().is_some_and(says) || says(&membership.group)
}

/// What stands between the two groups in a crossed group's label.
const BETWEEN: &str = " · ";

/// Name of the grouping [`crossed`] makes of two.
///
/// ```
/// assert_eq!(crossweave::model::derived::crossed_name("sector", "grade"), "sector and grade");
/// ```
pub fn crossed_name(first: &str, second: &str) -> String {
    format!("{first} and {second}")
}

/// Two groupings crossed: one group for each pair of groups that somebody is in, such as `Police · Sergeant`.
/// People whose group is unknown in either are in none.
///
/// `None` where there are more pairs than a grouping can hold.
///
/// ```
/// use crossweave::model::{Attribute, GroupId, derived};
/// let attribute = |name: &str, labels: [&str; 2], of: [Option<u16>; 4]| Attribute {
///     name: name.into(),
///     labels: labels.map(Into::into).to_vec(),
///     of: of.map(|g| g.map(GroupId)).to_vec(),
/// };
/// let sector = attribute("sector", ["Council", "Police"], [Some(1), Some(0), Some(1), Some(1)]);
/// let grade = attribute("grade", ["Junior", "Senior"], [Some(1), Some(1), None, Some(0)]);
/// let crossed = derived::crossed(&sector, &grade).unwrap();
/// let labels: Vec<&str> = crossed.labels.iter().map(|l| &**l).collect();
/// assert_eq!(labels, ["Council · Senior", "Police · Junior", "Police · Senior"]);
/// assert_eq!(crossed.of, [Some(2), Some(0), None, Some(1)].map(|g| g.map(GroupId)));
/// ```
pub fn crossed(first: &Attribute, second: &Attribute) -> Option<Attribute> {
    let label = |(a, b): (&Option<GroupId>, &Option<GroupId>)| {
        let (a, b) = ((*a)?.0 as usize, (*b)?.0 as usize);
        Some(format!("{}{BETWEEN}{}", first.labels[a], second.labels[b]))
    };
    let of: Vec<Option<String>> = first.of.iter().zip(&second.of).map(label).collect();
    let labels: BTreeSet<&String> = of.iter().flatten().collect();
    let ids: BTreeMap<&String, u16> =
        labels.iter().enumerate().map(|(i, l)| Some((*l, u16::try_from(i).ok()?))).collect::<Option<_>>()?;
    Some(Attribute {
        name: crossed_name(&first.name, &second.name).into(),
        labels: labels.iter().map(|l| l.as_str().into()).collect(),
        of: of.iter().map(|l| l.as_ref().and_then(|l| ids.get(l)).copied().map(GroupId)).collect(),
    })
}

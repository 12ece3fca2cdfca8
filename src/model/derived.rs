//! Groupings that follow from other tables.

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

//! A rise among those who came to a café, beyond that of those who did not.

use super::{RuleSpec, finding};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::{Key, Level};
use crate::model::derived::{CAME, STAYED};

/// `cafe-rise`.
pub static RULE: RuleSpec = RuleSpec {
    id: "cafe-rise",
    looks_for: "people who came to a café gained more confidence than people who did not, interval above 0",
    find,
};

fn find(view: &View<'_>, _: &About) -> Vec<Finding> {
    let mut found = Vec::new();
    for difference in view.of("cafe-difference", Level::Network) {
        let (Some(by), Some(wave)) = (&difference.key.by, &difference.key.wave) else { continue };
        let group = |label: &str| view.get(&Key::group("change-index", by, &label.into()).in_wave(wave));
        if let (Some(came), Some(stayed), true) =
            (group(CAME), group(STAYED), difference.low.is_some_and(|low| low > 0.0))
        {
            found.push(finding(
                &RULE,
                0.85,
                vec![("difference", difference), ("came", came), ("stayed", stayed)],
            ));
        }
    }
    found
}

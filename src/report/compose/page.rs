//! What every section needs at hand.

use std::sync::Arc;

use crate::disclosure::Policy;
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::insight::{Analysis, View};
use crate::measures::{Key, Measurement};

/// The analysis, indexed, with the latest wave.
pub struct Page<'a> {
    /// The analysis as it may be shown.
    pub analysis: &'a Analysis,
    /// The policy it is shown under.
    pub policy: &'a Policy,
    /// Its measurements by key.
    pub view: View<'a>,
    /// Label of the latest wave.
    pub latest: Option<Arc<str>>,
}

impl<'a> Page<'a> {
    /// Indexes an analysis.
    pub fn new(analysis: &'a Analysis, policy: &'a Policy) -> Self {
        Self {
            analysis,
            policy,
            view: View::new(&analysis.measurements),
            latest: analysis.about.waves.last().map(|w| w.label.clone()),
        }
    }

    /// A grouping by name.
    pub fn grouping(&self, by: &str) -> Option<&'a Grouping> {
        self.analysis.groupings.iter().find(|g| &*g.by == by)
    }

    /// The finest grouping the report compares: teams, else sectors, else the first there is.
    pub fn teams(&self) -> Option<&'a Grouping> {
        ["team", "sector", "strand"]
            .iter()
            .find_map(|by| self.grouping(by))
            .or(self.analysis.groupings.first())
    }

    /// The broadest: sectors, else strands; never the same as [`Page::teams`].
    pub fn sectors(&self) -> Option<&'a Grouping> {
        let teams = self.teams()?;
        ["sector", "strand"].iter().find_map(|by| self.grouping(by)).filter(|g| g.by != teams.by)
    }

    /// A measurement about one group in the latest wave.
    pub fn group(
        &self,
        measure: &'static str,
        grouping: &Grouping,
        group: &GroupInfo,
    ) -> Option<&'a Measurement> {
        self.view.get(&Key::group(measure, &grouping.by, &group.label).in_wave(self.latest.as_ref()?))
    }

    /// A measurement about two groups, in whichever order it was kept.
    pub fn pair(
        &self,
        measure: &'static str,
        by: &Arc<str>,
        a: &Arc<str>,
        b: &Arc<str>,
    ) -> Option<&'a Measurement> {
        let key = Key::pair(measure, by, a, b);
        self.view.get(&key).or_else(|| self.view.get(&Key::pair(measure, by, b, a)))
    }

    /// `team`, `sector`: what a group of this grouping is called, in the plural where `n` is not 1.
    pub fn called(&self, by: &str, n: usize) -> String {
        if n == 1 { by.to_owned() } else { format!("{by}s") }
    }

    /// A note on groups left out of a picture; empty when all are in.
    pub fn left_out(&self, by: &str, hidden: usize) -> String {
        if hidden == 0 {
            return String::new();
        }
        let are = if hidden == 1 { "is" } else { "are" };
        format!(
            " {hidden} {} {are} left out because {} people or fewer answered, or because showing them would give a \
             smaller group away.",
            self.called(by, hidden),
            self.policy.k - 1
        )
    }
}

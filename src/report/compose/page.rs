//! What every section needs at hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::disclosure::Policy;
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::insight::{Analysis, View};
use crate::measures::{Key, Level, Measurement};
use crate::report::words;

/// A picture with more groups than this shows the largest only.
const LEGIBLE: usize = 40;
/// How many those are.
const LARGEST: usize = 30;

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
    /// Attribute and label of the groups the findings name; every picture has them.
    pub named: BTreeSet<(Arc<str>, Arc<str>)>,
}

impl<'a> Page<'a> {
    /// Indexes an analysis.
    pub fn new(analysis: &'a Analysis, policy: &'a Policy) -> Self {
        Self {
            analysis,
            policy,
            view: View::new(&analysis.measurements),
            latest: analysis.about.waves.last().map(|w| w.label.clone()),
            named: BTreeSet::new(),
        }
    }

    /// Values by skill in a wave, highest first, and after them the rows whose value is not shown.
    pub fn by_skill(
        &self,
        measure: &str,
        wave: &Arc<str>,
    ) -> (Vec<(f64, &'a Measurement)>, Vec<&'a Measurement>) {
        let rows = self.view.of(measure, Level::Skill).filter(|m| m.key.wave.as_ref() == Some(wave));
        let (mut shown, mut rest) = (Vec::new(), Vec::new());
        for m in rows {
            match m.value.as_f64() {
                Some(x) => shown.push((x, m)),
                None => rest.push(m),
            }
        }
        shown.sort_by(|a, b| b.0.total_cmp(&a.0));
        (shown, rest)
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

    /// What one of its groups is called in a sentence: `team`, or `group` where two groupings are crossed.
    pub fn noun(&self, grouping: &'a Grouping) -> &'a str {
        if self.analysis.about.crossed.as_ref() == Some(&grouping.by) { "group" } else { &grouping.by }
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

    /// The groups a picture draws out of those that may be shown: all of them while they are
    /// legible, else the largest and those the findings name.
    pub fn drawn(&self, grouping: &Grouping, shown: &BTreeSet<&Arc<str>>) -> BTreeSet<Arc<str>> {
        let mut groups: Vec<&GroupInfo> =
            grouping.groups.iter().filter(|g| shown.contains(&g.label)).collect();
        if groups.len() > LEGIBLE {
            groups.sort_by_key(|g| std::cmp::Reverse(g.people));
            let is_named = |g: &GroupInfo| self.named.contains(&(grouping.by.clone(), g.label.clone()));
            let (largest, rest) = groups.split_at(LARGEST);
            groups = largest.iter().chain(rest.iter().filter(|g| is_named(g))).copied().collect();
        }
        groups.into_iter().map(|g| g.label.clone()).collect()
    }

    /// What a picture leaves out, for its subtitle; empty when all groups are in.
    pub fn coverage(&self, by: &str, drawn: usize, shown: usize, hidden: usize) -> String {
        let mut text = String::new();
        if drawn < shown {
            let many = words::plural(by, 2);
            text.push_str(&format!(" Drawn: the {drawn} largest of {shown} {many}; the table has them all."));
        }
        if hidden > 0 {
            let (noun, are) = (words::plural(by, hidden), if hidden == 1 { "is" } else { "are" });
            let many = words::plural(by, 2);
            text.push_str(&format!(" {hidden} {noun} {are} not shown, to protect people in small {many}."));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Tier;

    const POLICY: Policy = Policy { tier: Tier::Leadership, k: 5 };

    fn grouping(n: u64) -> Grouping {
        let group = |i| GroupInfo { label: format!("{i:03}").into(), people: i, within: None, hidden: false };
        Grouping { by: "team".into(), groups: (1..=n).map(group).collect() }
    }

    #[test]
    fn of_many_groups_the_largest_and_the_named_are_drawn() {
        let analysis = Analysis::default();
        let mut page = Page::new(&analysis, &POLICY);
        page.named.insert(("team".into(), "002".into()));
        let few = grouping(40);
        assert_eq!(page.drawn(&few, &few.groups.iter().map(|g| &g.label).collect()).len(), 40);
        let many = grouping(107);
        let drawn = page.drawn(&many, &many.groups.iter().map(|g| &g.label).collect());
        assert_eq!(drawn.len(), 31);
        assert!(drawn.contains("107") && drawn.contains("078") && drawn.contains("002"));
        assert!(!drawn.contains("077"));
    }

    #[test]
    fn what_is_left_out_is_said_in_short() {
        let analysis = Analysis::default();
        let page = Page::new(&analysis, &POLICY);
        assert_eq!(page.coverage("team", 5, 5, 0), "");
        assert_eq!(page.coverage("team", 5, 5, 1), " 1 team is not shown, to protect people in small teams.");
        assert_eq!(
            page.coverage("agency", 30, 107, 0),
            " Drawn: the 30 largest of 107 agencies; the table has them all."
        );
    }
}

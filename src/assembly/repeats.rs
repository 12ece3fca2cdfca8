//! Several forms by one person in one wave: which are set aside, told at their cells and counted.

use super::strangers::LeftOut;
use crate::identity::problems;
use crate::ingest::cell::CellRef;
use crate::ingest::problem::Problem;
use crate::ingest::record::Mention;
use crate::programme::config::RepeatRule;

/// Forms set aside so far under one rule.
pub struct Repeats {
    /// The rule.
    pub rule: RepeatRule,
    set_aside: LeftOut,
    told: Vec<Problem>,
}

impl Repeats {
    /// None yet.
    pub fn new(rule: RepeatRule) -> Self {
        Self { rule, set_aside: LeftOut::new(), told: Vec::new() }
    }

    /// Notes the forms of one person in one wave, in the order they were handed in.
    pub fn note(&mut self, forms: &[&Mention]) {
        for pair in forms.windows(2) {
            let [earlier, later] = pair else { continue };
            let (first, this) = (forms.first().map_or(&earlier.at, |f| &f.at), &later.at);
            let who = later.id.as_deref().or(later.name.as_deref()).unwrap_or_default();
            let became = match self.rule {
                RepeatRule::Last => {
                    format!("the last one counts; {} is set aside", beside(&earlier.at, this))
                }
                RepeatRule::First => {
                    format!("the first one counts, {}; this one is set aside", beside(first, this))
                }
                RepeatRule::Refuse => {
                    format!("neither counts; {} is set aside too", beside(&earlier.at, this))
                }
            };
            let what = format!("{who:?} handed in the form before in this wave; {became}");
            self.told.push(Problem::at(&problems::ANSWERED_TWICE, this.clone(), what, ""));
        }
        let aside = match (self.rule, forms) {
            (_, [] | [_]) => &[],
            (RepeatRule::Last, [aside @ .., _]) | (RepeatRule::First, [_, aside @ ..]) => aside,
            (RepeatRule::Refuse, all) => all,
        };
        for form in aside {
            let sheet = (form.at.file.clone(), form.at.sheet.clone());
            *self.set_aside.entry(sheet).or_default() += 1;
        }
    }

    /// Adds the problems, each with the count over its sheet; gives the counts.
    pub fn finish(self, problems: &mut Vec<Problem>) -> LeftOut {
        let total: u64 = self.set_aside.values().sum();
        let forms = if total == 1 { "form is" } else { "forms are" };
        let fix = format!(
            "{total} {forms} set aside under repeat = \"{}\"; if that is not right, set repeat under [audit] in \
             crossweave.toml to \"last\", \"first\" or \"refuse\"",
            self.rule.id()
        );
        problems.extend(self.told.into_iter().map(|problem| Problem { fix: fix.clone(), ..problem }));
        self.set_aside
    }
}

/// A cell as seen from another: by its letters and number where it stands on the same sheet.
fn beside(cell: &CellRef, from: &CellRef) -> String {
    if (&cell.file, &cell.sheet) == (&from.file, &from.sheet) { cell.a1() } else { cell.to_string() }
}

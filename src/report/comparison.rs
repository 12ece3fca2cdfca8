//! Two waves for a person at a terminal: the same people, different people, everyone, each under its own
//! heading with whom it is about.

use std::sync::Arc;

use super::terminal::{Cells, aligned};
use super::words;
use crate::charts::clean::plain;
use crate::charts::spec::Shown;
use crate::disclosure::Disclosed;
use crate::insight::View;
use crate::insight::analysis::Analysis;
use crate::measures::{Key, Level, Measurement};

/// What a comparison of two waves prints, as measure ids.
pub static MEASURES: [&str; 21] = [
    "change-index",
    "change-confident",
    "confident-same-people",
    "cafe-difference",
    "linked-people",
    "change-index-p",
    "change-level",
    "change-p",
    "change-p-bh",
    "change-p-holm",
    "change-confident-p",
    "change-spread-p",
    "change-moved",
    "transition",
    "noise",
    "change-beyond-noise",
    "change-superiority",
    "change-superiority-p",
    "change-all-people",
    "change-since-before",
    "response-shift",
];

/// The comparison as text, tables at most `width` characters wide where names can be shortened.
pub fn table(analysis: &Disclosed<Analysis>, width: usize) -> String {
    let analysis = analysis.get();
    let [before, after] = analysis.about.waves.as_slice() else { return String::new() };
    let two = Two {
        view: View::new(&analysis.measurements),
        first: plain(&before.label),
        second: plain(&after.label),
        pair: format!("{}→{}", before.label, after.label).into(),
        ends: [&before.label, &after.label]
            .map(|w| format!("{w} of {}→{}", before.label, after.label).into()),
        after: after.label.clone(),
        width,
    };
    let mut out = format!("{} → {}\n", two.first, two.second);
    two.same_people(&mut out);
    two.different_people(&mut out);
    two.everyone(&mut out);
    two.looking_back(&mut out);
    let marks = [("[c]", "known and not shown"), ("[x]", "not available; --format csv says why")];
    for (mark, meaning) in marks {
        if out.contains(mark) {
            out.push_str(&format!("\n{mark} {meaning}"));
        }
    }
    out.trim_end().to_owned() + "\n"
}

struct Two<'a> {
    view: View<'a>,
    first: String,
    second: String,
    pair: Arc<str>,
    /// The first and the second wave of those who answered both.
    ends: [Arc<str>; 2],
    after: Arc<str>,
    width: usize,
}

impl<'a> Two<'a> {
    fn overall(&self, id: &'static str) -> Option<&'a Measurement> {
        self.view.network(id, None, Some(&self.pair))
    }

    fn part(&self, id: &'static str, other: &str) -> Option<&'a Measurement> {
        self.view.get(&Key::network(id).in_wave(&self.pair).with_other(&other.into()))
    }

    fn kind(&self, which: &str) -> String {
        words::shown(self.part("linked-people", which)).printed().to_owned()
    }

    fn same_people(&self, out: &mut String) {
        out.push_str(&format!("\nSAME PEOPLE: the {} who answered both\n", self.kind("Both")));
        out.push_str(&format!(
            "  Confidence out of 100: {}\n",
            told(self.overall("change-index"), self.overall("change-index-p"), Sign::Shown)
        ));
        let noise = self.overall("noise");
        let share = |which| words::shown(self.part("change-beyond-noise", which)).printed().to_owned();
        if noise.is_some_and(|m| m.value.as_f64().is_some()) {
            out.push_str(&format!(
                "  In one person, less than {} points is within noise.\n  Beyond it: {} more confident, {} less.\n",
                words::shown(noise).printed(),
                share("More confident"),
                share("Less confident")
            ));
        }
        let level = |m: &'a Measurement| {
            let way = |way: &str| self.beside(m, "change-moved", &self.pair, Some(way));
            vec![signed(Some(m)), range(Some(m)), printed(self.beside(m, "change-p-bh", &self.pair, None))]
                .into_iter()
                .chain(["Up", "Same", "Down"].map(|w| printed(way(w))))
                .collect()
        };
        let heads = ["levels", "95% interval", "p, list", "up", "same", "down"];
        self.skills(out, "change-level", &heads, &level);
        let confident = |m: &'a Measurement| {
            let end = |i: usize| printed(self.beside(m, "confident-same-people", &self.ends[i], None));
            let p = printed(self.beside(m, "change-confident-p", &self.pair, None));
            vec![end(0), end(1), signed(Some(m)), range(Some(m)), p]
        };
        let heads = ["confident", "after", "change", "95% interval", "p, alone"];
        self.skills(out, "change-confident", &heads, &confident);
    }

    fn different_people(&self, out: &mut String) {
        out.push_str(&format!(
            "\nDIFFERENT PEOPLE: the {} who answered only {} and the {} who answered only\n{}\n",
            self.kind("Only the first"),
            self.first,
            self.kind("Only the second"),
            self.second
        ));
        out.push_str(&format!(
            "  One of the second stands above one of the first: {}\n  50% is no difference.\n",
            told(self.overall("change-superiority"), self.overall("change-superiority-p"), Sign::None)
        ));
        let row = |m: &'a Measurement| {
            let p = printed(self.beside(m, "change-superiority-p", &self.pair, None));
            vec![
                printed(Some(m)),
                range(Some(m)),
                p,
                words::shown(Some(m)).number().map_or_else(String::new, |_| m.n.to_string()),
            ]
        };
        self.skills(out, "change-superiority", &["above", "95% interval", "p, alone", "people"], &row);
    }

    fn everyone(&self, out: &mut String) {
        let Some(m) = self.overall("change-all-people") else { return };
        let n = if m.value.as_f64().is_some() {
            words::count(m.n)
        } else {
            words::shown(Some(m)).printed().into()
        };
        out.push_str(&format!(
            "\nEVERYONE: the {n} who answered either or both\n  Confidence out of 100: {}\n",
            told(Some(m), None, Sign::Shown)
        ));
    }

    fn looking_back(&self, out: &mut String) {
        let since = self.view.network("change-since-before", None, Some(&self.after));
        let Some(since) = since else { return };
        out.push_str(&format!("\nLOOKING BACK: asked in {} how it was before\n", self.second));
        out.push_str(&format!(
            "  Levels gained since, by their own account: {}\n",
            told(Some(since), None, Sign::Shown)
        ));
        let shift = told(self.overall("response-shift"), None, Sign::Shown);
        out.push_str(&format!("  Levels they had thought themselves above that: {shift}\n"));
    }

    /// Another measure of the same skill.
    fn beside(
        &self,
        m: &Measurement,
        measure: &'static str,
        wave: &Arc<str>,
        other: Option<&str>,
    ) -> Option<&'a Measurement> {
        let wave = Some(wave.clone());
        self.view.get(&Key { measure, wave, other: other.map(Into::into), ..m.key.clone() })
    }

    fn skills(
        &self,
        out: &mut String,
        id: &str,
        heads: &[&'static str],
        row: &dyn Fn(&'a Measurement) -> Vec<String>,
    ) {
        let rows = self.view.of(id, Level::Skill).filter(|m| m.key.wave.as_ref() == Some(&self.pair));
        let mut cells: Cells =
            std::iter::once("skill").chain(heads.iter().copied()).map(|h| (h, vec![])).collect();
        for m in rows {
            let name = plain(m.key.skill.as_deref().unwrap_or_default());
            for (column, cell) in cells.iter_mut().zip(std::iter::once(name).chain(row(m))) {
                column.1.push(cell);
            }
        }
        if cells.first().is_some_and(|c| !c.1.is_empty()) {
            out.push('\n');
            out.push_str(&aligned(cells, self.width));
        }
    }
}

/// Whether a rise is marked by its sign.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Shown,
    None,
}

fn printed(m: Option<&Measurement>) -> String {
    words::shown(m).printed().to_owned()
}

/// A change with its sign.
fn signed(m: Option<&Measurement>) -> String {
    match words::shown(m) {
        Shown::Number(x, text) if x > 0.0 && text.contains(|c| ('1'..='9').contains(&c)) => {
            format!("+{text}")
        }
        other => other.printed().to_owned(),
    }
}

fn range(m: Option<&Measurement>) -> String {
    m.filter(|m| m.value.as_f64().is_some()).and_then(words::interval).unwrap_or_default()
}

/// A value with its interval and p, or why there is none.
fn told(m: Option<&Measurement>, p: Option<&Measurement>, sign: Sign) -> String {
    let Some(m) = m else { return "[x]".to_owned() };
    if let Some(why) = m.value.reason() {
        return format!("{}, {}", printed(Some(m)), plain(why));
    }
    let value = if sign == Sign::Shown { signed(Some(m)) } else { printed(Some(m)) };
    let range = words::interval(m).map(|i| format!(" ({i})")).unwrap_or_default();
    let p = p.filter(|p| p.value.as_f64().is_some()).map(|p| format!(", p {}", printed(Some(p))));
    format!("{value}{range}{}", p.unwrap_or_default())
}

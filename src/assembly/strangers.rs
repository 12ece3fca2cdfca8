//! Whoever is not on the list: met at a cell, counted, reported, looked at for likeness.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::identity::shared::SharedMailbox;
use crate::identity::suggest::Stranger;
use crate::identity::{Found, Matches, Outside, Roster, Suggestion, normal, problems};
use crate::ingest::cell::CellRef;
use crate::ingest::problem::Problem;
use crate::ingest::record::Mention;
use crate::model::organisation::PersonId;

/// Where a stranger was met: their rows are each reported, or counted for the whole log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// In an answer, a tie or a sign-in: each row is a problem of its own.
    InRow,
    /// As a sender or recipient in a log: one note for all.
    InLog,
}

/// Rows left out because they are about nobody on the list, by file and sheet.
pub type LeftOut = BTreeMap<(Arc<str>, Option<Arc<str>>), u64>;

struct Seen {
    stranger: Stranger,
    rows: Vec<CellRef>,
    in_log: u64,
}

/// Everyone met so far who is not on the list.
pub struct Strangers<'a> {
    roster: &'a Roster,
    matches: &'a Matches,
    shared: BTreeSet<&'a str>,
    seen: BTreeMap<String, Seen>,
    rest: Vec<Problem>,
    left_out: LeftOut,
}

impl<'a> Strangers<'a> {
    /// Nobody yet.
    pub fn new(roster: &'a Roster, matches: &'a Matches, shared: &'a [SharedMailbox]) -> Self {
        let shared = shared.iter().map(|s| s.id.as_str()).collect();
        Self { roster, matches, shared, seen: BTreeMap::new(), rest: Vec::new(), left_out: LeftOut::new() }
    }

    /// The person behind an id of a log; `None` for strangers and for addresses that are nobody's.
    pub fn person_in_log(&self, id: &str) -> Option<PersonId> {
        if self.is_shared(id) { None } else { self.roster.find_id(id).or_else(|| self.roster.find_name(id)) }
    }

    /// Whether an id of a log is a shared mailbox or a list.
    pub fn is_shared(&self, id: &str) -> bool {
        self.shared.contains(normal::id(id).as_str())
    }

    /// Counts the rows of problems as left out.
    pub fn leave_out<'p>(&mut self, problems: impl Iterator<Item = &'p Problem>) {
        for at in problems.filter_map(|p| p.cell.as_ref()) {
            *self.left_out.entry((at.file.clone(), at.sheet.clone())).or_default() += 1;
        }
    }

    /// The person of a mention; a stranger is remembered.
    pub fn find(&mut self, who: &Mention, met: Met) -> Option<PersonId> {
        match self.roster.find(who) {
            Found::Person(id) => Some(id),
            Found::SharedName => {
                let name = who.name.as_deref().unwrap_or_default();
                self.rest.push(Problem::at(
                    &problems::NAME_SHARED,
                    who.at.clone(),
                    format!("{name:?}"),
                    "add an e-mail address or staff number to this row",
                ));
                None
            }
            // The importer has told of it at its cell.
            Found::Anonymous => None,
            Found::Outside => {
                self.remember(who, met, 1);
                None
            }
        }
    }

    /// The person a row is about; a row about nobody on the list is counted as left out.
    pub fn find_in_row(&mut self, who: &Mention) -> Option<PersonId> {
        self.find_in_rows(who, 1)
    }

    /// The same where several rows are about one person, as in an audit with a row an answer.
    pub fn find_in_rows(&mut self, who: &Mention, rows: u64) -> Option<PersonId> {
        let found = self.find(who, Met::InRow);
        if found.is_none() {
            *self.left_out.entry((who.at.file.clone(), who.at.sheet.clone())).or_default() += rows;
        }
        found
    }

    /// Remembers someone met `times` times.
    pub fn remember(&mut self, who: &Mention, met: Met, times: u64) {
        let seen = match (&who.id, &who.name) {
            (Some(id), _) => normal::id(id),
            (None, Some(name)) => normal::name(name),
            (None, None) => return,
        };
        if met == Met::InLog && self.shared.contains(seen.as_str()) {
            return;
        }
        let entry = self.seen.entry(seen.clone()).or_insert_with(|| Seen {
            stranger: Stranger { seen, at: Some(who.at.clone()), ..Stranger::default() },
            rows: Vec::new(),
            in_log: 0,
        });
        if entry.stranger.name.is_none() {
            let beside = || normal::display_name(who.id.as_deref()?);
            entry.stranger.name = who.name.as_deref().map(str::to_owned).or_else(beside);
        }
        match met {
            Met::InRow => {
                entry.stranger.in_row = true;
                entry.rows.push(who.at.clone());
            }
            Met::InLog => entry.in_log += times,
        }
    }

    /// Those the operator has not decided about.
    pub fn to_suggest(&self) -> Vec<Stranger> {
        let open = |s: &&Seen| {
            let seen = s.stranger.seen.as_str();
            self.matches.decision(seen).is_none() && !self.shared.contains(seen)
        };
        self.seen.values().filter(open).map(|s| s.stranger.clone()).collect()
    }

    /// Everyone outside, by domain.
    pub fn outside(&self) -> Outside {
        let met = self.seen.values().map(|s| (s.stranger.seen.as_str(), s.in_log, s.rows.len() as u64));
        Outside::of(met)
    }

    /// Rows left out so far.
    pub fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// A problem for each row left out, one for each likeness, and a note on the log. The suggestions
    /// are sorted by id as seen.
    pub fn problems(self, suggestions: &[Suggestion]) -> Vec<Problem> {
        let mut all = self.rest;
        for seen in self.seen.values() {
            let like = suggestions.binary_search_by(|s| s.seen.cmp(&seen.stranger.seen)).ok();
            let like = like.and_then(|at| suggestions.get(at));
            all.extend(seen.rows.iter().map(|at| row_problem(at, seen, like)));
            if let (Some(like), true) = (like, seen.rows.is_empty()) {
                all.push(likeness(like));
            }
        }
        all.extend(log_note(self.seen.values()));
        all
    }
}

fn row_problem(at: &CellRef, seen: &Seen, like: Option<&Suggestion>) -> Problem {
    let who = &seen.stranger.seen;
    match like {
        Some(s) => Problem::at(
            &problems::LOOKS_LIKE,
            at.clone(),
            format!("{who:?} is not on the staff list; it looks like {} ({})", s.person, s.reason),
            "run crossweave check --write-matches, answer yes or no in matches.csv, and run again",
        ),
        None => Problem::at(
            &problems::NOT_ON_LIST,
            at.clone(),
            format!("{who:?}"),
            "add the person to the staff list, or the address to someone's aliases",
        ),
    }
}

fn likeness(like: &Suggestion) -> Problem {
    Problem {
        spec: &problems::LOOKS_LIKE,
        cell: like.at.clone(),
        what: format!(
            "{:?} is not on the staff list; it looks like {} ({})",
            like.seen, like.person, like.reason
        ),
        fix: "run crossweave check --write-matches, answer yes or no in matches.csv, and run again".into(),
        more: None,
    }
}

fn log_note<'s>(seen: impl Iterator<Item = &'s Seen>) -> Option<Problem> {
    let in_log: Vec<&Seen> = seen.filter(|s| s.in_log > 0).collect();
    let ids = in_log.len();
    let outside = Outside::of(in_log.iter().map(|s| (s.stranger.seen.as_str(), s.in_log, 0)));
    let named = outside
        .domains()
        .iter()
        .take(5)
        .map(|d| format!("{} {}", d.domain.as_deref().unwrap_or("no domain"), d.interactions));
    let named: Vec<String> = named.collect();
    (ids > 0).then(|| {
        Problem::general(
            &problems::OUTSIDE,
            format!(
                "{}, by domain: {}",
                if ids == 1 { "1 address".into() } else { format!("{ids} addresses") },
                named.join(", ")
            ),
            "nothing to do, unless some of them are people on the list",
        )
    })
}

//! Whoever is not on the list: met at a cell, counted, reported, looked at for likeness.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::identity::suggest::Stranger;
use crate::identity::{Found, Matches, Roster, Suggestion, normal, problems};
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
    seen: BTreeMap<String, Seen>,
    rest: Vec<Problem>,
    left_out: LeftOut,
}

impl<'a> Strangers<'a> {
    /// Nobody yet.
    pub fn new(roster: &'a Roster, matches: &'a Matches) -> Self {
        Self { roster, matches, seen: BTreeMap::new(), rest: Vec::new(), left_out: LeftOut::new() }
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
        let entry = self.seen.entry(seen.clone()).or_insert_with(|| Seen {
            stranger: Stranger { seen, name: None, at: Some(who.at.clone()) },
            rows: Vec::new(),
            in_log: 0,
        });
        if entry.stranger.name.is_none() {
            entry.stranger.name = who.name.as_deref().map(str::to_owned);
        }
        match met {
            Met::InRow => entry.rows.push(who.at.clone()),
            Met::InLog => entry.in_log += times,
        }
    }

    /// Those the operator has not decided about.
    pub fn to_suggest(&self) -> Vec<Stranger> {
        let open = |s: &&Seen| self.matches.decision(&s.stranger.seen).is_none();
        self.seen.values().filter(open).map(|s| s.stranger.clone()).collect()
    }

    /// Rows left out so far.
    pub fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// A problem for each row left out, one for each likeness, and a note on the log.
    pub fn problems(self, suggestions: &[Suggestion]) -> Vec<Problem> {
        let mut all = self.rest;
        for seen in self.seen.values() {
            let like = suggestions.iter().find(|s| s.seen == seen.stranger.seen);
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
    let mut domains: BTreeMap<String, u64> = BTreeMap::new();
    let mut ids = 0u64;
    for s in seen.filter(|s| s.in_log > 0) {
        ids += 1;
        let domain = normal::domain(&s.stranger.seen).unwrap_or("no domain").to_owned();
        *domains.entry(domain).or_default() += s.in_log;
    }
    let mut by_count: Vec<(String, u64)> = domains.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let named: Vec<String> = by_count.iter().take(5).map(|(d, n)| format!("{d} {n}")).collect();
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

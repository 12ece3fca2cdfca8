//! Likenesses between ids that are not on the list and people who are: suggested, never applied.
//!
//! The score is the probability that it is the same person, from how rare what they share is on this
//! list (after Fellegi and Sunter 1969): so two equally good candidates halve it, and a common name
//! counts for less than a rare one.

use std::sync::Arc;

use super::candidates::{Index, Reading};
use super::compare::Likeness;
use super::roster::Roster;
use crate::ingest::cell::CellRef;
use crate::model::PersonId;

/// Least score worth a person's time where the sector is known, and where it is not.
const WITHIN_SECTOR: f64 = 0.5;
const ANYWHERE: f64 = 0.55;
/// How likely a stranger is someone of the list, as odds, before names are compared: from a domain or
/// sector of people on the list, without any domain, and from a domain that says nothing.
const FROM_SECTOR: f64 = 1.0;
const NO_DOMAIN: f64 = 0.8;
const OTHER_DOMAIN: f64 = 0.7;
/// The same for someone who answered the audit, signed in or was named by a colleague, under any address.
const IN_ROW: f64 = 8.0;
/// No likeness is certain.
const MOST: f64 = 0.99;

/// An id that is not on the list, as it was met.
#[derive(Clone, Debug, Default)]
pub struct Stranger {
    /// Normalised id, or name where there is no id.
    pub seen: String,
    /// Name beside it, where one stood.
    pub name: Option<String>,
    /// Sector, team and other groups the row itself gives: (`team`, `Housing`).
    pub groups: Vec<(Arc<str>, String)>,
    /// Whether it stands in an answer, a sign-in or a tie: those are nearly always people of the list.
    pub in_row: bool,
    /// Where it was first met.
    pub at: Option<CellRef>,
}

/// A likeness for the operator to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Normalised id as seen.
    pub seen: String,
    /// Key of the person it looks like.
    pub person: String,
    /// That person's name.
    pub name: String,
    /// How likely it is the same person, 0 to 1.
    pub score: f64,
    /// Why.
    pub reason: String,
    /// Where it was first met.
    pub at: Option<CellRef>,
}

/// Suggestions for every stranger that looks like exactly one person, sorted by id as seen.
///
/// A stranger whose sector is known (by the row, or by a domain that people of one sector have) is
/// compared within it; any other with everybody, and must look more alike.
pub fn suggest(roster: &Roster, strangers: &[Stranger]) -> Vec<Suggestion> {
    let index = Index::of(roster);
    let mut found: Vec<Suggestion> = strangers.iter().filter_map(|s| index.best(s)).collect();
    found.sort_by(|a, b| a.seen.cmp(&b.seen));
    found
}

impl Index<'_> {
    fn best(&self, stranger: &Stranger) -> Option<Suggestion> {
        let reading = Reading::of(stranger);
        let all = self.candidates(&reading);
        let is_in = |id: &u32, sector: u16| self.sectors.of_person(*id) == Some(sector);
        // Who answered is nearly always on the list, if not in the sector that their address tells.
        let told = self.sectors.of_stranger(reading.domain, reading.groups);
        let sector = told.filter(|s| !stranger.in_row || all.iter().any(|(id, _)| is_in(id, *s)));
        let inside = |id: &u32| sector.is_none_or(|s| is_in(id, s));
        let pool = sector.map_or(self.people.len(), |s| self.sectors.size(s)).max(1);
        let mut scored: Vec<(u32, Likeness)> = Vec::new();
        for (id, likeness) in all.iter().filter(|(id, _)| inside(id)) {
            let before = match self.odds_before(&reading, sector.is_some()) {
                odds if stranger.in_row => odds.max(IN_ROW),
                odds => odds,
            } / pool as f64;
            scored.push((*id, Likeness { odds: likeness.odds * before, reason: likeness.reason.clone() }));
        }
        let total: f64 = 1.0 + scored.iter().map(|(_, l)| l.odds).sum::<f64>();
        let (id, best) = scored.into_iter().reduce(|a, b| if b.1.odds > a.1.odds { b } else { a })?;
        let score = (best.odds / total).min(MOST);
        let bar = if sector.is_some() { WITHIN_SECTOR } else { ANYWHERE };
        let others_elsewhere = all.iter().any(|(other, _)| *other != id && !inside(other));
        let mut reason = best.reason;
        if let (true, Some(sector)) = (others_elsewhere, sector) {
            reason.push_str(&format!("; of several such people, the one in {}", self.sectors.label(sector)));
        }
        (score >= bar).then(|| self.suggestion(stranger, id, score, reason))
    }

    fn suggestion(&self, stranger: &Stranger, id: u32, score: f64, reason: String) -> Suggestion {
        let entry = self.entries.get(PersonId(id).ix());
        Suggestion {
            seen: stranger.seen.clone(),
            person: entry.map(|e| e.key.to_string()).unwrap_or_default(),
            name: entry.and_then(|e| e.name.as_deref()).unwrap_or_default().to_owned(),
            score,
            reason,
            at: stranger.at.clone(),
        }
    }

    fn odds_before(&self, reading: &Reading<'_>, sector_known: bool) -> f64 {
        match reading.domain {
            _ if sector_known => FROM_SECTOR,
            None => NO_DOMAIN,
            Some(domain) if self.sectors.is_own(domain) => FROM_SECTOR,
            Some(_) => OTHER_DOMAIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Matches;
    use crate::ingest::record::{Mention, PersonRecord};

    fn roster(people: &[(&str, &str, &str)]) -> Roster {
        let row = |(id, name, sector): &(&str, &str, &str)| PersonRecord {
            who: Mention {
                id: Some((*id).into()),
                name: Some((*name).into()),
                at: CellRef::new("staff.csv", None, 2, 0),
            },
            aliases: vec![],
            attributes: if sector.is_empty() {
                vec![]
            } else {
                vec![("sector".into(), (*sector).to_owned())]
            },
            manager: None,
            may_name: false,
            joined: None,
            left: None,
        };
        Roster::from_records(&people.iter().map(row).collect::<Vec<_>>(), &Matches::default()).0
    }

    fn stranger(seen: &str, name: Option<&str>) -> Stranger {
        Stranger { seen: seen.into(), name: name.map(Into::into), ..Stranger::default() }
    }

    fn found(roster: &Roster, strangers: &[Stranger]) -> Vec<(String, String)> {
        suggest(roster, strangers).into_iter().map(|s| (s.seen, s.person)).collect()
    }

    #[test]
    fn another_domain_a_known_name_and_a_slip_are_suggested() {
        let roster = roster(&[
            ("sten.sanjorge jr.@g.kronos", "Sten Sanjorge Jr.", ""),
            ("minke.mies@g.kronos", "Minke Mies", ""),
        ]);
        let found = found(
            &roster,
            &[
                stranger("sten.sanjorge jr.@g.tethys", None),
                stranger("mm@mail.example", Some("Minke Mies")),
                stranger("minke.meis@g.kronos", None),
                stranger("someone.else@mail.example", None),
            ],
        );
        let by: Vec<(&str, &str)> = found.iter().map(|(s, p)| (s.as_str(), p.as_str())).collect();
        assert_eq!(
            by,
            [
                ("minke.meis@g.kronos", "minke.mies@g.kronos"),
                ("mm@mail.example", "minke.mies@g.kronos"),
                ("sten.sanjorge jr.@g.tethys", "sten.sanjorge jr.@g.kronos"),
            ]
        );
    }

    #[test]
    fn two_equally_alike_people_are_not_suggested() {
        let roster = roster(&[("a@x.example", "Sam Leigh", ""), ("b@x.example", "Sam Leigh", "")]);
        assert!(suggest(&roster, &[stranger("sam.leigh@mail.example", Some("Sam Leigh"))]).is_empty());
    }

    const TWO_SECTORS: [(&str, &str, &str); 4] = [
        ("s.leigh@council.example", "Sam Leigh", "Council"),
        ("una.reed@council.example", "Una Reed", "Council"),
        ("sam.leigh@police.example", "Sam Leigh", "Police"),
        ("bo.tarn@police.example", "Bo Tarn", "Police"),
    ];

    #[test]
    fn the_sector_tells_two_people_of_one_name_apart_and_the_reason_says_so() {
        let roster = roster(&TWO_SECTORS);
        let by_domain = suggest(&roster, &[stranger("sam.leigh@council.example", Some("Sam Leigh"))]);
        assert_eq!(by_domain[0].person, "s.leigh@council.example");
        assert_eq!(
            by_domain[0].reason,
            "same first name and surname; of several such people, the one in Council"
        );
        let mut by_row = stranger("sammy@mail.example", Some("Sam Leigh"));
        by_row.groups = vec![("sector".into(), "police ".into())];
        assert_eq!(found(&roster, &[by_row])[0].1, "sam.leigh@police.example");
    }

    #[test]
    fn a_known_sector_keeps_others_out() {
        let roster = roster(&TWO_SECTORS);
        assert!(suggest(&roster, &[stranger("una.reed@police.example", Some("Una Reed"))]).is_empty());
    }

    #[test]
    fn a_team_tells_apart_and_a_second_person_of_the_name_is_nobody_else() {
        let mut rows = roster(&[("a@x.example", "Sam Leigh", ""), ("b@x.example", "Sam Leigh", "")]);
        rows = with_teams(rows, &["Housing", "Roads"]);
        let mut row = stranger("sam leigh (visitor)", Some("Sam Leigh"));
        row.groups = vec![("team".into(), "Roads".into())];
        let suggested = suggest(&rows, &[row]);
        assert_eq!((suggested[0].person.as_str(), suggested.len()), ("b@x.example", 1));
        assert_eq!(suggested[0].reason, "same first name and surname, same team");
        let roster =
            roster(&[("john.smith@x.example", "John Smith", ""), ("una.reed@x.example", "Una Reed", "")]);
        assert!(suggest(&roster, &[stranger("john.smith2@x.example", None)]).is_empty());
    }

    fn with_teams(roster: Roster, teams: &[&str]) -> Roster {
        let rows: Vec<PersonRecord> = roster
            .entries()
            .iter()
            .zip(teams)
            .filter_map(|(e, team)| {
                let mut row = e.record.clone()?;
                row.attributes.push(("team".into(), (*team).to_owned()));
                Some(row)
            })
            .collect();
        Roster::from_records(&rows, &Matches::default()).0
    }

    #[test]
    fn more_evidence_never_scores_less() {
        let roster = roster(&[
            ("margaret.thwaite@x.example", "Margaret Thwaite", ""),
            ("tom.reed@x.example", "Tom Reed", ""),
            ("ann.reed@x.example", "Ann Reed", ""),
        ]);
        let score = |name: &str| {
            suggest(&roster, &[stranger("someone@y.example", Some(name))]).first().map_or(0.0, |s| s.score)
        };
        let scores = ["A. Reed", "M. Thwaite", "Peggy Thwaite", "Margaret Thwaite"].map(score);
        assert!(scores.is_sorted(), "{scores:?}");
        assert!(scores[3] > 0.9);
    }

    #[test]
    fn a_staff_number_written_otherwise_is_suggested() {
        let roster = roster(&[("p-0193", "Una Reed", ""), ("p-0194", "Bo Tarn", "")]);
        assert_eq!(found(&roster, &[stranger("p193", None)]), [("p193".to_owned(), "p-0193".to_owned())]);
    }
}

//! The framework *Networked working*: twenty skills of working digitally across organisations.

/// Its table, as `data-templates/networked-working.csv`; no cell holds a comma.
pub const NETWORKED_WORKING: &str = include_str!("../../../data-templates/networked-working.csv");

/// One skill of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameworkSkill {
    /// Short name.
    pub name: &'static str,
    /// Area.
    pub domain: &'static str,
    /// The text people are asked.
    pub question: &'static str,
    /// Labels of the levels, lowest first.
    pub levels: Vec<&'static str>,
}

/// The cells of the framework's table, header row first.
///
/// ```
/// let cells = crossweave::report::templates::framework::cells();
/// assert_eq!(cells.len(), 21);
/// assert_eq!(cells[0][..3], ["skill", "domain", "question"]);
/// ```
pub fn cells() -> Vec<Vec<&'static str>> {
    NETWORKED_WORKING.lines().map(|line| line.split(',').collect()).collect()
}

/// The skills, in order.
///
/// ```
/// let skills = crossweave::report::templates::framework::networked_working();
/// assert_eq!(skills[0].question, "Finding out who in another organisation can help me");
/// assert_eq!(skills[0].levels[4], "Very confident");
/// ```
pub fn networked_working() -> Vec<FrameworkSkill> {
    let cells = cells();
    let Some((header, rows)) = cells.split_first() else { return Vec::new() };
    rows.iter()
        .map(|row| FrameworkSkill {
            name: cell(header, row, "skill"),
            domain: cell(header, row, "domain"),
            question: cell(header, row, "question"),
            levels: (1..=9)
                .map(|n| cell(header, row, &format!("level_{n}")))
                .filter(|l| !l.is_empty())
                .collect(),
        })
        .collect()
}

fn cell(header: &[&str], row: &[&'static str], name: &str) -> &'static str {
    header.iter().position(|h| *h == name).and_then(|col| row.get(col).copied()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_as_long_as_the_header_and_quotes_nothing() {
        let cells = cells();
        assert!(cells.iter().all(|row| row.len() == cells[0].len()));
        assert!(!NETWORKED_WORKING.contains('"'));
        assert!(networked_working().iter().all(|s| s.levels.len() == 5 && !s.question.is_empty()));
    }
}

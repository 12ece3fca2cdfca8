//! The two frameworks of our own wording.

/// A framework that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shipped {
    /// *Networked working*: twenty-five skills of working digitally across organisations, in five areas.
    #[default]
    NetworkedWorking,
    /// *Ten-minute audit*: two of those skills from each area, in the same words, so that answers to the one can
    /// be compared with answers to the other.
    TenMinuteAudit,
}

/// One skill of a framework.
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

impl Shipped {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::NetworkedWorking, Self::TenMinuteAudit];

    /// Its table as `data-templates` holds it; no cell holds a comma.
    pub fn table(self) -> &'static str {
        match self {
            Self::NetworkedWorking => include_str!("../../../data-templates/networked-working.csv"),
            Self::TenMinuteAudit => include_str!("../../../data-templates/ten-minute-audit.csv"),
        }
    }

    /// The cells of its table, header row first.
    ///
    /// ```
    /// use crossweave::report::templates::framework::Shipped;
    /// let cells = Shipped::NetworkedWorking.cells();
    /// assert_eq!(cells.len(), 26);
    /// assert_eq!(cells[0][..3], ["skill", "domain", "question"]);
    /// ```
    pub fn cells(self) -> Vec<Vec<&'static str>> {
        self.table().lines().map(|line| line.split(',').collect()).collect()
    }

    /// Its skills, in order.
    ///
    /// ```
    /// use crossweave::report::templates::framework::Shipped;
    /// let skills = Shipped::TenMinuteAudit.skills();
    /// assert_eq!(skills[0].question, "Finding out who in another organisation can help me");
    /// assert_eq!((skills.len(), skills[0].levels[4]), (10, "Very confident"));
    /// ```
    pub fn skills(self) -> Vec<FrameworkSkill> {
        let cells = self.cells();
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
}

fn cell(header: &[&str], row: &[&'static str], name: &str) -> &'static str {
    header.iter().position(|h| *h == name).and_then(|col| row.get(col).copied()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::read_paths;
    use crate::ingest::record::Records;
    use crate::programme::config::Config;

    #[test]
    fn every_row_is_as_long_as_the_header_and_quotes_nothing() {
        for framework in Shipped::ALL {
            let cells = framework.cells();
            assert!(cells.iter().all(|row| row.len() == cells[0].len()));
            assert!(!framework.table().contains('"'));
            assert!(framework.skills().iter().all(|s| s.levels.len() == 5 && !s.question.is_empty()));
        }
    }

    /// Skills of each area.
    fn areas(framework: Shipped) -> BTreeMap<&'static str, usize> {
        let mut areas = BTreeMap::new();
        framework.skills().iter().for_each(|s| *areas.entry(s.domain).or_default() += 1);
        areas
    }

    #[test]
    fn five_areas_of_five_skills_and_the_short_one_has_two_of_each() {
        let (long, short) = (areas(Shipped::NetworkedWorking), areas(Shipped::TenMinuteAudit));
        assert!(long.keys().eq(short.keys()));
        assert_eq!((long.len(), long.values().sum::<usize>()), (5, 25));
        assert!(long.values().all(|n| *n == 5) && short.values().all(|n| *n == 2));
        let rows = Shipped::NetworkedWorking.cells();
        assert!(Shipped::TenMinuteAudit.cells().iter().all(|row| rows.contains(row)));
    }

    /// Short enough to be read once, one thing at a time, and nobody needs less in a year than now.
    #[test]
    fn questions_ask_one_thing_and_levels_are_given_to_all_four() {
        let folder = tempfile::tempdir().unwrap();
        for framework in Shipped::ALL {
            for skill in framework.skills() {
                let words: Vec<&str> = skill.question.split(' ').collect();
                assert!(words.len() <= 11 && !words.contains(&"and"), "{}", skill.question);
                assert!(words[0].ends_with("ing"), "{}", skill.question);
            }
            let file = folder.path().join("framework.csv");
            std::fs::write(&file, framework.table()).unwrap();
            let reading = read_paths(folder.path(), &[file], &Config::default(), &|_, _| {});
            assert_eq!(reading.all_problems().count(), 0);
            let Records::Framework(skills) = &reading.imports[0].records else { panic!("{framework:?}") };
            for skill in skills {
                let who: Vec<&str> = skill.required.iter().map(|(who, _)| &**who).collect();
                assert_eq!(who, ["Member", "Officer", "Police", "Community"]);
                let pairs = skill.required.iter().zip(&skill.future);
                assert!(skill.future.len() == 4 && pairs.clone().all(|(now, then)| now.0 == then.0));
                assert!(pairs.clone().all(|(now, then)| now.1 <= then.1), "{}", skill.skill);
            }
        }
    }
}

//! What ties are made of: messages and meetings, what people answered, or the groups they share.

use super::args::Shared;
use super::failure::Failure;
use super::load::{Loaded, counted};
use crate::insight::analysis::SharedGroups;
use crate::network::graph::{CollaborationGraph, Direction};
use crate::network::shared_groups::shared_groups;
use crate::network::ties::{asked_graph, tie_graph};
use crate::programme::config::{GroupWeight, TieSource};

/// Ties, and what they are made of.
#[derive(Debug, Default)]
pub struct Ties {
    /// The graph.
    pub graph: CollaborationGraph,
    /// What it is made of; `None` where no ties were looked for.
    pub source: Option<TieSource>,
    /// The groups, where they are the ties.
    pub groups: Option<SharedGroups>,
}

/// Which ties are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Edges or arcs.
    pub direction: Direction,
    /// Only ties reported for this question.
    pub question: Option<&'a str>,
    /// What they are to be made of, where the command line says so.
    pub from: Option<TieSource>,
}

impl Loaded {
    /// The ties, of what is asked for, else of what the settings say, else of interactions where there
    /// are any, else as people reported them, else of the groups they share.
    ///
    /// # Errors
    /// When the question named is not among those asked, or there is nothing ties could be made of.
    pub fn ties(&self, wanted: Wanted<'_>) -> Result<Ties, Failure> {
        let source = self.tie_source(wanted)?;
        let organisation = &self.built.organisation;
        let people = organisation.people().len();
        let (graph, groups) = match source {
            TieSource::Interactions => {
                (tie_graph(organisation.interactions(), people, wanted.direction).graph, None)
            }
            TieSource::Asked => {
                (asked_graph(organisation.asked(), wanted.question, people, wanted.direction), None)
            }
            TieSource::Groups => self.group_ties(people),
        };
        Ok(Ties { graph, source: Some(source), groups })
    }

    /// What the ties are made of.
    ///
    /// # Errors
    /// As [`Loaded::ties`].
    pub fn tie_source(&self, wanted: Wanted<'_>) -> Result<TieSource, Failure> {
        if let Some(question) = wanted.question {
            self.must_be_asked(question)?;
        }
        let source = match (wanted.from, wanted.question) {
            (None | Some(TieSource::Asked), Some(_)) => TieSource::Asked,
            (Some(_), Some(_)) => {
                let what = "--question takes ties that were asked; it cannot go with other ties";
                return Err(Failure::Usage(format!("{what}\n  help: leave one of the two out")));
            }
            (from, None) => match from.or(self.folder.config.ties.from) {
                Some(source) => self.must_be_there(source)?,
                None => self.first_there(),
            },
        };
        if source == TieSource::Groups && wanted.direction == Direction::Arcs {
            let what =
                "--directed: two people who share a group share it alike, so these ties have no direction";
            return Err(Failure::Usage(format!("{what}\n  help: leave --directed out")));
        }
        Ok(source)
    }

    fn has(&self, source: TieSource) -> bool {
        let organisation = &self.built.organisation;
        match source {
            TieSource::Interactions => !organisation.interactions().is_empty(),
            TieSource::Asked => !organisation.asked().is_empty(),
            TieSource::Groups => !organisation.memberships().is_empty(),
        }
    }

    fn first_there(&self) -> TieSource {
        let order = [TieSource::Interactions, TieSource::Asked, TieSource::Groups];
        order.into_iter().find(|source| self.has(*source)).unwrap_or(TieSource::Asked)
    }

    fn must_be_there(&self, source: TieSource) -> Result<TieSource, Failure> {
        if self.has(source) {
            return Ok(source);
        }
        let (what, sheet) = match source {
            TieSource::Interactions => ("messages or meetings between people on the list", "a log"),
            TieSource::Asked => ("ties that people reported", "a list of ties"),
            TieSource::Groups => ("memberships of boards, projects or events", "a list of members"),
        };
        Err(Failure::Usage(format!(
            "ties were to be made of {}, and the files hold no {what}\n  help: add {sheet}, or leave out --ties \
             and from under [ties] in crossweave.toml",
            source.id()
        )))
    }

    fn group_ties(&self, people: usize) -> (CollaborationGraph, Option<SharedGroups>) {
        let rule = &self.folder.config.ties;
        let (most, weight) = (rule.group_members_at_most, rule.group_weight);
        let fold = shared_groups(self.built.organisation.memberships(), people, most as usize, weight);
        let groups =
            SharedGroups { groups: fold.groups, too_large: fold.too_large, members_at_most: most, weight };
        (fold.graph, Some(groups))
    }

    /// Says on stderr what a tie is, where that is not plain: ties of several questions taken together,
    /// or groups shared.
    pub fn say_source(&self, ties: &Ties, question: Option<&str>, shared: &Shared) {
        if shared.quiet {
            return;
        }
        let questions = self.questions();
        match (ties.source, ties.groups) {
            (Some(TieSource::Asked), _) if question.is_none() && questions.len() > 1 => eprintln!(
                "Ties of {} questions are taken together: {}. crossweave network --question looks at one.",
                questions.len(),
                questions.join(", ")
            ),
            (_, Some(groups)) => eprintln!("{}", of_groups(&groups)),
            _ => {}
        }
    }

    /// The questions ties were reported for.
    fn questions(&self) -> Vec<&str> {
        let asked = self.built.organisation.asked().iter().filter_map(|t| t.question.as_deref());
        let mut questions: Vec<&str> = asked.collect();
        questions.sort_unstable();
        questions.dedup();
        questions
    }

    fn must_be_asked(&self, question: &str) -> Result<(), Failure> {
        let known = self.questions();
        if known.contains(&question) {
            return Ok(());
        }
        Err(Failure::Usage(format!(
            "--question {question}: nobody was asked that\n  help: there are: {}",
            if known.is_empty() { "none".into() } else { known.join(", ") }
        )))
    }
}

fn of_groups(groups: &SharedGroups) -> String {
    let weight = match groups.weight {
        GroupWeight::Count => "the number of groups they share",
        GroupWeight::Shared => "the groups they share, each divided by its other members",
    };
    let left = match groups.too_large {
        0 => String::new(),
        n => format!(
            " {} of more than {} people {} left out.",
            counted(n as usize, "group", "groups"),
            groups.members_at_most,
            if n == 1 { "is" } else { "are" }
        ),
    };
    format!(
        "A tie here means that two people share a group: {} with two members or more. Its weight is {weight}.{left}",
        counted(groups.groups as usize, "group", "groups")
    )
}

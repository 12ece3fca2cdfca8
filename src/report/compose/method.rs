//! How it was done: tie rule, smallest group, inputs, definitions.

use super::page::Page;
use crate::charts::spec::{DataTable, Shown};
use crate::insight::analysis::{About, SharedGroups};
use crate::measures::{MEASURES, MeasureSpec};
use crate::network::graph::Direction;
use crate::programme::config::{GroupWeight, TieRule, TieWeight};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section.
pub fn section(page: &Page<'_>) -> Section {
    let about = &page.analysis.about;
    let mut blocks = Vec::new();
    if about.ties > 0 || about.messages > 0 {
        blocks.push(Block::Heading("When two people have a tie".into()));
        blocks.push(Block::Text(what_ties(about)));
    }
    blocks.extend([
        Block::Heading("What is shown, and what is not".into()),
        Block::Text(format!(
            "No number, bar or label rests on fewer than {k} people (k = {k}). A group that is too small is marked [c]. \
             Where a total would give it away, the next smallest group is marked too. Shares are whole percentages and \
             averages have one decimal. This report names nobody. Subject lines and message texts are never read.",
            k = page.policy.k
        )),
        Block::Heading("What was read".into()),
        Block::Table(inputs(page)),
    ]);
    match about.outside {
        Some(0) => {}
        Some(exchanges) => blocks.push(Block::Text(format!(
            "{} in the logs had a sender or recipient who is not on the staff list. They are not in the network.",
            words::counted(exchanges, "exchange", "exchanges")
        ))),
        None => blocks.push(Block::Text(
            "A few exchanges in the logs were with people who are not on the staff list. They are not in the network."
                .into(),
        )),
    }
    let terms = plain_words(page);
    if !terms.is_empty() {
        blocks.push(Block::Heading("Words in this report".into()));
        blocks.push(Block::Terms(terms));
    }
    blocks.push(Block::Heading("How each measure is computed".into()));
    blocks.push(Block::Text(
        "The Notes sheet of the workbook has these definitions too. The command “crossweave explain” gives their sources."
            .into(),
    ));
    blocks.push(Block::Terms(used(page).map(|m| (m.title.to_owned(), m.definition.to_owned())).collect()));
    Section { id: "method".into(), title: "How this was done".into(), blocks }
}

fn what_ties(about: &About) -> String {
    match (&about.tie_rule, &about.shared_groups) {
        (Some(rule), _) => tie_rule(rule, about.direction),
        (None, Some(groups)) => group_rule(groups),
        (None, None) => "The files list who is tied to whom: each pair listed is a tie.".into(),
    }
}

/// When two people share a group.
fn group_rule(shared: &SharedGroups) -> String {
    let weight = match shared.weight {
        GroupWeight::Count => "The more groups they share, the stronger the tie.",
        GroupWeight::Shared => "The more groups they share, and the smaller these are, the stronger the tie.",
    };
    let cap = match shared.members_at_most {
        0 => "Groups of any size count.".to_owned(),
        most => format!(
            "A group of more than {most} people counts for nobody: that left out {}.",
            match shared.too_large {
                0 => "none".to_owned(),
                n => words::count(n),
            }
        ),
    };
    format!(
        "Two people have a tie when they share a group: they belong to the same board or project at the same time, \
         or came to the same event on the same day. There are {} of two people or more. {weight} {cap} Ties have no \
         direction.",
        words::counted(shared.groups, "group", "groups")
    )
}

fn tie_rule(rule: &TieRule, direction: Direction) -> String {
    let window = match rule.window_days {
        0 => "over the whole period".to_owned(),
        days => format!("within {}", words::counted(u64::from(days), "day", "days")),
    };
    let cap = match rule.recipients_at_most {
        0 => "Messages to any number of people count.".to_owned(),
        most => format!("A message to more than {most} people counts for nobody."),
    };
    let by_channel: Vec<String> =
        rule.recipients_at_most_by_channel.iter().map(|(c, n)| format!("{n} for “{c}”")).collect();
    let channels = if by_channel.is_empty() {
        String::new()
    } else {
        format!(" The limit is {}.", words::list(&by_channel))
    };
    let both = if rule.reciprocal { " Both must have written to the other." } else { "" };
    let weight = weight_of(rule);
    let read = match direction {
        Direction::Edges => "Ties have no direction.",
        Direction::Arcs => "Ties run from the one who wrote to the one who was written to.",
    };
    format!(
        "Two people have a tie when they exchanged at least {} {window}.{both} {cap}{channels} {weight} {read} \
         Messages to oneself, shared mailboxes, lists and automatic senders are left out.",
        words::counted(u64::from(rule.at_least), "message or meeting", "messages or meetings")
    )
}

/// How strong a tie is.
fn weight_of(rule: &TieRule) -> String {
    let each = match rule.weight {
        TieWeight::Shared => "A message to several people is shared out among them.",
        TieWeight::Count => "A message to several people counts in full for each of them.",
    };
    match rule.half_life_days {
        0 => each.to_owned(),
        days => format!(
            "{each} Older messages count for less: by half for every {} before the newest.",
            words::counted(u64::from(days), "day", "days")
        ),
    }
}

fn inputs(page: &Page<'_>) -> DataTable {
    let number = |n: u64| Shown::Number(n as f64, words::count(n));
    let row = |i: &crate::insight::analysis::InputAccount| {
        let text = |t: &str| Shown::Text(t.to_owned());
        vec![text(&i.name), text(i.kind), number(i.rows), number(i.used), number(i.rejected), number(i.blank)]
    };
    DataTable {
        caption: "Files and sheets read".into(),
        headers: ["Sheet", "Read as", "Rows", "Used", "Refused", "Blank"].map(str::to_owned).to_vec(),
        rows: page.analysis.about.inputs.iter().map(row).collect(),
    }
}

/// The few words a reader needs, without formulas.
fn plain_words(page: &Page<'_>) -> Vec<(String, String)> {
    let about = &page.analysis.about;
    let term = |word: &str, meaning: &str| (word.to_owned(), meaning.to_owned());
    let mut terms = Vec::new();
    if about.ties > 0 {
        let rule = what_ties(about);
        let tie = rule.split_inclusive(". ").next().unwrap_or(&rule).trim_end();
        terms.push(term("Tie", tie));
        terms.push(term(
            "Ties expected",
            "How many ties two groups would have if everyone kept as many ties as now, and chose partners at random.",
        ));
    }
    if !about.waves.is_empty() {
        terms.push(term(
            "Confidence out of 100",
            "Each person’s answers, averaged over all skills: 0 is the lowest level throughout, 100 the highest.",
        ));
        terms.push(term(
            "Likely range",
            "If the audit were repeated many times, 95 in 100 such ranges would hold the true figure. Also called a \
             95% interval. Fewer answers give a wider range.",
        ));
        terms.push(term("Clearly", "A change, or a difference, whose likely range does not hold 0."));
    }
    terms
}

/// The measures this run has values of.
fn used<'a>(page: &'a Page<'_>) -> impl Iterator<Item = &'static MeasureSpec> + use<'a> {
    let has = |m: &&MeasureSpec| m.levels.iter().any(|level| page.view.of(m.id, *level).next().is_some());
    let ids: Vec<&'static MeasureSpec> = MEASURES.iter().copied().filter(has).collect();
    ids.into_iter()
}

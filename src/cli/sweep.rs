//! `network --sweep`: the tie rule moved one setting at a time.

use std::path::{Path, PathBuf};

use super::args::{Format, NetworkArgs, Paths, Shared};
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded};
use super::progress::Progress;
use super::rows::{self, Ask};
use super::ties::{Ties, Wanted};
use crate::disclosure::{Disclosed, Policy};
use crate::ingest::fold::FoldRule;
use crate::ingest::read_paths;
use crate::ingest::record::{Import, InteractionRecords, Records};
use crate::insight::analysis::RowFilter;
use crate::insight::sweep::{Sweep, Swept};
use crate::measures::Family;
use crate::model::{InteractionLog, LogPart};
use crate::network::ties::tie_graph_under;
use crate::programme::config::{TieRule, TieSource};
use crate::programme::sweep::{Knob, knobs};
use crate::report::sweep::{csv, json, picture, table};

/// Runs `network --sweep`; `asked` is what stood after it, each time it was given.
pub fn run(
    args: &NetworkArgs,
    asked: &[String],
    wanted: Wanted<'_>,
    shared: &Shared,
) -> Result<Outcome, Failure> {
    if !args.rows.level.is_empty() || args.rows.by.is_some() {
        let what = "--sweep shows the whole network: --level and --by do not go with it";
        return Err(Failure::Usage(format!("{what}\n  help: leave them out")));
    }
    let (given, paths) = settings_and_paths(asked, &args.rows.paths.paths);
    let progress = Progress::new(shared.quiet);
    let loaded = load::load(&Paths { paths }, shared, &progress)?;
    loaded.must_be_readable()?;
    let policy = rows::operator(&args.rows, &loaded, shared)?;
    must_have_a_rule(loaded.tie_source(wanted)?)?;
    let own = loaded.folder.config.ties.clone();
    let knobs = knobs(&own, &given).map_err(|e| Failure::Usage(format!("--sweep: {e}")))?;
    let sweep = swept(&loaded, &own, &knobs, Run { wanted, shared, policy, progress: &progress })?;
    progress.finish();
    print(Disclosed::new(sweep, policy), shared.format)?;
    loaded.say_problems(shared);
    Ok(loaded.outcome())
}

/// What stands after `--sweep` is a setting where it has an equals sign, and else a path.
fn settings_and_paths(asked: &[String], paths: &[PathBuf]) -> (Vec<String>, Vec<PathBuf>) {
    let (given, more): (Vec<&String>, Vec<&String>) =
        asked.iter().filter(|text| !text.is_empty()).partition(|text| text.contains('='));
    let more = more.into_iter().map(PathBuf::from);
    (given.into_iter().cloned().collect(), more.chain(paths.iter().cloned()).collect())
}

fn must_have_a_rule(source: TieSource) -> Result<(), Failure> {
    let what = match source {
        TieSource::Interactions => return Ok(()),
        TieSource::Asked => "the ties here are as people reported them",
        TieSource::Groups => "the ties here are groups people share",
    };
    Err(Failure::Usage(format!(
        "--sweep moves the rule that makes messages and meetings ties, and {what}\n  help: add a log of mail, chat or \
         meetings"
    )))
}

/// What every rule of a sweep is computed with.
#[derive(Clone, Copy)]
struct Run<'a> {
    wanted: Wanted<'a>,
    shared: &'a Shared,
    policy: Policy,
    progress: &'a Progress,
}

/// The analysis under the programme's own rule, then under each setting.
///
/// A rule decides while a log is read which entries count and until when times are kept, so that a log
/// larger than memory can be read. A sweep therefore reads the logs again where what is kept does not hold
/// the answer: once for each window and each limit on recipients, with the most messages needed, which
/// answers for fewer too. One extra log is in memory at a time. Folding several rules in one pass would
/// read once, and need the memory of all of them together.
fn swept(loaded: &Loaded, own: &TieRule, knobs: &[Knob], run: Run<'_>) -> Result<Sweep, Failure> {
    let rules: Vec<TieRule> = std::iter::once(own.clone()).chain(knobs.iter().map(|k| k.put(own))).collect();
    let mut found: Vec<Option<Swept>> = rules.iter().map(|_| None).collect();
    let mut take = |log: &InteractionLog| -> Result<(), Failure> {
        let read = FoldRule::of(&log.rule);
        for (i, (slot, rule)) in found.iter_mut().zip(&rules).enumerate() {
            if slot.is_none() && read.answers(&FoldRule::of(rule)) {
                let moved = i.checked_sub(1).and_then(|k| knobs.get(k)).copied();
                *slot = Some(one(loaded, log, rule, moved, run)?);
            }
        }
        Ok(())
    };
    take(loaded.built.organisation.interactions())?;
    for rule in to_read(own, &rules) {
        take(&read_again(loaded, &rule, run.progress)?)?;
    }
    Ok(Sweep { settings: found.into_iter().flatten().collect() })
}

/// The rules to read the logs again with, so that each rule is answered by one of them.
fn to_read(own: &TieRule, rules: &[TieRule]) -> Vec<TieRule> {
    let answers = |read: &TieRule, rule: &TieRule| FoldRule::of(read).answers(&FoldRule::of(rule));
    let mut open: Vec<&TieRule> = rules.iter().filter(|rule| !answers(own, rule)).collect();
    // The most messages first: what answers for them answers for fewer.
    open.sort_by_key(|rule| std::cmp::Reverse(rule.at_least));
    let mut read: Vec<TieRule> = Vec::new();
    for rule in open {
        if !read.iter().any(|r| answers(r, rule)) {
            read.push(rule.clone());
        }
    }
    read
}

fn one(
    loaded: &Loaded,
    log: &InteractionLog,
    rule: &TieRule,
    moved: Option<Knob>,
    run: Run<'_>,
) -> Result<Swept, Failure> {
    run.progress.stage("computing");
    let people = loaded.built.organisation.people().len();
    let graph = tie_graph_under(log, rule, people, run.wanted.direction).graph;
    let ties = Ties { graph, source: Some(TieSource::Interactions), groups: None };
    let ask = Ask {
        command: "network",
        families: &[Family::Skills, Family::Network, Family::Joint],
        only: RowFilter::default(),
        map: false,
        person_level: false,
        crossed: None,
    };
    let analysis = rows::computed(loaded, &ties, run.shared, ask, run.policy)?;
    Ok(Swept { moved, rule: rule.clone(), analysis })
}

/// The logs, read with another rule; who is behind each id stays as it was.
fn read_again(loaded: &Loaded, rule: &TieRule, progress: &Progress) -> Result<InteractionLog, Failure> {
    let mut config = loaded.folder.config.clone();
    config.ties = rule.clone();
    let files = log_files(loaded);
    let reading = read_paths(&loaded.folder.root, &files, &config, &|done, all| progress.reading(done, all));
    let before = loaded.built.organisation.interactions();
    let mut log = InteractionLog { parts: Vec::new(), rule: rule.clone(), ..before.clone() };
    let logs = loaded.reading.imports.iter().filter_map(records);
    for ((import, records_before), part) in logs.zip(&before.parts) {
        let again = reading.imports.iter().filter_map(records).find(|(i, _)| i.at == import.at);
        match again {
            Some((_, again)) if again.ids == records_before.ids => {
                log.parts.push(LogPart { pairs: again.pairs.clone(), people: part.people.clone() });
            }
            _ => return Err(changed(&import.at.file)),
        }
    }
    Ok(log)
}

fn changed(file: &str) -> Failure {
    Failure::Input(format!(
        "{file}: changed while it was being read\n  help: run this again once nothing writes to it"
    ))
}

fn records(import: &Import) -> Option<(&Import, &InteractionRecords)> {
    match &import.records {
        Records::Interactions(log) => Some((import, log)),
        _ => None,
    }
}

/// The files that hold logs.
fn log_files(loaded: &Loaded) -> Vec<PathBuf> {
    let names: Vec<&str> =
        loaded.reading.imports.iter().filter_map(records).map(|(i, _)| &*i.at.file).collect();
    let holds = |path: &Path| {
        let relative = path.strip_prefix(&loaded.folder.root).unwrap_or(path);
        let relative = relative.strip_prefix("./").unwrap_or(relative);
        names.contains(&relative.to_string_lossy().replace('\\', "/").as_str())
    };
    loaded.folder.files.iter().filter(|path| holds(path)).cloned().collect()
}

fn print(sweep: Disclosed<Sweep>, format: Format) -> Result<(), Failure> {
    let picture = sweep.map(picture);
    let text = match format {
        Format::Json => json(&picture).map_err(|e| Failure::Internal(e.to_string()))?,
        Format::Csv => csv(&picture),
        Format::Table => table(&picture, rows::width()),
    };
    load::print(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logs_are_read_once_for_each_window_and_limit() {
        let own = TieRule::default();
        let knobs = knobs(&own, &[]).unwrap();
        let rules: Vec<TieRule> = knobs.iter().map(|k| k.put(&own)).collect();
        let read = to_read(&own, &rules);
        let mut seen: Vec<_> =
            read.iter().map(|r| (r.window_days, r.at_least, r.recipients_at_most)).collect();
        seen.sort_unstable();
        assert_eq!(
            seen,
            [(0, 2, 10), (7, 2, 10), (28, 2, 0), (28, 2, 5), (28, 2, 25), (28, 8, 10), (90, 2, 10)]
        );
    }

    #[test]
    fn what_follows_the_option_is_a_setting_or_a_path() {
        let asked = ["".to_owned(), "at-least=1".to_owned(), "plans".to_owned()];
        let (given, paths) = settings_and_paths(&asked, &["staff.csv".into()]);
        assert_eq!((given, paths), (vec!["at-least=1".to_owned()], vec!["plans".into(), "staff.csv".into()]));
    }
}

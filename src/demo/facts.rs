//! The planted story and the promised counts, recomputed from what was generated, with none
//! of the generator's own knowledge of ties.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::CONFIDENT;
use super::events::guests;
use super::interactions::{Channel, Party};
use super::mistakes::Mistake;
use super::people::{Person, bridge, team_of};
use super::programme::Programme;
use super::story::STORY;
use super::ties::Ties;
use super::write::{files, write};
use super::{DemoError, SEED};
use crate::report::templates::folder::FolderError;

const SEEDS: [u64; 3] = [SEED, 1, 2];

/// Ties under the default rule: two interactions within 28 days, messages of at most 10
/// recipients, meetings of at most 8.
fn observed_ties(p: &Programme) -> Ties {
    let mut times: BTreeMap<(usize, usize), Vec<i64>> = BTreeMap::new();
    for m in &p.messages {
        let Party::Person(from) = m.from else { continue };
        let to = m.to.iter().filter(|&&party| party != m.from);
        if to.clone().count() > if m.channel == Channel::Meeting { 8 } else { 10 } {
            continue;
        }
        for party in to {
            let Party::Person(to) = *party else { continue };
            let minute = (m.at - jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0))
                .total((jiff::Unit::Minute, jiff::SpanRelativeTo::days_are_24_hours()))
                .unwrap();
            times.entry((from.min(to), from.max(to))).or_default().push(minute as i64);
        }
    }
    let within = |times: &Vec<i64>| times.windows(2).any(|w| w[1] - w[0] < 28 * 24 * 60);
    times.into_iter().filter(|(_, times)| within(times)).map(|(pair, _)| pair).collect()
}

/// People that hang together once `without` is gone, largest part first.
fn parts(alters: &[Vec<usize>], without: Option<usize>) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = (0..alters.len()).filter(|&p| Some(p) != without).collect();
    let mut parts = Vec::new();
    while let Some(start) = left.pop_first() {
        let (mut part, mut next) = (vec![start], 0);
        while next < part.len() {
            let found: Vec<usize> = alters[part[next]].iter().copied().filter(|p| left.remove(p)).collect();
            part.extend(found);
            next += 1;
        }
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

fn degree(ties: &Ties, of: impl Fn(usize) -> bool) -> usize {
    ties.iter().map(|&(a, b)| usize::from(of(a)) + usize::from(of(b))).sum()
}

fn sector<'a>(people: &'a [Person], name: &'a str) -> impl Fn(usize) -> bool + 'a {
    move |p| people[p].plan().sector == name
}

#[test]
fn the_logs_show_exactly_the_planned_ties() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        assert_eq!(observed_ties(&p), p.ties);
        assert!((600..1100).contains(&p.ties.len()), "{} ties", p.ties.len());
    }
}

#[test]
fn one_sector_pair_hardly_talks() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        let ties = observed_ties(&p);
        let (one, two) = (sector(&p.people, STORY.quiet_sectors.0), sector(&p.people, STORY.quiet_sectors.1));
        let observed = ties.iter().filter(|&&(a, b)| one(a) && two(b) || two(a) && one(b)).count();
        assert_eq!(observed, STORY.quiet_ties);
        let expected = degree(&ties, one) as f64 * degree(&ties, two) as f64 / (2 * ties.len()) as f64;
        assert!(expected > 8.0 * observed as f64, "seed {seed}: expected {expected}");
    }
}

#[test]
fn everything_rests_on_one_bridge() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        let n = p.people.len();
        let mut alters = vec![Vec::new(); n];
        for (a, b) in observed_ties(&p) {
            alters[a].push(b);
            alters[b].push(a);
        }
        let whole = parts(&alters, None);
        assert_eq!((whole[0].len(), whole.len()), (n - STORY.low_team_isolates, 1 + STORY.low_team_isolates));
        for person in 0..n {
            let parts = parts(&alters, Some(person));
            if person == bridge(&p.people) {
                let mut cut_off: Vec<usize> =
                    STORY.cut_off.iter().flat_map(|t| team_of(&p.people, t)).collect();
                cut_off.sort_unstable();
                let mut part = parts[1].clone();
                part.sort_unstable();
                assert_eq!(part, cut_off);
                assert!(STORY.cut_off.iter().all(|t| team_of(&p.people, t).len() >= 6));
            } else {
                assert_eq!(parts[1].len(), 1, "seed {seed}: more hangs on {person}");
            }
        }
    }
}

#[test]
fn one_team_holds_a_skill_in_the_latest_wave() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        let rare = p.skills.iter().position(|s| s.rare).unwrap();
        let holders = p.levels[1].iter().flatten().filter(|said| said[rare] >= CONFIDENT).count();
        assert_eq!(holders, STORY.rare_skill_holders);
        let mut holders_of = vec![BTreeSet::new(); p.skills.len()];
        for (person, said) in p.levels[1].iter().enumerate() {
            for (skill, &level) in said.iter().flatten().enumerate() {
                if level >= CONFIDENT {
                    holders_of[skill].insert(p.people[person].plan().name);
                }
            }
        }
        for (skill, teams) in p.skills.iter().zip(&holders_of) {
            let only = teams.len() == 1;
            assert_eq!(only, skill.skill.name == STORY.rare_skill, "{}", skill.skill.name);
            assert!(!only || teams.contains(STORY.rare_skill_team));
        }
    }
}

#[test]
fn one_team_is_low_and_cut_off() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        let (team, ties) = (team_of(&p.people, STORY.low_team), observed_ties(&p));
        let (inside, outside): (Vec<(usize, usize)>, Vec<_>) = ties
            .iter()
            .copied()
            .filter(|t| team.contains(&t.0) || team.contains(&t.1))
            .partition(|t| team.contains(&t.0) && team.contains(&t.1));
        assert_eq!(outside.len(), STORY.low_team_outside);
        let ends: BTreeSet<_> = outside.iter().flat_map(|t| [t.0, t.1]).collect();
        assert_eq!(ends.len(), 2 * STORY.low_team_outside);
        let ei = (outside.len() as f64 - inside.len() as f64) / (outside.len() + inside.len()) as f64;
        assert!(ei < -0.6, "seed {seed}: {ei}");
        let isolates = team.iter().filter(|&&m| degree(&ties, |x| x == m) == 0).count();
        assert_eq!(isolates, STORY.low_team_isolates);
        for wave in 0..2 {
            let mean = |of: &dyn Fn(usize) -> bool| {
                let said: Vec<u8> = (0..200)
                    .filter(|&p| of(p))
                    .flat_map(|x| p.levels[wave][x].clone().unwrap_or_default())
                    .collect();
                (
                    said.iter().map(|&l| f64::from(l)).sum::<f64>() / said.len() as f64,
                    said.len() / p.skills.len(),
                )
            };
            let (low, answered) = mean(&|x| team.contains(&x));
            let (rest, _) = mean(&|x| !team.contains(&x));
            assert!(answered >= 8 && low < rest - 0.7, "seed {seed}: {low} of {answered} against {rest}");
        }
    }
}

#[test]
fn cafe_guests_rise_and_others_do_not() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        let guests = guests(p.people.len(), &p.sign_ins);
        let change = |guest: bool| {
            let mut changes = Vec::new();
            for person in (0..p.people.len()).filter(|&x| guests[x] == guest) {
                if let (Some(before), Some(after)) = (&p.levels[0][person], &p.levels[1][person]) {
                    changes.extend(before.iter().zip(after).map(|(b, a)| f64::from(*a) - f64::from(*b)));
                }
            }
            (changes.iter().sum::<f64>() / changes.len() as f64, changes.len() / p.skills.len())
        };
        let ((rise, n), (rest, others)) = (change(true), change(false));
        assert!(n >= 30 && others >= 40, "seed {seed}: {n} and {others} linked");
        assert!(rise > STORY.cafe_rise.0 && rise < STORY.cafe_rise.1, "seed {seed}: {rise}");
        assert!(rest.abs() < STORY.others_change, "seed {seed}: {rest}");
    }
}

#[test]
fn counts_are_as_promised() {
    for seed in SEEDS {
        let p = Programme::new(seed);
        assert_eq!(p.people.len(), 200);
        let answered = |wave: usize| p.levels[wave].iter().flatten().count();
        assert_eq!((answered(0), answered(1)), (160, 140));
        assert_eq!((p.forms[0].len(), p.forms[1].len()), (162, 140));
        assert!((19_500..=20_500).contains(&p.messages.len()), "{} rows", p.messages.len());
        let channels: BTreeSet<_> = p.messages.iter().map(|m| m.channel).collect();
        assert_eq!(channels.len(), 4);
        let to_all = p.messages.iter().filter(|m| m.to.len() == 199).count();
        assert_eq!(to_all, 12);
        let first = p.messages.first().unwrap().at.date();
        let last = p.messages.last().unwrap().at.date();
        assert!(first.to_string().as_str() >= "2026-06-29" && last.to_string().as_str() <= "2026-09-18");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let (one, again, other) = (files(SEED).unwrap(), files(SEED).unwrap(), files(7).unwrap());
    assert_eq!(one, again);
    for name in ["staff list.xlsx", "mail log.csv", "cafe sign-in.csv", "Digital skills audit (autumn).xlsx"]
    {
        let bytes = |of: &[super::DemoFile]| of.iter().find(|f| f.name == name).unwrap().bytes.clone();
        assert_ne!(bytes(&one), bytes(&other), "{name}");
    }
}

#[test]
fn the_summary_lists_files_and_mistakes_and_nothing_else_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let summary = write(folder.path(), SEED).unwrap();
    let mut there: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    let mut listed: Vec<&str> = summary.files.iter().map(|f| f.0).collect();
    listed.sort_unstable();
    assert_eq!(there, listed);
    assert_eq!((summary.people, summary.answered, summary.mistakes.len()), (200, [160, 140], 9));
    assert_eq!(write(folder.path(), SEED).unwrap(), summary);
    let list = folder.path().join("staff list.xlsx");
    std::fs::write(&list, "mine").unwrap();
    assert!(
        matches!(write(folder.path(), SEED), Err(DemoError::Folder(FolderError::Exists { path })) if path == list)
    );
    assert_eq!(std::fs::read(&list).unwrap(), b"mine");
}

#[test]
fn mistakes_are_where_the_summary_says() {
    let p = Programme::new(SEED);
    let folder = tempfile::tempdir().unwrap();
    let summary = write(folder.path(), SEED).unwrap();
    let outside = summary.mistakes.iter().find(|m| m.what == Mistake::OutsideScale).unwrap();
    assert!(outside.at.to_string().starts_with("Digital skills audit (autumn).xlsx › Sheet1!K"));
    let form = &p.forms[1][outside.at.row as usize - 2];
    assert_eq!(form.answers[5], super::audit::Answer::Number(6.0));
    let settings = std::fs::read_to_string(folder.path().join("crossweave.toml")).unwrap();
    let config: crate::programme::config::Config = toml::from_str(&settings).unwrap();
    assert_eq!(config.files.len(), 3);
}

//! How often 95 % intervals hold the truth in small teams, by simulation: why those that are used were
//! chosen (`docs/adr/0008-intervals-by-coverage.md`).
//!
//! The test draws 10,000 teams of 5 to 60 people for each kind of value. `cargo bench --bench coverage` draws
//! more, and tries the methods that take long.

use std::collections::BTreeMap;

use crossweave::network::permutation::{below, generator, unit};
use crossweave::stats::interval::{mean_t, t_point, welch, wilson};
use crossweave::stats::levels::Levels;
use crossweave::stats::reliability::{Missing, alpha};
use crossweave::stats::share::{ShareInterval, share};
use crossweave::stats::{Z95, convolution, mean};
use rand_chacha::ChaCha8Rng;

#[path = "coverage/populations.rs"]
mod populations;
use populations::{Population, audits, scales, waves};

type Bounds = (f64, f64);

/// A method that takes long is tried on one team in so many.
const SLOW: u32 = 20;

/// How much is tried.
#[allow(dead_code)] // The test uses the one, the bench the other.
#[derive(Clone, Copy, PartialEq)]
pub enum Depth {
    /// What takes seconds, by place on the scale.
    Quick,
    /// Slow methods too, by every setting.
    Deep,
}

impl Depth {
    fn of<'a>(self, name: &'a str, place: &'a str) -> &'a str {
        if self == Depth::Deep { name } else { place }
    }
}

/// Teams that a bin needs before it can be the worst.
const ENOUGH: u32 = 50;

/// How often each method's intervals held the truth, in all and by setting.
pub struct Coverage {
    what: &'static str,
    /// By method and setting: intervals, and those with the truth between their bounds.
    bins: BTreeMap<(&'static str, String), (u32, u32)>,
    methods: Vec<&'static str>,
}

impl Coverage {
    fn of(what: &'static str) -> Self {
        Coverage { what, bins: BTreeMap::new(), methods: Vec::new() }
    }

    fn note(&mut self, method: &'static str, setting: String, truth: f64, bounds: Option<Bounds>) {
        if !self.methods.contains(&method) {
            self.methods.push(method);
        }
        let Some((low, high)) = bounds else { return };
        let (all, held) = self.bins.entry((method, setting)).or_default();
        *all += 1;
        *held += u32::from(low <= truth + 1e-12 && truth <= high + 1e-12);
    }

    /// Share of a method's intervals that held the truth.
    pub fn average(&self, method: &str) -> f64 {
        let bins = self.bins.iter().filter(|((m, _), _)| *m == method).map(|(_, bin)| bin);
        let (all, held) = bins.fold((0, 0), |(all, held), bin| (all + bin.0, held + bin.1));
        f64::from(held) / f64::from(all)
    }

    /// The setting in which the fewest did; `None` when no setting had teams enough.
    fn worst(&self, method: &str) -> Option<(f64, &str)> {
        let bins = self.bins.iter().filter(|((m, _), (all, _))| *m == method && *all >= ENOUGH);
        let shares = bins.map(|((_, setting), (all, held))| (f64::from(*held) / f64::from(*all), &**setting));
        shares.min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// Prints a line a method.
    pub fn print(&self) {
        for method in &self.methods {
            let worst = self.worst(method).map(|(share, at)| format!("{:5.1}  {at}", 100.0 * share));
            let (average, worst) = (100.0 * self.average(method), worst.unwrap_or_default());
            println!("{:<34} {method:<38} {average:5.1} {worst}", self.what);
        }
    }
}

fn band(n: u32) -> &'static str {
    match n {
        0..=9 => "5 to 9",
        10..=19 => "10 to 19",
        20..=39 => "20 to 39",
        _ => "40 to 60",
    }
}

fn size(rng: &mut ChaCha8Rng) -> u32 {
    5 + below(56, rng)
}

/// Shares of teams that stand for others too; 5 to 95 % confident.
fn shares(teams: u32) -> Coverage {
    let mut found = Coverage::of("share, a sample");
    for team in 0..teams {
        let mut rng = generator(1, u64::from(team));
        let (n, truth) = (size(&mut rng), 0.05 + 0.9 * unit(&mut rng));
        let k = (0..n).filter(|_| unit(&mut rng) < truth).count() as f64;
        let (size, setting) = (f64::from(n), format!("share near {:.1}, n {}", truth, band(n)));
        let (p, wald) = (k / size, Z95 * (k / size * (1.0 - k / size) / size).sqrt());
        found.note("plain (Wald)", setting.clone(), truth, Some((p - wald, p + wald)));
        found.note("Wilson", setting, truth, wilson(k as u64, u64::from(n)));
    }
    found
}

/// Shares of whole teams of which some did not answer.
fn census_shares(teams: u32) -> Coverage {
    let mut found = Coverage::of("share, a census");
    for team in 0..teams {
        let mut rng = generator(2, u64::from(team));
        let n = size(&mut rng);
        let people = n + 1 + (f64::from(n) * unit(&mut rng)) as u32;
        let yes = (f64::from(people) * (0.05 + 0.9 * unit(&mut rng))).round() as u32;
        let k = without_replacement(yes, people, n, &mut rng);
        let truth = f64::from(yes) / f64::from(people);
        let setting = format!("share near {truth:.1}, n {}", band(n));
        let ours = share(u64::from(k), u64::from(n), Some(u64::from(people)));
        let plain = ours.and_then(|s: ShareInterval| Some((s.share - s.margin?, s.share + s.margin?)));
        found.note("published margin", setting.clone(), truth, plain);
        found.note("Wilson, uncorrected", setting.clone(), truth, wilson(u64::from(k), u64::from(n)));
        found.note("Wilson, corrected and cut", setting, truth, ours.map(|s| s.interval));
    }
    found
}

fn without_replacement(mut yes: u32, mut people: u32, n: u32, rng: &mut ChaCha8Rng) -> u32 {
    let start = yes;
    for _ in 0..n {
        yes -= u32::from(below(people, rng) < yes);
        people -= 1;
    }
    start - yes
}

fn each(answers: &Levels) -> Vec<f64> {
    answers.iter().flat_map(|(x, count)| std::iter::repeat_n(x, count as usize)).collect()
}

/// Means of levels, or of changes.
fn means(what: &'static str, populations: &[Population], teams: u32, depth: Depth) -> Coverage {
    let mut found = Coverage::of(what);
    for team in 0..teams {
        let mut rng = generator(3, u64::from(team));
        let population = &populations[below(populations.len() as u32, &mut rng) as usize];
        let n = size(&mut rng);
        let (answers, truth) = (population.draw(n, &mut rng), population.mean());
        let mut note = |method, bounds| {
            found.note(
                method,
                format!("{}, n {}", depth.of(&population.name, &population.place), band(n)),
                truth,
                bounds,
            );
        };
        let resampled = convolution::mean(&answers).unwrap();
        note("Student's t", mean_t(&each(&answers)).unwrap().1);
        note("percentile bootstrap", Some(resampled.percentile()));
        // All alike: there is nothing to correct, and the interval is 0 wide.
        note("BCa bootstrap", resampled.bca().or(Some(resampled.percentile())));
        note("t, an answer spread over the scale", Some(spread(&answers, population.chances.len() as f64)));
        note("t, two answers at half a step", mean::of_levels(&answers, None).unwrap().interval);
        if depth == Depth::Deep && team % SLOW == 0 {
            note("bootstrap-t", Some(bootstrap_t(&each(&answers), &mut rng)));
        }
    }
    found
}

/// Student's t with one more answer that is spread evenly over the scale.
fn spread(answers: &Levels, k: f64) -> Bounds {
    let (n, lowest) = (answers.n() as f64, f64::from(answers.lowest()));
    let scale = || (0..k as u32).map(|i| lowest + f64::from(i));
    let mean = (n * answers.mean().unwrap() + scale().sum::<f64>() / k) / (n + 1.0);
    let apart = |x: f64| (x - mean) * (x - mean);
    let squares = answers.iter().map(|(x, count)| count * apart(x)).sum::<f64>();
    let squares = squares + scale().map(apart).sum::<f64>() / k;
    let half = t_point(n - 1.0).unwrap() * squares.sqrt() / (n + 1.0);
    (mean - half, mean + half)
}

/// The bootstrap of Student's t with 999 resamples; those that are all alike are left out.
fn bootstrap_t(values: &[f64], rng: &mut ChaCha8Rng) -> Bounds {
    let summary = |x: &[f64]| {
        let (n, mean) = (x.len() as f64, x.iter().sum::<f64>() / x.len() as f64);
        (mean, (x.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0) / n).sqrt())
    };
    let (mean, error) = summary(values);
    let mut ratios = Vec::new();
    for _ in 0..999 {
        let draw: Vec<f64> =
            values.iter().map(|_| values[below(values.len() as u32, rng) as usize]).collect();
        let (m, e) = summary(&draw);
        ratios.extend((e > 0.0).then(|| (m - mean) / e));
    }
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios.get((ratios.len() as f64 * share) as usize).copied().unwrap_or(0.0);
    (mean - at(0.975) * error, mean - at(0.025) * error)
}

/// Mean levels of whole teams of which some did not answer.
fn census_means(teams: u32, depth: Depth) -> Coverage {
    let (mut found, populations) = (Coverage::of("mean level, a census"), audits());
    for team in 0..teams {
        let mut rng = generator(4, u64::from(team));
        let population = &populations[below(populations.len() as u32, &mut rng) as usize];
        let n = size(&mut rng);
        let people = n + 1 + (f64::from(n) * unit(&mut rng)) as u32;
        let (answered, silent) = (population.draw(n, &mut rng), population.draw(people - n, &mut rng));
        let sum = |levels: &Levels| levels.iter().map(|(x, count)| x * count).sum::<f64>();
        let truth = (sum(&answered) + sum(&silent)) / f64::from(people);
        let setting = format!("{}, n {}", depth.of(&population.name, &population.place), band(n));
        let sampled = mean::of_levels(&answered, None).unwrap();
        let ours = mean::of_levels(&answered, Some(u64::from(people))).unwrap();
        found.note("t, two answers, uncorrected", setting.clone(), truth, sampled.interval);
        found.note("t, two answers, corrected", setting, truth, ours.interval);
    }
    found
}

/// Differences between two waves answered by different people.
fn differences(teams: u32, depth: Depth) -> Coverage {
    let (mut found, populations) = (Coverage::of("difference, different people"), audits());
    for team in 0..teams {
        let mut rng = generator(5, u64::from(team));
        let first = below(populations.len() as u32 / 5, &mut rng) as usize * 5 + below(5, &mut rng) as usize;
        // The second wave lies at the same place of the same scale, or at the next.
        let second = (first + below(2, &mut rng) as usize).min(first / 5 * 5 + 4);
        let (n, m) = (size(&mut rng), size(&mut rng));
        let before = populations[first].draw(n, &mut rng);
        let after = populations[second].draw(m, &mut rng);
        let truth = populations[second].mean() - populations[first].mean();
        let Population { name, place, .. } = &populations[first];
        let setting = format!("{}, smaller n {}", depth.of(name, place), band(n.min(m)));
        let mut note = |method, bounds| found.note(method, setting.clone(), truth, bounds);
        note("Welch", welch(&each(&after), &each(&before)).map(|(_, bounds)| bounds));
        note("percentile bootstrap", convolution::difference(&before, &after).map(|r| r.percentile()));
        note("Welch, two answers each", mean::difference(&before, &after).map(|(_, bounds)| bounds));
    }
    found
}

/// Cronbach's alpha.
fn alphas(teams: u32, depth: Depth) -> Coverage {
    let (mut found, scales) = (Coverage::of("alpha"), scales());
    let truths: Vec<f64> = scales.iter().map(|scale| scale.truth()).collect();
    for team in 0..teams {
        let mut rng = generator(6, u64::from(team));
        let at = below(scales.len() as u32, &mut rng) as usize;
        let n = size(&mut rng);
        let rows = scales[at].draw(n, &mut rng);
        let Ok(ours) = alpha(&rows, Missing::Listwise) else { continue };
        let setting = format!("{}, n {}", depth.of(&scales[at].name, &scales[at].place), band(n));
        let mut note = |method, bounds| found.note(method, setting.clone(), truths[at], bounds);
        note("Feldt", ours.interval);
        note("Bonett", bonett(ours.alpha, f64::from(n), ours.items as f64));
        note("distribution-free", distribution_free(&rows, ours.alpha));
        if depth == Depth::Deep && team % SLOW == 0 {
            note("percentile bootstrap", resampled_alpha(&rows, &mut rng));
        }
    }
    found
}

/// Bonett's interval (2002), normal on the scale of ln(1 − α).
fn bonett(alpha: f64, n: f64, k: f64) -> Option<Bounds> {
    let half = Z95 * (2.0 * k / ((k - 1.0) * (n - 2.0))).sqrt();
    (alpha < 1.0).then(|| (1.0 - (1.0 - alpha) * half.exp(), 1.0 - (1.0 - alpha) * (-half).exp()))
}

/// The asymptotically distribution-free interval (Maydeu-Olivares, Coffman & Hartmann 2007).
fn distribution_free(rows: &[Vec<Option<f64>>], alpha: f64) -> Option<Bounds> {
    let (n, k) = (rows.len() as f64, rows[0].len());
    let item = |row: &[Option<f64>], i: usize| row[i].unwrap();
    let means: Vec<f64> = (0..k).map(|i| rows.iter().map(|r| item(r, i)).sum::<f64>() / n).collect();
    let apart = rows.iter().map(|row| {
        let d: Vec<f64> = (0..k).map(|i| item(row, i) - means[i]).collect();
        (d.iter().map(|x| x * x).sum::<f64>(), d.iter().sum::<f64>().powi(2))
    });
    let apart: Vec<Bounds> = apart.collect();
    let items = apart.iter().map(|a| a.0).sum::<f64>() / (n - 1.0);
    let total = apart.iter().map(|a| a.1).sum::<f64>() / (n - 1.0);
    let factor = k as f64 / (k as f64 - 1.0) / total;
    let pull = |a: &Bounds| (factor * (items / total * (a.1 - total) - (a.0 - items))).powi(2);
    let error = (apart.iter().map(pull).sum::<f64>() / n / (n - 1.0)).sqrt();
    Some((alpha - Z95 * error, alpha + Z95 * error))
}

fn resampled_alpha(rows: &[Vec<Option<f64>>], rng: &mut ChaCha8Rng) -> Option<Bounds> {
    let draw = |_| {
        let people = rows.iter().map(|_| rows[below(rows.len() as u32, rng) as usize].clone());
        Some(alpha(&people.collect::<Vec<_>>(), Missing::Listwise).ok()?.alpha)
    };
    let mut found: Vec<f64> = (0..199).filter_map(draw).collect();
    found.sort_by(f64::total_cmp);
    let at = |share: f64| found.get((found.len() as f64 * share) as usize).copied();
    Some((at(0.025)?, at(0.975)?))
}

/// What each kind of value's intervals cover, and the method that is used for it.
pub fn all(teams: u32, depth: Depth) -> Vec<(Coverage, &'static str)> {
    println!("{:<34} {:<38} {:>5} {:>5}  worst setting", "95 % interval of", "by", "mean", "least");
    vec![
        (shares(teams), "Wilson"),
        (census_shares(teams), "Wilson, corrected and cut"),
        (means("mean level", &audits(), teams, depth), "t, two answers at half a step"),
        (means("mean change, same people", &waves(), teams, depth), "t, two answers at half a step"),
        (census_means(teams, depth), "t, two answers, corrected"),
        (differences(teams, depth), "Welch, two answers each"),
        (alphas(teams, depth), "Feldt"),
    ]
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    for (coverage, used) in all(10_000, Depth::Quick) {
        coverage.print();
        let average = coverage.average(used);
        assert!((0.94..=0.97).contains(&average), "{}: {used} covers {average:.3}", coverage.what);
    }
}

/// Drawing does what the convolution says: 95 % intervals that are too narrow in small teams.
#[test]
fn the_percentile_bootstrap_falls_short_in_tiny_teams_drawn_or_not() {
    use crossweave::stats::bootstrap;

    let population = &audits()[0];
    let (mut by_draws, mut endless) = (0, 0);
    for team in 0..400 {
        let mut rng = generator(7, team);
        let answers = population.draw(8, &mut rng);
        let holds = |(low, high): Bounds| u32::from(low <= population.mean() && population.mean() <= high);
        by_draws += holds(bootstrap::mean(&answers, 1_000, &mut rng).unwrap().percentile());
        endless += holds(convolution::mean(&answers).unwrap().percentile());
    }
    assert!((240..=370).contains(&endless), "{endless} of 400");
    assert!(endless.abs_diff(by_draws) <= 12, "{endless} and {by_draws} of 400");
}

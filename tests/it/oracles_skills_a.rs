//! Shares, means, reliability and noise against other programs' numbers: statsmodels, scipy, pingouin,
//! mpmath. `tests/oracles/skills/README.md` says what each file holds.

use std::collections::BTreeMap;
use std::path::Path;

use crossweave::network::permutation::generator;
use crossweave::stats::interval::{mean_t, wilson};
use crossweave::stats::levels::Levels;
use crossweave::stats::noise::mdc95;
use crossweave::stats::omega::omega;
use crossweave::stats::reliability::{Missing, Unreliable, alpha, feldt};
use crossweave::stats::resampled::Resampled;
use crossweave::stats::share::{Basis, share};
use crossweave::stats::{bootstrap, convolution};
use serde_json::Value;
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

fn cases(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/skills").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str::<Vec<Value>>(&text).unwrap()
}

/// Checks a number to a millionth, of itself where it is above 1.
fn agrees(case: &Value, what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap_or_else(|| panic!("{}: {what} has no number", case["id"]));
    let far = (ours - theirs).abs() / theirs.abs().max(1.0);
    assert!(far <= 1e-6, "{}: {what} is {ours} here and {theirs} there", case["id"]);
}

#[test]
fn shares_agree_with_statsmodels_and_the_formula() {
    let (mut sampled, mut censuses) = (0, 0);
    for case in cases("shares.json") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let (k, n) = (input["k"].as_u64().unwrap(), input["n"].as_u64().unwrap());
        let found = wilson(k, n);
        assert_eq!(found.is_none(), expected["wilson"]["low"].is_null(), "{}", case["id"]);
        if let Some((low, high)) = found {
            agrees(&case, "Wilson, low", low, &expected["wilson"]["low"]);
            agrees(&case, "Wilson, high", high, &expected["wilson"]["high"]);
            sampled += 1;
        }
        let (Some(people), finite) = (input["population"].as_u64(), &expected["finite"]) else { continue };
        let found = share(k, n, Some(people));
        // In a group of one, one answer is everyone's, though the formula divides by N − 1.
        if people == 1 && n == 1 {
            assert_eq!(found.unwrap().basis, Basis::Everyone);
        } else if let Some(found) = found {
            agrees(&case, "margin", found.margin.unwrap(), &finite["margin_196"]);
            // What is still possible may cut Wilson's interval, and only that.
            let cut = |bound: &Value| {
                let (yes, no) = (k as f64 / people as f64, (n - k) as f64 / people as f64);
                Value::from(bound.as_f64().unwrap().max(yes).min(1.0 - no))
            };
            agrees(&case, "census, low", found.interval.0, &cut(&finite["low"]));
            agrees(&case, "census, high", found.interval.1, &cut(&finite["high"]));
            censuses += 1;
        } else {
            assert!(finite["margin_196"].is_null(), "{}", case["id"]);
        }
    }
    assert!(sampled >= 150 && censuses >= 100, "{sampled} sampled, {censuses} censuses");
}

fn whole_numbers(values: &Value) -> Vec<i16> {
    values.as_array().unwrap().iter().map(|x| x.as_i64().unwrap() as i16).collect()
}

#[test]
fn means_agree_with_scipy() {
    let (mut t, mut resampled) = (0, 0);
    for case in cases("means.json") {
        let (values, expected) = (whole_numbers(&case["input"]["values"]), &case["expected"]);
        let numbers: Vec<f64> = values.iter().copied().map(f64::from).collect();
        let ours = mean_t(&numbers).and_then(|(_, interval)| interval);
        if let Some((low, high)) = expected["t"]["low"].as_f64().and(ours) {
            agrees(&case, "t, low", low, &expected["t"]["low"]);
            agrees(&case, "t, high", high, &expected["t"]["high"]);
            t += 1;
        }
        let answers = Levels::of(values);
        assert_eq!(answers.mean().is_none(), expected["t"]["mean"].is_null());
        if expected["bootstrap"]["percentile"].is_null() {
            continue;
        }
        resampled_agree(&case, &answers, &expected["bootstrap"]);
        resampled += 1;
    }
    assert!(t >= 60 && resampled >= 60, "{t} t intervals, {resampled} bootstraps");
}

/// Ours without drawing gives the same points; ours by drawing is as near to them as scipy's.
fn resampled_agree(case: &Value, answers: &Levels, expected: &Value) {
    let endless = convolution::mean(answers).unwrap();
    agrees(case, "acceleration", endless.acceleration, &expected["acceleration"]);
    let drawn = bootstrap::mean(answers, 20_000, &mut generator(3, 0)).unwrap();
    agrees(case, "acceleration", drawn.acceleration, &expected["acceleration"]);
    let both = |found: &Resampled| [("percentile", found.percentile()), ("bca", found.bca().unwrap())];
    for ((method, (low, high)), (_, by_draws)) in both(&endless).into_iter().zip(both(&drawn)) {
        let theirs = &expected[method];
        agrees(case, method, low, &theirs["low"]);
        agrees(case, method, high, &theirs["high"]);
        for (i, (ours, bound)) in [(by_draws.0, low), (by_draws.1, high)].into_iter().enumerate() {
            // Theirs is made of four times as many draws.
            let tolerance = 2.0 * theirs["tolerance"][i].as_f64().unwrap();
            assert!((ours - bound).abs() <= tolerance, "{}: {method} by draws {ours}, {bound}", case["id"]);
        }
    }
}

fn rows(case: &Value) -> Vec<Vec<Option<f64>>> {
    let people = case["input"]["rows"].as_array().unwrap().iter();
    people.map(|row| row.as_array().unwrap().iter().map(Value::as_f64).collect()).collect()
}

#[test]
fn alpha_agrees_with_pingouin_listwise_and_pairwise() {
    let mut compared = BTreeMap::new();
    for case in cases("reliability.json") {
        let rows = rows(&case);
        for (name, missing) in [("listwise", Missing::Listwise), ("pairwise", Missing::Pairwise)] {
            let expected = &case["expected"][name];
            let found = match alpha(&rows, missing) {
                Ok(found) => found,
                Err(_) => {
                    assert!(expected["alpha"].is_null(), "{}: {name}", case["id"]);
                    continue;
                }
            };
            agrees(&case, name, found.alpha, &expected["alpha"]);
            assert_eq!(found.people as u64, expected["n"].as_u64().unwrap(), "{}: {name}", case["id"]);
            let (low, high) = feldt(found.alpha, found.people, found.items).unwrap();
            agrees(&case, "Feldt, low", low, &expected["low"]);
            agrees(&case, "Feldt, high", high, &expected["high"]);
            assert_eq!(found.interval.is_none(), found.alpha > 1.0 - 1e-12, "{}", case["id"]);
            *compared.entry(name).or_insert(0) += 1;
        }
    }
    assert!(compared["listwise"] >= 190 && compared["pairwise"] >= 190, "{compared:?}");
}

#[test]
fn omega_agrees_with_minimum_residuals_on_covariances() {
    let (mut compared, mut undefined, mut beyond) = (0, 0, 0);
    for case in cases("reliability.json") {
        let expected = &case["expected"]["omega"]["minres_covariance"];
        let Some(raw) = expected.get("raw").filter(|raw| !raw.is_null()) else {
            // Theirs also gives up when an item keeps less than 0.5 % of its variance, or when items repeat
            // one another; ours may say what it found if all of them keep some.
            match omega(&rows(&case)) {
                Err(_) => undefined += 1,
                Ok(found) => {
                    assert!(found.own.iter().all(|own| *own > 0.0) && (0.0..=1.0).contains(&found.omega));
                    beyond += 1;
                }
            }
            continue;
        };
        let found = omega(&rows(&case)).unwrap_or_else(|why| panic!("{}: {why:?}", case["id"]));
        agrees(&case, "omega", found.omega, raw);
        // The fit itself, to the millionth of a level.
        for (ours, theirs) in found.loadings.iter().zip(expected["loadings"].as_array().unwrap()) {
            agrees(&case, "loading", ours.abs(), &Value::from(theirs.as_f64().unwrap().abs()));
        }
        compared += 1;
    }
    assert!(compared >= 80 && undefined >= 70, "{compared} compared, {undefined} undefined, {beyond} beyond");
    assert!(beyond <= 50, "{beyond} that the other program does not give");
}

#[test]
fn reliabilities_that_cannot_be_say_why() {
    let why = |id: &str| {
        let case = cases("reliability.json").into_iter().find(|case| case["id"] == id).unwrap();
        let (alpha, omega) = (alpha(&rows(&case), Missing::Listwise), omega(&rows(&case)));
        (alpha.err(), omega.err())
    };
    assert_eq!(why("one-person"), (Some(Unreliable::FewPeople), Some(Unreliable::FewPeople)));
    assert_eq!(why("one-item"), (Some(Unreliable::FewItems), Some(Unreliable::FewItems)));
    assert_eq!(why("all-alike"), (Some(Unreliable::AllAlike), Some(Unreliable::ItemAlike)));
    assert_eq!(why("opposites"), (Some(Unreliable::AllAlike), Some(Unreliable::FewItems)));
    assert_eq!(why("one-item-alike"), (None, Some(Unreliable::ItemAlike)));
    assert_eq!(why("nobody-complete"), (Some(Unreliable::FewPeople), Some(Unreliable::FewPeople)));
    let apart = cases("reliability.json").into_iter().find(|case| case["id"] == "no-pair").unwrap();
    assert_eq!(alpha(&rows(&apart), Missing::Pairwise), Err(Unreliable::NobodyInCommon));
}

#[test]
fn noise_agrees_with_the_formula() {
    let (mut compared, mut opposed) = (0, 0);
    for case in cases("reliability.json") {
        let expected = &case["expected"]["noise"];
        let Some(sd) = expected["sd"].as_f64() else { continue };
        let found = alpha(&rows(&case), Missing::Listwise).unwrap().alpha;
        match mdc95(sd, found.min(1.0)) {
            Some(least) => {
                agrees(&case, "MDC95", least, &expected["mdc95"]);
                compared += 1;
            }
            None => {
                assert!(found < 0.0, "{}: alpha is {found}", case["id"]);
                opposed += 1;
            }
        }
    }
    assert!(compared >= 170 && opposed >= 10, "{compared} compared, {opposed} with alpha below 0");
}

/// A distribution of the library that quantiles are taken from.
fn distribution(case: &Value) -> Box<dyn ContinuousCDF<f64, f64>> {
    let input = &case["input"];
    let at = |i: usize| input["parameters"][i].as_f64().unwrap();
    match input["distribution"].as_str().unwrap() {
        "normal" => Box::new(Normal::new(0.0, 1.0).unwrap()),
        "t" => Box::new(StudentsT::new(0.0, 1.0, at(0)).unwrap()),
        "chi2" => Box::new(ChiSquared::new(at(0)).unwrap()),
        "f" => Box::new(FisherSnedecor::new(at(0), at(1)).unwrap()),
        other => panic!("{other}"),
    }
}

#[test]
fn distributions_agree_with_fifty_digits() {
    let (mut tails, mut points) = (0, 0);
    for case in cases("distributions.json") {
        let ours = distribution(&case);
        for tail in case["expected"]["tails"].as_array().unwrap() {
            let x = tail["x"].as_f64().unwrap();
            agrees(&case, &format!("cdf at {x}"), ours.cdf(x), &tail["cdf"]);
            agrees(&case, &format!("sf at {x}"), ours.sf(x), &tail["sf"]);
            tails += 1;
        }
        for point in case["expected"]["upper_quantiles"].as_array().unwrap() {
            let share = point["upper"].as_f64().unwrap();
            // Further out the other side's share is 1 to the last digit.
            if share >= 1e-4 {
                agrees(&case, &format!("{share} point"), ours.inverse_cdf(1.0 - share), &point["x"]);
                points += 1;
            }
        }
    }
    assert!(tails >= 250 && points >= 150, "{tails} tails, {points} points");
}

//! Change, response, importance and many tests beside the numbers of other programs, kept in
//! `tests/oracles/skills` with the script that made them (scipy, statsmodels, exact fractions).

use std::fs;
use std::path::Path;

use crossweave::stats::borich::{Quadrant, priorities};
use crossweave::stats::bowker::bowker;
use crossweave::stats::many::{benjamini_hochberg, holm};
use crossweave::stats::marginal::{ChiSquared, bhapkar, stuart_maxwell};
use crossweave::stats::mcnemar::mcnemar;
use crossweave::stats::partly::TwoWaves;
use crossweave::stats::raking::{Margin, rake};
use crossweave::stats::response::{Asked, Over, r_indicator};
use crossweave::stats::superiority::superiority;
use crossweave::stats::tails::{chi_squared_p, normal_p, t_p};
use crossweave::stats::transitions::{Crossing, Transitions};
use crossweave::stats::undefined::Undefined;
use crossweave::stats::weighted::{effective_n, weighted_mean};
use crossweave::stats::wilcoxon::{SignedRank, Zeros, wilcoxon};
use serde_json::Value;

/// Both agree to this, as a share of numbers above 1; other programs' numbers are kept to 13 digits.
const NEAR: f64 = 1e-6;

fn cases(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/skills").join(file);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Compares with a number, or with its absence.
struct Compared {
    file: &'static str,
    case: String,
    numbers: usize,
}

impl Compared {
    fn near(&mut self, what: &str, found: Option<f64>, expected: &Value) {
        self.within(NEAR, what, found, expected);
    }

    fn within(&mut self, near: f64, what: &str, found: Option<f64>, expected: &Value) {
        self.numbers += 1;
        let same = match (found, expected.as_f64()) {
            (Some(found), Some(expected)) => (found - expected).abs() <= near * expected.abs().max(1.0),
            (None, None) => true,
            _ => false,
        };
        assert!(same, "{} {}: {what} is {found:?}, not {expected}", self.file, self.case);
    }

    /// Chances in far tails are compared as shares of themselves, too.
    fn chance(&mut self, what: &str, found: Option<f64>, expected: &Value) {
        self.near(what, found, expected);
        if let (Some(found), Some(expected)) = (found, expected.as_f64().filter(|p| *p > 1e-200)) {
            let (file, case) = (self.file, &self.case);
            assert!(
                (found / expected - 1.0).abs() < 1e-6,
                "{file} {case}: {what} is {found}, not {expected}"
            );
        }
    }
}

/// Runs every case of a file and says how many there were and how many numbers were compared.
fn each(file: &'static str, least: usize, compare: impl Fn(&mut Compared, &Value, &Value)) {
    let all = cases(file);
    let mut numbers = 0;
    for case in &all {
        let mut compared = Compared { file, case: case["id"].to_string(), numbers: 0 };
        compare(&mut compared, &case["input"], &case["expected"]);
        numbers += compared.numbers;
    }
    println!("{file}: {} cases, {numbers} numbers", all.len());
    assert!(all.len() >= least && numbers >= least, "{file} has only {} cases", all.len());
}

fn numbers(list: &Value) -> Vec<Option<f64>> {
    list.as_array().unwrap().iter().map(Value::as_f64).collect()
}

fn counts(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect()
}

fn square(rows: [[u64; 2]; 2]) -> Transitions {
    Transitions::from_rows(&rows.map(Vec::from)).unwrap()
}

fn table(rows: &Value) -> Transitions {
    Transitions::from_rows(&rows.as_array().unwrap().iter().map(counts).collect::<Vec<_>>()).unwrap()
}

/// Lowest and highest answer of a scale such as `1-5`.
fn ends(scale: &Value) -> Option<(usize, usize)> {
    let (low, high) = scale.as_str()?.split_once('-')?;
    Some((low.parse().unwrap(), high.parse().unwrap()))
}

#[test]
fn signed_ranks_and_paired_changes() {
    each("paired.json", 200, |compared, input, expected| {
        let people: Vec<_> = numbers(&input["before"]).into_iter().zip(numbers(&input["after"])).collect();
        let waves = TwoWaves::from_people(&people);
        let same = waves.same_people();
        compared.near("mean change", same.ok().map(|c| c.change), &expected["change"]["mean"]);
        let sure = same.ok().and_then(|c| c.sure.ok());
        compared.near("low", sure.map(|s| s.low), &expected["change"]["low"]);
        compared.near("high", sure.map(|s| s.high), &expected["change"]["high"]);
        let differences: Vec<f64> = waves.both.iter().map(|(before, after)| after - before).collect();
        assert_eq!(Some(differences.len() as u64), expected["n"].as_u64());
        signed_rank(compared, wilcoxon(&differences, Zeros::Drop), &expected["wilcox"]);
        signed_rank(compared, wilcoxon(&differences, Zeros::Pratt), &expected["pratt"]);
    });
}

fn signed_rank(compared: &mut Compared, found: Result<SignedRank, Undefined>, expected: &Value) {
    let found = found.ok();
    compared.near("W+", found.map(|t| t.w_plus), &expected["w_plus"]);
    compared.near("W-", found.map(|t| t.w_minus), &expected["w_minus"]);
    compared.near("W", found.map(|t| t.w()), &expected["w"]);
    compared.chance("p", found.map(|t| t.p), &expected["p"]);
    compared.chance("corrected p", found.map(|t| t.p_corrected), &expected["p_corrected"]);
    // The script makes an exact p for fewer or more people than the program does.
    if let (Some(exact), true) = (found.and_then(|t| t.p_exact), expected["p_exact"].is_number()) {
        compared.chance("exact p", Some(exact), &expected["p_exact"]);
    }
}

#[test]
fn moves_between_levels_of_the_same_people() {
    each("paired.json", 200, |compared, input, expected| {
        // Scores that are no levels have no table.
        let Some((low, high)) = ends(&input["scale"]) else { return };
        let people = numbers(&input["before"]).into_iter().zip(numbers(&input["after"]));
        let level = |answer: f64| answer as usize - low;
        let pairs: Vec<_> = people.filter_map(|(a, b)| Some((level(a?), level(b?)))).collect();
        let moved = Transitions::from_pairs(high - low + 1, &pairs).unwrap();
        if let Some(line) = input["positive_from"].as_u64() {
            let crossed = moved.crossing(line as usize - low);
            let Crossing { never, gained, lost, kept } = crossed;
            assert_eq!(table(&expected["mcnemar"]["table"]), square([[kept, lost], [gained, never]]));
            crossing(compared, crossed, &expected["mcnemar"]);
        }
        if expected["transitions"].is_array() {
            assert_eq!(moved, table(&expected["transitions"]));
            margins(compared, &moved, &expected["margins"]);
        }
    });
}

#[test]
fn tables_of_moves() {
    each("tables.json", 100, |compared, input, expected| {
        let table = table(&input["table"]);
        margins(compared, &table, &expected["margins"]);
        if expected["mcnemar"].is_object() {
            crossing(compared, table.crossing(1), &expected["mcnemar"]);
        }
    });
}

fn margins(compared: &mut Compared, table: &Transitions, expected: &Value) {
    let mut chi_squared = |what: &str, found: Option<ChiSquared>, expected: &Value| {
        compared.near(what, found.map(|t| t.statistic), &expected["statistic"]);
        compared.near(what, found.map(|t| f64::from(t.freedom)), &expected["df"]);
        compared.chance(what, found.map(|t| t.p), &expected["p"]);
    };
    chi_squared("Stuart-Maxwell", stuart_maxwell(table).ok(), &expected["stuart_maxwell"]);
    chi_squared("Bhapkar", bhapkar(table).ok(), &expected["bhapkar"]);
    let (found, expected) = (bowker(table).ok(), &expected["bowker"]);
    compared.near("Bowker", found.map(|t| t.statistic), &expected["statistic"]);
    compared.near("Bowker's df", found.map(|t| f64::from(t.freedom)), &expected["df_pairs_used"]);
    compared.chance("Bowker's p", found.map(|t| t.p), &expected["p_pairs_used"]);
    // statsmodels counts pairs between which nobody moved among the degrees of freedom.
    let of_all = expected["df"].as_u64().zip(found).map(|(df, t)| chi_squared_p(t.statistic, df as u32));
    compared.chance("Bowker's p on all pairs", of_all, &expected["p"]);
}

fn crossing(compared: &mut Compared, crossing: Crossing, expected: &Value) {
    let Ok(found) = mcnemar(crossing) else {
        assert!(expected["plain"]["statistic"].is_null());
        return;
    };
    compared.near("McNemar", Some(found.chi_squared), &expected["plain"]["statistic"]);
    compared.chance("its p", Some(found.p), &expected["plain"]["p"]);
    compared.chance("exact p", Some(found.p_exact), &expected["exact"]["p"]);
    compared.near("corrected", Some(found.corrected), &expected["corrected"]["statistic"]);
    compared.chance("corrected p", Some(found.p_corrected), &expected["corrected"]["p"]);
}

#[test]
fn tails_of_the_usual_curves() {
    each("distributions.json", 10, |compared, input, expected| {
        let parameter = input["parameters"][0].as_f64().unwrap_or(0.0);
        for tail in expected["tails"].as_array().into_iter().flatten() {
            let (x, below, above) = (tail["x"].as_f64(), tail["cdf"].as_f64(), tail["sf"].as_f64());
            let (Some(x), Some(below), Some(above)) = (x, below, above) else { continue };
            let both = Value::from(2.0 * below.min(above));
            match input["distribution"].as_str() {
                Some("normal") => compared.chance("normal p", Some(normal_p(x)), &both),
                Some("t") => compared.chance("t p", t_p(x, parameter), &both),
                Some("chi2") => {
                    compared.chance(
                        "upper tail",
                        Some(chi_squared_p(x, parameter as u32)),
                        &Value::from(above),
                    );
                }
                _ => {}
            }
        }
    });
}

#[test]
fn different_people() {
    each("unpaired.json", 200, |compared, input, expected| {
        let (first, second) = (numbers(&input["first"]), numbers(&input["second"]));
        let most = first.iter().chain(&second).flatten().fold(1.0, |most: f64, x| most.max(*x)) as usize;
        let levels = |answers: &[Option<f64>]| {
            let mut counts = vec![0; most + 1];
            answers.iter().flatten().for_each(|answer| counts[*answer as usize] += 1);
            counts
        };
        let found = superiority(&levels(&first), &levels(&second)).ok();
        compared.near("A", found.map(|s| s.a), &expected["a"]);
        let (test, expected) = (found.and_then(|s| s.test), &expected["brunner_munzel"]);
        compared.near("statistic", test.map(|t| t.statistic), &expected["statistic"]);
        compared.near("df", test.map(|t| t.freedom), &expected["df"]);
        compared.near("error", test.map(|t| t.error), &expected["se"]);
        compared.chance("p", test.map(|t| t.p), &expected["p"]);
        if let Some(found) = found {
            assert!(0.0 <= found.low && found.low <= found.a && found.a <= found.high && found.high <= 1.0);
            assert!(found.high > found.low);
        }
    });
}

#[test]
fn many_tests() {
    each("multiple.json", 60, |compared, input, expected| {
        let p = numbers(&input["p"]);
        for (found, expected) in
            [(holm(&p), &expected["holm"]), (benjamini_hochberg(&p), &expected["benjamini_hochberg"])]
        {
            let expected = expected.as_array().unwrap();
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(found, expected)| compared.near("p", *found, expected));
        }
    });
}

#[test]
fn who_answered() {
    each("response.json", 40, |compared, input, expected| {
        let count = |group: &Value, what: &str| group[what].as_u64().unwrap();
        let groups = input["groups"].as_array().unwrap().iter();
        let groups: Vec<Asked> =
            groups.map(|g| Asked { asked: count(g, "asked"), answered: count(g, "answered") }).collect();
        let found = |over| r_indicator(&groups, over);
        match found(Over::LessOne) {
            // The formula gives 1 when nobody answered; the program says that nobody did.
            Err(Undefined::Nobody) => assert!(matches!(expected["rate"].as_f64(), None | Some(0.0))),
            // One person has no spread over N − 1; over N it is 1, of which nothing can be learned.
            Err(Undefined::OnePerson) => assert!(expected["r_sample"].is_null()),
            sample => {
                compared.near("R over N - 1", sample.ok().map(|r| r.r), &expected["r_sample"]);
                compared.near("R over N", found(Over::Everyone).ok().map(|r| r.r), &expected["r_population"]);
            }
        }
    });
}

#[test]
fn weights_and_what_they_are_worth() {
    each("weights.json", 40, |compared, input, expected| {
        if input["columns"].is_array() {
            raked(compared, input, expected);
            return;
        }
        let values = numbers(&input["values"]).into_iter().zip(numbers(&input["weights"]));
        let answers: Vec<(f64, f64)> = values.filter_map(|(x, w)| Some((x?, w?))).collect();
        let found = weighted_mean(&answers).ok();
        compared.near("mean", found.map(|m| m.value), &expected["mean"]);
        compared.near("effective n", found.map(|m| m.effective_n), &expected["effective_n"]);
    });
}

fn raked(compared: &mut Compared, input: &Value, expected: &Value) {
    let margin = |(column, target): (&Value, &Value)| {
        let target: Vec<(&String, f64)> =
            target.as_object().unwrap().iter().map(|(key, goal)| (key, goal.as_f64().unwrap())).collect();
        let place = |key: &Value| target.iter().position(|(known, _)| Some(known.as_str()) == key.as_str());
        Margin {
            of: column.as_array().unwrap().iter().map(place).collect(),
            target: target.iter().map(|(_, goal)| *goal).collect(),
        }
    };
    let (columns, targets) = (input["columns"].as_array().unwrap(), input["targets"].as_array().unwrap());
    let margins: Vec<Margin> = columns.iter().zip(targets).map(margin).collect();
    let found = rake(&margins, columns[0].as_array().unwrap().len()).ok();
    let worth = found.as_ref().and_then(|weights| effective_n(weights).ok());
    compared.near("effective n", worth, &expected["effective_n"]);
    let weights = expected["weights"].as_array().cloned().unwrap_or_default();
    for (found, expected) in found.unwrap_or_default().iter().zip(&weights) {
        compared.near("weight", Some(*found), expected);
    }
}

#[test]
fn importance_and_confidence() {
    each("importance.json", 60, |compared, input, expected| {
        let rows = |what: &str| -> Vec<Vec<Option<f64>>> {
            input[what].as_array().unwrap().iter().map(numbers).collect()
        };
        let (importance, confidence) = (rows("importance"), rows("confidence"));
        let skills = expected["skills"].as_array().unwrap();
        let of = |skill: usize| -> Vec<(f64, f64)> {
            let both = importance.iter().zip(&confidence);
            both.filter_map(|(i, c)| Some((i[skill]?, c[skill]?))).collect()
        };
        let found = priorities(&(0..skills.len()).map(of).collect::<Vec<_>>());
        let Ok(found) = found else {
            assert!(expected["grand_importance"].is_null());
            return;
        };
        compared.near("cut", Some(found.cut_importance), &expected["grand_importance"]);
        compared.near("cut", Some(found.cut_confidence), &expected["grand_confidence"]);
        for (found, expected) in found.items.iter().zip(skills) {
            let means = found.ok().map(|item| item.means);
            compared.near("gap", means.map(|m| m.gap()), &expected["gap"]);
            compared.near("Borich", means.map(|m| m.borich()), &expected["borich"]);
            assert_eq!(found.ok().map(|item| quadrant(item.quadrant)), expected["quadrant"].as_str());
        }
    });
}

fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::BeginHere => "importance-high-confidence-low",
        Quadrant::KeepUp => "importance-high-confidence-high",
        Quadrant::CanWait => "importance-low-confidence-low",
        Quadrant::AlreadyThere => "importance-low-confidence-high",
    }
}

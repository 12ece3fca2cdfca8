//! Two groupings and their crossing, attacked with every sum and difference there is.

use std::collections::BTreeMap;

use super::*;
use crate::model::derived::crossed;

const K: u64 = 5;

/// Sector, grade and both crossed, from the people in each pair; `None` is an unknown group.
fn three(cells: &[(Option<u16>, Option<u16>, usize)]) -> [Attribute; 3] {
    let people: Vec<(Option<u16>, Option<u16>)> =
        cells.iter().flat_map(|(s, g, n)| vec![(*s, *g); *n]).collect();
    let attribute = |name: &str, of: Vec<Option<u16>>| {
        let groups = of.iter().flatten().max().map_or(0, |g| g + 1);
        let labels = (0..groups).map(|g| format!("{name}{g}").into()).collect();
        Attribute { name: name.into(), labels, of: of.into_iter().map(|g| g.map(GroupId)).collect() }
    };
    let sector = attribute("sector", people.iter().map(|p| p.0).collect());
    let grade = attribute("grade", people.iter().map(|p| p.1).collect());
    let both = crossed(&sector, &grade).unwrap();
    [sector, grade, both]
}

/// The people of one pair of groups are told apart by nothing: one column each.
type Pair = (Option<GroupId>, Option<GroupId>);

/// What is shown, as sums over pairs: 1 where a row counts the people of a pair.
fn shown_rows(attributes: &[Attribute; 3], decided: &Decided) -> (Vec<(Pair, u64)>, Vec<Vec<i64>>) {
    let mut pairs: BTreeMap<Pair, u64> = BTreeMap::new();
    for p in 0..attributes[0].of.len() {
        *pairs.entry((attributes[0].of[p], attributes[1].of[p])).or_default() += 1;
    }
    let pairs: Vec<(Pair, u64)> = pairs.into_iter().collect();
    let pair_of = |p: usize| (attributes[0].of[p], attributes[1].of[p]);
    let mut rows = Vec::new();
    if !decided.whole {
        rows.push(vec![1; pairs.len()]);
    }
    for (a, attribute) in attributes.iter().enumerate() {
        for (g, members) in attribute.members().iter().enumerate() {
            if members.is_empty() || decided.hidden[a].contains(&g) {
                continue;
            }
            let counts = |pair: &Pair| members.iter().any(|p| pair_of(p.ix()) == *pair);
            rows.push(pairs.iter().map(|(pair, _)| i64::from(counts(pair))).collect());
        }
    }
    (pairs, rows)
}

/// Rank in whole numbers; a fraction-free elimination.
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for c in 0..columns {
        let Some(pivot) = (done..rows.len()).find(|r| rows[*r][c] != 0) else { continue };
        rows.swap(done, pivot);
        let own = rows[done].clone();
        for row in rows.iter_mut().skip(done + 1).filter(|row| row[c] != 0) {
            let (times, by) = (row[c], own[c]);
            row.iter_mut().zip(&own).for_each(|(x, y)| *x = *x * by - times * y);
            let common = row.iter().fold(0, |a, b| gcd(a, b.abs()));
            row.iter_mut().filter(|_| common > 1).for_each(|x| *x /= common);
        }
        done += 1;
    }
    done
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Some pairs of fewer than k people together of whom something follows: a sum of rows that is 0 for
/// everyone else and not for them. There is one exactly where leaving their columns out lowers the rank.
fn exposed(attributes: &[Attribute; 3], decided: &Decided) -> Option<Vec<Pair>> {
    let (pairs, rows) = shown_rows(attributes, decided);
    let without = |gone: u32| -> Vec<Vec<i128>> {
        let kept = |row: &Vec<i64>| {
            (0..pairs.len()).filter(|c| gone >> c & 1 == 0).map(|c| i128::from(row[c])).collect()
        };
        rows.iter().map(kept).collect()
    };
    let whole = rank(without(0));
    let small: Vec<usize> = (0..pairs.len()).filter(|c| pairs[*c].1 < K).collect();
    (1u32..1 << small.len()).find_map(|choice| {
        let chosen: Vec<usize> =
            small.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1).map(|(_, c)| *c).collect();
        let people: u64 = chosen.iter().map(|c| pairs[*c].1).sum();
        let gone = chosen.iter().fold(0, |gone, c| gone | 1 << c);
        (people < K && rank(without(gone)) < whole).then(|| chosen.iter().map(|c| pairs[*c].0).collect())
    })
}

fn decided(attributes: &[Attribute; 3]) -> Decided {
    decide(&Published::of(attributes, &|_| true), K)
}

/// Numbers that look random and are the same each time (SplitMix64).
fn dice(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % below
}

/// Two or three sectors, two to four grades, 0 to 12 people in each pair, some of no group.
fn made(seed: u64) -> [Attribute; 3] {
    let mut state = seed;
    let (sectors, grades) = (2 + dice(&mut state, 2) as u16, 2 + dice(&mut state, 3) as u16);
    let most = 4 + dice(&mut state, 9);
    let mut cells = Vec::new();
    for s in (0..sectors).map(Some).chain([None]) {
        for g in (0..grades).map(Some).chain([None]) {
            let unknown = s.is_none() || g.is_none();
            let n = if unknown { dice(&mut state, 3) } else { dice(&mut state, most) };
            cells.push((s, g, n as usize));
        }
    }
    three(&cells)
}

#[test]
fn no_sum_of_shown_groups_is_about_fewer_than_five() {
    let mut shown = 0;
    for seed in 0..400 {
        let attributes = made(seed);
        let decided = decided(&attributes);
        assert_eq!(exposed(&attributes, &decided), None, "made {seed}: {:?}", decided.hidden);
        shown += attributes[2].labels.len() - decided.hidden[2].len();
    }
    assert!(shown > 200, "only {shown} crossed groups are shown in all");
}

/// Where only groups of fewer than five go, the attack finds them again.
#[test]
fn the_attack_succeeds_where_small_groups_alone_are_hidden() {
    let fallen = |seed: &u64| {
        let attributes = made(*seed);
        let small = |a: &Attribute| {
            let members = a.members();
            (0..members.len()).filter(|g| (members[*g].len() as u64) < K).collect()
        };
        let naive = Decided { hidden: attributes.iter().map(small).collect(), whole: false };
        exposed(&attributes, &naive).is_some()
    };
    assert!((0..50).filter(fallen).count() > 40);
}

#[test]
fn crossed_cells_from_one_to_four_take_others_with_them() {
    for small in 1..K as usize {
        let cells = [(0, 0, small), (0, 1, 9), (0, 2, 8), (1, 0, 7), (1, 1, 9), (1, 2, 10)];
        let attributes = three(&cells.map(|(s, g, n)| (Some(s), Some(g), n)));
        let decided = decided(&attributes);
        let hidden: Vec<&str> = decided.hidden[2].iter().map(|g| &*attributes[2].labels[*g]).collect();
        // The small one, one more in its sector, and the same two grades in the other sector.
        assert_eq!(
            hidden,
            ["sector0 · grade0", "sector0 · grade2", "sector1 · grade0", "sector1 · grade2"],
            "{small}"
        );
        assert!(decided.hidden[0].is_empty() && decided.hidden[1].is_empty(), "the parents stay");
        assert_eq!(exposed(&attributes, &decided), None);
    }
}

/// Each sector and each grade leaves five people when its shown groups are taken away, and no group of
/// its own; a sector minus a grade leaves four.
#[test]
fn a_sector_minus_a_grade_minus_what_is_shown() {
    let cells =
        [(0, 0, 3), (0, 1, 2), (1, 0, 2), (1, 1, 3), (0, 2, 9), (1, 2, 8), (2, 0, 7), (2, 1, 9), (2, 2, 6)];
    let attributes = three(&cells.map(|(s, g, n)| (Some(s), Some(g), n)));
    let label = |l: &str| attributes[2].labels.iter().position(|x| &**x == l).unwrap();
    let small = ["sector0 · grade0", "sector0 · grade1", "sector1 · grade0", "sector1 · grade1"].map(label);
    let only_small =
        Decided { hidden: vec![BTreeSet::new(), BTreeSet::new(), BTreeSet::from(small)], whole: false };
    let four = exposed(&attributes, &only_small).unwrap();
    assert_eq!(four.len(), 2);
    let decided = decided(&attributes);
    assert!(decided.hidden[2].len() > 4, "{:?}", decided.hidden);
    assert_eq!(exposed(&attributes, &decided), None);
}

#[test]
fn people_unknown_in_one_are_like_a_hidden_group() {
    // Sector 0 has three people without a grade: with all its grades shown, they are what is left.
    let attributes = three(&[
        (Some(0), Some(0), 8),
        (Some(0), Some(1), 9),
        (Some(0), None, 3),
        (Some(1), Some(0), 9),
        (Some(1), Some(1), 7),
    ]);
    let decided = decided(&attributes);
    assert!(!decided.hidden[2].is_empty());
    assert_eq!(exposed(&attributes, &decided), None);
}

//! Small populations, each with the groups that must go.

use super::*;

fn attribute(name: &str, sizes: &[(&str, usize)]) -> Attribute {
    let of = sizes.iter().enumerate().flat_map(|(g, (_, n))| vec![Some(GroupId(g as u16)); *n]).collect();
    Attribute { name: name.into(), labels: sizes.iter().map(|(l, _)| (*l).into()).collect(), of }
}

fn crossed(name: &str, of: &[Option<u16>]) -> Attribute {
    let groups = of.iter().flatten().max().map_or(0, |g| g + 1);
    let labels = (0..groups).map(|g| format!("{name}{g}").into()).collect();
    Attribute { name: name.into(), labels, of: of.iter().map(|g| g.map(GroupId)).collect() }
}

fn hidden_with(attributes: &[Attribute], tables: Vec<Table>) -> Vec<Vec<usize>> {
    let published = Published { tables, ..Published::of(attributes, &|_| true) };
    decide(&published, 5).hidden.into_iter().map(|s| s.into_iter().collect()).collect()
}

fn hidden(attributes: &[Attribute]) -> Vec<Vec<usize>> {
    hidden_with(attributes, vec![])
}

#[test]
fn sizes_around_k() {
    assert_eq!(hidden(&[attribute("team", &[("a", 5), ("b", 6)])]), [Vec::<usize>::new()]);
    assert_eq!(hidden(&[attribute("team", &[("a", 4), ("b", 6), ("c", 9)])]), [vec![0, 1]]);
    assert_eq!(hidden(&[attribute("team", &[("a", 1), ("b", 1), ("c", 9), ("d", 7)])]), [vec![0, 1, 3]]);
    assert_eq!(hidden(&[attribute("team", &[("a", 4), ("b", 4), ("c", 9)])]), [vec![0, 1]]);
    assert_eq!(hidden(&[attribute("team", &[("a", 0), ("b", 6), ("c", 9)])]), [Vec::<usize>::new()]);
}

#[test]
fn a_sector_does_not_give_its_only_hidden_team_away() {
    let team = attribute("team", &[("a", 4), ("b", 6), ("c", 9), ("d", 4), ("e", 8)]);
    let sector = attribute("sector", &[("council", 19), ("police", 12)]);
    // Everyone minus the shown teams would hold a and d, eight people; but each sector holds one.
    assert_eq!(hidden(&[sector, team]), [vec![], vec![0, 1, 3, 4]]);
}

#[test]
fn a_sector_that_is_one_hidden_team_is_hidden_too() {
    let team = attribute("team", &[("a", 4), ("b", 6), ("c", 9)]);
    let sector = attribute("sector", &[("volunteers", 4), ("council", 15)]);
    assert_eq!(hidden(&[sector, team]), [vec![0, 1], vec![0, 1]]);
}

#[test]
fn people_of_no_group_count_as_a_hidden_group() {
    let mut of = vec![Some(0); 8];
    of.extend([Some(1); 9]);
    of.extend([None; 2]);
    assert_eq!(hidden(&[crossed("team", &of)]), [vec![0]]);
    of.extend([None; 3]);
    assert_eq!(hidden(&[crossed("team", &of)]), [Vec::<usize>::new()]);
}

#[test]
fn one_person_out_of_line_between_team_and_sector() {
    // Team 0 has nine people in sector 0 and one in sector 1: team 0 minus sector 0 is that one.
    let team = [vec![Some(0); 10], vec![Some(1); 8]].concat();
    let sector = [vec![Some(0); 9], vec![Some(1); 9]].concat();
    let both = hidden(&[crossed("team", &team), crossed("sector", &sector)]);
    assert!(both.iter().any(|h| !h.is_empty()), "{both:?}");
}

#[test]
fn one_question_that_few_of_the_rest_answered() {
    // Teams of 8, 9 and an unknown 6, of whom only two answered the question.
    let of = [vec![Some(0); 8], vec![Some(1); 9], vec![None; 6]].concat();
    let table = Table { whole: Some(19), groups: vec![vec![8, 9]] };
    assert_eq!(hidden_with(&[crossed("team", &of)], vec![table]), [vec![0]]);
}

#[test]
fn a_total_of_the_known_tells_the_unknown_from_the_hidden() {
    let of = [vec![Some(0); 3], vec![Some(1); 9], vec![Some(2); 9], vec![None; 4]].concat();
    let teams = [crossed("team", &of)];
    let published = Published::of(&teams, &|_| true);
    let decided = decide(&published, 5);
    // Three hidden and four unknown are seven together, until their total is told apart.
    assert_eq!(decided.hidden, [BTreeSet::from([0])]);
    assert_eq!(totals_expose(&teams, &|_| true, &decided.hidden, 5), [true]);
}

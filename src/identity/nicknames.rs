//! First names and what people with them are called: facts of everyday use, one group a line, the
//! full name first. A name may stand in several groups; names of one group may be one person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// English, then South Asian, Irish, Welsh, Polish, Arabic; spelled without accents.
const GROUPS: &str = include_str!("nicknames.txt");

/// First names so common that sharing one says little.
const COMMON_GIVEN: &str = "\
john david michael james robert paul andrew mark peter richard stephen thomas christopher anthony daniel \
matthew william simon kevin ian alan jonathan martin philip susan margaret sarah karen elizabeth jane helen \
julie emma laura claire nicola lisa louise rachel rebecca joanne catherine anne mary patricia linda \
christine amanda alison deborah jennifer angela sharon mohammed ahmed ali fatima maria anna sam alex chris \
joe tom ben jack harry george charlie steve dave mike jo kate liz sue";

/// Surnames so common that sharing one says little.
const COMMON_FAMILY: &str = "\
smith jones taylor brown williams wilson johnson davies patel wright evans thomas roberts green walker \
robinson hughes edwards hall lewis clarke thompson white jackson wood harris turner martin cooper ward \
morris hill moore clark king baker harrison morgan allen james scott phillips khan ahmed hussain singh kaur \
ali begum shah murphy kelly byrne walsh ryan campbell stewart anderson macdonald mcdonald murray young \
mitchell watson lee davis parker bennett price griffiths carter cook shaw bailey richardson collins bell \
kowalska kowalski nowak";

/// Which groups a name stands in.
static IN_GROUPS: LazyLock<BTreeMap<&str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut of: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    for group in GROUPS.lines() {
        group.split(' ').for_each(|name| of.entry(name).or_default().push(group));
    }
    of
});
static GIVEN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| COMMON_GIVEN.split_whitespace().collect());
static FAMILY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| COMMON_FAMILY.split_whitespace().collect());

/// Whether two first names, lower case and without accents, may be one person's.
///
/// ```
/// use crossweave::identity::nicknames::same_person_may_be;
/// assert!(same_person_may_be("peggy", "margaret"));
/// assert!(same_person_may_be("kasia", "katarzyna"));
/// assert!(!same_person_may_be("alexander", "alexandra"));
/// ```
pub fn same_person_may_be(one: &str, other: &str) -> bool {
    one == other || groups(one).iter().any(|group| group.split(' ').any(|name| name == other))
}

/// Other names of people with this first name, sorted.
pub fn others(name: &str) -> Vec<&'static str> {
    let all: BTreeSet<&str> = groups(name).iter().flat_map(|g| g.split(' ')).filter(|n| *n != name).collect();
    all.into_iter().collect()
}

/// Whether this is a first name of its own, and so no slip of the pen for another.
pub fn is_given(name: &str) -> bool {
    GIVEN.contains(name) || IN_GROUPS.contains_key(name)
}

/// Whether many people have this first name.
pub fn is_common_given(name: &str) -> bool {
    GIVEN.contains(name)
}

/// Whether many people have this surname.
pub fn is_common_family(name: &str) -> bool {
    FAMILY.contains(name)
}

fn groups(name: &str) -> &'static [&'static str] {
    IN_GROUPS.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_plain_words_without_a_name_twice_in_a_group() {
        for group in GROUPS.lines() {
            let names: Vec<&str> = group.split(' ').collect();
            let distinct: BTreeSet<&str> = names.iter().copied().collect();
            assert!(names.len() >= 2 && distinct.len() == names.len(), "{group}");
            assert!(names.iter().all(|n| n.bytes().all(|b| b.is_ascii_lowercase())), "{group}");
        }
        assert!(GROUPS.lines().count() > 300);
    }

    #[test]
    fn a_name_in_two_groups_joins_neither_to_the_other() {
        assert!(same_person_may_be("sam", "samuel") && same_person_may_be("sam", "samantha"));
        assert!(!same_person_may_be("samuel", "samantha"));
        assert_eq!(others("samuel"), ["sam", "sammy"]);
        assert!(is_common_family("smith") && !is_common_family("asquith"));
    }
}

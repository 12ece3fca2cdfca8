//! Change between two waves. Whom a measure is about is in its title: the same people, each compared with
//! themselves; different people, who answered once; everyone. The three are never added up.

pub mod all_people;
pub(super) mod between;
pub mod crossing_p;
pub mod index_p;
pub mod level;
pub mod level_p;
pub mod linked_people;
pub mod moved;
pub mod noise;
pub mod since_before;
pub mod spread_p;
pub mod superiority;
pub mod transition;

#[cfg(test)]
mod tests;

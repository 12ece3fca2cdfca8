//! Posts of an organisation, as structure charts publish them: places in it, filled or not, mostly
//! without a name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cell::CellRef;
use super::record::{Mention, PersonRecord};

/// Whether somebody is in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupancy {
    /// Somebody is, named or not.
    Filled,
    /// Nobody is.
    Vacant,
    /// The post is no longer there.
    Ended,
}

/// One post.
#[derive(Clone, Debug)]
pub struct PostRecord {
    /// Reference of the post, where the file gives one.
    pub reference: Option<Arc<str>>,
    /// Job title.
    pub title: Option<Arc<str>>,
    /// Name of whoever is in it, where it is published.
    pub holder: Option<Arc<str>>,
    /// Whether somebody is in it.
    pub occupancy: Occupancy,
    /// Where it belongs, as given: (`directorate`, `Place`), in column order; what is not given is left out.
    pub attributes: Vec<(Arc<str>, String)>,
    /// The post it reports to, by reference.
    pub reports_to: Option<Mention>,
    /// Full-time equivalent; `None` where the file does not say.
    pub fte: Option<f64>,
    /// The cell with the reference, or with the title where there is none.
    pub at: CellRef,
}

/// Posts that are counted and not listed: how many of a kind report to one post.
#[derive(Clone, Debug)]
pub struct PostCount {
    /// The post they report to, by reference.
    pub reports_to: Option<Mention>,
    /// Job title they share.
    pub title: Option<Arc<str>>,
    /// Where they belong, as given.
    pub attributes: Vec<(Arc<str>, String)>,
    /// How many, in full-time equivalents.
    pub fte: f64,
    /// The cell with the number.
    pub at: CellRef,
}

/// What a structure chart holds.
#[derive(Clone, Debug, Default)]
pub struct PostRecords {
    /// Posts listed one by one.
    pub posts: Vec<PostRecord>,
    /// Posts that are only counted.
    pub counts: Vec<PostCount>,
}

impl PostRecord {
    /// What the file says about one side of the post: `service`, `directorate`, `grade`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.as_str())
    }
}

impl PostRecords {
    /// The different values of one attribute, sorted: its directorates, its services.
    pub fn units(&self, attribute: &str) -> BTreeSet<&str> {
        self.posts.iter().filter_map(|post| post.attribute(attribute)).collect()
    }

    /// Posts that do not say theirs.
    pub fn without(&self, attribute: &str) -> usize {
        self.posts.iter().filter(|post| post.attribute(attribute).is_none()).count()
    }

    /// Posts nobody is in.
    pub fn vacant(&self) -> impl Iterator<Item = &PostRecord> {
        self.posts.iter().filter(|post| post.occupancy == Occupancy::Vacant)
    }

    /// The filled posts that go by a reference, as people: whoever is in the post is known by it, and
    /// reports to whoever is in the post above. A vacancy is nobody, and nobody reports to it.
    pub fn people(&self) -> Vec<PersonRecord> {
        let filled = |post: &&PostRecord| post.occupancy == Occupancy::Filled;
        let empty: BTreeSet<&str> =
            self.posts.iter().filter(|post| !filled(post)).filter_map(|p| p.reference.as_deref()).collect();
        let known = |post: &PostRecord| {
            let reference = post.reference.clone()?;
            let above = post.reports_to.clone();
            let manager = above.filter(|m| m.id.as_deref().is_some_and(|id| !empty.contains(id)));
            let mut attributes = post.attributes.clone();
            attributes.extend(post.title.as_deref().map(|title| ("role".into(), title.to_owned())));
            Some(PersonRecord {
                who: Mention { id: Some(reference), name: post.holder.clone(), at: post.at.clone() },
                aliases: Vec::new(),
                attributes,
                manager,
                may_name: false,
                joined: None,
                left: None,
            })
        };
        self.posts.iter().filter(filled).filter_map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(reference: &str, to: Option<&str>, occupancy: Occupancy) -> PostRecord {
        let at = CellRef::new("posts.csv", None, 2, 0);
        let mention = |id: &str| Mention { id: Some(id.into()), name: None, at: at.clone() };
        PostRecord {
            reference: Some(reference.into()),
            title: Some("Head".into()),
            holder: None,
            occupancy,
            attributes: vec![("team".into(), "Parks".into())],
            reports_to: to.map(mention),
            fte: Some(1.0),
            at: at.clone(),
        }
    }

    #[test]
    fn nobody_reports_to_a_vacancy_and_a_vacancy_is_nobody() {
        let posts = vec![
            post("1", None, Occupancy::Filled),
            post("2", Some("1"), Occupancy::Vacant),
            post("3", Some("2"), Occupancy::Filled),
            post("4", Some("1"), Occupancy::Filled),
            post("5", Some("1"), Occupancy::Ended),
        ];
        let people = PostRecords { posts, counts: Vec::new() }.people();
        let line = |p: &PersonRecord| {
            (p.who.id.clone().unwrap().to_string(), p.manager.as_ref().and_then(|m| m.id.clone()))
        };
        let lines: Vec<_> = people.iter().map(line).collect();
        assert_eq!(lines, [("1".into(), None), ("3".into(), None), ("4".into(), Some("1".into()))]);
        assert_eq!(people[0].attributes[1], ("role".into(), "Head".to_owned()));
    }
}

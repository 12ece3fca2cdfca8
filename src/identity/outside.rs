//! Contacts outside the list, by domain.

use std::collections::BTreeMap;

use super::normal;

/// One domain with the people met there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideDomain {
    /// The domain; `None` for ids that are no address.
    pub domain: Option<String>,
    /// Distinct ids.
    pub people: u64,
    /// Times they stood as sender or recipient in a log.
    pub interactions: u64,
    /// Rows of other tables about them.
    pub rows: u64,
}

/// Everyone met who is not on the list, by domain: most interactions first, then most rows, then by name.
///
/// For the operator: a domain can be one person's, so [`Outside::of_at_least`] is what others may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    domains: Vec<OutsideDomain>,
}

impl Outside {
    /// From ids (normalised, each once) with their interactions and rows.
    ///
    /// ```
    /// use crossweave::identity::Outside;
    /// let outside = Outside::of([("a@y.example", 3, 0), ("b@y.example", 1, 1), ("c@z.example", 9, 0)]);
    /// assert_eq!(outside.domains()[0].domain.as_deref(), Some("z.example"));
    /// assert_eq!((outside.domains()[1].people, outside.domains()[1].interactions), (2, 4));
    /// ```
    pub fn of<'i>(met: impl IntoIterator<Item = (&'i str, u64, u64)>) -> Self {
        let mut by_domain: BTreeMap<Option<String>, OutsideDomain> = BTreeMap::new();
        for (id, interactions, rows) in met {
            let domain = normal::domain(id).map(str::to_owned);
            let entry = by_domain.entry(domain.clone()).or_insert(OutsideDomain {
                domain,
                people: 0,
                interactions: 0,
                rows: 0,
            });
            entry.people += 1;
            entry.interactions += interactions;
            entry.rows += rows;
        }
        let mut domains: Vec<OutsideDomain> = by_domain.into_values().collect();
        domains.sort_by(|a, b| (b.interactions, b.rows, &a.domain).cmp(&(a.interactions, a.rows, &b.domain)));
        Self { domains }
    }

    /// The domains.
    pub fn domains(&self) -> &[OutsideDomain] {
        &self.domains
    }

    /// Whether nobody outside was met.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty()
    }

    /// Distinct ids in all.
    pub fn people(&self) -> u64 {
        self.domains.iter().map(|d| d.people).sum()
    }

    /// Domains with at least so many people, which name nobody; all others in one sum. Where the others
    /// are fewer people than that, the smallest domain goes with them: a total minus the domains shown
    /// would be about those few. `None` where there are no others, or too few in all.
    ///
    /// ```
    /// use crossweave::identity::Outside;
    /// let ids: Vec<String> = (0..5).map(|i| format!("p{i}@y.example")).collect();
    /// let met = ids.iter().map(|id| (id.as_str(), 1, 0));
    /// let (shown, rest) = Outside::of(met.clone()).of_at_least(5);
    /// assert_eq!((shown[0].people, rest), (5, None));
    /// // One person of another domain hides the domain too: 14 − 5 would be about that person.
    /// let (shown, rest) = Outside::of(met.chain([("c@z.example", 9, 0)])).of_at_least(5);
    /// assert_eq!((shown, rest.map(|r| (r.people, r.interactions))), (vec![], Some((6, 14))));
    /// ```
    pub fn of_at_least(&self, fewest: u64) -> (Vec<OutsideDomain>, Option<OutsideDomain>) {
        let (mut shown, mut hidden): (Vec<_>, Vec<_>) =
            self.domains.iter().cloned().partition(|d| d.people >= fewest && d.domain.is_some());
        let people = |of: &[OutsideDomain]| of.iter().map(|d| d.people).sum::<u64>();
        if (1..fewest).contains(&people(&hidden)) {
            let smallest = (0..shown.len()).min_by_key(|i| (shown[*i].people, *i));
            hidden.extend(smallest.map(|i| shown.remove(i)));
        }
        let sum = |of: fn(&OutsideDomain) -> u64| hidden.iter().map(of).sum();
        let rest = OutsideDomain {
            domain: None,
            people: sum(|d| d.people),
            interactions: sum(|d| d.interactions),
            rows: sum(|d| d.rows),
        };
        (shown, (rest.people >= fewest).then_some(rest))
    }

    /// What [`Outside::of_at_least`] shows and nothing else: the domains, and the sum of the others last.
    ///
    /// ```
    /// use crossweave::identity::Outside;
    /// let ids: Vec<String> = (0..5).map(|i| format!("p{i}@y.example")).collect();
    /// let outside = Outside::of(ids.iter().map(|id| (id.as_str(), 1, 0)).chain([("c@z.example", 9, 0)]));
    /// let kept = outside.kept_at_least(5);
    /// assert_eq!((kept.domains().len(), kept.people()), (1, 6));
    /// assert!(kept.domains()[0].domain.is_none());
    /// ```
    #[must_use]
    pub fn kept_at_least(&self, fewest: u64) -> Self {
        let (shown, rest) = self.of_at_least(fewest);
        Self { domains: shown.into_iter().chain(rest).collect() }
    }
}

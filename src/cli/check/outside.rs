//! Contacts outside the staff list, by domain: for the operator's eyes, since a domain can be one person's.

use serde_json::{Value as Json, json};

use crate::cli::load::{Loaded, counted};
use crate::identity::Outside;

/// Domains shown without `--all`.
const DOMAINS: usize = 10;

/// The domains in words; empty where everyone is on the list.
pub fn told(outside: &Outside, all: bool) -> String {
    let people = outside.people();
    if people == 0 {
        return String::new();
    }
    let addresses = |n: u64| counted(n as usize, "address", "addresses");
    let mut text = format!("\nOutside the staff list: {}\n", addresses(people));
    let shown = if all { outside.domains().len() } else { DOMAINS };
    for d in outside.domains().iter().take(shown) {
        let mut parts = vec![addresses(d.people)];
        parts.extend(
            (d.interactions > 0)
                .then(|| counted(d.interactions as usize, "entry in logs", "entries in logs")),
        );
        parts.extend((d.rows > 0).then(|| counted(d.rows as usize, "row elsewhere", "rows elsewhere")));
        text.push_str(&format!("  {}: {}\n", d.domain.as_deref().unwrap_or("no domain"), parts.join(", ")));
    }
    let more = outside.domains().len().saturating_sub(shown);
    if more > 0 {
        text.push_str(&format!("  and {}; --all lists them\n", counted(more, "more domain", "more domains")));
    }
    text
}

/// The domains as JSON.
pub fn domains(loaded: &Loaded) -> Json {
    let domains = loaded.built.outside.domains().iter();
    let domain = |d: &crate::identity::outside::OutsideDomain| json!({"domain": d.domain, "people": d.people, "interactions": d.interactions, "rows": d.rows});
    Json::Array(domains.map(domain).collect())
}

/// Shared mailboxes and lists as JSON.
pub fn shared_mailboxes(loaded: &Loaded) -> Json {
    let mailboxes = loaded.built.shared.iter();
    Json::Array(mailboxes.map(|s| json!({"address": s.id, "reason": s.reason})).collect())
}

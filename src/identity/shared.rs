//! Shared mailboxes, distribution lists and machines: addresses that are nobody's. Never by one weak
//! sign, and never somebody with a personal name on the staff list.

use std::collections::BTreeSet;

use super::book::NameBook;
use super::names::PersonName;
use super::roster::Roster;
use super::{nicknames, normal};
use crate::ingest::cell::CellRef;
use crate::programme::config::IdentityConfig;

/// Words of an address that hardly anybody's name is.
const TELLING: [&str; 52] = [
    "admin",
    "administrator",
    "allstaff",
    "bookings",
    "bounce",
    "bounces",
    "committee",
    "complaints",
    "contactus",
    "customerservices",
    "daemon",
    "democraticservices",
    "distribution",
    "donotreply",
    "elections",
    "enquiries",
    "enquiry",
    "events",
    "everyone",
    "facilities",
    "feedback",
    "foi",
    "frontdesk",
    "helpdesk",
    "hr",
    "info",
    "information",
    "inquiries",
    "invoices",
    "itsupport",
    "mailbox",
    "mailer",
    "mailinglist",
    "meetingroom",
    "newsletter",
    "newsletters",
    "noreply",
    "notification",
    "notifications",
    "payroll",
    "postmaster",
    "procurement",
    "reception",
    "recruitment",
    "safeguarding",
    "servicedesk",
    "subscriptions",
    "unsubscribe",
    "webmaster",
    "webteam",
    "whistleblowing",
    "workforce",
];
/// Words that say something only beside another sign.
const HINTS: [&str; 46] = [
    "accounts",
    "alert",
    "alerts",
    "all",
    "calendar",
    "comms",
    "contact",
    "copier",
    "customer",
    "department",
    "desk",
    "digest",
    "dl",
    "duty",
    "editor",
    "fax",
    "finance",
    "group",
    "hello",
    "help",
    "it",
    "list",
    "lists",
    "members",
    "news",
    "no",
    "not",
    "do",
    "office",
    "orders",
    "partners",
    "planning",
    "press",
    "printer",
    "reply",
    "robot",
    "room",
    "sales",
    "scanner",
    "service",
    "services",
    "staff",
    "support",
    "system",
    "team",
    "training",
];

/// Signs that must come together.
const ENOUGH: u32 = 2;
/// Recipients of one message that make it a broadcast, and partners that make silence telling.
const BROADCAST: u32 = 10;
const MANY_PARTNERS: u32 = 8;
/// Of those written to, fewer than one in this many ever answered.
const HARDLY_ANY: u32 = 20;

/// What an address did in the logs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Messages sent.
    pub messages: u64,
    /// Entries received.
    pub received: u64,
    /// Distinct addresses written to.
    pub sent_to: u32,
    /// Distinct addresses heard from.
    pub received_from: u32,
    /// Addresses both written to and heard from.
    pub mutual: u32,
    /// Most recipients of one message.
    pub widest: u32,
}

/// An address met in a log.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Normalised id.
    pub id: String,
    /// Name beside it, where one stood.
    pub name: Option<String>,
    /// Where it was first met.
    pub at: Option<CellRef>,
    /// What it did.
    pub activity: Activity,
}

/// An address that is nobody's.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedMailbox {
    /// Normalised id.
    pub id: String,
    /// Why it is taken for one.
    pub reason: String,
    /// Where it was first met.
    pub at: Option<CellRef>,
}

/// Shared mailboxes and lists among the addresses met, sorted by id: those the settings name, and those
/// with enough signs that the settings do not keep.
pub fn find(contacts: &[Contact], staff: &Roster, settings: &IdentityConfig) -> Vec<SharedMailbox> {
    let ids = |list: &[String]| -> BTreeSet<String> { list.iter().map(|a| normal::id(a)).collect() };
    let (keep, declared) = (ids(&settings.keep), ids(&settings.shared));
    let names: Vec<PersonName> = staff
        .entries()
        .iter()
        .filter_map(|e| PersonName::parse(e.name.as_deref()?))
        .filter(|n| !says_role(n))
        .collect();
    let book = NameBook::of(names.iter());
    let judge = |c: &Contact| {
        let reason = if declared.contains(&c.id) {
            Some("listed under shared in crossweave.toml".to_owned())
        } else if keep.contains(&c.id) || has_personal_name(&c.id, staff) {
            None
        } else {
            signs(&c.id, c.name.as_deref(), &c.activity, &book)
        };
        reason.map(|reason| SharedMailbox { id: c.id.clone(), reason, at: c.at.clone() })
    };
    let mut found: Vec<SharedMailbox> = contacts.iter().filter_map(judge).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// Addresses under `keep` and `shared` that were not met, in the order of the settings.
pub fn not_met<'s>(contacts: &[Contact], staff: &Roster, settings: &'s IdentityConfig) -> Vec<&'s str> {
    let met: BTreeSet<&str> = contacts.iter().map(|c| c.id.as_str()).collect();
    let unknown = |a: &&str| !met.contains(normal::id(a).as_str()) && staff.find_id(a).is_none();
    settings.keep.iter().chain(&settings.shared).map(String::as_str).filter(unknown).collect()
}

/// Whether this is someone on the list whose name there, or in the address itself, is a person's.
fn has_personal_name(id: &str, staff: &Roster) -> bool {
    let Some(entry) = staff.find_id(id).and_then(|p| staff.entries().get(p.ix())) else { return false };
    let name = match entry.name.as_deref() {
        Some(name) => PersonName::parse(name),
        None => PersonName::in_local(normal::local(&entry.key)),
    };
    name.is_some_and(|n| n.is_full() && !says_role(&n))
}

/// Whether a name is a desk's or a team's: `Reception Desk`, but not `Grace Office`.
fn says_role(name: &PersonName) -> bool {
    let role = |w: &String| TELLING.contains(&w.as_str()) || HINTS.contains(&w.as_str());
    let family = name.family.iter().all(role) && !nicknames::is_given(&name.given);
    role(&name.given) || name.middle.iter().any(role) || family
}

/// Why an address is nobody's; `None` where too little speaks for it.
///
/// ```
/// use crossweave::identity::book::NameBook;
/// use crossweave::identity::shared::{Activity, signs};
/// let silent = Activity { received: 40, received_from: 12, ..Activity::default() };
/// let book = NameBook::default();
/// assert!(signs("team-north@council.example", None, &silent, &book).is_some());
/// assert!(signs("team-north@council.example", None, &Activity::default(), &book).is_none());
/// assert!(signs("asha.patel@council.example", None, &silent, &book).is_none());
/// ```
pub fn signs(id: &str, name: Option<&str>, activity: &Activity, book: &NameBook) -> Option<String> {
    let local = normal::local(id);
    let words: Vec<&str> = local.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let mut reasons: Vec<String> = Vec::new();
    let mut weight = 0;
    let (by_words, telling) = weight_of_words(&words, book);
    if by_words > 0 {
        weight += by_words;
        reasons.push(format!("the address says {telling:?}"));
    }
    if let Some(silence) = of_activity(activity).filter(|_| id.contains('@')) {
        weight += 1;
        reasons.push(silence.to_owned());
        if by_words == 0 && is_no_name(local, &words, book) {
            weight += 1;
            reasons.push("there is no person's name in it".into());
        }
    }
    let person = name
        .and_then(PersonName::parse)
        .is_some_and(|n| n.is_full() && !says_role(&n) && book.knows_given(&n.given));
    (weight >= ENOUGH && !(person && weight <= ENOUGH)).then(|| reasons.join("; "))
}

/// Two for a word that tells or for hints alone, one for a hint among other words; and the words.
fn weight_of_words(words: &[&str], book: &NameBook) -> (u32, String) {
    let of = |list: &[&str]| -> Vec<&str> {
        words.iter().filter(|w| list.contains(w) && !book.is_on_list(w)).copied().collect()
    };
    let (telling, hints) = (of(&TELLING), of(&HINTS));
    let personal = words.len() == 2 && words.iter().any(|w| w.chars().nth(1).is_none());
    let named = words.iter().any(|w| book.is_on_list(w));
    match (telling.as_slice(), hints.as_slice()) {
        ([..], _) if personal || (named && telling.is_empty()) => (0, String::new()),
        ([_, ..], _) => (2, telling.join(" ")),
        ([], [_, _, ..]) if hints.len() == words.len() => (2, hints.join(" ")),
        ([], [_, ..]) => (1, hints.join(" ")),
        ([], []) => (0, String::new()),
    }
}

/// What it did that people do not.
fn of_activity(a: &Activity) -> Option<&'static str> {
    let unanswered = u64::from(a.mutual) * u64::from(HARDLY_ANY) <= u64::from(a.sent_to);
    if a.messages == 0 && a.received_from >= MANY_PARTNERS {
        Some("many write to it and it never writes")
    } else if a.widest >= BROADCAST && a.sent_to >= BROADCAST && unanswered {
        Some("it writes to many and hardly any write back")
    } else {
        None
    }
}

/// Whether an address is made of no first name anybody knows, no two words like a name, and no number
/// that could be a person's.
fn is_no_name(local: &str, words: &[&str], book: &NameBook) -> bool {
    let like_a_name = words.len() == 2 && words.iter().all(|w| w.chars().count() < 12) && local.contains('.');
    let number = local.chars().any(|c| c.is_ascii_digit());
    let initialed = words.iter().any(|w| w.chars().nth(1).is_none());
    let known =
        words.iter().any(|w| book.knows_given(w) || book.knows_family(w) || book.ends_with_surname(w));
    !(like_a_name || number || initialed || known || words.len() < 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Matches;
    use crate::ingest::record::{Mention, PersonRecord};

    fn staff(people: &[(&str, Option<&str>)]) -> Roster {
        let row = |(id, name): &(&str, Option<&str>)| PersonRecord {
            who: Mention {
                id: Some((*id).into()),
                name: name.map(Into::into),
                at: CellRef::new("staff.csv", None, 2, 0),
            },
            aliases: vec![],
            attributes: vec![],
            manager: None,
            may_name: false,
            joined: None,
            left: None,
        };
        Roster::from_records(&people.iter().map(row).collect::<Vec<_>>(), &Matches::default()).0
    }

    const QUIET: Activity =
        Activity { messages: 3, received: 4, sent_to: 2, received_from: 3, mutual: 2, widest: 1 };
    const LOUD: Activity =
        Activity { messages: 90, received: 1, sent_to: 60, received_from: 1, mutual: 1, widest: 40 };
    const MUTE: Activity =
        Activity { messages: 0, received: 80, sent_to: 0, received_from: 25, mutual: 0, widest: 0 };

    fn found(contacts: &[(&str, Activity)], staff: &Roster, settings: &str) -> Vec<String> {
        let contact = |(id, activity): &(&str, Activity)| Contact {
            id: (*id).into(),
            name: None,
            at: None,
            activity: *activity,
        };
        let settings: IdentityConfig = toml::from_str(settings).unwrap();
        let contacts: Vec<Contact> = contacts.iter().map(contact).collect();
        find(&contacts, staff, &settings).into_iter().map(|s| s.id).collect()
    }

    #[test]
    fn role_words_and_conduct_together_tell_and_one_weak_sign_does_not() {
        let nobody = Roster::default();
        for (id, activity, shared) in [
            ("info@x.example", QUIET, true),
            ("no-reply@x.example", QUIET, true),
            ("housing-enquiries@x.example", QUIET, true),
            ("all-staff@x.example", QUIET, true),
            ("team-north@x.example", QUIET, false),
            ("team-north@x.example", MUTE, true),
            ("support@x.example", QUIET, false),
            ("support@x.example", LOUD, true),
            ("north-district@x.example", MUTE, true),
            ("north-district@x.example", QUIET, false),
            ("asha.patel@x.example", MUTE, false),
            ("asha.patel@x.example", LOUD, false),
            ("j.news@x.example", MUTE, false),
            ("c12345@x.example", MUTE, false),
            ("zqpatel@x.example", MUTE, false),
            ("17", MUTE, false),
            ("office", MUTE, false),
        ] {
            assert_eq!(found(&[(id, activity)], &nobody, "") == [id], shared, "{id} {activity:?}");
        }
    }

    #[test]
    fn nobody_with_a_personal_name_on_the_list_is_taken_for_one() {
        let staff = staff(&[
            ("info@x.example", Some("Ingrid Foss")),
            ("reception@x.example", Some("Reception Desk")),
            ("grace.office@x.example", None),
            ("hr@x.example", None),
            ("b.support@x.example", Some("Bo Support")),
        ]);
        let all = [
            "info@x.example",
            "reception@x.example",
            "grace.office@x.example",
            "hr@x.example",
            "b.support@x.example",
        ];
        let contacts: Vec<(&str, Activity)> = all.iter().map(|id| (*id, LOUD)).collect();
        assert_eq!(found(&contacts, &staff, ""), ["hr@x.example", "reception@x.example"]);
    }

    #[test]
    fn settings_keep_and_add() {
        let contacts = [("info@x.example", QUIET), ("asha.patel@x.example", QUIET)];
        let settings =
            "keep = [\"INFO@x.example\"]\nshared = [\"Asha.Patel@x.example\", \"gone@x.example\"]\n";
        assert_eq!(found(&contacts, &Roster::default(), settings), ["asha.patel@x.example"]);
        let settings: IdentityConfig = toml::from_str(settings).unwrap();
        assert_eq!(
            not_met(&[], &Roster::default(), &settings),
            ["INFO@x.example", "Asha.Patel@x.example", "gone@x.example"]
        );
    }
}

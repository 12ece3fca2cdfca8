//! Google Workspace mail logs: the e-mail log search and the Gmail log events of the admin console.

use super::common::{Found, Slots, field};
use super::edited::{set, text_at};
use super::one_message;
use super::written_dates::without_zone;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Fields of a mail log.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "time",
        &["startdate", "date", "eventdate"],
        FieldType::Date,
        true,
        "When the message was sent or came in, as the log has it.",
        "2026/01/06 10:28:07 GMT",
    ),
    field(
        "from",
        &["sender", "fromheaderaddress", "fromenvelope", "senderaddress"],
        FieldType::Person,
        true,
        "Address of who sent it.",
        "asha.patel@council.example",
    ),
    field(
        "to",
        &["recipientaddress", "recipients", "recipient", "toenvelope"],
        FieldType::People,
        true,
        "Addresses of the recipients.",
        "sam.lee@police.example",
    ),
    field(
        "message_id",
        &[],
        FieldType::Text,
        false,
        "Rows with the same id are one message.",
        "<m2044@council.example>",
    ),
    field(
        "event",
        &[],
        FieldType::Text,
        false,
        "What happened; all but sending and receiving is left out and counted.",
        "Receive",
    ),
    field(
        "status",
        &["eventstatus"],
        FieldType::Text,
        false,
        "What became of it; what was not delivered is left out and counted.",
        "Delivered",
    ),
    field(
        "target",
        &["eventtarget"],
        FieldType::Text,
        false,
        "Where it went; spam folders and lists are left out and counted.",
        "GMAIL_INBOX",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "google-mail-log",
    describes: "Google Workspace mail log: who mailed whom, and when",
    table: "interactions",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let header = |name: &str| profile.columns.iter().any(|c| fold_header(&c.header) == name);
    let search = header("startdate") && header("enddate") && header("sender");
    let events = header("event") && header("toenvelope");
    let all = ["time", "from", "to", "message_id"].iter().all(|field| found.has(field));
    found.claim(FIELDS, if all && (search || events) { 96 } else { 0 }, &[])
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let (time, event) = (slots.slot("time"), slots.slot("event"));
    let (status, target) = (slots.slot("status"), slots.slot("target"));
    one_message::parse(plan, config, rows, &mut |cells, _| {
        let (event, status) = (text_at(cells, event), text_at(cells, status));
        if let Some(reason) = other_event(&event)
            .or_else(|| not_delivered(&status))
            .or_else(|| elsewhere(&text_at(cells, target)))
        {
            return Some(reason);
        }
        let written = without_zone(&text_at(cells, time));
        if let Some(written) = written {
            set(cells, time, Cell::text(&written));
        }
        None
    })
}

/// Events other than sending and receiving: opening, marking, downloading.
fn other_event(event: &str) -> Option<&'static str> {
    let folded = fold_header(event);
    let mail = ["sen", "receiv", "deliver"].iter().any(|start| folded.starts_with(start));
    (!folded.is_empty() && !mail).then_some("events other than sending and receiving")
}

fn not_delivered(status: &str) -> Option<&'static str> {
    let folded = fold_header(status);
    let is = |starts: &[&str]| starts.iter().any(|start| folded.starts_with(start));
    match () {
        () if is(&["bounc", "drop", "reject", "fail"]) => Some("not delivered"),
        () if is(&["quarantin"]) => Some("quarantined"),
        () if is(&["spam", "markedasspam"]) => Some("caught as spam"),
        () => None,
    }
}

fn elsewhere(target: &str) -> Option<&'static str> {
    match fold_header(target).as_str() {
        "gmailspam" => Some("caught as spam"),
        "listserver" | "archivelistserver" => Some("lists, whose members have their own rows"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_mail() {
        assert_eq!(other_event("Send"), None);
        assert_eq!(other_event(""), None);
        assert_eq!(other_event("Link click"), Some("events other than sending and receiving"));
        assert_eq!(not_delivered("Bounced"), Some("not delivered"));
        assert_eq!(not_delivered("DELIVERED"), None);
        assert_eq!(elsewhere("LIST_SERVER"), Some("lists, whose members have their own rows"));
        assert_eq!(elsewhere("GMAIL_INBOX"), None);
    }
}

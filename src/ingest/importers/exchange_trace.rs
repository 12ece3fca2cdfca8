//! Exchange message trace, from the admin centre or PowerShell: one row a recipient, or all recipients
//! with what became of each in one cell.

use super::common::{Found, Slots, field};
use super::edited::{set, text_at};
use super::one_message;
use super::set_aside::SetAside;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Headers that no other log has.
const SIGNATURE: &[&str] =
    &["messagetraceid", "origintimestamputc", "origintimestamp", "recipientstatus", "datetimeutc"];

/// Fields of a message trace.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "time",
        &["received", "datetimeutc", "origintimestamputc", "origintimestamp", "date", "timestamp"],
        FieldType::Date,
        true,
        "When the service took the message in; universal time, as the trace has it.",
        "2026-01-06T10:28:07Z",
    ),
    field(
        "from",
        &["senderaddress", "sender"],
        FieldType::Person,
        true,
        "Address of who sent it.",
        "asha.patel@council.example",
    ),
    field(
        "to",
        &["recipientaddress", "recipientstatus", "recipient", "recipients"],
        FieldType::People,
        true,
        "Address of one recipient, or each with what became of it, such as jo@x.example##Receive, Deliver.",
        "sam.lee@police.example",
    ),
    field(
        "message_id",
        &["networkmessageid", "messagetraceid"],
        FieldType::Text,
        false,
        "Rows with the same id are one message.",
        "<m2044@council.example>",
    ),
    field(
        "status",
        &["deliverystatus"],
        FieldType::Text,
        false,
        "What became of it; failed, spam, quarantined and the rows of lists are left out and counted.",
        "Delivered",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "exchange-trace",
    describes: "Exchange message trace: who mailed whom, and when",
    table: "interactions",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let header = |name: &&str| profile.columns.iter().any(|c| fold_header(&c.header) == *name);
    let signed = SIGNATURE.iter().any(&header)
        || ["received", "senderaddress", "recipientaddress"].iter().all(&header);
    let all = ["time", "from", "to"].iter().all(|field| found.has(field));
    found.claim(FIELDS, if signed && all { 96 } else { 0 }, &[])
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let (from, to, status) = (slots.slot("from"), slots.slot("to"), slots.slot("status"));
    one_message::parse(plan, config, rows, &mut |cells, aside| {
        if let Some(reason) = why_not(&text_at(cells, status)) {
            return Some(reason);
        }
        if text_at(cells, from) == "<>" {
            return Some("notices without a sender");
        }
        let recipients = text_at(cells, to);
        if recipients.contains("##") {
            let (reached, last_reason) = reached(&recipients, aside);
            if let (true, Some(reason)) = (reached.is_empty(), last_reason) {
                return Some(reason);
            }
            set(cells, to, Cell::text(&reached));
        }
        None
    })
}

/// Why mail with this status is no mail from one person to another.
fn why_not(status: &str) -> Option<&'static str> {
    if matches!(status, "Delivered" | "") {
        return None;
    }
    match fold_header(status.trim()).as_str() {
        "failed" | "fail" => Some("not delivered"),
        "filteredasspam" | "spam" => Some("caught as spam"),
        "quarantined" | "quarantine" => Some("quarantined"),
        "expanded" | "expand" => Some("lists, whose members have their own rows"),
        _ => None,
    }
}

/// The recipients that were reached, of several with what became of each; and why the last one was
/// not. Those left out are counted where others were reached: else the row is.
fn reached(recipients: &str, aside: &mut SetAside) -> (String, Option<&'static str>) {
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for part in recipients.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (address, events) = part.split_once("##").unwrap_or((part, ""));
        match events.split(',').find_map(why_not) {
            Some(reason) => left.push(reason),
            None => kept.push(address.trim()),
        }
    }
    if !kept.is_empty() {
        left.iter().for_each(|reason| aside.add(reason, 1));
    }
    (kept.join(";"), left.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_with_what_became_of_them() {
        let mut aside = SetAside::default();
        let cell = "a@x.example##Receive, Deliver;b@y.example##Receive, Fail; c@z.example";
        assert_eq!(reached(cell, &mut aside), ("a@x.example;c@z.example".to_owned(), Some("not delivered")));
        let (none, reason) = reached("b@y.example##Receive, Quarantine", &mut aside);
        assert_eq!((none.as_str(), reason), ("", Some("quarantined")));
        let at = crate::ingest::cell::CellRef::new("t.csv", None, 1, 0);
        assert_eq!(aside.note(at).unwrap().what, "left out: not delivered: 1");
    }
}

//! A log of messages and meetings: our own table, an Exchange message trace, a mail log.

use super::common::{Fate, Found, RowView, Slots, each_row, field, not_used_yet, settings_for};
use super::dates::{report_bad_date, report_wrong_order, warn_unsettled};
use super::joined;
use super::log::{LogFields, LogSettings, read_text, records};
use super::log_columns::read_columns;
use super::log_rows::fold_rows;
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::date::{DayOrder, seconds_of};
use crate::ingest::fold::{Folded, RowCells, RowTime, Taken};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problem::Problem;
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{InteractionRecords, Records, RowCounts};
use crate::ingest::source::chunks::ChunkError;
use crate::ingest::source::parquet::ColumnBreak;
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["conversation", "in_reply_to", "topics", "minutes", "initiated_by"];

/// Fields of a log.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "time",
        &[
            "timestamp",
            "datetime",
            "date",
            "received",
            "receivedtime",
            "datereceived",
            "sent",
            "senttime",
            "datesent",
            "sentat",
            "createdat",
            "starttime",
            "start",
            "eventtime",
        ],
        FieldType::Date,
        true,
        "When, in local time.",
        "2026-01-06 10:28",
    ),
    field(
        "from",
        &[
            "sender",
            "senderaddress",
            "fromaddress",
            "senderemail",
            "organiser",
            "organizer",
            "source",
            "fromuser",
            "author",
        ],
        FieldType::Person,
        true,
        "Who wrote, called or invited.",
        "asha.patel@council.example",
    ),
    field(
        "to",
        &[
            "recipient",
            "recipients",
            "recipientaddress",
            "recipientaddresses",
            "toaddress",
            "recipientemail",
            "attendees",
            "target",
            "touser",
        ],
        FieldType::People,
        true,
        "To whom; several separated by semicolons.",
        "sam.lee@police.example; jo@community.example",
    ),
    field(
        "cc",
        &["copiedto", "ccaddress"],
        FieldType::People,
        false,
        "Who was copied in, beside `to`.",
        "jo@community.example",
    ),
    field(
        "clock",
        &["timeofday"],
        FieldType::Text,
        false,
        "Time of day, where `time` holds the day alone.",
        "10:28",
    ),
    field(
        "channel",
        &["medium", "channelname", "via"],
        FieldType::Text,
        false,
        "email, chat, meeting, call, …",
        "email",
    ),
    field(
        "conversation",
        &["conversationid", "thread", "threadid"],
        FieldType::Text,
        false,
        "What ties messages to one conversation.",
        "c-118",
    ),
    field(
        "message_id",
        &["networkmessageid", "internetmessageid"],
        FieldType::Text,
        false,
        "Id of the message.",
        "m-2044",
    ),
    field("in_reply_to", &["replyto"], FieldType::Text, false, "Id of the message it answers.", "m-2043"),
    field(
        "topics",
        &["topic", "tags", "hashtags"],
        FieldType::Text,
        false,
        "Topics, separated by semicolons.",
        "housing; repairs",
    ),
    field(
        "minutes",
        &["duration", "durationminutes"],
        FieldType::Number,
        false,
        "How long a call or meeting took.",
        "30",
    ),
    field(
        "initiated_by",
        &["initiator"],
        FieldType::Person,
        false,
        "Who began it.",
        "asha.patel@council.example",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "interactions",
    describes: "a log of messages or meetings: when, from whom, to whom",
    table: "interactions",
    fields: FIELDS,
    sniff,
    parse: joined::parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    joined::part_clock(&mut found, profile);
    let all = ["time", "from", "to"].iter().all(|field| found.has(field));
    let people = !found.is_dates("from") && !found.is_dates("to");
    let dated = found.is_dates("time") || profile.rows == 0;
    let score = if all && people && dated { 90 } else { 0 };
    found.claim(FIELDS, score, NOT_YET)
}

/// Reads rows whose values each stand in one column.
pub(super) fn parse_rows(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let columns = not_used_yet(plan, FIELDS, config, NOT_YET);
    Parsed { columns, ..parse_log(plan, config, rows, default_channel(plan)) }
}

/// Reads the rows of a log whose plan has the fields `time`, `from` and `to`, and perhaps `channel` and
/// `message_id`. Rows that share a message id are one message.
pub(in crate::ingest) fn parse_log(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    otherwise: &str,
) -> Parsed {
    let mut problems = Collector::default();
    let Some(fields) = fields_of(plan) else {
        let records = Records::Interactions(InteractionRecords::default());
        return Parsed { records, rows: RowCounts::default(), problems: Vec::new(), columns: Vec::new() };
    };
    let given = settings_for(config, &plan.at);
    let settings = LogSettings { rule: &config.ties, given: given.channel.as_deref(), otherwise };
    let planned: Vec<u32> = plan.columns.iter().map(|(col, _)| *col).collect();
    let threads = rayon::current_num_threads();
    let columns =
        rows.as_columns().and_then(|file| read_columns(&file, &planned, fields, &settings, threads));
    let read = match rows.as_text() {
        Some((file, columns)) => read_text(&file, columns, plan.at.row, fields, &settings, threads),
        None => None,
    };
    let (folded, counts) = match (columns, read) {
        (Some(read), _) => {
            read.broken.into_iter().for_each(|error| problems.push(broken_column(plan, error)));
            (read.folded, read.counts)
        }
        (None, Some(read)) => {
            let counts = read.counts(plan.at.row);
            read.broken.into_iter().for_each(|error| problems.push(broken_record(plan, error)));
            (read.folded, counts)
        }
        (None, None) => read_row_by_row(plan, rows, fields, &settings, &mut problems),
    };
    report(&folded, fields, plan, &mut problems);
    let place = |row, place| at(plan, row, if place == 0 { fields.from } else { fields.to });
    let records = Records::Interactions(records(folded, place));
    Parsed { records, rows: counts, problems: problems.finish(), columns: Vec::new() }
}

fn fields_of(plan: &Plan) -> Option<LogFields> {
    let slots = Slots { plan };
    Some(LogFields {
        time: slots.slot("time")?,
        from: slots.slot("from")?,
        to: slots.slot("to")?,
        channel: slots.slot("channel"),
        message: slots.slot("message_id"),
    })
}

fn at(plan: &Plan, row: u32, slot: usize) -> CellRef {
    CellRef { row, col: plan.columns.get(slot).map_or(0, |(col, _)| *col), ..plan.at.clone() }
}

fn broken_record(plan: &Plan, error: ChunkError) -> Problem {
    let fix = "look for a quotation mark that is never closed from this row on";
    Problem::at(&kinds::BROKEN_RECORD, CellRef { row: error.row, col: 0, ..plan.at.clone() }, error.what, fix)
}

fn broken_column(plan: &Plan, error: ColumnBreak) -> Problem {
    let at = CellRef { row: error.row, col: error.col, ..plan.at.clone() };
    Problem::at(&kinds::BROKEN_RECORD, at, error.what, ColumnBreak::FIX)
}

/// Reads rows one by one; counts those without anything in them, and where the rows break off.
fn read_row_by_row(
    plan: &Plan,
    rows: &mut dyn RowStream,
    fields: LogFields,
    settings: &LogSettings,
    problems: &mut Collector,
) -> (Folded, RowCounts) {
    let mut counts = RowCounts::default();
    let folded = fold_rows(settings, |take| {
        counts = each_row(plan, rows, problems, |row, _| {
            typed_row(row, fields, take);
            Fate::Used
        });
    });
    counts.used = folded.used;
    counts.rejected = folded.rejected();
    (folded, counts)
}

fn typed_row(row: &RowView, fields: LogFields, take: &mut dyn FnMut(&RowCells)) {
    let text = |slot: Option<usize>| row.text(slot).unwrap_or_default();
    let (written, from, to) = (text(Some(fields.time)), text(Some(fields.from)), text(Some(fields.to)));
    let (channel, message) = (text(fields.channel), text(fields.message));
    let time = match row.cell(Some(fields.time)) {
        Cell::Date(at) => RowTime::Known(seconds_of(*at)),
        _ => RowTime::Text(written.as_bytes()),
    };
    take(&RowCells {
        row: row.row,
        time,
        from: from.as_bytes(),
        to: to.as_bytes(),
        channel: channel.as_bytes(),
        message: message.as_bytes(),
    });
}

/// Reports the rows that were refused, and dates whose order nothing settles.
fn report(folded: &Folded, fields: LogFields, plan: &Plan, problems: &mut Collector) {
    let order = folded.evidence.order();
    for reason in Taken::REFUSED {
        let Some(rejects) = folded.rejects(reason) else { continue };
        let (slot, spec) = match reason {
            Taken::NoSender => (fields.from, &kinds::MISSING_VALUE),
            Taken::NoRecipient => (fields.to, &kinds::MISSING_VALUE),
            Taken::NoTime => (fields.time, &kinds::MISSING_VALUE),
            _ => (fields.time, &kinds::BAD_DATE),
        };
        for reject in &rejects.first {
            report_row(at(plan, reject.row, slot), reason, &reject.seen, order, problems);
        }
        problems.more(spec, &at(plan, 0, slot), "correct the whole column at once", &rejects.rest());
    }
    warn_unsettled(plan, problems, &folded.evidence, at(plan, 0, fields.time).col);
}

fn report_row(at: CellRef, reason: Taken, seen: &str, order: DayOrder, problems: &mut Collector) {
    let what = match reason {
        Taken::WrongOrder => return report_wrong_order(problems, at, order),
        Taken::BadTime => return report_bad_date(problems, at, &Cell::text(seen)),
        Taken::NoTime => "the row has no time",
        Taken::NoSender => "the row has no sender",
        Taken::NoRecipient => "the row has no recipient",
        Taken::Used => return,
    };
    problems.at(&kinds::MISSING_VALUE, at, what, "fill in the cell or delete the row");
}

/// The channel where neither a column nor the settings name one: mail where ids are addresses.
fn default_channel(plan: &Plan) -> &'static str {
    let slots = Slots { plan };
    let from = slots.slot("from").and_then(|slot| plan.columns.get(slot)).map(|(col, _)| *col);
    let column = from.and_then(|col| plan.profile.column(col));
    let addresses = column.is_some_and(|c| c.filled > 0 && c.addresses * 2 >= c.filled);
    let header = column.is_some_and(|c| c.header.to_lowercase().contains("organi"));
    match (header, addresses) {
        (true, _) => "meeting",
        (false, true) => "email",
        (false, false) => "interaction",
    }
}

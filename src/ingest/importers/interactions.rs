//! A log of messages and meetings: our own table, an Exchange message trace, a mail log.

use super::common::{
    Fate, Found, RowView, Slots, each_byte_row, each_row, field, not_used_yet, settings_for,
};
use super::dates::{report_bad_date, report_wrong_order, warn_unsettled};
use super::log::{LogBuilder, Place, Taken, Time};
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Records, RowCounts};
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["conversation", "message_id", "in_reply_to", "topics", "minutes", "initiated_by"];

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
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let all = ["time", "from", "to"].iter().all(|field| found.has(field));
    let people = !found.is_dates("from") && !found.is_dates("to");
    let dated = found.is_dates("time") || profile.rows == 0;
    let score = if all && people && dated { 90 } else { 0 };
    found.claim(FIELDS, score, NOT_YET)
}

/// Where the fields stand in a row.
struct Fields {
    time: usize,
    from: usize,
    to: usize,
    channel: Option<usize>,
}

impl Fields {
    fn of(plan: &Plan) -> Option<Self> {
        let slots = Slots { plan };
        let (time, from, to) = (slots.slot("time")?, slots.slot("from")?, slots.slot("to")?);
        Some(Self { time, from, to, channel: slots.slot("channel") })
    }

    fn place<'a>(&self, plan: &'a Plan, row: u32) -> Place<'a> {
        let col = |slot: usize| plan.columns.get(slot).map_or(0, |(col, _)| *col);
        Place { sheet: &plan.at, row, from: col(self.from), to: col(self.to) }
    }

    fn at(&self, plan: &Plan, row: u32, slot: usize) -> CellRef {
        CellRef { row, col: plan.columns.get(slot).map_or(0, |(col, _)| *col), ..plan.at.clone() }
    }
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let columns = not_used_yet(plan, FIELDS, config, NOT_YET);
    Parsed { columns, ..parse_log(plan, config, rows, default_channel(plan)) }
}

/// Reads the rows of a log whose plan has the fields `time`, `from` and `to`, and perhaps `channel`.
pub(in crate::ingest) fn parse_log(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    otherwise: &str,
) -> Parsed {
    let mut problems = Collector::default();
    let settings = settings_for(config, &plan.at);
    let mut log = LogBuilder::new(settings.channel.as_deref(), otherwise);
    let mut counts = RowCounts::default();
    if let Some(fields) = Fields::of(plan) {
        counts = match rows.as_bytes() {
            Some(bytes) => {
                let (counts, broken) = each_byte_row(plan, bytes, |row| {
                    let channel = fields.channel.map_or(&b""[..], |slot| row.field(slot));
                    let (time, from, to) =
                        (row.field(fields.time), row.field(fields.from), row.field(fields.to));
                    let taken = log.take(&fields.place(plan, row.row), Time::Text(time), from, to, channel);
                    fate(taken, time, &fields, plan, row.row, &mut problems)
                });
                broken.into_iter().for_each(|problem| problems.push(problem));
                counts
            }
            None => each_row(plan, rows, &mut problems, |row, problems| {
                typed_row(row, &fields, &mut log, problems)
            }),
        };
        settle(&mut log, &mut counts, &fields, plan, &mut problems);
    }
    Parsed {
        records: Records::Interactions(log.finish()),
        rows: counts,
        problems: problems.finish(),
        columns: Vec::new(),
    }
}

fn typed_row(row: &RowView, fields: &Fields, log: &mut LogBuilder, problems: &mut Collector) -> Fate {
    let text = |slot: usize| row.text(Some(slot)).unwrap_or_default();
    let channel = fields.channel.map(text).unwrap_or_default();
    let time = match row.cell(Some(fields.time)) {
        Cell::Date(at) => Time::Known(crate::ingest::date::seconds_of(*at)),
        _ => Time::Text(b""),
    };
    let written = text(fields.time);
    let time = if matches!(time, Time::Known(_)) { time } else { Time::Text(written.as_bytes()) };
    let place = fields.place(row.plan, row.row);
    let taken =
        log.take(&place, time, text(fields.from).as_bytes(), text(fields.to).as_bytes(), channel.as_bytes());
    fate(taken, written.as_bytes(), fields, row.plan, row.row, problems)
}

/// What became of a row, with the problem where there is one.
fn fate(taken: Taken, time: &[u8], fields: &Fields, plan: &Plan, row: u32, problems: &mut Collector) -> Fate {
    let fix = "fill in the cell or delete the row";
    let (slot, what) = match taken {
        Taken::Used => return Fate::Used,
        Taken::NoTime if time.is_empty() => (fields.time, "the row has no time"),
        Taken::NoTime => {
            let cell = Cell::text(&String::from_utf8_lossy(time));
            report_bad_date(problems, fields.at(plan, row, fields.time), &cell);
            return Fate::Rejected;
        }
        Taken::NoSender => (fields.from, "the row has no sender"),
        Taken::NoRecipient => (fields.to, "the row has no recipient"),
    };
    problems.at(&kinds::MISSING_VALUE, fields.at(plan, row, slot), what, fix);
    Fate::Rejected
}

/// Settles the order of day and month; rows whose date does not exist in it are left out.
fn settle(
    log: &mut LogBuilder,
    counts: &mut RowCounts,
    fields: &Fields,
    plan: &Plan,
    problems: &mut Collector,
) {
    let order = log.evidence.order();
    for row in log.settle() {
        report_wrong_order(problems, fields.at(plan, row, fields.time), order);
        counts.used -= 1;
        counts.rejected += 1;
    }
    let evidence = log.evidence;
    let col = fields.at(plan, 0, fields.time).col;
    warn_unsettled(plan, problems, &evidence, col);
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

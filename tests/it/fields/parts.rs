//! Files that are no grid: messages, events, edges, votes. Each has a table of what is changed in a sound
//! file, and the entry and field at which it has to be reported; entries are counted here, by hand.

use super::{complain, shown};
use crate::samples::{read_text, used};
use crossweave::ingest::IMPORTERS;
use crossweave::ingest::Reading;
use crossweave::ingest::problem::Severity;
use crossweave::ingest::source::formats::{FOLDERS, FORMATS};

/// Importers of files whose columns are the format's own.
pub(super) const IDS: &[&str] = &["icalendar", "slack", "mbox", "mastodon", "twitter-archive"];

/// What is changed, and where it is reported.
struct Change {
    field: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
    /// The entry and its field, as the address names them.
    at: &'static str,
}

/// A file of a format: what is sound, what breaks it, and the fields that cannot be wrong.
struct Part {
    /// Importer or format.
    id: &'static str,
    file: &'static str,
    sound: &'static str,
    changes: &'static [Change],
    free: &'static [(&'static str, &'static str)],
}

const fn change(
    field: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
    at: &'static str,
) -> Change {
    Change { field, from, to, code, at }
}

/// Fields of all that is made of messages.
const FREE: [(&str, &str); 5] = [
    ("to", "a message to nobody is counted as one, with its reason"),
    ("conversation", "any text is one"),
    ("message_id", "any text is one"),
    ("in_reply_to", "an answer to something that is not there answers nobody"),
    ("left_out", "made by the reader"),
];
const TOPICS: (&str, &str) = ("topics", "any text is one");

const USERS: &str = r#"[{"id": "U1", "name": "asha", "profile": {"email": "asha@a.example"}}, {"id": "U2", "name": "sam", "profile": {"email": "sam@a.example"}}]"#;

static PARTS: &[Part] = &[
    Part {
        id: "icalendar",
        file: "a.ics",
        sound: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105T100000\nORGANIZER:mailto:a@x.example\nATTENDEE:mailto:b@x.example\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART:20260106T100000\nDTEND:20260106T103000\nORGANIZER:mailto:c@x.example\nATTENDEE:mailto:b@x.example\nEND:VEVENT\nEND:VCALENDAR\n",
        changes: &[
            change("time", "20260106T100000", "20260230T100000", "E102", "event 2, start"),
            change("time", "DTSTART:20260106T100000\n", "", "E103", "event 2, start"),
            change("from", "ORGANIZER:mailto:c@x.example\n", "", "E103", "event 2, organizer"),
        ],
        free: &[
            ("to", "an event with nobody else is counted as one"),
            ("minutes", "counted and not read yet"),
            ("status", "what is not a word for cancelled stands"),
            ("declined", "made by the reader"),
            ("rooms", "made by the reader"),
            ("repeats", "made by the reader; a rule that cannot be read is counted in a note"),
        ],
    },
    Part {
        id: "mbox",
        file: "a.mbox",
        sound: "From x Tue Jan  6 10:28:09 2026\nFrom: a@x.example\nTo: b@x.example\nDate: Tue, 06 Jan 2026 12:02:00 +0000\n\nWords\n\n\
                From x Tue Jan  6 10:28:09 2026\nFrom: c@x.example\nTo: b@x.example\nDate: Wed, 07 Jan 2026 12:02:00 +0000\n\nWords\n",
        changes: &[
            change("time", "Wed, 07 Jan 2026 12:02:00 +0000", "noon", "E102", "message 2, time"),
            change("time", "Date: Wed, 07 Jan 2026 12:02:00 +0000\n", "", "E103", "message 2, time"),
            change("from", "From: c@x.example\n", "", "E103", "message 2, from"),
        ],
        free: &[FREE[0], FREE[1], FREE[2], FREE[3], FREE[4], TOPICS],
    },
    Part {
        id: "mastodon",
        file: "outbox.json",
        sound: r#"{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": [
            {"id": "https://s.example/users/a/statuses/1/activity", "type": "Create", "actor": "https://s.example/users/a", "published": "2026-01-06T10:28:09Z", "to": [], "cc": [], "object": {"id": "https://s.example/users/a/statuses/1", "type": "Note", "inReplyTo": "https://o.example/users/lee/statuses/9", "tag": []}},
            {"id": "https://s.example/users/a/statuses/2/activity", "type": "Create", "actor": "https://s.example/users/a", "published": "2026-01-07T10:28:09Z", "to": [], "cc": [], "object": {"id": "https://s.example/users/a/statuses/2", "type": "Note", "inReplyTo": "https://o.example/users/lee/statuses/9", "tag": []}}]}"#,
        changes: &[
            change("time", "2026-01-07T10:28:09Z", "then", "E102", "post 2, time"),
            change("time", "\"published\": \"2026-01-07T10:28:09Z\", ", "", "E103", "post 2, time"),
            change(
                "from",
                "\"actor\": \"https://s.example/users/a\", \"published\": \"2026-01-07",
                "\"published\": \"2026-01-07",
                "E103",
                "post 2, from",
            ),
        ],
        free: &[FREE[0], FREE[1], FREE[2], FREE[3], FREE[4], TOPICS],
    },
    Part {
        id: "twitter-archive",
        file: "tweets.js",
        sound: r#"window.YTD.tweets.part0 = [
            {"tweet": {"entities": {"hashtags": [], "user_mentions": [{"screen_name": "sam"}]}, "id_str": "1", "created_at": "Tue Jan 06 10:28:09 +0000 2026"}},
            {"tweet": {"entities": {"hashtags": [], "user_mentions": [{"screen_name": "jo"}]}, "id_str": "2", "created_at": "Wed Jan 07 10:28:09 +0000 2026"}}]"#,
        changes: &[
            change("time", "Wed Jan 07 10:28:09 +0000 2026", "Wed", "E102", "post 2, time"),
            change(
                "time",
                ", \"created_at\": \"Wed Jan 07 10:28:09 +0000 2026\"",
                "",
                "E103",
                "post 2, time",
            ),
        ],
        free: &[
            FREE[0],
            FREE[1],
            FREE[2],
            FREE[3],
            FREE[4],
            TOPICS,
            ("from", "an archive is one person's; that nothing says whose, is one problem for all of it"),
        ],
    },
    Part {
        id: "slack",
        file: "general/2026-01-06.json",
        sound: r#"[{"type": "message", "user": "U1", "text": "<@U2> hello", "ts": "1767695289.000200"},
            {"type": "message", "user": "U2", "text": "<@U1> hello", "ts": "1767695299.000200"}]"#,
        changes: &[
            change("time", "1767695299.000200", "soon", "E102", "general, 2026-01-06.json, message 2, time"),
            change(
                "time",
                ", \"ts\": \"1767695299.000200\"",
                "",
                "E103",
                "general, 2026-01-06.json, message 2, time",
            ),
            change("from", "\"user\": \"U2\", ", "", "E103", "general, 2026-01-06.json, message 2, from"),
        ],
        free: &[FREE[0], FREE[1], FREE[2], FREE[3], FREE[4], TOPICS],
    },
    Part {
        id: "graphml",
        file: "g.graphml",
        sound: "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/><graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/>\
                <edge source=\"a\" target=\"b\"><data key=\"w\">1</data></edge><edge source=\"b\" target=\"a\"><data key=\"w\">2</data></edge></graph></graphml>",
        changes: &[
            change("strength", ">2<", ">lots<", "E105", "edge 2, strength"),
            change("to", "target=\"a\"", "target=\"z\"", "E103", "edge 2, to"),
            change("from", "source=\"b\"", "source=\"z\"", "E103", "edge 2, from"),
        ],
        free: &[],
    },
    Part {
        id: "gexf",
        file: "g.gexf",
        sound: "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\"><graph defaultedgetype=\"directed\"><nodes><node id=\"a\" label=\"Asha\"/><node id=\"b\" label=\"Ben\"/></nodes>\
                <edges><edge source=\"a\" target=\"b\" weight=\"1\"/><edge source=\"b\" target=\"a\" weight=\"2\"/></edges></graph></gexf>",
        changes: &[
            change("strength", "weight=\"2\"", "weight=\"lots\"", "E105", "edge 2, strength"),
            change("to", "target=\"a\"", "target=\"z\"", "E103", "edge 2, to"),
            change("from", "source=\"b\"", "source=\"z\"", "E103", "edge 2, from"),
        ],
        free: &[],
    },
    Part {
        id: "pajek",
        file: "g.net",
        sound: "*Vertices 2\n1 \"Asha\"\n2 \"Ben\"\n*Arcs\n1 2 1\n2 1 2\n",
        changes: &[
            change("strength", "2 1 2", "2 1 lots", "E105", "line 6, strength"),
            change("to", "2 1 2", "2 9 2", "E103", "line 6, to"),
            change("from", "2 1 2", "9 1 2", "E103", "line 6, from"),
        ],
        free: &[],
    },
    Part {
        id: "ucinet-dl",
        file: "g.dl",
        sound: "DL N=2 FORMAT=EDGELIST1\nDATA:\n1 2 1\n2 1 2\n",
        changes: &[
            change("strength", "2 1 2", "2 1 lots", "E105", "line 4, strength"),
            change("to", "2 1 2", "2 9 2", "E103", "line 4, to"),
            change("from", "2 1 2", "9 1 2", "E103", "line 4, from"),
        ],
        free: &[],
    },
    Part {
        id: "pabulib",
        file: "a.pb",
        sound: "META\nkey;value\nsubunit;North\nvote_type;cumulative\nPROJECTS\nproject_id;cost;votes;name\n1;500;1;Benches\nVOTES\nvoter_id;vote;points\n11;1;3\n12;1;5\n",
        changes: &[change("points", "12;1;5", "12;1;many", "E153", "line 11, points")],
        free: &[],
    },
    Part {
        id: "json",
        file: "log.json",
        sound: r#"[{"time": "2026-01-06 10:00", "from": "a@x.example", "to": "b@x.example"}, {"time": "2026-01-07 10:00", "from": "b@x.example", "to": "a@x.example"}]"#,
        changes: &[
            change("time", "2026-01-07 10:00", "late", "E102", "entry 2, time"),
            change("from", "\"from\": \"b@x.example\"", "\"from\": \"\"", "E103", "entry 2, from"),
            change("to", "\"to\": \"a@x.example\"", "\"to\": null", "E103", "entry 2, to"),
        ],
        free: &[],
    },
    Part {
        id: "jsonl",
        file: "log.jsonl",
        sound: "{\"time\": \"2026-01-06 10:00\", \"from\": \"a@x.example\", \"to\": \"b@x.example\"}\n\n{\"time\": \"2026-01-07 10:00\", \"from\": \"b@x.example\", \"to\": \"a@x.example\"}\n",
        changes: &[
            change("time", "2026-01-07 10:00", "late", "E102", "line 3, time"),
            change("from", "\"from\": \"b@x.example\"", "\"from\": \"\"", "E103", "line 3, from"),
            change("to", "\"to\": \"a@x.example\"", "\"to\": null", "E103", "line 3, to"),
        ],
        free: &[],
    },
];

/// Formats whose parts are grids: their broken cells stand among the tables.
const GRIDS: [&str; 3] = ["teams-attendance", "zoom-attendance", "parquet"];

impl Part {
    /// Reads the file with whatever belongs beside it; its name in addresses.
    fn read(&self, text: &str) -> (Reading, String) {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let path = match self.id {
            "slack" => {
                write("export/users.json", USERS);
                write(
                    "export/channels.json",
                    r#"[{"id": "C1", "name": "general", "members": ["U1", "U2"]}]"#,
                );
                write(&format!("export/{}", self.file), text);
                "export"
            }
            "twitter-archive" => {
                write("account.js", r#"window.YTD.account.part0 = [{"account": {"username": "asha"}}]"#);
                write(self.file, text);
                self.file
            }
            _ => return (read_text(self.file, text), self.file.to_owned()),
        };
        let config = crossweave::programme::config::Config::default();
        let reading =
            crossweave::ingest::read_paths(dir.path(), &[dir.path().join(path)], &config, &|_, _| {});
        (reading, path.to_owned())
    }
}

#[test]
fn a_sound_file_that_is_no_grid_reads_without_a_problem() {
    let mut wrong = Vec::new();
    for part in PARTS {
        let (reading, _) = part.read(part.sound);
        let problems: Vec<String> = reading.all_problems().map(shown).collect();
        let rows: u64 = reading.imports.iter().map(|i| i.rows.used).sum();
        if !problems.is_empty() || rows != 2 {
            wrong.push(format!("{}: {rows} rows, {problems:?}, {:?}", part.id, used(&reading)));
        }
    }
    complain(&wrong);
}

#[test]
fn a_broken_entry_is_reported_at_its_address() {
    let mut wrong = Vec::new();
    for part in PARTS {
        for change in part.changes {
            let at =
                part.sound.rfind(change.from).unwrap_or_else(|| panic!("{}: no {}", part.id, change.from));
            let (before, after) = part.sound.split_at(at);
            let (reading, file) = part.read(&format!("{before}{}{}", change.to, &after[change.from.len()..]));
            let loud = reading.all_problems().filter(|p| p.spec.severity != Severity::Note);
            let said: Vec<String> = loud
                .map(|p| {
                    format!(
                        "{} {}",
                        p.spec.code,
                        p.cell.as_ref().map(ToString::to_string).unwrap_or_default()
                    )
                })
                .collect();
            if said != [format!("{} {file} › {}", change.code, change.at)] {
                wrong.push(format!(
                    "{}, {} = {:?}: {} {}, but {said:?}",
                    part.id, change.field, change.to, change.code, change.at
                ));
            }
        }
    }
    complain(&wrong);
}

#[test]
fn every_importer_and_format_that_is_no_grid_has_its_cases() {
    let mut wrong = Vec::new();
    for spec in IMPORTERS.iter().filter(|spec| IDS.contains(&spec.id)) {
        let part = PARTS.iter().find(|part| part.id == spec.id);
        let Some(part) = part else {
            wrong.push(format!("{} is in no table", spec.id));
            continue;
        };
        for field in spec.fields {
            let broken = part.changes.iter().any(|c| c.field == field.name);
            if !broken && !part.free.iter().any(|(name, why)| *name == field.name && !why.is_empty()) {
                wrong.push(format!("{}.{}: neither broken nor free", spec.id, field.name));
            }
        }
    }
    for format in FORMATS.iter().chain(FOLDERS).filter(|format| !GRIDS.contains(&format.id)) {
        if !PARTS.iter().any(|part| part.id == format.id && !part.changes.is_empty()) {
            wrong.push(format!("no broken file of the format {}", format.id));
        }
    }
    complain(&wrong);
}

//! Mail logs: Exchange, Google Workspace, logs of any other kind, and ties from Viva Insights.

use crossweave::ingest::Reading;
use crossweave::ingest::record::{Import, Records, RowCounts};

use super::{contacts, import, problems, read, read_text, timed_contacts, used};
use crate::support::shared;

/// The import of a file.
pub fn of_file<'r>(reading: &'r Reading, file: &str) -> &'r Import {
    let found = reading.imports.iter().find(|i| &*i.at.file == file);
    found.unwrap_or_else(|| panic!("{file} was not read: {:?}", used(reading)))
}

fn counts(read: u64, used: u64, rejected: u64, blank: u64) -> RowCounts {
    RowCounts { read, used, rejected, blank }
}

#[test]
fn exchange_traces() {
    let reading = read("exchange-trace");
    let read_as = |file: &str| (file.to_owned(), "exchange-trace".to_owned());
    assert_eq!(used(&reading), ["admin centre.csv", "extended report.csv", "powershell.csv"].map(read_as));
    let admin = of_file(&reading, "admin centre.csv");
    assert_eq!(
        contacts(admin),
        [
            "2026-01-06 email mina.okafor@brookside.example > tom.reyes@brookside.example of 3",
            "2026-01-06 email mina.okafor@brookside.example > priya.nair@harbour.example of 3",
            "2026-01-06 email mina.okafor@brookside.example > ewan.frost@brookside.example of 3",
            "2026-01-06 email tom.reyes@brookside.example > mina.okafor@brookside.example of 1",
            "2026-01-08 email priya.nair@harbour.example > ewan.frost@brookside.example of 1",
        ]
    );
    assert_eq!(admin.rows, counts(9, 5, 0, 4));
    let subject = admin.columns.iter().find(|c| c.header == "message_subject").unwrap();
    assert_eq!(subject.used_as, "not read: looks like a subject line");
    let extended = of_file(&reading, "extended report.csv");
    assert_eq!(
        contacts(extended),
        [
            "2026-01-09 email mina.okafor@brookside.example > tom.reyes@brookside.example of 2",
            "2026-01-09 email mina.okafor@brookside.example > ewan.frost@brookside.example of 2",
        ]
    );
    assert_eq!(extended.rows, counts(2, 1, 0, 1));
    let powershell = of_file(&reading, "powershell.csv");
    assert_eq!(powershell.at.row, 2);
    assert_eq!(
        contacts(powershell),
        [
            "2026-01-14 email ewan.frost@brookside.example > tom.reyes@brookside.example of 2",
            "2026-01-14 email ewan.frost@brookside.example > priya.nair@harbour.example of 2",
        ]
    );
    assert_eq!(powershell.rows, counts(3, 2, 0, 1));
    assert_eq!(
        problems(&reading),
        [
            "N321 admin centre.csv › E1: left out: caught as spam: 1; lists, whose members have their own \
             rows: 1; not delivered: 1; notices without a sender: 1",
            "N321 extended report.csv › C1: left out: not delivered: 2",
            "N321 powershell.csv › H2: left out: quarantined: 1",
        ]
    );
}

#[test]
fn a_broken_trace_is_reported_cell_by_cell() {
    let text = "Received,SenderAddress,RecipientAddress,Status,MessageId\n\
                soon,a@x.example,b@x.example,Delivered,1\n\
                1/14/2026 9:00:00 AM,,b@x.example,Delivered,2\n\
                \n\
                1/14/2026 9:00:00 AM,a@x.example,,Delivered,3\n\
                1/14/2026 9:00:00 AM,a@x.example,b@x.example,Delivered,4\n\
                1/14/2026 9:00:00 AM,a@x.example,c@x.example,Delivered,4\n\
                1/16/2026 9:00:00 AM,a@x.example,c@x.example,Delivered,5\n\
                19/1/2026 9:00:00 AM,a@x.example,b@x.example,Delivered,6\n\
                19/1/2026 9:00:00 AM,a@x.example,c@x.example,Delivered,6\n\
                1/14/2026 9:00:00 AM,a@x.example,d@x.example,Failed,4\n";
    let reading = read_text("trace.csv", text);
    let trace = import(&reading, "exchange-trace");
    assert_eq!(trace.rows, counts(10, 3, 5, 2));
    let listed = problems(&reading);
    let starts: Vec<String> =
        listed.iter().map(|p| p.split(": ").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        starts,
        [
            "E102 trace.csv › A2",
            "E103 trace.csv › B3",
            "E103 trace.csv › C5",
            "E102 trace.csv › A9",
            "N321 trace.csv › D1",
        ]
    );
}

#[test]
fn google_mail_logs() {
    let reading = read("google-mail-log");
    let read_as = |file: &str| (file.to_owned(), "google-mail-log".to_owned());
    assert_eq!(used(&reading), ["log events.csv", "log search.csv"].map(read_as));
    let events = of_file(&reading, "log events.csv");
    assert_eq!(
        contacts(events),
        [
            "2026-02-05 email omar.aziz@valley.example > rosa.lind@valley.example of 2",
            "2026-02-05 email omar.aziz@valley.example > kit.moss@mill.example of 2",
            "2026-02-06 email Kit.Moss@mill.example > omar.aziz@valley.example of 1",
        ]
    );
    assert_eq!(events.rows, counts(4, 3, 0, 1));
    let search = of_file(&reading, "log search.csv");
    assert_eq!(
        contacts(search),
        [
            "2026-02-03 email rosa.lind@valley.example > omar.aziz@valley.example of 2",
            "2026-02-03 email rosa.lind@valley.example > kit.moss@mill.example of 2",
            "2026-02-03 email kit.moss@mill.example > rosa.lind@valley.example of 1",
        ]
    );
    assert_eq!(search.rows, counts(6, 3, 0, 3));
    assert_eq!(
        problems(&reading),
        [
            "N321 log events.csv › B1: left out: events other than sending and receiving: 1",
            "N321 log search.csv › L1: left out: caught as spam: 1; lists, whose members have their own \
             rows: 1; not delivered: 1",
        ]
    );
    let text = "Message ID,Start date,End date,Sender,Recipient(s)\n1,2026/02/30 08:00:00 GMT,,a@x.example,b@x.example\n";
    let broken = read_text("log.csv", text);
    assert_eq!(problems(&broken), ["E102 log.csv › B2: \"2026/02/30 08:00:00\""]);
}

#[test]
fn a_log_may_keep_day_and_clock_and_copies_in_columns_of_their_own() {
    let text = "Date:,Time:,From:,To:,Cc:\n\
                14/01/2026,10:28,a@x.example,b@x.example,c@x.example; d@x.example\n\
                14/01/2026,10:29,b@x.example,,a@x.example\n\
                14/01/2026,late,b@x.example,a@x.example,\n";
    let reading = read_text("log.csv", text);
    let log = import(&reading, "interactions");
    assert_eq!(
        contacts(log),
        [
            "2026-01-14 email a@x.example > b@x.example of 3",
            "2026-01-14 email a@x.example > c@x.example of 3",
            "2026-01-14 email a@x.example > d@x.example of 3",
            "2026-01-14 email b@x.example > a@x.example of 1",
        ]
    );
    assert_eq!(timed_contacts(log)[0], "2026-01-14 10:28:00 a@x.example > b@x.example of 3");
    assert_eq!(problems(&reading), ["E102 log.csv › B4: \"14/01/2026 late\""]);
    assert_eq!(log.rows, counts(3, 2, 1, 0));
}

/// Each tie as question, from, to and strength.
fn ties(import: &Import) -> Vec<String> {
    let Records::Ties(ties) = &import.records else { panic!("{} holds no ties", import.importer) };
    let id = |who: &crossweave::ingest::record::Mention| who.id.clone().unwrap();
    ties.rows
        .iter()
        .map(|t| format!("{} {} > {} {}", t.question.as_ref().unwrap(), id(&t.from), id(&t.to), t.strength))
        .collect()
}

#[test]
fn viva_ties() {
    let reading = read("viva-person-to-person");
    let months = of_file(&reading, "ties by month.csv");
    assert_eq!(
        ties(months),
        [
            "strong tie p-11 > p-12 0.125",
            "diverse tie p-11 > p-13 0.5",
            "strong tie p-12 > p-11 0.04",
            "diverse tie p-11 > p-12 0.375",
        ]
    );
    assert_eq!(months.rows, counts(5, 4, 0, 1));
    let unit = months.columns.iter().find(|c| c.header == "SecondaryCollaborator_Organization").unwrap();
    assert_eq!(
        unit.used_as,
        "not read: \"SecondaryCollaborator_Organization\" of a person; give it in a staff list"
    );
    let other = of_file(&reading, "ties.csv");
    assert_eq!(ties(other), ["strong tie p-21 > p-22 0.75", "diverse tie p-22 > p-23 0.5"]);
    assert_eq!(problems(&reading), Vec::<String>::new());
    let text =
        "TieOrigin_PersonId,TieDestination_PersonId,StrongTieScore\na,b,high\n,b,0.1\na,,0.1\na,b,-1\n";
    let broken = read_text("p2p.csv", text);
    let at = ["E105 p2p.csv › C2: \"high\"", "E103 p2p.csv › A3: the row has no first person"];
    let rest = ["E103 p2p.csv › B4: the row has no second person", "E105 p2p.csv › C5: \"-1\""];
    assert_eq!(problems(&broken), [at, rest].concat());
}

#[test]
fn viva_insights_own_examples() {
    let Some(folder) = shared("viva_insights_own_examples", "vivainsights_sample") else { return };
    let found = crossweave::programme::Folder::open(&[folder], None).unwrap();
    let reading = crossweave::ingest::read_paths(&found.root, &found.files, &found.config, &|_, _| {});
    let sheets = used(&reading);
    assert!(sheets[0].1.starts_with("not used: a Viva Insights group-to-group query"), "{sheets:?}");
    assert!(sheets[1].1.starts_with("not used: a Viva Insights meeting query"), "{sheets:?}");
    assert_eq!(sheets[2].1, "viva-person-to-person");
    assert_eq!(problems(&reading), Vec::<String>::new());
    let import = import(&reading, "viva-person-to-person");
    assert_eq!(import.rows.read, 11_550);
    // Counted with awk: pairs with a score and a type other than 0.
    let all = ties(import);
    let of = |question: &str| all.iter().filter(|t| t.starts_with(question)).count();
    assert_eq!((of("strong tie"), of("diverse tie")), (5_838, 969));
}

//! What survey tools export.

use super::{Bad, Column, Grid, NO_DATE, NO_LEVEL, NOT_READ, TEXT, bad, col, grid};

const WHO: &str = "p{i}@council.example";
/// Nobody is named in any of the columns for it.
const ANONYMOUS: &[Bad] =
    &[Bad { cell: "", code: "W202", without: &["name", "first_name", "last_name", "other_id"] }];
const SPARE: &str = "taken only where there is no address; the case of neither is that of the address";
/// Only one of the times dates the answer.
const DATED: &str =
    "the time of handing in dates the answer; this one is read only where that column is absent";
const OPEN: &str = "a number of the tool's own, which nothing rests on";
const VIDEO: Column = col("", "Joining a video call", "{level}", NO_LEVEL, "");
const SHARE: Column = col("", "Sharing a document", "{level}", NO_LEVEL, "");
const LEAVE_EMPTY: &str = "an answer without it was not handed in, and is counted as such";

pub(super) static GRIDS: &[Grid] = &[
    grid(
        "microsoft-forms",
        &[
            col("response", "ID", "{i}", &[], OPEN),
            col("start", "Start time", "2026-01-1{i} 09:02", &[], DATED),
            col(
                "completion",
                "Completion time",
                "2026-01-1{i} 09:14",
                NO_DATE,
                "the time of opening stands in for it",
            ),
            col("person", "Email", WHO, ANONYMOUS, ""),
            col("name", "Name", "{name}", &[], TEXT),
            col("other_id", "Staff number", "47{i}", &[], SPARE),
            col("modified", "Last modified time", "", &[], NOT_READ),
            col("language", "Language", "", &[], NOT_READ),
            col("points", "Total points", "1", &[], NOT_READ),
            col("feedback", "Quiz feedback", "", &[], NOT_READ),
            col("graded", "Grade posted time", "", &[], NOT_READ),
            VIDEO,
            SHARE,
        ],
    ),
    grid(
        "google-forms",
        &[
            col(
                "timestamp",
                "Timestamp",
                "1{i}/01/2026 09:14:05",
                DATE_ONLY,
                "an answer without a time stands, in a wave without a date",
            ),
            col("person", "Email Address", WHO, ANONYMOUS, ""),
            col("other_id", "Staff number", "47{i}", &[], SPARE),
            col("name", "Your name", "{name}", &[], TEXT),
            col("first_name", "Forename", "First", &[], TEXT),
            col("last_name", "Surname", "Last", &[], TEXT),
            col("score", "Score", "7 / 10", &[], NOT_READ),
            VIDEO,
            SHARE,
        ],
    ),
    grid(
        "surveymonkey",
        &[
            col("response", "Respondent ID|", "1183729104{i}", &[], OPEN),
            col("collector", "Collector ID|", "40183321", &[], OPEN),
            col("start", "Date Created|", "01/2{i}/2026 09:02:11 AM", &[], DATED),
            col("completion", "Date Modified|", "01/2{i}/2026 09:14:40 AM", NO_DATE, ""),
            col("person", "Email Address|", WHO, ANONYMOUS, ""),
            col("other_id", "Custom Data 1|", "47{i}", &[], SPARE),
            col("name", "Full name|", "{name}", &[], TEXT),
            col("first_name", "First Name|", "First", &[], TEXT),
            col("last_name", "Last Name|", "Last", &[], TEXT),
            col("", "How confident are you?|Joining a video call", "{level}", NO_LEVEL, ""),
            col("", "|Sharing a document", "{level}", NO_LEVEL, ""),
        ],
    ),
    grid(
        "smartsurvey",
        &[
            col("response", "UserID||", "20441187{i}", &[], OPEN),
            col("number", "UserNo||", "{i}", &[], OPEN),
            col("name", "Name||", "{name}", &[], TEXT),
            col("person", "Email||", WHO, ANONYMOUS, ""),
            col("other_id", "Custom ID||", "47{i}", &[], SPARE),
            col("first_name", "First Name||", "First", &[], TEXT),
            col("last_name", "Last Name||", "Last", &[], TEXT),
            col("unique", "Unique ID||", "c8{i}", &[], NOT_READ),
            col("start", "Started||", "1{i}/01/2026 09:02", &[], DATED),
            col("completion", "Ended||", "1{i}/01/2026 09:14", NO_DATE, ""),
            col("state", "Status||", "Completed", &[bad("Partial", "W215")], ""),
            col("progress", "Tracking Link||", "Web link", &[], NOT_READ),
            col("language", "Language||", "English", &[], NOT_READ),
            col("", "Q4. How confident are you?|Q4.1. Joining a video call|", "{level}", NO_LEVEL, ""),
            col("", "|Q4.2. Sharing a document|", "{level}", NO_LEVEL, ""),
            col("", "|Q4.3. Spotting a false message|", "{level}", NO_LEVEL, ""),
        ],
    ),
    grid(
        "qualtrics",
        &[
            col(
                "start",
                "StartDate|Start Date|{\"ImportId\":\"startDate\"}",
                "2026-01-1{i} 09:02:11",
                &[],
                DATED,
            ),
            col(
                "completion",
                "EndDate|End Date|{\"ImportId\":\"endDate\"}",
                "2026-01-1{i} 09:14:40",
                NO_DATE,
                "the start stands in for it",
            ),
            col(
                "status",
                "Status|Response Type|{\"ImportId\":\"status\"}",
                "IP Address",
                &[bad("Survey Preview", "N315")],
                "",
            ),
            col("progress", "Progress|Progress|{\"ImportId\":\"progress\"}", "100", &[], NOT_READ),
            col(
                "duration",
                "Duration (in seconds)|Duration (in seconds)|{\"ImportId\":\"duration\"}",
                "749",
                &[],
                NOT_READ,
            ),
            col(
                "finished",
                "Finished|Finished|{\"ImportId\":\"finished\"}",
                "True",
                &[bad("False", "W215"), bad("perhaps", "W205")],
                "",
            ),
            col(
                "recorded",
                "RecordedDate|Recorded Date|{\"ImportId\":\"recordedDate\"}",
                "2026-01-1{i} 09:14:41",
                &[],
                NOT_READ,
            ),
            col("response", "ResponseId|Response ID|{\"ImportId\":\"_recordId\"}", "R_{i}", &[], OPEN),
            col(
                "person",
                "RecipientEmail|Recipient Email|{\"ImportId\":\"recipientEmail\"}",
                WHO,
                ANONYMOUS,
                "",
            ),
            col(
                "other_id",
                "ExternalReference|External Data Reference|{\"ImportId\":\"externalDataReference\"}",
                "47{i}",
                &[],
                SPARE,
            ),
            col("name", "Full name|Full name|{\"ImportId\":\"QID9_TEXT\"}", "{name}", &[], TEXT),
            col(
                "first_name",
                "RecipientFirstName|Recipient First Name|{\"ImportId\":\"recipientFirstName\"}",
                "First",
                &[],
                TEXT,
            ),
            col(
                "last_name",
                "RecipientLastName|Recipient Last Name|{\"ImportId\":\"recipientLastName\"}",
                "Last",
                &[],
                TEXT,
            ),
            col(
                "channel",
                "DistributionChannel|Distribution Channel|{\"ImportId\":\"distributionChannel\"}",
                "email",
                &[bad("preview", "N315")],
                "",
            ),
            col(
                "language",
                "UserLanguage|User Language|{\"ImportId\":\"userLanguage\"}",
                "EN-GB",
                &[],
                NOT_READ,
            ),
            col(
                "",
                "Q2_1|How confident are you? - Joining a video call|{\"ImportId\":\"QID2_1\"}",
                "{level}",
                NO_LEVEL,
                "",
            ),
            col(
                "",
                "Q2_2|How confident are you? - Sharing a document|{\"ImportId\":\"QID2_2\"}",
                "{level}",
                NO_LEVEL,
                "",
            ),
        ],
    ),
    grid(
        "jisc",
        &[
            col("response", "Unique Response Number", "918273-918264-9912034{i}", &[], OPEN),
            col("completion", "Completion Date", "1{i}/01/2026 09:14", NO_DATE, ""),
            col("start", "Start Date", "1{i}/01/2026 09:02", &[], DATED),
            col("person", "Username", WHO, ANONYMOUS, ""),
            col("other_id", "Token", "47{i}", &[], SPARE),
            col("name", "Full name", "{name}", &[], TEXT),
            col("first_name", "First name", "First", &[], TEXT),
            col("last_name", "Last name", "Last", &[], TEXT),
            col("", "7. Joining a video call", "{level}", NO_LEVEL, ""),
            col("", "8. Sharing a document", "{level}", NO_LEVEL, ""),
        ],
    ),
    grid(
        "limesurvey",
        &[
            col("response", "Response ID", "3{i}", &[], OPEN),
            col(
                "completion",
                "Date submitted",
                "2026-01-1{i} 09:14:40",
                &[bad("2026-02-30", "E102"), bad("soon", "E102"), bad("", "W215")],
                LEAVE_EMPTY,
            ),
            col("page", "Last page", "4", &[], NOT_READ),
            col("language", "Start language", "en", &[], NOT_READ),
            col("seed", "Seed", "11839{i}", &[], NOT_READ),
            col("start", "Date started", "2026-01-1{i} 09:02:11", &[], DATED),
            col("changed", "Date last action", "2026-01-1{i} 09:14:40", &[], DATED),
            col("person", "Email address", WHO, ANONYMOUS, ""),
            col("other_id", "Access code", "x7k2m{i}", &[], SPARE),
            col("name", "Full name", "{name}", &[], TEXT),
            col("first_name", "First name", "First", &[], TEXT),
            col("last_name", "Last name", "Last", &[], TEXT),
            col("referrer", "Referrer URL", "", &[], NOT_READ),
            col("time", "Total time", "312.5", &[], NOT_READ),
            col("", "How confident are you? [Joining a video call]", "{level}", NO_LEVEL, ""),
            col("", "How confident are you? [Sharing a document]", "{level}", NO_LEVEL, ""),
        ],
    ),
];

const DATE_ONLY: &[Bad] = &[DATE_NEEDED_30, SOON];
const DATE_NEEDED_30: Bad = bad("30/02/2026 09:00:00", "E102");
const SOON: Bad = bad("soon", "E102");

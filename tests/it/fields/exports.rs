//! What other programs export as tables: logs, ties, posts, lists of who came.

use super::{
    Bad, DATE_NEEDED, Grid, NEEDED, NO_DATE, NOT_READ, NOT_YES_NO, OPTIONAL, TEXT, UNUSED, bad, col, grid,
    none,
};

const WHO: &str = "p{i}@council.example";
const TO: &str = "q{i}@council.example";
const NO_NUMBER: &[Bad] = &[bad("many", "E105"), bad("-1", "E105")];
const NOT_A_PART: &[Bad] = &[bad("many", "E153"), bad("-1", "E153")];
const RULE: &str = "what is not among the words for failing counts as delivered";
const TYPE: &str = "anything but 0 says that there is a tie";

pub(super) static GRIDS: &[Grid] = &[
    Grid {
        notes: &["N351", "N352"],
        ..grid(
            "council-structure",
            &[
                col("post", "Post reference", "P-{i}", &[], OPTIONAL),
                col("title", "JobTitle", "Head of Parks", &[none(&["post"])], ""),
                col("name", "Name", "{name}", &[], TEXT),
                col("vacancy", "Vacancy", "NA", &[], "only a word for vacant says so"),
                col("directorate", "Directorate", "Place", &[], TEXT),
                col("team", "Service", "Parks", &[], TEXT),
                col("organisation", "OrganisationLabel", "Eastvale Council", &[], TEXT),
                col("reports_to", "Reports to post", "P-0", &[], OPTIONAL),
                col("grade", "Grade", "SM4", &[], TEXT),
                col("level", "Level", "3", &[], TEXT),
                col("contract", "ContractType", "Permanent", &[], TEXT),
                col("fte", "FTE", "1", NOT_A_PART, ""),
            ],
        )
    },
    Grid {
        notes: &["N351"],
        ..grid(
            "organogram-senior",
            &[
                col("post", "Post Unique Reference", "EV-{i}", NEEDED, ""),
                col("name", "Name", "N/D", &[], TEXT),
                col("grade", "Grade (or equivalent)", "SCS1", &[], TEXT),
                col("title", "Job Title", "Director", &[], TEXT),
                col("function", "Job/Team Function", "Digital services", &[], TEXT),
                col("department", "Parent Department", "Department of Examples", &[], TEXT),
                col("sector", "Organisation", "Eastvale Agency", &[], TEXT),
                col("team", "Unit", "Digital", &[], TEXT),
                col(
                    "reports_to",
                    "Reports to Senior Post",
                    "EV-1001",
                    &[],
                    "a post without one is at the top",
                ),
                col("fte", "FTE", "1", NOT_A_PART, ""),
                col("profession", "Professional/Occupational Group", "Policy", &[], TEXT),
                col("valid", "Valid?", "1", &[bad("0", "W251"), bad("perhaps", "W205")], ""),
            ],
        )
    },
    Grid {
        notes: &["N351"],
        ..grid(
            "organogram-junior",
            &[
                col("department", "Parent Department", "Department of Examples", &[], TEXT),
                col("sector", "Organisation", "Eastvale Agency", &[], TEXT),
                col("team", "Unit", "Digital", &[], TEXT),
                col(
                    "reports_to",
                    "Reporting Senior Post",
                    "EV-1",
                    &[],
                    "posts are counted by their unit, and one that reports to nobody known still counts",
                ),
                col("grade", "Grade", "HEO", &[], TEXT),
                col("title", "Generic Job Title", "Analyst", &[], TEXT),
                col(
                    "fte",
                    "Number of Posts in FTE",
                    "4.6",
                    &[bad("many", "E153"), bad("-1", "E153"), none(&[])],
                    "",
                ),
                col("profession", "Professional/Occupational Group", "Policy", &[], TEXT),
            ],
        )
    },
    grid(
        "exchange-trace",
        &[
            col("time", "date_time_utc", "2026-01-1{i}T10:28:07Z", DATE_NEEDED, ""),
            col("from", "sender_address", WHO, NEEDED, ""),
            col("to", "recipient_address", TO, NEEDED, ""),
            col("message_id", "message_id", "<m{i}@council.example>", &[], TEXT),
            col("status", "status", "Delivered", &[], RULE),
        ],
    ),
    grid(
        "google-mail-log",
        &[
            col("time", "Start date", "2026/01/1{i} 10:28:07 GMT", DATE_NEEDED, ""),
            col("", "End date", "2026/01/1{i} 10:28:09 GMT", &[], ""),
            col("from", "Sender", WHO, NEEDED, ""),
            col("to", "Recipient address", TO, NEEDED, ""),
            col("message_id", "Message ID", "<m{i}@council.example>", &[], TEXT),
            col("event", "Event", "Receive", &[], RULE),
            col("status", "Event status", "Delivered", &[], RULE),
            col("target", "Event target", "GMAIL_INBOX", &[], RULE),
        ],
    ),
    grid(
        "viva-person-to-person",
        &[
            col("from", "PrimaryCollaborator_PersonId", "p-{i}", NEEDED, ""),
            col("to", "SecondaryCollaborator_PersonId", "q-{i}", NEEDED, ""),
            col("strong_tie_score", "Strong_tie_score", "0.5", NO_NUMBER, ""),
            col("strong_tie_type", "Strong_tie_type", "1", &[bad("many", "E105")], TYPE),
            col("diverse_tie_score", "Diverse_tie_score", "0.25", NO_NUMBER, ""),
            col("diverse_tie_type", "Diverse_tie_type", "1", &[bad("many", "E105")], TYPE),
            col("metric_date", "MetricDate", "2026-01-1{i}", NO_DATE, ""),
        ],
    ),
    Grid {
        before: &["Meeting Summary", "Total Number of Participants\t6", ""],
        sheet: Some("Participants"),
        ..grid(
            "teams-attendance",
            &[
                col("name", "Full Name", "{name}", &[none(&["email", "participant_id"])], ""),
                col(
                    "joined",
                    "Join Time",
                    "14/01/2026, 10:0{i}:22",
                    &[bad("early", "E102"), bad("30/02/2026, 10:00:00", "E102")],
                    "someone whose time is not given came all the same",
                ),
                col("duration", "Duration", "1h", &[], TEXT),
                col("email", "Email", WHO, &[], OPTIONAL),
                col("participant_id", "Participant ID (UPN)", WHO, &[], OPTIONAL),
                col("role", "Role", "Attendee", &[], TEXT),
            ],
        )
    },
    Grid {
        before: &["\t"],
        ..grid(
            "teams-attendance",
            &[
                col("", "Full Name", "{name}", &[none(&[])], ""),
                col("action", "User Action", "Joined", &[], "only a word for leaving says so"),
                col("", "Timestamp", "14/01/2026, 10:0{i}:22", &[bad("early", "E102")], ""),
            ],
        )
    },
    Grid {
        before: &[""],
        ..grid(
            "zoom-attendance",
            &[
                col("name", "Name (Original Name)", "{name}", &[none(&["email"])], ""),
                col("email", "User Email", WHO, &[], OPTIONAL),
                col(
                    "joined",
                    "Join Time",
                    "14/01/2026 10:0{i}:22",
                    &[bad("early", "E102"), bad("30/02/2026 10:00:00", "E102")],
                    "",
                ),
                col("duration", "Duration (Minutes)", "6{i}", &[], UNUSED),
                col("guest", "Guest", "No", &[], NOT_READ),
                col("waiting_room", "In Waiting Room", "No", NOT_YES_NO, ""),
            ],
        )
    },
    grid(
        "x-api",
        &[
            col("time", "created_at", "2026-01-1{i}T10:28:09.000Z", DATE_NEEDED, ""),
            col("from", "author.username", "@p{i}", NEEDED, ""),
            col("to", "entities.mentions", "@q{i}", &[], "a post that mentions nobody is counted as one"),
            col("reply_to", "in_reply_to_username", "", &[], OPTIONAL),
            col("passed_on_from", "retweeted_username", "", &[], OPTIONAL),
            col("topics", "entities.hashtags", "housing", &[], TEXT),
            col("conversation", "conversation_id", "1601", &[], TEXT),
            col("message_id", "id", "160{i}", &[], TEXT),
        ],
    ),
];

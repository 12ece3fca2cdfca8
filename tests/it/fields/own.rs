//! Tables that people make themselves.

use super::{
    Bad, DATE_NEEDED, Grid, NEEDED, NO_DATE, NO_LEVEL, NOT_YES_NO, OPTIONAL, TEXT, UNUSED, bad, col, grid,
    none,
};

const WHO: &str = "p{i}@council.example";
/// An answer of nobody is anonymous.
const UNNAMED: &[Bad] = &[Bad { cell: "", code: "W202", without: &["name"] }];
const NOBODY: &[Bad] = &[none(&["name", "first_name", "last_name"])];
const NUMBER_NEEDED: &[Bad] = &[bad("many", "E153"), bad("-1", "E153"), none(&[])];
const NO_STRENGTH: &[Bad] = &[bad("many", "E152")];

pub(super) static GRIDS: &[Grid] = &[
    grid(
        "people",
        &[
            col("person", "person", WHO, NOBODY, ""),
            col("name", "name", "{name}", &[], TEXT),
            col("first_name", "first_name", "First", &[], TEXT),
            col("last_name", "last_name", "Last", &[], TEXT),
            col("sector", "sector", "police", &[], TEXT),
            col("strand", "strand", "officer", &[], TEXT),
            col("team", "team", "Parks", &[], TEXT),
            col("role", "role", "Ranger", &[], TEXT),
            col("grade", "grade", "Grade {i}", &[], TEXT),
            col("manager", "manager", WHO, &[], OPTIONAL),
            col("area", "area", "North", &[], TEXT),
            col("leader", "leader", "no", NOT_YES_NO, ""),
            col("aliases", "aliases", "@p{i}", &[], OPTIONAL),
            col("may_name", "may_name", "yes", NOT_YES_NO, ""),
            col("joined", "joined", "2026-01-0{i}", NO_DATE, ""),
            col(
                "left",
                "left",
                "2026-12-18",
                &[bad("2026-02-30", "E102"), bad("soon", "E102"), bad("2020-01-01", "E151")],
                "",
            ),
        ],
    ),
    grid(
        "framework",
        &[
            col("skill", "skill", "Skill {i}", &[none(&[]), bad("Skill 1", "W206")], ""),
            col("domain", "domain", "Maps", &[], TEXT),
            col("question", "question", "How is number {i}?", &[bad("How is number 1?", "W245")], ""),
            col(
                "positive_from",
                "positive_from",
                "4",
                &[bad("9", "E104"), bad("many", "E104"), bad("3", "W244")],
                "",
            ),
            col("", "level_1", "Not at all confident", &[], ""),
            col("", "level_2", "Not very confident", &[bad("Hardly", "W244")], ""),
            col("", "level_3", "Fairly confident", &[bad("", "E141")], ""),
            col("", "level_4", "Confident", &[bad("Fairly confident", "E141")], ""),
            col("", "level_5", "Very confident", &[], ""),
            col("", "required:officer", "3", &[bad("9", "E104"), bad("banana", "E104")], ""),
        ],
    ),
    grid(
        "audit-wide",
        &[
            col("person", "person", WHO, UNNAMED, ""),
            col("name", "name", "{name}", &[], TEXT),
            col("wave", "wave", "1", &[], TEXT),
            col("date", "date", "2026-01-1{i}", NO_DATE, ""),
            col("", "Joining a video call", "{level}", NO_LEVEL, ""),
            col("", "Sharing a document", "{level}", NO_LEVEL, ""),
            col("", "importance: Sharing a document", "{level}", NO_LEVEL, ""),
        ],
    ),
    grid(
        "audit-long",
        &[
            col("person", "person", WHO, UNNAMED, ""),
            col("name", "name", "{name}", &[], TEXT),
            col("skill", "skill", "Video calls", NEEDED, ""),
            col(
                "confidence",
                "confidence",
                "{level}",
                NO_LEVEL,
                "an empty answer is one left blank, and is counted so",
            ),
            col("importance", "importance", "4", &[bad("banana", "E101")], ""),
            col("future", "future", "5", &[bad("banana", "E101")], ""),
            col("before", "before", "{level}", NO_LEVEL, ""),
            col("wave", "wave", "1", &[], TEXT),
            col("date", "date", "2026-01-1{i}", NO_DATE, ""),
        ],
    ),
    grid(
        "interactions",
        &[
            col("time", "time", "2026-01-1{i} 10:28", DATE_NEEDED, ""),
            col("from", "from", WHO, NEEDED, ""),
            col("to", "to", "q{i}@council.example", &[none(&["cc"])], ""),
            col("cc", "cc", "r{i}@council.example", &[], OPTIONAL),
            col("channel", "channel", "email", &[], TEXT),
            col("conversation", "conversation", "c{i}", &[], UNUSED),
            col("message_id", "message_id", "m{i}", &[], TEXT),
            col("in_reply_to", "in_reply_to", "m0", &[], UNUSED),
            col("topics", "topics", "housing", &[], UNUSED),
            col("minutes", "minutes", "30", &[], UNUSED),
            col("initiated_by", "initiated_by", WHO, &[], UNUSED),
        ],
    ),
    grid(
        "memberships",
        &[
            col("person", "person", WHO, NOBODY, ""),
            col("name", "name", "{name}", &[], TEXT),
            col("group", "group", "Safer Board", NEEDED, ""),
            col("kind", "kind", "board", &[], TEXT),
            col("role", "role", "chair", &[], TEXT),
            col("from", "from", "2026-01-1{i}", NO_DATE, ""),
            col(
                "to",
                "to",
                "2026-12-31",
                &[bad("2026-02-30", "E102"), bad("soon", "E102"), bad("2020-01-01", "E151")],
                "",
            ),
        ],
    ),
    grid(
        "ties",
        &[
            col("from", "from", WHO, NEEDED, ""),
            col("to", "to", "q{i}@council.example", NEEDED, ""),
            col("question", "question", "go to for help", &[], TEXT),
            col("strength", "strength", "{i}", &[bad("many", "E105"), bad("-1", "E105")], ""),
            col("wave", "wave", "1", &[], TEXT),
            col("directed", "directed", "yes", &[bad("perhaps", "W205")], ""),
        ],
    ),
    grid(
        "roster-matrix",
        &[
            col("person", "Respondent", WHO, NOBODY, ""),
            col("name", "name", "{name}", &[], TEXT),
            col("wave", "wave", "1", &[], TEXT),
            col("", "How often do you ask? [Asha Patel]", "{i}", NO_STRENGTH, ""),
            col("", "How often do you ask? [Ben Ode]", "1", NO_STRENGTH, ""),
            col("", "How often do you ask? [Cal Fox]", "0", NO_STRENGTH, ""),
            col("", "How often do you ask? [Dee Lunt]", "2", NO_STRENGTH, ""),
        ],
    ),
    grid(
        "name-generator",
        &[
            col("person", "Email", WHO, NOBODY, ""),
            col("name", "Your name", "{name}", &[], TEXT),
            col("wave", "wave", "1", &[], TEXT),
            col("", "Who do you go to for help? 1", "Ben Ode", &[], OPTIONAL),
            col("", "Who do you go to for help? 2", "Cal Fox", &[], OPTIONAL),
        ],
    ),
    grid(
        "attendance-matrix",
        &[
            col("person", "person", WHO, NOBODY, ""),
            col("name", "Name", "{name}", &[], TEXT),
            col("", "Safer Eastvale Board", "1", NO_STRENGTH, ""),
            col("", "Canteen launch", "x", NO_STRENGTH, ""),
            col("", "Media café 1", "0", NO_STRENGTH, ""),
        ],
    ),
    grid(
        "actions",
        &[
            col("action", "action", "Run café {i}", NEEDED, ""),
            col("owner", "owner", WHO, &[], OPTIONAL),
            col("due", "due", "2026-06-1{i}", NO_DATE, ""),
            col("status", "status", "open", &[], TEXT),
            col("answers", "answers", "R-{i}", &[], TEXT),
            col("wave", "wave", "1", &[], TEXT),
        ],
    ),
    grid(
        "ballots",
        &[
            col("voter", "voter", "V-{i}", &[bad("V-1", "W252")], ""),
            col("place", "place", "North", NEEDED, ""),
            col("priority", "priority", "Litter", NEEDED, ""),
            col("points", "points", "3", NUMBER_NEEDED, ""),
            col("mode", "mode", "online", &[], TEXT),
        ],
    ),
    grid(
        "places",
        &[
            col("place", "place", "Lane {i}", NEEDED, ""),
            col("name", "name", "Lane {i}", &[], TEXT),
            col("belongs_to", "belongs_to", "North beat", NEEDED, ""),
            col("belongs_to_name", "belongs_to_name", "North beat", &[], TEXT),
            col("geography", "geography", "beat", &[], TEXT),
            col("share", "share", "1", &[bad("many", "E153"), bad("0", "E105"), bad("1.5", "E105")], ""),
        ],
    ),
    // The time of day stands in a column of its own where the first holds the day alone.
    grid(
        "interactions",
        &[
            col("", "time", "2026-01-1{i}", DATE_NEEDED, ""),
            col("clock", "clock", "10:2{i}", &[bad("25:99", "E102"), bad("noonish", "E102")], ""),
            col("from", "from", WHO, NEEDED, ""),
            col("to", "to", "q{i}@council.example", NEEDED, ""),
        ],
    ),
];

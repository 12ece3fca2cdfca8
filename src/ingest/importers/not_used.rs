//! Sheets of known exports that say nothing about single persons: told, and left with the reason.

use crate::ingest::importer::SheetProfile;
use crate::ingest::text::fold_header;

/// A sheet that is known and not read.
struct Known {
    is: fn(&SheetProfile) -> bool,
    reason: &'static str,
}

static KNOWN: &[Known] = &[
    Known {
        is: |p| {
            has(p, "primarycollaboratorgroupsize")
                || (has(p, "primarycollaboratororganization") && !has(p, "primarycollaboratorpersonid"))
        },
        reason: "a Viva Insights group-to-group query: time summed by pairs of groups, nothing about persons. Export a person-to-person query to read ties",
    },
    Known {
        is: |p| has(p, "meetingid") && has(p, "attendeemeetinghours"),
        reason: "a Viva Insights meeting query: sums for each meeting, and not who came. Export a person-to-person query to read ties",
    },
    Known {
        is: |p| p.form == Some("teams_attendance_summary"),
        reason: "the summary of a Teams meeting: its title and times, and not who came",
    },
    Known {
        is: |p| p.form == Some("teams_attendance_activities"),
        reason: "each joining and leaving of a Teams meeting: the list of participants has the same people once",
    },
];

/// Why a sheet is left, where it is one that is known to hold nothing to read.
pub(in crate::ingest) fn why_not_used(profile: &SheetProfile) -> Option<&'static str> {
    KNOWN.iter().find(|known| (known.is)(profile)).map(|known| known.reason)
}

fn has(profile: &SheetProfile, folded: &str) -> bool {
    profile.columns.iter().any(|c| fold_header(&c.header) == folded)
}

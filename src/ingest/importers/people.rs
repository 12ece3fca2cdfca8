//! A staff list, or any list of people with the groups they are in.

use std::sync::Arc;

use super::common::{
    Fate, Found, NAME, PERSON, RowView, Slots, each_row, field, missing_value, parts, settings_for, yes_no,
};
use super::dates::{Dates, check_span};
use super::posts::occupancy_of;
use crate::ingest::date::date_of;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Mention, PersonRecord, Records};
use crate::programme::config::Config;

/// Fields that become grouping attributes as they stand.
const GROUPING: &[&str] = &["sector", "strand", "team", "role", "grade", "area"];
/// Fields only a staff list has.
const TELLING: &[&str] =
    &["sector", "strand", "team", "role", "grade", "area", "manager", "leader", "may_name"];

/// Fields of a staff list.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "E-mail address, staff number or handle; the same everywhere.",
        "asha.patel@council.example",
    ),
    field("name", NAME, FieldType::Text, false, "Name as people know it.", "Asha Patel"),
    field(
        "first_name",
        &["forename", "givenname", "firstnames", "forenames"],
        FieldType::Text,
        false,
        "First name, where names are in two columns.",
        "Asha",
    ),
    field(
        "last_name",
        &["surname", "familyname"],
        FieldType::Text,
        false,
        "Last name, where names are in two columns.",
        "Patel",
    ),
    field(
        "sector",
        &["sectors", "organisation", "organization", "employer", "agency", "body"],
        FieldType::Text,
        false,
        "Council, police, community, …",
        "council",
    ),
    field(
        "strand",
        &["strands", "workstrand"],
        FieldType::Text,
        false,
        "Member, officer, community, …",
        "officer",
    ),
    field(
        "team",
        &[
            "teams",
            "teamname",
            "dept",
            "department",
            "departmentname",
            "service",
            "servicearea",
            "unit",
            "directorate",
            "division",
            "section",
            "businessunit",
            "branch",
            "office",
        ],
        FieldType::Text,
        false,
        "Team or department.",
        "Housing",
    ),
    field(
        "role",
        &["roles", "jobtitle", "job", "jobrole", "position", "post", "posttitle", "roletitle"],
        FieldType::Text,
        false,
        "Role or post.",
        "Housing officer",
    ),
    field(
        "grade",
        &["grades", "payband", "band", "rank", "level"],
        FieldType::Text,
        false,
        "Grade or rank.",
        "Grade 5",
    ),
    field(
        "manager",
        &["linemanager", "reportsto", "managerid", "manageremail", "supervisor", "boss"],
        FieldType::Person,
        false,
        "Who they report to: an id or a name from this list.",
        "sam.lee@council.example",
    ),
    field(
        "area",
        &["areas", "ward", "neighbourhood", "locality", "patch", "beat", "location", "site"],
        FieldType::Text,
        false,
        "Where they work.",
        "North",
    ),
    field(
        "leader",
        &["isleader", "leadership", "leadershipteam"],
        FieldType::YesNo,
        false,
        "Whether they are on the leadership team.",
        "no",
    ),
    field(
        "aliases",
        &[
            "alias",
            "otherids",
            "otheremails",
            "alsoknownas",
            "aka",
            "proxyaddresses",
            "emailaliases",
            "secondaryemail",
            "alternativeemail",
        ],
        FieldType::People,
        false,
        "Other ids of the same person, separated by semicolons.",
        "@ashap; a.patel@police.example",
    ),
    field(
        "may_name",
        &["consenttoname", "agreedtobenamed", "consent"],
        FieldType::YesNo,
        false,
        "Whether they agreed to be named to a facilitator.",
        "yes",
    ),
    field(
        "joined",
        &["joineddate", "startdate", "datejoined"],
        FieldType::Date,
        false,
        "First day.",
        "2026-01-05",
    ),
    field(
        "left",
        &["leftdate", "enddate", "dateleft", "leavingdate"],
        FieldType::Date,
        false,
        "Last day.",
        "2026-12-18",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "people",
    describes: "a list of people: who they are and which groups they are in",
    table: "people",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let settings = settings_for(config, &profile.at);
    let mut found = Found::find(profile, FIELDS, config);
    found.take_others(FIELDS, &settings);
    let score = score(&found);
    let named = found.has("name") || (found.has("first_name") && found.has("last_name"));
    let mut claim = found.claim(FIELDS, score, &[])?;
    if named {
        claim.lacking.retain(|field| field.name != "person");
    }
    Some(claim)
}

/// A list of people names each person about once and says something about them.
fn score(found: &Found) -> u8 {
    let telling = TELLING.iter().filter(|field| found.has(field)).count().min(4) as u8;
    let two_names = found.has("first_name") && found.has("last_name");
    let named = found.has("name") || two_names;
    let key = found.column("person").or(found.column("name")).or(found.column("last_name"));
    let repeats = key.is_some_and(|c| u64::from(c.distinct) * 10 < c.filled * 8);
    let by_id = found.has("person") || two_names;
    match (by_id, named || telling > 0, repeats) {
        (true, true, false) => 50 + 10 * telling,
        (false, true, false) if telling > 0 => 45 + 10 * telling,
        (_, _, true) if telling > 1 => 20 + 5 * telling,
        _ => 0,
    }
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = Columns::of(plan);
    let (mut begins, mut ends) = (Dates::default(), Dates::default());
    let (mut people, mut last_days) = (Vec::new(), Vec::new());
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        if let Some(slot) = columns.says_vacant(row) {
            let fix = "nothing to do; nobody is counted for it";
            problems.at(&kinds::VACANT_POST, row.at(slot), "the row is about a post nobody is in", fix);
            return Fate::Blank;
        }
        let Some(who) = columns.mention(row) else {
            return missing_value(problems, row.at(columns.id.or(columns.name)), "person");
        };
        begins.take(row, columns.joined, people.len(), problems);
        ends.take(row, columns.left, people.len(), problems);
        last_days.push(row.at(columns.left));
        people.push(columns.person(who, row, problems));
        Fate::Used
    });
    begins.settle(plan, &mut problems, |i, at| set(&mut people, i, |p| p.joined = date_of(at)));
    ends.settle(plan, &mut problems, |i, at| set(&mut people, i, |p| p.left = date_of(at)));
    for (person, at) in people.iter_mut().zip(last_days) {
        check_span(&mut person.joined, &mut person.left, at, &mut problems);
    }
    Parsed { records: Records::People(people), rows, problems: problems.finish(), columns: Vec::new() }
}

fn set(people: &mut [PersonRecord], i: usize, change: impl FnOnce(&mut PersonRecord)) {
    if let Some(person) = people.get_mut(i) {
        change(person);
    }
}

struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    manager: Option<usize>,
    leader: Option<usize>,
    aliases: Option<usize>,
    may_name: Option<usize>,
    joined: Option<usize>,
    left: Option<usize>,
    attributes: Vec<(Arc<str>, usize)>,
}

impl Columns {
    fn of(plan: &Plan) -> Self {
        let slots = Slots { plan };
        let attribute = |(slot, (_, used)): (usize, &(u32, FieldUse))| match used {
            FieldUse::Field(name) if GROUPING.contains(name) => Some((Arc::from(*name), slot)),
            FieldUse::Attribute(name) => Some((Arc::from(name.as_str()), slot)),
            _ => None,
        };
        Self {
            id: slots.slot("person"),
            name: slots.slot("name"),
            first: slots.slot("first_name"),
            last: slots.slot("last_name"),
            manager: slots.slot("manager"),
            leader: slots.slot("leader"),
            aliases: slots.slot("aliases"),
            may_name: slots.slot("may_name"),
            joined: slots.slot("joined"),
            left: slots.slot("left"),
            attributes: plan.columns.iter().enumerate().filter_map(attribute).collect(),
        }
    }

    /// The cell that says that nobody is in the post the row is about.
    fn says_vacant(&self, row: &RowView) -> Option<Option<usize>> {
        let vacant = |slot: &Option<usize>| row.text(*slot).is_some_and(|t| occupancy_of(&t).is_some());
        [self.id, self.name].into_iter().find(vacant)
    }

    /// The person, the name put together from two columns where it has to be.
    fn mention(&self, row: &RowView) -> Option<Mention> {
        let whole = row.mention(self.id, self.name);
        if whole.as_ref().is_some_and(|who| who.name.is_some()) {
            return whole;
        }
        let names: Vec<_> = [self.first, self.last].into_iter().filter_map(|slot| row.label(slot)).collect();
        if names.is_empty() {
            return whole;
        }
        let name = Some(Arc::from(names.join(" ")));
        Some(match whole {
            Some(who) => Mention { name, ..who },
            None => Mention { id: None, name, at: row.at(self.last.or(self.first)) },
        })
    }

    fn person(&self, who: Mention, row: &RowView, problems: &mut Collector) -> PersonRecord {
        let text_of =
            |(name, slot): &(Arc<str>, usize)| Some((name.clone(), row.label(Some(*slot))?.to_string()));
        let mut attributes: Vec<_> = self.attributes.iter().filter_map(text_of).collect();
        if let Some(leads) = yes_no(row, self.leader, problems) {
            attributes.push(("leader".into(), if leads { "yes" } else { "no" }.to_owned()));
        }
        PersonRecord {
            who,
            aliases: row
                .text(self.aliases)
                .map(|t| parts(&t).map(str::to_owned).collect())
                .unwrap_or_default(),
            attributes,
            manager: row.mention(self.manager, None),
            may_name: yes_no(row, self.may_name, problems).unwrap_or(false),
            joined: None,
            left: None,
        }
    }
}

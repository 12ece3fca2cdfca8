//! The workbooks of the example programme, laid out as people have them.

use crate::report::templates::Shipped;
use crate::report::templates::book::{BookError, Sheet, TableAt, Value, Visibility, workbook};

use super::audit::{Answer, Form};
use super::framework::AskedSkill;
use super::names::BOROUGH;
use super::people::Person;
use super::programme::Programme;

/// Header of the staff list. Nobody asked for the last column.
const STAFF_HEADER: [&str; 12] = [
    "Email",
    "First name",
    "Last name",
    "Sector",
    "Strand",
    "Team",
    "Role",
    "Grade",
    "Manager",
    "Area",
    "May name",
    "Date of birth",
];

/// `staff list.xlsx`: a title, a blank row, the list, and a hidden sheet of notes.
pub(super) fn staff_list(people: &[Person]) -> Result<Vec<u8>, BookError> {
    let title = format!("Borough of {BOROUGH}: everyone in the programme");
    let mut rows = vec![vec![Value::text(title)], Vec::new(), texts(&STAFF_HEADER)];
    rows.extend(people.iter().map(|p| staff_row(people, p)));
    let list = Sheet {
        name: "Staff",
        rows,
        header: Some(TableAt {
            row: 2,
            name: "Staff",
            words: "Everyone in the programme, one person a row.",
        }),
        widths: vec![42, 14, 14, 12, 12, 28, 26, 14, 42, 18, 10, 14],
        visibility: Visibility::Visible,
        choices: Vec::new(),
    };
    workbook("Staff list", &[list, notes()])
}

fn staff_row(people: &[Person], person: &Person) -> Vec<Value> {
    let plan = person.plan();
    let manager = person.manager.map_or("", |m| people[m].email.as_str());
    let mut row = texts(&[
        &person.email,
        &person.name.0,
        &person.name.1,
        plan.sector,
        plan.strand,
        plan.name,
        person.role,
        person.grade,
        manager,
        person.area,
        person.may_name,
    ]);
    row.push(Value::Day(person.born));
    row
}

fn notes() -> Sheet {
    let lines =
        ["List kept by the programme office.", "Volunteers: ask the coordinators.", "Pay data: not here."];
    Sheet {
        name: "Office notes",
        rows: lines.iter().map(|line| texts(&[line])).collect(),
        header: None,
        widths: vec![60],
        visibility: Visibility::Hidden,
        choices: Vec::new(),
    }
}

/// One wave of the audit, as Microsoft Forms exports it.
pub(super) fn audit(title: &str, skills: &[AskedSkill], forms: &[Form]) -> Result<Vec<u8>, BookError> {
    let mut header = texts(&["ID", "Start time", "Completion time", "Email", "Name"]);
    header.extend(skills.iter().map(|s| Value::text(s.skill.question)));
    header.push(Value::text("Is there anything else you would like to tell us?"));
    let mut widths = vec![6, 20, 20, 42, 24];
    widths.extend(vec![20; skills.len()]);
    widths.push(60);
    let mut rows = vec![header];
    rows.extend(forms.iter().enumerate().map(|(i, form)| form_row(i + 1, form)));
    let sheet = Sheet {
        name: "Sheet1",
        rows,
        header: Some(TableAt { row: 0, name: "OfficeForms_Table", words: "One answer to the audit a row." }),
        widths,
        visibility: Visibility::Visible,
        choices: Vec::new(),
    };
    workbook(title, &[sheet])
}

fn form_row(id: usize, form: &Form) -> Vec<Value> {
    let mut row = vec![Value::Number(id as f64), Value::Moment(form.start), Value::Moment(form.end)];
    row.extend(texts(&[&form.email, &form.name]));
    row.extend(form.answers.iter().map(|answer| match answer {
        Answer::Label(label) => Value::text(label),
        Answer::Number(number) => Value::Number(*number),
    }));
    row.push(Value::text(form.remark));
    row
}

/// `Skills framework.xlsx`.
pub(super) fn framework() -> Result<Vec<u8>, BookError> {
    let cells = Shipped::NetworkedWorking.cells();
    let rows = cells.iter().map(|row| row.iter().map(|cell| framework_cell(cell)).collect()).collect();
    let sheet = Sheet {
        name: "Framework",
        rows,
        header: Some(TableAt {
            row: 0,
            name: "Framework",
            words: "One skill a row, with what each strand needs.",
        }),
        widths: [&[26, 32, 62, 20, 20, 18, 14, 16, 14][..], &[18; 8]].concat(),
        visibility: Visibility::Visible,
        choices: Vec::new(),
    };
    workbook("Skills framework", &[sheet])
}

fn framework_cell(cell: &str) -> Value {
    cell.parse().map_or_else(|_| Value::text(cell), Value::Number)
}

/// `Boards and projects.xlsx`.
pub(super) fn boards(programme: &Programme) -> Result<Vec<u8>, BookError> {
    let mut rows = vec![texts(&["Group", "Kind", "Name", "Email", "Role"])];
    rows.extend(programme.seats.iter().map(|seat| {
        let person = &programme.people[seat.person];
        texts(&[seat.group, seat.kind, &person.full_name(), &person.email, seat.role])
    }));
    let sheet = Sheet {
        name: "Membership",
        rows,
        header: Some(TableAt { row: 0, name: "Membership", words: "One seat on a board or project a row." }),
        widths: vec![28, 10, 24, 42, 10],
        visibility: Visibility::Visible,
        choices: Vec::new(),
    };
    workbook("Boards and projects", &[sheet])
}

fn texts(cells: &[&str]) -> Vec<Value> {
    cells.iter().map(|cell| Value::text(*cell)).collect()
}

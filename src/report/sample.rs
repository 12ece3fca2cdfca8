//! A made-up document with every kind of chart, small and large, hidden cells, long labels and
//! hostile names; for tests and for the gallery.
#![allow(dead_code, reason = "tests and the gallery each use a part")]

use std::sync::Arc;

use crate::charts::spec::{BarRow, ChartKind, ChartSpec, DataTable, DumbbellRow, MapNode, Shown, ValueRow};
use crate::disclosure::{Disclosed, Policy, Tier};
use crate::insight::analysis::{About, Analysis, Grouping, InputAccount};
use crate::measures::{Key, Measurement, Reason, Value};
use crate::programme::config::TieRule;
use crate::report::document::{Block, Document, FindingText, Section};

/// Names no page, terminal or sheet may trip over.
pub const HOSTILE: [&str; 5] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://example.org\")",
    "\u{202e}desrever\u{1b}[31m team",
    "</title></svg><style>*{display:none}</style>",
];

const PLACES: [&str; 9] = [
    "Chelmsley Wood",
    "Shirley",
    "Knowle",
    "Dorridge",
    "Castle Bromwich",
    "Elmdon",
    "Olton",
    "Smith's Wood",
    "Meriden",
];
const WORK: [&str; 14] = [
    "Housing",
    "Neighbourhood policing",
    "Libraries",
    "Adult social care and safeguarding partnership",
    "Planning",
    "Youth offending",
    "Environmental health and trading standards",
    "Members",
    "Café hosts",
    "Response",
    "Contact centre",
    "Communications",
    "Community safety",
    "Parks",
];
const SKILLS: [&str; 24] = [
    "Searching",
    "Video calls",
    "Shared documents",
    "Spreadsheets",
    "Social media",
    "Online forms",
    "Passwords",
    "Data protection",
    "Mapping",
    "Mobile working",
    "Accessibility",
    "Online meetings with residents",
    "Blogging",
    "Listening online",
    "Photography",
    "Case system",
    "Dashboards",
    "Open data",
    "Writing for the web",
    "Digital inclusion",
    "Online payments",
    "Surveys",
    "Automation",
    "Judging sources",
];

/// A fixed sequence of numbers from 0 to 1 that looks random.
fn noise(i: usize, j: usize) -> f64 {
    let mut x = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (j as u64 + 7).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x >> 40) as f64 / (1u64 << 24) as f64
}

fn teams(n: usize) -> Vec<String> {
    (0..n)
        .map(|i| match i {
            2 | 5 | 9 | 14 | 19 => {
                HOSTILE[[2, 5, 9, 14, 19].iter().position(|x| *x == i).unwrap_or(0)].to_owned()
            }
            _ => format!("{} {}", PLACES[i % 9], WORK[(i * 5 + i / 9) % 14]),
        })
        .collect()
}

fn skills(n: usize) -> Vec<String> {
    SKILLS.iter().take(n).map(|s| (*s).to_owned()).collect()
}

fn share(x: f64) -> Shown {
    Shown::Number(x, format!("{:.0}%", x * 100.0))
}

fn cells(rows: usize, cols: usize) -> Vec<Vec<Shown>> {
    let cell = |i: usize, j: usize| match (i * 7 + j * 3) % 23 {
        0 => Shown::Hidden,
        11 if j.is_multiple_of(5) => Shown::Unavailable("nobody answered"),
        _ => share((noise(i, j) * 0.7 + noise(i, 99) * 0.3).min(1.0)),
    };
    (0..rows).map(|i| (0..cols).map(|j| cell(i, j)).collect()).collect()
}

/// Observed over expected, more within a block of eight groups.
fn ties(n: usize) -> Vec<Vec<Shown>> {
    let cell = |i: usize, j: usize| {
        let (i, j) = (i.min(j), i.max(j));
        if noise(i, j) < 0.06 {
            return Shown::Hidden;
        }
        let ratio = if i == j {
            9.0
        } else if i / 8 == j / 8 {
            4.0 * noise(i, j)
        } else {
            1.6 * noise(i, j).powi(3)
        };
        Shown::Number(ratio, format!("{:.0}", ratio * 12.0))
    };
    (0..n).map(|i| (0..n).map(|j| cell(i, j)).collect()).collect()
}

fn table_of(rows: &[String], cols: &[String], cells: &[Vec<Shown>]) -> DataTable {
    let headers = std::iter::once("Team".to_owned()).chain(cols.iter().cloned()).collect();
    let body = rows
        .iter()
        .zip(cells)
        .map(|(name, row)| std::iter::once(Shown::Text(name.clone())).chain(row.iter().cloned()).collect());
    DataTable {
        caption: "Share of confident answers, per cent of people".into(),
        headers,
        rows: body.collect(),
    }
}

fn spec(id: &str, title: &str, kind: ChartKind, table: DataTable) -> ChartSpec {
    ChartSpec {
        id: id.into(),
        title: title.into(),
        subtitle:
            "Share of staff who feel confident, Solihull, autumn 2013; 1,204 people asked, 846 answered"
                .into(),
        description: "Confidence is lowest in the Response and Parks teams and highest in Libraries. \
            Four teams are hidden because fewer than five people answered."
            .into(),
        kind,
        table,
    }
}

fn diverging(n: usize) -> ChartSpec {
    let names = teams(n);
    let levels =
        ["Not at all confident", "Not very confident", "Neither", "Fairly confident", "Very confident"];
    let rows: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let hidden = i % 11 == 4;
            let raw: Vec<f64> = (0..5).map(|j| 0.06 + noise(i, j)).collect();
            let sum: f64 = raw.iter().sum();
            BarRow {
                label: label.clone(),
                note: if hidden { String::new() } else { format!("n {}", 12 + i * 3) },
                shares: if hidden { Vec::new() } else { raw.iter().map(|x| x / sum).collect() },
            }
        })
        .collect();
    let body: Vec<Vec<Shown>> = rows
        .iter()
        .map(|r| {
            if r.shares.is_empty() {
                vec![Shown::Hidden; 5]
            } else {
                r.shares.iter().map(|x| share(*x)).collect()
            }
        })
        .collect();
    let levels: Vec<String> = levels.iter().map(|l| (*l).to_owned()).collect();
    let table = table_of(&names, &levels, &body);
    let kind = ChartKind::DivergingBars { levels, positive_from: 3, rows };
    spec(&format!("confidence-{n}"), "Two in five people are not confident with online meetings", kind, table)
}

fn heatmap(n: usize, m: usize) -> ChartSpec {
    let (rows, cols, body) = (teams(n), skills(m), cells(n, m));
    let table = table_of(&rows, &cols, &body);
    let legend = "Per cent of people who feel confident; darker is more".into();
    let kind = ChartKind::Heatmap { rows, cols, cells: body, scale: (0.0, 1.0), legend };
    spec(&format!("skills-{n}-{m}"), "Open data and automation are weak almost everywhere", kind, table)
}

fn matrix(n: usize) -> ChartSpec {
    let (groups, body) = (teams(n), ties(n));
    let table = table_of(&groups, &groups, &body);
    let third = n / 3;
    let bands = vec![
        ("Council".to_owned(), third),
        ("Police".to_owned(), third),
        ("Community".to_owned(), n - 2 * third),
    ];
    let legend =
        "Ties between two teams, against what their sizes alone would give; the number is the count of ties"
            .into();
    let kind = ChartKind::Matrix { groups, bands, cells: body, legend };
    spec(&format!("matrix-{n}"), "Council and police teams hardly talk to each other", kind, table)
}

fn dumbbell() -> ChartSpec {
    let names = teams(14);
    let row = |(i, label): (usize, &String)| {
        let (from, to) = (noise(i, 1), (noise(i, 1) + 0.4 * (noise(i, 2) - 0.3)).clamp(0.0, 1.0));
        let hidden = i % 7 == 4;
        DumbbellRow {
            label: label.clone(),
            from: (!hidden && i != 8).then_some(from),
            to: (!hidden).then_some(to),
            moved: (from - to).abs() > 0.1,
            note: if hidden || i == 8 {
                String::new()
            } else {
                format!("{:+.0} points", (to - from) * 100.0)
            },
        }
    };
    let rows: Vec<_> = names.iter().enumerate().map(row).collect();
    let show = |x: Option<f64>| x.map_or(Shown::Hidden, share);
    let body: Vec<_> = rows.iter().map(|r| vec![show(r.from), show(r.to)]).collect();
    let ends = ("Spring 2013".to_owned(), "Autumn 2013".to_owned());
    let table = table_of(&names, &[ends.0.clone(), ends.1.clone()], &body);
    spec("change", "Six teams moved beyond noise since spring", ChartKind::Dumbbell { ends, rows }, table)
}

fn group_map(n: usize) -> ChartSpec {
    let names = teams(n);
    let node = |(i, label): (usize, &String)| MapNode {
        label: label.clone(),
        x: 0.5 + 0.42 * (0.2 + 0.8 * noise(i, 3)) * (i as f64 * 2.4).cos(),
        y: 0.5 + 0.42 * (0.2 + 0.8 * noise(i, 3)) * (i as f64 * 2.4).sin(),
        people: 5 + (noise(i, 4).powi(3) * 140.0) as u64,
        class: (i * 3 / n).min(2),
    };
    let nodes: Vec<_> = names.iter().enumerate().map(node).collect();
    let links = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j, noise(i, j + 500))));
    let links: Vec<_> =
        links.filter(|l| l.2 > 1.0 - 2.4 / n as f64).map(|(i, j, w)| (i, j, noise(j, i) * w)).collect();
    let body: Vec<_> =
        nodes.iter().map(|x| vec![Shown::Number(x.people as f64, x.people.to_string())]).collect();
    let table = table_of(&names, &["People".to_owned()], &body);
    let classes = vec!["Council".to_owned(), "Police".to_owned(), "Community".to_owned()];
    spec(
        &format!("map-{n}"),
        "Libraries and café hosts hold the map together",
        ChartKind::GroupMap { nodes, links, classes },
        table,
    )
}

fn bars() -> ChartSpec {
    let names = teams(12);
    let row = |(i, label): (usize, &String)| {
        let x = noise(i, 8) * 1.8 - 0.9;
        let value = match i {
            4 => Shown::Hidden,
            7 => Shown::Unavailable("no ties in either direction"),
            _ => Shown::Number(x, format!("{x:+.2}")),
        };
        let interval =
            value.number().filter(|_| i % 3 != 1).map(|x| ((x - 0.15).max(-1.0), (x + 0.15).min(1.0)));
        ValueRow { label: label.clone(), value, interval }
    };
    let rows: Vec<_> = names.iter().enumerate().map(row).collect();
    let body: Vec<_> = rows.iter().map(|r| vec![r.value.clone()]).collect();
    let table = table_of(&names, &["E-I index".to_owned()], &body);
    let ends = ("ties stay inside the team".to_owned(), "ties go outside".to_owned());
    let kind = ChartKind::Bars { rows, axis: (-1.0, 1.0), ends, percent: false };
    spec("openness", "Response keeps to itself; libraries look outwards", kind, table)
}

fn finding(rule: &'static str, claim: &str, chart: Option<&str>) -> FindingText {
    FindingText {
        rule,
        claim: claim.into(),
        evidence: "38% of 412 people who answered are confident (95% interval 33% to 43%); 71% of those asked answered."
            .into(),
        certainty: "Fairly sure: the likely range lies below a half.".into(),
        reverse: "About 50 more confident answers would bring it to a half.".into(),
        action: "Ask café hosts to sit with Response on Thursday and start from one real task.".into(),
        chart: chart.map(str::to_owned),
    }
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: title.into(), blocks }
}

fn chart(spec: ChartSpec) -> Block {
    Block::Chart(Box::new(spec))
}

/// The document with every kind of chart at a small size.
pub fn document() -> Document {
    let mut document = large();
    let is_large =
        |b: &Block| matches!(b, Block::Chart(c) if ["-123", "-24"].iter().any(|end| c.id.ends_with(end)));
    for section in &mut document.sections {
        section.blocks.retain(|b| !is_large(b));
    }
    document
}

/// The document with every kind of chart, small and large.
pub fn large() -> Document {
    let text = |t: &str| Block::Text(t.into());
    let summary = table_of(&teams(6), &skills(3), &cells(6, 3));
    Document {
        title: format!("The Social Council {}", HOSTILE[0]),
        headline: "People are more confident than in spring, but council and police still work apart".into(),
        standfirst:
            "Solihull, 1 September to 30 November 2013. 1,204 people in 123 teams; 846 answered the audit."
                .into(),
        findings: vec![
            finding(
                "weak_tie",
                "Council and police teams share a third of the ties their size would give",
                Some("matrix-25"),
            ),
            finding(
                "gap",
                "Two in five people are not confident with online meetings",
                Some("confidence-25"),
            ),
            finding("bridge", "Libraries link eleven teams that have no other path", Some("map-25")),
            finding("hostile", HOSTILE[1], None),
        ],
        data_quality: vec![
            "846 of 1,204 people answered (70%); Response answered least (41%).".into(),
            "7 of 48,211 rows were refused; each is listed by file, sheet and cell.".into(),
            "Mail with more than ten recipients does not count as a tie.".into(),
        ],
        imprint: "30 November 2013. Groups of fewer than 5 people are not shown.".into(),
        sections: vec![
            section(
                "skills",
                "Skills",
                vec![
                    text(
                        "People rated 24 skills on five levels. A rating is what a person says about themselves, not a test.",
                    ),
                    Block::Note(
                        "Ratings from fewer than five people are not shown and are marked [c].".into(),
                    ),
                    chart(diverging(25)),
                    Block::Heading("By team and skill".into()),
                    chart(heatmap(14, 6)),
                    chart(heatmap(25, 24)),
                    chart(heatmap(120, 24)),
                ],
            ),
            section(
                "connections",
                "Connections",
                vec![
                    chart(matrix(25)),
                    chart(matrix(123)),
                    chart(group_map(25)),
                    chart(group_map(123)),
                    chart(bars()),
                ],
            ),
            section("change", "What changed", vec![chart(dumbbell()), chart(diverging(123))]),
            section(
                "method",
                "How this was made",
                vec![
                    Block::Table(summary),
                    Block::Terms(vec![
                        (
                            "Tie".into(),
                            "Two people who wrote to each other at least twice within 28 days.".into(),
                        ),
                        (
                            "E-I index".into(),
                            "External minus internal ties, divided by all ties: −1 to 1.".into(),
                        ),
                    ]),
                ],
            ),
        ],
    }
}

/// The small document as if an analysis had been disclosed with k = 5.
pub fn disclosed() -> Disclosed<Document> {
    analysis().map(|_, _| document())
}

/// The large document, likewise.
pub fn disclosed_large() -> Disclosed<Document> {
    analysis().map(|_, _| large())
}

/// A disclosed analysis with a value of every kind, a hidden one, and hostile names.
pub fn analysis() -> Disclosed<Analysis> {
    Disclosed::new(undisclosed(), Policy { tier: Tier::Leadership, k: 5 })
}

fn undisclosed() -> Analysis {
    let team: Arc<str> = "team".into();
    let key = |name: &str| Key::group("skills.confident", &team, &name.into());
    let hidden = Value::Hidden(Reason("fewer than 5 people"));
    let pair = Key::pair("network.ties", &team, &HOSTILE[0].into(), &HOSTILE[3].into());
    let measurements = vec![
        Measurement::new(key("Libraries"), Value::Share { num: 12, den: 16 }, 16)
            .with_interval(Some((0.5, 0.9))),
        Measurement::new(key("Parks"), hidden, 3).with_interval(Some((0.1, 0.2))),
        Measurement::new(key(HOSTILE[2]), Value::Number(-0.25), 9),
        Measurement::new(key(HOSTILE[3]), Value::Undefined(Reason("nobody answered")), 0),
        Measurement::new(pair, Value::Count(41), 30),
    ];
    let input = InputAccount {
        name: "audit.xlsx › Skills".into(),
        kind: "audit",
        rows: 853,
        used: 846,
        rejected: 7,
        blank: 0,
        sha256: "ab".repeat(32),
        answers: None,
    };
    let about = About {
        command: "report",
        inputs: vec![input],
        tie_rule: Some(TieRule::default()),
        ..About::default()
    };
    let groupings = vec![Grouping { by: team, groups: Vec::new() }];
    Analysis { about, measurements, groupings, ..Analysis::default() }
}

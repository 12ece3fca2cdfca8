//! Networks in the formats of network programs: read as ties, and back again as they were written.

use std::fmt::Write;

use crossweave::ingest::record::{Import, Records, Said, Silence};
use crossweave::ingest::{Reading, SheetUse};

use super::ties::{lines, silent, ties};
use super::{import, problems, read, read_text, used};
use crate::support::shared;

fn by_file<'r>(reading: &'r Reading, file: &str) -> &'r Import {
    let is = |i: &&Import| &*i.at.file == file && i.importer == "ties";
    reading.imports.iter().find(is).unwrap_or_else(|| panic!("{:?}", used(reading)))
}

#[test]
fn graphml_gives_ties_people_and_names_what_is_nested() {
    let reading = read("graphml");
    assert_eq!(problems(&reading), Vec::<String>::new());
    let sheets: Vec<_> =
        used(&reading).into_iter().map(|(sheet, used)| (sheet, used.replace('"', ""))).collect();
    assert_eq!(
        sheets,
        [
            ("eastvale.graphml › ties".into(), "ties".into()),
            ("eastvale.graphml › nodes".into(), "people".into()),
            (
                "eastvale.graphml › nested graph in n3".into(),
                "not used: its columns are those of no table we know: not read".into()
            ),
        ]
    );
    let found = import(&reading, "ties");
    assert_eq!(
        lines(ties(found)),
        [("Asha Patel", "Ben Ode", "help", 2.5), ("Ben Ode", "Cal Fox", "eastvale", 1.0)]
    );
    assert_eq!((ties(found).rows[0].said, ties(found).rows[1].said), (Said::ByOne, Said::ByBoth));
    assert_eq!(silent(ties(found)), [("Dee Lunt", None, Silence::NamedNobody)]);
    assert_eq!(
        found.columns.last().map(|c| (c.header.as_str(), c.used_as.as_str())),
        Some(("colour", "not read"))
    );
    let Records::People(people) = &import(&reading, "people").records else { panic!() };
    let lines: Vec<_> = people
        .iter()
        .map(|p| {
            (p.who.id.as_deref().unwrap(), p.attributes.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("Asha Patel", vec!["Parks & Greens", "council"]),
            ("Ben Ode", vec!["Homes", "council"]),
            ("Cal Fox", vec!["Homes", "police"]),
            ("Dee Lunt", vec!["Homes", "police"]),
        ]
    );
    let pay = import(&reading, "people").columns.iter().find(|c| c.header == "salary").unwrap();
    assert_eq!(pay.used_as, "not read: looks like pay");
}

#[test]
fn broken_graphml_is_said_at_its_edge_or_refused_by_name() {
    let text = "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"string\"/><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"><data key=\"w\">lots</data></edge><edge source=\"a\" target=\"z\"/></graph></graphml>";
    let reading = read_text("g.graphml", text);
    assert_eq!(
        problems(&reading),
        [
            "E105 g.graphml › edge 1, strength: \"lots\"",
            "E103 g.graphml › edge 2, to: there is no person named here: \"the file has no node z\"",
        ]
    );
    let cut = read_text("g.graphml", "<graphml><graph><node id=\"a\">");
    assert_eq!(problems(&cut).len(), 1);
    assert!(
        problems(&cut)[0].starts_with("E113 : g.graphml: it cannot be read as GraphML: it breaks off"),
        "{:?}",
        problems(&cut)
    );
    let own = read_text(
        "g.graphml",
        "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><graphml><graph><node id=\"a\"><data key=\"k\">&x;</data></node></graph></graphml>",
    );
    assert!(problems(&own)[0].contains("an entity of its own"), "{:?}", problems(&own));
}

#[test]
fn gexf_keeps_direction_and_two_nodes_of_one_label_apart() {
    let reading = read("gexf");
    let found = import(&reading, "ties");
    assert_eq!(
        lines(ties(found)),
        [("Asha Patel", "Ben Ode", "help", 3.0), ("Ben Ode", "c", "eastvale", 1.0)]
    );
    assert_eq!((ties(found).rows[0].said, ties(found).rows[1].said), (Said::ByBoth, Said::ByOne));
    assert_eq!(silent(ties(found)), [("d", None, Silence::NamedNobody)]);
    let times =
        reading.sheets.iter().find(|s| s.sheet.as_deref() == Some("times of nodes and edges")).unwrap();
    assert!(matches!(times.used, SheetUse::NotUsed(_)));
    assert_eq!(problems(&reading), Vec::<String>::new());
}

#[test]
fn pajek_has_relations_lists_matrices_and_partitions() {
    let reading = read("pajek");
    let net = by_file(&reading, "eastvale.net");
    assert_eq!(
        lines(ties(net)),
        [
            ("Asha Patel", "Ben O'Neil", "advice", 3.0),
            ("Asha Patel", "Cal", "friendship", 1.0),
            ("Cal", "Asha Patel", "eastvale", 1.0),
            ("Cal", "4", "eastvale", 1.0),
        ]
    );
    assert_eq!(ties(net).rows[1].said, Said::ByBoth);
    assert_eq!(silent(ties(net)), [("Eve Moss", None, Silence::NamedNobody)]);
    let matrix = by_file(&reading, "matrix.paj");
    assert_eq!(lines(ties(matrix)), [("Asha", "Ben", "meetings", 2.0), ("Cal", "Asha", "meetings", 1.5)]);
    assert!(
        used(&reading)
            .iter()
            .any(|(sheet, used)| sheet == "matrix.paj › partition teams.clu" && used.starts_with("not used"))
    );
    let broken = "*Vertices 2\n1 \"A\"\n2 \"B\"\n*Arcs\n1 9 1\n1 2 lots\n1\n";
    assert_eq!(
        problems(&read_text("b.net", broken)),
        [
            "E103 b.net › line 5, to: there is no person named here: \"the file has no node 9\"",
            "E105 b.net › line 6, strength: \"lots\"",
            "E103 b.net › line 7, to: there is no person named here: \"no node is named\"",
        ]
    );
    let two = read_text("t.net", "*Vertices 3 1\n1 Asha\n2 Board\n3 Forum\n*Matrix\n0 1\n");
    assert_eq!(lines(ties(import(&two, "ties"))), [("Asha", "Forum", "t", 1.0)]);
    assert_eq!(silent(ties(import(&two, "ties"))), [("Board", None, Silence::NamedNobody)]);
    let short = problems(&read_text("b.net", "*Vertices 2\n*Matrix\n0 1 1\n"));
    assert_eq!(
        short,
        ["E113 : b.net: it cannot be read as Pajek: the matrix needs 2 rows of 2 numbers, in line 3"]
    );
}

#[test]
fn ucinet_dl_has_matrices_and_lists() {
    let reading = read("ucinet-dl");
    assert_eq!(
        lines(ties(by_file(&reading, "advice.dl"))),
        [
            ("Asha Patel", "Ben", "advice", 1.0),
            ("Ben", "Asha Patel", "advice", 2.0),
            ("Asha Patel", "Cal", "friendship", 1.0),
        ]
    );
    assert_eq!(
        lines(ties(by_file(&reading, "edges.txt"))),
        [("asha", "ben", "edges", 2.0), ("ben", "cal", "edges", 1.0), ("cal", "asha", "edges", 1.5)]
    );
    assert_eq!(
        lines(ties(by_file(&reading, "lists.dl"))),
        [("Asha", "Ben", "lists", 1.0), ("Asha", "Cal", "lists", 1.0), ("Cal", "Asha", "lists", 1.0)]
    );
    assert_eq!(problems(&reading), Vec::<String>::new());
    let two = "DL NR=2 NC=3 FORMAT=FULLMATRIX\nROW LABELS: asha ben\nCOLUMN LABELS: board café forum\nDATA:\n1 0 1\n0 1 0\n";
    assert_eq!(
        lines(ties(import(&read_text("d.dl", two), "ties"))),
        [("asha", "board", "d", 1.0), ("asha", "forum", "d", 1.0), ("ben", "café", "d", 1.0)]
    );
    let broken = problems(&read_text("d.dl", "DL N=2 FORMAT=EDGELIST1\nDATA:\n1 7 1\n1 2 x\n"));
    assert_eq!(
        broken,
        [
            "E103 d.dl › line 3, to: there is no person named here: \"the file has no node 7\"",
            "E105 d.dl › line 4, strength: \"x\"",
        ]
    );
    let short = problems(&read_text("d.dl", "DL N=2\nDATA:\n0 1\n1\n"));
    assert_eq!(short, ["E113 : d.dl: it cannot be read as UCINET DL: the matrix breaks off, in line 4"]);
    // Text that is no such file is still delimited text.
    assert_eq!(
        lines(ties(import(&read_text("e.txt", "from,to\na@x.example,b@x.example\n"), "ties"))).len(),
        1
    );
}

/// An edge list as numbers: from, to, weight.
fn edges(folder: &str, file: &str) -> Option<Vec<(u32, u32, f64)>> {
    let text = std::fs::read_to_string(shared("networks_read_back", folder)?.join(file)).unwrap();
    let edge = |line: &str| {
        let cells: Vec<f64> = line.split(',').map(|c| c.trim().parse().unwrap()).collect();
        (cells[0] as u32, cells[1] as u32, cells.get(2).copied().unwrap_or(1.0))
    };
    Some(text.lines().skip(1).map(edge).collect())
}

/// The same network in each format, by its file name.
fn written(edges: &[(u32, u32, f64)]) -> Vec<(&'static str, String)> {
    let n = edges.iter().map(|(a, b, _)| *a.max(b)).max().unwrap();
    let mut graphml = "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/><graph edgedefault=\"directed\">".to_owned();
    let mut gexf = "<gexf version=\"1.2\"><graph defaultedgetype=\"directed\"><nodes>".to_owned();
    let mut net = format!("*Vertices {n}\n");
    let mut dl = format!("DL N={n} FORMAT=EDGELIST1\nDATA:\n");
    let mut matrix = vec![vec![0.0; n as usize]; n as usize];
    for id in 1..=n {
        write!(graphml, "<node id=\"{id}\"/>").unwrap();
        write!(gexf, "<node id=\"{id}\"/>").unwrap();
        writeln!(net, "{id}").unwrap();
    }
    gexf += "</nodes><edges>";
    net += "*Arcs\n";
    for (from, to, weight) in edges {
        write!(graphml, "<edge source=\"{from}\" target=\"{to}\"><data key=\"w\">{weight}</data></edge>")
            .unwrap();
        write!(gexf, "<edge source=\"{from}\" target=\"{to}\" weight=\"{weight}\"/>").unwrap();
        writeln!(net, "{from} {to} {weight}").unwrap();
        writeln!(dl, "{from} {to} {weight}").unwrap();
        matrix[*from as usize - 1][*to as usize - 1] = *weight;
    }
    graphml += "</graph></graphml>";
    gexf += "</edges></graph></gexf>";
    let rows: Vec<String> =
        matrix.iter().map(|row| row.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")).collect();
    let full = format!("DL N={n}\nDATA:\n{}\n", rows.join("\n"));
    vec![("g.graphml", graphml), ("g.gexf", gexf), ("g.net", net), ("g.dl", dl), ("full.dl", full)]
}

#[test]
fn real_networks_are_read_back_equal_from_every_format() {
    let networks = [
        ("karate", "karate_edges.csv", 78),
        ("krackhardt_kite", "kite_edges.csv", 18),
        ("davis_southern_women", "southern_women_edges.csv", 89),
    ];
    for (folder, file, count) in networks {
        let Some(edges) = edges(folder, file) else { return };
        assert_eq!(edges.len(), count);
        let mut expected = edges.clone();
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        for (name, text) in written(&edges) {
            let reading = read_text(name, &text);
            let found = import(&reading, "ties");
            let number = |id: &str| id.parse::<u32>().unwrap();
            let mut back: Vec<_> =
                lines(ties(found)).iter().map(|(a, b, _, w)| (number(a), number(b), *w)).collect();
            back.sort_by(|a, b| a.partial_cmp(b).unwrap());
            assert_eq!(back, expected, "{folder} as {name}");
            assert_eq!(problems(&reading), Vec::<String>::new());
        }
    }
}

/// The next of a fixed run of numbers that look like chance.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn damaged_files_give_problems_and_never_stop_the_program() {
    let kinds = ["graphml", "gexf", "pajek", "ucinet-dl", "pabulib", "roster-matrix", "council-structure"];
    let mut state = 7;
    let (mut read_at_all, mut refused) = (0, 0);
    for kind in kinds {
        for entry in std::fs::read_dir(super::folder(kind)).unwrap() {
            let path = entry.unwrap().path();
            let whole = std::fs::read(&path).unwrap();
            for round in 0..30 {
                let mut bytes = whole.clone();
                if round % 3 == 0 {
                    bytes.truncate(next(&mut state) % (bytes.len() + 1));
                }
                for _ in 0..(next(&mut state) % 8).min(bytes.len()) {
                    let at = next(&mut state) % bytes.len();
                    bytes[at] = b"\0\xff9\";<*\n -"[next(&mut state) % 10];
                }
                let dir = tempfile::tempdir().unwrap();
                let file = dir.path().join(path.file_name().unwrap());
                std::fs::write(&file, &bytes).unwrap();
                let reading =
                    crossweave::ingest::read_paths(dir.path(), &[file], &Default::default(), &|_, _| {});
                for import in &reading.imports {
                    let rows = import.rows;
                    assert_eq!(rows.read, rows.used + rows.rejected + rows.blank, "{kind}, round {round}");
                }
                read_at_all += reading.imports.len();
                refused += usize::from(reading.imports.is_empty());
            }
        }
    }
    assert!(read_at_all > 100 && refused > 20, "{read_at_all} read, {refused} refused");
}

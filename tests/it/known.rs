//! Published networks, typed in as numbers or read from the shared files: what the binary
//! prints of them is what papers, R netseg and networkx say.

use std::fmt::Write;
use std::path::Path;

use super::support::{Results, arg, close, crossweave, run, shared};

/// Zachary's karate club (1977): ties with the number of contexts they were seen in.
#[rustfmt::skip]
const KARATE: &[(u8, u8, u8)] = &[
    (1, 2, 4), (1, 3, 5), (1, 4, 3), (1, 5, 3), (1, 6, 3), (1, 7, 3), (1, 8, 2), (1, 9, 2), (1, 11, 2),
    (1, 12, 3), (1, 13, 1), (1, 14, 3), (1, 18, 2), (1, 20, 2), (1, 22, 2), (1, 32, 2), (2, 3, 6),
    (2, 4, 3), (2, 8, 4), (2, 14, 5), (2, 18, 1), (2, 20, 2), (2, 22, 2), (2, 31, 2), (3, 4, 3),
    (3, 8, 4), (3, 9, 5), (3, 10, 1), (3, 14, 3), (3, 28, 2), (3, 29, 2), (3, 33, 2), (4, 8, 3),
    (4, 13, 3), (4, 14, 3), (5, 7, 2), (5, 11, 3), (6, 7, 5), (6, 11, 3), (6, 17, 3), (7, 17, 3),
    (9, 31, 3), (9, 33, 3), (9, 34, 4), (10, 34, 2), (14, 34, 3), (15, 33, 3), (15, 34, 2), (16, 33, 3),
    (16, 34, 4), (19, 33, 1), (19, 34, 2), (20, 34, 1), (21, 33, 3), (21, 34, 1), (23, 33, 2),
    (23, 34, 3), (24, 26, 5), (24, 28, 4), (24, 30, 3), (24, 33, 5), (24, 34, 4), (25, 26, 2),
    (25, 28, 3), (25, 32, 2), (26, 32, 7), (27, 30, 4), (27, 34, 2), (28, 34, 4), (29, 32, 2),
    (29, 34, 2), (30, 33, 4), (30, 34, 2), (31, 33, 3), (31, 34, 3), (32, 33, 4), (32, 34, 4),
    (33, 34, 5),
];

/// Those who went with Mr Hi when the club split.
const WITH_MR_HI: [u8; 17] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22];

/// Krackhardt's kite (1990): Andre, Beverly, Carol, Diane, Ed, Fernando, Garth, Heather, Ike, Jane.
#[rustfmt::skip]
const KITE: &[(u8, u8)] = &[
    (1, 2), (1, 3), (1, 4), (1, 6), (2, 4), (2, 5), (2, 7), (3, 4), (3, 6), (4, 5), (4, 6), (4, 7),
    (5, 7), (6, 7), (6, 8), (7, 8), (8, 9), (9, 10),
];
const KITE_NAMES: [&str; 10] =
    ["Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"];

/// Eight people whose arcs R sna's manual measures were taken on.
#[rustfmt::skip]
const EIGHT: &[(u8, u8)] = &[
    (1, 2), (2, 1), (1, 3), (2, 3), (3, 4), (4, 5), (5, 4), (5, 6), (4, 6), (6, 7), (7, 8), (8, 6), (3, 1), (2, 7),
];

/// Writes the tables into a folder and asks about them.
fn ask(people: &str, ties: &str, more: &[&str]) -> Results {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("people.csv"), people).unwrap();
    std::fs::write(folder.path().join("ties.csv"), ties).unwrap();
    let start = ["network", arg(folder.path()), "--format", "json", "--min-group", "1"];
    Results::parse(&run(0, &[&start[..], more].concat()))
}

fn karate() -> Results {
    let (mut people, mut ties) = (String::from("person,team\n"), String::from("from,to,strength\n"));
    for member in 1..=34 {
        let club = if WITH_MR_HI.contains(&member) { "Mr Hi" } else { "Officer" };
        writeln!(people, "{member},{club}").unwrap();
    }
    for (from, to, strength) in KARATE {
        writeln!(ties, "{from},{to},{strength}").unwrap();
    }
    ask(&people, &ties, &["--level", "network,group,pair,person", "--show-names"])
}

#[test]
fn the_karate_clubs_keep_to_themselves_as_published() {
    let said = karate();
    close("E-I", said.by("ei-index", "team"), -0.717_948_717_948_718, 1e-12);
    close("mean", said.by("ei-index-mean", "team"), -0.7765, 5e-5);
    close("weighted", said.by("ei-index-weighted", "team"), -0.7835, 5e-5);
    close("null", said.by("ei-null", "team"), 0.0303, 5e-5);
    close("assortativity", said.by("assortativity", "team"), 0.717_530_864_197_531, 1e-12);
    close("Coleman, Mr Hi", said.group("coleman", "Mr Hi"), 0.736_383, 5e-7);
    close("Coleman, Officer", said.group("coleman", "Officer"), 0.715_294, 5e-7);
    let across = said.row("tie-count", "pair", |r| r.group != r.other);
    assert_eq!(across.value, Some(11.0));
}

#[test]
fn the_karate_club_has_the_published_centralities() {
    let said = karate();
    close("density", said.network("density"), 78.0 / 561.0, 1e-12);
    close("efficiency", said.network("closeness-harmonic"), 0.492_008, 5e-7);
    close("transitivity", said.network("clustering"), 0.255_681_818_181_818, 1e-12);
    close("betweenness", said.network("betweenness"), 23.235_294_117_647_06, 1e-9);
    let (degree, between) = (said.people("degree"), said.people("betweenness"));
    assert_eq!((degree.len(), degree["1"], degree["34"], degree["12"]), (34, 16.0, 17.0, 1.0));
    close("Mr Hi", between["1"], 231.071_428_571_428_6, 1e-9);
    close("Officer", between["34"], 160.551_587_301_587_3, 1e-9);
    assert_eq!(said.people("strength")["1"], 42.0);
}

#[test]
fn in_the_kite_three_people_are_central_in_three_ways() {
    let (mut people, mut ties) = (String::from("person\n"), String::from("from,to\n"));
    for name in KITE_NAMES {
        writeln!(people, "{name}").unwrap();
    }
    for &(a, b) in KITE {
        let name = |person: u8| KITE_NAMES[usize::from(person) - 1];
        writeln!(ties, "{},{}", name(a), name(b)).unwrap();
    }
    let said = ask(&people, &ties, &["--level", "network,person", "--show-names"]);
    close("density", said.network("density"), 0.4, 1e-12);
    assert_eq!((said.network("cutpoints"), said.network("bridges")), (2.0, 2.0));
    let top = |measure: &str| {
        let values: Vec<(String, f64)> =
            said.people(measure).into_iter().map(|(who, x)| (who.to_lowercase(), x)).collect();
        assert_eq!(values.len(), 10);
        values.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
    };
    assert_eq!(top("degree"), ("diane".to_owned(), 6.0));
    let (who, between) = top("betweenness-normalised");
    assert_eq!(who, "heather");
    close("Heather", between, 0.3889, 5e-5);
    // Harmonic closeness puts Diane first where plain closeness puts Fernando and Garth (.6429).
    close("Diane", top("closeness-harmonic").1, 0.787_037_037_037_037, 1e-12);
    close("mean betweenness", said.network("betweenness"), 4.4, 1e-12);
}

#[test]
fn reciprocity_has_three_names_and_three_values() {
    let mut ties = String::from("from,to\n");
    EIGHT.iter().for_each(|(a, b)| writeln!(ties, "{a},{b}").unwrap());
    let people = "person\n1\n2\n3\n4\n5\n6\n7\n8\n";
    let said = ask(people, &ties, &["--directed"]);
    close("dyadic", said.network("reciprocity-dyadic"), 0.714_286, 5e-7);
    close("non-null", said.network("reciprocity-nonnull"), 0.272_727, 5e-7);
    close("edgewise", said.network("reciprocity-edgewise"), 0.428_571, 5e-7);
    close("density", said.network("density"), 0.25, 1e-12);
}

/// What the files of nodes and of edges say, directed or not.
fn ask_files(nodes: &Path, edges: &Path, more: &[&str]) -> Results {
    let start = ["network", arg(nodes), arg(edges), "--format", "json", "--min-group", "1"];
    Results::parse(&run(0, &[&start[..], more].concat()))
}

#[test]
fn karate_factions_are_another_column_than_the_clubs() {
    let Some(data) = shared("karate factions", "karate") else { return };
    let folder = tempfile::tempdir().unwrap();
    for file in ["karate_nodes.csv", "karate_edges.csv"] {
        std::fs::copy(data.join(file), folder.path().join(file)).unwrap();
    }
    // Nothing says that Faction is a grouping, so it is offered and not taken.
    let printed = run(0, &["check", arg(folder.path())]);
    let lines = printed.split("put these lines into crossweave.toml:").nth(1).unwrap();
    let lines = lines.split("\nNo problems").next().unwrap();
    assert!(lines.contains("team = \"Faction\""), "{lines}");
    std::fs::write(folder.path().join("crossweave.toml"), lines).unwrap();
    let said = ask_files(folder.path(), &folder.path().join("karate_edges.csv"), &[]);
    // 10 ties across where the clubs have 11: one member joined the other side's club.
    close("E-I by faction", said.by("ei-index", "team"), (10.0 - 68.0) / 78.0, 1e-12);
    close("density", said.network("density"), 78.0 / 561.0, 1e-12);
}

/// Edges, how they are read; E-I, density, mean degree and mean betweenness.
type Expected = (&'static str, &'static [&'static str], f64, f64, f64, f64);
const ARCS: &[&str] = &["--directed"];

fn agrees(nodes: &Path, by: &str, cases: &[Expected]) {
    for &(edges, more, ei, density, degree, betweenness) in cases {
        let said = ask_files(nodes, &nodes.with_file_name(edges), more);
        close(&format!("E-I, {edges}"), said.by("ei-index", by), ei, 5e-7);
        close(&format!("density, {edges}"), said.network("density"), density, 5e-10);
        close(&format!("degree, {edges}"), said.network("degree"), degree, 5e-10);
        close(&format!("betweenness, {edges}"), said.network("betweenness"), betweenness, 5e-10);
    }
}

#[test]
fn krackhardts_managers_are_grouped_by_dept_unasked() {
    let Some(data) = shared("Krackhardt's managers", "krackhardt_hightech") else { return };
    let (advice, friends, reports) = ("ht_advice_edges.csv", "ht_friends_edges.csv", "ht_reports_edges.csv");
    let cases = [
        (advice, ARCS, 0.515_789, 0.452_380_952, 9.047_619_048, 12.809_523_81),
        (friends, ARCS, 0.254_902, 0.242_857_143, 4.857_142_857, 19.952_380_952),
        (reports, ARCS, -0.6, 0.047_619_048, 0.952_380_952, 0.761_904_762),
        (advice, &[], 0.517_241, 0.690_476_19, 13.809_523_81, 3.095_238_095),
        (friends, &[], 0.316_456, 0.376_190_476, 7.523_809_524, 6.476_190_476),
        (reports, &[], -0.6, 0.095_238_095, 1.904_761_905, 19.809_523_81),
    ];
    agrees(&data.join("ht_nodes.csv"), "team", &cases);
}

#[test]
fn consultants_are_grouped_by_location_unasked() {
    let Some(data) = shared("Cross and Parker's consultants", "cross_parker_consulting") else { return };
    let (info, value) = ("consulting_info_edges.csv", "consulting_value_edges.csv");
    let cases = [
        (info, ARCS, -0.112_885, 0.423_671_498, 19.065_217_391, 25.086_956_522),
        (value, ARCS, -0.178_947, 0.413_043_478, 18.586_956_522, 27.282_608_696),
        (info, &[], -0.007_273, 0.531_400_966, 23.913_043_478, 10.543_478_261),
        (value, &[], -0.097_030, 0.487_922_705, 21.956_521_739, 11.521_739_13),
    ];
    agrees(&data.join("consulting_nodes.csv"), "area", &cases);
}

#[test]
fn the_shared_kite_and_the_southern_women_are_read_whole() {
    if let Some(data) = shared("the kite's files", "krackhardt_kite") {
        let said = ask_files(&data.join("kite_nodes.csv"), &data.join("kite_edges.csv"), &[]);
        close("kite", said.network("density"), 0.4, 1e-12);
        close("kite", said.network("betweenness"), 4.4, 1e-12);
    }
    let Some(data) = shared("the southern women", "davis_southern_women") else { return };
    let edges = data.join("southern_women_edges.csv");
    let said = ask_files(&data.join("southern_women_nodes.csv"), &edges, &[]);
    close("women and events", said.network("density"), 89.0 / 496.0, 1e-12);
    close("women and events", said.network("betweenness"), 20.25, 1e-9);
    assert_eq!((said.network("components"), said.network("clustering")), (1.0, 0.0));
}

#[test]
fn a_grouping_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("people.csv"), "person,team\n1,A\n2,B\n").unwrap();
    std::fs::write(folder.path().join("ties.csv"), "from,to\n1,2\n").unwrap();
    let output = crossweave().args(["network", arg(folder.path()), "--by", "shoe size"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("shoe size") && stderr.contains("team"), "{stderr}");
}

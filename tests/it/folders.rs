//! Every folder of the real data has a test, and what its README states that no other test asserts.

use std::collections::BTreeSet;
use std::fs;

use super::support::{Results, arg, close, run, shared};

/// Folders, each with the file of the test that holds it to what its README states.
const HELD: [(&str, &str); 13] = [
    ("carpentries", "src/ingest/tests_answers.rs"),
    ("cross_parker_consulting", "tests/it/known.rs"),
    ("davis_southern_women", "tests/it/groups.rs"),
    ("gastech", "tests/it/gastech.rs"),
    ("google_forms", "src/ingest/tests_answers.rs"),
    ("karate", "tests/it/known.rs"),
    ("krackhardt_hightech", "tests/it/known.rs"),
    ("krackhardt_kite", "tests/it/folders.rs"),
    ("msforms_phone_survey", "src/ingest/tests.rs"),
    ("surveymonkey", "tests/it/samples/survey_files.rs"),
    ("trafford_council", "tests/it/samples/posts.rs"),
    ("vivainsights_sample", "tests/it/samples/mail_logs.rs"),
    ("workbooks", "tests/it/workbooks.rs"),
];

#[test]
fn no_folder_is_without_a_test() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, file) in HELD {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(folder), "{file} says nothing of {folder}");
    }
    let Some(data) = shared("every folder", "gastech") else { return };
    let entries = fs::read_dir(data.parent().unwrap()).unwrap().map(Result::unwrap);
    let there: BTreeSet<String> =
        entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    let held: BTreeSet<String> = HELD.iter().map(|(folder, _)| (*folder).to_owned()).collect();
    assert_eq!(there.difference(&held).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn diane_heather_and_the_others_of_the_shared_kite_stand_where_they_should() {
    let Some(data) = shared("the kite's people", "krackhardt_kite") else { return };
    let (nodes, edges) = (data.join("kite_nodes.csv"), data.join("kite_edges.csv"));
    let start = ["network", arg(&nodes), arg(&edges), "--format", "json"];
    let more = ["--level", "network,person", "--show-names", "--min-group", "1"];
    let said = Results::parse(&run(0, &[&start[..], &more[..]].concat()));
    // In the order of the list: Diane is 4, Fernando 6, Garth 7, Heather 8.
    let (degree, between) = (said.people("degree"), said.people("betweenness-normalised"));
    assert_eq!((degree.len(), said.network("ties"), degree["4"]), (10, 18.0, 6.0));
    close("Heather", between["8"], 0.3889, 5e-5);
    // Harmonic closeness: Fernando and Garth are alike, second to Diane.
    let close_to = said.people("closeness-harmonic");
    assert_eq!(close_to["6"], close_to["7"]);
    assert!(close_to["4"] > close_to["6"] && close_to.values().filter(|x| **x > close_to["6"]).count() == 1);
}

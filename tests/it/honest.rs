//! What the example report may and must say: confidence and never competence, every finding whole.

use std::fs;

use super::story::example;

/// Words that would claim more than people's own ratings can, each with what to say instead.
const CLAIMS: [(&str, &str); 9] = [
    ("have the skill", "are confident in it"),
    ("has the skill", "is confident in it"),
    ("are skilled", "are confident"),
    ("is skilled", "is confident"),
    ("skill level", "confidence"),
    ("are competent", "are confident"),
    ("incompetent", "not confident"),
    ("good at", "confident in"),
    ("meet the level", "rate themselves at the level"),
];

fn page() -> String {
    fs::read_to_string(example().join("report/index.html")).unwrap()
}

#[test]
fn self_ratings_are_called_confidence() {
    let page = page().to_lowercase();
    assert!(page.contains("this is confidence, not competence"));
    for (claim, instead) in CLAIMS {
        assert!(!page.contains(claim), "the report says “{claim}”; people said they {instead}");
    }
}

#[test]
fn every_finding_is_whole() {
    let page = page();
    let start = page.find("<ol class=\"findings\">").unwrap();
    let list = &page[start..start + page[start..].find("</ol>").unwrap()];
    let findings: Vec<&str> = list.split("<li class=\"finding\">").skip(1).collect();
    assert!((3..=5).contains(&findings.len()), "{}", findings.len());
    for finding in findings {
        for part in ["<h3>", "How sure:", "What would change this:", "What to decide"] {
            assert!(finding.contains(part), "no “{part}” in {finding}");
        }
        let evidence = &finding[finding.find("class=\"ground\"").unwrap()..];
        let numbers = evidence.split("How sure").next().unwrap().chars().filter(char::is_ascii_digit).count();
        assert!(numbers > 0, "no number in {evidence}");
    }
}

#[test]
fn findings_about_answers_say_who_answered() {
    let page = page();
    let rests = page.matches("This rests on ").count();
    let asked = page.matches(" asked handed in ").count();
    assert!(rests >= 1 && asked == rests, "{rests} and {asked}");
}

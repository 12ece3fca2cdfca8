//! How the picture changes with the tie rule, and which findings hold.

mod picture;
mod shape;
mod text;

pub use picture::{Figures, Held, Picture, picture};
pub use shape::{csv, json, schema};
pub use text::table;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::disclosure::{Disclosed, Policy, Tier};
    use crate::insight::Finding;
    use crate::insight::analysis::{About, Analysis};
    use crate::insight::sweep::{Sweep, Swept};
    use crate::measures::{Key, Measurement, Value};
    use crate::programme::config::TieRule;
    use crate::programme::sweep::Knob;

    /// Two sectors that hardly talk under the first two of three rules.
    fn sweep() -> Disclosed<Sweep> {
        let by: Arc<str> = "sector".into();
        let pair = Key::pair("tie-ratio", &by, &"Council".into(), &"Police".into());
        let one = |knob: Option<Knob>, ties: u64, hardly: bool| {
            let rule = knob.map_or_else(TieRule::default, |k| k.put(&TieRule::default()));
            let ei = Key { by: Some(by.clone()), ..Key::network("ei-index") };
            let finding =
                Finding { rule: "hardly-talks", rests_on: vec![("ratio", pair.clone())], weight: 0.9 };
            let analysis = Analysis {
                about: About { people: 10, ties, ..About::default() },
                measurements: vec![
                    Measurement::new(Key::network("isolates"), Value::Count(4), 10),
                    Measurement::new(Key::network("components"), Value::Count(5), 10),
                    Measurement::new(ei, Value::Number(-0.5), 10),
                    Measurement::new(pair.clone(), Value::Number(0.25), 10),
                ],
                findings: if hardly { vec![finding] } else { Vec::new() },
                ..Analysis::default()
            };
            Swept { moved: knob, rule, analysis }
        };
        let settings = vec![
            one(None, 8, true),
            one(Some(Knob::AtLeast(3)), 6, true),
            one(Some(Knob::WindowDays(0)), 1200, false),
        ];
        Disclosed::new(Sweep { settings }, Policy { tier: Tier::Operator, k: 5 })
    }

    #[test]
    fn the_table_fits_and_says_where_each_finding_holds() {
        let text = table(&sweep().map(picture), 80);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let line = |start: &str| text.lines().find(|l| l.trim_start().starts_with(start)).unwrap().to_owned();
        let cells = |start: &str| {
            line(start)
                .split("  ")
                .map(str::trim)
                .filter(|c| !c.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            cells("this programme's rule *"),
            ["this programme's rule *", "8", "6", "5", "−0.50", "1", "[x]"]
        );
        assert_eq!(cells("over the whole period")[1], "1,200");
        assert!(text.contains("A  Council and Police hardly talk to each other\n"), "{text}");
        assert!(text.contains("Holds in 2 of 3 settings. Not: over the whole period."), "{text}");
    }

    #[test]
    fn json_and_csv_say_the_same() {
        let picture = sweep().map(picture);
        let whole: serde_json::Value = serde_json::from_str(&json(&picture).unwrap()).unwrap();
        assert_eq!(whole["schema"], "crossweave.sweep/1");
        assert_eq!(whole["findings"][0]["holds_in"], 2);
        assert_eq!(whole["findings"][0]["groups"][1]["group"], "Police");
        assert_eq!(whole["settings"][0]["own"], true);
        assert_eq!(whole["settings"][1]["moved"], "at_least");
        assert_eq!(whole["settings"][1]["tie_rule"]["at_least"], 3);
        assert_eq!(whole["settings"][2]["holds"], serde_json::json!([false]));
        assert_eq!(whole["settings"][2]["help_within_two_steps"], serde_json::Value::Null);
        let lines = csv(&picture);
        let head = "setting,own,at_least,window_days,reciprocal,recipients_at_most,ties,people_with_a_tie,parts,\
                    e_i,hardly_talking_pairs,help_within_two_steps,Council and Police hardly talk to each other";
        assert_eq!(lines.lines().next(), Some(head));
        assert_eq!(lines.lines().nth(3), Some("over the whole period,no,2,0,no,10,1200,6,5,-0.5,0,,no"));
    }

    #[test]
    fn the_schema_names_every_property() {
        let whole: serde_json::Value = serde_json::from_str(&json(&sweep().map(picture)).unwrap()).unwrap();
        let schema = schema();
        for (part, value) in [("settings", &whole["settings"][0]), ("findings", &whole["findings"][0])] {
            let said = &schema["properties"][part]["items"]["properties"];
            for (name, _) in value.as_object().unwrap() {
                assert!(said[name].is_object(), "{part} {name}");
            }
        }
    }
}

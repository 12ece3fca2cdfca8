//! Who is who in a Slack export: the people behind its ids, and who is in which conversation.

use std::path::Path;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Deserialize;

use super::json_rows::malformed;
use super::lax::{List, Text};
use super::tables::LARGEST_WHOLE;
use super::{ReadError, bytes};

/// A person or a program that writes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Writer {
    /// E-mail address, else the user name.
    pub id: String,
    /// Whether it is a program.
    pub bot: bool,
}

/// Everyone in `users.json`, by Slack's ids.
#[derive(Debug, Default)]
pub(super) struct People {
    by_id: HashMap<String, Writer, FixedState>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct User {
    id: Text,
    name: Text,
    is_bot: bool,
    profile: Profile,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    email: Text,
}

/// The program that speaks for Slack itself; its entry does not say that it is one.
const SLACKBOT: &str = "USLACKBOT";

impl People {
    /// Reads `users.json`.
    pub fn read(export: &Path) -> Result<Self, ReadError> {
        let users: Vec<User> = parts(&export.join("users.json"))?;
        let mut people = Self::default();
        for User { id, name, is_bot, profile } in users {
            let bot = is_bot || id.0 == SLACKBOT;
            let own = [profile.email.0, name.0].into_iter().map(|t| t.trim().to_owned());
            let shown = own.into_iter().find(|text| !text.is_empty()).unwrap_or_else(|| id.0.clone());
            people.by_id.insert(id.0, Writer { id: shown, bot });
        }
        Ok(people)
    }

    /// Someone by Slack's id.
    pub fn find(&self, id: &str) -> Option<&Writer> {
        self.by_id.get(id)
    }

    /// The id someone goes by: Slack's own for those who are not in `users.json`.
    pub fn id_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.find(id).map_or(id, |writer| writer.id.as_str())
    }
}

/// Who is in the conversations that are no channels.
#[derive(Debug, Default)]
pub(super) struct Members {
    by_folder: HashMap<String, Vec<String>, FixedState>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conversation {
    id: Text,
    name: Text,
    members: List<Text>,
}

impl Members {
    /// Reads `dms.json` and `mpims.json`, where they are there.
    pub fn read(export: &Path) -> Result<Self, ReadError> {
        let mut members = Self::default();
        for file in ["dms.json", "mpims.json"] {
            let path = export.join(file);
            let found: Vec<Conversation> = if path.is_file() { parts(&path)? } else { Vec::new() };
            for Conversation { id, name, members: List(own) } in found {
                let folder = if name.0.is_empty() { id.0 } else { name.0 };
                members.by_folder.insert(folder, own.into_iter().map(|m| m.0).collect());
            }
        }
        Ok(members)
    }

    /// Those in the conversation whose messages are in a folder of this name.
    pub fn of(&self, folder: &str) -> Option<&[String]> {
        self.by_folder.get(folder).map(Vec::as_slice)
    }
}

fn parts<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, ReadError> {
    let text = bytes::read_whole(path, LARGEST_WHOLE).map_err(|e| ReadError::io(&e))?;
    let text =
        text.ok_or(ReadError::TooLarge { what: "the list of people, in bytes,", limit: LARGEST_WHOLE })?;
    serde_json::from_slice(&text).map_err(|e| named(malformed(&e), path))
}

/// Says which file of the export is meant.
fn named(error: ReadError, path: &Path) -> ReadError {
    match error {
        ReadError::BrokenText { what, line, column } => {
            let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            ReadError::BrokenText { what: format!("{what} (in {file})"), line, column }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_go_by_their_addresses_else_their_names_else_their_ids() {
        let dir = tempfile::tempdir().unwrap();
        let users = r#"[{"id": "U1", "name": "asha", "profile": {"email": " asha@council.example "}},
            {"id": "U2", "name": "sam", "deleted": true, "profile": {"email": null}},
            {"id": "U3"}, {"id": "B1", "name": "lights", "is_bot": true}, {"id": "USLACKBOT", "name": "slackbot"}]"#;
        std::fs::write(dir.path().join("users.json"), users).unwrap();
        let people = People::read(dir.path()).unwrap();
        let ids = ["U1", "U2", "U3", "U9"].map(|id| people.id_of(id));
        assert_eq!(ids, ["asha@council.example", "sam", "U3", "U9"]);
        assert!(people.find("B1").unwrap().bot && people.find("USLACKBOT").unwrap().bot);
        assert!(!people.find("U1").unwrap().bot);
    }

    #[test]
    fn a_broken_list_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("users.json"), "[{").unwrap();
        let error = People::read(dir.path()).unwrap_err().to_string();
        assert_eq!(error, "line 1, column 2: the text breaks off here (in users.json)");
    }
}

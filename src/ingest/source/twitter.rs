//! Posts of an X or Twitter archive: `tweets.js`, a script that holds a list. What a post says is not
//! kept; of a post passed on, whose it was.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;
use serde::de::Deserializer;

use super::ReadError;
use super::formats::Format;
use super::json::text_of;
use super::json_rows::malformed;
use super::lax::{List, Short, Text};
use super::messages::{Message, NOBODY, table};
use super::tables::{TableSet, Tables};
use crate::ingest::cell::Cell;
use crate::ingest::long_date::dated;

/// Most bytes before the list.
const LONGEST_START: u64 = 1_000;
/// The file beside that says whose archive it is.
const ACCOUNT: &str = "account.js";

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "twitter-archive",
    describes: "posts of an X or Twitter archive: tweets.js, with account.js beside it for whose they are",
    endings: &["js"],
    sniff: |head, _| head.trim_start().starts_with("window.YTD.tweet"),
    open: |path, _| open(path),
};

/// A post, or what holds it: newer archives wrap each.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Post {
    tweet: Option<Box<Post>>,
    id_str: Text,
    created_at: Text,
    in_reply_to_screen_name: Text,
    in_reply_to_status_id_str: Text,
    full_text: PassedOn,
    text: PassedOn,
    entities: Entities,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entities {
    user_mentions: List<Mentioned>,
    hashtags: List<Hashtag>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Mentioned {
    screen_name: Text,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Hashtag {
    text: Text,
}

/// Whose post this one passes on, by the way its text begins; the text itself is not kept.
#[derive(Default)]
struct PassedOn(Option<String>);

impl<'de> Deserialize<'de> for PassedOn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Short(|text: &str| PassedOn(passed_on(text))))
    }
}

fn passed_on(text: &str) -> Option<String> {
    let rest = text.strip_prefix("RT @")?;
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Account {
    account: Owner,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Owner {
    username: Text,
}

fn open(path: &Path) -> Result<Box<dyn Tables>, ReadError> {
    let posts: Vec<Post> = list_in(path)?;
    let owner = owner_beside(path);
    let mut rows = table(FORMAT.id, "post");
    for (row, mut post) in (1..).zip(posts) {
        let post = post.tweet.take().map_or(post, |inner| *inner);
        rows.push(row, message(post, &owner).cells(NOBODY))?;
    }
    Ok(Box::new(TableSet(vec![rows])))
}

/// The list that a script of the archive holds.
fn list_in<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, ReadError> {
    let mut text = BufReader::new(text_of(path)?);
    let mut start = Vec::new();
    let read = Read::by_ref(&mut text).take(LONGEST_START).read_until(b'[', &mut start);
    read.map_err(|e| ReadError::io(&e))?;
    if start.last() != Some(&b'[') {
        let what = "the file breaks off before its list of posts".to_owned();
        // A line end is added to the last line.
        let column = start.len() - usize::from(start.ends_with(b"\n"));
        return Err(ReadError::BrokenText { what, line: 1, column: column.max(1) });
    }
    // Blanks in the place of the assignment, so that a mistake has its column.
    start.iter_mut().filter(|b| !matches!(**b, b'[' | b'\n')).for_each(|b| *b = b' ');
    serde_json::from_reader(start.as_slice().chain(text)).map_err(|e| malformed(&e))
}

/// Whose archive it is, by the file beside it; empty where there is none.
fn owner_beside(path: &Path) -> String {
    let accounts: Vec<Account> = list_in(&path.with_file_name(ACCOUNT)).unwrap_or_default();
    accounts.into_iter().map(|a| handle(&a.account.username.0)).next().unwrap_or_default()
}

fn handle(name: &str) -> String {
    let name = name.trim().trim_start_matches('@');
    if name.is_empty() { String::new() } else { format!("@{name}") }
}

fn message(post: Post, owner: &str) -> Message {
    let mut message = Message {
        time: Some(dated(Cell::text(&post.created_at.0))),
        from: owner.to_owned(),
        id: post.id_str.0,
        in_reply_to: post.in_reply_to_status_id_str.0,
        topics: post.entities.hashtags.0.into_iter().map(|tag| tag.text.0).collect(),
        ..Message::default()
    };
    // Those mentioned in a post that is passed on were mentioned by its author.
    if let Some(author) = post.full_text.0.or(post.text.0) {
        message.address(&handle(&author));
        return message;
    }
    message.address(&handle(&post.in_reply_to_screen_name.0));
    for mentioned in &post.entities.user_mentions.0 {
        message.address(&handle(&mentioned.screen_name.0));
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn only_the_name_is_kept_of_what_is_passed_on() {
        assert_eq!(passed_on("RT @Fox_1: a post"), Some("Fox_1".into()));
        assert_eq!(passed_on("RT @: a"), None);
        assert_eq!(passed_on("I said RT @x"), None);
    }

    #[test]
    fn a_script_that_breaks_off_says_where() {
        let dir = tempfile::tempdir().unwrap();
        let path = write(dir.path(), "tweets.js", "window.YTD.tweets.part0 = [\n{\"id_str\": ");
        let error = open(&path).err().unwrap();
        assert_eq!(error.to_string(), "line 2: the text breaks off here");
        let path = write(dir.path(), "tweet.js", "window.YTD.tweet.part0 = ");
        assert_eq!(
            open(&path).err().unwrap().to_string(),
            "line 1, column 25: the file breaks off before its list of posts"
        );
    }

    #[test]
    fn the_owner_is_in_the_file_beside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tweets.js");
        assert_eq!(owner_beside(&path), "");
        write(dir.path(), ACCOUNT, "window.YTD.account.part0 = [ {\"account\": {\"username\": \"asha\"}} ]");
        assert_eq!(owner_beside(&path), "@asha");
    }
}

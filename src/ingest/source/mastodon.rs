//! Posts of a Mastodon archive: `outbox.json`. What a post says is not kept.

use std::path::Path;

use serde::Deserialize;

use super::ReadError;
use super::formats::Format;
use super::json::text_of;
use super::json_rows::malformed;
use super::lax::{Linked, List, Text};
use super::messages::{Message, NOBODY, table};
use super::tables::{TableSet, Tables};
use crate::ingest::cell::Cell;

/// Why a post does not count: only where it is was written down.
const ONLY_A_LINK: &str = "the file says neither who wrote it nor when";
/// Why an activity does not count: it is something else.
const NO_POST: &str = "it is neither a post nor one passed on";

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "mastodon",
    describes: "posts of a Mastodon archive: outbox.json",
    endings: &["json"],
    sniff: |head, _| head.trim_start().starts_with('{') && head.contains("\"OrderedCollection\""),
    open: |path, _| open(path),
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Outbox {
    #[serde(rename = "orderedItems")]
    items: List<Linked<Activity>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Activity {
    #[serde(rename = "type")]
    kind: Text,
    id: Text,
    actor: Text,
    published: Text,
    to: List<Text>,
    cc: List<Text>,
    object: Linked<Post>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Post {
    id: Text,
    #[serde(rename = "inReplyTo")]
    in_reply_to: Text,
    conversation: Text,
    tag: List<Tag>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tag {
    #[serde(rename = "type")]
    kind: Text,
    href: Text,
    name: Text,
}

fn open(path: &Path) -> Result<Box<dyn Tables>, ReadError> {
    let outbox: Outbox = serde_json::from_reader(text_of(path)?).map_err(|e| malformed(&e))?;
    let mut rows = table(FORMAT.id, "post");
    for (row, item) in (1..).zip(outbox.items.0) {
        let message = match item {
            Linked::Whole(activity) => message(activity),
            Linked::Link(id) => Message { id, left_out: Some(ONLY_A_LINK), ..Message::default() },
        };
        rows.push(row, message.cells(NOBODY))?;
    }
    Ok(Box::new(TableSet(vec![rows])))
}

fn message(activity: Activity) -> Message {
    let mut message = Message {
        time: Some(Cell::text(&activity.published.0)),
        from: handle_of(&activity.actor.0).unwrap_or(activity.actor.0),
        ..Message::default()
    };
    match (activity.kind.0.as_str(), activity.object) {
        ("Create", Linked::Whole(post)) => take_post(&mut message, post),
        ("Announce", object) => {
            message.id = activity.id.0;
            let passed_on = match object {
                Linked::Link(link) => link,
                Linked::Whole(post) => post.id.0,
            };
            message.address(&handle_of(&passed_on).unwrap_or_default());
            // An address without a name in it: the author is among those it is sent to.
            if message.to.is_empty() {
                take_addressed(&mut message, &activity.to, &activity.cc);
            }
            return message;
        }
        _ => message.left_out = Some(NO_POST),
    }
    take_addressed(&mut message, &activity.to, &activity.cc);
    message
}

fn take_post(message: &mut Message, post: Post) {
    message.address(&handle_of(&post.in_reply_to.0).unwrap_or_default());
    for tag in post.tag.0 {
        match tag.kind.0.as_str() {
            "Mention" => message.address(&mentioned(&tag)),
            "Hashtag" => message.topics.push(tag.name.0.trim_start_matches('#').to_owned()),
            _ => {}
        }
    }
    message.id = post.id.0;
    message.in_reply_to = post.in_reply_to.0;
    message.conversation = post.conversation.0;
}

/// People among the addresses a post is sent to; the public and the followers are nobody.
fn take_addressed(message: &mut Message, to: &List<Text>, cc: &List<Text>) {
    for link in to.0.iter().chain(&cc.0).filter(|link| !link.0.ends_with("/followers")) {
        message.address(&handle_of(&link.0).unwrap_or_default());
    }
}

/// The whole handle of someone mentioned: on the writer's own server, the name comes without it.
fn mentioned(tag: &Tag) -> String {
    let name = tag.name.0.trim();
    if name.trim_start_matches('@').contains('@') {
        return format!("@{}", name.trim_start_matches('@'));
    }
    handle_of(&tag.href.0).unwrap_or_else(|| name.to_owned())
}

/// `@asha@social.example`, from the address of the person or of something they wrote.
fn handle_of(link: &str) -> Option<String> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let mut parts = rest.split('/');
    let host = parts.next().filter(|host| !host.is_empty())?;
    let name = match parts.next()? {
        "users" => parts.next()?,
        first => first.strip_prefix('@')?.split('@').next()?,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(plain)).then(|| format!("@{name}@{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_in_the_addresses_of_people_and_posts() {
        let asha = Some("@asha@social.example".to_owned());
        assert_eq!(handle_of("https://social.example/users/asha"), asha);
        assert_eq!(handle_of("https://social.example/users/asha/statuses/12"), asha);
        assert_eq!(handle_of("https://social.example/@asha/12"), asha);
        assert_eq!(handle_of("https://social.example/notes/9x"), None);
        assert_eq!(handle_of("https://www.w3.org/ns/activitystreams#Public"), None);
        assert_eq!(handle_of("tag:social.example,2026"), None);
    }

    fn tag(name: &str, href: &str) -> Tag {
        Tag { name: Text(name.into()), href: Text(href.into()), ..Tag::default() }
    }

    #[test]
    fn a_name_without_its_server_takes_it_from_its_address() {
        assert_eq!(mentioned(&tag("@sam", "https://social.example/users/sam")), "@sam@social.example");
        assert_eq!(mentioned(&tag("@jo@other.example", "https://other.example/@jo")), "@jo@other.example");
        assert_eq!(mentioned(&tag("@lee", "")), "@lee");
    }
}

//! One message of a Slack export: who wrote it, whom it mentions, which thread it answers.

use std::fmt;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::lax::{Short, Text};
use super::messages::{Message, in_utc};
use super::slack_people::People;
use crate::ingest::cell::Cell;

/// Why a message does not count: a program wrote it.
const BOT: &str = "a bot or an app wrote it";
/// Why a message does not count: it says that someone joined, that the topic changed and so on.
const NOTICE: &str = "it is a notice, such as that someone joined";
/// Why a message does not count: whom it answers is not in the export.
const NO_START: &str = "it answers a message that is not in the export";
/// Kinds of message that people write; all others are notices.
const WRITTEN: [&str; 5] = ["", "thread_broadcast", "reply_broadcast", "file_share", "me_message"];

/// A message, without its text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Post {
    #[serde(rename = "type")]
    kind: Text,
    subtype: Text,
    user: Text,
    bot_id: Text,
    ts: Text,
    thread_ts: Text,
    parent_user_id: Text,
    text: Mentions,
}

/// The ids of those a text mentions; the text itself is not kept.
#[derive(Debug, Default, PartialEq)]
struct Mentions(Vec<String>);

impl<'de> Deserialize<'de> for Mentions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Short(mentions))
    }
}

/// Finds `<@U0123>` and `<@U0123|name>`.
fn mentions(text: &str) -> Mentions {
    let id = |after: &str| {
        let end = after.find(['>', '|'])?;
        let id = after.get(..end)?;
        (!id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| id.to_owned())
    };
    Mentions(text.split("<@").skip(1).filter_map(id).collect())
}

/// Who began each thread of a channel, by the time that is its id.
pub(super) type Starts = HashMap<String, String, FixedState>;

impl Post {
    /// Parses the messages of a file one by one.
    pub fn each<T: for<'de> Deserialize<'de>>(
        text: &[u8],
        take: impl FnMut(T),
    ) -> Result<(), serde_json::Error> {
        let mut parser =
            serde_json::Deserializer::from_slice(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
        parser.deserialize_seq(Each { take, kind: std::marker::PhantomData })?;
        parser.end()
    }

    /// The message: addressed to those it mentions, to whom it answers, or to the others of a
    /// conversation of a few.
    pub fn message(
        mut self,
        people: &People,
        members: Option<&[String]>,
        channel: &str,
        starts: &mut Starts,
    ) -> Message {
        let is_reply = !self.thread_ts.0.is_empty() && self.thread_ts.0 != self.ts.0;
        if !is_reply && !self.thread_ts.0.is_empty() {
            starts.insert(self.ts.0.clone(), self.user.0.clone());
        }
        let mut message = Message {
            time: Some(self.time()),
            from: people.id_of(&self.user.0).to_owned(),
            conversation: channel.to_owned(),
            left_out: self.reason(people),
            ..Message::default()
        };
        let mentioned = std::mem::take(&mut self.text.0);
        for id in members.unwrap_or_default().iter().chain(&mentioned) {
            self.address(&mut message, people, id);
        }
        if is_reply {
            let start = starts.get(&self.thread_ts.0).filter(|id| !id.is_empty());
            let parent = Some(&self.parent_user_id.0).filter(|id| !id.is_empty()).or(start);
            match parent {
                Some(id) => self.address(&mut message, people, id),
                None if message.to.is_empty() => message.left_out = message.left_out.or(Some(NO_START)),
                None => {}
            }
        }
        message.id = self.ts.0;
        message.in_reply_to = if is_reply { self.thread_ts.0 } else { String::new() };
        message
    }

    /// Programs are spoken to, not with.
    fn address(&self, message: &mut Message, people: &People, id: &str) {
        let bot = people.find(id).is_some_and(|writer| writer.bot);
        if !bot && *id != self.user.0 {
            message.address(people.id_of(id));
        }
    }

    fn reason(&self, people: &People) -> Option<&'static str> {
        let bot = people.find(&self.user.0).is_some_and(|writer| writer.bot);
        if bot || !self.bot_id.0.is_empty() || self.subtype.0.starts_with("bot_") {
            return Some(BOT);
        }
        let written =
            WRITTEN.contains(&self.subtype.0.as_str()) && matches!(self.kind.0.as_str(), "message" | "");
        (!written).then_some(NOTICE)
    }

    /// When, in UTC; what is written where it is no time.
    fn time(&self) -> Cell {
        let seconds = self.ts.0.split('.').next().and_then(|s| s.parse().ok()).and_then(in_utc);
        seconds.map_or_else(|| Cell::text(&self.ts.0), Cell::Date)
    }
}

struct Each<T, F> {
    take: F,
    kind: std::marker::PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while let Some(one) = seq.next_element()? {
            (self.take)(one);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_ids_and_nothing_else() {
        let found = mentions("<@U1> and <@U2|sam>, <!channel>, <@U3 no, <@>, <@U 4>, <@U5");
        assert_eq!(found, Mentions(vec!["U1".into(), "U2".into()]));
    }

    #[test]
    fn messages_before_a_break_are_given() {
        let mut seen = 0;
        let error = Post::each(b"[{\"ts\": \"1.0\"}, {\"ts\": ", |_: Post| seen += 1).unwrap_err();
        assert_eq!((seen, error.column()), (1, 23));
        assert!(Post::each(b"{}", |_: Post| ()).is_err());
        Post::each(b"\xef\xbb\xbf[]", |_: Post| ()).unwrap();
    }
}

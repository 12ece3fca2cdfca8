//! Values of other people's JSON, taken for what they are good for: a text where there is one, nothing
//! where there is something else. No export is refused over a field that changed its type.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text, or a number as text; empty for anything else.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Short(|text: &str| Text(text.to_owned())))
    }
}

/// A list whose parts are wanted; nothing where there is something else than a list.
#[derive(Debug)]
pub(super) struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Parts(PhantomData))
    }
}

/// Something that stands in full, or only as the address where it is.
#[derive(Debug)]
pub(super) enum Linked<T> {
    Link(String),
    Whole(T),
}

impl<T> Default for Linked<T> {
    fn default() -> Self {
        Self::Link(String::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Linked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LinkedVisitor(PhantomData))
    }
}

/// Makes something of a text, which is not kept; of anything else, what it makes of an empty one.
pub(super) struct Short<F>(pub F);

impl<'de, T, F: Fn(&str) -> T> Visitor<'de> for Short<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<T, E> {
        Ok((self.0)(""))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok((self.0)(""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok((self.0)(""))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok((self.0)(""))
    }
}

struct Parts<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
        let mut parts = Vec::new();
        while let Some(part) = seq.next_element()? {
            parts.push(part);
        }
        Ok(List(parts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<List<T>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(List(Vec::new()))
    }

    fn visit_str<E>(self, _: &str) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<List<T>, E> {
        Ok(List(Vec::new()))
    }
}

struct LinkedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LinkedVisitor<T> {
    type Value = Linked<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object or an address")
    }

    fn visit_str<E>(self, link: &str) -> Result<Linked<T>, E> {
        Ok(Linked::Link(link.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Linked<T>, E> {
        Ok(Linked::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Linked<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Linked::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_is_taken_for_what_it_is_good_for() {
        let texts: Vec<Text> =
            serde_json::from_str(r#"["a", 12, 1.5, null, true, {"b": [1]}, ["c"]]"#).unwrap();
        let texts: Vec<&str> = texts.iter().map(|t| t.0.as_str()).collect();
        assert_eq!(texts, ["a", "12", "1.5", "", "", "", ""]);
        for other in ["{\"a\": 1}", "\"a\"", "1", "-1", "1.5", "null", "true"] {
            assert!(serde_json::from_str::<List<Text>>(other).unwrap().0.is_empty(), "{other}");
        }
    }
}

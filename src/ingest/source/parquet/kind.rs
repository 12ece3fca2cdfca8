//! What a column holds, and how its values become cells.

use jiff::civil::Time;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

use crate::ingest::cell::Cell;
use crate::ingest::source::messages::in_utc;

/// Whole numbers up to here are the same as a fraction; longer ones are ids and stay text.
const EXACT: i64 = 1 << 53;
const SECONDS_A_DAY: i64 = 86_400;
/// The first day of 1970, counted as the oldest kind of timestamp counts days.
const JULIAN_1970: i64 = 2_440_588;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text: UTF-8, for nothing else is allowed.
    Text,
    /// Yes or no.
    Bool,
    /// Whole numbers.
    Whole { signed: bool },
    /// Numbers with a point.
    Number,
    /// Numbers with a point in two bytes.
    Half,
    /// Decimal numbers with so many places.
    Decimal { places: i32 },
    /// Days since 1970-01-01.
    Day,
    /// Times since 1970-01-01, of which there are so many in a second.
    Moment { a_second: i64 },
    /// Times of day, of which there are so many in a second.
    Clock { a_second: i64 },
    /// The oldest kind of timestamp: nanoseconds of a day, and the day.
    Julian,
    /// Ids of sixteen bytes.
    Uuid,
}

impl Kind {
    /// What a column holds; `None` where it is not flat, or holds what no table of ours has.
    pub fn of(column: &ColumnDescriptor) -> Option<Self> {
        if column.max_rep_level() > 0 || column.path().parts().len() != 1 {
            return None;
        }
        let kind = match column.logical_type_ref() {
            Some(logical) => Self::of_logical(logical, column),
            None => Self::of_converted(column),
        }?;
        kind.is_written_in(column.physical_type(), column.type_length()).then_some(kind)
    }

    fn of_logical(logical: &LogicalType, column: &ColumnDescriptor) -> Option<Self> {
        Some(match logical {
            LogicalType::String | LogicalType::Enum | LogicalType::Json => Kind::Text,
            LogicalType::Decimal(decimal) => Kind::Decimal { places: decimal.scale },
            LogicalType::Date => Kind::Day,
            LogicalType::Time(time) => Kind::Clock { a_second: a_second(&time.unit) },
            LogicalType::Timestamp(time) => Kind::Moment { a_second: a_second(&time.unit) },
            LogicalType::Integer(whole) => Kind::Whole { signed: whole.is_signed },
            LogicalType::Uuid => Kind::Uuid,
            LogicalType::Float16 => Kind::Half,
            // A column without a value.
            LogicalType::Unknown => return Self::of_physical(column.physical_type()),
            _ => return None,
        })
    }

    fn of_converted(column: &ColumnDescriptor) -> Option<Self> {
        use ConvertedType as C;
        Some(match column.converted_type() {
            C::UTF8 | C::ENUM | C::JSON => Kind::Text,
            C::DECIMAL => Kind::Decimal { places: column.type_scale() },
            C::DATE => Kind::Day,
            C::TIME_MILLIS => Kind::Clock { a_second: 1_000 },
            C::TIME_MICROS => Kind::Clock { a_second: 1_000_000 },
            C::TIMESTAMP_MILLIS => Kind::Moment { a_second: 1_000 },
            C::TIMESTAMP_MICROS => Kind::Moment { a_second: 1_000_000 },
            C::UINT_8 | C::UINT_16 | C::UINT_32 | C::UINT_64 => Kind::Whole { signed: false },
            C::INT_8 | C::INT_16 | C::INT_32 | C::INT_64 => Kind::Whole { signed: true },
            C::NONE => return Self::of_physical(column.physical_type()),
            _ => return None,
        })
    }

    /// Bytes of any length without a kind are text in files of old programs.
    fn of_physical(physical: Type) -> Option<Self> {
        Some(match physical {
            Type::BOOLEAN => Kind::Bool,
            Type::INT32 | Type::INT64 => Kind::Whole { signed: true },
            Type::INT96 => Kind::Julian,
            Type::FLOAT | Type::DOUBLE => Kind::Number,
            Type::BYTE_ARRAY => Kind::Text,
            Type::FIXED_LEN_BYTE_ARRAY => return None,
        })
    }

    /// Whether values of this kind can be written so.
    fn is_written_in(self, physical: Type, length: i32) -> bool {
        match (self, physical) {
            (Kind::Half, Type::FIXED_LEN_BYTE_ARRAY) => length == 2,
            (Kind::Uuid, Type::FIXED_LEN_BYTE_ARRAY) => length == 16,
            (Kind::Decimal { .. }, Type::FIXED_LEN_BYTE_ARRAY) => (1..=16).contains(&length),
            (Kind::Decimal { .. } | Kind::Text, Type::BYTE_ARRAY)
            | (Kind::Bool, Type::BOOLEAN)
            | (Kind::Julian, Type::INT96)
            | (Kind::Number, Type::FLOAT | Type::DOUBLE) => true,
            (kind, Type::INT32 | Type::INT64) => matches!(
                kind,
                Kind::Whole { .. }
                    | Kind::Decimal { .. }
                    | Kind::Day
                    | Kind::Moment { .. }
                    | Kind::Clock { .. }
            ),
            _ => false,
        }
    }

    /// A value of 32 bits.
    pub fn of_i32(self, value: i32) -> Cell {
        match self {
            Kind::Whole { signed: false } => Cell::Number(f64::from(value.cast_unsigned())),
            _ => self.of_i64(i64::from(value)),
        }
    }

    /// A value of 64 bits.
    pub fn of_i64(self, value: i64) -> Cell {
        match self {
            Kind::Whole { signed: false } if value < 0 => Cell::text(&value.cast_unsigned().to_string()),
            Kind::Decimal { places } => decimal(i128::from(value), places),
            Kind::Clock { a_second } => {
                clock(value.div_euclid(a_second)).unwrap_or_else(|| Cell::text(&value.to_string()))
            }
            Kind::Day | Kind::Moment { .. } => match self.seconds(value).and_then(in_utc) {
                Some(at) => Cell::Date(at),
                // No day of the calendar: shown as it stands, to be refused at its address.
                None => Cell::text(&value.to_string()),
            },
            _ if value.unsigned_abs() <= EXACT.unsigned_abs() => Cell::Number(value as f64),
            _ => Cell::text(&value.to_string()),
        }
    }

    /// The second since 1970-01-01 a value stands for, where the column holds days or times.
    pub fn seconds(self, value: i64) -> Option<i64> {
        match self {
            Kind::Day => value.checked_mul(SECONDS_A_DAY),
            Kind::Moment { a_second } => Some(value.div_euclid(a_second)),
            _ => None,
        }
    }

    /// Bytes.
    pub fn of_bytes(self, value: &[u8]) -> Cell {
        match self {
            Kind::Decimal { places } => match value.len() {
                1..=16 => decimal(big_endian(value), places),
                _ => Cell::Empty,
            },
            Kind::Half => match value {
                [low, high] => number(half(u16::from_le_bytes([*low, *high]))),
                _ => Cell::Empty,
            },
            Kind::Uuid => Cell::text(&uuid(value)),
            _ => Cell::text(&String::from_utf8_lossy(value)),
        }
    }

    /// The oldest kind of timestamp.
    pub fn of_julian(parts: &[u32]) -> Cell {
        let [low, high, day] = *parts else { return Cell::Empty };
        let nanoseconds = u64::from(high) << 32 | u64::from(low);
        let seconds = (i64::from(day) - JULIAN_1970) * SECONDS_A_DAY;
        let within = i64::try_from(nanoseconds / 1_000_000_000).unwrap_or(i64::MAX);
        match seconds.checked_add(within).and_then(in_utc) {
            Some(at) => Cell::Date(at),
            None => Cell::text(&format!("day {day}, {nanoseconds} ns")),
        }
    }
}

/// A number with a point; what is no number is nothing.
pub(super) fn number(value: f64) -> Cell {
    match value {
        x if x.is_nan() => Cell::Empty,
        x if x.is_infinite() => Cell::text(&x.to_string()),
        x => Cell::Number(x),
    }
}

/// A number of four bytes: the shortest decimal that means it, as a text file would have it.
pub(super) fn short_number(value: f32) -> Cell {
    number(value.to_string().parse().unwrap_or_else(|_| f64::from(value)))
}

fn a_second(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// The nearest number to a decimal, by way of its digits.
fn decimal(unscaled: i128, places: i32) -> Cell {
    let digits = format!("{unscaled}e{}", i64::from(places).wrapping_neg());
    digits.parse().map_or(Cell::Empty, number)
}

fn big_endian(value: &[u8]) -> i128 {
    let start = if value.first().is_some_and(|b| b & 0x80 != 0) { -1 } else { 0 };
    value.iter().fold(start, |sum: i128, byte| sum << 8 | i128::from(*byte))
}

fn clock(seconds: i64) -> Option<Cell> {
    let part = |of: i64| i8::try_from(of).ok();
    let time = Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()?;
    Some(Cell::text(&time.to_string()))
}

/// Five bits of exponent and ten of fraction.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    match i32::from(bits >> 10 & 0x1f) {
        0 => sign * fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN,
        exponent => sign * (1.0 + fraction) * 2_f64.powi(exponent - 15),
    }
}

fn uuid(value: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (i, byte) in value.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn values_are_what_their_kind_says() {
        let at = date(2026, 1, 6).at(10, 28, 0, 0);
        let seconds = 1_767_695_280;
        for a_second in [1_000, 1_000_000, 1_000_000_000] {
            let cell = Kind::Moment { a_second }.of_i64(seconds * a_second + 7);
            assert_eq!(cell, Cell::Date(at));
        }
        assert_eq!(Kind::Day.of_i32(20_459), Cell::Date(date(2026, 1, 6).at(0, 0, 0, 0)));
        assert_eq!(Kind::Day.of_i32(-1), Cell::Date(date(1969, 12, 31).at(0, 0, 0, 0)));
        assert_eq!(Kind::Day.of_i32(i32::MAX), Cell::text("2147483647"));
        assert_eq!(Kind::Clock { a_second: 1_000 }.of_i32(37_680_000), Cell::text("10:28:00"));
        assert_eq!(Kind::Clock { a_second: 1_000 }.of_i32(-1), Cell::text("-1"));
        assert_eq!(Kind::of_julian(&[0, 0, 2_440_589]), Cell::Date(date(1970, 1, 2).at(0, 0, 0, 0)));
    }

    #[test]
    fn numbers_are_those_a_text_file_would_have() {
        assert_eq!(short_number(0.1), Cell::Number(0.1));
        assert_eq!((number(f64::NAN), number(f64::INFINITY)), (Cell::Empty, Cell::text("inf")));
        assert_eq!(Kind::Decimal { places: 2 }.of_i32(-1999), Cell::Number(-19.99));
        assert_eq!(Kind::Decimal { places: 1 }.of_bytes(&[0xff, 0xfd]), Cell::Number(-0.3));
        assert_eq!(Kind::Whole { signed: false }.of_i32(-1), Cell::Number(4_294_967_295.0));
        assert_eq!(Kind::Whole { signed: false }.of_i64(-1), Cell::text("18446744073709551615"));
        assert_eq!(Kind::Whole { signed: true }.of_i64(17), Cell::Number(17.0));
        assert_eq!(Kind::Whole { signed: true }.of_i64((1 << 53) + 1), Cell::text("9007199254740993"));
        assert_eq!(Kind::Half.of_bytes(&[0x00, 0x3e]), Cell::Number(1.5));
        assert_eq!((half(0x0001), half(0xfc00)), (2_f64.powi(-24), f64::NEG_INFINITY));
    }

    #[test]
    fn bytes_are_text_or_an_id() {
        assert_eq!(Kind::Text.of_bytes(" José ".as_bytes()), Cell::text("José"));
        assert_eq!(Kind::Text.of_bytes(b"Jos\xe9"), Cell::text("Jos\u{fffd}"));
        let id: Vec<u8> = (0..16).collect();
        assert_eq!(Kind::Uuid.of_bytes(&id), Cell::text("00010203-0405-0607-0809-0a0b0c0d0e0f"));
    }
}

//! How exactly a value is shown: whole percentages, means to one decimal. With n known, a
//! second decimal of a mean can give the answers of a small group away.

use crate::measures::{self, Measurement, Unit, Value};

/// Decimals a unit is shown with outside the operator's own terminal, shares as fractions.
pub fn decimals(unit: Unit) -> i32 {
    match unit {
        Unit::Density => 5,
        Unit::Chance => 3,
        Unit::Share | Unit::Ratio => 2,
        Unit::Points | Unit::Levels | Unit::Steps | Unit::Deviations | Unit::Ties => 1,
        Unit::People | Unit::Groups | Unit::Paths => 0,
    }
}

/// Rounds value and interval to what is shown; a share becomes the rounded number it prints as.
pub fn round(measurement: &mut Measurement) {
    let Some(spec) = measures::find(measurement.key.measure) else { return };
    let places = decimals(spec.unit);
    match &measurement.value {
        Value::Number(_) | Value::Share { .. } => {
            if let Some(x) = measurement.value.as_f64() {
                measurement.value = Value::Number(to_places(x, places));
            }
        }
        Value::Count(_) | Value::Undefined(_) | Value::Hidden(_) => {}
    }
    measurement.low = measurement.low.map(|x| to_places(x, places));
    measurement.high = measurement.high.map(|x| to_places(x, places));
}

/// Rounds half away from zero to a number of decimals.
///
/// ```
/// use crossweave::disclosure::precision::to_places;
/// assert_eq!(to_places(0.4761, 2), 0.48);
/// assert_eq!(to_places(-2.25, 1), -2.3);
/// ```
pub fn to_places(x: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    let rounded = (x * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

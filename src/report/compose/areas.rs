//! Confidence by area of the framework.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::measures::{Key, Level, Measurement};
use crate::report::words;

/// One bar an area, in the framework's order; `None` with fewer than two areas to show.
pub fn by_area(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let in_wave = |m: &&Measurement| m.key.wave.as_ref() == Some(wave);
    let areas: Vec<&Measurement> = page.view.of("area-index", Level::Network).filter(in_wave).collect();
    let shown = areas.iter().filter(|m| m.value.as_f64().is_some()).count();
    if shown < 2 {
        return None;
    }
    let name = |m: &Measurement| m.key.other.as_deref().unwrap_or_default().to_owned();
    let clamp = |(low, high): (f64, f64)| (low.max(0.0), high.min(100.0));
    let row = |m: &&Measurement| ValueRow {
        label: name(m),
        value: words::shown(Some(m)),
        interval: m.low.zip(m.high).map(clamp),
    };
    let table_row = |m: &&Measurement| {
        let confident = page.view.get(&Key { measure: "area-confident", ..m.key.clone() });
        let ends = [end(m, m.low), end(m, m.high)];
        let [low, high] = ends;
        vec![Shown::Text(name(m)), words::shown(Some(m)), low, high, words::shown(confident), people(m)]
    };
    Some(ChartSpec {
        id: "confidence-by-skill-area".into(),
        title: match weakest(&areas) {
            Some(area) => format!("People are least confident in “{}”", name(area)),
            None => "No area of skills is clearly the weakest".into(),
        },
        subtitle: format!(
            "Average confidence from 0 to 100 by area of skills, in {}, with its likely range.",
            words::audit(wave)
        ),
        description:
            "One bar for each area of the framework, in its order, with a line for its likely range. Where \
                      two ranges overlap, either area may be the weaker one."
                .into(),
        kind: ChartKind::Bars {
            rows: areas.iter().map(row).collect(),
            axis: (0.0, 100.0),
            ends: ("not confident".into(), "very confident".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!("Confidence by area of skills in {}", words::audit(wave)),
            headers: ["Area", "Index (0 to 100)", "Low end", "High end", "Confident answers", "People"]
                .map(str::to_owned)
                .to_vec(),
            rows: areas.iter().map(table_row).collect(),
        },
    })
}

/// The area whose likely range lies wholly below that of every other; `None` where two overlap or one is
/// not shown.
fn weakest<'a>(areas: &[&'a Measurement]) -> Option<&'a Measurement> {
    let below = |a: &Measurement, b: &Measurement| a.high.zip(b.low).is_some_and(|(high, low)| high < low);
    let is_weakest = |(i, a): &(usize, &&Measurement)| {
        areas.iter().enumerate().filter(|(j, _)| j != i).all(|(_, b)| below(a, b))
    };
    areas.iter().enumerate().find(is_weakest).map(|(_, a)| *a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{Policy, Tier};
    use crate::insight::Analysis;
    use crate::measures::{Reason, Value};

    fn page_of(areas: &[(&str, f64, f64, f64)]) -> Analysis {
        let measurements = areas.iter().map(|(name, value, low, high)| {
            let key = Key::network("area-index").with_other(&(*name).into()).in_wave(&"1".into());
            Measurement::new(key, Value::Number(*value), 30).with_interval(Some((*low, *high)))
        });
        Analysis { measurements: measurements.collect(), ..Analysis::default() }
    }

    fn title(analysis: &Analysis) -> Option<String> {
        let policy = Policy { tier: Tier::Leadership, k: 5 };
        by_area(&Page::new(analysis, &policy), &"1".into()).map(|spec| spec.title)
    }

    #[test]
    fn the_weakest_area_is_named_only_where_its_range_is_apart() {
        let apart = page_of(&[("Finding", 60.0, 55.0, 65.0), ("Leading", 40.0, 35.0, 45.0)]);
        assert_eq!(title(&apart).unwrap(), "People are least confident in “Leading”");
        let overlap = page_of(&[("Finding", 60.0, 44.0, 65.0), ("Leading", 40.0, 35.0, 45.0)]);
        assert_eq!(title(&overlap).unwrap(), "No area of skills is clearly the weakest");
        assert_eq!(title(&page_of(&[("Finding", 60.0, 44.0, 65.0)])), None);
    }

    #[test]
    fn a_hidden_area_may_be_the_weakest() {
        let mut areas = page_of(&[("A", 60.0, 55.0, 65.0), ("B", 40.0, 35.0, 45.0), ("C", 20.0, 15.0, 25.0)]);
        let hidden = &mut areas.measurements[2];
        (hidden.value, hidden.low, hidden.high) = (Value::Hidden(Reason("few")), None, None);
        assert_eq!(title(&areas).unwrap(), "No area of skills is clearly the weakest");
    }
}

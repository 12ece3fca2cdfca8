//! What a chart shows, before anyone draws it. Every text and number in it went through
//! disclosure; a hidden value is a mark of its own.

/// A chart with its words and its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// File name without ending, lower case with hyphens.
    pub id: String,
    /// The finding, in about ten words.
    pub title: String,
    /// Measure, place, period, n.
    pub subtitle: String,
    /// Two sentences for someone who cannot see it.
    pub description: String,
    /// The picture.
    pub kind: ChartKind,
    /// The numbers, as text, header row first.
    pub table: DataTable,
}

/// A table of printed values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    /// What it shows.
    pub caption: String,
    /// Header row.
    pub headers: Vec<String>,
    /// Rows, each as long as the header row. The first cell names the row.
    pub rows: Vec<Vec<Shown>>,
}

/// A printed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Text, or a number without arithmetic meaning.
    Text(String),
    /// A number, with the way it is printed.
    Number(f64, String),
    /// Known and not shown; printed `[c]`.
    Hidden,
    /// Not available, with the reason; printed `[x]`.
    Unavailable(&'static str),
}

impl Shown {
    /// The number, where there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Shown::Number(x, _) => Some(*x),
            _ => None,
        }
    }

    /// The number a reader gets from what is printed: `38%` is 0.38. Files hold this one, so that
    /// none says more than the page; a print that is no plain number gives the number itself.
    ///
    /// ```
    /// use crossweave::charts::spec::Shown;
    /// assert_eq!(Shown::Number(0.3826, "38%".into()).as_printed(), Some(0.38));
    /// assert_eq!(Shown::Number(1203.7, "1,204".into()).as_printed(), Some(1204.0));
    /// assert_eq!(Shown::Number(-12.34, "−12.3 points".into()).as_printed(), Some(-12.3));
    /// assert_eq!(Shown::Hidden.as_printed(), None);
    /// ```
    pub fn as_printed(&self) -> Option<f64> {
        let Shown::Number(x, printed) = self else { return None };
        let first = printed.split_whitespace().next().unwrap_or_default();
        let digits = first.trim_end_matches('%').replace(',', "").replace('−', "-");
        let read = digits.parse::<f64>().ok().filter(|_| digits.ends_with(|c: char| c.is_ascii_digit()));
        let scale = if first.ends_with('%') { 100.0 } else { 1.0 };
        Some(read.map_or(*x, |r| r / scale) + 0.0)
    }

    /// As printed.
    pub fn printed(&self) -> &str {
        match self {
            Shown::Text(t) | Shown::Number(_, t) => t,
            Shown::Hidden => "[c]",
            Shown::Unavailable(_) => "[x]",
        }
    }
}

/// The kinds of picture.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartKind {
    /// Shares of answers a row, split at the neutral level: below to the left, at or above to the
    /// right, the level just below confident apart on the far left axis.
    DivergingBars {
        /// Labels of the levels, lowest first.
        levels: Vec<String>,
        /// Index of the first level that counts as confident.
        positive_from: usize,
        /// One bar a row: label, note at the end (n), and the share of each level, 0 to 1; an
        /// empty list is a hidden row.
        rows: Vec<BarRow>,
    },
    /// Rows × columns with numbers in the cells.
    Heatmap {
        /// Row labels.
        rows: Vec<String>,
        /// Column labels.
        cols: Vec<String>,
        /// One mark a cell, row by row.
        cells: Vec<Vec<Shown>>,
        /// Lowest and highest number of the colour scale.
        scale: (f64, f64),
        /// What the colour means, in a few words.
        legend: String,
    },
    /// Group × group: colour is observed over expected on a log scale around 1, the number is
    /// what is printed in the cell.
    Matrix {
        /// Groups, in order.
        groups: Vec<String>,
        /// A heading for each run of groups (sector of teams): label and length. Empty for none.
        bands: Vec<(String, usize)>,
        /// Observed over expected, printed as its number; lower triangle equals upper.
        cells: Vec<Vec<Shown>>,
        /// What the colour means.
        legend: String,
    },
    /// Two points a row joined by a line.
    Dumbbell {
        /// Names of the two ends.
        ends: (String, String),
        /// Rows: label, from, to, in 0 to 1, and whether the change is beyond noise.
        rows: Vec<DumbbellRow>,
    },
    /// Groups as circles sized by headcount, ties between them as lines.
    GroupMap {
        /// The groups, positions in 0 to 1.
        nodes: Vec<MapNode>,
        /// Ties between groups, by index into `nodes`, weight 0 to 1 of the strongest.
        links: Vec<(usize, usize, f64)>,
        /// Names of the colour classes, at most four.
        classes: Vec<String>,
    },
    /// One value a row, with an interval where there is one.
    Bars {
        /// Rows: label, value, interval.
        rows: Vec<ValueRow>,
        /// Ends of the axis.
        axis: (f64, f64),
        /// Words at the low and the high end of the axis.
        ends: (String, String),
        /// Whether values are printed as percentages.
        percent: bool,
    },
    /// Points on two scales, parted in four by two lines.
    Scatter {
        /// What runs across and what runs up.
        axes: (String, String),
        /// Where the lines stand: across, up.
        lines: (f64, f64),
        /// Words for the four fields: upper left and right, lower left and right.
        fields: [String; 4],
        /// The points.
        points: Vec<ScatterPoint>,
    },
}

/// A point between two scales.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPoint {
    /// What it is.
    pub label: String,
    /// Its place across, in the axis's unit.
    pub x: f64,
    /// Its place up.
    pub y: f64,
    /// Both in words, for a pointer.
    pub note: String,
    /// Whether it is one of those the chart is about: a filled disc instead of a ring.
    pub strong: bool,
}

/// A row of diverging bars.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// Row label.
    pub label: String,
    /// Note at the end of the row: `n 143`.
    pub note: String,
    /// Share of each level; empty when hidden.
    pub shares: Vec<f64>,
}

/// A row of a dumbbell chart.
#[derive(Clone, Debug, PartialEq)]
pub struct DumbbellRow {
    /// Row label.
    pub label: String,
    /// Before; `None` when hidden or unavailable.
    pub from: Option<f64>,
    /// After.
    pub to: Option<f64>,
    /// Whether the change is beyond noise.
    pub moved: bool,
    /// Note at the end of the row: `+12 points`.
    pub note: String,
}

/// A group on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapNode {
    /// Label.
    pub label: String,
    /// Horizontal place, 0 to 1.
    pub x: f64,
    /// Vertical place, 0 to 1, downwards.
    pub y: f64,
    /// People in the group.
    pub people: u64,
    /// Index into the classes.
    pub class: usize,
}

/// A row of a bar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueRow {
    /// Row label.
    pub label: String,
    /// The value, hidden or not.
    pub value: Shown,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
}

//! UCINET DL: matrices and lists in plain text, below a line that begins with DL.

use std::path::Path;
use std::sync::Arc;

use super::ReadError;
use super::formats::Format;
use super::graph::{Edge, Graph, Node};
use super::tables::{Tables, whole_text};
use super::tokens::tokens;
use crate::ingest::cell::Cell;

/// The format.
pub static FORMAT: Format = Format {
    id: "ucinet-dl",
    describes: "UCINET DL: full matrices, edge lists and node lists, labels given or embedded, several relations",
    endings: &["dl", "txt"],
    sniff: |head, _| is_dl(head),
    open,
};

/// Nodes, and relations, a file may announce.
const MOST_NODES: usize = 20_000;
const MOST_RELATIONS: usize = 1_000;

fn is_dl(head: &str) -> bool {
    let words: Vec<String> = tokens(head.get(..head.len().min(200)).unwrap_or(head), true);
    let first = words.first().map(|w| w.to_lowercase()).unwrap_or_default();
    let sized =
        |w: &String| ["n=", "nr=", "nm="].iter().any(|k| w.to_lowercase().replace(' ', "").starts_with(k));
    first == "dl"
        && (words.iter().skip(1).take(12).any(sized)
            || words.iter().skip(1).take(6).any(|w| w.eq_ignore_ascii_case("n")))
}

fn open(path: &Path, _: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    Ok(Box::new(Dl::head(&text)?.graph()?.tables("line")?))
}

/// How the data are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Full,
    Lower,
    Upper,
    Edges { two: bool },
    Nodes { two: bool },
}

/// A file's head, and its data by line.
struct Dl<'t> {
    rows: usize,
    cols: usize,
    relations: usize,
    layout: Layout,
    diagonal: bool,
    embedded: bool,
    row_labels: Vec<String>,
    col_labels: Vec<String>,
    level_labels: Vec<String>,
    data: Vec<(u32, &'t str)>,
}

/// Which labels a line gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    None,
    Both,
    Rows,
    Cols,
    Levels,
}

impl<'t> Dl<'t> {
    /// Reads down to the data.
    fn head(text: &'t str) -> Result<Self, ReadError> {
        let mut dl = Self {
            rows: 0,
            cols: 0,
            relations: 1,
            layout: Layout::Full,
            diagonal: true,
            embedded: false,
            row_labels: Vec::new(),
            col_labels: Vec::new(),
            level_labels: Vec::new(),
            data: Vec::new(),
        };
        let mut lines = (1u32..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let mut labels = Labels::None;
        let mut first = true;
        for (number, line) in &mut lines {
            let line = match (first, line.trim().get(..2)) {
                (true, Some(word)) if word.eq_ignore_ascii_case("dl") => {
                    line.trim().get(2..).unwrap_or_default()
                }
                _ => line.trim(),
            };
            first = false;
            if dl.head_line(number, line, &mut labels)? {
                break;
            }
        }
        dl.data = lines.collect();
        if dl.rows == 0 {
            return Err(fault(1, "it does not say N, the number of nodes"));
        }
        Ok(dl)
    }

    /// One line of the head; true where the data follow.
    fn head_line(&mut self, number: u32, line: &str, labels: &mut Labels) -> Result<bool, ReadError> {
        let lower = line.to_lowercase();
        if lower.trim_end_matches(':').trim() == "data" {
            return Ok(true);
        }
        let kind = [
            ("row labels embedded", Labels::None, true),
            ("column labels embedded", Labels::None, true),
            ("col labels embedded", Labels::None, true),
            ("labels embedded", Labels::None, true),
            ("row labels", Labels::Rows, false),
            ("column labels", Labels::Cols, false),
            ("col labels", Labels::Cols, false),
            ("level labels", Labels::Levels, false),
            ("matrix labels", Labels::Levels, false),
            ("labels", Labels::Both, false),
        ];
        if let Some((words, which, embedded)) = kind.iter().find(|(words, ..)| lower.starts_with(words)) {
            self.embedded |= embedded;
            *labels = *which;
            let rest = line.get(words.len()..).unwrap_or_default().trim_start_matches([':', ' ', '\t']);
            self.take_labels(rest, *which)?;
            return Ok(false);
        }
        if *labels != Labels::None && !lower.contains('=') {
            self.take_labels(line, *labels)?;
            return Ok(false);
        }
        *labels = Labels::None;
        self.settings(number, &lower)
    }

    fn take_labels(&mut self, line: &str, which: Labels) -> Result<(), ReadError> {
        for label in tokens(line, true) {
            let list = match which {
                Labels::None => return Ok(()),
                Labels::Cols => &mut self.col_labels,
                Labels::Levels => &mut self.level_labels,
                Labels::Rows | Labels::Both => &mut self.row_labels,
            };
            if list.len() >= MOST_NODES {
                return Err(ReadError::TooLarge { what: "the number of labels", limit: MOST_NODES as u64 });
            }
            if which == Labels::Both {
                self.col_labels.push(label.clone());
            }
            list_push(which, &mut self.row_labels, &mut self.col_labels, &mut self.level_labels, label);
        }
        Ok(())
    }

    /// `N=5 NM=2 FORMAT = EDGELIST1 DIAGONAL=ABSENT`, in any order and over several lines.
    fn settings(&mut self, number: u32, lower: &str) -> Result<bool, ReadError> {
        let spaced = lower.replace('=', " = ").replace(',', " ");
        let words: Vec<&str> = spaced.split_whitespace().filter(|w| *w != "=").collect();
        for pair in words.chunks(2) {
            let [name, value] = pair else {
                return Err(fault(number, "a setting has no value"));
            };
            let count =
                || value.parse::<usize>().map_err(|_| fault(number, "a number of nodes is no number"));
            match *name {
                "n" => (self.rows, self.cols) = (count()?, count()?),
                "nr" => self.rows = count()?,
                "nc" => self.cols = count()?,
                "nm" => self.relations = count()?,
                "format" => {
                    self.layout = layout(value).ok_or_else(|| fault(number, "a format we do not know"))?
                }
                "diagonal" => self.diagonal = *value != "absent",
                _ => {}
            }
        }
        if self.rows > MOST_NODES || self.cols > MOST_NODES || self.relations > MOST_RELATIONS {
            return Err(ReadError::TooLarge {
                what: "the number of nodes or relations",
                limit: MOST_NODES as u64,
            });
        }
        Ok(false)
    }

    fn graph(mut self) -> Result<Graph, ReadError> {
        let mut graph = Graph::new(FORMAT.id);
        let data = std::mem::take(&mut self.data);
        if !self.embedded {
            self.add_nodes(&mut graph)?;
        }
        match self.layout {
            Layout::Edges { two } => self.edges(&data, two, &mut graph)?,
            Layout::Nodes { two } => self.lists(&data, two, &mut graph)?,
            Layout::Full | Layout::Lower | Layout::Upper => self.matrices(&data, &mut graph)?,
        }
        Ok(graph)
    }

    /// Whether rows and columns are the same nodes.
    fn is_one_mode(&self) -> bool {
        let two = matches!(self.layout, Layout::Edges { two: true } | Layout::Nodes { two: true });
        !two && self.rows == self.cols && self.row_labels == self.col_labels
    }

    fn row_id(&self, i: usize) -> String {
        self.row_labels.get(i).cloned().unwrap_or_else(|| (i + 1).to_string())
    }

    fn col_id(&self, i: usize) -> String {
        let number = if self.is_one_mode() { i + 1 } else { self.rows + i + 1 };
        self.col_labels.get(i).cloned().unwrap_or_else(|| number.to_string())
    }

    fn add_nodes(&self, graph: &mut Graph) -> Result<(), ReadError> {
        let mut ids: Vec<String> = (0..self.rows).map(|i| self.row_id(i)).collect();
        ids.extend((0..self.cols).filter(|_| !self.is_one_mode()).map(|i| self.col_id(i)));
        ids.into_iter().try_for_each(|id| graph.node(Node { id, line: Some(1), ..Node::default() }))
    }

    /// The name of a relation, where there are several.
    fn relation(&self, i: usize) -> Option<String> {
        let numbered = (self.relations > 1).then(|| format!("relation {}", i + 1));
        self.level_labels.get(i).cloned().or(numbered)
    }

    /// Who a word of a list is: a label where labels are embedded, else the number of one.
    fn end(&self, word: &str, is_row: bool) -> String {
        let number = word.parse::<usize>().ok().filter(|_| !self.embedded).and_then(|n| n.checked_sub(1));
        match number {
            Some(n) if is_row && n < self.rows => self.row_id(n),
            Some(n) if !is_row && n < self.cols => self.col_id(n),
            _ => word.to_owned(),
        }
    }

    fn tie(
        &self,
        graph: &mut Graph,
        line: u32,
        ends: [String; 2],
        strength: Cell,
        relation: usize,
    ) -> Result<(), ReadError> {
        let [from, to] = ends;
        if self.embedded {
            for id in [&from, &to] {
                graph.node(Node { id: id.clone(), line: Some(line), ..Node::default() })?;
            }
        }
        let question = self.relation(relation);
        graph.edge(Edge { from, to, strength, question, directed: true, line: Some(line) })
    }

    fn edges(&self, data: &[(u32, &str)], two: bool, graph: &mut Graph) -> Result<(), ReadError> {
        let mut relation = 0;
        for (line, text) in data {
            let words = tokens(text, true);
            if words.first().is_some_and(|w| w == "!") {
                relation += 1;
                continue;
            }
            let (from, to) =
                (words.first().cloned().unwrap_or_default(), words.get(1).cloned().unwrap_or_default());
            let strength = words.get(2).map_or(Cell::Empty, |w| number(w));
            let ends = [self.end(&from, true), self.end(&to, !two)];
            self.tie(graph, *line, ends, strength, relation)?;
        }
        Ok(())
    }

    fn lists(&self, data: &[(u32, &str)], two: bool, graph: &mut Graph) -> Result<(), ReadError> {
        let mut relation = 0;
        for (line, text) in data {
            let words = tokens(text, true);
            let Some((from, others)) = words.split_first() else { continue };
            if from == "!" {
                relation += 1;
                continue;
            }
            for to in others {
                self.tie(graph, *line, [self.end(from, true), self.end(to, !two)], Cell::Empty, relation)?;
            }
        }
        Ok(())
    }

    /// Numbers follow each other over any number of lines.
    fn matrices(&mut self, data: &[(u32, &str)], graph: &mut Graph) -> Result<(), ReadError> {
        let mut words =
            data.iter().flat_map(|(line, text)| tokens(text, true).into_iter().map(|w| (*line, w)));
        for relation in 0..self.relations {
            if self.embedded {
                self.col_labels = (0..self.cols).filter_map(|_| words.next()).map(|(_, word)| word).collect();
            }
            for row in 0..self.rows {
                let label = if self.embedded { words.next().map(|(_, word)| word) } else { None };
                let from = label.unwrap_or_else(|| self.row_id(row));
                if self.embedded {
                    graph.node(Node { id: from.clone(), line: Some(1), ..Node::default() })?;
                }
                for col in self.columns(row) {
                    let Some((line, word)) = words.next() else {
                        return Err(fault(data.last().map_or(1, |(line, _)| *line), "the matrix breaks off"));
                    };
                    if word.parse::<f64>() != Ok(0.0) {
                        self.tie(graph, line, [from.clone(), self.col_id(col)], number(&word), relation)?;
                    }
                }
            }
        }
        match words.next() {
            Some((line, _)) => Err(fault(line, "there is more than the matrix needs")),
            None => Ok(()),
        }
    }

    /// The columns a row gives numbers for.
    fn columns(&self, row: usize) -> impl Iterator<Item = usize> + use<> {
        let range = match self.layout {
            Layout::Lower => 0..(row + 1).min(self.cols),
            Layout::Upper => row.min(self.cols)..self.cols,
            _ => 0..self.cols,
        };
        let diagonal = self.diagonal;
        range.filter(move |col| diagonal || *col != row)
    }
}

fn list_push(
    which: Labels,
    rows: &mut Vec<String>,
    cols: &mut Vec<String>,
    levels: &mut Vec<String>,
    label: String,
) {
    match which {
        Labels::None => {}
        Labels::Cols => cols.push(label),
        Labels::Levels => levels.push(label),
        Labels::Rows | Labels::Both => rows.push(label),
    }
}

fn layout(name: &str) -> Option<Layout> {
    match name {
        "fullmatrix" | "fm" => Some(Layout::Full),
        "lowerhalf" | "lh" => Some(Layout::Lower),
        "upperhalf" | "uh" => Some(Layout::Upper),
        "edgelist1" | "el1" => Some(Layout::Edges { two: false }),
        "edgelist2" | "el2" => Some(Layout::Edges { two: true }),
        "nodelist1" | "nl1" => Some(Layout::Nodes { two: false }),
        "nodelist2" | "nl2" => Some(Layout::Nodes { two: true }),
        _ => None,
    }
}

fn number(word: &str) -> Cell {
    word.parse::<f64>().map_or_else(|_| Cell::text(word), Cell::Number)
}

fn fault(line: u32, why: &str) -> ReadError {
    ReadError::Malformed { format: "UCINET DL", why: format!("{why}, in line {line}") }
}

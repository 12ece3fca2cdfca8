//! Pajek: networks as lists of arcs and edges, or as a matrix; several relations; project files.

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
    id: "pajek",
    describes: "Pajek .net and .paj: vertices, arcs, edges, lists and matrices, with several relations; partitions and vectors are named and not read",
    endings: &["net", "paj"],
    sniff: |head, _| head.lines().any(|line| line.trim_start().to_lowercase().starts_with("*vertices")),
    open,
};

/// Vertices a file may announce.
const MOST_VERTICES: usize = 1_000_000;

fn open(path: &Path, _: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    Ok(Box::new(Reader::new().graph(&text)?.tables("line")?))
}

/// What the lines being read are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    Vertices,
    Pairs {
        directed: bool,
    },
    Lists {
        directed: bool,
    },
    Matrix {
        row: usize,
    },
    /// A partition or a vector: named only.
    Named,
}

struct Reader {
    graph: Graph,
    part: Part,
    vertices: usize,
    /// Of two kinds of vertices, how many are of the first: the rows of a matrix.
    first_mode: Option<usize>,
    /// Length of the file: it cannot speak of more vertices than that.
    bytes: usize,
    relation: Option<String>,
    /// Name of the part of a project that follows, and how many networks there were.
    named: bool,
    network: Option<String>,
    networks: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            graph: Graph::new(FORMAT.id),
            part: Part::Nothing,
            vertices: 0,
            first_mode: None,
            bytes: 0,
            relation: None,
            named: false,
            network: None,
            networks: 0,
        }
    }

    fn graph(mut self, text: &str) -> Result<Graph, ReadError> {
        self.bytes = text.len();
        for (number, line) in (1u32..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('%') {
                continue;
            }
            match line.strip_prefix('*') {
                Some(command) => self.command(number, command)?,
                None => self.line(number, line)?,
            }
        }
        if self.networks == 0 {
            return Err(fault(1, "there is no line *Vertices"));
        }
        Ok(self.graph)
    }

    fn command(&mut self, number: u32, command: &str) -> Result<(), ReadError> {
        let words = tokens(command, false);
        let word = words.first().map(|w| w.to_lowercase()).unwrap_or_default();
        let rest = words.get(1..).unwrap_or_default();
        match word.as_str() {
            "network" => {
                self.named = false;
                self.network = Some(rest.join(" ")).filter(|name| !name.is_empty());
            }
            "vertices" if self.named => self.part = Part::Named,
            "vertices" => self.vertices(number, rest)?,
            "arcs" => self.ties(Part::Pairs { directed: true }, rest),
            "edges" => self.ties(Part::Pairs { directed: false }, rest),
            "arcslist" => self.ties(Part::Lists { directed: true }, rest),
            "edgeslist" => self.ties(Part::Lists { directed: false }, rest),
            "matrix" => self.ties(Part::Matrix { row: 0 }, rest),
            "partition" | "vector" | "cluster" | "permutation" | "hierarchy" => {
                self.named = true;
                self.part = Part::Named;
                let name = format!("{word} {}", rest.join(" "));
                if self.graph.named.len() < 100 {
                    self.graph.named.push(name.trim().to_owned());
                }
            }
            _ => self.part = Part::Named,
        }
        Ok(())
    }

    /// Several networks of a project are layers of one, where they have the same people.
    fn vertices(&mut self, number: u32, rest: &[String]) -> Result<(), ReadError> {
        let count = rest.first().and_then(|n| n.parse::<usize>().ok());
        let count = count.ok_or_else(|| fault(number, "*Vertices needs a number"))?;
        if count > MOST_VERTICES {
            return Err(ReadError::TooLarge { what: "the number of vertices", limit: MOST_VERTICES as u64 });
        }
        if count > self.bytes {
            return Err(fault(number, "more vertices than the file has letters"));
        }
        self.networks += 1;
        self.vertices = count;
        let first = rest.get(1).and_then(|n| n.parse::<usize>().ok());
        self.first_mode = first.filter(|n| (1..count).contains(n));
        for id in 1..=count {
            self.graph.node(Node { id: id.to_string(), line: Some(number), ..Node::default() })?;
        }
        self.part = Part::Vertices;
        self.relation = None;
        Ok(())
    }

    /// A list of ties begins: `*Arcs :1 "advice"`.
    fn ties(&mut self, part: Part, rest: &[String]) {
        self.part = part;
        let named = rest.iter().find(|w| !w.starts_with(':')).cloned();
        let numbered = rest.iter().find_map(|w| w.strip_prefix(':')).filter(|n| !n.is_empty());
        let relation = named.or_else(|| numbered.map(|n| format!("relation {n}")));
        let several = self.network.clone().filter(|_| self.networks > 0);
        self.relation = relation.or(several);
    }

    fn line(&mut self, number: u32, line: &str) -> Result<(), ReadError> {
        let words = tokens(line, false);
        match self.part {
            Part::Nothing => Err(fault(number, "there is no line *Vertices above it")),
            Part::Named => Ok(()),
            Part::Vertices => self.vertex(number, &words),
            Part::Pairs { directed } => {
                let to = words.get(1).cloned().unwrap_or_default();
                let strength = words.get(2).map_or(Cell::Empty, |w| strength(w));
                self.tie(number, words.first(), &to, strength, directed)
            }
            Part::Lists { directed } => {
                let others = words.iter().skip(1);
                others
                    .into_iter()
                    .try_for_each(|to| self.tie(number, words.first(), to, Cell::Empty, directed))
            }
            Part::Matrix { row } => self.matrix(number, row, &words),
        }
    }

    fn vertex(&mut self, number: u32, words: &[String]) -> Result<(), ReadError> {
        let Some(id) = words.first().filter(|id| self.is_vertex(id)) else {
            return Err(fault(number, "a vertex begins with its number, from 1"));
        };
        let label = words.get(1).cloned().filter(|l| !l.is_empty());
        self.graph.node(Node { id: id.clone(), label, line: Some(number), ..Node::default() })
    }

    fn is_vertex(&self, id: &str) -> bool {
        id.parse::<usize>().is_ok_and(|n| (1..=self.vertices).contains(&n))
    }

    fn tie(
        &mut self,
        number: u32,
        from: Option<&String>,
        to: &str,
        strength: Cell,
        directed: bool,
    ) -> Result<(), ReadError> {
        let from = from.cloned().unwrap_or_default();
        let question = self.relation.clone();
        self.graph.edge(Edge { from, to: to.to_owned(), strength, question, directed, line: Some(number) })
    }

    fn matrix(&mut self, number: u32, row: usize, words: &[String]) -> Result<(), ReadError> {
        let (rows, before) = self.first_mode.map_or((self.vertices, 0), |first| (first, first));
        let cols = self.vertices - before;
        if row >= rows || words.len() != cols {
            return Err(fault(number, &format!("the matrix needs {rows} rows of {cols} numbers")));
        }
        self.part = Part::Matrix { row: row + 1 };
        let from = (row + 1).to_string();
        for (col, word) in (before + 1..).zip(words) {
            if word.parse::<f64>() != Ok(0.0) {
                self.tie(number, Some(&from), &usize::to_string(&col), strength(word), true)?;
            }
        }
        Ok(())
    }
}

/// A strength as a number, or as the text that stands in its place.
fn strength(word: &str) -> Cell {
    word.parse::<f64>().map_or_else(|_| Cell::text(word), Cell::Number)
}

fn fault(line: u32, why: &str) -> ReadError {
    ReadError::Malformed { format: "Pajek", why: format!("{why}, in line {line}") }
}

//! GEXF, the format of Gephi: nodes and edges, their attributes, and times that are not read.

use std::path::Path;
use std::sync::Arc;

use hashbrown::HashMap;

use super::ReadError;
use super::formats::Format;
use super::graph::{Edge, Graph, Node, typed};
use super::tables::{Tables, whole_text};
use super::xml::{Piece, Pieces, attribute};
use crate::ingest::cell::Cell;
use crate::ingest::text::fold_header;

/// The format.
pub static FORMAT: Format = Format {
    id: "gexf",
    describes: "GEXF 1.2 and 1.3, as Gephi writes it; times of nodes and edges are named and not read",
    endings: &["gexf"],
    sniff: |head, _| head.contains("<gexf"),
    open,
};

/// Names of an edge attribute that is its relation, and of one that is its strength.
const QUESTION: [&str; 5] = ["question", "relation", "layer", "relationship", "kind"];
const STRENGTH: [&str; 2] = ["weight", "strength"];

fn open(path: &Path, _: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    Ok(Box::new(Walk::new(&text).graph()?.tables("edge")?))
}

struct Key {
    title: String,
    kind: Option<String>,
}

struct Walk<'t> {
    pieces: Pieces<'t>,
    graph: Graph,
    /// Attributes by whether they are the edges', and id.
    keys: HashMap<(bool, String), Key>,
    of_edges: bool,
    directed: bool,
    nodes: Vec<Node>,
    edge: Option<Edge>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            pieces: Pieces::new(text, "GEXF"),
            graph: Graph::new(FORMAT.id),
            keys: HashMap::new(),
            of_edges: false,
            directed: false,
            nodes: Vec::new(),
            edge: None,
        }
    }

    fn graph(mut self) -> Result<Graph, ReadError> {
        while let Some(piece) = self.pieces.next()? {
            match piece {
                Piece::Open(name, values) => self.begin(&name, &values)?,
                Piece::Close(name) if name == "node" => {
                    if let Some(node) = self.nodes.pop() {
                        self.graph.node(node)?;
                    }
                }
                Piece::Close(name) if name == "edge" => {
                    if let Some(edge) = self.edge.take() {
                        self.graph.edge(edge)?;
                    }
                }
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        Ok(self.graph)
    }

    fn begin(&mut self, name: &str, values: &[(String, String)]) -> Result<(), ReadError> {
        let value = |name| attribute(values, name).map(str::to_owned);
        if ["start", "end", "startopen", "endopen"].iter().any(|time| value(time).is_some()) {
            self.note_times();
        }
        match name {
            "graph" => self.directed = value("defaultedgetype").as_deref() == Some("directed"),
            "attributes" => self.of_edges = value("class").as_deref() == Some("edge"),
            "attribute" => self.key(values)?,
            "node" => {
                let id = value("id").ok_or_else(|| self.pieces.fault("a node has no id"))?;
                self.nodes.push(Node { id, label: value("label"), ..Node::default() });
            }
            "edge" => {
                let end = |name| value(name).ok_or_else(|| self.pieces.fault("an edge has only one end"));
                let directed = match value("type").as_deref() {
                    Some("directed") => true,
                    Some("undirected" | "mutual") => false,
                    _ => self.directed,
                };
                let strength = value("weight").map_or(Cell::Empty, |w| typed(Some("double"), &w));
                let (from, to) = (end("source")?, end("target")?);
                self.edge = Some(Edge { from, to, strength, question: value("kind"), directed, line: None });
            }
            "attvalue" => self.value(values)?,
            "spell" | "spells" => self.note_times(),
            _ => {}
        }
        Ok(())
    }

    fn note_times(&mut self) {
        let part = "times of nodes and edges";
        if !self.graph.named.iter().any(|n| n == part) {
            self.graph.named.push(part.to_owned());
        }
    }

    fn key(&mut self, values: &[(String, String)]) -> Result<(), ReadError> {
        let id = attribute(values, "id").unwrap_or_default().to_owned();
        let title = attribute(values, "title").unwrap_or(&id).to_owned();
        let kind = attribute(values, "type").map(str::to_owned);
        let folded = fold_header(&title);
        if !self.of_edges {
            self.graph.field(&title)?;
        } else if !QUESTION.contains(&folded.as_str()) && !STRENGTH.contains(&folded.as_str()) {
            self.graph.unread.push(title.clone());
        }
        self.keys.insert((self.of_edges, id), Key { title, kind });
        Ok(())
    }

    fn value(&mut self, values: &[(String, String)]) -> Result<(), ReadError> {
        let Some(text) = attribute(values, "value") else { return Ok(()) };
        let id = attribute(values, "for").or(attribute(values, "id")).unwrap_or_default().to_owned();
        let Some(key) = self.keys.get(&(self.edge.is_some(), id)).filter(|k| Graph::may_keep(&k.title))
        else {
            return Ok(());
        };
        let cell = typed(key.kind.as_deref(), text);
        if let Some(edge) = &mut self.edge {
            let folded = fold_header(&key.title);
            if QUESTION.contains(&folded.as_str()) && edge.question.is_none() {
                edge.question = Some(text.to_owned());
            } else if STRENGTH.contains(&folded.as_str()) && edge.strength == Cell::Empty {
                edge.strength = cell;
            }
        } else if let Some(node) = self.nodes.last_mut() {
            let field = self.graph.field(&key.title)?;
            node.cells.push((field, cell));
        }
        Ok(())
    }
}

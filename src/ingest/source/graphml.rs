//! GraphML: nodes and edges with typed attributes.

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
    id: "graphml",
    describes: "GraphML: a network with typed attributes, as yEd, Gephi, igraph and NetworkX write it; nested graphs and hyperedges are named and not read",
    endings: &["graphml"],
    sniff: |head, _| head.contains("<graphml"),
    open,
};

/// Names of an edge attribute that is its strength, and of one that is its relation.
const STRENGTH: [&str; 4] = ["weight", "strength", "value", "frequency"];
const QUESTION: [&str; 5] = ["question", "relation", "layer", "relationship", "type"];

fn open(path: &Path, _: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    Ok(Box::new(Walk::new(&text).graph()?.tables("edge")?))
}

/// A kind of attribute.
struct Key {
    name: String,
    kind: Option<String>,
    default: Option<String>,
    of_edges: bool,
    of_nodes: bool,
}

/// What is being read.
enum Open {
    Node(Node, Vec<String>),
    Edge(Edge),
}

struct Walk<'t> {
    pieces: Pieces<'t>,
    graph: Graph,
    keys: HashMap<String, Key>,
    directed: bool,
    /// Name of the graph being read, where there are several.
    layer: Option<String>,
    graphs: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            pieces: Pieces::new(text, "GraphML"),
            graph: Graph::new(FORMAT.id),
            keys: HashMap::new(),
            directed: false,
            layer: None,
            graphs: 0,
        }
    }

    fn graph(mut self) -> Result<Graph, ReadError> {
        let mut open: Option<Open> = None;
        while let Some(piece) = self.pieces.next()? {
            match piece {
                Piece::Open(name, values) => self.begin(&name, &values, &mut open)?,
                Piece::Close(name) if name == "node" || name == "edge" => self.end(open.take())?,
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        Ok(self.graph)
    }

    fn begin(
        &mut self,
        name: &str,
        values: &[(String, String)],
        open: &mut Option<Open>,
    ) -> Result<(), ReadError> {
        let value = |name| attribute(values, name).map(str::to_owned);
        match (name, &mut *open) {
            ("key", _) => self.key(values)?,
            ("graph", Some(Open::Node(node, _))) => {
                self.graph.named.push(format!("nested graph in {}", node.id));
                self.skip("graph")?;
            }
            ("graph", None) => {
                self.graphs += 1;
                self.directed = value("edgedefault").as_deref() == Some("directed");
                self.layer = value("id").filter(|_| self.graphs > 1);
            }
            ("node", None) => {
                let id = value("id").ok_or_else(|| self.pieces.fault("a node has no id"))?;
                *open = Some(Open::Node(Node { id, ..Node::default() }, Vec::new()));
            }
            ("edge", None) => {
                let end = |name| value(name).ok_or_else(|| self.pieces.fault("an edge has only one end"));
                let directed = value("directed").map_or(self.directed, |d| d == "true");
                let edge = Edge {
                    from: end("source")?,
                    to: end("target")?,
                    directed,
                    question: self.layer.clone(),
                    ..Edge::default()
                };
                *open = Some(Open::Edge(edge));
            }
            ("data", Some(item)) => {
                let key = value("key").unwrap_or_default();
                let text = self.text_until("data")?;
                self.data(&key, &text, item)?;
            }
            ("hyperedge", _) => {
                if !self.graph.named.iter().any(|n| n == "hyperedges") {
                    self.graph.named.push("hyperedges".to_owned());
                }
                self.skip("hyperedge")?;
            }
            _ => {}
        }
        Ok(())
    }

    fn key(&mut self, values: &[(String, String)]) -> Result<(), ReadError> {
        let id = attribute(values, "id").unwrap_or_default().to_owned();
        let name = attribute(values, "attr.name").unwrap_or(&id).to_owned();
        let kind = attribute(values, "attr.type").map(str::to_owned);
        let whose = attribute(values, "for").unwrap_or("all");
        let (of_nodes, of_edges) = (matches!(whose, "node" | "all"), matches!(whose, "edge" | "all"));
        let default = Some(self.text_until("key")?).filter(|text| !text.is_empty());
        if of_nodes && kind.is_some() {
            self.graph.field(&name)?;
        }
        let told = STRENGTH.contains(&fold_header(&name).as_str())
            || QUESTION.contains(&fold_header(&name).as_str());
        if of_edges && whose == "edge" && !told && kind.is_some() {
            self.graph.unread.push(name.clone());
        }
        self.keys.insert(id, Key { name, kind, default, of_edges, of_nodes });
        Ok(())
    }

    fn data(&mut self, key: &str, text: &str, item: &mut Open) -> Result<(), ReadError> {
        let Some(key) = self.keys.get(key).filter(|k| k.kind.is_some() && Graph::may_keep(&k.name)) else {
            return Ok(());
        };
        match item {
            Open::Node(node, said) if key.of_nodes => {
                let field = self.graph.field(&key.name)?;
                node.cells.push((field, typed(key.kind.as_deref(), text)));
                said.push(key.name.clone());
            }
            Open::Edge(edge) if key.of_edges => take_edge_data(edge, key, text),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, item: Option<Open>) -> Result<(), ReadError> {
        match item {
            Some(Open::Node(mut node, said)) => {
                for key in
                    self.keys.values().filter(|k| k.of_nodes && k.kind.is_some() && Graph::may_keep(&k.name))
                {
                    if let Some(default) = key.default.as_deref().filter(|_| !said.contains(&key.name)) {
                        let field = self.graph.field(&key.name)?;
                        node.cells.push((field, typed(key.kind.as_deref(), default)));
                    }
                }
                node.cells.sort_by_key(|(field, _)| *field);
                self.graph.node(node)
            }
            Some(Open::Edge(mut edge)) => {
                let mut defaults: Vec<&Key> =
                    self.keys.values().filter(|k| k.of_edges && k.default.is_some()).collect();
                defaults.sort_by(|a, b| a.name.cmp(&b.name));
                for key in defaults {
                    if let Some(default) = &key.default {
                        take_edge_data(&mut edge, key, default);
                    }
                }
                self.graph.edge(edge)
            }
            None => Ok(()),
        }
    }

    /// The text of an element that has just begun, up to its end.
    fn text_until(&mut self, end: &str) -> Result<String, ReadError> {
        let mut all = String::new();
        while let Some(piece) = self.pieces.next()? {
            match piece {
                Piece::Text(text) => all.push_str(&text),
                Piece::Close(name) if name == end => break,
                _ => {}
            }
        }
        Ok(all)
    }

    /// Passes over an element that has just begun.
    fn skip(&mut self, name: &str) -> Result<(), ReadError> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.pieces.next()? {
                Some(Piece::Open(other, _)) if other == name => depth += 1,
                Some(Piece::Close(other)) if other == name => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }
}

/// Takes what is said first.
fn take_edge_data(edge: &mut Edge, key: &Key, text: &str) {
    let name = fold_header(&key.name);
    if STRENGTH.contains(&name.as_str()) && edge.strength == Cell::Empty {
        edge.strength = typed(key.kind.as_deref(), text);
    } else if QUESTION.contains(&name.as_str()) && edge.question.is_none() {
        edge.question = Some(text.to_owned());
    }
}

//! A network as its file gives it, made into tables: the ties, and the nodes where they carry more than
//! a label.

use hashbrown::HashMap;

use super::ReadError;
use super::tables::{Table, TableSet};
use crate::ingest::cell::Cell;
use crate::ingest::private::private_reason;
use crate::ingest::text::fold_header;

/// Nodes, edges and kinds of attribute, at most.
const MOST_NODES: usize = 5_000_000;
const MOST_EDGES: usize = 20_000_000;
const MOST_FIELDS: usize = 1_000;

/// Columns of the ties; attributes of edges that are not read follow by name.
const TIES: [&str; 5] = ["from", "to", "strength", "question", "directed"];
/// Attributes of nodes that are addresses of people.
const MAIL: [&str; 4] = ["email", "mail", "emailaddress", "upn"];
/// Attributes of nodes that are their label.
const LABEL: [&str; 4] = ["label", "name", "fullname", "displayname"];

/// One node.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Id within the file.
    pub id: String,
    /// Label.
    pub label: Option<String>,
    /// Attributes by place among [`Graph::fields`].
    pub cells: Vec<(usize, Cell)>,
    /// Line, in formats of lines.
    pub line: Option<u32>,
}

/// One edge.
#[derive(Debug, Default)]
pub(super) struct Edge {
    /// Id of a node.
    pub from: String,
    /// Id of a node.
    pub to: String,
    /// Strength; empty where the file gives none.
    pub strength: Cell,
    /// Relation, where the file names one.
    pub question: Option<String>,
    /// Whether it has a direction.
    pub directed: bool,
    /// Line, in formats of lines.
    pub line: Option<u32>,
}

/// A network.
#[derive(Debug)]
pub(super) struct Graph {
    format: &'static str,
    /// Names of the nodes' attributes.
    pub fields: Vec<String>,
    /// Names of the edges' attributes that are not read.
    pub unread: Vec<String>,
    /// Parts of the file that are named and not read.
    pub named: Vec<String>,
    nodes: Vec<Node>,
    index: HashMap<String, usize>,
    edges: Vec<Edge>,
}

impl Graph {
    /// An empty network of a format.
    pub fn new(format: &'static str) -> Self {
        Self {
            format,
            fields: Vec::new(),
            unread: Vec::new(),
            named: Vec::new(),
            nodes: Vec::new(),
            index: HashMap::new(),
            edges: Vec::new(),
        }
    }

    /// The place of an attribute of nodes, which is added where it is new.
    ///
    /// # Errors
    /// When there are too many.
    pub fn field(&mut self, name: &str) -> Result<usize, ReadError> {
        if let Some(known) = self.fields.iter().position(|f| f == name) {
            return Ok(known);
        }
        if self.fields.len() >= MOST_FIELDS {
            return Err(ReadError::TooLarge { what: "the number of attributes", limit: MOST_FIELDS as u64 });
        }
        self.fields.push(name.to_owned());
        Ok(self.fields.len() - 1)
    }

    /// Adds a node; one of the same id again only adds what it says.
    ///
    /// # Errors
    /// When there are too many.
    pub fn node(&mut self, node: Node) -> Result<(), ReadError> {
        if let Some(known) = self.index.get(&node.id).and_then(|i| self.nodes.get_mut(*i)) {
            if node.label.is_some() {
                known.line = node.line.or(known.line);
            }
            known.label = known.label.take().or(node.label);
            known.cells.extend(node.cells);
            return Ok(());
        }
        if self.nodes.len() >= MOST_NODES {
            return Err(ReadError::TooLarge { what: "the number of nodes", limit: MOST_NODES as u64 });
        }
        self.index.insert(node.id.clone(), self.nodes.len());
        self.nodes.push(node);
        Ok(())
    }

    /// Adds an edge.
    ///
    /// # Errors
    /// When there are too many.
    pub fn edge(&mut self, edge: Edge) -> Result<(), ReadError> {
        if self.edges.len() >= MOST_EDGES {
            return Err(ReadError::TooLarge { what: "the number of edges", limit: MOST_EDGES as u64 });
        }
        self.edges.push(edge);
        Ok(())
    }

    /// Whether a value of this attribute may be kept; the others are never held.
    pub fn may_keep(name: &str) -> bool {
        private_reason(name).is_none()
    }

    /// The tables. `word` says what an edge is called in addresses: `edge` or `line`.
    ///
    /// # Errors
    /// When they become larger than memory should be.
    pub fn tables(mut self, word: &'static str) -> Result<TableSet, ReadError> {
        self.take_labels();
        let keys = self.keys();
        let nodes = self.node_table(&keys)?;
        let whole = nodes.is_none() && self.named.is_empty();
        let mut tables = vec![self.tie_table(&keys, word, (!whole).then_some("ties"))?];
        tables.extend(nodes);
        for part in self.named.iter().take(MOST_FIELDS) {
            tables.push(Table::new(Some(part), self.format, "entry", &["not read"]));
        }
        Ok(TableSet(tables))
    }

    /// An attribute that is called label or name is the label.
    fn take_labels(&mut self) {
        let place = |name: &&str| self.fields.iter().position(|f| fold_header(f) == **name);
        let Some(label) = LABEL.iter().find_map(place) else { return };
        for node in &mut self.nodes {
            let found = node.cells.iter().position(|(field, _)| *field == label);
            let text = found.map(|i| node.cells.swap_remove(i).1.to_string());
            node.label = node.label.take().or(text);
        }
    }

    /// What each node is called in the tables: its address, else its label where no other has the same,
    /// else its id.
    fn keys(&self) -> Vec<String> {
        let mail = self.fields.iter().position(|f| MAIL.contains(&fold_header(f).as_str()));
        let mut times: HashMap<&str, u32> = HashMap::new();
        for label in self.nodes.iter().filter_map(|n| n.label.as_deref()) {
            *times.entry(label).or_default() += 1;
        }
        let key = |node: &Node| {
            let mail = node.cells.iter().find(|(field, _)| Some(*field) == mail).map(|(_, c)| c.to_string());
            let label =
                node.label.clone().filter(|l| !l.trim().is_empty() && times.get(l.as_str()) == Some(&1));
            mail.or(label).unwrap_or_else(|| node.id.clone())
        };
        self.nodes.iter().map(key).collect()
    }

    /// The ties, and each node without one in a row with nobody named.
    fn tie_table(&self, keys: &[String], word: &'static str, name: Option<&str>) -> Result<Table, ReadError> {
        let mut columns: Vec<&str> = TIES.to_vec();
        columns.extend(self.unread.iter().map(String::as_str).filter(|n| !TIES.contains(n)));
        let mut table = Table::new(name, self.format, word, &columns);
        let mut tied = vec![false; self.nodes.len()];
        let mut rows: Vec<(u32, [Cell; 5])> = Vec::with_capacity(self.edges.len());
        for (i, edge) in self.edges.iter().enumerate() {
            let mut end = |id: &str| match self.index.get(id) {
                Some(node) => {
                    tied.iter_mut().skip(*node).take(1).for_each(|t| *t = true);
                    Cell::text(keys.get(*node).map_or(id, String::as_str))
                }
                None if id.is_empty() => Cell::Error("no node is named".into()),
                None => Cell::Error(format!("the file has no node {id}").into()),
            };
            let (from, to) = (end(&edge.from), end(&edge.to));
            let question = edge.question.as_deref().map_or(Cell::Empty, Cell::text);
            let directed = Cell::text(if edge.directed { "yes" } else { "no" });
            rows.push((
                edge.line.unwrap_or(number(i)),
                [from, to, edge.strength.clone(), question, directed],
            ));
        }
        let alone = self.nodes.iter().zip(keys).zip(&tied).filter(|(_, tied)| !**tied);
        for (i, ((node, key), _)) in alone.enumerate() {
            let row = node.line.unwrap_or(number(self.edges.len() + i));
            rows.push((row, [Cell::text(key), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]));
        }
        rows.sort_by_key(|(row, _)| *row);
        for (row, cells) in rows {
            table.push(row, (0..).zip(cells))?;
        }
        Ok(table)
    }

    /// The nodes as a list of people; `None` where they have no attribute.
    fn node_table(&self, keys: &[String]) -> Result<Option<Table>, ReadError> {
        let is_label = |name: &str| LABEL.contains(&fold_header(name).as_str());
        let kept: Vec<usize> =
            (0..self.fields.len()).filter(|i| self.fields.get(*i).is_some_and(|f| !is_label(f))).collect();
        if kept.is_empty() {
            return Ok(None);
        }
        let mail =
            kept.iter().any(|i| self.fields.get(*i).is_some_and(|f| MAIL.contains(&fold_header(f).as_str())));
        let mut columns = vec!["person", if mail { "name" } else { "label" }];
        columns.extend(kept.iter().filter_map(|i| self.fields.get(*i)).map(String::as_str));
        let mut table = Table::new(Some("nodes"), self.format, "node", &columns);
        for (i, (node, key)) in self.nodes.iter().zip(keys).enumerate() {
            let place = |field: usize| kept.iter().position(|k| *k == field).map(|at| at as u32 + 2);
            let own = [Cell::text(key), node.label.as_deref().map_or(Cell::Empty, Cell::text)];
            let attributes =
                node.cells.iter().filter_map(|(field, cell)| Some((place(*field)?, cell.clone())));
            table.push(number(i), (0..).zip(own).chain(attributes))?;
        }
        Ok(Some(table))
    }
}

/// Rows are counted from 1.
fn number(i: usize) -> u32 {
    u32::try_from(i + 1).unwrap_or(u32::MAX)
}

/// A value as a number where its kind says that it is one and it can be read as one.
pub(super) fn typed(kind: Option<&str>, value: &str) -> Cell {
    let numeric = matches!(kind, Some("int" | "integer" | "long" | "float" | "double" | "short"));
    match value.trim().parse::<f64>() {
        Ok(x) if numeric && x.is_finite() => Cell::Number(x),
        _ => Cell::text(value),
    }
}

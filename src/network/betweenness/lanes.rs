//! Brandes's algorithm for eight sources side by side.
//!
//! Each source has a lane. Lanes go through the graph level by level together, so one visit to
//! a tie serves every lane that stands at that level, and the eight numbers of a vertex share a
//! cache line. With δ(v) = σ(v)·acc(v), where acc adds (1+δ(w))/σ(w) over the successors w, each
//! vertex hands on c(v) = 1/σ(v) + acc(v), and no tie needs a division.

use super::compact::Compact;

/// Sources side by side.
pub(super) const LANES: usize = 8;

/// One number a lane, one cache line.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Row([f64; LANES]);

impl Row {
    fn add(&mut self, other: &Row) {
        for (x, y) in self.0.iter_mut().zip(&other.0) {
            *x += y;
        }
    }

    /// The same with 0 in the lanes not in `mask`.
    fn only(mut self, mask: u8) -> Row {
        for (lane, x) in self.0.iter_mut().enumerate() {
            if mask >> lane & 1 == 0 {
                *x = 0.0;
            }
        }
        self
    }
}

/// A vertex and the lanes that reach it at one level.
#[derive(Clone, Copy)]
struct Visit {
    vertex: u32,
    mask: u8,
}

/// Working memory, clean between runs.
pub(super) struct Scratch {
    /// Lanes that have reached each vertex.
    seen: Vec<u8>,
    /// Lanes that reach it at the next level (forwards), or did at the level below (backwards).
    near: Vec<u8>,
    /// Shortest paths from each lane's source.
    sigma: Vec<Row>,
    /// Paths arriving at the next level; zero between levels.
    arriving: Vec<Row>,
    /// What a vertex hands to those before it, for the lanes in `near`; zero in the others.
    handed: Vec<Row>,
    visits: Vec<Visit>,
    levels: Vec<usize>,
    touched: Vec<u32>,
    staged: Vec<Row>,
}

impl Scratch {
    pub(super) fn new(vertices: usize) -> Self {
        Self {
            seen: vec![0; vertices],
            near: vec![0; vertices],
            sigma: vec![Row::default(); vertices],
            arriving: vec![Row::default(); vertices],
            handed: vec![Row::default(); vertices],
            visits: Vec::new(),
            levels: Vec::new(),
            touched: Vec::new(),
            staged: Vec::new(),
        }
    }

    /// Adds what at most [`LANES`] distinct sources give to everyone's sum.
    pub(super) fn run(&mut self, graph: &Compact, sources: &[u32], sums: &mut [f64]) {
        self.start(sources);
        let mut level = 0;
        while level < self.visits.len() {
            self.levels.push(level);
            let end = self.visits.len();
            self.expand(graph, level, end);
            self.settle();
            level = end;
        }
        self.levels.push(level);
        self.collect(graph, sums);
        for visit in self.visits.drain(..) {
            self.seen[visit.vertex as usize] = 0;
        }
        self.levels.clear();
    }

    fn start(&mut self, sources: &[u32]) {
        for (lane, &vertex) in sources.iter().enumerate() {
            let mask = 1 << lane;
            self.seen[vertex as usize] = mask;
            self.sigma[vertex as usize].0[lane] = 1.0;
            self.visits.push(Visit { vertex, mask });
        }
    }

    /// Sends the paths of one level along their ties.
    fn expand(&mut self, graph: &Compact, from: usize, to: usize) {
        for &Visit { vertex, mask } in &self.visits[from..to] {
            let paths = self.sigma[vertex as usize].only(mask);
            for &alter in graph.row(vertex) {
                let v = alter as usize;
                if mask & !self.seen[v] == 0 {
                    continue;
                }
                if self.near[v] == 0 {
                    self.touched.push(alter);
                }
                self.near[v] |= mask;
                self.arriving[v].add(&paths);
            }
        }
    }

    /// Turns what arrived into the next level.
    fn settle(&mut self) {
        for vertex in self.touched.drain(..) {
            let v = vertex as usize;
            let mask = std::mem::take(&mut self.near[v]) & !self.seen[v];
            let arrived = std::mem::take(&mut self.arriving[v]).only(mask);
            let known = self.seen[v];
            let mut sigma = self.sigma[v].only(known);
            sigma.add(&arrived);
            self.sigma[v] = sigma;
            self.seen[v] = known | mask;
            self.visits.push(Visit { vertex, mask });
        }
    }

    /// Walks back from the deepest level, adding each vertex's dependency to its sum.
    fn collect(&mut self, graph: &Compact, sums: &mut [f64]) {
        let bounds = std::mem::take(&mut self.levels);
        let deepest = bounds.len() - 2;
        for level in (1..=deepest).rev() {
            let (from, to) = (bounds[level], bounds[level + 1]);
            for i in from..to {
                let Visit { vertex, mask } = self.visits[i];
                let acc = if level == deepest { Row::default() } else { self.pull(graph, vertex, mask) };
                let sigma = &self.sigma[vertex as usize].0;
                let (mut handed, mut sum) = (Row::default(), 0.0);
                for lane in (0..LANES).filter(|lane| mask >> lane & 1 == 1) {
                    sum += sigma[lane] * acc.0[lane];
                    handed.0[lane] = 1.0 / sigma[lane] + acc.0[lane];
                }
                sums[vertex as usize] += sum;
                self.staged.push(handed);
            }
            let below = bounds.get(level + 2).copied().unwrap_or(to);
            self.visits[to..below].iter().for_each(|visit| self.near[visit.vertex as usize] = 0);
            for (visit, handed) in self.visits[from..to].iter().zip(self.staged.drain(..)) {
                self.near[visit.vertex as usize] = visit.mask;
                self.handed[visit.vertex as usize] = handed;
            }
        }
        if let [_, from, to, ..] = bounds[..] {
            self.visits[from..to].iter().for_each(|visit| self.near[visit.vertex as usize] = 0);
        }
        self.levels = bounds;
    }

    /// What the successors one level below hand to `vertex`.
    fn pull(&self, graph: &Compact, vertex: u32, mask: u8) -> Row {
        let mut acc = Row::default();
        for &alter in graph.row(vertex) {
            if self.near[alter as usize] & mask != 0 {
                acc.add(&self.handed[alter as usize]);
            }
        }
        acc
    }
}

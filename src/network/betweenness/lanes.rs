//! Brandes's algorithm for sixteen sources side by side.
//!
//! Each source has a lane. Lanes go through the graph level by level together, so one visit to
//! a tie serves every lane that stands at that level, and the numbers of a vertex lie together. With δ(v) = σ(v)·acc(v), where acc adds (1+δ(w))/σ(w) over the successors w, each
//! vertex hands on c(v) = 1/σ(v) + acc(v), and no tie needs a division.

use super::compact::Compact;

/// Sources side by side.
pub(super) const LANES: usize = 16;

/// One number a lane.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Row([f64; LANES]);

impl Row {
    fn add(&mut self, other: &Row) {
        for (x, y) in self.0.iter_mut().zip(&other.0) {
            *x += y;
        }
    }

    /// The same with 0 in the lanes not in `mask`, whatever stood there.
    fn only(mut self, mask: u16) -> Row {
        for (lane, x) in self.0.iter_mut().enumerate() {
            let keep = u64::from(mask >> lane & 1).wrapping_neg();
            *x = f64::from_bits(x.to_bits() & keep);
        }
        self
    }

    fn times(mut self, other: &Row) -> Row {
        for (x, y) in self.0.iter_mut().zip(&other.0) {
            *x *= y;
        }
        self
    }

    /// 1/x in every lane.
    fn inverse(mut self) -> Row {
        self.0.iter_mut().for_each(|x| *x = 1.0 / *x);
        self
    }

    fn sum(&self) -> f64 {
        let (pairs, _) = self.0.as_chunks::<4>();
        let add = |a: [f64; 4], b: &[f64; 4]| [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
        pairs.iter().fold([0.0; 4], add).iter().sum()
    }
}

/// A vertex and the lanes that reach it at one level.
#[derive(Clone, Copy)]
struct Visit {
    vertex: u32,
    mask: u16,
}

/// Working memory, clean between runs.
pub(super) struct Scratch {
    /// Lanes that have reached each vertex.
    seen: Vec<u16>,
    /// Lanes that reach it at the next level (forwards), or did at the level below (backwards).
    near: Vec<u16>,
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
    /// Room for a row's chosen vertices.
    chosen: Vec<u32>,
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
            chosen: vec![0; vertices + 1],
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
            let unseen = choose(&mut self.chosen, graph.row(vertex), |v| mask & !self.seen[v] != 0);
            for &alter in unseen {
                let v = alter as usize;
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
                let sigma = self.sigma[vertex as usize];
                sums[vertex as usize] += sigma.times(&acc).only(mask).sum();
                let mut handed = sigma.inverse();
                handed.add(&acc);
                let handed = handed.only(mask);
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
    fn pull(&mut self, graph: &Compact, vertex: u32, mask: u16) -> Row {
        let below = choose(&mut self.chosen, graph.row(vertex), |v| self.near[v] & mask != 0);
        let mut acc = Row::default();
        for &alter in below {
            acc.add(&self.handed[alter as usize]);
        }
        acc
    }
}

/// The vertices of a row that a test picks, put into `room`, which has space for any row. It
/// steps on without a branch: which neighbours qualify is too irregular to be foreseen.
fn choose<'a>(room: &'a mut [u32], row: &[u32], test: impl Fn(usize) -> bool) -> &'a [u32] {
    let mut count = 0;
    for &vertex in row {
        room[count] = vertex;
        count += usize::from(test(vertex as usize));
    }
    &room[..count]
}

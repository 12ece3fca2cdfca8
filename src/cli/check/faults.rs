//! Problems in order: by file, the most harmful file first; inside it by severity, then by number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::ingest::problem::{Problem, ProblemSpec, Severity};

/// Problems of one file; of the whole folder where `file` is empty.
pub struct FileFaults<'p> {
    /// The file, relative to the programme folder.
    pub file: &'p str,
    /// Its kinds of problem, the most harmful first.
    pub kinds: Vec<KindFaults<'p>>,
}

/// Problems of one kind in one file.
pub struct KindFaults<'p> {
    /// The kind.
    pub spec: &'static ProblemSpec,
    /// How many there are, those not listed singly included.
    pub count: u64,
    /// Those that are listed, in the order they were found.
    pub listed: Vec<&'p Problem>,
}

/// Groups problems, each given with its file.
pub fn by_file<'p>(problems: impl Iterator<Item = (&'p str, &'p Problem)>) -> Vec<FileFaults<'p>> {
    let mut files: BTreeMap<&str, BTreeMap<(Severity, &str), KindFaults<'p>>> = BTreeMap::new();
    for (file, problem) in problems {
        let kinds = files.entry(file).or_default();
        let kind = kinds.entry((problem.spec.severity, problem.spec.code));
        let kind = kind.or_insert_with(|| KindFaults { spec: problem.spec, count: 0, listed: Vec::new() });
        kind.count += problem.count();
        kind.listed.push(problem);
    }
    let mut files: Vec<FileFaults<'p>> =
        files.into_iter().map(|(file, kinds)| file_faults(file, kinds)).collect();
    files.sort_by_key(|f| (Reverse(f.harm()), f.file));
    files
}

fn file_faults<'p>(file: &'p str, kinds: BTreeMap<(Severity, &str), KindFaults<'p>>) -> FileFaults<'p> {
    let mut kinds: Vec<KindFaults<'p>> = kinds.into_values().collect();
    kinds.sort_by_key(|k| (k.spec.severity, Reverse(k.count), k.spec.code));
    FileFaults { file, kinds }
}

impl FileFaults<'_> {
    /// Errors, warnings and notes.
    fn harm(&self) -> [u64; 3] {
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| self.count(severity))
    }

    /// Problems that matter so much.
    pub fn count(&self, severity: Severity) -> u64 {
        self.kinds.iter().filter(|k| k.spec.severity == severity).map(|k| k.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::CellRef;
    use crate::ingest::problems::{ANONYMOUS, BAD_DATE, BLANK_ANSWER, NOT_A_LEVEL};

    fn at(spec: &'static ProblemSpec, file: &str, row: u32) -> Problem {
        Problem::at(spec, CellRef::new(file, None, row, 0), "x", "y")
    }

    #[test]
    fn the_most_harmful_comes_first() {
        let mut all = vec![at(&ANONYMOUS, "a.csv", 2), at(&ANONYMOUS, "a.csv", 3), at(&BAD_DATE, "c.csv", 2)];
        all.extend([at(&BLANK_ANSWER, "b.csv", 2), at(&NOT_A_LEVEL, "b.csv", 2), at(&BAD_DATE, "b.csv", 3)]);
        all.push(at(&BAD_DATE, "b.csv", 4));
        let files = by_file(all.iter().map(|p| (&*p.cell.as_ref().unwrap().file, p)));
        assert_eq!(files.iter().map(|f| f.file).collect::<Vec<_>>(), ["b.csv", "c.csv", "a.csv"]);
        let kinds: Vec<_> = files[0].kinds.iter().map(|k| (k.spec.code, k.count)).collect();
        assert_eq!(kinds, [("E102", 2), ("E101", 1), ("N304", 1)]);
        assert_eq!(files[0].count(Severity::Error), 3);
    }
}

//! Every problem as comma-separated values.

use crate::cli::load::Loaded;
use crate::ingest::problem::Problem;

/// One line a problem, with the cells it stands for.
pub fn as_csv(loaded: &Loaded) -> String {
    let header = ["severity", "code", "file", "sheet", "cell", "what", "help", "count"];
    let lines = loaded.problems().map(|p| {
        let cell = p.cell.as_ref();
        [
            p.spec.severity.to_string(),
            p.spec.code.to_owned(),
            loaded.file_of(p).to_owned(),
            cell.and_then(|c| c.sheet.as_deref()).unwrap_or_default().to_owned(),
            address(p),
            p.what.clone(),
            p.fix.clone(),
            p.count().to_string(),
        ]
    });
    table(header, lines)
}

/// The cell of a problem, or the first and the last of many.
pub fn address(problem: &Problem) -> String {
    let Some(cell) = &problem.cell else { return String::new() };
    let ends = problem.more.as_ref().and_then(|more| Some((more.runs.first()?.0, more.runs.last()?.1)));
    ends.map_or_else(|| cell.a1(), |(first, last)| cell.rows(first, last))
}

/// Lines under a header. No cell can be taken for a formula.
pub fn table<const N: usize>(header: [&str; N], lines: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; N]| writer.write_record(cells.map(guarded)).is_ok();
    write(header);
    for line in lines {
        write(line.each_ref().map(String::as_str));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell a spreadsheet will not take for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let text = table(["a", "b"], [["=1+1".to_owned(), "x,\"y\"".to_owned()]].into_iter());
        assert_eq!(text, "a,b\n'=1+1,\"x,\"\"y\"\"\"\n");
    }
}

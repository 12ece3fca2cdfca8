//! Several header rows as one: a question above, its rows and options below.

use super::super::stacked::FirstRows;
use crate::ingest::header::Header;
use crate::ingest::text::fold_header;

/// How a tool stacks its headers.
pub(in crate::ingest::importers) struct Layers {
    /// The tool.
    pub form: &'static str,
    /// Folded header of the column that every answer fills and no lower header row does.
    pub key: &'static str,
    /// Another folded header the first row must have; where it is empty, the rows below have to show that
    /// they are headers.
    pub beside: &'static str,
    /// Header rows there are at most.
    pub most: usize,
    /// Folded labels below a question that has no rows.
    pub placeholders: &'static [&'static str],
    /// Puts a header's text in order.
    pub clean: fn(&str) -> String,
}

impl Layers {
    /// The one header that the first rows make; `None` where they are another's, or too few to tell.
    pub fn header(&self, rows: &FirstRows) -> Option<Header> {
        let (_, top) = rows.first()?;
        let has = |name: &str| top.iter().find(|(_, text)| fold_header(text) == name);
        let key = has(self.key)?.0;
        if !self.beside.is_empty() {
            has(self.beside)?;
        }
        let is_data =
            |(_, cells): &(u32, Vec<(u32, String)>)| cells.iter().any(|(c, t)| *c == key && !t.is_empty());
        let depth = match rows.iter().skip(1).position(is_data) {
            Some(below) => below + 1,
            None if rows.len() >= self.most => self.most,
            None => return None,
        };
        let layers = rows.get(..depth.min(self.most))?;
        let (_, lower) = layers.split_first()?;
        if !lower.is_empty() && self.beside.is_empty() && !self.is_stacked(top, lower) {
            return None;
        }
        let form = (!lower.is_empty() || !self.beside.is_empty()).then_some(self.form);
        Some(Header { row: layers.last()?.0, cells: self.join(layers), form })
    }

    /// Whether some text of the lower rows is a placeholder, or stands where the first row has nothing.
    fn is_stacked(&self, top: &[(u32, String)], lower: &FirstRows) -> bool {
        let is_below_nothing = |col: u32| !top.iter().any(|(c, text)| *c == col && !text.is_empty());
        let is_label = |(col, text): &(u32, String)| {
            self.placeholders.contains(&fold_header(text).as_str())
                || (!text.is_empty() && is_below_nothing(*col))
        };
        lower.iter().flat_map(|(_, cells)| cells).any(is_label)
    }

    fn join(&self, layers: &FirstRows) -> Vec<(u32, String)> {
        let mut columns: Vec<u32> =
            layers.iter().flat_map(|(_, cells)| cells.iter().map(|(c, _)| *c)).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut above: Vec<String> = vec![String::new(); layers.len()];
        let mut joined = Vec::with_capacity(columns.len());
        for col in columns {
            let found: Vec<String> = layers.iter().map(|(_, cells)| self.text(cells, col)).collect();
            if let Some(header) = self.combine(&mut above, found) {
                joined.push((col, header));
            }
        }
        joined
    }

    fn text(&self, cells: &[(u32, String)], col: u32) -> String {
        let at = cells.binary_search_by_key(&col, |(c, _)| *c);
        at.ok().and_then(|i| cells.get(i)).map(|(_, text)| (self.clean)(text)).unwrap_or_default()
    }

    /// One column's header. A text holds for the columns to its right, until its row or one above it
    /// has another.
    fn combine(&self, above: &mut [String], mut found: Vec<String>) -> Option<String> {
        let first = found.iter().position(|text| !text.is_empty())?;
        for (level, text) in found.iter_mut().enumerate() {
            match above.get_mut(level) {
                Some(kept) if level < first => text.clone_from(kept),
                Some(kept) => kept.clone_from(text),
                None => {}
            }
        }
        let mut parts = found
            .into_iter()
            .filter(|t| !t.is_empty() && !self.placeholders.contains(&fold_header(t).as_str()));
        let stem = parts.next()?;
        let rows: Vec<String> = parts.collect();
        Some(if rows.is_empty() { stem } else { format!("{stem} [{}]", rows.join(": ")) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: Layers = Layers {
        form: "test",
        key: "respondentid",
        beside: "",
        most: 3,
        placeholders: &["response"],
        clean: |text| text.replace('~', "'"),
    };

    fn rows(rows: &[&[(u32, &str)]]) -> Vec<(u32, Vec<(u32, String)>)> {
        let cells = |row: &[(u32, &str)]| row.iter().map(|(c, t)| (*c, (*t).to_owned())).collect();
        (4..).zip(rows).map(|(n, row)| (n, cells(row))).collect()
    }

    #[test]
    fn a_stem_holds_to_the_right_until_the_next() {
        let first = rows(&[
            &[(0, "Respondent ID"), (1, "Who~s there?"), (2, "How sure?")],
            &[(1, "Response"), (2, "Maps"), (3, "Calls"), (5, "Lists")],
            &[(0, "118"), (1, "x")],
        ]);
        assert_eq!(LAYERS.header(&first[..2]), None);
        let header = LAYERS.header(&first).unwrap();
        assert_eq!((header.row, header.form), (5, Some("test")));
        let cells: Vec<(u32, &str)> = header.cells.iter().map(|(c, t)| (*c, t.as_str())).collect();
        assert_eq!(
            cells,
            [
                (0, "Respondent ID"),
                (1, "Who's there?"),
                (2, "How sure? [Maps]"),
                (3, "How sure? [Calls]"),
                (5, "How sure? [Lists]")
            ]
        );
    }

    #[test]
    fn the_middle_row_holds_to_the_right_too_and_ends_with_its_stem() {
        let first = rows(&[
            &[(0, "Respondent ID"), (1, "Which?"), (4, "When?")],
            &[(1, "At work"), (3, "At home")],
            &[(1, "Maps"), (2, "Calls"), (3, "Maps")],
        ]);
        let cells: Vec<String> = LAYERS.header(&first).unwrap().cells.into_iter().map(|(_, t)| t).collect();
        assert_eq!(
            cells,
            [
                "Respondent ID",
                "Which? [At work: Maps]",
                "Which? [At work: Calls]",
                "Which? [At home: Maps]",
                "When?"
            ]
        );
    }

    #[test]
    fn one_header_row_is_enough_and_others_are_no_export() {
        let one = rows(&[&[(0, "Respondent ID"), (1, "Maps")], &[(0, "118"), (1, "4")]]);
        assert_eq!(LAYERS.header(&one).map(|h| (h.row, h.form)), Some((4, None)));
        // An answer without an id is not taken for a header.
        let gap = rows(&[&[(0, "Respondent ID"), (1, "Maps")], &[(1, "4")], &[(0, "118"), (1, "4")]]);
        assert_eq!(LAYERS.header(&gap), None);
        assert_eq!(LAYERS.header(&rows(&[&[(0, "Email")], &[(0, "a")], &[]])), None);
    }
}

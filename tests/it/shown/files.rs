//! Finished files, searched.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook, open_workbook_auto};

use super::unpack::unzip;

/// Everything a report wrote, the workbook unpacked.
pub struct Output {
    /// Paths and contents; the paths are searched too.
    files: Vec<(String, Vec<u8>)>,
    rows: Vec<Vec<Data>>,
}

impl Output {
    pub fn of(folder: &Path) -> Self {
        let (mut files, mut rows, mut folders) = (Vec::new(), Vec::new(), vec![folder.to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = std::fs::read(&path).unwrap();
                if path.extension().is_some_and(|e| e == "xlsx") {
                    files.extend(unzip(&bytes));
                    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
                    let sheets = book.worksheets();
                    rows.extend(sheets.iter().flat_map(|(_, sheet)| sheet.rows().map(<[Data]>::to_vec)));
                }
                if path.extension().is_some_and(|e| e == "png") {
                    let packed = [&b"zTXt"[..], b"iTXt", b"eXIf"];
                    assert!(!packed.iter().any(|chunk| bytes.windows(4).any(|w| w == *chunk)), "{path:?}");
                }
                files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
            }
        }
        assert!(
            files.iter().any(|f| f.0 == "xl/workbook.xml") && files.iter().any(|f| f.0.ends_with(".png"))
        );
        Self { files, rows }
    }

    /// The files that hold a text, as it is or with XML escapes, in content or name, in any case.
    pub fn holding(&self, text: &str) -> Vec<String> {
        let folded = text.to_lowercase();
        let escaped = folded.replace('&', "&amp;").replace('\'', "&#x27;");
        let holds = |(name, bytes): &&(String, Vec<u8>)| {
            let content = bytes.to_ascii_lowercase();
            let found = |t: &str| !t.is_empty() && memchr::memmem::find(&content, t.as_bytes()).is_some();
            name.to_lowercase().contains(&folded) || found(&folded) || found(&escaped)
        };
        self.files.iter().filter(holds).map(|f| f.0.clone()).collect()
    }

    fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        let is_text =
            |name: &str| [".html", ".csv", ".json", ".txt", ".svg"].iter().any(|e| name.ends_with(e));
        self.files
            .iter()
            .filter(move |f| is_text(&f.0))
            .map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned()))
    }

    /// Rows about a group: lines of text files, table rows of the page.
    fn rows_about(&self, group: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, text) in self.texts() {
            let rows: Vec<&str> = if name.ends_with(".html") {
                text.split("<tr").map(|row| row.split("</tr>").next().unwrap_or_default()).collect()
            } else {
                text.lines().collect()
            };
            let about = rows.into_iter().filter(|row| row.contains(group));
            found.extend(about.map(|row| (name.to_owned(), row.to_owned())));
        }
        found
    }

    pub fn lines_about(&self, group: &str) -> usize {
        self.rows_about(group).len()
    }

    /// Rows about a group that hold a figure: nothing but names, marks and reasons may stand there.
    pub fn numbers_about(&self, group: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (name, row) in self.rows_about(group) {
            let figures = match name.as_str() {
                "results.json" => {
                    let row: serde_json::Value = serde_json::from_str(row.trim_end_matches(',')).unwrap();
                    ["value", "low", "high", "n"].iter().any(|c| !row[*c].is_null())
                }
                "results.csv" => !row.contains(",,,,hidden,"),
                _ => {
                    let bare = row.replace("</t", "").replace("<t", "");
                    let others = bare.split(['<', '>', '"', ',']).filter(|t| !t.contains("Team "));
                    others.filter(|t| !t.contains('=')).any(|t| t.contains(|c: char| c.is_ascii_digit()))
                }
            };
            if figures {
                found.push(format!("{name}: {row}"));
            }
        }
        let is_number = |d: &Data| matches!(d, Data::Int(_) | Data::Float(_));
        let about = |row: &&Vec<Data>| row.iter().any(|d| d.to_string().contains(group));
        let sheets = self.rows.iter().filter(about).filter(|row| row.iter().any(is_number));
        found.extend(sheets.map(|row| format!("workbook.xlsx: {row:?}")));
        found
    }
}

/// Names, addresses, dates of birth and of passports, and subject lines of the gastech files.
pub fn gastech_secrets(folder: &Path) -> Vec<String> {
    let mut book = open_workbook_auto(folder.join("EmployeeRecords.xlsx")).unwrap();
    let sheet = book.worksheet_range("Employee Records").unwrap();
    let mut rows = sheet.rows();
    let headers: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    let column =
        |name: &str| headers.iter().position(|h| h.contains(name)).unwrap_or_else(|| panic!("{name}"));
    let [first, last, email] = ["FirstName", "LastName", "EmailAddress"].map(column);
    let dates = ["BirthDate", "PassportIssueDate", "PassportExpirationDate"].map(column);
    let mut secrets = Vec::new();
    for row in rows {
        let [given, family] = [&row[first], &row[last]].map(|d| d.to_string().trim().to_owned());
        secrets.extend([format!("{given} {family}"), format!("{family}, {given}")]);
        secrets.push(row[email].to_string().trim().to_owned());
        secrets.extend(dates.iter().flat_map(|d| row[*d].as_date_text()));
    }
    let log = std::fs::read(folder.join("email headers.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(log.as_slice());
    let subject = reader.byte_headers().unwrap().iter().position(|h| h == b"Subject").unwrap();
    let subjects = reader.byte_records().flatten();
    secrets.extend(subjects.map(|r| String::from_utf8_lossy(&r[subject]).trim().to_owned()));
    secrets.retain(|s| s.len() >= 8);
    secrets.sort();
    secrets.dedup();
    secrets
}

trait DateText {
    fn as_date_text(&self) -> Vec<String>;
}

impl DateText for Data {
    /// A date as people and programs write it.
    fn as_date_text(&self) -> Vec<String> {
        let Data::DateTime(at) = self else { return vec![self.to_string()] };
        let (y, m, d, ..) = at.to_ymd_hms_milli();
        vec![format!("{y}-{m:02}-{d:02}"), format!("{d:02}/{m:02}/{y}"), format!("{m}/{d}/{y}")]
    }
}

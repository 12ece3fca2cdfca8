//! One offline page: findings first, then the sections with their charts and tables.
//!
//! The page runs no script and asks for nothing: its policy allows its own style sheet, by
//! hash, and embedded fonts.

use minijinja::Environment;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::charts::ChartFiles;
use crate::charts::clean::plain;
use crate::charts::spec::{ChartSpec, DataTable, Shown};
use crate::disclosure::Disclosed;

use super::document::{Block, Document, FindingText, Section};

const TEMPLATE: &str = include_str!("../../reports/html/report.html");
const STYLE: &str = include_str!("../../reports/html/report.css");
const FONTS: [(&str, u16, &[u8]); 3] = [
    ("Noto Sans", 400, include_bytes!("../../reports/fonts/NotoSans-Regular.woff2")),
    ("Noto Sans", 700, include_bytes!("../../reports/fonts/NotoSans-Bold.woff2")),
    ("Noto Serif Display", 400, include_bytes!("../../reports/fonts/NotoSerifDisplay-Regular.woff2")),
];

/// Most rows of a table, or terms of a list, that stand open on the page.
const OPEN_ROWS: usize = 30;
const OPEN_TERMS: usize = 12;
/// Most cells of one table; a longer one is cut and says where the rest is.
const MOST_CELLS: usize = 6_000;

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the report page could not be written: {0}. Report this: it is a fault in the program")]
pub struct HtmlError(#[from] minijinja::Error);

/// The document as one HTML file; `charts` are those of the same document, matched by id.
///
/// # Errors
/// [`HtmlError`] when the template cannot be filled in.
pub fn render(document: &Disclosed<Document>, charts: &[ChartFiles]) -> Result<String, HtmlError> {
    let css = style_sheet();
    let mut environment = Environment::new();
    environment.add_template("report.html", TEMPLATE)?;
    let page = page(document.get(), charts, document.policy().k, css);
    Ok(environment.get_template("report.html")?.render(Value::from(Serde(page)))?)
}

fn page(doc: &Document, charts: &[ChartFiles], k: u32, css: String) -> PageView {
    PageView {
        csp: policy(&css),
        css,
        title: plain(&doc.title),
        headline: plain(&doc.headline),
        standfirst: plain(&doc.standfirst),
        imprint: plain(&doc.imprint),
        version: env!("CARGO_PKG_VERSION"),
        findings: doc.findings.iter().map(|f| finding(f, doc)).collect(),
        data_quality: doc.data_quality.iter().map(|l| plain(l)).collect(),
        sections: doc.sections.iter().map(|s| section(s, charts, k)).collect(),
    }
}

/// The content security policy that allows the style sheet and nothing else.
fn policy(css: &str) -> String {
    let hash = base64(&Sha256::digest(css.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
}

fn style_sheet() -> String {
    let mut css = String::new();
    for (family, weight, bytes) in FONTS {
        css.push_str(&format!(
            "@font-face{{font-family:\"{family}\";font-weight:{weight};font-display:swap;\
             src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n",
            base64(bytes)
        ));
    }
    css + STYLE
}

/// Bytes in base64 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let part = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = part(0) << 16 | part(1) << 8 | part(2);
        for i in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * i) & 63) as usize] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[derive(Serialize)]
struct PageView {
    csp: String,
    css: String,
    title: String,
    headline: String,
    standfirst: String,
    imprint: String,
    version: &'static str,
    findings: Vec<FindingView>,
    data_quality: Vec<String>,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct FindingView {
    claim: String,
    evidence: String,
    certainty: String,
    reverse: String,
    action: String,
    chart: Option<String>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    title: String,
    blocks: Vec<BlockView>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockView {
    Text { text: String },
    Heading { text: String },
    Note { text: String },
    Table { table: TableView },
    Terms { terms: Vec<(String, String)>, folded: bool },
    Chart(ChartView),
}

#[derive(Serialize)]
struct ChartView {
    anchor: String,
    title: String,
    subtitle: String,
    description: String,
    parts: Vec<String>,
    table: TableView,
}

#[derive(Serialize)]
struct TableView {
    caption: String,
    headers: Vec<CellView>,
    rows: Vec<Vec<CellView>>,
    marks: Option<String>,
    /// What of a long table stands elsewhere.
    rest: Option<String>,
    /// Whether the table waits behind a summary.
    folded: bool,
}

#[derive(Serialize)]
struct CellView {
    text: String,
    words: bool,
}

/// Links to a chart only where the document has it.
fn finding(f: &FindingText, document: &Document) -> FindingView {
    let blocks = || document.sections.iter().flat_map(|s| &s.blocks);
    let exists = |id: &&String| blocks().any(|b| matches!(b, Block::Chart(c) if c.id == **id));
    FindingView {
        claim: plain(&f.claim),
        evidence: plain(&f.evidence),
        certainty: plain(&f.certainty),
        reverse: plain(&f.reverse),
        action: plain(&f.action),
        chart: f.chart.as_ref().filter(exists).map(|id| anchor("chart", id)),
    }
}

fn section(section: &Section, charts: &[ChartFiles], k: u32) -> SectionView {
    SectionView {
        id: anchor("part", &section.id),
        title: plain(&section.title),
        blocks: section.blocks.iter().map(|b| block(b, charts, k)).collect(),
    }
}

/// An id of letters, digits and hyphens, apart from the ids the page has itself.
fn anchor(kind: &str, id: &str) -> String {
    let safe = id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    std::iter::once(format!("{kind}-")).chain(safe.map(String::from)).collect()
}

fn block(block: &Block, charts: &[ChartFiles], k: u32) -> BlockView {
    match block {
        Block::Text(text) => BlockView::Text { text: plain(text) },
        Block::Heading(text) => BlockView::Heading { text: plain(text) },
        Block::Note(text) => BlockView::Note { text: plain(text) },
        Block::Table(t) => BlockView::Table { table: table(t, k) },
        Block::Terms(terms) => {
            let list = terms.iter().map(|(t, d)| (plain(t), plain(d))).collect();
            BlockView::Terms { terms: list, folded: terms.len() > OPEN_TERMS }
        }
        Block::Chart(spec) => BlockView::Chart(chart(spec, charts, k)),
    }
}

fn chart(spec: &ChartSpec, charts: &[ChartFiles], k: u32) -> ChartView {
    let drawn = charts.iter().find(|c| c.id == spec.id);
    ChartView {
        anchor: anchor("chart", &spec.id),
        title: plain(&spec.title),
        subtitle: plain(&spec.subtitle),
        description: plain(&spec.description),
        parts: drawn.map(|c| c.inline.clone()).unwrap_or_default(),
        table: table(&spec.table, k),
    }
}

fn table(t: &DataTable, k: u32) -> TableView {
    let cell = |s: &Shown| CellView { text: plain(s.printed()), words: matches!(s, Shown::Text(_)) };
    let worded = |i: usize| t.rows.iter().any(|r| matches!(r.get(i), Some(Shown::Text(_))));
    let most = MOST_CELLS / t.headers.len().max(1);
    TableView {
        caption: plain(&t.caption),
        headers: t
            .headers
            .iter()
            .enumerate()
            .map(|(i, h)| CellView { text: plain(h), words: worded(i) })
            .collect(),
        rows: t.rows.iter().take(most).map(|r| r.iter().map(cell).collect()).collect(),
        marks: marks(t, k),
        rest: (t.rows.len() > most).then(|| rest(most, t.rows.len())),
        folded: t.rows.len() > OPEN_ROWS,
    }
}

/// Says where the rows are that the page leaves out.
fn rest(shown: usize, all: usize) -> String {
    let count = |n: usize| crate::report::words::count(n as u64);
    format!(
        "The first {} of {} rows. All of them are in workbook.xlsx and in the charts folder.",
        count(shown),
        count(all)
    )
}

/// Explains the marks a table has.
fn marks(t: &DataTable, k: u32) -> Option<String> {
    let any = |f: fn(&Shown) -> bool| t.rows.iter().flatten().any(f);
    let hidden = any(|s| matches!(s, Shown::Hidden))
        .then(|| format!("[c] not shown: fewer than {k} people, or it would give a smaller group away."));
    let missing = any(|s| matches!(s, Shown::Unavailable(_))).then(|| "[x] not available.".to_owned());
    let words: Vec<_> = hidden.into_iter().chain(missing).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{pictures, sample};

    fn page() -> String {
        let document = sample::disclosed();
        render(&document, &pictures::draw(&document).unwrap()).unwrap()
    }

    #[test]
    fn the_policy_names_the_hash_of_the_style_sheet() {
        let page = page();
        let css = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(
            page.contains(
                &format!("sha256-{}", base64(&Sha256::digest(css.as_bytes()))).replace('+', "&#x2b;")
            ) || page.contains(&format!("sha256-{}", base64(&Sha256::digest(css.as_bytes()))))
        );
        assert_eq!(page.matches("<style").count(), 1);
    }

    #[test]
    fn base64_pads() {
        let coded: Vec<_> = [&b""[..], b"f", b"fo", b"foo", b"foob"].map(base64).into();
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn nothing_runs_and_nothing_is_asked_for() {
        let page = page();
        for bad in ["<script", "<img", " style=", " onerror=alert(1)>\"", "<link", "<iframe", "@import"] {
            assert!(!page.contains(bad), "{bad}");
        }
        let known = ["-equiv", "://www.w3.org/2000/svg\"", "://exa", ":&#x2f;&#x2f;exa"];
        for rest in page.split("http").skip(1) {
            assert!(known.iter().any(|k| rest.starts_with(k)), "{}", &rest[..40]);
        }
        assert!(!page.contains("href=\"http") && !page.contains("src=\"") && !page.contains("url(http"));
    }

    #[test]
    fn every_link_has_its_target_and_every_id_is_used_once() {
        let page = page();
        let after = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|s| s.split('"').next().unwrap_or("").to_owned()).collect()
        };
        let mut ids = after(" id=\"");
        for target in after("href=\"#") {
            assert!(ids.contains(&target), "{target}");
        }
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(all, ids.len());
    }

    #[test]
    fn a_long_table_is_cut_and_says_where_the_rest_is() {
        let headers = ["A", "B"].map(str::to_owned).to_vec();
        let row = || vec![Shown::Text("a".into()), Shown::Number(1.0, "1".into())];
        let long = DataTable { caption: String::new(), headers, rows: (0..3_500).map(|_| row()).collect() };
        let view = table(&long, 5);
        assert_eq!((view.rows.len(), view.folded), (3_000, true));
        assert_eq!(
            view.rest.as_deref(),
            Some("The first 3,000 of 3,500 rows. All of them are in workbook.xlsx and in the charts folder.")
        );
        assert_eq!(view.headers.iter().map(|h| h.words).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(page(), page());
    }
}

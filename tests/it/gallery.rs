//! The sample document with every kind of chart, small and large, to look at.

#[path = "../../src/report/sample.rs"]
mod sample;

use std::fs;
use std::path::PathBuf;

use crossweave::report;

#[test]
#[ignore = "draws pictures to look at: GALLERY=some/folder cargo test gallery -- --ignored"]
fn gallery_is_drawn() {
    let dir = PathBuf::from(std::env::var_os("GALLERY").expect("GALLERY names the folder to draw into"));
    fs::create_dir_all(dir.join("charts")).unwrap();
    let document = sample::disclosed_large();
    let charts = report::pictures::draw(&document).unwrap();
    for chart in &charts {
        let write = |ending: &str, bytes: &[u8]| {
            fs::write(dir.join("charts").join(format!("{}.{ending}", chart.id)), bytes).unwrap();
        };
        write("svg", chart.svg.as_bytes());
        write("png", &chart.png);
        write("csv", chart.csv.as_bytes());
        write("txt", chart.txt.as_bytes());
    }
    fs::write(dir.join("index.html"), report::html::render(&document, &charts).unwrap()).unwrap();
    fs::write(dir.join("workbook.xlsx"), report::workbook::write(&document, &sample::analysis()).unwrap())
        .unwrap();
    fs::write(dir.join("results.json"), report::results::json(&sample::analysis()).unwrap()).unwrap();
    fs::write(dir.join("results.csv"), report::results::csv(&sample::analysis())).unwrap();
}

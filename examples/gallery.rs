//! Draws the sample document with every kind of chart: `cargo run --example gallery -- DIR`.

#[path = "../src/report/sample.rs"]
mod sample;

use std::path::Path;

use crossweave::{charts, disclosure, insight, measures, programme, report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "gallery".into());
    let dir = Path::new(&dir);
    std::fs::create_dir_all(dir.join("charts"))?;
    let document = sample::disclosed_large();
    let charts = report::pictures::draw(&document)?;
    for chart in &charts {
        let file = |ending: &str| dir.join("charts").join(format!("{}.{ending}", chart.id));
        std::fs::write(file("svg"), &chart.svg)?;
        std::fs::write(file("png"), &chart.png)?;
        std::fs::write(file("csv"), &chart.csv)?;
        std::fs::write(file("txt"), &chart.txt)?;
        println!("{:>8} {:>8} {}", chart.svg.len(), chart.png.len(), chart.id);
    }
    let page = report::html::render(&document, &charts)?;
    println!("{:>8} index.html", page.len());
    std::fs::write(dir.join("index.html"), page)?;
    std::fs::write(dir.join("workbook.xlsx"), report::workbook::write(&document, &sample::analysis())?)?;
    std::fs::write(dir.join("results.json"), report::results::json(&sample::analysis())?)?;
    std::fs::write(dir.join("results.csv"), report::results::csv(&sample::analysis()))?;
    print!("{}", report::results::table(&sample::analysis(), 90));
    Ok(())
}

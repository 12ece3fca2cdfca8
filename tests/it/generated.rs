//! What the repository keeps of generated files is what the source makes of them today.
//! `UPDATE=1 cargo test generated` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use crossweave::report::reference;
use crossweave::report::templates::{self, Shipped};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Path in the repository and content of every generated file.
fn generated() -> Vec<(String, Vec<u8>)> {
    let templates = templates::all(Shipped::NetworkedWorking).expect("the templates can be made");
    let templates = templates.into_iter().map(|(name, bytes)| (format!("data-templates/{name}"), bytes));
    let pages = reference::pages().into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes()));
    templates.chain(pages).collect()
}

#[test]
fn generated_files_are_fresh() {
    let update = std::env::var_os("UPDATE").is_some_and(|v| v == "1");
    let mut stale = Vec::new();
    for (path, bytes) in generated() {
        let kept = root().join(&path);
        if fs::read(&kept).unwrap_or_default() == bytes {
            continue;
        }
        if update {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, bytes).unwrap();
        } else {
            stale.push(path);
        }
    }
    assert!(stale.is_empty(), "stale: {}; run `UPDATE=1 cargo test generated`", stale.join(", "));
}

#[test]
fn what_is_not_generated_is_kept_by_hand() {
    let by_hand = ["crossweave.toml", "networked-working.csv", "ten-minute-audit.csv"];
    let made: Vec<PathBuf> = generated().into_iter().map(|(path, _)| root().join(path)).collect();
    for entry in fs::read_dir(root().join("data-templates")).unwrap() {
        let path = entry.unwrap().path();
        let kept = by_hand.iter().any(|name| path.ends_with(name));
        assert!(made.contains(&path) || kept, "{} is nobody's", path.display());
    }
}

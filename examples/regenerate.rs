//! Regenerates what the repository keeps of generated files: the templates.

use std::path::Path;

use crossweave::report::templates::folder::Existing;
use crossweave::report::templates::write_all;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-templates");
    for name in write_all(&templates, Existing::Replace)? {
        println!("data-templates/{name}");
    }
    Ok(())
}

# Commands of everyday work; `just` lists them.

_list:
    @just --list

# All tests: units, documentation examples, and the real binary
test:
    cargo test

# Formatting and lints, as they must be before a merge
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Write docs/*.md and data-templates/ anew from the source
regenerate:
    UPDATE=1 cargo test --test it generated

# The example programme and its report, in DIR
demo DIR="crossweave-demo":
    cargo run --release -- demo "{{DIR}}"

# Every kind of chart at every size, to look at, in DIR
gallery DIR="gallery":
    GALLERY="{{absolute_path(DIR)}}" cargo test --test it gallery -- --ignored

# The whole report beside an expert's script, as ratios; see benches/README.md
bench:
    cargo build --release
    python3 benches/side_by_side.py

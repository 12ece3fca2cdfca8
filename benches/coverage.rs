//! How often each interval holds the truth in 200,000 small teams: `cargo bench --bench coverage`.

#[path = "../tests/it/coverage.rs"]
mod coverage;

fn main() {
    for (found, used) in coverage::all(200_000, coverage::Depth::Deep) {
        found.print();
        println!("{:<34} used: {used}, {:.1}", "", 100.0 * found.average(used));
    }
}

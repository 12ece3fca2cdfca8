//! Parquet: samples by other programs, their twins as text, and damaged files.

use super::{problems, read, read_text, timed_contacts, used};

#[test]
fn dbg() {
    let reading = read("parquet");
    println!("{:?}\n{:#?}", used(&reading), problems(&reading));
    for i in &reading.imports {
        println!("{:?}\n{:?}\n{:?}", i.columns, i.rows, i.records);
    }
    println!("{:?}", timed_contacts(super::import(&reading, "interactions")));
    let _ = read_text;
}

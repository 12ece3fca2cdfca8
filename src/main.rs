//! The `crossweave` command.

fn main() {}

//! One test binary: each integration-test binary links the whole tree again.

mod accounts;
mod answered;
mod architecture;
mod checks;
mod cli;
mod compare;
mod coverage;
mod fields;
mod folders;
mod formats;
mod frameworks;
mod gallery;
mod gastech;
mod generated;
mod groups;
mod honest;
mod hostile;
mod importance;
mod known;
mod mapping;
mod oracles_skills_a;
mod oracles_skills_b;
mod process;
#[allow(dead_code)]
mod samples;
mod shown;
mod story;
mod support;
mod sweep;
mod who;
mod workbooks;

// The sample document names its modules as the library does.
use crossweave::{charts, disclosure, insight, measures, programme, report};

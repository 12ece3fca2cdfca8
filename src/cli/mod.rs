//! The command line: the only place for files written, clock, environment and stdout.

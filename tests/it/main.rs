//! One test binary: each integration-test binary links the whole tree again.

mod disclosure;

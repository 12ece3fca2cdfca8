//! Applies a policy to an analysis.

use super::disclosed::Disclose;
use super::policy::Policy;
use crate::insight::analysis::Analysis;

impl Disclose for Analysis {
    fn under(self, _: &Policy) -> Self {
        self
    }
}

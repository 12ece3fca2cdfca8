//! A sweep is disclosed rule by rule, each as if it stood alone.

use super::disclosed::Disclose;
use super::policy::Policy;
use crate::insight::sweep::{Sweep, Swept};

impl Disclose for Sweep {
    fn under(self, policy: &Policy) -> Self {
        let under = |one: Swept| Swept { analysis: one.analysis.under(policy), ..one };
        Self { settings: self.settings.into_iter().map(under).collect() }
    }
}

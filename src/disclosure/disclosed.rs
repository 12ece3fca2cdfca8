//! `Disclosed<T>`: a value that went through the policy. Charts, reports and JSON accept nothing else.

use super::policy::Policy;

/// Something that knows how to leave out what a policy hides.
pub trait Disclose: Sized {
    /// The same with everything hidden that the policy hides.
    fn under(self, policy: &Policy) -> Self;
}

/// A value that has been through disclosure control.
///
/// There is one way in, [`Disclosed::new`], and reading it does not let anything back in:
/// [`Disclosed::map`] takes a plain function, which can carry nothing along.
#[derive(Clone, Debug)]
pub struct Disclosed<T> {
    value: T,
    policy: Policy,
}

impl<T: Disclose> Disclosed<T> {
    /// Applies the policy.
    pub fn new(value: T, policy: Policy) -> Self {
        Self { value: value.under(&policy), policy }
    }
}

impl<T> Disclosed<T> {
    /// What may be shown.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// The policy it was shown under.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Something made from what may be shown, and from nothing else: a plain function pointer
    /// has no captured values.
    pub fn map<U>(&self, make: fn(&T, &Policy) -> U) -> Disclosed<U> {
        Disclosed { value: make(&self.value, &self.policy), policy: self.policy }
    }
}

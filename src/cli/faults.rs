//! A fault in this program ends as a failure with words, not as a stack of numbers. Readers of damaged
//! files may stumble inside; that is caught where it happens and told as the file's problem, so nothing
//! of it is printed here.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use super::failure::Failure;

/// Runs something; a panic that nobody caught becomes [`Failure::Internal`] with its place.
///
/// # Errors
/// What `run` gives, or the fault.
pub fn told<T>(run: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let last = Arc::new(Mutex::new(None::<String>));
    let seen = Arc::clone(&last);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        let words = info.payload_as_str().unwrap_or("no reason given");
        *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{words}{place}"));
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(run));
    panic::set_hook(before);
    ended.unwrap_or_else(|_| {
        let words = last.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(Failure::Internal(words.unwrap_or_else(|| "stopped unexpectedly".into())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_its_words_and_place_and_the_exit_code_of_a_failure() {
        let failure = told(|| -> Result<(), Failure> { panic!("no such thing") }).unwrap_err();
        assert_eq!(failure.code(), 2);
        let text = failure.to_string();
        assert!(text.contains("no such thing (src/cli/faults.rs:"), "{text}");
        assert!(text.contains("fault in crossweave, not in your files"), "{text}");
    }

    #[test]
    fn what_is_caught_on_the_way_is_no_fault() {
        let run = || Ok(panic::catch_unwind(|| panic!("a damaged file")).is_err());
        assert!(told(run).unwrap());
    }
}

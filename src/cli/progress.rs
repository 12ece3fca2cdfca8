//! Progress on a terminal for anything over half a second; none when piped.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line on the terminal that says what is going on.
pub struct Progress {
    started: Instant,
    wanted: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    /// Silent unless stderr is a terminal.
    pub fn new(quiet: bool) -> Self {
        let plain = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let wanted = !quiet && !plain && std::io::stderr().is_terminal();
        Self { started: Instant::now(), wanted, bar: Mutex::new(None) }
    }

    /// Says how far the reading is.
    pub fn reading(&self, done: u64, all: u64) {
        self.show(|bar| {
            bar.set_style(style("{spinner} reading {bytes} of {total_bytes} ({elapsed})"));
            bar.set_length(all);
            bar.set_position(done);
        });
    }

    /// Says what is done now.
    pub fn stage(&self, message: &'static str) {
        self.show(|bar| {
            bar.set_style(style("{spinner} {msg} ({elapsed})"));
            bar.set_message(message);
        });
    }

    fn show(&self, update: impl Fn(&ProgressBar)) {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        if let Ok(mut bar) = self.bar.lock() {
            update(bar.get_or_insert_with(new_bar));
        }
    }

    /// Clears the line.
    pub fn finish(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A style from one of our own templates.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

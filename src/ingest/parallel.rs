//! Work spread over threads, results in the order of the jobs, progress told on the caller's thread.

use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How often the caller is told how far things are.
const TICK: Duration = Duration::from_millis(50);

/// Does every job on as many threads as rayon would use, heaviest first, and gives the results in the
/// jobs' own order. `tick` runs on the calling thread now and then.
///
/// These are plain threads and not rayon's, because the caller waits: were it itself one of rayon's, and
/// the only one, it would wait for ever.
pub(super) fn in_parallel<J: Send, R: Send>(
    jobs: Vec<(u64, J)>,
    tick: impl Fn(),
    work: impl Fn(J) -> R + Sync,
) -> Vec<R> {
    let count = jobs.len();
    let threads = rayon::current_num_threads().min(count);
    let mut jobs: Vec<(usize, u64, J)> =
        jobs.into_iter().enumerate().map(|(i, (w, job))| (i, w, job)).collect();
    jobs.sort_by_key(|(i, weight, _)| (std::cmp::Reverse(*weight), *i));
    let queue = Mutex::new(jobs.into_iter());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let mut results: Vec<Option<R>> = (0..count).map(|_| None).collect();
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((i, _, job)) = next() {
                    // Fails only when the receiver is gone, and then nobody asks.
                    let _ = send.send((i, work(job)));
                }
            });
        }
        drop(send);
        loop {
            match receive.recv_timeout(TICK) {
                Ok((i, result)) => results[i] = Some(result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            tick();
        }
    });
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_jobs() {
        let jobs: Vec<(u64, u64)> = (0..100).map(|i| (i % 7, i)).collect();
        let doubled = in_parallel(jobs, || {}, |i| i * 2);
        assert_eq!(doubled, (0..100).map(|i| i * 2).collect::<Vec<_>>());
        assert_eq!(in_parallel(Vec::<(u64, u64)>::new(), || {}, |i| i), Vec::<u64>::new());
    }
}

//! Own threads for long work. Node has four threads for all file access, name look-ups and digests
//! of a process: on those, a few programs could keep it from reading a file.

use std::{
    collections::VecDeque,
    num::NonZero,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use napi::{Env, Result, bindgen_prelude::Object};

use crate::{
    error::{failure, guarded},
    value::Given,
};

/// Idle time after which a thread ends.
const IDLE: Duration = Duration::from_secs(10);

type Job = Box<dyn FnOnce() + Send>;

struct ThreadPool {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
}

static POOL: Mutex<ThreadPool> = Mutex::new(ThreadPool {
    jobs: VecDeque::new(),
    threads: 0,
    idle: 0,
});
static ARRIVED: Condvar = Condvar::new();

/// Runs `work` on another thread, and returns a promise of the result of `settle` on this one.
pub(crate) fn elsewhere<T, V>(
    env: &Env,
    work: impl FnOnce() -> Result<T> + Send + 'static,
    settle: impl FnOnce(T) -> Result<V> + Send + 'static,
) -> Result<Object<'_>>
where
    T: Send + 'static,
    V: Given,
{
    let (deferred, promise) = env.create_deferred()?;
    submit(Box::new(move || match guarded(work) {
        Ok(result) => deferred.resolve(move |_| settle(result)),
        Err(error) => deferred.reject(error),
    }))?;
    Ok(promise)
}

fn pool() -> MutexGuard<'static, ThreadPool> {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Queues a job for an idle thread, for a new one, or for the next one to become idle.
fn submit(job: Job) -> Result<()> {
    let most = thread::available_parallelism()
        .map_or(2, NonZero::get)
        .max(2);
    let mut pool = pool();
    pool.jobs.push_back(job);
    if pool.idle >= pool.jobs.len() || pool.threads >= most {
        ARRIVED.notify_one();
        return Ok(());
    }
    match thread::Builder::new().name("monty".to_owned()).spawn(serve) {
        Ok(_) => pool.threads += 1,
        Err(error) if pool.threads == 0 => {
            pool.jobs.pop_back();
            return Err(failure(format!("no thread could be started: {error}")));
        }
        // Another thread will run the job.
        Err(_) => {}
    }
    Ok(())
}

fn serve() {
    let mut pool = pool();
    loop {
        if let Some(job) = pool.jobs.pop_front() {
            drop(pool);
            job();
            pool = self::pool();
            continue;
        }
        pool.idle += 1;
        let (woken, waited) = ARRIVED
            .wait_timeout(pool, IDLE)
            .unwrap_or_else(PoisonError::into_inner);
        pool = woken;
        pool.idle -= 1;
        if waited.timed_out() && pool.jobs.is_empty() {
            pool.threads -= 1;
            return;
        }
    }
}

//! Threads of our own for what takes long. Node has four for all files, name look-ups and digests of
//! a process: were they ours as well, a few programs could keep it from reading a file.

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

/// How long a thread without work stays.
const IDLE: Duration = Duration::from_secs(10);

type Job = Box<dyn FnOnce() + Send>;

struct Crew {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
}

static CREW: Mutex<Crew> = Mutex::new(Crew {
    jobs: VecDeque::new(),
    threads: 0,
    idle: 0,
});
static ARRIVED: Condvar = Condvar::new();

/// Does `work` on another thread, and gives a promise of what `settle` makes of it on this one.
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
    hire(Box::new(move || match guarded(work) {
        Ok(result) => deferred.resolve(move |_| settle(result)),
        Err(error) => deferred.reject(error),
    }))?;
    Ok(promise)
}

fn crew() -> MutexGuard<'static, Crew> {
    CREW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a job to a thread that is idle, to a new one, or to the first that will be.
fn hire(job: Job) -> Result<()> {
    let most = thread::available_parallelism()
        .map_or(2, NonZero::get)
        .max(2);
    let mut crew = crew();
    crew.jobs.push_back(job);
    if crew.idle >= crew.jobs.len() || crew.threads >= most {
        ARRIVED.notify_one();
        return Ok(());
    }
    match thread::Builder::new().name("monty".to_owned()).spawn(serve) {
        Ok(_) => crew.threads += 1,
        Err(error) if crew.threads == 0 => {
            crew.jobs.pop_back();
            return Err(failure(format!("no thread could be started: {error}")));
        }
        // Another one will do it.
        Err(_) => {}
    }
    Ok(())
}

fn serve() {
    let mut crew = crew();
    loop {
        if let Some(job) = crew.jobs.pop_front() {
            drop(crew);
            job();
            crew = self::crew();
            continue;
        }
        crew.idle += 1;
        let (woken, waited) = ARRIVED
            .wait_timeout(crew, IDLE)
            .unwrap_or_else(PoisonError::into_inner);
        crew = woken;
        crew.idle -= 1;
        if waited.timed_out() && crew.jobs.is_empty() {
            crew.threads -= 1;
            return;
        }
    }
}

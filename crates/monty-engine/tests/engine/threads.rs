//! Runs of several threads take turns.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
};

use monty_engine::{Contention, event::kind};
use monty_types::MontyObject;

use crate::support::{GO_ON, MEMORY, Run, START, STOP, answer, mebibytes};

#[test]
fn runs_of_several_threads_compute_side_by_side_with_a_count_each() {
    let threads: Vec<_> = (0..4)
        .map(|at| {
            thread::spawn(move || {
                let mut run = Run::limited(
                    "xs = []\nwhile len(xs) < n: xs.append('x' * 100)\nlen(xs)"
                        .replace('n', "30_000")
                        .as_str(),
                    mebibytes(16),
                );
                let mut greedy = Run::limited(
                    "xs = []\nwhile True: xs.append('x' * 100)",
                    mebibytes(8 + at),
                );
                assert_eq!(greedy.start().limit().kind, MEMORY);
                run.start().kind
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn a_message_that_came_while_the_interpreter_was_taken_is_executed_once() {
    let is_over = Arc::new(AtomicBool::new(false));
    let (started, flag) = (Arc::new(Barrier::new(2)), Arc::clone(&is_over));
    let other = thread::spawn({
        let started = Arc::clone(&started);
        move || {
            let mut run = Run::of("while True: pass");
            run.step(&START);
            started.wait();
            while !flag.load(SeqCst) {
                run.step(&GO_ON);
            }
            run.step(&STOP);
        }
    });
    started.wait();
    let mut busy = 0;
    // Created beforehand, as creating a run waits for the meter.
    let runs: Vec<Run> = (0..100)
        .map(|_| Run::of("n = 0\nwhile n < 20_000: n += 1\ncalls = f()\ncalls"))
        .collect();
    for (round, mut run) in (0..).zip(runs) {
        let mut event = run.contend(&START, Contention::Yield);
        while [kind::BUSY, kind::YIELDED].contains(&event.kind) {
            busy += u32::from(event.kind == kind::BUSY);
            thread::yield_now();
            event = run.contend(&GO_ON, Contention::Yield);
        }
        assert_eq!((event.kind, event.host_calls), (kind::FUNCTION, 1));
        event = run.contend(&answer(&MontyObject::int(round)), Contention::Yield);
        while [kind::BUSY, kind::YIELDED].contains(&event.kind) {
            busy += u32::from(event.kind == kind::BUSY);
            event = run.contend(&GO_ON, Contention::Yield);
        }
        assert_eq!(event.shown(), round.to_string());
    }
    is_over.store(true, SeqCst);
    other.join().unwrap();
    assert!(busy > 0, "the threads never met");
}

#[test]
fn a_stop_replaces_a_message_that_was_kept() {
    let is_over = Arc::new(AtomicBool::new(false));
    let (started, flag) = (Arc::new(Barrier::new(2)), Arc::clone(&is_over));
    let other = thread::spawn({
        let started = Arc::clone(&started);
        move || {
            let mut run = Run::of("while True: pass");
            run.step(&START);
            started.wait();
            while !flag.load(SeqCst) {
                run.step(&GO_ON);
            }
        }
    });
    started.wait();
    let mut met = 0;
    let runs: Vec<Run> = (0..1_000).map(|_| Run::of("print('started')")).collect();
    for mut run in runs {
        if run.contend(&START, Contention::Yield).kind == kind::BUSY {
            met += 1;
            let event = run.step(&STOP).expect(kind::STOPPED);
            assert_eq!(event.printed, "");
        }
    }
    assert!(met > 0, "the threads never met");
    is_over.store(true, SeqCst);
    other.join().unwrap();
}

#[test]
fn a_thread_may_end_with_runs_in_every_state() {
    thread_local! {
        static KEPT: std::cell::RefCell<Vec<Run>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    for _ in 0..20 {
        thread::spawn(|| {
            // Dropped with the thread's other locals, also those of the engine.
            KEPT.with_borrow_mut(|kept| {
                let mut open = Run::of("xs = [1]\nwhile True: pass");
                open.step(&START).expect(kind::YIELDED);
                let mut paused = Run::of("xs = [1]\nf(xs)");
                paused.start().expect(kind::FUNCTION);
                let mut session = Run::session();
                session.feed("xs = [1]").expect(kind::COMPLETE);
                kept.extend([open, paused, session, Run::of("1")]);
            });
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_small_thread_runs_deep_programs() {
    let small = thread::Builder::new().stack_size(256 * 1024);
    let deep = "def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError: x = 'deep'\nx";
    let handle = small.spawn(move || {
        let event = Run::of(deep).start().shown();
        let chain = format!("x = 1{}\nx", "+1".repeat(5_000));
        let compiled = monty_engine::Program::compile(
            chain,
            "m.py",
            Vec::new(),
            monty_engine::SourceOptions::default(),
        );
        drop(compiled);
        event
    });
    assert_eq!(handle.unwrap().join().unwrap(), "'deep'");
}

//! Measures on request, so that the baseline alternates with the measurements it is compared to.
//!
//! With `--serve`: reads `prepare <workload>` and `sample <iterations>` lines and answers each with
//! a line of JSON. Without: measures every workload and prints one JSON object of nanoseconds.

use std::{
    env,
    hint::black_box,
    io::{self, BufRead, Write},
    time::{Duration, Instant},
};

/// Repeats the work a number of times and returns the duration.
pub type Sample = Box<dyn FnMut(u32) -> Duration>;

/// One workload, by the name that `bench/workloads` gives it.
pub struct Floor {
    pub name: &'static str,
    pub prepare: fn() -> Sample,
}

impl Floor {
    pub const fn new(name: &'static str, prepare: fn() -> Sample) -> Self {
        Self { name, prepare }
    }
}

/// A program of `bench/programs`.
#[macro_export]
macro_rules! program {
    ($name:literal) => {
        include_str!(concat!("../../../bench/programs/", $name, ".py"))
    };
}

/// Work that needs no set-up for each repetition.
pub fn timed<T>(mut work: impl FnMut() -> T + 'static) -> Sample {
    Box::new(move |iterations| {
        let began = Instant::now();
        for _ in 0..iterations {
            black_box(work());
        }
        began.elapsed()
    })
}

pub fn main(floors: &[Floor]) {
    if env::args().any(|argument| argument == "--serve") {
        serve(floors);
    } else {
        report(floors);
    }
}

fn serve(floors: &[Floor]) {
    let mut sample: Option<Sample> = None;
    for line in io::stdin().lock().lines() {
        let line = line.expect("standard input is text");
        let answer = match line.split_once(' ') {
            Some(("prepare", name)) => {
                let floor = floors.iter().find(|floor| floor.name == name);
                sample = floor.map(|floor| (floor.prepare)());
                format!(r#"{{"ready":{}}}"#, sample.is_some())
            }
            Some(("sample", iterations)) => {
                let iterations = iterations.parse().expect("a number of iterations");
                let sample = sample.as_mut().expect("a workload was prepared");
                format!(r#"{{"ns":{}}}"#, sample(iterations).as_nanos())
            }
            _ => panic!("unknown request: {line}"),
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{answer}")
            .and_then(|()| out.flush())
            .expect("standard output is open");
    }
}

const REPORT_TIME: Duration = Duration::from_millis(200);

fn report(floors: &[Floor]) {
    let lines: Vec<String> = floors
        .iter()
        .map(|floor| {
            let mut sample = (floor.prepare)();
            let began = Instant::now();
            let mut best = Duration::MAX;
            while began.elapsed() < REPORT_TIME {
                best = best.min(sample(1));
            }
            format!(r#"  "{}": {}"#, floor.name, best.as_nanos())
        })
        .collect();
    println!("{{\n{}\n}}", lines.join(",\n"));
}

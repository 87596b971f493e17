//! The crate `monty` alone: the interpreter's cost without the engine.

mod serve;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use monty::{MontyRun, RunProgress};
use monty_types::{
    CompileOptions, MontyObject, NameLookupResult, PrintWriter, ResourceLimits, ResourceTracker,
};
use serve::{Floor, Sample, timed};

const FLOORS: &[Floor] = &[
    Floor::new("compile", || timed(|| compile(program!("agent"), &[]))),
    Floor::new("compile-run", || {
        timed(|| finish(start(compile("1+1", &[]), vec![])))
    }),
    Floor::new("run", || repeated("1+1")),
    Floor::new("host-calls-run", || repeated(program!("host_calls"))),
    Floor::new("fib", || repeated(program!("fib"))),
    Floor::new("loop", || repeated(program!("loop"))),
    Floor::new("records-out", || repeated(program!("records"))),
    Floor::new("records-in", || given(program!("records"), "len(rows)")),
    Floor::new("records-both", || given(program!("records"), "rows")),
    Floor::new("nested-out", || repeated(program!("records_nested"))),
    Floor::new("nested-in", || {
        given(program!("records_nested"), "len(rows)")
    }),
    Floor::new("nested-both", || given(program!("records_nested"), "rows")),
];

fn main() {
    serve::main(FLOORS);
}

fn repeated(code: &str) -> Sample {
    let program = compile(code, &[]);
    timed(move || finish(start(program.clone(), vec![])))
}

/// Runs `code` with the result of `source` as its input `rows`.
fn given(source: &str, code: &str) -> Sample {
    let rows = finish(start(compile(source, &[]), vec![]));
    let program = compile(code, &["rows"]);
    Box::new(move |iterations| {
        let mut total = Duration::ZERO;
        for _ in 0..iterations {
            // The copy is not the interpreter's work.
            let inputs = vec![rows.clone()];
            let began = Instant::now();
            black_box(finish(start(program.clone(), inputs)));
            total += began.elapsed();
        }
        total
    })
}

fn compile(code: &str, inputs: &[&str]) -> MontyRun {
    let inputs = inputs.iter().map(|&name| name.to_owned()).collect();
    MontyRun::new(
        code.to_owned(),
        "main.py",
        inputs,
        CompileOptions::default(),
    )
    .expect("the program compiles")
}

fn start(run: MontyRun, inputs: Vec<MontyObject>) -> RunProgress {
    let tracker = ResourceTracker::new(ResourceLimits::default());
    run.start(inputs, tracker, PrintWriter::Disabled)
        .expect("the program starts")
}

/// Resumes to the end, and answers calls of the host function `add_one`.
fn finish(mut progress: RunProgress) -> MontyObject {
    loop {
        progress = match progress {
            RunProgress::Complete(value) => return value,
            RunProgress::FunctionCall(call) => {
                let argument = call
                    .args
                    .arg(0)
                    .and_then(|argument| argument.as_int())
                    .expect("an integer");
                call.resume(MontyObject::int(argument + 1), PrintWriter::Disabled)
            }
            RunProgress::NameLookup(lookup) => {
                let function = MontyObject::function(lookup.name.clone(), None);
                lookup.resume(NameLookupResult::Value(function), PrintWriter::Disabled)
            }
            RunProgress::OsCall(_) | RunProgress::ResolveFutures(_) => {
                panic!("the workloads ask for neither")
            }
        }
        .expect("the program goes on");
    }
}

//! The engine without Node: the same messages and events as the addon, which are not decoded.

mod serve;

use std::rc::Rc;

use monty_engine::{
    Contention, Execution, MeteredAllocator, Program, Setup, SourceOptions,
    event::{HEADER_BYTES, kind},
    message::op,
    wire::{Encoding, Reader, Writer, read_object, tag, write_object},
};
use serve::{Floor, Sample, timed};

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

const FLOORS: &[Floor] = &[
    Floor::new("compile", || timed(|| compile(program!("agent"), &[]))),
    Floor::new("compile-run", compile_and_run),
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
    Floor::new("session", sessions),
];

fn main() {
    serve::main(FLOORS);
}

fn compile(code: &str, inputs: &[&str]) -> Rc<Program> {
    let inputs = inputs.iter().map(|&name| name.to_owned()).collect();
    let program = Program::compile(code.to_owned(), "main.py", inputs, SourceOptions::default());
    Rc::new(program.expect("the program compiles"))
}

fn compile_and_run() -> Sample {
    let (setup, mut reply) = (Setup::default(), Writer::default());
    timed(move || {
        finish(
            &mut Execution::program(compile("1+1", &[]), &setup),
            &[op::START, 0],
            &mut reply,
        );
    })
}

fn repeated(code: &str) -> Sample {
    running(compile(code, &[]), vec![op::START, 0])
}

fn running(program: Rc<Program>, start: Vec<u8>) -> Sample {
    let (setup, mut reply) = (Setup::default(), Writer::default());
    timed(move || {
        finish(
            &mut Execution::program(Rc::clone(&program), &setup),
            &start,
            &mut reply,
        );
    })
}

/// Runs `code` with the result of `source` as its input `rows`.
fn given(source: &str, code: &str) -> Sample {
    let binary = Setup {
        json: false,
        ..Setup::default()
    };
    let mut reply = Writer::default();
    finish(
        &mut Execution::program(compile(source, &[]), &binary),
        &[op::START, 0],
        &mut reply,
    );
    let mut body = Reader::new(&reply.as_slice()[HEADER_BYTES..]);
    assert_eq!(body.varint(), Ok(0), "nothing is printed");
    let rows = read_object(&mut body).expect("the engine reads what it writes");
    let mut start = Writer::default();
    start.raw(&[op::START, 1]);
    write_object(
        &rows,
        Encoding {
            json: false,
            max_bytes: None,
        },
        &mut start,
    )
    .expect("rows are plain");
    running(compile(code, &["rows"]), start.take())
}

fn sessions() -> Sample {
    let (setup, mut reply) = (Setup::default(), Writer::default());
    let mut feed = Writer::default();
    feed.u8(op::FEED);
    feed.u8(0);
    feed.text("1+1");
    feed.varint(0);
    timed(move || {
        let mut session = Execution::session("main.py", SourceOptions::default(), &setup);
        finish(&mut session, feed.as_slice(), &mut reply);
    })
}

/// Resumes to the end, and answers calls of the host function `add_one`.
fn finish(execution: &mut Execution, first: &[u8], reply: &mut Writer) {
    let mut answer = Writer::default();
    answer.raw(first);
    loop {
        reply.clear();
        execution.step(answer.as_slice(), Contention::Wait, reply);
        answer.clear();
        match reply.as_slice()[0] {
            kind::COMPLETE => return,
            kind::YIELDED => answer.u8(op::CONTINUE),
            kind::NAME => {
                answer.raw(&[op::RETURN, tag::FUNCTION]);
                answer.text("add_one");
                answer.optional_text(None);
            }
            kind::FUNCTION => {
                // The argument is the last value of the event: an i32, and no named ones.
                let event = reply.as_slice();
                let argument = Reader::new(&event[event.len() - 5..])
                    .i32()
                    .expect("an i32");
                answer.raw(&[op::RETURN, tag::INT32]);
                answer.i32(argument + 1);
            }
            other => panic!("unexpected event {other}"),
        }
    }
}

//! The worker from its parent's side: a process that receives frames, or arbitrary bytes.

use std::{
    io::{Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use monty_engine::{
    event::{HEADER_BYTES, kind},
    message::op,
    wire::Writer,
};

// As in `frame.rs`.
const PING: u32 = 0;
const PROGRAM: u32 = 1;
const FORGET: u32 = 2;
const RUN: u32 = 3;
const STEP: u32 = 6;
const DUMP: u32 = 7;
const DROP: u32 = 8;
const EVENT: u32 = 0;
const PRINTED: u32 = 1;
const REFUSED: u32 = 3;
const FAILED: u32 = 4;
const PONG: u32 = 6;

const START: [u8; 2] = [op::START, 0];

struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
}

impl Worker {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_monty-worker"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the worker starts");
        let input = child.stdin.take();
        let output = child.stdout.take().unwrap();
        Self {
            child,
            input,
            output,
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).expect("the worker reads");
        input.flush().unwrap();
    }

    fn send(&mut self, kind: u32, subject: u32, body: &[u8]) {
        self.write(&frame(kind, subject, body));
    }

    /// Creates a program and a run of it, both with this number.
    fn run(&mut self, subject: u32, code: &str, setup: &[u8]) {
        self.send(PROGRAM, subject, &program(code));
        let mut body = subject.to_le_bytes().to_vec();
        body.extend_from_slice(setup);
        self.send(RUN, subject, &body);
        self.send(STEP, subject, &START);
    }

    /// Kind, subject and body of the next reply.
    fn reply(&mut self) -> (u32, u32, Vec<u8>) {
        let mut word = || {
            let mut bytes = [0; 4];
            self.output.read_exact(&mut bytes).expect("a reply");
            u32::from_le_bytes(bytes)
        };
        let (length, kind, subject) = (word(), word(), word());
        let mut body = vec![0; length as usize - 8];
        self.output.read_exact(&mut body).unwrap();
        (kind, subject, body)
    }

    /// Closes the pipe and waits for the exit.
    fn end(mut self) -> ExitStatus {
        self.input = None;
        self.child.wait().unwrap()
    }
}

fn frame(kind: u32, subject: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(8 + body.len()).unwrap();
    let mut bytes = Vec::new();
    for word in [length, kind, subject] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes.extend_from_slice(body);
    bytes
}

fn program(code: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(code);
    writer.text("main.py");
    writer.varint(0);
    writer.raw(&0_u32.to_le_bytes());
    writer.u8(0);
    writer.raw(&(1_u32 << 18).to_le_bytes());
    writer.u8(1);
    writer.u8(0);
    writer.take()
}

/// A setup that limits time, in milliseconds, and memory, in bytes.
fn limits(duration: f64, memory: f64) -> Vec<u8> {
    let none = f64::INFINITY;
    let mut bytes: Vec<u8> = [
        duration, memory, 1_000.0, none, none, none, none, none, none,
    ]
    .iter()
    .flat_map(|limit| limit.to_le_bytes())
    .collect();
    // System clock, UTC, system randomness, no working directory, no flags.
    bytes.extend_from_slice(&[0; 5]);
    bytes
}

/// The setup with a collection after a number of allocations.
fn collecting_every(allocations: f64, setup: &[u8]) -> Vec<u8> {
    let mut setup = setup.to_vec();
    setup[64..72].copy_from_slice(&allocations.to_le_bytes());
    setup
}

#[test]
fn it_answers_and_ends_with_its_input() {
    let mut worker = Worker::start();
    worker.send(PING, 7, &[]);
    assert_eq!(worker.reply(), (PONG, 7, Vec::new()));
    assert!(worker.end().success());
}

#[test]
fn frames_come_in_pieces_and_many_at_once() {
    let mut worker = Worker::start();
    for byte in frame(PING, 1, &[]) {
        worker.write(&[byte]);
    }
    assert_eq!(worker.reply().1, 1);
    let many: Vec<u8> = (0..100).flat_map(|at| frame(PING, at, &[])).collect();
    worker.write(&many);
    for at in 0..100 {
        assert_eq!(worker.reply(), (PONG, at, Vec::new()));
    }
}

#[test]
fn a_long_frame_is_read_whole_and_what_follows_it_too() {
    let mut worker = Worker::start();
    let code = format!("{}6 * 7", "# a comment\n".repeat(20_000));
    worker.run(1, &code, &[]);
    worker.send(PING, 9, &[]);
    let (kind, subject, event) = worker.reply();
    assert_eq!((kind, subject), (EVENT, 1));
    assert_eq!(event[0], kind::COMPLETE);
    assert_eq!(worker.reply().0, PONG);
}

#[test]
#[cfg(target_os = "linux")]
fn a_length_alone_takes_no_memory() {
    let mut worker = Worker::start();
    worker.send(PING, 1, &[]);
    assert_eq!(worker.reply().0, PONG);
    let length: u32 = 1 << 30;
    worker.write(&[length.to_le_bytes().as_slice(), &[1; 100]].concat());
    std::thread::sleep(std::time::Duration::from_millis(300));
    let status = std::fs::read_to_string(format!("/proc/{}/status", worker.child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: u64 = peak
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    assert!(kilobytes < 200_000, "{kilobytes} kB");
}

#[test]
fn a_run_tells_its_output_and_its_end_and_the_next_one_follows() {
    let mut worker = Worker::start();
    worker.run(1, "print('hi')\nn = 0\nwhile n < 300_000: n += 1\nn", &[]);
    let (first, _, body) = worker.reply();
    assert_eq!((first, body[0]), (PRINTED, kind::YIELDED));
    assert!(body[HEADER_BYTES..].windows(2).any(|pair| pair == b"hi"));
    let (last, subject, body) = worker.reply();
    assert_eq!((last, subject, body[0]), (EVENT, 1, kind::COMPLETE));
    worker.run(2, "f()", &[]);
    assert_eq!(worker.reply().2[0], kind::FUNCTION);
    worker.send(DROP, 2, &[]);
    worker.send(FORGET, 2, &[]);
    worker.run(3, "1 +", &[]);
    assert_eq!(worker.reply().0, REFUSED);
    worker.send(DUMP, 99, b"main.py");
    assert_eq!(worker.reply().0, FAILED);
    assert!(worker.end().success());
}

#[test]
fn limits_end_a_run_and_not_the_process() {
    let mut worker = Worker::start();
    for (subject, code) in [
        "while True: pass",
        "x = []\nwhile True: x.append('a' * 999)",
    ]
    .iter()
    .enumerate()
    {
        let subject = u32::try_from(subject).unwrap();
        worker.run(subject, code, &limits(100.0, 8_000_000.0));
        assert_eq!(worker.reply().2[0], kind::LIMIT, "{code}");
    }
    worker.run(9, "1 + 1", &[]);
    assert_eq!(worker.reply().2[0], kind::COMPLETE);
}

#[test]
#[cfg(unix)]
fn far_too_much_memory_ends_the_process_with_a_code_of_its_own() {
    // Only a collection is never refused memory, and it marks this many lists in 64 MiB.
    let code =
        "keep = [[] for _ in range(4_300_000)]\nother = keep\nother = None\nfor _ in range(99): []";
    let never = f64::from(u32::MAX);
    let mut worker = Worker::start();
    worker.run(1, code, &collecting_every(never, &limits(60_000.0, never)));
    let event = loop {
        match worker.reply() {
            (EVENT, _, event) => break event,
            (PRINTED, ..) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(event[0], kind::COMPLETE);
    let held = f64::from_le_bytes(event[16..24].try_into().unwrap());

    let mut worker = Worker::start();
    worker.run(1, code, &limits(60_000.0, held.ceil() + 1_000_000.0));
    let mut rest = Vec::new();
    worker.output.read_to_end(&mut rest).unwrap();
    assert_eq!(
        (rest.len(), worker.child.wait().unwrap().code()),
        (0, Some(65))
    );
}

#[test]
fn what_is_no_request_ends_the_process() {
    for bytes in [
        u32::MAX.to_le_bytes().to_vec(),
        vec![4, 0, 0, 0, 1, 2, 3, 4],
        frame(250, 0, &[]),
        frame(STEP, 1, &START),
        frame(RUN, 1, &5_u32.to_le_bytes()),
        frame(PROGRAM, 1, &[255; 40]),
    ] {
        let mut worker = Worker::start();
        worker.write(&bytes);
        let code = worker.end().code();
        assert_eq!(code, Some(66), "{bytes:?}");
    }
}

#[test]
fn a_run_that_cannot_be_set_up_is_told_by_its_first_step() {
    let mut worker = Worker::start();
    worker.send(RUN, 1, &[1]);
    worker.send(STEP, 1, &START);
    assert_eq!(worker.reply().0, FAILED);
    assert!(worker.end().success());
}

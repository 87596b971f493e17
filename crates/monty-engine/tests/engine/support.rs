//! A minimal host: runs, their messages, and their events.

use std::{rc::Rc, time::Duration};

use monty_engine::{
    Contention, Execution, Limits, Program, Setup, SourceOptions,
    event::{HEADER_BYTES, kind},
    message::op,
    wire::{Encoding, Reader, Writer, read_object, write_object},
};
use monty_types::MontyObject;

/// A decoded event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub kind: u8,
    pub kib: u32,
    pub host_calls: u32,
    pub duration: Duration,
    pub peak_memory: f64,
    pub output_bytes: f64,
    pub printed: String,
    pub body: Vec<u8>,
}

/// The exception of an event.
#[derive(Debug)]
pub struct Exception {
    pub name: String,
    pub message: String,
    pub text: String,
    pub frames: usize,
}

/// The limit of an event.
#[derive(Debug, PartialEq)]
pub struct Limit {
    pub kind: u8,
    pub used: f64,
    pub allowed: f64,
}

pub const MEMORY: u8 = 0;
pub const DURATION: u8 = 1;
pub const HOST_CALLS: u8 = 2;
pub const RESULT: u8 = 3;
pub const SLEEP: u8 = 4;

impl Event {
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let kind = reader.u8().unwrap();
        let kib = reader.raw(3).unwrap();
        let kib = u32::from_le_bytes([kib[0], kib[1], kib[2], 0]);
        let host_calls = reader.u32().unwrap();
        let duration = Duration::from_secs_f64(reader.f64().unwrap() / 1_000.0);
        let (peak_memory, output_bytes) = (reader.f64().unwrap(), reader.f64().unwrap());
        assert_eq!(bytes.len() - reader.remaining(), HEADER_BYTES);
        let mut printed = String::new();
        for _ in 0..reader.varint().unwrap() {
            assert!(reader.u8().unwrap() <= 1, "a stream is stdout or stderr");
            printed.push_str(reader.text().unwrap());
        }
        let body = reader.raw(reader.remaining()).unwrap().to_vec();
        Self {
            kind,
            kib,
            host_calls,
            duration,
            peak_memory,
            output_bytes,
            printed,
            body,
        }
    }

    pub fn expect(self, expected: u8) -> Self {
        assert_eq!(self.kind, expected, "{}", self.describe());
        self
    }

    fn describe(&self) -> String {
        format!(
            "kind {}: {}",
            self.kind,
            String::from_utf8_lossy(&self.body[..self.body.len().min(300)])
        )
    }

    /// The result.
    pub fn value(self) -> MontyObject {
        let event = self.expect(kind::COMPLETE);
        let mut reader = Reader::new(&event.body);
        let value = read_object(&mut reader).unwrap();
        reader.finish().unwrap();
        value
    }

    /// The result as Python shows it.
    pub fn shown(self) -> String {
        self.value().py_repr()
    }

    pub fn exception(&self) -> Exception {
        assert!(
            [kind::RAISED, kind::REFUSED].contains(&self.kind),
            "{}",
            self.describe()
        );
        read_exception(&mut Reader::new(&self.body))
    }

    pub fn limit(&self) -> Limit {
        assert_eq!(self.kind, kind::LIMIT, "{}", self.describe());
        let mut reader = Reader::new(&self.body);
        let kind = reader.u8().unwrap();
        let (used, allowed) = (reader.f64().unwrap(), reader.f64().unwrap());
        Limit {
            kind,
            used,
            allowed,
        }
    }

    /// A text that is all the body: of a rejection, or of a value that cannot cross.
    pub fn reason(&self) -> String {
        Reader::new(&self.body).text().unwrap().to_owned()
    }

    /// Name, id, whether it is awaited at once, and the positional arguments of a call.
    pub fn call(&self) -> (String, u32, bool, Vec<MontyObject>) {
        assert!(
            [kind::FUNCTION, kind::OS].contains(&self.kind),
            "{}",
            self.describe()
        );
        let mut reader = self.after_position();
        let name = reader.text().unwrap().to_owned();
        let (id, eager) = (reader.u32().unwrap(), reader.u8().unwrap() != 0);
        if self.kind == kind::FUNCTION {
            assert_eq!(reader.u8().unwrap(), 0, "no receiver");
        }
        let count = reader.varint().unwrap();
        let args = (0..count)
            .map(|_| read_object(&mut reader).unwrap())
            .collect();
        (name, id, eager, args)
    }

    pub fn pending(&self) -> Vec<u32> {
        assert_eq!(self.kind, kind::FUTURES, "{}", self.describe());
        let mut reader = self.after_position();
        (0..reader.varint().unwrap())
            .map(|_| reader.u32().unwrap())
            .collect()
    }

    pub fn name(&self) -> String {
        assert_eq!(self.kind, kind::NAME, "{}", self.describe());
        self.after_position().text().unwrap().to_owned()
    }

    fn after_position(&self) -> Reader<'_> {
        let mut reader = Reader::new(&self.body);
        reader.text().unwrap();
        reader.u32().unwrap();
        reader.u32().unwrap();
        reader
    }
}

pub fn read_exception(reader: &mut Reader<'_>) -> Exception {
    let name = reader.text().unwrap().to_owned();
    let message = reader
        .optional_text()
        .unwrap()
        .unwrap_or_default()
        .to_owned();
    let text = reader.text().unwrap().to_owned();
    for _ in 0..reader.varint().unwrap() {
        reader.text().unwrap();
    }
    for _ in 0..reader.varint().unwrap() {
        reader.u8().unwrap();
        reader.text().unwrap();
        reader.text().unwrap();
    }
    Exception {
        name,
        message,
        text,
        frames: reader.varint().unwrap(),
    }
}

/// A run or session, and a buffer for its events.
pub struct Run {
    execution: Execution,
    out: Writer,
}

impl Run {
    pub fn of(code: &str) -> Self {
        Self::limited(code, Limits::default())
    }

    pub fn limited(code: &str, limits: Limits) -> Self {
        Self::with_inputs(code, &[], limits)
    }

    pub fn with_inputs(code: &str, names: &[&str], limits: Limits) -> Self {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let program = Program::compile(code.to_owned(), "main.py", names, SourceOptions::default());
        let program = program.unwrap_or_else(|exception| panic!("{exception}"));
        Self::from(Execution::program(Rc::new(program), &setup(limits)))
    }

    pub fn session() -> Self {
        Self::limited_session(Limits::default())
    }

    pub fn limited_session(limits: Limits) -> Self {
        Self::from(Execution::session(
            "session.py",
            SourceOptions::default(),
            &setup(limits),
        ))
    }

    pub fn execution(&mut self) -> &mut Execution {
        &mut self.execution
    }

    /// Delivers a message and runs one slice.
    pub fn step(&mut self, message: &[u8]) -> Event {
        self.contend(message, Contention::Wait)
    }

    pub fn contend(&mut self, message: &[u8], contention: Contention) -> Event {
        self.out.clear();
        self.execution.step(message, contention, &mut self.out);
        Event::read(self.out.as_slice())
    }

    /// Delivers a message and runs to the next pause or the end; joins the output of all slices.
    pub fn advance(&mut self, message: &[u8]) -> Event {
        let mut printed = String::new();
        let mut event = self.step(message);
        while event.kind == kind::YIELDED {
            printed.push_str(&event.printed);
            event = self.step(&GO_ON);
        }
        printed.push_str(&event.printed);
        Event { printed, ..event }
    }

    pub fn start(&mut self) -> Event {
        self.advance(&START)
    }

    /// Starts, and stops after one slice.
    pub fn start_slice(&mut self) -> Event {
        self.step(&START)
    }

    pub fn feed(&mut self, code: &str) -> Event {
        self.advance(&feed(code))
    }
}

impl From<Execution> for Run {
    fn from(execution: Execution) -> Self {
        Self {
            execution,
            out: Writer::default(),
        }
    }
}

pub fn setup(limits: Limits) -> Setup {
    // JSON is for JavaScript; here values come in the form that `read_object` reads.
    Setup {
        limits,
        json: false,
        ..Setup::default()
    }
}

pub const START: [u8; 2] = [op::START, 0];
pub const GO_ON: [u8; 1] = [op::CONTINUE];
pub const STOP: [u8; 1] = [op::STOP];
pub const DESCRIBE: [u8; 1] = [op::DESCRIBE];
pub const FUTURE: [u8; 1] = [op::FUTURE];
pub const NOT_FOUND: [u8; 1] = [op::NOT_FOUND];

pub fn message(op: u8, write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.u8(op);
    write(&mut writer);
    writer.take()
}

pub fn write(value: &MontyObject, writer: &mut Writer) {
    write_object(
        value,
        Encoding {
            json: false,
            max_bytes: None,
        },
        writer,
    )
    .unwrap();
}

pub fn start_with(values: &[MontyObject]) -> Vec<u8> {
    message(op::START, |writer| {
        writer.varint(values.len());
        values.iter().for_each(|value| write(value, writer));
    })
}

pub fn feed(code: &str) -> Vec<u8> {
    message(op::FEED, |writer| {
        writer.u8(0);
        writer.text(code);
        writer.varint(0);
    })
}

pub fn answer(value: &MontyObject) -> Vec<u8> {
    message(op::RETURN, |writer| write(value, writer))
}

pub fn answer_awaited(value: &MontyObject) -> Vec<u8> {
    message(op::EAGER_RETURN, |writer| write(value, writer))
}

pub fn raise(name: &str, text: &str) -> Vec<u8> {
    message(op::RAISE, |writer| {
        writer.text(name);
        writer.optional_text(Some(text));
        writer.u32(0);
        writer.u32(0);
    })
}

pub fn abort(name: &str, text: &str) -> Vec<u8> {
    let mut bytes = raise(name, text);
    bytes[0] = op::ABORT;
    bytes
}

pub fn settle(outcomes: &[(u32, MontyObject)]) -> Vec<u8> {
    message(op::SETTLE, |writer| {
        writer.varint(outcomes.len());
        for (id, value) in outcomes {
            writer.u32(*id);
            writer.u8(0);
            write(value, writer);
        }
    })
}

/// Runs a program without host calls to its end.
pub fn run(code: &str) -> Event {
    Run::of(code).start()
}

/// Runs a program without host calls under limits to its end.
pub fn run_limited(code: &str, limits: Limits) -> Event {
    Run::limited(code, limits).start()
}

pub const MIB: usize = 1024 * 1024;

pub fn milliseconds(limit: u64) -> Limits {
    Limits {
        duration: Some(Duration::from_millis(limit)),
        ..Limits::default()
    }
}

pub fn mebibytes(limit: usize) -> Limits {
    Limits {
        memory: Some(limit * MIB),
        ..Limits::default()
    }
}

/// A random number generator that is deterministic for a seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

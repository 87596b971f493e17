//! What JavaScript asks for through the mailbox.

use std::rc::Rc;

use crate::{
    held::{EXECUTIONS, Misuse, PROGRAMS, Result, misuse, with_execution},
    message::Setup,
    opening::{read_program, read_session},
    run::execution::{Contention, Execution},
    wire::Writer,
};

/// What JavaScript asks for. `src/core/engine/mailbox.ts` is the other side.
pub struct Request<'a> {
    /// What is asked.
    pub kind: u32,
    /// The number of what it is about.
    pub subject: u32,
    /// Whether it may wait for another thread's slice.
    pub wait: bool,
    /// How a run is set up; empty for the usual, and for all but runs.
    pub setup: &'a [u8],
    /// What is said.
    pub message: &'a [u8],
}

/// The words of a request and of its reply.
pub const WORDS: usize = 5;

impl<'a> Request<'a> {
    /// From the words of a request, and the memory in which its setup and message lie.
    ///
    /// # Errors
    /// When the memory is shorter than the words say.
    pub fn read(words: [u32; WORDS], body: &'a [u8]) -> Result<Self> {
        let [kind, subject, wait, setup, length] = words;
        let (setup, message) = body
            .get(..length as usize)
            .and_then(|body| body.split_at_checked(setup as usize))
            .ok_or_else(|| Misuse("a request that is shorter than it says".to_owned()))?;
        Ok(Self {
            kind,
            subject,
            wait: wait != 0,
            setup,
            message,
        })
    }
}

mod kind {
    /// Say a message to an execution.
    pub(super) const STEP: u32 = 0;
    /// Begin a run of a program with its first message.
    pub(super) const RUN: u32 = 1;
    /// Compile a program on this thread.
    pub(super) const PROGRAM: u32 = 2;
    /// Begin a session.
    pub(super) const SESSION: u32 = 3;
}

/// The number of nothing.
pub const NOBODY: u32 = u32::MAX;

/// Serves a request and returns the number of what it is about, or of what it began. An execution
/// that is over is freed: its number is [`NOBODY`] then.
///
/// # Errors
/// When the request makes no sense, or is about something that is gone.
pub fn serve(request: &Request<'_>, reply: &mut Writer) -> Result<u32> {
    match request.kind {
        kind::STEP => step(request, reply),
        kind::RUN => run(request, reply),
        kind::PROGRAM => program(request.message, reply),
        kind::SESSION => {
            let session = read_session(request.message).map_err(misuse)?;
            EXECUTIONS.with(|executions| executions.insert(Box::new(session)))
        }
        other => Err(Misuse(format!("no request has the number {other}"))),
    }
}

/// Runs at most one slice. The reply is the event that came of it.
fn step(request: &Request<'_>, reply: &mut Writer) -> Result<u32> {
    let ((), is_open) = with_execution(request.subject, |execution| {
        execution.step(request.message, contention(request), reply);
    })?;
    Ok(if is_open { request.subject } else { NOBODY })
}

fn run(request: &Request<'_>, reply: &mut Writer) -> Result<u32> {
    let setup = Setup::read(request.setup).map_err(misuse)?;
    let program = PROGRAMS.with(|programs| programs.with(request.subject, Rc::clone))?;
    let mut execution = Box::new(Execution::program(program, &setup));
    execution.step(request.message, contention(request), reply);
    if execution.is_over() {
        return Ok(NOBODY);
    }
    EXECUTIONS.with(|executions| executions.insert(execution))
}

/// The reply is the exception that refuses the source, and empty when there is none.
fn program(source: &[u8], reply: &mut Writer) -> Result<u32> {
    match read_program(source).map_err(misuse)? {
        Ok(program) => PROGRAMS.with(|programs| programs.insert(Rc::new(program))),
        Err(exception) => {
            reply.raw(&exception);
            Ok(NOBODY)
        }
    }
}

fn contention(request: &Request<'_>) -> Contention {
    if request.wait {
        Contention::Wait
    } else {
        Contention::Yield
    }
}

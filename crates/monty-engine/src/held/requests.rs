//! Requests that arrive through the mailbox.

use std::rc::Rc;

use crate::{
    held::{EXECUTIONS, Misuse, PROGRAMS, Result, misuse, with_execution},
    message::Setup,
    opening::{read_program, read_session},
    run::execution::{Contention, Execution},
    wire::Writer,
};

/// A request from JavaScript. `src/core/engine/mailbox.ts` writes it.
pub struct Request<'a> {
    /// The kind of the request, a constant of `kind`.
    pub kind: u32,
    /// The number of the execution or program that the request addresses.
    pub subject: u32,
    /// Whether the step may wait for another thread's slice.
    pub wait: bool,
    /// The encoded setup of a run; empty for the defaults, and for every other kind.
    pub setup: &'a [u8],
    /// The message or the source.
    pub message: &'a [u8],
}

/// Number of words in a request's header.
pub const WORDS: usize = 5;

impl<'a> Request<'a> {
    /// Builds a request from its header words and the memory that holds its setup and message.
    ///
    /// # Errors
    /// When the memory is shorter than the header states.
    pub fn read(words: [u32; WORDS], body: &'a [u8]) -> Result<Self> {
        let [kind, subject, wait, setup, length] = words;
        let (setup, message) = body
            .get(..length as usize)
            .and_then(|body| body.split_at_checked(setup as usize))
            .ok_or_else(|| Misuse("the request is shorter than its header states".to_owned()))?;
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
    /// Deliver a message to an execution.
    pub(super) const STEP: u32 = 0;
    /// Start a run of a program with its first message.
    pub(super) const RUN: u32 = 1;
    /// Compile a program on this thread.
    pub(super) const PROGRAM: u32 = 2;
    /// Open a session.
    pub(super) const SESSION: u32 = 3;
}

/// The number of no execution and no program.
pub const NOBODY: u32 = u32::MAX;

/// Serves a request and returns the number of the execution or program that it addressed or opened.
/// An execution that is over is freed, and [`NOBODY`] is returned.
///
/// # Errors
/// When the request is invalid, or its execution or program does not exist.
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

/// Runs at most one slice, and replies with the resulting event.
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

/// Compiles a program. Replies with the exception that refuses the source, or with nothing.
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

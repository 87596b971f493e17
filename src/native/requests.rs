//! What JavaScript asks for through the mailbox.

use std::rc::Rc;

use monty_engine::{Contention, Execution, Setup, read_program, read_session, wire::Writer};
use napi::Result;

use crate::{
    error::failure,
    execution::{EXECUTIONS, with_execution},
    mailbox::Request,
    program::PROGRAMS,
};

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
const NOBODY: u32 = u32::MAX;

/// Serves a request and returns the number of what it is about, or of what it began. An execution
/// that is over is freed: its number is nobody's then.
pub(crate) fn serve(request: &Request<'_>, reply: &mut Writer) -> Result<u32> {
    match request.kind {
        kind::STEP => step(request, reply),
        kind::RUN => run(request, reply),
        kind::PROGRAM => program(request.message, reply),
        kind::SESSION => {
            let session =
                read_session(request.message).map_err(|error| failure(error.to_string()))?;
            EXECUTIONS.with(|executions| executions.insert(Box::new(session)))
        }
        other => Err(failure(format!("no request has the number {other}"))),
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
    let setup = Setup::read(request.setup).map_err(|error| failure(error.to_string()))?;
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
    match read_program(source).map_err(|error| failure(error.to_string()))? {
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

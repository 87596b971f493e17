//! Serves requests on the programs and executions of this process, by number.

use std::{collections::HashMap, fmt::Display, io, rc::Rc};

use monty_engine::{
    Contention, Execution, Program, SnapshotError, check_request,
    event::{HEADER_BYTES, kind},
    message::op,
    read_program, read_session, write_findings,
};

use crate::{
    frame::{Frame, reply, request},
    process,
    replies::{Draft, Replies},
    setup::read_run,
};

impl Slot {
    fn open(execution: Execution) -> Self {
        Self::Open(Box::new(execution))
    }
}

/// The programs and executions that the parent created.
#[derive(Default)]
pub struct Server {
    programs: HashMap<u32, Result<Rc<Program>, Vec<u8>>>,
    executions: HashMap<u32, Slot>,
}

/// An execution, or the reason why there is none.
enum Slot {
    Open(Box<Execution>),
    Refused(Vec<u8>),
    Failed(String),
}

impl Server {
    /// Serves one request. An error ends this process: a correct parent sends no request that fails in this
    /// way.
    pub fn serve(&mut self, frame: &Frame<'_>, replies: &mut Replies) -> io::Result<()> {
        let Frame {
            kind,
            subject,
            body,
        } = *frame;
        match kind {
            request::STEP => self.step(subject, body, replies)?,
            request::PROGRAM => {
                let compiled = read_program(body).map_err(malformed)?;
                self.programs.insert(subject, compiled.map(Rc::new));
            }
            request::FORGET => {
                self.programs.remove(&subject);
            }
            request::RUN => {
                let slot = self.run(body)?;
                self.executions.insert(subject, slot);
            }
            request::SESSION => {
                let slot = read_session(body)
                    .map_or_else(|error| Slot::Failed(error.to_string()), Slot::open);
                self.executions.insert(subject, slot);
            }
            request::LOAD => {
                process::limit_memory(None);
                let slot = Execution::load_charged(body)
                    .map_or_else(|error| Slot::Failed(error.to_string()), Slot::open);
                self.executions.insert(subject, slot);
            }
            request::DUMP => self.dump(subject, body, replies, Execution::dump)?,
            request::PARK => self.dump(subject, body, replies, Execution::dump_charged)?,
            request::DROP => {
                self.executions.remove(&subject);
            }
            request::CHECK => check(subject, body, replies)?,
            request::PING => replies.send(reply::PONG, subject, |_| ())?,
            other => return Err(malformed(format!("request {other}"))),
        }
        Ok(())
    }

    fn run(&self, body: &[u8]) -> io::Result<Slot> {
        let (program, setup) = match read_run(body) {
            Ok(read) => read,
            // Such as a time zone that does not exist.
            Err(error) => return Ok(Slot::Failed(error.to_string())),
        };
        match self.programs.get(&program) {
            Some(Ok(program)) => Ok(Slot::open(Execution::program(program.clone(), &setup))),
            Some(Err(exception)) => Ok(Slot::Refused(exception.clone())),
            None => Err(malformed(format!("program {program}"))),
        }
    }

    /// Steps an execution until it pauses or ends, in slices, whose output is sent at once.
    fn step(&mut self, subject: u32, message: &[u8], replies: &mut Replies) -> io::Result<()> {
        let execution = match self.executions.get_mut(&subject) {
            Some(Slot::Open(execution)) => execution,
            Some(Slot::Refused(exception)) => {
                return replies.send(reply::REFUSED, subject, |out| out.raw(exception));
            }
            Some(Slot::Failed(reason)) => {
                return replies.send(reply::FAILED, subject, |out| out.text(reason));
            }
            None => return Err(malformed(format!("execution {subject}"))),
        };
        process::limit_memory(execution.limits().memory);
        // Discard a request for the end of an earlier run.
        process::take_interrupt();
        let mut draft = replies.draft(subject);
        execution.step(message, Contention::Wait, replies.writer());
        while replies.body(draft).first() == Some(&kind::YIELDED) {
            draft = send_output(draft, subject, replies)?;
            let next = if process::take_interrupt() {
                op::STOP
            } else {
                op::CONTINUE
            };
            execution.step(&[next], Contention::Wait, replies.writer());
        }
        replies.finish(draft, reply::EVENT)?;
        if execution.is_over() {
            self.executions.remove(&subject);
        }
        Ok(())
    }

    fn dump(
        &mut self,
        subject: u32,
        body: &[u8],
        replies: &mut Replies,
        dump: impl FnOnce(&mut Execution, &str) -> Result<Vec<u8>, SnapshotError>,
    ) -> io::Result<()> {
        let Some(Slot::Open(execution)) = self.executions.get_mut(&subject) else {
            return replies.send(reply::FAILED, subject, |out| out.text("it is over"));
        };
        let script_name = std::str::from_utf8(body).map_err(malformed)?;
        match dump(execution, script_name) {
            Ok(bytes) => {
                let names = execution.function_names();
                replies.send(reply::STATE, subject, |out| {
                    out.varint(names.len());
                    for name in &names {
                        out.text(name);
                    }
                    out.raw(&bytes);
                })
            }
            Err(error) => replies.send(reply::FAILED, subject, |out| out.text(&error.to_string())),
        }
    }
}

/// Sends the output of a slice, if there was any, and returns the draft of the next reply.
fn send_output(draft: Draft, subject: u32, replies: &mut Replies) -> io::Result<Draft> {
    if replies.body(draft).get(HEADER_BYTES) == Some(&0) {
        replies.clear(draft);
        return Ok(draft);
    }
    replies.finish(draft, reply::PRINTED)?;
    replies.flush()?;
    Ok(replies.draft(subject))
}

fn check(subject: u32, body: &[u8], replies: &mut Replies) -> io::Result<()> {
    match check_request(body) {
        Ok(found) => replies.send(reply::FINDINGS, subject, |out| write_findings(found, out)),
        Err(reason) => replies.send(reply::FAILED, subject, |out| out.text(&reason)),
    }
}

fn malformed(reason: impl Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason.to_string())
}

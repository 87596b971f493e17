//! Answers the program's own `asyncio` loop, which asks the engine for the next fiber and for tables of time zones. The
//! host does not see these requests.

use std::cell::RefCell;

use monty_lowering::{
    fibers::{CALLS, Fibers, Reply, Settled, Waking},
    zones,
};
use monty_types::{CallArgs, ExcType, MontyException, MontyObject, PrintWriter};

use crate::paused::{Answer, Next, Paused, Request};

type Outcome = (u32, Result<MontyObject, Box<MontyException>>);

/// Resumes Python until a pause needs the host, or the turn ends.
pub(crate) fn answer_fibers(
    mut next: Next,
    fibers: &RefCell<Fibers>,
    print: &mut PrintWriter<'_>,
) -> Next {
    loop {
        let Next::Paused(paused) = next else {
            return next;
        };
        let Some(answer) = answer_of(&paused, &mut fibers.borrow_mut()) else {
            return Next::Paused(paused);
        };
        // The interpreter polls every 255 bytecodes since its last resumption, and such stretches may be shorter.
        if let Err(exception) = print.poll_flush() {
            return paused.abort(exception);
        }
        next = paused.resume(answer, print.reborrow());
    }
}

/// The host's outcomes, with a notification for the fiber that waits for the host.
pub(crate) fn settling(answer: Answer, fibers: &RefCell<Fibers>) -> Answer {
    let Answer::Settle(mut outcomes) = answer else {
        return answer;
    };
    let calls = outcomes.iter().map(|(call, _)| *call).collect();
    outcomes.extend(fibers.borrow_mut().finish_select(calls).map(outcome));
    Answer::Settle(outcomes)
}

fn answer_of(paused: &Paused, fibers: &mut Fibers) -> Option<Answer> {
    match paused.request() {
        Request::Name {
            name,
            receiver: None,
        } if CALLS.contains(&name) || zones::CALLS.contains(&name) => {
            Some(Answer::Return(MontyObject::function(name, None)))
        }
        Request::Function {
            name,
            args,
            call_id,
            receiver: None,
            ..
        } if CALLS.contains(&name) => Some(match fibers.call(name, &numbers(args), call_id) {
            Reply::Future => Answer::Future,
            Reply::Nothing => Answer::Return(MontyObject::none()),
            Reply::Refused => Answer::NotFound,
        }),
        Request::Function {
            name,
            args,
            receiver: None,
            ..
        } if zones::CALLS.contains(&name) => {
            let key = args.args().next().and_then(|key| key.as_str());
            let table = zones::answer(name, key.unwrap_or_default());
            Some(Answer::Return(
                table.map_or_else(MontyObject::none, MontyObject::string),
            ))
        }
        Request::Futures { call_ids } if !fibers.is_idle() => match fibers.wake(call_ids) {
            Waking::GoOn(settled) => {
                Some(Answer::Settle(settled.into_iter().map(outcome).collect()))
            }
            Waking::Host(_) => None,
        },
        Request::Name { .. }
        | Request::Function { .. }
        | Request::Futures { .. }
        | Request::Os { .. } => None,
    }
}

fn numbers(args: &CallArgs) -> Vec<i64> {
    args.args().filter_map(|arg| arg.as_int()).collect()
}

fn outcome((call, settled): (u32, Settled)) -> Outcome {
    let outcome = match settled {
        Settled::Nothing => Ok(MontyObject::none()),
        Settled::Calls(calls) => Ok(MontyObject::list(
            calls.into_iter().map(|call| MontyObject::int(call.into())),
        )),
        Settled::Failure => Err(Box::new(MontyException::new(
            ExcType::RuntimeError,
            Some("the gate is open".to_owned()),
        ))),
    };
    (call, outcome)
}

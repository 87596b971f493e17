//! Exceptions that the host raises by name, also those that the interpreter lacks.
//!
//! They are represented by the tags of a program's own exceptions (`monty_lowering::raised_by_host`). A program that
//! turns tags into objects receives them unchanged, any other program the nearest exception of the interpreter.

use monty_lowering::{of_host, raised_by_host};
use monty_types::{MontyException, MontyObject};

use crate::{crossing::Crossing, paused::Answer, wire::exception_type};

/// The exception that the host raised as `name`.
pub(crate) fn raised(name: &str, message: Option<String>, crossing: Crossing) -> MontyException {
    let text = message.as_deref().unwrap_or_default();
    let tagged = raised_by_host(name, text, crossing.parts())
        .and_then(|(kind, tag)| Some(MontyException::new(kind.parse().ok()?, Some(tag))));
    crossing.mark(tagged.unwrap_or_else(|| MontyException::new(exception_type(name), message)))
}

/// The answer for a program that handles only the interpreter's exceptions.
pub(crate) fn plainly(answer: Answer) -> Answer {
    match answer {
        Answer::Raise(exception) => Answer::Raise(Box::new(plain(*exception))),
        Answer::Eager(outcome) => Answer::Eager(plain_outcome(outcome)),
        Answer::Settle(outcomes) => Answer::Settle(
            outcomes
                .into_iter()
                .map(|(call, outcome)| (call, plain_outcome(outcome)))
                .collect(),
        ),
        Answer::Return(_) | Answer::Future | Answer::NotFound => answer,
    }
}

type Outcome = Result<MontyObject, Box<MontyException>>;

fn plain_outcome(outcome: Outcome) -> Outcome {
    outcome.map_err(|exception| Box::new(plain(*exception)))
}

/// The nearest exception of the interpreter.
pub(crate) fn plain(exception: MontyException) -> MontyException {
    let Some((name, message, _)) = exception.message().and_then(of_host) else {
        return exception;
    };
    let message = (!message.is_empty()).then(|| message.to_owned());
    let nearest = MontyException::new(exception_type(name), message);
    Crossing::of(&exception).mark(nearest)
}

//! One run of a lowered script in the machine.

use std::fmt::Write as _;

use monty::{MontyRun, RunProgress};
use monty_lowering::{
    Knowledge, Lowered, Options, Place, PositionMap, exception_text,
    fibers::{self, Fibers, Reply, Settled, Waking},
    lower, zones,
};
use monty_types::{
    AssertMessageAnnotations, CodeLoc, CompileOptions, DateTimeSource, ExcType, ExtFunctionResult,
    MontyException, MontyObject, NameLookupResult, OsPolicy, PrintWriter, ResourceLimits,
    ResourceTracker,
};

use crate::recorded::Recorded;

/// The script's output, followed by the last expression's value or the error.
pub fn run(source: &str, recorded: Option<&Recorded>) -> String {
    let lowered = match lower(source, &mut Knowledge::default(), &Options::default()) {
        Ok(lowered) => lowered,
        Err(refusal) => return format!("<<refused>> {refusal}\n"),
    };
    let mut output = String::new();
    let handles_host = lowered.map().is_some_and(PositionMap::handles_host);
    let end = execute(
        lowered.text().to_owned(),
        handles_host,
        recorded,
        &mut output,
    );
    match end {
        Ok(value) if value == MontyObject::none() => {}
        Ok(value) => writeln!(output, "<<value>> {}", value.py_repr()).expect("text takes all"),
        Err(error) => {
            if std::env::var_os("LOWERED_TRACEBACK").is_some() {
                eprintln!("{error}");
            }
            let (name, message) = described(&error);
            write!(output, "<<error>> {name}").expect("text takes all");
            if !message.is_empty() {
                write!(output, ": {message}").expect("text takes all");
            }
            output.push('\n');
            if recorded.is_none() {
                output.push_str(&frames(source, &lowered, &error));
            }
        }
    }
    output
}

/// A program's output, and the error that ends it; `Err` when it is refused.
pub fn told(source: &str) -> Result<(String, String), String> {
    let lowered = lower(source, &mut Knowledge::default(), &Options::default())
        .map_err(|refusal| refusal.to_string())?;
    let mut output = String::new();
    let error = execute(lowered.text().to_owned(), false, None, &mut output)
        .err()
        .map_or_else(String::new, |error| {
            let (name, message) = described(&error);
            format!("{name}: {message}")
        });
    Ok((output, error))
}

/// The name and the text of an error.
fn described(error: &MontyException) -> (String, String) {
    let (kind, text) = (error.exc_type().to_string(), error.message());
    let (name, message) = exception_text(&kind, text.unwrap_or_default());
    let is_key = name == "KeyError" && text.is_some_and(|text| !text.starts_with('\0'));
    let message = if is_key {
        MontyObject::string(message).py_repr()
    } else {
        message
    };
    (name, message)
}

/// A traceback's frames, mapped to the source.
fn frames(source: &str, lowered: &Lowered<'_>, error: &MontyException) -> String {
    let mut frames = String::new();
    for frame in error.traceback() {
        let mut line = frame.start.line;
        let mut name = frame.frame_name.clone();
        if let Some(map) = lowered.map() {
            let (start, end) = (place(frame.start), place(frame.end));
            let Some((start_of, _)) = map.range(lowered.text(), source, start, end) else {
                continue;
            };
            line = start_of.line;
            if let Some(known) = map.function_name(lowered.text(), start) {
                name = Some(known.to_owned());
            }
        }
        writeln!(
            frames,
            "  line {line} in {}",
            name.as_deref().unwrap_or("<module>")
        )
        .expect("text takes all");
    }
    frames
}

fn place(at: CodeLoc) -> Place {
    Place {
        line: at.line,
        column: at.column,
    }
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of pause")]
fn execute(
    code: String,
    handles_host: bool,
    recorded: Option<&Recorded>,
    output: &mut String,
) -> Result<MontyObject, MontyException> {
    let options = CompileOptions {
        assert_message_annotations: AssertMessageAnnotations::from(false),
        ..CompileOptions::default()
    };
    // Only sleeps advance the time.
    let policy = OsPolicy {
        datetime: DateTimeSource::Fixed {
            unix_seconds: 1_700_000_000,
            microsecond: 0,
        },
        ..OsPolicy::default()
    };
    let runner = MontyRun::new(code, "main.py", vec![], options)?.with_os_policy(policy);
    let limits = ResourceLimits {
        max_feed_duration: Some(std::time::Duration::from_secs(10)),
        ..ResourceLimits::default()
    };
    let mut progress = runner.start(
        vec![],
        ResourceTracker::new(limits),
        PrintWriter::CollectString(output, None),
    )?;
    let mut answers: Vec<(u32, ExtFunctionResult)> = Vec::new();
    let mut session = recorded.map(Recorded::session);
    if let Some(session) = &mut session {
        session.handles_host = handles_host;
    }
    let mut fibers = Fibers::default();
    loop {
        progress = match progress {
            RunProgress::Complete(value) => return Ok(value),
            RunProgress::NameLookup(lookup) => {
                let name = lookup.name.as_str();
                let known = fibers::CALLS.contains(&name)
                    || zones::CALLS.contains(&name)
                    || recorded.is_some_and(|recorded| recorded.has(name));
                let answer = if known {
                    NameLookupResult::Value(MontyObject::function(lookup.name.clone(), None))
                } else {
                    NameLookupResult::Undefined
                };
                lookup.resume(answer, PrintWriter::CollectString(output, None))?
            }
            RunProgress::FunctionCall(call)
                if fibers::CALLS.contains(&call.function_name.as_str()) =>
            {
                let numbers: Vec<i64> = call.args.args().filter_map(|arg| arg.as_int()).collect();
                let print = PrintWriter::CollectString(output, None);
                match fibers.call(&call.function_name, &numbers, call.call_id) {
                    Reply::Future => call.resume_pending(print)?,
                    Reply::Nothing => call.resume(MontyObject::none(), print)?,
                    Reply::Refused => {
                        let name = call.function_name.clone();
                        call.resume(ExtFunctionResult::NotFound(name), print)?
                    }
                }
            }
            RunProgress::FunctionCall(call)
                if zones::CALLS.contains(&call.function_name.as_str()) =>
            {
                let key = call.args.args().next().and_then(|key| key.as_str());
                let table = zones::answer(&call.function_name, key.unwrap_or_default());
                let answer = table.map_or_else(MontyObject::none, MontyObject::string);
                call.resume(answer, PrintWriter::CollectString(output, None))?
            }
            RunProgress::FunctionCall(call) => {
                let answer = session.as_mut().map_or_else(
                    || ExtFunctionResult::NotFound(call.function_name.clone()),
                    |session| session.answer(&call.function_name, &call.args),
                );
                if recorded.is_some_and(|recorded| recorded.is_async(&call.function_name)) {
                    answers.push((call.call_id, answer));
                    call.resume_pending(PrintWriter::CollectString(output, None))?
                } else {
                    call.resume(answer, PrintWriter::CollectString(output, None))?
                }
            }
            RunProgress::ResolveFutures(waiting) => {
                let (mut now, later): (Vec<_>, Vec<_>) =
                    match fibers.wake(waiting.pending_call_ids()) {
                        Waking::GoOn(settled) => (
                            settled
                                .into_iter()
                                .map(|(id, how)| (id, settlement(how)))
                                .collect(),
                            answers,
                        ),
                        Waking::Host(pending) => answers
                            .into_iter()
                            .partition(|(id, _)| pending.contains(id)),
                    };
                answers = later;
                let calls = now.iter().map(|(id, _)| *id).collect();
                if let Some((id, how)) = fibers.finish_select(calls) {
                    now.push((id, settlement(how)));
                }
                waiting.resume(now, PrintWriter::CollectString(output, None))?
            }
            RunProgress::OsCall(call) => {
                if format!("{:?}", call.function_call).contains("SystemSleep") {
                    progress = call.resume(
                        ExtFunctionResult::Return(MontyObject::none()),
                        PrintWriter::CollectString(output, None),
                    )?;
                    continue;
                }
                let refused = MontyException::new(
                    ExcType::ModuleNotFoundError,
                    Some(format!("no host: {:?}", call.function_call)),
                );
                call.resume(
                    ExtFunctionResult::Error(refused),
                    PrintWriter::CollectString(output, None),
                )?
            }
        };
    }
}

fn settlement(how: Settled) -> ExtFunctionResult {
    match how {
        Settled::Nothing => ExtFunctionResult::Return(MontyObject::none()),
        Settled::Calls(calls) => ExtFunctionResult::Return(MontyObject::list(
            calls.into_iter().map(|call| MontyObject::int(call.into())),
        )),
        Settled::Failure => ExtFunctionResult::Error(MontyException::new(
            ExcType::RuntimeError,
            Some("the gate is open".to_owned()),
        )),
    }
}

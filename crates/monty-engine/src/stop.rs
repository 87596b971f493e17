//! Which limit ended a run, told from what the interpreter says.

use monty_types::{ExcType, MontyException};

use crate::{
    limits::{LimitExceeded, LimitKind, Limits, OTHER_PAUSES, Usage},
    memory::machine::memory_ceiling,
};

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
fn bytes(value: usize) -> f64 {
    value as f64
}

/// The run's execution time is used up.
pub(crate) fn duration(limits: &Limits, usage: &Usage) -> LimitExceeded {
    let milliseconds = |duration: std::time::Duration| duration.as_secs_f64() * 1_000.0;
    LimitExceeded {
        kind: LimitKind::Duration,
        used: milliseconds(usage.duration),
        allowed: limits.duration.map_or(f64::INFINITY, milliseconds),
    }
}

/// The run wanted to hold `used` bytes.
pub(crate) fn memory(limits: &Limits, used: usize) -> LimitExceeded {
    let allowed = limits.memory.map_or(f64::INFINITY, bytes);
    LimitExceeded {
        kind: LimitKind::Memory,
        used: bytes(used),
        allowed,
    }
}

/// The host answered its last call.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
pub(crate) fn host_calls(limits: &Limits, usage: &Usage) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::HostCalls,
        // Ten look-ups, or waits, are as one call.
        used: usage
            .host_calls
            .max(usage.other_pauses.div_ceil(OTHER_PAUSES)) as f64,
        allowed: limits
            .host_calls
            .map_or(f64::INFINITY, |calls| calls as f64),
    }
}

/// The binding answered its last call.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
pub(crate) fn environment_calls(limits: &Limits, usage: &Usage) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::EnvironmentCalls,
        used: usage.environment_calls as f64,
        allowed: limits
            .environment_calls
            .map_or(f64::INFINITY, |calls| calls as f64),
    }
}

/// Python sleeps too much.
pub(crate) fn sleep(limits: &Limits, usage: &Usage) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::Sleep,
        used: usage.slept.as_secs_f64() * 1_000.0,
        allowed: limits
            .total_sleep
            .map_or(f64::INFINITY, |limit| limit.as_secs_f64() * 1_000.0),
    }
}

/// A value is too large to cross. It is not measured to its end, so all that is known is that
/// more was used than allowed.
pub(crate) fn result(allowed: usize) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::Result,
        used: bytes(allowed.saturating_add(1)),
        allowed: bytes(allowed),
    }
}

/// What a limit says.
pub(crate) fn message(exceeded: LimitExceeded) -> String {
    let LimitExceeded {
        kind,
        used,
        allowed,
    } = exceeded;
    match kind {
        LimitKind::Memory => format!("memory limit exceeded: {used} bytes used, {allowed} allowed"),
        LimitKind::Duration => {
            format!("time limit exceeded: {used:.0} ms used, {allowed} ms allowed")
        }
        LimitKind::HostCalls => {
            format!("host call limit exceeded: {used} calls made, {allowed} allowed")
        }
        LimitKind::EnvironmentCalls => format!(
            "environment call limit exceeded: {used} calls of files in memory, clock and the like made, {allowed} allowed"
        ),
        LimitKind::Result => format!("value too large for the host: more than {allowed} bytes"),
        LimitKind::Sleep => {
            format!("sleep limit exceeded: {used:.0} ms asked for, {allowed} allowed")
        }
    }
}

/// An exception of the interpreter for a limit as it names the limit that was given, where it names the looser one of
/// the interpreter's own clock.
pub(crate) fn told(exception: &MontyException, exceeded: LimitExceeded) -> Option<MontyException> {
    (exceeded.kind == LimitKind::Duration).then(|| {
        let message = Some(message(exceeded));
        MontyException::with_traceback(
            exception.exc_type(),
            message,
            exception.traceback().to_vec(),
        )
    })
}

/// The limit behind an exception of the interpreter, if one is. Python can raise an exception
/// with the same words; it then only names a limit that it could as well have reached.
pub(crate) fn exceeded(
    exception: &MontyException,
    limits: &Limits,
    usage: &Usage,
    has_run_out: bool,
) -> Option<LimitExceeded> {
    let text = exception.message()?;
    match exception.exc_type() {
        ExcType::MemoryError => {
            let allowed = memory_ceiling(limits);
            let used = text.strip_prefix("memory limit exceeded: ")?;
            let used = used
                .strip_suffix(&format!(" bytes > {allowed} bytes"))?
                .parse()
                .ok()?;
            Some(LimitExceeded {
                kind: LimitKind::Memory,
                used: bytes(used),
                allowed: bytes(allowed),
            })
        }
        ExcType::TimeoutError => {
            let over = has_run_out || limits.duration.is_some_and(|limit| usage.duration >= limit);
            (over && text.starts_with("feed time limit exceeded: "))
                .then(|| duration(limits, usage))
        }
        _ => None,
    }
}

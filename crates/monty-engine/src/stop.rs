//! Limits that ended a run: their descriptions, and recognition in the interpreter's exceptions.

use monty_types::{ExcType, MontyException};

use crate::{
    limits::{LimitExceeded, LimitKind, Limits, OTHER_PAUSES, Usage},
    memory::machine::memory_ceiling,
};

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
fn bytes(value: usize) -> f64 {
    value as f64
}

/// The duration limit, exceeded.
pub(crate) fn duration(limits: &Limits, usage: &Usage) -> LimitExceeded {
    let milliseconds = |duration: std::time::Duration| duration.as_secs_f64() * 1_000.0;
    LimitExceeded {
        kind: LimitKind::Duration,
        used: milliseconds(usage.duration),
        allowed: limits.duration.map_or(f64::INFINITY, milliseconds),
    }
}

/// The memory limit, exceeded by a run that would hold `used` bytes.
pub(crate) fn memory(limits: &Limits, used: usize) -> LimitExceeded {
    let allowed = limits.memory.map_or(f64::INFINITY, bytes);
    LimitExceeded {
        kind: LimitKind::Memory,
        used: bytes(used),
        allowed,
    }
}

/// The limit on host calls, exceeded.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
pub(crate) fn host_calls(limits: &Limits, usage: &Usage) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::HostCalls,
        // Ten look-ups or waits count as one call.
        used: usage
            .host_calls
            .max(usage.other_pauses.div_ceil(OTHER_PAUSES)) as f64,
        allowed: limits
            .host_calls
            .map_or(f64::INFINITY, |calls| calls as f64),
    }
}

/// The limit on environment calls, exceeded.
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

/// The limit on sleeps, exceeded.
pub(crate) fn sleep(limits: &Limits, usage: &Usage) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::Sleep,
        used: usage.slept.as_secs_f64() * 1_000.0,
        allowed: limits
            .total_sleep
            .map_or(f64::INFINITY, |limit| limit.as_secs_f64() * 1_000.0),
    }
}

/// The limit on a value's size, exceeded. The value was not measured to its end, so `used` is the least
/// that exceeds the limit.
pub(crate) fn result(allowed: usize) -> LimitExceeded {
    LimitExceeded {
        kind: LimitKind::Result,
        used: bytes(allowed.saturating_add(1)),
        allowed: bytes(allowed),
    }
}

/// The message of an exceeded limit.
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

/// The interpreter's exception with the given duration limit in its message, instead of the looser limit of the
/// interpreter's own clock. `None` for other limits.
pub(crate) fn with_given_limit(
    exception: &MontyException,
    exceeded: LimitExceeded,
) -> Option<MontyException> {
    (exceeded.kind == LimitKind::Duration).then(|| {
        let message = Some(message(exceeded));
        MontyException::with_traceback(
            exception.exc_type(),
            message,
            exception.traceback().to_vec(),
        )
    })
}

/// The limit that an exception of the interpreter reports, if any. Python can raise an exception with
/// the same message; the result then only names a limit that Python could as well have reached.
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

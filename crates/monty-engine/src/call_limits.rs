//! Counts Python's calls to the outside against the limit of the party that answers them.

use std::time::Duration;

use monty_types::OsFunctionCall;

use crate::{
    limits::{LimitExceeded, Limits, OTHER_PAUSES, Usage},
    paused::{Paused, Request},
    run::state::Core,
    stop,
};

/// The counter that an OS call goes to before it is answered.
enum Charged {
    /// The host: sleeps keep it waiting, unless they take no time.
    Host,
    Environment,
    /// The host, until the binding reports that it answered without asking the host.
    Open,
}

fn charged(call: &OsFunctionCall) -> Charged {
    match call {
        OsFunctionCall::Sleep(delay) | OsFunctionCall::AsyncSleep(delay) => {
            if delay.is_zero() {
                Charged::Environment
            } else {
                Charged::Host
            }
        }
        _ => Charged::Open,
    }
}

impl Core {
    /// Counts a pause, and the sleep that it may request.
    pub(crate) fn charge(&mut self, paused: &Paused) -> Option<LimitExceeded> {
        let (usage, limits) = (&mut self.usage, &self.limits);
        match paused.request() {
            Request::Function { .. } => usage.host_calls += 1,
            Request::Os { call, call_id, .. } => {
                if let OsFunctionCall::AsyncSleep(delay) = call
                    && let Some(sleeps) = self.fibers.borrow_mut().sets_alarm(call_id, *delay)
                {
                    return charge_alarm(usage, limits, *delay, sleeps);
                }
                if let OsFunctionCall::Sleep(delay) | OsFunctionCall::AsyncSleep(delay) = call {
                    usage.slept = usage.slept.saturating_add(*delay);
                }
                match charged(call) {
                    Charged::Host => usage.host_calls += 1,
                    Charged::Environment => usage.environment_calls += 1,
                    Charged::Open => {
                        usage.host_calls += 1;
                        return None;
                    }
                }
            }
            Request::Name { .. } | Request::Futures { .. } => usage.other_pauses += 1,
        }
        over_calls(usage, limits).or_else(|| {
            limits
                .total_sleep
                .filter(|limit| usage.slept > *limit)
                .map(|_| stop::sleep(limits, usage))
        })
    }

    /// Moves an OS call to the counter of the party that answered it; `unasked` is whether that was the binding.
    pub(crate) fn charge_answer(
        &mut self,
        paused: &Paused,
        unasked: bool,
    ) -> Option<LimitExceeded> {
        let Request::Os { call, .. } = paused.request() else {
            return None;
        };
        if !matches!(charged(call), Charged::Open) {
            return None;
        }
        let usage = &mut self.usage;
        if unasked {
            usage.host_calls = usage.host_calls.saturating_sub(1);
            usage.environment_calls += 1;
        }
        over_calls(usage, &self.limits)
    }

    /// Whether the host may answer the OS call that was counted last.
    pub(crate) fn may_ask(&self) -> bool {
        !is_over(self.usage.host_calls, self.limits.host_calls)
    }
}

/// Counts the setting of an alarm. Its sleep counts when the alarm rings, but must be within the limit now.
fn charge_alarm(
    usage: &mut Usage,
    limits: &Limits,
    delay: Duration,
    sleeps: bool,
) -> Option<LimitExceeded> {
    let mut slept = usage.slept;
    if sleeps {
        usage.host_calls += 1;
        slept = slept.saturating_add(delay);
    } else {
        usage.environment_calls += 1;
    }
    over_calls(usage, limits).or_else(|| {
        limits.total_sleep.filter(|limit| slept > *limit).map(|_| {
            usage.slept = slept;
            stop::sleep(limits, usage)
        })
    })
}

fn over_calls(usage: &Usage, limits: &Limits) -> Option<LimitExceeded> {
    let others = limits
        .host_calls
        .map(|limit| limit.saturating_mul(OTHER_PAUSES));
    if is_over(usage.host_calls, limits.host_calls) || is_over(usage.other_pauses, others) {
        Some(stop::host_calls(limits, usage))
    } else if is_over(usage.environment_calls, limits.environment_calls) {
        Some(stop::environment_calls(limits, usage))
    } else {
        None
    }
}

fn is_over(calls: u64, limit: Option<u64>) -> bool {
    limit.is_some_and(|limit| calls > limit)
}

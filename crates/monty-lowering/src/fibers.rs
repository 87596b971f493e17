//! Schedules a program's tasks: answers the calls of `tasks.py` that the engine handles without the host.
//!
//! Each of the loop's tasks has a fiber, which is a task of the machine. A fiber that yields waits at a gate: a future
//! of a call of one of the names in [`CALLS`]. Gates can be opened only when all of the machine's tasks wait. So
//! [`Fibers::call`] records the next fiber, and [`Fibers::wake`] opens its gate at the machine's next wait. The records
//! are plain data, and are stored with the paused machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// The reserved names. The machine looks each up once, as the name of a function of the host.
pub const CALLS: &[&str] = &[
    "lo__switch",
    "lo__spawn",
    "lo__leave",
    "lo__select",
    "lo__abandon",
    "lo__alarm_next",
];

/// The fibers of one run.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fibers {
    /// Closed gates, by the number of the waiting fiber.
    gates: BTreeMap<i64, Gate>,
    /// The fiber to resume next.
    next: Option<i64>,
    /// The fiber that waits for the host.
    selecting: Option<Selecting>,
    /// Calls of the host whose results no fiber waits for any more.
    abandoned: BTreeSet<u32>,
    /// Whether the next sleep is an alarm of a timer, which may be cancelled; and whether it counts as a sleep.
    alarm_next: Option<bool>,
    /// Alarms that are set.
    alarms: BTreeMap<u32, Duration>,
    /// Time slept until alarms rang.
    slept: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
struct Gate {
    call: u32,
    /// Whether opening the gate raises an error, which ends a wait for several things.
    fails: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
struct Selecting {
    call: u32,
    /// Call number of an alarm that the host may have ended at once; negative for none.
    alarm: i64,
    /// Whether the fiber waits for calls although the alarm has rung.
    patient: bool,
}

/// The answer to a reserved call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reply {
    /// A future, settled by [`Fibers::wake`].
    Future,
    /// `None`.
    Nothing,
    /// The call is invalid.
    Refused,
}

/// The outcome of a future.
#[derive(Debug, Clone, PartialEq)]
pub enum Settled {
    /// `None`.
    Nothing,
    /// A list of call numbers.
    Calls(Vec<u32>),
    /// A `RuntimeError`.
    Failure,
}

/// The action when all of the machine's tasks wait.
#[derive(Debug, Clone, PartialEq)]
pub enum Waking {
    /// Settle these futures and continue.
    GoOn(Vec<(u32, Settled)>),
    /// Wait for the host to settle these calls.
    Host(Vec<u32>),
}

impl Fibers {
    /// Whether no fiber waits and no call is abandoned.
    pub fn is_idle(&self) -> bool {
        self.gates.is_empty() && self.selecting.is_none() && self.abandoned.is_empty()
    }

    /// Answers a reserved call. `numbers` are its integer arguments; others are left out.
    pub fn call(&mut self, name: &str, numbers: &[i64], call: u32) -> Reply {
        match (name, numbers) {
            ("lo__switch", [own, next]) => {
                self.gates.insert(*own, Gate { call, fails: false });
                self.next = Some(*next);
                Reply::Future
            }
            ("lo__spawn", [own]) => {
                self.gates.insert(*own, Gate { call, fails: true });
                Reply::Future
            }
            ("lo__leave", [next]) => {
                self.next = Some(*next);
                Reply::Nothing
            }
            ("lo__select", [alarm, patient]) => {
                self.selecting = Some(Selecting {
                    call,
                    alarm: *alarm,
                    patient: *patient != 0,
                });
                Reply::Future
            }
            ("lo__abandon", [call]) => {
                if let Ok(call) = u32::try_from(*call) {
                    self.abandoned.insert(call);
                    self.alarms.remove(&call);
                }
                Reply::Nothing
            }
            ("lo__alarm_next", [sleeps]) => {
                self.alarm_next = Some(*sleeps != 0);
                Reply::Nothing
            }
            _ => Reply::Refused,
        }
    }

    /// The action when all of the machine's tasks wait; `pending` are all unsettled futures.
    pub fn wake(&mut self, pending: &[u32]) -> Waking {
        let mut settled: Vec<(u32, Settled)> = std::mem::take(&mut self.abandoned)
            .into_iter()
            .filter(|call| pending.contains(call))
            .map(|call| (call, Settled::Nothing))
            .collect();
        if let Some(gate) = self.next.take().and_then(|next| self.gates.remove(&next)) {
            let how = if gate.fails {
                Settled::Failure
            } else {
                Settled::Nothing
            };
            settled.push((gate.call, how));
            return Waking::GoOn(settled);
        }
        let left = self.of_host(pending, &settled);
        if let Some(Selecting {
            call,
            alarm,
            patient,
        }) = self.selecting
        {
            let rang = u32::try_from(alarm)
                .ok()
                .filter(|alarm| !pending.contains(alarm));
            if left.is_empty() || rang.is_some() && !patient {
                self.selecting = None;
                let rang: Vec<u32> = rang.into_iter().collect();
                self.rang(&rang);
                settled.push((call, Settled::Calls(rang)));
                return Waking::GoOn(settled);
            }
        } else if left.is_empty() {
            // The calls of reserved names did not come from the loop: no fiber would ever resume.
            for (_, gate) in std::mem::take(&mut self.gates) {
                settled.push((gate.call, Settled::Failure));
            }
        }
        if left.is_empty() || !settled.is_empty() {
            return Waking::GoOn(settled);
        }
        Waking::Host(left)
    }

    /// The outcome for the fiber that waits for the host, when the host has settled `calls`.
    pub fn finish_select(&mut self, calls: Vec<u32>) -> Option<(u32, Settled)> {
        self.rang(&calls);
        let selecting = self.selecting.take()?;
        Some((selecting.call, Settled::Calls(calls)))
    }

    /// Registers the sleep that is about to be requested from the host, if it is an alarm, which is counted when it
    /// rings. Returns whether the program sleeps until then, rather than also waiting for calls of the host.
    pub fn sets_alarm(&mut self, call: u32, delay: Duration) -> Option<bool> {
        let sleeps = self.alarm_next.take()?;
        self.alarms.insert(call, delay);
        Some(sleeps)
    }

    /// Whether a call is an alarm, which may be cancelled.
    pub fn is_alarm(&self, call: u32) -> bool {
        self.alarms.contains_key(&call)
    }

    /// Takes the time slept until alarms rang, since the last call of this.
    pub fn take_slept(&mut self) -> Duration {
        std::mem::take(&mut self.slept)
    }

    /// Whether a future is internal, not one of the host's calls.
    pub fn holds(&self, call: u32) -> bool {
        self.gates.values().any(|gate| gate.call == call)
            || self
                .selecting
                .is_some_and(|selecting| selecting.call == call)
    }

    fn rang(&mut self, calls: &[u32]) {
        for call in calls {
            if let Some(delay) = self.alarms.remove(call) {
                self.slept = self.slept.saturating_add(delay);
            }
        }
    }

    /// The unsettled futures of the host's calls.
    fn of_host(&self, pending: &[u32], settled: &[(u32, Settled)]) -> Vec<u32> {
        let own: BTreeSet<u32> = self
            .gates
            .values()
            .map(|gate| gate.call)
            .chain(self.selecting.map(|selecting| selecting.call))
            .chain(settled.iter().map(|(call, _)| *call))
            .collect();
        let mut left: Vec<u32> = pending
            .iter()
            .copied()
            .filter(|call| !own.contains(call))
            .collect();
        left.sort_unstable();
        left
    }
}

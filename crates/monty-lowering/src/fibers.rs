//! Which of a program's tasks goes on: the calls of `tasks.py` that the engine answers itself, and never tells the host.
//!
//! Each of the loop's tasks has a fiber, which is one of the machine's tasks. A fiber that hands on waits at a gate: a
//! future of a call of one of the names in [`CALLS`]. Gates can be opened only where all of the machine's tasks wait, so
//! [`Fibers::call`] notes who is next, and [`Fibers::wake`] opens that gate at the machine's next wait. The notes are plain
//! data, to be kept with the paused machine.

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
    /// Gates that are shut, by the number of the fiber that waits there.
    gates: BTreeMap<i64, Gate>,
    /// The fiber that is next.
    next: Option<i64>,
    /// The fiber that waits for the host.
    selecting: Option<Selecting>,
    /// Calls of the host that nobody waits for any more.
    abandoned: BTreeSet<u32>,
    /// Whether the next sleep is an alarm, for a timer, which may be taken back; and whether it is a sleep all the same.
    alarm_next: Option<bool>,
    /// Alarms that are set.
    alarms: BTreeMap<u32, Duration>,
    /// What alarms that rang have slept.
    slept: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
struct Gate {
    call: u32,
    /// Whether it fails when it is opened, which ends a wait for several things.
    fails: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
struct Selecting {
    call: u32,
    /// A sleep that the host may have ended at once; below zero without one.
    alarm: i64,
    /// Whether calls are waited for although it has.
    patient: bool,
}

/// The answer to a reserved call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reply {
    /// A future, settled by [`Fibers::wake`].
    Future,
    /// `None`.
    Nothing,
    /// The call makes no sense.
    Refused,
}

/// How a future is settled.
#[derive(Debug, Clone, PartialEq)]
pub enum Settled {
    /// With `None`.
    Nothing,
    /// With a list of numbers of calls.
    Calls(Vec<u32>),
    /// With a `RuntimeError`.
    Failure,
}

/// What to do where all of the machine's tasks wait.
#[derive(Debug, Clone, PartialEq)]
pub enum Waking {
    /// Settle these futures and go on.
    GoOn(Vec<(u32, Settled)>),
    /// Ask the host, for these calls.
    Host(Vec<u32>),
}

impl Fibers {
    /// Whether there is nothing to keep.
    pub fn is_idle(&self) -> bool {
        self.gates.is_empty() && self.selecting.is_none() && self.abandoned.is_empty()
    }

    /// Answers a reserved call with its whole numbers (other arguments are left out).
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

    /// What to do where all of the machine's tasks wait; `pending` are all unsettled futures.
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
            // Calls of reserved names that did not come from the loop: nobody would ever go on.
            for (_, gate) in std::mem::take(&mut self.gates) {
                settled.push((gate.call, Settled::Failure));
            }
        }
        if left.is_empty() || !settled.is_empty() {
            return Waking::GoOn(settled);
        }
        Waking::Host(left)
    }

    /// What the fiber that waits for the host is told, when the host has settled `calls`.
    pub fn told(&mut self, calls: Vec<u32>) -> Option<(u32, Settled)> {
        self.rang(&calls);
        let selecting = self.selecting.take()?;
        Some((selecting.call, Settled::Calls(calls)))
    }

    /// Whether the sleep that the host is about to be asked for is an alarm, to be counted when it rings; and then
    /// whether the program sleeps until it does, rather than waiting for calls of the host beside.
    pub fn sets_alarm(&mut self, call: u32, delay: Duration) -> Option<bool> {
        let sleeps = self.alarm_next.take()?;
        self.alarms.insert(call, delay);
        Some(sleeps)
    }

    /// Whether a call is a sleep that may be taken back.
    pub fn is_alarm(&self, call: u32) -> bool {
        self.alarms.contains_key(&call)
    }

    /// What was slept until alarms rang, since this was last asked.
    pub fn take_slept(&mut self) -> Duration {
        std::mem::take(&mut self.slept)
    }

    /// Whether a future is one that the host knows nothing of.
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

    /// Of the unsettled futures, those of the host's calls.
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

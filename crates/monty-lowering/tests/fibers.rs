//! Scheduling of fibers, and the calls that the host must settle.

use std::time::Duration;

use monty_lowering::fibers::{Fibers, Reply, Settled, Waking};

#[test]
fn a_gate_is_opened_by_whoever_hands_on() {
    let mut fibers = Fibers::default();
    assert_eq!(fibers.call("lo__spawn", &[0], 7), Reply::Future);
    assert_eq!(fibers.call("lo__switch", &[1, 0], 8), Reply::Future);
    // The gate fails, which ends a wait for two things.
    assert_eq!(
        fibers.wake(&[7, 8]),
        Waking::GoOn(vec![(7, Settled::Failure)])
    );
    assert_eq!(fibers.call("lo__leave", &[1], 9), Reply::Nothing);
    assert_eq!(fibers.wake(&[8]), Waking::GoOn(vec![(8, Settled::Nothing)]));
    assert!(fibers.is_idle());
}

#[test]
fn the_host_is_asked_for_its_calls_alone() {
    let mut fibers = Fibers::default();
    fibers.call("lo__spawn", &[1], 3);
    fibers.call("lo__select", &[-1, 0], 6);
    assert_eq!(fibers.wake(&[6, 5, 3, 4]), Waking::Host(vec![4, 5]));
    assert!(fibers.holds(3) && fibers.holds(6) && !fibers.holds(4));
    assert_eq!(
        fibers.finish_select(vec![5]),
        Some((6, Settled::Calls(vec![5])))
    );
    assert_eq!(fibers.finish_select(vec![4]), None);
}

#[test]
fn what_is_given_up_is_settled_before_the_host_is_asked() {
    let mut fibers = Fibers::default();
    fibers.call("lo__abandon", &[4], 9);
    fibers.call("lo__select", &[-1, 0], 6);
    assert_eq!(
        fibers.wake(&[4, 5, 6]),
        Waking::GoOn(vec![(4, Settled::Nothing)])
    );
    assert_eq!(fibers.wake(&[5, 6]), Waking::Host(vec![5]));
}

#[test]
fn alarms_count_when_they_ring() {
    let mut fibers = Fibers::default();
    fibers.call("lo__alarm_next", &[0], 1);
    let second = Duration::from_secs(1);
    assert_eq!(fibers.sets_alarm(2, second), Some(false));
    assert_eq!(fibers.sets_alarm(3, second), None);
    fibers.call("lo__select", &[2, 0], 4);
    assert_eq!(fibers.wake(&[2, 4]), Waking::Host(vec![2]));
    assert_eq!(fibers.take_slept(), Duration::ZERO);
    fibers.finish_select(vec![2]);
    assert_eq!(fibers.take_slept(), second);
    assert_eq!(fibers.take_slept(), Duration::ZERO);
}

#[test]
fn an_alarm_that_takes_no_time_leaves_calls_theirs_where_it_is_a_limit() {
    for (patient, expected) in [
        (0, Waking::GoOn(vec![(4, Settled::Calls(vec![2]))])),
        (1, Waking::Host(vec![3])),
    ] {
        let mut fibers = Fibers::default();
        fibers.call("lo__select", &[2, patient], 4);
        assert_eq!(fibers.wake(&[3, 4]), expected);
    }
}

#[test]
fn calls_that_make_no_sense_are_refused_and_leave_nobody_waiting() {
    let mut fibers = Fibers::default();
    assert_eq!(fibers.call("lo__switch", &[1], 3), Reply::Refused);
    fibers.call("lo__switch", &[1, 5], 3);
    assert_eq!(fibers.wake(&[3]), Waking::GoOn(vec![(3, Settled::Failure)]));
}

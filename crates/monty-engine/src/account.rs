//! Memory and time that the host spends on a run, which count towards the run's limits.
//!
//! The host reports them in front of a message, if they are worth it: values that Python handed over
//! and the host still holds, and the time taken to read, check and convert them.

use std::time::Duration;

use crate::message::op;

/// Length of an account: its first byte, then bytes held and ms spent, f64 each.
const LENGTH: usize = 17;

/// A report of the host.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Account {
    /// Bytes that the host holds now, in total.
    pub(crate) held: usize,
    /// Time that the host spent since its last report.
    pub(crate) spent: Duration,
}

/// Splits the account off a message. `None` when there is no valid one: the message's reader then rejects
/// the message.
pub(crate) fn take_account(message: &[u8]) -> Option<(Account, &[u8])> {
    let (account, rest) = message.split_at_checked(LENGTH)?;
    let (first, said) = account.split_first()?;
    if *first != op::ACCOUNT {
        return None;
    }
    let (held, spent) = said.split_first_chunk::<8>()?;
    let account = Account {
        held: whole(f64::from_le_bytes(*held))?,
        spent: milliseconds(f64::from_le_bytes(spent.try_into().ok()?))?,
    };
    Some((account, rest))
}

fn whole(bytes: f64) -> Option<usize> {
    #[expect(clippy::cast_precision_loss, reason = "a power of two")]
    const MOST: f64 = (1_u64 << 39) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be within"
    )]
    (0.0..=MOST).contains(&bytes).then_some(bytes as usize)
}

fn milliseconds(spent: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(spent / 1_000.0).ok()
}

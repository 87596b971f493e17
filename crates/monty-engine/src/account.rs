//! What the host holds and does because of a run, which counts for the run as if Python held and did it.
//!
//! The host says it in front of a message, when there is something to say: values that Python handed
//! over and that the host still has, and the time that it took to read, check and convert them.

use std::time::Duration;

use crate::message::op;

/// Bytes of an account in front of a message: its first byte, then bytes held and ms spent, f64 each.
const LENGTH: usize = 17;

/// What the host said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Account {
    /// Bytes that it holds now, altogether.
    pub(crate) held: usize,
    /// Time that it took since it last said so.
    pub(crate) spent: Duration,
}

/// Takes the account off a message, if there is one. What is none is left, for the message's reader to
/// refuse.
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

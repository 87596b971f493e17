//! What an execution keeps of its sources.

use monty_lowering::Knowledge;
use serde::{Deserialize, Serialize};

use crate::program::{awaited::AwaitedCalls, origin::Origins};

/// What is known of the sources of a run or a session, besides what the machine keeps. It travels in dumps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Sources {
    /// Those that the machine runs in another form.
    pub(crate) origins: Origins,
    /// Calls that are made for their awaitable, of sources that were looked at for it.
    pub(crate) awaited: AwaitedCalls,
    /// What later feeds of a session must know of earlier ones.
    pub(crate) knowledge: Knowledge,
}

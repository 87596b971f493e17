//! Data of an execution's sources.

use monty_lowering::Knowledge;
use serde::{Deserialize, Serialize};

use crate::program::{awaited::AwaitedCalls, origin::Origins};

/// Data of the sources of a run or a session, besides the interpreter's own. Part of a dump.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Sources {
    /// Origins of sources that the interpreter runs in another form.
    pub(crate) origins: Origins,
    /// Calls that are made for their awaitable, in the sources that were searched for them.
    pub(crate) awaited: AwaitedCalls,
    /// Definitions of earlier feeds that later feeds of a session need.
    pub(crate) knowledge: Knowledge,
}

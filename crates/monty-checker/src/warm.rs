//! A cache of checkers for later checks.

use std::sync::{Mutex, PoisonError};

use monty_checker_abi::{ModuleStub, TypeCheck};

use crate::checker::Checker;

/// Number of cached checkers.
const KEPT: usize = 4;

/// A checker and the modules that it was built for.
pub(crate) struct Warm {
    full_library: bool,
    modules: Vec<ModuleStub>,
    pub(crate) checker: Checker,
}

static WARM: Mutex<Vec<Warm>> = Mutex::new(Vec::new());

impl Warm {
    /// Takes a matching checker from the cache, or creates one. The caller has it exclusively until
    /// [`give_back`](Self::give_back).
    pub(crate) fn take(asked: &TypeCheck) -> Result<Self, String> {
        let (full_library, modules) = (asked.full_library, &asked.modules);
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept
            .iter()
            .position(|warm| warm.full_library == full_library && warm.modules == *modules)
        {
            return Ok(kept.remove(known));
        }
        drop(kept);
        Ok(Self {
            full_library,
            modules: modules.clone(),
            checker: Checker::new(full_library, modules)?,
        })
    }

    pub(crate) fn give_back(self) {
        if self.checker.is_full() {
            return;
        }
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(self);
        if kept.len() > KEPT {
            kept.remove(0);
        }
    }
}

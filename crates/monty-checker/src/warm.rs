//! Checkers that are kept for the next check.

use std::sync::{Mutex, PoisonError};

use monty_checker_abi::ModuleStub;

use crate::checker::Checker;

/// Checkers that the process keeps.
const KEPT: usize = 4;

/// A checker and the modules that it knows.
pub(crate) struct Warm {
    modules: Vec<ModuleStub>,
    pub(crate) checker: Checker,
}

static WARM: Mutex<Vec<Warm>> = Mutex::new(Vec::new());

impl Warm {
    /// One that fits, or a new one. It is nobody else's until it is given back.
    pub(crate) fn take(modules: &[ModuleStub]) -> Result<Self, String> {
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.iter().position(|warm| warm.modules == modules) {
            return Ok(kept.remove(known));
        }
        drop(kept);
        Ok(Self {
            modules: modules.to_vec(),
            checker: Checker::new(modules)?,
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

//! Checkers that have read the stubs of Python itself, kept for the next check.

use std::sync::{Mutex, PoisonError};

use monty_checker_abi::{ModuleStub, TypeCheck};
use monty_type_checking::TypeChecker;

/// Warm checkers of the process.
const KEPT: usize = 4;
/// A checker's database grows with every source it has seen.
const CHECKS_PER_CHECKER: u32 = 256;

/// A checker, and the only files it has seen: reusing it for another script name or other modules
/// would let a program import what somebody else's program left behind.
pub(crate) struct Warm {
    script_name: String,
    modules: Vec<ModuleStub>,
    checks: u32,
    pub(crate) checker: TypeChecker,
}

static WARM: Mutex<Vec<Warm>> = Mutex::new(Vec::new());

impl Warm {
    /// One that fits, or a new one. It is nobody else's until it is given back.
    pub(crate) fn take(asked: &TypeCheck) -> Self {
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|warm| {
            warm.script_name == asked.script_name && warm.modules == asked.modules
        });
        known.map_or_else(
            || Self {
                script_name: asked.script_name.clone(),
                modules: asked.modules.clone(),
                checks: 0,
                checker: TypeChecker::default(),
            },
            |at| kept.remove(at),
        )
    }

    pub(crate) fn give_back(mut self) {
        self.checks += 1;
        if self.checks == CHECKS_PER_CHECKER {
            return;
        }
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(self);
        if kept.len() > KEPT {
            kept.remove(0);
        }
    }
}

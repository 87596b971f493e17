//! Type checking before a run, with checkers kept warm.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

use monty::source_within_nesting_bound;
use monty_type_checking::{SourceFile, TypeCheckContext, TypeChecker, scan_imports};
pub use monty_types::{ModuleStub, TypeCheckingConfig, TypeCheckingFormat};
use ruff_python_parser::parse_module;

use crate::{limits::MAX_CODE_BYTES, stack::on_parser_stack, turn::panic_message};

/// What is checked, and against what.
#[derive(Debug, Clone)]
pub struct TypeCheck {
    /// The program.
    pub code: String,
    /// The name it has in diagnostics.
    pub script_name: String,
    /// Declarations of what the host provides, as a stub file.
    pub stubs: String,
    /// Stubs of the modules that the host provides.
    pub modules: Vec<ModuleStub>,
    /// Earlier code of a session, whose imports are still there.
    pub prelude: String,
    /// How findings are rendered.
    pub config: TypeCheckingConfig,
}

const STUBS: &str = "__host__.pyi";
/// Warm checkers of the process.
const KEPT: usize = 4;
/// A checker's database grows with every source it has seen.
const CHECKS_PER_CHECKER: u32 = 256;

/// A checker, and the only files it has seen: reusing it for another script name or other modules
/// would let a program import what somebody else's program left behind.
struct Warm {
    script_name: String,
    modules: Vec<ModuleStub>,
    checks: u32,
    checker: TypeChecker,
}

static WARM: Mutex<Vec<Warm>> = Mutex::new(Vec::new());

impl TypeCheck {
    /// The findings, rendered; `None` when there are none. A source that nests too deeply to be
    /// parsed has none either: compiling it reports that.
    ///
    /// # Errors
    /// When the checker itself fails.
    pub fn run(&self) -> Result<Option<String>, String> {
        let parses =
            |source: &str| source.len() <= MAX_CODE_BYTES && source_within_nesting_bound(source, 0);
        if !parses(&self.code) {
            return Ok(None);
        }
        if !parses(&self.stubs) {
            return Err("the stubs are too long or nest too deeply".to_owned());
        }
        // The checker would take what it can read of them and say nothing of the rest.
        if let Err(error) = on_parser_stack(|| parse_module(&self.stubs).map(drop)) {
            return Err(format!("the stubs are not Python: {error}"));
        }
        let mut warm = self.take();
        let checked = on_parser_stack(|| {
            panic::catch_unwind(AssertUnwindSafe(|| self.check(&mut warm.checker)))
        });
        match checked {
            Ok(findings) => {
                Self::give_back(warm);
                findings
            }
            Err(payload) => {
                // Its database may be half-written.
                std::mem::forget(warm);
                Err(panic_message(payload.as_ref()))
            }
        }
    }

    fn check(&self, checker: &mut TypeChecker) -> Result<Option<String>, String> {
        let source = SourceFile::new(&self.code, &self.script_name);
        let stubs = SourceFile::new(&self.stubs, STUBS);
        let imports = scan_imports(&self.prelude);
        let context = TypeCheckContext {
            stubs: Some(&stubs),
            module_stubs: &self.modules,
            prelude: &imports.prelude,
        };
        let findings = checker.run_with(&source, &context, self.config)?;
        Ok(findings.map(|findings| findings.to_string()))
    }

    fn take(&self) -> Warm {
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept
            .iter()
            .position(|warm| warm.script_name == self.script_name && warm.modules == self.modules);
        known.map_or_else(
            || Warm {
                script_name: self.script_name.clone(),
                modules: self.modules.clone(),
                checks: 0,
                checker: TypeChecker::default(),
            },
            |at| kept.remove(at),
        )
    }

    fn give_back(mut warm: Warm) {
        warm.checks += 1;
        if warm.checks == CHECKS_PER_CHECKER {
            return;
        }
        let mut kept = WARM.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(warm);
        if kept.len() > KEPT {
            kept.remove(0);
        }
    }
}

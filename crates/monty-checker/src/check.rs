//! One check.

use std::panic::{self, AssertUnwindSafe};

use monty_checker_abi::{Answer, TypeCheck};
use monty_type_checking::{SourceFile, TypeCheckContext, TypeChecker, scan_imports};
use ruff_python_parser::parse_module;

use crate::{panic_message, warm::Warm};

const STUBS: &str = "__host__.pyi";
/// On a stack that it does not know the parser maps one of its own, and a small one.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What is found, or why it cannot be checked.
pub(crate) fn check(asked: &TypeCheck) -> Answer {
    stacker::grow(STACK_BYTES, || {
        // The checker would take what it can read of them and say nothing of the rest.
        if let Err(error) = parse_module(&asked.stubs) {
            return Err(format!("the stubs are not Python: {error}"));
        }
        let mut warm = Warm::take(asked);
        match panic::catch_unwind(AssertUnwindSafe(|| render(asked, &mut warm.checker))) {
            Ok(answer) => {
                warm.give_back();
                answer
            }
            Err(payload) => {
                // Its database may be half-written.
                std::mem::forget(warm);
                Err(panic_message(payload.as_ref()))
            }
        }
    })
}

fn render(asked: &TypeCheck, checker: &mut TypeChecker) -> Answer {
    let source = SourceFile::new(&asked.code, &asked.script_name);
    let stubs = SourceFile::new(&asked.stubs, STUBS);
    let imports = scan_imports(&asked.prelude);
    let context = TypeCheckContext {
        stubs: Some(&stubs),
        module_stubs: &asked.modules,
        prelude: &imports.prelude,
    };
    asked
        .renderings
        .iter()
        .map(|config| {
            let findings = checker.run_with(&source, &context, *config)?;
            Ok(findings.map(|findings| findings.to_string()))
        })
        .collect()
}

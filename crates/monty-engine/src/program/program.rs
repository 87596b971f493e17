//! A compiled program, run as often as one likes.

use monty::MontyRun;
use monty_types::{AssertMessageAnnotations, CompileOptions, ExcType, MontyException};

use serde::{Deserialize, Serialize};

use crate::{
    limits::MAX_CODE_BYTES,
    message::usual_policy,
    panics::{catch, panic_message},
    program::source::check_source,
    stack::on_deep_stack,
};

/// How sources are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceOptions {
    /// Bytes of each operand that a failed `assert` shows; 0 for the empty message of `CPython`.
    pub assert_bytes: u32,
    /// Whether `eval` and `exec` may be named.
    pub allow_eval: bool,
    /// Longest source; never more than [`MAX_CODE_BYTES`].
    pub max_bytes: usize,
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self {
            assert_bytes: 120,
            allow_eval: false,
            max_bytes: MAX_CODE_BYTES,
        }
    }
}

impl SourceOptions {
    pub(crate) fn compile_options(self) -> CompileOptions {
        CompileOptions {
            assert_message_annotations: AssertMessageAnnotations::from_max_bytes(self.assert_bytes),
            // Every source is scanned: even a short one can nest deeper than the parser should.
            source_scan_threshold: 0,
        }
    }
}

/// A compiled program. Running it leaves it as it was.
#[derive(Debug)]
pub struct Program {
    run: MontyRun,
    script_name: String,
}

impl Program {
    /// Compiles `code`.
    ///
    /// # Errors
    /// With the exception that refuses it: `SyntaxError`, or `NotImplementedError` for Python that
    /// the interpreter lacks.
    pub fn compile(
        code: String,
        script_name: &str,
        inputs: Vec<String>,
        options: SourceOptions,
    ) -> Result<Self, Box<MontyException>> {
        let compile = || {
            check_source(&code, script_name, options.max_bytes, options.allow_eval)?;
            MontyRun::new(code, script_name, inputs, options.compile_options())
                .map(|run| run.with_os_policy(usual_policy()))
                .map_err(Box::new)
        };
        let compiled = on_deep_stack(|| catch(compile));
        match compiled {
            Ok(run) => Ok(Self {
                run: run?,
                script_name: script_name.to_owned(),
            }),
            Err(payload) => {
                let message = format!("the compiler failed: {}", panic_message(payload.as_ref()));
                Err(Box::new(MontyException::new(
                    ExcType::SyntaxError,
                    Some(message),
                )))
            }
        }
    }

    /// Checks what a session is fed, before the session's own compiler sees it: that one would
    /// count a source that it refuses as fed, and keep it.
    pub(crate) fn check_feed(
        code: &str,
        script_name: &str,
        options: SourceOptions,
    ) -> Result<(), Box<MontyException>> {
        Self::compile(code.to_owned(), script_name, Vec::new(), options).map(drop)
    }

    pub(crate) fn code(&self) -> &str {
        self.run.code()
    }

    pub(crate) fn script_name(&self) -> &str {
        &self.script_name
    }

    pub(crate) fn run(&self) -> MontyRun {
        self.run.clone()
    }
}

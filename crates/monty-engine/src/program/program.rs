//! A compiled program, which can run any number of times.

use std::{cell::OnceCell, sync::Arc};

use monty::MontyRun;
use monty_types::{ExcType, MontyException};

use monty_lowering::Knowledge;

use crate::{
    message::usual_policy,
    panics::{catch, panic_message},
    program::{
        origin::{Origin, Origins},
        prepared::{Prepared, Source},
        source_options::SourceOptions,
    },
    stack::on_deep_stack,
};

/// The single input of a program that takes its inputs as one tuple.
const INPUTS: &str = "lo__inputs";

/// A compiled program. Runs do not change it.
#[derive(Debug)]
pub struct Program {
    run: MontyRun,
    script_name: String,
    inputs: Vec<String>,
    options: SourceOptions,
    origins: Origins,
    /// The program for inputs that share parts, compiled on first use.
    together: OnceCell<Option<(MontyRun, Origins)>>,
}

impl Program {
    /// Compiles `code`.
    ///
    /// # Errors
    /// With the exception that refuses the source: `SyntaxError`, or `NotImplementedError` for unsupported
    /// Python.
    pub fn compile(
        code: String,
        script_name: &str,
        inputs: Vec<String>,
        options: SourceOptions,
    ) -> Result<Self, Box<MontyException>> {
        let source = Source {
            code,
            script_name,
            inputs: inputs.clone(),
            options,
            is_feed: false,
        };
        let compile = || {
            let prepared = source.prepare(&mut Knowledge::default())?;
            compiled(prepared, script_name, inputs.clone(), options)
        };
        let (run, prepared) = caught(compile)?;
        let mut origins = Origins::new(options.lowers);
        origins.add(script_name, prepared.origin);
        Ok(Self {
            run: run.with_os_policy(usual_policy()),
            script_name: script_name.to_owned(),
            inputs,
            options,
            origins,
            together: OnceCell::new(),
        })
    }

    /// Prepares and checks a session's feed before the session's own compiler sees it, which would count a
    /// refused source as fed, and keep it. `knowledge` changes only when the source is accepted.
    pub(crate) fn prepare_feed(
        source: Source<'_>,
        knowledge: &mut Knowledge,
    ) -> Result<Prepared, Box<MontyException>> {
        let (script_name, options) = (source.script_name, source.options);
        let mut learned = knowledge.clone();
        let check = || {
            let prepared = source.prepare(&mut learned)?;
            compiled(prepared, script_name, Vec::new(), options)
        };
        let (_, prepared) = caught(check)?;
        *knowledge = learned;
        Ok(prepared)
    }

    /// The original source.
    pub(crate) fn code(&self) -> &str {
        self.origins
            .source(&self.script_name)
            .unwrap_or_else(|| self.run.code())
    }

    pub(crate) fn script_name(&self) -> &str {
        &self.script_name
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.origins
    }

    pub(crate) fn run(&self) -> MontyRun {
        self.run.clone()
    }

    /// The program in a form that takes one tuple of its inputs, and its origins. The interpreter converts each input
    /// separately, which would duplicate an object that is in two of them. `None` when the form does not compile.
    pub(crate) fn together(&self) -> Option<&(MontyRun, Origins)> {
        self.together
            .get_or_init(|| self.compile_together())
            .as_ref()
    }

    fn compile_together(&self) -> Option<(MontyRun, Origins)> {
        let names = self.inputs.join(", ");
        let before = format!("({names}) = {INPUTS}; {INPUTS} = None\n");
        let code = self.run.code();
        // A byte order mark is valid only at the start of a program.
        let rest = code.strip_prefix('\u{feff}').unwrap_or(code);
        let text = format!("{before}{rest}");
        let start = u32::try_from(code.len() - rest.len()).unwrap_or(u32::MAX);
        let origin = match self.origins.origin(&self.script_name) {
            Some(origin) => origin.behind(&before, &text),
            None => Origin::untouched(code, start, &before, &text),
        };
        let mut origins = Origins::new(self.options.lowers);
        origins.add(&self.script_name, Some(Arc::new(origin)));
        let inputs = vec![INPUTS.to_owned()];
        let options = self.options.compile_options();
        let compile = || MontyRun::new(text, &self.script_name, inputs, options).map_err(Box::new);
        let run = caught(compile).ok()?;
        Some((run.with_os_policy(usual_policy()), origins))
    }
}

fn compiled(
    prepared: Prepared,
    script_name: &str,
    inputs: Vec<String>,
    options: SourceOptions,
) -> Result<(MontyRun, Prepared), Box<MontyException>> {
    let text = prepared.text.clone();
    match MontyRun::new(text, script_name, inputs, options.compile_options()) {
        Ok(run) => Ok((run, prepared)),
        Err(exception) => Err(Box::new(prepared.map_to_source(exception, script_name))),
    }
}

/// Runs the compiler and turns a panic into a refusal of the source.
fn caught<T>(
    compile: impl FnOnce() -> Result<T, Box<MontyException>>,
) -> Result<T, Box<MontyException>> {
    on_deep_stack(|| catch(compile)).unwrap_or_else(|payload| {
        let message = format!("the compiler failed: {}", panic_message(payload.as_ref()));
        Err(Box::new(MontyException::new(
            ExcType::SyntaxError,
            Some(message),
        )))
    })
}

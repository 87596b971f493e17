//! Prepares a source for the interpreter.

use std::sync::Arc;

use monty::source_within_nesting_bound;
use monty_lowering::{Knowledge, Options, lower, may_need};
use monty_types::{ExcType, MontyException};
use ruff_text_size::{TextRange, TextSize};

use crate::{
    compile_cost::find_overrun,
    program::{
        depth::COMPILED_DEPTH,
        origin::{Origin, Origins},
        source::{check_source, frame_at, too_costly},
        source_options::SourceOptions,
    },
};

/// A source, and the options to prepare it.
pub(crate) struct Source<'a> {
    pub(crate) code: String,
    pub(crate) script_name: &'a str,
    /// Names of the program's inputs.
    pub(crate) inputs: Vec<String>,
    pub(crate) options: SourceOptions,
    /// Whether the source is a session's feed.
    pub(crate) is_feed: bool,
}

/// A checked source in the form that the interpreter runs.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) text: String,
    /// The original source and position map, if `text` differs from the source.
    pub(crate) origin: Option<Arc<Origin>>,
}

impl Source<'_> {
    /// Checks the source, and lowers it if its options ask for that. Must be called on a deep stack.
    ///
    /// `knowledge` is that of earlier feeds, and is updated when this source is accepted.
    pub(crate) fn prepare(
        self,
        knowledge: &mut Knowledge,
    ) -> Result<Prepared, Box<MontyException>> {
        let Self {
            code,
            script_name,
            inputs,
            options,
            is_feed,
        } = self;
        check_source(&code, script_name, options.max_bytes, options.allow_eval)?;
        let may_be_lowered = options.lowers && (is_feed || may_need(&code));
        // The compiler reports nesting that is too deep.
        if !may_be_lowered || !source_within_nesting_bound(&code, 0) {
            return Ok(Prepared {
                text: code,
                origin: None,
            });
        }
        let lowering = Options {
            inputs,
            is_session: is_feed,
            max_depth: COMPILED_DEPTH,
            ..Options::default()
        };
        let lowered = lower(&code, knowledge, &lowering).map_err(|refusal| {
            let range = TextRange::new(
                TextSize::from(refusal.start),
                TextSize::from(refusal.end.max(refusal.start)),
            );
            Box::new(MontyException::with_traceback(
                ExcType::NotImplementedError,
                Some(refusal.message),
                vec![frame_at(&code, script_name, range)],
            ))
        })?;
        let overrun = lowered
            .is_changed()
            .then(|| find_overrun(lowered.program()))
            .flatten();
        if let Some(overrun) = overrun {
            let whole = TextRange::up_to(TextSize::of(&*code));
            return Err(too_costly(&overrun, &code, script_name, whole));
        }
        let (text, map) = lowered.into_parts();
        let origin = map.map(|map| Arc::new(Origin::new(code, &text, map)));
        Ok(Prepared { text, origin })
    }
}

impl Prepared {
    /// The compiler's exception with positions in the original source.
    pub(crate) fn map_to_source(
        &self,
        exception: MontyException,
        script_name: &str,
    ) -> MontyException {
        let mut origins = Origins::default();
        origins.add(script_name, self.origin.clone());
        let frames = origins.frames(&exception);
        MontyException::with_traceback(exception.exc_type(), exception.into_message(), frames)
    }
}

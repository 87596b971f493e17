//! What the machine is given for a source.

use std::sync::Arc;

use monty::source_within_nesting_bound;
use monty_lowering::{Knowledge, Options, lower, may_need};
use monty_types::{ExcType, MontyException};
use ruff_text_size::{TextRange, TextSize};

use crate::{
    compile_cost::find_excess,
    program::{
        depth::COMPILED_DEPTH,
        origin::{Origin, Origins},
        source::{check_source, frame_at, too_costly},
        source_options::SourceOptions,
    },
};

/// A source on its way to the machine.
pub(crate) struct Source<'a> {
    pub(crate) code: String,
    pub(crate) script_name: &'a str,
    /// Names that it finds bound.
    pub(crate) inputs: Vec<String>,
    pub(crate) options: SourceOptions,
    /// Whether it is fed to a session.
    pub(crate) is_feed: bool,
}

/// A checked source as the machine runs it.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) text: String,
    /// Where it differs from the source.
    pub(crate) origin: Option<Arc<Origin>>,
}

impl Source<'_> {
    /// Checks the source, and lowers it where it is to be Python. Call it on a deep stack.
    ///
    /// `knowledge` is of earlier feeds, and changes when this one is taken.
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
        // Too deep a nesting is the compiler's own error to report.
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
        let excess = lowered
            .is_changed()
            .then(|| find_excess(lowered.program()))
            .flatten();
        if let Some(excess) = excess {
            let whole = TextRange::up_to(TextSize::of(&*code));
            return Err(too_costly(&excess, &code, script_name, whole));
        }
        let (text, map) = lowered.into_parts();
        let origin = map.map(|map| Arc::new(Origin::new(code, &text, map)));
        Ok(Prepared { text, origin })
    }
}

impl Prepared {
    /// What the compiler said of it, told of the source.
    pub(crate) fn told(&self, exception: MontyException, script_name: &str) -> MontyException {
        let mut origins = Origins::default();
        origins.add(script_name, self.origin.clone());
        let frames = origins.frames(&exception);
        MontyException::with_traceback(exception.exc_type(), exception.into_message(), frames)
    }
}

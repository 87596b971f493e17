//! Rewrites Python that the monty machine does not have into Python that it has.
//!
//! Text goes in, text comes out; nothing here knows Node or the engine. [`lower`] parses a program once. What needs
//! nothing is handed on as it is, byte for byte ([`Lowered::text`] borrows it). Anything else is written again, with the
//! helpers it uses before it, and a [`PositionMap`] that leads places in the output back to the source. What cannot be
//! had exactly is refused before it runs, with a place and what to write instead.
//!
//! # What the engine has to do
//!
//! 1. **Compile** `lowered.text()` instead of the source, with `assert_message_annotations` disabled. A [`Refusal`] is
//!    told as a `NotImplementedError` at its place. A program that does not parse is handed on as it is: the machine
//!    tells the syntax error.
//! 2. **Keep** `lowered.map()` (when it is some) and the source with the compiled program, and in the dumps of paused
//!    runs. Each frame of a traceback whose file is that program goes through [`PositionMap::range`]: `None` means a helper,
//!    and the frame is left out; else its places are replaced, its preview is the source's line, and its function's name is
//!    [`PositionMap::function_name`] where that is some. The same holds for positions of calls to the host.
//! 3. **Exceptions**: one whose message begins with `\0` stands for an object of the program.
//!    [`exception_of`] reads its class, bases, message and chain.
//! 4. **Sessions** set [`Options::is_session`], hold one [`Knowledge`], hand it to each feed, and put it in their dumps (it is serde's). It is changed
//!    only by a feed that is accepted; a feed that fails to compile in the machine must be given the knowledge from before.
//! 5. **Modules** of the host's are named in [`Options::modules`], as they take the place of ours. [`modules`] tells what ours
//!    are, for documents and hints.
//! 6. Limits on code count the source. Names that begin with `lo__` are not the program's own.

mod analysis;
mod builtins;
mod depth;
mod exception;
pub mod fibers;
mod helpers;
mod knowledge;
mod lower;
mod map;
mod modules;
mod objections;
mod refusal;
mod scan;
mod text;
pub mod zones;

use std::borrow::Cow;

use analysis::{
    classes::Classes, lasting::Lasting, names::Names, scopes::Scopes, tasks::Tasks, uses::Uses,
};
use ruff_text_size::{TextRange, TextSize};

pub use depth::is_shallow;
pub use exception::{Told, date_error, exception_of, exception_text, of_host, raised_by_host};
pub use helpers::PREFIX;
pub use knowledge::Knowledge;
pub use map::{Place, PositionMap};
pub use modules::table as modules;
pub use refusal::Refusal;
pub use scan::may_need;

/// Whether a name is one of the stage's own rather than the program's.
pub fn is_ours(name: &str) -> bool {
    name.starts_with(helpers::PREFIX)
}

/// How programs are lowered.
#[derive(Debug, Clone)]
pub struct Options {
    /// Names of inputs, which the program finds bound.
    pub inputs: Vec<String>,
    /// Whether later feeds will follow, so that what this one defines must be known to them.
    pub is_session: bool,
    /// Bytes of the program once it is written again, without helpers.
    pub max_bytes: usize,
    /// How deep a program may be: a deeper one is handed on as it is, for the machine to refuse. The stack must suffice
    /// for as many levels.
    pub max_depth: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            is_session: false,
            max_bytes: 1024 * 1024,
            max_depth: 250,
        }
    }
}

/// A program that the machine can run.
#[derive(Debug, Clone)]
pub struct Lowered<'s> {
    text: Cow<'s, str>,
    map: Option<PositionMap>,
}

impl Lowered<'_> {
    /// The program: the source itself where it needed nothing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether anything differs from the source.
    pub fn is_changed(&self) -> bool {
        self.map.is_some()
    }

    /// The program without the helpers before it.
    pub fn program(&self) -> &str {
        let start = self.map.as_ref().map_or(0, |map| map.program as usize);
        self.text.get(start..).unwrap_or_default()
    }

    /// Where the output's parts come from; nothing where the output is the source.
    pub fn map(&self) -> Option<&PositionMap> {
        self.map.as_ref()
    }

    /// The program and where its parts come from.
    pub fn into_parts(self) -> (String, Option<PositionMap>) {
        (self.text.into_owned(), self.map)
    }
}

/// Lowers a program, or a feed of a session whose earlier feeds left `knowledge`.
///
/// # Errors
///
/// [`Refusal`] when the program asks for something that cannot be had exactly; `knowledge` is then unchanged.
pub fn lower<'s>(
    source: &'s str,
    knowledge: &mut Knowledge,
    options: &Options,
) -> Result<Lowered<'s>, Refusal> {
    let untouched = Lowered {
        text: Cow::Borrowed(source),
        map: None,
    };
    if !options.is_session && knowledge.is_new() && !scan::may_need(source) {
        return Ok(untouched);
    }
    let Ok(parsed) = ruff_python_parser::parse_module(source) else {
        return Ok(untouched);
    };
    let module = parsed.into_syntax();
    if !is_shallow(&module.body, options.max_depth) {
        return Ok(untouched);
    }
    if let Some(refusal) = objections::find(&module.body) {
        return Err(refusal);
    }
    let mut present = knowledge.helpers.clone();
    let linked = modules::link(&module.body, &mut present, knowledge, options)?;
    if linked.is_empty() {
        return write(source, source, 0, &module.body, present, knowledge, options)
            .map(|lowered| lowered.unwrap_or(untouched));
    }
    // What is used of modules stands before the program and is lowered with it, so that it asks the program's classes.
    let mark = "\u{feff}";
    let (rest, room) = source
        .strip_prefix(mark)
        .map_or((source, ""), |rest| (rest, "\n\n\n"));
    let own = u32::try_from(linked.len()).unwrap_or(u32::MAX);
    let whole = linked + room + rest;
    let Ok(parsed) = ruff_python_parser::parse_module(&whole) else {
        return Ok(untouched);
    };
    let body = parsed.into_syntax().body;
    write(&whole, source, own, &body, present, knowledge, options)
        .map(|lowered| lowered.unwrap_or(untouched))
        .map_err(|refusal| refusal.after(own))
}

/// Writes a program again, of which the first `own` bytes are modules of ours; nothing where it needs nothing.
fn write(
    whole: &str,
    source: &str,
    own: u32,
    body: &[ruff_python_ast::Stmt],
    present: std::collections::BTreeSet<String>,
    knowledge: &mut Knowledge,
    options: &Options,
) -> Result<Option<Lowered<'static>>, Refusal> {
    let scopes = Scopes::of(body);
    let names = Names::of(knowledge, options);
    let classes = Classes::of(body, &scopes, &names);
    if let Some(class) = classes.crowded() {
        return Err(Refusal::new(
            &class.node.name,
            "the class derives from too many others: 64 are allowed",
        ));
    }
    let mut uses = Uses::of(body, &scopes, &names, &classes);
    let earlier = options.is_session.then_some(&*knowledge);
    let tasks = Tasks::of(body, &scopes, &names, earlier);
    if tasks.is_used {
        // What the loop raises are objects. Where nothing is raised yet, earlier functions may do without.
        let mut asking = uses.clone();
        asking.raises_objects();
        if tasks.is_needed || knowledge.objection(&asking).is_none() {
            uses = asking;
        }
    }
    let objection = tasks
        .objection(knowledge)
        .or_else(|| knowledge.objection(&uses));
    if let Some(message) = objection {
        let range = TextRange::new(own.into(), TextSize::of(whole));
        return Err(Refusal::new(range, message));
    }
    let known = lower::Known {
        scopes: &scopes,
        names: &names,
        classes: &classes,
        uses: &uses,
        tasks: &tasks,
    };
    let mut lowerer = lower::Lowerer::new(whole, known, knowledge, options.is_session);
    lowerer.own = own;
    lowerer.meets_host_objects |= !options.inputs.is_empty();
    lowerer.linked = modules::Linked::of(&present);
    let (text, program) = lowerer.program(body)?;
    if text.as_str().len() > options.max_bytes.saturating_add(own as usize) {
        return Err(Refusal::new(
            TextRange::new(own.into(), TextSize::of(whole)),
            "the program would become too long for the interpreter: define fewer generators and classes in it",
        ));
    }
    let (changed, needed) = (lowerer.changed, std::mem::take(&mut lowerer.needed));
    let demands = std::mem::take(&mut lowerer.demands);
    let descriptors = std::mem::take(&mut lowerer.descriptors);
    knowledge.learn(
        (&scopes, &options.inputs),
        &classes,
        (demands, descriptors),
        (Lasting::of(body), tasks.awaits_alone),
    );
    knowledge.hands_classes |= uses.hands_classes;
    knowledge.helpers = present;
    if !changed {
        return Ok(None);
    }
    let mut output = String::new();
    helpers::define(&needed, &mut knowledge.helpers, &mut output);
    let before = u32::try_from(output.len()).unwrap_or(u32::MAX);
    let (body, segments, functions) = text.into_parts();
    output.push_str(&body);
    let map = PositionMap {
        program: program + before,
        hears_host: knowledge.helpers.contains(helpers::HEARS_HOST),
        segments: segments
            .into_iter()
            .filter(|segment| segment.start >= own)
            .map(|segment| segment.moved(before, own))
            .collect(),
        names: functions
            .into_iter()
            .map(|function| function.moved(before))
            .collect(),
        output_lines: map::line_starts(&output),
        source_lines: map::line_starts(source),
    };
    Ok(Some(Lowered {
        text: Cow::Owned(output),
        map: Some(map),
    }))
}

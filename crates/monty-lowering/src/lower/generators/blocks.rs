//! The blocks of a generator, with its loops, `finally` parts and regions.

use std::collections::HashMap;

use crate::text::Text;

/// A block's number: the state in which it runs.
pub type State = usize;

/// A generator that is being split into states.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The name of the generator's object within its step function; also the stem of its other names.
    pub id: String,
    pub is_async: bool,
    /// Indentation of a block's lines.
    pub depth: usize,
    pub blocks: Vec<Block>,
    pub current: State,
    /// States that are equivalent to another one.
    pub aliases: HashMap<State, State>,
    /// Generated variables that must outlive a yield.
    pub locals: Vec<String>,
    pub loops: Vec<Loop>,
    /// Number of enclosing native loops.
    pub native_loops: usize,
    /// Enclosing `finally` parts, the innermost last.
    pub finals: Vec<Final>,
    pub regions: Vec<Region>,
    /// The enclosing regions.
    pub open: Vec<usize>,
}

/// The lines of one state.
#[derive(Debug, Clone, Default)]
pub struct Block {
    pub text: Text,
    pub region: Option<usize>,
}

/// A loop whose body is split.
#[derive(Debug, Clone)]
pub struct Loop {
    pub on_break: State,
    pub on_continue: State,
    /// Number of `finally` parts around the loop.
    pub finals: usize,
}

/// A `finally` part, or the end of a `with`.
#[derive(Debug, Clone)]
pub struct Final {
    pub target: State,
    /// Variable with the continuation: 0 the next statement, 1 the exception, 2 the end, 3 another state.
    pub pending: String,
    /// Variable with that other state.
    pub payload: String,
}

/// Blocks whose exceptions a state handles.
#[derive(Debug, Clone)]
pub struct Region {
    pub id: usize,
    pub target: State,
    /// Variable with the exception.
    pub error: String,
    pub pending: Option<String>,
}

impl Machine {
    pub fn new(id: String, is_async: bool, depth: usize) -> Self {
        Self {
            id,
            is_async,
            depth,
            blocks: vec![Block::default()],
            ..Self::default()
        }
    }

    /// The variable that holds the state.
    pub fn state(&self) -> String {
        format!("{}_at", self.id)
    }

    /// The variable that holds the state in which the next step begins.
    pub fn next(&self) -> String {
        format!("{}_next", self.id)
    }

    pub fn new_block(&mut self) -> State {
        self.blocks.push(Block {
            text: Text::default(),
            region: self.open.last().copied(),
        });
        self.blocks.len() - 1
    }

    /// The number of a state in the text, padded until all aliases are known.
    pub fn label(state: State) -> String {
        format!(
            "{state}{}",
            " ".repeat(6_usize.saturating_sub(state.to_string().len()))
        )
    }

    /// A block's lines with aliases resolved.
    pub fn resolved(&self, text: &Text) -> Text {
        let mut resolved = text.clone();
        for variable in [self.state(), self.next()] {
            resolved.rewrite(&format!("{variable} = "), |digits| {
                let mut state: State = digits.parse().ok()?;
                let mut changed = false;
                while let Some(alias) = self.aliases.get(&state) {
                    state = *alias;
                    changed = true;
                }
                changed.then(|| state.to_string())
            });
        }
        resolved
    }

    pub fn open_region(&mut self, target: State, error: String, pending: Option<String>) -> usize {
        let id = self.regions.len();
        self.regions.push(Region {
            id,
            target,
            error,
            pending,
        });
        self.open.push(id);
        id
    }
}

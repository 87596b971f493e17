//! The blocks of a generator, and what surrounds them.

use std::collections::HashMap;

use crate::text::Text;

/// A block's number: the state in which it is run.
pub type State = usize;

/// A generator being cut up.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The name of the generator's object within its step function; also the stem of its other names.
    pub id: String,
    pub is_async: bool,
    /// How deep a block's lines stand.
    pub depth: usize,
    pub blocks: Vec<Block>,
    pub current: State,
    /// States that are another one.
    pub aliases: HashMap<State, State>,
    /// Variables of ours that must outlive a yield.
    pub locals: Vec<String>,
    pub loops: Vec<Loop>,
    /// Loops of the machine's own round the place.
    pub native_loops: usize,
    /// `finally` parts round the place, the innermost last.
    pub finals: Vec<Final>,
    pub regions: Vec<Region>,
    /// The regions round the place.
    pub open: Vec<usize>,
}

/// The lines of one state.
#[derive(Debug, Clone, Default)]
pub struct Block {
    pub text: Text,
    pub region: Option<usize>,
}

/// A loop whose body is cut up.
#[derive(Debug, Clone)]
pub struct Loop {
    pub on_break: State,
    pub on_continue: State,
    /// How many `finally` parts are round it.
    pub finals: usize,
}

/// A `finally` part, or the end of a `with`.
#[derive(Debug, Clone)]
pub struct Final {
    pub target: State,
    /// Tells what comes after: 0 what follows, 1 the exception, 2 the end, 3 another state.
    pub pending: String,
    /// That state.
    pub payload: String,
}

/// Blocks whose exceptions are led to a state.
#[derive(Debug, Clone)]
pub struct Region {
    pub id: usize,
    pub target: State,
    /// Where the exception is kept.
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

    /// A state as it is written until all aliases are known.
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

//! The end of generators, and exits from loops whose body is split.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::blocks::{Final, Loop, Machine};
use crate::{
    lower::{Lowerer, Result, statements::line},
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes a `return` in a generator.
    pub(in crate::lower) fn generator_return(
        &mut self,
        node: &'a ast::StmtReturn,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let value = match node.value.as_deref() {
            Some(Expr::NoneLiteral(_)) | None => None,
            Some(value) => {
                let mut written = Text::default();
                self.operand(value, &mut written)?;
                Some(written)
            }
        };
        let range = node.range();
        self.leave(value, range, text, depth);
        Ok(())
    }

    pub(super) fn finish(&mut self, value: Option<Text>) -> Result {
        let inner = self.machine().depth;
        self.block(|lowerer, text| {
            lowerer.leave(value, TextRange::default(), text, inner);
            Ok(())
        })
    }

    /// Ends the generator, through the enclosing `finally` parts.
    pub(super) fn leave(
        &mut self,
        value: Option<Text>,
        range: TextRange,
        text: &mut Text,
        depth: usize,
    ) {
        let id = self.machine().id.clone();
        let state = self.machine().state();
        if let Some(value) = value {
            text.indent(depth);
            text.put(&format!("{id}.value = "), range);
            text.append(&value);
            text.push("\n");
        }
        if let Some(last) = self.machine().finals.last().cloned() {
            line(text, depth, &format!("{} = 2", last.pending));
            line(text, depth, &format!("{state} = {}", last.target));
            line(text, depth, "continue");
            return;
        }
        line(text, depth, &format!("{state} = -1"));
        if self.uses.sees_stop_value {
            let (raised, exception) = (self.helper("raised"), self.helper("exception"));
            line(text, depth, &format!("if {id}.value is not None:"));
            text.indent(depth + 1);
            text.hide(&format!(
                "raise {raised}({exception}(StopIteration, {id}.value))\n"
            ));
        }
        text.indent(depth);
        text.hide("raise StopIteration\n");
    }

    /// Writes a `break` or `continue` of a loop whose body is split; `false` for one of any other loop.
    pub(in crate::lower) fn jump(&mut self, is_break: bool, text: &mut Text, depth: usize) -> bool {
        let Some(machine) = self.frame().generator.as_ref() else {
            return false;
        };
        let inner = machine.depth;
        if machine.native_loops > 0 {
            return false;
        }
        let Some(Loop {
            on_break,
            on_continue,
            finals,
        }) = machine.loops.last().cloned()
        else {
            return false;
        };
        let target = if is_break { on_break } else { on_continue };
        let state = machine.state();
        let through: Vec<Final> = machine.finals[finals..].to_vec();
        if let Some((nearest, outer)) = through.split_last() {
            let mut target = target;
            for last in outer {
                let block = self.machine().new_block();
                let inner_text = &mut self.machine().blocks[block].text;
                line(inner_text, inner, &format!("{} = 3", last.pending));
                line(
                    inner_text,
                    inner,
                    &format!("{} = {}", last.payload, Machine::label(target)),
                );
                line(inner_text, inner, &format!("{state} = {}", last.target));
                line(inner_text, inner, "continue");
                target = block;
            }
            line(text, depth, &format!("{} = 3", nearest.pending));
            line(
                text,
                depth,
                &format!("{} = {}", nearest.payload, Machine::label(target)),
            );
            line(text, depth, &format!("{state} = {}", nearest.target));
        } else {
            line(
                text,
                depth,
                &format!("{state} = {}", Machine::label(target)),
            );
        }
        line(text, depth, "continue");
        true
    }
}

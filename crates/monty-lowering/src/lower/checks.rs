//! `isinstance` and `issubclass`.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::{classes::Base, shapes::is_enumeration},
    builtins,
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn instance_check(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let kinds = &call.arguments.args[1];
        self.refuse_markers(kinds)?;
        let odd = match kinds {
            Expr::Tuple(tuple) => tuple.elts.iter().any(|kind| self.is_odd_kind(kind)),
            kind => self.is_odd_kind(kind),
        };
        let of_machine = path == "isinstance" && !self.uses.boxes && self.is_machine_type(kinds);
        let odd = odd || self.asks(Demand::Mappings);
        if !odd && (!self.asks(Demand::Classes) && path == "isinstance" || of_machine) {
            return Ok(false);
        }
        let helper = self.helper(path);
        text.put(&format!("{helper}("), &*call.func);
        self.operand(&call.arguments.args[0], text)?;
        text.push(", ");
        self.kinds(kinds, text)?;
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }

    /// Refuses markers such as `abc.ABC`, whose instances cannot be determined.
    fn refuse_markers(&self, kinds: &Expr) -> Result {
        match kinds {
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .try_for_each(|kind| self.refuse_markers(kind)),
            // Markers are real classes where the program reads the bases of classes.
            _ if self.uses.reads_bases => Ok(()),
            kind => match self.path(kind).as_deref() {
                Some(path @ ("abc.ABC" | "typing.Generic" | "typing.Protocol")) => refuse(
                    kind,
                    format!("instances of {path} cannot be told: ask for a class of your own"),
                ),
                _ => Ok(()),
            },
        }
    }

    /// Whether a class is `object`, `type` or an abstract class, whose instances the machine does not recognise.
    fn is_odd_kind(&self, kind: &Expr) -> bool {
        if kind.is_subscript_expr() {
            return true;
        }
        if let Expr::BinOp(union) = kind {
            return self.is_odd_kind(&union.left) || self.is_odd_kind(&union.right);
        }
        self.is_built_in(kind, "object")
            || self.is_built_in(kind, "type")
            || self.path(kind).is_some_and(|path| {
                path.starts_with("collections.abc.")
                    || path.strip_prefix("enum.").is_some_and(is_enumeration)
                    || path.starts_with("pathlib.Pure")
                    || path.starts_with("numbers.")
                    || matches!(path.as_str(), "types.GeneratorType" | "types.MethodType")
            })
    }

    /// Writes `A | B` as a tuple, as replacements of classes have no union.
    pub(super) fn kinds(&mut self, kinds: &'a Expr, text: &mut Text) -> Result {
        if self.is_built_in(kinds, "type") {
            let helper = self.helper("type");
            text.put(&helper, kinds);
            return Ok(());
        }
        if let Expr::BinOp(union) = kinds
            && union.op == ast::Operator::BitOr
        {
            text.put("(", kinds);
            self.kinds(&union.left, text)?;
            text.push(", ");
            self.kinds(&union.right, text)?;
            text.push(")");
            return Ok(());
        }
        if let Expr::Subscript(union) = kinds
            && let Some(path) = self.path(&union.value)
            && matches!(path.as_str(), "typing.Union" | "typing.Optional")
        {
            text.put("(", kinds);
            match &*union.slice {
                Expr::Tuple(tuple) => {
                    for kind in &tuple.elts {
                        self.kinds(kind, text)?;
                        text.push(", ");
                    }
                }
                kind => {
                    self.kinds(kind, text)?;
                    text.push(", ");
                }
            }
            text.push(if path == "typing.Optional" {
                "type(None))"
            } else {
                ")"
            });
            return Ok(());
        }
        if let Expr::NoneLiteral(none) = kinds {
            text.put("type(None)", none);
            return Ok(());
        }
        self.operand(kinds, text)
    }

    /// Whether a class or tuple of classes is the machine's, without derived classes in the program.
    fn is_machine_type(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Tuple(tuple) => tuple.elts.iter().all(|kind| self.is_machine_type(kind)),
            Expr::BinOp(union) => {
                self.is_machine_type(&union.left) && self.is_machine_type(&union.right)
            }
            Expr::NoneLiteral(_) => true,
            Expr::Name(name) => {
                let id = name.id.as_str();
                self.names.is_built_in(id, self.scope, self.scopes)
                    && builtins::is_type(id)
                    && !self.asks(Demand::BuiltIns)
                    && !matches!(id, "object" | "type" | "int" | "str")
                    && !self
                        .classes
                        .all
                        .iter()
                        .any(|class| class.bases.contains(&Base::BuiltIn(id.to_owned())))
                    || (matches!(id, "int" | "str")
                        && !self.uses.mixes_enumerations
                        && !self.asks(Demand::BuiltIns))
            }
            _ => false,
        }
    }
}

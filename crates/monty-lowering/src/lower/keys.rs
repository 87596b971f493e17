//! Look-ups of keys that are no text: the machine's `KeyError` would contain a text instead.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, expressions::may_be_object};
use crate::{analysis::keys, text::Text};

impl<'a> Lowerer<'a> {
    /// Whether a failed look-up at the current place may be observed.
    pub(super) fn sees_keys(&self) -> bool {
        self.uses.keys.everywhere || self.within_catching > 0
    }

    /// Writes `o[k]` by a helper that keeps the key; `false` when it is not needed.
    pub(super) fn looked_up(
        &mut self,
        subscript: &'a ast::ExprSubscript,
        text: &mut Text,
    ) -> Result<bool> {
        if !self.is_looked_up(subscript) {
            return Ok(false);
        }
        let helper = self.helper("item");
        text.put(&format!("{helper}("), subscript);
        self.operand(&subscript.value, text)?;
        text.push(", ");
        self.operand(&subscript.slice, text)?;
        text.put(")", TextRange::new(subscript.end(), subscript.end()));
        Ok(true)
    }

    /// Whether an item must be looked up by a helper that keeps the key.
    pub(super) fn is_looked_up(&self, subscript: &ast::ExprSubscript) -> bool {
        let is_object =
            matches!(&*subscript.value, Expr::Dict(_)) || may_be_object(&subscript.value);
        self.sees_keys()
            && keys::may_fail(subscript)
            && is_object
            && !self.is_own(subscript)
            && self.path(&subscript.value).is_none()
    }

    /// Writes `o.pop(k)`, `o.remove(k)`; `false` for any other method.
    pub(super) fn taken(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let is_popitem = attribute.attr.as_str() == "popitem" && call.arguments.is_empty();
        if !self.sees_keys() || !(is_popitem || keys::takes_key(call)) || self.is_own(call) {
            return Ok(false);
        }
        let helper = self.helper(&format!("key_{}", attribute.attr));
        self.method_helper(&helper, call, attribute, text)
    }

    /// The helper of `del o[k]`.
    pub(super) fn deleting(&self) -> &'static str {
        if self.sees_keys() {
            "key_delitem"
        } else {
            "delitem"
        }
    }
}

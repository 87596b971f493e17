//! Assignments: plain, annotated, in place; and their targets.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{
    Lowerer, Result, refuse,
    statements::{line, lines},
};
use crate::{knowledge::Demand, objections::unpacking, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn assign(
        &mut self,
        targets: &'a [Expr],
        value: &'a Expr,
        stmt: &'a Stmt,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if let [Expr::Attribute(attribute)] = targets
            && self.store_helper(attribute).is_some()
        {
            let mut written = Text::default();
            self.operand(value, &mut written)?;
            text.indent(depth);
            self.store_attribute(attribute, &written, text)?;
            text.push("\n");
            return Ok(());
        }
        if let [Expr::Subscript(subscript)] = targets
            && let Some(object) = self.dict_of(&subscript.value)
        {
            let helper = self.helper("attrs_set");
            text.indent(depth);
            text.put(&format!("{helper}("), &targets[0]);
            self.operand(object, text)?;
            text.push(", ");
            self.operand(&subscript.slice, text)?;
            text.push(", ");
            self.operand(value, text)?;
            text.push(")\n");
            return Ok(());
        }
        if let [Expr::Name(name)] = targets
            && self.is_watched(name.id.as_str())
        {
            self.plain(stmt, text, depth)?;
            self.rebound(name.id.as_str(), name.id.as_str(), text, depth);
            return Ok(());
        }
        if self.uses.restarts
            && let Some(before) = unpacking::before_star(targets)
            && !unpacking::is_built_in(value)
        {
            return self.unpack(&targets[0], before, value, text, depth);
        }
        let is_special = targets.iter().any(|target| self.is_special_target(target));
        if !is_special {
            return self.plain(stmt, text, depth);
        }
        let mut after = Vec::new();
        text.indent(depth);
        for target in targets {
            self.target(target, &mut after, text)?;
            text.put(" = ", target);
        }
        self.closed(value, text, Self::expr)?;
        text.push("\n");
        lines(text, depth, &after);
        Ok(())
    }

    /// `first, *rest = it` for an iterator whose `__iter__` may restart it.
    fn unpack(
        &mut self,
        target: &'a Expr,
        before: usize,
        value: &'a Expr,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let mut after = Vec::new();
        text.indent(depth);
        self.target(target, &mut after, text)?;
        let helper = self.helper("unpacked");
        text.put(&format!(" = {helper}("), value);
        self.operand(value, text)?;
        text.put(&format!(", {before})\n"), value);
        lines(text, depth, &after);
        Ok(())
    }

    fn is_special_target(&self, target: &Expr) -> bool {
        match target {
            Expr::Attribute(attribute) => self.store_helper(attribute).is_some(),
            Expr::Tuple(tuple) => tuple.elts.iter().any(|part| self.is_special_target(part)),
            Expr::List(list) => list.elts.iter().any(|part| self.is_special_target(part)),
            Expr::Starred(starred) => self.is_special_target(&starred.value),
            _ => false,
        }
    }

    /// Writes a target; stores that need a helper, and those after one, are added to the lines in `after`.
    pub(super) fn target(
        &mut self,
        target: &'a Expr,
        after: &mut Vec<Text>,
        text: &mut Text,
    ) -> Result {
        match target {
            Expr::Attribute(attribute) if self.store_helper(attribute).is_some() => {
                let held = self.fresh("t");
                let mut value = Text::default();
                value.put(&held, attribute);
                let mut store = Text::default();
                self.store_attribute(attribute, &value, &mut store)?;
                after.push(store);
                text.put(&held, attribute);
                Ok(())
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. })
                if self.is_special_target(target) =>
            {
                text.put("(", target);
                for part in elts {
                    self.target(part, after, text)?;
                    text.push(", ");
                }
                text.push(")");
                Ok(())
            }
            Expr::Starred(starred) if self.is_special_target(target) || !after.is_empty() => {
                text.push("*");
                self.target(&starred.value, after, text)
            }
            _ if !after.is_empty() => {
                let held = self.fresh("t");
                let mut store = Text::default();
                self.closed(target, &mut store, Self::expr)?;
                store.put(&format!(" = {held}"), target);
                after.push(store);
                text.put(&held, target);
                Ok(())
            }
            _ => self.closed(target, text, Self::expr),
        }
    }

    pub(super) fn annotated(
        &mut self,
        node: &'a ast::StmtAnnAssign,
        stmt: &'a Stmt,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let Some(value) = &node.value else {
            line(text, depth, "pass");
            return Ok(());
        };
        if self.is_special_target(&node.target) || self.frame().generator.is_some() {
            return self.assign(
                std::slice::from_ref(&*node.target),
                value,
                stmt,
                text,
                depth,
            );
        }
        text.indent(depth);
        self.expr(&node.target, text)?;
        text.push(" = ");
        self.closed(value, text, Self::expr)?;
        text.push("\n");
        Ok(())
    }

    pub(super) fn augmented(
        &mut self,
        node: &'a ast::StmtAugAssign,
        stmt: &'a Stmt,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let special = match &*node.target {
            Expr::Attribute(attribute) => {
                self.store_helper(attribute).is_some()
                    || self.descriptors.contains(attribute.attr.as_str())
            }
            Expr::Subscript(subscript) => self.is_looked_up(subscript),
            _ => false,
        };
        let asks = self.asks(Demand::InPlace)
            || self.changes_what_is_shared(node) && !self.frame().is_class_body
            || node.op == ast::Operator::Add
                && self.may_extend(node)
                && !self.frame().is_class_body;
        let scales = !self.is_own(node) && self.may_scale(&node.target, node.op, &node.value);
        if !special && !asks && !scales && node.op != ast::Operator::MatMult {
            if node.op == ast::Operator::Add && self.is_driven(&node.value) {
                text.indent(depth);
                self.expr(&node.target, text)?;
                text.put(" += ", stmt);
                self.drained(&node.value, text)?;
                text.push("\n");
                return Ok(());
            }
            if node.op == ast::Operator::Add && is_lazy(&node.value) {
                text.indent(depth);
                self.expr(&node.target, text)?;
                let helper = self.helper("items");
                text.put(&format!(" += {helper}("), stmt);
                self.argument(&node.value, true, text)?;
                text.push(")\n");
                return Ok(());
            }
            return self.plain(stmt, text, depth);
        }
        let held = self.hold_parts(&node.target, text, depth)?;
        let result = self.augmented_twice(node, stmt, asks, text, depth);
        for range in held {
            self.replaced.remove(&range);
        }
        result
    }

    /// Whether `list += value` may be given a value that is no list, which the machine does not accept.
    fn may_extend(&self, node: &ast::StmtAugAssign) -> bool {
        if node.value.is_tuple_expr() {
            return true;
        }
        if !matches!(
            &*node.value,
            Expr::Name(_)
                | Expr::Attribute(_)
                | Expr::Subscript(_)
                | Expr::Call(_)
                | Expr::StringLiteral(_)
                | Expr::FString(_)
        ) || is_number(&node.value)
            || is_lazy(&node.value)
            || self.is_driven(&node.value)
            || self.is_own(node)
        {
            return false;
        }
        let is_parameter = |expr: &Expr| {
            expr.as_name_expr().is_some_and(|name| {
                let scope = &self.scopes.all[self.scope];
                scope.params.iter().any(|param| param == name.id.as_str())
            })
        };
        match &*node.target {
            Expr::Name(name) => {
                self.uses.lists.contains(name.id.as_str())
                    || is_parameter(&node.target) && is_parameter(&node.value)
            }
            Expr::Attribute(attribute) => self.uses.lists.contains(attribute.attr.as_str()),
            _ => false,
        }
    }

    /// Whether the machine would create a new set or list where Python changes the existing one, which may be shared.
    fn changes_what_is_shared(&self, node: &ast::StmtAugAssign) -> bool {
        use ast::Operator::{BitAnd, BitOr, BitXor, Mult, Sub};
        match node.op {
            BitOr | BitAnd | BitXor | Sub => self.uses.has_sets && !is_number(&node.value),
            Mult => match &*node.target {
                Expr::Name(name) => self.uses.lists.contains(name.id.as_str()),
                Expr::Attribute(attribute) => self.uses.lists.contains(attribute.attr.as_str()),
                _ => false,
            },
            _ => false,
        }
    }

    /// Binds the parts of a target that must not be evaluated twice, and returns the bindings.
    fn hold_parts(
        &mut self,
        target: &'a Expr,
        text: &mut Text,
        depth: usize,
    ) -> Result<Vec<TextRange>> {
        let parts: Vec<&'a Expr> = match target {
            _ if is_repeatable(target) => Vec::new(),
            Expr::Attribute(attribute) => vec![&attribute.value],
            Expr::Subscript(subscript) => vec![&subscript.value, &subscript.slice],
            _ => Vec::new(),
        };
        let mut held = Vec::new();
        for part in parts {
            if matches!(part, Expr::NumberLiteral(_) | Expr::StringLiteral(_)) {
                continue;
            }
            if part.is_slice_expr() || self.frame().is_class_body {
                return refuse(
                    part,
                    "this in-place operation evaluates its target twice here: bind the object to a name first",
                );
            }
            let name = self.fresh("t");
            text.indent(depth);
            text.put(&format!("{name} = "), part);
            self.operand(part, text)?;
            text.push("\n");
            self.replaced.insert(part.range(), name);
            held.push(part.range());
        }
        Ok(held)
    }

    fn augmented_twice(
        &mut self,
        node: &'a ast::StmtAugAssign,
        stmt: &'a Stmt,
        asks: bool,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let mut value = Text::default();
        if asks || node.op == ast::Operator::MatMult && self.asks(Demand::InPlace) {
            use ast::Operator::{BitAnd, BitOr, BitXor, Sub};
            let may_be_sets = matches!(node.op, BitAnd | BitOr | BitXor | Sub);
            let helper = self.helper(
                if may_be_sets && self.orders_seen > 0 && !self.is_own(node) {
                    "in_place_seen"
                } else {
                    "in_place"
                },
            );
            value.put(&format!("{helper}('{}', ", node.op.as_str()), stmt);
            self.read_of_target(&node.target, &mut value)?;
            value.push(", ");
            self.operand(&node.value, &mut value)?;
            value.put(")", stmt);
        } else if !self.is_own(node) && self.may_scale(&node.target, node.op, &node.value) {
            let helper = self.helper(super::library::scaling(node.op));
            value.put(&format!("{helper}("), stmt);
            self.read_of_target(&node.target, &mut value)?;
            value.push(", ");
            self.operand(&node.value, &mut value)?;
            value.put(")", stmt);
        } else {
            self.read_of_target(&node.target, &mut value)?;
            value.put(&format!(" {} ", node.op.as_str()), stmt);
            self.operand(&node.value, &mut value)?;
        }
        self.changed = true;
        text.indent(depth);
        if let Expr::Attribute(attribute) = &*node.target
            && self.store_attribute(attribute, &value, text)?
        {
            text.push("\n");
            return Ok(());
        }
        self.expr(&node.target, text)?;
        text.push(" = ");
        text.append(&value);
        text.push("\n");
        Ok(())
    }

    /// Writes a target as an expression that reads it.
    pub(super) fn read_of_target(&mut self, target: &'a Expr, text: &mut Text) -> Result {
        if let Expr::Subscript(subscript) = target
            && self.looked_up(subscript, text)?
        {
            return Ok(());
        }
        let Expr::Attribute(attribute) = target else {
            return self.expr(target, text);
        };
        let helper = if self.asks(Demand::Attributes) {
            "getattr_asked"
        } else if self
            .uses
            .function_attributes
            .contains(attribute.attr.as_str())
        {
            "function_attribute"
        } else if self.descriptors.contains(attribute.attr.as_str()) {
            "get"
        } else {
            return self.expr(target, text);
        };
        self.named(helper, attribute, text)
    }
}

fn is_repeatable(target: &Expr) -> bool {
    match target {
        Expr::Name(_) | Expr::NumberLiteral(_) | Expr::StringLiteral(_) => true,
        Expr::Attribute(attribute) => is_repeatable(&attribute.value),
        Expr::Subscript(subscript) => {
            is_repeatable(&subscript.value) && is_repeatable(&subscript.slice)
        }
        _ => false,
    }
}

fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_) | Expr::BooleanLiteral(_) => true,
        Expr::UnaryOp(unary) => is_number(&unary.operand),
        Expr::BinOp(operation) => is_number(&operation.left) || is_number(&operation.right),
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "len" | "int" | "float" | "abs" | "round"))
        }
        _ => false,
    }
}

/// Whether the value of `list += expr` is evidently no list.
fn is_lazy(expr: &Expr) -> bool {
    match expr {
        Expr::Generator(_) | Expr::Set(_) | Expr::Dict(_) | Expr::SetComp(_) => true,
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => {
                matches!(
                    name.id.as_str(),
                    "map" | "filter" | "zip" | "enumerate" | "reversed" | "range" | "iter"
                )
            }
            Expr::Attribute(attribute) => {
                matches!(attribute.attr.as_str(), "keys" | "values" | "items")
            }
            _ => false,
        },
        _ => false,
    }
}

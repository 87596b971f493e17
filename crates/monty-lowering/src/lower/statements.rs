//! Statements that open no scope of their own.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes statements, each on lines of its own.
    pub(super) fn suite(&mut self, body: &'a [Stmt], text: &mut Text, depth: usize) -> Result {
        let start = text.end();
        for stmt in body {
            self.stmt(stmt, text, depth)?;
        }
        if text.end() == start {
            line(text, depth, "pass");
        }
        Ok(())
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt, text: &mut Text, depth: usize) -> Result {
        match stmt {
            Stmt::FunctionDef(function) => self.function(function, text, depth),
            Stmt::ClassDef(class) => self.class(class, text, depth),
            Stmt::If(node) => self.conditional(node, text, depth),
            Stmt::While(node) => {
                self.head("while ", &node.test, text, depth)?;
                self.native_loop(&node.body, text, depth + 1)?;
                self.otherwise(&node.orelse, text, depth)
            }
            Stmt::Return(node) if self.frame().generator.is_some() => {
                self.generator_return(node, text, depth)
            }
            Stmt::Break(_) | Stmt::Continue(_) => {
                if self.jump(matches!(stmt, Stmt::Break(_)), text, depth)? {
                    return Ok(());
                }
                self.plain(stmt, text, depth)
            }
            Stmt::For(node) => self.iteration(node, text, depth),
            Stmt::With(node) => self.with(node, text, depth),
            Stmt::Try(node) => self.attempt(node, text, depth),
            Stmt::Match(node) => self.matching(node, text, depth),
            Stmt::Raise(node) => self.raise(node, text, depth),
            Stmt::Assert(node) => self.assertion(node, text, depth),
            Stmt::Delete(node) => self.delete(node, text, depth),
            Stmt::Import(node) => self.import(node, text, depth),
            Stmt::ImportFrom(node) => self.import_from(node, text, depth),
            Stmt::Assign(node) => self.assign(&node.targets, &node.value, stmt, text, depth),
            Stmt::AnnAssign(node) => self.annotated(node, stmt, text, depth),
            Stmt::AugAssign(node) => self.augmented(node, stmt, text, depth),
            Stmt::TypeAlias(node) => self.type_alias(node, text, depth),
            Stmt::Expr(node) => self.expression_statement(node, stmt, text, depth),
            Stmt::Global(_) | Stmt::Nonlocal(_) if self.frame().generator.is_some() => Ok(()),
            Stmt::IpyEscapeCommand(_) => self.refuse(stmt, "this is not Python"),
            _ => self.plain(stmt, text, depth),
        }
    }

    /// Copies a simple statement, writing its expressions anew.
    pub(super) fn plain(&mut self, stmt: &'a Stmt, text: &mut Text, depth: usize) -> Result {
        text.indent(depth);
        self.spliced(stmt.range(), &expressions_of(stmt), text)?;
        text.push("\n");
        Ok(())
    }

    /// `keyword test:`.
    pub(super) fn head(
        &mut self,
        keyword: &str,
        test: &'a Expr,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        text.indent(depth);
        text.push(keyword);
        self.closed(test, text, Self::test)?;
        text.push(":\n");
        Ok(())
    }

    /// Writes an expression moved to where its own parentheses do not come along.
    pub(super) fn closed(
        &mut self,
        expr: &'a Expr,
        text: &mut Text,
        write: impl FnOnce(&mut Self, &'a Expr, &mut Text) -> Result,
    ) -> Result {
        if expr.is_named_expr() || self.text_of(expr).contains('\n') {
            text.push("(");
            write(self, expr, text)?;
            text.push(")");
            Ok(())
        } else {
            write(self, expr, text)
        }
    }

    fn expression_statement(
        &mut self,
        node: &'a ast::StmtExpr,
        stmt: &'a Stmt,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if matches!(&*node.value, Expr::Yield(_) | Expr::YieldFrom(_)) {
            return self.refuse(stmt, "this yield cannot be had exactly");
        }
        if let Expr::Call(call) = &*node.value
            && call.arguments.is_empty()
            && let Expr::Attribute(attribute) = &*call.func
            && attribute.attr.as_str() == "clear"
        {
            return self.plain(stmt, text, depth);
        }
        self.plain(stmt, text, depth)
    }

    fn conditional(&mut self, node: &'a ast::StmtIf, text: &mut Text, depth: usize) -> Result {
        self.head("if ", &node.test, text, depth)?;
        self.suite(&node.body, text, depth + 1)?;
        for clause in &node.elif_else_clauses {
            if let Some(test) = &clause.test {
                self.head("elif ", test, text, depth)?;
            } else {
                line(text, depth, "else:");
            }
            self.suite(&clause.body, text, depth + 1)?;
        }
        Ok(())
    }

    pub(super) fn otherwise(
        &mut self,
        orelse: &'a [Stmt],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if orelse.is_empty() {
            return Ok(());
        }
        line(text, depth, "else:");
        self.suite(orelse, text, depth + 1)
    }

    fn iteration(&mut self, node: &'a ast::StmtFor, text: &mut Text, depth: usize) -> Result {
        if node.is_async {
            return self.async_iteration(node, text, depth);
        }
        let mut after = Vec::new();
        text.indent(depth);
        text.put("for ", TextRange::new(node.start(), node.iter.end()));
        self.target(&node.target, &mut after, text)?;
        text.push(" in ");
        let calm = self.is_calm_body(node);
        self.closed(&node.iter, text, |lowerer, iter, text| {
            if calm {
                lowerer.whole_or_items(iter, text)
            } else {
                lowerer.iterable(iter, text)
            }
        })?;
        text.push(":\n");
        lines(text, depth + 1, &after);
        self.native_loop(&node.body, text, depth + 1)?;
        self.otherwise(&node.orelse, text, depth)
    }

    /// Writes the body of a loop that stays one.
    pub(super) fn native_loop(
        &mut self,
        body: &'a [Stmt],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if let Some(machine) = &mut self.frame_mut().generator {
            machine.native_loops += 1;
        }
        let result = self.suite(body, text, depth);
        if let Some(machine) = &mut self.frame_mut().generator {
            machine.native_loops -= 1;
        }
        result
    }

    /// Writes an iterable whose items are taken one by one.
    pub(super) fn iterable(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if self.asks(Demand::Items) && super::expressions::may_be_object(expr) {
            let helper = self.helper("iter");
            text.put(&format!("{helper}("), expr);
            self.expr(expr, text)?;
            text.push(")");
            return Ok(());
        }
        self.expr(expr, text)
    }

    fn whole_or_items(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if self.asks(Demand::Items) {
            self.iterable(expr, text)
        } else {
            self.whole(expr, text)
        }
    }

    /// Whether a loop's body can neither change what is zipped or counted, nor be interleaved with code of the program.
    fn is_calm_body(&self, node: &'a ast::StmtFor) -> bool {
        let Expr::Call(call) = &*node.iter else {
            return false;
        };
        let Some(path) = self.path(&call.func) else {
            return false;
        };
        if self.uses.iterates || !matches!(path.as_str(), "enumerate" | "zip" | "map" | "filter") {
            return false;
        }
        let mut sources: Vec<&Expr> = call.arguments.args.iter().collect();
        if matches!(path.as_str(), "map" | "filter") {
            let is_pure = sources.first().is_some_and(|function| match function {
                Expr::Name(name) => {
                    self.names
                        .is_built_in(name.id.as_str(), self.scope, self.scopes)
                        && matches!(
                            name.id.as_str(),
                            "str"
                                | "int"
                                | "float"
                                | "abs"
                                | "len"
                                | "repr"
                                | "bool"
                                | "ord"
                                | "chr"
                        )
                }
                Expr::NoneLiteral(_) => true,
                _ => false,
            });
            // What they fail at may come after items that were dealt with.
            if !is_pure {
                return false;
            }
            sources.remove(0);
        }
        let roots: Vec<&str> = sources.iter().map(|source| self.text_of(source)).collect();
        let mut changes = Changes {
            roots,
            lowerer: self,
            found: false,
        };
        for stmt in &node.body {
            changes.visit_stmt(stmt);
        }
        !changes.found
    }

    fn assign(
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

    fn is_special_target(&self, target: &Expr) -> bool {
        match target {
            Expr::Attribute(attribute) => self.store_helper(attribute).is_some(),
            Expr::Tuple(tuple) => tuple.elts.iter().any(|part| self.is_special_target(part)),
            Expr::List(list) => list.elts.iter().any(|part| self.is_special_target(part)),
            Expr::Starred(starred) => self.is_special_target(&starred.value),
            _ => false,
        }
    }

    /// Writes a target; stores that need a helper are done by the lines in `after`.
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
            Expr::Starred(starred) if self.is_special_target(target) => {
                text.push("*");
                self.target(&starred.value, after, text)
            }
            _ => self.closed(target, text, Self::expr),
        }
    }

    fn annotated(
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

    fn augmented(
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
            _ => false,
        };
        let asks = self.asks(Demand::InPlace)
            || node.op == ast::Operator::Add
                && matches!(&*node.value, Expr::Tuple(_))
                && !self.frame().is_class_body;
        if !special && !asks && node.op != ast::Operator::MatMult {
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
        if !is_repeatable(&node.target) {
            return self.refuse(stmt, "this in-place operation evaluates its target twice here: bind the object to a name first");
        }
        let mut value = Text::default();
        if asks || node.op == ast::Operator::MatMult && self.asks(Demand::InPlace) {
            let helper = self.helper("in_place");
            value.put(&format!("{helper}('{}', ", node.op.as_str()), stmt);
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

    /// Writes a target as something that is read.
    pub(super) fn read_of_target(&mut self, target: &'a Expr, text: &mut Text) -> Result {
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
        let helper = self.helper(helper);
        let name = self
            .mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string());
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(", '{name}')"), attribute);
        Ok(())
    }

    fn type_alias(
        &mut self,
        node: &'a ast::StmtTypeAlias,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        self.changed = true;
        text.indent(depth);
        text.put(&format!("{} = ", self.text_of(&*node.name)), node);
        let helper = self.helper("type_alias");
        text.put(
            &format!("{helper}('{}')\n", self.text_of(&*node.name)),
            node,
        );
        Ok(())
    }

    fn assertion(&mut self, node: &'a ast::StmtAssert, text: &mut Text, depth: usize) -> Result {
        if let Some(message) = &node.msg
            && self.asks(Demand::Exceptions)
            && !crate::analysis::uses::is_text(message)
        {
            let (raised, exception) = (self.helper("raised"), self.helper("exception"));
            text.indent(depth);
            text.put("if not (", node);
            self.test(&node.test, text)?;
            text.push("):\n");
            text.indent(depth + 1);
            text.put(
                &format!("raise {raised}({exception}(AssertionError, "),
                node,
            );
            self.operand(message, text)?;
            text.put("))\n", node);
            return Ok(());
        }
        text.indent(depth);
        text.put("assert ", node);
        self.closed(&node.test, text, Self::test)?;
        if let Some(message) = &node.msg {
            text.push(", ");
            if matches!(&**message, Expr::StringLiteral(_) | Expr::FString(_)) {
                self.closed(message, text, Self::expr)?;
            } else {
                let helper = self.helper("message");
                text.put(&format!("{helper}("), &**message);
                self.expr(message, text)?;
                text.push(")");
            }
        }
        text.push("\n");
        Ok(())
    }
}

pub(super) fn line(text: &mut Text, depth: usize, content: &str) {
    text.indent(depth);
    text.push(content);
    text.push("\n");
}

pub(super) fn lines(text: &mut Text, depth: usize, lines: &[Text]) {
    for line in lines {
        text.indent(depth);
        text.append(line);
        text.push("\n");
    }
}

/// The expressions of a simple statement.
pub(super) fn expressions_of(stmt: &Stmt) -> Vec<&Expr> {
    struct Expressions<'a>(Vec<&'a Expr>);
    impl<'a> SourceOrderVisitor<'a> for Expressions<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            self.0.push(expr);
        }
        fn visit_annotation(&mut self, _: &'a Expr) {}
    }
    let mut expressions = Expressions(Vec::new());
    source_order::walk_stmt(&mut expressions, stmt);
    expressions.0
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

/// Whether `list += expr` hands over something that is no list.
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

/// Looks for what may change the things that a loop goes over.
struct Changes<'l, 'a> {
    roots: Vec<&'a str>,
    lowerer: &'l Lowerer<'a>,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for Changes<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => self.found = true,
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Subscript(subscript) if !subscript.ctx.is_load() => {
                self.found |= self
                    .roots
                    .contains(&self.lowerer.text_of(&*subscript.value));
            }
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(attribute) => {
                    let object = self.lowerer.text_of(&*attribute.value);
                    let changes = matches!(
                        attribute.attr.as_str(),
                        "append"
                            | "appendleft"
                            | "add"
                            | "clear"
                            | "discard"
                            | "extend"
                            | "insert"
                            | "pop"
                            | "popitem"
                            | "popleft"
                            | "remove"
                            | "reverse"
                            | "rotate"
                            | "setdefault"
                            | "sort"
                            | "update"
                    );
                    self.found |= changes && self.roots.contains(&object)
                        || self.lowerer.is_of_program(attribute.attr.as_str());
                }
                Expr::Name(name) => {
                    let scope = self
                        .lowerer
                        .scopes
                        .binding(name.id.as_str(), self.lowerer.scope);
                    self.found |= scope.is_some();
                }
                _ => self.found = true,
            },
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}

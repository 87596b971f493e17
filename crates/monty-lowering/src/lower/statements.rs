//! Statements that open no scope.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::Ranged;

use super::{Lowerer, Result, refuse};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes statements, each on its own lines.
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
            Stmt::FunctionDef(function) if self.frame().is_class_block => {
                self.frame_mut().is_class_body = true;
                let result = self.member(function, text, depth);
                self.frame_mut().is_class_body = false;
                result
            }
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
                if self.jump(matches!(stmt, Stmt::Break(_)), text, depth) {
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
            Stmt::Import(node) => {
                self.import(node, text, depth);
                Ok(())
            }
            Stmt::ImportFrom(node) => self.import_from(node, text, depth),
            Stmt::Assign(node) => self.assign(&node.targets, &node.value, stmt, text, depth),
            Stmt::AnnAssign(node) => self.annotated(node, stmt, text, depth),
            Stmt::AugAssign(node) => self.augmented(node, stmt, text, depth),
            Stmt::TypeAlias(node) => {
                self.type_alias(node, text, depth);
                Ok(())
            }
            Stmt::Expr(node) => self.expression_statement(node, stmt, text, depth),
            Stmt::Global(_) | Stmt::Nonlocal(_) if self.frame().generator.is_some() => Ok(()),
            Stmt::IpyEscapeCommand(_) => refuse(stmt, "this is not Python"),
            _ => self.plain(stmt, text, depth),
        }
    }

    /// Copies a simple statement and rewrites its expressions.
    pub(super) fn plain(&mut self, stmt: &'a Stmt, text: &mut Text, depth: usize) -> Result {
        text.indent(depth);
        self.spliced(stmt.range(), &expressions_of(stmt), text)?;
        text.push("\n");
        Ok(())
    }

    /// Writes `keyword test:`.
    pub(super) fn head(
        &mut self,
        keyword: &str,
        condition: &'a Expr,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        text.indent(depth);
        text.push(keyword);
        self.closed(condition, text, Self::test)?;
        text.push(":\n");
        Ok(())
    }

    /// Writes an expression that is moved without its own parentheses.
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
        if matches!(&*node.value, Expr::Yield(_) | Expr::YieldFrom(_)) && !self.is_in_await() {
            return refuse(stmt, "this yield cannot be had exactly");
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

    fn type_alias(&mut self, node: &'a ast::StmtTypeAlias, text: &mut Text, depth: usize) {
        self.changed = true;
        text.indent(depth);
        text.put(&format!("{} = ", self.text_of(&*node.name)), node);
        let helper = self.helper("type_alias");
        text.put(
            &format!("{helper}('{}')\n", self.text_of(&*node.name)),
            node,
        );
    }

    fn assertion(&mut self, node: &'a ast::StmtAssert, text: &mut Text, depth: usize) -> Result {
        if let Some(message) = &node.msg
            && self.asks(Demand::Exceptions)
            && !crate::analysis::shapes::is_text(message)
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

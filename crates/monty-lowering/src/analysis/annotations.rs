//! Annotations that are texts, parsed for programs that read what they mean (`get_type_hints`).

use std::collections::HashMap;

use ruff_python_ast::{
    Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_python_parser::parse_expression_range;
use ruff_text_size::{Ranged, TextRange, TextSize};

/// The expressions in annotations that are texts, by the places of the texts.
pub type Annotations = HashMap<TextRange, Expr>;

pub fn in_texts(source: &str, body: &[Stmt]) -> Annotations {
    let mut finder = Finder {
        source,
        is_annotation: false,
        found: Annotations::new(),
    };
    for stmt in body {
        finder.visit_stmt(stmt);
    }
    finder.found
}

struct Finder<'s> {
    source: &'s str,
    is_annotation: bool,
    found: Annotations,
}

impl<'a> SourceOrderVisitor<'a> for Finder<'_> {
    fn visit_annotation(&mut self, annotation: &'a Expr) {
        let outer = std::mem::replace(&mut self.is_annotation, true);
        self.visit_expr(annotation);
        self.is_annotation = outer;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.is_annotation
            && expr.is_string_literal_expr()
            && let Some(content) = content(self.source, expr.range())
            && let Ok(parsed) = parse_expression_range(self.source, content)
        {
            let parsed = *parsed.into_syntax().body;
            let inner = in_expression(self.source, &parsed);
            self.found.extend(inner);
            self.found.insert(expr.range(), parsed);
            return;
        }
        source_order::walk_expr(self, expr);
    }
}

fn in_expression(source: &str, expr: &Expr) -> Annotations {
    let mut finder = Finder {
        source,
        is_annotation: true,
        found: Annotations::new(),
    };
    source_order::walk_expr(&mut finder, expr);
    finder.found
}

/// The range between the quotes of a plain text.
fn content(source: &str, literal: TextRange) -> Option<TextRange> {
    let text = &source[literal];
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_plain = !inner.is_empty() && !inner.contains(['\\', quote]);
    let one = TextSize::from(1);
    is_plain.then(|| TextRange::new(literal.start() + one, literal.end() - one))
}

//! Parameters of functions and annotations of classes, kept for programs that read them (`inspect`, `get_type_hints`).

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::text::{Text, quoted};

/// Kinds of parameters, numbered as in `inspect`.
const POSITIONAL_ONLY: u8 = 0;
const POSITIONAL_OR_KEYWORD: u8 = 1;
const VAR_POSITIONAL: u8 = 2;
const KEYWORD_ONLY: u8 = 3;
const VAR_KEYWORD: u8 = 4;

impl<'a> Lowerer<'a> {
    /// The decorator that records a function's parameters; `None` if the program does not read them.
    pub(super) fn signed(&mut self, function: &'a ast::StmtFunctionDef) -> Result<Option<Text>> {
        if !self.uses.reads_signatures || self.is_own(function) {
            return Ok(None);
        }
        let has_yield = self.scopes.all[self.scopes.opened_by(function.range)].has_yield;
        let kind = u8::from(function.is_async) + 2 * u8::from(has_yield);
        self.signed_as(
            kind,
            function.name.range,
            &function.parameters,
            function.returns.as_deref(),
        )
        .map(Some)
    }

    /// As [`Self::signed`], for a lambda: the function to which the lambda is passed.
    pub(super) fn signed_lambda(&mut self, lambda: &'a ast::ExprLambda) -> Result<Option<Text>> {
        if !self.uses.reads_signatures || self.is_own(lambda) {
            return Ok(None);
        }
        if let Some(parameters) = &lambda.parameters {
            return self.signed_as(0, lambda.range, parameters, None).map(Some);
        }
        let helper = self.helper("signed");
        let mut text = Text::default();
        text.put(&format!("{helper}(0, (), lambda: {{}})"), lambda);
        Ok(Some(text))
    }

    fn signed_as(
        &mut self,
        kind: u8,
        place: TextRange,
        parameters: &'a ast::Parameters,
        returns: Option<&'a Expr>,
    ) -> Result<Text> {
        let helper = self.helper("signed");
        let mut text = Text::default();
        text.put(&format!("{helper}({kind}, ("), place);
        let mut annotated: Vec<(&'a str, &'a Expr)> = Vec::new();
        // Python evaluates the annotations of positional-only parameters last.
        let mut positional: Vec<(&'a str, &'a Expr)> = Vec::new();
        for parameter in &parameters.posonlyargs {
            self.told_parameter(parameter, POSITIONAL_ONLY, &mut positional, &mut text)?;
        }
        for parameter in &parameters.args {
            self.told_parameter(parameter, POSITIONAL_OR_KEYWORD, &mut annotated, &mut text)?;
        }
        annotated.extend(positional);
        if let Some(rest) = &parameters.vararg {
            told_rest(rest, VAR_POSITIONAL, &mut annotated, &mut text);
        }
        for parameter in &parameters.kwonlyargs {
            self.told_parameter(parameter, KEYWORD_ONLY, &mut annotated, &mut text)?;
        }
        if let Some(rest) = &parameters.kwarg {
            told_rest(rest, VAR_KEYWORD, &mut annotated, &mut text);
        }
        if let Some(returns) = returns {
            annotated.push(("return", returns));
        }
        text.push("), ");
        self.told_annotations(&annotated, &mut text)?;
        text.push(")");
        Ok(text)
    }

    fn told_parameter(
        &mut self,
        parameter: &'a ast::ParameterWithDefault,
        kind: u8,
        annotated: &mut Vec<(&'a str, &'a Expr)>,
        text: &mut Text,
    ) -> Result {
        let name = parameter.parameter.name.as_str();
        text.push(&format!("('{name}', {kind}"));
        if let Some(default) = &parameter.default {
            text.push(", ");
            if may_be_read_again(default) {
                self.operand(default, text)?;
            } else {
                let unknown = self.helper("unknown_default");
                text.push(&unknown);
            }
        }
        text.push("), ");
        if let Some(annotation) = &parameter.parameter.annotation {
            annotated.push((name, annotation));
        }
        Ok(())
    }

    /// Writes annotations, evaluated on demand, and their texts if the program keeps annotations as texts.
    fn told_annotations(&mut self, annotated: &[(&'a str, &'a Expr)], text: &mut Text) -> Result {
        text.push("lambda: {");
        for (name, annotation) in annotated {
            text.push(&format!("'{name}': "));
            self.annotation(annotation, text)?;
            text.push(", ");
        }
        text.push("}");
        let are_texts = self.uses.keeps_annotations;
        if are_texts || annotated.iter().any(|(_, kind)| self.holds_text(kind)) {
            text.push(", {");
            for (name, annotation) in annotated {
                text.push(&format!("'{name}': "));
                if are_texts {
                    text.push(&quoted(self.text_of(*annotation)));
                } else {
                    self.operand(annotation, text)?;
                }
                text.push(", ");
            }
            text.push("}");
        }
        Ok(())
    }

    fn holds_text(&self, annotation: &Expr) -> bool {
        self.annotations.contains_key(&annotation.range())
            || super::expressions::parts_of(annotation)
                .into_iter()
                .any(|part| self.holds_text(part))
    }

    /// Writes what an annotation means: its texts are expressions too.
    fn annotation(&mut self, annotation: &'a Expr, text: &mut Text) -> Result {
        if !self.holds_text(annotation) {
            return self.operand(annotation, text);
        }
        if let Some(meant) = self.annotations.get(&annotation.range()) {
            return self.annotation(meant, text);
        }
        match annotation {
            Expr::Subscript(subscript)
                if !matches!(
                    self.path(&subscript.value).as_deref(),
                    Some("typing.Literal" | "typing.Annotated")
                ) =>
            {
                let is_alias = self.aliased(subscript, text);
                if !is_alias {
                    self.operand(&subscript.value, text)?;
                    text.push("[");
                }
                match &*subscript.slice {
                    Expr::Tuple(tuple) => {
                        text.push("(");
                        self.annotations_in(&tuple.elts, text)?;
                        text.push(")");
                    }
                    slice => self.annotation(slice, text)?,
                }
                text.push(if is_alias { ")" } else { "]" });
                Ok(())
            }
            Expr::List(list) => {
                text.push("[");
                self.annotations_in(&list.elts, text)?;
                text.push("]");
                Ok(())
            }
            Expr::BinOp(either) if either.op == ast::Operator::BitOr => {
                text.push("(");
                self.annotation(&either.left, text)?;
                text.push(" | ");
                self.annotation(&either.right, text)?;
                text.push(")");
                Ok(())
            }
            _ => self.operand(annotation, text),
        }
    }

    fn annotations_in(&mut self, parts: &'a [Expr], text: &mut Text) -> Result {
        for part in parts {
            self.annotation(part, text)?;
            text.push(", ");
        }
        Ok(())
    }

    /// The decorator that records the source of a function or class; `None` if the program does not read it.
    pub(super) fn sourced(&mut self, node: TextRange) -> Option<Text> {
        if !self.uses.reads_sources || self.is_own(node) {
            return None;
        }
        let (start, end) = (usize::from(node.start()), usize::from(node.end()));
        let first = self.source[..start].rfind('\n').map_or(0, |at| at + 1);
        let last = self.source[end..]
            .find('\n')
            .map_or(self.source.len(), |at| end + at + 1);
        let helper = self.helper("sourced");
        let mut text = Text::default();
        let written = quoted(&self.source[first.max(self.own as usize)..last]);
        text.put(&format!("{helper}({written})"), node);
        Some(text)
    }

    /// The decorator that records a class's annotations; `None` if the program does not read them.
    pub(super) fn hinted(&mut self, node: &'a ast::StmtClassDef) -> Result<Option<Text>> {
        if !self.uses.reads_signatures || self.is_own(node) {
            return Ok(None);
        }
        let annotated: Vec<(&'a str, &'a Expr)> = node
            .body
            .iter()
            .filter_map(Stmt::as_ann_assign_stmt)
            .filter_map(|assign| {
                let kind = match &*assign.annotation {
                    Expr::Subscript(subscript) => &subscript.value,
                    other => other,
                };
                if matches!(
                    self.path(kind).as_deref(),
                    Some("dataclasses.InitVar" | "dataclasses.KW_ONLY")
                ) {
                    return None;
                }
                let name = assign.target.as_name_expr()?;
                Some((name.id.as_str(), &*assign.annotation))
            })
            .collect();
        let helper = self.helper("hinted");
        let mut text = Text::default();
        text.put(&format!("{helper}("), &node.name);
        self.told_annotations(&annotated, &mut text)?;
        text.push(")");
        Ok(Some(text))
    }
}

fn told_rest<'a>(
    rest: &'a ast::Parameter,
    kind: u8,
    annotated: &mut Vec<(&'a str, &'a Expr)>,
    text: &mut Text,
) {
    text.push(&format!("('{}', {kind}), ", rest.name));
    if let Some(annotation) = &rest.annotation {
        annotated.push((rest.name.as_str(), annotation));
    }
}

/// Whether a default has the same value when it is evaluated again.
fn may_be_read_again(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_)
        | Expr::Name(_) => true,
        Expr::Attribute(attribute) => may_be_read_again(&attribute.value),
        Expr::UnaryOp(unary) => may_be_read_again(&unary.operand),
        Expr::BinOp(both) => may_be_read_again(&both.left) && may_be_read_again(&both.right),
        Expr::Tuple(tuple) => tuple.elts.iter().all(may_be_read_again),
        Expr::List(list) => list.elts.iter().all(may_be_read_again),
        Expr::Dict(dict) => dict.items.is_empty(),
        _ => false,
    }
}

//! `match`: class patterns must also match objects of derived classes.

use ruff_python_ast::{self as ast, Expr, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{
    analysis::classes::{Base, ClassId},
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn matching(
        &mut self,
        node: &'a ast::StmtMatch,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        text.indent(depth);
        text.put("match ", &*node.subject);
        self.subject(node, text)?;
        text.push(":\n");
        for case in &node.cases {
            self.case_head(case, text, depth + 1)?;
            self.suite(&case.body, text, depth + 2)?;
        }
        Ok(())
    }

    pub(super) fn case_head(
        &mut self,
        case: &'a ast::MatchCase,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if self.is_asked(&case.pattern) {
            return self.asked_case(case, text, depth);
        }
        text.indent(depth);
        text.put("case ", &case.pattern);
        let is_long = self.text_of(&case.pattern).contains('\n');
        if is_long {
            text.push("(");
        }
        self.pattern(&case.pattern, text)?;
        if is_long {
            text.push(")");
        }
        if let Some(guard) = &case.guard {
            text.push(" if ");
            self.closed(guard, text, Self::test)?;
        }
        text.push(":\n");
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, text: &mut Text) -> Result {
        match pattern {
            Pattern::MatchClass(class) => self.class_pattern(class, text),
            Pattern::MatchSequence(sequence) => {
                self.nested(pattern.range(), sequence.patterns.iter(), text)
            }
            Pattern::MatchOr(choice) => self.nested(pattern.range(), choice.patterns.iter(), text),
            Pattern::MatchMapping(mapping) => {
                self.nested(pattern.range(), mapping.patterns.iter(), text)
            }
            Pattern::MatchAs(ast::PatternMatchAs {
                pattern: Some(inner),
                ..
            }) => self.nested(pattern.range(), std::iter::once(&**inner), text),
            _ => {
                text.copy(self.source, pattern.range());
                Ok(())
            }
        }
    }

    fn nested(
        &mut self,
        range: TextRange,
        patterns: impl Iterator<Item = &'a Pattern>,
        text: &mut Text,
    ) -> Result {
        let mut at = range.start();
        for pattern in patterns {
            text.copy(self.source, TextRange::new(at, pattern.start()));
            self.pattern(pattern, text)?;
            at = pattern.end();
        }
        text.copy(self.source, TextRange::new(at, range.end()));
        Ok(())
    }

    fn class_pattern(&mut self, class: &'a ast::PatternMatchClass, text: &mut Text) -> Result {
        let known = self.class_of_program(class);
        let derived = self.derived_from(known);
        if self.is_enumeration_class(known) {
            // The name is bound to the replacement of the class.
            self.changed = true;
            let class_of_members = format!("{}.lo__class", self.text_of(&*class.cls));
            return self.class_arguments(class, &class_of_members, text);
        }
        let is_date = self.linked.has_zones
            && matches!(
                self.path(&class.cls).as_deref(),
                Some("datetime.datetime" | "datetime.date")
            );
        if is_date {
            self.changed = true;
            text.put("(", class);
            self.class_arguments(class, self.text_of(&*class.cls), text)?;
            text.push(" | ");
            self.class_arguments(class, crate::modules::ZONED, text)?;
            text.put(")", class);
            return Ok(());
        }
        if derived.is_empty() {
            return self.class_arguments(class, self.text_of(&*class.cls), text);
        }
        self.changed = true;
        text.put("(", class);
        let base = self.text_of(&*class.cls);
        self.class_arguments(class, base, text)?;
        for id in derived {
            text.push(" | ");
            self.class_arguments(class, self.classes.all[id].name(), text)?;
        }
        text.put(")", class);
        Ok(())
    }

    /// The class of the program that a pattern names.
    pub(super) fn class_of_program(&self, class: &ast::PatternMatchClass) -> Option<ClassId> {
        match &*class.cls {
            Expr::Name(name) => self
                .classes
                .named(name.id.as_str(), self.scope, self.scopes),
            _ => None,
        }
    }

    /// Whether a class is an enumeration.
    pub(super) fn is_enumeration_class(&self, class: Option<ClassId>) -> bool {
        class.is_some_and(|class| {
            self.classes
                .derives(class, |base| matches!(base, Base::Enumeration(_)))
        })
    }

    /// The classes that derive from `class`.
    pub(super) fn derived_from(&self, class: Option<ClassId>) -> Vec<ClassId> {
        class.map_or_else(Vec::new, |class| {
            (0..self.classes.all.len())
                .filter(|id| *id != class && self.classes.line(*id).contains(&class))
                .collect()
        })
    }

    fn class_arguments(
        &mut self,
        class: &'a ast::PatternMatchClass,
        name: &str,
        text: &mut Text,
    ) -> Result {
        text.put(name, &*class.cls);
        text.push("(");
        let mut is_first = true;
        for pattern in &class.arguments.patterns {
            if !std::mem::take(&mut is_first) {
                text.push(", ");
            }
            self.pattern(pattern, text)?;
        }
        for keyword in &class.arguments.keywords {
            if !std::mem::take(&mut is_first) {
                text.push(", ");
            }
            text.put(&format!("{}=", keyword.attr), &keyword.attr);
            self.pattern(&keyword.pattern, text)?;
        }
        text.push(")");
        Ok(())
    }
}

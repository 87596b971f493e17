//! `match`: class patterns must also take what derives from the class.

use ruff_python_ast::{self as ast, Expr, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::classes::{Base, ClassId},
    knowledge::Demand,
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
        if let Expr::Name(name) = &*class.cls
            && self.is_built_in(&class.cls, name.id.as_str())
            && self.is_derived_from(name.id.as_str())
        {
            return refuse(
                class,
                format!(
                    "`case {0}()` does not see classes that derive from {0} here: use `if isinstance(x, {0})`",
                    name.id
                ),
            );
        }
        let known = match &*class.cls {
            Expr::Name(name) => self
                .classes
                .named(name.id.as_str(), self.scope, self.scopes),
            _ => None,
        };
        let derived: Vec<ClassId> = known.map_or_else(Vec::new, |known| {
            (0..self.classes.all.len())
                .filter(|id| *id != known && self.classes.line(*id).contains(&known))
                .collect()
        });
        let is_enumeration = known.is_some_and(|known| {
            self.classes
                .derives(known, |base| matches!(base, Base::Enumeration(_)))
        });
        if is_enumeration {
            // The name is bound to what stands for the class.
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
            let other = &self.classes.all[id];
            if other.parent != self.classes.all[known.unwrap_or(id)].parent {
                return refuse(
                    class,
                    format!(
                        "`case {base}()` where {} derives from it elsewhere: use `if isinstance(...)`",
                        other.name()
                    ),
                );
            }
            text.push(" | ");
            self.class_arguments(class, other.name(), text)?;
        }
        text.put(")", class);
        Ok(())
    }

    fn class_arguments(
        &mut self,
        class: &'a ast::PatternMatchClass,
        name: &str,
        text: &mut Text,
    ) -> Result {
        let is_of_program = matches!(&*class.cls, Expr::Name(name)
            if self.classes.all.iter().any(|known| known.name() == name.id.as_str()));
        // Members of enumerations have theirs of their own.
        let is_enumeration = name.ends_with(".lo__class")
            && class
                .arguments
                .keywords
                .iter()
                .all(|keyword| matches!(keyword.attr.as_str(), "name" | "value"));
        if is_of_program
            && !is_enumeration
            && self.asks(Demand::Attributes)
            && !(class.arguments.patterns.is_empty() && class.arguments.keywords.is_empty())
        {
            return refuse(
                class,
                "a class pattern with attributes, in a program whose attributes are kept in a dict: write `case C() as \
                 o if o.a == 1`",
            );
        }
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
            if self.descriptors.contains(keyword.attr.as_str()) {
                return refuse(
                    keyword,
                    format!(
                        "a pattern of the property {}: bind the object and ask for it in a guard",
                        keyword.attr
                    ),
                );
            }
            text.put(&format!("{}=", keyword.attr), &keyword.attr);
            self.pattern(&keyword.pattern, text)?;
        }
        text.push(")");
        Ok(())
    }
}

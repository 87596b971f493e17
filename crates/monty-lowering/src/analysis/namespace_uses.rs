//! Observations of namespaces and of the texts of classes.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

use super::{scopes::Scopes, shapes::gives_class, uses::Visitor};
use crate::modules::ours;

impl Visitor<'_> {
    /// Records that the text of an expression is shown.
    pub(super) fn shown(&mut self, expr: &Expr) {
        let classes = &self.classes;
        if classes.is_empty() {
            return;
        }
        let path = self.names.path(expr, Scopes::MODULE, self.scopes);
        self.uses.shows_classes |= gives_class(expr, &|name| classes.contains(name))
            || path.is_some_and(|path| ours(&path).is_some_and(|name| classes.contains(name)));
    }

    /// Records the values of a template: classes among them count as kept.
    pub(super) fn filled_in(&mut self, values: &[Expr]) {
        let classes = &self.classes;
        let is_class = |expr: &Expr| match expr {
            Expr::Tuple(tuple) => tuple
                .iter()
                .any(|expr| gives_class(expr, &|name| classes.contains(name))),
            _ => gives_class(expr, &|name| classes.contains(name)),
        };
        self.uses.makes_classes |= !classes.is_empty() && values.iter().any(is_class);
    }

    /// Records a `globals()` or `locals()` in whose result names are only looked up.
    pub(super) fn looked_up(&mut self, expr: &Expr) {
        if let Expr::Call(call) = expr
            && call.arguments.is_empty()
            && matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "globals" | "locals"))
        {
            self.uses.looks_up_names.insert(call.range());
        }
    }

    /// Records namespaces of which a comprehension selects names.
    pub(super) fn filtered(&mut self, generators: &[ast::Comprehension]) {
        for generator in generators
            .iter()
            .filter(|generator| !generator.ifs.is_empty())
        {
            match &generator.iter {
                Expr::Call(call) => match &*call.func {
                    Expr::Attribute(attribute)
                        if matches!(
                            attribute.attr.as_str(),
                            "items" | "keys" | "values" | "copy"
                        ) =>
                    {
                        self.looked_up(&attribute.value);
                    }
                    _ => self.looked_up(&generator.iter),
                },
                iterable => self.looked_up(iterable),
            }
        }
    }

    /// Records namespaces in which a method looks up names.
    pub(super) fn looked_up_by(&mut self, call: &ast::ExprCall) {
        let Expr::Attribute(attribute) = &*call.func else {
            return;
        };
        let arguments = &call.arguments;
        match attribute.attr.as_str() {
            "get" => self.looked_up(&attribute.value),
            "format" => {
                self.filled_in(&arguments.args);
                let mappings = arguments
                    .keywords
                    .iter()
                    .filter(|keyword| keyword.arg.is_none());
                mappings.for_each(|keyword| self.looked_up(&keyword.value));
            }
            "format_map" => arguments.args.iter().for_each(|map| self.looked_up(map)),
            _ => {}
        }
    }
}

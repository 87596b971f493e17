//! What is seen of names and of classes' texts.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

use super::{shapes::gives_class, uses::Visitor};

impl Visitor<'_> {
    /// Takes up that the text of something is shown.
    pub(super) fn shown(&mut self, expr: &Expr) {
        let classes = &self.classes;
        self.uses.shows_classes |=
            !classes.is_empty() && gives_class(expr, &|name| classes.contains(name));
    }

    /// Takes up what a template is filled with: classes among it are told as those that are kept.
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

    /// Takes up `globals()` or `locals()` where names are only looked up in what it gives.
    pub(super) fn looked_up(&mut self, expr: &Expr) {
        if let Expr::Call(call) = expr
            && call.arguments.is_empty()
            && matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "globals" | "locals"))
        {
            self.uses.looks_up_names.insert(call.range());
        }
    }

    /// Takes up namespaces of which a comprehension chooses some names.
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

    /// Takes up namespaces that a method looks names up in.
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

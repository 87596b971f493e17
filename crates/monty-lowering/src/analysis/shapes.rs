//! Predicates on the form of single expressions and statements.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::modules;

/// The names that a class body annotates.
pub fn annotated(body: &[Stmt]) -> impl Iterator<Item = String> {
    body.iter().filter_map(|stmt| match stmt {
        Stmt::AnnAssign(assign) => match &*assign.target {
            Expr::Name(name) => Some(name.id.to_string()),
            _ => None,
        },
        _ => None,
    })
}

/// The fields that calls of `namedtuple` list literally.
pub fn fields_of_calls(bases: &[Expr]) -> HashSet<String> {
    let mut open: Vec<&Expr> = Vec::new();
    let mut fields = HashSet::new();
    for base in bases {
        if let Expr::Call(call) = base {
            open.extend(call.arguments.args.get(1));
        }
    }
    while let Some(expr) = open.pop() {
        match expr {
            Expr::StringLiteral(text) => fields.extend(
                text.value
                    .to_str()
                    .split([',', ' '])
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
            ),
            Expr::List(ast::ExprList { elts, .. }) => open.extend(elts),
            Expr::Tuple(ast::ExprTuple { elts, .. }) => {
                // A pair of a name and its type, or names.
                open.extend(elts.iter().filter(|part| {
                    matches!(
                        part,
                        Expr::StringLiteral(_) | Expr::Tuple(_) | Expr::List(_)
                    )
                }));
            }
            _ => {}
        }
    }
    fields
}

/// The text keys of a dict display.
pub fn keys_of(expr: &Expr) -> Vec<String> {
    let Expr::Dict(dict) = expr else {
        return Vec::new();
    };
    dict.iter()
        .filter_map(|item| item.key.as_ref()?.as_string_literal_expr())
        .map(|key| key.value.to_str().to_owned())
        .collect()
}

/// Whether an expression may be a list with other references to it.
pub fn may_be_list(expr: &Expr) -> bool {
    match expr {
        Expr::List(_) | Expr::ListComp(_) => true,
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "list" | "sorted"))
        }
        Expr::BinOp(operation) => may_be_list(&operation.left) || may_be_list(&operation.right),
        _ => false,
    }
}

/// Whether a class of `enum` is a base of enumerations.
pub fn is_enumeration(kind: &str) -> bool {
    matches!(kind, "Enum" | "IntEnum" | "StrEnum" | "Flag" | "IntFlag")
}

/// Whether a module is the host's: neither the machine nor the lowering has it.
pub fn is_of_host(module: &str) -> bool {
    !modules::is_native(module)
        && !modules::is_of_ours(module)
        && !matches!(module, "__future__" | "typing_extensions" | "")
}

/// Whether a handler may catch exceptions that the machine lacks.
pub fn may_be_missing(kind: &Expr) -> bool {
    match kind {
        Expr::Name(name) => matches!(
            name.id.as_str(),
            "OSError"
                | "EnvironmentError"
                | "IOError"
                | "ArithmeticError"
                | "ValueError"
                | "SyntaxError"
                | "Exception"
                | "BaseException"
        ),
        Expr::Tuple(tuple) => tuple.elts.iter().any(may_be_missing),
        _ => true,
    }
}

pub fn may_catch_stop(kind: &Expr) -> bool {
    match kind {
        Expr::Name(name) => matches!(
            name.id.as_str(),
            "StopIteration" | "Exception" | "BaseException"
        ),
        Expr::Tuple(tuple) => tuple.elts.iter().any(may_catch_stop),
        _ => true,
    }
}

/// Whether a handler of this kind may catch a `TypeError`.
pub fn may_be_type_error(kind: &Expr) -> bool {
    match kind {
        Expr::Name(name) => matches!(
            name.id.as_str(),
            "TypeError" | "Exception" | "BaseException"
        ),
        Expr::Tuple(tuple) => tuple.elts.iter().any(may_be_type_error),
        _ => false,
    }
}

/// Whether a `return` of the function itself has a value.
pub fn returns_value(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match stmt {
        Stmt::Return(node) => node
            .value
            .as_deref()
            .is_some_and(|value| !value.is_none_literal_expr()),
        _ => super::classes::suites(stmt).into_iter().any(returns_value),
    })
}

/// Whether the machine constructs an exception from these arguments as Python does.
pub fn is_plain_exception(call: &ast::ExprCall) -> bool {
    call.arguments.keywords.is_empty()
        && match &call.arguments.args[..] {
            [] => true,
            [only] => is_text(only),
            _ => false,
        }
}

pub fn is_text(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_) | Expr::FString(_) => true,
        Expr::BinOp(operation) => match operation.op {
            ast::Operator::Mod => is_text(&operation.left),
            ast::Operator::Add => is_text(&operation.left) || is_text(&operation.right),
            _ => false,
        },
        Expr::If(choice) => is_text(&choice.body) && is_text(&choice.orelse),
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => matches!(name.id.as_str(), "str" | "repr" | "format"),
            Expr::Attribute(attribute) => {
                matches!(attribute.attr.as_str(), "format" | "join") && is_text(&attribute.value)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether an expression is a class or a tuple of classes: `type(o)`, `o.__class__`, `cls`, a class's name.
pub fn gives_class(expr: &Expr, is_class: &dyn Fn(&str) -> bool) -> bool {
    match expr {
        Expr::Name(name) => name.id.as_str() == "cls" || is_class(name.id.as_str()),
        Expr::Attribute(attribute) => {
            let attr = attribute.attr.as_str();
            matches!(attr, "__class__" | "__mro__" | "__bases__") || is_class(attr)
        }
        Expr::Call(call) => {
            let names_type = matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "type")
                && call.arguments.len() == 1;
            let asks_order = matches!(&*call.func, Expr::Attribute(attribute)
                if attribute.attr.as_str() == "mro")
                && call.arguments.is_empty();
            names_type || asks_order
        }
        _ => false,
    }
}

/// The names of all functions outside class bodies.
pub fn scopes_functions(body: &[Stmt]) -> HashSet<String> {
    struct Functions(HashSet<String>);
    impl<'a> SourceOrderVisitor<'a> for Functions {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(function) => {
                    self.0.insert(function.name.to_string());
                }
                Stmt::Assign(assign) if assign.value.is_lambda_expr() => {
                    let names = assign.targets.iter().filter_map(Expr::as_name_expr);
                    self.0.extend(names.map(|name| name.id.to_string()));
                }
                _ => {}
            }
            source_order::walk_stmt(self, stmt);
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut functions = Functions(HashSet::new());
    for stmt in body {
        functions.visit_stmt(stmt);
    }
    functions.0
}

/// The attributes that a class body binds to the result of a call, which may be a descriptor.
pub fn values_of_calls(class: &ast::StmtClassDef) -> impl Iterator<Item = String> {
    class.body.iter().filter_map(|stmt| match stmt {
        Stmt::Assign(assign) if assign.value.is_call_expr() => match &assign.targets[..] {
            [Expr::Name(name)] => Some(name.id.to_string()),
            _ => None,
        },
        Stmt::AnnAssign(assign) if assign.value.as_deref().is_some_and(Expr::is_call_expr) => {
            assign.target.as_name_expr().map(|name| name.id.to_string())
        }
        _ => None,
    })
}

/// Whether a decorator makes a function dispatch on the type of its first argument.
pub fn dispatches(function: &ast::StmtFunctionDef) -> bool {
    function.decorator_list.iter().any(|decorator| {
        let name = match &decorator.expression {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => "",
        };
        matches!(name, "singledispatch" | "singledispatchmethod")
    })
}

/// Whether a keyword argument may have the name of a positional-only parameter, which the machine does not accept.
pub fn hides_parameters(parameters: &ast::Parameters) -> bool {
    parameters.kwarg.is_some() && !parameters.posonlyargs.is_empty()
}

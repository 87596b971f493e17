//! Format specifications, which the machine also applies to objects without formats in Python.

use ruff_python_ast::{self as ast, Expr, InterpolatedStringElement};

use super::Lowerer;

/// Methods that return a text.
const GIVE_TEXT: &[&str] = &[
    "capitalize",
    "center",
    "format",
    "isoformat",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "replace",
    "rjust",
    "rstrip",
    "strftime",
    "strip",
    "title",
    "upper",
    "zfill",
];

/// Functions that return a text or a number.
const GIVE_PLAIN: &[&str] = &["abs", "bool", "float", "int", "len", "repr", "round", "str"];

impl Lowerer<'_> {
    /// Whether a formatted value may be `None`, a list or the like, for which Python refuses a format.
    ///
    /// The machine refuses number formats of them too, with another error, which only handlers can distinguish.
    pub(super) fn may_lack_format(
        &self,
        expr: &Expr,
        spec: Option<&ast::InterpolatedStringFormatSpec>,
    ) -> bool {
        let Some(spec) = spec.filter(|spec| !spec.elements.is_empty()) else {
            return false;
        };
        if self.is_own(expr) || !self.uses.catches && !pads_text(Some(spec)) {
            return false;
        }
        match expr {
            Expr::Name(_)
            | Expr::Subscript(_)
            | Expr::Attribute(_)
            | Expr::NoneLiteral(_)
            | Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Dict(_)
            | Expr::Set(_) => true,
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(method) => !GIVE_TEXT.contains(&method.attr.as_str()),
                Expr::Name(name) => !GIVE_PLAIN.contains(&name.id.as_str()),
                _ => true,
            },
            _ => false,
        }
    }
}

/// Whether a format is one of text, which the machine applies to any object, or is computed at run time.
pub(super) fn pads_text(spec: Option<&ast::InterpolatedStringFormatSpec>) -> bool {
    match spec.and_then(|spec| spec.elements.last()) {
        None => false,
        Some(InterpolatedStringElement::Interpolation(_)) => true,
        Some(InterpolatedStringElement::Literal(literal)) => !literal.value.ends_with([
            'b', 'c', 'd', 'e', 'E', 'f', 'F', 'g', 'G', 'n', 'o', 'x', 'X', '%', ',', '_',
        ]),
    }
}

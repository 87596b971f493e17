//! Calls of methods by name.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{knowledge::Demand, modules, text::Text};

/// Special methods that can be called by name on every value.
const OF_ALL: &[&str] = &[
    "__len__",
    "__iter__",
    "__next__",
    "__getitem__",
    "__contains__",
    "__str__",
    "__repr__",
];

/// Methods of numbers, strings and sets that the machine lacks.
const METHODS: &[&str] = &[
    "bit_length",
    "bit_count",
    "is_integer",
    "as_integer_ratio",
    "to_bytes",
    "conjugate",
    "translate",
    "maketrans",
    "format_map",
    "intersection_update",
    "difference_update",
    "symmetric_difference_update",
    "isdisjoint",
    "expandtabs",
    "hex",
    "indices",
    "isocalendar",
    "timetuple",
    "utctimetuple",
    "toordinal",
    "ctime",
];

impl<'a> Lowerer<'a> {
    /// Writes calls of methods of lowered modules, of abstract classes and dates; `false` for any other method.
    fn method_of_module(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        if self.registers(attribute) && call.arguments.len() == 1 {
            let helper = self.helper("abc_register");
            return self.method_helper(&helper, call, attribute, text);
        }
        if self.linked.has_zones
            && !self.is_own(call)
            && let Some(helper) = modules::method_of(attribute.attr.as_str(), call)
        {
            self.changed = true;
            return self.method_helper(helper, call, attribute, text);
        }
        Ok(false)
    }

    /// The object whose attributes an expression reads, if it may be of a dataclass: `o` of `o.__dict__`, `vars(o)`.
    pub(super) fn dict_of(&self, expr: &'a Expr) -> Option<&'a Expr> {
        if !self.asks(Demand::Attributes) || self.is_own(expr) {
            return None;
        }
        match expr {
            Expr::Attribute(attribute) if attribute.attr.as_str() == "__dict__" => {
                Some(&attribute.value)
            }
            Expr::Call(call) if self.is_built_in(&call.func, "vars") => call.arguments.args.first(),
            _ => None,
        }
    }

    /// Whether an expression may be a `range`, whose methods the machine lacks.
    fn may_be_range(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Call(call) => self.is_built_in(&call.func, "range"),
            Expr::Name(_) | Expr::Attribute(_) => {
                let binds = || self.source.contains("= range(");
                !self.is_own(expr) && *self.binds_ranges.get_or_init(binds)
            }
            _ => false,
        }
    }

    /// Writes calls of methods, by their names; `false` when the call needs no change.
    #[expect(clippy::too_many_lines, reason = "one arm for each method")]
    pub(super) fn method_call(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let method = attribute.attr.as_str();
        if self.is_method_of_exception(attribute) {
            return Ok(false);
        }
        if matches!(method, "pop" | "update" | "setdefault")
            && let Some(object) = self.dict_of(&attribute.value)
        {
            let helper = self.helper(&format!("attrs_{method}"));
            text.put(&format!("{helper}("), call);
            self.operand(object, text)?;
            for argument in &call.arguments.args {
                text.push(", ");
                self.operand(argument, text)?;
            }
            for keyword in &call.arguments.keywords {
                text.push(
                    &keyword
                        .arg
                        .as_ref()
                        .map_or_else(|| ", **".to_owned(), |name| format!(", {name}=")),
                );
                self.operand(&keyword.value, text)?;
            }
            text.put(")", TextRange::new(call.end(), call.end()));
            return Ok(true);
        }
        if self.method_of_module(call, attribute, text)? {
            return Ok(true);
        }
        if self.special_call(call, attribute, text)? {
            return Ok(true);
        }
        if self.path(&call.func).is_some() {
            return Ok(false);
        }
        if let Some(helper) = self.file_method(method, call) {
            let helper = self.helper(&helper);
            return self.method_helper(&helper, call, attribute, text);
        }
        if OF_ALL.contains(&method) {
            let helper = self.helper(&format!("of_{}", method.trim_matches('_')));
            return self.method_helper(&helper, call, attribute, text);
        }
        if method == "update" && self.asks(Demand::Mappings) && !call.arguments.args.is_empty() {
            let helper = self.helper("m_update");
            return self.method_helper(&helper, call, attribute, text);
        }
        if self.is_matched_at(method, call, attribute) {
            let helper = self.helper(&format!("at_{method}"));
            return self.method_helper(&helper, call, attribute, text);
        }
        if matches!(method, "index" | "count")
            && call.arguments.len() == 1
            && self.may_be_range(&attribute.value)
        {
            let helper = self.helper(&format!("range_{method}"));
            return self.method_helper(&helper, call, attribute, text);
        }
        if self.taken(call, attribute, text)? {
            return Ok(true);
        }
        let is_of_text = matches!(&*attribute.value, Expr::StringLiteral(_) | Expr::FString(_));
        if !is_of_text
            && (self.is_of_users(method)
                || self.is_of_program(method) && !METHODS.contains(&method))
        {
            return Ok(false);
        }
        match method {
            _ if METHODS.contains(&method) => {
                let mut helper = self.helper(&format!("m_{method}"));
                if self.asks(Demand::BuiltIns) {
                    let unwrap = self.helper("on_value");
                    helper = format!("{unwrap}({helper})");
                }
                self.method_helper(&helper, call, attribute, text)
            }
            "join" if self.asks(Demand::BuiltIns) && call.arguments.len() == 1 => {
                let helper = self.helper("joined");
                self.method_helper(&helper, call, attribute, text)
            }
            "find" | "rfind" | "index" | "rindex" | "count" | "startswith" | "endswith"
                if may_be_beyond(call) && !self.is_own(call) =>
            {
                let helper = self.helper(&format!("m_{method}"));
                self.method_helper(&helper, call, attribute, text)
            }
            "sort" if self.asks(Demand::Order) || self.has_host_key(call) => {
                let helper = self.helper("sort");
                self.method_helper(&helper, call, attribute, text)
            }
            "search" | "match" | "fullmatch" | "finditer" | "sub"
                if self.has_patterns() && self.uses.reads_matches =>
            {
                let helper = self.helper(&format!("whole_m_{method}"));
                self.method_helper(&helper, call, attribute, text)
            }
            "findall" | "finditer" if self.has_patterns() => {
                let helper = self.helper(&format!("method_{method}"));
                self.method_helper(&helper, call, attribute, text)
            }
            "split" if self.has_patterns() && self.may_be_pattern(&attribute.value) => {
                let helper = self.helper("method_split");
                self.method_helper(&helper, call, attribute, text)
            }
            "groups" | "groupdict" if self.has_patterns() && call.arguments.len() == 1 => {
                let helper = self.helper(&format!("m_{method}"));
                self.method_helper(&helper, call, attribute, text)
            }
            "sub" | "subn" | "expand" if self.has_patterns() => {
                self.pattern_substitution(call, attribute, text)
            }
            "format"
                if self.asks(Demand::Format)
                    && matches!(&*attribute.value, Expr::StringLiteral(_)) =>
            {
                let helper = self.helper("str_format");
                self.method_helper(&helper, call, attribute, text)
            }
            "format" if !self.is_own(call) && may_give_format(call, &attribute.value) => {
                let helper = self.helper("m_format");
                self.method_helper(&helper, call, attribute, text)
            }
            "__subclasses__" if call.arguments.is_empty() => {
                let helper = self.helper("subclasses");
                self.method_helper(&helper, call, attribute, text)
            }
            "mro" if call.arguments.is_empty() && self.asks(Demand::Classes) => {
                let helper = self.helper("mro");
                self.method_helper(&helper, call, attribute, text)
            }
            "add_note" => {
                let helper = self.helper("add_note");
                self.method_helper(&helper, call, attribute, text)
            }
            "with_traceback" if self.uses.catches => {
                let helper = self.helper("with_traceback");
                self.method_helper(&helper, call, attribute, text)
            }
            _ => self.library_method(method, call, attribute, text),
        }
    }

    /// Writes `o.m(a)` as `helper(o, a)`.
    pub(super) fn method_helper(
        &mut self,
        helper: &str,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        text.put(&format!("{helper}("), call);
        self.operand(&attribute.value, text)?;
        for argument in call.arguments.iter_source_order() {
            text.push(", ");
            let value = argument.value();
            if let ast::ArgOrKeyword::Keyword(keyword) = argument {
                match &keyword.arg {
                    Some(name) => text.put(&format!("{name}="), keyword),
                    None if self.asks(Demand::Mappings) => {
                        let helper = self.helper("mapping");
                        text.put(&format!("**{helper}("), keyword);
                        self.expr(value, text)?;
                        text.push(")");
                        continue;
                    }
                    None => text.put("**", keyword),
                }
            }
            match value {
                Expr::Starred(_) => self.argument(value, false, text)?,
                _ if self.fills_template(call) && self.shows_class(value) => {
                    self.shown_by("told_object", value, text)?;
                }
                _ => self.operand(value, text)?,
            }
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }
}

/// Whether a search may be for an empty part, from a position beyond the end.
fn may_be_beyond(call: &ast::ExprCall) -> bool {
    let arguments = &call.arguments;
    let is_part = |part: &Expr| match part {
        Expr::StringLiteral(part) => !part.value.is_empty(),
        Expr::BytesLiteral(part) => !part.value.is_empty(),
        Expr::NumberLiteral(_) | Expr::Starred(_) => true,
        _ => false,
    };
    arguments.keywords.is_empty()
        && matches!(&arguments.args[..], [part, start, ..] if !is_part(part) && !is_zero(start))
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::NumberLiteral(number) if matches!(&number.value, ast::Number::Int(value) if value.as_u8() == Some(0)))
}

/// Whether `text.format(...)` may format values without formats in Python, such as `None` and lists.
fn may_give_format(call: &ast::ExprCall, text: &Expr) -> bool {
    let is_plain = |value: &Expr| {
        matches!(
            value,
            Expr::StringLiteral(_) | Expr::FString(_) | Expr::NumberLiteral(_)
        )
    };
    if call
        .arguments
        .iter_source_order()
        .all(|argument| is_plain(argument.value()))
    {
        return false;
    }
    match text {
        Expr::StringLiteral(template) => {
            let fields = template.value.to_str().split('{').skip(1);
            fields.into_iter().any(|field| {
                let end = field.find('}').unwrap_or(field.len());
                field[..end].contains(':')
            })
        }
        Expr::NumberLiteral(_) | Expr::BytesLiteral(_) => false,
        _ => true,
    }
}

//! Replacements by regular expressions, whose templates the machine interprets differently.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result, regular_faults::may_be_faulty};
use crate::text::Text;

impl<'a> Lowerer<'a> {
    /// Whether an object may be a compiled pattern, whose `split` differs from that of a string.
    pub(super) fn may_be_pattern(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => self.uses.patterns.contains(name.id.as_str()),
            Expr::Attribute(attribute) => self.uses.patterns.contains(attribute.attr.as_str()),
            Expr::Call(call) => self.path(&call.func).as_deref() == Some("re.compile"),
            _ => false,
        }
    }

    /// Whether a method may be a pattern's, called with a start position. A method of `self` is the program's own.
    pub(super) fn is_matched_at(
        &self,
        method: &str,
        call: &ast::ExprCall,
        attribute: &ast::ExprAttribute,
    ) -> bool {
        matches!(
            method,
            "search" | "match" | "fullmatch" | "finditer" | "findall"
        ) && call.arguments.len() > 1
            && self.has_patterns()
            && !(self.is_of_program(method)
                && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "self"))
    }

    /// Writes `re.sub(pattern, replacement, ...)`.
    fn substitution(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let replacement = call.arguments.find_argument_value("repl", 1);
        if path == "re.sub" && replacement.is_some_and(is_plain) && Self::is_never_empty(call) {
            return Ok(false);
        }
        self.helper_call(
            if path == "re.sub" {
                "re_sub"
            } else {
                "re_subn"
            },
            call,
            text,
        )
    }

    /// Writes `re.findall`, `re.finditer`, `re.split` with a pattern that may match an empty text.
    fn empty_matches(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        if Self::is_never_empty(call) {
            return Ok(false);
        }
        let helper = format!("re_{}", path.trim_start_matches("re."));
        self.helper_call(&helper, call, text)
    }

    fn is_never_empty(call: &'a ast::ExprCall) -> bool {
        call.arguments
            .find_argument_value("pattern", 0)
            .is_some_and(|pattern| match pattern {
                Expr::StringLiteral(literal) => matches_something(literal.value.to_str()),
                // Compiled elsewhere, or computed.
                _ => false,
            })
    }

    /// Writes `re.search(pattern, ...)` and the like; `false` when the call needs no change.
    pub(super) fn regular(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let is_plain = match call.arguments.find_argument_value("pattern", 0) {
            Some(Expr::StringLiteral(pattern)) => {
                let pattern = pattern.value.to_str();
                !has_inline_flags(pattern) && !may_be_faulty(pattern)
            }
            Some(Expr::BytesLiteral(_)) => return Ok(false),
            _ => false,
        };
        let asks_much = matches!(
            path,
            "re.search" | "re.match" | "re.fullmatch" | "re.finditer" | "re.sub"
        );
        if self.uses.reads_matches && asks_much {
            let helper = format!("whole_{}", path.replacen('.', "_", 1));
            return self.helper_call(&helper, call, text);
        }
        if !is_plain || self.flags(path, call) == Flags::Others {
            return self.helper_call(&path.replacen('.', "_", 1), call, text);
        }
        match path {
            "re.findall" | "re.finditer" | "re.split" => self.empty_matches(path, call, text),
            "re.sub" | "re.subn" => self.substitution(path, call, text),
            _ => Ok(false),
        }
    }

    /// The known flags of a call.
    fn flags(&self, path: &str, call: &ast::ExprCall) -> Flags {
        let place = match path {
            "re.compile" => 1,
            "re.split" => 3,
            "re.sub" | "re.subn" => 4,
            _ => 2,
        };
        let arguments = &call.arguments;
        let is_open = arguments.args.iter().any(Expr::is_starred_expr)
            || arguments
                .keywords
                .iter()
                .any(|keyword| keyword.arg.is_none());
        if is_open {
            return Flags::Others;
        }
        arguments
            .find_argument_value("flags", place)
            .map_or(Flags::Known { multiline: false }, |flags| {
                self.known_flags(flags)
            })
    }

    fn known_flags(&self, flags: &Expr) -> Flags {
        if let Expr::BinOp(both) = flags
            && both.op == ast::Operator::BitOr
        {
            return match (self.known_flags(&both.left), self.known_flags(&both.right)) {
                (Flags::Known { multiline: one }, Flags::Known { multiline: other }) => {
                    Flags::Known {
                        multiline: one || other,
                    }
                }
                _ => Flags::Others,
            };
        }
        match self.path(flags).as_deref() {
            Some("re.M" | "re.MULTILINE") => Flags::Known { multiline: true },
            Some("re.I" | "re.IGNORECASE" | "re.S" | "re.DOTALL" | "re.NOFLAG") => {
                Flags::Known { multiline: false }
            }
            _ => Flags::Others,
        }
    }

    /// Writes a literal pattern whose `$` and `\\Z` have Python's meaning in the machine; `false` when that is the same
    /// pattern.
    pub(super) fn pattern_literal(
        &mut self,
        path: &str,
        pattern: &'a Expr,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> bool {
        let Expr::StringLiteral(literal) = pattern else {
            return false;
        };
        let Flags::Known { multiline } = self.flags(path, call) else {
            return false;
        };
        let source = literal.value.to_str();
        if has_inline_flags(source) || may_be_faulty(source) {
            return false;
        }
        let translated = ends_translated(source, multiline);
        if translated == source {
            return false;
        }
        self.changed = true;
        text.put(&python_literal(&translated), pattern);
        true
    }

    /// Writes `pattern.sub(replacement, ...)`, `pattern.subn(...)`, `match.expand(template)`.
    pub(super) fn pattern_substitution(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let helper = self.helper(&format!("method_{}", attribute.attr));
        self.method_helper(&helper, call, attribute, text)
    }
}

/// The flags of a call: only supported ones, or others too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flags {
    Known { multiline: bool },
    Others,
}

/// Whether a pattern has inline flags, as in `(?i)`.
fn has_inline_flags(pattern: &str) -> bool {
    let mut groups = pattern.split("(?").skip(1);
    groups.any(|group| group.starts_with(['a', 'i', 'L', 'm', 's', 'u', 'x', '-']))
}

/// Whether a replacement has no escapes, so that the machine treats it as Python does.
fn is_plain(expr: &Expr) -> bool {
    matches!(expr, Expr::StringLiteral(literal) if !literal.value.to_str().contains('\\'))
}

/// Whether a pattern certainly matches at least one character: no part of it is optional.
fn matches_something(pattern: &str) -> bool {
    if pattern.contains(['|', '(']) {
        return false;
    }
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '^' | '$' | '*' | '?' | '{' => return false,
            '\\' => {
                if characters
                    .next()
                    .is_none_or(|escaped| matches!(escaped, 'b' | 'B' | 'A' | 'Z' | 'z'))
                {
                    continue;
                }
            }
            '[' => {
                if characters.peek() == Some(&'^') {
                    characters.next();
                }
                if characters.peek() == Some(&']') {
                    characters.next();
                }
                while let Some(inner) = characters.next() {
                    match inner {
                        '\\' => {
                            characters.next();
                        }
                        ']' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        if !matches!(characters.peek(), Some('*' | '?' | '{')) {
            return true;
        }
        return false;
    }
    false
}

/// Translates `$` to the end or the final newline of the text, unless it matches the end of each line, and `\Z` to the
/// end.
fn ends_translated(pattern: &str, multiline: bool) -> String {
    let mut translated = String::with_capacity(pattern.len() + 8);
    let mut characters = pattern.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('Z') if !in_class => translated.push_str("\\z"),
                Some(escaped) => {
                    translated.push('\\');
                    translated.push(escaped);
                }
                None => translated.push('\\'),
            },
            '[' if !in_class => {
                in_class = true;
                translated.push('[');
            }
            ']' if in_class => {
                in_class = false;
                translated.push(']');
            }
            '$' if !in_class && !multiline => translated.push_str("(?=\\n?\\z)"),
            _ => translated.push(character),
        }
    }
    translated
}

fn python_literal(text: &str) -> String {
    let mut literal = String::from("'");
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\'' => literal.push_str("\\'"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            _ => literal.push(character),
        }
    }
    literal.push('\'');
    literal
}

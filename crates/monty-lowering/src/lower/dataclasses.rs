//! Dataclasses: the machine's own decorator, with the fields of the bases written into each class.

use ruff_python_ast::{self as ast, Decorator, Expr, Stmt};
use ruff_text_size::Ranged;

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::classes::{Base, ClassId},
    text::Text,
};

/// Members that the machine's decorator adds.
const GENERATED: &[&str] = &[
    "__init__",
    "__repr__",
    "__eq__",
    "__hash__",
    "__match_args__",
    "__dataclass_fields__",
];

/// What a class's `@dataclass` asks for.
pub(super) struct Dataclass<'a> {
    pub decorator: &'a Decorator,
    /// Options that the machine's decorator takes.
    kept: Vec<&'a ast::Keyword>,
    order: bool,
}

impl<'a> Lowerer<'a> {
    pub(super) fn dataclass_of(&self, id: ClassId) -> Result<Option<Dataclass<'a>>> {
        let node: &'a ast::StmtClassDef = self.classes.all[id].node;
        let found = node.decorator_list.iter().find(|decorator| {
            let function = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            self.names
                .path(function, self.classes.all[id].parent, self.scopes)
                .as_deref()
                == Some("dataclasses.dataclass")
        });
        let Some(decorator) = found else {
            return Ok(None);
        };
        let mut dataclass = Dataclass {
            decorator,
            kept: Vec::new(),
            order: false,
        };
        if let Expr::Call(call) = &decorator.expression {
            for keyword in &call.arguments.keywords {
                let name = keyword.arg.as_ref().map_or("", ast::Identifier::as_str);
                if matches!(name, "init" | "repr" | "eq" | "frozen" | "unsafe_hash") {
                    dataclass.kept.push(keyword);
                    continue;
                }
                let Expr::BooleanLiteral(value) = &keyword.value else {
                    return refuse(
                        keyword,
                        "an option of @dataclass must be True or False here",
                    );
                };
                match (name, value.value) {
                    ("order", on) => dataclass.order = on,
                    ("slots" | "weakref_slot" | "match_args" | "kw_only", false)
                    | ("match_args" | "slots", true) => {}
                    ("kw_only", true) => {
                        return refuse(
                            keyword,
                            "@dataclass(kw_only=True) is not available: write __init__(self, *, ...) yourself",
                        );
                    }
                    ("weakref_slot", true) => {
                        return refuse(keyword, "weakref_slot is not available");
                    }
                    _ => dataclass.kept.push(keyword),
                }
            }
        }
        Ok(Some(dataclass))
    }

    /// The machine's decorator, and round it what builds the class and what the machine's does not do.
    pub(super) fn dataclass_decorators(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        dataclass: &Dataclass<'a>,
        built: bool,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if dataclass.order {
            let order = self.helper("order");
            text.indent(depth);
            text.put(&format!("@{order}\n"), dataclass.decorator);
        }
        if built {
            self.build_line(id, node, GENERATED, text, depth)?;
        }
        text.indent(depth);
        text.put("@", dataclass.decorator);
        match &dataclass.decorator.expression {
            Expr::Call(call) => {
                text.copy(self.source, call.func.range());
                text.push("(");
                for (index, keyword) in dataclass.kept.iter().enumerate() {
                    if index > 0 {
                        text.push(", ");
                    }
                    text.copy(self.source, keyword.range);
                }
                text.push(")\n");
            }
            other => {
                text.copy(self.source, other.range());
                text.push("\n");
            }
        }
        Ok(())
    }

    /// The fields that a dataclass has from its bases, in the order in which Python counts them.
    pub(super) fn inherited_fields(
        &mut self,
        id: ClassId,
        _: &Dataclass<'a>,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let mut fields: Vec<(String, &'a ast::StmtAnnAssign)> = Vec::new();
        let mut inherited = std::collections::HashSet::new();
        let mut line: Vec<ClassId> = self.classes.line(id);
        line.reverse();
        for base in line {
            if base != id && self.dataclass_of(base)?.is_none() {
                continue;
            }
            let node: &'a ast::StmtClassDef = self.classes.all[base].node;
            for stmt in &node.body {
                let Stmt::AnnAssign(assign) = stmt else {
                    continue;
                };
                let Expr::Name(name) = &*assign.target else {
                    continue;
                };
                if self.text_of(&*assign.annotation).contains("ClassVar") {
                    continue;
                }
                if self.text_of(&*assign.annotation).contains("InitVar") {
                    return refuse(assign, "InitVar is not available: write __init__ yourself");
                }
                if self.text_of(&*assign.annotation).contains("KW_ONLY") {
                    return refuse(assign, "KW_ONLY is not available: write __init__ yourself");
                }
                if let Some(value) = &assign.value
                    && let Expr::Call(call) = &**value
                    && call.arguments.find_keyword("kw_only").is_some()
                {
                    return refuse(
                        assign,
                        "field(kw_only=...) is not available: write __init__ yourself",
                    );
                }
                if base != id {
                    inherited.insert(name.id.to_string());
                }
                match fields
                    .iter_mut()
                    .find(|(found, _)| found == name.id.as_str())
                {
                    Some(field) => field.1 = assign,
                    None => fields.push((name.id.to_string(), assign)),
                }
            }
        }
        let own = self.classes.all[id].node;
        let has_bases = self.classes.all[id]
            .bases
            .iter()
            .any(|base| matches!(base, Base::Class(_)));
        if !has_bases {
            if self.classes.all[id]
                .bases
                .iter()
                .any(|base| matches!(base, Base::Earlier(_) | Base::Computed))
            {
                return refuse(
                    own,
                    "a dataclass derived from a class that is not in this program: define both together",
                );
            }
            return Ok(());
        }
        for (name, assign) in fields {
            // The class's own fields are in its body.
            if !inherited.contains(&name) {
                continue;
            }
            text.indent(depth);
            text.copy(
                self.source,
                ruff_text_size::TextRange::new(assign.start(), assign.annotation.end()),
            );
            if let Some(value) = &assign.value {
                text.push(" = ");
                self.operand(value, text)?;
            }
            text.push("\n");
        }
        Ok(())
    }
}

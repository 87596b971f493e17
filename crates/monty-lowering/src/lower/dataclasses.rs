//! Dataclasses: the machine's own decorator, with the bases' fields written into each class.

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
    "lo__fields",
];

/// The options of a class's `@dataclass`.
pub(super) struct Dataclass<'a> {
    pub decorator: &'a Decorator,
    /// Options that the machine's decorator supports.
    kept: Vec<&'a ast::Keyword>,
    order: bool,
    /// Options that a helper implements.
    own: Vec<(String, bool)>,
}

/// A field, or an `InitVar`.
struct Field<'a> {
    name: String,
    assign: &'a ast::StmtAnnAssign,
    /// `f` for `field(...)`, `d` for a default, `i` and `I` for `InitVar` without and with a default.
    kind: &'static str,
    is_keyword: bool,
    is_inherited: bool,
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
            own: Vec::new(),
        };
        if let Expr::Call(call) = &decorator.expression {
            for keyword in &call.arguments.keywords {
                let name = keyword.arg.as_ref().map_or("", ast::Identifier::as_str);
                if matches!(name, "eq" | "frozen") {
                    dataclass.kept.push(keyword);
                }
                let Expr::BooleanLiteral(value) = &keyword.value else {
                    return refuse(
                        keyword,
                        "an option of @dataclass must be True or False here",
                    );
                };
                match (name, value.value) {
                    ("order", on) => dataclass.order = on,
                    ("eq" | "frozen" | "init" | "repr" | "unsafe_hash" | "kw_only", on) => {
                        dataclass.own.push((name.to_owned(), on));
                    }
                    ("slots" | "weakref_slot" | "match_args", false)
                    | ("match_args" | "slots", true) => {}
                    ("weakref_slot", true) => {
                        return refuse(keyword, "weakref_slot is not available");
                    }
                    _ => dataclass.kept.push(keyword),
                }
            }
        }
        Ok(Some(dataclass))
    }

    /// Writes the machine's decorator, and around it the helpers that complete the class and add missing features.
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
        if self.overlays()? {
            self.overlay_line(id, dataclass, text, depth)?;
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

    /// Writes the helper that completes a class whose fields the machine's decorator does not support.
    fn overlay_line(
        &mut self,
        id: ClassId,
        dataclass: &Dataclass<'a>,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let fields = self.fields(id, dataclass)?;
        let helper = self.helper("overlay");
        let options = dataclass
            .own
            .iter()
            .map(|(name, on)| format!("'{name}': {}, ", if *on { "True" } else { "False" }))
            .collect::<Vec<_>>()
            .concat();
        let plan = fields
            .iter()
            .map(|field| {
                let kw = if field.is_keyword { "True" } else { "False" };
                format!("('{}', '{}', {kw}), ", field.name, field.kind)
            })
            .collect::<Vec<_>>()
            .concat();
        let class = &self.classes.all[id];
        let own = ["__init__", "__repr__", "__eq__", "__hash__"]
            .iter()
            .filter(|name| class.has(name))
            .map(|name| format!("'{name}', "))
            .collect::<Vec<_>>()
            .concat();
        text.indent(depth);
        text.put(
            &format!("@{helper}({{{options}}}, ({plan}), ({own}))\n"),
            dataclass.decorator,
        );
        Ok(())
    }

    /// Whether a dataclass of the program needs features that the machine's decorator lacks.
    pub(super) fn overlays(&self) -> Result<bool> {
        for id in 0..self.classes.all.len() {
            let Some(dataclass) = self.dataclass_of(id)? else {
                continue;
            };
            let asks = dataclass
                .own
                .iter()
                .any(|(name, _)| !matches!(name.as_str(), "eq" | "frozen"));
            let node: &'a ast::StmtClassDef = self.classes.all[id].node;
            let is_odd = node.body.iter().any(|stmt| {
                let Stmt::AnnAssign(assign) = stmt else {
                    return false;
                };
                let annotation = self.text_of(&*assign.annotation);
                let keywords = assign
                    .value
                    .as_deref()
                    .and_then(|value| self.field_call(value, id));
                annotation.contains("InitVar")
                    || annotation.contains("KW_ONLY")
                    || keywords.is_some_and(|call| {
                        call.arguments.keywords.iter().any(|keyword| {
                            !matches!(
                                keyword.arg.as_ref().map(ast::Identifier::as_str),
                                Some("default" | "default_factory")
                            )
                        })
                    })
            });
            if asks || is_odd {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The call of `field(...)`, if a value is one.
    fn field_call(&self, value: &'a Expr, id: ClassId) -> Option<&'a ast::ExprCall> {
        let Expr::Call(call) = value else {
            return None;
        };
        let path = self
            .names
            .path(&call.func, self.classes.all[id].parent, self.scopes);
        (path.as_deref() == Some("dataclasses.field")).then_some(call)
    }

    /// All fields of a dataclass, in Python's order.
    fn fields(&self, id: ClassId, _: &Dataclass<'a>) -> Result<Vec<Field<'a>>> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let mut line: Vec<ClassId> = self.classes.line(id);
        line.reverse();
        for base in line {
            let Some(dataclass) = self.dataclass_of(base)? else {
                continue;
            };
            let mut is_keyword = dataclass.own.contains(&("kw_only".to_owned(), true));
            let node: &'a ast::StmtClassDef = self.classes.all[base].node;
            for stmt in &node.body {
                let Stmt::AnnAssign(assign) = stmt else {
                    continue;
                };
                let Expr::Name(name) = &*assign.target else {
                    continue;
                };
                let annotation = self.text_of(&*assign.annotation);
                if annotation.contains("ClassVar") {
                    continue;
                }
                if annotation.contains("KW_ONLY") {
                    is_keyword = true;
                    continue;
                }
                let kind = match assign.value.as_deref() {
                    None if annotation.contains("InitVar") => "i",
                    Some(_) if annotation.contains("InitVar") => "I",
                    None => "",
                    Some(value) if self.field_call(value, base).is_some() => "f",
                    Some(_) => "d",
                };
                let field = Field {
                    name: name.id.to_string(),
                    assign,
                    kind,
                    is_keyword,
                    is_inherited: base != id,
                };
                match fields.iter_mut().find(|found| found.name == field.name) {
                    Some(found) => {
                        let is_inherited = found.is_inherited;
                        *found = field;
                        // A redefined field of a base keeps its position.
                        found.is_inherited |= is_inherited;
                    }
                    None => fields.push(field),
                }
            }
        }
        Ok(fields)
    }

    /// Writes the fields that a dataclass inherits, in Python's order.
    pub(super) fn inherited_fields(
        &mut self,
        id: ClassId,
        dataclass: &Dataclass<'a>,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let class = &self.classes.all[id];
        if class
            .bases
            .iter()
            .any(|base| matches!(base, Base::Earlier(_) | Base::Computed))
        {
            return refuse(
                class.node,
                "a dataclass derived from a class that is not in this program: define both together",
            );
        }
        let overlays = self.overlays()?;
        for field in self.fields(id, dataclass)? {
            // The class's own fields are in its body.
            if !field.is_inherited {
                continue;
            }
            if overlays {
                self.overlaid_field(id, field.assign, text, depth)?;
                continue;
            }
            let assign = field.assign;
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

    /// Writes a field for the machine's decorator, and its description for the helper.
    pub(super) fn overlaid_field(
        &mut self,
        id: ClassId,
        assign: &'a ast::StmtAnnAssign,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let Some(dataclass) = self.dataclass_of(id)? else {
            return Ok(());
        };
        let fields = self.fields(id, &dataclass)?;
        let name = self.text_of(&*assign.target);
        let Some(at) = fields.iter().position(|field| field.name == name) else {
            if let Some(value) = &assign.value {
                text.indent(depth);
                text.put(&format!("{name} = "), assign);
                self.operand(value, text)?;
                text.push("\n");
            }
            return Ok(());
        };
        let annotated = ruff_text_size::TextRange::new(assign.start(), assign.annotation.end());
        let missing = self.helper("MISSING");
        match (fields[at].kind, assign.value.as_deref()) {
            ("f", Some(value)) => {
                let Some(call) = self.field_call(value, id) else {
                    return Ok(());
                };
                let field = self.helper("Field");
                text.indent(depth);
                text.put(&format!("lo__f_{name} = {field}"), &*call.func);
                self.rest_of_call(call, text)?;
                text.push("\n");
                text.indent(depth);
                text.copy(self.source, annotated);
                text.push(&format!(" = {missing}\n"));
            }
            ("I", Some(value)) => {
                text.indent(depth);
                text.put(&format!("{name} = "), assign);
                self.operand(value, text)?;
                text.push("\n");
            }
            ("i", _) => {}
            (_, Some(value)) => {
                text.indent(depth);
                text.copy(self.source, annotated);
                text.push(" = ");
                self.operand(value, text)?;
                text.push("\n");
            }
            (_, None) => {
                text.indent(depth);
                text.copy(self.source, annotated);
                // The machine requires defaults after the first one.
                if fields[..at]
                    .iter()
                    .any(|before| matches!(before.kind, "f" | "d"))
                {
                    text.push(&format!(" = {missing}"));
                }
                text.push("\n");
            }
        }
        Ok(())
    }
}

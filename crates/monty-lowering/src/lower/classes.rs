//! Classes: created by the machine, then completed by a helper with their bases.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{
    Frame, Lowerer, Result,
    bases::mentions,
    class_blocks::{Block, call_block, deletes_names_of, is_block},
    refuse,
    statements::line,
};
use crate::{
    analysis::classes::{Base, ClassId, Member},
    knowledge::Demand,
    objections::slots::{self, is_dataclass_with_slots},
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn class(
        &mut self,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if let Some(known) = self.known_name(&node.name) {
            let names = (node.name.as_str(), known);
            return self.under_known_name(names, text, depth, |lowerer, text, depth| {
                lowerer.known_class(node, text, depth)
            });
        }
        self.known_class(node, text, depth)
    }

    fn known_class(
        &mut self,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let scope = self.scopes.opened_by(node.range);
        let Some(id) = self.classes.of_scope(scope) else {
            return refuse(node, "this class cannot be had");
        };
        self.refuse_asyncio_bases(node)?;
        if self.special_class(id, node, text, depth)? {
            return Ok(());
        }
        let mut inner = Vec::new();
        self.inner_classes(node, text, depth, &mut inner)?;
        let mut blocks = Vec::new();
        let filled = self.class_blocks(id, node, text, depth, &mut blocks)?;
        let dataclass = self.dataclass_of(id)?;
        self.check_built_in_bases(id, dataclass.is_some())?;
        let built = self.is_built(id);
        self.handed_line(node, text, depth);
        for decorator in &node.decorator_list {
            if let Some(dataclass) = &dataclass
                && std::ptr::eq(dataclass.decorator, decorator)
            {
                self.dataclass_decorators(id, node, dataclass, built, text, depth)?;
                continue;
            }
            text.indent(depth);
            text.put("@", decorator);
            self.closed(&decorator.expression, text, Self::expr)?;
            text.push("\n");
        }
        if built && dataclass.is_none() {
            self.build_line(id, node, &[], text, depth)?;
        }
        self.protocol_line(id, node, text, depth);
        let head = TextRange::new(node.name.start(), node.name.end());
        let hinted = self.hinted(node)?;
        for kept in hinted.into_iter().chain(self.sourced(node.range)) {
            text.indent(depth);
            text.push("@");
            text.append(&kept);
            text.push("\n");
        }
        if let Some(filled) = filled {
            line(text, depth, &filled);
        }
        text.indent(depth);
        text.put("class ", head);
        let name = self.known_name(&node.name);
        text.put(name.unwrap_or(node.name.as_str()), &node.name);
        text.push(":\n");
        if node.arguments.is_some() {
            self.changed = true;
        }
        let frame = Frame {
            class: Some(id),
            is_class_body: true,
            ..Frame::default()
        };
        self.in_frame(scope, frame, |lowerer| {
            let start = text.end();
            if let Some(dataclass) = &dataclass {
                lowerer.inherited_fields(id, dataclass, text, depth + 1)?;
            }
            lowerer.class_body(id, node, (&inner, &blocks), text, depth + 1)?;
            if (lowerer.uses.shows_classes || lowerer.is_session) && lowerer.line_kind(id).is_none()
            {
                let place = lowerer.place_of(id);
                lowerer.changed = true;
                line(text, depth + 1, &format!("lo__place = '{place}'"));
            }
            if dataclass.is_some()
                && (lowerer.is_session || !lowerer.uses.unslotted.is_empty())
                && is_dataclass_with_slots(node)
            {
                line(text, depth + 1, "lo__slots = True");
            }
            if dataclass.is_some() && lowerer.asks(Demand::Attributes) {
                let mut stores = slots::stores(node).join("', '");
                if !stores.is_empty() {
                    stores.push_str("',");
                    line(text, depth + 1, &format!("lo__stores = ('{stores})"));
                }
            }
            if lowerer.is_indexed(id) {
                let items = lowerer.helper("Items");
                line(text, depth + 1, "def __iter__(self):");
                line(text, depth + 2, &format!("return {items}(self)"));
            }
            if text.end() == start {
                line(text, depth + 1, "pass");
            }
            Ok(())
        })?;
        let reference = self.class_reference(id);
        if built && name.is_none() && reference != node.name.as_str() {
            line(text, depth, &format!("{reference} = {}", node.name));
        }
        Ok(())
    }

    /// Writes the line that completes a class; `more` names members beside those of its body.
    pub(super) fn build_line(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        more: &[&str],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let class = &self.classes.all[id];
        let enumeration = class.bases.iter().find_map(|base| match base {
            Base::Enumeration(kind) => Some(kind.clone()),
            _ => None,
        });
        let inherited = self.line_kind(id);
        let fields = self.fields_of_named_tuple(id);
        let names: Vec<String> = class
            .order
            .iter()
            .filter(|name| !matches!(name.as_str(), "__slots__") && !fields.contains(name))
            .map(|name| self.mangled_in(name, id))
            .chain(more.iter().map(ToString::to_string))
            .chain(self.is_indexed(id).then(|| "__iter__".to_owned()))
            .map(|name| format!("'{name}'"))
            .collect();
        text.indent(depth);
        let mut bases: Vec<Text> = Vec::new();
        let mut mixin = "None".to_owned();
        if let Some(arguments) = &node.arguments {
            for (base, expr) in class.bases.iter().zip(&arguments.args) {
                match base {
                    Base::Marker => bases.extend(self.marker(expr)),
                    Base::Enumeration(_) | Base::TypedDict => {}
                    Base::BuiltIn(name) if enumeration.is_some() => mixin.clone_from(name),
                    _ => bases.push(self.base(base, expr, node)?),
                }
            }
        }
        if let Some(kind) = enumeration.or(inherited) {
            if matches!(kind.as_str(), "IntEnum" | "IntFlag") {
                "int".clone_into(&mut mixin);
            } else if kind == "StrEnum" {
                "str".clone_into(&mut mixin);
            }
            let helper = self.helper("enum");
            text.put(
                &format!("@{helper}('{kind}', {mixin}, ("),
                node.name.range(),
            );
        } else if let Some(metaclass) = self.metaclass(id, node)? {
            let helper = self.helper("metaclass");
            text.put(&format!("@{helper}("), node.name.range());
            self.operand(metaclass, text)?;
            text.push(", (");
        } else {
            let helper = self.helper(if self.is_made(id) {
                "class_made"
            } else {
                "class"
            });
            text.put(&format!("@{helper}(("), node.name.range());
        }
        for base in bases {
            text.append(&base);
            text.push(", ");
        }
        text.push(&format!(
            "), ({})",
            names
                .iter()
                .flat_map(|name| [name.as_str(), ", "])
                .collect::<String>()
        ));
        if let Some(arguments) = &node.arguments {
            let keywords: Vec<&ast::Keyword> = arguments.keywords.iter().collect();
            let mut own = Vec::new();
            for keyword in keywords {
                match keyword.arg.as_ref().map(ast::Identifier::as_str) {
                    Some("metaclass") => {}
                    Some(_) => own.push(keyword),
                    None => {
                        return refuse(
                            keyword,
                            "`**` in a class statement is not available: name the keywords",
                        );
                    }
                }
            }
            if !own.is_empty() {
                text.push(", {");
                for keyword in own {
                    let name = keyword.arg.as_ref().map_or("", ast::Identifier::as_str);
                    text.put(&format!("'{name}': "), keyword);
                    self.operand(&keyword.value, text)?;
                    text.push(", ");
                }
                text.push("}");
            }
        }
        text.push(")\n");
        Ok(())
    }

    /// The kind of enumeration that a class inherits.
    pub(super) fn line_kind(&self, id: ClassId) -> Option<String> {
        self.classes.line(id).iter().find_map(|id| {
            self.classes.all[*id]
                .bases
                .iter()
                .find_map(|base| match base {
                    Base::Enumeration(kind) => Some(kind.clone()),
                    _ => None,
                })
        })
    }

    fn mangled_in(&self, name: &str, id: ClassId) -> String {
        if !name.starts_with("__") || name.ends_with("__") {
            return name.to_owned();
        }
        format!(
            "_{}{name}",
            self.classes.all[id].name().trim_start_matches('_')
        )
    }

    /// Writes nested classes, which the machine accepts only outside of a class.
    fn inner_classes(
        &mut self,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
        inner: &mut Vec<(TextRange, String)>,
    ) -> Result {
        for stmt in &node.body {
            let Stmt::ClassDef(nested) = stmt else {
                continue;
            };
            let make = self.fresh("n");
            let scope = self.scopes.opened_by(node.range);
            let shared: Vec<String> = self.scopes.all[scope]
                .bound
                .iter()
                .filter(|name| mentions(nested, name))
                .cloned()
                .collect();
            line(text, depth, &format!("def {make}({}):", shared.join(", ")));
            self.in_scope(scope, |lowerer| lowerer.class(nested, text, depth + 1))?;
            line(text, depth + 1, &format!("return {}", nested.name));
            inner.push((nested.range, format!("{make}({})", shared.join(", "))));
        }
        Ok(())
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of statement")]
    fn class_body(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        (inner, blocks): (&[(TextRange, String)], &[Block]),
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let kind = self.line_kind(id);
        let values = match &kind {
            Some(kind) => {
                let values = self.fresh("e");
                let helper = self.helper("Values");
                let bases = self.enumerations_above(id);
                line(
                    text,
                    depth,
                    &format!("{values} = {helper}('{kind}'{bases})"),
                );
                Some(values)
            }
            None => None,
        };
        for stmt in &node.body {
            match stmt {
                Stmt::FunctionDef(function) => {
                    self.member(function, text, depth)?;
                    if let Some(values) = &values
                        && function.name.as_str() == "_generate_next_value_"
                    {
                        let held = self.fresh("t");
                        line(
                            text,
                            depth,
                            &format!("{held} = {values}.follow({})", function.name),
                        );
                    }
                }
                Stmt::ClassDef(nested) => {
                    let made = inner.iter().find(|(range, _)| *range == nested.range);
                    let made = made.map_or("", |(_, made)| made);
                    line(text, depth, &format!("{} = {made}", nested.name));
                }
                Stmt::Assign(assign) => self.class_value(
                    &assign.targets,
                    &assign.value,
                    values.as_deref(),
                    stmt,
                    text,
                    depth,
                )?,
                // A field, which was passed to the base.
                Stmt::AnnAssign(_) if self.classes.is_own_named_tuple(id) => self.changed = true,
                Stmt::AnnAssign(assign)
                    if self.dataclass_of(id)?.is_some() && self.overlays()? =>
                {
                    self.overlaid_field(id, assign, text, depth)?;
                }
                Stmt::AnnAssign(assign) => {
                    text.indent(depth);
                    text.copy(
                        self.source,
                        TextRange::new(assign.start(), assign.annotation.end()),
                    );
                    if let Some(value) = &assign.value {
                        text.push(" = ");
                        self.closed(value, text, Self::expr)?;
                    }
                    text.push("\n");
                }
                Stmt::AugAssign(assign) => {
                    let Expr::Name(name) = &*assign.target else {
                        return refuse(
                            stmt,
                            "this statement cannot stand in a class body here: put it after the class",
                        );
                    };
                    self.changed = true;
                    text.indent(depth);
                    text.put(
                        &format!("{0} = {0} {1} ", name.id, assign.op.as_str()),
                        stmt,
                    );
                    self.operand(&assign.value, text)?;
                    text.push("\n");
                }
                Stmt::Pass(_) => {}
                Stmt::Expr(expr) if matches!(&*expr.value, Expr::StringLiteral(_)) => {
                    self.plain(stmt, text, depth)?;
                }
                Stmt::Expr(expr) if matches!(&*expr.value, Expr::EllipsisLiteral(_)) => {}
                Stmt::Expr(expr) => {
                    let held = self.fresh("t");
                    text.indent(depth);
                    text.push(&format!("{held} = "));
                    self.closed(&expr.value, text, Self::expr)?;
                    text.push("\n");
                }
                _ if is_block(stmt) => call_block(stmt, blocks, text, depth),
                // The names are those of blocks, which do not leave them to the class.
                Stmt::Delete(delete) if deletes_names_of(delete, &node.body) => {
                    self.changed = true;
                }
                _ => {
                    return refuse(
                        stmt,
                        "a class body may hold methods, values and classes here: move other statements out of it",
                    );
                }
            }
        }
        Ok(())
    }

    fn class_value(
        &mut self,
        targets: &'a [Expr],
        value: &'a Expr,
        values: Option<&str>,
        stmt: &'a Stmt,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        self.check_class_comprehensions(value)?;
        if let [Expr::Name(name)] = targets {
            if name.id.as_str() == "__slots__" {
                self.changed = true;
                if self.is_session || !self.uses.unslotted.is_empty() {
                    text.indent(depth);
                    text.put("lo__slots = ", stmt);
                    self.operand(value, text)?;
                    text.push("\n");
                }
                return Ok(());
            }
            if let Some(values) = values
                && !name.id.starts_with('_')
                && !matches!(value, Expr::Lambda(_))
            {
                text.indent(depth);
                text.put(&format!("{} = {values}('{}', ", name.id, name.id), stmt);
                self.operand(value, text)?;
                text.push(")\n");
                return Ok(());
            }
            return self.plain(stmt, text, depth);
        }
        let held = self.fresh("t");
        text.indent(depth);
        text.put(&format!("{held} = "), stmt);
        self.operand(value, text)?;
        text.push("\n");
        for target in targets {
            match target {
                Expr::Name(name) => line(text, depth, &format!("{} = {held}", name.id)),
                Expr::Tuple(ast::ExprTuple { elts, .. })
                | Expr::List(ast::ExprList { elts, .. })
                    if elts.iter().all(Expr::is_name_expr) =>
                {
                    let unpacked = self.fresh("t");
                    let temporaries: Vec<String> =
                        (0..elts.len()).map(|index| format!("v{index}")).collect();
                    line(
                        text,
                        depth,
                        &format!(
                            "{unpacked} = (lambda {}: ({},))(*{held})",
                            temporaries.join(", "),
                            temporaries.join(", ")
                        ),
                    );
                    for (index, part) in elts.iter().enumerate() {
                        line(
                            text,
                            depth,
                            &format!("{} = {unpacked}[{index}]", self.text_of(part)),
                        );
                    }
                }
                _ => {
                    return refuse(
                        stmt,
                        "this assignment cannot stand in a class body here: put it after the class",
                    );
                }
            }
        }
        Ok(())
    }

    /// Refuses comprehensions of a class body that read the class's names after the first iterable: the machine wrongly
    /// finds them.
    fn check_class_comprehensions(&self, value: &'a Expr) -> Result {
        let scope = &self.scopes.all[self.scope];
        let (inner, generators) = match value {
            Expr::ListComp(comp) => (value, &comp.generators[..]),
            Expr::SetComp(comp) => (value, &comp.generators[..]),
            Expr::DictComp(comp) => (value, &comp.generators[..]),
            Expr::Generator(comp) => (value, &comp.generators[..]),
            _ => {
                for part in super::expressions::parts_of(value) {
                    self.check_class_comprehensions(part)?;
                }
                return Ok(());
            }
        };
        let comp_scope = self.scopes.opened_by(inner.range());
        let first = generators.first().map(|generator| generator.iter.range());
        let mut open = super::expressions::parts_of(inner);
        while let Some(expr) = open.pop() {
            if Some(expr.range()) == first {
                continue;
            }
            if let Expr::Name(name) = expr
                && name.ctx.is_load()
                && scope.bound.contains(name.id.as_str())
                && !self.scopes.all[comp_scope].bound.contains(name.id.as_str())
            {
                return refuse(
                    expr,
                    format!(
                        "a comprehension in a class body does not see {} of the class: compute it above the class",
                        name.id
                    ),
                );
            }
            open.extend(super::expressions::parts_of(expr));
        }
        Ok(())
    }

    /// Writes a method, with its decorators applied in separate lines: the machine accepts none.
    pub(super) fn member(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let kind = function
            .decorator_list
            .iter()
            .map(|decorator| self.decorator_kind(&decorator.expression))
            .find(|kind| *kind != Member::Method)
            .unwrap_or(match function.name.as_str() {
                "__init_subclass__" | "__class_getitem__" => Member::ClassMethod,
                "__new__" => Member::StaticMethod,
                _ => Member::Method,
            });
        if function.name.as_str() == "__del__" {
            return refuse(function, format!("{} is not available", function.name));
        }
        let name = self
            .mangled(&function.name)
            .unwrap_or_else(|| function.name.to_string());
        let mut decorators = Vec::new();
        for decorator in &function.decorator_list {
            let mut written = Text::default();
            let is_accessor = matches!(&decorator.expression, Expr::Attribute(attribute)
                if matches!(attribute.attr.as_str(), "setter" | "deleter" | "getter")
                    && matches!(&*attribute.value, Expr::Name(of) if of.id == function.name.id));
            if is_accessor || !matches!(decorator.expression, Expr::Name(_) | Expr::Attribute(_)) {
                // Evaluated before the name is rebound.
                let held = self.fresh("d");
                text.indent(depth);
                text.put(&format!("{held} = "), decorator);
                if let Expr::Attribute(attribute) = &decorator.expression
                    && is_accessor
                {
                    text.put(&format!("{name}.{}", attribute.attr), decorator);
                } else {
                    self.decorator(&decorator.expression, function, Some(kind), text)?;
                }
                text.push("\n");
                written.put(&held, decorator);
            } else {
                self.decorator(&decorator.expression, function, Some(kind), &mut written)?;
            }
            decorators.push(written);
        }
        self.definition(function, Some(kind), text, depth)?;
        if let Some(defined) = self.defined_as(function) {
            line(text, depth, &format!("{name} = {defined}"));
        }
        if self.uses.reads_docs
            && let Some(Stmt::Expr(first)) = function.body.first()
            && let Expr::StringLiteral(doc) = &*first.value
        {
            let helper = self.helper("documented");
            let doc = crate::text::quoted(doc.value.to_str());
            line(text, depth, &format!("{name} = {helper}({doc})({name})"));
        }
        decorators.extend(self.signed(function)?);
        decorators.extend(self.sourced(function.range));
        for written in decorators.iter().rev() {
            self.changed = true;
            text.indent(depth);
            text.put(&format!("{name} = "), &function.name);
            text.append(written);
            text.push(&format!("({name})\n"));
        }
        Ok(())
    }
}

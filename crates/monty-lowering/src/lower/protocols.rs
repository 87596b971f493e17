//! Protocols: the members that `isinstance` requires of objects.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;

use super::Lowerer;
use crate::{
    analysis::classes::{Class, ClassId, Member},
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes the members of a protocol's instances, for `isinstance`.
    pub(super) fn protocol_line(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
    ) {
        let class = &self.classes.all[id];
        if !class.is_protocol {
            return;
        }
        let (methods, values): (Vec<_>, Vec<_>) = asked_of_instances(class)
            .into_iter()
            .partition(|name| class.members.get(name) == Some(&Member::Method));
        let helper = self.helper("protocol");
        text.indent(depth);
        text.put(
            &format!("@{helper}({}, {})\n", tuple(&methods), tuple(&values)),
            node.name.range(),
        );
    }
}

/// The members that a protocol requires of instances: those of its body, and those that it only annotates.
fn asked_of_instances(class: &Class<'_>) -> Vec<String> {
    const OF_CLASSES: [&str; 8] = [
        "__doc__",
        "__init__",
        "__init_subclass__",
        "__match_args__",
        "__module__",
        "__new__",
        "__slots__",
        "__subclasshook__",
    ];
    let mut names = class.order.clone();
    for stmt in &class.node.body {
        if let Stmt::AnnAssign(assign) = stmt
            && let Expr::Name(name) = &*assign.target
            && !names.iter().any(|known| known == name.id.as_str())
        {
            names.push(name.id.to_string());
        }
    }
    names.retain(|name| !OF_CLASSES.contains(&name.as_str()));
    names
}

fn tuple(names: &[String]) -> String {
    let items: String = names
        .iter()
        .flat_map(|name| ["'", name.as_str(), "', "])
        .collect();
    format!("({items})")
}

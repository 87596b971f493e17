//! Stub files of the modules that the host provides.

use std::collections::{BTreeMap, BTreeSet};

use monty_checker_abi::ModuleStub;

/// Each file's path, relative to the folder of imports, and its source. An undeclared package, such as `a`
/// when there is only `a.b`, is empty.
pub(crate) fn files_of(modules: &[ModuleStub]) -> BTreeMap<String, &str> {
    let packages: BTreeSet<&str> = modules
        .iter()
        .flat_map(|stub| {
            let name = stub.module();
            name.match_indices('.').map(|(dot, _)| &name[..dot])
        })
        .collect();
    let path = |name: &str| {
        let path = name.replace('.', "/");
        if packages.contains(name) {
            format!("{path}/__init__.pyi")
        } else {
            format!("{path}.pyi")
        }
    };
    let empty = packages.iter().map(|name| (path(name), ""));
    let declared = modules
        .iter()
        .map(|stub| (path(stub.module()), stub.source()));
    empty.chain(declared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<(String, String)> {
        let modules: Vec<_> = names
            .iter()
            .map(|name| ModuleStub::new(*name, format!("# {name}")).expect("a name"))
            .collect();
        let files = files_of(&modules).into_iter();
        files
            .map(|(path, source)| (path, source.to_owned()))
            .collect()
    }

    fn file(path: &str, source: &str) -> (String, String) {
        (path.to_owned(), source.to_owned())
    }

    #[test]
    fn a_module_is_a_file() {
        assert_eq!(paths(&["crm"]), [file("crm.pyi", "# crm")]);
    }

    #[test]
    fn a_module_with_modules_in_it_is_a_package() {
        assert_eq!(
            paths(&["crm.people", "crm"]),
            [
                file("crm/__init__.pyi", "# crm"),
                file("crm/people.pyi", "# crm.people")
            ]
        );
    }

    #[test]
    fn packages_that_are_only_implied_are_empty() {
        assert_eq!(
            paths(&["a.b.c"]),
            [
                file("a/__init__.pyi", ""),
                file("a/b/__init__.pyi", ""),
                file("a/b/c.pyi", "# a.b.c")
            ]
        );
    }
}

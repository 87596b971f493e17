//! Type checking.

use std::path::Path;

use monty_engine::type_check::{ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat};
use napi::{Env, Result, bindgen_prelude::Object};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    threads::elsewhere,
};

/// The stubs of a module that the host provides.
#[napi(object, object_to_js = false)]
pub struct BindingModuleStub {
    pub module: String,
    pub source: String,
}

/// A way to render findings.
#[napi(object, object_to_js = false)]
pub struct BindingRendering {
    pub format: String,
    pub color: bool,
}

/// What is checked, by which library, and in which ways findings are rendered.
#[napi(object, object_to_js = false)]
pub struct BindingTypeCheck {
    pub library: String,
    pub code: String,
    pub full_library: bool,
    pub script_name: String,
    pub stubs: String,
    pub modules: Vec<BindingModuleStub>,
    pub prelude: String,
    pub renderings: Vec<BindingRendering>,
}

impl TryFrom<BindingTypeCheck> for TypeCheck {
    type Error = napi::Error;

    fn try_from(check: BindingTypeCheck) -> Result<Self> {
        let modules = check
            .modules
            .into_iter()
            .map(|stub| {
                ModuleStub::new(stub.module, stub.source)
                    .map_err(|error| failure(error.to_string()))
            })
            .collect::<Result<_>>()?;
        let renderings = check
            .renderings
            .into_iter()
            .map(|rendering| {
                Ok(TypeCheckingConfig {
                    format: TypeCheckingFormat::from_name(&rendering.format).map_err(failure)?,
                    color: rendering.color,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            code: check.code,
            full_library: check.full_library,
            script_name: check.script_name,
            stubs: check.stubs,
            modules,
            prelude: check.prelude,
            renderings,
        })
    }
}

fn run(check: BindingTypeCheck) -> Result<Option<Vec<String>>> {
    let library = check.library.clone();
    monty_engine::type_check::type_check(&check.try_into()?, Path::new(&library)).map_err(failure)
}

/// The findings in each of the ways, if there are any; on this thread.
#[napi]
pub fn type_check(check: BindingTypeCheck) -> Result<Option<Vec<String>>> {
    guarded(|| run(check))
}

/// The same on a thread of ours.
#[napi(ts_return_type = "Promise<Array<string> | null>")]
pub fn type_check_async(env: &Env, check: BindingTypeCheck) -> Result<Object<'_>> {
    elsewhere(env, move || run(check), Ok)
}

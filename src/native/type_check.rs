//! Type checking.

use std::path::Path;

use monty_engine::type_check::{ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat};
use napi::{Env, Result, Task, bindgen_prelude::AsyncTask};
use napi_derive::napi;

use crate::error::{failure, guarded};

/// The stubs of a module that the host provides.
#[napi(object, object_to_js = false)]
pub struct BindingModuleStub {
    pub module: String,
    pub source: String,
}

/// What is checked, by which library, and how findings are rendered.
#[napi(object, object_to_js = false)]
pub struct BindingTypeCheck {
    pub library: String,
    pub code: String,
    pub script_name: String,
    pub stubs: String,
    pub modules: Vec<BindingModuleStub>,
    pub prelude: String,
    pub format: String,
    pub color: bool,
}

impl TryFrom<BindingTypeCheck> for TypeCheck {
    type Error = napi::Error;

    fn try_from(check: BindingTypeCheck) -> Result<Self> {
        let format = TypeCheckingFormat::from_name(&check.format).map_err(failure)?;
        let modules = check
            .modules
            .into_iter()
            .map(|stub| {
                ModuleStub::new(stub.module, stub.source)
                    .map_err(|error| failure(error.to_string()))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            code: check.code,
            script_name: check.script_name,
            stubs: check.stubs,
            modules,
            prelude: check.prelude,
            renderings: vec![TypeCheckingConfig {
                format,
                color: check.color,
            }],
        })
    }
}

fn run(check: BindingTypeCheck) -> Result<Option<String>> {
    let library = check.library.clone();
    let findings = monty_engine::type_check::type_check(&check.try_into()?, Path::new(&library));
    Ok(findings.map_err(failure)?.and_then(|mut each| each.pop()))
}

/// The rendered findings, if any; on this thread.
#[napi]
pub fn type_check(check: BindingTypeCheck) -> Result<Option<String>> {
    guarded(|| run(check))
}

/// The same on a thread of the pool.
#[napi(ts_return_type = "Promise<string | null>")]
pub fn type_check_async(check: BindingTypeCheck) -> AsyncTask<TypeCheckTask> {
    AsyncTask::new(TypeCheckTask(Some(check)))
}

pub struct TypeCheckTask(Option<BindingTypeCheck>);

#[napi]
impl Task for TypeCheckTask {
    type Output = Option<String>;
    type JsValue = Option<String>;

    fn compute(&mut self) -> Result<Self::Output> {
        let check = self.0.take().expect("a task computes once");
        guarded(|| run(check))
    }

    fn resolve(&mut self, _env: Env, findings: Self::Output) -> Result<Self::JsValue> {
        Ok(findings)
    }
}

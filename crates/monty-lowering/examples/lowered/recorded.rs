//! Tools' answers as they were recorded.

use std::{cell::RefCell, collections::HashMap, fmt::Write as _, fs, path::Path};

use monty_types::{CallArgs, ExcType, ExtFunctionResult, MontyException, MontyObject, ObjectRef};
use serde_json::Value;

/// A script's tools and its output in `CPython`.
pub struct Recorded(Value);

/// Answers given so far: a call repeated gets the next record, the last one for ever.
pub struct Session<'r> {
    recorded: &'r Recorded,
    taken: RefCell<HashMap<String, usize>>,
}

impl Recorded {
    pub fn read(path: &Path) -> Self {
        Self(serde_json::from_str(&fs::read_to_string(path).expect("a record")).expect("JSON"))
    }

    pub fn output(&self) -> String {
        let mut output = self.0["stdout"].as_str().unwrap_or_default().to_owned();
        if let Some(error) = self.0["error"].as_str() {
            writeln!(output, "<<error>> {error}").expect("text takes all");
        }
        output
    }

    pub fn has(&self, name: &str) -> bool {
        self.0["tools"].get(name).is_some()
    }

    pub fn is_async(&self, name: &str) -> bool {
        self.0["tools"][name]["async"].as_bool().unwrap_or(false)
    }

    pub fn session(&self) -> Session<'_> {
        Session {
            recorded: self,
            taken: RefCell::default(),
        }
    }
}

impl Session<'_> {
    pub fn answer(&mut self, name: &str, args: &CallArgs) -> ExtFunctionResult {
        let tool = &self.recorded.0["tools"][name];
        let names: Vec<&String> = tool["parameters"]["properties"]
            .as_object()
            .map(|parameters| parameters.keys().collect())
            .unwrap_or_default();
        let mut given = serde_json::Map::new();
        for (index, value) in args.args().enumerate() {
            given.insert(
                names
                    .get(index)
                    .map_or_else(|| index.to_string(), ToString::to_string),
                json(value),
            );
        }
        for (key, value) in args.kwargs() {
            given.insert(key.as_str().unwrap_or_default().to_owned(), json(value));
        }
        let given = Value::Object(given);
        let calls = tool["calls"].as_array().cloned().unwrap_or_default();
        let matching: Vec<&Value> = calls.iter().filter(|call| call["args"] == given).collect();
        let mut taken = self.taken.borrow_mut();
        let nth = taken.entry(format!("{name}{given}")).or_default();
        let Some(call) = matching.get((*nth).min(matching.len().saturating_sub(1))) else {
            return ExtFunctionResult::Error(MontyException::new(
                ExcType::RuntimeError,
                Some(format!("no recorded call of {name}{given}")),
            ));
        };
        *nth += 1;
        call.get("error").map_or_else(
            || ExtFunctionResult::Return(python(&call["result"])),
            |error| {
                let kind = error["type"].as_str().unwrap_or_default();
                let kind = kind.parse::<ExcType>().unwrap_or(ExcType::RuntimeError);
                ExtFunctionResult::Error(MontyException::new(
                    kind,
                    error["message"].as_str().map(str::to_owned),
                ))
            },
        )
    }
}

fn python(value: &Value) -> MontyObject {
    match value {
        Value::Null => MontyObject::none(),
        Value::Bool(flag) => MontyObject::bool(*flag),
        Value::Number(number) => number.as_i64().map_or_else(
            || MontyObject::float(number.as_f64().unwrap_or_default()),
            MontyObject::int,
        ),
        Value::String(text) => MontyObject::string(text.clone()),
        Value::Array(items) => MontyObject::list(items.iter().map(python)),
        Value::Object(pairs) => MontyObject::dict(
            pairs
                .iter()
                .map(|(key, value)| (MontyObject::string(key.clone()), python(value))),
        ),
    }
}

fn json(value: ObjectRef<'_>) -> Value {
    if let Some(flag) = value.as_bool() {
        return Value::Bool(flag);
    }
    if let Some(number) = value.as_int() {
        return Value::from(number);
    }
    if let Some(number) = value.as_float() {
        return Value::from(number);
    }
    if let Some(text) = value.as_str() {
        return Value::from(text);
    }
    if let Some(pairs) = value.pairs() {
        return Value::Object(
            pairs
                .into_iter()
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), json(value)))
                .collect(),
        );
    }
    if let Some(items) = value.items() {
        return Value::Array(items.into_iter().map(json).collect());
    }
    Value::Null
}

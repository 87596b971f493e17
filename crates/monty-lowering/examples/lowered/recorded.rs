//! Recorded answers of tools.

use std::{cell::RefCell, collections::HashMap, fmt, fmt::Write as _, fs, path::Path};

use monty_types::{CallArgs, ExcType, ExtFunctionResult, MontyException, MontyObject, ObjectRef};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A script's tools and its output in `CPython`.
pub struct Recorded(Json);

/// Number of answers given: a repeated call gets the next record, after the last always the last.
pub struct Session<'r> {
    recorded: &'r Recorded,
    taken: RefCell<HashMap<String, usize>>,
    /// Whether the program handles host exceptions.
    pub handles_host: bool,
}

impl Recorded {
    pub fn read(path: &Path) -> Self {
        Self(serde_json::from_str(&fs::read_to_string(path).expect("a record")).expect("JSON"))
    }

    pub fn output(&self) -> String {
        let mut output = self.0.get("stdout").text().to_owned();
        let error = self.0.get("error").text();
        if !error.is_empty() {
            writeln!(output, "<<error>> {error}").expect("text takes all");
        }
        output
    }

    pub fn has(&self, name: &str) -> bool {
        *self.0.get("tools").get(name) != Json::Null
    }

    pub fn is_async(&self, name: &str) -> bool {
        *self.0.get("tools").get(name).get("async") == Json::Bool(true)
    }

    pub fn session(&self) -> Session<'_> {
        Session {
            recorded: self,
            taken: RefCell::default(),
            handles_host: false,
        }
    }
}

impl Session<'_> {
    pub fn answer(&mut self, name: &str, args: &CallArgs) -> ExtFunctionResult {
        let tool = self.recorded.0.get("tools").get(name);
        let names = tool.get("parameters").get("properties").pairs();
        let mut given = Vec::new();
        for (index, value) in args.args().enumerate() {
            let name = names
                .get(index)
                .map_or_else(|| index.to_string(), |(name, _)| name.clone());
            given.push((name, json(value)));
        }
        for (key, value) in args.kwargs() {
            given.push((key.as_str().unwrap_or_default().to_owned(), json(value)));
        }
        let given = Json::Object(given);
        let matching: Vec<&Json> = tool
            .get("calls")
            .items()
            .iter()
            .filter(|call| *call.get("args") == given)
            .collect();
        let mut taken = self.taken.borrow_mut();
        let nth = taken.entry(format!("{name}{given:?}")).or_default();
        let Some(call) = matching.get((*nth).min(matching.len().saturating_sub(1))) else {
            return ExtFunctionResult::Error(MontyException::new(
                ExcType::RuntimeError,
                Some(format!("no recorded call of {name}{given:?}")),
            ));
        };
        *nth += 1;
        let error = call.get("error");
        if *error == Json::Null {
            return ExtFunctionResult::Return(python(call.get("result")));
        }
        let (name, message) = (error.get("type").text(), error.get("message").text());
        let number = u32::try_from(taken.values().sum::<usize>()).expect("few calls");
        let (name, message) = monty_lowering::raised_by_host(name, message, (0, number))
            .filter(|_| self.handles_host)
            .unwrap_or_else(|| (name, message.to_owned()));
        let kind = name.parse::<ExcType>();
        ExtFunctionResult::Error(MontyException::new(
            kind.unwrap_or(ExcType::RuntimeError),
            Some(message),
        ))
    }
}

/// JSON whose objects keep the order of their members, which Python can observe.
#[derive(Debug)]
pub enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn get(&self, name: &str) -> &Self {
        self.pairs()
            .iter()
            .find(|(key, _)| key == name)
            .map_or(&Self::Null, |(_, value)| value)
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    fn pairs(&self) -> &[(String, Self)] {
        match self {
            Self::Object(pairs) => pairs,
            _ => &[],
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| other.get(key) == value)
            }
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Int(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut pairs = Vec::new();
        while let Some(member) = members.next_entry()? {
            pairs.push(member);
        }
        Ok(Json::Object(pairs))
    }
}

fn python(value: &Json) -> MontyObject {
    match value {
        Json::Null => MontyObject::none(),
        Json::Bool(flag) => MontyObject::bool(*flag),
        Json::Int(number) => MontyObject::int(*number),
        Json::Float(number) => MontyObject::float(*number),
        Json::Text(text) => MontyObject::string(text.clone()),
        Json::List(items) => MontyObject::list(items.iter().map(python)),
        Json::Object(pairs) => MontyObject::dict(
            pairs
                .iter()
                .map(|(key, value)| (MontyObject::string(key.clone()), python(value))),
        ),
    }
}

fn json(value: ObjectRef<'_>) -> Json {
    if let Some(flag) = value.as_bool() {
        return Json::Bool(flag);
    }
    if let Some(number) = value.as_int() {
        return Json::Int(number);
    }
    if let Some(number) = value.as_float() {
        return Json::Float(number);
    }
    if let Some(text) = value.as_str() {
        return Json::Text(text.to_owned());
    }
    if let Some(pairs) = value.pairs() {
        return Json::Object(
            pairs
                .into_iter()
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), json(value)))
                .collect(),
        );
    }
    if let Some(items) = value.items() {
        return Json::List(items.into_iter().map(json).collect());
    }
    Json::Null
}

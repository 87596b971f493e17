//! Analyses a program before it is rewritten.

pub mod annotations;
mod attribute_uses;
mod class_uses;
pub mod classes;
pub mod decorating;
mod descriptors;
pub mod driven;
mod function_uses;
mod kept;
pub mod keys;
pub mod lasting;
pub mod names;
mod namespace_uses;
pub mod ordering;
pub mod scopes;
mod set_bindings;
pub mod shapes;
pub mod tasks;
pub mod uses;
pub mod viewed;
pub mod walk;

//! What a thread's JavaScript holds, by numbers of its choosing: an object of the binding for each
//! run would cost more than most runs.

use std::{
    cell::RefCell,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    panic::{self, AssertUnwindSafe},
};

use napi::Result;

use crate::error::failure;

/// Numbers are their own hash.
#[derive(Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        // Spread over the high bits, which the table looks at first.
        self.0 = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Things of this thread by number.
pub(crate) struct Table<T>(RefCell<HashMap<u32, T, BuildHasherDefault<Identity>>>);

impl<T> Table<T> {
    pub(crate) fn new() -> Self {
        Self(RefCell::default())
    }

    pub(crate) fn insert(&self, number: u32, thing: T) {
        let replaced = self.0.borrow_mut().insert(number, thing);
        if let Some(replaced) = replaced {
            drop_quietly(replaced);
        }
    }

    /// Takes a thing out, for as long as it is worked with: it may lead back to the table.
    pub(crate) fn take(&self, number: u32) -> Result<T> {
        let thing = self.0.borrow_mut().remove(&number);
        thing.ok_or_else(|| failure("there is no such run or program: it was disposed of"))
    }

    pub(crate) fn remove(&self, number: u32) {
        // Not while the table is borrowed: dropping a run may lead back to it.
        let removed = self.0.borrow_mut().remove(&number);
        if let Some(removed) = removed {
            drop_quietly(removed);
        }
    }

    pub(crate) fn with<R>(&self, number: u32, read: impl FnOnce(&T) -> R) -> Result<R> {
        let table = self.0.borrow();
        let thing = table.get(&number);
        thing
            .map(read)
            .ok_or_else(|| failure("there is no such run or program: it was disposed of"))
    }
}

/// A heap that fails while it is dropped must not take the process along.
fn drop_quietly<T>(thing: T) {
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(thing)));
}

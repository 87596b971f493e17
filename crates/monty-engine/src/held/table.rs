//! Objects of one thread by number. A binding object per run would cost more than most runs. Numbers
//! are allocated here, as one thread may load the package twice.

use std::cell::RefCell;

use crate::{
    held::{Misuse, Result},
    panics::catch,
};

/// The low bits of a number are the slot, the high bits the slot's generation: a stale number finds
/// nothing, not the slot's next object.
const SLOT_BITS: u32 = 22;
const SLOT_MASK: u32 = (1 << SLOT_BITS) - 1;

struct Slot<T> {
    number: u32,
    thing: Option<T>,
}

struct Slots<T> {
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
}

/// A slot table with generation-checked numbers.
pub(crate) struct Table<T>(RefCell<Slots<T>>);

impl<T> Table<T> {
    pub(crate) const fn new() -> Self {
        Self(RefCell::new(Slots {
            slots: Vec::new(),
            free: Vec::new(),
        }))
    }

    /// Stores a value and returns its number.
    pub(crate) fn insert(&self, thing: T) -> Result<u32> {
        self.0.borrow_mut().insert(thing)
    }

    /// Calls `work` with a value, which is out of the table meanwhile, as `work` may use the table. Drops
    /// the value unless `keeps` says otherwise. Returns whether it was kept.
    pub(crate) fn lend<R>(
        &self,
        number: u32,
        work: impl FnOnce(&mut T) -> R,
        keeps: impl FnOnce(&T) -> bool,
    ) -> Result<(R, bool)> {
        let taken = self
            .0
            .borrow_mut()
            .slot(number)
            .and_then(|slot| slot.thing.take());
        let mut thing = taken.ok_or_else(gone)?;
        let result = work(&mut thing);
        let kept = keeps(&thing);
        if kept {
            if let Some(slot) = self.0.borrow_mut().slot(number) {
                slot.thing = Some(thing);
            }
        } else {
            self.0.borrow_mut().release(number);
            drop_quietly(thing);
        }
        Ok((result, kept))
    }

    /// Drops a value, if it exists.
    pub(crate) fn remove(&self, number: u32) {
        // Drop after the borrow ends: dropping a run may use the table.
        let removed = {
            let mut slots = self.0.borrow_mut();
            let removed = slots.slot(number).and_then(|slot| slot.thing.take());
            if removed.is_some() {
                slots.release(number);
            }
            removed
        };
        if let Some(removed) = removed {
            drop_quietly(removed);
        }
    }

    pub(crate) fn with<R>(&self, number: u32, read: impl FnOnce(&T) -> R) -> Result<R> {
        let mut slots = self.0.borrow_mut();
        let thing = slots.slot(number).and_then(|slot| slot.thing.as_ref());
        thing.map(read).ok_or_else(gone)
    }
}

impl<T> Slots<T> {
    fn insert(&mut self, thing: T) -> Result<u32> {
        if let Some(at) = self.free.pop() {
            let slot = &mut self.slots[at as usize];
            slot.thing = Some(thing);
            return Ok(slot.number);
        }
        let number = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        if number > SLOT_MASK {
            return Err(Misuse("too many runs and programs at once".to_owned()));
        }
        self.slots.push(Slot {
            number,
            thing: Some(thing),
        });
        Ok(number)
    }

    fn slot(&mut self, number: u32) -> Option<&mut Slot<T>> {
        let slot = self.slots.get_mut((number & SLOT_MASK) as usize)?;
        (slot.number == number).then_some(slot)
    }

    fn release(&mut self, number: u32) {
        if let Some(slot) = self.slot(number) {
            slot.number = number.wrapping_add(SLOT_MASK + 1);
            self.free.push(number & SLOT_MASK);
        }
    }
}

fn gone() -> Misuse {
    Misuse("there is no such run or program: it was disposed of".to_owned())
}

/// Drops a value and ignores panics: a heap that fails while it is dropped must not end the process.
fn drop_quietly<T>(thing: T) {
    let _ = catch(|| drop(thing));
}

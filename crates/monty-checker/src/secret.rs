//! Random numbers that no program can guess.

/// A random number.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn secret() -> u64 {
    use std::{collections::hash_map::RandomState, hash::BuildHasher};

    RandomState::new().hash_one(0)
}

/// A random number of the host, as Rust has no randomness of its own on WebAssembly.
#[cfg(target_family = "wasm")]
pub(crate) fn secret() -> u64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        fn random(bytes: *mut u8, length: usize);
    }
    let mut bytes = [0; 8];
    // SAFETY: the host fills the eight bytes that are there.
    unsafe { random(bytes.as_mut_ptr(), bytes.len()) };
    u64::from_le_bytes(bytes)
}

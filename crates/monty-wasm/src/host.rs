//! Imports of the module from its host.

/// Fills memory with unpredictable bytes.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    bytes: *mut u8,
    length: usize,
) -> Result<(), getrandom::Error> {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        fn random(bytes: *mut u8, length: usize);
    }
    // SAFETY: the caller's memory, which the host fills completely.
    unsafe { random(bytes, length) };
    Ok(())
}

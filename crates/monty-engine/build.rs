//! Detects whether the compiler supports the hook for failed allocations, and whether it builds for
//! the address sanitizer, which must see every allocation.

use std::{env, process::Command};

fn main() {
    println!("cargo::rustc-check-cfg=cfg(alloc_error_hook)");
    println!("cargo::rustc-check-cfg=cfg(address_sanitizer)");
    println!("cargo::rerun-if-env-changed=RUSTC_BOOTSTRAP");
    println!("cargo::rerun-if-changed=build.rs");
    if is_nightly() || is_allowed() {
        println!("cargo::rustc-cfg=alloc_error_hook");
    }
    let sanitizers = env::var("CARGO_CFG_SANITIZE").unwrap_or_default();
    if sanitizers.split(',').any(|name| name == "address") {
        println!("cargo::rustc-cfg=address_sanitizer");
    }
}

fn is_nightly() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Command::new(rustc)
        .arg("--version")
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("-nightly"))
}

/// `scripts/lib/cargo.mjs` allows the hook to this crate, for stable compilers.
fn is_allowed() -> bool {
    env::var("RUSTC_BOOTSTRAP")
        .is_ok_and(|crates| crates == "1" || crates.split(',').any(|name| name == "monty_engine"))
}

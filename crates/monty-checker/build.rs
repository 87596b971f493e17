use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(address_sanitizer)");
    println!("cargo::rerun-if-changed=build.rs");
    let sanitizers = env::var("CARGO_CFG_SANITIZE").unwrap_or_default();
    if sanitizers.split(',').any(|name| name == "address") {
        println!("cargo::rustc-cfg=address_sanitizer");
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // Nobody closes the library, and what the allocator left to run at a thread's end may
        // come after everything else.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

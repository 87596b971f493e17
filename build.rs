fn main() {
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // With MinGW it would ask for a `libnode.dll` to link to, of which nothing is needed: see `dyn-symbols`.
    if (target("OS").as_str(), target("ENV").as_str()) != ("windows", "gnu") {
        napi_build::setup();
    }
    if target("OS") == "linux" {
        // Node unloads an addon with the last thread that loaded it, but what the allocator and
        // our stacks left to run at a thread's end runs after that.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

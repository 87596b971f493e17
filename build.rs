fn main() {
    napi_build::setup();
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // Node unloads an addon with the last thread that loaded it, but what the allocator and
        // our stacks left to run at a thread's end runs after that.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

//! Restrictions on the worker process, and its exit codes.

use std::{
    fs::File,
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

/// Exit code: the parent violated the protocol, or a pipe broke.
const PROTOCOL: u8 = 66;
/// Exit code: a run exceeded its memory limit by [`HEADROOM_BYTES`].
const MEMORY: i32 = 65;
/// Bytes above its limit that a run may hold temporarily: the interpreter checks before large allocations, and
/// at intervals for small ones.
const HEADROOM_BYTES: usize = 32 * 1024 * 1024;

/// Whether the parent has requested the end of the current run.
static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether the parent has requested the end of the current run since the last call.
pub fn take_interrupt() -> bool {
    IS_INTERRUPTED.load(Relaxed) && IS_INTERRUPTED.swap(false, Relaxed)
}

/// The parent's pipes.
pub struct Streams {
    pub input: File,
    pub output: File,
}

/// Ends this process when the current run exceeds `limit` by [`HEADROOM_BYTES`].
pub fn limit_memory(limit: Option<usize>) {
    let ceiling = limit.map(|limit| limit.saturating_add(HEADROOM_BYTES));
    monty_engine::set_memory_ceiling(ceiling, end_for_memory);
}

/// Ends the process. Must not allocate: it is called in the middle of an allocation.
fn end_for_memory() -> ! {
    let _ = io::stderr().write_all(b"the run passed its memory limit\n");
    exit_now(MEMORY)
}

/// Prints the reason, and returns the exit code.
pub fn give_up(reason: &str) -> u8 {
    let _ = writeln!(io::stderr(), "monty-worker: {reason}");
    PROTOCOL
}

#[cfg(unix)]
fn exit_now(code: i32) -> ! {
    // SAFETY: ends the process at once, without running handlers.
    unsafe { libc::_exit(code) }
}

#[cfg(not(unix))]
fn exit_now(code: i32) -> ! {
    std::process::exit(code)
}

/// Takes the parent's pipes, and restricts the process: it has no other file of the parent, leaves no core file,
/// does not outlive the parent, and ignores signals of a terminal.
#[cfg(unix)]
pub fn confine() -> io::Result<Streams> {
    use std::os::fd::AsFd;
    close_inherited();
    let none = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: plain system calls on constants and on a live local.
    unsafe {
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::setrlimit(libc::RLIMIT_FSIZE, &raw const none);
        // The parent handles signals to its process group.
        for signal in [libc::SIGINT, libc::SIGHUP, libc::SIGTERM] {
            libc::signal(signal, libc::SIG_IGN);
        }
        // A busy run does not read frames.
        libc::signal(
            libc::SIGUSR2,
            note_interrupt as *const () as libc::sighandler_t,
        );
    }
    end_with_parent();
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    // SAFETY: both are open. Stray output to standard output then goes to standard error, not into a frame.
    unsafe { libc::dup2(libc::STDERR_FILENO, libc::STDOUT_FILENO) };
    Ok(Streams { input, output })
}

#[cfg(unix)]
extern "C" fn note_interrupt(_signal: libc::c_int) {
    IS_INTERRUPTED.store(true, Relaxed);
}

/// Closes inherited files: a shell may have left the parent a file that is not marked close-on-exec.
#[cfg(unix)]
fn close_inherited() {
    const FIRST: libc::c_int = libc::STDERR_FILENO + 1;
    #[cfg(target_os = "linux")]
    // SAFETY: a plain system call. This process has opened no file yet.
    if unsafe { libc::syscall(libc::SYS_close_range, FIRST, libc::c_int::MAX, 0) } == 0 {
        return;
    }
    let Ok(open) = std::fs::read_dir("/dev/fd") else {
        return;
    };
    let open: Vec<libc::c_int> = open
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|descriptor| *descriptor >= FIRST)
        .collect();
    for descriptor in open {
        // SAFETY: as above. The folder's own descriptor is closed already, which gives a harmless error.
        unsafe { libc::close(descriptor) };
    }
}

#[cfg(not(unix))]
pub fn confine() -> io::Result<Streams> {
    use std::os::windows::io::AsHandle;
    // Node keeps its children in a job object, which ends with Node.
    let input = File::from(io::stdin().as_handle().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_handle().try_clone_to_owned()?);
    Ok(Streams { input, output })
}

/// Ends this process with its parent: the end of input shows that too, but a busy run does not read.
#[cfg(unix)]
fn end_with_parent() {
    #[cfg(target_os = "linux")]
    // SAFETY: plain system calls on constants.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
    #[cfg(not(target_os = "linux"))]
    std::thread::spawn(|| {
        loop {
            let mut input = libc::pollfd {
                fd: libc::STDIN_FILENO,
                events: 0,
                revents: 0,
            };
            // SAFETY: one valid entry.
            let found = unsafe { libc::poll(&raw mut input, 1, -1) };
            if found > 0 && input.revents & (libc::POLLHUP | libc::POLLERR | libc::POLLNVAL) != 0 {
                exit_now(0);
            }
        }
    });
}

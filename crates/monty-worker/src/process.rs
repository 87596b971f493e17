//! What this process may do, and how it ends.

use std::{
    fs::File,
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

/// The parent broke the protocol, or a pipe broke.
const PROTOCOL: u8 = 66;
/// A run passed its memory limit, and [`HEADROOM_BYTES`].
const MEMORY: i32 = 65;
/// What a run may hold beyond its limit, for a moment: the interpreter checks before it allocates
/// much at once, and now and then for what is small.
const HEADROOM_BYTES: usize = 32 * 1024 * 1024;

/// Whether the parent has asked for the end of the run that is under way.
static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether it has asked since this was called last.
pub fn take_interrupt() -> bool {
    IS_INTERRUPTED.load(Relaxed) && IS_INTERRUPTED.swap(false, Relaxed)
}

/// The parent's pipes.
pub struct Streams {
    pub input: File,
    pub output: File,
}

/// Ends this process when the current run holds far more than `limit`.
pub fn limit_memory(limit: Option<usize>) {
    let ceiling = limit.map(|limit| limit.saturating_add(HEADROOM_BYTES));
    monty_engine::set_memory_ceiling(ceiling, end_for_memory);
}

/// Called in the middle of an allocation, so it allocates nothing.
fn end_for_memory() -> ! {
    let _ = io::stderr().write_all(b"the run passed its memory limit\n");
    exit_now(MEMORY)
}

/// Says why, and gives the exit code.
pub fn give_up(reason: &str) -> u8 {
    let _ = writeln!(io::stderr(), "monty-worker: {reason}");
    PROTOCOL
}

#[cfg(unix)]
fn exit_now(code: i32) -> ! {
    // SAFETY: ends the process at once, running nothing.
    unsafe { libc::_exit(code) }
}

#[cfg(not(unix))]
fn exit_now(code: i32) -> ! {
    std::process::exit(code)
}

/// Takes the parent's pipes, and makes sure that we have nothing else of its, leave no core file, outlive
/// no parent and end at no terminal's wish.
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
        // A signal to the parent's whole group is the parent's to act on.
        for signal in [libc::SIGINT, libc::SIGHUP, libc::SIGTERM] {
            libc::signal(signal, libc::SIG_IGN);
        }
        // A busy run does not read.
        libc::signal(
            libc::SIGUSR2,
            note_interrupt as *const () as libc::sighandler_t,
        );
    }
    end_with_parent();
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    // SAFETY: both are open; what anybody prints by mistake then spoils no frame.
    unsafe { libc::dup2(libc::STDERR_FILENO, libc::STDOUT_FILENO) };
    Ok(Streams { input, output })
}

#[cfg(unix)]
extern "C" fn note_interrupt(_signal: libc::c_int) {
    IS_INTERRUPTED.store(true, Relaxed);
}

/// Closes what the parent had open and did not mark as its own: a shell may have left it a file.
#[cfg(unix)]
fn close_inherited() {
    const FIRST: libc::c_int = libc::STDERR_FILENO + 1;
    #[cfg(target_os = "linux")]
    // SAFETY: a plain system call. Nothing of ours has been opened yet.
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
        // SAFETY: as above; that of the folder is closed by now, which is an error that does no harm.
        unsafe { libc::close(descriptor) };
    }
}

#[cfg(not(unix))]
pub fn confine() -> io::Result<Streams> {
    use std::os::windows::io::AsHandle;
    // Node keeps its children in a job that ends with it.
    let input = File::from(io::stdin().as_handle().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_handle().try_clone_to_owned()?);
    Ok(Streams { input, output })
}

/// A parent that is gone shows as the end of input, but a busy run does not read.
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

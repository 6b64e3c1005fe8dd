//! The window that Windows opens for a program started by its icon: it closes with the program unless somebody waits.

use std::io::IsTerminal;

/// True where the program has a window of its own, which nobody typed a command in.
pub fn is_own() -> bool {
    std::io::stdout().is_terminal() && processes() == 1
}

/// Waits for a key. `pause` says so in the language of the system.
pub fn wait() {
    let _ = std::process::Command::new("cmd").args(["/C", "pause"]).status();
}

/// How many programs share the window: a shell and this one, or this one alone.
#[cfg(windows)]
fn processes() -> u32 {
    let mut ids = [0_u32; 2];
    #[allow(
        unsafe_code,
        reason = "the system tells it to nobody else; the pointer and the length are of one array"
    )]
    // SAFETY: `ids` holds as many numbers as the call is told.
    unsafe {
        windows_sys::Win32::System::Console::GetConsoleProcessList(ids.as_mut_ptr(), 2)
    }
}

/// Elsewhere terminals stay open.
#[cfg(not(windows))]
fn processes() -> u32 {
    0
}

//! Memory: an allocator that counts, and aborts the program past a bound. It stands on the system's on Windows, on mimalloc
//! elsewhere.
#![allow(unsafe_code, reason = "an allocator cannot be written without; it passes every request to another")]

use super::protocol::OUT_OF_MEMORY;
#[cfg(not(windows))]
use mimalloc::MiMalloc as Base;
#[cfg(windows)]
use std::alloc::System as Base;
use std::alloc::{GlobalAlloc, Layout};
use std::io::Write;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::Relaxed};

#[global_allocator]
static MEMORY: Counting = Counting;

static USED: AtomicIsize = AtomicIsize::new(0);
static BOUND: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Sets the bound in bytes.
pub fn bound(bytes: u64) {
    BOUND.store(usize::try_from(bytes).unwrap_or(usize::MAX), Relaxed);
}

/// The allocator below, counted.
struct Counting;

impl Counting {
    fn take(&self, bytes: usize) {
        apart::note(isize::try_from(bytes).unwrap_or(isize::MAX));
    }

    fn give(&self, bytes: usize) {
        apart::note(isize::try_from(bytes).map_or(isize::MIN, |bytes| -bytes));
    }
}

/// Counting apart: counting with all threads each time costs as much as allocating.
#[cfg(not(windows))]
mod apart {
    use std::cell::Cell;

    /// Bytes that a thread takes or gives before they are counted with the others'.
    const MOST: usize = 1 << 16;

    thread_local! {
        /// Taken less given by this thread since it last counted with the others.
        static UNCOUNTED: Cell<isize> = const { Cell::new(0) };
    }

    pub(super) fn note(bytes: isize) {
        // A thread at its end has no count of its own any more.
        let due = UNCOUNTED.try_with(|uncounted| {
            let sum = uncounted.get().saturating_add(bytes);
            let due = if sum.unsigned_abs() < MOST { 0 } else { sum };
            uncounted.set(sum - due);
            due
        });
        match due.unwrap_or(bytes) {
            0 => {}
            due => super::count(due),
        }
    }
}

/// Some toolchains for Windows allocate where a thread first asks for memory of its own, so there is none.
#[cfg(windows)]
mod apart {
    pub(super) use super::count as note;
}

/// Counts with the bytes of all threads, and ends the program past the bound.
#[cold]
fn count(bytes: isize) {
    // Below zero where one thread gave what another took and has not counted yet.
    let used = USED.fetch_add(bytes, Relaxed).saturating_add(bytes);
    if usize::try_from(used).unwrap_or(0) > BOUND.load(Relaxed) {
        breach();
    }
}

/// Leaves a mark for the parent and ends. The bound is lifted first, so that writing may allocate.
#[cold]
fn breach() -> ! {
    BOUND.store(usize::MAX, Relaxed);
    let _ = writeln!(std::io::stderr(), "{OUT_OF_MEMORY}");
    std::process::abort()
}

// SAFETY: every method passes its arguments unchanged to `Base` and returns what it returns.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.take(layout.size());
        // SAFETY: the caller keeps the contract of `GlobalAlloc`.
        unsafe { Base.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        self.take(layout.size());
        // SAFETY: as above.
        unsafe { Base.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.give(layout.size());
        // SAFETY: as above.
        unsafe { Base.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.take(size);
        // SAFETY: as above.
        let moved = unsafe { Base.realloc(pointer, layout, size) };
        self.give(if moved.is_null() { size } else { layout.size() });
        moved
    }
}

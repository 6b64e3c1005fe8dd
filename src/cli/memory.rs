//! Memory: an allocator that counts, and aborts the program past a bound.
#![allow(
    unsafe_code,
    reason = "an allocator cannot be written without; it passes every request to the system's"
)]

use super::protocol::OUT_OF_MEMORY;
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

#[global_allocator]
static MEMORY: Counting = Counting;

static USED: AtomicUsize = AtomicUsize::new(0);
static BOUND: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Sets the bound in bytes.
pub fn bound(bytes: u64) {
    BOUND.store(usize::try_from(bytes).unwrap_or(usize::MAX), Relaxed);
}

/// The system's allocator, counted.
struct Counting;

impl Counting {
    fn take(&self, bytes: usize) {
        let used = USED.fetch_add(bytes, Relaxed).saturating_add(bytes);
        if used > BOUND.load(Relaxed) {
            breach();
        }
    }

    fn give(&self, bytes: usize) {
        USED.fetch_sub(bytes, Relaxed);
    }
}

/// Leaves a mark for the parent and ends. The bound is lifted first, so that writing may allocate.
#[cold]
fn breach() -> ! {
    BOUND.store(usize::MAX, Relaxed);
    let _ = writeln!(std::io::stderr(), "{OUT_OF_MEMORY}");
    std::process::abort()
}

// SAFETY: every method passes its arguments unchanged to `System` and returns what it returns.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.take(layout.size());
        // SAFETY: the caller keeps the contract of `GlobalAlloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        self.take(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.give(layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.take(size);
        // SAFETY: as above.
        let moved = unsafe { System.realloc(pointer, layout, size) };
        self.give(if moved.is_null() { size } else { layout.size() });
        moved
    }
}

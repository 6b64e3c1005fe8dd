//! The program in a page: exports the library's one call to scripts. What it means stands in the library's `page`.

#[cfg(target_arch = "wasm32")]
mod script {
    use duixian::host::{Host, Stage};
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = duixian_opening)]
        fn opening(file: &str);
        #[wasm_bindgen(js_name = duixian_computing)]
        fn computing();
        #[wasm_bindgen(js_name = duixian_panicked)]
        fn panicked(text: &str);
    }

    /// The page's worker, which is told what is being opened.
    struct Worker;

    impl Host for Worker {
        fn opening(&self, file: &str) {
            opening(file);
        }

        fn stage(&self, _: Stage) {
            computing();
            // Each stage may take half as much again as there is.
            if is_large() {
                make_room(memory() / 2);
            }
        }

        fn rows(&self, _: u64) {
            if is_large() {
                make_room(AT_ONCE);
            }
        }
    }

    /// A program that has taken less is small: a county's lists.
    const LARGE: usize = 64 << 20;
    /// Room for many rows.
    const AT_ONCE: usize = 32 << 20;

    /// Bytes that the program has taken.
    fn memory() -> usize {
        core::arch::wasm32::memory_size(0) << 16
    }

    fn is_large() -> bool {
        memory() >= LARGE
    }

    /// Takes room in one piece and leaves it to the allocator, which otherwise takes it by 64 KiB: each time it grows, the
    /// browser looks over all that it holds. Where there is no such piece, the work goes on in small ones.
    fn make_room(bytes: usize) {
        let mut room: Vec<u8> = Vec::new();
        let _ = room.try_reserve_exact(bytes);
        std::hint::black_box(&mut room);
    }

    /// Tells of a panic before the instance traps.
    pub fn listen() {
        std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
    }

    /// Answers a request with its header and the bytes of its files.
    #[wasm_bindgen]
    #[must_use]
    pub fn call(request: &str, files: Vec<Uint8Array>) -> Array {
        let files = files.iter().map(Uint8Array::to_vec).collect();
        let response = duixian::page::call(request, files, &Worker);
        let answer = Array::of1(&response.header().into());
        for bytes in &response.files {
            answer.push(&Uint8Array::from(bytes.as_slice()));
        }
        answer
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    script::listen();
}

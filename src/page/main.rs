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
        }
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

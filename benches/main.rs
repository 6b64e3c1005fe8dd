//! The benches: whole runs of `pay` beside the floor, and each stage. See README.md for how to read the table.
#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a bench prints ratios, and a bench that cannot run ends"
)]

#[cfg(unix)]
mod awards;
#[cfg(unix)]
mod bench;
#[cfg(unix)]
mod floor;
#[cfg(unix)]
mod lists;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod stages;

fn main() {
    #[cfg(unix)]
    bench::main();
    #[cfg(not(unix))]
    println!("processor time and memory of other processes are measured on Unix only");
}

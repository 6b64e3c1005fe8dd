//! The host: what the engine asks of whoever runs it. Results never depend on it.

/// What the caller offers to the engine.
pub trait Host {
    /// Told before a file is parsed, so that a run that dies can be blamed on that file.
    fn opening(&self, file: &str);

    /// Told when every file has been parsed: from here on no file is to blame.
    fn computing(&self) {}
}

/// The default host: serial, in memory, and it listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Host for Serial {
    fn opening(&self, _file: &str) {}
}

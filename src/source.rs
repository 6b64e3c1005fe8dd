//! Source files: named bytes with their SHA-256, read once by the caller and shared from then on.

use sha2::{Digest, Sha256};
use std::sync::Arc;

/// One input file: the name that findings and outputs quote, and its bytes.
#[derive(Clone)]
pub struct SourceFile {
    /// The path as the user gave it, `/` between folders.
    pub name: String,
    /// The whole content.
    pub bytes: Arc<Vec<u8>>,
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub sha256: String,
}

impl SourceFile {
    /// Fingerprints the bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = Arc::new(bytes.into());
        Self { name: name.into(), sha256: hex(&Sha256::digest(bytes.as_slice())), bytes }
    }

    /// The last part of the name.
    pub fn base_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceFile({}, {} bytes)", self.name, self.bytes.len())
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

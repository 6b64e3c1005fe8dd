//! Jobs: what each command does, from named bytes and options to reports and named bytes. The command line and the page
//! both stand on these; what is theirs is files and processes on the one side, a browser on the other.

pub mod check;
pub mod diff;
pub mod explain;
pub mod gather;
pub mod pay;
pub mod template;

/// A file to be written: its name, without folders, in ASCII that every file system takes, and its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct OutFile {
    /// The name.
    pub name: String,
    /// What it is, in a word that a user sees.
    pub title: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for OutFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutFile({}, {} bytes)", self.name, self.bytes.len())
    }
}

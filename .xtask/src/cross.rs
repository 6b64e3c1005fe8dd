//! Cross-building: with the standard library that rustup installed for the target, else with one built from its sources
//! (`-Z build-std`), by the compiler whose sources are here.

use crate::{Result, root, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs in a page.
pub const PAGE: &str = "wasm32-unknown-unknown";
/// Programs for Windows 7 and later; rustup has no standard library for it.
pub const WINDOWS: &str = "x86_64-win7-windows-gnu";

/// A run of cargo for a target.
pub struct Build {
    target: String,
    arguments: Vec<String>,
    flags: String,
}

impl Build {
    /// For a target.
    pub fn of(target: &str) -> Self {
        Self { target: target.to_owned(), arguments: Vec::new(), flags: String::new() }
    }

    /// With more arguments of cargo.
    pub fn arguments(mut self, words: &[&str]) -> Self {
        self.arguments.extend(words.iter().map(|word| (*word).to_owned()));
        self
    }

    /// With flags of the compiler.
    pub fn flags(mut self, flags: &str) -> Self {
        self.flags = flags.to_owned();
        self
    }

    /// The folder that cargo builds in: a different compiler has its own.
    pub fn folder(&self) -> PathBuf {
        root().join("target/cross")
    }

    /// Runs cargo.
    pub fn run(&self) -> Result<()> {
        let compiler = Compiler::for_target(&self.target)?;
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(root()).env("CARGO_TARGET_DIR", self.folder()).env("RUSTC", &compiler.rustc);
        let variable =
            |what: &str| format!("CARGO_TARGET_{}_{what}", self.target.replace('-', "_").to_uppercase());
        command.env(variable("RUSTFLAGS"), &self.flags);
        if self.target == PAGE
            && let Some(linker) = linker_of_pages(&compiler.rustc)
        {
            command.env(variable("LINKER"), linker);
        }
        let (first, rest) = self.arguments.split_first().ok_or("no command for cargo")?;
        command.args([first, "--locked", "--target", &self.target]);
        if compiler.builds_std {
            let std = if self.target == PAGE { "std,panic_abort" } else { "std,panic_unwind" };
            command.env("RUSTC_BOOTSTRAP", "1").arg(format!("-Zbuild-std={std}"));
        }
        run(command.args(rest))
    }
}

/// A compiler that can build for a target.
struct Compiler {
    rustc: PathBuf,
    builds_std: bool,
}

impl Compiler {
    fn for_target(target: &str) -> Result<Self> {
        let here = PathBuf::from(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        if sysroot(&here)?.join("lib/rustlib").join(target).join("lib").is_dir() {
            return Ok(Self { rustc: here, builds_std: false });
        }
        let with_sources = [here, PathBuf::from("/usr/bin/rustc")].into_iter().find(|rustc| {
            let sources = sysroot(rustc).map(|sysroot| sysroot.join("lib/rustlib/src/rust/library/std"));
            sources.is_ok_and(|sources| sources.is_dir())
        });
        let rustc = with_sources.ok_or_else(|| {
            format!(
                "no standard library for {target}. Run `rustup target add {target}`, or `rustup component add rust-src` \
                 where there is no such target; on Debian, `apt-get install rustc-web rust-web-src`."
            )
        })?;
        Ok(Self { rustc, builds_std: true })
    }
}

/// Where a compiler keeps its libraries.
fn sysroot(rustc: &Path) -> Result<PathBuf> {
    printed(Command::new(rustc).args(["--print", "sysroot"])).map(PathBuf::from)
}

/// The target of this machine.
pub fn host() -> Result<String> {
    let text = printed(Command::new("rustc").arg("-vV"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}

/// A linker for pages, where the compiler has none of its own: another toolchain's, which is the same program.
fn linker_of_pages(rustc: &Path) -> Option<PathBuf> {
    let host = host().ok()?;
    let linker =
        |rustc: &Path| Some(sysroot(rustc).ok()?.join("lib/rustlib").join(&host).join("bin/rust-lld"));
    let own = linker(rustc).filter(|path| path.is_file());
    if own.is_some() {
        return None;
    }
    linker(Path::new("rustc")).filter(|path| path.is_file())
}

fn printed(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

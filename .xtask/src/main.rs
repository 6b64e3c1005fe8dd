//! Builds what is given to users, into `target/dist-files/`. `cargo xtask release` builds everything; `page`, `windows` and `linux` one part.

mod cross;
mod extras;
mod licences;
mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What goes wrong stops the build with a sentence.
pub type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["page"] => page::build().map(|_| ()),
        ["windows"] => windows().map(|_| ()),
        ["linux"] => linux().map(|_| ()),
        ["release"] => release(),
        _ => Err("usage: cargo xtask release | page | windows | linux".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Everything, with its licences, the quick start and the sums.
fn release() -> Result<()> {
    let mut files = built()?;
    files.push(written("licences.txt", licences::list()?.as_bytes())?);
    files.push(written("quick-start.html", extras::quick_start()?.as_bytes())?);
    let sums = extras::sums(&files)?;
    files.push(written("SHA256SUMS", sums.as_bytes())?);
    for file in &files {
        let bytes = fs::metadata(file).map_err(said(file))?.len();
        println!("{:>10} bytes  {}", bytes, file.display());
    }
    Ok(())
}

/// The page beside the programs: most of building each is linking, which is the work of one core.
fn built() -> Result<Vec<PathBuf>> {
    let (page, programs) = std::thread::scope(|scope| {
        let page = scope.spawn(page::build);
        let programs = windows().and_then(|windows| Ok([windows, linux()?]));
        (page.join().unwrap_or_else(|_| Err("the page was not built".to_owned())), programs)
    });
    Ok([page?].into_iter().chain(programs?).collect())
}

/// The program for Windows 7 and later.
fn windows() -> Result<PathBuf> {
    let built =
        cross::Build::of(cross::WINDOWS).arguments(&["build", "--profile", "dist", "--bin", "duixian"]);
    built.run()?;
    let program = built.folder().join(cross::WINDOWS).join("dist/duixian.exe");
    kept("duixian.exe", &program)
}

/// The program for any Linux of this architecture: it needs no library of the system.
fn linux() -> Result<PathBuf> {
    let target = cross::host()?;
    let built = cross::Build::of(&target)
        .arguments(&["build", "--profile", "dist", "--bin", "duixian"])
        .flags("-Ctarget-feature=+crt-static");
    built.run()?;
    kept("duixian", &built.folder().join(&target).join("dist/duixian"))
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Where results stand.
pub fn dist() -> PathBuf {
    root().join("target/dist-files")
}

/// Copies a built file to the results.
fn kept(name: &str, from: &Path) -> Result<PathBuf> {
    written(name, &fs::read(from).map_err(said(from))?)?;
    let to = dist().join(name);
    let rights = fs::metadata(from).map_err(said(from))?.permissions();
    fs::set_permissions(&to, rights).map_err(said(&to))?;
    Ok(to)
}

/// Writes a result.
pub fn written(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let to = dist().join(name);
    fs::create_dir_all(dist()).and_then(|()| fs::write(&to, bytes)).map_err(said(&to))?;
    Ok(to)
}

/// A text of the repository.
pub fn kept_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(said(path))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().map_err(|error| format!("{shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed")) }
}

/// An error of the system with the file that it is about.
pub fn said(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}

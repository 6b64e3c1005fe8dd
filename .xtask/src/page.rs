//! The page: the engine compiled for browsers, bound to scripts, and put into one file with everything else.
//!
//! `src/page/index.html` is the frame. In it, and in what it includes, stand:
//! - `{{include NAME}}`: the file `src/page/NAME`;
//! - `{{glue}}`: the script that binds the program, which defines `wasm_bindgen`;
//! - `{{program}}`: the program, packed by gzip, in base64;
//! - `{{policies}}`: the policy files of `rules/`, as a JSON array of `{"file": "rules/….md", "name": "…", "text": "…"}`;
//! - `{{version}}`: the version of the program;
//! - `{{script-hashes}}`: for a content policy, the hashes of the scripts that run (those without a type).

use crate::cross::{Build, PAGE};
use crate::{Result, kept_text, root, said, written};
use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The most memory that the program may take, bytes; src/page/mod.rs names it.
const MEMORY: u64 = 2 << 30;
/// More bytes than this a page may not have.
const LARGEST: usize = 4 << 20;

/// Builds `duixian.html`, and beside it the program and its script for whoever runs them without a browser.
pub fn build() -> Result<PathBuf> {
    let arguments = [
        "build",
        "--profile",
        "page",
        "--no-default-features",
        "--features",
        "page",
        "--bin",
        "duixian-page",
    ];
    let flags = format!("-Clink-arg=--max-memory={MEMORY}");
    let built = Build::of(PAGE).arguments(&arguments).flags(&flags);
    built.run()?;
    let (glue, program) = bound(&built.folder().join(PAGE).join("page/duixian-page.wasm"))?;
    written("duixian.js", glue.as_bytes())?;
    written("duixian.wasm", &program)?;
    let page = Bundle { glue, program: BASE64.encode(&packed(&program)?), policies: policies()? }.page()?;
    if page.len() > LARGEST {
        return Err(format!("the page has {} bytes, more than {LARGEST}", page.len()));
    }
    written("duixian.html", page.as_bytes())
}

/// The script and the program that it binds.
fn bound(program: &Path) -> Result<(String, Vec<u8>)> {
    let failed = |error| {
        format!("wasm-bindgen: {error:#} (its version in .xtask/Cargo.toml must be that of Cargo.lock)")
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program).no_modules(true).map_err(failed)?.typescript(false);
    let mut output = bindgen.generate_output().map_err(failed)?;
    let glue = output.js().to_owned();
    Ok((glue, output.wasm_mut().emit_wasm()))
}

/// The program as the page's worker unpacks it. The header of gzip names no file and no time.
fn packed(program: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer
        .write_all(program)
        .and_then(|()| packer.finish())
        .map_err(|error| format!("packing the program: {error}"))
}

/// What stands in the place of the words in double braces.
struct Bundle {
    glue: String,
    program: String,
    policies: String,
}

impl Bundle {
    fn page(&self) -> Result<String> {
        let page = self.filled(&source("index.html")?, 0)?;
        let hashes = script_hashes(&page);
        Ok(page.replace("{{script-hashes}}", &hashes))
    }

    fn filled(&self, text: &str, depth: usize) -> Result<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let (word, after) = after.split_once("}}").ok_or("a word in double braces has no end")?;
            filled.push_str(&self.word(word.trim(), depth)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn word(&self, word: &str, depth: usize) -> Result<String> {
        match word.split_once(' ') {
            Some(("include", name)) if depth < 4 => {
                let text = source(name)?;
                if name.ends_with(".js") && text.contains("</script") {
                    return Err(format!("{name} ends the script that it stands in"));
                }
                self.filled(&text, depth + 1)
            }
            _ => match word {
                "glue" => Ok(self.glue.clone()),
                "program" => Ok(self.program.clone()),
                "policies" => Ok(self.policies.clone()),
                "version" => version(),
                "script-hashes" => Ok("{{script-hashes}}".to_owned()),
                _ => Err(format!("nothing is called {{{{{word}}}}}")),
            },
        }
    }
}

fn source(name: &str) -> Result<String> {
    kept_text(&root().join("src/page").join(name))
}

/// The version in Cargo.toml.
fn version() -> Result<String> {
    let manifest = kept_text(&root().join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = "));
    line.map(|version| version.trim_matches('"').to_owned()).ok_or_else(|| "no version".to_owned())
}

/// Every policy file with the name that it gives itself, as JSON that may stand in a page.
fn policies() -> Result<String> {
    let mut found = Vec::new();
    below(&root().join("rules"), "rules", &mut found)?;
    found.sort();
    let listed = |(file, text): (String, String)| {
        let name = policy_name(&text).ok_or_else(|| format!("{file} names no policy"))?;
        Ok(serde_json::json!({ "file": file, "name": name, "text": text }))
    };
    let files = found.into_iter().map(listed).collect::<Result<Vec<_>>>()?;
    Ok(serde_json::Value::from(files).to_string().replace('<', "\\u003c"))
}

/// `policy.name` of a policy file, which stands in its first block.
fn policy_name(text: &str) -> Option<String> {
    let block = text.split("\n```toml\n").nth(1)?.split("\n```").next()?;
    let block: toml::Table = block.parse().ok()?;
    block.get("policy")?.get("name")?.as_str().map(str::to_owned)
}

fn below(folder: &Path, name: &str, found: &mut Vec<(String, String)>) -> Result<()> {
    for child in fs::read_dir(folder).map_err(said(folder))? {
        let path = child.map_err(said(folder))?.path();
        let base = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{name}/{base}");
        if path.is_dir() {
            below(&path, &name, found)?;
        } else if base.ends_with(".md") && base != "README.md" {
            found.push((name, kept_text(&path)?));
        }
    }
    Ok(())
}

/// `'sha256-…'` of each script that runs.
fn script_hashes(page: &str) -> String {
    let scripts = page.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next());
    let hashes =
        scripts.map(|script| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script.as_bytes()))));
    hashes.collect::<Vec<_>>().join(" ")
}

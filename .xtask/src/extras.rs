//! What goes with the programs: the quick start as a page, and the sums of all files.

use crate::{Result, kept_text, root, said};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// How the quick start looks: like a printed note.
const STYLE: &str = "body{max-width:42em;margin:3em auto;padding:0 1.5em;font:16px/1.9 'Microsoft YaHei','Noto Sans CJK SC',sans-serif;\
    color:#222}h1{font-size:1.6em}code{background:#f1f1ee;padding:.1em .3em}li{margin:.6em 0}";

/// The README's Chinese quick start as a page.
pub fn quick_start() -> Result<String> {
    let readme = kept_text(&root().join("README.md"))?;
    let section = readme.split("\n## 快速开始\n").nth(1).ok_or("README.md has no 快速开始")?;
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut body = String::new();
    html::push_html(&mut body, without_links_to_files(Parser::new_ext(section, Options::empty())));
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>兑现：快速开始</title>\n\
         <style>{STYLE}</style></head>\n<body><h1>兑现：快速开始</h1>\n{body}</body></html>\n"
    ))
}

/// Links to files of the repository lead nowhere from a page that stands alone: their words stay.
fn without_links_to_files<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut is_to_file = false;
    events.filter(move |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            is_to_file = !dest_url.contains("://");
            !is_to_file
        }
        Event::End(TagEnd::Link) => !is_to_file,
        _ => true,
    })
}

/// A line for each file, as `sha256sum -c` reads it.
pub fn sums(files: &[PathBuf]) -> Result<String> {
    let line = |file: &PathBuf| {
        let bytes = std::fs::read(file).map_err(said(file))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Ok(format!("{}  {name}\n", data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes))))
    };
    files.iter().map(line).collect()
}

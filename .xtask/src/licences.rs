//! The licences of everything that is compiled into what is given to users, with their texts.

use crate::{Result, root};
use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A licence's text stands in a file that begins so.
const BEGINNINGS: [&str; 4] = ["LICEN", "COPYING", "UNLICENSE", "NOTICE"];

/// The list: each crate with version, licence and source, then each text with the crates that it is of.
pub fn list() -> Result<String> {
    let manifest = root().join("Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .features(CargoOpt::AllFeatures)
        .other_options(["--locked".to_owned()])
        .exec()
        .map_err(|error| error.to_string())?;
    let packages = compiled(&metadata)?;
    let mut list = String::from(
        "The licences of the libraries in these programs, and of these programs: Apache-2.0.\n\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &packages {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().ok_or_else(|| format!("{name} names no licence"))?;
        let repository = package.repository.as_deref().unwrap_or_default();
        list.push_str(&format!("{name}  {licence}  {repository}\n"));
        for text in texts_of(package) {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (text, names) in texts {
        list.push_str(&format!("\n{}\n{}\n\n{}\n", "=".repeat(80), names.join(", "), text.trim_end()));
    }
    Ok(list)
}

/// Every package that the program is made of: what it needs, but for tests and for building.
fn compiled(metadata: &Metadata) -> Result<Vec<&Package>> {
    let resolve = metadata.resolve.as_ref().ok_or("cargo tells no dependencies")?;
    let root = resolve.root.as_ref().ok_or("the crate has no root")?;
    let mut seen: BTreeSet<&PackageId> = BTreeSet::new();
    let mut next = vec![root];
    while let Some(id) = next.pop() {
        let Some(node) = resolve.nodes.iter().find(|node| node.id == *id) else { continue };
        for dependency in &node.deps {
            let is_compiled = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if is_compiled && seen.insert(&dependency.pkg) {
                next.push(&dependency.pkg);
            }
        }
    }
    let mut packages: Vec<&Package> =
        metadata.packages.iter().filter(|package| seen.contains(&package.id)).collect();
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

fn texts_of(package: &Package) -> Vec<String> {
    let Some(folder) = package.manifest_path.parent() else { return Vec::new() };
    let children = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|child| child.path());
    let mut files: Vec<_> = children.filter(|path| path.is_file() && is_licence(path)).collect();
    files.sort();
    files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

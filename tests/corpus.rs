//! The fuzz corpus on the stable compiler: every committed input through the entry of its target, within seconds.
//!
//! `fuzz/README.md` says how the search itself is run. Found faults stand in the corpus and, named, in the tests of their module.

mod seeds;

#[path = "../fuzz/entries.rs"]
mod entries;

use entries::ENTRIES;
use std::fs;
use std::path::PathBuf;

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

/// `SNAPSHOTS=overwrite` writes them anew.
#[test]
fn the_seeds_stand_in_the_corpus() {
    let overwrite = std::env::var_os("SNAPSHOTS").is_some_and(|wish| wish == "overwrite");
    for (target, name, bytes) in seeds::seeds() {
        let path = corpus().join(target).join(&name);
        if overwrite {
            fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
            fs::write(&path, &bytes).expect("to write a seed");
        }
        assert_eq!(fs::read(&path).unwrap_or_default(), bytes, "{target}/{name}");
    }
}

#[test]
fn every_input_of_the_corpus_holds() {
    for (target, entry) in ENTRIES {
        let folder = fs::read_dir(corpus().join(target)).expect("a corpus of the target");
        let mut inputs: Vec<PathBuf> = folder.map(|child| child.expect("an input").path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "{target} has seeds");
        for path in inputs {
            let bytes = fs::read(&path).expect("an input");
            if std::panic::catch_unwind(|| entry(&bytes)).is_err() {
                panic!("{} does not hold", path.display());
            }
        }
    }
}

#[test]
fn targets_and_corpus_are_one_to_one() {
    let names = |folder: &str| -> Vec<String> {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
        let mut names: Vec<String> = fs::read_dir(path)
            .expect("a folder")
            .map(|child| {
                child.expect("a child").file_name().to_string_lossy().trim_end_matches(".rs").to_owned()
            })
            .collect();
        names.sort();
        names
    };
    let mut entries: Vec<String> = ENTRIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    entries.sort();
    assert_eq!(entries, names("fuzz_targets"));
    assert_eq!(entries, names("corpus"));
}

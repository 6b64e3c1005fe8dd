//! On how many cases the properties of the library's own tests are tried.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// A quarter of what proptest takes: 64, or a quarter of `PROPTEST_CASES`. The same cases on every run.
pub fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    let rng_seed = RngSeed::Fixed(2008);
    ProptestConfig { cases: usual.cases.div_ceil(4), failure_persistence: None, rng_seed, ..usual }
}

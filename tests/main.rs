//! The integration tests, one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod again;
mod against;
mod assume;
mod barred_and_paid;
mod batches;
mod beside;
mod beside_lists;
mod bundled;
mod carried_keys;
mod cases;
mod check;
mod commands;
mod copies;
mod corpus;
mod deducted_once;
mod diff;
mod dropped;
mod due;
mod due_holds;
mod everyday;
mod explain;
#[cfg(target_os = "linux")]
mod faults;
mod findings;
mod former_names;
mod gallery;
mod generate;
mod grammar;
mod growth;
mod guarded;
mod harness;
mod hit_policies;
mod honours;
mod hostile;
mod in_force;
mod joint_parts;
mod layers;
mod layout;
mod list_layout;
mod many_awards;
mod masked;
mod measured;
mod named_apart;
mod named_by_file;
mod numbers_tell;
mod odd;
mod once_per;
mod one_achievement;
mod one_run;
mod output;
mod page;
mod pay;
mod personal;
mod policy_doubts;
mod policy_writing;
mod proof;
mod properties;
mod published;
mod read;
mod readme;
mod reference;
mod refused;
mod scenarios_achievements;
mod scenarios_amounts;
mod scenarios_dates;
mod scenarios_decisions;
mod scenarios_doubts;
mod scenarios_fates;
mod scenarios_holders;
mod scenarios_lists;
mod scenarios_paid;
mod scenarios_who;
mod scenarios_words;
mod sealing;
mod second_batches;
mod settled_years;
mod shapes;
mod steps_count;
mod steps_department;
mod steps_highest;
mod steps_history;
mod steps_instalments;
mod steps_limits;
mod steps_order;
mod steps_pairs;
mod steps_policy;
mod steps_rounding;
mod steps_sharing;
mod steps_upgrade;
mod taken_away;
mod template;
mod twins;
mod units_of_numbers;
mod unlocked;
mod verify;
#[cfg(target_os = "linux")]
mod windows;
mod yearly;
mod years;

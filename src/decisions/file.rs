//! The decisions file as it is written: the kinds and their keys, and the source of its JSON Schema.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "整份文件：人工决定，一条一段。")]
#[serde(deny_unknown_fields)]
pub struct DecisionsFile {
    /// 固定写 `duixian.decisions/1`。
    pub schema: String,
    /// 决定，一条一段。
    #[serde(default)]
    pub decision: Vec<DecisionFile>,
}

/// `[[decision]]`: who settled what, when and why.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "一条决定：谁、何时、为何，定了什么。")]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// 种类。
    pub kind: KindFile,
    /// 谁定的。
    pub who: String,
    /// 哪天定的，如 2026-03-01（不加引号）。
    #[schemars(with = "String", extend("format" = "date"))]
    pub when: toml::value::Datetime,
    /// 为什么。
    pub why: String,
    /// 企业名称，两个或更多（同一企业、不是同一企业）。
    #[serde(default)]
    pub names: Option<Vec<String>>,
    /// 企业名称（同一产品、不是同一产品）；对某一行的决定写明它，与该行不符就不计算。
    #[serde(default)]
    pub enterprise: Option<String>,
    /// 证书编号；对某一行的决定写明它，与该行不符就不计算。
    #[serde(default)]
    pub certificate: Option<String>,
    /// 产品名称，两个或更多。
    #[serde(default)]
    pub products: Option<Vec<String>>,
    /// 文件名；几个文件同名时连文件夹一起写，如 "质监局/名单.xlsx"。
    #[serde(default)]
    pub file: Option<String>,
    /// 工作表名；文件只有一张表时可不写。
    #[serde(default)]
    pub sheet: Option<String>,
    /// 行号，与表格软件所示一致。
    #[serde(default)]
    pub row: Option<u32>,
    /// 表头所在行（多行表头写最后一行）。
    #[serde(default)]
    pub heading_row: Option<u32>,
    /// 列，如 "C"。
    #[serde(default)]
    pub column: Option<String>,
    /// 字段名称。
    #[serde(default)]
    pub field: Option<String>,
    /// 选定的值。
    #[serde(default)]
    #[schemars(with = "Option<serde_json::Value>")]
    pub value: Option<toml::Value>,
    /// 原企业（承继）。
    #[serde(default)]
    pub from: Option<String>,
    /// 承继企业（承继）。
    #[serde(default)]
    pub to: Option<String>,
}

/// Declares the kinds once: variant, word, keys that it needs beside who, when and why, keys that it may have.
macro_rules! kinds {
    ($($name:ident = $text:literal, [$($need:literal),*], [$($may:literal),*];)*) => {
        /// What a decision settles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[schemars(description = "决定的种类。")]
        pub enum KindFile {
            $(#[doc = $text] #[serde(rename = $text)] $name,)*
        }

        impl KindFile {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];
            /// The word in the file.
            pub fn word(self) -> &'static str { match self { $(Self::$name => $text),* } }
            /// Keys it needs, beside kind, who, when and why.
            pub fn needs(self) -> &'static [&'static str] { match self { $(Self::$name => &[$($need),*]),* } }
            /// Keys it may have.
            pub fn may_have(self) -> &'static [&'static str] { match self { $(Self::$name => &[$($may),*]),* } }
        }
    };
}

kinds! {
    SameEnterprise = "同一企业", ["names"], [];
    DifferentEnterprises = "不是同一企业", ["names"], [];
    SameProduct = "同一产品", ["enterprise", "products"], [];
    DifferentProducts = "不是同一产品", ["enterprise", "products"], [];
    Heading = "表头", ["file", "heading_row", "column", "field"], ["sheet"];
    Accept = "采信", ["file", "row"], ["sheet", "enterprise", "certificate"];
    Refuse = "不予采信", ["file", "row"], ["sheet", "enterprise", "certificate"];
    Waiver = "自愿放弃", ["file", "row"], ["sheet", "enterprise", "certificate"];
    Objection = "异议成立", ["file", "row"], ["sheet", "enterprise", "certificate"];
    Successor = "承继", ["from", "to"], [];
    Choice = "选择", ["file", "row", "field", "value"], ["sheet", "enterprise", "certificate"];
}

/// Keys of every decision.
pub const COMMON: &[&str] = &["kind", "who", "when", "why"];

/// The kind of a word.
pub fn kind_named(word: &str) -> Option<KindFile> {
    KindFile::ALL.iter().copied().find(|kind| kind.word() == word)
}

/// The JSON Schema of the file.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(DecisionsFile)
}

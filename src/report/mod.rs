//! STAND-IN for developing the command line; replaced by the real reports.
pub mod json {
    //! STAND-IN.
    use crate::finding::Finding;
    use crate::model::payout::Payout;
    fn list(findings: &[Finding]) -> serde_json::Value {
        findings.iter().map(|f| serde_json::json!({"code": f.code.text(), "severity": f.severity(), "message": f.message, "place": {"file": f.place.file, "sheet": f.place.sheet, "cell": f.place.cell}, "help": f.help})).collect()
    }
    /// STAND-IN.
    pub fn pay_json(payout: &Payout) -> String {
        let manifest: Vec<_> = payout.files.iter().map(|f| serde_json::json!({"file": f.name, "sheet": "", "kind": "unknown", "sha256": f.sha256, "read": 0, "paid": 0, "zero": 0, "rejected": 0, "held": 0, "reference": 0, "ignored": 0})).collect();
        let rows: Vec<_> = payout.rows.iter().map(|r| serde_json::json!({"file": payout.files[r.at.file as usize].name, "sheet": "", "row": r.at.row, "kind": r.kind.key(), "fate": r.fate.key(), "reason": r.reason, "clause": null, "entitlements": []})).collect();
        let yuan = if payout.rows.is_empty() { "0.00" } else { "500000.00" };
        serde_json::json!({"schema": "duixian.pay/1", "policy": {"id": payout.policy.id, "year": payout.year}, "totals": {"awarded":"0.00","payable":yuan,"later":"0.00","recoverable":"0.00"}, "manifest": manifest, "rows": rows, "payees": [{"payee":"示例甲有限公司","role":"企业","amount":yuan,"shares":{}}], "entries": [{"payee":"示例甲有限公司","step":"award","clause":"1","amount":yuan}], "findings": list(&payout.findings)}).to_string()
    }
    /// STAND-IN.
    pub fn refused_json(findings: &[Finding]) -> String {
        serde_json::json!({"schema": "duixian.pay/1", "findings": list(findings)}).to_string()
    }
}
pub mod summary {
    //! STAND-IN.
    /// STAND-IN.
    pub fn summary(payout: &crate::model::payout::Payout, path: Option<&str>) -> String {
        format!("兑现 {} 年{}\n", payout.year, path.map(|p| format!("\n工作簿：{p}")).unwrap_or_default())
    }
}
pub mod workbook {
    //! STAND-IN.
    /// STAND-IN.
    #[derive(Clone, Debug, Default)]
    pub struct WorkbookOptions {}
    /// STAND-IN.
    ///
    /// # Errors
    /// Findings.
    pub fn write(
        payout: &crate::model::payout::Payout,
        _options: &WorkbookOptions,
    ) -> Result<Vec<u8>, crate::finding::Finding> {
        Ok(format!("stand-in {}", payout.year).into_bytes())
    }
}

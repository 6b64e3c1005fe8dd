//! An explanation as one page that needs nothing else: its style and script stand in it, and its policy allows no other.

mod parts;

use super::story::Explanation;
use crate::model::payout::Fate;
use parts::{award_blocks, clause_list, group_list, row_blocks, sheet_tables};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub fn page(explanation: &Explanation) -> String {
    let mut out = Html::default();
    head(&mut out, explanation);
    out.raw("<body>\n<a class=\"skip\" href=\"#main\">跳到内容</a>\n");
    header(&mut out, explanation);
    bar(&mut out);
    out.raw("<main id=\"main\" tabindex=\"-1\">\n");
    award_blocks(&mut out, explanation);
    row_blocks(&mut out, explanation);
    sheet_tables(&mut out, explanation);
    group_list(&mut out, explanation);
    clause_list(&mut out, explanation);
    out.raw("</main>\n");
    footer(&mut out, explanation);
    out.raw(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out.text
}

/// Markup in the making.
#[derive(Default)]
pub(super) struct Html {
    text: String,
}

impl Html {
    /// Markup as it stands.
    fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// An element that holds a text; `opening` is its name with attributes.
    fn element(&mut self, opening: &str, text: &str) {
        let name = opening.split(' ').next().unwrap_or_default();
        let _ = write!(self.text, "<{opening}>{}</{name}>", escaped(text));
    }
}

/// A text as markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

fn head(out: &mut Html, explanation: &Explanation) {
    // What the page may do stands in the page: its own style and script by their digests, and nothing from elsewhere.
    let allowed = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    out.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{allowed}\">\n"));
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.element("title", &title(explanation));
    out.raw(&format!("\n<style>{STYLE}</style>\n</head>\n"));
}

fn title(explanation: &Explanation) -> String {
    let names: Vec<&str> = explanation.about.iter().map(|about| about.name.as_str()).collect();
    let what = if names.is_empty() { "全部名单和奖励".to_owned() } else { names.join("、") };
    format!("{}年度奖励兑现说明：{what}", explanation.policy.year)
}

fn header(out: &mut Html, explanation: &Explanation) {
    let policy = &explanation.policy;
    out.raw("<header>\n");
    out.element("h1", &title(explanation));
    for about in &explanation.about {
        out.element("p class=\"soft\"", &about.known.join("　"));
    }
    out.element("p class=\"soft\"", &format!("依据：{}（{}）", policy.name, policy.document));
    if !policy.trial.is_empty() {
        let words = format!("试算稿，不得据以拨付：部分标准借自{}", policy.trial.join("；"));
        out.element("p class=\"draft\"", &words);
    }
    for assumed in &policy.assumed {
        let words = format!(
            "假设测算，不得据以拨付：「{}」由{}改为{}",
            assumed.name, assumed.written, assumed.assumed
        );
        out.element("p class=\"draft\"", &words);
    }
    sums(out, explanation);
    out.raw("</header>\n");
}

fn sums(out: &mut Html, explanation: &Explanation) {
    let sums = &explanation.sums;
    out.raw("<ul class=\"sums\">");
    let item = |out: &mut Html, name: &str, value: &str| {
        out.raw(&format!("<li>{}<b>{}</b></li>", escaped(name), escaped(value)));
    };
    item(out, "本年实兑（元）", &sums.payable);
    item(out, "应兑（元）", &sums.awarded);
    item(out, "奖励", &format!("{}项", explanation.awards.len()));
    item(out, "名单", &format!("{}行", sums.read));
    let counts = [sums.paid, sums.zero, sums.rejected, sums.held, sums.reference, sums.ignored];
    for (fate, count) in Fate::ALL.iter().zip(counts).filter(|(_, count)| *count > 0) {
        item(out, fate.label(), &count.to_string());
    }
    out.raw("</ul>\n");
}

fn bar(out: &mut Html) {
    out.raw(
        "<div class=\"bar\"><form id=\"form\" role=\"search\">\
         <label for=\"search\">搜索</label>\
         <input id=\"search\" type=\"search\" autocomplete=\"off\" placeholder=\"企业、证书编号、成果、条款、金额（按 / 键到这里）\">\
         <label for=\"fate\">处理</label><select id=\"fate\"><option value=\"\">全部</option>",
    );
    for fate in Fate::ALL {
        out.element(&format!("option value=\"{}\"", fate.key()), fate.label());
    }
    out.raw(
        "</select><button id=\"print\" type=\"button\">打印</button>\
         <output id=\"count\" class=\"soft\" aria-live=\"polite\"></output></form></div>\n",
    );
}

fn footer(out: &mut Html, explanation: &Explanation) {
    let policy = &explanation.policy;
    out.raw("<footer>");
    out.element("p", &format!("政策文件 {}，SHA-256 {}", policy.file, policy.sha256));
    out.element("p", "本页不联网，可以直接保存、转发、打印。金额单位：元。");
    out.raw("</footer>\n");
}

/// The digest of a text as a content security policy writes it.
fn digest(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number =
            (0..3).fold(0_usize, |number, at| number << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[number >> (18 - 6 * at) & 63];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn text_of_lists_is_no_markup() {
        assert_eq!(escaped("<b a='1'>&\"</b>"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;&lt;/b&gt;");
    }

    /// A style or script that closed its own element would end there.
    #[test]
    fn style_and_script_do_not_close_themselves() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</"));
    }
}

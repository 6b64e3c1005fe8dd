//! The Markdown of a policy file: articles, quotations and fenced TOML, with every byte offset kept.

/// A policy file's text, taken apart.
#[derive(Debug)]
pub struct Markdown {
    /// The text with every byte outside the TOML fences blanked: offsets are those of the file.
    pub toml: String,
    /// Articles in file order.
    pub articles: Vec<Article>,
}

/// A heading and what stands under it until the next heading.
#[derive(Debug)]
pub struct Article {
    /// The heading's text.
    pub heading: String,
    /// Byte offsets of the heading line.
    pub span: (usize, usize),
    /// Quoted passages: offsets and text without the `>`.
    pub quotations: Vec<((usize, usize), String)>,
    /// TOML blocks: offsets of what is inside the fences.
    pub blocks: Vec<(usize, usize)>,
}

impl Markdown {
    /// Takes a file's text apart. An unclosed fence runs to the end.
    pub fn parse(text: &str) -> Self {
        let mut toml = String::with_capacity(text.len());
        let mut articles = vec![Article::new(String::new(), (0, 0))];
        let mut inside: Option<usize> = None;
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let (start, end) = (offset, offset + line.len());
            offset = end;
            let body = line.trim_end_matches(['\n', '\r']);
            let Some(article) = articles.last_mut() else { break };
            if let Some(begun) = inside {
                if body.trim_start().starts_with("```") {
                    article.blocks.push((begun, start));
                    inside = None;
                    blank(&mut toml, line);
                } else {
                    toml.push_str(line);
                }
                continue;
            }
            blank(&mut toml, line);
            if body.trim() == "```toml" {
                inside = Some(end);
            } else if let Some(heading) = heading(body) {
                articles.push(Article::new(heading, (start, start + body.len())));
            } else if let Some(quoted) = body.trim_start().strip_prefix('>') {
                article.quotations.push(((start, start + body.len()), quoted.trim().to_owned()));
            }
        }
        if let (Some(begun), Some(article)) = (inside, articles.last_mut()) {
            article.blocks.push((begun, offset));
        }
        Self { toml, articles }
    }

    /// The article that an offset lies in.
    pub fn article_at(&self, offset: usize) -> Option<&Article> {
        // Articles stand in file order.
        let after = self.articles.partition_point(|article| article.span.0 <= offset);
        self.articles.get(after.checked_sub(1)?)
    }

    /// Where the block that an offset lies in begins: what is quoted above is the same for the whole of it.
    pub fn block_at(&self, offset: usize) -> usize {
        let before = |article: &Article| {
            let after = article.blocks.partition_point(|block| block.0 <= offset);
            Some(article.blocks.get(after.checked_sub(1)?)?.0)
        };
        self.article_at(offset).and_then(before).unwrap_or(offset)
    }

    /// What is quoted above an offset: the passages between the block before and this one, or, where there are none,
    /// all of the article's passages above.
    pub fn quotation_above(&self, offset: usize) -> String {
        let Some(article) = self.article_at(offset) else { return String::new() };
        let block = article.blocks.partition_point(|block| block.0 <= offset).saturating_sub(1);
        let after = block.checked_sub(1).and_then(|i| article.blocks.get(i)).map_or(0, |before| before.1);
        let passages = |from: usize| {
            let first = article.quotations.partition_point(|(span, _)| span.0 < from);
            let here = article.quotations.iter().skip(first).take_while(|(span, _)| span.0 < offset);
            here.map(|(_, text)| text.as_str()).collect::<Vec<&str>>().join("\n")
        };
        let near = passages(after);
        if near.is_empty() { passages(0) } else { near }
    }
}

impl Article {
    fn new(heading: String, span: (usize, usize)) -> Self {
        Self { heading, span, quotations: Vec::new(), blocks: Vec::new() }
    }
}

fn heading(line: &str) -> Option<String> {
    let text = line.strip_prefix('#')?.trim_start_matches('#');
    text.starts_with([' ', '\u{3000}']).then(|| text.trim().to_owned())
}

/// Blanks a line byte by byte, keeping line ends so that lines and offsets stay.
fn blank(out: &mut String, line: &str) {
    out.extend(line.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_file() {
        let text =
            "# 总则\n> 原文一\n```toml\nid = 1\n```\n## 第二条\n> 原文二\n> 续\n```toml\nid = 2\n```\n";
        let markdown = Markdown::parse(text);
        assert_eq!(markdown.toml.len(), text.len());
        assert_eq!(markdown.toml.find("id = 2"), text.find("id = 2"));
        assert_eq!(markdown.quotation_above(text.find("id = 1").expect("first")), "原文一");
        assert_eq!(markdown.quotation_above(text.find("id = 2").expect("second")), "原文二\n续");
        assert_eq!(markdown.article_at(text.len()).map(|a| a.heading.as_str()), Some("第二条"));
    }
}

//! Pages written in a little Markdown, as text for the terminal: headings, paragraphs, points, tables and blocks of code.

use super::text::{padded, page_width, visible, width, wrap};

/// A page laid out for so many columns. Code is indented; nothing of the marks remains but quotes around words.
pub fn markdown(text: &str, color: bool, columns: usize) -> String {
    let mut page = Page { color, columns: page_width(columns), lines: Vec::new() };
    let mut block: Vec<&str> = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            page.block(&std::mem::take(&mut block));
            code = !code;
            page.gap();
            page.name_of_code(line);
        } else if code {
            page.push(&format!("    {}", visible(line)));
        } else if line.trim().is_empty() {
            page.block(&std::mem::take(&mut block));
            page.gap();
        } else {
            if starts_block(line) && !is_table(&block) {
                page.block(&std::mem::take(&mut block));
            }
            block.push(line);
        }
    }
    page.block(&block);
    page.finish()
}

/// Whether a line begins something of its own.
fn starts_block(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("- ") || line.starts_with('|')
}

fn is_table(block: &[&str]) -> bool {
    block.first().is_some_and(|line| line.starts_with('|'))
}

struct Page {
    color: bool,
    columns: usize,
    lines: Vec<String>,
}

impl Page {
    fn push(&mut self, line: &str) {
        self.lines.push(line.trim_end().to_owned());
    }

    /// One empty line, unless there is one.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// The file that a block of code stands for.
    fn name_of_code(&mut self, fence: &str) {
        // What has an equals sign is said to those who test the page.
        if let Some((_, name)) = fence.split_once(' ').filter(|(_, name)| !name.contains('=')) {
            self.push(&format!("    {}:", name.trim()));
        }
    }

    fn block(&mut self, block: &[&str]) {
        let Some(first) = block.first() else { return };
        if is_table(block) {
            self.table(block);
        } else if first.starts_with('#') {
            self.heading(first.trim_start_matches('#').trim());
        } else if let Some(point) = first.strip_prefix("- ") {
            let rest = block.iter().skip(1).map(|line| line.trim());
            let text = std::iter::once(point).chain(rest).collect::<Vec<_>>().join(" ");
            self.hanging("- ", &text);
        } else {
            let text = block.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
            self.hanging("", &text);
        }
    }

    fn heading(&mut self, text: &str) {
        self.gap();
        let text = plain(text);
        let line = if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text };
        self.push(&line);
    }

    fn hanging(&mut self, mark: &str, text: &str) {
        let lines = wrap(&plain(text), self.columns.saturating_sub(mark.len()));
        for (index, line) in lines.iter().enumerate() {
            let mark = if index == 0 { mark.to_owned() } else { " ".repeat(mark.len()) };
            self.push(&format!("{mark}{line}"));
        }
    }

    /// Columns as wide as their widest cell; the last one takes what is left.
    fn table(&mut self, block: &[&str]) {
        let rows: Vec<Vec<String>> =
            block.iter().filter(|line| !is_rule(line)).map(|line| cells(line)).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let wide = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..count.saturating_sub(1)).map(wide).collect();
        for row in &rows {
            let start: String = row
                .iter()
                .zip(&widths)
                .map(|(cell, columns)| format!("{}  ", padded(cell, *columns)))
                .collect();
            let room = self.columns.saturating_sub(width(&start) + 2).max(20);
            let last = row.get(widths.len()).map_or_else(Vec::new, |cell| wrap(cell, room));
            self.push(&format!("  {start}{}", last.first().map_or("", String::as_str)));
            let margin = " ".repeat(width(&start) + 2);
            last.iter().skip(1).for_each(|line| self.push(&format!("{margin}{line}")));
        }
    }

    fn finish(mut self) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines.push(String::new());
        self.lines.join("\n")
    }
}

/// The line below the head of a table.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| plain(cell.trim())).collect()
}

/// A text without marks of emphasis.
fn plain(text: &str) -> String {
    visible(&text.replace("**", ""))
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn a_page_becomes_text() {
        let page = "# rule\n\nOne **long** sentence that does not fit\ninto forty columns.\n\n```licit\ndeny if x\n```\n\n- one\n  point\n- two\n\n| a | b |\n|---|---|\n| long | c |\n";
        let expected = "rule\n\nOne long sentence that does not fit into\nforty columns.\n\n    deny if x\n\n- one point\n- two\n\n  a     b\n  long  c\n";
        assert_eq!(markdown(page, false, 40), expected);
    }
}

//! `licit explain tour`: the pages of docs/tour.md, one by one.

const TOUR: &str = include_str!("../../docs/tour.md");

/// A step of the tour in Markdown, with the way to the next.
///
/// # Errors
///
/// If there is no such step.
pub(super) fn step(number: usize) -> Result<String, String> {
    let pages: Vec<&str> = TOUR.split("\n## ").skip(1).collect();
    let last = pages.len();
    let Some(page) = number.checked_sub(1).and_then(|index| pages.get(index)) else {
        return Err(format!("licit: the tour has the steps 1 to {last}\n"));
    };
    let opening = if number == 1 { TOUR.split("\n## ").next().unwrap_or_default() } else { "" };
    let next = if number == last {
        String::new()
    } else {
        format!("\nNext: `licit explain tour {}`\n", number.saturating_add(1))
    };
    Ok(format!("{opening}## {page}{next}"))
}

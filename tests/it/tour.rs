//! The tour: every command in it prints what it says, in the order of the steps.

use super::cli::{Scratch, run_in};

const TOUR: &str = include_str!("../../docs/tour.md");

/// The lines of a block that begin with a mark, without it.
fn side(block: &str, mark: char) -> String {
    let lines: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix(mark)).collect();
    lines.join("\n")
}

fn edit(scratch: &Scratch, file: &str, block: &str) {
    let (old, new) = (side(block, '-'), side(block, '+'));
    let text = scratch.text(file);
    assert!(text.contains(&old), "{file} has no {old}");
    std::fs::write(scratch.0.join(file), text.replacen(&old, &new, 1)).unwrap();
}

fn commands(scratch: &Scratch, block: &str) -> usize {
    let parts = block.split("$ licit ").skip(1);
    let mut count = 0;
    for part in parts {
        let (command, expected) = part.split_once('\n').unwrap();
        let arguments: Vec<&str> = command.split(' ').collect();
        let run = run_in(&scratch.0, &arguments, "");
        assert_eq!(format!("{}{}", run.output, run.errors).trim_end(), expected.trim_end(), "{command}");
        count += 1;
    }
    count
}

#[test]
fn each_command_prints_what_the_tour_says() {
    let scratch = Scratch::new();
    let mut count = 0;
    for block in TOUR.split("\n```").skip(1).step_by(2) {
        let (head, body) = block.split_once('\n').unwrap();
        match head.split_once("file=") {
            Some((_, file)) => edit(&scratch, file, body),
            None => count += commands(&scratch, body),
        }
    }
    assert!(count >= 9, "{count}");
}

#[test]
fn steps_follow_each_other_and_the_last_one_ends() {
    let scratch = Scratch::new();
    let first = scratch.run(&["explain", "tour"]).output;
    assert_eq!(first, scratch.run(&["explain", "tour", "1"]).output);
    assert!(first.contains("licit explain tour 2"));
    let steps = TOUR.matches("\n## ").count();
    let last = scratch.run(&["explain", "tour", &steps.to_string()]).output;
    assert!(!last.contains("Next:"), "{last}");
    let beyond = scratch.run(&["explain", "tour", &(steps + 1).to_string()]);
    assert_eq!((beyond.code, beyond.errors), (3, format!("licit: the tour has the steps 1 to {steps}\n")));
}

#[test]
fn the_list_of_codes_stands_in_the_documents() {
    let printed = Scratch::new().run(&["explain", "messages"]).output;
    let page = include_str!("../../docs/diagnostics.md");
    assert!(page.contains(printed.trim_end()), "docs/diagnostics.md wants:\n{printed}");
}

//! `licit fmt`

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::diagnostics::Problem;
use crate::format::{FormatError, format};
use crate::load;
use crate::report::problem::problem_values;
use crate::source::Sources;

use super::args::{Fmt, PageFormat};
use super::eval::utf8;
use super::exit::Exit;
use super::paths::{is_below, or_here, rooted};
use super::terminal::Terminal;

/// Name and version of the shape for programs: docs/fmt.schema.json describes it.
const FMT_FORMAT: &str = "licit/fmt@1";

/// How the files came out.
#[derive(Clone, Debug, Default)]
struct Count {
    same: usize,
    changed: usize,
    refused: usize,
    /// Each file with what came of it, and its problems.
    files: Vec<FileView>,
}

/// A file as programs see it.
#[derive(Clone, Debug, Serialize)]
struct FileView {
    file: String,
    state: &'static str,
    problems: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    check: bool,
    passed: bool,
    files: &'a [FileView],
}

/// Lays files out. What cannot be read as policy text is left as it is.
pub(super) fn run(fmt: &Fmt, terminal: &Terminal) -> Exit {
    if fmt.paths.iter().any(|path| path.as_os_str() == "-") {
        if fmt.format == PageFormat::Json {
            terminal
                .say("licit: the standard input is formatted to the standard output, so JSON has no place\n");
            return Exit::Misused;
        }
        return standard_input(fmt, terminal);
    }
    let mut count = Count::default();
    for path in or_here(&fmt.paths) {
        let done = files(&path)
            .map(|files| laid_out(files, &path, terminal))
            .and_then(|files| files.iter().try_for_each(|file| one(file, fmt, terminal, &mut count)));
        if let Err(message) = done {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    }
    let findings = count.refused > 0 || (fmt.check && count.changed > 0);
    terminal.print(&match fmt.format {
        PageFormat::Human => summary(&count, fmt.check),
        PageFormat::Json => json(&count, fmt.check, !findings),
    });
    if findings { Exit::Findings } else { Exit::Done }
}

fn json(count: &Count, check: bool, passed: bool) -> String {
    let page = Page { format: FMT_FORMAT, check, passed, files: &count.files };
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

fn summary(count: &Count, check: bool) -> String {
    let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    let done = if check { "would change" } else { "changed" };
    let refused = if count.refused > 0 {
        format!(", {} with errors left as they are", files(count.refused))
    } else {
        String::new()
    };
    format!("{} {done}, {} in order already{refused}.\n", files(count.changed), count.same)
}

/// Formats the standard input to the standard output.
fn standard_input(fmt: &Fmt, terminal: &Terminal) -> Exit {
    if fmt.paths.len() > 1 {
        terminal.say("licit: `-` reads the standard input and stands alone\n");
        return Exit::Unreadable;
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        format!("licit: the standard input cannot be read: {}\n", crate::diagnostics::reason(&error))
    });
    let text = match read.and_then(|_| utf8(bytes, "the standard input")) {
        Ok(text) => text,
        Err(message) => {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    };
    let formatted = match formatted("standard input", &text) {
        Ok(formatted) => formatted,
        Err((problems, sources)) => {
            terminal.problems(&problems, &sources);
            return Exit::Findings;
        }
    };
    match fmt.check {
        true if formatted != text => {
            terminal.print("would change: standard input\n");
            Exit::Findings
        }
        true => Exit::Done,
        false => {
            terminal.print(&formatted);
            Exit::Done
        }
    }
}

/// The files without those that lie where `.licitignore` says; how many are left out is told.
fn laid_out(files: Vec<PathBuf>, path: &Path, terminal: &Terminal) -> Vec<PathBuf> {
    let Ok(at) = rooted(path, terminal) else { return files };
    let ignored = load::ignored(&at.files).into_iter().filter(|folder| !is_below(&at.path, folder));
    let ignored: Vec<PathBuf> =
        ignored.filter_map(|folder| at.files.place(&folder).canonicalize().ok()).collect();
    let is_ignored = |file: &PathBuf| {
        file.canonicalize().is_ok_and(|file| ignored.iter().any(|folder| file.starts_with(folder)))
    };
    let (left_out, files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_ignored);
    if !left_out.is_empty() {
        let count = left_out.len();
        terminal.say(&format!(
            "Left out, as .licitignore says: {count} {}.\n",
            if count == 1 { "file" } else { "files" }
        ));
    }
    files
}

/// The policy files at a path: itself, or those in a folder and below it. Links are not followed.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_dir() {
        let mut found = Vec::new();
        collect(path, &mut found)?;
        return if found.is_empty() {
            Err(format!("licit: no file in `{}` ends in .licit\n", path.display()))
        } else {
            Ok(found)
        };
    }
    if !path.exists() {
        return Err(format!("licit: there is no file or folder `{}`\n", path.display()));
    }
    if path.extension().is_none_or(|ending| ending != "licit") {
        return Err(format!(
            "licit: `{}`: policy files end in .licit; only those are formatted\n",
            path.display()
        ));
    }
    Ok(vec![path.to_path_buf()])
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let unreadable = |error: io::Error| {
        format!("licit: `{}` cannot be read: {}\n", folder.display(), crate::diagnostics::reason(&error))
    };
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(unreadable)?.collect();
    let mut entries = entries.map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(unreadable)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = shown(folder, &entry);
        if kind.is_dir() && !hidden {
            collect(&path, found)?;
        } else if kind.is_file() && !hidden && path.extension().is_some_and(|ending| ending == "licit") {
            found.push(path);
        }
    }
    Ok(())
}

/// A path as people write it: nothing before it in the working folder.
fn shown(folder: &Path, entry: &fs::DirEntry) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(entry.file_name()) } else { entry.path() }
}

/// Formats one file, or says that it would change.
fn one(path: &Path, fmt: &Fmt, terminal: &Terminal, count: &mut Count) -> Result<(), String> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| {
        format!("licit: `{name}` cannot be read: {}\n", crate::diagnostics::reason(&error))
    })?;
    let text = utf8(bytes, &name)?;
    let human = fmt.format == PageFormat::Human;
    let (state, problems) = match formatted(&name, &text) {
        Err((problems, sources)) => {
            count.refused += 1;
            if human {
                terminal.problems(&problems, &sources);
            }
            ("refused", problem_values(&problems, &sources))
        }
        Ok(formatted) if formatted == text => {
            count.same += 1;
            ("in order", Vec::new())
        }
        Ok(formatted) => {
            count.changed += 1;
            if !fmt.check {
                replace(path, &formatted).map_err(|error| {
                    format!("licit: `{name}` cannot be written: {}\n", crate::diagnostics::reason(&error))
                })?;
            }
            let state = if fmt.check { "would change" } else { "changed" };
            if human {
                terminal.print(&format!("{state}: {name}\n"));
            }
            (state, Vec::new())
        }
    };
    count.files.push(FileView { file: name, state, problems });
    Ok(())
}

/// The text laid out; where it cannot be, its problems.
fn formatted(name: &str, text: &str) -> Result<String, (Vec<Problem>, Sources)> {
    let problems = match format(text) {
        Ok(formatted) => return Ok(formatted),
        Err(FormatError::Unreadable { problems }) => problems.sorted(),
        Err(other) => vec![Problem::new(other)],
    };
    let mut sources = Sources::new();
    sources.add(name, text);
    Err((problems, sources))
}

/// Puts a text in the place of a file's, whole or not at all: it is written beside it and then renamed.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize()?;
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = real.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written =
        write(&beside, text).and_then(|()| fs::set_permissions(&beside, fs::metadata(&real)?.permissions()));
    let done = written.and_then(|()| fs::rename(&beside, &real));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

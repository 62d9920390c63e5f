//! `licit new`

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::args::New;
use super::exit::Exit;
use super::terminal::Terminal;

/// A file of the new policy.
struct Template {
    path: &'static str,
    text: &'static str,
    about: &'static str,
}

macro_rules! template {
    ($path:literal, $about:literal) => {
        Template {
            path: $path,
            text: include_str!(concat!("../../examples/quickstart/", $path)),
            about: $about,
        }
    };
}

/// The first policy, in reading order.
const TEMPLATES: [Template; 8] = [
    template!("README.md", "what this is and what to try"),
    template!("policy.licit", "the policy and the announcements it rests on"),
    template!("vocabulary.licit", "what the rules may ask about"),
    template!("rules.licit", "the rules, with remarks"),
    template!("lists/listed_inputs.csv", "a list, opens in a spreadsheet"),
    template!("cases/cases.yaml", "ten cases with their right answers"),
    template!("cases/shipment.yaml", "one case to play with"),
    template!("cases/incomplete.yaml", "the same while something is not known"),
];

/// Makes a folder with a policy that works. Nothing that is there is changed.
pub(super) fn run(new: &New, terminal: &Terminal) -> Exit {
    let made = refuse_what_is_there(&new.folder).and_then(|()| make(&new.folder));
    match made {
        Ok(()) => {
            terminal.print(&story(&new.folder));
            Exit::Done
        }
        Err(message) => {
            terminal.say(&format!("licit: {message}\n"));
            Exit::Unreadable
        }
    }
}

/// A folder may be there if it is empty.
fn refuse_what_is_there(folder: &Path) -> Result<(), String> {
    let shown = folder.display();
    if folder.is_dir() {
        let mut entries = fs::read_dir(folder)
            .map_err(|error| format!("`{shown}` cannot be read: {}", crate::diagnostics::reason(&error)))?;
        return match entries.next() {
            None => Ok(()),
            Some(_) => Err(format!(
                "the folder `{shown}` is there already and not empty; nothing was changed. Choose another name."
            )),
        };
    }
    match folder.symlink_metadata() {
        Ok(_) => Err(format!(
            "`{shown}` is there already and is no folder; nothing was changed. Choose another name."
        )),
        Err(_) => Ok(()),
    }
}

fn make(folder: &Path) -> Result<(), String> {
    for template in &TEMPLATES {
        let path = folder.join(template.path);
        write(&path, template.text).map_err(|error| {
            format!("`{}` cannot be written: {}", path.display(), crate::diagnostics::reason(&error))
        })?;
    }
    Ok(())
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// What was made, and what to do with it.
fn story(folder: &Path) -> String {
    let shown = folder.display();
    // A shell takes blanks for the end of a name.
    let mark = if shown.to_string().contains(' ') { "\"" } else { "" };
    let files: String = TEMPLATES.iter().map(|file| format!("  {:<25}{}\n", file.path, file.about)).collect();
    format!(
        "Made the folder {shown} with a policy on rare earths. It works as it is.\n\n\
         {files}\n\
         Next:  cd {mark}{shown}{mark}\n       \
         licit check                         find mistakes\n       \
         licit test                          run the cases\n       \
         licit eval . cases/shipment.yaml    decide a case and say why\n       \
         licit explain rule                  what a word of the language means\n"
    )
}

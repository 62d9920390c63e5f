//! Outputs never take the place of what a policy is made of: nothing asks before a file is overwritten, and a list or a text
//! of law that is gone may not be missed for long.

use std::path::{Path, PathBuf};

use crate::batch::BatchError;
use crate::load::{self, paths};
use crate::program::Program;
use crate::runner::{case_folder, in_case_folder};

use super::paths::rooted;
use super::terminal::Terminal;

/// Why a file cannot be written: it is a text of policy, or one that these policies consist of or are tried with. `named`
/// are case files that lie elsewhere.
pub(super) fn overwritten(
    output: &Path,
    policy: &Path,
    (programs, named): (&[&Program], &[PathBuf]),
    terminal: &Terminal,
) -> Option<BatchError> {
    // Where nothing is, nothing is lost.
    let place = output.canonicalize().ok().filter(|place| place.is_file())?;
    let name = output.display().to_string();
    if output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("licit")) {
        return Some(BatchError::Overwrites { name, what: "a text of policy" });
    }
    let is = |path: &PathBuf| path.canonicalize().is_ok_and(|path| path == place);
    let sources = programs.iter().flat_map(|program| program.sources().files());
    if sources.map(|file| PathBuf::from(&*file.name)).any(|path| is(&path)) {
        return Some(BatchError::Overwrites { name, what: "a file that the policy reads" });
    }
    let own = beside(policy, terminal).iter().chain(named).any(is);
    own.then_some(BatchError::Overwrites {
        name,
        what: "a file of cases, or of what was accepted or said of them",
    })
}

/// The files of cases beside the policies at a path, and what lies there for them.
fn beside(policy: &Path, terminal: &Terminal) -> Vec<PathBuf> {
    let Ok(at) = rooted(policy, terminal) else { return Vec::new() };
    let policies = load::policies(&at.files, &at.path);
    let of_one = policies.iter().flat_map(|policy| {
        let untested = paths::join(&paths::parent(&case_folder(&at.files, policy)), "untested.yaml");
        in_case_folder(&at.files, policy).into_iter().chain([untested])
    });
    of_one.map(|path| at.files.place(&path)).collect()
}

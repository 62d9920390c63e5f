//! Paths inside a root: parts with `/` between them, no part `.` or `..`.

/// A path without `.` and empty parts; `..` is taken as far as it goes.
pub(super) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a written path means from a folder; nothing where it leaves the root or names a device, a
/// drive or another machine.
pub(super) fn resolve(folder: &str, written: &str) -> Option<String> {
    let strange = written.is_empty()
        || written.starts_with('/')
        || written.contains(['\\', ':', '\0'])
        || written.chars().any(char::is_control);
    if strange {
        return None;
    }
    let path = normal(&join(folder, written));
    (!path.split('/').any(|part| part == "..")).then_some(path)
}

/// One path below another.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder that a path lies in.
pub(crate) fn parent(path: &str) -> String {
    path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}

/// The last part of a path, without its ending.
pub(super) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".licit").unwrap_or(name).to_owned()
}

/// A path as seen from a folder, so that it does not depend on where the root is.
pub(super) fn relative(folder: &str, path: &str) -> String {
    let (mut from, mut to) = (parts(folder), parts(path));
    while let (Some(one), Some(two)) = (from.first(), to.first())
        && one == two
    {
        from.remove(0);
        to.remove(0);
    }
    let up = from.iter().map(|_| "..");
    up.chain(to).collect::<Vec<_>>().join("/")
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_root() {
        assert_eq!(resolve("policies/china", "../vocabulary"), Some("policies/vocabulary".to_owned()));
        assert_eq!(resolve("policies/china", "lists/a.csv"), Some("policies/china/lists/a.csv".to_owned()));
        for out in [
            "../../../etc/passwd",
            "/etc/passwd",
            "C:\\a",
            "\\\\host\\share",
            "a/../../../../b",
            "",
            "http://x",
            "a\0b",
        ] {
            assert_eq!(resolve("policies/china", out), None, "{out}");
        }
    }

    #[test]
    fn a_path_is_told_from_the_policy_whatever_the_root() {
        assert_eq!(relative("policies/china", "policies/china/a.licit"), "a.licit");
        assert_eq!(relative("china", "vocabulary/b.licit"), "../vocabulary/b.licit");
        assert_eq!(relative("policies/china", "policies/vocabulary/b.licit"), "../vocabulary/b.licit");
    }
}

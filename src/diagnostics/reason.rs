//! Why a file cannot be opened or written, in words for people.

use std::io::{Error, ErrorKind};

/// What the operating system says, without its numbers.
pub fn reason(error: &Error) -> String {
    // Whoever gave an error words of its own knows more than its kind says.
    if let Some(said) = error.get_ref() {
        return said.to_string();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "you may not open it",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        ErrorKind::AlreadyExists => "there is one of this name already",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
        ErrorKind::BrokenPipe => "nobody reads it any more",
        ErrorKind::InvalidData => "it is no text in UTF-8",
        _ => {
            let said = error.to_string();
            return said.split(" (os error").next().unwrap_or_default().to_lowercase();
        }
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_operating_system_is_told() {
        for number in 1..=133 {
            let told = reason(&Error::from_raw_os_error(number));
            assert!(!told.is_empty() && !told.contains("os error"), "{number}: {told}");
        }
        assert_eq!(reason(&Error::from(ErrorKind::NotFound)), "there is no such file or folder");
    }
}

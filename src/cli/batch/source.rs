//! The file of cases is opened, and its bytes are counted.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::batch::BatchError;
use crate::records::{FileKind, Input, Options, Refusal};
use crate::schema::Schema;

/// A file that is open.
pub(in crate::cli) struct Opened {
    /// What it is called.
    pub name: String,
    /// Bytes that have been read of it.
    pub read: Arc<AtomicU64>,
    /// Its bytes, where that is known.
    pub size: Option<u64>,
    reader: Box<dyn Read + Send>,
    /// The file behind the reader, where it is one.
    file: Option<File>,
}

/// Counts the bytes that go through.
struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(room)?;
        self.read.fetch_add(u64::try_from(read).unwrap_or_default(), Ordering::Relaxed);
        Ok(read)
    }
}

impl Opened {
    /// Opens a file; `-` is the standard input.
    pub fn open(path: &Path) -> Result<Opened, BatchError> {
        let read = Arc::new(AtomicU64::new(0));
        if path == Path::new("-") {
            let reader = Counted { reader: io::stdin(), read: Arc::clone(&read) };
            return Ok(Opened {
                name: "standard input".to_owned(),
                read,
                size: None,
                reader: Box::new(reader),
                file: None,
            });
        }
        let name = path.display().to_string();
        let failed = |error: &io::Error| BatchError::Read {
            name: name.clone(),
            reason: reason(error),
            advice: "see whether the name is right, and whether you may read it".to_owned(),
        };
        let file = File::open(path).map_err(|error| failed(&error))?;
        let about = file.metadata().map_err(|error| failed(&error))?;
        if about.is_dir() {
            return Err(failed(&io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let size = about.is_file().then_some(about.len());
        let whole = size.and_then(|_| file.try_clone().ok());
        let reader = Counted { reader: file, read: Arc::clone(&read) };
        Ok(Opened { name, read, size, reader: Box::new(reader), file: whole })
    }

    /// Looks at what is in it.
    pub fn input(mut self, schema: &Schema, options: &Options) -> Result<Input<'static>, Refusal> {
        let mut first = [0; 4];
        let mut length = 0;
        while let Some(room) = first.get_mut(length..).filter(|room| !room.is_empty()) {
            match self.reader.read(room)? {
                0 => break,
                read => length = length.saturating_add(read),
            }
        }
        let first = first.get(..length).unwrap_or_default().to_vec();
        let kind = FileKind::of(&first);
        let whole = io::Cursor::new(first).chain(self.reader);
        match kind {
            FileKind::Text => Input::text(whole, schema, options),
            FileKind::Workbook => workbook(self.file, whole, schema, options),
            FileKind::Parquet => parquet(self.file, whole, schema, options),
        }
    }
}

/// A file that can be read from its end: the one there is, else what comes through a pipe, kept until the end.
#[cfg(any(feature = "xlsx", feature = "parquet"))]
fn seekable(file: Option<File>, mut whole: impl Read) -> io::Result<File> {
    use std::io::{Seek, SeekFrom};
    let mut file = match file {
        Some(file) => file,
        None => {
            let mut kept = tempfile::tempfile()?;
            io::copy(&mut whole, &mut kept)?;
            kept
        }
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

#[cfg(feature = "xlsx")]
fn workbook(
    file: Option<File>,
    whole: impl Read,
    schema: &Schema,
    options: &Options,
) -> Result<Input<'static>, Refusal> {
    Input::workbook(io::BufReader::new(seekable(file, whole)?), schema, options)
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: Option<File>, _: impl Read, _: &Schema, _: &Options) -> Result<Input<'static>, Refusal> {
    Err(without("XLSX", "xlsx"))
}

#[cfg(feature = "parquet")]
fn parquet(
    file: Option<File>,
    whole: impl Read,
    schema: &Schema,
    options: &Options,
) -> Result<Input<'static>, Refusal> {
    Input::parquet(seekable(file, whole)?, schema, options)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: Option<File>, _: impl Read, _: &Schema, _: &Options) -> Result<Input<'static>, Refusal> {
    Err(without("Parquet", "parquet"))
}

/// That this build reads no files of a kind.
#[cfg(not(all(feature = "xlsx", feature = "parquet")))]
fn without(kind: &'static str, feature: &'static str) -> Refusal {
    let error = BatchError::Feature { does: "read", kind, feature };
    Refusal::Problems(vec![crate::diagnostics::Problem::new(error)], crate::source::Sources::new())
}

/// Why a file cannot be read or written, in words.
pub(in crate::cli) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::BrokenPipe => "nobody reads it any more".to_owned(),
        _ => crate::diagnostics::reason(error),
    }
}

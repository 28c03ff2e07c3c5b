//! The bytes of a file or stream as UTF-8 text, or why there is none.

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

/// The largest text that is read: places in a text are 32 bits wide, and a tree costs several
/// times its text.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Why a file could not be read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing of that name.
    NotFound,
    /// It is something else than a file, for example `a folder`.
    NotAFile(&'static str),
    /// The system does not let this user read it.
    PermissionDenied,
    /// It is larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is text in UTF-16 or UTF-32.
    Utf16,
    /// It is not UTF-8.
    NotUtf8 {
        /// The first byte that is wrong.
        offset: u64,
        /// The line of that byte, from 1.
        line: u32,
    },
    /// What the system says about any other failure.
    Io(String),
}

impl ReadError {
    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            ReadError::Utf16 | ReadError::NotUtf8 { .. } => Some("save the file as UTF-8"),
            ReadError::TooLarge => Some("split the file"),
            _ => None,
        }
    }
}

/// The message goes on after a file's name: "`x.yaml` is a folder, not a file".
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotFound => f.write_str("does not exist"),
            ReadError::NotAFile(what) => write!(f, "is {what}, not a file"),
            ReadError::PermissionDenied => f.write_str("cannot be read: permission denied"),
            ReadError::TooLarge => write!(
                f,
                "is larger than {} MiB, the most that is read",
                MAX_FILE_BYTES / (1024 * 1024)
            ),
            ReadError::Utf16 => f.write_str("is UTF-16 or UTF-32 text, not UTF-8"),
            ReadError::NotUtf8 { offset, line } => {
                write!(f, "is not UTF-8: invalid byte {offset} in line {line}")
            }
            ReadError::Io(error) => write!(f, "cannot be read: {error}"),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound,
            io::ErrorKind::PermissionDenied => ReadError::PermissionDenied,
            _ => ReadError::Io(error.to_string()),
        }
    }
}

/// Reads a file.
///
/// # Errors
///
/// When it is no file, cannot be read, is too large or is not UTF-8. What is no file is not
/// opened, because opening a named pipe waits for its writer.
pub fn read(path: &Path) -> Result<String, ReadError> {
    let metadata = fs::metadata(path)?;
    if !is_open_descriptor(path) {
        if let Some(what) = not_a_file(metadata.file_type()) {
            return Err(ReadError::NotAFile(what));
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge);
        }
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The length of some files (`/proc`) is 0 whatever they hold, and a file can grow.
    File::open(path)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    decode(bytes)
}

/// Turns bytes into text, those of standard input too; a UTF-8 byte order mark is kept, so that
/// offsets are those of the file.
///
/// # Errors
///
/// When there are too many bytes or they are not UTF-8.
pub fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    if is_wide(&bytes) {
        return Err(ReadError::Utf16);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let lines = memchr::memchr_iter(b'\n', &error.as_bytes()[..offset]).count();
        ReadError::NotUtf8 {
            offset: offset as u64,
            line: u32::try_from(lines + 1).unwrap_or(u32::MAX),
        }
    })
}

/// A byte order mark of UTF-16 or UTF-32, or a first character (always ASCII in YAML and JSON)
/// that is two bytes wide.
fn is_wide(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..] => true,
        [first, second, ..] => (*first == 0) != (*second == 0),
        _ => false,
    }
}

/// What a shell makes of `<(helm template chart)`: a pipe that is open already.
fn is_open_descriptor(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

#[cfg(unix)]
fn not_a_file(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else if kind.is_char_device() || kind.is_block_device() {
        Some("a device")
    } else {
        Some("something special")
    }
}

#[cfg(not(unix))]
fn not_a_file(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else {
        Some("something special")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_byte_order_mark() {
        let text = decode(b"\xef\xbb\xbfa: 1".to_vec()).unwrap();
        assert_eq!(text, "\u{feff}a: 1");
    }

    #[test]
    fn names_the_first_byte_that_is_not_utf8() {
        let error = decode(b"a: 1\nb: \xff\n".to_vec()).unwrap_err();
        assert_eq!(error, ReadError::NotUtf8 { offset: 8, line: 2 });
        assert_eq!(error.to_string(), "is not UTF-8: invalid byte 8 in line 2");
    }

    #[test]
    fn tells_wide_encodings_with_and_without_mark() {
        for bytes in [
            &b"\xff\xfea\0:\0"[..],
            b"\xfe\xff\0a\0:",
            b"a\0:\0",
            b"\0a\0:",
            b"\xff\xfe\0\0a\0\0\0",
        ] {
            assert_eq!(decode(bytes.to_vec()), Err(ReadError::Utf16), "{bytes:?}");
        }
        assert!(decode(Vec::new()).is_ok());
        assert!(decode(b"\0\0".to_vec()).is_ok(), "the parser refuses NUL");
    }

    #[test]
    fn says_what_is_wrong_with_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().join("x.yaml");
        assert_eq!(read(&named), Err(ReadError::NotFound));
        fs::create_dir(&named).unwrap();
        assert_eq!(read(&named), Err(ReadError::NotAFile("a folder")));
        assert_eq!(
            read(&named).unwrap_err().to_string(),
            "is a folder, not a file"
        );
    }

    #[test]
    fn refuses_a_file_that_is_too_large_without_reading_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.yaml");
        File::create(&path)
            .unwrap()
            .set_len(MAX_FILE_BYTES + 1)
            .unwrap();
        assert_eq!(read(&path), Err(ReadError::TooLarge));
    }

    #[cfg(unix)]
    #[test]
    fn does_not_wait_at_a_named_pipe_or_socket() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("s.yaml");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(read(&socket), Err(ReadError::NotAFile("a socket")));
        assert_eq!(
            read(Path::new("/dev/null")),
            Err(ReadError::NotAFile("a device"))
        );
        let pipe = folder.path().join("p.yaml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(read(&pipe), Err(ReadError::NotAFile("a named pipe")));
        }
    }
}

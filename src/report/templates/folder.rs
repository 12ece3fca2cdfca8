//! Several files into one folder, or none of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What to do with a file that is there and differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave everything as it is and report it.
    Refuse,
    /// Write over it.
    Replace,
}

/// Files that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file of that name is there and differs.
    #[error("{} is already there and differs: choose another folder, or move it away", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file or the folder could not be read or written.
    #[error("{} could not be written: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes files (name and content) into a folder, which is made where it is missing.
///
/// # Errors
/// [`FolderError::Exists`] before anything is written, when a file is there, differs and is to be
/// left; [`FolderError::Io`] when the folder or a file cannot be read or written.
pub fn write_files(dir: &Path, files: &[(&str, &[u8])], existing: Existing) -> Result<(), FolderError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Io { path, source }
    };
    fs::create_dir_all(dir).map_err(failed(dir))?;
    if existing == Existing::Refuse {
        for (name, bytes) in files {
            refuse_other(&dir.join(name), bytes)?;
        }
    }
    for (name, bytes) in files {
        let path = dir.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
    }
    Ok(())
}

/// Refuses a file that is there and differs.
fn refuse_other(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    match fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Ok(_) => Err(FolderError::Exists { path: path.to_owned() }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(FolderError::Io { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_is_left_and_so_are_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("new");
        let files: [(&str, &[u8]); 2] = [("a", b"1"), ("b", b"2")];
        write_files(&dir, &files, Existing::Refuse).unwrap();
        assert!(write_files(&dir, &files, Existing::Refuse).is_ok());
        fs::remove_file(dir.join("a")).unwrap();
        fs::write(dir.join("b"), "mine").unwrap();
        let refused = write_files(&dir, &files, Existing::Refuse);
        assert!(matches!(refused, Err(FolderError::Exists { path }) if path == dir.join("b")));
        assert!(!dir.join("a").exists());
        write_files(&dir, &files, Existing::Replace).unwrap();
        assert_eq!(fs::read(dir.join("b")).unwrap(), b"2");
    }
}

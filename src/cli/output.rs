//! A folder of files that appears whole or not at all.
//!
//! Files are written into a folder beside the target and flushed to disk; then the two folders
//! change places in one step of the file system, so that whoever looks, and whenever the machine
//! stops, there is either the old report or the new one.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::programme::folder::OUTPUT_MARK;

/// A folder being prepared beside its target.
pub struct Staged {
    target: PathBuf,
    folder: PathBuf,
}

impl Staged {
    /// Prepares to replace `target`; what an interrupted run left beside it is swept away.
    ///
    /// # Errors
    /// When the target is a file, or a folder this tool did not write (unless `force`).
    pub fn new(target: &Path, force: bool) -> Result<Self, Failure> {
        refuse_others(target, force)?;
        let Some(name) = target.file_name().map(|n| n.to_string_lossy().into_owned()) else {
            return Err(nameless(target));
        };
        let folder = target.with_file_name(format!(".{name}.new"));
        let staged = Self { target: target.to_owned(), folder };
        staged.sweep()?;
        fs::create_dir_all(&staged.folder).map_err(|e| write_error(&staged.folder, e))?;
        Ok(staged)
    }

    /// Writes one file, `name` being relative to the folder.
    ///
    /// # Errors
    /// When it cannot be written; the target is untouched.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(name);
        let attempt = || -> std::io::Result<()> {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        attempt().map_err(|e| write_error(&self.target.join(name), e))
    }

    /// Puts the folder in the target's place.
    ///
    /// # Errors
    /// When the file system refuses; the old folder is whole.
    pub fn commit(self) -> Result<(), Failure> {
        sync_folder(&self.folder);
        let swapped = if self.target.exists() {
            exchange(&self.folder, &self.target)
        } else {
            fs::rename(&self.folder, &self.target)
        };
        swapped.map_err(|e| write_error(&self.target, e))?;
        if let Some(parent) = self.target.parent() {
            sync_folder(parent);
        }
        self.sweep()
    }

    /// Takes away what is beside the target.
    fn sweep(&self) -> Result<(), Failure> {
        match fs::remove_dir_all(&self.folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(write_error(&self.folder, e)),
            _ => Ok(()),
        }
    }
}

/// A run that fails leaves nothing beside the target.
impl Drop for Staged {
    fn drop(&mut self) {
        // The failure itself is told already, and the next run sweeps again.
        let _ = self.sweep();
    }
}

fn nameless(target: &Path) -> Failure {
    Failure::Usage(format!(
        "{}: names no folder\n  help: choose a folder by its name with --out",
        target.display()
    ))
}

/// A folder that is no earlier report is not replaced.
fn refuse_others(target: &Path, force: bool) -> Result<(), Failure> {
    let Ok(meta) = fs::symlink_metadata(target) else { return Ok(()) };
    if !meta.is_dir() {
        return Err(Failure::Usage(format!(
            "{}: is there already and is no folder\n  help: choose another folder with --out",
            target.display()
        )));
    }
    let empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if empty || force || target.join(OUTPUT_MARK).exists() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{}: is there already and is no earlier report\n  help: choose another folder with --out, or replace it with --force",
        target.display()
    )))
}

/// Makes a folder's entries last; not every file system can, and then there is nothing to do.
fn sync_folder(folder: &Path) {
    if let Ok(handle) = File::open(folder) {
        let _ = handle.sync_all();
    }
}

/// Two folders change places in one step, where the file system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, target: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => step_aside(new, target),
        done => done.map_err(Into::into),
    }
}

/// Two folders change places.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(new: &Path, target: &Path) -> std::io::Result<()> {
    step_aside(new, target)
}

/// Where folders cannot change places in one step, the old one steps aside first, and comes back
/// when the new one cannot take its place.
fn step_aside(new: &Path, target: &Path) -> std::io::Result<()> {
    let aside = new.with_extension("old");
    match fs::remove_dir_all(&aside) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    fs::rename(target, &aside)?;
    if let Err(e) = fs::rename(new, target) {
        fs::rename(&aside, target)?;
        return Err(e);
    }
    fs::rename(&aside, new)
}

/// A failure to write, with its path.
pub fn write_error(path: &Path, source: std::io::Error) -> Failure {
    Failure::Write { path: path.to_owned(), source }
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever may read the folder.
    All,
    /// The person running the tool: the file holds personal data.
    Owner,
}

/// Writes one file whole: beside it first, then in its place.
///
/// # Errors
/// When it cannot be written; what was there before stands.
pub fn write_file(path: &Path, bytes: &[u8], readers: Readers) -> Result<(), Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    let attempt = || -> std::io::Result<()> {
        let mut file = create(&beside, readers)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    attempt().map_err(|e| write_error(path, e))
}

/// A new file; one for its owner is never open to others, not even while it is written.
fn create(path: &Path, readers: Readers) -> std::io::Result<File> {
    let _ = fs::remove_file(path);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_report_takes_the_place_of_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("report");
        for text in ["first", "second"] {
            let staged = Staged::new(&target, false).unwrap();
            staged.write(OUTPUT_MARK, text.as_bytes()).unwrap();
            staged.write("charts/a.svg", b"<svg/>").unwrap();
            staged.commit().unwrap();
            assert_eq!(fs::read_to_string(target.join(OUTPUT_MARK)).unwrap(), text);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn an_abandoned_run_leaves_the_old_report_and_is_swept_away() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("report");
        let staged = Staged::new(&target, false).unwrap();
        staged.write(OUTPUT_MARK, b"first").unwrap();
        staged.commit().unwrap();
        let abandoned = Staged::new(&target, false).unwrap();
        abandoned.write(OUTPUT_MARK, b"half").unwrap();
        drop(abandoned);
        assert_eq!(fs::read_to_string(target.join(OUTPUT_MARK)).unwrap(), "first");
        Staged::new(&target, false).unwrap().commit().unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_personal_data_is_its_owners() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("matches.csv");
        for _ in 0..2 {
            write_file(&path, b"seen\n", Readers::Owner).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_failed_run_leaves_nothing_beside_the_target() {
        let dir = tempfile::tempdir().unwrap();
        let staged = Staged::new(&dir.path().join("report"), false).unwrap();
        staged.write("index.html", b"half").unwrap();
        drop(staged);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn folders_change_places_even_where_it_takes_steps() {
        let dir = tempfile::tempdir().unwrap();
        let (new, target) = (dir.path().join(".report.new"), dir.path().join("report"));
        for (folder, text) in [(&new, "new"), (&target, "old")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("a"), text).unwrap();
        }
        step_aside(&new, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(new.join("a")).unwrap(), "old");
        fs::remove_dir_all(&new).unwrap();
        assert!(step_aside(&new, &target).is_err());
        assert_eq!(fs::read_to_string(target.join("a")).unwrap(), "new");
    }

    #[test]
    fn someone_elses_folder_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("holiday.jpg"), "x").unwrap();
        assert!(matches!(Staged::new(dir.path(), false), Err(Failure::Usage(_))));
        let file = dir.path().join("holiday.jpg");
        assert!(matches!(Staged::new(&file, true), Err(Failure::Usage(_))));
    }
}

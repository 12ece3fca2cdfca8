//! `init`: a programme folder with settings and spreadsheets to send out.

use super::args::{InitArgs, Shared};
use super::failure::{Failure, Outcome};
use super::load::print;
use super::output::{Readers, write_file};
use crate::programme::folder::CONFIG;
use crate::report::templates;

/// The commented settings file.
const SETTINGS: &str = include_str!("../../data-templates/crossweave.toml");

/// Runs `init`: writes nothing unless all of it can be written.
pub fn run(args: &InitArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let settings = args.dir.join(CONFIG);
    if settings.exists() && !args.force {
        return Err(Failure::Usage(format!(
            "{}: is there already\n  help: choose another folder, or write over it with --force",
            settings.display()
        )));
    }
    let existing = if args.force { templates::Existing::Replace } else { templates::Existing::Refuse };
    let names = templates::write_all(&args.dir, args.framework.into(), existing)
        .map_err(|e| Failure::Usage(e.to_string()))?;
    write_file(&settings, SETTINGS.as_bytes(), Readers::All)?;
    if !shared.quiet {
        print(&format!(
            "In {}:\n  {CONFIG}\n{}\nFill in the spreadsheets, or put your own files beside them, and run:\n  crossweave \
             check\n",
            args.dir.display(),
            names.iter().map(|n| format!("  {n}\n")).collect::<String>()
        ))?;
    }
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::Config;

    #[test]
    fn the_commented_settings_are_the_defaults() {
        let config: Config = toml::from_str(SETTINGS).unwrap();
        assert_eq!(config, Config::default());
    }

    #[test]
    fn every_setting_stands_in_the_file_with_its_default() {
        let uncommented: String =
            SETTINGS.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l)).collect::<Vec<_>>().join("\n");
        let config: Config = toml::from_str(&uncommented).unwrap();
        let shown = toml::Value::try_from(&config).unwrap();
        let defaults = toml::Value::try_from(Config::default()).unwrap();
        for (part, values) in defaults.as_table().unwrap() {
            for key in values.as_table().into_iter().flatten().map(|(k, _)| k) {
                assert!(shown[part].get(key).is_some(), "{part}.{key}");
                assert!(SETTINGS.contains(key.as_str()), "{part}.{key} is not in the file");
            }
        }
    }
}

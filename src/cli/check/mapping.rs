//! `mapping.toml`: how every sheet was read, as settings that can be changed and are then obeyed.

use crate::cli::load::{Loaded, sheet_name};
use crate::ingest::importer::{FieldUse, ImporterSpec};
use crate::ingest::importers::{IMPORTERS, importer};
use crate::ingest::record::{Import, Records};
use crate::ingest::{SheetAccount, SheetUse};
use crate::programme::config::FileConfig;

/// What stands above the parts.
const HEAD: &str = "\
# How Crossweave read each file of this folder. Change what is wrong: it is obeyed from now on.
# What crossweave.toml says about the same file goes before it.
# Lines that begin with \"#: \" are suggestions; take the mark away to use them.
# In [file.columns], field = \"Header as it stands in the sheet\"; field = \"\" leaves a field unread.
";

/// The text: what stood there before, and a part for each sheet it does not name.
pub fn as_toml(loaded: &Loaded, before: &str) -> String {
    let mut text =
        if before.trim().is_empty() { HEAD.to_owned() } else { format!("{}\n", before.trim_end()) };
    for sheet in &loaded.reading.sheets {
        let known = loaded.folder.config.mapping.iter().any(|part| is_about(part, sheet));
        let suggested = before.contains(&title(sheet));
        if known || suggested {
            continue;
        }
        let own = |i: &&Import| i.at.file == sheet.file && i.at.sheet == sheet.sheet;
        match (&sheet.used, loaded.reading.imports.iter().find(own)) {
            (SheetUse::ReadAs(_), Some(import)) => text += &read(loaded, sheet, import),
            (SheetUse::NotUsed(why), _) => text += &suggestion(loaded, sheet, why),
            (SheetUse::ReadAs(_), None) => {}
        }
    }
    text
}

fn is_about(part: &FileConfig, sheet: &SheetAccount) -> bool {
    part.path == *sheet.file && part.sheet.as_deref() == sheet.sheet.as_deref()
}

/// The comment above a part.
fn title(sheet: &SheetAccount) -> String {
    comment(&sheet_name(&sheet.file, sheet.sheet.as_deref()))
}

/// A text as one line of comment.
fn comment(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("# {line}\n")
}

/// A text as TOML writes it.
fn string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn strings(texts: &[String]) -> String {
    let lines: String = texts.iter().map(|text| format!("  {},\n", string(text))).collect();
    format!("[\n{lines}]")
}

fn place(sheet: &SheetAccount, mark: &str) -> String {
    let mut text = format!("{mark}[[file]]\n{mark}path = {}\n", string(&sheet.file));
    if let Some(name) = &sheet.sheet {
        text += &format!("{mark}sheet = {}\n", string(name));
    }
    text
}

/// The part of a sheet that was read.
fn read(loaded: &Loaded, sheet: &SheetAccount, import: &Import) -> String {
    let mut text = format!("\n{}{}kind = {}\n", title(sheet), place(sheet, ""), string(import.importer));
    let is_grid = import.at.entries.is_none() && import.mapping.form.is_none();
    if is_grid && import.at.row > 1 {
        text += &format!("header_row = {}\n", import.at.row);
    }
    text += &occasion(loaded, import);
    let questions: Vec<String> =
        headers(import, |used| matches!(used, FieldUse::Question { .. }).then(String::new))
            .into_iter()
            .map(|(_, header)| header)
            .collect();
    if !questions.is_empty() {
        text += &format!("questions = {}\n", strings(&questions));
    }
    text + &levels(import) + &columns(import)
}

/// Wave and channel: as they are set, or as a suggestion.
fn occasion(loaded: &Loaded, import: &Import) -> String {
    let set = loaded.settings_of(import);
    let mut text = String::new();
    match (&set.wave, &import.records) {
        (Some(wave), _) => text += &format!("wave = {}\n", string(wave)),
        (None, Records::Audit(_)) if !has_field(import, "wave") => {
            text += "#: wave = \"1\"  # which time of asking; without it, by the dates\n";
        }
        _ => {}
    }
    match (&set.channel, &import.records) {
        (Some(channel), _) => text += &format!("channel = {}\n", string(channel)),
        (None, Records::Interactions(log)) if !has_field(import, "channel") && log.channels.len() == 1 => {
            text += &format!("channel = {}\n", string(&log.channels[0]));
        }
        _ => {}
    }
    if let Some(rows) = set.rows {
        text += &format!("rows = {}\n", string(&String::from(rows)));
    }
    text
}

/// The scale; where a longer one fits as well, only as a suggestion.
fn levels(import: &Import) -> String {
    let mapping = &import.mapping;
    if mapping.levels.is_empty() {
        return String::new();
    }
    let text = format!("[file.levels]\n\"*\" = {}\n", strings(&mapping.levels));
    match &mapping.rival {
        None => text,
        Some(rival) => {
            let lines: String = text.lines().map(|line| format!("#: {line}\n")).collect();
            format!(
                "{}{lines}",
                comment(&format!("The answers would be on {rival} too: say which was asked."))
            )
        }
    }
}

/// The fields and the columns they are in.
fn columns(import: &Import) -> String {
    let Some(spec) = importer(import.importer) else { return String::new() };
    let mut seen: Vec<String> = Vec::new();
    let mut text = String::new();
    for (field, header) in headers(import, |used| name_of(used, spec)) {
        if !seen.contains(&field) {
            text += &format!("{} = {}\n", key(&field), string(&header));
            seen.push(field);
        }
    }
    if text.is_empty() { text } else { format!("[file.columns]\n{text}") }
}

/// The name settings have for what a column is read as.
fn name_of(used: &FieldUse, spec: &ImporterSpec) -> Option<String> {
    match used {
        FieldUse::Field(name) => spec.fields.iter().any(|f| f.name == *name).then(|| (*name).to_owned()),
        FieldUse::Attribute(name) if ["people", "audit-wide"].contains(&spec.id) => Some(name.clone()),
        FieldUse::Attribute(_) | FieldUse::Question { .. } | FieldUse::Stands { .. } => None,
    }
}

/// A key as TOML writes it.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { name.to_owned() } else { string(name) }
}

/// The columns that have a name, with their headers, in their order.
fn headers(import: &Import, name: impl Fn(&FieldUse) -> Option<String>) -> Vec<(String, String)> {
    let header = |col: u32| import.columns.iter().find(|c| c.col == col).map(|c| c.header.clone());
    import.mapping.fields.iter().filter_map(|(col, used)| Some((name(used)?, header(*col)?))).collect()
}

fn has_field(import: &Import, field: &str) -> bool {
    import.mapping.fields.iter().any(|(_, used)| matches!(used, FieldUse::Field(name) if *name == field))
}

/// The part a sheet that was not used could have.
fn suggestion(loaded: &Loaded, sheet: &SheetAccount, why: &str) -> String {
    let mark = "#: ";
    let mut text =
        format!("\n{}{}{}", title(sheet), comment(&format!("not used: {why}")), place(sheet, mark));
    let near: Vec<_> = loaded
        .reading
        .candidates
        .iter()
        .filter(|m| m.at.file == sheet.file && m.at.sheet == sheet.sheet)
        .collect();
    let Some(first) = near.first() else {
        let kinds: Vec<&str> = IMPORTERS.iter().map(|spec| spec.id).collect();
        return text + &format!("{mark}kind = \"ignore\"  # or {}\n", kinds.join(", "));
    };
    text += &format!("{mark}kind = {}\n{mark}[file.columns]\n", string(first.importer));
    for missing in near.iter().filter(|m| m.importer == first.importer) {
        for column in missing.columns.iter().take(1) {
            text += &format!("{mark}{} = {}\n", key(missing.field), string(&column.header));
        }
    }
    text
}

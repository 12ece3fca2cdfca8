//! A sweep for a person at a terminal.

use super::picture::{Figures, HEADS, Held, Picture};
use crate::charts::spec::Shown;
use crate::disclosure::Disclosed;
use crate::report::words;

/// Least width the table is laid out for.
const LEAST: usize = 60;
/// Room for one finding's column, gap included.
const MARK: usize = 5;

/// The sweep as aligned text, at most `width` characters a line but for single words longer than that.
pub fn table(picture: &Disclosed<Picture>, width: usize) -> String {
    let (picture, width) = (picture.get(), width.max(LEAST));
    let mut out = String::from("How the picture changes with the tie rule\n\n");
    push_figures(&mut out, picture);
    for line in notes(picture) {
        push_wrapped(&mut out, &line, 2, width);
    }
    out.push_str("\nWhich findings hold\n\n");
    if picture.findings.is_empty() {
        push_wrapped(&mut out, "No finding rests on ties under any of these rules.", 2, width);
    } else {
        push_marks(&mut out, picture, width);
        push_held(&mut out, picture, width);
    }
    if picture.without_ties > 0 {
        let n = words::counted(picture.without_ties as u64, "more finding rests", "more findings rest");
        push_wrapped(&mut out, &format!("{n} on answers alone: no tie rule moves them."), 2, width);
    }
    out
}

fn label_width(picture: &Picture) -> usize {
    let widths = picture.settings.iter().map(|one| one.label.chars().count());
    widths.chain(["Tie rule".len()]).max().unwrap_or_default()
}

fn push_figures(out: &mut String, picture: &Picture) {
    let first = label_width(picture);
    let column = |i: usize| picture.settings.iter().map(move |one| printed(one, i));
    let widths: Vec<usize> = HEADS
        .iter()
        .enumerate()
        .map(|(i, (_, head))| {
            column(i).map(|c| c.chars().count()).chain([head.len()]).max().unwrap_or_default()
        })
        .collect();
    let heads: Vec<String> = HEADS.iter().map(|(_, head)| (*head).to_owned()).collect();
    push_row(out, "Tie rule", first, &heads, &widths);
    for one in &picture.settings {
        let cells: Vec<String> = (0..HEADS.len()).map(|i| printed(one, i)).collect();
        push_row(out, &one.label, first, &cells, &widths);
    }
}

fn push_row(out: &mut String, label: &str, first: usize, cells: &[String], widths: &[usize]) {
    let mut line = format!("  {label:first$}");
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(&format!("  {cell:>width$}"));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

fn printed(one: &Figures, i: usize) -> String {
    match one.cells.get(i) {
        Some(Shown::Number(_, text) | Shown::Text(text)) => text.clone(),
        Some(Shown::Hidden) => "[c]".to_owned(),
        Some(Shown::Unavailable(_)) | None => "[x]".to_owned(),
    }
}

/// What the columns mean.
fn notes(picture: &Picture) -> Vec<String> {
    let mut notes = vec![
        String::new(),
        "* as crossweave.toml has it; without one, the usual rule. Each line below changes one setting. A channel \
         with a limit of its own keeps it."
            .to_owned(),
        "People: those with a tie. Parts: groups of people with no path between them. Hardly talk: pairs of \
         sectors. Help: a confident colleague within two steps."
            .to_owned(),
    ];
    notes.extend(
        picture.by.as_ref().map(|by| format!("E-I by {by}: −1 is all ties inside one {by}, +1 is none.")),
    );
    let any = |f: fn(&Shown) -> bool| picture.settings.iter().flat_map(|one| &one.cells).any(f);
    if any(|cell| matches!(cell, Shown::Hidden)) {
        notes.push("[c] known and not shown".to_owned());
    }
    if any(|cell| matches!(cell, Shown::Unavailable(_))) {
        notes.push("[x] not available".to_owned());
    }
    notes
}

/// A column a finding, as many beside each other as fit.
fn push_marks(out: &mut String, picture: &Picture, width: usize) {
    let first = label_width(picture);
    let fit = (width.saturating_sub(first + 2) / MARK).max(1);
    let marked: Vec<(String, &Held)> =
        picture.findings.iter().enumerate().map(|(i, f)| (mark(i), f)).collect();
    for block in marked.chunks(fit) {
        let widths = vec![MARK - 2; block.len()];
        let heads: Vec<String> = block.iter().map(|(mark, _)| mark.clone()).collect();
        push_row(out, "Tie rule", first, &heads, &widths);
        for (i, one) in picture.settings.iter().enumerate() {
            let holds = |held: &Held| if held.holds.get(i) == Some(&true) { "yes" } else { "-" };
            let cells: Vec<String> = block.iter().map(|(_, held)| holds(held).to_owned()).collect();
            push_row(out, &one.label, first, &cells, &widths);
        }
        out.push('\n');
    }
}

/// `A` to `Z`, then `A2`.
fn mark(i: usize) -> String {
    let letter = char::from(b'A' + (i % 26) as u8);
    if i < 26 { letter.to_string() } else { format!("{letter}{}", i / 26 + 1) }
}

fn push_held(out: &mut String, picture: &Picture, width: usize) {
    for (i, held) in picture.findings.iter().enumerate() {
        push_wrapped(out, &format!("{:<2} {}", mark(i), held.title), 2, width);
        push_wrapped(out, &verdict(held, &picture.settings), 5, width);
    }
}

/// `Holds in 7 of 9 settings. Not: within 7 days; at least 8 messages.`
fn verdict(held: &Held, settings: &[Figures]) -> String {
    let (count, all) = (held.count(), settings.len());
    let of = words::counted(all as u64, "setting", "settings");
    if count == all {
        return format!("Holds in all {of}.");
    }
    let with = |wanted: bool| -> String {
        let fits = settings.iter().zip(&held.holds).filter(|(_, holds)| **holds == wanted);
        fits.map(|(one, _)| one.label.trim_end_matches(" *")).collect::<Vec<_>>().join("; ")
    };
    let which =
        if count * 2 >= all { format!("Not: {}", with(false)) } else { format!("Only: {}", with(true)) };
    format!("Holds in {count} of {of}. {which}.")
}

fn push_wrapped(out: &mut String, text: &str, indent: usize, width: usize) {
    let pad = " ".repeat(indent);
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > width {
            out.push_str(format!("{pad}{line}").trim_end());
            out.push('\n');
            line.clear();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(format!("{pad}{line}").trim_end());
    out.push('\n');
}

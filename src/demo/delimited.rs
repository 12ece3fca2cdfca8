//! The delimited files of the example programme: logs and the cafés' sign-in sheet.

use super::events::SignIn;
use super::interactions::{Channel, Message, Party};
use super::people::Person;

/// `mail log.csv`, as an IT department exports it. The subjects are there to be refused.
pub(super) fn mail_log(people: &[Person], messages: &[Message]) -> Vec<u8> {
    let mut text = line(',', &["Date", "Sender", "Recipients", "Subject"]);
    for message in messages.iter().filter(|m| m.channel == Channel::Email) {
        let date = message.at.strftime("%d/%m/%Y %H:%M").to_string();
        text +=
            &line(',', &[&date, address(people, message.from), &addresses(people, message), message.subject]);
    }
    text.into_bytes()
}

/// `chat and meetings.csv`: the other channels.
pub(super) fn other_channels(people: &[Person], messages: &[Message]) -> Vec<u8> {
    let mut text = line(',', &["Time", "From", "To", "Channel", "Minutes"]);
    for message in messages.iter().filter(|m| m.channel != Channel::Email) {
        let time = message.at.strftime("%Y-%m-%d %H:%M").to_string();
        let minutes = message.minutes.map_or_else(String::new, |m| m.to_string());
        let (from, to) = (address(people, message.from), addresses(people, message));
        text += &line(',', &[&time, from, &to, message.channel.label(), &minutes]);
    }
    text.into_bytes()
}

/// `cafe sign-in.csv`: semicolons and Windows-1252, as a spreadsheet program saves it here.
pub(super) fn sign_in_sheet(people: &[Person], sign_ins: &[SignIn]) -> Vec<u8> {
    let mut text = line(';', &["Café", "Date", "Name", "Email"]);
    for s in sign_ins {
        let person = &people[s.person];
        let email = if s.with_email { person.email.as_str() } else { "" };
        let cafe = format!("Digital Café {}", s.cafe + 1);
        text += &line(';', &[&cafe, &s.day.strftime("%d/%m/%Y").to_string(), &person.full_name(), email]);
    }
    windows_1252(&text)
}

fn address(people: &[Person], party: Party) -> &str {
    match party {
        Party::Person(p) => &people[p].email,
        Party::Outside(address) => address,
    }
}

fn addresses(people: &[Person], message: &Message) -> String {
    let to: Vec<&str> = message.to.iter().map(|&party| address(people, party)).collect();
    to.join("; ")
}

/// One record, quoted where it must be, with the line ending spreadsheet programs write.
fn line(separator: char, cells: &[&str]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(separator, cell)).collect();
    quoted.join(&separator.to_string()) + "\r\n"
}

fn quoted(separator: char, cell: &str) -> String {
    if cell.contains([separator, '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Our names keep to letters that Windows-1252 shares with the first 256 of Unicode.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(line(',', &["a", "b, c", "d \"e\""]), "a,\"b, c\",\"d \"\"e\"\"\"\r\n");
        assert_eq!(line(';', &["a", "b, c", ""]), "a;b, c;\r\n");
    }

    #[test]
    fn accents_take_one_byte_each() {
        assert_eq!(windows_1252("Café Zoë"), b"Caf\xe9 Zo\xeb");
    }
}

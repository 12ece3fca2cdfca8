//! Twelve weeks of messages and meetings along the ties, with what else is in real logs:
//! messages to everyone, single messages, outsiders, people who copy themselves in.

use std::collections::BTreeSet;

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, ToSpan};

use super::dice::Dice;
use super::names::{OUTSIDE, SUBJECTS};
use super::people::{Person, bridge, team_of};
use super::places::{COUNCIL, LEADERSHIP, POLICE, TEAMS};
use super::story::STORY;
use super::ties::{Side, Ties, may_meet, side};

/// Weeks the logs cover, from Monday 29 June 2026.
pub(super) const WEEKS: usize = 12;
/// Messages and meetings along ties.
const ALONG_TIES: usize = 19_000;
/// Single messages between people who share no tie.
const SINGLE: usize = 300;
/// Messages from or to somebody outside.
const WITH_OUTSIDE: usize = 500;
/// Messages and meetings for a large part of a sector.
const LARGE: usize = 60;

/// How people were in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Channel {
    /// E-mail.
    Email,
    /// Chat.
    Chat,
    /// A meeting, from its organiser to those who came.
    Meeting,
    /// A mention or message on social media.
    Social,
}

impl Channel {
    /// As the logs spell it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Channel::Email => "email",
            Channel::Chat => "chat",
            Channel::Meeting => "meeting",
            Channel::Social => "social",
        }
    }
}

/// Somebody in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    /// Someone of the programme.
    Person(usize),
    /// An address of somebody else.
    Outside(&'static str),
}

/// One row of a log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Message {
    /// When.
    pub(super) at: DateTime,
    /// Sender or organiser.
    pub(super) from: Party,
    /// Recipients.
    pub(super) to: Vec<Party>,
    /// How.
    pub(super) channel: Channel,
    /// Subject line.
    pub(super) subject: &'static str,
    /// Minutes, for meetings.
    pub(super) minutes: Option<u16>,
}

/// All messages, in order of time.
pub(super) fn messages(people: &[Person], ties: &Ties, seed: u64) -> Vec<Message> {
    let mut writer =
        Writer { people, dice: Dice::new(seed, 3), alters: alters(people.len(), ties), log: Vec::new() };
    writer.along(ties);
    writer.singles(ties);
    writer.with_outside();
    writer.all_staff();
    writer.large();
    writer.log.sort();
    writer.log
}

/// Everyone's contacts.
fn alters(people: usize, ties: &Ties) -> Vec<Vec<usize>> {
    let mut alters = vec![Vec::new(); people];
    for &(a, b) in ties {
        alters[a].push(b);
        alters[b].push(a);
    }
    alters
}

/// Writes the log.
struct Writer<'a> {
    people: &'a [Person],
    dice: Dice,
    alters: Vec<Vec<usize>>,
    log: Vec<Message>,
}

impl Writer<'_> {
    /// Each tie shows at least twice within a fortnight; active people's ties far more often.
    fn along(&mut self, ties: &Ties) {
        let mut upto = Vec::with_capacity(ties.len());
        let mut sum = 0.0;
        for &(a, b) in ties {
            let first = self.dice.below(WEEKS * 5 - 10);
            let second = first + self.dice.between(1, 9);
            self.send(a, b, first, true);
            self.send(b, a, second, true);
            sum += self.people[a].activity.sqrt() * self.people[b].activity.sqrt() * self.dice.heavy();
            upto.push(((a, b), sum));
        }
        while self.log.len() < ALONG_TIES {
            let point = self.dice.unit() * sum;
            let at = upto.partition_point(|&(_, s)| s <= point);
            let Some(&((a, b), _)) = upto.get(at) else { continue };
            let (from, to) = if self.dice.chance(0.5) { (a, b) } else { (b, a) };
            let day = self.dice.below(WEEKS * 5);
            self.send(from, to, day, false);
        }
    }

    /// One message to a contact, now and then with more of the sender's contacts.
    fn send(&mut self, from: usize, to: usize, day: usize, only: bool) {
        let channel = self.channel();
        let more = match channel {
            _ if only => 0,
            Channel::Email if self.dice.chance(0.25) => self.dice.between(1, 6),
            Channel::Meeting if self.dice.chance(0.6) => self.dice.between(1, 5),
            _ => 0,
        };
        let to = self.with_others(from, to, more);
        self.put(Party::Person(from), to, channel, day);
    }

    fn channel(&mut self) -> Channel {
        match self.dice.unit() {
            x if x < 0.52 => Channel::Email,
            x if x < 0.78 => Channel::Chat,
            x if x < 0.92 => Channel::Meeting,
            _ => Channel::Social,
        }
    }

    /// A recipient and up to `more` other contacts of the sender on the recipient's side.
    fn with_others(&mut self, from: usize, to: usize, more: usize) -> Vec<Party> {
        let mut all = BTreeSet::from([to]);
        for _ in 0..more {
            let other = self.dice.pick(&self.alters[from]);
            if side(&self.people[other]) == side(&self.people[to]) {
                all.insert(other);
            }
        }
        let mut all: Vec<Party> = all.into_iter().map(Party::Person).collect();
        if self.dice.chance(0.01) {
            all.push(Party::Person(from));
        }
        all
    }

    fn put(&mut self, from: Party, to: Vec<Party>, channel: Channel, day: usize) {
        let meeting = channel == Channel::Meeting;
        let at = self.moment(day, meeting);
        let subject = self.dice.pick(SUBJECTS);
        let minutes = meeting.then(|| self.dice.pick(&[15, 30, 30, 45, 60, 60, 90]));
        self.log.push(Message { at, from, to, channel, subject, minutes });
    }

    /// A moment on a working day, counted from 0; meetings begin at the half hour.
    fn moment(&mut self, day: usize, meeting: bool) -> DateTime {
        let minute = self.dice.between(8 * 60, 18 * 60 - 1);
        let minute = if meeting { minute - minute % 30 } else { minute };
        let days = (day / 5 * 7 + day % 5) as i64;
        let monday = date(2026, 6, 29).at(0, 0, 0, 0);
        let midnight = monday.checked_add(days.days()).unwrap_or(monday);
        midnight.checked_add(SignedDuration::from_mins(minute as i64)).unwrap_or(midnight)
    }

    /// Single messages between people who may be in touch and share no tie: one a pair.
    fn singles(&mut self, ties: &Ties) {
        let mut pairs = Ties::new();
        while pairs.len() < SINGLE {
            let (a, b) = (self.dice.below(self.people.len()), self.dice.below(self.people.len()));
            let pair = (a.min(b), a.max(b));
            if a == b || ties.contains(&pair) || !may_meet(&self.people[a], &self.people[b]) {
                continue;
            }
            if pairs.insert(pair) {
                let (channel, day) = (self.channel(), self.dice.below(WEEKS * 5));
                self.put(Party::Person(a), vec![Party::Person(b)], channel, day);
            }
        }
    }

    fn with_outside(&mut self) {
        for _ in 0..WITH_OUTSIDE {
            let person = Party::Person(self.dice.below(self.people.len()));
            let other = Party::Outside(self.dice.pick(OUTSIDE));
            let (from, to) = if self.dice.chance(0.6) { (other, person) } else { (person, other) };
            let day = self.dice.below(WEEKS * 5);
            self.put(from, vec![to], Channel::Email, day);
        }
    }

    /// One message a week from the top to everyone.
    fn all_staff(&mut self) {
        let leaders = team_of(self.people, LEADERSHIP);
        for week in 0..WEEKS {
            let from = leaders[week % leaders.len()];
            let to = (0..self.people.len()).filter(|&p| p != from).map(Party::Person).collect();
            self.put(Party::Person(from), to, Channel::Email, week * 5 + 4);
        }
    }

    /// Heads write to, and meet, a large part of their sector: too many to be ties.
    fn large(&mut self) {
        for i in 0..LARGE {
            let plan = &TEAMS[self.dice.below(TEAMS.len())];
            if plan.sector != COUNCIL && plan.sector != POLICE || plan.name == STORY.low_team {
                continue;
            }
            let from = team_of(self.people, plan.name)[0];
            let channel = if i % 3 == 0 { Channel::Meeting } else { Channel::Email };
            let least = if channel == Channel::Meeting { 9 } else { 12 };
            let to = self.part_of_sector(from, least);
            let day = self.dice.below(WEEKS * 5);
            self.put(Party::Person(from), to, channel, day);
        }
    }

    /// At least `least` people of a sector, the sender, the quiet team and the bridge left out.
    fn part_of_sector(&mut self, from: usize, least: usize) -> Vec<Party> {
        let bridge = bridge(self.people);
        let mut able: Vec<usize> = (0..self.people.len())
            .filter(|&p| p != from && p != bridge)
            .filter(|&p| self.people[p].plan().sector == self.people[from].plan().sector)
            .filter(|&p| self.people[p].plan().name != STORY.low_team && side(&self.people[p]) == Side::Main)
            .collect();
        self.dice.shuffle(&mut able);
        able.truncate(least + self.dice.below(16));
        able.into_iter().map(Party::Person).collect()
    }
}

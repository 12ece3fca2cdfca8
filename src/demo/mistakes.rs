//! Honest mistakes in the forms: the kind `crossweave check` has to find.

use super::audit::{Answer, Form, later};
use super::people::{Person, team_of};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A level spelt wrong.
    MisspeltLevel,
    /// A number that is no level of the scale.
    OutsideScale,
    /// Someone handed in the form twice; the later one counts.
    AnsweredTwice,
    /// An address in capitals, with spaces around it.
    UntidyAddress,
    /// An address not on the staff list beside a name that is.
    OtherAddress,
    /// A form from nobody anyone knows.
    Anonymous,
    /// A question left empty.
    Blank,
    /// "N/A" in place of a level.
    NotApplicable,
}

/// A mistake, the wave it is made in, and who makes it: team, place in the team, question.
struct Planted {
    what: Mistake,
    wave: usize,
    team: &'static str,
    place: usize,
    question: usize,
}

const fn planted(what: Mistake, wave: usize, team: &'static str, place: usize, question: usize) -> Planted {
    Planted { what, wave, team, place, question }
}

const PLANTED: [Planted; 9] = [
    planted(Mistake::MisspeltLevel, 0, "Housing", 2, 3),
    planted(Mistake::AnsweredTwice, 0, "Adult Social Care", 3, 0),
    planted(Mistake::UntidyAddress, 0, "Customer Contact", 4, 0),
    planted(Mistake::Anonymous, 0, "Response", 5, 0),
    planted(Mistake::Blank, 0, "Children's Services", 5, 10),
    planted(Mistake::NotApplicable, 0, "Response", 3, 8),
    planted(Mistake::OutsideScale, 1, "Planning and Regeneration", 2, 5),
    planted(Mistake::OtherAddress, 1, "Control Room", 3, 0),
    planted(Mistake::Blank, 1, "Housing", 6, 16),
];

/// Column of the first question, from 0, in the layout of the forms.
pub(super) const FIRST_QUESTION: usize = 5;
/// Column of the e-mail, from 0.
const EMAIL: usize = 3;

/// People who make a mistake.
pub(super) fn makers(people: &[Person]) -> impl Iterator<Item = usize> + '_ {
    PLANTED.iter().map(|m| team_of(people, m.team)[m.place])
}

/// Puts the mistakes of a wave into its forms.
pub(super) fn make(forms: &mut Vec<Form>, people: &[Person], wave: usize) {
    for m in PLANTED.iter().filter(|m| m.wave == wave) {
        let maker = team_of(people, m.team)[m.place];
        let Some(at) = forms.iter().position(|f| f.person == Some(maker)) else { continue };
        match m.what {
            Mistake::AnsweredTwice => forms.push(an_hour_before(&forms[at])),
            Mistake::Anonymous => forms.push(of_nobody(&forms[at])),
            what => spoil(&mut forms[at], what, m.question),
        }
    }
}

fn spoil(form: &mut Form, what: Mistake, question: usize) {
    let label = |text: &str| Answer::Label(text.to_owned());
    match what {
        Mistake::MisspeltLevel => form.answers[question] = label("Fairly confidnet"),
        Mistake::OutsideScale => form.answers[question] = Answer::Number(6.0),
        Mistake::Blank => form.answers[question] = label(""),
        Mistake::NotApplicable => form.answers[question] = label("N/A"),
        Mistake::UntidyAddress => form.email = format!("  {} ", form.email.to_uppercase()),
        Mistake::OtherAddress => form.email = "my.own.address@homemail.example".to_owned(),
        Mistake::AnsweredTwice | Mistake::Anonymous => {}
    }
}

/// The same person an hour before, not yet sure about one answer.
fn an_hour_before(form: &Form) -> Form {
    let mut earlier = form.clone();
    earlier.start = later(form.start, -3600);
    earlier.end = later(form.end, -3600);
    earlier.answers[0] = Answer::Label("Not very confident".to_owned());
    earlier
}

/// A form like another, handed in a minute after it by nobody anyone knows.
fn of_nobody(form: &Form) -> Form {
    let mut of_nobody = form.clone();
    of_nobody.person = None;
    of_nobody.start = later(form.start, 60);
    of_nobody.end = later(form.end, 60);
    of_nobody.email = "anonymous".to_owned();
    of_nobody.name = String::new();
    of_nobody
}

/// The mistakes of a wave and the cell each is in, as row and column from 0 under a header
/// row that is row 0.
pub(super) fn cells(forms: &[Form], people: &[Person], wave: usize) -> Vec<(Mistake, usize, usize)> {
    let place = |m: &Planted| {
        let maker = Some(team_of(people, m.team)[m.place]);
        let who = if m.what == Mistake::Anonymous { None } else { maker };
        // Of two forms by one person it is the later one that is reported.
        let row = 1 + forms.iter().rposition(|f| f.person == who)?;
        Some((m.what, row, column(m)))
    };
    PLANTED.iter().filter(|m| m.wave == wave).filter_map(place).collect()
}

fn column(m: &Planted) -> usize {
    match m.what {
        Mistake::AnsweredTwice | Mistake::UntidyAddress | Mistake::OtherAddress | Mistake::Anonymous => EMAIL,
        _ => FIRST_QUESTION + m.question,
    }
}

//! Columns that are nobody's business: recognised by their header, never profiled, never read.

use super::text::words;

/// How a private header is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateRule {
    /// The whole header is this.
    Whole(&'static str),
    /// The word stands in a header of at most four words; longer headers are questions.
    Word(&'static str),
    /// The words stand side by side in a header of any length.
    Phrase(&'static str),
}

/// A kind of column that is never read.
#[derive(Debug)]
pub struct PrivateHeader {
    /// Headers it goes by.
    pub rules: &'static [PrivateRule],
    /// Why it is left alone, as the account of the sheet says.
    pub reason: &'static str,
}

/// Most words a header may have to be a label; a longer one is a sentence.
const LABEL_WORDS: usize = 4;

use PrivateRule::{Phrase, Whole, Word};

/// Every kind of column that is never read.
pub const PRIVATE_HEADERS: &[PrivateHeader] = &[
    PrivateHeader {
        rules: &[
            Whole("subject"),
            Whole("subject line"),
            Whole("message subject"),
            Whole("email subject"),
            Whole("e mail subject"),
            Whole("mail subject"),
            Whole("original subject"),
            Whole("meeting subject"),
            Whole("event subject"),
            Whole("meeting title"),
            Whole("meeting topic"),
        ],
        reason: "looks like a subject line",
    },
    PrivateHeader {
        rules: &[
            Whole("body"),
            Whole("message body"),
            Whole("email body"),
            Whole("mail body"),
            Whole("body text"),
            Whole("body preview"),
            Whole("message"),
            Whole("message text"),
            Whole("message content"),
            Whole("content"),
            Whole("text"),
            Whole("post text"),
            Whole("full text"),
            Whole("snippet"),
            Whole("preview"),
        ],
        reason: "looks like the text of messages",
    },
    PrivateHeader {
        rules: &[Word("birth"), Word("birthdate"), Word("birthday"), Phrase("date of birth"), Whole("dob")],
        reason: "looks like a date or place of birth",
    },
    PrivateHeader {
        rules: &[Word("passport"), Phrase("passport number")],
        reason: "looks like passport details",
    },
    PrivateHeader {
        rules: &[Word("citizenship"), Word("nationality"), Whole("immigration status"), Whole("visa status")],
        reason: "looks like citizenship or nationality",
    },
    PrivateHeader {
        rules: &[Word("religion"), Word("religious"), Word("faith"), Whole("belief")],
        reason: "looks like religion or belief",
    },
    PrivateHeader {
        rules: &[
            Word("ethnicity"),
            Whole("ethnic"),
            Phrase("ethnic group"),
            Phrase("ethnic origin"),
            Whole("race"),
        ],
        reason: "looks like ethnic origin",
    },
    PrivateHeader {
        rules: &[
            Whole("health"),
            Phrase("health condition"),
            Phrase("health conditions"),
            Whole("health status"),
            Whole("health issues"),
            Word("medical"),
            Word("sickness"),
            Word("disability"),
            Whole("disabled"),
            Word("disabilities"),
        ],
        reason: "looks like health or disability",
    },
    PrivateHeader {
        rules: &[Whole("union"), Phrase("trade union"), Whole("union member"), Whole("union membership")],
        reason: "looks like trade union membership",
    },
    PrivateHeader {
        rules: &[
            Phrase("ni number"),
            Phrase("national insurance"),
            Whole("nino"),
            Phrase("social security number"),
            Whole("ssn"),
        ],
        reason: "looks like a national insurance number",
    },
    PrivateHeader {
        rules: &[
            Whole("bank"),
            Whole("bank name"),
            Phrase("bank account"),
            Phrase("bank details"),
            Phrase("sort code"),
            Phrase("account number"),
            Whole("iban"),
        ],
        reason: "looks like bank details",
    },
    PrivateHeader {
        rules: &[
            Word("salary"),
            Whole("pay"),
            Whole("pay rate"),
            Whole("annual pay"),
            Phrase("actual pay"),
            Phrase("total pay"),
            Word("payscale"),
            Phrase("pay scale"),
            Whole("wage"),
            Whole("wages"),
            Word("remuneration"),
        ],
        reason: "looks like pay",
    },
    PrivateHeader {
        rules: &[
            Phrase("home address"),
            Phrase("home postcode"),
            Whole("postal address"),
            Whole("street address"),
        ],
        reason: "looks like a home address",
    },
    PrivateHeader {
        rules: &[
            Whole("phone"),
            Whole("telephone"),
            Whole("mobile"),
            Whole("tel"),
            Whole("mobile phone"),
            Whole("home phone"),
            Whole("work phone"),
            Phrase("phone number"),
            Phrase("telephone number"),
            Whole("mobile number"),
            Whole("phone no"),
            Whole("contact phone"),
            Whole("contact telephone"),
            Whole("telephone no"),
            Whole("mobile no"),
        ],
        reason: "looks like a phone number",
    },
    PrivateHeader {
        rules: &[Whole("from ip"), Whole("to ip"), Whole("client ip"), Whole("original client ip")],
        reason: "looks like where, or on what device, someone was",
    },
    PrivateHeader {
        rules: &[Whole("attachments"), Whole("attachment name"), Whole("attachment names")],
        reason: "looks like names of attachments",
    },
    PrivateHeader { rules: &[Word("gender"), Whole("sex")], reason: "looks like gender" },
    PrivateHeader {
        rules: &[Phrase("sexual orientation"), Whole("sexuality"), Phrase("marital status")],
        reason: "looks like private life",
    },
    PrivateHeader {
        rules: &[
            Phrase("ip address"),
            Whole("ipaddress"),
            Whole("ipaddr"),
            Whole("ip"),
            Word("latitude"),
            Word("longitude"),
            Phrase("user agent"),
            Whole("useragent"),
        ],
        reason: "looks like where, or on what device, someone was",
    },
    PrivateHeader { rules: &[Word("military")], reason: "looks like military service" },
];

/// Ways to begin a question that asks for what follows.
const ASKING: &[&str] = &[
    "what is your",
    "what s your",
    "please enter your",
    "please give your",
    "please state your",
    "enter your",
    "your",
];

/// Why a column with this header is never read; `None` when it may be.
///
/// ```
/// use crossweave::ingest::private::private_reason;
/// assert_eq!(private_reason("BirthDate"), Some("looks like a date or place of birth"));
/// assert_eq!(private_reason("Keeping personal data safe when I share files"), None);
/// ```
pub fn private_reason(header: &str) -> Option<&'static str> {
    let joined = words(header).join(" ");
    let asked = ASKING.iter().find_map(|start| joined.strip_prefix(start)?.strip_prefix(' '));
    PRIVATE_HEADERS
        .iter()
        .find(|kind| {
            let says = |text: &str| kind.rules.iter().any(|rule| rule.matches(text));
            says(&joined) || asked.is_some_and(says)
        })
        .map(|kind| kind.reason)
}

impl PrivateRule {
    fn matches(self, header: &str) -> bool {
        match self {
            Whole(all) => header == all,
            Word(word) => header.split(' ').count() <= LABEL_WORDS && header.split(' ').any(|w| w == word),
            Phrase(words) => format!(" {header} ").contains(&format!(" {words} ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personnel_columns_are_private() {
        for header in [
            "BirthDate",
            "BirthCountry",
            "Gender",
            "CitizenshipCountry",
            "CitizenshipBasis",
            "CitizenshipStartDate",
            "PassportCountry",
            "PassportIssueDate",
            "PassportExpirationDate",
            "MilitaryServiceBranch",
            "MilitaryDischargeType",
            "MilitaryDischargeDate",
            "Subject",
            "Message body",
            "Date of birth",
            "What is your date of birth?",
            "NI number",
            "Ethnicity",
            "Religion or belief",
            "Bank account",
            "Salary",
            "Home address",
            "Phone number",
            "Mobile",
            "Trade union member",
            "What is your gender?",
            "Nationality",
            "Disability",
            "Health",
            "IP Address",
            "IPAddress",
            "ipaddr",
            "LocationLatitude",
            "User agent",
        ] {
            assert!(private_reason(header).is_some(), "{header}");
        }
    }

    #[test]
    fn questions_and_working_columns_are_not() {
        for header in [
            "Keeping personal data safe when I share files",
            "Answering the public on social media in my work",
            "Spotting a message that is trying to trick me",
            "Email",
            "Name",
            "EmailAddress",
            "CurrentEmploymentType",
            "Health and Wellbeing Board",
            "Message ID",
            "Subject matter expert",
            "Helping people in my faith community to get online with their phone",
            "Bank holiday cover",
            "What is your mobile phone brand?",
            "Sharing a body of work with others",
            "Team",
            "Union Street office",
        ] {
            assert_eq!(private_reason(header), None, "{header}");
        }
    }
}

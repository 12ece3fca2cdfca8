//! What can be wrong with people.

use crate::ingest::problem::{ProblemSpec, Severity};

/// The same id stands on two rows of the staff list.
pub static LISTED_TWICE: ProblemSpec = ProblemSpec {
    code: "E301",
    severity: Severity::Error,
    title: "person listed twice",
    explanation: "Two rows of the staff lists have the same id. The first row counts; blanks in it are filled \
        from the second. Delete one of the rows, or give the second person an id of their own.",
};

/// An alias belongs to two people.
pub static ALIAS_TAKEN: ProblemSpec = ProblemSpec {
    code: "E302",
    severity: Severity::Error,
    title: "alias belongs to someone else",
    explanation: "An alias on the staff list is already the id or alias of another person. It was left out. \
        Decide whose it is and delete the other.",
};

/// A manager who is not on the list.
pub static UNKNOWN_MANAGER: ProblemSpec = ProblemSpec {
    code: "W303",
    severity: Severity::Warning,
    title: "manager not on the staff list",
    explanation: "The manager named in this row is not on the staff list, so the reporting line ends here. Add \
        the manager to the list or correct the spelling.",
};

/// Someone answered who is not on the list.
pub static NOT_ON_LIST: ProblemSpec = ProblemSpec {
    code: "W304",
    severity: Severity::Warning,
    title: "not on the staff list",
    explanation: "The person in this row is not on the staff list, so the row was left out. If they are someone \
        on the list under another address, say so in matches.csv (crossweave check --write-matches makes it) or \
        in the list's aliases column; if they belong on the list, add them.",
};

/// A name two people share.
pub static NAME_SHARED: ProblemSpec = ProblemSpec {
    code: "W305",
    severity: Severity::Warning,
    title: "more than one person has this name",
    explanation: "The row gives only a name, and more than one person on the staff list has it. The row was left \
        out: two people with one name stay two people. Add an e-mail address or staff number to the row.",
};

/// Two answers in one wave.
pub static ANSWERED_TWICE: ProblemSpec = ProblemSpec {
    code: "W307",
    severity: Severity::Warning,
    title: "second answer by one person",
    explanation: "One person handed in the form more than once in the same wave. The setting repeat under [audit] \
        says which one counts: last (the default), first, or refuse for none.",
};

/// Senders or recipients outside the list.
pub static OUTSIDE: ProblemSpec = ProblemSpec {
    code: "N308",
    severity: Severity::Note,
    title: "contacts outside the staff list",
    explanation: "The log has senders or recipients who are not on the staff list. They are counted and kept out of \
        the network. If some of them are people on the list under another address, accept them in matches.csv.",
};

/// A likeness someone should look at.
pub static LOOKS_LIKE: ProblemSpec = ProblemSpec {
    code: "W309",
    severity: Severity::Warning,
    title: "looks like someone on the staff list",
    explanation: "An address that is not on the staff list looks like someone who is. Nothing was merged. Run \
        crossweave check --write-matches, write yes or no in the accept column of matches.csv, and run again.",
};

/// Waves without dates.
pub static WAVE_ORDER: ProblemSpec = ProblemSpec {
    code: "W310",
    severity: Severity::Warning,
    title: "order of the waves is a guess",
    explanation: "Audit files without dates were taken in the order of their names. Say which is which with \
        wave = \"1\" under [[file]] in crossweave.toml.",
};

/// A matches file that cannot be obeyed.
pub static BAD_MATCH: ProblemSpec = ProblemSpec {
    code: "E311",
    severity: Severity::Error,
    title: "matches.csv cannot be obeyed",
    explanation: "A row of matches.csv says yes to someone who is not on the staff list, or would make one person \
        of two who both are. Correct the suggested column, or write no; of two rows of the staff list for one \
        person, delete one.",
};

/// Two rows with one id and different first names.
pub static ONE_ID_TWO_PEOPLE: ProblemSpec = ProblemSpec {
    code: "E312",
    severity: Severity::Error,
    title: "one id for two people",
    explanation: "Two rows of the staff lists have the same id but different first names, as happens where people \
        share a mailbox. Two people are never made one: the first row counts and the second is left out. Give the \
        second person an id of their own.",
};

/// Addresses that are nobody's.
pub static SHARED_MAILBOX: ProblemSpec = ProblemSpec {
    code: "N313",
    severity: Severity::Note,
    title: "shared mailbox or distribution list",
    explanation: "An address looks like a shared mailbox, a distribution list or a machine rather than a person. No \
        single sign decides: the words of the address, how widely it writes, whether it ever answers and whether \
        it is ever written to are taken together, and nobody with a personal name on the staff list is taken for \
        one. It is left out of ties. If it is a person after all, list it under keep in the [identity] part of \
        crossweave.toml; add others under shared.",
};

/// A setting about an address nobody has seen.
pub static UNUSED_ADDRESS: ProblemSpec = ProblemSpec {
    code: "W314",
    severity: Severity::Warning,
    title: "address in crossweave.toml not met",
    explanation: "The keep or shared setting under [identity] names an address that is in no log and on no staff \
        list, so it changes nothing. Correct the spelling or delete it.",
};

/// Every problem about people, by code.
pub static PROBLEMS: &[&ProblemSpec] = &[
    &LISTED_TWICE,
    &ALIAS_TAKEN,
    &UNKNOWN_MANAGER,
    &NOT_ON_LIST,
    &NAME_SHARED,
    &ANSWERED_TWICE,
    &OUTSIDE,
    &LOOKS_LIKE,
    &WAVE_ORDER,
    &BAD_MATCH,
    &ONE_ID_TWO_PEOPLE,
    &SHARED_MAILBOX,
    &UNUSED_ADDRESS,
];

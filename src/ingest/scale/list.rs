//! The list of scales English forms use: this is the one place for them.
//!
//! Labels are those in common use in staff and customer surveys; each set is named by what it measures.

use super::Trust;

/// One level's names; the first is the label reports use. In [`DEGREES`], `*` stands for the adjective.
pub(super) type Names = &'static [&'static str];

/// One scale of the list.
pub(super) struct Known {
    /// What it measures, and on how many levels.
    pub name: &'static str,
    /// Names of each level, lowest first.
    pub levels: &'static [Names],
    /// How far its labels can be trusted to be answers.
    pub trust: Trust,
}

const fn scale(name: &'static str, levels: &'static [Names]) -> Known {
    Known { name, levels, trust: Trust::Labels }
}

/// A scale that counts only where its levels were chosen, all of up to four: it has the labels of others.
const fn whole(name: &'static str, levels: &'static [Names]) -> Known {
    Known { name, levels, trust: Trust::WhenWhole }
}

/// Adjectives that take every degree, and what the scale then measures.
pub(super) const ADJECTIVES: &[(&str, &str)] = &[
    ("confident", "confidence"),
    ("important", "importance"),
    ("useful", "usefulness"),
    ("helpful", "helpfulness"),
    ("comfortable", "comfort"),
    ("familiar", "familiarity"),
    ("concerned", "concern"),
];

/// Degrees of an adjective. Forms differ in where they put "fairly", "quite" and "very".
pub(super) const DEGREES: &[Known] = &[
    scale(
        "five levels",
        &[
            &["Not at all *", "Not * at all", "Not *", "Completely un*", "Un*"],
            &["Not very *", "Slightly *", "A little *"],
            &["Fairly *", "Somewhat *", "Moderately *"],
            &["*", "Quite *"],
            &["Very *", "Extremely *", "Completely *"],
        ],
    ),
    scale(
        "five levels up to extremely",
        &[
            &["Not at all *", "Not * at all", "Not *"],
            &["Slightly *", "A little *", "Not very *", "Not so *"],
            &["Moderately *", "Somewhat *", "Fairly *"],
            &["Very *", "Quite *"],
            &["Extremely *", "Completely *", "Totally *", "Essential", "Critical", "Critically *"],
        ],
    ),
    scale(
        "five levels with somewhat below fairly",
        &[
            &["Not at all *", "Not * at all", "Not *"],
            &["Slightly *", "A little *", "Not very *"],
            &["Somewhat *"],
            &["Fairly *", "Quite *", "Moderately *", "Mostly *"],
            &["Very *", "Extremely *", "Completely *"],
        ],
    ),
    scale(
        "four levels",
        &[
            &["Not at all *", "Not * at all", "Not *"],
            &["Not very *", "Slightly *", "A little *"],
            &["Fairly *", "Somewhat *", "Moderately *", "Quite *"],
            &["Very *", "Completely *"],
        ],
    ),
    scale(
        "five levels with a middle",
        &[
            &["Not at all *", "Very un*", "Extremely un*"],
            &["Not very *", "Un*", "Fairly un*", "Somewhat un*", "Not *"],
            &["Neither", "Neutral", "Neither * nor un*", "Neither * nor not *", "Neither un* nor *"],
            &["Fairly *", "*", "Quite *", "Somewhat *"],
            &["Very *", "Extremely *"],
        ],
    ),
    whole(
        "three levels",
        &[
            &["Not at all *", "Not *"],
            &["Somewhat *", "Fairly *", "Quite *", "A little *", "Slightly *", "Moderately *"],
            &["Very *", "Extremely *", "Completely *"],
        ],
    ),
    whole("three levels up to very", &[&["Not *", "Un*"], &["*"], &["Very *"]]),
];

/// Every other scale.
pub(super) const OTHERS: &[Known] = &[
    scale(
        "amount of confidence, five levels",
        &[
            &["No confidence", "No confidence at all", "None"],
            &["Little confidence", "A little confidence", "Low confidence", "Slight confidence"],
            &["Some confidence", "Moderate confidence", "Medium confidence"],
            &["High confidence", "A lot of confidence", "Much confidence", "Considerable confidence"],
            &["Complete confidence", "Full confidence", "Total confidence", "Very high confidence"],
        ],
    ),
    whole(
        "height, five levels",
        &[&["Very low"], &["Low"], &["Medium", "Moderate", "Average"], &["High"], &["Very high"]],
    ),
    whole("height, three levels", &[&["Low"], &["Medium", "Moderate", "Average"], &["High"]]),
    scale(
        "agreement, seven levels",
        &[
            &["Strongly disagree", "Disagree strongly"],
            &["Disagree"],
            &["Somewhat disagree", "Slightly disagree", "Tend to disagree"],
            &["Neither agree nor disagree", "Neutral", "Neither", "Neither agree or disagree"],
            &["Somewhat agree", "Slightly agree", "Tend to agree"],
            &["Agree"],
            &["Strongly agree", "Agree strongly"],
        ],
    ),
    scale(
        "agreement, six levels",
        &[
            &["Strongly disagree", "Disagree strongly"],
            &["Disagree"],
            &["Slightly disagree", "Somewhat disagree", "Tend to disagree"],
            &["Slightly agree", "Somewhat agree", "Tend to agree"],
            &["Agree"],
            &["Strongly agree", "Agree strongly"],
        ],
    ),
    scale(
        "agreement, five levels",
        &[
            &["Strongly disagree", "Disagree strongly", "Completely disagree", "Totally disagree"],
            &["Disagree"],
            &[
                "Neither agree nor disagree",
                "Neutral",
                "Neither",
                "Undecided",
                "Neither agree or disagree",
                "Neither disagree nor agree",
            ],
            &["Agree"],
            &["Strongly agree", "Agree strongly", "Completely agree", "Totally agree"],
        ],
    ),
    scale(
        "agreement, five levels with tend to",
        &[
            &["Strongly disagree", "Disagree strongly", "Definitely disagree"],
            &["Tend to disagree", "Somewhat disagree", "Slightly disagree", "Mostly disagree"],
            &["Neither agree nor disagree", "Neutral", "Neither", "Neither agree or disagree"],
            &["Tend to agree", "Somewhat agree", "Slightly agree", "Mostly agree"],
            &["Strongly agree", "Agree strongly", "Definitely agree"],
        ],
    ),
    scale(
        "agreement, four levels",
        &[&["Strongly disagree"], &["Disagree"], &["Agree"], &["Strongly agree"]],
    ),
    whole(
        "agreement, three levels",
        &[&["Disagree"], &["Neither agree nor disagree", "Neutral", "Neither"], &["Agree"]],
    ),
    scale(
        "frequency, five levels",
        &[
            &["Never"],
            &["Rarely", "Hardly ever", "Seldom", "Almost never"],
            &["Sometimes", "Occasionally"],
            &["Often", "Usually", "Frequently", "Most of the time"],
            &["Always", "Very often", "All the time", "Almost always"],
        ],
    ),
    whole(
        "frequency, four levels",
        &[
            &["Never"],
            &["Sometimes", "Occasionally", "Rarely"],
            &["Often", "Usually", "Frequently"],
            &["Always"],
        ],
    ),
    scale(
        "how often, five levels",
        &[
            &["Never", "Not at all"],
            &[
                "Rarely",
                "Less often",
                "Less than monthly",
                "Less than once a month",
                "A few times a year",
                "Yearly",
            ],
            &["Monthly", "Every month", "Once a month", "A few times a month", "At least monthly"],
            &["Weekly", "Every week", "Once a week", "A few times a week", "At least weekly"],
            &["Daily", "Every day", "Once a day", "Several times a day", "Most days", "Every working day"],
        ],
    ),
    scale(
        "how often, six levels",
        &[
            &["Never", "Not at all"],
            &["Less than once per year", "Less than once a year", "Less than yearly"],
            &[
                "Several times per year",
                "Several times a year",
                "A few times a year",
                "Yearly",
                "Once a year",
            ],
            &["Monthly", "Every month", "Once a month", "Several times a month"],
            &["Weekly", "Every week", "Once a week", "Several times a week"],
            &["Daily", "Every day", "Once a day", "Most days"],
        ],
    ),
    scale(
        "satisfaction, five levels",
        &[
            &["Very dissatisfied", "Very unsatisfied", "Extremely dissatisfied"],
            &["Somewhat dissatisfied", "Dissatisfied", "Fairly dissatisfied", "Somewhat unsatisfied"],
            &["Neither satisfied nor dissatisfied", "Neutral"],
            &["Somewhat satisfied", "Satisfied", "Fairly satisfied"],
            &["Very satisfied", "Extremely satisfied"],
        ],
    ),
    scale(
        "favour, five levels",
        &[
            &["Very unfavourably", "Very unfavorably", "Very unfavourable", "Very unfavorable"],
            &["Somewhat unfavourably", "Somewhat unfavorably", "Unfavourable", "Unfavorable"],
            &[
                "Neither favourably nor unfavourably",
                "Neither favorably nor unfavorably",
                "Neither favourably nor unfavourably (neutral)",
                "Neither favorably nor unfavorably (neutral)",
                "Neutral",
            ],
            &["Somewhat favourably", "Somewhat favorably", "Favourable", "Favorable"],
            &["Very favourably", "Very favorably", "Very favourable", "Very favorable"],
        ],
    ),
    scale(
        "quality, five levels",
        &[
            &["Very poor", "Very bad", "Terrible"],
            &["Poor", "Bad"],
            &["Fair", "Average", "Acceptable", "OK", "Okay"],
            &["Good"],
            &["Very good", "Excellent"],
        ],
    ),
    scale(
        "quality, five levels up to excellent",
        &[&["Poor"], &["Fair", "Average"], &["Good"], &["Very good"], &["Excellent", "Outstanding"]],
    ),
    scale("quality, four levels", &[&["Poor"], &["Fair"], &["Good"], &["Excellent"]]),
    scale(
        "weight, five levels",
        &[
            &["Of no importance", "No importance"],
            &["Of little importance", "Little importance", "Low importance"],
            &["Of some importance", "Of moderate importance", "Moderate importance", "Some importance"],
            &["Of great importance", "High importance"],
            &["Of the greatest importance", "Essential", "Very high importance"],
        ],
    ),
    scale(
        "ease, five levels",
        &[
            &["Very difficult", "Very hard"],
            &["Difficult", "Hard", "Somewhat difficult", "Fairly difficult"],
            &["Neither easy nor difficult", "Neither difficult nor easy", "Neutral", "Neither"],
            &["Easy", "Somewhat easy", "Fairly easy"],
            &["Very easy"],
        ],
    ),
    scale("ease, four levels", &[&["Very difficult"], &["Difficult"], &["Easy"], &["Very easy"]]),
    scale(
        "ability, four levels",
        &[
            &["I cannot do this", "I can't do this", "Cannot do this", "Cannot do", "Not able", "Unable"],
            &["With help", "I can do this with help", "I need help", "With support", "With some help"],
            &["On my own", "I can do this on my own", "Without help", "By myself", "Independently"],
            &[
                "Could teach others",
                "I could teach others",
                "I can teach others",
                "Can teach others",
                "I can help others",
                "I could help others",
                "I could show others",
            ],
        ],
    ),
    scale(
        "expertise, five levels",
        &[
            &["No experience", "No knowledge", "None"],
            &["Beginner", "Novice", "Basic"],
            &["Intermediate", "Competent"],
            &["Advanced", "Proficient"],
            &["Expert"],
        ],
    ),
    whole(
        "expertise, four levels",
        &[
            &["Beginner", "Novice", "Basic"],
            &["Intermediate", "Competent"],
            &["Advanced", "Proficient"],
            &["Expert"],
        ],
    ),
    whole(
        "expertise, three levels",
        &[&["Beginner", "Novice", "Basic"], &["Intermediate", "Competent"], &["Advanced", "Expert"]],
    ),
    scale(
        "extent, five levels",
        &[
            &["Not at all"],
            &["A little", "A little bit", "To a small extent", "To a little extent"],
            &["Somewhat", "To some extent", "To a moderate extent", "A moderate amount"],
            &["Quite a bit", "A lot", "To a large extent", "To a great extent"],
            &["A great deal", "Very much", "Completely", "To a very large extent", "To a very great extent"],
        ],
    ),
    scale(
        "likelihood, five levels",
        &[
            &["Very unlikely", "Extremely unlikely"],
            &["Unlikely", "Somewhat unlikely", "Fairly unlikely"],
            &["Neither likely nor unlikely", "Neutral", "Neither"],
            &["Likely", "Somewhat likely", "Fairly likely"],
            &["Very likely", "Extremely likely"],
        ],
    ),
    Known { name: "yes or no", levels: &[&["No"], &["Yes"]], trust: Trust::WhereAsked },
    Known {
        name: "yes, partly or no",
        levels: &[&["No"], &["Partly", "Partially", "Somewhat", "Maybe", "In part"], &["Yes"]],
        trust: Trust::WhereAsked,
    },
];

//! The planted story: what a good report on the example programme has to find, as data.

/// Facts that hold in the example programme for every seed, under the default tie rule.
#[derive(Debug)]
pub struct Story {
    /// Two sectors with far fewer ties between them than their activity lets expect.
    pub quiet_sectors: (&'static str, &'static str),
    /// Most ties there are between the two.
    pub quiet_ties: usize,
    /// E-mail of the one person whose leaving cuts off [`Story::cut_off`].
    pub bridge: &'static str,
    /// Team of the bridge.
    pub bridge_team: &'static str,
    /// Teams joined to the rest through the bridge alone.
    pub cut_off: [&'static str; 2],
    /// Skill that, in the latest wave, only one team has anyone confident in.
    pub rare_skill: &'static str,
    /// The team that holds it.
    pub rare_skill_team: &'static str,
    /// People of the team who are confident in it, each wave.
    pub rare_skill_holders: usize,
    /// Team low in confidence that hardly talks to others.
    pub low_team: &'static str,
    /// People of that team without any tie.
    pub low_team_isolates: usize,
    /// Ties of that team to others, all through different people.
    pub low_team_outside: usize,
    /// Mean rise in level, from the first wave to the second, of people who went to a café:
    /// from, to.
    pub cafe_rise: (f64, f64),
    /// Largest mean change, up or down, of people who went to none.
    pub others_change: f64,
}

/// The planted story.
pub const STORY: Story = Story {
    quiet_sectors: ("Police", "Community"),
    quiet_ties: 2,
    bridge: "nadia.rahman@ellersham.example",
    bridge_team: "Neighbourhood Partnerships",
    cut_off: ["Residents' Circle", "Youth Voice"],
    rare_skill: "Publishing open data",
    rare_skill_team: "Digital and Data",
    rare_skill_holders: 6,
    low_team: "Streets and Parks",
    low_team_isolates: 3,
    low_team_outside: 2,
    cafe_rise: (0.55, 0.85),
    others_change: 0.1,
};

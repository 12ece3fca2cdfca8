//! The teams of the borough: council, police and community.

/// A team to be filled with people.
#[derive(Debug)]
pub(super) struct TeamPlan {
    /// Name.
    pub(super) name: &'static str,
    /// Sector.
    pub(super) sector: &'static str,
    /// Strand of work.
    pub(super) strand: &'static str,
    /// People.
    pub(super) size: usize,
    /// Role of the person who leads it.
    pub(super) head: &'static str,
    /// Roles of the others, in turn.
    pub(super) roles: &'static [&'static str],
    /// How confident the team is, against the others; in levels.
    pub(super) confidence: f64,
}

impl TeamPlan {
    /// Whether its people have a grade and a manager: officers of the council and police, not members and volunteers.
    pub(super) fn is_employed(&self) -> bool {
        matches!(self.strand, "Officer" | "Police")
    }
}

/// Council.
pub(super) const COUNCIL: &str = "Council";
/// Police.
pub(super) const POLICE: &str = "Police";
/// Community.
pub(super) const COMMUNITY: &str = "Community";

const fn council(
    name: &'static str,
    size: usize,
    head: &'static str,
    roles: &'static [&'static str],
    confidence: f64,
) -> TeamPlan {
    TeamPlan { name, sector: COUNCIL, strand: "Officer", size, head, roles, confidence }
}

const fn members(name: &'static str, size: usize, head: &'static str, confidence: f64) -> TeamPlan {
    TeamPlan { name, sector: COUNCIL, strand: "Member", size, head, roles: &["Councillor"], confidence }
}

const fn police(
    name: &'static str,
    size: usize,
    head: &'static str,
    roles: &'static [&'static str],
    confidence: f64,
) -> TeamPlan {
    TeamPlan { name, sector: POLICE, strand: "Police", size, head, roles, confidence }
}

const fn community(name: &'static str, size: usize, head: &'static str, confidence: f64) -> TeamPlan {
    TeamPlan { name, sector: COMMUNITY, strand: "Community", size, head, roles: &["Volunteer"], confidence }
}

/// Leadership of the council: everyone else's managers report here.
pub(super) const LEADERSHIP: &str = "Corporate Leadership";
/// Leadership of the police.
pub(super) const COMMAND: &str = "Command";

/// All teams: 13 of the council, 7 of the police, 5 of the community; 200 people.
pub(super) const TEAMS: [TeamPlan; 25] = [
    council(LEADERSHIP, 6, "Chief executive", &["Director"], -0.2),
    members("Cabinet", 8, "Leader of the council", -0.3),
    members("Ward Councillors", 13, "Group secretary", -0.2),
    council("Communications", 8, "Communications manager", &["Press officer", "Web editor"], 0.7),
    council(
        "Digital and Data",
        9,
        "Digital manager",
        &["Data analyst", "Developer", "Service designer"],
        0.9,
    ),
    council("Customer Contact", 12, "Contact centre manager", &["Customer adviser", "Team leader"], 0.1),
    council("Housing", 12, "Housing manager", &["Housing officer", "Tenancy adviser"], 0.0),
    council("Adult Social Care", 12, "Service manager", &["Social worker", "Care assessor"], -0.2),
    council("Children's Services", 11, "Service manager", &["Social worker", "Family worker"], -0.1),
    council("Planning and Regeneration", 9, "Planning manager", &["Planner", "Building inspector"], 0.2),
    council(
        "Streets and Parks",
        10,
        "Depot manager",
        &["Street warden", "Gardener", "Cleansing operative"],
        -1.1,
    ),
    council("Neighbourhood Partnerships", 6, "Partnerships manager", &["Community connector"], 0.4),
    council("Democratic Services", 4, "Democratic services manager", &["Committee officer"], 0.1),
    police(COMMAND, 4, "Area commander", &["Chief inspector"], -0.1),
    police("Neighbourhood Policing North", 9, "Sergeant", &["Constable", "Community support officer"], 0.0),
    police("Neighbourhood Policing South", 8, "Sergeant", &["Constable", "Community support officer"], 0.1),
    police("Response", 10, "Inspector", &["Constable", "Sergeant"], -0.3),
    police("Control Room", 9, "Control room manager", &["Call handler", "Dispatcher"], 0.2),
    police("Engagement", 4, "Engagement manager", &["Engagement officer"], 0.6),
    police("Safeguarding", 6, "Inspector", &["Detective constable"], 0.0),
    community("Residents' Circle", 7, "Coordinator", 0.0),
    community("Youth Voice", 7, "Coordinator", 0.6),
    community("Good Neighbours", 6, "Coordinator", -0.3),
    community("Ellersham Reporters", 6, "Editor", 0.5),
    community("Repair Workshop", 4, "Coordinator", 0.2),
];

/// A team by name, as an index into [`TEAMS`].
///
/// # Panics
/// When there is no such team; names come from this module and the story only.
pub(super) fn team(name: &str) -> usize {
    TEAMS.iter().position(|t| t.name == name).unwrap_or_else(|| unreachable!("no team is called {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hundred_people_in_twenty_five_teams() {
        let count = |sector| TEAMS.iter().filter(|t| t.sector == sector).count();
        assert_eq!((count(COUNCIL), count(POLICE), count(COMMUNITY)), (13, 7, 5));
        assert_eq!(TEAMS.iter().map(|t| t.size).sum::<usize>(), 200);
        assert_eq!(TEAMS.iter().filter(|t| t.size == 4).count(), 4);
    }
}

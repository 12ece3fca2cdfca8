//! The registry of measures.

pub mod measurement;
pub mod spec;
pub mod subject;

pub mod joint;
pub mod network;
pub mod skills;

pub use measurement::{Key, Level, Measurement, Reason, Value};
pub use spec::{Family, MeasureSpec, Population, Unit};
pub use subject::Subject;

/// Every measure, in the order results are written.
pub static MEASURES: &[&MeasureSpec] = &[
    &skills::response_rate::SPEC,
    &skills::representativity::R,
    &skills::representativity::CHANCE,
    &skills::weighted::EFFECTIVE_N,
    &skills::weighted::DESIGN_EFFECT,
    &skills::weighted::WEIGHTS,
    &skills::confident::SPEC,
    &skills::confident_margin::SPEC,
    &skills::weighted::CONFIDENT,
    &skills::index::SPEC,
    &skills::weighted::INDEX,
    &skills::mean_level::SPEC,
    &skills::answers::SPEC,
    &skills::bands::SPEC,
    &skills::reliability::ALPHA,
    &skills::reliability::PAIRWISE,
    &skills::reliability::OMEGA,
    &skills::gap::GAP,
    &skills::gap::MET,
    &skills::change::INDEX,
    &skills::change::CONFIDENT,
    &skills::change::SAME_PEOPLE,
    &skills::change::CAFE,
    &skills::waves::linked_people::SPEC,
    &skills::waves::index_p::SPEC,
    &skills::waves::level::SPEC,
    &skills::waves::level_p::ALONE,
    &skills::waves::level_p::LISTED,
    &skills::waves::level_p::HEADLINE,
    &skills::waves::crossing_p::SPEC,
    &skills::waves::spread_p::SPEC,
    &skills::waves::moved::SPEC,
    &skills::waves::transition::SPEC,
    &skills::waves::noise::NOISE,
    &skills::waves::noise::SHARE,
    &skills::waves::superiority::A,
    &skills::waves::superiority::P,
    &skills::waves::all_people::SPEC,
    &skills::waves::since_before::CHANGE,
    &skills::waves::since_before::SHIFT,
    &skills::holders::HOLDERS,
    &skills::holders::TEAMS,
    &network::assortativity::SPEC,
    &network::betweenness::SPEC,
    &network::betweenness_centralisation::SPEC,
    &network::betweenness_normalised::SPEC,
    &network::bridges::SPEC,
    &network::closeness_harmonic::SPEC,
    &network::clustering::SPEC,
    &network::coleman::SPEC,
    &network::components::SPEC,
    &network::cross_boundary_share::SPEC,
    &network::cut_off_groups::SPEC,
    &network::cut_off_if_left::SPEC,
    &network::cutpoints::SPEC,
    &network::degree::SPEC,
    &network::degree_in::SPEC,
    &network::density::SPEC,
    &network::ei_index::SPEC,
    &network::ei_index_mean::SPEC,
    &network::ei_index_weighted::SPEC,
    &network::ei_null::SPEC,
    &network::ei_p::SPEC,
    &network::isolates::SPEC,
    &network::k_core::SPEC,
    &network::largest_component::SPEC,
    &network::reciprocity_dyadic::SPEC,
    &network::reciprocity_edgewise::SPEC,
    &network::reciprocity_nonnull::SPEC,
    &network::strength::SPEC,
    &network::tie_count::SPEC,
    &network::tie_density::SPEC,
    &network::tie_expected::SPEC,
    &network::tie_ratio::SPEC,
    &network::tie_z::SPEC,
    &network::ties::SPEC,
    &joint::steps_to_confident::WITHIN_1,
    &joint::steps_to_confident::WITHIN_2,
    &joint::steps_to_confident::UNREACHABLE,
];

/// A measure by id.
pub fn find(id: &str) -> Option<&'static MeasureSpec> {
    MEASURES.iter().copied().find(|m| m.id == id)
}

//! From imports to an organisation.

//! The files of modules, in the order in which their pieces must be defined.

/// Name and text.
pub const FILES: &[(&str, &str)] = &[
    ("heapq", include_str!("../python/modules/heapq.py")),
    ("bisect", include_str!("../python/modules/bisect.py")),
];

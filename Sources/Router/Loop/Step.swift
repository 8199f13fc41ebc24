enum Step {
    /// Nothing more can be done before the next event.
    case blocked
    case again
    /// The exchange has ended or changed its phase; its place may be somebody else's.
    case over
}

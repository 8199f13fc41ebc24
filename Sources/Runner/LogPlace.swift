/// A place between two lines of an app's log.
struct LogPlace: Hashable, Comparable, Sendable {
    /// Number of the segment.
    var segment: Int
    var offset: Int64

    static func < (left: LogPlace, right: LogPlace) -> Bool {
        (left.segment, left.offset) < (right.segment, right.offset)
    }
}

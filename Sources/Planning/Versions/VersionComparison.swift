/// How a version stands to the one that a condition names, where versions have an order; npm, Composer and RubyGems write it alike.
enum VersionComparison: String, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
    case other = "!="

    func holds<Version: Comparable>(_ version: Version, _ named: Version) -> Bool {
        switch self {
        case .less: version < named
        case .atMost: version <= named
        case .more: version > named
        case .atLeast: version >= named
        case .equal: version == named
        case .other: version != named
        }
    }
}

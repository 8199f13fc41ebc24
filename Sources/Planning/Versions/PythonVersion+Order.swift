extension PythonVersion: Comparable {
    static func == (left: PythonVersion, right: PythonVersion) -> Bool { !(left < right) && !(right < left) }

    /// Development releases come before what they become, that before its post releases; local parts are last of all.
    static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        if left.trimmed != right.trimmed { return left.trimmed.lexicographicallyPrecedes(right.trimmed) }
        let (own, other) = (left.suffixes, right.suffixes)
        if own != other { return own.lexicographicallyPrecedes(other) }
        return left.local.map(Self.rank).lexicographicallyPrecedes(right.local.map(Self.rank)) { $0 < $1 }
    }

    /// Zeros at the end say nothing.
    private var trimmed: [Int] { Array(release[..<((release.lastIndex { $0 != 0 } ?? -1) + 1)]) }

    private var suffixes: [Int] {
        // A development release of nothing else is before all prereleases.
        let phase = pre.map { [$0.phase.rawValue, $0.number] } ?? (post == nil && dev != nil ? [-1, 0] : [9, 0])
        return phase + [post ?? -1, dev ?? Int.max]
    }

    /// In a local part words come before numbers.
    private static func rank(_ part: String) -> (Int, String) { (Int(part) ?? -1, part) }
}

/// A version that stands for all its patches, as a stack has it: `3.13`, `20`.
struct VersionLine {
    /// As many as no line has releases.
    private static let last = 999_999

    let number: VersionNumber

    /// Nil for anything but one number or two.
    init?(_ version: String) {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count < 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(VersionScanner.isDigit) }),
            let number = VersionNumber(version), number.parts.count == parts.count
        else { return nil }
        self.number = number
    }

    /// A range's answer changes where it names a version: so what lies before, at and behind each of these stands for all.
    func match(_ range: any VersionRange) -> VersionRequirement.Match {
        var meets = false
        var misses = false
        for patch in patches(at: range.named) {
            if range.contains(patch.text) { meets = true } else { misses = true }
            if meets, misses { return .somePatches }
        }
        return meets ? .allPatches : .no
    }

    private func patches(at named: [VersionNumber]) -> Set<VersionNumber> {
        var patches: Set = [number.full, VersionNumber(parts: number.parts + Array(repeating: Self.last, count: 3 - number.parts.count))]
        for name in Set(named) {
            let parts = name.full.parts
            let (major, minor, patch) = (parts[0], parts[1], parts[2])
            for near in [
                [major, minor, patch], [major, minor, patch + 1], [major, minor, patch - 1], [major, minor, 0], [major, minor, Self.last],
                [major, minor - 1, Self.last], [major, minor + 1, 0], [major, Self.last, Self.last], [major + 1, 0, 0],
            ] where near.starts(with: number.parts) && !near.contains(where: { $0 < 0 }) {
                patches.insert(VersionNumber(parts: near))
            }
        }
        return patches
    }
}

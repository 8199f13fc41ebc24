/// `go 1.24` in a go.mod: that release or a newer one, since Go builds what was written for older ones; best of the same line.
struct GoDirective: VersionRange {
    private let version: GoVersion

    init?(_ text: String) {
        guard let version = GoVersion(text) else { return nil }
        self.version = version
    }

    var named: [VersionNumber] { [VersionNumber(parts: version.numbers)] }

    func contains(_ version: String) -> Bool {
        guard let other = GoVersion(version) else { return false }
        return other >= self.version && (!other.isPrerelease || other == self.version)
    }

    func prefers(_ version: String) -> Bool {
        guard let other = GoVersion(version) else { return false }
        return other.numbers.prefix(2) == self.version.numbers.prefix(2)
    }
}

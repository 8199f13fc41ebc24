/// What the archive had newer than some layers when it was last asked.
package struct PackageNews: Hashable, Sendable, Codable {
    package static let formatNow = 1
    /// More are counted, and not named.
    package static let packagesMax = 500

    package private(set) var format = Self.formatNow
    /// Microseconds since 1970.
    package var askedAt: Int64
    /// By name, at most `packagesMax` of them.
    package var packages: [FixedPackage]
    package var count: Int

    package init(askedAt: Int64, _ packages: [FixedPackage]) {
        self.askedAt = askedAt
        self.packages = Array(packages.sorted { $0.name < $1.name }.prefix(Self.packagesMax))
        count = packages.count
    }
}

/// A package of Debian of which the archive has a newer version than a layer.
package struct FixedPackage: Hashable, Sendable, Codable {
    package var name: String
    /// What is in the layer.
    package var version: String
    package var newer: String
    /// It comes from Debian's security archive.
    package var isSecurity: Bool

    package init(name: String, version: String, newer: String, isSecurity: Bool) {
        self.name = name
        self.version = version
        self.newer = newer
        self.isSecurity = isSecurity
    }
}

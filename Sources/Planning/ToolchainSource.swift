/// Where what a toolchain's layer has comes from. For each kind there is one file here that plans it, and one in Builder that
/// makes its layer.
package enum ToolchainSource: Hashable, Sendable, Codable {
    /// Debian packages of the stack.
    case packages([String])
    /// What a publisher offers, checked.
    case archive(PlannedArchive)

    /// In one line, for people.
    package var title: String {
        switch self {
        case .packages(let names): names.joined(separator: " ")
        case .archive(let archive): archive.name
        }
    }
}

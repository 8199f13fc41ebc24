/// `layer.json`: what a layer is, beside its tree.
package struct LayerRecord: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        case stack, packages, toolchain, step, source
    }

    package static let formatNow = 1

    /// nil: from before it was said.
    package private(set) var format: Int?
    package var kind: Kind
    /// For people: `debian-13`, or the packages, or the step's name.
    package var title: String
    /// Keys of the layers that it was made over, the topmost first.
    package var over: [String]
    /// Root of the installation whose app's own it is; nil for what all share, and in layers of older versions.
    package var owner: String?
    /// Microseconds since 1970.
    package var createdAt: Int64
    /// On disk.
    package var bytes: Int64

    package init(kind: Kind, title: String, over: [String] = [], owner: String? = nil, createdAt: Int64 = 0, bytes: Int64 = 0) {
        format = Self.formatNow
        self.kind = kind
        self.title = title
        self.over = over
        self.owner = owner
        self.createdAt = createdAt
        self.bytes = bytes
    }
}

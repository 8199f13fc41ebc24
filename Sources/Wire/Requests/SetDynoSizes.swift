import Model

/// `renga ps:type web=1GB`: dynos of another size take the places of those there are, one after another.
package struct SetDynoSizes: AppRequest {
    package typealias Answer = DynosUp

    package static let name = "setSizes"
    package static let permission = Permission.operate

    package var app: AppName
    /// By process type: `1GB`, `standard-2x`, `default`.
    package let sizes: [String: String]
    /// Of every type, where it is said of all.
    package let all: String?

    package init(app: AppName, sizes: [String: String], all: String? = nil) {
        self.app = app
        self.sizes = sizes
        self.all = all
    }

    package var activity: String? {
        "Resize " + ((all.map { [$0] } ?? []) + sizes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    }
}

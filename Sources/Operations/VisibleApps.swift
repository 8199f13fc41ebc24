import Model

/// The apps that a peer may see.
struct VisibleApps {
    private let names: Set<AppName>?

    /// - Parameter names: nil: all there are.
    init(_ names: Set<AppName>?) { self.names = names }

    func contains(_ app: AppName) -> Bool { names?.contains(app) ?? true }
}

import Git

/// Which layers an app's files become: one with all of them, or over those of the release that serves a small one with what is
/// different. What is changed again and again stays small against what it lies on, so that a push writes about what it changes,
/// and there are few layers however many pushes there are.
struct SourceLayering {
    /// What a release shows from one of its layers downwards.
    struct State {
        /// Top first.
        let keys: [String]
        /// Of the topmost alone, on disk.
        let weight: Int64
        /// All files that are to be seen; nil: nobody can say any more.
        let entries: () throws -> [TreeEntry]?
    }

    /// Below this a layer with all files is as cheap.
    var weightMin: Int64 = 1 << 20
    /// Of the layer that it lies on, at most a quarter: else it is better made together with that.
    private static let shareMax: Int64 = 4
    private static let hiddenMax = 1_000
    /// With the one that is made. Twice as much as an app of a gigabyte comes to.
    private static let layersMax = 6

    /// A layer that others may come to lie on, for which it has to be known what is to be seen from there downwards.
    func isGround(_ weight: Int64) -> Bool { weight >= Self.shareMax * weightMin }

    /// - Parameter states: of the release that serves, the topmost first.
    /// - Returns: the change, and the keys of the layers that it lies on; nil where a whole layer is the better one.
    func change(over states: [State], to files: [TreeEntry]) throws -> (change: SourceChange, over: [String])? {
        guard SourceChange.weight(files) >= weightMin else { return nil }
        for state in states where state.keys.count < Self.layersMax {
            guard let entries = try state.entries() else { continue }
            let change = SourceChange(from: entries, to: files)
            if change.weight * Self.shareMax <= state.weight, change.hidden.count <= Self.hiddenMax { return (change, state.keys) }
        }
        return nil
    }
}

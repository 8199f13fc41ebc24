extension MirrorKind {
    /// A Python that no stack has, as an archive of its publisher: packages themselves come from PyPI.
    static let python = MirrorKind(name: "python", apps: [], environment: [:])
}

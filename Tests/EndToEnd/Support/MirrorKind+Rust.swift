extension MirrorKind {
    /// Crates that Debian packages, as a sparse registry. Cargo knows no variable for it: its app names it in .cargo/config.toml.
    static let rust = MirrorKind(name: "rust", apps: ["samples/rust"], environment: [:])
}

extension MirrorKind {
    /// A proxy of modules that Debian packages.
    static let go = MirrorKind(name: "go", apps: ["samples/go"], environment: ["GOPROXY": "$URL"])
}

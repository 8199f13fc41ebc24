extension MirrorKind {
    /// The compact index of gems that Debian packages, and one in C that is compiled.
    static let ruby = MirrorKind(
        name: "ruby",
        apps: ["samples/ruby", "Tests/Mirrors/ruby/apps/sinatra"],
        environment: ["BUNDLE_MIRROR__ALL": "$URL"]
    )
}

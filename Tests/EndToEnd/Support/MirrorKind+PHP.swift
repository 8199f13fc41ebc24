extension MirrorKind {
    /// A Composer repository of packages that Debian has. Composer knows no variable for it: its apps name it in composer.json.
    static let php = MirrorKind(name: "php", apps: ["samples/php"], environment: [:])
}

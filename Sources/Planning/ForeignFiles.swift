import Model

/// Files by which other platforms are told how to build: what counts of them is taken, and of the rest is said what takes its place.
struct ForeignFiles {
    static let aptfile = "Aptfile"
    private static let aptLinesMax = 500

    let tree: SourceTree

    /// Packages that `Aptfile` wants, sorted, and what is said of its other lines.
    func packages() throws(Failure) -> (names: [String], warnings: [BuildPlan.Warning]) {
        guard let bytes = try tree.contents(Self.aptfile) else { return ([], []) }
        var names: Set<String> = []
        var others: [String] = []
        let lines = SourceText(file: Self.aptfile, bytes: bytes).lines.map(\.trimmed)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            guard index < Self.aptLinesMax else {
                throw Failure(.limit, "Aptfile has more than \(Self.aptLinesMax) lines", hint: "make it shorter")
            }
            // Several in one line are what its buildpack takes as well.
            for word in line.hasPrefix(":repo:") ? [line] : line.split(separator: " ").map(String.init) {
                if NameRules.isPackage(word) { names.insert(word) } else { others.append("Aptfile:\(index + 1): `\(word.prefix(200))`") }
            }
        }
        guard !others.isEmpty else { return (names.sorted(), []) }
        return (
            names.sorted(),
            [
                .init(
                    message: "not taken: \(others.prefix(5).joined(separator: ", "))"
                        + (others.count > 5 ? " and \(others.count - 5) more" : ""),
                    hint: "names of the stack's own Debian packages are; no repositories, no .deb files, no versions"
                )
            ]
        )
    }

    /// What is there and does nothing here.
    func notes() throws(Failure) -> [String] {
        var notes: [String] = []
        if let bytes = try tree.contents("project.toml") {
            let text = String(decoding: bytes, as: UTF8.self)
            let meanings = [
                ("buildpacks.group", "`buildpacks:add` and `buildpacks: [ID, ID]` in renga.yml choose buildpacks"),
                ("build.env", "`config:set` sets variables"),
                ("exclude", ".slugignore leaves files out"),
            ].filter { text.contains($0.0) }.map(\.1)
            if !meanings.isEmpty { notes.append("project.toml is not read: \(meanings.joined(separator: ", "))") }
        }
        return notes
    }
}

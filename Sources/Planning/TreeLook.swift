import Model

/// What a tree looks like to a person, for the refusal of one that no buildpack takes.
struct TreeLook {
    private static let languages: KeyValuePairs<String, String> = [
        "Cargo.toml": "Rust", "Package.swift": "Swift", "rebar.config": "Erlang",
        "Gemfile": "Ruby", "config.ru": "Ruby", "go.mod": "Go", "composer.json": "PHP", "index.php": "PHP",
        "pom.xml": "Java", "build.gradle": "Java", "build.gradle.kts": "Kotlin", "build.sbt": "Scala",
        "project.clj": "Clojure", "deps.edn": "Clojure", "*.csproj": ".NET", "*.fsproj": ".NET", "*.sln": ".NET",
        "stack.yaml": "Haskell", "*.cabal": "Haskell", "shard.yml": "Crystal", "pubspec.yaml": "Dart",
        "deno.json": "Deno", "deno.jsonc": "Deno", "CMakeLists.txt": "C or C++", "*.go": "Go", "*.rb": "Ruby",
        "*.py": "Python", "*.php": "PHP", "*.java": "Java", "*.rs": "Rust", "*.js": "JavaScript", "*.ts": "TypeScript",
        "*.html": "HTML", "Dockerfile": "a container image", "compose.yaml": "containers", "docker-compose.yml": "containers",
    ]
    /// Buildpacks for source that none of them looks for.
    private static let buildpacks = [
        "config.ru": "ruby", "*.go": "go", "*.rb": "ruby", "*.py": "python", "*.php": "php", "*.java": "java", "*.rs": "rust",
        "*.js": "nodejs", "*.ts": "nodejs", "*.html": "static",
    ]
    private static let namesShownMax = 15
    private static let foldersShownMax = 3
    /// Shorter names are near to too many others.
    private static let slipLengthMin = 7

    private let tree: SourceTree
    private let wanted: [String]
    /// Its source, the language in words, and the buildpack that builds such.
    private let source: (path: String, language: String, buildpack: Buildpack?)?

    /// - Parameter buildpacks: those that were tried.
    init(_ tree: SourceTree, _ buildpacks: [Buildpack]) throws(Failure) {
        self.tree = tree
        wanted = buildpacks.flatMap { Detection.wanted(by: $0.detect) }.filter { Glob($0).literal != nil && !$0.contains("/") }
        for (pattern, language) in Self.languages {
            guard let path = try tree.first(matching: Glob(pattern)) else { continue }
            let id = Self.buildpacks[pattern]
            source = (path, language, buildpacks.first { $0.id == id })
            return
        }
        source = nil
    }

    /// `Rust (Cargo.toml)`; nil where nothing is known.
    var language: String? { source.map { "\($0.language) (\($0.path))" } }

    /// The buildpack of its source.
    var buildpack: Buildpack? { source?.buildpack }

    /// `README.md, src/, and 3 more`
    var root: String {
        var names: [String] = []
        for entry in tree.entries {
            let name = entry.path.firstIndex(of: "/").map { String(entry.path[...$0]) } ?? entry.path
            if names.last != name { names.append(name) }
        }
        let rest = names.count - Self.namesShownMax
        return names.prefix(Self.namesShownMax).joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
    }

    /// What would make it an app, as far as that can be seen.
    var advice: String? {
        if let (name, right) = misnamed { return "git mv \(ShellQuoting.quote(name)) \(right), commit and push again" }
        let below = appsBelow
        guard let first = below.first else { return buildpack?.advice.begin }
        let root = "renga buildpacks:root \(ShellQuoting.quote(first.folder))"
        if below.count == 1 { return "the app is in `\(first.folder)` (\(first.file)): \(root), and push again" }
        let rest = below.count - Self.foldersShownMax
        let shown = below.prefix(Self.foldersShownMax).map { "`\($0.folder)` (\($0.file))" }.joined(separator: ", ")
        return "apps are in \(shown)\(rest > 0 ? " and \(rest) more" : ""): \(root), or another of them, and push again"
    }

    /// `Requirements.txt` for `requirements.txt`.
    private var misnamed: (name: String, right: String)? {
        for entry in tree.entries where !entry.path.contains("/") && entry.kind != .submodule {
            for right in wanted where right.lowercased() == entry.path.lowercased() { return (entry.path, right) }
            for right in wanted where right.utf8.count >= Self.slipLengthMin && NearestWord.distance(right, entry.path.lowercased()) == 1 {
                return (entry.path, right)
            }
        }
        return nil
    }

    /// One for each folder with a file that says so. A page is one where there is nothing else.
    private var appsBelow: [(folder: String, file: String)] {
        var found: [(folder: String, file: String, isPage: Bool)] = []
        for entry in tree.entries where entry.kind != .submodule {
            let parts = entry.path.split(separator: "/")
            guard parts.count == 2, wanted.contains(String(parts[1])) else { continue }
            let (folder, isPage) = (String(parts[0]), parts[1].hasSuffix(".html"))
            if let last = found.last, last.folder == folder {
                if last.isPage, !isPage { found[found.count - 1] = (folder, entry.path, false) }
            } else {
                found.append((folder, entry.path, isPage))
            }
        }
        let programs = found.filter { !$0.isPage }
        return (programs.isEmpty ? found : programs).map { ($0.folder, $0.file) }
    }
}

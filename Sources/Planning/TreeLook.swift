import Model

/// What a tree looks like to a person, for the refusal of one that no buildpack takes.
struct TreeLook {
    private static let languages: [(pattern: String, name: String)] = [
        ("Cargo.toml", "Rust"), ("Package.swift", "Swift"), ("mix.exs", "Elixir"), ("rebar.config", "Erlang"),
        ("Gemfile", "Ruby"), ("config.ru", "Ruby"), ("go.mod", "Go"), ("composer.json", "PHP"), ("index.php", "PHP"),
        ("pom.xml", "Java"), ("build.gradle", "Java"), ("build.gradle.kts", "Kotlin"), ("build.sbt", "Scala"),
        ("project.clj", "Clojure"), ("deps.edn", "Clojure"), ("*.csproj", ".NET"), ("*.fsproj", ".NET"), ("*.sln", ".NET"),
        ("stack.yaml", "Haskell"), ("*.cabal", "Haskell"), ("shard.yml", "Crystal"), ("pubspec.yaml", "Dart"),
        ("deno.json", "Deno"), ("deno.jsonc", "Deno"), ("CMakeLists.txt", "C or C++"), ("*.go", "Go"), ("*.rb", "Ruby"),
        ("*.py", "Python"), ("*.js", "JavaScript"), ("*.ts", "TypeScript"), ("*.html", "HTML"),
        ("Dockerfile", "a container image"), ("compose.yaml", "containers"), ("docker-compose.yml", "containers"),
    ]
    private static let namesShownMax = 15
    /// Shorter names are near to too many others.
    private static let slipLengthMin = 7

    private let tree: SourceTree
    private let wanted: [String]

    /// - Parameter buildpacks: those that were tried.
    init(_ tree: SourceTree, _ buildpacks: [Buildpack]) {
        self.tree = tree
        wanted = buildpacks.flatMap { Detection.wanted(by: $0.detect) }.filter { Glob($0).literal != nil && !$0.contains("/") }
    }

    /// `Rust (Cargo.toml)`; nil where nothing is known.
    var language: String? {
        get throws(Failure) {
            for (pattern, name) in Self.languages {
                if let path = try tree.first(matching: Glob(pattern)) { return "\(name) (\(path))" }
            }
            return nil
        }
    }

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
        guard let (folder, file) = appBelow else { return nil }
        return "the app is in `\(folder)` (\(file)); push that folder alone: "
            + "git subtree push --prefix \(ShellQuoting.quote(folder)) heroku main"
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

    private var appBelow: (folder: String, file: String)? {
        for entry in tree.entries where entry.kind != .submodule {
            let parts = entry.path.split(separator: "/")
            if parts.count == 2, wanted.contains(String(parts[1])) { return (String(parts[0]), entry.path) }
        }
        return nil
    }
}

/// Checks what a buildpack, or an app's `renga.yml`, names of buildpacks: one that is not there, or has no such set or value, would be
/// a condition that never holds.
package struct BuildpackNames {
    /// What names it.
    private let file: String
    private let all: [Buildpack]

    package init(in file: String, among all: [Buildpack]) {
        self.file = file
        self.all = all
    }

    package func check(_ buildpack: Buildpack) throws(Failure) {
        for companion in buildpack.companions { try check(id: companion.id) }
        for id in buildpack.likelihood.before { try check(id: id) }
        let likelihood = [buildpack.likelihood.surely, buildpack.likelihood.likely, buildpack.likelihood.never].compactMap(\.self)
        let notices = (buildpack.refusals + buildpack.warnings).map(\.when)
        for condition in [buildpack.detect] + likelihood + buildpack.companions.map(\.when) + notices { try check(condition) }
        for path in buildpack.warnings.compactMap(\.writes) where !path.hasPrefix("$") { try check(value: path) }
        try check(buildpack.sight.dependencies)
        for (_, sources) in buildpack.sight.values.sorted(by: { $0.key < $1.key }) { try check(sources) }
        try check(buildpack.parts)
    }

    package func check(_ parts: Buildpack.Parts) throws(Failure) {
        for rule in parts.versions { try check(rule.sources) }
        for rule in parts.buildPackages + parts.runPackages { try check(rule.when) }
        for variable in parts.environment + parts.steps.flatMap(\.environment) {
            try check(variable.when)
            try check(variable.sources)
        }
        for step in parts.steps {
            try check(step.when)
            for input in step.inputs ?? [] { try check(file: input) }
        }
        for choice in parts.processes.flatMap(\.choices) {
            try check(choice.when)
            _ = try Buildpack.Sight.filled(choice.command) { name throws(Failure) in
                try check(value: name)
                return ""
            }
        }
    }

    private func check(_ sources: [ValueSource]) throws(Failure) {
        for source in sources {
            try check(file: source.file)
            try check(source.when)
        }
    }

    private func check(_ condition: Condition) throws(Failure) {
        switch condition {
        case .always, .dependency: break
        case .file(let file), .contains(let file, _), .value(_, let file, _, _): try check(file: file)
        case .known(let name): try check(value: name)
        case .beside(let id): try check(id: id)
        case .not(let inner): try check(inner)
        case .any(let inner), .all(let inner): for condition in inner { try check(condition) }
        }
    }

    private func check(id: String) throws(Failure) {
        guard !all.contains(where: { $0.id == id }) else { return }
        throw missing("buildpack `\(id)`", NearestWord.hint(for: id, among: all.map(\.id)))
    }

    private func check(file: String) throws(Failure) {
        guard file.hasPrefix("@") else { return }
        try check(String(file.dropFirst()), "set of files `\(file)`") { $0.files.keys.sorted() }
    }

    private func check(value name: String) throws(Failure) { try check(name, "value `\(name)`") { $0.values.keys.sorted() } }

    /// - Parameter name: `ID:NAME`.
    private func check(_ name: String, _ what: String, among names: (Buildpack.Sight) -> [String]) throws(Failure) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        let known = all.first { $0.id == parts.first }.map { names($0.sight) } ?? []
        guard parts.count != 2 || !known.contains(parts[1]) else { return }
        throw missing(what, known.isEmpty ? nil : NearestWord.hint(for: parts.last ?? "", among: known))
    }

    private func missing(_ what: String, _ hint: String?) -> Failure {
        Failure(.invalid, "\(file) names the \(what), which is not there", hint: hint)
    }
}

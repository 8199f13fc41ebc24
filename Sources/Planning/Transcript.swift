import Model

/// How a push looks: Heroku's marks, one value a line.
package enum Transcript {
    /// Where what a command has printed is to be read, if it has printed anything.
    package static func printed(_ hasPrinted: Bool, _ what: String = "its output") -> String {
        hasPrinted ? "\(what) is above" : "it printed nothing"
    }

    package static let widthMax = 100

    package static func title(_ text: String) -> String { "-----> \(text)" }

    package static func detail(_ text: String) -> String { text.isEmpty ? "" : "       \(text)" }

    /// A problem, with the evidence and what to do next below it.
    package static func problem(_ failure: Failure) -> [String] {
        var lines = wrapped(failure.message)
        if !failure.detail.isEmpty { lines += [""] + failure.detail }
        if let hint = failure.hint {
            lines +=
                [""] + hint.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapped(String($0)) }
        }
        return lines.map { $0.isEmpty ? " !" : " !     \($0)" }
    }

    package static func warning(_ warning: BuildPlan.Warning) -> [String] {
        problem(Failure(.invalid, warning.message, hint: warning.hint)).filter { $0 != " !" }
    }

    private static let looking = "Determining which buildpack to use for this app"

    /// Heroku's line for one that somebody chose or that stays, for one that is looked for, and its list of several, in the order in which
    /// they build.
    package static func buildpacks(of plan: BuildPlan) -> [String] {
        // As they were written, where nothing builds beside them.
        let chosen = (plan.chosen ?? []).map(\.text)
        let names = chosen.count == plan.buildpacks.count ? chosen : plan.buildpacks.map(\.listed)
        let isLookedFor = chosen.isEmpty && plan.using == nil && plan.buildpacks.map(\.id) != [Buildpack.none.id]
        let first = isLookedFor ? [title(looking)] : []
        guard names.count > 1 else {
            let one = chosen.isEmpty ? plan.using?.text : names.joined()
            return first + (one.map { [title("Using buildpack: \($0)")] } ?? [])
        }
        return first + [title("Using buildpacks:")] + names.enumerated().map { detail("\($0.offset + 1). \($0.element)") }
    }

    /// `Procfile declares types     -> web, worker`, and the buildpack's types where it adds some.
    package static func processTypes(of plan: BuildPlan) -> [String] {
        func list(_ source: PlannedProcess.Source) -> String? {
            let types = plan.processes.filter { $0.source == source }.map(\.type).sorted()
            return types.isEmpty ? nil : types.joined(separator: ", ")
        }
        let rows = [
            ("Procfile declares types", list(.procfile) ?? "(none)"), ("renga.yml declares types", list(.app)),
            ("Default types for buildpack", list(.buildpack)),
        ].compactMap { name, types in types.map { (name, $0) } }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { detail($0.0 + String(repeating: " ", count: width - $0.0.count) + " -> " + $0.1) }
    }

    /// Breaks at spaces; a word that is too long stays whole.
    static func wrapped(_ text: String) -> [String] {
        guard text.count > widthMax else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > widthMax {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}

import Model

/// What stands in the way of a build. All of it is gathered and told at once, so that nobody mends one thing a push.
struct Walls {
    private(set) var all: [Failure] = []

    mutating func add(_ failure: Failure) {
        // A file that cannot be read is met by everybody who asks for it.
        if !all.contains(failure) { all.append(failure) }
    }

    /// The answer; nil where it was a wall.
    @discardableResult mutating func attempt<Answer>(_ body: () throws(Failure) -> Answer) -> Answer? {
        do throws(Failure) {
            return try body()
        } catch {
            add(error)
            return nil
        }
    }

    /// One wall as it is; several on one page, each with its advice.
    ///
    /// - Parameter warning: what would not stop the build, and would be met next.
    func failure(and warning: BuildPlan.Warning? = nil) -> Failure? {
        guard let first = all.first else { return nil }
        guard all.count > 1 else {
            var only = first
            if let warning {
                let advice = only.hint.map { [$0, ""] } ?? []
                only.hint = (advice + ["Beside that, \(warning.message)"] + (warning.hint.map { [$0] } ?? [])).joined(separator: "\n")
            }
            return only
        }
        let next = warning.map { [Failure(.refused, $0.message, hint: $0.hint)] } ?? []
        var detail: [String] = []
        for (index, wall) in (all + next).enumerated() {
            if index > 0 { detail.append("") }
            let lines = Transcript.wrapped(wall.message)
            detail += ["\(index + 1). \(lines[0])"] + lines.dropFirst().map { "   \($0)" }
            detail += wall.detail.map { "   \($0)" }
            let advice = wall.hint?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
            detail += advice.flatMap { Transcript.wrapped(String($0)) }.enumerated().map { "   \($0 == 0 ? "-> " : "   ")\($1)" }
        }
        return Failure(first.code, "\(all.count + next.count) things stand in the way of this app", detail: detail)
    }
}

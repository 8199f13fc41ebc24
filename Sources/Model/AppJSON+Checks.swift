/// `healthchecks`, in Dokku's form: by process type, a list of questions.
extension AppJSON {
    /// What of them is done.
    package struct Checks: Hashable, Sendable {
        /// A path that has to answer with a status below 400 at boot.
        package var startup: String?
        package var steady: SteadyCheck?
        /// What is not: `web: a command`.
        package var unmet: [String] = []

        package init() {}
    }

    static func checks(_ value: JSONValue?, _ source: SourceText) throws(SourceError) -> Checks {
        var checks = Checks()
        for member in try object(value, "healthchecks", source) {
            for check in try list(member.value, "healthchecks", source) { try checks.add(check, of: member.name, source) }
        }
        return checks
    }
}

extension AppJSON.Checks {
    fileprivate mutating func add(_ check: JSONValue, of type: String, _ source: SourceText) throws(SourceError) {
        let kind = try AppJSON.text(check["type"], "type", source) ?? "startup"
        guard type == "web" else { return unmet.append("\(type): only web dynos are asked") }
        for key in ["command", "content", "httpHeaders", "scheme", "port", "uptime"] where check[key] != nil {
            unmet.append("web: \(kind): `\(key)`")
        }
        // That somebody listens is asked at every boot.
        guard let path = try AppJSON.text(check["path"], "path", source) else { return }
        guard NameRules.isRequestPath(path) else {
            throw source.error(
                line: check.line,
                column: check.column,
                "`path` must be a path that begins with a slash",
                hint: "write /healthz"
            )
        }
        switch kind {
        case "startup" where startup == nil: startup = path
        case "liveness" where steady == nil:
            var found = SteadyCheck(path: path)
            found.waitSeconds = try AppJSON.seconds(check["wait"], "wait", source) ?? found.waitSeconds
            found.timeoutSeconds = try AppJSON.seconds(check["timeout"], "timeout", source) ?? found.timeoutSeconds
            found.attempts = try AppJSON.seconds(check["attempts"], "attempts", source) ?? found.attempts
            steady = found
        case "startup", "liveness": unmet.append("web: a second \(kind) check")
        default: unmet.append("web: `\(kind)`")
        }
    }
}

extension AppJSON {
    fileprivate static func seconds(_ value: JSONValue?, _ name: String, _ source: SourceText) throws(SourceError) -> Int? {
        guard let value, value.content != .null else { return nil }
        guard case .number(let digits) = value.content, let number = Int(digits), SteadyCheck.allowed.contains(number) else {
            let words = "`\(name)` must be a whole number from 1 to \(SteadyCheck.allowed.upperBound)"
            throw source.error(line: value.line, column: value.column, words)
        }
        return number
    }
}

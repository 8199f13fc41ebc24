/// `healthchecks`, in Dokku's form: by process type, a list of questions.
extension AppJSON {
    /// What of them is done.
    package struct Checks: Hashable, Sendable {
        /// A path that has to answer with a status below 400 at boot.
        package var startup: String?
        package var steady: SteadyCheck?
        /// Those that ask for no page, by process type.
        package var others: [String: TypeChecks] = [:]
        /// What is not done, such as `web: liveness: content`.
        package var unmet: [String] = []

        package init() {}
    }

    static func checks(_ value: JSONValue?, _ source: SourceText) throws(SourceError) -> Checks {
        var checks = Checks()
        for member in try object(value, "healthchecks", source) {
            guard NameRules.isProcessType(member.name) else {
                throw source.error(
                    line: member.value.line,
                    column: member.value.column,
                    "`\(member.name)` cannot be the name of a process type"
                )
            }
            for check in try list(member.value, "healthchecks", source) { try checks.add(check, of: member.name, source) }
        }
        return checks
    }
}

extension AppJSON.Checks {
    fileprivate mutating func add(_ check: JSONValue, of type: String, _ source: SourceText) throws(SourceError) {
        let kind = try AppJSON.text(check["type"], "type", source) ?? "startup"
        guard kind == "startup" || kind == "liveness" else { return unmet.append("\(type): `\(kind)`") }
        for key in ["content", "httpHeaders", "scheme", "port", "initialDelay"] where check[key] != nil {
            unmet.append("\(type): \(kind): `\(key)`")
        }
        if let path = try AppJSON.text(check["path"], "path", source) { return try add(path, kind, check, of: type, source) }
        guard let found = try other(check, kind, of: type, source) else { return }
        if kind == "startup" {
            others[type, default: TypeChecks()].startup.append(found)
        } else {
            others[type, default: TypeChecks()].liveness.append(found)
        }
        guard others[type]?.objection == nil else {
            let words = "a process type has at most \(HealthCheck.countMax) checks of a kind"
            throw source.error(line: check.line, column: check.column, words)
        }
    }

    /// One that asks for a page.
    private mutating func add(_ path: String, _ kind: String, _ check: JSONValue, of type: String, _ source: SourceText)
        throws(SourceError)
    {
        guard type == "web" else { return unmet.append("\(type): \(kind): `path`: only web dynos have pages") }
        guard NameRules.isRequestPath(path) else {
            throw source.error(
                line: check.line,
                column: check.column,
                "`path` must be a path that begins with a slash",
                hint: "write /healthz"
            )
        }
        if kind == "startup" {
            guard startup == nil else { return unmet.append("web: a second startup check of a page") }
            startup = path
        } else {
            guard steady == nil else { return unmet.append("web: a second liveness check of a page") }
            var found = SteadyCheck(path: path)
            found.waitSeconds = try AppJSON.seconds(check["wait"], "wait", source) ?? found.waitSeconds
            found.timeoutSeconds = try AppJSON.seconds(check["timeout"], "timeout", source) ?? found.timeoutSeconds
            found.attempts = try AppJSON.seconds(check["attempts"], "attempts", source) ?? found.attempts
            steady = found
        }
    }

    /// One that asks for none; nil where there is nothing to do for it.
    private mutating func other(_ check: JSONValue, _ kind: String, of type: String, _ source: SourceText) throws(SourceError)
        -> HealthCheck?
    {
        let uptime = try AppJSON.seconds(check["uptime"], "uptime", source)
        let command = try AppJSON.line(check["command"], source)
        var found = HealthCheck(command: command, uptimeSeconds: command == nil ? uptime : nil)
        found.waitSeconds = try AppJSON.seconds(check["wait"], "wait", source) ?? found.waitSeconds
        found.timeoutSeconds = try AppJSON.seconds(check["timeout"], "timeout", source) ?? found.timeoutSeconds
        found.attempts = try AppJSON.seconds(check["attempts"], "attempts", source) ?? found.attempts
        if command != nil { return found }
        if uptime != nil {
            if kind == "startup" { return found }
            unmet.append("\(type): liveness: `uptime`")
        } else if check["listening"]?.content == .bool(true) {
            guard type == "web" else {
                unmet.append("\(type): \(kind): `listening`: only web dynos have a port")
                return nil
            }
            // That somebody listens is asked at every boot.
            return kind == "startup" ? nil : found
        }
        return nil
    }
}

extension AppJSON {
    /// A line for the shell, or a list of words that arrive as they are.
    fileprivate static func line(_ value: JSONValue?, _ source: SourceText) throws(SourceError) -> String? {
        guard let value, value.content != .null else { return nil }
        if let line = value.string, HealthCheck(command: line).objection == nil { return line }
        if value.string != nil { throw source.error(line: value.line, column: value.column, "`command` is empty, too long or no text") }
        let words = try list(value, "command", source)
        let texts = words.compactMap(\.string)
        guard !texts.isEmpty, texts.count == words.count, !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw source.error(
                line: value.line,
                column: value.column,
                "`command` must be a list of words",
                hint: "write [\"bin/check\", \"--fast\"]"
            )
        }
        let line = texts.map(ShellQuoting.quote).joined(separator: " ")
        guard HealthCheck(command: line).objection == nil else {
            throw source.error(line: value.line, column: value.column, "`command` is over \(HealthCheck.bytesMax) bytes")
        }
        return line
    }

    fileprivate static func seconds(_ value: JSONValue?, _ name: String, _ source: SourceText) throws(SourceError) -> Int? {
        guard let value, value.content != .null else { return nil }
        guard case .number(let digits) = value.content, let number = Int(digits), SteadyCheck.allowed.contains(number) else {
            let words = "`\(name)` must be a whole number from 1 to \(SteadyCheck.allowed.upperBound)"
            throw source.error(line: value.line, column: value.column, words)
        }
        return number
    }
}

/// What we use of an app's `app.json`. Heroku's schema is large: what we do not know is left alone.
package struct AppJSON: Hashable, Sendable {
    package static let fileName = "app.json"
    /// Of process types, config vars, add-ons, buildpacks: each.
    package static let entriesMax = 200

    package var stack: String?
    /// As written: `heroku/python`, a URL.
    package var buildpacks: [String] = []
    package var formation: [String: Int] = [:]
    /// As written, by process type: `standard-2x`.
    package var sizes: [String: String] = [:]
    /// Those that have a value here or are made, in the order of the file.
    package var variables: [Variable] = []
    /// Config vars that must be set and have no value here.
    package var requiredConfig: [String] = []
    /// `scripts.postdeploy`: a command.
    package var postdeploy: String?
    /// `scripts.pr-predestroy`: a command.
    package var predestroy: String?
    package var checks = Checks()
    package var cron: [CronJob] = []
    /// A mistake in them, which is a push's end: jobs that vanish are missed by nobody until it is too late.
    package var cronFault: SourceError?
    /// Plans of add-ons: `heroku-postgresql`.
    package var addons: [String] = []

    /// A config var that the app asks for.
    package struct Variable: Hashable, Sendable, Codable {
        package var name: String
        /// nil: a secret is made for it.
        package var value: String?
    }

    package init() {}

    /// - Parameter environment: of `environments`, whose keys count in place of those above; nil: none.
    package static func parse(_ bytes: [UInt8], file: String = fileName, environment: String? = nil) throws(SourceError) -> AppJSON {
        let source = SourceText(file: file, bytes: bytes)
        let whole = try JSONParser.parse(bytes, file: file)
        guard case .object = whole.content else {
            throw source.error(line: whole.line, column: whole.column, "app.json must be an object in braces")
        }
        let document = try environment.map { name throws(SourceError) in try overridden(whole, by: name, source) } ?? whole
        var manifest = AppJSON()
        manifest.stack = try text(document["stack"], "stack", source)
        for element in try list(document["buildpacks"], "buildpacks", source) {
            let url = element.string == nil ? element["url"] : element
            guard let url, let name = try text(url, "url", source) else {
                throw source.error(
                    line: element.line,
                    column: element.column,
                    "a buildpack needs a `url`",
                    hint: "write {\"url\": \"heroku/python\"}"
                )
            }
            manifest.buildpacks.append(name)
        }
        for member in try object(document["formation"], "formation", source) {
            guard NameRules.isProcessType(member.name) else {
                throw source.error(
                    line: member.value.line,
                    column: member.value.column,
                    "`\(member.name)` cannot be the name of a process type"
                )
            }
            manifest.formation[member.name] = try quantity(member.value, source)
            if let size = try text(member.value["size"], "size", source) { manifest.sizes[member.name] = size }
        }
        for member in try object(document["env"], "env", source) { try manifest.add(member, source) }
        manifest.postdeploy = try script("postdeploy", document, source)
        manifest.predestroy = try script("pr-predestroy", document, source)
        manifest.checks = try checks(document["healthchecks"], source)
        do throws(SourceError) {
            manifest.cron = try cron(document["cron"], source)
        } catch {
            manifest.cronFault = error
        }
        for element in try list(document["addons"], "addons", source) {
            if let plan = try text(element["plan"] ?? element, "plan", source) { manifest.addons.append(plan) }
        }
        return manifest
    }

    /// `"NAME": "value"`, or an object that says more of it.
    private mutating func add(_ member: JSONValue.Member, _ source: SourceText) throws(SourceError) {
        guard NameRules.isVariable(member.name) else {
            throw source.error(line: member.value.line, column: member.value.column, "`\(member.name)` cannot be the name of a config var")
        }
        guard case .object = member.value.content else {
            if let value = member.value.scalar { variables.append(Variable(name: member.name, value: value)) }
            return
        }
        if let value = member.value["value"]?.scalar {
            variables.append(Variable(name: member.name, value: value))
        } else if member.value["generator"]?.string == "secret" {
            variables.append(Variable(name: member.name, value: nil))
        } else if member.value["required"]?.content != .bool(false), member.value["generator"] == nil {
            requiredConfig.append(member.name)
        }
    }

    /// A command, or an object that has one.
    private static func script(_ name: String, _ document: JSONValue, _ source: SourceText) throws(SourceError) -> String? {
        guard let script = document["scripts"]?[name], let command = try text(script["command"] ?? script, name, source) else { return nil }
        return command.trimmed.isEmpty ? nil : command
    }

    private static func quantity(_ value: JSONValue, _ source: SourceText) throws(SourceError) -> Int {
        guard case .object = value.content else {
            throw source.error(
                line: value.line,
                column: value.column,
                "a process type's formation must be an object",
                hint: "write {\"quantity\": 1}"
            )
        }
        guard let quantity = value["quantity"] else { return 1 }
        guard case .number(let digits) = quantity.content, let number = Int(digits), number >= 0 else {
            throw source.error(
                line: quantity.line,
                column: quantity.column,
                "`quantity` must be a whole number, 0 or more"
            )
        }
        return number
    }

    static func text(_ value: JSONValue?, _ name: String, _ source: SourceText) throws(SourceError) -> String? {
        guard let value, value.content != .null else { return nil }
        guard let text = value.string else {
            throw source.error(line: value.line, column: value.column, "`\(name)` must be a text in double quotes")
        }
        return text
    }

    static func list(_ value: JSONValue?, _ name: String, _ source: SourceText) throws(SourceError)
        -> [JSONValue]
    {
        guard let value, value.content != .null else { return [] }
        guard case .array(let elements) = value.content else {
            throw source.error(line: value.line, column: value.column, "`\(name)` must be a list in brackets")
        }
        try check(elements.count, name, value, source)
        return elements
    }

    static func object(_ value: JSONValue?, _ name: String, _ source: SourceText) throws(SourceError)
        -> [JSONValue.Member]
    {
        guard let value, value.content != .null else { return [] }
        guard case .object(let members) = value.content else {
            throw source.error(line: value.line, column: value.column, "`\(name)` must be an object in braces")
        }
        try check(members.count, name, value, source)
        return members
    }

    private static func check(_ count: Int, _ name: String, _ value: JSONValue, _ source: SourceText) throws(SourceError) {
        guard count > entriesMax else { return }
        throw source.error(line: value.line, column: value.column, "`\(name)` has \(count) entries; at most \(entriesMax) are allowed")
    }
}

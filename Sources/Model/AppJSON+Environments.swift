/// `environments`: what counts in one kind of app in place of what stands above.
extension AppJSON {
    /// Heroku's word for its review apps: previews.
    package static let review = "review"

    /// The document as it counts in an environment: each key that stands there in place of the one above, but for `env`, where it is each
    /// variable.
    static func overridden(_ document: JSONValue, by name: String, _ source: SourceText) throws(SourceError) -> JSONValue {
        let kinds = try object(document["environments"], "environments", source)
        guard let own = kinds.last(where: { $0.name == name })?.value else { return document }
        let members = try object(own, name, source)
        let names = Set(members.map(\.name))
        let merged = try members.map { member throws(SourceError) in
            guard member.name == "env" else { return member }
            return JSONValue.Member(name: member.name, value: try variables(document["env"], by: member.value, source))
        }
        let content = JSONValue.Content.object(document.members.filter { !names.contains($0.name) } + merged)
        return JSONValue(content: content, line: document.line, column: document.column)
    }

    private static func variables(_ base: JSONValue?, by own: JSONValue, _ source: SourceText) throws(SourceError) -> JSONValue {
        let over = try object(own, "env", source)
        let names = Set(over.map(\.name))
        let kept = try object(base, "env", source).filter { !names.contains($0.name) }
        return JSONValue(content: .object(kept + over), line: own.line, column: own.column)
    }
}

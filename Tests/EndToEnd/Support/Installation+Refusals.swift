import Glibc
import Linux
import Model
import Testing

extension Installation {
    /// Pushes what has to be refused, and looks that nothing has changed by it.
    /// - Parameter words: in this order in what the pusher reads.
    @discardableResult
    func expectRefusal(
        of app: SampleApp,
        to name: String,
        saying words: [String],
        pushing refspecs: [String] = ["main"],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let before = try standing(name)
        let outcome = try pushCommand(app, to: name, refspecs).run()
        let text = outcome.text
        #expect(!outcome.status.isSuccess, "the push was taken:\n\(text)", sourceLocation: sourceLocation)
        #expect(text.contains("[remote rejected]"), "\(text)\n\(diagnostics)", sourceLocation: sourceLocation)
        expect(text, has: words, sourceLocation: sourceLocation)
        #expect(try standing(name) == before, sourceLocation: sourceLocation)
        return text
    }

    /// Pushes what has to be refused of an app that serves nothing yet, whose page is the router's.
    @discardableResult
    func expectFirstRefusal(
        of app: SampleApp,
        to name: String,
        saying words: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try pushCommand(app, to: name, ["main"]).run()
        #expect(!outcome.status.isSuccess, "the push was taken:\n\(outcome.text)", sourceLocation: sourceLocation)
        expect(outcome.text, has: words + ["[remote rejected]"], sourceLocation: sourceLocation)
        #expect(try ref("refs/heads/main", of: name) == nil, sourceLocation: sourceLocation)
        return outcome.text
    }

    /// What a refused push must leave as it was.
    private func standing(_ name: String) throws -> [String] {
        let refs = try Command("/usr/bin/git", ["-C", "\(root.repositories)/\(name).git", "for-each-ref"]).run().text
        let page = try get(name)
        return [refs, try renga("releases", "-a", name, "--json").text, "\(page.status)", page.body]
    }

    /// Pushes what has to be taken, and returns what the pusher read.
    @discardableResult
    func expectDeploy(
        of app: SampleApp,
        to name: String,
        _ arguments: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try pushCommand(app, to: name, arguments.isEmpty ? ["main"] : arguments).run()
        #expect(outcome.status.isSuccess, "\(outcome.text)\n\(diagnostics)", sourceLocation: sourceLocation)
        expect(outcome.text, has: ["Released v", "Verifying deploy... done."], sourceLocation: sourceLocation)
        return outcome.text
    }

    /// Changes a line of config.yml. The builder reads it at every push, the runner when it starts.
    func reconfigure(_ old: String, to new: String) throws {
        let text = try Files.text(root.configuration)
        guard text.contains(old) else { throw Failure(.notFound, "`\(old)` is not in config.yml") }
        try Files.replace(root.configuration, with: text.replacing(old, with: new))
    }

    /// An app that serves "one".
    func serving(_ name: String, _ more: [String: String] = [:]) throws -> SampleApp {
        try create(name)
        let app = try SampleApps.web("one", more)
        try expectDeploy(of: app, to: name)
        #expect(try get(name) == (200, "one"))
        return app
    }
}

/// A transcript without git's prefix, and a problem that was broken into several lines as one.
func unwrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in
            let own = line.hasPrefix("remote: ") ? line.dropFirst(8) : line
            return String(
                own.prefix((own.lastIndex { $0 != " " }.map { own.distance(from: own.startIndex, to: $0) } ?? -1) + 1)
            )
        }
        .joined(separator: "\n").replacing(/\n !     (?=\S)/, with: " ")
}

/// That a text has certain words, in their order.
func expect(_ text: String, has words: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    var rest = unwrapped(text)[...]
    for word in words {
        guard let found = rest.firstRange(of: word) else {
            Issue.record("`\(word)` is missing, or stands elsewhere, in\n\(text)", sourceLocation: sourceLocation)
            return
        }
        rest = rest[found.upperBound...]
    }
}

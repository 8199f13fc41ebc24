import Model
import Testing

@testable import Builder

/// The sudo rule lets the git user start the builder with a root and a verb; what it is about comes on standard input.
@Suite("What the builder is asked") struct BuildOrderTests {
    private static let old = String(repeating: "0", count: 40)
    private static let new = String(repeating: "a", count: 40)
    private static let push = ["--app", "shop", "--ref", "refs/heads/main", "--old", old, "--new", new]

    private func read(_ words: [String], input: [String] = []) throws(Failure) -> BuildOrder {
        try BuildOrder(words) { (_, _) throws(Failure) in input }
    }

    @Test(arguments: ["prepare", "commit"]) func `a push comes on standard input`(verb: String) throws {
        let order = try read(["--root", "/srv/renga", verb], input: Self.push + ["--key", "7", "--quarantine", "/q"])
        #expect(order.root.path == "/srv/renga")
        switch order.verb {
        case .prepare(let push) where verb == "prepare", .commit(let push) where verb == "commit":
            #expect(push.app.text == "shop" && push.ref.text == "refs/heads/main" && push.new.text == Self.new && push.old.text == Self.old)
            #expect(push.key == 7 && push.quarantine == "/q")
        default: Issue.record("\(order.verb) is another order")
        }
    }

    @Test func `standard input cannot name another root, nor be asked where the command line says it all`() throws {
        #expect(throws: Failure.self) { try read(["--root", "/srv/renga", "prepare"], input: ["--root", "/etc"] + Self.push) }
        let order = try read(["settle", "--app", "shop"], input: ["--app", "other"])
        guard case .settle(let app, _, _) = order.verb else {
            Issue.record("\(order.verb) is another order")
            return
        }
        #expect(app.text == "shop" && order.root.path == InstallationRoot.standard)
    }

    @Test func `where a pusher came from is an address, or nothing`() throws {
        for (word, origin) in [("203.0.113.9", "203.0.113.9"), ("2001:DB8::1", "2001:db8:0:0:0:0:0:1"), ("a\u{1B}[31m", nil)]
            as [(String, String?)]
        {
            let order = try read(["--root", "/srv/renga", "settle"], input: ["--app", "shop", "--key", "7", "--origin", word])
            guard case .settle(_, _, let pusher) = order.verb else {
                Issue.record("\(order.verb) is another order")
                return
            }
            #expect(pusher.key == 7 && pusher.origin == origin)
            guard case .commit(let push) = try read(["commit"], input: Self.push + ["--origin", word]).verb else {
                Issue.record("no push")
                return
            }
            #expect(push.origin == origin)
        }
    }

    @Test func `a stack is named for people, a planner by the process that it lives for`() throws {
        if case .stack("debian-13") = try read(["stack", "debian-13"]).verb {} else { Issue.record("no stack") }
        if case .plan(parent: 42) = try read(["plan", "--parent", "42"]).verb {} else { Issue.record("no planner") }
        if case .look(["go"]) = try read(["look", "go"]).verb {} else { Issue.record("no look") }
        let upgrade = try read(["--root", "/srv/renga", "upgrade", "--app", "shop", "--actor", "ada", "--outcome", "3"])
        if case .upgrade(let app, actor: "ada") = upgrade.verb, app.text == "shop", upgrade.outcome == 3 {
        } else {
            Issue.record("no upgrade")
        }
        if case .news(let app) = try read(["news", "--app", "shop"]).verb, app.text == "shop" {} else { Issue.record("no news") }
        let index = try read(["index", "go", "1", "--parent", "42"]).verb
        if case .index("go", source: 1, parent: 42) = index {} else { Issue.record("no reader of an index") }
    }

    @Test(arguments: [
        [], ["--root"], ["--root", "srv", "stack", "x"], ["erase"], ["stack"], ["plan"], ["plan", "--parent", "x"],
        ["index", "go", "--parent", "4"], ["index", "go", "1"],
        ["settle", "--app", "../x"], ["upgrade"], ["news"],
        ["prepare", "--app", "shop"], ["prepare"] + push.dropLast() + ["short"], ["prepare", "--app", "shop", "--ref", "refs/heads/../x"],
    ])
    func `everything else is refused`(words: [String]) {
        #expect(throws: Failure.self) { try read(words) }
    }

    @Test func `words of no meaning on standard input are refused`() {
        #expect(throws: Failure.self) { try read(["commit"], input: Self.push + ["more"]) }
        #expect(throws: Failure.self) { try read(["commit"], input: []) }
    }

    @Test func `a failure to read the input is the one that is told`() {
        let failure = Failure(.cancelled, "no order came")
        #expect(throws: failure) { try BuildOrder(["prepare"]) { (_, _) throws(Failure) in throw failure } }
    }
}

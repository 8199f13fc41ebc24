import Model
import Planning
import Testing

@Suite("A push that loses web") struct LostWebTests {
    private func refusal(_ files: [String], types: [String] = [], web: Int = 1) throws -> Failure? {
        let tree = SourceTree(files.map { .init(path: $0, kind: .file, bytes: 1, object: "a") }) { _ in [] }
        let app = try #require(AppName("shop"))
        return LostWeb.refusal(app, web: web, serving: "v3", types: types, tree: tree, example: "node server.js", command: "ssh git@host")
    }

    @Test(arguments: [
        ("procfile", "git mv procfile Procfile"), ("PROCFILE", "git mv PROCFILE Procfile"),
        ("Procfile.txt", "git mv Procfile.txt Procfile"),
        ("backend/Procfile", "git mv backend/Procfile Procfile"), ("Procfile ", "git mv 'Procfile ' Procfile"),
        ("Profile", "git mv Profile Procfile"),
        ("Procfiles", "git mv Procfiles Procfile"),
    ])
    func `names what looks like a Procfile`(_ path: String, _ command: String) throws {
        let failure = try #require(try refusal(["app.py", path, "a/b/c/procfile.bak"]))
        #expect(failure.message.contains("v3 serves with one: the app would go down"))
        #expect(failure.hint?.contains(command) ?? false, "\(failure.hint ?? "")")
        #expect(failure.hint?.hasSuffix("ssh git@host ps:scale web=0 -a shop, and push again") ?? false)
    }

    @Test(arguments: ["wbe", "Web", "web1"]) func `names a type that is nearly web`(_ type: String) throws {
        #expect(try refusal(["Procfile"], types: ["worker", type])?.hint?.hasPrefix("the type `\(type)` is there: write `web`") ?? false)
    }

    @Test func `says what to add where nothing looks like it`() throws {
        #expect(try refusal(["app.py"])?.hint?.hasPrefix("add a file `Procfile` with a line such as `web: node server.js`") ?? false)
        #expect(try refusal(["Procfile"], types: ["worker"])?.hint?.hasPrefix("add a line to the Procfile") ?? false)
    }

    @Test func `is no matter where none served, or one is there`() throws {
        #expect(try refusal(["app.py"], web: 0) == nil)
        #expect(try refusal(["Procfile"], types: ["web"]) == nil)
    }
}

import CLI
import Testing

@Suite("What was meant") struct NearCommandTests {
    private func hint(_ word: String) -> String { Catalogue.names.contains(word) ? "found" : Catalogue.near(word) }

    @Test(arguments: [
        ("hlep", "help"), ("pss", "ps"), ("PS", "ps"), ("config:st", "config:set"), ("Config:Set", "config:set"),
        ("config.set", "config:set"), ("cofnig:set", "config:set"), ("app", "apps"), ("cert:add", "certs:add"),
        ("buildpakcs:lint", "buildpacks:lint"), ("certs:auto:enabel", "certs:auto:enable"), ("lgos", "logs"),
        ("rolback", "rollback"), ("ps:scael", "ps:scale"), ("maintenence:on", "maintenance:on"),
    ])
    func `a slip or two are mended`(word: String, meant: String) {
        #expect(hint(word) == "did you mean `\(meant)`? `renga help` lists the commands")
    }

    /// What people typed on their first day, and what they were led to once.
    @Test(arguments: [
        "addons:create", "redis:create", "ssh", "psql", "pg", "shell", "labs", "login", "logout",
        "spaces", "fork", "exec", "pg:psql", "labs:enable",
        "features:enable", "members:remove", "destory", "destro", "p", "x",
    ])
    func `nobody is led to what is another thing`(word: String) {
        #expect(hint(word) == "`renga help` lists the commands")
    }

    @Test(arguments: [
        ("domains:report", "domains"), ("config:clear", "config"), ("apps:lock", "apps"),
        ("apps:exists", "apps"), ("keys:list", "keys"), ("domains:info", "domains"), ("domains:set", "domains"),
        ("domains:wait", "domains"), ("buildpacks:info", "buildpacks"), ("apps:stacks", "apps"), ("ps:inspect", "ps"), ("ps:copies", "ps"),
        ("stack:set", "stack"), ("domains:remov", "domains"), ("config:unste", "config"), ("maintenance:of", "maintenance"),
        ("maintenance:offf", "maintenance"), ("certs:auto:disabel", "certs"), ("keys:rm", "keys"), ("domains:claer", "domains"),
    ])
    func `a topic that there is shows what it has`(word: String, topic: String) {
        #expect(hint(word).hasPrefix("`\(topic)` has \(topic)"), "\(hint(word))")
        #expect(!hint(word).contains("did you mean"))
    }

    @Test func `no slip at all leads to a command that takes something away`() {
        for declaration in Catalogue.all.map({ $0.declaration }) where declaration.removes {
            for name in [declaration.name] + declaration.aliases {
                for position in name.indices {
                    var slipped = name
                    slipped.remove(at: position)
                    #expect(!hint(slipped).contains("did you mean `\(name)`"), "\(slipped)")
                }
            }
        }
        let removing = Catalogue.all.map { $0.declaration }.filter(\.removes).map(\.name)
        #expect(Set(removing).isSuperset(of: ["destroy", "domains:remove", "domains:clear", "config:unset", "keys:remove"]))
    }

    @Test func `a command that somebody asks help of is explained, not taken for an app`() throws {
        let outcome = try Bench().run(["config", "help"])
        #expect(outcome.errors.contains("`renga help config` explains it"), "\(outcome.errors)")
    }
}

import Model
import Testing

@testable import Hooks

@Suite("A push that brought nothing") struct NothingPushedTests {
    private func words(_ url: String, release: Int?, commit: String?) throws -> String? {
        let app = try #require(AppName("shop"))
        let facts = AppSummary(
            name: app,
            url: "http://shop.example.com/",
            domains: [],
            maintenance: false,
            paused: false,
            gitURL: url,
            stack: "debian-13",
            buildpacks: [],
            release: release,
            commit: commit.flatMap { CommitID($0) },
            slugBytes: nil,
            formation: [:],
            createdAt: ""
        )
        let root = try #require(InstallationRoot("/var/lib/renga"))
        return NothingPushed(root: root, key: 1, app: app, url: url).words(facts)
    }

    @Test(arguments: [
        ("git@apps.example.com:shop.git", "ssh git@apps.example.com"), ("ssh://git@[::1]:2222/shop.git", "ssh ssh://git@[::1]:2222"),
        ("/var/lib/renga/elsewhere", "renga"),
    ])
    func `a push that brings nothing says what runs, and how that is built again`(url: String, prefix: String) throws {
        let commit = String(repeating: "7", count: 40)
        #expect(
            try words(url, release: 27, commit: commit)
                == "Nothing was pushed: shop runs 77777777 (v27). To build it again: \(prefix) builds:create -a shop"
        )
    }

    @Test func `there is nothing to say where nothing runs`() throws {
        #expect(try words("git@host:shop.git", release: 2, commit: nil) == nil)
    }
}

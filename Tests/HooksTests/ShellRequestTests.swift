import Hooks
import Model
import Testing

@Suite("What somebody who came in over SSH wants") struct ShellRequestTests {
    @Test(arguments: [
        "git-receive-pack 'shop.git'", "git-receive-pack '/shop.git'", "git receive-pack 'shop.git'",
        "git-receive-pack shop", "git-receive-pack '~/shop.git'", "git-receive-pack '/shop.git/'", "git-receive-pack //shop",
    ])
    func `a push, in every spelling of the repository`(_ text: String) throws {
        #expect(try ShellRequest.parse(text) == .push(try #require(AppName("shop"))))
    }

    @Test func `a fetch`() throws {
        #expect(try ShellRequest.parse("git-upload-pack 'shop.git'") == .fetch(try #require(AppName("shop"))))
    }

    @Test func `a command of the CLI`() throws {
        #expect(try ShellRequest.parse("ps -a shop") == .command(["ps", "-a", "shop"]))
        #expect(try ShellRequest.parse("config:set 'A=x; rm -rf /'") == .command(["config:set", "A=x; rm -rf /"]))
        #expect(try ShellRequest.parse("git") == .command(["git"]))
    }

    @Test func `nothing`() throws {
        #expect(try ShellRequest.parse("") == .nothing)
        #expect(try ShellRequest.parse("  \n") == .nothing)
    }

    @Test(arguments: [
        "git-receive-pack '../shop.git'", "git-receive-pack 'a/b.git'", "git-receive-pack '/var/lib/renga/repos/shop.git'",
        "git-receive-pack", "git-receive-pack a b", "git-receive-pack ''", "git-receive-pack '.git'",
        "git-receive-pack 'SHOP.git'", "git-receive-pack '--upload-pack=x'", "git-upload-pack --strict shop",
        "git-receive-pack 'sh\u{0}op'",
    ])
    func `a path that names no app is refused`(_ text: String) {
        #expect { try ShellRequest.parse(text) } throws: { ($0 as? Failure)?.code == .invalid }
    }

    @Test(arguments: ["git-lfs-transfer shop.git upload", "git-lfs-authenticate '/shop.git' upload", "git lfs-transfer x"])
    func `git-lfs is told what works`(_ text: String) {
        let failure = #expect(throws: Failure.self) { try ShellRequest.parse(text) }
        #expect(failure?.code == .forbidden && failure?.hint?.contains("git push --no-verify") == true)
    }

    @Test(arguments: ["git-shell", "git-upload-archive 'shop.git'", "git upload-archive shop", "git-cvsserver server"])
    func `git's other services are not offered`(_ text: String) {
        #expect { try ShellRequest.parse(text) } throws: { ($0 as? Failure)?.code == .forbidden }
    }
}

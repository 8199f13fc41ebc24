import Linux
import Model
import RequestBench
import Testing
import Wire

@testable import CLI

/// Over a real ledger, with an editor that is a script.
@Suite("renga config:edit") struct ConfigEditTests {
    private let requests: RequestBench
    private let bench: Bench
    private let shop: AppName

    init() throws {
        requests = try RequestBench()
        bench = try Bench()
        bench.transport = requests
        shop = try requests.app("shop")
        try requests.release(of: shop, ["web": "serve"], config: ["A": "1", "B": "two words\n", "C": "3"])
        bench.environment["TMPDIR"] = bench.work
    }

    private func editor(_ script: String) throws {
        try bench.write("editor", "#!/bin/sh\nset -e\n\(script)\n")
        try Command("/bin/chmod", ["755", "\(bench.directory)/editor"], environment: [:]).check()
        bench.environment["EDITOR"] = "'\(bench.directory)/editor' --wait"
    }

    private var vars: [String: String] { get throws { try requests.ask(ListConfigVars(app: shop)) } }

    @Test func `sets what was changed, added and taken out, in one release`() throws {
        try editor("[ \"$1\" = --wait ]; sed -i -e 's/^A=.*/A=\"one more\"/' -e '/^C=/d' \"$2\"; echo D=4 >> \"$2\"")
        let outcome = try bench.run(["config:edit", "-a", "shop"])
        #expect(outcome.status == 0 && outcome.errors == "Setting the config vars of ⬢ shop... done, v2\n", "\(outcome)")
        #expect(try vars == ["A": "one more", "B": "two words\n", "D": "4"])
        #expect(try Files.list(bench.work).isEmpty, "the text is gone")
    }

    @Test func `changes nothing where nothing was changed, or the editor fails`() throws {
        try editor("true")
        let same = try bench.run(["config:edit", "-a", "shop"])
        #expect(try same.status == 0 && same.errors == "Nothing has changed.\n" && Files.list(bench.work).isEmpty)
        try editor("exit 7")
        let failed = try bench.run(["config:edit", "-a", "shop"])
        #expect(
            failed.status == 31 && failed.errors.contains("ended with status 7")
                && failed.errors.contains("is kept: \(bench.work)/renga-shop")
        )
        bench.environment["EDITOR"] = "no-such-editor"
        #expect(try bench.run(["config:edit", "-a", "shop"]).errors.contains("there is no editor `no-such-editor`"))
        #expect(try vars == ["A": "1", "B": "two words\n", "C": "3"])
    }

    @Test func `refuses what somebody else has changed meanwhile, and keeps the text`() throws {
        let printed = try bench.run(["config:edit", "--print", "-a", "shop"]).output
        #expect(printed.hasPrefix("# Config vars of shop, v1. ") && printed.hasSuffix("A=1\nB='two words\n'\nC=3\n"), "\(printed)")
        _ = try requests.ask(SetConfigVars(app: shop, changes: ["B": "theirs"]))
        let outcome = try bench.run(["config:edit", "--from", "-", "-a", "shop"], input: printed + "D=mine\n")
        #expect(outcome.status == 21 && outcome.errors.contains("`B` has changed since v1, which you edited"), "\(outcome)")
        #expect(try vars == ["A": "1", "B": "theirs", "C": "3"])
        // Another release with the same config vars is no change of them.
        let again = try bench.run(["config:edit", "--print", "-a", "shop"]).output
        try requests.release(of: shop, ["web": "serve"], config: try vars)
        #expect(try bench.run(["config:edit", "--from", "-", "-a", "shop"], input: again + "D=mine\n").status == 0)
        #expect(try vars["D"] == "mine")
    }

    @Test func `names a line that cannot be understood, and a text that is another's`() throws {
        try editor("echo 'no sign' >> \"$2\"")
        let outcome = try bench.run(["config:edit", "-a", "shop"])
        #expect(outcome.status == 2 && outcome.errors.contains("the text, line 7: there is no `=` in it"), "\(outcome)")
        let kept = try #require(try Files.list(bench.work).first)
        #expect(outcome.errors.contains("renga config:edit --from \(bench.work)/\(kept) -a shop"))
        #expect(try Files.text("\(bench.work)/\(kept)").hasSuffix("no sign\n"))
        #expect(try bench.run(["config:edit", "--from", "-", "-a", "shop"], input: "A=1\n").errors.contains("the first line is not there"))
        let other = try bench.run(["config:edit", "--from", "-", "-a", "shop"], input: "# Config vars of blog, v1. x\nA=1\n")
        #expect(other.errors.contains("these are the config vars of `blog`, and not of `shop`"))
        #expect(try vars["A"] == "1")
    }

    @Test func `starts no editor for who comes over SSH`() throws {
        bench.environment["RENGA_KEY"] = "\(try requests.key("ada"))"
        try editor("touch \(bench.work)/ran")
        let outcome = try bench.run(["config:edit", "-a", "shop"])
        #expect(outcome.status == 23 && outcome.errors.contains("no editor is started over SSH") && !Files.exists("\(bench.work)/ran"))
        #expect(try bench.run(["config:edit", "--print", "-a", "shop"]).output.contains("A=1\n"))
    }
}

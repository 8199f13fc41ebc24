import CLI
import Model
import Testing

@Suite("renga keys:add") struct KeysAddTests {
    fileprivate static let key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A ada@example.com"
    fileprivate static let answer = [
        #"{"result":{"_0":[{"id":1,"owner":"ada@example.com","fingerprint":"SHA256:abc","comment":"ada@example.com"}]}}"#
    ]

    private func sent(_ bench: Bench, _ words: [String], input: String = "") throws -> Bool {
        let outcome = try bench.run(words, input: input, replies: Self.answer)
        return outcome.status == 0 && outcome.asked?.contains(Self.key) == true
    }

    @Test func `a key comes from a file, from words or from standard input`() throws {
        let bench = try Bench()
        try bench.write("work/ada.pub", Self.key + "\n")
        #expect(try sent(bench, ["keys:add", "ada.pub"]))
        #expect(try sent(bench, ["keys:add", Self.key]))
        #expect(try sent(bench, ["keys:add"] + Self.key.split(separator: " ").map(String.init)))
        #expect(try sent(bench, ["keys:add", "-"], input: Self.key))
    }

    @Test func `without an argument it is the usual file, or an explanation`() throws {
        let bench = try Bench()
        let outcome = try bench.run(["keys:add"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("ssh-keygen -t ed25519"))
        try bench.write("home/.ssh/id_ed25519.pub", Self.key + "\n")
        #expect(try sent(bench, ["keys:add"]))
    }

    @Test func `over SSH it reads standard input and no file`() throws {
        let bench = try Bench()
        bench.environment["RENGA_KEY"] = "3"
        try bench.write("home/.ssh/id_ed25519.pub", "not this")
        #expect(try sent(bench, ["--root", bench.root.path, "keys:add"], input: Self.key))
        let refused = try bench.run(["--root", bench.root.path, "keys:add", "/etc/passwd"])
        #expect(refused.status == 23)
        #expect(refused.errors.contains("no file of the server is read"))
        let empty = try bench.run(["--root", bench.root.path, "keys:add"])
        #expect(empty.status == 2)
    }

    @Test func `a private key is not sent anywhere`() throws {
        let bench = try Bench()
        try bench.write("work/id", "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n")
        let outcome = try bench.run(["keys:add", "id"], replies: Self.answer)
        #expect(outcome.status == 2)
        #expect(outcome.asked == nil)
        #expect(!outcome.errors.contains("abc"))
    }

    @Test func `a file that is not there is said`() throws {
        let outcome = try Bench().run(["keys:add", "nothing.pub"])
        #expect(outcome.status == 20)
        #expect(outcome.errors.contains("there is no file `nothing.pub`"))
    }
}

extension KeysAddTests {
    @Test func `a byte order mark is left out, and said`() throws {
        let bench = try Bench()
        try bench.write("work/ada.pub", "\u{FEFF}" + Self.key + "\n")
        let outcome = try bench.run(["keys:add", "ada.pub"], replies: Self.answer)
        #expect(outcome.status == 0)
        #expect(outcome.asked?.contains("\"text\":\"ssh-ed25519") == true)
        #expect(outcome.errors.contains("BOM"))
    }

    @Test(arguments: [
        ("s\0s\0h\0-\0", "utf16.pub is not plain text: it is UTF-16"), ("", "utf16.pub is empty"),
        ("PuTTY-User-Key-File-3: ssh-ed25519", "utf16.pub is a private key"),
    ])
    func `what no key can be read from is named before anything is sent`(text: String, words: String) throws {
        let bench = try Bench()
        try bench.write("work/utf16.pub", text)
        let outcome = try bench.run(["keys:add", "utf16.pub"], replies: Self.answer)
        #expect(outcome.status == 2 && outcome.asked == nil)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test func `a directory is said to be one`() throws {
        let outcome = try Bench().run(["keys:add", "."])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(". is a directory"), "\(outcome.errors)")
    }
}

import Model
import Testing

/// A team's list of keys, as somebody keeps it, and as it may come.
@Suite("A team's list of keys") struct TeamKeysFileTests {
    private static let ada = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A"

    private func refusal(_ text: String) -> Failure? { refusal(Array(text.utf8)) }

    private func refusal(_ bytes: [UInt8]) -> Failure? {
        #expect(throws: Failure.self) { _ = try TeamKeysFile(bytes) }
    }

    @Test(arguments: [
        "\(ada) ada@example.com\n", "ada@example.com \(ada)\n", "ada@example.com \(ada) her laptop\r\n",
        "# the team\n\n  \(ada)  ada@example.com \n",
        "\u{FEFF}\(ada) ada@example.com\n", "\(ada) ada@example.com\nada@example.com \(ada)\n",
    ]) func `a key is its comment's, or whose name stands before it`(text: String) throws {
        let keys = try TeamKeysFile(Array(text.utf8)).keys
        #expect(keys.count == 1 && keys.first?.name == "ada@example.com" && keys.first?.key.type == "ssh-ed25519")
    }

    @Test(arguments: [
        ("", "it is empty"), ("\n# nobody\n", "there is no key in it"), ("\(ada) ada", "only half written"),
        ("\(ada)\n", "line 1: it does not say whose"),
        ("\(ada) a b\n", "line 1: `a b` cannot be a person's name"), ("\(ada) root\n", "cannot be a person's name"),
        ("restrict \(ada) ada\n", "is an option of authorized_keys"), ("command=\"x\" \(ada) ada\n", "is an option of authorized_keys"),
        ("\(ada) ada\nbob ssh-ed25519 AAAA\n", "line 2: "), ("<html>\n", "line 1: "),
        ("\(ada) ada\nbob \(ada)\n", "lines 1 and 2 have one key for two names"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "private key"),
    ]) func `one that is not whole and sound is not taken in part`(text: String, why: String) {
        let failure = refusal(text)
        #expect(failure?.message.contains(why) == true, "\(String(describing: failure))")
        #expect(failure?.hint == "no key was added or removed")
    }

    @Test func `neither is one that is too large or no text`() {
        #expect(refusal([UInt8](repeating: 0x23, count: TeamKeysFile.bytesMax + 1))?.code == .limit)
        #expect(refusal([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0])?.code == .invalid)
        #expect(refusal([0xff, 0xfe, 0x41, 0x00])?.code == .invalid)
        #expect(refusal([0x41, 0xc3, 0x28, 0x0a])?.code == .invalid)
    }
}

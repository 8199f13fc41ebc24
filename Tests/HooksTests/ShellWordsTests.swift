import Hooks
import Model
import Planning
import Testing

@Suite("What a client asks sshd to run, as words") struct ShellWordsTests {
    @Test(arguments: [
        ("", []), ("   ", []), ("apps", ["apps"]), ("  ps  -a\tshop\n", ["ps", "-a", "shop"]),
        ("git-receive-pack 'shop.git'", ["git-receive-pack", "shop.git"]),
        ("config:set 'A=b c'", ["config:set", "A=b c"]), ("config:set A=\"b c\"", ["config:set", "A=b c"]),
        ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("a '' b", ["a", "", "b"]),
        ("a\\ b", ["a b"]), ("\"a\\\"b\"", ["a\"b"]), ("\"a\\b\"", ["a\\b"]), ("'a\\b'", ["a\\b"]), ("\"\\\\\"", ["\\"]),
        ("$(id) `id` $HOME * ~ ; | & >", ["$(id)", "`id`", "$HOME", "*", "~", ";", "|", "&", ">"]),
        ("grüße 'ß ß'", ["grüße", "ß ß"]),
    ])
    func `are split as a shell splits them, and nothing is expanded`(_ text: String, _ words: [String]) throws {
        #expect(try ShellWords.split(text) == words)
    }

    @Test(arguments: ["'a", "\"a", "a\\", "it's", "\"a\\\""])
    func `an open quote is refused`(_ text: String) {
        #expect(throws: Failure.self) { try ShellWords.split(text) }
    }

    @Test func `a command over the limit is refused`() {
        #expect(throws: Never.self) { try ShellWords.split(String(repeating: "a", count: ShellWords.bytesMax)) }
        #expect(throws: Failure.self) { try ShellWords.split(String(repeating: "a", count: ShellWords.bytesMax + 1)) }
    }
}

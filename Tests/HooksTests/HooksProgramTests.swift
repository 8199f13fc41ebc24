import Glibc
import Linux
import Model
import Testing

@Suite("The program renga-hooks") struct HooksProgramTests {
    private static func program() throws -> String {
        let folders = CommandLine.arguments.map { Files.parent(of: $0) }
        guard let found = folders.map({ $0 + "/renga-hooks" }).compactMap(Files.real).first else {
            throw Failure(.notFound, "renga-hooks is not beside the tests: \(folders)")
        }
        return found
    }

    /// A push starts it three times, and Foundation would be most of what it takes to start.
    @Test func `is linked without Foundation`() throws {
        let bytes = try Files.read(Self.program())
        #expect(!Self.contains(bytes, "Foundation"))
        #expect(Self.contains(bytes, "swiftCore") || Self.contains(bytes, "renga-hooks"))
    }

    @Test(arguments: [
        ([], "renga-hooks is run by sshd and by git"), (["shell", "--key", "1", "--rot", "/x"], "renga-hooks does not know `--rot`"),
        (["shell", "--root", "/x"], "renga-hooks needs --key N"), (["upkeep", "now"], "renga-hooks does not know `now`"),
        (["shell", "--root", "x", "--key", "1"], "needs an absolute path"), (["shell", "--key"], "needs a value for `--key`"),
    ])
    func `refuses a command line in words`(words: [String], message: String) throws {
        let outcome = try Command(Self.program(), words).run()
        #expect(outcome.status.code == Failure.Code.invalid.exitStatus)
        #expect(outcome.text.contains(message), "\(outcome.text)")
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let text = Array(text.utf8)
        return bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return false }
            var place = 0
            while place + text.count <= all.count, let found = memchr(base + place, Int32(text[0]), all.count - place - text.count + 1) {
                if memcmp(found, text, text.count) == 0 { return true }
                place = base.distance(to: UnsafeRawPointer(found)) + 1
            }
            return false
        }
    }
}

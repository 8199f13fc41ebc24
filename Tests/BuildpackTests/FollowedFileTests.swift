import Model
import Planning
import Testing

@Suite("Files that name other files") struct FollowedFileTests {
    private func warnings(_ files: [String: String]) throws -> [String] {
        try Fixture.plan(files.merging(["Procfile": "web: x\n"]) { $1 }).warnings.map(\.message)
    }

    @Test(arguments: [
        ("six\n-r ../all.txt\n", "requirements.txt:2: `../all.txt` leads out of the app"),
        ("-r /etc/all.txt\n", "requirements.txt:1: `/etc/all.txt` leads out of the app"),
        ("-r requirements.txt\n", "requirements.txt:1: `requirements.txt` is read while it is read itself"),
        ("-r no/such.txt\n", "requirements.txt:1: `no/such.txt` is not in the commit"),
        ("-r two.txt\n", "two.txt:1: `requirements.txt` is read while it is read itself"),
        ("six\n\u{0}\u{1}\u{0}\u{0}\n", "requirements.txt cannot be read as text"),
    ]) func `say what of it cannot be followed`(requirements: String, words: String) throws {
        let found = try warnings(["requirements.txt": requirements, "two.txt": "-r requirements.txt\n"])
        #expect(found.count == 1 && found[0].contains(words), "\(found)")
    }

    @Test(arguments: [
        "-r two.txt\n-r three.txt\n", "-r https://example.com/x.txt\n", "-r ${PLACE}/x.txt\n", "\u{FEFF}six\n", "-e .\n",
    ]) func `say nothing of what can`(requirements: String) throws {
        #expect(try warnings(["requirements.txt": requirements, "two.txt": "-r three.txt\n", "three.txt": "six\n"]).isEmpty)
    }

    @Test func `a version in bytes that are no text is not taken for UTF-16`() throws {
        func message(_ text: String) throws -> String { try Fixture.refusal(["requirements.txt": "", ".python-version": text]).page }
        #expect(try message("3\u{0}.\u{0}1\u{0}3\u{0}").contains("as UTF-16 has"))
        #expect(try message("\u{0}\u{1}x\u{0}\u{0}yz").contains("it is no text: it has NUL bytes"))
    }
}

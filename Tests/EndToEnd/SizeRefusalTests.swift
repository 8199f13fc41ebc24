import Glibc
import Linux
import Model
import Testing

@Suite("An app over a limit") struct SizeRefusalTests {
    /// Text that does not compress well.
    private static func noise(_ count: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/")
        return String((0..<count).map { _ in letters[Int.random(in: 0..<64)] })
    }

    private struct Limit {
        let line: String
        let raised: String
        let files: [String: String]
        let words: [String]
    }

    private static let limits = [
        Limit(
            line: "file_bytes_max: 20000",
            raised: "file_bytes_max: 50000",
            files: ["data/big.bin": noise(30_000)],
            words: ["the file `data/big.bin` has 30000 bytes; the limit is 20000", "take it out of the commit"]
        ),
        Limit(
            line: "checkout_bytes_max: 50000",
            raised: "checkout_bytes_max: 100000",
            files: ["a": noise(19_000), "b": noise(19_000), "c": noise(19_000)],
            words: ["the checkout has more than", "the limit is 50000"]
        ),
        Limit(
            line: "checkout_files_max: 20",
            raised: "checkout_files_max: 100",
            files: Dictionary(uniqueKeysWithValues: (0..<30).map { ("many/\($0)", "\($0)") }),
            words: ["the checkout has more than 20 files"]
        ),
        Limit(
            line: "slug_bytes_max: 12000",
            raised: "slug_bytes_max: 60000",
            files: ["noise": noise(18_000)],
            words: ["Compiled slug size:", "is too large (max is 11.7K).", ".slugignore"]
        ),
    ]

    @Test func `is refused by its name, and the same commit is taken when the limit is raised`() throws {
        let lines = Self.limits.map { "  \($0.line)\n" }.joined()
        let platform = try Installation("build:\n\(lines)")
        let app = try platform.serving("shop")
        let small = try app.head
        for (index, limit) in Self.limits.enumerated() {
            try app.git("reset", "-q", "--hard", small)
            try app.commit(limit.files.merging(["message": "\(index)"]) { $1 }.mapValues(Optional.some))
            try platform.expectRefusal(of: app, to: "shop", saying: limit.words)
        }
        for limit in Self.limits { try platform.reconfigure(limit.line, to: limit.raised) }
        // The last of them, as it was refused.
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "3"))
    }

    @Test func `is refused when a step makes the slug too large`() throws {
        let platform = try Installation("build: {slug_bytes_max: 100000}\n")
        let app = try platform.serving("shop")
        try app.commit(["renga.yml": SampleApps.step("head -c 200000 /dev/urandom > assets"), "message": "two"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["Compiled slug size:", "is too large (max is 97.7K)."]
        )
        try platform.reconfigure("slug_bytes_max: 100000", to: "slug_bytes_max: 300000")
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["Using cached: Testing"])
        #expect(try platform.get("shop") == (200, "two"))
    }
}

import CLI
import Linux
import Model
import Testing

@Suite("Other platforms' words") struct ForeignWordsTests {
    private static let list = "\(GoldenCase.repository)/Tests/Golden/foreign-commands.txt"

    private static func commands() throws -> [String] {
        try Files.text(list).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    @Test func `each command of Heroku's and Dokku's is here, or something true is said of it`() throws {
        let commands = try Self.commands()
        #expect(commands.count > 400)
        for name in commands where !Catalogue.names.contains(name) {
            #expect(ForeignWords.failure(for: name) != nil, "nothing is said of `\(name)`")
        }
    }

    @Test func `no command that is here is said not to be`() {
        for name in ForeignWords.names { #expect(!Catalogue.names.contains(name), "`\(name)` is here") }
    }

    @Test func `what is said leads to commands that are here`() throws {
        for name in try Self.commands() {
            guard let hint = ForeignWords.failure(for: name)?.hint else { continue }
            for part in hint.split(separator: "renga ").dropFirst() {
                let command = String(part.prefix { $0.isLetter || $0 == ":" })
                #expect(Catalogue.names.contains(command), "`\(name)` leads to `\(command)`")
            }
        }
    }
}

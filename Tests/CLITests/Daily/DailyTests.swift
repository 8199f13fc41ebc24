import Linux
import Model
import Testing

/// The hour as a user of Heroku's and of Dokku's, row by row.
@Suite("An hour, as it was typed") struct DailyTests {
    private static let rows = [
        DailyWords.finding, DailyWords.guesses, DailyWords.apps, DailyRunning.dynos, DailyRunning.missing, DailyRunning.appFirst,
        DailyRunning.logs, DailyRunning.config, DailyRest.topics, DailyRest.missing, DailyRest.keys, DailyRest.style,
    ].flatMap { $0 }

    @Test(arguments: rows) func `comes out as it should`(row: DailyRow) throws {
        let outcome = try DailyScene().run(row)
        let all = outcome.errors + outcome.output
        #expect(outcome.status == row.status, "\(all)")
        for text in row.says { #expect(all.contains(text), "`\(text)` is not in:\n\(all)") }
        for text in row.never { #expect(!all.contains(text), "`\(text)` is in:\n\(all)") }
        if let output = row.output { #expect(outcome.output == output) }
    }

    @Test func `what other tests show is shown by tests that are there`() throws {
        let tests = try Self.sources()
        for row in DailyElsewhere.rows {
            #expect(
                tests.contains("func `\(row.test)`") || Files.exists("\(GoldenCase.repository)/Tests/Golden/cli/\(row.test).case"),
                "\(row)"
            )
        }
        let parts = Set(Self.rows.map(\.part) + DailyElsewhere.rows.map(\.part))
        // 2.5 and 2.13 are about databases and backups, 1.6 about what takes a real terminal.
        for part in ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10"] { #expect(parts.contains(part), "\(part)") }
        for part in [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12] { #expect(parts.contains("2.\(part)"), "2.\(part)") }
        #expect(parts.contains("0") && parts.contains("3") && parts.contains("4"))
    }

    @Test func `a static site's dynos are called by a short name`() throws {
        #expect(
            try Files.text("\(GoldenCase.repository)/buildpacks/static.yml").contains("\nprocesses:\n  web: .renga/static-web-server\n")
        )
    }

    private static func sources() throws -> String {
        let folders = [
            "CLITests", "CLITests/Daily", "EndToEnd", "OperationsTests", "RunnerTests", "PlanningTests", "InstallTests", "ModelTests",
            "RouterTests",
            "BuildpackTests", "HooksTests",
        ]
        return try folders.flatMap { folder in
            try Files.list("\(GoldenCase.repository)/Tests/\(folder)").filter { $0.hasSuffix(".swift") }
                .map { try Files.text("\(GoldenCase.repository)/Tests/\(folder)/\($0)") }
        }.joined()
    }
}

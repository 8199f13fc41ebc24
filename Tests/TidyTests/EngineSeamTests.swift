import Testing

/// What another engine has not got, such as folders of dynos, is known to the local one alone.
@Suite("The seam of the engine") struct EngineSeamTests {
    @Test func `the runner knows of dynos what their engine says`() throws {
        let words = [
            "root.dyno(", "DynoFolder", "DynoRecord", "LocalNews", "Supervised", "CageRuntime", "DynoNetwork", "DynoAddresses", "Bundle(",
            "pidfd", "output.log",
        ]
        let files = try SourceFile.all(below: "Sources/Runner")
        for word in words {
            let isUsed = files.contains { $0.path.contains("/Local/") && $0.code.contains { $0.1.contains(word) } }
            #expect(isUsed, "the local engine has no `\(word)` any more: put what it is called now into this list")
        }
        for file in files where !file.path.contains("/Local/") {
            for (number, line) in file.code where words.contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): ask the engine; what it keeps is in Sources/Runner/Local")
            }
        }
    }
}

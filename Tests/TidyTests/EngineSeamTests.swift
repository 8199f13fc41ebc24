import Testing

/// What another engine has not got, such as folders of dynos, is known to the local one alone.
@Suite("The seam of the engine") struct EngineSeamTests {
    @Test func `the runner knows of dynos what their engine says`() throws {
        let words = [
            "root.dyno(", "DynoFolder", "DynoRecord", "LocalNews", "Supervised", "CageRuntime", "DynoNetwork", "DynoAddresses", "Bundle(",
            "pidfd", "output.log",
        ]
        for file in try SourceFile.all(below: "Sources/Runner") where !file.path.contains("/Local/") {
            for (number, line) in file.code where words.contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): ask the engine; what it keeps is in Sources/Runner/Local")
            }
        }
    }
}

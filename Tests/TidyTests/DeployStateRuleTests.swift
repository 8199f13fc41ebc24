import Testing

@Suite("The state of a deploy") struct DeployStateRuleTests {
    @Test func `is written in one place, which asks the machine`() throws {
        let writers = try SourceFile.all(below: "Sources").filter { file in
            file.lines.contains {
                $0.contains("UPDATE deploys SET") && !$0.contains("SET slug = NULL") && !$0.contains("SET announced")
                    && !$0.contains("SET cancelled_by")
            }
        }
        #expect(writers.map { $0.path.split(separator: "/").last ?? "" }.sorted() == ["DeployMoves.swift", "Schema.swift"])
        let machine = try SourceFile.all(below: "Sources").filter { $0.lines.contains { $0.contains("DeployMachine(") } }
        #expect(machine.map { $0.path.split(separator: "/").last ?? "" } == ["DeployMoves.swift"])
    }
}

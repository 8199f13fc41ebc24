import Model
import Planning
import Testing

@Suite("Constraints of Composer") struct ComposerRangeTests {
    @Test(
        arguments: [
            RuleTable("^8.2", ["8.2.0", "8.4.27", "8.2.0-beta1"], not: ["8.1.9", "9.0.0", "9.0.0-dev"]),
            RuleTable("^0.3", ["0.3.9"], not: ["0.4.0"]),
            RuleTable("^0.0.3", ["0.0.3"], not: ["0.0.4"]), RuleTable("~8.2", ["8.2.0", "8.9.0"], not: ["9.0.0"]),
            RuleTable("~8.2.1", ["8.2.9"], not: ["8.3.0", "8.2.0"]),
            RuleTable("~8", ["8.9.9"], not: ["9.0.0"]), RuleTable(">=8.1 <8.5", ["8.1.0", "8.4.27"], not: ["8.5.0", "8.5.0-RC1"]),
            RuleTable(">=8.1,<8.5", ["8.4.27"], not: ["8.5.0"]),
            RuleTable("8.*", ["8.4.27"], not: ["7.4.0", "9.0.0"]), RuleTable("8.2.x", ["8.2.36"], not: ["8.3.0"]),
            RuleTable("*", ["8.4.27"]), RuleTable("8.1 - 8.3", ["8.3.9"], not: ["8.4.0"]),
            RuleTable("8.1.0 - 8.3.2", ["8.3.2"], not: ["8.3.3"]), RuleTable("^7.4 || ^8.1", ["7.4.33", "8.4.27"], not: ["8.0.30"]),
            RuleTable("^7.4|^8.1", ["8.4.27"]),
            RuleTable("8.2.5", ["8.2.5"], not: ["8.2.6"]), RuleTable("!=8.2.5", ["8.2.6"], not: ["8.2.5"]),
            RuleTable(">8.2", ["8.2.1"], not: ["8.2.0"]), RuleTable("<=8.2", ["8.2.0"], not: ["8.2.1"]),
            RuleTable("v8.2.5", ["8.2.5"]), RuleTable("^8.2@beta", ["8.2.0"]),
            RuleTable(">=8.2@beta", ["8.2.0-beta1", "8.2.0"], not: ["8.2.0-alpha1"]), RuleTable("@dev", ["8.0.0"]),
            RuleTable(">= 8.2, < 9", ["8.4.27"]), RuleTable("~8.2.0-beta2", ["8.2.0-beta2", "8.2.0"], not: ["8.2.0-beta1"]),
            RuleTable("<8.2-stable", ["8.2.0-RC1"], not: ["8.2.0"]),
            RuleTable("dev-main || ^8.2", ["8.2.0"]), RuleTable("^8.1.0 <8.6", ["8.5.8"], not: ["8.6.0"]), RuleTable("^8.", ["8.4.0"]),
        ]
    ) func `are read as Composer reads them`(row: RuleTable) throws { try row.check(.composer) }

    @Test(arguments: ["", "eight", "~>8.2", "^8.2 |", ">=", "^^8", "8.2@weird", "^8.*", "8.2.3.4.5", "latest", "(8.2)"])
    func `other texts are not understood`(text: String) { #expect(VersionRequirement(text, rules: .composer) == nil) }

    @Test(
        arguments: [
            ("^8.2", "8.4", .allPatches), ("~8.4.5", "8.4", .somePatches), ("8.4", "8.4", .somePatches), ("8.4.*", "8.4", .allPatches),
            ("<8.4", "8.4", .no),
        ] as [(String, String, VersionRequirement.Match)]
    )
    func `a version of a stack stands for all its patches`(text: String, version: String, match: VersionRequirement.Match) throws {
        #expect(try #require(VersionRequirement(text, rules: .composer)).match(version) == match)
    }
}

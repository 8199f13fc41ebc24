import Model
import Planning
import Testing

@Suite("Ranges of npm") struct SemverRangeTests {
    @Test(
        arguments: [
            // hyphens
            RuleTable("1.2.3 - 2.3.4", ["1.2.3", "2.3.4", "2.0.0"], not: ["1.2.2", "2.3.5", "2.0.0-rc.1"]),
            RuleTable("1.2 - 2.3.4", ["1.2.0"], not: ["1.1.9"]), RuleTable("1.2.3 - 2.3", ["2.3.9"], not: ["2.4.0"]),
            RuleTable("1.2.3 - 2", ["2.9.9"], not: ["3.0.0", "3.0.0-0"]), RuleTable("18 - 20", ["18.0.0", "20.19.2"], not: ["21.0.0"]),
            RuleTable("18 - *", ["18.0.0", "99.0.0"], not: ["17.9.9"]), RuleTable("1.2.3-alpha - 1.2.3", ["1.2.3-beta", "1.2.3"]),
            // numbers that are open
            RuleTable("*", ["0.0.0", "24.1.0"], not: ["24.1.0-rc.1"]), RuleTable("", ["1.0.0"]), RuleTable("x", ["1.0.0"]),
            RuleTable("20", ["20.0.0", "20.19.2"], not: ["21.0.0", "20.0.0-rc.1"]), RuleTable("20.x", ["20.1.2"], not: ["21.0.0"]),
            RuleTable("20.19.*", ["20.19.9"], not: ["20.20.0"]), RuleTable("20.x.3", ["20.0.1"], not: ["21.0.3"]),
            RuleTable("= 20", ["20.1.0"]), RuleTable("v20", ["20.1.0"]), RuleTable("v20.1.0", ["20.1.0"], not: ["20.1.1"]),
            // tildes
            RuleTable("~1.2.3", ["1.2.3", "1.2.9"], not: ["1.2.2", "1.3.0"]), RuleTable("~1.2", ["1.2.0"], not: ["1.3.0"]),
            RuleTable("~1", ["1.9.0"], not: ["2.0.0"]), RuleTable("~0.2.3", ["0.2.4"], not: ["0.3.0"]),
            RuleTable("~0", ["0.9.9"], not: ["1.0.0"]),
            RuleTable("~> 1.2", ["1.2.5"], not: ["1.3.0"]),
            RuleTable("~1.2.3-beta.2", ["1.2.3-beta.4", "1.2.4"], not: ["1.2.4-beta.2", "1.2.3-beta.1"]),
            // carets
            RuleTable("^1.2.3", ["1.2.3", "1.9.9"], not: ["2.0.0", "1.2.2", "2.0.0-0"]), RuleTable("^0.2.3", ["0.2.9"], not: ["0.3.0"]),
            RuleTable("^0.0.3", ["0.0.3"], not: ["0.0.4"]), RuleTable("^0.0.3-beta", ["0.0.3-beta.2", "0.0.3"], not: ["0.0.4"]),
            RuleTable("^1.2.x", ["1.9.0"], not: ["1.1.0", "2.0.0"]), RuleTable("^0.0.x", ["0.0.9"], not: ["0.1.0"]),
            RuleTable("^0.0", ["0.0.1"], not: ["0.1.0"]),
            RuleTable("^1.x", ["1.0.0"], not: ["2.0.0"]), RuleTable("^0.x", ["0.9.0"], not: ["1.0.0"]),
            RuleTable("^1.2.3-beta.2", ["1.2.3-beta.10"], not: ["1.2.4-beta.2"]),
            // comparisons
            RuleTable(">=18", ["18.0.0", "24.0.0"], not: ["17.9.9", "18.0.0-rc.1"]), RuleTable(">18", ["19.0.0"], not: ["18.9.9"]),
            RuleTable(">18.1", ["18.2.0"], not: ["18.1.9"]), RuleTable(">18.1.1", ["18.1.2"], not: ["18.1.1"]),
            RuleTable("<20", ["19.9.9"], not: ["20.0.0", "20.0.0-rc.1"]),
            RuleTable("<=20", ["20.9.9"], not: ["21.0.0"]), RuleTable("<=20.1", ["20.1.9"], not: ["20.2.0"]),
            RuleTable(">= 18 < 20", ["19.0.0"], not: ["20.0.0"]),
            RuleTable(">1.2.3-alpha.3", ["1.2.3-alpha.7", "1.2.3", "3.4.5"], not: ["1.2.3-alpha.3", "3.4.5-alpha.9"]),
            RuleTable("<*", not: ["0.0.0", "1.0.0"]),
            RuleTable(">=20 <20", not: ["20.0.0"]),
            // alternatives
            RuleTable("^18.18 || ^20.9 || >=22", ["18.20.0", "20.9.0", "23.0.0"], not: ["18.17.9", "19.0.0", "21.0.0"]),
            RuleTable("18||20", ["18.1.0", "20.1.0"], not: ["19.0.0"]), RuleTable("1.2.3-a || *", ["1.2.3"], not: ["1.2.3-a"]),
            RuleTable("18 ||", ["99.0.0"]),
            // what stands behind a plus says nothing
            RuleTable("1.2.3+build.7", ["1.2.3"], not: ["1.2.4"]), RuleTable(">=1.2.3+a <2", ["1.3.0"]),
        ]
    ) func `are read as node-semver reads them`(row: RuleTable) throws { try row.check(.semver) }

    @Test(arguments: [
        "latest", "lts/*", "1.2.3.4", "01.2.3", "1.2.3foo", ">=foo", "!=18", "==18.0.0", ">==18.0.0", "18,20", "1.2.3 - ", "18 | 20",
        "^^18", "node", "18 - 20 - 22",
        "9007199254740992.0.0", "1.2.3-", "1.2.3-01", "https://x", "v", "^", ">",
    ]) func `what node-semver refuses is not understood`(text: String) { #expect(VersionRequirement(text, rules: .semver) == nil) }

    @Test(
        arguments: [
            ("^20", "20", .allPatches), ("^20.9.0", "20", .somePatches), ("20.19.2", "20", .somePatches), (">=18 <20", "20", .no),
            ("~20.1", "20", .somePatches),
            ("~20.1", "20.1", .allPatches), ("20.1.x", "20.2", .no), ("<20.5.3 || >20.5.3", "20", .somePatches),
            (">=18 || <20.1", "20", .allPatches), ("<=20", "20", .allPatches),
        ] as [(String, String, VersionRequirement.Match)]
    )
    func `a version of a stack stands for all its patches`(text: String, version: String, match: VersionRequirement.Match) throws {
        #expect(try #require(VersionRequirement(text, rules: .semver)).match(version) == match)
    }
}

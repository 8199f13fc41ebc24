import Model
import Planning
import Testing

@Suite("Rules of Ruby, Go and Java") struct OtherRulesTests {
    @Test(
        arguments: [
            RuleTable("~> 3.3", ["3.3.0", "3.4.9"], not: ["4.0.0", "3.2.9", "4.0.0.rc1"]),
            RuleTable("~> 3.3.1", ["3.3.1", "3.3.11"], not: ["3.4.0", "3.3.0"]),
            RuleTable("~> 3", ["3.9.0"], not: ["4.0.0"]), RuleTable(">= 3.2, < 4.0", ["3.4.9"], not: ["4.0.0", "3.1.9"]),
            RuleTable("\">= 3.2\", \"< 4.0\"", ["3.4.9"], not: ["4.0.0"]),
            RuleTable("!= 3.3.1", ["3.3.0"], not: ["3.3.1"]), RuleTable("3.3.8", ["3.3.8"], not: ["3.3.9"]),
            RuleTable("= 3.3", ["3.3.0"], not: ["3.3.1"]),
            RuleTable("ruby 3.3.8p144", ["3.3.8"], not: ["3.3.9"]),
            RuleTable("3.4.0.preview2", ["3.4.0.preview2"], not: ["3.4.0", "3.4.0.preview1"]),
            RuleTable("> 3.3", ["3.3.1"], not: ["3.3.0"]),
            RuleTable("<= 3.3", ["3.3.0", "3.2.9"], not: ["3.3.1"]), RuleTable("ruby-3.3.8", ["3.3.8"]),
            RuleTable("< 3.4.a", ["3.3.9"], not: ["3.4.0"]),
            RuleTable(">= 3.4.0.rc1", ["3.4.0.rc2", "3.4.0"], not: ["3.4.0.beta1"]),
        ]
    ) func `of RubyGems`(row: RuleTable) throws { try row.check(.bundler) }

    @Test(arguments: ["", "~>", "three", ">> 3", "3.3 || 3.4", ">= 3,", "^3.3", "3..3"]) func `others are none of RubyGems'`(text: String) {
        #expect(VersionRequirement(text, rules: .bundler) == nil)
    }

    @Test(
        arguments: [
            RuleTable("1.24", ["1.24.0", "1.24.4", "1.27.3"], not: ["1.23.9", "1.24rc1", "1.25rc1"]),
            RuleTable("1.24.4", ["1.24.4", "1.25.0"], not: ["1.24.3"]),
            RuleTable("go1.24", ["1.24.1"]), RuleTable("1.25rc1", ["1.25rc1", "1.25.0"], not: ["1.25rc2", "1.24.9"]),
        ]
    ) func `of Go's directive`(row: RuleTable) throws { try row.check(.go) }

    @Test func `Go's own line is taken before a newer one`() throws {
        let directive = try #require(VersionRequirement("1.24.1", rules: .go))
        #expect(directive.prefers("1.24.4") && directive.prefers("1.24") && !directive.prefers("1.27.3"))
        #expect(directive.match("1.24") == .somePatches && directive.match("1.25") == .allPatches && directive.match("1.23") == .no)
    }

    @Test(
        arguments: [
            RuleTable("21", ["21.0.13", "21"], not: ["17.0.21", "25"]),
            RuleTable("1.8", ["8", "8.0.432", "1.8.0_432", "8u432"], not: ["11.0.1"]), RuleTable("zulu-17", ["17.0.21"]),
            RuleTable("21.0.2", ["21.0.2", "21.0.2+13"], not: ["21.0.3"]), RuleTable("8u432", ["8.0.432"], not: ["8.0.431"]),
        ]
    ) func `of system.properties`(row: RuleTable) throws { try row.check(.java) }

    @Test(arguments: ["", "heroku-21", "latest", ">=17", "21.x", "java-21"]) func `others are none of Java's`(text: String) {
        #expect(VersionRequirement(text, rules: .java) == nil)
    }

    @Test(
        arguments: [
            RuleTable("3.13", ["3.13", "3.13.5", "3.13.18"], not: ["3.14.0", "3.1.0"]), RuleTable("3.13.5", ["3.13.5"], not: ["3.13.6"]),
            RuleTable("python-3.13", ["3.13.5"]), RuleTable("3", ["3.14.1"], not: ["2.7.18"]),
            RuleTable("go1.20", ["1.20", "1.20.3"], not: ["1.21.0"]), RuleTable("3.14.0rc1", ["3.14.0rc1"], not: ["3.14.0", "3.14.0rc2"]),
            RuleTable("v20", ["20.1.1"]),
        ]
    ) func `of a line`(row: RuleTable) throws { try row.check(.line) }

    @Test(arguments: VersionRules.allCases) func `what is long or endless is not understood, and costs nothing`(rules: VersionRules) {
        let long = String(repeating: "9", count: 5000)
        for text in [
            long, ">=" + long, String(repeating: "1 || ", count: 100_000) + "1", String(repeating: "1.", count: 400),
            String(repeating: "^1 ", count: 300), String(repeating: ",", count: 900),
            String(repeating: "|", count: 900), "1-" + String(repeating: "a.", count: 480) + "a", "\u{0}", "١٢", "1\u{301}.2", "-1", "1..2",
            "🧨",
        ] {
            let requirement = VersionRequirement(text, rules: rules)
            #expect(requirement == nil || text.utf8.count <= VersionRequirement.bytesMax)
            _ = requirement?.match("3.13")
            _ = requirement?.match("1.2.3-" + long)
        }
        #expect(VersionRequirement(long, rules: rules) == nil)
    }
}

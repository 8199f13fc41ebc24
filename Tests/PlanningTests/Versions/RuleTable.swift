import Model
import Planning
import Testing

/// One line of a table: what somebody wrote, and which versions that is, and which it is not.
struct RuleTable: CustomTestStringConvertible {
    let text: String
    let yes: [String]
    let no: [String]

    init(_ text: String, _ yes: [String] = [], not no: [String] = []) {
        self.text = text
        self.yes = yes
        self.no = no
    }

    var testDescription: String { text.isEmpty ? "nothing" : text }

    func check(_ rules: VersionRules) throws {
        let requirement = try #require(VersionRequirement(text, rules: rules), "\(text) is not understood")
        for version in yes { #expect(requirement.match(version) == .allPatches, "\(version)") }
        for version in no { #expect(requirement.match(version) == .no, "\(version)") }
    }
}

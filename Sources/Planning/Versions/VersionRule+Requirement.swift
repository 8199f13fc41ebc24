import Model

extension Buildpack.VersionRule {
    /// What a source asks for, by the rules that hold there; nil where it is not understood.
    func requirement(_ found: Evidence.Found) -> VersionRequirement? {
        let text = found.text.lowercased()
        return VersionRequirement(aliases[text] ?? found.text, rules: found.place.rules ?? rules)
    }
}

/// What somebody is called here: most often an address. Keys, roles and what was done are told by it.
package enum PersonName {
    package static let rule = "1 to 100 letters, digits and marks such as @ . - _ +, without spaces"
    private static let lengthMax = 100
    /// They would be taken for the machine's own users.
    private static let reserved: Set<String> = ["root", "git", "renga", "heroku"]

    package static func checked(_ text: String) throws(Failure) -> String {
        let isSound =
            !text.isEmpty && text.utf8.count <= lengthMax && !text.hasPrefix("-")
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !#""'\`$&|;<>(){}*?"#.utf8.contains($0) }
        guard isSound, !reserved.contains(text.lowercased()) else {
            throw Failure(
                .invalid,
                "`\(HarmlessText.text(String(text.prefix(lengthMax))))` cannot be a person's name",
                hint: "a name has \(rule)"
            )
        }
        return text
    }
}

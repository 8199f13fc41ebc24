import Model

/// Answers for programs: one value a line, keys sorted.
enum JSONText {
    static func line(_ value: some Encodable) throws -> String {
        HarmlessText.json(String(decoding: try JSONCoder.encode(value), as: UTF8.self)) + "\n"
    }
}

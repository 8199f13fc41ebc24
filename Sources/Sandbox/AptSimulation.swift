import Model

/// Reads what `apt-get --simulate upgrade` would do: `Inst NAME [OLD] (NEW ORIGIN, ... [ARCH])`.
struct AptSimulation {
    /// Of which lines are kept; Debian's base systems have some hundred packages.
    private static let packagesMax = 5_000

    private(set) var packages: [FixedPackage] = []

    mutating func read(_ line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        // A package that only comes along has no old version.
        guard words.count >= 4, words[0] == "Inst", words[2].hasPrefix("["), words[2].hasSuffix("]"), words[3].hasPrefix("("),
            packages.count < Self.packagesMax
        else { return }
        let origins = words[4...].joined(separator: " ")
        packages.append(
            FixedPackage(
                name: String(words[1]),
                version: String(words[2].dropFirst().dropLast()),
                newer: String(words[3].dropFirst().filter { $0 != ")" }),
                isSecurity: origins.contains("-Security:") || origins.contains("-security")
            )
        )
    }
}

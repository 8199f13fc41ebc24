/// `java.runtime.version` of system.properties: `21`, `1.8` for 8, `21.0.2`, with or without `zulu-`, whose builds are as good as others.
struct JavaVersion: VersionRange {
    private let numbers: [Int]

    init?(_ text: String) {
        var scanner = VersionScanner(text)
        _ = scanner.take(oneOf: ["zulu-", "openjdk-", "temurin-"])
        guard let numbers = Self.numbers(&scanner) else { return nil }
        self.numbers = numbers
    }

    var named: [VersionNumber] { [VersionNumber(parts: Array(numbers.prefix(3)))] }

    func contains(_ version: String) -> Bool {
        var scanner = VersionScanner(version)
        guard let other = Self.numbers(&scanner) else { return false }
        return (other + Array(repeating: 0, count: max(numbers.count - other.count, 0))).starts(with: numbers)
    }

    /// Without the 1 that stood before the major version up to Java 8; an update, `8u432`, is its third number.
    private static func numbers(_ scanner: inout VersionScanner) -> [Int]? {
        var numbers: [Int] = []
        repeat {
            guard let part = scanner.number() else { return nil }
            numbers.append(part)
        } while numbers.count < 5 && scanner.take(".")
        if numbers.count > 1, numbers[0] == 1 { numbers.removeFirst() }
        if scanner.take(oneOf: ["u", "_"]) != nil, let update = scanner.number() { numbers = [numbers[0], 0, update] }
        if scanner.take("+") || scanner.take("-b") { _ = scanner.takeWhile(VersionScanner.isDigit) }
        return scanner.isAtEnd ? numbers : nil
    }
}

import Model

/// One thing that a file says about the versions that go with it.
struct VersionLimit {
    enum Takes {
        case range(VersionRequirement)
        case from(VersionNumber)
        /// With what newer versions of the same thing go with.
        case upTo(VersionNumber, later: [(version: String, last: String)])
    }

    let fit: Buildpack.VersionFit
    /// Of the package, else of the file.
    let name: String
    let value: String
    /// How often it is said.
    var count = 1
    let takes: Takes

    var isFloor: Bool { if case .from = takes { true } else { false } }

    func takes(_ version: String) -> Bool {
        switch takes {
        case .range(let range): return range.match(version) != .no
        case .from(let first): return !Self.compare(version, first, <)
        case .upTo(let last, _): return !Self.compare(version, last, >)
        }
    }

    /// By as many numbers as the limit has: 3.11.9 is no newer than 3.11.
    private static func compare(_ version: String, _ limit: VersionNumber, _ order: (VersionNumber, VersionNumber) -> Bool) -> Bool {
        guard let number = VersionNumber(version) else { return false }
        return order(VersionNumber(parts: Array(number.parts.prefix(limit.parts.count))), limit)
    }

    private func title(_ value: String) -> String { Template(fit.title).known(["NAME": name, "VALUE": value]) }

    var title: String { title(value) }

    /// Why a version was chosen by it.
    var words: String {
        switch takes {
        case .range: count == 1 ? "\(title) asks for \(value)" : "\(count) times \(title) asks for \(value)"
        case .from(let first): "\(title) needs \(first.text) or a newer one"
        case .upTo(let last, _): "\(title) goes with \(last.text) and older ones"
        }
    }

    /// The last version that it goes with.
    var last: VersionNumber? { if case .upTo(let last, _) = takes { last } else { nil } }

    /// The first version of the same thing that goes with a version of the toolchain.
    func next(for version: String) -> String? {
        guard case .upTo(_, let later) = takes else { return nil }
        return later.first { row in VersionNumber(row.last).map { !Self.compare(version, $0, >) } ?? false }.map { title($0.version) }
    }
}

import Model

/// What an app's files say about the versions of a toolchain that go with them.
struct VersionFits {
    /// So many values are looked at of one file.
    static let valuesMax = 1000

    private(set) var limits: [VersionLimit] = []

    init(_ fits: [Buildpack.VersionFit], _ evidence: Evidence) throws(Failure) {
        for fit in fits {
            for glob in fit.files {
                for path in try evidence.tree.all(matching: Glob(glob)) { try read(fit, path, evidence.search) }
            }
        }
    }

    private mutating func read(_ fit: Buildpack.VersionFit, _ path: String, _ search: TextSearch) throws(Failure) {
        let values = try search.matches(of: fit.pattern, in: path, atMost: Self.valuesMax)
        switch fit.rule {
        case .ranges(let rules):
            var counts: [String: Int] = [:]
            for value in values { counts[value.match, default: 0] += 1 }
            for (text, count) in counts.sorted(by: { $0.key < $1.key }) {
                guard let range = VersionRequirement(text, rules: rules) else { continue }
                limits.append(VersionLimit(fit: fit, name: path, value: text, count: count, takes: .range(range)))
            }
        case .oldest:
            for value in values.prefix(1) {
                guard let number = VersionNumber(value.match) else { continue }
                limits.append(.init(fit: fit, name: path, value: value.match, takes: .from(number)))
            }
        case .newest(let table):
            for value in values.prefix(1) { add(fit, path, value.match, table) }
        case .packages(let version, let packages):
            guard !values.isEmpty else { return }
            let versions = try search.matches(of: version, in: path, atMost: Self.valuesMax * 10)
            for (name, value) in Self.pairs(values, versions) {
                if let table = packages[name] { add(fit, name, value, table) }
            }
        }
    }

    private mutating func add(_ fit: Buildpack.VersionFit, _ name: String, _ value: String, _ table: Buildpack.VersionFit.Table) {
        guard let number = VersionNumber(value) else { return }
        let rows = table.compactMap { key, last in VersionNumber(key).map { (first: $0, key: key, last: last) } }.sorted {
            $0.first < $1.first
        }
        guard let row = rows.last(where: { $0.first <= number }), row.key != rows.last?.key, let last = VersionNumber(row.last) else {
            return
        }
        let later = rows.filter { $0.first > number }.map { (version: $0.key, last: $0.last) }
        limits.append(.init(fit: fit, name: name, value: value, takes: .upTo(last, later: later)))
    }

    /// Each name with the version that comes in its line or below it, before the next name.
    private static func pairs(_ names: [TextSearch.Found], _ versions: [TextSearch.Found]) -> [(name: String, version: String)] {
        var left = versions[...]
        return names.enumerated().compactMap { index, name in
            left = left.drop { $0.line < name.line }
            let next = names.indices.contains(index + 1) ? names[index + 1].line : Int.max
            guard let version = left.first, version.line < next || version.line == name.line else { return nil }
            return (PackageName.normal(name.match), version.match)
        }
    }

    /// How many of what the files have do not go with a version.
    func objections(to version: String) -> Int { limits.filter { !$0.takes(version) }.map(\.count).reduce(0, +) }

    /// Whether an oldest version is said.
    var hasFloor: Bool { limits.contains(where: \.isFloor) }

    /// The version that most goes with, and how that is said; nil where what comes first is as good. Where an oldest version is
    /// said, the nearest above it is best.
    func better(among versions: [String]) -> (version: String, because: String)? {
        guard let first = versions.first, !limits.isEmpty else { return nil }
        let sorted = hasFloor ? versions.sorted { (VersionNumber($0) ?? .zero) < (VersionNumber($1) ?? .zero) } : versions
        var best: (version: String, objections: Int)?
        for version in sorted {
            let count = objections(to: version)
            if count < best?.objections ?? Int.max { best = (version, count) }
        }
        guard let best, best.version != first, best.objections < objections(to: first) || hasFloor else { return nil }
        let reasons = limits.filter { $0.takes(best.version) && (!$0.takes(first) || $0.isFloor) }.map(\.words)
        return reasons.first.map { (best.version, "no version is asked for: \($0)") }
    }

    /// What to say of what does not go with a version: once for each rule.
    func warnings(of version: String) -> [BuildPlan.Warning] {
        var warnings: [BuildPlan.Warning] = []
        var said: Set<Buildpack.VersionFit> = []
        for limit in limits where limit.fit.warning != nil && !limit.takes(version) && said.insert(limit.fit).inserted {
            let all = limits.filter { $0.fit == limit.fit && !$0.takes(version) }
            guard let text = limit.fit.warning, let last = all.compactMap(\.last).min() else { continue }
            let shown = VersionNumber(version).map { VersionNumber(parts: Array($0.parts.prefix(last.parts.count))).text } ?? version
            var words = ["VERSION": shown, "LAST": last.text, "ITEMS": Self.list(all.map(\.title))]
            let next = all.compactMap { $0.next(for: version) }
            if next.count == all.count { words["NEXT"] = Self.list(next) }
            let hint = words["NEXT"] == nil ? nil : limit.fit.hint.map { Template($0).known(words) }
            warnings.append(.init(message: Template(text).known(words), hint: hint))
        }
        return warnings
    }

    private static func list(_ items: [String]) -> String {
        var seen: Set<String> = []
        var items = items.filter { seen.insert($0).inserted }
        if items.count > 5 { items = Array(items.prefix(4)) + ["\(items.count - 4) more"] }
        return items.joined(separator: ", ")
    }
}

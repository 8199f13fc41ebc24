import Model

/// Which build logs go: of each app those stay that made a kept release, and the newest of all.
package enum BuildLogRetention {
    /// - Parameters:
    ///   - names: of the files in an app's folder of build logs; what is no build log is nobody's business.
    ///   - kept: numbers of the builds of kept releases.
    ///   - newest: how many others stay.
    package static func gone(_ names: [String], kept: Set<Int64>, newest: Int) -> [String] {
        let logs = names.compactMap { name in number(of: name).map { (name: name, number: $0) } }
        return logs.filter { !kept.contains($0.number) }.sorted { $0.number > $1.number }.dropFirst(newest).map(\.name)
    }

    /// `0042.log` is 42.
    private static func number(of name: String) -> Int64? {
        guard name.hasSuffix(".log") else { return nil }
        let digits = name.dropLast(".log".count)
        return digits.count >= 4 && digits.utf8.allSatisfy { ASCII.isDigit($0) } ? Int64(digits) : nil
    }
}

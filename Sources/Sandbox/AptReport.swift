import Model

/// Reads what apt-get prints: a few lines for people, and why it failed.
struct AptReport {
    private(set) var unknownPackages: [String] = []
    /// The mirror has newer versions than our lists say.
    private(set) var isStale = false
    private(set) var tail: [String] = []
    /// What it said that it will write: archives, and what is in them.
    private(set) var bytesNeeded: Int64 = 0
    private var total = 0
    private var configured = 0

    /// The line that people see for a line of apt's; nil for most.
    mutating func read(_ line: String) -> String? {
        if !line.hasPrefix("(Reading database") { tail = tail.suffix(14) + [line] }
        if line.hasPrefix("E: ") {
            readError(line)
            return nil
        }
        let words = line.split(separator: " ")
        if line.contains(" newly installed, "), let at = words.firstIndex(of: "newly"), at > 0 {
            total = Int(words[at - 1]) ?? 0
            return "\(total) package\(total == 1 ? "" : "s") to install"
        }
        readSize(words)
        if line.hasPrefix("Need to get 0 B") { return nil }
        if line.hasPrefix("Need to get "), words.count > 4 {
            return "Downloading \(words[3]) \(words[4].prefix { $0 != "/" })"
        }
        if line.hasPrefix("Setting up ") {
            configured += 1
            // Ten signs of life, however many packages there are.
            let every = max(total / 10, 1)
            guard total > 10, configured % every == 0, configured < total else { return nil }
            return "Set up \(configured) of \(total) packages"
        }
        return nil
    }

    /// `Need to get 12.3 MB of archives.`, of partly fetched ones `3 MB/12.3 MB`; `After this operation, 45.6 MB of additional disk space`.
    private mutating func readSize(_ words: [Substring]) {
        let at: Int
        switch words.first {
        case "Need": at = 3
        case "After": at = 3
        default: return
        }
        guard words.count > at + 1, let number = Double(words[at].filter { $0 != "," }) else { return }
        let units: [Substring: Double] = ["B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9]
        guard let unit = units[words[at + 1].prefix { $0 != "/" }], words[0] != "After" || words.contains("additional") else { return }
        bytesNeeded += Int64(min(number * unit, 1e15))
    }

    private mutating func readError(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        if line.hasPrefix("E: Unable to locate package "), let name = words.last {
            unknownPackages.append(name)
        } else if line.hasSuffix("has no installation candidate"), words.count > 2 {
            unknownPackages.append(words[2].filter { $0 != "'" && $0 != "‘" && $0 != "’" })
        } else if line.hasPrefix("E: Unable to find a source package for "), let name = words.last {
            unknownPackages.append(name)
        }
        if line.contains("404") || line.contains("Unable to fetch some archives") || line.contains("Hash Sum mismatch") {
            isStale = true
        }
    }
}

import Linux

/// The interfaces that lead outside: those with a default route.
enum Uplinks {
    /// In the order of their names, each once; none where the machine has no network, or not yet.
    static func names() -> [String] {
        let routes = (try? Files.text("/proc/net/route", limit: 1 << 20)) ?? ""  // absent: no IPv4
        return parse(routes)
    }

    static func parse(_ routes: String) -> [String] {
        let names = routes.split(separator: "\n").compactMap { line -> String? in
            let fields = line.split { $0 == "\t" || $0 == " " }
            guard fields.count > 7, fields[1] == "00000000", fields[7] == "00000000" else { return nil }
            // Whatever an interface may be called: only what needs no quoting is written into rules.
            let isPlain = fields[0].utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0 | 32) || [45, 46, 64, 95].contains($0)
            }
            return isPlain ? String(fields[0]) : nil
        }
        return Set(names).sorted()
    }

    /// Of the first of them: larger packets would be lost where a path says so to nobody.
    static func mtu() -> Int? {
        guard let first = names().first else { return nil }
        let text = try? Files.text("/sys/class/net/\(first)/mtu", limit: 16)  // gone since: none
        return text.flatMap { Int($0.prefix { $0.isNumber }) }
    }
}

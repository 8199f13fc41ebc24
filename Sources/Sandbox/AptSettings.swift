import Linux

/// What the machine's own apt needs to reach Debian, which ours then needs as well.
package struct AptSettings: Hashable, Sendable {
    /// Lines of apt.conf.
    package var options: [String] = []
    /// nil: Debian's default.
    package var mirror: String?
    package var securityMirror: String?
    /// Proxies.
    package var environment: [String: String] = [:]

    package init() {}

    package static func ofThisMachine() -> AptSettings {
        var settings = AptSettings()
        // A machine without apt, or with none of these settings, has nothing to add.
        if let dump = try? Command("/usr/bin/apt-config", ["dump"]).run() { settings.readOptions(dump.text) }
        settings.readSources(sourceTexts())
        for entry in (try? Files.read("/proc/self/environ", limit: 1 << 20))?.split(separator: 0) ?? [] {
            let parts = String(decoding: entry, as: UTF8.self).split(separator: "=", maxSplits: 1)
            guard parts.count == 2, proxyNames.contains(parts[0].lowercased()) else { continue }
            settings.environment[String(parts[0])] = String(parts[1])
        }
        return settings
    }

    private static let proxyNames: Set = ["http_proxy", "https_proxy", "no_proxy"]
    private static let wanted: Set = [
        "acquire::http::proxy", "acquire::https::proxy", "acquire::https::cainfo", "acquire::forceipv4",
        "acquire::forceipv6", "acquire::retries",
    ]

    /// Takes what concerns the way to the mirror out of `apt-config dump`.
    mutating func readOptions(_ dump: String) {
        for line in dump.split(separator: "\n") {
            guard let name = line.split(separator: " ").first, Self.wanted.contains(name.lowercased()) else { continue }
            guard !line.hasSuffix(" \"\";") else { continue }
            options.append(String(line))
        }
    }

    /// Takes the mirrors of Debian out of source lists, in either form.
    mutating func readSources(_ texts: [String]) {
        let addresses = texts.flatMap { $0.split(separator: "\n") }
            .filter { $0.hasPrefix("URIs:") || $0.hasPrefix("deb ") }
            .flatMap { $0.split(separator: " ") }
            .filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
            .map { $0.hasSuffix("/") ? String($0.dropLast()) : String($0) }
        func first(_ ending: String) -> String? {
            addresses.first { $0.hasSuffix(ending) }
        }
        mirror = first("/debian")
        securityMirror = first("/debian-security")
    }

    private static func sourceTexts() -> [String] {
        let folder = "/etc/apt/sources.list.d"
        let files = ["/etc/apt/sources.list"] + ((try? Files.list(folder)) ?? []).map { "\(folder)/\($0)" }
        // A file that cannot be read is one that apt does not use either.
        return files.compactMap { try? Files.text($0, limit: 1 << 20) }
    }
}

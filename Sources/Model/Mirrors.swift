/// Where what publishers offer is fetched in their place: `mirrors:` in config.yml.
package struct Mirrors: Hashable, Sendable, Codable {
    /// The beginning of a URL to what stands in its place.
    package var bases: [String: String]

    package init(_ bases: [String: String] = [:]) { self.bases = bases }

    /// The longest beginning decides; one ends where a part of the URL ends.
    package func place(of url: String) -> String {
        let fitting = bases.filter { base, _ in
            url.hasPrefix(base) && (base.hasSuffix("/") || url.count == base.count || "/?".contains(url.dropFirst(base.count).first ?? " "))
        }
        guard let (base, mirror) = fitting.max(by: { $0.key.utf8.count < $1.key.utf8.count }) else { return url }
        return mirror + url.dropFirst(base.count)
    }
}

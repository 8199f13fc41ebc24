import Model

/// What Debian has newer, in a few lines for people.
package enum PackageNewsText {
    private static let namesMax = 12

    /// `3 fixed packages wait, 2 of them from Debian's security archive:`, and which.
    package static func lines(_ news: PackageNews) -> [String] {
        guard news.count > 0 else { return ["No fixed package waits"] }
        // What is about security is named before the rest.
        let packages = news.packages.filter(\.isSecurity) + news.packages.filter { !$0.isSecurity }
        let security = news.packages.count(where: \.isSecurity)
        let words = news.count == 1 ? "1 fixed package waits" : "\(news.count) fixed packages wait"
        let urgent = security > 0 ? ", \(security) of them from Debian's security archive" : ""
        let named = packages.prefix(namesMax).map { "  \($0.name) \($0.version) -> \($0.newer)" }
        let more = news.count - named.count
        return ["\(words)\(urgent):"] + named + (more > 0 ? ["  and \(more) more"] : [])
    }
}
